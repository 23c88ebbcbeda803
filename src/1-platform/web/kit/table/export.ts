// The table as the reader filtered and ordered it, as an .xlsx: over its header what it is, what was asked, and when it was
// written. Loaded when first asked for.
import { writeSheet } from '#platform/sheets/write'
import { text, type Language } from '#base/text'
import { formatIn, say } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'
import type { Column } from './columns.ts'

const written = text('Xuất lúc {moment}', 'Exported at {moment}')

/** asked: the question in words, '' where the present is listed. */
export async function exportRows<Row>(label: string, asked: string, columns: readonly Column<Row>[], rows: readonly Row[], language: Language): Promise<void> {
  const bytes = await writeSheet({
    name: label,
    above: [label, ...(asked ? [asked] : []), say(written, language, { moment: formatIn(language).moment(new Date().toISOString()) })],
    columns: columns.map(({ title, kind }) => ({
      header: kind === 'share' ? `${title[language]} (%)` : title[language],
      kind: kind === 'number' || kind === 'share' ? 'number' : kind === 'day' ? 'date' : 'text',
    })),
    rows: rows.map((row) => columns.map((column) => {
      const value = column.value(row)
      if (value === null || value === undefined || value === '') return null
      if (column.kind === 'day') return new Date(`${value as string}T00:00:00Z`)
      if (column.kind === 'share') {
        const [part, whole] = value as [number, number]
        return whole === 0 ? null : Math.floor((part * 1000) / whole) / 10
      }
      return value as string | number
    })),
  })
  saveFile(new Blob([bytes as BlobPart], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), `${label}.xlsx`)
}
