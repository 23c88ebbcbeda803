// The people of the demonstration: full-time officials of the federations, part-time chairs, members and workers.
import { newId } from '#base/id'
import { addDays } from '#base/day'
import { admit, appoint, declareWorkforce, place, recordAbsence } from '#people'
import type { Work } from '#platform/work'
import { madePerson, type Region } from './names.ts'
import { deepCorporation, deepProvinces } from './places.ts'
import type { Chance } from './random.ts'
import type { Told } from './units.ts'

export interface Official { personId: string; name: string; officeId: string; unitId: string; provinceCode: string; title: string; fullTime: boolean }
export interface People { officials: Official[]; membersOf: Map<string, string[]>; serial: number; trained: Set<string>; /** Who sits in a committee stays at the workplace. */ inCommittee: Set<string>; corrected: boolean }

type PersonRow = Parameters<typeof admit>[1][number]
type OfficeRow = Parameters<typeof appoint>[1][number]
type PlacementRow = Parameters<typeof place>[1][number]

/** Someone who does not exist, with a number nobody else has. */
export function person(c: Chance, people: People, region: Region): PersonRow {
  return { id: newId(), ...madePerson(c, region, ++people.serial) }
}

const term = { from: '2023-06-01', to: '2028-06-01' }

/** Officials as they stood before the reform: federations and district federations full-time, chairs part-time. */
export async function officialsBefore(w: Work, c: Chance, told: Told): Promise<People> {
  const people: People = { officials: [], membersOf: new Map(), serial: 0, trained: new Set(), inCommittee: new Set(), corrected: false }
  const persons: PersonRow[] = []
  const offices: OfficeRow[] = []
  const seat = (unitId: string, provinceCode: string, region: Region, title: string, fullTime: boolean, from: string, basis: 'elected' | 'appointed' = 'elected') => {
    const p = person(c, people, region)
    const officeId = newId()
    persons.push(p)
    offices.push({ id: officeId, personId: p.id, unitId, title, fullTime, basis, term: basis === 'elected' ? term : null, from })
    people.officials.push({ personId: p.id, name: p.name, officeId, unitId, provinceCode, title, fullTime })
  }
  const bureau = (unitId: string, code: string, region: Region, specialists: number) => {
    seat(unitId, code, region, 'president', true, '2023-09-15')
    seat(unitId, code, region, 'vice-president', true, '2023-09-15')
    for (let i = 0; i < specialists; i++) seat(unitId, code, region, i === 0 ? 'training-officer' : i === 1 ? 'inspection-head' : 'specialist', true, `${c.between(2012, 2024)}-0${c.between(1, 9)}-01`, 'appointed')
  }
  bureau(told.ids.tld, 'TLD', 'other', 12)
  for (const [old, id] of told.ids.oldProvinces) {
    const deep = deepProvinces.find((p) => p.old.some((o) => o.code === old))
    bureau(id, told.ids.before.get(old)!.newCode, deep?.region ?? 'other', deep ? 12 : 3)
  }
  for (const [code, id] of told.ids.unions) if (code !== 'CDVC') bureau(id, code, 'other', code === deepCorporation.code ? 7 : 2)
  for (const d of told.districts.values()) {
    seat(d.id, d.provinceCode, deepProvinces.find((p) => p.code === d.provinceCode)!.region, 'president', true, '2023-08-01')
    seat(d.id, d.provinceCode, deepProvinces.find((p) => p.code === d.provinceCode)!.region, 'specialist', true, '2021-05-01', 'appointed')
  }
  for (const u of told.companies) seat(u.id, u.provinceCode, 'other', 'president', true, '2023-08-20')
  for (const g of told.grassroots) seat(g.id, g.provinceCode, g.region, 'president', g.size > 700, g.founded > '2023-06-01' ? g.founded : '2023-06-20')
  await admit(w, persons)
  await appoint(w, offices)
  return people
}

/** Members and workers of some unions, as one office enters them. */
export interface Entry { persons: PersonRow[]; placements: PlacementRow[]; workforces: Parameters<typeof declareWorkforce>[1][] }

/** Everyone who works in the unions, entered by so many offices; for one unit in six a work force that is larger than the people known by name. */
export function membersBefore(c: Chance, told: Told, people: People, offices: number): Entry[] {
  const entries = Array.from({ length: offices }, (): Entry => ({ persons: [], placements: [], workforces: [] }))
  const chairs = new Map(people.officials.map((o) => [o.unitId, o.personId]))
  for (const [n, g] of told.grassroots.entries()) {
    const { persons, placements, workforces } = entries[n % offices]!
    const ids = [chairs.get(g.id)!]
    placements.push({ id: newId(), personId: ids[0]!, unitId: g.id, standing: 'member', from: g.founded })
    for (let i = 1; i < g.size; i++) {
      const p = person(c, people, g.region)
      persons.push(p)
      ids.push(p.id)
      const from = c.percent(55) ? g.founded : addDays(g.founded, c.between(30, 900))
      placements.push({ id: newId(), personId: p.id, unitId: g.id, standing: c.percent(88) ? 'member' : 'worker', from: from > '2025-06-01' ? '2025-06-01' : from })
    }
    people.membersOf.set(g.id, ids)
    if (g.workers > g.size) workforces.push({ unitId: g.id, workers: g.workers, from: g.founded, evidence: 'Báo cáo lao động của doanh nghiệp' })
  }
  return entries
}

export async function enterMembers(w: Work, { persons, placements, workforces }: Entry): Promise<void> {
  await admit(w, persons)
  await place(w, placements)
  for (const workforce of workforces) await declareWorkforce(w, workforce)
}

export async function absences(w: Work, c: Chance, people: People): Promise<void> {
  for (const o of c.sample(people.officials.filter((o) => o.fullTime), 14)) {
    const from = addDays('2025-09-01', c.between(0, 400))
    await recordAbsence(w, { id: newId(), personId: o.personId, reason: c.pick(['maternity', 'long-illness', 'study-leave'] as const), from, to: addDays(from, 182) })
  }
}
