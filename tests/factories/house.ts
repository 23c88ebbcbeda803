// A whole running house for a test: the demonstration confederation (told once, then cloned), the real server on a port of
// its own, and a clock that the test may move.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { newId } from '#base/id'
import { demonstrationPassword } from '#app/demonstration/accounts'
import { seedDemonstration } from '#app/demonstration/story'
import { buildWeb, screensAreFresh } from '#app/server/screens'
import { serve, type ServeSettings, type Serving } from '#app/server/serve'
import { openSystem, type System } from '#app/server/system'
import type { ProviderSettings } from '#platform/access/provider'
import { templateDatabase } from './database.ts'
import { testServer } from './server.ts'

export interface House {
  address: string
  system: System
  serving: Serving
  clock: { now: Date }
  password: string
  /** A call as the browser makes it, over HTTP, with the session of an account of the demonstration; null: a stranger. */
  as(username: string | null): Promise<<T = unknown>(method: string, path: string, body?: unknown) => Promise<{ status: number; body: T }>>
  close(): Promise<void>
}

/** Everything that the told confederation depends on. */
function digestOfTelling(): string {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const digest = createHash('sha256')
  const walk = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) { if (name !== 'web') walk(join(path, name)) }
    else if (!path.endsWith('.test.ts')) digest.update(readFileSync(path))
  }
  for (const path of ['db/migrations', 'src']) walk(join(root, path))
  return digest.digest('hex').slice(0, 12)
}

const quiet = () => {}

/** `screens: true` builds the screens first where they are older than their sources.; `tours: true`: nobody has seen the tour yet. */
export async function demonstrationHouse({ now = new Date('2026-11-21T02:00:00Z'), screens = false, tours = false, ...settings }: { now?: Date; screens?: boolean; tours?: boolean; provider?: ProviderSettings } = {}): Promise<House> {
  await testServer.ready()
  if (screens && !await screensAreFresh()) await buildWeb()
  const server = new pg.Client(testServer.config('postgres'))
  await server.connect()
  const digest = digestOfTelling()
  // The files of the story stay beside its database, for every house that is made of them.
  const told = join(tmpdir(), `lotrinh-told-${digest}`)
  const template = await templateDatabase(server, `lotrinh_told_${digest}`, async (config) => {
    const dataDir = told
    mkdirSync(dataDir, { recursive: true })
    const system = await openSystem(config, { dataDir, trustedProxies: [] })
    await seedDemonstration(system, quiet)
    await system.close()
  })
  return opened(server, template, now, settings, tours, join(told, 'files'))
}

/** A running house in which nobody has written anything yet, for a story of the test's own. */
export async function emptyHouse({ now, serving }: { now: Date; serving?: Partial<ServeSettings> }): Promise<House> {
  await testServer.ready()
  const server = new pg.Client(testServer.config('postgres'))
  await server.connect()
  return opened(server, 'template1', now, serving)
}

async function opened(server: pg.Client, template: string, now: Date, settings: Partial<ServeSettings> & { provider?: ProviderSettings } = {}, tours = false, files?: string): Promise<House> {
  const name = `lotrinh_house_${newId().replaceAll('-', '')}`
  // Copied file by file: page by page through the log, as it is done left to itself, takes half as long again.
  await server.query(`create database ${name} template ${template} strategy file_copy`)
  const dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-house-'))
  if (files && existsSync(files)) cpSync(files, join(dataDir, 'files'), { recursive: true })
  // The clock goes on from the moment given, so that of two deeds the later one is later.
  let ahead = now.getTime() - Date.now()
  const clock = { get now() { return new Date(Date.now() + ahead) }, set now(to: Date) { ahead = to.getTime() - Date.now() } }
  const system = await openSystem(testServer.config(name), { ...settings, dataDir, trustedProxies: [], now: () => clock.now })
  // What was known when must follow the clock of the house, not that of the machine.
  system.options.ownClock = true
  // Whoever comes for something else is not met by the tour, on the screens of accounts that a test makes neither.
  if (!tours) await system.pools.owner.query('update access.account set toured_at = base.moment(); alter table access.account alter column toured_at set default base.moment()')
  const serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test', ...settings })
  const address = serving.address
  return {
    address, system, serving, clock, password: demonstrationPassword,
    async as(username) {
      let cookie = ''
      const call = async <T = unknown>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
        const reply = await fetch(`${address}/api${path}`, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
        const set = reply.headers.getSetCookie()[0]
        if (set) cookie = set.split(';')[0]!
        const type = reply.headers.get('content-type') ?? ''
        return { status: reply.status, body: (type.includes('json') ? await reply.json() : await reply.text()) as T }
      }
      if (username) {
        const { status, body } = await call('POST', '/access/sign-in', { name: username, password: demonstrationPassword })
        if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${JSON.stringify(body)}`)
      }
      return call
    },
    async close() {
      await serving.stop()
      await system.close()
      await server.query(`drop database if exists ${name} with (force)`)
      await server.end()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
