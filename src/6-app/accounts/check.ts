// A round before anything is made: the rows of a file, or the officials who have no account, each with what becomes of it.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import { matchPeople } from '#people'
import { takeIn } from '#platform/files/store'
import type { Tx, Work } from '#platform/work'
import { bornOf, numbersOf, openPeople } from '../intake/index.ts'
import { meet, type Candidate, type Given, type Met } from './domain/who.ts'

export interface Content { name: string | null; office: string | null; unit: string | null; phone: string | null; email: string | null }
interface CheckedRow extends Omit<Met, 'verdict'> { row: number; verdict: Met['verdict'] | 'skipped'; content: Content }

/** Most bytes of a file of people who are to get accounts. */
const largest = 20 * 1024 * 1024

/** Takes a file in and checks every row of it; the same round again changes nothing. */
export async function receiveFile(w: Work, asked: { id: string; unitId: string; name: string; pieces: AsyncIterable<Uint8Array> }): Promise<void> {
  if (!await open(w, asked.id, asked.unitId, asked.name.normalize('NFC').trim())) return
  // Nothing of the file is kept: its identity numbers are looked up and forgotten.
  const file = await takeIn(asked.pieces, largest)
  try {
    const { fields, rows } = await openPeople(w, file.source, asked.unitId)
    const taken = new Map<string, number>()
    let seen = 0
    for await (const part of rows) {
      const read = part.filter((row) => row.verdict !== 'skipped').map(({ row, reasons, person }) => ({ row, person: person!, faults: reasons.filter(({ field }) => field === null || field === 'name' || fields.has(field)) }))
      const found = await whoCouldBe(w, read.map(({ person }) => person))
      const met = new Map(read.map(({ row, person, faults }, i) => {
        const given: Given = { name: person.name, phone: person.phone, email: person.email, born: person.born, unit: person.unit, faults }
        const answer = meet(given, found[i]!.candidates, { elsewhere: found[i]!.elsewhere, taken })
        if (answer.personId !== null) taken.set(answer.personId, row)
        return [row, answer]
      }))
      await keep(w.tx, asked.id, part.map(({ row, person, reasons }) => {
        const content = { name: person?.name ?? null, office: null, unit: person?.unit ?? null, phone: person?.phone ?? null, email: person?.email ?? null }
        return { row, content, ...(met.get(row) ?? { verdict: 'skipped' as const, personId: null, reasons }) }
      }))
      seen += part.length
    }
    if (seen === 0) throw new Refused(refuse('empty', 'file', 'Tệp không có dòng nào dưới dòng tiêu đề.', 'The file has no row below its header.'))
  } finally {
    await file.drop()
  }
  w.note('accounts.receive', 'round', asked.id, { name: asked.name })
}

/** All who hold an office in the unit or below today and have no account, in the order of the tree. */
export async function gatherOfficials(w: Work, asked: { id: string; unitId: string }): Promise<void> {
  if (!await open(w, asked.id, asked.unitId, null)) return
  const { numAffectedRows } = await sql`
    insert into accounts.row (round_id, row, verdict, content, person_id)
    select ${asked.id}::uuid, row_number() over (order by x.lft, x.given_name collate "vi-x-icu", x.id), 'make', jsonb_build_object('name', x.name, 'office', null, 'unit', null, 'phone', x.phone, 'email', x.email), x.id
    from (select p.id, p.name, p.given_name, p.phone, p.email, min(at.lft) as lft
      from people.office o join people.person p on p.id = o.person_id join organisation.position at on at.unit_id = o.unit_id
      join organisation.position top on top.unit_id = ${asked.unitId}::uuid and at.lft between top.lft and top.rgt
      where o.during @> ${w.today}::date and not exists (select from access.account a where a.person_id = p.id) group by p.id) x
    where access.reaches(x.id)`.execute(w.tx)
  if (Number(numAffectedRows) === 0) throw new Refused(refuse('nobody', null, 'Mọi cán bộ trong phạm vi đều đã có tài khoản.', 'All officials within reach have accounts already.'))
  w.note('accounts.gather', 'round', asked.id, { officials: Number(numAffectedRows) })
}

/** False where the round stands already, as of a request that was sent twice. */
async function open(w: Work, id: string, unitId: string, name: string | null): Promise<boolean> {
  const made = await w.tx.insertInto('accounts.round').values({ id, unit_id: unitId, name, state: 'checked', account_id: w.actor.accountId ?? w.actor.name, by_name: w.actor.name })
    .onConflict((c) => c.column('id').doNothing()).returning('id').executeTakeFirst()
  if (made) return true
  const known = await w.tx.selectFrom('accounts.round').select(['unit_id', 'name']).where('id', '=', id).executeTakeFirst()
  if (known?.unit_id !== unitId || known.name !== name) throw new Refused(refuse('identity-taken', 'id', 'Mã này đã dùng cho đợt cấp khác.', 'This id stands for another round.'), 409)
  w.note('accounts.receive', 'round', id, { again: true })
  return false
}

async function keep(tx: Tx, roundId: string, rows: readonly CheckedRow[]): Promise<void> {
  await sql`insert into accounts.row (round_id, row, verdict, reasons, content, person_id)
    select ${roundId}::uuid, r.row, r.verdict, r.reasons, r.content, r."personId" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row int, verdict text, reasons jsonb, content jsonb, "personId" uuid)`.execute(tx)
}

type Person = Parameters<typeof numbersOf>[0]

async function whoCouldBe(w: Work, people: readonly Person[]): Promise<{ candidates: Candidate[]; elsewhere: boolean }[]> {
  const numbered = people.flatMap((person, i) => (person.id === null ? [] : [{ i, ...numbersOf(person), name: '' }]))
  const byNumber = new Map<number, { personId: string; inSight: boolean }>()
  for (const [k, matches] of (await matchPeople(w.tx, numbered)).entries()) {
    const sure = matches.find(({ by }) => by === 'number')
    if (sure) byNumber.set(numbered[k]!.i, sure)
  }
  const asked = people.map((person, i) => ({ i, name: person.name ?? '', phone: person.phone, email: person.email, unit: person.unitId, ...bornOf(person), number: byNumber.get(i)?.inSight ? byNumber.get(i)!.personId : null }))
  // The names of a whole province are looked up at once; of those called the same a row needs no more than its namesakes.
  const { rows } = await sql<Candidate & { i: number }>`
    with asked as materialized (
      select r.*, base.fold(r.name) collate "C" as fold from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r(i int, name text, phone text, email text, unit uuid, born date, "bornPrecision" text, number uuid)
    ), met as (
      select a.i, p.id from asked a join people.person p on p.name_fold collate "C" = a.fold where a.name <> ''
      union select a.i, a.number from asked a where a.number is not null
    )
    select m.i, p.id as "personId", p.name, a.number is not distinct from p.id as "byNumber", coalesce(p.phone = a.phone, false) as "samePhone", coalesce(lower(p.email) = lower(a.email), false) as "sameEmail",
      case when a.born is null or p.born is null then null when a."bornPrecision" = 'year' or p.born_precision = 'year' then extract(year from p.born) = extract(year from a.born) else p.born = a.born end as "sameBorn",
      case when a.unit is null then null else exists (select from people.office o where o.person_id = p.id and o.unit_id = a.unit and o.during @> ${w.today}::date)
        or exists (select from people.placement s where s.person_id = p.id and s.unit_id = a.unit and s.during @> ${w.today}::date) end as "sameUnit",
      access.reaches(p.id) as reached, (select c.username from access.account c where c.person_id = p.id) as username,
      exists (select from people.office o where o.person_id = p.id and o.during @> ${w.today}::date) as "inOffice"
    from met m join asked a on a.i = m.i join people.person p on p.id = m.id order by m.i, p.id`.execute(w.tx)
  const lists = people.map((_, i) => ({ candidates: [] as Candidate[], elsewhere: byNumber.get(i)?.inSight === false }))
  for (const { i, ...candidate } of rows) lists[i]!.candidates.push(candidate)
  return lists
}

