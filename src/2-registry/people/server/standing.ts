import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx } from '#platform/work'

/** People who stand in one of the units on the day; an official counts once, however many offices. Only those in sight. */
export async function peopleIn(tx: Tx, unitIds: string[], on: Day): Promise<{ officials: number; fullTime: number; members: number; workers: number }> {
  const { rows: [row] } = await sql<{ officials: number; fullTime: number; members: number; workers: number }>`
    with official as (select o.person_id, bool_or(o.full_time) as full_time from people.office o
      where o.unit_id = any(${unitIds}::uuid[]) and o.during @> ${on}::date and o.title not in ('administrator', 'auditor') group by 1)
    select (select count(*)::int from official) as officials, (select count(*)::int from official where full_time) as "fullTime",
      count(*) filter (where p.standing = 'member')::int as members, count(*) filter (where p.standing = 'worker')::int as workers
    from people.placement p where p.unit_id = any(${unitIds}::uuid[]) and p.during @> ${on}::date`.execute(tx)
  return row!
}
