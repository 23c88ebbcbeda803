import type { organisationContract } from '#organisation/contract'
import { roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { documentsContract } from '../contract.ts'

export const documents = roomApi<typeof documentsContract>('documents')
export const organisation = roomApi<typeof organisationContract>('organisation')

export const aboutDocuments = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('documents.')
