// Dates as offices type them. Always day before month: "04/05/1990" is the fourth of May, and a month
// of 13 is a mistake, never an American date. A cell that Excel holds as a date is taken as it is.

import { tidy } from '#base/vietnamese/text'
import type { Cell } from '#platform/sheets/grid'

/** What a cell says about a day: a full day (ISO), a year alone, or something that is no date. */
export type DayRead =
  | { is: 'day'; day: string; repairs: string[] }
  | { is: 'year'; year: number; repairs: string[] }
  | { is: 'impossible' }

const DAY_MS = 86_400_000
/** Day 0 of Excel's serial numbers (with its invented 29 February 1900 behind it). */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)

/** Reads a date cell that is not empty. `fullYear` says which century a two-digit year belongs to. */
export function readDay(cell: Exclude<Cell, null>, fullYear: (twoDigits: number) => number): DayRead {
  if (cell instanceof Date) return fromExcelDate(cell)
  if (typeof cell === 'number') return fromNumber(cell)
  if (typeof cell === 'boolean') return { is: 'impossible' }
  return fromText(tidy(cell.normalize('NFKC')), fullYear)
}

/** Century of a birth year: the latest that makes the person at least 15 on the given day. */
export function birthCentury(today: string): (twoDigits: number) => number {
  const youngest = Number(today.slice(0, 4)) - 15
  return (twoDigits) => (2000 + twoDigits <= youngest ? 2000 + twoDigits : 1900 + twoDigits)
}

/** Century of a working date: 20xx up to next year, else 19xx. */
export function recentCentury(today: string): (twoDigits: number) => number {
  const next = Number(today.slice(0, 4)) + 1
  return (twoDigits) => (2000 + twoDigits <= next ? 2000 + twoDigits : 1900 + twoDigits)
}

/** The ISO day, or null where the calendar has none. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return null
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

// A year typed into a cell formatted as a date becomes a day of 1905: serial 1996 is 18 June 1905.
function fromExcelDate(cell: Date): DayRead {
  const serial = Math.round((cell.getTime() - EXCEL_EPOCH) / DAY_MS)
  if (Number.isNaN(serial)) return { is: 'impossible' }
  if (serial >= 1900 && serial <= 2100) return { is: 'year', year: serial, repairs: ['year-only'] }
  return { is: 'day', day: cell.toISOString().slice(0, 10), repairs: ['date-cell'] }
}

function fromNumber(cell: number): DayRead {
  if (Number.isInteger(cell) && cell >= 1900 && cell <= 2100) return { is: 'year', year: cell, repairs: ['year-only'] }
  // Serials from 1 January 1920 on; below them stand ages and amounts.
  if (cell >= 7306 && cell < 80_000) {
    return { is: 'day', day: new Date(EXCEL_EPOCH + Math.floor(cell) * DAY_MS).toISOString().slice(0, 10), repairs: ['excel-serial'] }
  }
  return Number.isInteger(cell) ? fromDigits(String(cell).padStart(8, '0')) : { is: 'impossible' }
}

function fromText(text: string, fullYear: (twoDigits: number) => number): DayRead {
  const plain = text.replace(/^'/, '').replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?Z?$/i, '').trim()
  const iso = /^(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})$/.exec(plain)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]), ['iso'])

  const dmy = /^(\d{1,2}) ?([-/.–, ]) ?(\d{1,2}) ?[-/.–, ] ?(\d{4}|\d{2})$/.exec(plain)
  if (dmy) {
    const [, d, sign, m, y] = dmy
    const repairs = sign === '.' ? ['dots'] : sign === '/' ? [] : ['dashes']
    if (y!.length === 4) return day(Number(y), Number(m), Number(d), repairs)
    return day(fullYear(Number(y)), Number(m), Number(d), [...repairs, 'two-digit-year'])
  }

  const inWords = /^(?:ngày )?(\d{1,2})[ ,-]*tháng (\d{1,2})[ ,-]*năm (\d{4})$/iu.exec(plain)
  if (inWords) return day(Number(inWords[3]), Number(inWords[2]), Number(inWords[1]), ['date-in-words'])

  const year = /^(?:năm |sn |ns )?(\d{4})$/iu.exec(plain) ?? /^(?:0?[1-9]|1[0-2]) ?[-/.] ?(\d{4})$/.exec(plain)
  if (year && Number(year[1]) >= 1900 && Number(year[1]) <= 2100) return { is: 'year', year: Number(year[1]), repairs: ['year-only'] }

  if (/^\d{5}(\.0+)?$/.test(plain)) return fromNumber(Number(plain))
  if (/^\d{8}$/.test(plain)) return fromDigits(plain)
  return { is: 'impossible' }
}

// Eight digits run together: ddMMyyyy or yyyyMMdd, taken only where one of the two is a date of 1900 to 2100.
function fromDigits(digits: string): DayRead {
  if (digits.length !== 8) return { is: 'impossible' }
  const n = (from: number, to: number) => Number(digits.slice(from, to))
  const readings = [isoDay(n(4, 8), n(2, 4), n(0, 2)), isoDay(n(0, 4), n(4, 6), n(6, 8))].filter(
    (reading) => reading !== null && reading >= '1900' && reading < '2101',
  )
  return readings.length === 1 ? { is: 'day', day: readings[0]!, repairs: ['date-compact'] } : { is: 'impossible' }
}

function day(year: number, month: number, dayOfMonth: number, repairs: string[]): DayRead {
  const iso = isoDay(year, month, dayOfMonth)
  return iso === null || year < 1900 || year > 2100 ? { is: 'impossible' } : { is: 'day', day: iso, repairs }
}
