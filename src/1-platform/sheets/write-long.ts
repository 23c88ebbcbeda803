// A table too long to be held while it is written: every text stands in a column formatted as text, as in write.ts.
import { writeXlsxStream } from 'hucre/xlsx'
import type { Cell } from './grid.ts'
import type { SheetColumn } from './write.ts'

const FORMATS = { text: '@', number: '#,##0.##', date: 'dd/mm/yyyy' } as const

/** The bytes of an .xlsx, packed as the rows come; only these are held. */
export async function writeLongSheet(name: string, columns: readonly SheetColumn[], rows: AsyncIterable<Cell[]>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = writeXlsxStream(rows, {
    name: name.slice(0, 31), freezePane: { rows: 1 },
    columns: columns.map(({ header, kind = 'text', width = 18 }) => ({ header, width, numFmt: FORMATS[kind] })),
  })
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
