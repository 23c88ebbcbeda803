// What whoever keeps the machine sees of a running server: its log, its numbers, and how it ends.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { loadFoundation } from '#organisation'
import { admit } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { fault, openLog } from './log.ts'
import { serve, type Serving } from './serve.ts'
import { openSystem, type System } from './system.ts'

let db: TestDatabase, system: System, serving: Serving, dataDir = ''
const written: string[] = []
const log = openLog('info', { write: (line) => void written.push(line) })
const metricsKey = 'chỉ dành cho người trực máy'.normalize('NFD').replace(/[^a-z ]/g, '').replaceAll(' ', '-')
const password = 'mot-mat-khau-rieng-9', personId = newId()
let cookie = ''

before(async () => {
  db = await testDatabase(new Date())
  dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-operation-'))
  system = await openSystem({ connectionString: db.url }, { dataDir, trustedProxies: ['127.0.0.1'] })
  await system.work(async (w) => {
    await loadFoundation(w)
    await admit(w, [{ id: personId, name: 'Nguyễn Thị Mai Hương' }])
    await createAccounts(w, ['bao.tran', 'mai.huong'].map((username) => ({ personId: null, username, password, mustChange: false })))
  })
  serving = await open()
  const signedIn = await call('POST', '/api/access/sign-in', { name: 'bao.tran', password })
  assert.equal(signedIn.status, 200, written.join(''))
  cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
})
after(async () => {
  await serving.stop()
  await system.close()
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const open = () => serve(system, { host: '127.0.0.1', port: 0, version: 'test', log, metricsKey })
const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => fetch(`${serving.address}${path}`, {
  method, headers: { cookie, 'x-forwarded-for': '203.0.113.77', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
/** The line of the log about this answer: it is written once the answer has gone. */
async function lineOf(reply: Response, event = 'request'): Promise<Record<string, unknown>> {
  await reply.arrayBuffer()
  for (;;) {
    const line = written.map((text) => JSON.parse(text) as Record<string, unknown>).find((said) => said.request === reply.headers.get('x-request-id') && said.event === event)
    if (line) return line
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('the log', () => {
  it('has a line of JSON for each request: its id, which the answer carries too, its declared route, status and milliseconds', async () => {
    for (const [reply, method, route, status] of [
      [await call('GET', `/api/people/${personId}`), 'GET', 'people.person', 200],
      [await call('POST', '/api/access/sign-in', { name: 'bao.tran', password: 'Sai rồi Hương' }), 'POST', 'access.signIn', 422],
      [await call('GET', '/healthz'), 'GET', '/healthz', 200],
      [await call('GET', '/api/Nguyễn Thị Mai Hương'), 'GET', '/api/*', 404],
      [await call('POST', '/api/access/sign-in', '{"name": Mai Hương'), 'POST', '/api/*', 400],
    ] as const) {
      const { level, time, ms, ...line } = await lineOf(reply)
      assert.deepEqual(line, { request: reply.headers.get('x-request-id'), method, route, status, event: 'request' })
      assert.ok(level === 'info' && typeof ms === 'number' && !Number.isNaN(Date.parse(time as string)))
    }
    const chosen = await call('GET', '/healthz', undefined, { 'x-request-id': 'Mai Huong' })
    assert.match(chosen.headers.get('x-request-id')!, /^[0-9a-f-]{36}$/, 'whoever asks does not choose what the log says')
  })

  it('names a fault by its kind and place, under the id of the request', async () => {
    await system.pools.owner.query('alter table access.session rename to session_away')
    const reply = await call('GET', `/api/people/${personId}?name=Mai+Hương`).finally(() => system.pools.owner.query('alter table access.session_away rename to session'))
    assert.equal(reply.status, 500)
    const { error } = await lineOf(reply, 'fault') as { error: Record<string, unknown> }
    assert.deepEqual([error.code, error.message], ['42P01', undefined])
    assert.ok((error.stack as string[]).length > 0)
  })

  it('quotes nothing that the database or a parser was given', async () => {
    const lines: string[] = [], own = openLog('info', { write: (line) => void lines.push(line) })
    const failing = [() => system.pools.owner.query(`select 'Trần Quốc Bảo'::int`), () => system.pools.owner.query(`update access.account set username = 'bao.tran' where username = 'mai.huong'`), () => Promise.resolve().then(() => JSON.parse('Trần Quốc Bảo'))]
    for (const deed of failing) await deed().then(() => assert.fail('it succeeded'), (error: unknown) => fault(own, new Error('the deed failed', { cause: error }), { what: 'test' }))
    assert.equal(lines.length, 3)
    assert.doesNotMatch(lines.join(''), /Trần|Quốc|Bảo|bao\.tran/)
    assert.match(lines[1]!, /"code":"23505".*"table":"account"/)
  })

  it('holds no name, no address, no account and no word of anyone who asked', () => {
    const said = written.filter((line) => !line.includes('Server listening')).join('')
    assert.ok(written.length > 6)
    assert.doesNotMatch(said, /Mai|H(ư|%C6%B0|%c6%b0)|Nguy|Tr(ầ|%E1)|bao\.tran|203\.0\.113|127\.0\.0\.1|mot-mat-khau/)
    assert.equal(written.join('').includes(personId), false)
  })
})

describe('/metrics', () => {
  const read = async (headers: Record<string, string>) => { const reply = await call('GET', '/metrics', undefined, headers); return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() } }

  it('is shown to the bearer of the key alone, and is no page of a server without one', async () => {
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: `Bearer ${metricsKey}x` }, { authorization: metricsKey }] as Record<string, string>[]) assert.equal((await read(headers)).status, 401)
    await serving.stop()
    serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test', log })
    assert.doesNotMatch((await read({ authorization: `Bearer ${metricsKey}` })).text, /lotrinh_/)
    await serving.stop()
    serving = await open()
  })

  it('counts requests by route and status with how long they took, and says how the house stands', async () => {
    const screen = await call('GET', '/api/live')
    await system.pools.owner.query(`select graphile_worker.add_job('verify', run_at => '2099-01-01')`)
    await lineOf(await call('POST', '/api/access/sign-in', { name: 'bao.tran', password: 'sai' }))
    const { status, type, text } = await read({ authorization: `Bearer ${metricsKey}` })
    assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8'])
    const value = (name: string) => { const line = text.split('\n').find((l) => l.startsWith(`${name} `)); assert.ok(line, `${name} in\n${text}`); return Number(line.split(' ').at(-1)) }
    const signIn = 'method="POST",route="access.signIn",status="422"'
    assert.equal(value(`lotrinh_request_seconds_count{${signIn}}`), 1)
    assert.equal(value(`lotrinh_request_seconds_bucket{${signIn},le="+Inf"}`), 1)
    assert.ok(value(`lotrinh_request_seconds_sum{${signIn}}`) > 0)
    for (const name of ['lotrinh_pending_deltas', 'lotrinh_fold_lag_seconds', 'lotrinh_unsealed_entries', 'lotrinh_jobs{state="failed"}', 'lotrinh_pool_connections{pool="app",state="idle"}', 'lotrinh_event_loop_delay_seconds{quantile="0.99"}']) assert.ok(value(name) >= 0, name)
    assert.ok(value('lotrinh_memory_bytes{kind="rss"}') > 1e7)
    assert.deepEqual([value('lotrinh_event_streams'), value('lotrinh_jobs{state="waiting"}')], [1, 1])
    for (const line of text.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) lotrinh_\w+ .+|lotrinh_\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+)$/)
    await screen.body!.cancel()
  })
})

describe('a server that is asked to stop', () => {
  it('finishes what it is answering, hangs up on screens, takes no one new, and leaves no job locked', async () => {
    const screen = await call('GET', '/api/live')
    const holder = await db.pools.owner.connect()
    await holder.query('begin; lock table access.session in access exclusive mode')
    const answering = call('GET', '/api/access/me')
    while ((await holder.query(`select from pg_locks where not granted and relation = 'access.session'::regclass`)).rowCount === 0);
    const stopped = serving.stop()
    assert.match(await screen.text(), /^retry/)
    await assert.rejects(fetch(`${serving.address}/healthz`, { headers: { connection: 'close' } }))
    await holder.query('commit')
    holder.release()
    const reply = await answering
    assert.equal(reply.status, 200)
    await stopped
    assert.equal((await system.pools.owner.query('select from graphile_worker.jobs where locked_at is not null')).rowCount, 0)
    serving = await open()
    assert.equal((await call('GET', '/healthz')).status, 200)
  })
})
