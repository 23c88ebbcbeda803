// A house is backed up while people work in it, and comes back elsewhere: whole, or not at all.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { newId } from '#base/id'
import { serve } from '#app/server/serve'
import { openSystem } from '#app/server/system'
import { admit } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { sealAudit } from '#platform/audit/verify'
import { makeDataFolder } from '#platform/db/dataFolder'
import { startEmbedded } from '#platform/db/embedded'
import { readFile, storeFile } from '#platform/files/store'
import { deeds, founded, today, type World } from './engine/world.ts'
import { atTerminal, lotrinh, within } from './factories/command.ts'
import { testServer } from './factories/server.ts'

const temporary = mkdtempSync(join(tmpdir(), 'lotrinh-backup-'))
// PostgreSQL may run as another user, who must be able to pass through.
chmodSync(temporary, 0o711)
const at = (name: string) => join(temporary, name)
const passphrase = { BACKUP_PASSPHRASE: 'nước chảy đá mòn 1929' }
const evidence = Buffer.from(`%PDF-1.7\n${'Biên bản có chữ ký. '.repeat(20_000)}`)
const evidenceId = newId()

let house: World
let env: Record<string, string>
/** How many people there were when the backup began, and when it was taken. */
let peopleBefore = 0, peopleAfter = 0

before(async () => {
  house = await founded()
  env = { DATABASE_URL: house.db.url, DATA_DIR: at('house') }
  const system = await openSystem({ connectionString: house.db.url }, { dataDir: makeDataFolder(at('house')), trustedProxies: [] })
  await system.close()
  for (let n = 0; n < 40; n++) await deeds.join!(house, { what: 'join', a: n, b: n * 7, day: '2025-08-01' })
  await deeds.class!(house, { what: 'class', a: 0, b: 1, day: '2026-01-10' })
  await house.db.work((w) => storeFile(w, { id: evidenceId, name: 'Biên bản.pdf', bytes: evidence, unitId: house.root }))
  await house.db.work((w) => createAccounts(w, [{ personId: null, username: 'thuky', password: 'mot-mat-khau-rieng-9', mustChange: false }]))
  await house.db.pools.owner.query(`select graphile_worker.add_job('verify', '{"of": "tomorrow"}', run_at => '2099-01-01', job_key => 'waits')`)
})
after(async () => {
  await house?.db.close()
  rmSync(temporary, { recursive: true, force: true })
})

test('a backup is taken beside people who write, is one file for its owner alone, and shows no name', async () => {
  let taken = false
  peopleBefore = house.people.length
  const command = lotrinh(['backup', at('a.backup'), '--json'], { ...env, ...passphrase }).finally(() => { taken = true })
  const writer = async (a: number) => {
    for (let n = a; !taken; n += 4) {
      await deeds.join!(house, { what: 'join', a: n, b: n, day: '2025-09-01' })
      if (n % 40 === a) await deeds.claim!(house, { what: 'claim', a: n, b: n, day: today })
      await deeds.fold!(house, { what: 'fold', a: 0, b: 0, day: today })
    }
  }
  await Promise.all([0, 1, 2, 3].map(writer))
  const { code, out, err } = await command
  peopleAfter = house.people.length
  assert.equal(code, 0, out + err)
  const said = JSON.parse(out)
  assert.deepEqual([said.ok, said.files, said.lost], [true, 1, []])
  assert.ok(peopleAfter > peopleBefore, out)
  const { rows: [{ tables }] } = await house.db.pools.owner.query(`select count(*)::int as tables from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker')`)
  assert.equal(said.tables, tables, 'no table is forgotten, whoever made it')
  assert.equal(statSync(at('a.backup')).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(temporary).sort(), ['a.backup', 'house'], 'and nothing lies beside it')
  const bytes = readFileSync(at('a.backup'))
  for (const word of ['Biên bản', 'thuky', 'unit_version']) assert.equal(bytes.includes(word), false, word)
})

/** What must hold of a restored house, asked of a server on it. */
async function isWhole(connection: pg.PoolConfig, dataDir: string): Promise<void> {
  const system = await openSystem(connection, { dataDir, trustedProxies: [] })
  const serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test' })
  try {
    const signIn = await fetch(`${serving.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'thuky', password: 'mot-mat-khau-rieng-9' }) })
    assert.equal(signIn.status, 200)
    assert.ok(Buffer.from((await system.work((w) => readFile(w, evidenceId))).bytes).equals(evidence))
    const count = async (from: string) => (await system.pools.owner.query(`select count(*)::int as n from ${from}`)).rows[0].n as number
    assert.equal(await count(`graphile_worker._private_jobs where key = 'waits' and payload->>'of' = 'tomorrow' and run_at = '2099-01-01'`), 1, 'work that waits goes on waiting')
    const all = house.people.slice(0, peopleAfter).map((p) => p.id)
    assert.equal(await count(`people.person where id = any('{${all.slice(0, peopleBefore).join(',')}}')`), peopleBefore, 'who was acknowledged before the backup is in it')
    assert.ok(await count('people.person') <= peopleAfter)
    // The new house writes on where the old one was.
    await system.work((w) => admit(w, [{ id: newId(), name: 'Người Mới' }]))
    await sealAudit(system.pools)
    const shape = `select (select count(*)::int from pg_trigger where tgenabled = 'O' and not tgisinternal) as triggers, (select array_agg(conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated order by conrelid::regclass::text, conname) from pg_constraint where contype = 'f') as keys`
    assert.deepEqual((await system.pools.owner.query(shape)).rows, (await house.db.pools.owner.query(shape)).rows, 'every trigger and foreign key is on again')
  } finally {
    await serving.stop()
    await system.close()
  }
}

async function proves(env: Record<string, string>): Promise<void> {
  for (const command of [['verify'], ['audit', 'verify']]) {
    const { code, out, err } = await within(command, env)
    assert.equal(code, 0, `${command.join(' ')}: ${out}${err}`)
  }
}

/** An empty database whose owner is no superuser. */
async function emptyDatabase<T>(deed: (url: string, ask: (sql: string) => Promise<unknown[]>) => Promise<T>): Promise<T> {
  const server = new pg.Client(testServer.config('postgres'))
  await server.connect()
  const name = `lotrinh_restored_${newId().replaceAll('-', '')}`
  await server.query(`create role ${name} login; grant lotrinh_app to ${name} with set option`)
  await server.query(`create database ${name} owner ${name}`)
  const url = new URL(testServer.url(name))
  url.username = name
  const client = new pg.Client(url.toString())
  await client.connect()
  try {
    return await deed(url.toString(), async (sql) => (await client.query(sql)).rows)
  } finally {
    await client.end()
    await server.query(`drop database if exists ${name} with (force)`)
    await server.query(`drop role ${name}`)
    await server.end()
  }
}

describe('restored', () => {
  test('into an empty folder, the house is whole: figures and audit chain are proved, people sign in, and it is written on', async () => {
    const dataDir = at('restored')
    writeFileSync(at('passphrase'), `${passphrase.BACKUP_PASSPHRASE}\n`)
    const { code, out, err } = await lotrinh(['restore', at('a.backup'), '--passphrase-file', at('passphrase')], { DATA_DIR: dataDir })
    assert.equal(code, 0, out + err)
    assert.match(out, /Đã khôi phục bản lúc \/ restored as of \d{4}-/)
    assert.equal(statSync(join(dataDir, 'secret')).mode & 0o777, 0o600)
    const database = await startEmbedded({ dataDir })
    try {
      await proves({ DATA_DIR: dataDir })
      await isWhole(database.connection, dataDir)
      assert.equal((await within(['audit', 'verify'], { DATA_DIR: dataDir })).code, 0, 'the chain goes on')
    } finally {
      await database.stop()
    }
    // It is a house now.
    const again = await within(['restore', at('a.backup')], { DATA_DIR: dataDir, ...passphrase })
    assert.equal(again.code, 1)
    assert.match(again.err, /chỉ khôi phục vào một hệ thống trống[\s\S]*into an empty house only/i)
  })

  test('into a database by DATABASE_URL whose owner is no superuser, also after a restore that failed on the way; never over a house', () => emptyDatabase(async (url, ask) => {
    const env = { DATABASE_URL: url, DATA_DIR: at('beside'), ...passphrase }
    // Something in the way of the schema: the transaction ends at the third migration.
    await ask('create schema people')
    const failed = await within(['restore', at('a.backup')], env)
    assert.equal(failed.code, 1, failed.out + failed.err)
    assert.deepEqual(await ask(`select nspname from pg_namespace where nspname in ('organisation', 'audit', 'people', 'learning')`), [{ nspname: 'people' }])
    assert.deepEqual(readdirSync(at('beside')), [], 'nothing half is left')
    await ask('drop schema people')
    const { code, out, err } = await within(['restore', at('a.backup')], env)
    assert.equal(code, 0, out + err)
    await isWhole({ connectionString: url }, at('beside'))
    await proves(env)
    for (const [dataDir, names] of [[at('beside'), 'beside/files'], [at('other'), 'PostgreSQL']] as const) {
      const refused = await within(['restore', at('a.backup')], { ...env, DATA_DIR: dataDir })
      assert.equal(refused.code, 1)
      assert.ok(refused.err.includes(names), refused.err)
    }
    assert.deepEqual(readdirSync(at('other')), [], 'nothing half is left')
  }))
})

describe('refused, with nothing made', () => {
  const refused = async (file: string, env: Record<string, string>, says: RegExp) => {
    const { code, out, err } = await within(['restore', file], { DATA_DIR: at('nothing'), ...passphrase, ...env })
    assert.deepEqual([code, out.trim()], [1, ''], err)
    assert.match(err, says)
    assert.equal(existsSync(at('nothing')), false)
  }
  test('a torn, cut, altered or foreign file, another passphrase, and none', async () => {
    const whole = readFileSync(at('a.backup'))
    const altered = Buffer.from(whole)
    altered[Math.floor(whole.length / 2)]! ^= 1
    for (const bytes of [whole.subarray(0, whole.length - 100), altered]) {
      writeFileSync(at('bad.backup'), bytes)
      await refused(at('bad.backup'), {}, /bị đứt, bị cắt hoặc đã bị sửa[\s\S]*torn, cut off or was altered/)
    }
    writeFileSync(at('bad.backup'), 'x')
    await refused(at('bad.backup'), {}, /is no backup of Lộ Trình/)
    await refused(at('no.backup'), {}, /cannot be read/)
    await refused(at('a.backup'), { BACKUP_PASSPHRASE: 'nước chảy đá mòn 1930' }, /Sai mật khẩu[\s\S]*not the passphrase/)
  })

  test('a backup never overwrites a file, wants a passphrase worth the name, and says which kept file is lost', async () => {
    const run = (file: string, more: Record<string, string>) => within(['backup', at(file)], { ...env, ...more })
    for (const [file, more, says] of [['a.backup', passphrase, /exists already/], ['b.backup', { BACKUP_PASSPHRASE: 'ngắn' }, /at least 12/], ['none/b.backup', passphrase, /cannot be written/]] as const) {
      const { code, err } = await run(file, more)
      assert.equal(code, 1, file)
      assert.match(err, says)
    }
    assert.equal(existsSync(at('b.backup')), false)
    for (const name of readdirSync(join(at('house'), 'files'), { recursive: true, encoding: 'utf8' })) if (statSync(join(at('house'), 'files', name)).isFile()) rmSync(join(at('house'), 'files', name))
    const { code, err } = await run('lost.backup', passphrase)
    assert.equal(code, 1)
    assert.match(err, /missing or damaged: files\/[0-9a-f]{2}\/[0-9a-f]{64}/)
    await emptyDatabase(async (url) => {
      const back = await within(['restore', at('lost.backup')], { DATABASE_URL: url, DATA_DIR: at('lost'), ...passphrase })
      assert.equal(back.code, 1)
      assert.match(back.err, /the backup lacked: files\//)
      await proves({ DATABASE_URL: url, DATA_DIR: at('lost') })
    })
  })
})

describe('the passphrase', () => {
  test('is asked for at a terminal, twice where it is new, and never shown; where nobody sits to be asked the command says what to set', async () => {
    const nobody = await lotrinh(['backup', at('asked.backup')], env)
    assert.equal(nobody.code, 1)
    assert.match(nobody.err, /Thiếu mật khẩu[\s\S]*--passphrase-file FILE or the environment variable BACKUP_PASSPHRASE/)
    for (const [typed, says] of [[['nước chảy đá mòn 1929', 'nước chảy đá mòn 1930'], /The two differ/], [['nước chảy đá mòn 1929', 'nước chảy đá mòn 1929'], /bảng \/ tables/]] as const) {
      const seen = await atTerminal(['backup', at('asked.backup')], env, [...typed])
      assert.match(seen, says)
      assert.match(seen, /passphrase of the backup: [\s\S]*again: /)
      assert.equal(/nước|1929|1930/.test(seen), false, seen)
    }
    const opened = await within(['restore', at('asked.backup')], { DATA_DIR: at('asked'), ...passphrase, DATABASE_URL: 'postgres://127.0.0.1:1/none' })
    assert.match(opened.err, /cannot be reached/, 'it opens by what was typed: only then is the database looked for')
  })
})
