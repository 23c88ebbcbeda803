// Persons: admitted once, corrected, and found again among those already known.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import { bornBefore } from '../domain/places.ts'
import { asRow, type NewPerson } from '../domain/person.ts'
import { mustBeOpen, notFound, taken } from './facts.ts'

/** Admits persons; each needs a place or an office in the same work, else nobody sees them. One known by this id is passed over. */
export async function admit(w: Work, persons: NewPerson[]): Promise<void> {
  const rows = persons.map(asRow)
  for (const row of rows) insist(checked(row, w.today))
  const known = new Map((await w.tx.selectFrom('people.person').select(['id', 'name']).where('id', '=', sql<string>`any(${rows.map((r) => r.id)}::uuid[])`).execute()).map((p) => [p.id, p.name]))
  for (const row of rows) if (known.has(row.id) && known.get(row.id) !== row.name) throw taken()
  const news = rows.filter((row) => !known.has(row.id))
  if (news.length === 0) return
  await sql`insert into people.person (id, name, given_name, born, born_precision, female, phone, email, import_id)
    select r.id, r.name, r."givenName", r.born, r."bornPrecision", r.female, r.phone, r.email, r."importId"
    from jsonb_to_recordset(${JSON.stringify(news)}::jsonb) as r(id uuid, name text, "givenName" text, born date, "bornPrecision" text, female boolean, phone text, email text, "importId" uuid)`.execute(w.tx)
  await setIdentity(w.tx, persons.filter((p) => !known.has(p.id)))
  if (news.length === 1) w.note('people.admit', 'person', news[0]!.id)
  else w.note('people.admit', 'persons', String(news.length), { persons: news.length, import: news[0]!.importId })
}

/** Corrects what is known of a person; a number that is left out stays. */
export async function correct(w: Work, person: NewPerson): Promise<void> {
  const row = asRow(person)
  insist(checked(row, w.today))
  await mustBeOpen(w.tx, [row.id])
  const { numUpdatedRows } = await w.tx.updateTable('people.person').where('id', '=', row.id)
    .set({ name: row.name, given_name: row.givenName, born: row.born, born_precision: row.bornPrecision, female: row.female, phone: row.phone, email: row.email }).executeTakeFirst()
  if (Number(numUpdatedRows) === 0) throw notFound('Không có người này trong phạm vi của bạn.', 'There is no such person within your reach.')
  await setIdentity(w.tx, [person])
  w.note('people.correct', 'person', row.id)
}

/** Whether a person may be written so. */
export function checked(row: ReturnType<typeof asRow>, today: Day) {
  if (row.name === '') return refuse('name', 'name', 'Cần họ và tên.', 'The person needs a name.')
  return bornBefore(row.born, today)
}

async function setIdentity(tx: Tx, persons: NewPerson[]): Promise<void> {
  const rows = persons.filter((p) => p.citizenId || p.oldId || p.ethnicity).map((p) => ({ personId: p.id, citizenId: p.citizenId ?? null, oldId: p.oldId ?? null, ethnicity: p.ethnicity ?? null }))
  if (rows.length === 0) return
  const numbers = rows.flatMap((r) => [r.citizenId, r.oldId]).filter((n) => n !== null)
  if (new Set(numbers).size < numbers.length) throw numberTaken()
  const { rows: held } = await sql<{ number: string; person_id: string }>`select * from people.identify(${numbers}::text[])`.execute(tx)
  const owner = new Map(held.map((h) => [h.number, h.person_id]))
  if (rows.some((r) => [r.citizenId, r.oldId].some((n) => n !== null && owner.has(n) && owner.get(n) !== r.personId))) throw numberTaken()
  await sql`select people.set_identity(${JSON.stringify(rows)}::jsonb)`.execute(tx)
}

/** Says that the number is known, not whose it is: the holder may stand outside the reach of the asker. */
export function numberTaken(): Refused {
  return new Refused(refuse('number-taken', 'citizenId', 'Số định danh này đã thuộc về một người khác trong hệ thống.', 'This identity number already belongs to another person in the system.'))
}

export interface Wanted { citizenId?: string | null; oldId?: string | null; name: string; born?: Day | null; bornPrecision?: 'day' | 'year'; unitId?: string | null }
/** by: what agrees; number is certain, name-born-unit nearly so, name-born and name-unit need a look. inSight: false for one outside the reach. */
export interface Match { personId: string; by: 'number' | 'name-born-unit' | 'name-born' | 'name-unit'; inSight: boolean }

/** The id of no import whatever. */
export const noImport = '00000000-0000-0000-0000-000000000000'

/**
 * Who among the known these could be: one list for each asked, the surest first. Only numbers reach beyond the scope.
 * `before`: as it stood before that import wrote anything, while it is being written.
 */
export async function matchPeople(tx: Tx, asked: readonly Wanted[], before: string = noImport): Promise<Match[][]> {
  const rows = asked.map((a, i) => ({ i, numbers: [a.citizenId, a.oldId].filter(Boolean), name: a.name, born: a.born ?? null, precision: a.bornPrecision ?? 'day', unit: a.unitId ?? null }))
  // A year alone is held as its first of January: so every comparison of births is one of days, and the index on name and
  // birth answers it. By the name alone a million asked would each meet thousands who are called the same.
  const { rows: found } = await sql<{ i: number } & Match>`
    with asked as materialized (
      select r.*, base.fold(r.name) collate "C" as fold, make_date(extract(year from r.born)::int, 1, 1) as new_year, make_date(extract(year from r.born)::int + 1, 1, 1) as next_year
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(i int, numbers text[], name text, born date, precision text, unit uuid)
    ), number as materialized (
      select a.i, n.number from asked a, unnest(a.numbers) n(number)
    ), numbered as (
      select a.i, n.person_id as "personId", 1 as rank, 'number' as by from people.identify((select coalesce(array_agg(number), '{}') from number)) n join number a on a.number = n.number
    ), named as (
      select a.i, p.id as "personId", a.unit, true as same_born from asked a join people.person p on p.name_fold collate "C" = a.fold and p.born in (a.born, a.new_year)
      where a.precision <> 'year' and (p.born = a.born or p.born_precision = 'year') and p.import_id is distinct from ${before}::uuid
      union all
      select a.i, p.id, a.unit, true from asked a join people.person p on p.name_fold collate "C" = a.fold and p.born >= a.new_year and p.born < a.next_year
      where a.precision = 'year' and p.import_id is distinct from ${before}::uuid
      union all
      select a.i, p.id, a.unit, null from asked a join people.person p on p.name_fold collate "C" = a.fold and p.born is null where p.import_id is distinct from ${before}::uuid
      union all
      select a.i, p.id, a.unit, null from asked a join people.person p on p.name_fold collate "C" = a.fold where a.born is null and p.born is not null and p.import_id is distinct from ${before}::uuid
    ), placed as (
      select n.*, exists (select from people.placement x where x.person_id = n."personId" and x.unit_id = n.unit and x.import_id is distinct from ${before}::uuid)
        or exists (select from people.office x where x.person_id = n."personId" and x.unit_id = n.unit and x.import_id is distinct from ${before}::uuid) as same_unit
      from named n
    ), ranked as (
      select * from numbered
      union all select i, "personId", 2, 'name-born-unit' from placed where same_born and same_unit
      union all select i, "personId", 3, 'name-born' from placed where same_born and not same_unit
      union all select i, "personId", 4, 'name-unit' from placed where same_born is null and same_unit
    ), best as (
      select distinct on (i, "personId") * from ranked order by i, "personId", rank
    )
    select b.i, b."personId", b.by, exists (select from people.person p where p.id = b."personId") as "inSight" from best b order by b.i, b.rank`.execute(tx)
  const lists: Match[][] = asked.map(() => [])
  for (const { i, ...match } of found) lists[i]!.push(match)
  return lists
}
