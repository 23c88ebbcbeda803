// Reading office spreadsheets, whatever they are: the kind of file is told by its first bytes, not by its name. Rows are
// streamed: a million rows of a dozen columns pass through some tens of megabytes, besides the texts that Excel shares.
import { openCsv } from './csv.ts'
import { type Cell, type Grid, UnreadableSheet } from './grid.ts'
import { type Source, sourceOf } from './source.ts'
import { openXlsx } from './xlsx.ts'

export interface SheetFile {
  sheets: SheetOfFile[]
}

export interface SheetOfFile {
  name: string
  /** About how many rows it has, to tell how far a reading is; null: the file does not say. */
  expected: number | null
  /** Every row in order, some hundreds at a time: the n-th of all is the sheet's row n. Ended early, it closes the file. */
  rows(signal?: AbortSignal): AsyncGenerator<Cell[][]>
}

export interface OpenSheetsOptions {
  /** Most rows of one sheet; beyond it the file is refused, not cut. */
  maxRows?: number
}

/** Above what a sheet of Excel holds (1,048,576). */
const MOST_ROWS = 1_500_000
const BATCH = 500

/** All visible sheets of an .xlsx, or the one sheet of a .csv. Throws UnreadableSheet with a reason for the user, also while rows are read. */
export async function openSheets(source: Source, { maxRows = MOST_ROWS }: OpenSheetsOptions = {}): Promise<SheetFile> {
  if (source.size === 0) {
    throw new UnreadableSheet('file-empty', 'Tệp rỗng. Hãy chọn lại tệp.', 'The file is empty. Choose the file again.')
  }
  const head = await source.read(0, 8)
  if (startsWith(head, 0x50, 0x4b)) return workbook(source, maxRows)
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new UnreadableSheet(
      'file-old-or-locked',
      'Tệp .xls đời cũ hoặc tệp có mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx không mật khẩu.',
      'An old .xls file or a file with a password. Open it in Excel and save it as .xlsx without a password.',
    )
  }
  const csv = await openCsv(source)
  async function* rows(signal?: AbortSignal): AsyncGenerator<Cell[][]> {
    let count = 0
    for await (const some of csv.rows(signal)) {
      count += some.length
      if (count > maxRows) throw tooManyRows(maxRows)
      for (let i = 0; i < some.length; i += BATCH) yield some.slice(i, i + BATCH)
    }
  }
  return { sheets: [{ name: 'CSV', expected: csv.lines, rows }] }
}

async function workbook(source: Source, maxRows: number): Promise<SheetFile> {
  const sheets = await readable(() => openXlsx(source))
  return {
    sheets: sheets.map((sheet) => ({
      name: sheet.name, expected: sheet.lastRow,
      async* rows(signal) {
        const found = sheet.rows()
        try {
          let batch: Cell[][] = []
          let count = 0
          for (;;) {
            const { done, value: row } = await readable(() => found.next())
            if (done) break
            signal?.throwIfAborted()
            if (row.index >= maxRows) throw tooManyRows(maxRows)
            // Rows that the file leaves out are blank; one that comes out of order is none.
            while (count < row.index) {
              if (batch.push([]) >= BATCH) {
                yield batch
                batch = []
              }
              count++
            }
            if (row.index < count) throw damaged(new Error(`row ${row.index + 1} comes twice or out of order`))
            batch.push(row.values)
            count++
            if (batch.length >= BATCH) {
              yield batch
              batch = []
            }
          }
          if (batch.length > 0) yield batch
        } finally {
          await found.return(undefined)
        }
      },
    })),
  }
}

/** All sheets with all their rows at once: for small files. */
export async function readSheets(bytes: Uint8Array, options: OpenSheetsOptions = {}): Promise<Grid[]> {
  const { sheets } = await openSheets(sourceOf(bytes), options)
  const grids: Grid[] = []
  for (const sheet of sheets) {
    const grid: Grid = { name: sheet.name, rows: [] }
    for await (const rows of sheet.rows()) grid.rows.push(...rows)
    grids.push(grid)
  }
  return grids
}

/** The first rows of a sheet, `most` of them or fewer. */
export async function headOf(sheet: SheetOfFile, most: number): Promise<Grid> {
  const rows: Cell[][] = []
  for await (const some of sheet.rows()) {
    rows.push(...some)
    if (rows.length >= most) break
  }
  return { name: sheet.name, rows: rows.slice(0, most) }
}

async function readable<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (cause) {
    throw cause instanceof UnreadableSheet ? cause : damaged(cause)
  }
}

function damaged(cause: unknown): UnreadableSheet {
  return new UnreadableSheet(
    'file-damaged',
    'Không đọc được tệp: tệp hỏng hoặc không phải .xlsx. Hãy mở bằng Excel và lưu lại dạng .xlsx.',
    'The file cannot be read: it is damaged or not an .xlsx. Open it in Excel and save it again as .xlsx.',
    cause,
  )
}

function tooManyRows(maxRows: number): UnreadableSheet {
  const most = maxRows.toLocaleString('vi-VN')
  return new UnreadableSheet(
    'file-too-long',
    `Tệp có hơn ${most} dòng. Hãy chia thành nhiều tệp.`,
    `The file has more than ${maxRows.toLocaleString('en-GB')} rows. Split it into several files.`,
  )
}

function startsWith(bytes: Uint8Array, ...first: number[]): boolean {
  return first.every((byte, i) => bytes[i] === byte)
}
