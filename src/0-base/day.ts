// Days and half-open ranges of days. A day is text, yyyy-mm-dd: no time zone can shift it, and it sorts as it reads.

export type Day = string
/** Half-open: `from` is in, `to` is not. null: unbounded. */
export interface DayRange { from: Day | null; to: Day | null }

// Making one takes a hundred times as long as using it, and every request asks for its day.
const clocks = new Map<string, Intl.DateTimeFormat>()

/** The day on the clock of the organisation, which lives in one time zone. */
export function dayOf(moment: Date, timeZone = 'Asia/Ho_Chi_Minh'): Day {
  let clock = clocks.get(timeZone)
  if (!clock) clocks.set(timeZone, clock = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }))
  return clock.format(moment)
}

/** True for a day of the calendar written yyyy-mm-dd; false for 2025-02-30. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Adds calendar months; the 31st falls back to the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

export function contains(range: DayRange, day: Day): boolean {
  return (range.from === null || range.from <= day) && (range.to === null || day < range.to)
}

export function overlaps(a: DayRange, b: DayRange): boolean {
  return (a.from === null || b.to === null || a.from < b.to) && (b.from === null || a.to === null || b.from < a.to)
}

/** dd/MM/yyyy, as Vietnamese offices write it; '' for none. */
export function writeDay(day: Day | null | undefined): string {
  return day ? `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}` : ''
}

/** Reads dd/MM/yyyy (also d-M-yyyy and d.M.yyyy); null when it is no day of the calendar. */
export function readDay(text: string): Day | null {
  const match = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text)
  if (!match) return null
  const day = `${match[3]}-${match[2]!.padStart(2, '0')}-${match[1]!.padStart(2, '0')}`
  return isDay(day) ? day : null
}
