// What the roof lays on the page of a unit: figures at its top and further tabs. Rooms above know people, plans and
// indicators; this one does not.
import { createContext, useContext, type ReactNode } from 'react'
import type { Day } from '#base/day'
import type { Text } from '#base/text'
import type { Verb } from '#platform/access/actor'
import type { StructuralChange, UnitCard } from '../contract.ts'
import type { DecisionSent } from './change.ts'

/** The unit whose page is open and the day it is shown on. */
export interface UnitShown { unit: UnitCard; on: Day }

export interface UnitPanel {
  /** In the address: '?muc=nguoi'. */
  key: string
  title: Text
  /** Shown to offices with this verb only. */
  needs?: Verb
  draw(shown: UnitShown): ReactNode
}

export interface UnitRoof {
  /** Figures beside each other at the top of the page: Stat elements. */
  figures: ((shown: UnitShown) => ReactNode)[]
  panels: UnitPanel[]
  /** Asks what a structural change would move in all rooms; throws what the change would be refused with. */
  trial: (change: StructuralChange, decision: DecisionSent | null) => Promise<Tried>
}

/** What was found, drawn by the roof, which knows what it is about. */
export interface Tried { draw: () => ReactNode }

const Roof = createContext<UnitRoof>({ figures: [], panels: [], trial: () => Promise.reject(new Error('the roof tries structural changes')) })
export const UnitRoofProvider = Roof.Provider
export const useUnitRoof = () => useContext(Roof)
