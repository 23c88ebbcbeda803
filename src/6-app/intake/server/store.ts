// The tables of this room: an import, its rows, the headers that a unit settled.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse, type Refusal } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import type { Header } from '../domain/mapping.ts'
import type { SheetKind } from '../domain/sheet.ts'
import type { ExaminedRow } from './examine.ts'

export type ImportState = 'reading' | 'checked' | 'importing' | 'imported' | 'undoing' | 'undone' | 'failed' | 'cancelled'
/** The decision by which the units of a file are established; from: the first day on which they exist. */
export interface UnitsDecision { number: string; from: Day }
/** Rows by verdict and by how they meet what is known; trained: rows with a training date; mended: rows with repairs. */
export interface Counts { rows: number; imported: number; refused: number; skipped: number; fresh: number; changed: number; known: number; mended: number; warned: number; trained: number }
/** Records that an import wrote. */
export interface Written { persons: number; offices: number; placements: number; completions: number; units: number }

export interface ImportRow {
  id: string; unitId: string; kind: SheetKind; fileId: string; name: string
  sheet: string; headerRow: number | null; headerHeight: number | null; headers: string[]; samples: string[][]; columns: Record<string, number>
  programmeId: string | null; decision: UnitsDecision | null
  state: ImportState; counts: Counts; result: Written | null; jobId: string | null
}

const columns = sql`i.id, i.unit_id as "unitId", i.kind, i.file_id as "fileId", i.name, i.sheet, i.header_row as "headerRow", i.header_height as "headerHeight", i.headers, i.samples,
  i.mapping as columns, i.programme_id as "programmeId", i.decision, i.state, i.counts, i.result, i.job_id as "jobId"`

/** The import, held against others that would change it until the end of the work; refuses with 404 what may not be seen. */
export async function holdImport(tx: Tx, id: string): Promise<ImportRow> {
  const { rows: [found] } = await sql<ImportRow>`select ${columns} from intake.import i where i.id = ${id}::uuid for update`.execute(tx)
  if (!found) throw unknown()
  return found
}

/** The import as it stands, without holding it. */
export async function findImport(tx: Tx, id: string): Promise<ImportRow> {
  const { rows: [found] } = await sql<ImportRow>`select ${columns} from intake.import i where i.id = ${id}::uuid`.execute(tx)
  if (!found) throw unknown()
  return found
}

function unknown(): Refused {
  return new Refused(refuse('not-found', 'id', 'Không tìm thấy lần nhập này.', 'There is no such import.'), 404)
}

export async function importOf(tx: Tx, id: string): Promise<{ unitId: string; sha256: Buffer } | null> {
  const { rows: [found] } = await sql<{ unitId: string; sha256: Buffer }>`select unit_id as "unitId", sha256 from intake.import where id = ${id}::uuid`.execute(tx)
  return found ?? null
}

export interface NewImport { id: string; unitId: string; kind: SheetKind; fileId: string; name: string; sha256: Buffer }

export async function insertImport(w: Work, row: NewImport): Promise<void> {
  await w.tx.insertInto('intake.import').values({
    id: row.id, unit_id: row.unitId, kind: row.kind, file_id: row.fileId, name: row.name, sha256: row.sha256, state: 'reading',
    account_id: w.actor.accountId, by_name: w.actor.name,
  }).execute()
}

export interface Reading { kind: SheetKind; header: Header; samples: string[][]; columns: Record<string, number>; programmeId: string | null; decision: UnitsDecision | null; counts: Counts }

export async function saveReading(tx: Tx, id: string, r: Reading): Promise<void> {
  await tx.updateTable('intake.import').where('id', '=', id).set({
    kind: r.kind, sheet: r.header.sheet, header_row: r.header.row, header_height: r.header.height, headers: JSON.stringify(r.header.cells), samples: JSON.stringify(r.samples),
    mapping: JSON.stringify(r.columns), programme_id: r.programmeId, decision: r.decision && JSON.stringify(r.decision), counts: JSON.stringify(r.counts), state: 'checked', refusal: null,
  }).execute()
}

export async function saveSettings(tx: Tx, held: ImportRow): Promise<void> {
  await tx.updateTable('intake.import').where('id', '=', held.id).set({ mapping: JSON.stringify(held.columns), programme_id: held.programmeId, decision: held.decision && JSON.stringify(held.decision) }).execute()
}

export async function saveState(tx: Tx, id: string, state: ImportState, more: { jobId?: string | null; refusal?: Refusal | null } = {}): Promise<void> {
  await tx.updateTable('intake.import').where('id', '=', id).set({
    state, ...(more.jobId !== undefined && { job_id: more.jobId }), ...(more.refusal !== undefined && { refusal: more.refusal && JSON.stringify({ code: more.refusal.code, field: more.refusal.field, text: more.refusal.text }) }),
  }).execute()
}

export async function saveImported(w: Work, id: string, counts: Counts, result: Written): Promise<void> {
  await w.tx.updateTable('intake.import').where('id', '=', id).set({
    state: 'imported', counts: JSON.stringify(counts), result: JSON.stringify(result), refusal: null, imported_at: sql`base.moment()`, imported_by: w.actor.name,
  }).execute()
}

export async function saveUndone(w: Work, id: string): Promise<void> {
  await w.tx.updateTable('intake.import').where('id', '=', id).set({ state: 'undone', refusal: null, undone_at: sql`base.moment()`, undone_by: w.actor.name }).execute()
  await w.tx.updateTable('intake.row').where('import_id', '=', id).where('standing', '=', 'new').set({ subject_id: null }).execute()
}

/** Puts the rows in the place of those kept so far. */
export async function replaceRows(tx: Tx, id: string, rows: readonly ExaminedRow[]): Promise<void> {
  await tx.deleteFrom('intake.row').where('import_id', '=', id).execute()
  for (let i = 0; i < rows.length; i += 1000) {
    const part = rows.slice(i, i + 1000).map((r) => ({ row: r.row, verdict: r.verdict, standing: r.standing, reasons: r.reasons, warnings: r.warnings, repairs: r.repairs, content: r.person ?? r.unit, subject: r.subjectId }))
    await sql`insert into intake.row (import_id, row, verdict, standing, reasons, warnings, repairs, content, subject_id)
      select ${id}::uuid, r.row, r.verdict, r.standing, r.reasons, r.warnings, r.repairs, nullif(r.content, 'null'), r.subject
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r(row int, verdict text, standing text, reasons jsonb, warnings jsonb, repairs jsonb, content jsonb, subject uuid)`.execute(tx)
  }
}

/**
 * Identity numbers leave the rows and samples: after the commit they stand with the persons alone, under their own rules.
 * The file itself stays as evidence. A reason that quotes a number keeps its text without it.
 */
export async function forgetNumbers(tx: Tx, id: string): Promise<void> {
  await sql`update intake.row set content = content - 'id',
      repairs = coalesce((select jsonb_agg(case when x->>'field' = 'id' then x || '{"from": "…", "to": "…"}' else x end) from jsonb_array_elements(repairs) x), '[]'),
      reasons = coalesce((select jsonb_agg(case when x->>'field' = 'id' then x || jsonb_build_object('vi', regexp_replace(x->>'vi', '[0-9]{4,}', '…', 'g'), 'en', regexp_replace(x->>'en', '[0-9]{4,}', '…', 'g')) else x end) from jsonb_array_elements(reasons) x), '[]')
    where import_id = ${id}::uuid and content is not null`.execute(tx)
  await tx.updateTable('intake.import').where('id', '=', id).set({ samples: '[]' }).execute()
}

export async function rememberHeaders(tx: Tx, unitId: string, kind: SheetKind, headers: readonly { key: string; field: string | null }[]): Promise<void> {
  if (headers.length === 0) return
  await sql`insert into intake.remembered_header (unit_id, kind, header_key, field)
    select ${unitId}::uuid, ${kind}, r.key, r.field from jsonb_to_recordset(${JSON.stringify(headers)}::jsonb) as r(key text, field text)
    on conflict (unit_id, kind, header_key) do update set field = excluded.field`.execute(tx)
}

export interface BuiltUpon { what: string; who: string; times: number }

/** What was built on the people or units of the import since. */
export async function builtUpon(tx: Tx, id: string): Promise<BuiltUpon[]> {
  return (await sql<BuiltUpon>`select what, who, times from intake.built_upon(${id}::uuid)`.execute(tx)).rows
}

/** Removes persons, offices and places that the import made. */
export async function takeBackPeople(w: Work, id: string): Promise<{ persons: number }> {
  const { rows } = await sql<{ kind: string; id: string }>`select kind, id from intake.take_back(${id}::uuid)`.execute(w.tx)
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.id)
  w.touched('official', of('person'))
  w.touched('worker', of('person'))
  w.touched('unnamed', of('unit'))
  return { persons: of('admitted').length }
}

/** Units that the import established. */
export async function unitsMade(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.selectFrom('intake.row').select('subject_id').where('import_id', '=', id).where('standing', '=', 'new').where('subject_id', 'is not', null).execute()
  return rows.map((row) => row.subject_id!)
}

/** One import at a time: two of one file at once would each find its people new. */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(237008)`.execute(tx)
}
