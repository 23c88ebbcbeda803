import { roomApi, type RoomName } from '#web/api.ts'
import type { indicatorsContract } from '../contract.ts'

export const indicators = roomApi<typeof indicatorsContract>('indicators' satisfies RoomName)

/** What a figure is asked for: a day, perhaps the tree of another day, perhaps as it was known at a moment. */
export interface Question { unitId: string; on: string; tree?: string | undefined; knownAt?: string | undefined }
