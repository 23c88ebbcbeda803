// The reading of a sheet against the house, row by row: what the dry run shows and what the commit writes are this one
// answer. Writes nothing. However long the file, only some thousand rows are held.
import type { Day } from '#base/day'
import { matchPeople, noImport, verbsOf, type Wanted } from '#people'
import { keepHeapSmall } from '#platform/memory'
import type { Work } from '#platform/work'
import { alreadyKnown, meansThePerson, meetPerson, type Candidate, type Intent } from '../domain/meeting.ts'
import type { Mapping } from '../domain/mapping.ts'
import { LISTED } from '../domain/listed.ts'
import type { RosterPerson } from '../domain/person.ts'
import type { Reason, Repair } from '../domain/reasons.ts'
import { type RosterContext, rosterReader, type RosterRow } from '../domain/roster.ts'
import type { RosterField, UnitField } from '../domain/fields.ts'
import { readUnits, type UnitOfFile } from '../domain/unit-file.ts'
import type { PackedUnits } from '../domain/units.ts'
import { ahead, breathe } from './ahead.ts'
import { knownPersons, powersOfTitles, unitKinds, unitsBelow } from './facts.ts'
import { gridOf, type OpenFile, rowsOf } from './file.ts'

/** Called between parts with rows done and about how many there are (null: the file does not say); may throw to give the work up. */
export type Watch = (done: number, total: number | null) => void | Promise<void>

export interface ExaminedRow {
  row: number
  verdict: 'imported' | 'refused' | 'skipped'
  reasons: Reason[]; warnings: Reason[]; repairs: Repair[]
  /** How it meets what is known; null for a row that is refused or no record. */
  standing: 'new' | 'changed' | 'known' | null
  person: RosterPerson | null
  unit: UnitOfFile | null
  /** What is to be written; null: nothing. */
  intent: Intent | null
  /** The person or unit that the row is about, where it is known already. */
  subjectId: string | null
}

export interface ExamineSettings {
  unitId: string
  programmeId: string | null
  /** The import that is being written meanwhile: what it wrote of earlier rows is not known yet. noImport: nothing is written. */
  writing: string
}

/** Rows from which on an import is matched beside its writing. */
const LONG = 2_000
/** Rows that are matched, and written, together: twice as many as are settled in one statement. */
const PART = 4_000
/** Parts that may wait, read, for the database: about as many as it settles at once, so that reading goes on meanwhile. 15 MB. */
const READ_AHEAD = 4
/** Rows that are read in one go, some milliseconds of work. */
const BREATH = 100

/** Every row below the header, in parts, in the sheet's order. */
export async function* examine(w: Work, file: OpenFile, settings: ExamineSettings, watch: Watch = () => {}): AsyncGenerator<ExaminedRow[]> {
  const { sheet } = file
  if ((file.of.expected ?? Infinity) > LISTED) keepHeapSmall()
  const units = await unitsBelow(w.tx, settings.unitId, w.today)
  if (sheet.kind === 'units') {
    const rows = readUnits(await gridOf(file.of), sheet.header, sheet.mapping as Mapping<UnitField>, { units, kinds: await unitKinds(w.tx) })
    yield rows.map((row) => meetUnit(row, units))
    return void await watch(rows.length, rows.length)
  }
  const own = units.byId(settings.unitId)
  const context = { units, today: w.today, ...(own?.hasMembers ? { defaultUnit: own } : {}) }
  const expected = file.of.expected === null ? null : file.of.expected - (sheet.header.row - 1 + sheet.header.height)
  // A long import is matched beside its writing, which would leave out what it wrote itself anyway: two cores, not one.
  const beside = settings.writing !== noImport && (file.of.expected ?? Infinity) > LONG
  const meet = await meeting(w, units, settings, beside ? w.beside : (read) => read(w.tx))
  let done = 0
  for await (const part of ahead(readParts(file, context), READ_AHEAD)) {
    yield await meet(part)
    done += part.length
    await watch(done, expected === null ? null : Math.max(done, expected))
  }
  await watch(done, done)
}

// Reading is the work of this process, matching and writing that of the database: the one goes on while the other does, in
// small steps, so that no answer waits for it.
export async function* readParts({ sheet, of }: OpenFile, context: RosterContext): AsyncGenerator<RosterRow[]> {
  const read = rosterReader(sheet.header, sheet.mapping as Mapping<RosterField>, context)
  const top = sheet.header.row - 1 + sheet.header.height
  let part: RosterRow[] = []
  let at = 0
  for await (const rows of rowsOf(of)) {
    for (const cells of rows) {
      if (++at > top) part.push(read(cells, at))
      if (at % BREATH === 0) await breathe()
    }
    if (part.length < PART) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}

async function meeting(w: Work, units: PackedUnits, { programmeId, writing }: ExamineSettings, reading: Work['beside']) {
  const powers = await powersOfTitles(w)
  const acting = w.actor.acting
  // Into units below any union title may be recorded; in the own unit none that goes beyond the own powers. The room of
  // people judges again at the writing; asked here, it refuses one row and not the file.
  const mayGive = (title: string, unitId: string) => unitId !== acting?.unitId
    || verbsOf(powers.get(title) ?? 'none').every((verb) => verb === 'audit' || acting.verbs.has(verb))
  const taken = new Map<string, number>()

  return async (rows: RosterRow[]): Promise<ExaminedRow[]> => {
    const asked = rows.filter((row) => row.verdict === 'imported')
    const { candidates, known } = await reading(async (tx) => {
      const candidates = await matchPeople(tx, asked.map(({ person }) => wanted(person!)), writing)
      return { candidates, known: await knownPersons(tx, [...new Set(candidates.flat().filter((c) => c.inSight && meansThePerson(c)).map((c) => c.personId))], writing) }
    })
    const found = new Map<RosterRow, Candidate[]>(asked.map((row, i) => [row, candidates[i]!]))
    return rows.map((row) => {
      const { person } = row
      if (row.verdict !== 'imported' || !person) return { ...row, standing: null, unit: null, intent: null, subjectId: null }
      const met = meetPerson(person, { unit: units.byId(person.unitId!)!, candidates: found.get(row)!, known, taken, programmeId, today: w.today, mayGive })
      if (met.personId) taken.set(met.personId, row.row)
      const verdict = met.standing === null ? 'refused' as const : met.standing === 'known' ? 'skipped' as const : 'imported' as const
      return { ...row, verdict, reasons: met.reasons, warnings: [...row.warnings, ...met.warnings], standing: met.standing, unit: null, intent: met.intent, subjectId: met.personId }
    })
  }
}

/** The birth date as the room of people holds it. */
export function bornOf(person: RosterPerson): { born: Day | null; bornPrecision: 'day' | 'year' } {
  const year = person.bornPrecision === 'year'
  return { born: person.born === null ? null : year ? `${person.born}-01-01` : person.born, bornPrecision: year ? 'year' : 'day' }
}

/** Twelve digits are the citizen's number, nine that of the old card. */
export function numbersOf(person: RosterPerson): { citizenId: string | null; oldId: string | null } {
  return { citizenId: person.id?.length === 12 ? person.id : null, oldId: person.id?.length === 9 ? person.id : null }
}

function wanted(person: RosterPerson): Wanted {
  return { ...numbersOf(person), ...bornOf(person), name: person.name!, unitId: person.unitId }
}

function meetUnit(row: ReturnType<typeof readUnits>[number], units: PackedUnits): ExaminedRow {
  const base = { ...row, warnings: [] as Reason[], person: null, intent: null, subjectId: row.unit?.unitId ?? null }
  if (row.verdict !== 'imported' || !row.unit) return { ...base, standing: null }
  const { unitId, parentId, parent } = row.unit
  if (unitId === null) return { ...base, standing: 'new' }
  const now = units.byId(unitId)!
  if (parentId !== null && parentId !== now.parentId) {
    base.warnings.push({ code: 'parent-kept', field: 'parent', vi: `Đơn vị này đang trực thuộc ${now.parent ?? '–'}, không phải ${parent}; không thay đổi.`, en: `This unit hangs under ${now.parent ?? '–'}, not ${parent}; left as it is.` })
  }
  return { ...base, verdict: 'skipped', reasons: [alreadyKnown], standing: 'known' }
}
