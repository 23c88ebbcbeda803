// The refused rows of an import as a workbook: the file's own columns, and why, in both languages. It can be mended and
// brought in again as it is.
import type { Cell } from '#platform/sheets/grid'
import { writeSheet, type SheetColumn } from '#platform/sheets/write'
import type { Work } from '#platform/work'
import type { Reason } from '../domain/reasons.ts'
import { keptGrids } from './file.ts'
import { findImport } from './store.ts'

export interface RefusedRow { row: number; reasons: Reason[] }

/** name: to be saved under. */
export async function refusedWorkbook(w: Work, id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const held = await findImport(w.tx, id)
  const refused = await w.tx.selectFrom('intake.row').select(['row', 'reasons']).where('import_id', '=', id).where('verdict', '=', 'refused').orderBy('row').execute()
  const grid = (await keptGrids(w, held.fileId)).find(({ name }) => name === held.sheet)
  const bytes = await workbookOf(held.headers, grid?.rows ?? [], refused as unknown as RefusedRow[])
  return { name: `${held.name.replace(/\.(xlsx|csv)$/i, '')} – dòng bị từ chối.xlsx`, bytes }
}

/** rows: of the whole sheet; refused: by the sheet's own row numbers. */
export async function workbookOf(headers: readonly string[], rows: readonly Cell[][], refused: readonly RefusedRow[]): Promise<Uint8Array<ArrayBuffer>> {
  const cells = refused.map(({ row, reasons }): Cell[] => [
    ...headers.map((_, column) => rows[row - 1]?.[column] ?? null),
    reasons.map(({ vi }) => vi).join('\n'), reasons.map(({ en }) => en).join('\n'),
  ])
  const columns = headers.map((header, i): SheetColumn => (cells.some((row) => row[i] instanceof Date) ? { header, kind: 'date' } : { header }))
  // A bare year among dates would show as a day of 1905.
  for (const row of cells) columns.forEach(({ kind }, i) => { if (kind === 'date' && typeof row[i] === 'number') row[i] = String(row[i]) })
  const table = { name: 'Dòng bị từ chối', columns: [...columns, { header: 'Lý do', width: 50 }, { header: 'Reason', width: 50 }], rows: cells }
  return new Uint8Array(await writeSheet(table))
}
