// The units that the sample roster names: a second wave of founding in January 2026, with their people.
import { newId } from '#base/id'
import { establish } from '#organisation'
import { admit, formCommittees, place, recogniseCommittee, type NewCommittee } from '#people'
import type { Work } from '#platform/work'
import { person, type Official, type People } from './people.ts'
import type { Chance } from './random.ts'
import type { Told } from './units.ts'

const communes = [{ name: 'Công đoàn phường Lào Cai', kind: 'commune-union' }, { name: 'Công đoàn phường Cam Đường', kind: 'commune-union' }, { name: 'Công đoàn các khu công nghiệp tỉnh Lào Cai', kind: 'industrial-zone-union' }]
const grassroots: { name: string; under: string | null; size: number; occupational?: boolean }[] = [
  { name: 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên', under: 'Công đoàn phường Lào Cai', size: 64 },
  { name: 'Công đoàn cơ sở Công ty Cổ phần Khoáng sản Cam Đường', under: 'Công đoàn phường Cam Đường', size: 120 },
  { name: 'Công đoàn cơ sở Công ty TNHH Chè Bản Xanh', under: 'Công đoàn các khu công nghiệp tỉnh Lào Cai', size: 38 },
  { name: 'Công đoàn cơ sở Bệnh viện Đa khoa tư nhân Bình Minh', under: 'Công đoàn phường Lào Cai', size: 45 },
  { name: 'Công đoàn cơ sở Hợp tác xã Vận tải Sa Pa', under: null, size: 18 },
  { name: 'Nghiệp đoàn cơ sở Xe ôm Sa Pa', under: null, size: 12, occupational: true },
]

export async function unitsOfRoster(w: Work, told: Told, people: People, c: Chance): Promise<HoangLien> {
  const federation = told.ids.provinces.get('15')!
  const from = '2026-01-15'
  const decision = { number: '03/QĐ-LĐLĐ', on: '2026-01-12', by: 'Liên đoàn Lao động tỉnh Lào Cai', effectiveOn: from }
  const upper = new Map(communes.map((u) => [u.name, newId()]))
  await establish(w, communes.map((u) => ({ id: upper.get(u.name)!, kind: u.kind, name: u.name, parentId: federation })), decision)
  for (const u of communes) told.communes.push({ id: upper.get(u.name)!, name: u.name, provinceCode: '15', kind: u.kind })
  const made = grassroots.map((u) => ({ ...u, id: newId(), parentId: u.under ? upper.get(u.under)! : federation }))
  await establish(w, made.map((u) => ({ id: u.id, kind: u.occupational ? 'occupational-union' : 'grassroots-union', name: u.name, parentId: u.parentId })), decision)
  const seats = [...communes.map((u) => ({ unitId: upper.get(u.name)!, fullTime: true })), ...made.map((u) => ({ unitId: u.id, fullTime: false }))]
  const chairs = seats.map((s) => ({ ...s, person: person(c, people, 'mountain') }))
  const members = made.flatMap((u) => Array.from({ length: u.size - 1 }, () => ({ unitId: u.id, person: person(c, people, 'mountain') })))
  await admit(w, [...chairs, ...members].map((m) => m.person))
  const committees = chairs.map((s): NewCommittee => ({
    id: newId(), unitId: s.unitId, basis: 'provisional', term: { from, to: null }, from, decision: { number: '05/QĐ-LĐLĐ', on: '2026-01-12' },
    offices: [{ id: newId(), personId: s.person.id, title: 'president', fullTime: s.fullTime }, ...members.filter((m) => m.unitId === s.unitId).slice(0, 2).map((m) => ({ id: newId(), personId: m.person.id, title: 'committee-member' }))],
  }))
  await formCommittees(w, committees)
  await place(w, [...members, ...chairs.filter((s) => !s.fullTime)].map((m) => ({ id: newId(), personId: m.person.id, unitId: m.unitId, standing: 'member' as const, from })))
  for (const [i, s] of chairs.entries()) people.officials.push({ personId: s.person.id, name: s.person.name, officeId: committees[i]!.offices[0]!.id, unitId: s.unitId, provinceCode: '15', title: 'president', fullTime: s.fullTime })
  const hoangLien = made.find((u) => u.name.endsWith('May Hoàng Liên'))!.id
  return { unitId: hoangLien, chair: people.officials.find((o) => o.unitId === hoangLien)!, members: members.filter((m) => m.unitId === hoangLien).slice(2, 6).map((m) => m.person.id) }
}

/** The union of May Hoàng Liên as the congress found it. */
export interface HoangLien { unitId: string; chair: Official; members: string[] }

/** Its first congress elects its chair again, for a term; the commune union recognises. */
export async function firstCongress(w: Work, { unitId, chair, members }: HoangLien): Promise<void> {
  const id = newId(), from = '2026-10-18', president = newId()
  await formCommittees(w, [{
    id, unitId, basis: 'elected', term: { from, to: '2031-10-18' }, from, decision: { number: '01/NQ-ĐH', on: from },
    offices: [{ id: president, personId: chair.personId, title: 'president' }, ...members.map((personId, i) => ({ id: newId(), personId, title: i === 0 ? 'vice-president' : 'committee-member' }))],
  }])
  chair.officeId = president
  await recogniseCommittee(w, { committeeId: id, recognition: { number: '07/QĐ-CĐP', on: '2026-10-27' } })
}
