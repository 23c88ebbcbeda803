// What stands at the head of a unit's papers on a day.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Tx } from '#platform/work'
import { decidingBody, issuerAbbreviation, placeOfIssue } from '../domain/letterhead.ts'

export interface Issuer { /** The union above; null at the top. */ above: string | null; organ: string; abbreviation: string; place: string; body: string }

export async function issuerOf(tx: Tx, unitId: string, on: Day): Promise<Issuer> {
  const { rows } = await sql<{ kind: string; name: string; grassroots: boolean }>`
    select v.kind, v.name, k.grassroots from organisation.ancestry a
    join organisation.every_version v on v.unit_id = a.ancestor_id and v.valid @> ${on}::date join organisation.unit_kind k on k.code = v.kind
    where a.unit_id = ${unitId}::uuid and a.valid @> ${on}::date order by a.depth`.execute(tx)
  const [unit, above] = rows
  if (!unit) throw new Refused(refuse('not-found', null, 'Đơn vị này không tồn tại vào ngày đó.', 'This unit does not exist on that day.'), 404)
  return { above: above?.name ?? null, organ: unit.name, abbreviation: issuerAbbreviation(unit.kind, unit.name), place: placeOfIssue(rows), body: decidingBody(unit.kind, unit.grassroots) }
}
