// Taking a backup beside whoever writes: all tables in one snapshot of the database, the kept files that its records name,
// the secret, all in one sealed file. A file of evidence stands before its record does and never changes, so that the
// snapshot names nothing that is still to come.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { to as copyTo } from 'pg-copy-streams'
import type pg from 'pg'
import { Refused, refuse } from '#base/refusal'
import { storedPath } from '../files/store.ts'
import { pack, type Entry, type Manifest } from './entries.ts'
import { seal } from './sealed.ts'
import { PLAIN_TEXT, sequencesOf, tablesOf, type Table } from './tables.ts'

export interface BackupAsked {
  owner: pg.Pool
  dataDir: string
  version: string
  /** Must not exist; it appears when it is whole. */
  path: string
  passphrase: string
  now: Date
  progress?: (done: number, total: number | null, what: string) => void
}

export interface BackupTaken { tables: number; files: number; bytes: number; lost: string[] }

export async function takeBackup(asked: BackupAsked): Promise<BackupTaken> {
  const { path } = asked
  if (await stat(path).catch(() => null)) throw new Refused(refuse('backup-exists', 'file', `Tệp ${path} đã có; hãy chọn tên khác.`, `The file ${path} exists already; choose another name.`))
  const coming = `${path}.coming`
  const handle = await open(coming, 'wx', 0o600).catch((error: Error) => {
    throw new Refused(refuse('backup-path', 'file', `Không ghi được ${coming}: ${error.message}`, `${coming} cannot be written: ${error.message}`))
  })
  const client = await asked.owner.connect()
  let broken: Error | undefined
  try {
    const taken = { tables: 0, files: 0, bytes: 0, lost: [] as string[] }
    try {
      const sealed = async function* (packed: AsyncIterable<Buffer>) {
        for await (const piece of seal(packed, asked.passphrase)) { taken.bytes += piece.length; yield piece }
      }
      await pipeline(Readable.from(pack(entriesOf(client, asked, taken)), { objectMode: false }), createZstdCompress(), sealed, createWriteStream('', { fd: handle.fd, autoClose: false }))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(coming, path)
    const folder = await open(dirname(path))
    try { await folder.sync() } finally { await folder.close() }
    return taken
  } catch (error) {
    broken = error as Error
    await unlink(coming).catch(() => {})
    throw error
  } finally {
    // In the middle of a COPY a connection is good for nothing else.
    client.release(broken)
  }
}

async function* entriesOf(client: pg.PoolClient, { dataDir, version, now, progress = () => {} }: BackupAsked, taken: BackupTaken): AsyncGenerator<Entry> {
  const { tables, migrations } = await openSnapshot(client)
  yield { head: { kind: 'manifest', format: 1, version, takenAt: now.toISOString(), migrations } }
  yield { head: { kind: 'secret' }, body: [await readFile(join(dataDir, 'secret'))] }
  for (const { name, columns } of tables) {
    progress(taken.tables, tables.length, name)
    yield { head: { kind: 'table', name, columns }, body: client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`)) }
    taken.tables++
  }
  // Read after the rows: a number given out meanwhile is beyond theirs.
  yield { head: { kind: 'sequences', values: await sequencesOf(client) } }
  yield { head: { kind: 'jobs' }, body: client.query(copyTo(`copy (${WAITING_JOBS}) to stdout`)) }
  const files = (await client.query<{ sha256: string }>(`select distinct encode(sha256, 'hex') as sha256 from files.file where emptied_at is null order by 1`)).rows
  await client.query('commit')
  for (const { sha256 } of files) {
    progress(taken.files, files.length, 'tệp / files')
    const path = storedPath(join(dataDir, 'files'), sha256)
    if (await digestOf(path) === sha256) {
      yield { head: { kind: 'file', sha256 }, body: createReadStream(path) }
      taken.files++
    } else taken.lost.push(sha256)
  }
  yield { head: { kind: 'end', tables: taken.tables, files: taken.files, lost: taken.lost } }
}

// What has failed for good stays behind; what is under way is begun again, as after a crash.
const WAITING_JOBS = `select json_build_object('task', t.identifier, 'payload', j.payload, 'queue', q.queue_name, 'runAt', j.run_at, 'most', j.max_attempts, 'key', j.key, 'priority', j.priority)
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts or j.locked_at is not null order by j.id`

/** One view of everything, which no migration changes while it is read. */
async function openSnapshot(client: pg.PoolClient): Promise<{ tables: Table[]; migrations: Manifest['migrations'] }> {
  const applied = 'select name, digest from public.migration order by name'
  const before = { tables: await tablesOf(client), migrations: (await client.query(applied)).rows }
  // Rows that a policy would hide are an error instead of missing.
  await client.query(`begin transaction isolation level repeatable read read only; ${PLAIN_TEXT}; set local row_security = off`)
  await client.query(`lock table ${before.tables.map((t) => t.name).join(', ')} in access share mode`)
  const found = { tables: await tablesOf(client), migrations: (await client.query(applied)).rows }
  if (JSON.stringify(found) !== JSON.stringify(before)) throw new Refused(refuse('backup-upgrade', null, 'Hệ thống đang được nâng cấp; hãy sao lưu sau.', 'The house is being upgraded; take the backup afterwards.'))
  return found
}

/** null where it cannot be read. */
async function digestOf(path: string): Promise<string | null> {
  const digest = createHash('sha256')
  try {
    for await (const piece of createReadStream(path)) digest.update(piece as Buffer)
    return digest.digest('hex')
  } catch {
    return null
  }
}
