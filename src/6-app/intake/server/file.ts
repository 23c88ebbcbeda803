// The file of an import: kept in the file store as its evidence, read again for each check, for the commit and for the
// workbook of refused rows.
import { createHash } from 'node:crypto'
import { Refused, refuse } from '#base/refusal'
import { readFile, storeFile } from '#platform/files/store'
import { UnreadableSheet, type Grid } from '#platform/sheets/grid'
import { readSheets } from '#platform/sheets/read'
import { writeSheet } from '#platform/sheets/write'
import type { Work } from '#platform/work'

/** Most bytes of a file that is brought in; the file store takes no more. */
export const largestSheet = 20 * 1024 * 1024

export function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The sheets of the file; refuses at the field `file` what is none. */
export async function gridsOf(bytes: Uint8Array, signal?: AbortSignal): Promise<Grid[]> {
  if (bytes.length > largestSheet) throw new Refused(refuse('file-size', 'file', 'Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp.', 'The file is larger than 20 MB. Split it into several files.'))
  try {
    return await readSheets(bytes, signal ? { signal } : {})
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Refused(refuse(error.code, 'file', error.vi, error.en))
    throw error
  }
}

/** Keeps the file. A text file is kept as the sheet that was read from it, cell by cell: the file store takes no plain text. */
export async function keepSheet(w: Work, file: { id: string; name: string; bytes: Uint8Array; unitId: string }, grids: readonly Grid[]): Promise<void> {
  if (file.bytes[0] === 0x50 && file.bytes[1] === 0x4b) return void await storeFile(w, { ...file, name: endingIn(file.name, '.xlsx') })
  const [first = [], ...rest] = grids[0]!.rows
  const width = Math.max(1, first.length, ...rest.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, i) => ({ header: String(first[i] ?? '') }))
  await storeFile(w, { ...file, name: endingIn(file.name, '.xlsx'), bytes: await writeSheet({ name: grids[0]!.name, columns, rows: rest }) })
}

/** The sheets of the kept file. */
export async function keptGrids(w: Work, fileId: string, signal?: AbortSignal): Promise<Grid[]> {
  return gridsOf((await readFile(w, fileId)).bytes, signal)
}

function endingIn(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`
}
