// Which kind of file this is, which of its sheets and rows is the header, and which column is which field.

import { isRefusal, type Refusal } from '#base/refusal'
import type { Grid } from '#platform/sheets/grid'
import { cellText, isEmpty } from './cells.ts'
import { type FieldPattern, ROSTER_FIELDS, UNIT_FIELDS } from './fields.ts'
import { findHeader, headerKey, proposeMapping, type Header, type Mapping, type RememberedHeaders } from './mapping.ts'

/** roster: people of units. units: the units themselves. */
export type SheetKind = 'roster' | 'units'

const FIELDS: Record<SheetKind, readonly FieldPattern<string>[]> = { roster: ROSTER_FIELDS, units: UNIT_FIELDS }
/** Fields by which the one kind of file cannot be the other. */
const OF_PEOPLE = ['born', 'bornMan', 'bornWoman', 'sex', 'id', 'phone', 'fullTime', 'trained', 'familyName', 'post']
const OF_UNITS = ['parent', 'kind']

export interface OpenSheet {
  kind: SheetKind
  grid: Grid
  header: Header
  mapping: Mapping<string>
}

/** Headers that users of the unit have settled before, for each kind of file. */
export type Remembered = Record<SheetKind, RememberedHeaders<string>>

/** Finds header and columns; refuses a file without a header row. `kind`: where the user knows better than the headers. */
export function openSheet(grids: readonly Grid[], remembered: Remembered, kind?: SheetKind): OpenSheet | Refusal {
  const open = (as: SheetKind): OpenSheet | Refusal => {
    const header = findHeader(grids, FIELDS[as], remembered[as])
    if (isRefusal(header)) return header
    const grid = grids.find(({ name }) => name === header.sheet)!
    return { kind: as, grid, header, mapping: proposeMapping(header.cells, FIELDS[as], { remembered: remembered[as], sample: below(grid, header, 50) }) }
  }
  if (kind) return open(kind)
  const roster = open('roster')
  const units = open('units')
  if (isRefusal(units)) return roster
  if (isRefusal(roster)) return units
  const proofs = (sheet: OpenSheet, fields: string[]) => fields.filter((field) => field in sheet.mapping.columns).length
  return proofs(units, OF_UNITS) > proofs(roster, OF_PEOPLE) ? units : roster
}

/** The sheet again with the header where it was found and the columns as the user set them. */
export function reopenSheet(grids: readonly Grid[], kind: SheetKind, header: Header, columns: Record<string, number>): OpenSheet | null {
  const grid = grids.find(({ name }) => name === header.sheet)
  const taken = new Set(Object.values(columns))
  const unmapped = header.cells.flatMap((text, column) => (text !== '' && !taken.has(column) ? [{ column, header: text }] : []))
  return grid ? { kind, grid, header, mapping: { columns, unmapped } } : null
}

/** The first cells of each column that say something, to show what stands in it. */
export function samplesOf(grid: Grid, header: Header, most = 3): string[][] {
  const rows = below(grid, header, 40)
  return header.cells.map((_, column) => rows.flatMap((row) => (isEmpty(row[column]) ? [] : [cellText(row[column])])).slice(0, most))
}

/** What is remembered of a user's choice: the words of each header and its field, null for a column left out. */
export function toRemember(headers: readonly string[], columns: Record<string, number>): { key: string; field: string | null }[] {
  const fieldOf = new Map(Object.entries(columns).map(([field, column]) => [column, field]))
  const found = new Map<string, string | null>()
  headers.forEach((text, column) => {
    const key = headerKey(text)
    if (key !== '' && !found.get(key)) found.set(key, fieldOf.get(column) ?? null)
  })
  return [...found].map(([key, field]) => ({ key, field }))
}

/** Fields that the kind of file may have. */
export function fieldsOf(kind: SheetKind): string[] {
  return FIELDS[kind].map(({ field }) => field)
}

/** Whether the columns are enough to read rows by. */
export function hasNameColumn(kind: SheetKind, columns: Record<string, number>): boolean {
  return columns.name !== undefined || (kind === 'roster' && columns.givenName !== undefined)
}

function below(grid: Grid, header: Header, rows: number) {
  const first = header.row - 1 + header.height
  return grid.rows.slice(first, first + rows)
}
