import { roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { privacyContract } from '../contract.ts'

export const privacy = roomApi<typeof privacyContract>('privacy')

export const requestPath = (requestId: string) => `/du-lieu-ca-nhan/yeu-cau/${requestId}`
export const aboutPrivacy = (a: Announcement) => a.event === 'changed' && (a.kind.startsWith('privacy.') || a.kind === 'people.read-sensitive')
