// A small confederation to which anything may happen: people come, move, hold offices, learn; units are counted too. What
// happens to the units themselves stands in structure.ts.
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { foldAll, publishBehind, publishIndicator, turnLatest } from '#indicators'
import { claimCompletions, closeClass, correctAttendance, markAttendance, nominate, openClasses, undoImport, writeProgrammes } from '#learning'
import { establish } from '#organisation'
import { admit, appoint, declareWorkforce, endOffice, movePerson, place, recordAbsence } from '#people'
import { testDatabase, type TestDatabase } from '../factories/database.ts'
import { definitionAtRandom, knownOf, publishedParts, type Parts } from './definitions.ts'

export const today: Day = '2026-11-21'
export const decision = (effectiveOn: Day, number = '1/QĐ') => ({ number, on: effectiveOn, by: null, effectiveOn })
/** The decision by which the world was founded; it is not undone. */
export const FOUNDING = '0/QĐ'

export interface World {
  db: TestDatabase
  root: string
  /** All units that ever were, the root first; and those of them in which people work. */
  units: string[]; grassroots: string[]
  people: { id: string; officeId: string | null }[]
  parts: Parts; defined: number
  programme: string; plan: string; classes: { id: string; people: string[]; sessions: string[] }[]; imports: string[]
}

export async function founded(): Promise<World> {
  const db = await testDatabase()
  const root = newId(), provinces = [newId(), newId(), newId()], communes = [newId(), newId()], grassroots = Array.from({ length: 6 }, newId), programme = newId(), plan = newId()
  await db.work(async (w) => {
    const unit = (id: string, kind: string, parentId: string | null, name: string) => ({ id, kind, parentId, name, from: null })
    await establish(w, [
      unit(root, 'confederation', null, 'Tổng Liên đoàn'), ...provinces.map((id, i) => unit(id, 'provincial-federation', root, `Liên đoàn ${i}`)),
      ...communes.map((id, i) => unit(id, 'commune-union', provinces[i]!, `Công đoàn xã ${i}`)),
      ...grassroots.map((id, i) => unit(id, 'grassroots-union', i < 2 ? communes[i]! : provinces[i % 3]!, `Công đoàn cơ sở ${i}`)),
    ], decision('2020-01-01', FOUNDING))
    await writeProgrammes(w, [{ id: programme, name: 'Chuyển đổi số', tags: ['digital-transformation', 'basic-digital-skills'], field: 'digital', level: 'province', hours: 8, ownerId: root, validityMonths: 9 }])
    await issue(w.tx, plan, root, plan, '2025-06-01')
    const text = { vi: 'a', en: 'a' }
    const publish = (code: string, definition: object) => publishIndicator(w, { code, name: text, counts: text, effectiveFrom: '2025-06-17', definition })
    const stages = [{ code: 'a', from: '2025-06-17', to: '2026-07-01', operator: '=', share: 1, requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] } }] },
      { code: 'b', from: '2026-07-01', to: '2028-01-01', operator: '>=', share: 0.8, requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] }, atLeast: 2 }] }]
    await publish('P1', { subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence' }], stages })
    await publish('P5', { subjects: [{ kind: 'worker' }, { kind: 'unnamed' }], stages: [{ ...stages[0], to: '2028-01-01', requires: [{ fact: 'completion', filter: { tags: ['basic-digital-skills'] } }] }] })
    await publish('P7', { subjects: [{ kind: 'unit', filter: { kind: 'grassroots-union' } }], stages: [{ ...stages[0], to: '2028-01-01', requires: [{ fact: 'own-plan' }] }] })
  })
  return { db, root, parts: await publishedParts(db.pools.owner), defined: 0, units: [root, ...provinces, ...communes, ...grassroots], grassroots, people: [], programme, plan, classes: [], imports: [] }
}

// A plan as its fact is read, without the room of plans: here it only has to be in force.
async function issue(tx: Parameters<Parameters<TestDatabase['work']>[0]>[0]['tx'], id: string, unitId: string, rootId: string, from: Day, to: Day | null = null): Promise<void> {
  await sql`insert into plans.plan (id, unit_id, answers, root_id, title, series, number, notation, issued_on, in_force, status, issued_at)
    values (${id}, ${unitId}, ${id === rootId ? null : rootId}, ${rootId}, 'Kế hoạch', 'KH', ${id}, 'KH', ${from}, daterange(${from}, ${to}), 'issued', base.moment())`.execute(tx)
}

/** A little of what definitions published behind people's backs have still to reach, known from the moment of the story on; false: all is reached. */
export const backfilled = (x: World, subjects = 3) => x.db.work(async (w) => (await sql<{ said: string }>`select indicators.backfill_some(${subjects}) as said`.execute(w.tx)).rows[0]!.said !== 'none')

export interface Step { what: string; a: number; b: number; day: Day }
export const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

/** What happens to people and to the records about them. Each answers whether anything happened. */
export const deeds: Record<string, (x: World, step: Step) => Promise<boolean>> = {
  async join(x, { a, b, day }) {
    const id = newId(), officeId = b % 3 === 0 ? null : newId()
    await x.db.work(async (w) => {
      await admit(w, [{ id, name: 'Nguyễn Văn An' }])
      if (officeId) await appoint(w, [{ id: officeId, personId: id, unitId: pick(x.units, b)!, title: 'specialist', fullTime: a % 2 === 0, basis: 'appointed', from: day }])
      if (b % 2 === 0) await place(w, [{ id: newId(), personId: id, unitId: pick(x.grassroots, a)!, standing: b % 4 === 0 ? 'worker' : 'member', from: day }])
      if (!officeId && b % 2 !== 0) await appoint(w, [{ id: newId(), personId: id, unitId: pick(x.grassroots, a)!, title: 'president', fullTime: true, basis: 'elected', from: day }])
    })
    x.people.push({ id, officeId })
    return true
  },
  async move(x, { a, b, day }) {
    const person = pick(x.people, a)
    if (person) await x.db.work((w) => movePerson(w, { id: newId(), personId: person.id, toUnitId: pick(x.grassroots, b)!, standing: 'member', on: day }))
    return Boolean(person)
  },
  async leave(x, { a, day }) {
    const person = pick(x.people.filter((p) => p.officeId), a)
    if (!person) return false
    await x.db.work((w) => endOffice(w, { officeId: person.officeId!, on: day }))
    person.officeId = null
    return true
  },
  async rest(x, { a, b, day }) {
    const person = pick(x.people, a)
    if (person) await x.db.work((w) => recordAbsence(w, { id: newId(), personId: person.id, reason: 'maternity', from: day, to: addDays(day, 30 + b % 100) }))
    return Boolean(person)
  },
  async workforce(x, { a, b, day }) {
    await x.db.work((w) => declareWorkforce(w, { unitId: pick(x.grassroots, a)!, workers: b % 9, from: day, evidence: null }))
    return true
  },
  async plan(x, { a, b, day }) {
    const unitId = pick(x.grassroots, a)!
    await x.db.work(async (w) => {
      await issue(w.tx, newId(), unitId, x.plan, day, addDays(day, 60 + b % 300))
      w.touched('unit', [unitId])
    })
    return true
  },
  async class(x, { a, b, day }) {
    const on = day > today ? today : day
    const people = x.people.filter((_, i) => (i + a) % 2 === 0).map((p) => p.id).slice(0, 5)
    const id = newId(), sessions = [newId(), newId()]
    const made = await x.db.work(async (w) => {
      await openClasses(w, [{ id, programmeId: x.programme, unitId: x.root, title: 'Lớp', form: 'online', capacity: 50, firstDay: on, lastDay: on, status: 'open', places: [], lecturers: [], sessions: sessions.map((s, i) => ({ id: s, startsAt: new Date(`${on}T0${6 + i}:00:00+07:00`).toISOString(), endsAt: new Date(`${on}T0${6 + i}:45:00+07:00`).toISOString() })) }])
      const { nominated } = await nominate(w, { classId: id, personIds: people })
      await markAttendance(w, { classId: id, marks: nominated.flatMap((personId, i) => sessions.map((sessionId) => ({ sessionId, personId, state: (i + b) % 4 === 0 ? 'absent' as const : 'present' as const }))) })
      if (nominated.length > 0) await closeClass(w, { classId: id, on })
      return nominated
    })
    if (made.length > 0) x.classes.push({ id, people: made, sessions })
    return made.length > 0
  },
  async correct(x, { a, b }) {
    const held = pick(x.classes, a)
    if (held) await x.db.work((w) => correctAttendance(w, { classId: held.id, sessionId: held.sessions[0]!, personId: pick(held.people, b)!, state: b % 2 === 0 ? 'absent' : 'present', reason: 'Đối chiếu danh sách ký' }))
    return Boolean(held)
  },
  async claim(x, { a, day }) {
    const people = x.people.filter((_, i) => (i + a) % 3 === 0)
    if (people.length === 0) return false
    const importId = newId()
    await x.db.work((w) => claimCompletions(w, people.map((p) => ({ personId: p.id, programmeId: x.programme, on: day > today ? today : day, importId }))))
    x.imports.push(importId)
    return true
  },
  async takeBack(x, { a }) {
    const importId = pick(x.imports, a)
    if (importId) await x.db.work((w) => undoImport(w, importId))
    return Boolean(importId)
  },
  /** A definition made at random, of an indicator of its own or as the next version of one: published without stopping anyone. */
  async define(x, { a, b, day }) {
    const again = x.defined > 0 && b % 2 === 0, code = `R${again ? 1 + a % x.defined : x.defined + 1}`
    if (!again && x.defined >= 3) return false
    const known = await knownOf(x.db.pools.owner)
    await x.db.work((w) => publishBehind(w, { code, name: { vi: code, en: code }, counts: { vi: code, en: code }, effectiveFrom: again ? day : '2025-06-17', definition: definitionAtRandom(x.parts, a * 10_007 + b, known) }))
    if (!again) x.defined++
    return true
  },
  /** The job has come a little further: a few subjects at a time. */
  async backfill(x, { b }) {
    for (let i = b % 4; i >= 0; i--) if (!await backfilled(x)) return false
    return true
  },
  async fold(x) { return await foldAll(x.db.pools.app) > 0 },
  /** The ranking that stands ready moves to the day, also back. */
  turn: (x, { a, day }) => turnLatest(x.db.pools.app, a % 3 === 0 ? day : today),
}
