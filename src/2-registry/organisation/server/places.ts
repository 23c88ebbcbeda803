// Where units stand on a day, for whoever compares two trees: the dry run reads it with a change made, and without it.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Text } from '#base/text'
import type { Tx } from '#platform/work'

/** Where a unit stands on a day: living or not, and by `above` (a digest) under whom. */
export interface Place { unitId: string; lives: boolean; above: string }

/** Places of the given units and of all that ever hung below them. */
export async function placesBelow(tx: Tx, unitIds: string[], on: Day): Promise<Place[]> {
  return (await sql<Place>`
    select b.id as "unitId", exists (select from organisation.unit_version v where v.unit_id = b.id and v.valid @> ${on}::date) as lives,
      coalesce((select md5(string_agg(a.ancestor_id::text, ' ' order by a.ancestor_id)) from organisation.ancestry a where a.unit_id = b.id and a.depth > 0 and a.valid @> ${on}::date), '') as above
    from organisation.below(${unitIds}::uuid[]) b(id)`.execute(tx)).rows
}

/** A unit as it is on a day, or at its nearest day. */
export interface UnitOn { id: string; name: string; kind: string; kindName: Text; grassroots: boolean; parentId: string | null; parentName: string | null }

export async function unitsOn(tx: Tx, unitIds: string[], on: Day): Promise<UnitOn[]> {
  return (await sql<UnitOn>`
    select v.unit_id as id, v.name, v.kind, jsonb_build_object('vi', k.name_vi, 'en', k.name_en) as "kindName", k.grassroots, v.parent_id as "parentId", p.label as "parentName"
    from unnest(${unitIds}::uuid[]) i(id)
    cross join lateral (select * from organisation.unit_version x where x.unit_id = i.id
      order by x.valid @> ${on}::date desc, lower(x.valid) > ${on}::date, lower(x.valid) desc nulls last limit 1) v
    join organisation.unit_kind k on k.code = v.kind left join organisation.label_unit p on p.subject_id = v.parent_id`.execute(tx)).rows
}

/** Units that stand above one of the given on the day and within the reach of the office acted in, and those of the given that do. */
export async function reachedAbove(tx: Tx, unitIds: string[], on: Day): Promise<string[]> {
  return (await sql<{ id: string }>`select distinct a.ancestor_id as id from organisation.ancestry a join organisation.position p on p.unit_id = a.ancestor_id
    where a.unit_id = any(${unitIds}::uuid[]) and a.valid @> ${on}::date
      and p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int`.execute(tx)).rows.map((r) => r.id)
}
