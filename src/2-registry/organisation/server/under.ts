// Which units stand under a unit in the tree of a day, and which the running request sees.
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '#base/day'

/**
 * A query of (unit_id, depth): the unit itself and all that stand under it on the day, or whose people of the day count under it
 * in the tree of another; by the rule by which figures are restated, so that a list has the count of its figure.
 */
export function unitsUnder(unitId: string, on: Day, treeDay?: Day): RawBuilder<unknown> {
  if (!treeDay || treeDay === on) return sql`select a.unit_id, a.depth from organisation.ancestry a where a.ancestor_id = ${unitId}::uuid and a.valid @> ${on}::date`
  return sql`select t.unit_id, t.depth from organisation.tree_restated(array[${unitId}]::uuid[], ${on}::date, ${treeDay}::date) t`
}

/** The interval of the scope acted in, after `between`. */
export const ownInterval = sql.raw(`nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int`)

/** What row-level security asks of a version of this unit, for reads of every_version: as a policy it would call a function for each of a hundred thousand. */
export const inSight = (unit: string) => sql`(organisation.whole() or ${sql.ref(unit)} in (select s.unit_id from organisation.position s where s.lft between ${ownInterval}) or organisation.stands_above(${sql.ref(unit)}))`
