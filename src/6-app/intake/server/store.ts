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

export async function saveChecked(tx: Tx, id: string, counts: Counts): Promise<void> {
  await tx.updateTable('intake.import').where('id', '=', id).set({ state: 'checked', counts: JSON.stringify(counts), refusal: null }).execute()
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
    state: 'imported', counts: JSON.stringify(counts), result: JSON.stringify(result), samples: '[]', refusal: null, imported_at: sql`base.moment()`, imported_by: w.actor.name,
  }).execute()
}

export async function saveUndone(w: Work, id: string): Promise<void> {
  await w.tx.updateTable('intake.import').where('id', '=', id).set({ state: 'undone', refusal: null, undone_at: sql`base.moment()`, undone_by: w.actor.name }).execute()
  await w.tx.updateTable('intake.row').where('import_id', '=', id).where('standing', '=', 'new').set({ subject_id: null }).execute()
}

/** The rows go, and with them every identity number but those in the file. */
export async function dropRows(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('intake.row').where('import_id', '=', id).execute()
  await tx.updateTable('intake.import').where('id', '=', id).set({ samples: '[]' }).execute()
}

export function noCounts(): Counts {
  return { rows: 0, imported: 0, refused: 0, skipped: 0, fresh: 0, changed: 0, known: 0, mended: 0, warned: 0, trained: 0 }
}

const BY_STANDING = { new: 'fresh', changed: 'changed', known: 'known' } as const

/** Rows by verdict and standing. */
export function addCounts(counts: Counts, rows: readonly ExaminedRow[]): void {
  counts.rows += rows.length
  for (const row of rows) {
    counts[row.verdict] += 1
    if (row.standing !== null) counts[BY_STANDING[row.standing]] += 1
    if (row.repairs.length > 0) counts.mended += 1
    if (row.warnings.length > 0) counts.warned += 1
    if (row.standing !== null && row.person?.trained) counts.trained += 1
  }
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

/** After an undo: throws where a claim of the import still stands, because its person lies outside the reach. */
export async function mustLeaveNothing(tx: Tx, id: string): Promise<void> {
  const { rows: [left] } = await sql<{ claims: boolean }>`select intake.claims_stand(${id}::uuid) as claims`.execute(tx)
  if (left?.claims) throw Object.assign(new Error('a person of the import lies outside the reach of the office acted in'), { code: '42501' })
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
