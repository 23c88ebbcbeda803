// How a figure is taken: medians over runs, beside its floor in the same run, because a busy machine slows both alike.

export interface Figure {
  figure: string
  /** The median over the runs, in `unit`. */
  value: number
  unit: 'ms' | 's' | 'changes/s' | 'reads/s' | 'rows/s' | 'errors' | 'MB' | 'GB' | 'share'
  /** What the same run needed for the least that has to be done, in the same unit; null where nothing compares. */
  floor: number | null
  /** value / floor, the median over the runs. */
  ratio: number | null
  runs: number
  /** Of one call in ms, the median over the runs; null where calls are not what is counted. */
  p50: number | null
  p99: number | null
}

export interface Sizes {
  /** How often a figure is taken anew; odd, so that there is one in the middle. */
  runs: number
  /** Calls of a read in one run; fewer where they would take longer than `seconds`, but never fewer than twenty. */
  reads: number
  seconds: number
  /** Writes that a second screen waits for, in one run. */
  waits: number
  /** Changes that all writers of a run record together. */
  changes: number
  /** Who is at the screens together and for how long; seats: rows of a roster. */
  crowd: { users: number; writers: number; seconds: number; seats: number }
  /** Rows of the file of members that is brought in. */
  imported: number
}

export const fullSizes: Sizes = { runs: 5, reads: 200, seconds: 1.5, waits: 20, changes: 1200, crowd: { users: 200, writers: 16, seconds: 30, seats: 40 }, imported: 20_000 }

/** The value below which the share lies; the highest of few. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('No value was measured')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

export const median = (values: readonly number[]) => percentile(values, 0.5)
const round = (value: number) => Number(value.toPrecision(4))

export async function timed(deed: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await deed()
  return performance.now() - began
}

/** Calls of a read, each followed by a call of its floor. The first few warm up and are not counted. */
export async function readFigure(figure: string, { runs, reads, seconds }: Sizes, read: () => Promise<unknown>, floor: () => Promise<unknown>): Promise<Figure> {
  const taken: { p50: number; p99: number; floor: number }[] = []
  for (let run = 0; run < runs; run++) {
    const times: number[] = [], floors: number[] = []
    const until = performance.now() + seconds * 1000
    for (let i = -Math.min(5, reads); i < reads && (i < 20 || performance.now() < until); i++) {
      const [time, least] = [await timed(read), await timed(floor)]
      if (i >= 0) { times.push(time); floors.push(least) }
    }
    taken.push({ p50: percentile(times, 0.5), p99: percentile(times, 0.99), floor: median(floors) })
  }
  return summed(figure, 'ms', taken.map((t) => ({ ...t, value: t.p50 })))
}

/** One figure from its runs. */
export function summed(figure: string, unit: Figure['unit'], taken: { value: number; floor: number | null; p50?: number; p99?: number }[]): Figure {
  const all = (of: (t: (typeof taken)[number]) => number | null | undefined) => {
    const values = taken.map(of)
    return values.every((v) => v !== null && v !== undefined) ? round(median(values as number[])) : null
  }
  return {
    figure, value: all((t) => t.value)!, unit, floor: all((t) => t.floor), ratio: all((t) => t.floor === null ? null : t.value / t.floor),
    runs: taken.length, p50: all((t) => t.p50), p99: all((t) => t.p99),
  }
}
