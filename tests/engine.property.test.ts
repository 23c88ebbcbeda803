// Random histories of a small confederation. After every step the totals, the lists under them and the recount from raw
// facts must agree to the unit, on days before and after, under the tree of the day and under others.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { foldAll, publishIndicator, turnLatest, verifyIndicators } from '#indicators'
import { claimCompletions, closeClass, correctAttendance, markAttendance, nominate, openClasses, undoImport, writeProgrammes } from '#learning'
import { establish, merge, transfer } from '#organisation'
import { admit, appoint, declareWorkforce, endOffice, movePerson, place, recordAbsence } from '#people'
import { sql } from 'kysely'
import type { Work } from '#platform/work'
import { testDatabase, type TestDatabase } from './factories/database.ts'

const today: Day = '2026-11-21'
const decision = (effectiveOn: Day) => ({ number: '1/QĐ', on: effectiveOn, by: null, effectiveOn })

interface World {
  db: TestDatabase
  root: string; provinces: string[]; communes: string[]; grassroots: string[]
  people: { id: string; officeId: string | null; full: boolean }[]
  programme: string; classes: { id: string; people: string[]; sessions: string[] }[]; imports: string[]
}

async function founded(): Promise<World> {
  const db = await testDatabase()
  const root = newId(), provinces = [newId(), newId(), newId()], communes = [newId(), newId()], grassroots = Array.from({ length: 6 }, newId), programme = newId()
  await db.work(async (w) => {
    const unit = (id: string, kind: string, parentId: string | null, name: string) => ({ id, kind, parentId, name, from: null })
    await establish(w, [
      unit(root, 'confederation', null, 'Tổng Liên đoàn'), ...provinces.map((id, i) => unit(id, 'provincial-federation', root, `Liên đoàn ${i}`)),
      ...communes.map((id, i) => unit(id, 'commune-union', provinces[i]!, `Công đoàn xã ${i}`)),
      ...grassroots.map((id, i) => unit(id, 'grassroots-union', i < 2 ? communes[i]! : provinces[i % 3]!, `Công đoàn cơ sở ${i}`)),
    ], decision('2020-01-01'))
    await writeProgrammes(w, [{ id: programme, name: 'Chuyển đổi số', tags: ['digital-transformation', 'basic-digital-skills'], field: 'digital', level: 'province', hours: 8, ownerId: root, validityMonths: 9 }])
    const stages = [{ code: 'a', from: '2025-06-17', to: '2026-07-01', operator: '=', share: 1, requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] } }] },
      { code: 'b', from: '2026-07-01', to: '2028-01-01', operator: '>=', share: 0.8, requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] }, atLeast: 2 }] }]
    await publishIndicator(w, { code: 'P1', name: { vi: 'a', en: 'a' }, counts: { vi: 'a', en: 'a' }, effectiveFrom: '2025-06-17', definition: { subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence' }], stages } })
    await publishIndicator(w, { code: 'P5', name: { vi: 'a', en: 'a' }, counts: { vi: 'a', en: 'a' }, effectiveFrom: '2025-06-17', definition: { subjects: [{ kind: 'worker' }, { kind: 'unnamed' }], stages: [{ ...stages[0], to: '2028-01-01', requires: [{ fact: 'completion', filter: { tags: ['basic-digital-skills'] } }] }] } })
  })
  return { db, root, provinces, communes, grassroots, people: [], programme, classes: [], imports: [] }
}

type Step = { what: keyof typeof deeds; a: number; b: number; day: Day }
const pick = <T>(list: T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

const deeds = {
  async join(x: World, { a, b, day }: Step) {
    const id = newId(), full = a % 2 === 0
    await x.db.work(async (w) => {
      await admit(w, [{ id, name: 'Nguyễn Văn An' }])
      const officeId = b % 3 === 0 ? null : newId()
      if (officeId) await appoint(w, [{ id: officeId, personId: id, unitId: pick([...x.provinces, ...x.grassroots], b)!, title: 'specialist', fullTime: full, basis: 'appointed', from: day }])
      if (b % 2 === 0) await place(w, [{ id: newId(), personId: id, unitId: pick(x.grassroots, a)!, standing: b % 4 === 0 ? 'worker' : 'member', from: day }])
      if (!officeId && b % 2 !== 0) await appoint(w, [{ id: newId(), personId: id, unitId: pick(x.grassroots, a)!, title: 'president', fullTime: true, basis: 'elected', from: day }])
      x.people.push({ id, officeId, full })
    })
  },
  async move(x: World, { a, b, day }: Step) {
    const person = pick(x.people, a)
    if (person) await x.db.work((w) => movePerson(w, { id: newId(), personId: person.id, toUnitId: pick(x.grassroots, b)!, standing: 'member', on: day }))
  },
  async leave(x: World, { a, day }: Step) {
    const person = pick(x.people.filter((p) => p.officeId), a)
    if (!person) return
    await x.db.work((w) => endOffice(w, { officeId: person.officeId!, on: day }))
    person.officeId = null
  },
  async rest(x: World, { a, b, day }: Step) {
    const person = pick(x.people, a)
    if (person) await x.db.work((w) => recordAbsence(w, { id: newId(), personId: person.id, reason: 'maternity', from: day, to: addDays(day, 30 + b) }))
  },
  async transfer(x: World, { a, b, day }: Step) {
    await x.db.work(async (w) => { await transfer(w, { unitIds: [pick(x.grassroots, a)!], parentId: pick([...x.provinces, ...x.communes], b)! }, decision(day)) })
  },
  async merge(x: World, { a, b, day }: Step) {
    const from = pick(x.grassroots, a)!, into = pick(x.grassroots, b)!
    if (from === into || x.grassroots.length < 4) return
    await x.db.work(async (w) => { await merge(w, [{ from, into }], decision(day)) })
    x.grassroots = x.grassroots.filter((id) => id !== from)
  },
  async mergeProvinces(x: World, { a, b, day }: Step) {
    const from = pick(x.provinces, a)!, into = pick(x.provinces, b)!
    if (from === into || x.provinces.length < 2) return
    await x.db.work(async (w) => { await merge(w, [{ from, into }], decision(day)) })
    x.provinces = x.provinces.filter((id) => id !== from)
  },
  async workforce(x: World, { a, b, day }: Step) {
    await x.db.work((w) => declareWorkforce(w, { unitId: pick(x.grassroots, a)!, workers: b % 9, from: day, evidence: null }))
  },
  async class(x: World, { a, b, day }: Step) {
    const on = day > today ? today : day
    const people = x.people.filter((_, i) => (i + a) % 2 === 0).map((p) => p.id).slice(0, 5)
    const id = newId(), sessions = [newId(), newId()]
    x.db.clock.now = new Date(`${on}T20:00:00+07:00`)
    const made = await x.db.work(async (w) => {
      await openClasses(w, [{ id, programmeId: x.programme, unitId: x.root, title: 'Lớp', form: 'online', capacity: 50, firstDay: on, lastDay: on, status: 'open', places: [], lecturers: [], sessions: sessions.map((s, i) => ({ id: s, startsAt: new Date(`${on}T0${7 + i}:00:00+07:00`).toISOString(), endsAt: new Date(`${on}T0${7 + i}:45:00+07:00`).toISOString() })) }])
      const { nominated } = await nominate(w, { classId: id, personIds: people })
      await markAttendance(w, { classId: id, marks: nominated.flatMap((personId, i) => sessions.map((sessionId) => ({ sessionId, personId, state: (i + b) % 4 === 0 ? 'absent' as const : 'present' as const }))) })
      if (nominated.length > 0) await closeClass(w, { classId: id, on })
      return nominated
    })
    if (made.length > 0) x.classes.push({ id, people: made, sessions })
  },
  async correct(x: World, { a, b }: Step) {
    const held = pick(x.classes, a)
    if (held) await x.db.work((w) => correctAttendance(w, { classId: held.id, sessionId: held.sessions[0]!, personId: pick(held.people, b)!, state: b % 2 === 0 ? 'absent' : 'present', reason: 'Đối chiếu danh sách ký' }))
  },
  async claim(x: World, { a, day }: Step) {
    const people = x.people.filter((_, i) => (i + a) % 3 === 0)
    if (people.length === 0) return
    const importId = newId()
    await x.db.work((w) => claimCompletions(w, people.map((p) => ({ personId: p.id, programmeId: x.programme, on: day > today ? today : day, importId }))))
    x.imports.push(importId)
  },
  async undo(x: World, { a }: Step) {
    const importId = pick(x.imports, a)
    if (importId) await x.db.work((w) => undoImport(w, importId))
  },
  async fold(x: World) { await foldAll(x.db.pools.app) },
  /** The ranking that stands ready moves to the day, also back. */
  async turn(x: World, s: Step) { await turnLatest(x.db.pools.app, s.a % 3 === 0 ? s.day : today) },
}

/** What the house itself refuses is a lawful end of a step. */
const refusedLawfully = (error: unknown) => (error as Error).constructor.name === 'Refused' || ['23P01', '23514'].includes((error as { code?: string }).code ?? '')

async function agree(x: World, after: string, days: Day[]): Promise<void> {
  for (const way of ['quickest', 'days'] as const) {
    const { differences } = await verifyIndicators(x.db.pools.owner, { way })
    assert.deepEqual(differences, [], `the recount by ${way} agrees after ${after}`)
  }
  await x.db.work(async (w) => {
    await ordered(w, x.root, today, after)
    for (const node of [x.root, ...x.provinces, x.communes[0]!, x.grassroots[0]!]) for (const day of days) {
      const { rows: figures } = await sql<{ indicator_id: string; counted: number; met: number; excluded: number }>`select * from indicators.figures(${[node]}::uuid[], ${day}::date)`.execute(w.tx)
      const { rows: folded } = await sql<{ indicator_id: string; counted: number; met: number; excluded: number }>`select * from indicators.figures_restated(${[node]}::uuid[], ${day}::date, ${day}::date, null)`.execute(w.tx)
      for (const indicator of await w.tx.selectFrom('indicators.indicator').select('id').execute()) {
        const figure = figures.find((f) => f.indicator_id === indicator.id) ?? { counted: 0, met: 0, excluded: 0 }
        const again = folded.find((f) => f.indicator_id === indicator.id) ?? { counted: 0, met: 0, excluded: 0 }
        const { rows: [list] } = await sql<{ counted: number; met: number; excluded: number }>`
          select coalesce(sum(quantity) filter (where state <> 'excluded'), 0)::int as counted, coalesce(sum(quantity) filter (where state = 'met'), 0)::int as met,
            coalesce(sum(quantity) filter (where state = 'excluded'), 0)::int as excluded from indicators.records(${node}, ${indicator.id}, ${day}::date, ${day}::date, null)`.execute(w.tx)
        const said = ({ counted, met, excluded }: typeof figure) => ({ counted, met, excluded })
        assert.deepEqual(said(list!), said(figure), `the list under the figure has its count on ${day} after ${after}`)
        assert.deepEqual(said(again), said(figure), `totals and leaves agree on ${day} after ${after}`)
        assert.deepEqual(await turned(w, node, indicator.id, day), await unturned(w, node, indicator.id, day), `page by page the list is the same on ${day} after ${after}`)
      }
    }
  })
}

/** Standings of the long list, turned three records at a time, every unit with more than one record taken apart. */
async function turned(w: Work, node: string, indicator: string, day: Day): Promise<number[]> {
  const found: number[] = []
  for (let last: { block: string; own: boolean; nth: number } | undefined; ;) {
    const { rows } = await sql<{ block: string; own: boolean; nth: number; standing_id: number }>`
      select * from indicators.page(${node}, ${indicator}, ${day}::date, 'counted', ${last?.block ?? null}::uuid, ${last?.own ?? null}, ${last?.nth ?? 0}, 3, 1)`.execute(w.tx)
    found.push(...rows.map((r) => r.standing_id))
    last = rows.at(-1)
    assert.ok(found.length < 10_000, 'the list ends')
    if (rows.length < 3) return found.sort((a, b) => a - b)
  }
}

async function unturned(w: Work, node: string, indicator: string, day: Day): Promise<number[]> {
  const { rows } = await sql<{ standing_id: number }>`select standing_id from indicators.records(${node}, ${indicator}, ${day}::date, ${day}::date, null) where state <> 'excluded' order by standing_id`.execute(w.tx)
  return rows.map((r) => r.standing_id)
}

/** The order that stands ready holds the figures that the totals give, and the best is the best. */
async function ordered(w: Work, root: string, day: Day, after: string): Promise<void> {
  for (const { id } of await w.tx.selectFrom('indicators.indicator').select('id').execute()) for (const best of [true, false]) {
    const { rows } = await sql<{ node_id: string; counted: number; met: number; excluded: number }>`select * from indicators.order_of(${root}, ${id}, ${day}::date, 'grassroots-union', ${best}, 1000)`.execute(w.tx)
    const { rows: figures } = await sql<{ node_id: string; counted: number; met: number; excluded: number }>`
      select f.node_id, f.counted, f.met, f.excluded from indicators.figures(array(select a.unit_id from organisation.ancestry a join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> ${day}::date
        where a.ancestor_id = ${root} and a.valid @> ${day}::date and v.kind = 'grassroots-union'), ${day}::date) f where f.indicator_id = ${id} and f.counted > 0`.execute(w.tx)
    const expected = figures.sort((a, b) => (best ? 1 : -1) * (b.met / b.counted - a.met / a.counted) || b.counted - a.counted || (a.node_id < b.node_id ? -1 : 1))
    assert.deepEqual(rows, expected, `the order of unions on ${day} after ${after}`)
  }
}

test('whatever happens, totals, lists and the recount from raw facts agree', async () => {
  const step = fc.record({
    what: fc.constantFrom(...Object.keys(deeds) as (keyof typeof deeds)[], 'join', 'join', 'class', 'move', 'transfer'),
    a: fc.nat(40), b: fc.nat(40), day: fc.integer({ min: 0, max: 700 }).map((n) => addDays('2025-05-01', n)),
  })
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 22 }), async (steps) => {
    const x = await founded()
    try {
      const told: string[] = []
      for (const s of [{ what: 'turn', a: 1, b: 0, day: today }, { what: 'join', a: 0, b: 2, day: '2025-05-02' }, { what: 'join', a: 2, b: 4, day: '2025-06-02' }, ...steps] as Step[]) {
        x.db.clock.now = new Date(`${today}T09:00:00+07:00`)
        told.push(`${s.what} ${s.day}`)
        try {
          await deeds[s.what](x, s)
        } catch (error) {
          if (!refusedLawfully(error)) throw error
          told[told.length - 1] += ' (refused)'
        }
        await agree(x, told.join(', '), [addDays(s.day, -1), s.day, '2026-11-21', '2027-08-01'])
      }
    } finally {
      await x.db.close()
    }
  }), { numRuns: Number(process.env.ENGINE_RUNS ?? 6), endOnFailure: false })
})
