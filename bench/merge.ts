// Two whole provinces become one while others read: the decision through its door until every figure is exact again, and
// what each reader waited meanwhile. It is taken back after each run, which is measured too.
import { newId } from '#base/id'
import { foldAll } from '#indicators'
import { merge, undoEvent } from '#organisation'
import { largeReads } from './large.ts'
import { today, type Ground } from './ground.ts'
import { percentile, summed, timed, type Figure, type Sizes } from './measure.ts'

/** Two provinces of ordinary size (by the people under them), and the two largest; the smaller goes into the larger. */
async function provincesToMerge({ system }: Ground): Promise<Record<'typical' | 'largest', { from: string; into: string }>> {
  const { rows } = await system.pools.owner.query<{ id: string }>(`select l.node_id as id from indicators.latest l join organisation.unit_version v on v.unit_id = l.node_id and v.valid @> $1::date and v.kind = 'provincial-federation'
    group by 1 order by sum(l.counted) desc, 1`, [today])
  const pair = (rank: number) => ({ from: rows[rank + 1]!.id, into: rows[rank]!.id })
  return { typical: pair(Math.floor(rows.length / 2)), largest: pair(0) }
}

/** Four who read one figure after the other until told to stop; the time of each reading. */
async function readers(ground: Ground): Promise<{ stop(): Promise<number[]> }> {
  const reads = (await largeReads(ground)).filter(({ name }) => name.startsWith('figures.') || name.startsWith('ranking.'))
  const times: number[] = []
  let stopped = false
  const busy = Array.from({ length: 4 }, async (_, n) => {
    const client = await ground.system.pools.appPool.connect()
    try {
      await client.query(`select set_config('app.lft', '0', false), set_config('app.rgt', '2147483647', false)`)
      for (let i = n; i === n || !stopped; i++) {
        times.push(await timed(() => client.query(reads[i % reads.length]!.text, reads[i % reads.length]!.values)))
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    } finally {
      client.release(true)
    }
  })
  return { async stop() { stopped = true; await Promise.all(busy); return times } }
}

/** Seconds of a merge of two provinces and of its undoing, each until the fold is done; p50 and p99 are of the readers beside it. */
export async function* measureMerge(ground: Ground, { runs, seconds }: Sizes): AsyncGenerator<Figure> {
  const { system } = ground
  for (const [which, provinces] of Object.entries(await provincesToMerge(ground))) {
    const merged: Parameters<typeof summed>[2] = [], undone: typeof merged = [], waited: typeof merged = []
    for (let run = 0; run < runs; run++) {
      const alone = await readers(ground)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      const floor = percentile(await alone.stop(), 0.99)
      const eventId = newId()
      const beside = async (deed: () => Promise<unknown>) => {
        const reading = await readers(ground)
        const value = await timed(async () => { await deed(); await foldAll(system.pools.app) }) / 1000
        const times = await reading.stop()
        return { value, floor: null, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
      }
      const one = await beside(() => system.work((w) => merge(w, [provinces], { number: `${run + 1}/QĐ-ĐO`, on: today, by: null, effectiveOn: today }, eventId)))
      merged.push(one)
      waited.push({ value: one.p99, floor })
      undone.push(await beside(() => system.work((w) => undoEvent(w, { eventId, reason: 'Đo thời gian sáp nhập hai tỉnh, xong thì hủy' }))))
    }
    yield summed(`merge.${which}`, 's', merged)
    yield summed(`merge.${which}.readers-p99`, 'ms', waited)
    yield summed(`merge.${which}.undo`, 's', undone)
  }
}
