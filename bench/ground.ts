// What the figures are taken on: a confederation in a house of its own, with its server running beside, so that folding,
// sealing and announcements take their share of the machine as they do every day. The demonstration is told anew each time;
// a province or the country is seeded once and kept.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { openDatabase } from '#platform/db/embedded'
import { demonstrationPassword } from '../src/6-app/demonstration/accounts.ts'
import { seedDemonstration } from '../src/6-app/demonstration/story.ts'
import { seedCountry } from '../src/6-app/national/index.ts'
import { serve } from '../src/6-app/server/serve.ts'
import { openSystem, type System } from '../src/6-app/server/system.ts'
import { ask, send } from './screen.ts'

/** The day on which the demonstration's story is told; every figure is asked on it. */
export const today: Day = '2026-11-21'

export const sizes = ['demo', 'province', 'national'] as const
export type GroundSize = (typeof sizes)[number]

export interface Ground {
  size: GroundSize
  system: System
  /** Where the server answers. */
  address: string
  /** How long the telling or seeding took; null on a house that stood before. */
  seedSeconds: number | null
}

interface Where {
  size: GroundSize
  /** Of a house that is kept; its own folder under data/ unless named. */
  dataDir: string | undefined
  /** A server to use instead of an embedded one: the house gets a database of its own there. */
  databaseUrl: string | undefined
}

/** The house of that size with its server; a kept house that stands already is opened as it was left. */
export async function layGround({ size, dataDir, databaseUrl }: Where, say: (line: string) => void): Promise<Ground & { close(): Promise<void> }> {
  const kept = size !== 'demo'
  const folder = kept ? dataDir ?? fileURLToPath(new URL(`../data/bench-${size}`, import.meta.url)) : mkdtempSync(join(tmpdir(), 'lotrinh-bench-'))
  const ends: (() => Promise<unknown> | void)[] = kept ? [] : [() => rmSync(folder, { recursive: true, force: true })]
  const close = async () => { for (const end of ends.splice(0).reverse()) await end() }
  try {
    const database = await openDatabase({ dataDir: folder, databaseUrl })
    ends.push(() => database.stop())
    const connection = databaseUrl ? await databaseBeside(databaseUrl, kept ? `lotrinh_bench_${size}` : null, ends) : database.connection
    const system = await openSystem(connection, { dataDir: folder, trustedProxies: [], now: () => new Date(`${today}T09:00:00+07:00`) })
    ends.push(() => system.close())
    const seedSeconds = await fill(system, size, say)
    const serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'bench' })
    ends.push(() => serving.stop())
    return { size, system, address: serving.address, seedSeconds, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function fill(system: System, size: GroundSize, say: (line: string) => void): Promise<number | null> {
  const { stands } = (await system.pools.owner.query(`select exists (select from organisation.unit) and to_regclass('seeding.house') is null as stands`)).rows[0] as { stands: boolean }
  if (stands) return null
  const began = performance.now()
  let said = 0
  if (size === 'demo') await seedDemonstration(system, say)
  else {
    await seedCountry(system, { size, seed: 237, heard({ label, done, left }) {
      if (performance.now() - said < 10_000) return
      said = performance.now()
      say(`${label}: ${Math.round(done * 100)} %${left === null ? '' : `, ${Math.ceil(left / 60)} min`}`)
    } })
  }
  const seconds = (performance.now() - began) / 1000
  await system.pools.owner.query('vacuum analyze')
  return seconds
}

/** The server given is used as a server only: nothing in the database that it names is touched. One without a name of its own is dropped at the end. */
async function databaseBeside(url: string, kept: string | null, ends: (() => Promise<unknown> | void)[]): Promise<pg.PoolConfig> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  ends.push(() => server.end())
  const name = kept ?? `lotrinh_bench_${newId().replaceAll('-', '')}`
  if ((await server.query('select from pg_database where datname = $1', [name])).rowCount === 0) await server.query(`create database ${name}`)
  if (!kept) ends.push(() => server.query(`drop database if exists ${name} with (force)`))
  const at = new URL(url)
  at.pathname = `/${name}`
  return { connectionString: at.toString() }
}

export type Levels = Record<'country' | 'province' | 'commune' | 'grassroots', string>

/** A unit of each level: where the demonstration has its accounts, in a larger house the largest by the people under them. */
export async function unitsOfLevels({ system, size }: Ground): Promise<Levels> {
  if (size !== 'demo') return unitsBySize(system)
  const accounts = { country: 'tongliendoan', province: 'laocai', commune: 'sapa', grassroots: 'hoanglien' }
  const { rows } = await system.pools.owner.query<{ username: string; unit_id: string }>(
    `select distinct on (a.username) a.username, o.unit_id from access.account a join people.office o on o.person_id = a.person_id and o.during @> $2::date
     join people.title t on t.code = o.title where a.username = any($1) order by a.username, t.rank`, [Object.values(accounts), today])
  const of = new Map(rows.map((row) => [row.username, row.unit_id]))
  return Object.fromEntries(Object.entries(accounts).map(([level, account]) => {
    const unit = of.get(account)
    if (!unit) throw new Error(`The account ${account} holds no office`)
    return [level, unit]
  })) as Levels
}

export type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** One person's screen over HTTP, signed in; throws unless the answer is good. */
export async function screenOf({ address }: Ground, username: string): Promise<{ call: Call; cookie: string }> {
  const signedIn = await send(address, '', 'POST', '/access/sign-in', { name: username, password: demonstrationPassword })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0]
  if (!signedIn.ok || !cookie) throw new Error(`${username} cannot sign in: ${signedIn.status} ${await signedIn.text()}`)
  return { cookie, call: (method, path, body) => ask(address, cookie, method, path, body) }
}

/** One unit of each level, the largest by the people who stand under it today. */
export async function unitsBySize(system: System): Promise<Levels> {
  const kinds = { country: 'confederation', province: 'provincial-federation', commune: 'commune-union', grassroots: 'grassroots-union' }
  const found: Record<string, string> = {}
  for (const [level, kind] of Object.entries(kinds)) {
    const { rows: [row] } = await system.pools.owner.query(`select l.node_id as id from indicators.latest l join organisation.unit_version v on v.unit_id = l.node_id and v.valid @> $2::date and v.kind = $1
      group by 1 order by sum(l.counted) desc, 1 limit 1`, [kind, today])
    if (!row) throw new Error(`No ${kind} holds figures today`)
    found[level] = row.id
  }
  return found as Levels
}
