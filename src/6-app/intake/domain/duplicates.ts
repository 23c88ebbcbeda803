// The same person twice in one file: the same identity number, or, where one of the two has no full
// number, the same name, birth (a year alone is compared with the year) and unit. The earlier row
// counts even if it was refused: the user should settle both, not have one of them slip in.

import { fold } from '#base/vietnamese/text'

export interface Sighting {
  sheet: string
  row: number
  name: string | null
  born: string | null
  id: string | null
  unitId: string | null
}

/** People met so far in a file. Hand the same one to every sheet of the file. */
export interface Seen {
  byId: Map<string, Sighting>
  byName: Map<string, Sighting[]>
}

export type Twin = { shares: 'id' | 'name'; with: Sighting }

export function nobodySeen(): Seen {
  return { byId: new Map(), byName: new Map() }
}

/** Notes the person and says whom the row repeats; `namesake` when only the numbers differ. */
export function meet(seen: Seen, person: Sighting): { twin: Twin | null; namesake: Sighting | null } {
  let twin: Twin | null = null
  let namesake: Sighting | null = null
  if (person.id !== null) {
    const same = seen.byId.get(person.id)
    if (same) twin = { shares: 'id', with: same }
    else seen.byId.set(person.id, person)
  }
  if (person.name !== null && person.born !== null && person.unitId !== null) {
    const key = `${fold(person.name)}|${person.born.slice(0, 4)}|${person.unitId}`
    const others = seen.byName.get(key) ?? []
    const like = others.find((other) => bornAlike(other.born!, person.born!))
    if (like && !twin) {
      if (isFull(like.id) && isFull(person.id)) namesake = like
      else twin = { shares: 'name', with: like }
    }
    if (!like) seen.byName.set(key, [...others, person])
  }
  return { twin, namesake }
}

function isFull(id: string | null): boolean {
  return id?.length === 12
}

function bornAlike(a: string, b: string): boolean {
  return a === b || a.length === 4 || b.length === 4
}
