// Which units stand under a unit in the tree of a day.
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '#base/day'

/**
 * A query of (unit_id, depth): the unit itself and all that stand under it on the day, or would under the tree of another. A unit
 * that has no place in that tree, because it came later or ended without a successor, stands where it first came to stand, else
 * where it last stood: the rule by which figures are restated too (indicators.tree_on), so that a list has the count of its figure.
 */
export function unitsUnder(unitId: string, on: Day, treeDay?: Day): RawBuilder<unknown> {
  if (!treeDay || treeDay === on) return sql`select a.unit_id, a.depth from organisation.ancestry a where a.ancestor_id = ${unitId}::uuid and a.valid @> ${on}::date`
  return sql`select a.unit_id, a.depth from organisation.ancestry a where a.ancestor_id = ${unitId}::uuid and a.valid @> ${treeDay}::date
    union
    select a.unit_id, a.depth from organisation.ancestry a cross join lateral (
      select coalesce(bool_or(b.valid @> ${treeDay}::date), false) as placed,
        coalesce(min(lower(b.valid)) filter (where lower(b.valid) > ${treeDay}::date), max(upper(b.valid)) - 1) as day
      from organisation.ancestry b where b.unit_id = a.unit_id and b.depth > 0) f
    where a.ancestor_id = ${unitId}::uuid and a.depth > 0 and not a.valid @> ${treeDay}::date and not f.placed and a.valid @> f.day`
}
