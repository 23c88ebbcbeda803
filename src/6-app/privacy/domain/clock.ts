// The clocks of a request (Decree 356/2025, see docs/words.md): the first answer within working days, the rest within days of
// the calendar. Which numbers hold stands in a table; here is only how they are counted.
import { addDays, daysBetween, type Day } from '#base/day'

export interface Clock {
  /** Working days until the first answer. */
  answerDays: number
  /** Days until it is done; where a processor or a third party must act too, `othersDays`. */
  finishDays: number
  othersDays: number
  /** By how much it may be extended, once. */
  extendDays: number
}

export function isWorkingDay(day: Day, holidays: ReadonlySet<Day>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(day)
}

/** The n-th working day after the day, which itself does not count. */
export function addWorkingDays(from: Day, n: number, holidays: ReadonlySet<Day>): Day {
  let day = from
  for (let left = n; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) left--
  }
  return day
}

/** What is promised to whoever asked on the day; both days are the last on which it is in time. */
export function promised(askedOn: Day, clock: Clock, holidays: ReadonlySet<Day>): { answerBy: Day; finishBy: Day } {
  return { answerBy: addWorkingDays(askedOn, clock.answerDays, holidays), finishBy: addDays(askedOn, clock.finishDays) }
}

export interface Timed { answerBy: Day; finishBy: Day; extendedTo: Day | null; answeredOn: Day | null; decidedOn: Day | null }

/** What is due next and by when; `left` below nought: late by so many days. null: nothing is due any more. */
export function nextDue(request: Timed, today: Day): { what: 'answer' | 'finish'; by: Day; left: number } | null {
  if (request.decidedOn) return null
  const finish = request.extendedTo ?? request.finishBy
  const [what, by] = request.answeredOn === null && request.answerBy <= finish ? ['answer' as const, request.answerBy] : ['finish' as const, finish]
  return { what, by, left: daysBetween(today, by) }
}
