// The tree of any day as the versions of units and their lineage say it, without ancestry: who stands under whom, and who is
// counted where when figures are restated.
import type pg from 'pg'
import { addDays, contains, type Day, type DayRange } from '#base/day'

interface Edge { unitId: string; parentId: string | null; valid: DayRange }

export interface Tree {
  /** The unit and all above it on the day; of one that lives no more and went on in no other, as far as it goes. */
  above(unitId: string, on: Day): string[]
  /** The units whose heads of the day count under the node in the tree of another day; the own heads of the node always do. */
  under(node: string, on: Day, treeDay: Day): Set<string>
}

export async function treeOf(owner: pg.Pool, root: string): Promise<Tree> {
  const { rows } = await owner.query<Edge>(`select unit_id as "unitId", parent_id as "parentId", valid from organisation.unit_version
    union all select predecessor_id, successor_id, daterange(since, null) from organisation.lineage where carries`)
  const edges = Map.groupBy(rows, (e) => e.unitId)
  const turns = [...new Set(rows.flatMap((e) => [e.valid.from, e.valid.to].filter((day) => day !== null)))].sort()
  const above = (unitId: string, on: Day): string[] => {
    const parent = edges.get(unitId)?.find((e) => contains(e.valid, on))?.parentId
    return parent ? [unitId, ...above(parent, on)] : [unitId]
  }
  const stands = (unitId: string, on: Day) => above(unitId, on).at(-1) === root
  // Where it first came to stand after the day, else where it last stood.
  const placeNear = (unitId: string, on: Day): string[] => {
    if (stands(unitId, on)) return above(unitId, on)
    const near = turns.find((day) => day > on && stands(unitId, day)) ?? turns.map((day) => addDays(day, -1)).findLast((day) => day < on && stands(unitId, day))
    return [...above(unitId, on), ...(near ? above(unitId, near) : [])]
  }
  return {
    above,
    under: (node, on, treeDay) => new Set([...edges.keys()].filter((unitId) => unitId === node
      || (treeDay === on ? above(unitId, on).includes(node) : stands(unitId, on) && placeNear(unitId, treeDay).includes(node)))),
  }
}
