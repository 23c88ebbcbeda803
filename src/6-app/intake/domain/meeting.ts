// A row that was read meets what the house already knows: somebody new, somebody known with something new, or nothing to do.
// Pure: the caller loads the facts, so that the dry run and the writing judge alike. What an import would change of a record
// that stands already (a phone, full-time or not) it leaves alone and says so: a spreadsheet is no correction.

import { writeDay, type Day, type DayRange } from '#base/day'
import { fold } from '#base/vietnamese/text'
import type { RosterPerson } from './person.ts'
import { reason, type Reason } from './reasons.ts'
import { titleOf } from './titles.ts'
import type { IntakeUnit } from './units.ts'

/** Who a row could be; as the room of people answers it, the surest first. */
export interface Candidate { personId: string; by: 'number' | 'name-born-unit' | 'name-born' | 'name-unit'; inSight: boolean }

/** Whether the row is taken to be about this person; of other candidates it is only said that they exist. */
export const meansThePerson = ({ by }: Candidate): boolean => by === 'number' || by === 'name-born-unit'

/** What stands about a person in sight. */
export interface KnownPerson {
  id: string; name: string; phone: string | null
  offices: { unitId: string; title: string; fullTime: boolean; during: DayRange }[]
  placements: DayRange[]
  completions: { programmeId: string; on: Day }[]
}

export interface MeetingFacts {
  unit: IntakeUnit
  candidates: readonly Candidate[]
  /** Those candidates in sight who are meant. */
  known: ReadonlyMap<string, KnownPerson>
  /** Row of the file in which a known person was already met. */
  taken: ReadonlyMap<string, number>
  /** The programme that a training date claims; null: none chosen yet. */
  programmeId: string | null
  today: Day
  /** Whether the office acted in may give the powers of that title in that unit. */
  mayGive: (title: string, unitId: string) => boolean
}

/** What is to be written for a row. */
export interface Intent {
  /** null: the person is new. */
  personId: string | null
  office: { unitId: string; title: string; basis: 'elected' | 'appointed'; fullTime: boolean; from: Day } | null
  membership: { unitId: string; from: Day } | null
  completion: { programmeId: string; on: Day } | null
}

export interface Meeting {
  standing: 'new' | 'changed' | 'known' | null
  reasons: Reason[]
  warnings: Reason[]
  /** The known person whom the row means; null for a new one. */
  personId: string | null
  /** null: nothing is to be written. */
  intent: Intent | null
}

/** How a row whose every field could be read meets the house. */
export function meetPerson(person: RosterPerson, facts: MeetingFacts): Meeting {
  const { unit, today } = facts
  const warnings: Reason[] = []
  const refused = (why: Reason): Meeting => ({ standing: null, reasons: [why], warnings, personId: null, intent: null })

  const elsewhere = facts.candidates.find((candidate) => candidate.by === 'number' && !candidate.inSight)
  if (elsewhere) return refused(say('number-elsewhere', 'id', 'Số định danh này thuộc về một người ngoài phạm vi của bạn. Hãy đề nghị cấp trên chuyển người này về.', 'This identity number belongs to a person outside your reach. Ask the union above to move the person.'))
  const same = facts.candidates.filter(meansThePerson)
  const sure = same.filter(({ by }) => by === 'number')
  const free = sure.length > 0 ? sure : same.filter(({ personId }) => !(facts.taken.has(personId) && person.id !== null))
  if (free.length > 1) return refused(say('several-known', 'name', 'Có {n} người đã có cùng họ tên, ngày sinh và đơn vị. Hãy ghi số định danh.', '{n} people with this name, birth date and unit are known already. Enter the identity number.', { n: free.length }))
  const found = free[0]
  const known = found && facts.known.get(found.personId)
  const before = found && facts.taken.get(found.personId)
  if (before !== undefined) return refused(reason('duplicate-of-row', { row: before, sharedVi: 'cùng một người đã có trong hệ thống', sharedEn: 'the same person of the system' }))
  if (found?.by === 'number' && known && fold(known.name) !== fold(person.name ?? '')) {
    return refused(say('number-of-another', 'id', 'Số định danh này là của {name}. Hãy kiểm tra họ tên và số.', 'This identity number is that of {name}. Check the name and the number.', { name: known.name }))
  }
  if (!found && facts.candidates.length > 0) {
    warnings.push(say('known-elsewhere', 'name', 'Đã có người cùng họ tên và ngày sinh ở đơn vị khác; dòng này được ghi là người mới. Hãy kiểm tra.', 'Someone of this name and birth date is known in another unit; this row makes a new person. Please check.'))
  }

  const post = titleOf(person.post)
  if (!post && person.post !== null) {
    warnings.push(say('post-no-office', 'post', '“{post}” không phải chức danh trong danh mục nên không ghi thành chức vụ.', '“{post}” is no title of the list, so no office is recorded.', { post: person.post }))
  }
  if (!post && !unit.hasMembers) return refused(say('post-needed', 'post', 'Người ở {unit} cần một chức danh trong danh mục.', 'A person of {unit} needs a title of the list.', { unit: unit.name }))
  if (post && !facts.mayGive(post.title, unit.id)) {
    return refused(say('beyond-own-powers', 'post', 'Chức danh này có quyền vượt quá quyền của chức vụ bạn đang dùng.', 'This title carries powers beyond those of the office you act in.'))
  }

  const asked = person.from ?? today
  const from = unit.since !== null && asked < unit.since ? unit.since : asked
  const office = post && !holds(known, unit.id, post.title, from) ? { unitId: unit.id, ...post, fullTime: person.fullTime, from } : null
  const membership = unit.hasMembers && !(known?.placements ?? []).some((range) => range.to === null || range.to > from) ? { unitId: unit.id, from } : null
  const completion = person.trained !== null && facts.programmeId !== null && !known?.completions.some((c) => c.programmeId === facts.programmeId && c.on === person.trained)
    ? { programmeId: facts.programmeId, on: person.trained } : null
  if (from !== asked && (office || membership)) {
    warnings.push(say('from-unit-start', 'from', '{unit} có từ {since}; chức vụ được ghi từ ngày đó.', '{unit} exists since {since}; the office is recorded from that day.', { unit: unit.name, since: writeDay(from) }))
  }
  const intent = { personId: known?.id ?? null, office, membership, completion }
  if (!known) return { standing: 'new', reasons: [], warnings, personId: null, intent }

  const held = known.offices.find((o) => o.unitId === unit.id && o.title === post?.title)
  if (held && !office && held.fullTime !== person.fullTime) {
    warnings.push(say('full-time-kept', 'fullTime', 'Chức vụ này đang ghi là {vi}; không thay đổi.', 'This office stands as {en}; left as it is.', held.fullTime ? { vi: 'chuyên trách', en: 'full-time' } : { vi: 'không chuyên trách', en: 'part-time' }))
  }
  if (person.phone !== null && known.phone !== null && person.phone !== known.phone) {
    warnings.push(say('phone-kept', 'phone', 'Số điện thoại đang ghi là {phone}; không thay đổi.', 'The phone number stands as {phone}; left as it is.', { phone: known.phone }))
  }
  if (!office && !membership && !completion) return { standing: 'known', reasons: [alreadyKnown], warnings, personId: known.id, intent: null }
  return { standing: 'changed', reasons: [], warnings, personId: known.id, intent }
}

/** Why a row that was read well writes nothing. */
export const alreadyKnown: Reason = { code: 'already-known', field: null, vi: 'Đã có đủ, không có gì mới.', en: 'Known already, nothing new.' }

function holds(known: KnownPerson | undefined, unitId: string, title: string, from: Day): boolean {
  return (known?.offices ?? []).some((o) => o.unitId === unitId && o.title === title && (o.during.to === null || o.during.to > from))
}

function say(code: string, field: string | null, vi: string, en: string, values: Record<string, string | number> = {}): Reason {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''))
  return { code, field, vi: fill(vi), en: fill(en) }
}
