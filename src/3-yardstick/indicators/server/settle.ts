// Brings standings up to the facts before the writer's commit, so that the writer's own next read is exact.
import type { Settle } from '#platform/work'

/** Subjects of kinds that no published indicator asks for cost one empty query. Kinds and ids in one fixed order: no deadlocks. */
export const settle: Settle = (touched) => [...touched].filter(([, ids]) => ids.size > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([kind, ids]) => ({ text: 'select indicators.touch($1, $2::uuid[])', values: [kind, [...ids]] }))
