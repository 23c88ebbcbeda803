// Changes recorded in a second, through the door that the screens use: row-level security, standing, ledger, audit line.
import pg from 'pg'
import { newId } from '#base/id'
import { claimCompletions } from '#learning'
import { recordAbsence } from '#people'
import { systemActor } from '#platform/access/actor'
import { inWork, type Work } from '#platform/work'
import { today, type Ground } from './ground.ts'
import { percentile, summed, timed, type Figure, type Sizes } from './measure.ts'

interface Change {
  /** One person changes, through the door. */
  record(w: Work, personId: string): Promise<unknown>
  /** The same row by a bare insert. */
  bare(client: pg.Pool, personId: string): Promise<unknown>
  /** Takes the bare rows away again: nobody touched their standing. */
  clear(client: pg.Pool): Promise<unknown>
}

/** Persons to change, each once, in an order that no index follows; none who was changed by a bench before. */
async function personsOf({ system }: Ground): Promise<string[]> {
  const { rows } = await system.pools.owner.query(`select distinct person_id as id, md5(person_id::text) as mixed from people.placement p where during @> $1::date
    and not exists (select from learning.completion k where k.person_id = p.person_id and k.on_day = $1) order by 2`, [today])
  return rows.map((row) => row.id as string)
}

async function changesOf({ system }: Ground): Promise<Record<'completion' | 'absence', Change>> {
  const programmeId = (await system.pools.owner.query(`select id from learning.programme where 'basic-digital-skills' = any(tags) order by name limit 1`)).rows[0].id as string
  const [importId, bareId] = [newId(), newId()]
  return {
    completion: {
      record: (w, personId) => claimCompletions(w, [{ personId, programmeId, on: today, importId }]),
      bare: (pool, personId) => pool.query(`insert into learning.completion (id, person_id, programme_id, import_id, source, on_day) values ($1, $2, $3, $4, 'import', $5)`, [newId(), personId, programmeId, bareId, '2020-01-01']),
      clear: (pool) => pool.query('delete from learning.completion where import_id = $1', [bareId]),
    },
    absence: {
      record: (w, personId) => recordAbsence(w, { id: newId(), personId, reason: 'study-leave', from: today, to: '2027-02-01' }),
      bare: (pool, personId) => pool.query(`insert into people.absence (id, person_id, reason, during) values ($1, $2, 'study-leave', '[2030-01-01,2030-02-01)')`, [newId(), personId]),
      clear: (pool) => pool.query(`delete from people.absence where during = '[2030-01-01,2030-02-01)'`),
    },
  }
}

/** All writers together take `count` deeds from one list; answers deeds in a second and the time of each. */
async function drive(writers: number, count: number, deed: (index: number) => Promise<unknown>): Promise<{ rate: number; times: number[] }> {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: writers }, async () => { while (next < count) { const index = next++; times.push(await timed(() => deed(index))) } }))
  return { rate: count / ((performance.now() - began) / 1000), times }
}

export async function* measureWrites(ground: Ground, { runs, changes }: Sizes): AsyncGenerator<Figure> {
  const { system } = ground
  const persons = await personsOf(ground)
  // As many connections to the same database as the door has; as the owner, who is asked no policy.
  const bare = new pg.Pool({ ...system.pools.appPool.options, options: '-c timezone=UTC -c jit=off' })
  bare.on('error', () => {})
  try {
    let used = 0
    const taken = (count: number) => { used = used + count > persons.length ? 0 : used; const from = used; used += count; return (i: number) => persons[from + i]! }
    for (const [name, change] of Object.entries(await changesOf(ground))) {
      for (const writers of [1, 16]) {
        const count = Math.ceil(writers === 1 ? changes / 3 : changes)
        const result: Parameters<typeof summed>[2] = []
        for (let run = -1; run < runs; run++) {
          const person = taken(count)
          const least = await drive(writers, count, (i) => change.bare(bare, person(i)))
          await change.clear(bare)
          const full = await drive(writers, count, (i) => inWork(system.options, systemActor('bench'), (w) => change.record(w, person(i))))
          // The first run only fills the caches and the plans.
          if (run >= 0) result.push({ value: full.rate, floor: least.rate, p50: percentile(full.times, 0.5), p99: percentile(full.times, 0.99) })
        }
        yield summed(`write.${name}.${writers === 1 ? '1writer' : `${writers}writers`}`, 'changes/s', result)
      }
    }
  } finally {
    await bare.end()
  }
}
