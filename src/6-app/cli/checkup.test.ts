// Each thing that doctor knows is made wrong once on a real house, and is the one thing that it then finds.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { createAccounts } from '#platform/access/accounts'
import { sealAudit } from '#platform/audit/verify'
import { lotrinh } from '#tests/factories/command'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { openSystem, type System } from '../server/system.ts'
import { databaseFindings, folderFindings, lookAtDatabase, lookAtFolder, usualLimits, type DatabaseFacts } from './checkup.ts'

let db: TestDatabase, system: System, dataDir = ''
const ours = { embedded: true, host: '127.0.0.1', trustedProxies: [] as string[], publicAddress: 'https://lotrinh.congdoan.example' as string | undefined }
/** Whatever waits at all waits too long. */
const impatient = { ...usualLimits, patience: 0 }

before(async () => {
  db = await testDatabase(new Date())
  dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-doctor-'))
  writeFileSync(join(dataDir, 'ballast'), '')
  system = await openSystem({ connectionString: db.url }, { dataDir, trustedProxies: [] })
  await system.work(async (w) => w.note('house.backup', 'house', 'all'))
  await sealAudit(system.pools)
})
after(async () => {
  await system.close()
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const inFolder = (facts = ours, limits = { ...usualLimits, leastFree: 0 }) => folderFindings(lookAtFolder(dataDir, facts), limits).map((f) => f.code)
const inDatabase = async (now?: () => Date, trustedProxies: string[] = [], limits = impatient) => databaseFindings(await lookAtDatabase(system.pools.owner, now), { trustedProxies }, limits).map((f) => f.code)

describe('what doctor finds in the folder and the settings', () => {
  it('nothing in a house that is well', () => assert.deepEqual(inFolder(), []))
  it('a full disk', () => assert.deepEqual(inFolder(ours, { ...usualLimits, leastFree: Infinity }), ['disk']))
  it('a secret that others can read, or none', () => {
    chmodSync(join(dataDir, 'secret'), 0o644)
    assert.deepEqual(inFolder(), ['secret-mode'])
    chmodSync(join(dataDir, 'secret'), 0o600)
    assert.equal(existsSync(join(dataDir, 'elsewhere')), false)
    assert.deepEqual(folderFindings(lookAtFolder(tmpdir(), { ...ours, embedded: false }), { ...usualLimits, leastFree: 0 }).map((f) => f.code), ['secret-missing'])
  })
  it('a reserve that was given up, where the database is ours', () => {
    rmSync(join(dataDir, 'ballast'))
    assert.deepEqual(inFolder(), ['ballast'])
    assert.deepEqual(inFolder({ ...ours, embedded: false }), [])
    writeFileSync(join(dataDir, 'ballast'), '')
  })
  it('proxies that are everybody', () => {
    assert.deepEqual(inFolder({ ...ours, trustedProxies: ['10.0.0.0/8'] }), [])
    assert.deepEqual(inFolder({ ...ours, trustedProxies: ['10.0.0.0/8', '0.0.0.0/0'] }), ['proxies-all'])
  })
  it('an address for people that is not set behind a proxy, or that is not encrypted', () => {
    assert.deepEqual(inFolder({ ...ours, publicAddress: undefined }), [])
    assert.deepEqual(inFolder({ ...ours, publicAddress: undefined, trustedProxies: ['10.0.0.1'] }), ['address-none'])
    assert.deepEqual(inFolder({ ...ours, publicAddress: 'http://lotrinh.congdoan.example' }), ['address-plain'])
    assert.deepEqual(inFolder({ ...ours, publicAddress: 'http://localhost:8237' }), [])
  })
})

describe('what doctor finds in the database', () => {
  const owner = () => system.pools.owner
  it('nothing in a house that is well', async () => assert.deepEqual(await inDatabase(), []))
  it('a clock that differs from the database, or stands before the last upgrade', async () => {
    assert.deepEqual(await inDatabase(() => new Date(Date.now() + 60_000)), ['clock-database'])
    assert.deepEqual(await inDatabase(() => new Date('2020-01-01')), ['clock-database', 'clock-past'])
  })
  it('whoever waits for a lock and whoever holds it, and says by which session', async () => {
    const holder = await system.pools.appPool.connect(), waiter = await system.pools.appPool.connect()
    await holder.query('begin')
    await holder.query('select pg_advisory_xact_lock(42)')
    const waiting = waiter.query('select pg_advisory_lock(42)')
    let facts: DatabaseFacts
    do facts = await lookAtDatabase(owner()); while (facts.waiting.length === 0)
    const found = databaseFindings(facts, ours, impatient)
    assert.deepEqual(found.map((f) => f.code), ['locks', 'idle'])
    const { rows: [{ pid }] } = await holder.query('select pg_backend_pid() as pid')
    assert.match(found[0]!.remedy.en, new RegExp(`pg_terminate_backend\\(${pid}\\)`))
    assert.deepEqual(databaseFindings(facts, ours, usualLimits), [], 'a moment is no trouble')
    await holder.query('commit')
    await waiting
    await waiter.query('select pg_advisory_unlock(42)')
    holder.release()
    waiter.release()
  })
  it('changes that nobody folds, and entries that nobody seals', async () => {
    await owner().query(`with l as (insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at) values (gen_random_uuid(), gen_random_uuid(), '2026-01-01', 1, 0, 0, now() - interval '2 minutes') returning *)
      insert into indicators.pending select id, indicator_id, unit_id, day, counted, met, excluded from l`)
    assert.deepEqual(await inDatabase(undefined, [], usualLimits), ['fold'])
    await owner().query('delete from indicators.pending; delete from indicators.ledger')
    await system.work(async (w) => w.note('house.backup', 'house', 'all'), { at: new Date(Date.now() - 120_000) })
    assert.deepEqual(await inDatabase(undefined, [], usualLimits), ['seal'])
    await sealAudit(system.pools)
  })
  it('jobs that failed for good, by task', async () => {
    await owner().query(`select graphile_worker.add_job('verify', max_attempts => 1); update graphile_worker._private_jobs set attempts = 1`)
    const [finding] = databaseFindings(await lookAtDatabase(owner()), ours, usualLimits)
    assert.deepEqual([finding!.code, finding!.what.en], ['jobs', 'Background jobs failed for good: verify × 1.'])
    await owner().query('delete from graphile_worker._private_jobs')
  })
  it('a proxy that TRUSTED_PROXIES does not name, by the one address that all come from', async () => {
    const accounts = await system.work((w) => createAccounts(w, ['an', 'binh', 'chi', 'dung', 'giang'].map((name) => ({ personId: null, username: `${name}.thu`, password: `mot-mat-khau-${name}-9`, mustChange: false }))))
    for (const { accountId } of accounts) await owner().query(`insert into access.session (id, account_id, token_hash, address, created_at, updated_at, expires_at) values ($1::uuid, $2, ($1::uuid)::text, '10.1.2.3', now(), now(), now() + interval '1 day')`, [newId(), accountId])
    assert.deepEqual(await inDatabase(undefined, [], usualLimits), ['proxies-none'])
    assert.deepEqual(await inDatabase(undefined, ['10.1.2.3'], usualLimits), [])
    await owner().query('delete from access.session')
    await sealAudit(system.pools)
  })
  it('a schema of another version, a backup that is too old or was never taken', async () => {
    await owner().query(`update public.migration set name = '9999_coming.sql' where name = '0001_base.sql'`)
    assert.deepEqual(await inDatabase(), ['schema-newer', 'schema-older'])
    await owner().query(`update public.migration set name = '0001_base.sql' where name = '9999_coming.sql'`)
    const facts = await lookAtDatabase(owner())
    for (const [wrong, code] of [[{ backupDays: 8 }, 'backup'], [{ backupDays: null }, 'backup']] as const) assert.deepEqual(databaseFindings({ ...facts, ...wrong }, ours, usualLimits).map((f) => f.code), [code])
  })
})

describe('lotrinh doctor', () => {
  const run = (env: Record<string, string>, ...args: string[]) => lotrinh(['doctor', ...args], { DATABASE_URL: db.url, DATA_DIR: dataDir, ...env })
  it('ends with 0 where nothing is wrong, and with 1 and both languages where something is', async () => {
    const well = await run({}, '--json')
    assert.equal(well.code, 0, well.out + well.err)
    assert.equal(JSON.parse(well.out).ok, true)
    chmodSync(join(dataDir, 'secret'), 0o640)
    const { code, out } = await run({})
    chmodSync(join(dataDir, 'secret'), 0o600)
    assert.equal(code, 1)
    assert.match(out, /HỎNG \/ WRONG {2}secret-mode\n.*đọc được.*\n.*can read.*\n.*Chạy: chmod 600.*\n.*Run: chmod 600/)
  })
  it('tells of a folder that is not there and a database that does not answer, and makes nothing', async () => {
    const nowhere = join(dataDir, 'nowhere')
    for (const [env, code] of [[{ DATA_DIR: nowhere }, 'no-house'], [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'database']] as const) {
      const said = await run(env, '--json')
      assert.equal(said.code, 1)
      assert.ok(JSON.parse(said.out).findings.some((f: { code: string }) => f.code === code), said.out)
    }
    assert.equal(existsSync(nowhere), false)
    assert.equal((await run({}, '--patience', 'much')).code, 2)
  })
})
