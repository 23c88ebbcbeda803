// Restoring into an empty house, all or nothing. The whole file is read and checked first, before anything is touched. Then
// one transaction makes the schema by the migrations that the backup names, empties what they filled, takes the rows in
// and puts the foreign keys back on, which checks them all. Works as the owner of the database, without a superuser:
// triggers of ours are switched off table by table, and foreign keys are taken off instead of their triggers.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import type pg from 'pg'
import { Refused, refuse } from '#base/refusal'
import { copyText } from '../db/copy.ts'
import { allMigrations, migrationTable, type Migration } from '../db/migrate.ts'
import { storedPath } from '../files/store.ts'
import { prepareJobs } from '../jobs/jobs.ts'
import { unpack, type EntryHead, type Manifest, type ReadEntry } from './entries.ts'
import { notWhole, unseal } from './sealed.ts'
import { PLAIN_TEXT, tablesOf } from './tables.ts'

export type Progress = (done: number, total: number | null, what: string) => void
export interface Restored { manifest: Manifest; tables: number; files: number; lost: string[] }

/** Reads all of it and refuses what is not whole or cannot be restored by this version; nothing is written. */
export async function checkBackup(path: string, passphrase: string, progress: Progress = () => {}): Promise<Manifest> {
  let manifest: Manifest | undefined
  let read = 0
  for await (const { head, body } of entriesIn(path, passphrase)) {
    if (head.kind === 'manifest') await mustKnow(manifest = head)
    progress(++read, null, nameOf(head))
    if (head.kind !== 'file') continue
    const digest = createHash('sha256')
    for await (const piece of body) digest.update(piece)
    if (digest.digest('hex') !== head.sha256) throw notWhole()
  }
  if (!manifest) throw notWhole()
  return manifest
}

/** Refuses a folder that holds the files or the secret of a house. */
export async function mustBeNewFolder(dataDir: string): Promise<void> {
  for (const name of ['files', 'secret']) {
    const held = await readdir(join(dataDir, name)).then((names) => names.length > 0, (error: NodeJS.ErrnoException) => error.code === 'ENOTDIR')
    if (held) throw notEmpty(join(dataDir, name))
  }
}

/** `owner` is of a database without a house in it. The backup was checked. */
export async function restoreBackup({ owner, dataDir, path, passphrase, progress = () => {} }: {
  owner: pg.Pool; dataDir: string; path: string; passphrase: string; progress?: Progress
}): Promise<Restored> {
  await mustBeNewFolder(dataDir)
  const client = await owner.connect()
  const aside = join(dataDir, 'restoring')
  const moved: string[] = []
  let broken: Error | undefined
  try {
    if ((await tablesOf(client)).length > 0) throw notEmpty('PostgreSQL')
    await prepareJobs(owner)
    await rm(aside, { recursive: true, force: true })
    await mkdir(join(aside, 'files'), { recursive: true, mode: 0o700 })
    await client.query(`begin; ${PLAIN_TEXT}; set local row_security = off`)
    const restored = await takeIn(client, entriesIn(path, passphrase), aside, progress)
    // The folder first: a database that names files has them. What a stop between the two leaves is named by the next try.
    for (const name of ['files', 'secret']) {
      await rm(join(dataDir, name), { recursive: true, force: true })
      await rename(join(aside, name), join(dataDir, name))
      moved.push(name)
    }
    await client.query('commit')
    return restored
  } catch (error) {
    broken = error as Error
    for (const name of moved) await rm(join(dataDir, name), { recursive: true, force: true })
    throw error
  } finally {
    await rm(aside, { recursive: true, force: true })
    // A connection that is let go of ends its transaction with it.
    client.release(broken)
  }
}

async function takeIn(client: pg.PoolClient, entries: AsyncIterable<ReadEntry>, aside: string, progress: Progress): Promise<Restored> {
  const counts = { tables: 0, files: 0, lost: [] as string[] }
  let manifest: Manifest | undefined
  let fasten = async () => {}
  for await (const { head, body } of entries) {
    progress(counts.tables + counts.files, null, nameOf(head))
    if (head.kind === 'manifest') {
      manifest = head
      fasten = await makeSchema(client, await mustKnow(head))
    } else if (head.kind === 'secret') await writeFile(join(aside, 'secret'), body, { mode: 0o600, flag: 'wx', flush: true })
    else if (head.kind === 'table') {
      await copyText(client, `${head.name} (${head.columns.join(', ')})`, body)
      counts.tables++
    } else if (head.kind === 'sequences') for (const { name, last } of head.values) await client.query('select setval($1::regclass, $2)', [name, last])
    else if (head.kind === 'jobs') await enqueueAgain(client, body)
    else if (head.kind === 'file') {
      await keepFile(join(aside, 'files'), head.sha256, body)
      counts.files++
    } else counts.lost = head.lost
  }
  if (!manifest) throw notWhole()
  await fasten()
  return { manifest, ...counts }
}

/** The schema as it was, empty and loose; answers what puts foreign keys and triggers back on. */
async function makeSchema(client: pg.PoolClient, migrations: Migration[]): Promise<() => Promise<void>> {
  await client.query(migrationTable)
  for (const { sql } of migrations) await client.query(sql)
  // A migration may set what counts for the rest of its transaction.
  await client.query(`${PLAIN_TEXT}; set local row_security = off; set constraints all immediate`)
  const tables = await tablesOf(client)
  const keys = (await client.query<{ name: string; key: string; definition: string }>(`select format('%s', conrelid::regclass) as name, quote_ident(conname) as key, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace not in (select oid from pg_namespace where nspname = 'graphile_worker')`)).rows
  for (const { name, key } of keys) await client.query(`alter table ${name} drop constraint ${key}`)
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${tables.map((t) => t.name).join(', ')}`)
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
    for (const { name, key, definition } of keys) await client.query(`alter table ${name} add constraint ${key} ${definition}`)
  }
}

async function enqueueAgain(client: pg.PoolClient, jobs: AsyncIterable<Buffer>): Promise<void> {
  await client.query('create temp table restoring_job (place int generated always as identity, j json) on commit drop')
  await copyText(client, 'restoring_job (j)', jobs)
  await client.query(`select graphile_worker.add_job(j->>'task', j->'payload', j->>'queue', (j->>'runAt')::timestamptz, (j->>'most')::int, j->>'key', (j->>'priority')::int) from restoring_job order by place`)
}

async function keepFile(store: string, sha256: string, body: AsyncIterable<Buffer>): Promise<void> {
  const path = storedPath(store, sha256)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(body), createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }))
}

/** The migrations that the backup names; refuses what this version does not have, or has otherwise. */
async function mustKnow({ format, version, migrations }: Manifest): Promise<Migration[]> {
  const known = new Map((await allMigrations()).map((m) => [m.name, m]))
  const missing = migrations.find(({ name, digest }) => known.get(name)?.digest !== digest)
  if (format === 1 && !missing) return migrations.map(({ name }) => known.get(name)!)
  const what = missing ? ` (${missing.name})` : ''
  throw new Refused(refuse('backup-newer', 'file', `Bản sao lưu do Lộ Trình ${version} tạo, có phần mà phiên bản này không biết${what}. Hãy khôi phục bằng phiên bản đó hoặc mới hơn.`,
    `The backup was taken by Lộ Trình ${version} and holds what this version does not know${what}. Restore it with that version or a newer one.`))
}

async function* entriesIn(path: string, passphrase: string): AsyncGenerator<ReadEntry> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 })
  const failed = (error: NodeJS.ErrnoException) => error.syscall && error.path === path ? new Refused(refuse('no-file', 'file', `Không đọc được ${path}: ${error.message}`, `${path} cannot be read: ${error.message}`)) : error
  const plain = new PassThrough()
  // Whoever reads is told by `plain`, which a fault anywhere before it ends with that fault.
  const flow = pipeline(file, (source) => unseal(source as AsyncIterable<Buffer>, passphrase), createZstdDecompress(), plain)
  flow.catch(() => {})
  try {
    yield* unpack(plain)
    await flow
  } catch (error) {
    throw failed(error as NodeJS.ErrnoException)
  } finally {
    plain.destroy()
  }
}

function nameOf(head: EntryHead): string {
  return head.kind === 'table' ? head.name : head.kind === 'file' ? 'tệp / files' : head.kind
}

function notEmpty(what: string): Refused {
  return new Refused(refuse('not-empty', null, `Chỉ khôi phục vào một hệ thống trống; ở đây đã có dữ liệu: ${what}. Hãy chọn DATA_DIR hoặc DATABASE_URL khác.`,
    `A backup is restored into an empty house only; there is data here: ${what}. Choose another DATA_DIR or DATABASE_URL.`))
}
