// An import from the file to the records and back: received, read against the house, committed as one transaction, undone
// as a whole. The commit reads the file again: what was true at the dry run may have changed since.
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { insist, isRefusal, Refused, refuse, type Refusal, type Verdict } from '#base/refusal'
import { dissolve, establish, type NewUnit } from '#organisation'
import { undoImport as undoClaims } from '#learning'
import type { Grid } from '#platform/sheets/grid'
import type { Work } from '#platform/work'
import { headerKey } from '../domain/mapping.ts'
import { fieldsOf, hasNameColumn, openSheet, reopenSheet, samplesOf, toRemember, type OpenSheet, type SheetKind } from '../domain/sheet.ts'
import { examine, type ExaminedRow, type ExamineSettings, type Watch } from './examine.ts'
import { defaultProgramme, rememberedHeaders, type ProgrammeChoice } from './facts.ts'
import { digestOf, gridsOf, keepSheet, keptGrids } from './file.ts'
import * as store from './store.ts'
import type { Counts, ImportRow, UnitsDecision, Written } from './store.ts'
import { writePeople } from './write.ts'

/** A file of more rows is judged and written in the background, not while its sender waits. */
export const longImport = 2_000

export interface DryRun { sheet: OpenSheet; rows: ExaminedRow[]; counts: Counts; programme: ProgrammeChoice | null }

/** What a file would bring into the unit and all below it; writes nothing at all. */
export async function dryRun(w: Work, asked: { bytes: Uint8Array; unitId: string; kind?: SheetKind; programmeId?: string }, watch?: Watch): Promise<DryRun> {
  const sheet = orRefuse(openSheet(await gridsOf(asked.bytes), await rememberedHeaders(w.tx, asked.unitId), asked.kind))
  const programme = asked.programmeId ? { id: asked.programmeId, name: '' } : await defaultProgramme(w.tx, asked.unitId, w.today)
  const rows = await examineAll(w, sheet, { unitId: asked.unitId, programmeId: programme?.id ?? null }, watch)
  return { sheet, rows, counts: countRows(rows), programme }
}

/** Takes a file in and reads it; a long one is only kept, and `later` is answered. The same id and file again change nothing. */
export async function receive(w: Work, asked: { id: string; unitId: string; name: string; bytes: Uint8Array; kind?: SheetKind | undefined }): Promise<{ later: boolean }> {
  const sha256 = digestOf(asked.bytes)
  const known = await store.importOf(w.tx, asked.id)
  if (known) {
    if (known.unitId !== asked.unitId || !known.sha256.equals(sha256)) throw new Refused(refuse('import-id', 'id', 'Mã này đã dùng cho một lần nhập khác.', 'This id stands for another import.'), 409)
    w.note('intake.receive', 'import', asked.id, { again: true })
    return { later: false }
  }
  const grids = await gridsOf(asked.bytes)
  const sheet = orRefuse(openSheet(grids, await rememberedHeaders(w.tx, asked.unitId), asked.kind))
  const fileId = newId()
  await keepSheet(w, { id: fileId, name: asked.name, bytes: asked.bytes, unitId: asked.unitId }, grids)
  await store.insertImport(w, { id: asked.id, unitId: asked.unitId, kind: sheet.kind, fileId, name: asked.name.normalize('NFC').trim(), sha256 })
  w.note('intake.receive', 'import', asked.id, { name: asked.name, kind: sheet.kind, bytes: asked.bytes.length })
  const programme = sheet.kind === 'roster' ? await defaultProgramme(w.tx, asked.unitId, w.today) : null
  const settings = { programmeId: programme?.id ?? null, decision: null }
  if (sheet.grid.rows.length > longImport) {
    await store.saveReading(w.tx, asked.id, { ...readingOf(sheet), ...settings, counts: countRows([]) })
    await store.saveState(w.tx, asked.id, 'reading')
    return { later: true }
  }
  await read(w, asked.id, asked.unitId, sheet, settings)
  return { later: false }
}

export interface Settings {
  /** Field to column; left out: as it is. A choice is remembered for the next file with the same headers. */
  columns?: Record<string, number> | undefined
  programmeId?: string | null | undefined
  decision?: UnitsDecision | null | undefined
}

/** Reads the file again, with other columns, programme or decision where given. */
export async function checkImport(w: Work, id: string, settings: Settings = {}, watch?: Watch): Promise<void> {
  const held = await store.holdImport(w.tx, id)
  await saveSettings(w, held, settings)
  await read(w, id, held.unitId, await openAgain(w, held), held, watch)
}

/** Keeps settings without reading the file, for whoever reads or commits it next. */
export async function saveSettings(w: Work, held: ImportRow, settings: Settings): Promise<void> {
  insist(mayChange(held))
  if (settings.columns) {
    insist(columnsFit(held, settings.columns))
    await store.rememberHeaders(w.tx, held.unitId, held.kind, toRemember(held.headers, settings.columns))
    held.columns = settings.columns
  }
  if (settings.programmeId !== undefined) held.programmeId = settings.programmeId
  if (settings.decision !== undefined) held.decision = settings.decision
  await store.saveSettings(w.tx, held)
  w.note('intake.settle', 'import', held.id, { columns: settings.columns !== undefined, programmeId: held.programmeId, decision: held.decision?.number ?? null })
}

/** Settings of an import that is at hand by its id only. */
export async function settle(w: Work, id: string, settings: Settings): Promise<void> {
  await saveSettings(w, await store.holdImport(w.tx, id), settings)
}

async function read(w: Work, id: string, unitId: string, sheet: OpenSheet, { programmeId, decision }: { programmeId: string | null; decision: UnitsDecision | null }, watch?: Watch): Promise<void> {
  const rows = await examineAll(w, sheet, { unitId, programmeId }, watch)
  await store.replaceRows(w.tx, id, rows)
  await store.saveReading(w.tx, id, { ...readingOf(sheet), programmeId, decision, counts: countRows(rows) })
}

/** Writes what the file brings, all of it or nothing. Committed again, it changes nothing. */
export async function commitImport(w: Work, id: string, watch: Watch = () => {}): Promise<{ written: Written; counts: Counts }> {
  const held = await store.holdImport(w.tx, id)
  if (held.state === 'imported') {
    w.note('intake.commit', 'import', id, { again: true })
    return { written: held.result!, counts: held.counts }
  }
  insist(mayChange(held))
  await store.takeTurn(w.tx)
  const sheet = await openAgain(w, held)
  // Reading and writing are each a half of the way.
  const rows = await examineAll(w, sheet, { unitId: held.unitId, programmeId: held.programmeId }, (done, total) => watch(done, 2 * total))
  const counts = countRows(rows)
  insist(mayWrite(held, counts))
  const written = held.kind === 'units' ? await writeUnits(w, held, rows) : await writePeople(w, id, rows, (done) => watch(rows.length + done, 2 * rows.length))
  await store.replaceRows(w.tx, id, rows)
  await store.saveImported(w, id, counts, written)
  await store.forgetNumbers(w.tx, id)
  w.note('intake.commit', 'import', id, { name: held.name, ...counts, written })
  return { written, counts }
}

/** Takes back everything that the import wrote, or refuses, naming what was built on it since. */
export async function undoImport(w: Work, id: string): Promise<void> {
  const held = await store.holdImport(w.tx, id)
  if (held.state === 'undone') return w.note('intake.undo', 'import', id, { again: true })
  insist(held.state === 'imported' || held.state === 'undoing' || refuse('not-imported', null, 'Lần nhập này chưa được ghi nên không có gì để hoàn tác.', 'This import was not committed, so there is nothing to undo.'))
  await store.takeTurn(w.tx)
  const built = await store.builtUpon(w.tx, id)
  if (built.length > 0) throw new Refused(built.map(builtRefusal))
  if (held.kind === 'units') {
    const units = await store.unitsMade(w.tx, id)
    if (units.length > 0) await dissolve(w, units, { ...decisionOf(held.decision!), number: `${held.decision!.number} (hoàn tác)` })
  } else {
    await undoClaims(w, id)
    await store.takeBackPeople(w, id)
  }
  await store.saveUndone(w, id)
  w.note('intake.undo', 'import', id, { name: held.name, written: held.result })
}

/** Gives up an import that was not committed; its rows go, the file and the note of it stay. */
export async function dropImport(w: Work, id: string): Promise<void> {
  const held = await store.holdImport(w.tx, id)
  if (held.state !== 'cancelled') {
    insist(mayChange(held))
    await store.replaceRows(w.tx, id, [])
    await store.forgetNumbers(w.tx, id)
    await store.saveState(w.tx, id, 'cancelled')
  }
  w.note('intake.drop', 'import', id, { name: held.name })
}

async function examineAll(w: Work, sheet: OpenSheet, settings: ExamineSettings, watch?: Watch): Promise<ExaminedRow[]> {
  const rows: ExaminedRow[] = []
  for await (const batch of examine(w, sheet, settings, watch)) rows.push(...batch)
  return rows
}

async function openAgain(w: Work, held: ImportRow): Promise<OpenSheet> {
  const grids: Grid[] = await keptGrids(w, held.fileId)
  const header = { sheet: held.sheet, row: held.headerRow!, height: held.headerHeight!, cells: held.headers }
  return orRefuse(reopenSheet(grids, held.kind, header, held.columns) ?? refuse('no-header', 'file', 'Không đọc lại được trang tính.', 'The sheet cannot be read again.'))
}

function readingOf(sheet: OpenSheet) {
  return { kind: sheet.kind, header: sheet.header, samples: samplesOf(sheet.grid, sheet.header), columns: sheet.mapping.columns as Record<string, number> }
}

function orRefuse<T extends object>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Refused({ ...value, field: value.field ?? 'file' })
  return value
}

function mayChange(held: ImportRow) {
  if (['reading', 'checked', 'importing', 'failed'].includes(held.state)) return true
  return refuse('import-closed', null, 'Lần nhập này đã kết thúc. Hãy chọn tệp lại.', 'This import has ended. Choose the file again.')
}

function columnsFit(held: ImportRow, columns: Record<string, number>) {
  const fields = fieldsOf(held.kind)
  const used = Object.values(columns)
  if (Object.keys(columns).some((field) => !fields.includes(field)) || used.some((c) => c < 0 || c >= held.headers.length || headerKey(held.headers[c]!) === '' && held.samples[c]?.length === 0)) {
    return refuse('columns', 'columns', 'Có cột không tồn tại trong tệp.', 'A column is not in the file.')
  }
  if (new Set(used).size < used.length) return refuse('columns-twice', 'columns', 'Một cột chỉ dùng cho một mục.', 'A column serves one field only.')
  return hasNameColumn(held.kind, columns) || refuse('columns-name', 'columns', 'Hãy chọn cột tên.', 'Choose the column of the name.')
}

/** Whether what the rows need besides themselves is there: a decision for units, a programme for training dates. */
export function mayWrite(held: ImportRow, counts: Counts): Verdict {
  if (held.kind === 'units' && !held.decision && counts.fresh > 0) {
    return refuse('decision-needed', 'decision', 'Cần số quyết định thành lập các đơn vị này.', 'The decision that establishes these units is needed.')
  }
  if (held.kind === 'roster' && !held.programmeId && counts.trained > 0) {
    return refuse('programme-needed', 'programmeId', 'Tệp có ngày tập huấn. Hãy chọn chương trình mà các ngày ấy nói đến.', 'The file has training dates. Choose the programme that they speak of.')
  }
  return true
}

async function writeUnits(w: Work, held: ImportRow, rows: readonly ExaminedRow[]): Promise<Written> {
  const news = rows.filter((row) => row.standing === 'new')
  for (const row of news) row.subjectId = newId()
  const idOfRow = new Map(news.map((row) => [row.row, row.subjectId!]))
  const units = news.map(({ subjectId, unit }): NewUnit => ({
    id: subjectId!, kind: unit!.kind!, name: unit!.name, shortName: unit!.shortName, parentId: unit!.parentId ?? idOfRow.get(unit!.parentRow!)!,
  }))
  if (units.length > 0) await establish(w, units, decisionOf(held.decision!))
  return { persons: 0, offices: 0, placements: 0, completions: 0, units: units.length }
}

function decisionOf({ number, from }: UnitsDecision): { number: string; on: Day | null; by: string | null; effectiveOn: Day } {
  return { number, on: null, by: null, effectiveOn: from }
}

/** Rows by verdict and standing. */
export function countRows(rows: readonly ExaminedRow[]): Counts {
  const count = (fits: (row: ExaminedRow) => boolean) => rows.filter(fits).length
  return {
    rows: rows.length, imported: count((r) => r.verdict === 'imported'), refused: count((r) => r.verdict === 'refused'), skipped: count((r) => r.verdict === 'skipped'),
    fresh: count((r) => r.standing === 'new'), changed: count((r) => r.standing === 'changed'), known: count((r) => r.standing === 'known'),
    mended: count((r) => r.repairs.length > 0), warned: count((r) => r.warnings.length > 0), trained: count((r) => r.standing !== null && Boolean(r.person?.trained)),
  }
}

const BUILT: Record<string, [vi: string, en: string]> = {
  account: ['đã có tài khoản', 'have an account'], nomination: ['đã được cử đi học', 'were nominated to a class'], attendance: ['đã có điểm danh', 'have attendance'],
  completion: ['đã hoàn thành chương trình khác', 'completed another programme'], lecturer: ['là giảng viên của lớp', 'lecture in a class'], absence: ['đã ghi nghỉ dài ngày', 'have a long absence'],
  office: ['đã nhận chức vụ khác', 'took another office'], placement: ['đã chuyển nơi làm việc', 'moved to another workplace'], ended: ['đã thôi chức vụ hoặc nơi làm việc', 'ended an office or workplace'],
  corrected: ['đã được sửa thông tin', 'were corrected'], 'unit-changed': ['đã thay đổi cơ cấu', 'were changed'], 'unit-below': ['đã được lập ở bên dưới', 'were established below'],
  people: ['đã có người', 'have people'], class: ['đã mở lớp', 'hold classes'], plan: ['đã có kế hoạch', 'have plans'],
}

function builtRefusal({ what, who, times }: store.BuiltUpon): Refusal {
  const [vi, en] = BUILT[what] ?? [what, what]
  const more = times > 1 ? [` và ${times - 1} trường hợp khác`, ` and ${times - 1} more`] : ['', '']
  return refuse(`built-${what}`, null, `Không hoàn tác được: ${who}${more[0]} ${vi} sau khi nhập.`, `Cannot be undone: ${who}${more[1]} ${en} since the import.`)
}
