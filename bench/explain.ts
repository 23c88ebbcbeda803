// EXPLAIN (ANALYZE, BUFFERS) of every hot query, as the house itself runs it: functions are opened by auto_explain.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { newId } from '#base/id'
import { settle } from '#indicators'
import { recordAbsence } from '#people'
import { systemActor } from '#platform/access/actor'
import type { DB } from '#platform/db/tables.generated'
import { transactOn } from '#platform/db/transact'
import { inWork } from '#platform/work'
import { today, type Ground } from './ground.ts'
import { hotReads } from './reads.ts'

const folder = fileURLToPath(new URL('plans/', import.meta.url))
/** Statements that cost less than this are not what makes a query slow. */
const leastMs = 0.2

export async function explainHotQueries(ground: Ground, say: (line: string) => void, into = folder): Promise<string[]> {
  const { system } = ground
  const pool = new pg.Pool({ ...system.pools.appPool.options, max: 1, options: '-c timezone=UTC -c jit=off' })
  // Like the pools of the house: a connection that is ended from outside must not take the process with it.
  pool.on('error', () => {})
  pool.on('connect', (client) => { client.on('error', () => {}) })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const plans: string[] = []
  let keeping = false
  try {
    // Loaded by the owner, before the connection becomes the application's: only a superuser may.
    const client = await pool.connect()
    client.on('notice', (notice) => { if (keeping && notice.message?.startsWith('duration:')) plans.push(notice.message) })
    await client.query(`load 'auto_explain'; set auto_explain.log_min_duration = '${leastMs}ms'; set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on; set auto_explain.log_buffers = on; set client_min_messages = log; set role lotrinh_app`)
    client.release()
    const options = { ...system.options, db, transact: transactOn(pool) }
    const reads = await hotReads({ ...ground, system: { ...system, options } })
    const person = (await system.pools.owner.query('select person_id as id from people.office where full_time and during @> $1::date order by md5(person_id::text) limit 20', [today])).rows.map((row) => row.id as string)
    const change = () => inWork({ ...options, settle }, systemActor('bench'), (w) => recordAbsence(w, { id: newId(), personId: person.pop()!, reason: 'study-leave', from: today, to: '2027-02-01' }))
    mkdirSync(into, { recursive: true })
    const written: string[] = []
    for (const [name, deed] of [...Object.entries(reads).map(([n, { read }]) => [n, read] as const), ['write.absence', change] as const]) {
      // Plans that are kept are made in the first calls.
      for (let i = 0; i < 8; i++) await deed()
      plans.length = 0
      keeping = true
      await deed()
      keeping = false
      const text = plans.map((plan) => plan.replace(/[ \t]+$/gm, '')).join('\n\n')
      writeFileSync(`${into}${name}.txt`, `${text || `every statement took less than ${leastMs} ms`}\n`)
      written.push(name)
      say(`bench/plans/${name}.txt`)
    }
    return written
  } finally {
    await db.destroy()
  }
}
