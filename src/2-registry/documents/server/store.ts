// How registers are read for a deed: the document held, the numbers in use.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import type { Direction } from '../domain/document.ts'

export interface Held {
  id: string; unitId: string; direction: Direction; type: string; series: string; reference: string | null; number: string | null; issuedOn: Day; issuer: string; summary: string
  arrivedOn: Day | null; registeredOn: Day; voided: boolean; writing: number; files: number
}

export function notFound(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy văn bản, hoặc văn bản nằm ngoài phạm vi của bạn.', 'No such document, or it lies outside your reach.'), 404)
}

/** Held until the end of the transaction; undefined where there is none in reach. */
export async function holdDocument(w: Work, id: string): Promise<Held | undefined> {
  const { rows: [held] } = await sql<Held>`
    select id, unit_id as "unitId", direction, type, series, reference, number, issued_on as "issuedOn", issuer, summary, arrived_on as "arrivedOn", registered_on as "registeredOn", voided_at is not null as voided, writing,
      (select count(*)::int from documents.document_file f where f.document_id = d.id) as files
    from documents.document d where id = ${id}::uuid for update`.execute(w.tx)
  return held
}

/** The document, if it stands in a register of the unit; 404 otherwise. */
export async function ownDocument(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<Held> {
  const held = await holdDocument(w, id)
  if (!held || held.unitId !== unitId) throw notFound()
  return held
}

export async function numbersUsed(tx: Tx, unitId: string, type: string, series: string): Promise<(string | null)[]> {
  return (await tx.selectFrom('documents.document').select('number').where('unit_id', '=', unitId).where('direction', '=', 'outgoing').where('type', '=', type).where('series', '=', series).execute()).map((row) => row.number)
}

export async function lastArrival(tx: Tx, unitId: string, year: string): Promise<number> {
  const { rows: [row] } = await sql<{ last: number }>`select coalesce(max(arrival_number), 0) as last from documents.document where unit_id = ${unitId}::uuid and direction = 'incoming' and extract(year from arrived_on) = ${year}::int`.execute(tx)
  return row!.last
}

/** Whoever writes a book waits for the other to be done. */
export async function holdBook(w: Work, unitId: string, book: string): Promise<void> {
  await sql`select documents.hold_book(${unitId}::uuid, ${book})`.execute(w.tx)
}

export function refuseUnseen(writing: number, seen: number | undefined): void {
  if (seen === writing) return
  throw new Refused(refuse('written-since', null, 'Bản ghi đã được sửa ở nơi khác trong lúc bạn chưa thấy. Hãy tải lại trang để xem rồi sửa tiếp; nội dung bạn nhập vẫn còn.', 'It was changed elsewhere since you last saw it. Reload the page, look, and go on; what you typed is still there.'), 409)
}
