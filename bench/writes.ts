// Changes recorded in a second, through the door that the screens use: row-level security, standing, ledger, audit line.
import pg from 'pg'
import { newId } from '#base/id'
import { claimCompletions } from '#learning'
import { recordAbsence } from '#people'
import { systemActor, type Actor } from '#platform/access/actor'
import { inWork, type Work } from '#platform/work'
import { screenOf, today, type Ground } from './ground.ts'
import { percentile, summed, timed, type Figure, type Sizes } from './measure.ts'
import { layRosters, saveRoster } from './rosters.ts'

interface Change {
  /** Changes that one deed records: one transaction, one answer. */
  rows: number
  actor: Actor
  /** The deed of that number through the door; no number comes twice. */
  record(w: Work, n: number): Promise<unknown>
  /** The same rows by a bare insert. */
  bare(client: pg.Pool, n: number): Promise<unknown>
  /** Takes the bare rows away again: nobody touched their standing. */
  clear(client: pg.Pool): Promise<unknown>
}

/** Persons to change, each once, in an order that no index follows; none who was changed by a bench before. */
async function personsOf({ system }: Ground): Promise<string[]> {
  const { rows } = await system.pools.owner.query(`select distinct person_id as id, md5(person_id::text) as mixed from people.placement p where during @> $1::date
    and not exists (select from learning.completion k where k.person_id = p.person_id and k.on_day = $1) order by 2`, [today])
  return rows.map((row) => row.id as string)
}

async function changesOf(ground: Ground, sizes: Sizes): Promise<Record<'completion' | 'absence' | 'marks', Change>> {
  const { system } = ground
  const persons = await personsOf(ground)
  const person = (n: number) => persons[n % persons.length]!
  const programmeId = (await system.pools.owner.query(`select id from learning.programme where 'basic-digital-skills' = any(tags) order by name limit 1`)).rows[0].id as string
  const [importId, bareId] = [newId(), newId()]
  const seats = Math.min(40, sizes.changes)
  const rosters = await layRosters(ground, deedsOf(sizes, seats).reduce((sum, { count }) => sum + count * (sizes.runs + 1), 0), seats)
  const { cookie } = await screenOf(ground, 'laocai')
  const teacher = (await system.access.actorOf(new Headers({ cookie }), today))!
  return {
    completion: {
      rows: 1, actor: systemActor('bench'),
      record: (w, n) => claimCompletions(w, [{ personId: person(n), programmeId, on: today, importId }]),
      bare: (pool, n) => pool.query(`insert into learning.completion (id, person_id, programme_id, import_id, source, on_day) values ($1, $2, $3, $4, 'import', $5)`, [newId(), person(n), programmeId, bareId, '2020-01-01']),
      clear: (pool) => pool.query('delete from learning.completion where import_id = $1', [bareId]),
    },
    absence: {
      rows: 1, actor: systemActor('bench'),
      record: (w, n) => recordAbsence(w, { id: newId(), personId: person(n), reason: 'study-leave', from: today, to: '2027-02-01' }),
      bare: (pool, n) => pool.query(`insert into people.absence (id, person_id, reason, during) values ($1, $2, 'study-leave', '[2030-01-01,2030-02-01)')`, [newId(), person(n)]),
      clear: (pool) => pool.query(`delete from people.absence where during = '[2030-01-01,2030-02-01)'`),
    },
    marks: {
      rows: seats, actor: teacher,
      record: (w, n) => saveRoster(w, rosters[n]!),
      bare: (pool, n) => pool.query(`insert into learning.mark (class_id, session_id, person_id, state, recorded_by) select $1, $2, unnest($3::uuid[]), 'present', $4`, [rosters[n]!.classId, rosters[n]!.sessionId, rosters[n]!.people, bareId]),
      clear: (pool) => pool.query('delete from learning.mark where recorded_by = $1', [bareId]),
    },
  }
}

/** How many deeds of so many rows a run of each number of writers takes. */
function deedsOf({ changes }: Sizes, rows: number): { writers: number; count: number }[] {
  return [1, 16].map((writers) => ({ writers, count: Math.ceil((writers === 1 ? changes / 3 : changes) / rows) }))
}

/** All writers together take `count` deeds from one list; answers deeds in a second and the time of each. */
async function drive(writers: number, count: number, deed: (index: number) => Promise<unknown>): Promise<{ rate: number; times: number[] }> {
  const times: number[] = []
  let next = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: writers }, async () => { while (next < count) { const index = next++; times.push(await timed(() => deed(index))) } }))
  return { rate: count / ((performance.now() - began) / 1000), times }
}

export async function* measureWrites(ground: Ground, sizes: Sizes): AsyncGenerator<Figure> {
  const { system } = ground
  // As many connections to the same database as the door has; as the owner, who is asked no policy.
  const bare = new pg.Pool({ ...system.pools.appPool.options, options: '-c timezone=UTC -c jit=off' })
  bare.on('error', () => {})
  try {
    let used = 0
    for (const [name, change] of Object.entries(await changesOf(ground, sizes))) {
      if (name === 'marks') used = 0
      for (const { writers, count } of deedsOf(sizes, change.rows)) {
        const result: Parameters<typeof summed>[2] = []
        for (let run = -1; run < sizes.runs; run++) {
          const first = used
          used += count
          const least = await drive(writers, count, (i) => change.bare(bare, first + i))
          await change.clear(bare)
          const full = await drive(writers, count, (i) => inWork(system.options, change.actor, (w) => change.record(w, first + i)))
          // The first run only fills the caches and the plans.
          if (run >= 0) result.push({ value: full.rate * change.rows, floor: least.rate * change.rows, p50: percentile(full.times, 0.5), p99: percentile(full.times, 0.99) })
        }
        yield summed(`write.${name}.${writers === 1 ? '1writer' : `${writers}writers`}`, 'changes/s', result)
      }
    }
  } finally {
    await bare.end()
  }
}
