// Reading office spreadsheets into grids. XLSX is streamed row by row (100,000 rows of 13 columns cost
// about 300 MB and 3 s); the kind of file is told by its first bytes, not by its name.

import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { decodeText, parseCsvText } from './csv.ts'
import { type Cell, type Grid, UnreadableSheet } from './grid.ts'

export interface ReadSheetsOptions {
  /** Most rows of all sheets together; beyond it the file is refused, not cut. */
  maxRows?: number
  /** Gives the reading up between two rows. */
  signal?: AbortSignal
}

const MOST_ROWS = 300_000

/** All visible sheets of an .xlsx, or the one sheet of a .csv. Throws UnreadableSheet with a reason for the user. */
export async function readSheets(bytes: Uint8Array, options: ReadSheetsOptions = {}): Promise<Grid[]> {
  const maxRows = options.maxRows ?? MOST_ROWS
  if (bytes.length === 0) {
    throw new UnreadableSheet('file-empty', 'Tệp rỗng. Hãy chọn lại tệp.', 'The file is empty. Choose the file again.')
  }
  if (startsWith(bytes, 0x50, 0x4b)) return readWorkbook(bytes, maxRows, options.signal)
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new UnreadableSheet(
      'file-old-or-locked',
      'Tệp .xls đời cũ hoặc tệp có mật khẩu. Hãy mở bằng Excel và lưu lại dạng .xlsx không mật khẩu.',
      'An old .xls file or a file with a password. Open it in Excel and save it as .xlsx without a password.',
    )
  }
  const { text } = decodeText(bytes)
  if (text.includes('\u0000')) {
    throw new UnreadableSheet(
      'file-not-a-sheet',
      'Tệp không phải bảng tính. Hãy chọn tệp .xlsx hoặc .csv.',
      'The file is not a spreadsheet. Choose an .xlsx or .csv file.',
    )
  }
  const rows = parseCsvText(text)
  if (rows.length > maxRows) throw tooManyRows(maxRows)
  return [{ name: 'CSV', rows }]
}

async function readWorkbook(bytes: Uint8Array, maxRows: number, signal?: AbortSignal): Promise<Grid[]> {
  try {
    const grids: Grid[] = []
    let left = maxRows
    for (const sheet of await visibleSheets(bytes)) {
      const rows: Cell[][] = []
      for await (const row of streamXlsxRows(bytes, { sheet: sheet.index })) {
        signal?.throwIfAborted()
        if (row.index >= left) throw tooManyRows(maxRows)
        while (rows.length < row.index) rows.push([])
        rows.push(row.values)
      }
      left -= rows.length
      grids.push({ name: sheet.name, rows })
    }
    return grids
  } catch (cause) {
    if (cause instanceof UnreadableSheet || signal?.aborted) throw cause
    throw new UnreadableSheet(
      'file-damaged',
      'Không đọc được tệp: tệp hỏng hoặc không phải .xlsx. Hãy mở bằng Excel và lưu lại dạng .xlsx.',
      'The file cannot be read: it is damaged or not an .xlsx. Open it in Excel and save it again as .xlsx.',
      cause,
    )
  }
}

// The predicate sees each sheet's name before any sheet is parsed; answering no to all leaves only the list.
async function visibleSheets(bytes: Uint8Array): Promise<{ index: number; name: string }[]> {
  const visible: { index: number; name: string }[] = []
  await readXlsx(bytes, {
    sheets: (sheet) => {
      if (!sheet.hidden && !sheet.veryHidden) visible.push({ index: sheet.index, name: sheet.name })
      return false
    },
  })
  return visible
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
