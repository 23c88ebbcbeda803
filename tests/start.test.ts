// `npm start` as it really runs: processes of their own, killed and started again.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { newId } from '#base/id'
import { findRunning } from '#platform/db/postmaster'
import { testServer } from './factories/server.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const temporary = mkdtempSync(join(tmpdir(), 'lotrinh-start-'))
// PostgreSQL may run as another user, who must be able to pass through.
chmodSync(temporary, 0o711)
const running = new Set<ChildProcess>()

/** A process of ours in a group of its own, as a terminal would make it; what it prints is kept. */
function launch(tool: 'run' | 'lotrinh', args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, `tools/${tool}.mjs`), ...args], {
    cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: '', PORT: '0', DEMONSTRATION: 'no', ...env } })
  running.add(child)
  const said = { out: '', err: '' }
  const waiting = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (data: Buffer) => { said[stream === 'stdout' ? 'out' : 'err'] += data.toString('utf8'); for (const look of waiting) look() })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => { running.delete(child); resolve({ code, signal }); for (const look of waiting) look() })
  })
  return {
    child, said, ended,
    /** What it prints that fits; fails when it ends before. */
    says: (pattern: RegExp) => new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const found = said.out.match(pattern)
        if (!found && child.exitCode === null && child.signalCode === null) return
        waiting.delete(look)
        if (found) resolve(found)
        else reject(new Error(`It ended with ${child.exitCode ?? child.signalCode} and said:\n${said.out}\n${said.err}`))
      }
      waiting.add(look)
      look()
    }),
  }
}
type Launched = ReturnType<typeof launch>

async function start(env: Record<string, string>): Promise<Launched & { address: string }> {
  const launched = launch('run', ['start'], env)
  const [, address] = await launched.says(/is running:\s+(http:\S+)[\s\S]*Ctrl-C/)
  return { ...launched, address: address! }
}

/** Ends it as Ctrl-C does, and sees that nothing of it is left. */
async function interrupt({ child, ended, said }: Launched): Promise<void> {
  const processes = [child.pid!, ...descendants(child.pid!)]
  child.kill('SIGINT')
  assert.deepEqual(await ended, { code: 0, signal: null }, said.err)
  assert.deepEqual(processes.filter(isAlive), [])
}

function stat(pid: number): { state: string; parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: state!, parent: Number(parent) }
  } catch {
    return null
  }
}
const isAlive = (pid: number) => { const found = stat(pid); return found !== null && found.state !== 'Z' }
function descendants(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((other) => stat(other)?.parent === pid)
  return [...children, ...children.flatMap(descendants)]
}

interface Told { ok: boolean; version: string; database: { ok: boolean }; jobs: { ok: boolean; running: boolean }; mustChangePassword: boolean; verbs: string[]; changed: string[]; members: number }
interface Unit { id: string; name: string; kind: string }

/** One browser: it keeps its cookie. */
function visitor(address: () => string) {
  let cookie = ''
  const ask = async <T = Told>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
    const reply = await fetch(`${address()}${path}`, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return { status: reply.status, body: await reply.json() as T }
  }
  return Object.assign(ask, { openScreen: () => fetch(`${address()}/api/live`, { headers: { cookie } }) })
}

after(async () => {
  // Only what a failed test left; the database ends with its server.
  for (const child of running) for (const pid of [child.pid!, ...descendants(child.pid!)]) try { process.kill(pid, 'SIGKILL') } catch { /* it ended with another */ }
  rmSync(temporary, { recursive: true, force: true })
})

describe('an empty house', { skip: process.platform === 'linux' ? false : 'processes are looked up in /proc' }, () => {
  const env = { DATA_DIR: join(temporary, 'one') }
  const pgdata = join(env.DATA_DIR, 'postgres')
  const newPassword = 'mot-mat-khau-rieng-9'
  let house: Awaited<ReturnType<typeof start>>
  const ask = visitor(() => house.address)

  test('its first start names the address and the first administrator with a one-time password', async () => {
    house = await start(env)
    assert.match(house.said.out, /quản trị viên đầu tiên|Quản trị viên đầu tiên \/ the first administrator/)
    assert.doesNotMatch(house.said.out, /con-duong-237/, 'there are no demonstration accounts')
    const { status, body } = await ask('GET', '/healthz')
    assert.deepEqual([status, body.ok, body.version, body.database.ok, body.jobs.ok], [200, true, version, true, true])
    assert.equal((await ask('POST', '/api/access/sign-in', { name: 'tongliendoan', password: 'con-duong-237' })).status, 422)
  })

  test('the one-time password opens nothing but the change of it', async () => {
    const [, username, oneTime] = house.said.out.match(/(\S+)\s+mật khẩu dùng một lần \/ one-time password: (\S+)/)!
    const signedIn = await ask('POST', '/api/access/sign-in', { name: username, password: oneTime })
    assert.deepEqual([signedIn.status, signedIn.body.mustChangePassword, signedIn.body.verbs], [200, true, []])
    assert.equal((await ask('GET', '/api/units/top?on=2026-11-21')).status, 403)
    assert.equal((await ask('PUT', '/api/access/password', { oldPassword: oneTime, newPassword })).status, 200)
    const me = await ask('GET', '/api/access/me')
    assert.equal(me.body.mustChangePassword, false)
    assert.ok(me.body.verbs.includes('structure') && me.body.verbs.includes('account'), 'the house can be set up and handed over')
    assert.equal((await ask('POST', '/api/access/sign-in', { name: username, password: oneTime })).status, 422, 'the old one is gone')
  })

  test('the real top level stands, so that the house can be built below it', async () => {
    const { body: roots } = await ask<Unit[]>('GET', '/api/units/children?on=2026-11-21')
    assert.deepEqual(roots.map((u) => u.kind), ['confederation'])
    const { body: top } = await ask<Unit[]>('GET', '/api/units/top?on=2026-11-21')
    assert.equal(top.filter((u) => u.kind === 'provincial-federation').length, 34)
    const id = newId()
    const parentId = top.find((u) => u.name.endsWith('Lào Cai'))!.id
    const made = await ask('PUT', `/api/units/${id}`, { parentId, kind: 'grassroots-union', name: 'Công đoàn cơ sở Đầu Tiên', decision: { number: '1/QĐ', on: null, by: null, effectiveOn: '2026-01-01' } })
    assert.deepEqual([made.status, made.body.changed], [200, [id]])
  })

  test('a second start on the same folder is refused in one sentence, and the first goes on', async () => {
    const second = launch('run', ['start'], env)
    const { code } = await second.ended
    assert.equal(code, 1)
    assert.equal(second.said.out, '')
    const lines = second.said.err.trim().split('\n')
    assert.equal(lines.length, 2, second.said.err)
    assert.match(lines[0]!, /Thư mục dữ liệu .* đang được một máy chủ Lộ Trình khác dùng/)
    assert.match(lines[1]!, /The data folder .* is in use by another Lộ Trình server/)
    assert.equal((await ask('GET', '/healthz')).status, 200)
  })

  test('Ctrl-C ends it cleanly with a screen open, and leaves nothing running', async () => {
    const screen = await ask.openScreen()
    assert.deepEqual([screen.status, screen.headers.get('content-type')], [200, 'text/event-stream'])
    await interrupt(house)
    assert.match(await screen.text(), /^retry: /, 'the screen was hung up on, and asks again by itself')
    assert.equal(findRunning(pgdata), undefined)
    assert.deepEqual(readdirSync(env.DATA_DIR).includes('server.pid'), false)
  })

  test('after kill -9 of everything in the midst of writes the next start recovers, and no acknowledged write is missing', async () => {
    house = await start(env)
    assert.doesNotMatch(house.said.out, /one-time password/, 'the administrator is made once')
    assert.equal((await ask('POST', '/api/access/sign-in', { name: 'quantri', password: newPassword })).status, 200)
    const { body: [unit] } = await ask<Unit[]>('GET', '/api/units/search?search=%C4%90%E1%BA%A7u%20Ti%C3%AAn&on=2026-11-21')
    const acknowledged: string[] = []
    let enough: () => void
    const halfway = new Promise<void>((resolve) => { enough = resolve })
    const writer = async () => {
      for (let n = 0; ; n++) {
        const id = newId()
        const written = await ask('PUT', `/api/people/${id}`, { unitId: unit!.id, name: `Nguyễn Văn ${id.slice(-4)}`, born: null, female: null, place: { id: newId(), standing: 'member', from: '2026-02-01' } }).catch(() => null)
        if (written === null) return
        assert.equal(written.status, 200, JSON.stringify(written.body))
        acknowledged.push(id)
        if (acknowledged.length >= 60) enough()
      }
    }
    const writers = Promise.all([writer(), writer(), writer(), writer()])
    await Promise.race([halfway, writers])
    const processes = [house.child.pid!, ...descendants(house.child.pid!)]
    assert.ok(processes.length > 8, 'the database is among them')
    for (const pid of processes) try { process.kill(pid, 'SIGKILL') } catch { /* it ended with another */ }
    await house.ended
    await writers

    house = await start(env)
    assert.equal((await ask('POST', '/api/access/sign-in', { name: 'quantri', password: newPassword })).status, 200)
    const missing: string[] = []
    for (const id of acknowledged) if ((await ask('GET', `/api/people/${id}`)).status !== 200) missing.push(id)
    assert.ok(acknowledged.length >= 60)
    assert.deepEqual(missing, [])
    const { body: counts } = await ask('GET', `/api/units/${unit!.id}/people-counts?on=2026-11-21`)
    assert.ok(counts.members >= acknowledged.length)
    for (const args of [['verify'], ['audit', 'verify']]) {
      const command = launch('lotrinh', args, env)
      assert.equal((await command.ended).code, 0, command.said.out + command.said.err)
    }
    await interrupt(house)
  })

  test('what is wrong with a setting is told in one sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const other = join(temporary, 'other')
    for (const [wrong, says] of [
      [{ PORT: 'nine' }, /PORT must be a number from 0 to 65535, not “nine”/], [{ PORT: String((taken.address() as AddressInfo).port) }, /is used by another program/],
      [{ TRUSTED_PROXIES: 'the balancer' }, /TRUSTED_PROXIES must be addresses/], [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, /DATABASE_URL cannot be reached/], [{ DATA_DIR: '/dev/null/nowhere' }, /cannot be written/],
    ] as const) {
      const refused = launch('run', ['start'], { DATA_DIR: other, ...wrong })
      assert.equal((await refused.ended).code, 1, JSON.stringify(wrong))
      assert.match(refused.said.err, says)
      assert.equal(refused.said.err.trim().split('\n').length, 2, refused.said.err)
    }
    taken.close()
    assert.equal(existsSync(join(other, 'postgres')), false, 'and nothing was begun')
  })
})

test('with DATABASE_URL the house stands on that server and starts none of its own', async () => {
  await testServer.ready()
  const server = new pg.Client(testServer.config('postgres'))
  await server.connect()
  const name = `lotrinh_start_${newId().replaceAll('-', '')}`
  await server.query(`create database ${name}`)
  const env = { DATABASE_URL: testServer.url(name), DATA_DIR: join(temporary, 'two') }
  try {
    const house = await start(env)
    const health = await visitor(() => house.address)('GET', '/healthz')
    assert.deepEqual([health.status, health.body.database.ok, health.body.jobs.running], [200, true, true])
    assert.equal(existsSync(join(env.DATA_DIR, 'postgres')), false)
    const client = new pg.Client(testServer.config(name))
    await client.connect()
    const { rows } = await client.query('select username from access.account')
    await client.end()
    assert.deepEqual(rows, [{ username: 'quantri' }])
    await interrupt(house)
    const left = await server.query('select count(*)::int as n from pg_stat_activity where datname = $1', [name])
    assert.equal(left.rows[0].n, 0, 'no connection is left behind')
  } finally {
    await server.query(`drop database if exists ${name} with (force)`)
    await server.end()
  }
})
