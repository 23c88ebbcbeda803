// Connections. Requests run under the role lotrinh_app, which row-level security binds; only migrations, and the
// machine's own administrator through them, connect as the owner.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Day, DayRange } from '#base/day'
import type { DB } from './tables.generated.ts'
import { transactOn, type Transact } from './transact.ts'

export type Database = Kysely<DB>
/** The tables of one room: a neighbour's table does not compile. */
export type TablesOf<Room extends string> = { [K in keyof DB as K extends `${Room}.${string}` ? K : never]: DB[K] }

const DATE = 1082, DATERANGE = 3912, INT8 = 20, NUMERIC = 1700
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === DATE) return (value: string): Day => value
      if (oid === DATERANGE) return readRange
      if (oid === INT8 || oid === NUMERIC) return Number
    }
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** PostgreSQL's text of a canonical daterange, '[a,b)' or 'empty', as a half-open range. */
export function readRange(value: string): DayRange {
  if (value === 'empty') return { from: '0001-01-01', to: '0001-01-01' }
  const [from, to] = value.slice(1, -1).split(',') as [string, string]
  return { from: from || null, to: to || null }
}

/** The range as PostgreSQL reads it. */
export function writeRange(range: DayRange): string {
  return `[${range.from ?? ''},${range.to ?? ''})`
}

export interface Pools {
  app: Database; appPool: pg.Pool; owner: pg.Pool
  /** Transactions under the role of the requests. */
  transact: Transact
  /** The same on connections of its own, two at most: for what reads beside a long transaction, which never waits for one held by another. */
  transactBeside: Transact
  close(): Promise<void>
}

export function openPools(connection: pg.PoolConfig, size = 8): Pools {
  const appPool = new pg.Pool({ ...connection, types, max: size, pipeline: true, options: '-c role=lotrinh_app -c timezone=UTC -c jit=off' })
  const besidePool = new pg.Pool({ ...connection, types, max: 2, pipeline: true, options: '-c role=lotrinh_app -c timezone=UTC -c jit=off' })
  const owner = new pg.Pool({ ...connection, types, max: 3, options: '-c timezone=UTC -c jit=off' })
  // Without a listener a lost connection takes the whole process down; the next query gets the error anyway.
  for (const pool of [appPool, besidePool, owner]) {
    pool.on('error', () => {})
    pool.on('connect', (client) => { client.on('error', () => {}) })
  }
  const app = new Kysely<DB>({ dialect: new PostgresDialect({ pool: appPool }) })
  return {
    app, appPool, owner, transact: transactOn(appPool), transactBeside: transactOn(besidePool),
    async close() {
      await app.destroy()
      // Kysely ends a pool only if it was asked something itself; left open, its connections keep a command waiting for ten seconds.
      if (!appPool.ending) await appPool.end()
      await besidePool.end()
      await owner.end()
    },
  }
}
