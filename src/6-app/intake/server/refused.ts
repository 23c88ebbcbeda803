// The refused rows of an import as a workbook: the file's own columns, and why, in both languages. It can be mended and
// brought in again as it is.
import { Refused, refuse } from '#base/refusal'
import type { Cell } from '#platform/sheets/grid'
import { writeSheet, type SheetColumn } from '#platform/sheets/write'
import { writeLongSheet } from '#platform/sheets/write-long'
import type { Work } from '#platform/work'
import type { Reason } from '../domain/reasons.ts'
import { openKept, rowsOf } from './file.ts'
import { findImport, type ImportRow } from './store.ts'

const TITLE = 'Dòng bị từ chối'
const WHY: SheetColumn[] = [{ header: 'Lý do', width: 50 }, { header: 'Reason', width: 50 }]
/** More rows are written as they come, all columns as text. */
const LONG = 5_000

/** name: to be saved under. */
export async function refusedWorkbook(w: Work, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const held = await findImport(w.tx, id)
  const name = `${held.name.replace(/\.(xlsx|csv)$/i, '')} – dòng bị từ chối.xlsx`
  if (held.counts.refused > LONG) return { name, bytes: await writeLongSheet(TITLE, [...held.headers.map((header) => ({ header })), ...WHY], refusedCells(w, held)) }
  const cells = await Array.fromAsync(refusedCells(w, held))
  const columns = held.headers.map((header, i): SheetColumn => (cells.some((row) => row[i] instanceof Date) ? { header, kind: 'date' } : { header }))
  // A bare year among dates would show as a day of 1905.
  for (const row of cells) columns.forEach(({ kind }, i) => { if (kind === 'date' && typeof row[i] === 'number') row[i] = String(row[i]) })
  return { name, bytes: new Uint8Array(await writeSheet({ name: TITLE, columns: [...columns, ...WHY], rows: cells })) }
}

/** The refused rows in the file's order, each with its cells under the headers and the reasons behind them. */
async function* refusedCells(w: Work, held: ImportRow): AsyncGenerator<Cell[]> {
  const sheet = (await openKept(w, held.fileId)).sheets.find(({ name }) => name === held.sheet)
  if (!sheet) throw new Refused(refuse('no-header', 'file', 'Không đọc lại được trang tính.', 'The sheet cannot be read again.'))
  const refused = refusedRows(w, held.id)
  let next = await refused.next()
  let at = 0
  for await (const rows of rowsOf(sheet)) {
    for (const cells of rows) {
      at++
      if (next.done) return
      if (next.value.row !== at) continue
      const reasons = next.value.reasons
      yield [...held.headers.map((_, column) => cells[column] ?? null), reasons.map(({ vi }) => vi).join('\n'), reasons.map(({ en }) => en).join('\n')]
      next = await refused.next()
    }
  }
}

async function* refusedRows(w: Work, id: string): AsyncGenerator<{ row: number; reasons: Reason[] }> {
  for (let last = 0; ;) {
    const rows = await w.tx.selectFrom('intake.row').select(['row', 'reasons']).where('import_id', '=', id).where('verdict', '=', 'refused').where('row', '>', last).orderBy('row').limit(5000).execute()
    if (rows.length === 0) return
    yield* rows as unknown as { row: number; reasons: Reason[] }[]
    last = rows.at(-1)!.row
  }
}
