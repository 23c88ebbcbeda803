// What came with the page, so that the first screen need not ask for it: answers by the names of their routes.
import type { QueryKey } from '@tanstack/react-query'

/** Later (ms) the server is asked: what it said when the page was made may no longer be so. */
const FRESH = 30_000

const block = document.getElementById('ahead')?.textContent
const answers = new Map<string, unknown>(Object.entries(block ? JSON.parse(block) as Record<string, unknown> : {}))

/** The answer to this question that came with the page, once; undefined where none came, or where more was asked than by the name alone. */
export function takeAhead(key: QueryKey): unknown {
  const [path, asked] = key as [unknown, { input?: unknown }?]
  if (!Array.isArray(path)) return undefined
  const name = path.join('.')
  const answer = asked?.input === undefined && performance.now() < FRESH ? answers.get(name) : undefined
  answers.delete(name)
  return answer
}
