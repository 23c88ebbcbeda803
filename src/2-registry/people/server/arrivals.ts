// People who come by the thousand, and go again as they came: a spreadsheet brought in, and taken back. The same rules as for
// one who is admitted, given a place and appointed; only that whoever arrives is new, so that nothing known can be in the way.
import { sql } from 'kysely'
import { insist } from '#base/refusal'
import type { Work } from '#platform/work'
import { asRow, type NewPerson } from '../domain/person.ts'
import { checked, numberTaken } from './admit.ts'
import { mustLive } from './facts.ts'
import { mustKnowTitles, type NewOffice } from './offices.ts'
import type { NewPlacement } from './placements.ts'

export interface Arrival {
  person: NewPerson
  /** Where the person works from now on; null: nowhere yet. */
  place: Pick<NewPlacement, 'id' | 'unitId' | 'standing' | 'from'> | null
  office: Pick<NewOffice, 'id' | 'unitId' | 'title' | 'fullTime' | 'basis' | 'from'> | null
}

/** Admits new persons, each with the place and the office it comes to; ten thousand are a handful of statements. Refuses all or none. */
export async function arrive(w: Work, importId: string, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const persons = arrivals.map(({ person }) => asRow(person))
  for (const person of persons) insist(checked(person, w.today))
  const offices = arrivals.flatMap(({ person, office }) => (office ? [{ ...office, personId: person.id }] : []))
  const places = arrivals.flatMap(({ person, place }) => (place ? [{ ...place, personId: person.id }] : []))
  const { tx } = w
  const numbered = arrivals.map(({ person }) => person).filter(({ citizenId, oldId }) => citizenId || oldId)
  // Columns as arrays, and no answer waited for before the next is sent: the database never waits for this process. Whether
  // titles and units are such is asked first, and answered first.
  const asked = Promise.all([mustKnowTitles(w, offices), mustLive(tx, [...offices, ...places])])
  const sent = Promise.all([
    // The moment is read once, not for each row as its default would be.
    sql`insert into people.person (id, name, given_name, born, born_precision, female, phone, email, import_id, recorded_at)
      select x.*, ${importId}::uuid, (select base.moment()) from unnest(${column(persons, 'id')}::uuid[], ${column(persons, 'name')}::text[], ${column(persons, 'givenName')}::text[], ${column(persons, 'born')}::date[],
        ${column(persons, 'bornPrecision')}::text[], ${column(persons, 'female')}::boolean[], ${column(persons, 'phone')}::text[], ${column(persons, 'email')}::text[]) x`.execute(tx),
    numbered.length > 0 && sql`select people.set_numbers(${column(numbered, 'id')}::uuid[], ${column(numbered, 'citizenId')}::text[], ${column(numbered, 'oldId')}::text[])`.execute(tx),
    places.length > 0 && sql`insert into people.placement (id, person_id, unit_id, standing, during, import_id, recorded_at)
      select x.id, x.person, x.unit, x.standing, daterange(x.since, null), ${importId}::uuid, (select base.moment()) from unnest(${column(places, 'id')}::uuid[], ${column(places, 'personId')}::uuid[], ${column(places, 'unitId')}::uuid[],
        ${column(places, 'standing')}::text[], ${column(places, 'from')}::date[]) x(id, person, unit, standing, since)`.execute(tx),
    offices.length > 0 && sql`insert into people.office (id, person_id, unit_id, title, full_time, basis, during, import_id)
      select x.id, x.person, x.unit, x.title, x.full_time, x.basis, daterange(x.since, null), ${importId}::uuid from unnest(${column(offices, 'id')}::uuid[], ${column(offices, 'personId')}::uuid[], ${column(offices, 'unitId')}::uuid[],
        ${column(offices, 'title')}::text[], ${column(offices, 'fullTime')}::boolean[], ${column(offices, 'basis')}::text[], ${column(offices, 'from')}::date[]) x(id, person, unit, title, full_time, basis, since)`.execute(tx),
  ])
  asked.catch(() => {})
  sent.catch(() => {})
  await asked
  try {
    // The first that fails is heard: those behind it only say that the transaction has failed.
    await sent
  } catch (error) {
    throw /^identity_/.test((error as { constraint?: string }).constraint ?? '') ? numberTaken() : error
  }

  w.touched('worker', places.map((place) => place.personId))
  w.touched('unnamed', places.map((place) => place.unitId))
  w.touched('official', offices.map((office) => office.personId))
  w.note('people.arrive', 'persons', String(persons.length), { persons: persons.length, placements: places.length, offices: offices.length, import: importId })
}

/**
 * Takes back what an import made of the next persons by id: their offices and places of that import, and whom it admitted with
 * all that hangs on them. Answers where to go on, null at the end; whoever calls has made sure that nothing was built on it.
 */
export async function takeBack(w: Work, importId: string, beyond: string | null): Promise<{ last: string | null; persons: number }> {
  const { rows } = await sql<{ kind: 'person' | 'official' | 'unit'; id: string; admitted: boolean }>`select kind, id, admitted from people.take_back(${importId}::uuid, ${beyond ?? '00000000-0000-0000-0000-000000000000'}::uuid, 10000)`.execute(w.tx)
  const idsOf = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.id)
  const ids = idsOf('person')
  w.touched('official', idsOf('official'))
  w.touched('worker', ids)
  w.touched('unnamed', idsOf('unit'))
  const persons = rows.filter((row) => row.admitted).length
  if (ids.length > 0) w.note('people.take-back', 'persons', String(ids.length), { persons: ids.length, admitted: persons, import: importId })
  return { last: ids.at(-1) ?? null, persons }
}

function column<T, K extends keyof T>(rows: readonly T[], field: K): (T[K] | null)[] {
  return rows.map((row) => row[field] ?? null)
}
