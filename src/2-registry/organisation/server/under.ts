// Which units stand under a unit in the tree of a day.
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
