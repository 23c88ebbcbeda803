import type { ColumnType } from 'kysely'
import type { DayRange } from '#base/day'

/** A daterange column: read as a DayRange, written as PostgreSQL's text (writeRange). */
export type DayRangeColumn = ColumnType<DayRange, string, string>
