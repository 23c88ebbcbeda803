// Benchmarks by trade, province and size at once: garments, in Vĩnh Long, of 300 to 499 workers. Anybody may ask for one crossing after
// the other and lay them beside the tables of domain/benchmark.ts, so that which are shown is decided for all of them at once, whatever
// is asked: a crossing and the rest of each of its margins hold five employers or none; so does what is left of a margin, or of all
// employers, when every crossing that is shown inside it is taken out; and so does any of these sets less another that lies in it.
// Crossings of two groupings are not told as one: with them, sums of margins less sums of other margins come down to single
// employers. Who asks by two sees those of the third that are shown.
import { divisions, fewest, groupOf, keyOf, shownGroups, type Division, type Given, type Group } from './benchmark.ts'

export type Asked = Partial<Record<Division, string>>
export interface Crossed { by: Division; shown: Group[]; /** Groups that are not shown. */ hidden: number }

/** By the grouping that was not asked for, where two or all were; else nothing is crossed. */
export function crossedOf(given: readonly Given[], asked: Asked): Crossed | null {
  if (divisions.filter((division) => asked[division] !== undefined).length < 2) return null
  const by = divisions.find((division) => asked[division] === undefined) ?? 'size'
  const shown = shownCrossings(given)
  const cells = Map.groupBy(given.filter((one) => crossingOf(one) !== null && divisions.every((division) => asked[division] === undefined || keyOf[division](one) === asked[division])), (one) => crossingOf(one)!)
  const told = [...cells].filter(([name]) => shown.has(name)).map(([, of]) => groupOf(keyOf[by](of[0]!)!, of))
  return { by, shown: told.sort((a, b) => Number(a.key) - Number(b.key)), hidden: cells.size - told.length }
}

/** null: something is not known of the employer. */
function crossingOf(one: Given): string | null {
  return divisions.some((division) => keyOf[division](one) === null) ? null : divisions.map((division) => keyOf[division](one)).join(' ')
}

/** The crossings that may be shown. */
export function shownCrossings(given: readonly Given[]): Set<string> {
  if (given.length < fewest) return new Set()
  const single = shownGroups(given)
  const isTold = (one: Given, division: Division) => { const key = keyOf[division](one); return key !== null && single[division].has(key) }
  const cells = Map.groupBy(given.filter((one) => crossingOf(one) !== null), (one) => crossingOf(one)!)
  // Beneath a margin that is not told nothing is shown.
  const shown = new Set([...cells].filter(([, of]) => of.length >= fewest && divisions.every((division) => isTold(of[0]!, division))).map(([name]) => name))
  // Employers alike in every grouping lie in the same sets.
  const alike = [...Map.groupBy(given, (one) => divisions.map((division) => keyOf[division](one) ?? '').join(' '))].map(([, all]) => ({ one: all[0]!, count: all.length }))
  // Hiding one may lay another open, so it goes on until nothing changes; each turn hides some, so it ends.
  for (;;) {
    const open = laidOpen(alike, shown, isTold, (name) => cells.get(name)!.length)
    if (open.size === 0) return shown
    for (const name of open) shown.delete(name)
  }
}

/** A set that can be known, and the crossing that is hidden for it; null: the single groupings tell it in any case. */
interface Known { size: number; gives: string | null }

function laidOpen(alike: readonly { one: Given; count: number }[], shown: ReadonlySet<string>, isTold: (one: Given, division: Division) => boolean, sizeOf: (name: string) => number): Set<string> {
  const marginsOf = (one: Given) => ['', ...divisions.flatMap((division) => (isTold(one, division) ? [`${division} ${keyOf[division](one)}`] : []))]
  const smallest = new Map<string, string>()
  for (const { one } of alike) {
    const name = crossingOf(one)
    if (name !== null && shown.has(name)) for (const margin of marginsOf(one)) if (!smallest.has(margin) || sizeOf(name) < sizeOf(smallest.get(margin)!)) smallest.set(margin, name)
  }
  const known = new Map<string, Known>(), holds: { of: Known[]; count: number }[] = []
  for (const { one, count } of alike) {
    const of: Known[] = []
    const put = (id: string, gives: string | null) => {
      const set = known.get(id) ?? { size: 0, gives }
      known.set(id, set)
      set.size += count
      of.push(set)
    }
    const name = crossingOf(one), isShown = name !== null && shown.has(name)
    if (isShown) put(`crossing ${name}`, name)
    for (const margin of marginsOf(one)) {
      put(margin, null)
      if (!isShown && smallest.has(margin)) put(`left of ${margin}`, smallest.get(margin)!)
    }
    for (const division of divisions) if (!isTold(one, division)) put(`left by ${division}`, null)
    holds.push({ of, count })
  }
  const open = new Set<string>()
  const few = (n: number) => n > 0 && n < fewest
  for (const { size, gives } of known.values()) if (few(size) && gives !== null) open.add(gives)
  // Only of two that differ by so few it is asked whether one lies in the other.
  const shared = new Map<Known, Map<Known, number>>()
  for (const { of, count } of holds) for (const small of of) for (const large of of) {
    if (!few(large.size - small.size) || (small.gives ?? large.gives) === null) continue
    const beside = shared.get(small) ?? new Map<Known, number>()
    shared.set(small, beside.set(large, (beside.get(large) ?? 0) + count))
  }
  for (const [small, beside] of shared) for (const [large, count] of beside) if (count === small.size) open.add((small.gives ?? large.gives)!)
  return open
}
