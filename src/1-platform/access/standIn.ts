// Who an account is while nobody asks: for what the house makes for somebody who is not there, a digest or a calendar. It
// reads as that person in each office held on the day, and never more.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Language } from '#base/text'
import type { Pools } from '../db/pool.ts'
import type { OfficesHeld } from './access.ts'
import type { Actor } from './actor.ts'

/** One actor an office, the highest first; without an office the person alone. [] where the account is blocked or waits for its first own password. */
export async function actorsOf(pools: Pools, officesHeld: OfficesHeld, accountId: string, today: Day): Promise<Actor[]> {
  const { rows: [found] } = await pools.owner.query<{ person_id: string; name: string; language: Language }>(
    'select a.person_id, p.name, a.language from access.account a join people.person p on p.id = a.person_id where a.id = $1 and a.blocked_at is null and not a.must_change', [accountId])
  if (!found) return []
  const held = await pools.transact({}, async (tx) => {
    await sql`select set_config('app.account', ${accountId}, true), set_config('app.person', ${found.person_id}, true)`.execute(tx)
    return { answer: await officesHeld(tx, found.person_id, today), closing: [] }
  })
  const actor: Actor = {
    accountId, name: found.name, personId: found.person_id, language: found.language, acting: null,
    offices: held.map(({ id, unitId, unitName, title, titleVi, titleEn }) => ({ id, unitId, unitName, title, titleVi, titleEn })),
  }
  if (held.length === 0) return [actor]
  return held.map((office) => ({ ...actor, acting: { officeId: office.id, unitId: office.unitId, lft: office.lft, rgt: office.rgt, verbs: new Set(office.verbs) } }))
}
