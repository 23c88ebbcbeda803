// The letter-box of messages: what one was told, how one wants to hear of it, and the secret address of one's calendar.
import * as z from 'zod'
import { id, paging, route } from '../http/contract.ts'

const moment = z.iso.datetime({ offset: true })
const done = z.object({ done: z.literal(true) })
const mail = z.enum(['now', 'digest', 'none'])
const message = z.object({ id, kind: z.string(), text: z.object({ vi: z.string(), en: z.string() }), path: z.string(), at: moment, readAt: moment.nullable() })
export type Message = z.infer<typeof message>

const device = z.object({ id, userAgent: z.string().nullable(), since: moment, /** The browser of this session. */ current: z.boolean() })
const settings = z.object({
  /** Where e-mail goes; null: nowhere, the account has no address. */
  email: z.string().nullable(), mail, digestHour: z.number().int(),
  /** By which a browser asks its push service for an address. */
  pushKey: z.string(), devices: z.array(device),
  calendar: z.object({ since: moment, askedAt: moment.nullable() }).nullable(),
})
export type MessageSettings = z.infer<typeof settings>

export const messagesContract = {
  list: route({ method: 'GET', path: '/messages', summary: 'One\'s own messages, the latest first', needs: { verb: 'signed-in' } })
    .input(z.object({ limit: paging.limit, offset: paging.offset, unread: z.stringbool().or(z.boolean()).optional() }))
    .output(z.object({ rows: z.array(message), total: z.number().int(), unread: z.number().int() })),
  unread: route({ method: 'GET', path: '/messages/unread', summary: 'How many of one\'s own messages are unread', needs: { verb: 'signed-in' } }).output(z.object({ unread: z.number().int() })),
  read: route({ method: 'PUT', path: '/messages/read', summary: 'Mark one\'s own messages as read: one, or all up to a moment', needs: { verb: 'signed-in' } })
    .input(z.object({ messageId: id.optional(), until: moment.optional() })).output(z.object({ read: z.number().int() })),

  settings: route({ method: 'GET', path: '/messages/settings', summary: 'How one hears of one\'s messages', needs: { verb: 'signed-in' } }).output(settings),
  chooseMail: route({ method: 'PUT', path: '/messages/settings', summary: 'Choose e-mail at once, one digest a day, or none', needs: { verb: 'signed-in' } })
    .input(z.object({ mail, digestHour: z.number().int().min(0).max(23) })).output(done),
  keepDevice: route({ method: 'PUT', path: '/messages/devices', summary: 'Receive push messages in this browser while this session lasts', needs: { verb: 'signed-in' } })
    .input(z.object({ endpoint: z.url().max(1000), p256dh: z.string().regex(/^[\w-]{87}$/), auth: z.string().regex(/^[\w-]{22}$/) })).output(z.object({ id })),
  dropDevice: route({ method: 'DELETE', path: '/messages/devices/{deviceId}', summary: 'Receive no more push messages in a browser', needs: { verb: 'signed-in' } })
    .input(z.object({ deviceId: id })).output(done),
  makeCalendar: route({ method: 'POST', path: '/messages/calendar', summary: 'A secret address for the calendar of one\'s duties and classes; answered once, the old one ends', needs: { verb: 'signed-in' } })
    .input(z.object({}).optional()).output(z.object({ path: z.string() })),
  endCalendar: route({ method: 'DELETE', path: '/messages/calendar', summary: 'End the secret address of one\'s calendar', needs: { verb: 'signed-in' } }).output(done),
}
