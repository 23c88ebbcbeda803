// From a write on one screen to the changed figure on another: HTTP in, announcement out, figure read again.
import { screenOf, today, unitsOfLevels, type Ground } from './ground.ts'
import { percentile, summed, type Figure, type Sizes } from './measure.ts'
import { secondScreen } from './screen.ts'

/** Full-time officials who count and are not absent: an absence takes each of them out of T1. */
export async function officialsOf({ system }: Ground, count: number): Promise<string[]> {
  const { rows } = await system.pools.owner.query(
    `select subject_id as id from indicators.standing s join indicators.indicator i on i.id = s.indicator_id and i.code = 'T1'
     where recorded_to is null and during @> $1::date and state <> 'excluded' order by md5(subject_id::text) limit $2`, [today, count])
  if (rows.length < count) throw new Error(`Only ${rows.length} officials are left to be absent`)
  return rows.map((row) => row.id as string)
}

export async function* measureLive(ground: Ground, { runs, waits }: Sizes): AsyncGenerator<Figure> {
  const { cookie: writer } = await screenOf(ground, 'tongliendoan')
  const { cookie: reader } = await screenOf(ground, 'kiemtra')
  const { country } = await unitsOfLevels(ground)
  const stop = new AbortController()
  try {
    const absent = await secondScreen({ address: ground.address, today, unitId: country, writer, reader }, stop.signal, (error) => { throw error })
    const officials = await officialsOf(ground, runs * waits)
    const taken: Parameters<typeof summed>[2] = []
    for (let run = 0; run < runs; run++) {
      const times: { answered: number; seen: number }[] = []
      for (let i = 0; i < waits; i++) times.push(await absent(officials[run * waits + i]!))
      const seen = times.map((t) => t.seen)
      taken.push({ value: percentile(seen, 0.5), floor: percentile(times.map((t) => t.answered), 0.5), p50: percentile(seen, 0.5), p99: percentile(seen, 0.99) })
    }
    yield summed('live.second-screen', 'ms', taken)
  } finally {
    stop.abort()
  }
}
