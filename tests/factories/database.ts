// A database of its own for each test file, cloned from a template that holds the migrations: real PostgreSQL, 50 ms.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { newId } from '#base/id'
import { systemActor, verbs, type Actor, type Verb } from '#platform/access/actor'
import { migrate } from '#platform/db/migrate'
import { openPools, type Pools } from '#platform/db/pool'
import type { RequestContext } from '#platform/http/handle'
import { inWork, type Settle, type Work, type WorkOptions } from '#platform/work'
import { settle } from '#indicators'
import { testServer } from './server.ts'

export interface TestDatabase {
  pools: Pools
  url: string
  options: WorkOptions
  /** The clock of the test; move it forward to tell a story. */
  clock: { now: Date }
  /** One unit of work as the machine's own administrator, or as the actor given. */
  work<T>(deed: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
  /** Someone in office in the unit, who may do anything there or what is said. */
  from(unitId: string, who?: { may?: readonly Verb[]; personId?: string | null }): Promise<Actor>
  /** What a route is handed with a request of this actor. */
  request(actor: Actor): RequestContext
  close(): Promise<void>
}

const migrations = new URL('../../db/migrations/', import.meta.url)

/** A template database, made once under its name by whoever needs it first. */
export async function templateDatabase(server: pg.Client, name: string, make: (config: pg.PoolConfig) => Promise<void>): Promise<string> {
  await server.query('select pg_advisory_lock(237010, hashtext($1))', [name])
  try {
    const known = await server.query('select 1 from pg_database where datname = $1', [name])
    if (known.rowCount === 0) {
      await server.query(`drop database if exists ${name}_making with (force)`)
      await server.query(`create database ${name}_making`)
      await make(testServer.config(`${name}_making`))
      await server.query(`alter database ${name}_making rename to ${name}`)
    }
  } finally {
    await server.query('select pg_advisory_unlock(237010, hashtext($1))', [name])
  }
  return name
}

async function template(server: pg.Client): Promise<string> {
  const digest = createHash('sha256')
  for (const name of readdirSync(migrations).sort()) digest.update(readFileSync(new URL(name, migrations)))
  return templateDatabase(server, `lotrinh_template_${digest.digest('hex').slice(0, 12)}`, async (config) => {
    const owner = new pg.Pool({ ...config, max: 1 })
    await migrate(owner)
    await owner.end()
  })
}

export async function testDatabase(start = new Date('2026-11-21T02:00:00Z'), settleWith: Settle = settle): Promise<TestDatabase> {
  await testServer.ready()
  const server = new pg.Client(testServer.config('postgres'))
  await server.connect()
  const name = `lotrinh_test_${newId().replaceAll('-', '')}`
  await server.query(`create database ${name} template ${await template(server)}`)
  const pools = openPools(testServer.config(name))
  const clock = { now: start }
  const options: WorkOptions = { db: pools.app, transact: pools.transact, transactBeside: pools.transactBeside, settle: settleWith, now: () => clock.now, ownClock: true }
  return {
    pools, options, clock, url: testServer.url(name),
    work: (deed, actor = systemActor('test')) => inWork(options, actor, deed),
    async from(unitId, { may = verbs, personId = null } = {}) {
      const { rows: [at] } = await pools.owner.query<{ lft: number; rgt: number }>('select lft, rgt from organisation.position where unit_id = $1', [unitId])
      if (!at) throw new Error(`no unit ${unitId} stands in the tree of today`)
      return { ...systemActor('test'), personId, acting: { officeId: null, unitId, ...at, verbs: new Set(may) } }
    },
    request: (actor) => ({ actor, work: options, replyHeaders: new Headers(), requestHeaders: new Headers(), address: '203.0.113.9', site: 'https://lotrinh.example' }),
    async close() {
      await pools.close()
      await server.query(`drop database if exists ${name} with (force)`)
      await server.end()
    },
  }
}
