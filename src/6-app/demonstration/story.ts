// Eighteen months of a confederation, told through the doors that everyone else uses, each deed at its own moment.
import { sql } from 'kysely'
import { addDays, addMonths, type Day } from '#base/day'
import { newId } from '#base/id'
import { merge, reformFoundation } from '#organisation'
import { admit, appoint, endOffice, formCommittees, handOver, movePerson, type NewCommittee } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { systemActor, type Actor } from '#platform/access/actor'
import type { Work } from '#platform/work'
import { issuePlans, loadPlan237 } from '#plans'
import { foldAll } from '#indicators'
import { agreementsBefore, agreementsSince } from './agreements.ts'
import { demonstrationAccounts, demonstrationPassword } from './accounts.ts'
import { beside, type Beside } from './beside.ts'
import { announceClass, attendance, correctLater, fullTimeBy, holdClass, openProgrammes, programmes, type ClassPlan } from './classes.ts'
import { comingChairClass, committeesBefore, communeCommittee, communesManaged, congressesOf, trainChairs } from './committees.ts'
import { catalogues, documentsWaiting, openRegisters, registersOfMonth } from './documents.ts'
import { composeOwn, publishOwn } from './definitions.ts'
import { agreementsCoded } from './clauses.ts'
import { publishIndicators237 } from './indicators.ts'
import { firstModels, lastModels, spreadModels } from './models.ts'
import { madePerson } from './names.ts'
import { absences, enterMembers, membersBefore, officialsBefore, type People } from './people.ts'
import { deepProvinces } from './places.ts'
import { chance } from './random.ts'
import { firstCongress, unitsOfRoster, type HoangLien } from './roster.ts'
import { communeUnions, unitsBefore, type Told } from './units.ts'

export interface Teller {
  work<T>(deed: (w: Work) => Promise<T>, as: { at: Date; actor?: Actor }): Promise<T>
  options: { db: Parameters<typeof foldAll>[0] }
  pools: { owner: { query(sql: string): Promise<unknown> } }
}

/** As many offices at work beside one another as an ordinary machine has processors for. */
const OFFICES = 2

const morning = (day: Day) => new Date(`${day}T08:30:00+07:00`)

export async function seedDemonstration(teller: Teller, progress: (line: string) => void): Promise<void> {
  const c = chance(237)
  const began = performance.now()
  const on: On = (day, deed, by) => teller.work(deed, { at: morning(day), ...(by ? { actor: { ...systemActor('lotrinh'), name: by } } : {}) })
  const others = beside(OFFICES)
  const step = (vi: string) => progress(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${vi}`)
  step('Dựng tổ chức trước ngày 01/07/2025')
  const told = await on('2025-05-20', (w) => unitsBefore(w, c))
  const people = await on('2025-05-21', (w) => officialsBefore(w, c, told))
  step('Đoàn viên, người lao động')
  for (const entry of membersBefore(c, told, people, 2 * OFFICES)) await others.begin(() => on('2025-05-22', (w) => enterMembers(w, entry)))
  await others.done()
  const congresses = await on('2025-05-23', (w) => committeesBefore(w, told, people))
  const agreed = await on('2025-05-26', (w) => agreementsBefore(w, told))
  step('Kế hoạch 237/KH-TLĐ và các chỉ số')
  const plan237 = await on('2025-06-17', (w) => loadPlan237(w, told.ids.tld, { answerBy: '2025-09-30' }))
  await on('2025-06-17', (w) => publishIndicators237(w))
  await on('2025-06-18', (w) => openProgrammes(w, told))
  step('Sắp xếp tổ chức 01/07/2025')
  await on('2025-06-30', (w) => reformFoundation(w))
  await on('2025-07-01', (w) => reseat(w, told, people))
  await on('2025-07-16', (w) => communeUnions(w, c, told))
  await on('2025-08-01', (w) => seatCommunes(w, told, people, c))
  await on('2025-08-15', (w) => absences(w, c, people))
  await on('2025-08-26', (w) => communesManaged(w, told))
  const registers = await on('2025-08-27', (w) => openRegisters(w, told))
  // Sixty thousand people have come since the server last looked: without statistics it plans every class for a handful.
  await teller.pools.owner.query('analyze')
  step('Các cấp ban hành kế hoạch, mở lớp, tập huấn')
  const provincial = await answerProvinces(on, others, told, plan237, c)
  let hoangLien: HoangLien | null = null
  for (let month = '2025-08-01'; month <= '2026-11-01'; month = addMonths(month, 1)) {
    await officialsMonth(on, others, month, told, people, c)
    await workersMonth(on, others, month, told, people, c)
    await answerGrassroots(on, others, month, told, provincial, c)
    await others.done()
    await peopleMove(on, month, told, people, c)
    if (month < '2026-11-01') await on(addDays(month, 27), (w) => registersOfMonth(w, month, registers))
    if (month === '2026-01-01') hoangLien = await on('2026-01-12', (w) => unitsOfRoster(w, told, people, c))
    if (month === '2026-10-01') await on('2026-10-27', (w) => firstCongress(w, hoangLien!))
    if (month === '2025-11-01') await on('2025-11-20', (w) => mergeSome(w, told, c))
    if (month === '2025-12-01') await on('2025-12-12', (w) => firstModels(w, told))
    if (month >= '2026-01-01') await on(addDays(month, 11), (w) => spreadModels(w, told))
    if (month >= '2025-10-01') await on(addDays(month, 10), (w) => congressesOf(w, month, people, congresses))
    if (month === '2026-04-01' || month === '2026-09-01') await on(addDays(month, 25), (w) => trainChairs(w, addDays(month, 25), told, congresses), recorderAt(people, '15'))
    await others.begin(() => foldAll(teller.options.db))
    step(`${month.slice(5, 7)}/${month.slice(0, 4)}`)
  }
  await others.done()
  await on('2026-09-20', (w) => catalogues(w, told))
  await on('2026-11-16', (w) => documentsWaiting(w, registers))
  await on('2026-11-14', (w) => lastModels(w, told, people))
  // Before the classes of the coming weeks, so that those who are sent to them hear of it.
  await on('2026-11-15', (w) => openAccounts(w, told, people))
  await on('2026-11-15', (w) => agreementsSince(w, told, agreed, hoangLien!.unitId))
  await on('2026-11-16', (w) => agreementsCoded(w, hoangLien!.unitId))
  await on('2026-11-16', async (w) => { await comingClasses(w, told, people); await comingChairClass(w, told) })
  const laoCai = told.ids.provinces.get('15')!
  await on('2026-11-12', (w) => publishOwn(w, laoCai))
  await composeOwn((deed, actor) => teller.work(deed, { at: morning('2026-11-18'), actor }), laoCai, 'laocai.daotao')
  await foldAll(teller.options.db)
  // Without statistics the first reads take seconds, until the server gathers them by itself a minute later.
  await teller.pools.owner.query('analyze')
  step('Xong')
}

interface Answer { id: string; from: Day }
/** by: who recorded it, for what keeps the recorder's name beside each line. */
type On = <T>(day: Day, deed: (w: Work) => Promise<T>, by?: string) => Promise<T>

/** Full-time officials of federations and districts that ended go on in the new federation. */
async function reseat(w: Work, told: Told, people: People): Promise<void> {
  const ended = new Map<string, string>()
  for (const [old, id] of told.ids.oldProvinces) { const to = told.ids.provinces.get(told.ids.before.get(old)!.newCode)!; if (to !== id) ended.set(id, to) }
  for (const d of told.districts.values()) ended.set(d.id, told.ids.provinces.get(d.provinceCode)!)
  const civil = told.ids.unions.get('CDVC')!
  const fresh: Parameters<typeof appoint>[1] = []
  for (const o of people.officials) {
    const to = ended.get(o.unitId)
    if (!to || o.unitId === civil) continue
    await endOffice(w, { officeId: o.officeId, on: '2025-07-01' })
    const title = o.title === 'president' ? (told.districts.size > 0 && [...told.districts.values()].some((d) => d.id === o.unitId) ? 'specialist' : 'vice-president') : o.title === 'vice-president' ? 'department-head' : o.title
    Object.assign(o, { officeId: newId(), unitId: to, title })
    fresh.push({ id: o.officeId, personId: o.personId, unitId: to, title, fullTime: true, basis: 'appointed', from: '2025-07-01', decisionNumber: '21/QĐ-TLĐ' })
  }
  await appoint(w, fresh)
}

/** Each commune union gets a provisional committee under a chair: a full-time official of the former district where there is one. */
async function seatCommunes(w: Work, told: Told, people: People, c: ReturnType<typeof chance>): Promise<void> {
  const fresh: NewCommittee[] = []
  for (const [i, commune] of told.communes.entries()) {
    const federation = told.ids.provinces.get(commune.provinceCode)!
    const from = people.officials.find((o) => o.unitId === federation && o.title === 'specialist' && o.fullTime)
    if (!from) continue
    await endOffice(w, { officeId: from.officeId, on: '2025-08-01' })
    Object.assign(from, { officeId: newId(), unitId: commune.id, title: 'president', fullTime: c.percent(75) })
    fresh.push(communeCommittee(told, people, commune.id, from, i))
  }
  await formCommittees(w, fresh)
}

/** Provinces and central unions answer plan 237 over the summer and autumn; a few are late, two have not answered. */
async function answerProvinces(on: On, others: Beside, told: Told, plan237: string, c: ReturnType<typeof chance>): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const units = [...told.ids.provinces, ...[...told.ids.unions].filter(([code]) => code !== 'TLD' && code !== 'CDVC')]
  const silent = new Set(c.sample(units.filter(([code]) => !deepProvinces.some((p) => p.code === code) && code !== 'CDDK'), 3).map(([code]) => code))
  const byDay = Map.groupBy(units.filter(([code]) => !silent.has(code)), () => addDays('2025-07-21', c.between(0, 80)))
  for (const [day, list] of [...byDay].sort(([a], [b]) => a.localeCompare(b))) {
    const issues = list.map(([code, unitId]) => { const id = newId(); answers.set(code, { id, from: day }); return { id, unitId, answers: plan237, issuedOn: day } })
    await others.begin(() => on(day, (w) => issuePlans(w, issues)))
  }
  await others.done()
  return answers
}

/** Each month some more grassroots unions answer the plan of their province. */
async function answerGrassroots(on: On, others: Beside, month: Day, told: Told, provincial: Map<string, Answer>, c: ReturnType<typeof chance>): Promise<void> {
  const day = addDays(month, 24)
  if (day > '2026-11-15') return
  const open = told.grassroots.filter((g) => (provincial.get(g.provinceCode)?.from ?? '9') <= day && !g.answered && !g.ended && c.percent(g.deep ? 6 : 5) && (day >= '2025-11-01' || c.percent(40)))
  if (open.length === 0) return
  for (const g of open) g.answered = true
  await others.begin(() => on(day, (w) => issuePlans(w, open.map((g) => ({ id: newId(), unitId: g.id, answers: provincial.get(g.provinceCode)!.id, issuedOn: day })))))
}

/** Who takes the attendance of a federation or central union: its training officer. */
function recorderAt(people: People, code: string): string | undefined {
  return people.officials.find((o) => o.provinceCode === code && o.title === 'training-officer')?.name
}

async function officialsMonth(on: On, others: Beside, month: Day, told: Told, people: People, c: ReturnType<typeof chance>): Promise<void> {
  const by = fullTimeBy(people)
  for (const [code, list] of by) {
    const unitId = told.ids.provinces.get(code) ?? told.ids.unions.get(code) ?? told.ids.tld
    const deep = deepProvinces.find((p) => p.code === code)
    if (!c.percent(deep ? 22 : 12)) continue
    const waiting = list.filter((o) => !people.trained.has(o.personId))
    const going = c.sample(waiting, deep ? c.between(5, 9) : c.between(2, 4))
    if (going.length === 0) continue
    for (const o of going) people.trained.add(o.personId)
    const firstDay = addDays(month, c.between(2, 18))
    const plan: ClassPlan = {
      id: newId(), unitId, programmeId: c.percent(20) ? programmes.intelligence : programmes.officials, title: `Lớp chuyển đổi số cho cán bộ công đoàn chuyên trách, tháng ${month.slice(5, 7)}/${month.slice(0, 4)}`,
      firstDay, days: 2, people: going.map((o) => o.personId), form: c.pick(['in-person', 'blended', 'online', 'multi-point'] as const), place: 'Hội trường Liên đoàn Lao động',
    }
    const last = addDays(firstDay, 1)
    if (last > '2026-11-14') continue
    const marks = attendance(c, await on(addDays(firstDay, -6), (w) => announceClass(w, plan)))
    await others.begin(() => on(addDays(last, 1), (w) => holdClass(w, plan, marks), recorderAt(people, code)))
    const corrected = code === '15' && !people.corrected
    if (corrected && month >= '2026-02-01') { people.corrected = true; await others.done(); await on(addDays(last, 32) > '2026-11-15' ? '2026-11-15' : addDays(last, 32), (w) => correctLater(w, plan.id, 2), recorderAt(people, code)) }
  }
}

async function workersMonth(on: On, others: Beside, month: Day, told: Told, people: People, c: ReturnType<typeof chance>): Promise<void> {
  for (const province of [...deepProvinces.map((p) => ({ code: p.code, unitId: told.ids.provinces.get(p.code)! })), { code: 'CDDK', unitId: told.ids.unions.get('CDDK')! }]) {
    const hosts = told.grassroots.filter((g) => g.provinceCode === province.code && !g.taught && !g.ended && people.membersOf.has(g.id))
    const units = c.sample(hosts, c.between(4, 9))
    if (units.length === 0) continue
    for (const g of units) g.taught = true
    const firstDay = addDays(month, c.between(3, 20))
    if (firstDay > '2026-11-12') continue
    const going = units.flatMap((g) => people.membersOf.get(g.id)!.filter(() => c.percent(86))).slice(0, 900)
    const plan: ClassPlan = {
      id: newId(), unitId: province.unitId, programmeId: programmes.workers, title: `Bình dân học vụ số: kỹ năng số cơ bản, đợt ${month.slice(5, 7)}/${month.slice(0, 4)}`,
      firstDay, days: 1, people: going, capacity: Math.max(going.length, 60), form: 'multi-point', place: 'Nhà văn hóa Lao động',
    }
    const heads = units.filter((g) => g.workers > g.size).map((g) => ({ unitId: g.id, heads: Math.min(g.workers, g.size + Math.round((g.workers - g.size) * 0.8)) }))
    const marks = attendance(c, await on(addDays(firstDay, -6), (w) => announceClass(w, plan)))
    await others.begin(() => on(addDays(firstDay, 1), (w) => holdClass(w, plan, marks, heads), recorderAt(people, province.code)))
  }
}

/** People change workplaces, and chairs hand over. */
async function peopleMove(on: On, month: Day, told: Told, people: People, c: ReturnType<typeof chance>): Promise<void> {
  const day = addDays(month, 6)
  const living = told.grassroots.filter((g) => !g.ended && people.membersOf.has(g.id))
  await on(day, async (w) => {
    for (let i = 0; i < 12; i++) {
      const from = c.pick(living), to = c.pick(living.filter((g) => g.provinceCode === from.provinceCode))
      const members = people.membersOf.get(from.id)!
      if (to === from || members.length < 4) continue
      const at = c.between(1, members.length - 1)
      if (people.inCommittee.has(members[at]!)) continue
      const [personId] = members.splice(at, 1)
      people.membersOf.get(to.id)!.push(personId!)
      await movePerson(w, { id: newId(), personId: personId!, toUnitId: to.id, standing: 'member', on: day })
    }
    for (let i = 0; i < 2; i++) {
      const g = c.pick(living.filter((u) => u.deep))
      const chair = people.officials.find((o) => o.unitId === g.id && o.title === 'president')
      const next = people.membersOf.get(g.id)![1]
      if (!chair || !next || next === chair.personId || people.inCommittee.has(next)) continue
      const newOfficeId = newId()
      await handOver(w, { officeId: chair.officeId, toPersonId: next, newOfficeId, on: day, basis: 'elected', decisionNumber: '04/QĐ-CĐ' })
      Object.assign(chair, { personId: next, officeId: newOfficeId })
    }
  })
}

async function mergeSome(w: Work, told: Told, c: ReturnType<typeof chance>): Promise<void> {
  const pairs = deepProvinces.map((p) => c.sample(told.grassroots.filter((g) => g.provinceCode === p.code && g.size < 40 && !g.answered && !g.taught), 2)).filter((p) => p.length === 2)
  for (const [from] of pairs) from!.ended = true
  await merge(w, pairs.map(([from, into]) => ({ from: from!.id, into: into!.id })), { number: '57/QĐ-LĐLĐ', on: '2025-11-14', by: 'Liên đoàn Lao động tỉnh, thành phố', effectiveOn: '2025-12-01' })
}

/** Open classes of the coming weeks: nominate to them from the unmet list. */
async function comingClasses(w: Work, told: Told, people: People): Promise<void> {
  const by = fullTimeBy(people)
  for (const [i, province] of deepProvinces.entries()) {
    const waiting = (by.get(province.code) ?? []).filter((o) => !people.trained.has(o.personId)).slice(0, 4)
    await announceClass(w, {
      id: newId(), unitId: told.ids.provinces.get(province.code)!, programmeId: programmes.officials, title: 'Lớp chuyển đổi số cho cán bộ công đoàn chuyên trách, tháng 12/2026',
      firstDay: addDays('2026-12-07', i * 7), days: 2, people: waiting.map((o) => o.personId), capacity: 30, form: 'blended', place: `Trung tâm đào tạo ${province.name}`,
    })
  }
}

async function openAccounts(w: Work, told: Told, people: People): Promise<void> {
  const admin = { id: newId(), ...madePerson(chance(1), 'other', 990_001) }
  const guardian = { id: newId(), ...madePerson(chance(2), 'other', 990_002) }
  await admit(w, [admin, guardian])
  const hanoi = people.officials.find((o) => o.unitId === told.ids.provinces.get('01') && o.title === 'president')!
  await appoint(w, [
    { id: newId(), personId: admin.id, unitId: told.ids.tld, title: 'administrator', fullTime: false, basis: 'appointed', from: '2025-06-01' },
    { id: newId(), personId: guardian.id, unitId: told.ids.tld, title: 'privacy-officer', fullTime: false, basis: 'appointed', from: '2026-01-01' },
    // Someone with two offices chooses the one acted in.
    { id: newId(), personId: hanoi.personId, unitId: told.ids.tld, title: 'standing-member', fullTime: false, basis: 'elected', from: '2025-09-01' },
  ])
  const { rows } = await holders(w)
  await createAccounts(w, demonstrationAccounts.map((a) => {
    const holder = rows.find((r) => r.unit === a.office.unit && r.title === a.office.title)
    if (!holder) throw new Error(`Nobody holds ${a.office.title} in ${a.office.unit}`)
    return { personId: holder.person_id, username: a.username, email: `${a.username}@congdoan.example`, password: demonstrationPassword, mustChange: false }
  }))
}

async function holders(w: Work): Promise<{ rows: { person_id: string; unit: string; title: string }[] }> {
  return sql<{ person_id: string; unit: string; title: string }>`
    select o.person_id, v.name as unit, o.title from people.office o join organisation.unit_version v on v.unit_id = o.unit_id and v.valid @> ${w.today}::date
    where o.during @> ${w.today}::date order by o.recorded_at`.execute(w.tx)
}
