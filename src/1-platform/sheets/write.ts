// Writing tables to .xlsx. What people typed never becomes a formula: every text is stored as a text
// cell in a column formatted as text ('@'), so that "=cmd…" shows as typed and stays text even when
// the cell is edited again. Nothing is put before it, so the value comes back unchanged when read.

import { writeXlsx } from 'hucre/xlsx'
import type { Cell } from './grid.ts'

export interface SheetColumn {
  header: string
  /** What the column holds; 'text' where not said. Dates show as dd/MM/yyyy, numbers with dots by the reader's locale. */
  kind?: 'text' | 'number' | 'date'
  /** Width in characters. */
  width?: number
}

export interface SheetTable {
  /** Lines over the header: what the table is and what was asked. None unless said. */
  above?: string[]
  /** The sheet's name; cut and cleaned to what Excel allows. */
  name?: string
  columns: SheetColumn[]
  /** One array a row, in the order of the columns. */
  rows: Cell[][]
}

const FORMATS = { text: '@', number: '#,##0.##', date: 'dd/mm/yyyy' } as const

/** One table as the bytes of an .xlsx: bold header that stays in view, filter arrows, no formula anywhere. */
export async function writeSheet(table: SheetTable): Promise<Uint8Array> {
  const formats = table.columns.map((column) => FORMATS[column.kind ?? 'text'])
  const header = table.columns.map((column) => column.header)
  const above = table.above?.length ? [...table.above, ''] : []
  const top = above.length
  const rows = [...above.map((line): Cell[] => [line || null]), header, ...table.rows]
  return writeXlsx({
    sheets: [
      {
        name: sheetName(table.name ?? 'Danh sách'),
        columns: table.columns.map((column, i) => ({ width: column.width ?? widthOf([header, ...table.rows], i), numFmt: formats[i]! })),
        rows,
        cells: new Map([
          ...(table.above ?? []).map((line, i) => [`${i},0`, { value: line, style: { font: { bold: i === 0 }, numFmt: '@' } }] as const),
          ...header.map((text, i) => [`${top},${i}`, { value: text, style: { font: { bold: true }, numFmt: '@' } }] as const),
          ...textAmongFigures(table, top + 1),
        ]),
        freezePane: { rows: top + 1 },
        autoFilter: { range: `A${top + 1}:${columnLetter(header.length - 1)}${rows.length}` },
      },
    ],
  })
}

// A text that stands in a column of figures or dates keeps the text format all the same.
function* textAmongFigures(table: SheetTable, first: number) {
  for (const [r, row] of table.rows.entries()) {
    for (const [c, cell] of row.entries()) {
      if (typeof cell === 'string' && (table.columns[c]?.kind ?? 'text') !== 'text') {
        yield [`${r + first},${c}`, { value: cell, style: { numFmt: '@' } }] as const
      }
    }
  }
}

function sheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').replace(/^'|'$/g, '').trim().slice(0, 31) || 'Danh sách'
}

// Looks at the first rows only: a column wider than the screen helps nobody.
function widthOf(rows: Cell[][], column: number): number {
  const lengths = rows.slice(0, 200).map((row) => (row[column] instanceof Date ? 10 : String(row[column] ?? '').length))
  return Math.min(60, Math.max(8, ...lengths) + 2)
}

function columnLetter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnLetter(Math.floor(index / 26) - 1) + columnLetter(index % 26)
}
