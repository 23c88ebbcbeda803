// Those who work for the union alone: in federations and central unions, until the reform in the districts, since then in
// the communes.
import { chance, type Chance } from '../demonstration/random.ts'
import type { Country, Top } from './country.ts'
import { NULL } from './copy.ts'
import { COMMUNES_TAKE_OVER, LAST, NEVER, numberOf, OPENING, REFORM, writeRange, type DayNumber } from './days.ts'
import { mix } from './ids.ts'
import type { Learner, School } from './learning.ts'
import { addPerson, recorded, type Identity, type PeopleRows } from './people.ts'
import { schooling } from './programmes.ts'

/** Room for the officials of one top. */
export const OFFICIALS_OF_TOP = 4096

interface Official { n: number; id: string; posts: { unitId: string; title: string; elected: boolean; from: DayNumber; to: DayNumber }[] }

/** The full-time officials of one top with their offices, absences and classes; `unitId` of the Confederation for its own bureau. */
export function addOfficials(rows: PeopleRows, school: School, country: Country, place: number, top: Top | { id: string; bureau: number }, seed: number, identity: Identity): void {
  const c = chance(mix(seed ^ mix(place + 0x0ff1)))
  const officials: Official[] = []
  const first = country.members + place * OFFICIALS_OF_TOP
  const join = (unitId: string, title: string, elected = false): Official => {
    const n = first + officials.length
    const from = elected ? numberOf('2023-09-15') : c.between(numberOf('2012-01-01'), OPENING + 300)
    const official: Official = { n, id: identity('officer', n), posts: [{ unitId, title, elected, from, to: NEVER }] }
    officials.push(official)
    return official
  }
  const bureau = (unitId: string, others: number) => {
    join(unitId, 'president', true)
    join(unitId, 'vice-president', true)
    for (let i = 0; i < others; i++) join(unitId, i === 0 ? 'training-officer' : i === 1 ? 'inspection-head' : i < 5 ? 'department-head' : 'specialist')
  }
  if ('bureau' in top) bureau(top.id, top.bureau)
  else if (!top.province) {
    bureau(top.id, top.full ? 22 : 2)
    for (const u of top.uppers) { join(u.id, 'president', true); if (top.full) for (let i = 0; i < 2; i++) join(u.id, 'specialist') }
  } else fillProvince(top, c, bureau, join, officials)
  const region = 'region' in top ? top.region : 'other'
  // Of the rest, a few thousand, the table looks it up.
  const kindOf = new Map('uppers' in top ? top.uppers.map((u) => [u.id, u.kind]) : [])
  for (const o of officials) write(rows, c, o, region, country, kindOf, identity)
  for (const campaign of schooling) {
    const on = c.between(campaign.from, campaign.to)
    const learners = officials.flatMap((o): Learner[] => {
      const post = o.posts.find((p) => p.from <= on && on < p.to)
      return post && c.next() < campaign.rate ? [{ id: o.id, unitId: post.unitId }] : []
    })
    for (let i = 0; i < learners.length; i += 40) school.hold(c, campaign, on, top.id, learners.slice(i, i + 40), 60)
  }
}

/** Bureaus of the old provinces and districts; on the day of the reform they go on in the new province, a month later the communes get their chairs. */
function fillProvince(top: Top, c: Chance, bureau: (unitId: string, others: number) => void, join: (unitId: string, title: string, elected?: boolean) => Official, officials: Official[]): void {
  for (const old of top.olds) {
    bureau(old.id, top.full ? 28 : 1)
    if (top.full) for (const d of old.districts) { join(d.id, 'president', true); for (let i = 0; i < 4; i++) join(d.id, 'specialist') }
  }
  const displaced = officials.filter((o) => o.posts[0]!.unitId !== top.id)
  const communes = top.uppers.filter((u) => u.kind === 'commune-union')
  for (const o of displaced) {
    const post = o.posts[0]!
    post.to = REFORM
    const title = post.title === 'president' ? (top.olds.some((old) => old.id === post.unitId) ? 'vice-president' : 'specialist') : post.title === 'vice-president' ? 'department-head' : post.title
    o.posts.push({ unitId: top.id, title, elected: false, from: REFORM, to: NEVER })
    if (title !== 'specialist') continue
    const commune = communes.pop()
    if (!commune) { if (c.percent(25)) o.posts.pop(); continue }
    o.posts[1]!.to = COMMUNES_TAKE_OVER
    o.posts.push({ unitId: commune.id, title: 'president', elected: false, from: COMMUNES_TAKE_OVER, to: NEVER })
  }
  for (const u of top.uppers) {
    if (u.kind === 'commune-union') continue
    join(u.id, 'president', true)
    if (top.full) for (let i = u.kind === 'industrial-zone-union' ? 5 : 3; i > 0; i--) join(u.id, 'specialist')
  }
}

function write(rows: PeopleRows, c: Chance, o: Official, region: Top['region'], country: Country, kindOf: ReadonlyMap<string, string>, identity: Identity): void {
  addPerson(rows, c, o.id, { region, home: `0${country.homeOfOfficers}` }, o.n - country.members, recorded(o.posts[0]!.from))
  for (const [i, p] of o.posts.entries()) {
    const provisional = p.title === 'president' && p.from === COMMUNES_TAKE_OVER
    rows.office.add(`${identity('office', o.n * 4 + i + country.members * 2)}\t${o.id}\t${p.unitId}\t${p.title}\tt\t${provisional ? 'provisional' : p.elected ? 'elected' : 'appointed'}\t${p.elected ? '[2023-06-01,2028-06-01)' : NULL}\t${i === 0 ? '02/QĐ-TLĐ' : '21/QĐ-TLĐ'}\t${writeRange(p.from, p.to)}\t${recorded(p.from)}\t${kindOf.get(p.unitId) ?? NULL}`)
  }
  if (c.percent(4)) {
    const from = c.between(OPENING, LAST)
    rows.absence.add(`${identity('absence', o.n)}\t${o.id}\t${c.pick(['maternity', 'long-illness', 'study-leave'])}\t${writeRange(from, from + 182)}\t${recorded(from)}`)
  }
}
