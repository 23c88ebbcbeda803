// How a cell of a roster is read as text, and which texts mean "nothing".

import { writeDay } from '#base/day'
import { fold, tidy } from '#base/vietnamese/text'
import type { Cell } from '#platform/sheets/grid'

const NOTHING = new Set(
  [
    ['-', '--', '---', '–', '—', '_', '.', '..', '...', '…', '/', '\\', '?', '0', 'n/a', 'na', 'null', 'none', 'nil'],
    ['khong', 'ko', 'khong co', 'ko co', 'khong ro', 'chua', 'chua co', 'chua ro', 'trong', '(trong)', 'de trong'],
  ].flat(),
)

/** The cell as tidy text; '' for an empty cell. Dates as dd/MM/yyyy, one that is no day as a sheet shows it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '####' : writeDay(cell.toISOString().slice(0, 10))
  return tidy(String(cell))
}

/** The cell as it is written to the user in a repair: text unchanged, a date as dd/MM/yyyy. */
export function cellShown(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : cellText(cell)
}

/** Whether the cell says nothing at all. */
export function isEmpty(cell: Cell | undefined): boolean {
  return cellText(cell) === ''
}

/** Whether the cell is empty or says in words or signs that there is nothing ("-", "không có", "n/a"). */
export function saysNothing(cell: Cell | undefined): boolean {
  const text = cellText(cell)
  return text === '' || text.length <= LONGEST_NOTHING && NOTHING.has(fold(text))
}

// Longer than any of the words, also where marks stand as signs of their own.
const LONGEST_NOTHING = 3 * Math.max(...[...NOTHING].map((word) => word.length))
