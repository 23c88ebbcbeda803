// A roster of officials or members, row by row: imported, refused with reasons, or skipped as no
// person. Pure: the same grid, mapping, units and day give the same answer, so the dry run is the run.

import type { Cell, Grid } from '#platform/sheets/grid'
import { meet, nobodySeen, type Seen } from './duplicates.ts'
import type { RosterField } from './fields.ts'
import type { Header, Mapping } from './mapping.ts'
import { readPerson, type RosterPerson } from './person.ts'
import { type Reason, reason, type Repair } from './reasons.ts'
import { headerKeysOf, LOOKS_LIKE, type RowLooks, skipOf } from './row-kinds.ts'
import type { KnownUnit, UnitList } from './unit-keys.ts'
import { indexUnits } from './unit-names.ts'

export interface RosterRow {
  /** The sheet's own row number, from 1. */
  row: number
  verdict: 'imported' | 'refused' | 'skipped'
  /** Why refused, or the one reason why skipped; empty for an imported row. */
  reasons: Reason[]
  /** What deserves a look although it hinders nothing. */
  warnings: Reason[]
  repairs: Repair[]
  /** Null for a skipped row. In a refused row, what could be read. */
  person: RosterPerson | null
}

export interface RosterContext {
  units: UnitList<KnownUnit>
  /** ISO day on which the import is judged. */
  today: string
  /** People met in earlier sheets of the same file. */
  seen?: Seen
  /** Unit of every row that names none. */
  defaultUnit?: KnownUnit
}

/** Reads every row below the header. */
export function readRoster(grid: Grid, header: Header, mapping: Mapping<RosterField>, context: RosterContext): RosterRow[] {
  const read = rosterReader(header, mapping, context)
  const rows: RosterRow[] = []
  for (let i = header.row - 1 + header.height; i < grid.rows.length; i++) rows.push(read(grid.rows[i] ?? [], i + 1))
  return rows
}

/** Reads the rows of a roster one by one, each told its number in the sheet (from 1), in the order of the file. */
export function rosterReader(header: Header, mapping: Mapping<RosterField>, context: RosterContext): (cells: readonly Cell[], row: number) => RosterRow {
  const units = indexUnits(context.units)
  const seen = context.seen ?? nobodySeen()
  const looks = looksOf(header, mapping)
  const { today, defaultUnit } = context
  return (cells, row) => {
    const skip = skipOf(cells, looks)
    if (skip) return { row, verdict: 'skipped', reasons: [reason(skip)], warnings: [], repairs: [], person: null }
    const cellOf = (field: RosterField): Cell => {
      const column = mapping.columns[field]
      return column === undefined ? null : (cells[column] ?? null)
    }
    const { person, reasons, warnings, repairs } = readPerson(cellOf, { units, today, defaultUnit })
    const { name, born, id, unitId } = person
    const { twin, namesake } = meet(seen, { sheet: header.sheet, row, name, born, id, unitId })
    if (twin) reasons.push(reason('duplicate-of-row', { ...sheetOf(twin.with.sheet, header.sheet), row: twin.with.row, ...SHARED[twin.shares] }))
    if (namesake) warnings.push(reason('possible-namesake', { ...sheetOf(namesake.sheet, header.sheet), row: namesake.row }))
    return { row, verdict: reasons.length > 0 ? 'refused' : 'imported', reasons, warnings, repairs, person }
  }
}

const SHARED = {
  id: { sharedVi: 'cùng số định danh', sharedEn: 'same identity number' },
  name: { sharedVi: 'cùng họ tên, ngày sinh, đơn vị', sharedEn: 'same name, birth date and unit' },
}

function sheetOf(theirs: string, ours: string) {
  return theirs === ours ? { sheetVi: '', sheetEn: '' } : { sheetVi: ` của trang “${theirs}”`, sheetEn: ` of sheet “${theirs}”` }
}

function looksOf(header: Header, { columns }: Mapping<RosterField>): RowLooks {
  const proofs: [number | undefined, (text: string) => boolean][] = [
    [columns.born, LOOKS_LIKE.date],
    [columns.bornMan, LOOKS_LIKE.date],
    [columns.bornWoman, LOOKS_LIKE.date],
    [columns.id, LOOKS_LIKE.manyDigits],
    [columns.phone, LOOKS_LIKE.manyDigits],
    [columns.sex, LOOKS_LIKE.sex],
    [columns.email, LOOKS_LIKE.mail],
  ]
  const { ordinal, unit, post } = columns
  const name = columns.name ?? columns.givenName
  return {
    headerKeys: headerKeysOf(header.cells),
    columns: Object.fromEntries(Object.entries({ ordinal, name, unit, post }).filter(([, column]) => column !== undefined)),
    evidence: proofs.flatMap(([column, fits]) => (column === undefined ? [] : [{ column, fits }])),
  }
}
