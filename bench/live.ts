// From a write on one screen to the changed figure on another: HTTP in, announcement out, figure read again.
import { newId } from '#base/id'
import { screenOf, today, unitsOfLevels, type Ground } from './ground.ts'
import { percentile, summed, type Figure, type Sizes } from './measure.ts'

interface Excluded { code: string; excluded: number }

/** Announcements as a browser hears them. */
async function listen({ address }: Ground, cookie: string, heard: () => void): Promise<() => void> {
  const stop = new AbortController()
  const reply = await fetch(`${address}/api/live`, { headers: { cookie }, signal: stop.signal })
  if (!reply.ok || !reply.body) throw new Error(`The live stream answers ${reply.status}`)
  void (async () => {
    const text = reply.body!.pipeThrough(new TextDecoderStream())
    for await (const part of text) if (part.includes('event:')) heard()
  })().catch((error: unknown) => { if (!stop.signal.aborted) throw error })
  return () => stop.abort()
}

/** Full-time officials who count and are not absent: an absence takes each of them out of T1. */
export async function officialsOf({ system }: Ground, count: number): Promise<string[]> {
  const { rows } = await system.pools.owner.query(
    `select subject_id as id from indicators.standing s join indicators.indicator i on i.id = s.indicator_id and i.code = 'T1'
     where recorded_to is null and during @> $1::date and state <> 'excluded' order by md5(subject_id::text) limit $2`, [today, count])
  if (rows.length < count) throw new Error(`Only ${rows.length} officials are left to be absent`)
  return rows.map((row) => row.id as string)
}

export async function* measureLive(ground: Ground, { runs, waits }: Sizes): AsyncGenerator<Figure> {
  const writer = await screenOf(ground, 'tongliendoan')
  const reader = await screenOf(ground, 'kiemtra')
  const { country } = await unitsOfLevels(ground)
  const read = async () => ((await reader.call('GET', `/indicators/figures?unitId=${country}&on=${today}`)) as Excluded[]).find((f) => f.code === 'T1')!.excluded
  let heard = () => {}
  const stop = await listen(ground, reader.cookie, () => heard())
  try {
    const officials = await officialsOf(ground, runs * waits)
    const taken: Parameters<typeof summed>[2] = []
    for (let run = 0; run < runs; run++) {
      const seen: number[] = [], answered: number[] = []
      for (let i = 0; i < waits; i++) {
        const before = await read()
        const began = performance.now()
        const arrived = new Promise<void>((resolve, reject) => {
          // Like the screen: one read at a time, and once more for what was heard meanwhile.
          let again = false, reading = false
          heard = () => {
            again = true
            if (reading) return
            reading = true
            void (async () => {
              while (again) {
                again = false
                if (await read() !== before) { heard = () => {}; resolve(); return }
              }
              reading = false
            })().catch(reject)
          }
        })
        await writer.call('PUT', `/absences/${newId()}`, { personId: officials[run * waits + i], reason: 'study-leave', from: today, to: '2027-02-01' })
        answered.push(performance.now() - began)
        await arrived
        seen.push(performance.now() - began)
      }
      taken.push({ value: percentile(seen, 0.5), floor: percentile(answered, 0.5), p50: percentile(seen, 0.5), p99: percentile(seen, 0.99) })
    }
    yield summed('live.second-screen', 'ms', taken)
  } finally {
    stop()
  }
}
