// What a list draws, whichever way it is drawn: as a table or, on a phone, as cards.
import type { ReactNode } from 'react'
import type { Column } from './columns.ts'

export interface Drawn<Row> {
  label: string
  rows: Row[]
  columns: Column<Row>[]
  main: Column<Row>
  keyOf: (row: Row) => string
  cell: (column: Column<Row>, row: Row) => ReactNode
  to?: (row: Row) => string
  check?: (row: Row) => ReactNode
  /** More rows are to be had from the server: called when the last drawn row nears the end. */
  onEnd?: () => void
}
