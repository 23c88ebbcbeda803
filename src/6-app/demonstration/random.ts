// Chance with a seed: the demonstration confederation is the same on every machine.

export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number
  /** Whole number, both ends in. */
  between(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  /** True in so many of 100 cases. */
  percent(n: number): boolean
  /** Heavy-tailed size: many small, few large. */
  size(median: number, spread: number, largest: number): number
  sample<T>(list: readonly T[], count: number): T[]
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)]!,
    percent: (n) => next() * 100 < n,
    size: (median, spread, largest) => Math.max(3, Math.min(largest, Math.round(median * Math.exp(spread * normal())))),
    sample(list, count) {
      const pool = [...list]
      const taken: typeof pool = []
      while (taken.length < count && pool.length > 0) taken.push(pool.splice(Math.floor(next() * pool.length), 1)[0]!)
      return taken
    },
  }
}
