// Offices as others ask for them: who signs for a unit, as what a person is addressed, whose work something is.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Verb } from '#platform/access/actor'
import type { Tx } from '#platform/work'
import { powers, verbsOf } from '../domain/powers.ts'

export interface UnitSigner { officeId: string; name: string; title: 'president' | 'vice-president'; titleName: string }

/** Presidents and vice-presidents of the unit on the day, the president first. */
export async function signersOf(tx: Tx, unitId: string, on: Day): Promise<UnitSigner[]> {
  return (await sql<UnitSigner>`
    select o.id as "officeId", p.name, o.title, t.name_vi as "titleName" from people.office o
    join people.person p on p.id = o.person_id join people.title t on t.code = o.title
    where o.unit_id = ${unitId}::uuid and o.during @> ${on}::date and o.title in ('president', 'vice-president')
    order by t.rank, p.given_name collate "vi-x-icu", p.name collate "vi-x-icu", o.id`.execute(tx)).rows
}

export interface ForemostOffice { titleName: string; unitId: string; fullTime: boolean }

/** The foremost office of each of these people on the day, administration apart; whoever holds none is left out. */
export async function foremostOffices(tx: Tx, personIds: string[], on: Day): Promise<Map<string, ForemostOffice>> {
  const { rows } = await sql<ForemostOffice & { personId: string }>`
    select distinct on (o.person_id) o.person_id as "personId", t.name_vi as "titleName", o.unit_id as "unitId", o.full_time as "fullTime"
    from people.office o join people.title t on t.code = o.title
    where o.person_id = any(${personIds}::uuid[]) and o.during @> ${on}::date and o.title not in ('administrator', 'auditor')
    order by o.person_id, t.rank, o.id`.execute(tx)
  return new Map(rows.map(({ personId, ...office }) => [personId, office]))
}

/** Who holds an office with this verb in the units on the day. */
export async function holders(tx: Tx, unitIds: string[], verb: Verb, on: Day): Promise<{ unitId: string; personId: string }[]> {
  const rows = Object.keys(powers).filter((row) => verbsOf(row).includes(verb))
  return (await sql<{ unitId: string; personId: string }>`
    select distinct o.unit_id as "unitId", o.person_id as "personId" from people.office o join people.title t on t.code = o.title
    where o.unit_id = any(${unitIds}::uuid[]) and o.during @> ${on}::date and t.powers = any(${rows}::text[])`.execute(tx)).rows
}
