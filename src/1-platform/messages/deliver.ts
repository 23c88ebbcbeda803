// What the worker does with messages: each goes out once by each way, whatever happens to the others; old ones are swept away.
// A job that is done again finds what was sent; one that was killed while sending waits until nobody can be at it any more,
// and sends the same letter under the same Message-ID.
import type { TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Language } from '#base/text'
import { writeLetter } from './letter.ts'
import type { Post } from './post.ts'
import type { PushSender } from './push.ts'

export interface Outgoing {
  owner: pg.Pool
  post: Post
  push: PushSender
  /** Where the house is reached, without a slash at the end. */
  address: string
  now(): Date
}

interface Delivery { messageId: string; target: string }
interface Taken { way: 'mail' | 'push'; text_vi: string; text_en: string; path: string; read: boolean }

/** Somebody who has been sending for longer has died over it. */
export const longestSending = 2 * 60_000

/** A house that sends nothing must not fill its disk with what it would have sent. */
const daysInFolder = 30

export function messageTasks(parts: Outgoing): TaskList {
  return {
    'messages.deliver': (payload) => deliver(parts, payload as Delivery),
    'messages.sweep': () => sweep(parts),
  }
}

export async function deliver(parts: Outgoing, { messageId, target }: Delivery): Promise<void> {
  const { owner, now } = parts
  const key = [messageId, target]
  const { rows: [taken] } = await owner.query<Taken>(`update messages.delivery d set taken_at = $3 from messages.message m
    where d.message_id = $1 and d.target = $2 and m.id = d.message_id and d.sent_at is null and d.refused is null and (d.taken_at is null or d.taken_at < $4)
    returning d.way, m.text_vi, m.text_en, m.path, m.read_at is not null as read`, [...key, now(), new Date(now().getTime() - longestSending)])
  if (!taken) {
    const { rows: [open] } = await owner.query('select from messages.delivery where message_id = $1 and target = $2 and sent_at is null and refused is null', key)
    if (open) throw new Error('the message is being sent by another worker')
    return
  }
  try {
    const refused = taken.read ? 'read' : await (taken.way === 'mail' ? byMail : byPush)(parts, messageId, target, taken)
    await owner.query('update messages.delivery set sent_at = case when $3::text is null then $4::timestamptz end, refused = $3 where message_id = $1 and target = $2', [...key, refused, now()])
  } catch (error) {
    await owner.query('update messages.delivery set taken_at = null where message_id = $1 and target = $2', key)
    throw error
  }
}

/** null: sent. Else why it never will be. */
async function byMail({ owner, post, address }: Outgoing, messageId: string, accountId: string, { text_vi: vi, text_en: en, path }: Taken): Promise<string | null> {
  const { rows: [to] } = await owner.query<{ email: string | null; language: Language }>('select email, language from access.account where id = $1 and blocked_at is null', [accountId])
  if (!to?.email) return 'no address'
  const text = { vi, en }
  const letter = writeLetter({ subject: text, lead: { vi: 'Lộ Trình báo để bạn biết:', en: 'Lộ Trình lets you know:' }, parts: [{ items: [{ text, path }] }] }, to.language, address)
  return await post.send(messageId, to.email, letter) === 'sent' ? null : 'address refused'
}

async function byPush({ owner, push }: Outgoing, messageId: string, deviceId: string, { text_vi: vi, text_en: en, path }: Taken): Promise<string | null> {
  const { rows: [to] } = await owner.query<{ endpoint: string; p256dh: string; auth: string; language: Language }>(`select d.endpoint, d.p256dh, d.auth, a.language
    from messages.device d join access.account a on a.id = d.account_id where d.id = $1 and a.blocked_at is null`, [deviceId])
  if (!to) return 'no device'
  if (await push.send(to, { id: messageId, title: 'Lộ Trình', body: { vi, en }[to.language], path }) === 'sent') return null
  await owner.query('delete from messages.device where id = $1', [deviceId])
  return 'gone'
}

async function sweep({ owner, post, now }: Outgoing): Promise<void> {
  await post.sweep(new Date(now().getTime() - daysInFolder * 86_400_000))
  await owner.query(`delete from messages.message where read_at < $1::timestamptz - interval '1 year'`, [now()])
  await owner.query(`delete from messages.digest where taken_at < $1::timestamptz - interval '1 year'`, [now()])
}
