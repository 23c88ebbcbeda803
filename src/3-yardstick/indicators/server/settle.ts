// Brings standings up to the facts before the writer's commit, so that the writer's own next read is exact.
import type { Statement } from '#platform/db/transact'
import type { Settle } from '#platform/work'

/** So many subjects are brought up by a plan that is kept; a plan made for more costs more than it saves. */
const AT_ONCE = 2_000

/** Subjects of kinds that no published indicator asks for cost one empty query. Kinds and ids in one fixed order: no deadlocks. */
export const settle: Settle = (touched) => [...touched].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([kind, ids]) => {
  const inOrder = ids.size > AT_ONCE ? [...ids].sort() : [...ids]
  const statements: Statement[] = []
  for (let i = 0; i < inOrder.length; i += AT_ONCE) statements.push({ text: 'select indicators.touch($1, $2::uuid[])', values: [kind, inOrder.slice(i, i + AT_ONCE)] })
  return statements
})
