// What agreements give in one case, for those who bargain: how many employers and the quartiles, over all of them and by trade,
// region and size. A group of fewer than five employers is not shown: with four, one of them who knows their own figure and the
// quartiles can come close to the others'. (Ten, as for surveys, is for what people said in confidence; agreements are sent to
// the State and read by all employees, but hardly any group of a trade would be left.) Five is no use if a hidden group can be
// taken out of shown ones, so in each division what is hidden together is five or more as well, and a group that holds another
// but for one to four employers is hidden too.

export interface Given { employer: string; trade: string | null; province: string | null; workers: number | null; gives: number }

export const fewest = 5
export const divisions = ['trade', 'province', 'size'] as const
export type Division = (typeof divisions)[number]
export interface Group { key: string; count: number; quartiles: [number, number, number] }
export interface Benchmark {
  /** null: fewer than five employers in all. */
  all: Group | null
  by: Record<Division, { shown: Group[]; /** Groups that are not shown. */ hidden: number }>
}

/** Sizes by which the dialogue at the workplace is made up (Decree 145/2020/NĐ-CP, article 38). */
export const sizes = [50, 150, 300, 500, 1000] as const
export function sizeOf(workers: number): string {
  return String(sizes.findLast((from) => workers >= from) ?? 0)
}

/** null: not known of the employer. */
export const keyOf: Record<Division, (given: Given) => string | null> = { trade: (one) => one.trade, province: (one) => one.province, size: (one) => (one.workers === null ? null : sizeOf(one.workers)) }

export function benchmarkOf(given: readonly Given[]): Benchmark {
  const shown = shownGroups(given)
  const by = (division: Division) => {
    const groups = groupsBy(given, division)
    return { shown: [...groups].filter(([key]) => shown[division].has(key)).map(([key, of]) => groupOf(key, of)).sort((a, b) => b.count - a.count || a.key.localeCompare(b.key)), hidden: groups.size - shown[division].size }
  }
  return { all: given.length < fewest ? null : groupOf('', given), by: { trade: by('trade'), province: by('province'), size: by('size') } }
}

/** The keys that may be shown of each division. */
export function shownGroups(given: readonly Given[]): Record<Division, Set<string>> {
  const groups = { trade: groupsBy(given, 'trade'), province: groupsBy(given, 'province'), size: groupsBy(given, 'size') }
  const shown = Object.fromEntries(divisions.map((d) => [d, new Set(given.length < fewest ? [] : [...groups[d]].filter(([, of]) => of.length >= fewest).map(([key]) => key))])) as Record<Division, Set<string>>
  // Hiding one may lay another open, so it goes on until nothing changes; each turn hides one, so it ends.
  for (;;) {
    const next = nextToHide(given, groups, shown)
    if (!next) return shown
    shown[next[0]].delete(next[1])
  }
}

type Groups = Record<Division, Map<string, readonly Given[]>>

function nextToHide(given: readonly Given[], groups: Groups, shown: Record<Division, Set<string>>): [Division, string] | null {
  for (const division of divisions) {
    const sizesShown = [...shown[division]].map((key) => ({ key, count: groups[division].get(key)!.length })).sort((a, b) => a.count - b.count || a.key.localeCompare(b.key))
    const rest = given.length - sizesShown.reduce((sum, { count }) => sum + count, 0)
    if (rest > 0 && rest < fewest && sizesShown[0]) return [division, sizesShown[0].key]
  }
  // What can be known: each shown group, and of each division all that is hidden of it, as all less what is shown.
  const known = divisions.flatMap((division) => {
    const keys = [...shown[division]]
    const hidden = new Set(given.map((one) => one.employer))
    const sets = keys.map((key) => { const of = new Set(groups[division].get(key)!.map((one) => one.employer)); for (const one of of) hidden.delete(one); return { division, key: key as string | null, of } })
    return [...sets, { division, key: null, of: hidden }]
  })
  for (const large of known) {
    for (const small of known) {
      if (small === large || small.of.size === 0 || small.of.size > large.of.size || !small.of.isSubsetOf(large.of)) continue
      const between = large.of.size - small.of.size
      if (between === 0 || between >= fewest) continue
      // Of two that are only what is left, a shown one beside them goes.
      const giveUp = small.key !== null ? small : large.key !== null ? large : null
      if (giveUp) return [giveUp.division, giveUp.key!]
      const beside = [small, large].flatMap(({ division }) => [...shown[division]].map((key) => [division, key] as [Division, string]))[0]
      if (beside) return beside
    }
  }
  return null
}

function groupsBy(given: readonly Given[], division: Division): Map<string, readonly Given[]> {
  return Map.groupBy(given.filter((one) => keyOf[division](one) !== null), (one) => keyOf[division](one)!)
}

export function groupOf(key: string, of: readonly Given[]): Group {
  const sorted = of.map((one) => one.gives).sort((a, b) => a - b)
  return { key, count: of.length, quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)] }
}

/** Between the two nearest, as spreadsheets do. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)]!, above = sorted[Math.ceil(at)]!
  return Math.round((below + (above - below) * (at - Math.floor(at))) * 1000) / 1000
}

/** Benchmarks stand for the first day of a quarter: from one day to the next, one new agreement would show as the difference. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
}
