// The file store: a folder in which bytes stand under their sha256, so that one content is kept once and a name can never
// lead outside. The row in files.file says whose it is; row-level security on it decides who may read.
import { createHash, randomUUID } from 'node:crypto'
import { openAsBlob, readdirSync, statSync, unlinkSync } from 'node:fs'
import { mkdir, open, readFile as readBytes, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { insist, Refused, refuse } from '#base/refusal'
import { type Source, sourceAt } from '../sheets/source.ts'
import type { Work } from '../work.ts'
import { mayName, mayStore, sniff } from './kinds.ts'

let folder: string | null = null

/** Where the bytes are kept; called once at start, before the first request. */
export function keepFilesIn(path: string): void {
  folder = path
  forgetStranded(join(path, 'coming'))
}

// What a process that died was taking in. A day old, so that nobody who is taking in now is disturbed.
function forgetStranded(coming: string): void {
  try {
    for (const name of readdirSync(coming)) if (Date.now() - statSync(join(coming, name)).mtimeMs > 86_400_000) unlinkSync(join(coming, name))
  } catch {
    // Nothing ever came, or it went away meanwhile.
  }
}

export interface FileWrite {
  id: string
  /** As the user called it; no folders. */
  name: string
  bytes: Uint8Array
  /** The unit whose evidence it is: seen from there and above. */
  unitId: string
  /** Opened only by who may import or read sensitive fields. */
  guarded?: boolean
}
export interface StoredFile { id: string; name: string; mediaType: string; size: number; unitId: string; guarded: boolean }

/** Keeps the file; refuses what is no plain document or picture. The same id with the same content again changes nothing. */
export async function storeFile(w: Work, file: FileWrite): Promise<StoredFile> {
  const name = file.name.normalize('NFC').trim()
  insist(mayStore(name, file.bytes))
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const stored = { id: file.id, name, mediaType: sniff(file.bytes)!, size: file.bytes.length, unitId: file.unitId, guarded: file.guarded ?? false }
  // Bytes first, row after: a row never points at nothing. A transaction that fails leaves bytes that nothing points at.
  await keep(sha256, file.bytes)
  await record(w, stored, sha256)
  return stored
}

/** A file on its way in, too long to be held in memory: on the disk with its digest, but no record names it. */
export interface TakenFile {
  size: number
  sha256: Buffer
  /** Readable until it is stored or dropped. */
  source: Source
  /** The same as what the web hands around; nothing of it is read before it is asked for. */
  blob(): Promise<Blob>
  /** Puts it where it stays; `source` cannot be read any more. */
  moveTo(path: string): Promise<void>
  /** Away with it, unless it was stored. */
  drop(): Promise<void>
}

/** Takes in a file as it comes; more than `most` bytes are refused at the field `file`. */
export async function takeIn(pieces: AsyncIterable<Uint8Array>, most: number): Promise<TakenFile> {
  const path = join(root(), 'coming', randomUUID())
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  const digest = createHash('sha256')
  const drop = () => unlink(path).catch(() => {})
  let size = 0
  try {
    const handle = await open(path, 'wx', 0o600)
    try {
      for await (const piece of pieces) {
        size += piece.length
        if (size > most) {
          const mb = Math.floor(most / 1024 / 1024)
          throw new Refused(refuse('file-size', 'file', `Tệp lớn hơn ${mb} MB. Hãy chia thành nhiều tệp.`, `The file is larger than ${mb} MB. Split it into several files.`))
        }
        digest.update(piece)
        await handle.writeFile(piece)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    return { size, sha256: digest.digest(), source: await sourceAt(path), blob: () => openAsBlob(path), moveTo: (to) => rename(path, to), drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** Keeps a file that was taken in, as what its reader found it to be; from then on it is read by openStored. */
export async function storeTaken(w: Work, file: Omit<StoredFile, 'size'>, taken: TakenFile): Promise<void> {
  const name = file.name.normalize('NFC').trim()
  insist(mayName(name))
  const path = pathOf(taken.sha256)
  if ((await stat(path).catch(() => null))?.size !== taken.size) {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    await taken.moveTo(path)
    await syncFolder(path)
  }
  await record(w, { ...file, name, size: taken.size }, taken.sha256)
}

async function record(w: Work, file: StoredFile, sha256: Buffer): Promise<void> {
  const row = await w.tx.insertInto('files.file')
    .values({ id: file.id, name: file.name, media_type: file.mediaType, size: file.size, sha256, unit_id: file.unitId, guarded: file.guarded, recorded_by: w.actor.accountId })
    .onConflict((c) => c.column('id').doNothing()).returning('id').executeTakeFirst()
  if (row) return
  const known = await w.tx.selectFrom('files.file').select(['sha256', 'unit_id']).where('id', '=', file.id).executeTakeFirst()
  if (!known || !known.sha256.equals(sha256) || known.unit_id !== file.unitId) throw new Refused(refuse('file-id', 'id', 'Mã tệp này đã dùng cho tệp khác.', 'This id stands for another file.'), 409)
}

/** The file as it is sent to a browser: read from the disk while it goes. */
export async function offerFile(w: Work, id: string): Promise<StoredFile & { blob: Blob }> {
  const file = await openStored(w, id)
  return { ...file, blob: await openAsBlob(pathOf(file.sha256)) }
}

/** The file with its bytes; refuses with 404 what does not exist or lies outside the scope acted in. */
export async function readFile(w: Work, id: string): Promise<StoredFile & { bytes: Uint8Array<ArrayBuffer> }> {
  const { sha256, ...file } = await mustFind(w, id)
  const bytes = new Uint8Array(await readBytes(pathOf(sha256)))
  if (!createHash('sha256').update(bytes).digest().equals(sha256)) throw unlike(id)
  return { ...file, bytes }
}

/** The same for a file of any length, to be read in parts; its whole content is compared with its digest first. */
export async function openStored(w: Work, id: string): Promise<StoredFile & { sha256: Buffer; source: Source }> {
  const file = await mustFind(w, id)
  const source = await sourceAt(pathOf(file.sha256))
  const digest = createHash('sha256')
  for await (const piece of source.pieces()) digest.update(piece)
  if (!digest.digest().equals(file.sha256)) throw unlike(id)
  return { ...file, source }
}

async function mustFind(w: Work, id: string): Promise<StoredFile & { sha256: Buffer }> {
  const row = await w.tx.selectFrom('files.file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy tệp.', 'There is no such file.'), 404)
  if (row.emptied_at) throw new Refused(refuse('emptied', 'id', 'Tệp đã được xóa khi hết thời hạn lưu.', 'The file was removed when its retention was over.'), 410)
  return { id: row.id, name: row.name, mediaType: row.media_type, size: row.size, unitId: row.unit_id, guarded: row.guarded, sha256: row.sha256 }
}

/** Past its retention: the bytes go once nothing else stands on the same content; the row stays for what points to it. */
export async function emptyFile(w: Work, id: string): Promise<void> {
  const row = await w.tx.updateTable('files.file').set({ emptied_at: sql<Date>`base.moment()`, name: 'tep-da-xoa' }).where('id', '=', id).where('emptied_at', 'is', null).returning('sha256').executeTakeFirst()
  if (!row) return
  const { rows: [other] } = await sql<{ stands: boolean }>`select files.stands(${row.sha256}::bytea) as stands`.execute(w.tx)
  if (!other!.stands) w.afterCommit(() => unlink(pathOf(row.sha256)).catch(() => {}))
}

function unlike(id: string): Error {
  return new Error(`file ${id}: the stored bytes do not match their digest`)
}

function root(): string {
  if (!folder) throw new Error('keepFilesIn was not called before a file was used')
  return folder
}

/** Where in a store the bytes of a digest stand; `sha256` in hexadecimal. */
export function storedPath(store: string, sha256: string): string {
  return join(store, sha256.slice(0, 2), sha256)
}

function pathOf(sha256: Buffer): string {
  return storedPath(root(), sha256.toString('hex'))
}

// Written aside, flushed and renamed: a machine that stops halfway leaves no half file under a digest.
async function keep(sha256: Buffer, bytes: Uint8Array): Promise<void> {
  const path = pathOf(sha256)
  if ((await stat(path).catch(() => null))?.size === bytes.length) return
  const aside = `${path}.${randomUUID()}`
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
    await handle.close()
    await rename(aside, path)
  } catch (error) {
    await handle.close().catch(() => {})
    await unlink(aside).catch(() => {})
    throw error
  }
  await syncFolder(path)
}

async function syncFolder(path: string): Promise<void> {
  const directory = await open(join(path, '..'))
  try { await directory.sync() } finally { await directory.close() }
}
