// The file store: a folder in which bytes stand under their sha256, so that one content is kept once and a name can never
// lead outside. The row in files.file says whose it is; row-level security on it decides who may read.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile as readBytes, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { insist, Refused, refuse } from '#base/refusal'
import type { Work } from '../work.ts'
import { mayStore, sniff } from './kinds.ts'

let folder: string | null = null

/** Where the bytes are kept; called once at start, before the first request. */
export function keepFilesIn(path: string): void {
  folder = path
}

export interface FileWrite {
  id: string
  /** As the user called it; no folders. */
  name: string
  bytes: Uint8Array
  /** The unit whose evidence it is: seen from there and above. */
  unitId: string
}
export interface StoredFile { id: string; name: string; mediaType: string; size: number; unitId: string }

/** Keeps the file; refuses what is no plain document or picture. The same id with the same content again changes nothing. */
export async function storeFile(w: Work, file: FileWrite): Promise<StoredFile> {
  const name = file.name.normalize('NFC').trim()
  insist(mayStore(name, file.bytes))
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const stored = { id: file.id, name, mediaType: sniff(file.bytes)!, size: file.bytes.length, unitId: file.unitId }
  // Bytes first, row after: a row never points at nothing. A transaction that fails leaves bytes that nothing points at.
  await keep(sha256, file.bytes)
  const row = await w.tx.insertInto('files.file')
    .values({ id: file.id, name, media_type: stored.mediaType, size: stored.size, sha256, unit_id: file.unitId, recorded_by: w.actor.accountId })
    .onConflict((c) => c.column('id').doNothing()).returning('id').executeTakeFirst()
  if (!row) {
    const known = await w.tx.selectFrom('files.file').select(['sha256', 'unit_id']).where('id', '=', file.id).executeTakeFirst()
    if (!known || !known.sha256.equals(sha256) || known.unit_id !== file.unitId) throw new Refused(refuse('file-id', 'id', 'Mã tệp này đã dùng cho tệp khác.', 'This id stands for another file.'), 409)
  }
  return stored
}

/** The file with its bytes; refuses with 404 what does not exist or lies outside the scope acted in. */
export async function readFile(w: Work, id: string): Promise<StoredFile & { bytes: Uint8Array<ArrayBuffer> }> {
  const row = await w.tx.selectFrom('files.file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy tệp.', 'There is no such file.'), 404)
  const bytes = new Uint8Array(await readBytes(pathOf(row.sha256)))
  if (!createHash('sha256').update(bytes).digest().equals(row.sha256)) throw new Error(`file ${id}: the stored bytes do not match their digest`)
  return { id: row.id, name: row.name, mediaType: row.media_type, size: row.size, unitId: row.unit_id, bytes }
}

function pathOf(sha256: Buffer): string {
  if (!folder) throw new Error('keepFilesIn was not called before a file was used')
  const hex = sha256.toString('hex')
  return join(folder, hex.slice(0, 2), hex)
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
  const directory = await open(join(path, '..'))
  try { await directory.sync() } finally { await directory.close() }
}
