// What rooms above lay on the page of a person: this room knows no classes and no plans.
import { createContext, useContext, type ReactNode } from 'react'
import type { Day } from '#base/day'
import type { Text } from '#base/text'
import type { Verb } from '#platform/access/actor'
import type { PersonCard } from '../contract.ts'

export interface PersonShown { person: PersonCard; on: Day }
export interface PersonPanel {
  key: string
  title: Text
  needs?: Verb
  draw(shown: PersonShown): ReactNode
}

const Roof = createContext<PersonPanel[]>([])
export const PersonRoofProvider = Roof.Provider
export const usePersonRoof = () => useContext(Roof)
