// Committees of the story: elected for 2023-2028, cut short by the reform of 2025, elected anew for 2025-2030 (KH 22/KH-TLĐ),
// recognised by the union above, and their new chairs trained. Commune unions begin with provisional ones; two of them also
// manage the unions of communes that have none of their own. Chance of its own: the rest of the story stays as it is.
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { relate } from '#organisation'
import { formCommittees, recogniseCommittee, type NewCommittee } from '#people'
import type { Work } from '#platform/work'
import { announceClass, attendance, holdClass, programmes, type ClassPlan } from './classes.ts'
import type { Official, People } from './people.ts'
import { chance, type Chance } from './random.ts'
import type { Grassroots, Told } from './units.ts'

/** Unions with committees, in the order of their congresses; `next`: whose turn it is. */
export interface Congresses { c: Chance; units: Grassroots[]; next: number; recognising: { committeeId: string; unitId: string; on: Day }[]; chairs: Map<string, Official>; elected: { unitId: string; from: Day }[] }

type Office = NewCommittee['offices'][number]
const office = (personId: string, title: string): Office => ({ id: newId(), personId, title })

/** Committees elected in 2023, with the chairs in office since then. */
export async function committeesBefore(w: Work, told: Told, people: People): Promise<Congresses> {
  const c = chance(2023)
  const old = told.grassroots.filter((g) => g.deep && g.founded < '2020-12-01' && g.size >= 14)
  const units = c.sample(['15', '91', '01'].flatMap((code) => c.sample(old.filter((g) => g.provinceCode === code), code === '15' ? 48 : 18)), 84)
  const chairs = new Map(people.officials.filter((o) => o.title === 'president').map((o) => [o.unitId, o]))
  await formCommittees(w, units.map((g): NewCommittee => {
    const others = people.membersOf.get(g.id)!.slice(2, 2 + Math.min(4, Math.floor(g.size / 7)))
    for (const id of others) people.inCommittee.add(id)
    return {
      id: newId(), unitId: g.id, basis: 'elected', term: { from: '2023-06-01', to: '2028-06-01' }, from: '2023-06-20', recognition: { number: '14/QĐ-LĐLĐ', on: '2023-07-03' },
      offices: [office(chairs.get(g.id)!.personId, 'president'), ...others.map((id, i) => office(id, i === 0 ? 'vice-president' : 'committee-member'))],
    }
  }))
  return { c, units, next: 0, recognising: [], chairs, elected: [] }
}

/** The provisional committee of a commune union: its chair, and chairs of the unions under it. Some decisions say until when, some do not. */
export function communeCommittee(told: Told, people: People, unitId: string, chair: Official, i: number): NewCommittee {
  const below = new Set(told.grassroots.filter((g) => g.parentId === unitId).map((g) => g.id))
  const others = people.officials.filter((o) => o.title === 'president' && below.has(o.unitId)).slice(0, 4)
  return {
    id: newId(), unitId, basis: 'provisional', term: { from: '2025-08-01', to: i % 2 === 0 ? null : '2027-01-01' }, from: '2025-08-01', decision: { number: '35/QĐ-LĐLĐ', on: '2025-07-28' },
    offices: [{ ...office(chair.personId, 'president'), id: chair.officeId, fullTime: chair.fullTime }, ...others.map((o) => office(o.personId, 'committee-member'))],
  }
}

/** Two commune unions of Lào Cai are put in charge of unions in communes around them. */
export async function communesManaged(w: Work, told: Told): Promise<void> {
  for (const { name, district, communes } of [
    { name: 'Công đoàn phường Sa Pa', district: 'thị xã Sa Pa', communes: ['xã Tả Van', 'xã Tả Phìn', 'xã Mường Bo'] }, { name: 'Công đoàn xã Bắc Hà', district: 'huyện Bắc Hà', communes: ['xã Bảo Nhai', 'xã Cốc Lầu'] }]) {
    const manager = told.communes.find((u) => u.provinceCode === '15' && u.name === name)!
    const others = told.grassroots.filter((g) => g.districtOf === district && g.parentId !== manager.id).slice(0, communes.length * 3)
    await relate(w, others.map((g, i) => ({ id: newId(), kind: 'manages', unitId: manager.id, otherId: g.id, commune: communes[i % communes.length]!, from: '2025-09-01' })),
      { number: '41/QĐ-LĐLĐ', on: '2025-08-25', by: 'Liên đoàn Lao động tỉnh Lào Cai' })
  }
}

/** Some unions hold their congresses; what was elected the month before is recognised. Most chairs are elected again. */
export async function congressesOf(w: Work, month: Day, people: People, told: Congresses): Promise<void> {
  const { c, units, chairs } = told
  for (const { committeeId, unitId, on } of told.recognising.splice(0)) {
    await recogniseCommittee(w, { committeeId, recognition: { number: `${c.between(60, 480)}/QĐ-LĐLĐ`, on } })
    told.elected.push({ unitId, from: on })
  }
  const turn = units.slice(told.next, told.next + 6).filter((g) => !g.ended && people.membersOf.get(g.id)!.length > 9)
  told.next += 6
  const from = addDays(month, 10)
  const formed = turn.map((g): NewCommittee => {
    const chair = chairs.get(g.id)!
    const members = people.membersOf.get(g.id)!.filter((id) => id !== chair.personId)
    const president = chair.fullTime || c.percent(60) ? chair.personId : members[5]!
    const others = members.filter((id) => id !== president).slice(1, 4)
    for (const id of [president, ...others]) people.inCommittee.add(id)
    const seat = office(president, 'president')
    Object.assign(chair, { personId: president, officeId: seat.id })
    return { id: newId(), unitId: g.id, basis: 'elected', from, term: { from, to: `${Number(from.slice(0, 4)) + 5}${from.slice(4)}` }, offices: [seat, ...others.map((id, i) => office(id, i === 0 ? 'vice-president' : 'committee-member'))] }
  })
  if (formed.length === 0) return
  await formCommittees(w, formed)
  told.recognising.push(...formed.map((f) => ({ committeeId: f.id, unitId: f.unitId, on: addDays(from, 9) })))
}

/** Lào Cai trains the chairs elected until then; of those elected since, some still wait. */
export async function trainChairs(w: Work, at: Day, told: Told, congresses: Congresses): Promise<void> {
  const of = new Map(told.grassroots.map((g) => [g.id, g]))
  const waiting = congresses.elected.filter(({ unitId }) => of.get(unitId)!.provinceCode === '15')
  congresses.elected = congresses.elected.filter((e) => !waiting.includes(e))
  const plan: ClassPlan = {
    id: newId(), unitId: told.ids.provinces.get('15')!, programmeId: programmes.chairs, title: `Bồi dưỡng chủ tịch công đoàn cơ sở mới, tháng ${at.slice(5, 7)}/${at.slice(0, 4)}`,
    firstDay: addDays(at, -3), days: 3, people: waiting.map(({ unitId }) => congresses.chairs.get(unitId)!.personId), form: 'in-person', place: 'Trường Chính trị tỉnh Lào Cai',
  }
  await holdClass(w, plan, attendance(congresses.c, await announceClass(w, plan)))
}

/** The class that the chairs who wait may be sent to. */
export async function comingChairClass(w: Work, told: Told): Promise<void> {
  await announceClass(w, {
    id: newId(), unitId: told.ids.provinces.get('15')!, programmeId: programmes.chairs, title: 'Bồi dưỡng chủ tịch công đoàn cơ sở mới, tháng 12/2026', firstDay: '2026-12-14', days: 2, people: [], capacity: 40, form: 'blended', place: 'Trường Chính trị tỉnh Lào Cai',
  })
}
