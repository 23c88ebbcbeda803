// What a column is, and the pure part of a table: the accent-free filter, Vietnamese order, what a cell says in words.
import type { ReactNode } from 'react'
import type { Text } from '#base/text'
import { collator, compareByGivenName, fold } from '#base/vietnamese/text'

interface Common<Row> {
  key: string
  title: Text
  /** How the cell looks where its words alone are not enough. Sorting, filter and export always use `value`. */
  show?: (row: Row) => ReactNode
  /** From which width on the column is in the table; everywhere unless said. On paper and in the export it always is. */
  from?: 'tablet' | 'desktop'
  /** CSS width. */
  width?: string
  /** The record's name: title of the card on a phone, and the link. The first column unless one says so. */
  main?: boolean
}

/** `name`: full names of people, ordered by given name. `share`: part and whole, shown as a percentage cut to one decimal. */
export type Column<Row> = Common<Row> & (
  | { kind?: 'text' | 'name'; value: (row: Row) => string | null | undefined }
  | { kind: 'number'; value: (row: Row) => number | null | undefined }
  | { kind: 'day'; value: (row: Row) => string | null | undefined }
  | { kind: 'share'; value: (row: Row) => readonly [part: number, whole: number] | null | undefined }
)

export interface Order { by: string; down: boolean }

export interface Writing {
  day: (day: string) => string
  number: (n: number) => string
  share: (part: number, whole: number) => string
}

/** What the cell says, as it stands on the screen. */
export function saidBy<Row>(column: Column<Row>, row: Row, writing: Writing): string {
  const value = column.value(row)
  if (value === null || value === undefined) return ''
  if (column.kind === 'number') return writing.number(value as number)
  if (column.kind === 'day') return writing.day(value as string)
  if (column.kind === 'share') return writing.share(...(value as [number, number]))
  return value as string
}

/** The rows of which every typed word occurs in some cell, without regard to accents and case. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], typed: string, writing: Writing): Row[] {
  const words = fold(typed).split(' ').filter(Boolean)
  if (words.length === 0) return [...rows]
  return rows.filter((row) => {
    const said = columns.map((column) => fold(saidBy(column, row, writing))).join('\n')
    return words.every((word) => said.includes(word))
  })
}

/** The rows in order of one column; rows that say nothing there stand last either way; equal rows keep their order. */
export function orderRows<Row>(rows: readonly Row[], column: Column<Row> | undefined, down: boolean): Row[] {
  if (!column) return [...rows]
  const [said, silent]: [Row[], Row[]] = [[], []]
  for (const row of rows) (isSilent(column, row) ? silent : said).push(row)
  const compare = comparison(column)
  return [...said.sort((a, b) => (down ? -compare(a, b) : compare(a, b))), ...silent]
}

function isSilent<Row>(column: Column<Row>, row: Row): boolean {
  const value = column.value(row)
  return value === null || value === undefined || value === '' || (column.kind === 'share' && (value as [number, number])[1] === 0)
}

function comparison<Row>(column: Column<Row>): (a: Row, b: Row) => number {
  if (column.kind === 'number') return (a, b) => column.value(a)! - column.value(b)!
  if (column.kind === 'share') {
    const rate = (row: Row) => column.value(row)![0] / column.value(row)![1]
    return (a, b) => rate(a) - rate(b)
  }
  if (column.kind === 'name') return (a, b) => compareByGivenName(column.value(a)!, column.value(b)!)
  return (a, b) => collator.compare(column.value(a) as string, column.value(b) as string)
}
