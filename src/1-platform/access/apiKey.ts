// Keys for other programs: a spreadsheet that refreshes itself, a dashboard on a wall. A key reads as one person in one
// office, by the verbs that it was made with, for at most a year. It writes nothing and reads nothing of the account itself
// (the gate of http/handle.ts); the powers are those that the office has at the moment of asking, never more.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import type { Language } from '#base/text'
import { tidy } from '#base/vietnamese/text'
import type { Tx, Work } from '../work.ts'
import type { Actor, HeldOfficeRow, KeyVerb } from './actor.ts'
import { tokenHash } from './token.ts'

/** How every key begins, so that one that leaked is recognised by those who search for such things. */
const mark = 'lotrinh_'
const mostOfOne = 20

/** The key of a request: `x-api-key: …` or `authorization: Bearer …`. */
export function keyOf(headers: Headers): string | null {
  return headers.get('x-api-key') ?? /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
}

export async function enterByKey(tx: Tx, key: string, today: Day, at: Date, officesHeld: (tx: Tx, personId: string, on: Day) => Promise<HeldOfficeRow[]>): Promise<Actor | null> {
  const found = (await sql<{ key_id: string; account_id: string; person_id: string; name: string; language: Language; office_id: string; verbs: string[] }>`
    select e.*, set_config('app.account', e.account_id::text, true), set_config('app.person', e.person_id::text, true) from access.enter_by_key(${tokenHash(key)}, ${at}) e`.execute(tx)).rows[0]
  const office = found && (await officesHeld(tx, found.person_id, today)).find((held) => held.id === found.office_id)
  if (!found || !office) return null
  const { id, unitId, unitName, title, titleVi, titleEn, lft, rgt } = office
  return {
    accountId: found.account_id, name: found.name, personId: found.person_id, language: found.language, readsBy: found.key_id,
    offices: [{ id, unitId, unitName, title, titleVi, titleEn }],
    acting: { officeId: id, unitId, lft, rgt, verbs: new Set(office.verbs.filter((verb) => found.verbs.includes(verb))) },
  }
}

/** The first read of a route by a key on a day leaves an audit line: who asks every minute would bury the log. */
export async function noteKeyRead(w: Work, keyId: string, route: string): Promise<void> {
  const first = await w.tx.insertInto('access.key_read').values({ key_id: keyId, on_day: w.today, route }).onConflict((c) => c.doNothing()).returning('route').executeTakeFirst()
  if (!first) return
  await w.tx.deleteFrom('access.key_read').where('key_id', '=', keyId).where('on_day', '<', w.today).execute()
  w.note('access.key.read', 'key', keyId, { route })
}

/** Answers the key itself, which is shown once and kept nowhere. */
export async function makeApiKey(w: Work, asked: { name: string; officeId: string; verbs: readonly KeyVerb[]; /** The last day. */ until: Day }): Promise<{ id: string; key: string }> {
  if (!w.actor.offices.some((office) => office.id === asked.officeId)) throw new Refused(refuse('not-held', 'officeId', 'Hôm nay bạn không giữ chức vụ này.', 'You do not hold this office today.'))
  if (asked.until < w.today || asked.until > addDays(w.today, 365)) throw new Refused(refuse('days', 'until', 'Khóa dùng được nhiều nhất một năm, kể từ hôm nay.', 'A key lasts a year at most, from today.'))
  const { n } = await w.tx.selectFrom('access.api_key').select((eb) => eb.fn.countAll<string>().as('n')).where('account_id', '=', w.actor.accountId).executeTakeFirstOrThrow()
  if (Number(n) >= mostOfOne) throw new Refused(refuse('too-many', null, `Một tài khoản có nhiều nhất ${mostOfOne} khóa.`, `An account has at most ${mostOfOne} keys.`))
  const id = newId(), key = mark + randomBytes(32).toString('base64url')
  await w.tx.insertInto('access.api_key').values({
    id, account_id: w.actor.accountId!, office_id: asked.officeId, name: tidy(asked.name), verbs: [...asked.verbs], key_hash: tokenHash(key),
    created_at: w.now, expires_at: sql<Date>`(${asked.until}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
  }).execute()
  w.note('access.key.make', 'key', id, { name: asked.name, officeId: asked.officeId, verbs: asked.verbs, until: asked.until })
  return { id, key }
}
