// People who come by the thousand, and go again as they came: a spreadsheet brought in, and taken back. The same rules as for
// one who is admitted, given a place and appointed; only that whoever arrives is new, so that nothing known can be in the way.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist } from '#base/refusal'
import { copyRows, type CopiedCell } from '#platform/db/copy'
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

const COLUMNS = `id, name, given_name, born, born_precision, female, phone, email, citizen_id, old_id,
  place_id, place_unit, standing, place_from, office_id, office_unit, title, full_time, basis, office_from`

/** Admits new persons, each with the place and the office it comes to; ten thousand are a handful of statements. Refuses all or none. */
export async function arrive(w: Work, importId: string, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const persons = arrivals.map(({ person }) => asRow(person))
  for (const person of persons) insist(checked(person, w.today))
  const offices = arrivals.flatMap(({ person, office }) => (office ? [{ ...office, personId: person.id }] : []))
  const places = arrivals.flatMap(({ person, place }) => (place ? [{ ...place, personId: person.id }] : []))
  await mustKnowTitles(w, offices)
  await mustLive(w.tx, distinctStarts([...offices, ...places]))

  await sql`create temp table if not exists arriving (
    id uuid, name text, given_name text, born date, born_precision text, female boolean, phone text, email text, citizen_id text, old_id text,
    place_id uuid, place_unit uuid, standing text, place_from date,
    office_id uuid, office_unit uuid, title text, full_time boolean, basis text, office_from date) on commit drop`.execute(w.tx)
  await sql`truncate arriving`.execute(w.tx)
  await copyRows(w.tx, `arriving (${COLUMNS})`, rowsOf(arrivals, persons))
  try {
    await sql`insert into people.person (id, name, given_name, born, born_precision, female, phone, email, import_id)
      select id, name, given_name, born, born_precision, female, phone, email, ${importId}::uuid from arriving`.execute(w.tx)
    await sql`select people.set_numbers(array_agg(id), array_agg(citizen_id), array_agg(old_id)) from arriving where citizen_id is not null or old_id is not null`.execute(w.tx)
  } catch (error) {
    throw /^identity_/.test((error as { constraint?: string }).constraint ?? '') ? numberTaken() : error
  }
  await sql`insert into people.placement (id, person_id, unit_id, standing, during, import_id)
    select place_id, id, place_unit, standing, daterange(place_from, null), ${importId}::uuid from arriving where place_id is not null`.execute(w.tx)
  await sql`insert into people.office (id, person_id, unit_id, title, full_time, basis, during, import_id)
    select office_id, id, office_unit, title, full_time, basis, daterange(office_from, null), ${importId}::uuid from arriving where office_id is not null`.execute(w.tx)

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
  const { rows } = await sql<{ kind: 'person' | 'unit'; id: string; admitted: boolean }>`select kind, id, admitted from people.take_back(${importId}::uuid, ${beyond ?? '00000000-0000-0000-0000-000000000000'}::uuid, 10000)`.execute(w.tx)
  const idsOf = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.id)
  const ids = idsOf('person')
  w.touched('official', ids)
  w.touched('worker', ids)
  w.touched('unnamed', idsOf('unit'))
  const persons = rows.filter((row) => row.admitted).length
  if (ids.length > 0) w.note('people.take-back', 'persons', String(ids.length), { persons: ids.length, admitted: persons, import: importId })
  return { last: ids.at(-1) ?? null, persons }
}

function* rowsOf(arrivals: readonly Arrival[], persons: ReturnType<typeof asRow>[]): Generator<CopiedCell[]> {
  for (const [i, { person, place, office }] of arrivals.entries()) {
    const row = persons[i]!
    yield [
      row.id, row.name, row.givenName, row.born, row.bornPrecision, row.female, row.phone, row.email, person.citizenId, person.oldId,
      place?.id, place?.unitId, place?.standing, place?.from, office?.id, office?.unitId, office?.title, office?.fullTime, office?.basis, office?.from,
    ]
  }
}

function distinctStarts(asked: { unitId: string; from: Day }[]): { unitId: string; from: Day }[] {
  return [...new Map(asked.map(({ unitId, from }) => [unitId + from, { unitId, from }])).values()]
}
