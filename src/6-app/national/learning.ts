// Classes and completions. Every class is there with its completions; one in a hundred also with its sessions, who was
// sent and who came. Some completions came by import, some were taken back.
import { chance, type Chance } from '../demonstration/random.ts'
import type { Chunk, Group } from './chunks.ts'
import { NULL, Rows } from './copy.ts'
import { REFORM, write, type DayNumber } from './days.ts'
import { mix, type Numbered } from './ids.ts'
import type { Evidence } from './papers.ts'
import { NO_RANK, recorded, type Identity, type Present } from './people.ts'
import { campaigns, programmeKeys, programmes, type Campaign } from './programmes.ts'

export interface LearningRows { class: Rows; place: Rows; session: Rows; nomination: Rows; mark: Rows; completion: Rows; headCount: Rows }
export const learningRows = (): LearningRows => ({
  class: new Rows('learning.class', 'id, programme_id, unit_id, title, form, capacity, first_day, last_day, status, completed_on, recorded_at'),
  place: new Rows('learning.class_place', 'id, class_id, ord, name'),
  session: new Rows('learning.session', 'id, class_id, starts_at, ends_at'),
  nomination: new Rows('learning.nomination', 'id, seq, class_id, organiser_id, person_id, unit_id, nominated_at'),
  mark: new Rows('learning.mark', 'id, class_id, session_id, person_id, state, recorded_at, recorded_by'),
  completion: new Rows('learning.completion', 'id, person_id, programme_id, class_id, organiser_id, import_id, source, on_day, recorded_at, voided_at, void_reason'),
  headCount: new Rows('learning.head_count', 'id, class_id, organiser_id, unit_id, heads, sheet_id, recorded_at'),
})

/** Whoever completes a class, and the unit that sent them. */
export interface Learner { id: string; unitId: string }

/** Numbers classes and what hangs on them within one chunk: room for four million of each. */
export class School {
  readonly rows = learningRows()
  /** Classes that are closed once their attendance is written: an open class alone takes marks without a reason. */
  readonly closing: { id: string; on: string }[] = []
  readonly #identity: Identity
  readonly #base: number
  readonly #counts = new Map<Numbered, number>()

  constructor(identity: Identity, chunk: number) {
    this.#identity = identity
    this.#base = chunk * 4_194_304
  }

  number(kind: Numbered): number {
    const n = this.#counts.get(kind) ?? 0
    this.#counts.set(kind, n + 1)
    return this.#base + n
  }

  id(kind: Numbered): string {
    return this.#identity(kind, this.number(kind))
  }

  programme(key: Campaign['programme']): string {
    return this.#identity('programme', programmeKeys.indexOf(key))
  }

  /** One class with its completions; answers its id. */
  hold(c: Chance, campaign: Campaign, on: DayNumber, organiser: string, learners: Learner[], recordsPercent: number): string {
    const { rows } = this
    const id = this.id('class'), day = write(on), programmeId = this.programme(campaign.programme)
    const told = c.percent(recordsPercent)
    rows.class.add(`${id}\t${programmeId}\t${organiser}\t${programmes[campaign.programme].name}, ${day.slice(5, 7)}/${day.slice(0, 4)}\t${learners.length > 80 ? 'multi-point' : 'in-person'}\t${Math.max(20, learners.length)}\t${day}\t${day}\t${told ? `open\t${NULL}` : `closed\t${day}`}\t${recorded(on - 7)}`)
    if (told) this.#tell(c, id, on, organiser, learners)
    const known = recorded(on + 1)
    for (const { id: person } of learners) {
      // Four in a thousand were written by mistake; a third of those stand again, rightly this time.
      const mistaken = c.next() < 0.004
      this.#complete(person, programmeId, `${id}\t${organiser}\t${NULL}\tclass`, day, known, mistaken ? `${recorded(on + 20)}\tGhi nhầm người dự lớp` : `${NULL}\t${NULL}`)
      if (mistaken && c.percent(33)) this.#complete(person, programmeId, `${id}\t${organiser}\t${NULL}\tclass`, day, recorded(on + 25), `${NULL}\t${NULL}`)
    }
    return id
  }

  /** Completions claimed by a spreadsheet. */
  claim(campaign: Campaign, on: DayNumber, importId: string, learners: Learner[]): void {
    const programmeId = this.programme(campaign.programme)
    for (const { id } of learners) this.#complete(id, programmeId, `${NULL}\t${NULL}\t${importId}\timport`, write(on), recorded(on + 30), `${NULL}\t${NULL}`)
  }

  #complete(person: string, programmeId: string, whence: string, day: string, known: string, voided: string): void {
    this.rows.completion.add(`${this.id('completion')}\t${person}\t${programmeId}\t${whence}\t${day}\t${known}\t${voided}`)
  }

  /** The class with its place, two sessions, nominations and marks; it is closed afterwards. */
  #tell(c: Chance, id: string, on: DayNumber, organiser: string, learners: Learner[]): void {
    const { rows } = this
    const day = write(on)
    this.closing.push({ id, on: day })
    rows.place.add(`${this.id('place')}\t${id}\t0\tNhà văn hóa Lao động`)
    const sessions = ['08', '14'].map((hour) => {
      const session = this.id('session')
      rows.session.add(`${session}\t${id}\t${day} ${hour}:00:00+07\t${day} ${Number(hour) + 3}:00:00+07`)
      return session
    })
    for (const { id: person, unitId } of learners) {
      const seq = this.number('nomination')
      rows.nomination.add(`${this.#identity('nomination', seq)}\t${seq + 1}\t${id}\t${organiser}\t${person}\t${unitId}\t${recorded(on - 5)}`)
      for (const session of sessions) rows.mark.add(`${this.number('mark') + 1}\t${id}\t${session}\t${person}\t${c.percent(6) ? 'late' : 'present'}\t${recorded(on)}\tBan tổ chức lớp`)
    }
  }
}

const LARGEST_CLASS = 240

/** A year of campaigns for each group of the chunk, and for the officers of each upper unit. sheets, imports: by top. */
export function addLearning(school: School, chunk: Chunk, presents: Present[], seed: number, identity: Identity, evidence: Evidence): void {
  const c = chance(mix(seed ^ mix(chunk.number + 0x1ea7)))
  const officers = new Map<string, { group: Group; at: [Present, Group, number][] }>()
  for (const [i, group] of chunk.groups.entries()) {
    const present = presents[i]!
    const zeal = Math.min(1.7, Math.max(0.25, 0.75 + c.next() * 0.55 * (1 + (mix(group.top.grassroots[0]!.number) & 255) / 400)))
    for (const campaign of campaigns) {
      if (campaign.audience === 'all' && !c.percent(10)) teach(school, c, campaign, group, present, zeal, identity, evidence)
    }
    const under = `${group.top.code} ${group.unions[0]!.upper?.id ?? ''} ${group.unions[0]!.district?.id ?? group.unions[0]!.old?.id ?? ''}`
    const list = officers.get(under) ?? { group, at: [] }
    for (let p = 0; p < present.rank.length; p++) if (present.rank[p] !== NO_RANK) list.at.push([present, group, p])
    officers.set(under, list)
  }
  for (const { group, at } of officers.values()) for (const campaign of campaigns) if (campaign.audience !== 'all') teachOfficers(school, c, campaign, group, at, identity)
}

function teach(school: School, c: Chance, campaign: Campaign, group: Group, present: Present, zeal: number, identity: Identity, evidence: Evidence): void {
  const on = c.between(campaign.from, campaign.to)
  const coming = campaign.rate * zeal
  const learners: Learner[] = []
  for (let p = 0; p < present.member.length; p++) {
    if (present.from[p]! <= on && on < present.to[p]! && c.next() < coming) learners.push({ id: identity('member', present.member[p]!), unitId: group.unions[present.union[p]!]!.id })
  }
  if (learners.length === 0) return
  const { sheet, imported } = evidence.get(group.top.code)!
  if (c.percent(8)) return school.claim(campaign, on, imported, learners)
  const organiser = group.unions.length === 1 ? group.unions[0]!.id : organiserOf(group, on)
  for (let i = 0; i < learners.length; i += LARGEST_CLASS) {
    const id = school.hold(c, campaign, on, organiser, learners.slice(i, i + LARGEST_CLASS), 1)
    if (i > 0 || campaign.programme !== 'skills') continue
    for (const g of group.unions) {
      if (g.unnamed > 1 && g.founded < on && g.ends > on && c.percent(40)) school.rows.headCount.add(`${school.id('head-count')}\t${id}\t${organiser}\t${g.id}\t${Math.ceil(g.unnamed / 2)}\t${sheet}\t${recorded(on + 1)}`)
    }
  }
}

function teachOfficers(school: School, c: Chance, campaign: Campaign, first: Group, at: [Present, Group, number][], identity: Identity): void {
  const on = c.between(campaign.from, campaign.to)
  const wanted = { all: null, officers: null, chairs: 0, inspection: 2, women: 3 }[campaign.audience]
  const learners: Learner[] = []
  for (const [present, group, p] of at) {
    if ((wanted === null || present.rank[p] === wanted) && present.from[p]! <= on && on < present.to[p]! && c.next() < campaign.rate) {
      learners.push({ id: identity('member', present.member[p]!), unitId: group.unions[present.union[p]!]!.id })
    }
  }
  for (let i = 0; i < learners.length; i += LARGEST_CLASS) school.hold(c, campaign, on, organiserOf(first, on), learners.slice(i, i + LARGEST_CLASS), 2)
}

/** Who holds a class for several unions: whom they hang under on that day. */
function organiserOf({ top, unions: [first] }: Group, on: DayNumber): string {
  if (on >= REFORM || !top.province) return first!.upper?.id ?? top.id
  return first!.district?.id ?? first!.upper?.id ?? first!.old!.id
}
