import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { endsWithParent } from './account.ts'
import { StartRefused, withDataFolder } from './dataFolder.ts'
import { connectOrStart, openDatabase, refuseOldServer, startEmbedded } from './embedded.ts'
import type { OpenedDatabase } from './embedded.ts'
import { findRunning } from './postmaster.ts'

const isRoot = process.geteuid?.() === 0
const temporary = mkdtempSync(path.join(os.tmpdir(), 'lotrinh-test-'))
// PostgreSQL may run as another user, who must be able to pass through.
if (isRoot) chmodSync(temporary, 0o711)
const dataDir = path.join(temporary, 'data')
const pgdata = path.join(dataDir, 'postgres')
const opened: OpenedDatabase[] = []

after(async () => {
  for (const database of opened) await database.stop()
  rmSync(temporary, { recursive: true, force: true })
})

async function keep<T extends OpenedDatabase>(opening: Promise<T>): Promise<T> {
  const database = await opening
  opened.push(database)
  return database
}

async function ask(database: OpenedDatabase, sql: string): Promise<unknown[][]> {
  const client = new pg.Client(database.connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][]
  } finally {
    await client.end()
  }
}

/** Another process that opens something of ours, says so, and then waits to be killed. */
async function neighbour(file: string, code: string): Promise<ChildProcess> {
  const script = `import * as door from ${JSON.stringify(new URL(file, import.meta.url).href)}; const dataDir = ${JSON.stringify(dataDir)}; ${code}; console.log('open'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])) as unknown[]
  assert.equal(String(said).trim(), 'open')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function gone(): Promise<void> {
  while (findRunning(pgdata)) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('the first start makes a database, and the second finds the rows of the first', async () => {
  const first = await keep(startEmbedded({ dataDir }))
  assert.equal(first.adopted, false)
  await ask(first, `create table plan (title text); insert into plan values ('Kế hoạch 2026')`)
  await first.stop()
  assert.equal(findRunning(pgdata), undefined)

  const second = await keep(startEmbedded({ dataDir }))
  assert.deepEqual(await ask(second, 'select title from plan'), [['Kế hoạch 2026']])
  await second.stop()
})

test('a row that was acknowledged is there after the database was killed', async () => {
  let lost: (() => void) | undefined
  const whenLost = new Promise<void>((resolve) => (lost = resolve))
  const database = await keep(startEmbedded({ dataDir, onLost: () => lost!() }))
  await ask(database, `insert into plan values ('ghi rồi')`)
  process.kill(findRunning(pgdata)!.pid, 'SIGKILL')
  await whenLost
  await database.stop()

  const again = await keep(startEmbedded({ dataDir }))
  assert.equal(again.adopted, false)
  assert.deepEqual(await ask(again, `select title from plan where title = 'ghi rồi'`), [['ghi rồi']])
  await again.stop()
})

test('names sort as in Vietnamese, and a folder is kept by its reserve for a full disk', async () => {
  const database = await keep(startEmbedded({ dataDir }))
  const sorted = await ask(database, `select name from unnest(array['Em', 'Đạt', 'Dũng', 'Ân', 'An']) name order by name`)
  assert.deepEqual(sorted.flat(), ['An', 'Ân', 'Dũng', 'Đạt', 'Em'])
  assert.equal((await ask(database, 'show fsync')).flat()[0], 'on')
  assert.equal(statSync(path.join(dataDir, 'ballast')).size, 32 * 1024 * 1024)
  assert.equal(statSync(database.socketDir).mode & 0o777, 0o700)
  await database.stop()
})

test('a second server on one data folder is refused in both languages, and let in once the first was killed', async () => {
  const server = await neighbour('./dataFolder.ts', 'await door.withDataFolder(dataDir)')
  await assert.rejects(withDataFolder(dataDir), (error: Error) => {
    assert.ok(error instanceof StartRefused)
    assert.match(error.message, new RegExp(`đang được một máy chủ Lộ Trình khác dùng \\(tiến trình ${server.pid}\\)`))
    assert.match(error.message, new RegExp(`in use by another Lộ Trình server \\(process ${server.pid}\\)`))
    return true
  })
  await kill(server)
  const folder = await withDataFolder(dataDir)
  await assert.rejects(withDataFolder(dataDir), StartRefused)
  folder.release()
  ;(await withDataFolder(dataDir)).release()
})

test('a command beside the server works on the same rows and leaves the server its database', async () => {
  const server = await keep(startEmbedded({ dataDir }))
  const command = await keep(connectOrStart({ dataDir }))
  assert.equal(command.adopted, true)
  await ask(command, `insert into plan values ('từ dòng lệnh')`)
  await command.stop()
  assert.deepEqual(await ask(server, `select title from plan where title = 'từ dòng lệnh'`), [['từ dòng lệnh']])
  await server.stop()
  assert.equal(findRunning(pgdata), undefined)
})

test('of two commands that begin together one starts the database, and only the last one stops it', async () => {
  const both = await Promise.all([keep(connectOrStart({ dataDir })), keep(connectOrStart({ dataDir }))])
  assert.deepEqual(both.map((one) => one.adopted).sort(), [false, true])
  const [starter, other] = both[0].adopted ? [both[1], both[0]] : both
  await starter.stop()
  assert.deepEqual(await ask(other, 'select 1'), [[1]])
  await other.stop()
  assert.equal(findRunning(pgdata), undefined)
})

test('a server that stops waits for a command that is still at work', async () => {
  const heard: string[] = []
  let told: (() => void) | undefined
  const waiting = new Promise<void>((resolve) => (told = resolve))
  const server = await keep(startEmbedded({ dataDir, log: (line) => { heard.push(line); told!() } }))
  const command = await keep(connectOrStart({ dataDir }))
  const stopping = server.stop()
  // A database that cannot be tied to its parent is simply left to the command.
  if (endsWithParent().length > 0) await waiting
  assert.deepEqual(await ask(command, 'select 1'), [[1]])
  await command.stop()
  await stopping
  assert.equal(findRunning(pgdata), undefined)
  assert.equal(heard.length, endsWithParent().length > 0 ? 1 : 0)
})

test('a server that was killed leaves no database behind', { skip: endsWithParent().length === 0 && 'no setpriv on this machine' }, async () => {
  const server = await neighbour('./embedded.ts', 'await door.startEmbedded({ dataDir })')
  assert.ok(findRunning(pgdata))
  await kill(server)
  await gone()
})

test('what a killed command leaves running is adopted by the next user and stopped with it', async () => {
  const command = await neighbour('./embedded.ts', 'await door.connectOrStart({ dataDir })')
  await kill(command)
  const next = await keep(startEmbedded({ dataDir }))
  assert.equal(next.adopted, true)
  assert.ok((await ask(next, 'select title from plan')).length > 0)
  await next.stop()
  assert.equal(findRunning(pgdata), undefined)
})

test('an old pid file whose number belongs to somebody else does not stand in the way', async () => {
  const theirs = readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8')
  assert.match(theirs, /^18/)
  writeFileSync(path.join(pgdata, 'postmaster.pid'), `${process.ppid}\n${pgdata}\n1700000000\n5432\n/nowhere\n\n 1 1\nready   \n`)
  const database = await keep(startEmbedded({ dataDir }))
  assert.equal(database.adopted, false)
  await database.stop()
})

test('a data folder too deep for a socket gets a short private folder for it', async () => {
  const deep = path.join(temporary, 'thư mục của công đoàn cơ sở'.repeat(2), 'x'.repeat(80))
  const database = await keep(startEmbedded({ dataDir: deep }))
  assert.ok(Buffer.byteLength(`${database.socketDir}/.s.PGSQL.5432`) <= 107)
  assert.equal(statSync(database.socketDir).mode & 0o777, 0o700)
  assert.deepEqual(await ask(database, 'select 1'), [[1]])
  await database.stop()
  assert.throws(() => statSync(database.socketDir), 'nothing stays in the shared temporary folder')
})

const namespaces = isRoot && spawnSync('unshare', ['--user', '--map-user=65534', '--map-group=65534', 'true']).status === 0
test('root may move the data into a folder that nobody else enters', { skip: !namespaces && 'not root, or no user namespaces' }, async () => {
  const before = await keep(startEmbedded({ dataDir: path.join(temporary, 'open') }))
  await ask(before, 'create table kept (n int)')
  await before.stop()
  mkdirSync(path.join(temporary, 'closed'), { mode: 0o700 })
  renameSync(path.join(temporary, 'open'), path.join(temporary, 'closed', 'data'))
  const inside = await keep(startEmbedded({ dataDir: path.join(temporary, 'closed', 'data') }))
  assert.deepEqual(await ask(inside, 'select count(*)::int from kept'), [[0]])
  await inside.stop()
})

test('with DATABASE_URL nothing is started or stopped, and an old server is refused', async () => {
  const running = await keep(startEmbedded({ dataDir }))
  const unused = path.join(temporary, 'unused')
  const byUrl = await openDatabase({ dataDir: unused, databaseUrl: running.url })
  assert.equal(byUrl.adopted, true)
  assert.deepEqual(await ask(byUrl, 'select current_database()'), [['lotrinh']])
  await byUrl.stop()
  assert.deepEqual(await ask(running, 'select 1'), [[1]])
  assert.throws(() => statSync(unused))
  await running.stop()

  await assert.rejects(openDatabase({ dataDir: unused, databaseUrl: running.url }), StartRefused)
  refuseOldServer(150_000)
  assert.throws(() => refuseOldServer(140_011), /cần PostgreSQL 15 trở lên\.\n.*needs PostgreSQL 15 or newer/)
})
