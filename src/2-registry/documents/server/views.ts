// Reads of the registers, each one query, straight to the shapes of the contract.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { issuerOf } from '#organisation'
import type { Tx, Work } from '#platform/work'
import type { Document, DocumentLine, DocumentType } from '../contract.ts'
import { nextNumber, proposeNotation, type Direction } from '../domain/document.ts'
import { lastArrival, notFound, numbersUsed } from './store.ts'

export interface Listing { unitId: string; direction?: Direction | undefined; type?: string | undefined; state?: DocumentLine['state'] | undefined; year?: number | undefined; search?: string | undefined; limit: number; offset: number }

const files = sql`(select count(*)::int from documents.document_file f where f.document_id = d.id)`
// Overdue stands before what lacks a file: the day does not wait for the scanner.
const state = (today: Day) => sql<DocumentLine['state']>`case when d.voided_at is not null then 'void' when d.done_on is null and d.due_on < ${today}::date then 'overdue' when ${files} = 0 then 'no-file'
  when d.done_on is not null then 'stored' when d.handler is not null then 'in-hand' else 'waiting' end`
const columns = (today: Day) => sql`d.id, d.unit_id as "unitId", d.direction, d.type, jsonb_build_object('vi', t.name_vi, 'en', t.name_en) as "typeName", d.reference, d.issued_on as "issuedOn", d.issuer, d.summary, d.urgency,
  d.registered_on as "registeredOn", d.arrival_number as "arrivalNumber", d.handler, d.due_on as "dueOn", d.done_on as "doneOn", ${files} as files, ${state(today)} as state`

export async function listDocuments(w: Work, it: Listing): Promise<{ rows: DocumentLine[]; total: number }> {
  const { rows } = await sql<DocumentLine & { total: number }>`
    select ${columns(w.today)}, count(*) over ()::int as total from documents.document d join documents.type t on t.code = d.type
    where d.unit_id = ${it.unitId}::uuid and (${it.direction ?? null}::text is null or d.direction = ${it.direction ?? null}) and (${it.type ?? null}::text is null or d.type = ${it.type ?? null})
      and (${it.year ?? null}::int is null or extract(year from d.registered_on) = ${it.year ?? null}::int) and (${it.state ?? null}::text is null or ${state(w.today)} = ${it.state ?? null})
      and (${it.search?.trim() || null}::text is null or d.fold like '%' || base.fold(${it.search?.trim() ?? ''}) || '%' or d.arrival_number::text = ${it.search?.trim() ?? ''})
    order by d.registered_on desc, d.arrival_number desc nulls last, d.recorded_at desc, d.id limit ${it.limit} offset ${it.offset}`.execute(w.tx)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}

export async function readDocument(w: Work, id: string): Promise<Document> {
  const { rows: [found] } = await sql<Document>`
    select ${columns(w.today)}, coalesce((select l.label from organisation.label_unit l where l.subject_id = d.unit_id), '') as "unitName", d.series, d.number, d.notation, d.signer, d.signer_position as "signerPosition", d.recipients,
      d.arrived_on as "arrivedOn", d.outcome, d.plan_id as "planId", d.void_reason as "voidReason", d.writing,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'keptOn', (k.kept_at at time zone 'Asia/Ho_Chi_Minh')::date) order by k.kept_at, f.id)
        from documents.document_file k join files.file f on f.id = k.file_id where k.document_id = d.id), '[]') as kept
    from documents.document d join documents.type t on t.code = d.type where d.id = ${id}::uuid`.execute(w.tx)
  if (!found) throw notFound()
  return found
}

export async function typesOf(tx: Tx): Promise<DocumentType[]> {
  return (await sql<DocumentType>`select code, jsonb_build_object('vi', name_vi, 'en', name_en) as name, abbreviation, paper from documents.type order by rank`.execute(tx)).rows
}

/** What stands ready for the form; numbers are given when it is sent, and may be others by then. */
export async function factsFor(w: Work, asked: { unitId: string; type?: string | undefined; series?: string | undefined; on: Day }) {
  const by = await issuerOf(w.tx, asked.unitId, asked.on)
  const series = asked.series || asked.on.slice(0, 4)
  const type = (await typesOf(w.tx)).find((one) => one.code === asked.type)
  return {
    issuer: by.organ, series, number: type ? nextNumber(await numbersUsed(w.tx, asked.unitId, type.code, series)) : '', notation: type ? proposeNotation(type.abbreviation, by.abbreviation) : '',
    arrivalNumber: await lastArrival(w.tx, asked.unitId, asked.on.slice(0, 4)) + 1,
  }
}

export interface Waiting { id: string; reference: string | null; typeName: { vi: string; en: string }; arrivalNumber: number; dueOn: Day }

/** Incoming documents of the unit that are due by a day and not dealt with, the longest waiting first. */
export async function dueDocuments(tx: Tx, unitId: string, by: Day, limit: number): Promise<Waiting[]> {
  return (await sql<Waiting>`
    select d.id, d.reference, jsonb_build_object('vi', t.name_vi, 'en', t.name_en) as "typeName", d.arrival_number as "arrivalNumber", d.due_on as "dueOn"
    from documents.document d join documents.type t on t.code = d.type
    where d.unit_id = ${unitId}::uuid and d.direction = 'incoming' and d.done_on is null and d.voided_at is null and d.due_on <= ${by}::date order by d.due_on, d.id limit ${limit}`.execute(tx)).rows
}

/** How many documents stand in the registers of some units. */
export async function documentsIn(tx: Tx, unitIds: string[]): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from documents.document where unit_id = any(${unitIds}::uuid[]) and voided_at is null`.execute(tx)).rows[0]!.n
}

/** The document of the register that a plan is; null: it stands in none. */
export async function documentOfPlan(tx: Tx, planId: string): Promise<{ id: string; files: number } | null> {
  return (await sql<{ id: string; files: number }>`select d.id, ${files} as files from documents.document d where d.plan_id = ${planId}::uuid and d.voided_at is null`.execute(tx)).rows[0] ?? null
}
