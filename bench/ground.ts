// What the figures are taken on: the demonstration confederation in a house of its own, with its server running beside,
// so that folding, sealing and announcements take their share of the machine as they do every day.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { openDatabase } from '#platform/db/embedded'
import { demonstrationPassword } from '../src/6-app/demonstration/accounts.ts'
import { seedDemonstration } from '../src/6-app/demonstration/story.ts'
import { serve } from '../src/6-app/server/serve.ts'
import { openSystem, type System } from '../src/6-app/server/system.ts'

/** The day on which the demonstration's story is told; every figure is asked on it. */
export const today: Day = '2026-11-21'

export interface Ground {
  system: System
  /** Where the server answers. */
  address: string
  /** How long the telling took; null on a house that was told before. */
  seedSeconds: number | null
}

/** A house on an embedded database in a temporary folder, or in a database of its own on the server of DATABASE_URL. */
export async function layGround(databaseUrl: string | undefined, say: (line: string) => void): Promise<Ground & { close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-bench-'))
  const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const close = async () => { for (const end of ends.splice(0).reverse()) await end() }
  try {
    const database = await openDatabase({ dataDir: folder, databaseUrl })
    ends.push(() => database.stop())
    const connection = databaseUrl ? await databaseBeside(databaseUrl, ends) : database.connection
    const system = await openSystem(connection, { dataDir: folder, trustedProxies: [], now: () => new Date(`${today}T09:00:00+07:00`) })
    ends.push(() => system.close())
    const began = performance.now()
    await seedDemonstration(system, say)
    const seedSeconds = (performance.now() - began) / 1000
    await system.pools.owner.query('vacuum analyze')
    const serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'bench' })
    ends.push(() => serving.stop())
    return { system, address: serving.address, seedSeconds, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The server given is used as a server only: nothing in the database that it names is touched. */
async function databaseBeside(url: string, ends: (() => Promise<unknown> | void)[]): Promise<pg.PoolConfig> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  const name = `lotrinh_bench_${newId().replaceAll('-', '')}`
  await server.query(`create database ${name}`)
  ends.push(async () => { await server.query(`drop database if exists ${name} with (force)`); await server.end() })
  const at = new URL(url)
  at.pathname = `/${name}`
  return { connectionString: at.toString() }
}

/** Units of the four levels, by the accounts that the demonstration has there. */
export async function unitsOfLevels({ system }: Ground): Promise<Record<'country' | 'province' | 'commune' | 'grassroots', string>> {
  const accounts = { country: 'tongliendoan', province: 'laocai', commune: 'sapa', grassroots: 'hoanglien' }
  const { rows } = await system.pools.owner.query<{ username: string; unit_id: string }>(
    `select distinct on (a.username) a.username, o.unit_id from access.account a join people.office o on o.person_id = a.person_id and o.during @> $2::date
     join people.title t on t.code = o.title where a.username = any($1) order by a.username, t.rank`, [Object.values(accounts), today])
  const of = new Map(rows.map((row) => [row.username, row.unit_id]))
  return Object.fromEntries(Object.entries(accounts).map(([level, account]) => {
    const unit = of.get(account)
    if (!unit) throw new Error(`The account ${account} holds no office`)
    return [level, unit]
  })) as Record<keyof typeof accounts, string>
}

export type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** One person's screen over HTTP, signed in; throws unless the answer is good. */
export async function screenOf({ address }: Ground, username: string): Promise<{ call: Call; cookie: string }> {
  const ask = (cookie: string) => async (method: string, path: string, body?: unknown) => fetch(`${address}/api${path}`, {
    method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const signedIn = await ask('')('POST', '/access/sign-in', { name: username, password: demonstrationPassword })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0]
  if (!signedIn.ok || !cookie) throw new Error(`${username} cannot sign in: ${signedIn.status} ${await signedIn.text()}`)
  return {
    cookie,
    async call(method, path, body) {
      const reply = await ask(cookie)(method, path, body)
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
      return reply.json()
    },
  }
}

/** One unit of each level, the largest by the people who stand under it today. */
export async function unitsBySize(system: System): Promise<Record<'country' | 'province' | 'commune' | 'grassroots', string>> {
  const kinds = { country: 'confederation', province: 'provincial-federation', commune: 'commune-union', grassroots: 'grassroots-union' }
  const found: Record<string, string> = {}
  for (const [level, kind] of Object.entries(kinds)) {
    const { rows: [row] } = await system.pools.owner.query(`select l.node_id as id from indicators.latest l join organisation.unit_version v on v.unit_id = l.node_id and v.valid @> $2::date and v.kind = $1
      group by 1 order by sum(l.counted) desc, 1 limit 1`, [kind, today])
    if (!row) throw new Error(`No ${kind} holds figures today`)
    found[level] = row.id
  }
  return found as Record<keyof typeof kinds, string>
}
