import { splitName, tidy } from '#base/vietnamese/text'
import type { Day } from '#base/day'

/** A person as admitted. The numbers go to the sensitive fields; bornPrecision year: born is its first of January. */
export interface NewPerson {
  id: string
  name: string
  born?: Day | null
  bornPrecision?: 'day' | 'year'
  female?: boolean | null
  phone?: string | null
  email?: string | null
  citizenId?: string | null
  oldId?: string | null
  ethnicity?: string | null
  importId?: string | null
}

/** The person as stored, without the sensitive fields. */
export function asRow(person: NewPerson) {
  const name = tidy(person.name)
  return {
    id: person.id, name, givenName: splitName(name).given, born: person.born ?? null, bornPrecision: person.bornPrecision ?? 'day',
    female: person.female ?? null, phone: person.phone ?? null, email: person.email ?? null, importId: person.importId ?? null,
  }
}
