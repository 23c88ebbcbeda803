// Agreements that may lie over each other, with what the rule asks of them. One that lies out of reach is not told.
import { sql } from 'kysely'
import type { Tx } from '#platform/work'
import { overlapOf, type Lying, type Overlap } from '../domain/overlap.ts'
import type { Named } from './store.ts'

export interface Overlapping { of: Lying; with: Lying & Named; days: Overlap }

const lying = (a: string, c: string) => sql.raw(`jsonb_build_object('id', ${a}.id, 'title', ${a}.title, 'number', ${a}.number, 'kind', ${a}.kind, 'unitId', ${a}.unit_id, 'signedOn', ${a}.signed_on, 'replaces', ${a}.replaces,
  'holds', case when not isempty(${c}.holds) then jsonb_build_object('from', lower(${c}.holds), 'to', upper(${c}.holds)) end,
  'extensions', (select coalesce(jsonb_agg(jsonb_build_object('signedOn', m.signed_on, 'extendsTo', m.extends_to)), '[]') from agreements.amendment m where m.agreement_id = ${a}.id and m.extends_to is not null),
  'taxCodes', (select coalesce(jsonb_agg(p.tax_code), '[]') from agreements.party p where p.agreement_id = ${a}.id and p.tax_code is not null),
  'unions', (select coalesce(jsonb_agg(p.unit_id), '[]') from agreements.party p where p.agreement_id = ${a}.id and p.side = 'workers' and p.unit_id is not null))`)

/** Of these agreements, each with those of its union or its workplace that it shares days with. */
export async function overlapsOf(tx: Tx, ids: readonly string[]): Promise<Overlapping[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ one: Lying; other: Lying & Named }>`
    with own as materialized (select id, unit_id from agreements.agreement where id = any(${[...ids]}::uuid[]) and status = 'signed' and kind = 'enterprise'), pair as (
      select o.id as one, n.id as other from own o join agreements.agreement n on n.unit_id = o.unit_id
      union select o.id, q.agreement_id from own o join agreements.party p on p.agreement_id = o.id join agreements.party q on q.tax_base = p.tax_base
      union select o.id, q.agreement_id from own o join agreements.party p on p.agreement_id = o.id and p.side = 'workers' join agreements.party q on q.unit_id = p.unit_id and q.side = 'workers'
    )
    select ${lying('a', 'c')} as one, ${lying('n', 'e')} as other from pair x join agreements.agreement a on a.id = x.one join agreements.effect c on c.agreement_id = a.id
    join agreements.agreement n on n.id = x.other and n.id <> x.one and n.status = 'signed' and n.kind = 'enterprise' join agreements.effect e on e.agreement_id = n.id
    order by n.signed_on, n.id, a.id`.execute(tx)
  return rows.flatMap(({ one, other }) => {
    const days = overlapOf(one, other)
    return days ? [{ of: one, with: other, days }] : []
  })
}
