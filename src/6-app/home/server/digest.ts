// The daily digest: each account in the hour that it chose, once a day.
import type { TaskList } from 'graphile-worker'
import { dayOf, type Day } from '#base/day'
import { longestSending, type Outgoing } from '#platform/messages/deliver'
import { usualMail } from '#platform/messages/kinds'
import { writeLetter } from '#platform/messages/letter'
import { digestLetter, type UnreadMessage } from '../domain/digest.ts'
import { absent, type AbsentParts } from './absent.ts'

/** After a house that was switched off comes back, the morning's letter may be so many hours late; then it waits for the next day. */
const latest = 6

export type DigestParts = AbsentParts & Outgoing

export function digestTasks(parts: DigestParts): TaskList {
  return {
    'home.digests': () => begin(parts),
    'home.digest': (payload) => digest(parts, payload as { accountId: string; day: Day }),
  }
}

async function begin({ owner, now }: DigestParts): Promise<void> {
  const hour = new Date(now().getTime() + 7 * 3_600_000).getUTCHours()
  await owner.query(`select graphile_worker.add_job('home.digest', json_build_object('accountId', a.id, 'day', $1::text), job_key => 'home.digest:' || a.id)
    from access.account a left join messages.preference p on p.account_id = a.id
    where a.email is not null and a.person_id is not null and a.blocked_at is null and not a.must_change and coalesce(p.mail, $3) = 'digest' and $2 - coalesce(p.digest_hour, $4) between 0 and $5
      and not exists (select from messages.digest g where g.account_id = a.id and g.on_day = $1::date and g.done_at is not null)`,
    [dayOf(now()), hour, usualMail.mail, usualMail.digestHour, latest - 1])
}

export async function digest(parts: DigestParts, { accountId, day }: { accountId: string; day: Day }): Promise<void> {
  const { owner, now, post, address } = parts
  // Kept from a day before: what it would say was said, or is said today.
  const moment = now()
  if (day !== dayOf(moment)) return
  const { rows: [taken] } = await owner.query(`insert into messages.digest as d (account_id, on_day, taken_at) values ($1, $2, $3)
    on conflict (account_id, on_day) do update set taken_at = excluded.taken_at where d.done_at is null and d.taken_at < $4 returning true`, [accountId, day, moment, new Date(moment.getTime() - longestSending)])
  if (!taken) {
    const { rows: [open] } = await owner.query('select from messages.digest where account_id = $1 and on_day = $2 and done_at is null', [accountId, day])
    if (open) throw new Error('the digest is being sent by another worker')
    return
  }
  try {
    const sent = await send()
    await owner.query('update messages.digest set done_at = $3, sent = $4 where account_id = $1 and on_day = $2', [accountId, day, now(), sent])
  } catch (error) {
    await owner.query('delete from messages.digest where account_id = $1 and on_day = $2 and done_at is null', [accountId, day])
    throw error
  }

  async function send(): Promise<boolean> {
    const { rows: [to] } = await owner.query<{ email: string | null }>('select email from access.account where id = $1 and blocked_at is null', [accountId])
    const who = await absent(parts, accountId)
    if (!to?.email || !who) return false
    const { rows } = await owner.query<{ vi: string; en: string; path: string }>(`select text_vi as vi, text_en as en, path from messages.message where person_id = $1 and read_at is null and at <= $3
      and at > coalesce((select max(taken_at) from messages.digest where account_id = $2 and done_at is not null), $3::timestamptz - interval '1 day') order by at desc`, [who.actor.personId, accountId, moment])
    const messages: UnreadMessage[] = rows.map(({ vi, en, path }) => ({ text: { vi, en }, path }))
    const letter = digestLetter({ messages, duties: who.duties, today: day })
    return letter !== null && await post.send(`digest-${accountId}-${day}`, to.email, writeLetter(letter, who.actor.language, address)) === 'sent'
  }
}
