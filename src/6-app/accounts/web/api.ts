import { roomApi } from '#web/api.ts'
import type { accountsContract, Round, RoundRow } from '../contract.ts'

export const accounts = roomApi<typeof accountsContract>('accounts')
export type { Round, RoundRow }
export const roundPath = (id: string) => `/tai-khoan/cap-hang-loat/${id}`
