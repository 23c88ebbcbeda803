// Rules of where people stand. A person works in one place at a time; a move ends one place and begins the next on the
// same day, so that the history stays and the former unit keeps its past counts. An office is held over a range of days.
import { addDays, overlaps, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Verdict } from '#base/refusal'

export interface Place { id: string; personId: string; unitId: string; during: DayRange }

export function beginsBeforeItEnds(during: DayRange, field = 'to'): Verdict {
  if (during.from === null || during.to === null || during.to > during.from) return true
  return refuse('ends-before-start', field, `Ngày kết thúc phải sau ngày bắt đầu ${writeDay(during.from)}.`, `The end must come after the start, ${writeDay(during.from)}.`)
}

/** Something begun ends on a later day, and within what was already known as its end. */
export function mayEnd(during: DayRange, on: Day): Verdict {
  if (during.from !== null && on <= during.from) {
    return refuse('ends-before-start', 'on', `Việc này bắt đầu ngày ${writeDay(during.from)}; chỉ kết thúc được từ ngày ${writeDay(addDays(during.from, 1))}.`,
      `This began on ${writeDay(during.from)}; it can end from ${writeDay(addDays(during.from, 1))} on.`)
  }
  return during.to === null || on <= during.to
    || refuse('already-ended', 'on', `Việc này đã kết thúc ngày ${writeDay(during.to)}.`, `This already ended on ${writeDay(during.to)}.`)
}

/** No two of the places of one person share a day; `named` writes the unit for the reader. */
export function standsInOnePlace(news: Place[], held: Place[], named: (unitId: string) => string): Verdict {
  const byPerson = Map.groupBy([...held, ...news], (p) => p.personId)
  for (const places of byPerson.values()) {
    const sorted = places.toSorted((a, b) => ((a.during.from ?? '') < (b.during.from ?? '') ? -1 : 1))
    for (let i = 1; i < sorted.length; i++) {
      const [before, after] = [sorted[i - 1]!, sorted[i]!]
      if (!overlaps(before.during, after.during)) continue
      const other = held.includes(before) ? before : after
      return refuse('places-overlap', 'from', `Người này đã có nơi làm việc tại ${named(other.unitId)} (${writeRange(other.during)}).`, `This person already has a place at ${named(other.unitId)} (${writeRange(other.during)}).`)
    }
  }
  return true
}

export function bornBefore(born: Day | null, today: Day): Verdict {
  return born === null || born < today || refuse('born', 'born', 'Ngày sinh phải trước hôm nay.', 'The day of birth must be before today.')
}

function writeRange(range: DayRange): string {
  return `${writeDay(range.from)} – ${writeDay(range.to)}`
}
