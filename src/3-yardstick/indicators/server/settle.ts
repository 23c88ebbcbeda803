// Brings standings up to the facts before the writer's commit, so that the writer's own next read is exact.
import { sql } from 'kysely'
import type { Settle } from '#platform/work'

/** Subjects of kinds that no published indicator asks for cost one empty query. Kinds and ids in one fixed order: no deadlocks. */
export const settle: Settle = async (tx, touched) => {
  for (const kind of [...touched.keys()].sort()) {
    const ids = [...touched.get(kind)!]
    if (ids.length > 0) await sql`select indicators.touch(${kind}, ${ids}::uuid[])`.execute(tx)
  }
}
