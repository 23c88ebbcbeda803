// Days as whole numbers, because the country counts fifty million of them; written only as a row is.
import { addDays, daysBetween, type Day } from '#base/day'

const FIRST = '1990-01-01'
const written: string[] = Array.from({ length: 45 * 366 }, (_, n) => addDays(FIRST, n))

/** Days since 1990-01-01. */
export type DayNumber = number
/** Later than every day; as the end of a range: no end. */
export const NEVER = 1_000_000

export function numberOf(day: Day): DayNumber {
  return daysBetween(FIRST, day)
}

/** As PostgreSQL and people of the trade write it; within 1990 … 2034. */
export function write(day: DayNumber): Day {
  return written[day]!
}

/** A half-open range as PostgreSQL reads it; from null: since always. */
export function writeRange(from: DayNumber | null, to: DayNumber): string {
  return `[${from === null ? '' : written[from]},${to >= NEVER ? '' : written[to]})`
}

export const OPENING = numberOf('2023-11-01')
/** Unions of agencies paid by the state ended (CV 4133/TLĐ-ToC). */
export const AGENCIES_END = numberOf('2025-06-15')
/** 63 provinces became 34, and the districts ended (202/2025/QH15, 97/2025/QH15). */
export const REFORM = numberOf('2025-07-01')
export const COMMUNES_FOUNDED = numberOf('2025-07-15')
export const COMMUNES_TAKE_OVER = numberOf('2025-08-01')
/** The day before the story's today: nothing is recorded after it. */
export const LAST = numberOf('2026-11-15')
