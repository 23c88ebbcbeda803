// Finding the header row of a sheet and proposing which column is which field. A header may take two
// rows ("Năm sinh" over "Nam | Nữ"); both are then read together. What a user has set once for a
// header's words is remembered by those words and wins over every pattern.

import { readIdentity } from '#base/identity'
import { readPhone } from '#base/phone'
import { type Refusal, refuse } from '#base/refusal'
import { fromLegacy } from '#base/vietnamese/legacy'
import { foldedWords, tidy } from '#base/vietnamese/text'
import type { Cell, Grid } from '#platform/sheets/grid'
import { cellText, isEmpty } from './cells.ts'
import type { FieldPattern } from './fields.ts'
import { reason } from './reasons.ts'

export interface Header {
  /** Name of the sheet. */
  sheet: string
  /** The sheet's row number (from 1) where the header begins. */
  row: number
  /** How many rows the header takes: 1 or 2. */
  height: number
  /** One text a column; '' where the column has none. */
  cells: string[]
}

/** Which column (from 0) holds which field. */
export interface Mapping<F extends string> {
  columns: Partial<Record<F, number>>
  /** Columns that carry a header but no field. */
  unmapped: { column: number; header: string }[]
}

/** A user's earlier choices: the header's key (headerKey) → its field, or null for "leave out". */
export type RememberedHeaders<F extends string> = Readonly<Record<string, F | null>>

const LOOK_AT_ROWS = 40

/** The words by which a header is remembered: case, diacritics, punctuation and old font codes do not matter. */
export function headerKey(header: string): string {
  return foldedWords(fromLegacy(header).text)
}

/** The header row that names the most known columns (name and two more at least), or why there is none. */
export function findHeader<F extends string>(
  grids: readonly Grid[],
  fields: readonly FieldPattern<F>[],
  remembered: RememberedHeaders<F> = {},
): Header | Refusal {
  let best: { header: Header; known: number } | null = null
  for (const grid of grids) {
    for (let i = 0; i < Math.min(grid.rows.length, LOOK_AT_ROWS); i++) {
      const top = grid.rows[i] ?? []
      if (top.filter((cell) => !isEmpty(cell)).length < 2) continue
      const below = grid.rows[i + 1] ?? []
      const height = isSubHeader(top, below) ? 2 : 1
      const cells = height === 2 ? joinHeaders(top, below) : top.map(cellText)
      const { columns } = proposeMapping(cells, fields, { remembered })
      const known = Object.keys(columns).length
      const named = 'name' in columns || 'givenName' in columns
      if (named && known >= 3 && known > (best?.known ?? 0)) best = { header: { sheet: grid.name, row: i + 1, height, cells }, known }
    }
  }
  const { code, field, vi, en } = reason('no-header')
  return best?.header ?? refuse(code, field, vi, en)
}

/**
 * Proposes a field for each column: what was remembered first, then exact words, then words within.
 * With `sample` (rows below the header), columns of unknown header are recognised by their contents.
 */
export function proposeMapping<F extends string>(
  headerCells: readonly string[],
  fields: readonly FieldPattern<F>[],
  { remembered = {}, sample = [] }: { remembered?: RememberedHeaders<F>; sample?: readonly (readonly Cell[])[] } = {},
): Mapping<F> {
  const keys = headerCells.map(headerKey)
  const offers: { field: F; column: number; weight: number }[] = []
  keys.forEach((key, column) => {
    if (key === '') return
    if (Object.hasOwn(remembered, key)) {
      const field = remembered[key]
      if (field) offers.push({ field, column, weight: 3 })
      return
    }
    for (const { field, exact, has, not } of fields) {
      if (exact.test(key)) offers.push({ field, column, weight: 2 })
      else if (has?.test(key) && !not?.test(key)) offers.push({ field, column, weight: 1 })
    }
  })
  offers.sort((a, b) => b.weight - a.weight || a.column - b.column)

  const columns: Partial<Record<F, number>> = {}
  const taken = new Set<number>()
  for (const { field, column } of offers) {
    if (columns[field] !== undefined || taken.has(column)) continue
    columns[field] = column
    taken.add(column)
  }
  recogniseByContents(keys, fields, remembered, sample, columns, taken)
  const unmapped = headerCells.flatMap((header, column) => (tidy(header) !== '' && !taken.has(column) ? [{ column, header }] : []))
  return { columns, unmapped }
}

const CONTENTS: { field: string; fits: (cell: Cell) => boolean }[] = [
  { field: 'id', fits: (cell) => (typeof cell === 'string' || typeof cell === 'number') && readIdentity(cell)?.id.kind === 'citizen' },
  { field: 'phone', fits: (cell) => (typeof cell === 'string' || typeof cell === 'number') && readPhone(cell) !== null },
  { field: 'sex', fits: (cell) => /^(?:nam|nu)$/.test(foldedWords(cellText(cell))) },
]

// Only fields whose contents cannot be mistaken; four filled cells in five must fit.
function recogniseByContents<F extends string>(
  keys: readonly string[],
  fields: readonly FieldPattern<F>[],
  remembered: RememberedHeaders<F>,
  sample: readonly (readonly Cell[])[],
  columns: Partial<Record<F, number>>,
  taken: Set<number>,
): void {
  for (const { field, fits } of CONTENTS) {
    const known = fields.find((pattern) => pattern.field === field)?.field
    if (known === undefined || columns[known] !== undefined) continue
    const column = keys.findIndex((key, i) => {
      if (key === '' || taken.has(i) || Object.hasOwn(remembered, key)) return false
      const filled = sample.map((row) => row[i] ?? null).filter((cell) => !isEmpty(cell))
      return filled.length >= 5 && filled.filter(fits).length >= filled.length * 0.8
    })
    if (column < 0) continue
    columns[known] = column
    taken.add(column)
  }
}

// A second header row holds words only, and at least one of them under nothing (a merged cell above).
function isSubHeader(top: readonly Cell[], below: readonly Cell[]): boolean {
  const filled = below.flatMap((cell, i) => (isEmpty(cell) ? [] : [{ cell, i }]))
  return (
    filled.length > 0 &&
    filled.every(({ cell }) => typeof cell === 'string' && !/\d/.test(cell) && cell.length <= 40) &&
    filled.some(({ i }) => i > 0 && isEmpty(top[i]) && !isEmpty(top[i - 1])) &&
    isEmpty(below[0])
  )
}

function joinHeaders(top: readonly Cell[], below: readonly Cell[]): string[] {
  const cells: string[] = []
  let over = ''
  for (let i = 0; i < Math.max(top.length, below.length); i++) {
    const upper = cellText(top[i])
    const lower = cellText(below[i])
    if (upper !== '') over = upper
    cells.push(lower === '' ? upper : tidy(`${over} ${lower}`))
  }
  return cells
}
