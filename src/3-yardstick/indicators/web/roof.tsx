// What the roof hands to the lists under a figure: where each kind of record is shown, and what can be done with chosen
// records. Rooms above know classes and plans; this one does not.
import { createContext, useContext, type ReactNode } from 'react'
import type { Text } from '#base/text'
import type { RecordUnderFigure } from '../contract.ts'

export interface RecordDeed {
  label: Text
  /** Whether the deed makes sense for these records. */
  fits(indicator: string, records: RecordUnderFigure[]): boolean
  /** Draws the deed's own dialog; `close` when done or given up. */
  draw(props: { indicator: string; unitId: string; records: RecordUnderFigure[]; close: () => void }): ReactNode
}
export interface RecordsRoof {
  /** Path of a record or of a piece of evidence by its kind; null where it has no page of its own. */
  pathOf(kind: string, id: string): string | null
  nameOf(kind: string): Text
  deeds: RecordDeed[]
}

const Roof = createContext<RecordsRoof>({ pathOf: () => null, nameOf: (kind) => ({ vi: kind, en: kind }), deeds: [] })
export const RecordsRoofProvider = Roof.Provider
export const useRecordsRoof = () => useContext(Roof)
