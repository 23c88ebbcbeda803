import { roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { messagesContract } from '#platform/messages/contract'

export const messages = roomApi<typeof messagesContract>('messages')

/** Only whoever is told hears this: a message came, or was read in another tab. */
export const aboutMessages = (a: Announcement) => a.event === 'changed' && a.kind === 'messages'
