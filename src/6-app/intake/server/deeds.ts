// An import from the file to the records and back: received, read against the house, committed as one transaction, undone
// as a whole. The commit reads the file again: what was true at the dry run may have changed since. A file of a million rows
// goes the same way as one of ten, part by part: nothing here holds all of it.
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { insist, isRefusal, Refused, refuse, type Refusal, type Verdict } from '#base/refusal'
import { modelsIn } from '#emulation'
import { dissolve, establish, type NewUnit } from '#organisation'
import { undoImport as undoClaims } from '#learning'
import { noImport, takeBack } from '#people'
import { takeIn } from '#platform/files/store'
import type { SheetFile } from '#platform/sheets/read'
import type { Source } from '#platform/sheets/source'
import type { Work } from '#platform/work'
import { headerKey } from '../domain/mapping.ts'
import { fieldsOf, hasNameColumn, openSheet, reopenSheet, samplesOf, toRemember, type OpenSheet, type SheetKind } from '../domain/sheet.ts'
import { ahead, together } from './ahead.ts'
import { examine, type ExaminedRow, type Watch } from './examine.ts'
import { defaultProgramme, rememberedHeaders, type ProgrammeChoice } from './facts.ts'
import { headsOf, keepSheet, largestSheet, openFile, type OpenFile, openKept } from './file.ts'
import { keepRows } from './rows.ts'
import * as store from './store.ts'
import { addCounts, noCounts, type Counts, type ImportRow, type UnitsDecision, type Written } from './store.ts'
import { SETTLED, writePeople } from './write.ts'

/** A file of more rows is judged and written in the background, not while its sender waits. */
export const longImport = 2_000
/** Parts that are matched, at most, while one is written: what one waited longer for, the next makes up. */
const MATCHED_AHEAD = 2
/** A file of more bytes is long whatever it says of its rows. */
const longBytes = 1_000_000

export interface DryRun { sheet: OpenSheet; counts: Counts; programme: ProgrammeChoice | null }

/** What a file would bring into the unit and all below it, told row by row; writes nothing at all. */
export async function dryRun(w: Work, asked: { source: Source; unitId: string; kind?: SheetKind; programmeId?: string }, each: (rows: ExaminedRow[], sheet: OpenSheet) => void, watch?: Watch): Promise<DryRun> {
  const file = await openAnew(w, await openFile(asked.source), asked.unitId, asked.kind)
  const programme = asked.programmeId ? { id: asked.programmeId, name: '' } : await defaultProgramme(w.tx, asked.unitId, w.today)
  const counts = noCounts()
  for await (const rows of examine(w, file, { unitId: asked.unitId, programmeId: programme?.id ?? null, writing: noImport }, watch)) {
    addCounts(counts, rows)
    each(rows, file.sheet)
  }
  return { sheet: file.sheet, counts, programme }
}

/** Takes a file in and reads it; a long one is only kept, and `later` is answered. The same id and file again change nothing. */
export async function receive(w: Work, asked: { id: string; unitId: string; name: string; pieces: AsyncIterable<Uint8Array>; kind?: SheetKind | undefined }): Promise<{ later: boolean }> {
  const taken = await takeIn(asked.pieces, largestSheet)
  try {
    const known = await store.importOf(w.tx, asked.id)
    if (known) {
      if (known.unitId !== asked.unitId || !known.sha256.equals(taken.sha256)) throw new Refused(refuse('import-id', 'id', 'Mã này đã dùng cho một lần nhập khác.', 'This id stands for another import.'), 409)
      w.note('intake.receive', 'import', asked.id, { again: true })
      return { later: false }
    }
    const { sheet, of } = await openAnew(w, await openFile(taken.source), asked.unitId, asked.kind)
    const fileId = newId()
    await keepSheet(w, { id: fileId, name: asked.name, unitId: asked.unitId }, taken)
    await store.insertImport(w, { id: asked.id, unitId: asked.unitId, kind: sheet.kind, fileId, name: asked.name.normalize('NFC').trim(), sha256: taken.sha256 })
    w.note('intake.receive', 'import', asked.id, { name: asked.name, kind: sheet.kind, bytes: taken.size })
    const programme = sheet.kind === 'roster' ? await defaultProgramme(w.tx, asked.unitId, w.today) : null
    await store.saveReading(w.tx, asked.id, { ...readingOf(sheet), programmeId: programme?.id ?? null, decision: null, counts: noCounts() })
    if ((of.expected ?? 0) > longImport || taken.size > longBytes) {
      await store.saveState(w.tx, asked.id, 'reading')
      return { later: true }
    }
    await read(w, await store.holdImport(w.tx, asked.id))
    return { later: false }
  } finally {
    await taken.drop()
  }
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
  await read(w, held, watch)
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

async function read(w: Work, held: ImportRow, watch?: Watch): Promise<void> {
  const file = await openAgain(w, held)
  const counts = noCounts()
  const keep = await keepRows(w.tx, held.id)
  for await (const rows of examine(w, file, { unitId: held.unitId, programmeId: held.programmeId, writing: noImport }, watch)) {
    addCounts(counts, rows)
    await keep(rows)
  }
  await store.saveChecked(w.tx, held.id, counts)
}

/** Writes what the file brings, all of it or nothing. Committed again, it changes nothing. */
export async function commitImport(w: Work, id: string, watch?: Watch): Promise<{ written: Written; counts: Counts }> {
  const held = await store.holdImport(w.tx, id)
  if (held.state === 'imported') {
    w.note('intake.commit', 'import', id, { again: true })
    return { written: held.result!, counts: held.counts }
  }
  insist(mayChange(held))
  await store.takeTurn(w.tx)
  const counts = noCounts()
  const written: Written = { persons: 0, offices: 0, placements: 0, completions: 0, units: 0 }
  const keep = await keepRows(w.tx, id, { withoutNumbers: true })
  // Part by part: settled twenty thousand at a time, what is made on the way no longer lies near, and each costs half as much again.
  // A part is settled behind the writing of the next: the database has that to do while the one after it is put together here.
  let settling: Promise<void> = Promise.resolve()
  try {
    for await (const rows of ahead(examine(w, await openAgain(w, held), { unitId: held.unitId, programmeId: held.programmeId, writing: id }, watch), MATCHED_AHEAD)) {
      addCounts(counts, rows)
      insist(mayWrite(held, counts))
      const writing = together(held.kind === 'units' ? writeUnits(w, held, rows) : writePeople(w, id, rows), keep(rows))
      const before = settling
      settling = w.settled(SETTLED)
      settling.catch(() => {})
      const [[now]] = await together(writing, before)
      for (const what of Object.keys(written) as (keyof Written)[]) written[what] += now[what]
    }
  } finally {
    await Promise.allSettled([settling])
  }
  await settling
  await store.saveImported(w, id, counts, written)
  w.note('intake.commit', 'import', id, { name: held.name, ...counts, written })
  return { written, counts }
}

/** Takes back everything that the import wrote, or refuses, naming what was built on it since. */
export async function undoImport(w: Work, id: string, watch: Watch = () => {}): Promise<void> {
  const held = await store.holdImport(w.tx, id)
  if (held.state === 'undone') return w.note('intake.undo', 'import', id, { again: true })
  insist(held.state === 'imported' || held.state === 'undoing' || refuse('not-imported', null, 'Lần nhập này chưa được ghi nên không có gì để hoàn tác.', 'This import was not committed, so there is nothing to undo.'))
  await store.takeTurn(w.tx)
  const built = await store.builtUpon(w.tx, id)
  if (built.length > 0) throw new Refused(built.map(builtRefusal))
  if (held.kind === 'units') {
    const units = await store.unitsMade(w.tx, id)
    const models = await modelsIn(w.tx, units, 1)
    if (models.total > 0) throw new Refused(builtRefusal({ what: 'model', who: models.listed[0]!.unitName, times: models.total }))
    if (units.length > 0) await dissolve(w, units, { ...decisionOf(held.decision!), number: `${held.decision!.number} (hoàn tác)` })
  } else {
    await takeBackRoster(w, held, watch)
  }
  await store.saveUndone(w, id)
  w.note('intake.undo', 'import', id, { name: held.name, written: held.result })
}

// Claims are voided before the people go whose they are, and each part is settled by itself.
async function takeBackRoster(w: Work, { id, result }: ImportRow, watch: Watch): Promise<void> {
  const total = (result?.completions ?? 0) + (result?.persons ?? 0)
  let done = 0
  for (let voided = -1; voided !== 0; await watch(done += voided, total)) {
    voided = (await undoClaims(w, id)).voided
    await w.settled(SETTLED)
  }
  for (let last: string | null = null; ; await watch(done, total)) {
    const part = await takeBack(w, id, last)
    if (part.last === null) break
    last = part.last
    done += part.persons
    await w.settled(SETTLED)
  }
  await store.mustLeaveNothing(w.tx, id)
}

/** Gives up an import that was not committed; its rows go, the file and the note of it stay. */
export async function dropImport(w: Work, id: string): Promise<void> {
  const held = await store.holdImport(w.tx, id)
  if (held.state !== 'cancelled') {
    insist(mayChange(held))
    await store.dropRows(w.tx, id)
    await store.saveState(w.tx, id, 'cancelled')
  }
  w.note('intake.drop', 'import', id, { name: held.name })
}

/** Finds header and columns of a file that is new. */
export async function openAnew(w: Work, file: SheetFile, unitId: string, kind?: SheetKind): Promise<OpenFile> {
  const sheet = orRefuse(openSheet(await headsOf(file), await rememberedHeaders(w.tx, unitId), kind))
  return { sheet, of: file.sheets.find(({ name }) => name === sheet.header.sheet)! }
}

async function openAgain(w: Work, held: ImportRow): Promise<OpenFile> {
  const { sheets } = await openKept(w, held.fileId)
  const of = sheets.find(({ name }) => name === held.sheet)
  const header = { sheet: held.sheet, row: held.headerRow!, height: held.headerHeight!, cells: held.headers }
  const sheet = of && reopenSheet([{ name: of.name, rows: [] }], held.kind, header, held.columns)
  if (!sheet) throw new Refused(refuse('no-header', 'file', 'Không đọc lại được trang tính.', 'The sheet cannot be read again.'))
  return { sheet, of: of! }
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

const BUILT: Record<string, [vi: string, en: string]> = {
  account: ['đã có tài khoản', 'have an account'], nomination: ['đã được cử đi học', 'were nominated to a class'], attendance: ['đã có điểm danh', 'have attendance'],
  completion: ['đã hoàn thành chương trình khác', 'completed another programme'], lecturer: ['là giảng viên của lớp', 'lecture in a class'], absence: ['đã ghi nghỉ dài ngày', 'have a long absence'],
  office: ['đã nhận chức vụ khác', 'took another office'], placement: ['đã chuyển nơi làm việc', 'moved to another workplace'], ended: ['đã thôi chức vụ hoặc nơi làm việc', 'ended an office or workplace'],
  corrected: ['đã được sửa thông tin', 'were corrected'], privacy: ['đã có yêu cầu, sự đồng ý hoặc lệnh giữ về dữ liệu cá nhân', 'have a request, consent or hold on personal data'], 'unit-changed': ['đã thay đổi cơ cấu', 'were changed'], 'unit-below': ['đã được lập ở bên dưới', 'were established below'],
  people: ['đã có người', 'have people'], class: ['đã mở lớp', 'hold classes'], plan: ['đã có kế hoạch', 'have plans'], model: ['đã có mô hình', 'have models'],
}

function builtRefusal({ what, who, times }: store.BuiltUpon): Refusal {
  const [vi, en] = BUILT[what] ?? [what, what]
  const more = times > 1 ? [` và ${times - 1} trường hợp khác`, ` and ${times - 1} more`] : ['', '']
  return refuse(`built-${what}`, null, `Không hoàn tác được: ${who}${more[0]} ${vi} sau khi nhập.`, `Cannot be undone: ${who}${more[1]} ${en} since the import.`)
}
