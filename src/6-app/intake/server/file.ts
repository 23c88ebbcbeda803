// The file of an import: kept as it came, as its evidence, and read anew for each check, for the commit and for the workbook
// of refused rows; always row by row.
import { Refused, refuse } from '#base/refusal'
import { openStored, storeTaken, type TakenFile } from '#platform/files/store'
import { type Cell, type Grid, UnreadableSheet } from '#platform/sheets/grid'
import { headOf, openSheets, type SheetFile, type SheetOfFile } from '#platform/sheets/read'
import type { Source } from '#platform/sheets/source'
import type { Work } from '#platform/work'
import type { OpenSheet } from '../domain/sheet.ts'

/** Most bytes of a file that is brought in: a million rows of a dozen columns are some 130 MB of text. */
export const largestSheet = 256 * 1024 * 1024

/** Rows at the top of a sheet in which its header is looked for and its columns are known by their contents. */
const HEAD = 100

/** A file whose header and columns are known, with the sheet that is to be read. */
export interface OpenFile { sheet: OpenSheet; of: SheetOfFile }

/** The sheets of a file; refuses at the field `file` what is none. */
export function openFile(source: Source): Promise<SheetFile> {
  return readable(() => openSheets(source))
}

/** The first rows of every sheet. */
export function headsOf(file: SheetFile): Promise<Grid[]> {
  return readable(() => Promise.all(file.sheets.map((sheet) => headOf(sheet, HEAD))))
}

/** Every row of the sheet in order, some hundreds at a time; refuses at the field `file` where it cannot be read any further. */
export async function* rowsOf(sheet: SheetOfFile): AsyncGenerator<Cell[][]> {
  const rows = sheet.rows()
  try {
    for (;;) {
      const { done, value } = await readable(() => rows.next())
      if (done) return
      yield value
    }
  } finally {
    await rows.return(undefined)
  }
}

/** The whole sheet at once: for units, of which there are never a million. */
export async function gridOf(sheet: SheetOfFile): Promise<Grid> {
  const grid: Grid = { name: sheet.name, rows: [] }
  for await (const rows of rowsOf(sheet)) {
    grid.rows.push(...rows)
    if (grid.rows.length > 300_000) throw new Refused(refuse('file-too-long', 'file', 'Tệp đơn vị có hơn 300.000 dòng. Hãy chia thành nhiều tệp.', 'A file of units has more than 300,000 rows. Split it into several files.'))
  }
  return grid
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Keeps the file as it came. It holds identity numbers, so that not everyone who sees the unit may open it. */
export async function keepSheet(w: Work, file: { id: string; name: string; unitId: string }, taken: TakenFile): Promise<void> {
  const [first, second] = await taken.source.read(0, 2)
  const isWorkbook = first === 0x50 && second === 0x4b
  const ending = isWorkbook ? '.xlsx' : /\.(csv|txt)$/i.exec(file.name)?.[0] ?? '.csv'
  const name = file.name.toLowerCase().endsWith(ending.toLowerCase()) ? file.name : `${file.name}${ending}`
  await storeTaken(w, { ...file, name, mediaType: isWorkbook ? XLSX : 'text/csv', guarded: true }, taken)
}

/** The sheets of the kept file. */
export async function openKept(w: Work, fileId: string): Promise<SheetFile> {
  return openFile((await openStored(w, fileId)).source)
}

async function readable<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Refused(refuse(error.code, 'file', error.vi, error.en))
    throw error
  }
}
