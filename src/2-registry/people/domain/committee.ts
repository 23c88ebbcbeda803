// Rules of the executive committee of a unit. Its term is stored as decided and never computed: the reform of 2025 cut terms
// of 2023-2028 short (KH 22/KH-TLĐ). An elected one works from the day of its election and is recognised by the union
// above (HD 38/HD-TLĐ, section 10); a provisional one is appointed by that union, for as long as its decision says.
import { addDays, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Verdict } from '#base/refusal'

/** Titles whose holders sit in the committee. */
export const committeeTitles = ['president', 'vice-president', 'standing-member', 'committee-member'] as const
export type CommitteeTitle = (typeof committeeTitles)[number]

/** A standing committee is formed only where the committee has as many (Charter of the unions, article 13). */
export const standingFrom = 9

export interface Paper { number: string; on: Day | null }
export interface NewCommittee {
  id: string
  unitId: string
  basis: 'elected' | 'provisional'
  /** As the congress or the appointing decision set it; only a provisional one may leave its end open. */
  term: { from: Day; to: Day | null }
  /** The day of the election or from which it was appointed: it sits from then on. */
  from: Day
  /** For one of the past: the first day on which it no longer sat. */
  to?: Day | null
  /** By which it came to be; a provisional one needs it. */
  decision?: Paper | null
  /** Of the union above, on an elected one. */
  recognition?: { number: string; on: Day } | null
  /** Its offices. fullTime left out: as in the office held before, else part-time. */
  offices: { id: string; personId: string; title: string; fullTime?: boolean }[]
}

export function committeeIsWhole(c: NewCommittee): Verdict {
  const presidents = c.offices.filter((o) => o.title === 'president').length
  if (presidents !== 1) return refuse('one-president', 'president', 'Ban chấp hành có đúng một Chủ tịch.', 'A committee has exactly one president.')
  if (new Set(c.offices.map((o) => o.personId)).size < c.offices.length) return refuse('person-twice', 'offices', 'Mỗi người chỉ có một chức danh trong ban chấp hành.', 'Each person has one title in the committee.')
  const odd = c.offices.find((o) => !(committeeTitles as readonly string[]).includes(o.title))
  if (odd) return refuse('no-committee-title', 'offices', `“${odd.title}” không phải chức danh trong ban chấp hành.`, `“${odd.title}” is no title of a committee.`)
  if (c.offices.length < standingFrom && c.offices.some((o) => o.title === 'standing-member')) {
    return refuse('standing-from', 'offices', `Chỉ lập ban thường vụ khi ban chấp hành có từ ${standingFrom} người.`, `A standing committee is formed only where the committee has ${standingFrom} people or more.`)
  }
  if (c.to && c.to <= c.from) return refuse('ends-before-start', 'to', `Ngày kết thúc phải sau ngày bắt đầu ${writeDay(c.from)}.`, `The end must come after the start, ${writeDay(c.from)}.`)
  return termIsWhole(c) === true ? papersAreWhole(c) : termIsWhole(c)
}

function termIsWhole({ basis, term, from }: NewCommittee): Verdict {
  if (basis === 'elected' && term.to === null) return refuse('term', 'term.to', 'Nhiệm kỳ do đại hội quyết định cần ngày kết thúc.', 'A term set by a congress needs its end.')
  if (term.to !== null && term.to <= term.from) return refuse('term', 'term.to', `Nhiệm kỳ phải kết thúc sau ngày ${writeDay(term.from)}.`, `The term must end after ${writeDay(term.from)}.`)
  return term.to === null || from < term.to || refuse('term', 'from', `Ngày bắt đầu phải trước khi hết nhiệm kỳ ${writeDay(term.to)}.`, `The start must come before the term ends, ${writeDay(term.to)}.`)
}

function papersAreWhole({ basis, from, decision, recognition }: NewCommittee): Verdict {
  if (basis === 'provisional') {
    if (!decision?.number.trim()) return refuse('decision-number', 'decision.number', 'Ban chấp hành lâm thời cần số quyết định chỉ định.', 'A provisional committee needs the number of the decision that appointed it.')
    return !recognition || refuse('not-elected', 'recognition.number', 'Ban chấp hành lâm thời do cấp trên chỉ định, không công nhận.', 'A provisional committee is appointed by the union above, not recognised.')
  }
  return recognition ? mayRecognise({ basis, from, recognition: null }, recognition) : true
}

/** An elected committee is recognised once, not before it was elected. */
export function mayRecognise(c: { basis: NewCommittee['basis']; from: Day; recognition: { number: string } | null }, recognition: { number: string; on: Day }): Verdict {
  if (c.basis === 'provisional') return refuse('not-elected', 'recognition.number', 'Ban chấp hành lâm thời do cấp trên chỉ định, không công nhận.', 'A provisional committee is appointed by the union above, not recognised.')
  if (c.recognition) return refuse('recognised-already', 'recognition.number', `Ban chấp hành này đã được công nhận theo quyết định ${c.recognition.number}.`, `This committee is recognised already, by decision ${c.recognition.number}.`)
  if (recognition.number.trim() === '') return refuse('decision-number', 'recognition.number', 'Cần số quyết định công nhận.', 'The decision of recognition needs its number.')
  return recognition.on >= c.from || refuse('recognised-early', 'recognition.on', `Ngày công nhận không được trước ngày bầu ${writeDay(c.from)}.`, `It cannot be recognised before it was elected on ${writeDay(c.from)}.`)
}

/** Whether the committee left before its term was over. */
export function cutShort(during: DayRange, term: DayRange): boolean {
  return during.to !== null && term.to !== null && during.to < term.to
}

/** The day so many working days after another. Public holidays are not known here, so it may come early but never late. */
export function workingDaysAfter(day: Day, days: number): Day {
  let at = day
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

/** The union above decides within so many working days of being asked (HD 38/HD-TLĐ, section 10). */
export const decidedWithin = 10
