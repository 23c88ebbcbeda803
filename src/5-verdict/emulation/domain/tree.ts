// Who took a model over from whom, as a tree: the owner at the top, those who took it from there below.

export interface Taken { id: string; takenFrom: string | null }

/** The uses in the order in which a tree is read, each with its depth. A use whose source is not in sight hangs under the owner's. */
export function inOrder<T extends Taken>(uses: readonly T[]): (T & { depth: number })[] {
  const known = new Set(uses.map((use) => use.id))
  const root = uses.find((use) => use.takenFrom === null)
  const below = Map.groupBy(uses.filter((use) => use !== root), (use) => (use.takenFrom !== null && known.has(use.takenFrom) ? use.takenFrom : root?.id ?? null))
  const listed: (T & { depth: number })[] = []
  const walk = (use: T, depth: number): void => {
    listed.push({ ...use, depth })
    for (const next of below.get(use.id) ?? []) walk(next, depth + 1)
  }
  if (root) walk(root, 0)
  else for (const use of below.get(null) ?? []) walk(use, 0)
  return listed
}
