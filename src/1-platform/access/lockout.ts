// Pauses after failed sign-ins. Counted per account, per unknown name, and per address; a pause is told the same way
// whether or not the account exists. Who knows two names of one account can learn that they belong together, at the
// price of pausing it: the pause is the account's, not the name's, because an attacker would otherwise get five
// guesses for each name.
import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { refuse, type Refusal } from '#base/refusal'
import type { DB } from '../db/tables.generated.ts'

export const failuresAllowed = 5
/** An office of hundreds shares one address, so an address is paused late and for short. */
const failuresOfAddress = 60

export interface Tried { account: string; address: string }

/** The keys under which a failure is counted. */
export function triedBy(accountId: string | null, name: string, address: string): Tried {
  const unknown = () => `name:${createHash('sha256').update(name).digest('base64url')}`
  return { account: accountId ? `account:${accountId}` : unknown(), address: `address:${address}` }
}

/** Counts one attempt; null: go on and look at the password; else the moment until which to wait. */
export async function countAttempt(db: Kysely<DB>, tried: Tried, at: Date): Promise<Date | null> {
  const ask = async (key: string, allowed: number, forget: string) => (await sql<{ until: Date | null }>`
    select access.count_attempt(${key}, ${allowed}, ${forget}::interval, ${at}) as until`.execute(db)).rows[0]!.until
  return await ask(tried.address, failuresOfAddress, '15 minutes') ?? await ask(tried.account, failuresAllowed, '1 day')
}

/** The pause that stands after a failure; null while attempts are left. */
export async function pausedUntil(db: Kysely<DB>, tried: Tried, at: Date): Promise<Date | null> {
  const row = await db.selectFrom('access.attempt').select('paused_until').where('key', 'in', [tried.account, tried.address])
    .where('paused_until', '>', at).orderBy('paused_until', 'desc').executeTakeFirst()
  return row?.paused_until ?? null
}

/** The password was right: the account begins anew, the address gets its attempt back. Old counts are swept on the way. */
export async function forgetAttempts(db: Kysely<DB>, tried: Tried, at: Date): Promise<void> {
  await sql`with back as (update access.attempt set count = greatest(count - 1, 0) where key = ${tried.address})
    delete from access.attempt where key = ${tried.account} or (since < ${at}::timestamptz - interval '2 days' and key <> ${tried.address})`.execute(db)
}

/**
 * What was tried was right as far as it went: the attempt is given back with the pause it began, failures before it still
 * count. While an attempt near the limit is under way nobody else is let in, so the pause is this attempt's own, but for
 * those few that were under way before the limit was near.
 */
export async function returnAttempt(db: Kysely<DB>, tried: Tried): Promise<void> {
  await sql`update access.attempt set count = greatest(count - 1, 0), paused_until = null where key = ${tried.account}`.execute(db)
  await sql`update access.attempt set count = greatest(count - 1, 0) where key = ${tried.address}`.execute(db)
}

export function pausedRefusal(until: Date, at: Date): Refusal {
  const minutes = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 60_000))
  return refuse('paused', null,
    `Đăng nhập sai quá nhiều lần. Hãy thử lại sau ${minutes} phút.`,
    `Too many failed attempts. Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`)
}
