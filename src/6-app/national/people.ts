// Members and workers of a group of unions, with their places of work, the offices some hold beside their work, and long
// absences. What a class needs to know of them stays in arrays of numbers; the rows are on their way.
import { madeName } from '../demonstration/names.ts'
import { chance, type Chance } from '../demonstration/random.ts'
import type { Group } from './chunks.ts'
import { NULL, Rows } from './copy.ts'
import type { Grassroots, Top } from './country.ts'
import { AGENCIES_END, LAST, NEVER, numberOf, OPENING, REFORM, write, writeRange, type DayNumber } from './days.ts'
import { mix, type Numbered } from './ids.ts'

export type Identity = (kind: Numbered, n: number) => string

/** The people of a group; index i is the same person in every list. */
export interface Present {
  /** Number of the member, unit within the group, and the days on which the person works there: [from, to). */
  member: Float64Array; union: Uint16Array; from: Int32Array; to: Int32Array
  /** Place among the officers of the union: 0 the chair, 1 the deputy, 2 inspection, 3 women …; 255: none. */
  rank: Uint8Array
}

export const NO_RANK = 255

export interface PeopleRows { person: Rows; identity: Rows; placement: Rows; office: Rows; absence: Rows; workforce: Rows }
export const peopleRows = (): PeopleRows => ({
  person: new Rows('people.person', 'id, name, given_name, born, female, phone, recorded_at'),
  identity: new Rows('people.identity', 'person_id, citizen_id'),
  placement: new Rows('people.placement', 'id, person_id, unit_id, standing, during, recorded_at'),
  office: new Rows('people.office', 'id, person_id, unit_id, title, full_time, basis, term, decision_number, during, recorded_at, unit_kind'),
  absence: new Rows('people.absence', 'id, person_id, reason, during, recorded_at'),
  workforce: new Rows('people.workforce', 'unit_id, workers, during, evidence, recorded_at'),
})

const PREFIXES = ['32', '33', '35', '37', '86', '96', '97', '98', '70', '77', '81', '83', '90', '93']
const TITLES = ['president', 'vice-president', 'inspection-head', 'women-officer']
const TERM_BEFORE = '[2023-06-01,2028-06-01)', TERM_SINCE = '[2025-09-01,2030-09-01)'
const ELECTED = numberOf('2023-06-20')

export const recorded = (day: DayNumber): string => `${write(Math.max(OPENING, Math.min(day, LAST)))} 08:30:00+07`

/** The person itself. `serial`: counts those with the same `home`; up to two million. */
export function addPerson(rows: PeopleRows, c: Chance, id: string, top: Pick<Top, 'region' | 'home'>, serial: number, known: string): boolean {
  if (serial >= 2_000_000) throw new Error('Citizen numbers of one home are used up')
  const { family, middle, given, female } = madeName(c, top.region)
  let year = c.between(1968, 2003)
  // Two people with the same six last digits are born in years of different parity.
  if (((year + Math.floor(serial / 1_000_000) + mix(serial % 1_000_000)) & 1) === 1) year++
  const month = c.between(1, 12), day = c.between(1, 28)
  const phone = c.percent(70) ? `0${PREFIXES[c.between(0, 13)]}${String(c.between(1_000_000, 9_999_999))}` : NULL
  rows.person.add(`${id}\t${family} ${middle} ${given}\t${given}\t${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}\t${female ? 't' : 'f'}\t${phone}\t${known}`)
  rows.identity.add(`${id}\t${top.home}${(year >= 2000 ? 2 : 0) + (female ? 1 : 0)}${String(year % 100).padStart(2, '0')}${String(serial % 1_000_000).padStart(6, '0')}`)
  return female
}

/** How many officers a union has who are not paid for it. */
const officersOf = (g: Grassroots): number => Math.min(g.size - 1, 3 + Math.min(60, Math.round(g.size * 0.025)))

export function addPeople(rows: PeopleRows, group: Group, seed: number, identity: Identity): Present {
  const count = group.unions.reduce((sum, g) => sum + g.ever, 0)
  const present: Present = { member: new Float64Array(count), union: new Uint16Array(count), from: new Int32Array(count), to: new Int32Array(count), rank: new Uint8Array(count).fill(NO_RANK) }
  let at = 0
  for (const [u, g] of group.unions.entries()) {
    const c = chance(mix(seed ^ mix(g.number)))
    const officers = officersOf(g)
    for (let i = 0; i < g.ever; i++, at++) {
      const n = g.firstMember + i, id = identity('member', n)
      const [from, to] = daysAt(c, g, i, officers)
      present.member[at] = n
      present.union[at] = u
      present.from[at] = from
      present.to[at] = to
      const female = addPerson(rows, c, id, group.top, n - group.top.grassroots[0]!.firstMember, recorded(from))
      rows.placement.add(`${identity('placement', n)}\t${id}\t${g.id}\t${c.percent(88) ? 'member' : 'worker'}\t${writeRange(from, to)}\t${recorded(from)}`)
      if (to < LAST - 70 && c.percent(g.ends === AGENCIES_END ? 5 : 50)) addMove(rows, c, group.top, g, n, id, to, identity)
      if (female && c.percent(1.2)) {
        const since = c.between(Math.max(from, OPENING), LAST)
        if (since < to) rows.absence.add(`${identity('absence', n)}\t${id}\tmaternity\t${writeRange(since, since + 182)}\t${recorded(since)}`)
      }
    }
    addOffices(rows, c, g, officers, identity, present, at - g.ever)
    if (g.unnamed > 0) rows.workforce.add(`${g.id}\t${g.ever + g.unnamed}\t${writeRange(g.founded, g.ends)}\tBáo cáo lao động của doanh nghiệp\t${recorded(g.founded)}`)
  }
  return present
}

/** From when to when the i-th person works there. The officers and whoever may follow the chair were there from the founding and stay. */
function daysAt(c: Chance, g: Grassroots, i: number, officers: number): [DayNumber, DayNumber] {
  // Whoever worked in a union that merged is found there for ever; nobody came after.
  const end = g.into ? NEVER : g.ends
  if (i <= officers) return [g.founded, end]
  const last = Math.min(LAST, g.ends)
  const from = g.founded >= OPENING || c.percent(28) ? c.between(Math.max(g.founded, OPENING), last - 2) : c.between(g.founded, OPENING)
  if (i < g.size) return [from, end]
  return [from, c.between(Math.min(Math.max(from, OPENING) + 1, last - 1), last)]
}

function addMove(rows: PeopleRows, c: Chance, top: Top, from: Grassroots, n: number, id: string, left: DayNumber, identity: Identity): void {
  const to = c.pick(top.grassroots)
  if (to === from || to.ends !== NEVER || to.founded > left) return
  const since = left + c.between(0, 60)
  rows.placement.add(`${identity('move', n)}\t${id}\t${to.id}\t${c.percent(88) ? 'member' : 'worker'}\t${writeRange(since, NEVER)}\t${recorded(since)}`)
}

/** Offices beside the work: those elected before the reform, cut short by the congresses of the autumn after it. */
function addOffices(rows: PeopleRows, c: Chance, g: Grassroots, officers: number, identity: Identity, present: Present, start: number): void {
  const congress = REFORM + 70 + c.between(0, 150)
  const end = g.ends
  const hold = (i: number, turn: number, title: string, basis: string, term: string, from: DayNumber, to: DayNumber, fullTime = false) => {
    if (from >= to) return
    const n = g.firstMember + i
    rows.office.add(`${identity('office', n * 2 + turn)}\t${identity('member', n)}\t${g.id}\t${title}\t${fullTime ? 't' : 'f'}\t${basis}\t${term}\t${turn === 0 ? '04/QĐ-CĐ' : '11/QĐ-CĐ'}\t${writeRange(from, to)}\t${recorded(from)}\t${g.kind}`)
  }
  for (let i = 0; i < officers; i++) present.rank[start + i] = i
  const young = g.founded >= REFORM
  const begins = Math.max(g.founded, ELECTED)
  const turns = young ? g.founded + 150 : congress
  const [basis, term] = young ? ['provisional', NULL] : ['elected', TERM_BEFORE]
  const paid = g.size > 1500
  for (let i = 0; i < officers; i++) {
    const title = TITLES[i] ?? (i < 9 && g.size >= 40 ? 'committee-member' : 'group-head')
    const again = turns < Math.min(end, LAST)
    // Every third chair and every sixth of the others was followed by someone else.
    const follows = again && (i === 0 ? c.percent(35) : false)
    hold(i, 0, title, basis!, term!, begins, again && (i === 0 || young) ? turns : end, paid && i === 0)
    if (again && (i === 0 || young)) {
      hold(follows ? officers : i, 1, title, 'elected', TERM_SINCE, turns, end, paid && i === 0)
      if (follows) present.rank[start + officers] = 0
    }
  }
}
