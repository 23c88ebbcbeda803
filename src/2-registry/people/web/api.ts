import { writeDay, type Day } from '#base/day'
import { roomApi } from '#web/api.ts'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import { say } from '#web/language.tsx'
import type { Announcement } from '#web/live.ts'
import type { peopleContract } from '../contract.ts'

export const people = roomApi<typeof peopleContract>('people')

/** The page of a person. */
export const personPath = (personId: string) => `/nguoi/${personId}`

/** People in reach by words of the name, for SearchSelect. */
export async function findPeople(typed: string, on: Day): Promise<Found[]> {
  if (typed.trim() === '') return []
  const found = await people.search.call({ search: typed, on, limit: 20 })
  return found.map((person) => ({
    id: person.id, label: person.name,
    detail: [writeBorn(person.born, person.bornPrecision), person.titleName && say(person.titleName), person.unitName].filter(Boolean).join(' · '),
  }))
}

/** People of the unit and of those below it; nothing typed: the first few. */
export async function findPeopleOf(unitId: string, typed: string, on: Day): Promise<Found[]> {
  const { rows } = await people.ofUnit.call({ unitId, on, within: 'below', search: typed.trim() || undefined, limit: 20, offset: 0 })
  return rows.map((person) => ({
    id: person.id, label: person.name,
    detail: [writeBorn(person.born, person.bornPrecision), person.offices[0] && say(person.offices[0].titleName), person.unitName ?? person.offices[0]?.unitName].filter(Boolean).join(' · '),
  }))
}

/** dd/MM/yyyy, or the year alone where only that is known. */
export function writeBorn(born: Day | null, precision: 'day' | 'year'): string {
  return born === null ? '' : precision === 'year' ? born.slice(0, 4) : writeDay(born)
}

export const aboutPeople = (a: Announcement) => a.event === 'changed' && (a.kind.startsWith('people.') || a.kind.startsWith('organisation.'))
