// The register of a year on paper or as a sheet.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { issuerOf } from '#organisation'
import { fileOf } from '#platform/paper/file'
import { writeSheet } from '#platform/sheets/write'
import type { Work } from '#platform/work'
import { bookBlocks, bookTable, type BookLine } from '../domain/book.ts'
import type { Direction } from '../domain/document.ts'

export async function bookOf(w: Work, { unitId, direction, year, format }: { unitId: string; direction: Direction; year: number; format: 'pdf' | 'xlsx' }): Promise<File> {
  const { rows: lines } = await sql<BookLine>`
    select t.name_vi as "typeName", d.reference, d.issued_on as "issuedOn", d.issuer, d.summary, d.signer, d.recipients, d.arrived_on as "arrivedOn", d.arrival_number as "arrivalNumber", d.handler, d.due_on as "dueOn",
      d.done_on as "doneOn", d.outcome, d.void_reason as "voidReason"
    from documents.document d join documents.type t on t.code = d.type
    where d.unit_id = ${unitId}::uuid and d.direction = ${direction} and extract(year from d.registered_on) = ${year}::int
    order by d.arrival_number, t.rank, d.series, substring(d.number from '^\\d+')::int, d.number, d.recorded_at`.execute(w.tx)
  // As the unit was called at the end of the year, or of its own days.
  const end = `${year}-12-31` < w.today ? `${year}-12-31` : w.today
  const { rows: [last] } = await sql<{ on: Day }>`select least(max(coalesce(upper(v.valid) - 1, ${end}::date)), ${end}::date) as "on" from organisation.every_version v where v.unit_id = ${unitId}::uuid`.execute(w.tx)
  const by = await issuerOf(w.tx, unitId, last!.on)
  const head = { above: by.above, organ: by.organ, direction, year }
  const { title, columns, rows } = bookTable(head, lines)
  const name = `${direction === 'incoming' ? 'Sổ văn bản đến' : 'Sổ văn bản đi'} ${year} ${by.organ}`
  if (format === 'pdf') return fileOf({ title: name, madeAt: w.now, dress: 'book', blocks: bookBlocks(head, lines) }, name, 'pdf')
  const bytes = await writeSheet({ name: `${direction === 'incoming' ? 'Văn bản đến' : 'Văn bản đi'} ${year}`, above: [title, by.organ, `Năm ${year}`], columns: columns.map((header) => ({ header })), rows })
  return new File([new Uint8Array(bytes)], `${name.replace(/[/\\:*?"<>|]+/g, ' ')}.xlsx`, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}
