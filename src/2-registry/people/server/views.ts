// Reads of people. Lists stand on a day; row-level security keeps them within the reach of the office acted in.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { fold, foldedWords } from '#base/vietnamese/text'
import { unitsUnder } from '#organisation'
import type { Tx, Work } from '#platform/work'
import type { FoundPerson, ListedPerson, OfficeRow, PersonCard } from '../contract.ts'
import { mustBeOpen, notFound } from './facts.ts'

interface OfUnit { unitId: string; on: Day; tree?: Day | undefined; within: 'unit' | 'below'; who: 'all' | 'member' | 'worker' | 'official' | 'full-time'; search?: string; limit: number; offset: number }

const patterns = (search: string) => foldedWords(search).split(' ').filter(Boolean).map((word) => `%${word}%`)

/** The units asked about: the one alone, or with all below it under the tree of the day or of another. */
const unitsOf = (unitId: string, on: Day, tree: Day | undefined, within: OfUnit['within']) => (within === 'unit' ? sql`array[${unitId}::uuid]`
  : sql`array(select unit_id from (${unitsUnder(unitId, on, tree)}) under)`)

/** People of the unit on the day, under the tree of that day or another, sorted by given name: a page of them and how many there are. */
export async function ofUnit(tx: Tx, asked: OfUnit): Promise<{ rows: ListedPerson[]; total: number }> {
  const { on } = asked
  const { rows } = await sql<ListedPerson & { total: number }>`
    with page as materialized (select * from people.of_units(${unitsOf(asked.unitId, on, asked.tree, asked.within)}, ${on}::date, ${asked.who}, ${patterns(asked.search ?? '')}::text[], ${asked.limit}, ${asked.offset}) with ordinality)
    select p.id, p.name, p.female, p.born, p.born_precision as "bornPrecision", h.of_all as total, s.standing, s.unit_id as "unitId", s.since, n.label as "unitName",
      coalesce((select jsonb_agg(jsonb_build_object('title', o.title, 'titleName', jsonb_build_object('vi', t.name_vi, 'en', t.name_en), 'unitName', u.label, 'fullTime', o.full_time) order by t.rank)
        from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
        where o.person_id = p.id and o.during @> ${on}::date), '[]') as offices
    from page h join people.shown_person p on p.id = h.person_id
    left join lateral (select p.standing, p.unit_id, lower(p.during) as since from people.placement p where p.person_id = h.person_id and p.during @> ${on}::date) s on true
    left join organisation.label_unit n on n.subject_id = s.unit_id
    order by h.ordinality`.execute(tx)
  const total = rows[0]?.total ?? (asked.offset === 0 ? 0 : (await ofUnit(tx, { ...asked, offset: 0, limit: 1 })).total)
  return { rows: rows.map(({ total: _, ...row }) => row), total }
}

/** Members, workers and officials of the unit and all below it on the day; officials once each. */
export async function counts(tx: Tx, unitId: string, on: Day, tree?: Day): Promise<{ members: number; workers: number; officials: number; fullTime: number; declared: number | null }> {
  const { rows: [row] } = await sql<Awaited<ReturnType<typeof counts>>>`
    select members, workers, officials, full_time as "fullTime", (select w.workers from people.workforce w where w.unit_id = ${unitId}::uuid and w.during @> ${on}::date) as declared
    from people.counts_of_units(${unitsOf(unitId, on, tree, 'below')}, ${on}::date)`.execute(tx)
  return row!
}

/** Offices of the unit held on the day, the highest first. */
export async function offices(tx: Tx, unitId: string, on: Day): Promise<OfficeRow[]> {
  return (await sql<OfficeRow>`select o.id, o.person_id as "personId", p.name as "personName", o.unit_id as "unitId", u.label as "unitName", o.title,
      jsonb_build_object('vi', t.name_vi, 'en', t.name_en) as "titleName", t.rank, o.full_time as "fullTime", o.basis, o.term, o.decision_number as "decisionNumber", o.during
    from people.office o join people.person p on p.id = o.person_id join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
    where o.unit_id = ${unitId}::uuid and o.during @> ${on}::date order by t.rank, p.given_name collate "vi-x-icu", p.name collate "vi-x-icu"`.execute(tx)).rows
}

/** People in reach whose name holds every word, with where they stand on the day. */
export async function search(tx: Tx, asked: { search: string; on: Day; limit: number }): Promise<FoundPerson[]> {
  return (await sql<FoundPerson>`select p.id, p.name, p.born, p.born_precision as "bornPrecision", coalesce(o.unit, s.unit) as "unitName", o.title as "titleName"
    from people.find(${patterns(asked.search)}::text[], ${asked.limit}) f(id) join people.shown_person p on p.id = f.id
    left join lateral (select u.label as unit, jsonb_build_object('vi', t.name_vi, 'en', t.name_en) as title from people.office o join people.title t on t.code = o.title
      join organisation.label_unit u on u.subject_id = o.unit_id where o.person_id = p.id and o.during @> ${asked.on}::date order by t.rank limit 1) o on true
    left join lateral (select u.label as unit from people.placement x join organisation.label_unit u on u.subject_id = x.unit_id where x.person_id = p.id and x.during @> ${asked.on}::date) s on true
    order by p.name_fold = ${fold(asked.search)} desc, p.given_name collate "vi-x-icu", p.name collate "vi-x-icu"`.execute(tx)).rows
}

/** A person with everything that is known of where they stood. */
export async function person(w: Work, id: string): Promise<PersonCard> {
  const { rows: [card] } = await sql<Omit<PersonCard, 'writable' | 'sensitive'> & { reached: boolean; opened: boolean }>`
    with stood as materialized (
      select h.*, coalesce(v.name, n.label) as unit_name, organisation.reaches(h.unit_id) or organisation.stands_above(h.unit_id) as unit_shown from people.history(${id}::uuid) h join organisation.label_unit n on n.subject_id = h.unit_id
      left join organisation.every_version v on v.unit_id = h.unit_id and v.valid @> lower(h.during))
    select p.id, p.name, p.female, p.born, p.born_precision as "bornPrecision", p.phone, p.email, p.restricted_at is not null as restricted, p.deidentified_at is not null as deidentified, p.opened,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'unitId', s.unit_id, 'unitName', s.unit_name, 'unitShown', s.unit_shown, 'standing', s.standing,
        'during', jsonb_build_object('from', lower(s.during), 'to', upper(s.during))) order by lower(s.during) desc nulls last) from stood s where s.kind = 'placement'), '[]') as placements,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'personId', p.id, 'personName', p.name, 'unitId', s.unit_id, 'unitName', s.unit_name, 'unitShown', s.unit_shown, 'title', s.title,
        'titleName', jsonb_build_object('vi', t.name_vi, 'en', t.name_en), 'rank', t.rank, 'fullTime', s.full_time, 'basis', s.basis,
        'term', case when s.term is null then null else jsonb_build_object('from', lower(s.term), 'to', upper(s.term)) end, 'decisionNumber', s.decision_number,
        'during', jsonb_build_object('from', lower(s.during), 'to', upper(s.during))) order by lower(s.during) desc nulls last, t.rank)
        from stood s join people.title t on t.code = s.title where s.kind = 'office'), '[]') as offices,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'reason', a.reason, 'during', jsonb_build_object('from', lower(a.during), 'to', upper(a.during))) order by lower(a.during) desc)
        from people.absence a where a.person_id = p.id), '[]') as absences,
      organisation.whole() or exists (select from stood s where organisation.reaches(s.unit_id)) as reached
    from people.shown_person p where p.id = ${id}::uuid`.execute(w.tx)
  if (!card) throw notFound('Không có người này trong phạm vi của bạn.', 'There is no such person within your reach.')
  const { reached, opened, ...shown } = card
  const may = w.actor.acting?.verbs
  const open = reached && opened && !shown.deidentified
  return { ...shown, writable: open && (may?.has('person.write') ?? false), sensitive: open && (may?.has('person.sensitive') ?? false) }
}

export interface Sensitive { citizenId: string | null; oldId: string | null; ethnicity: string | null; religion: string | null; partyMember: boolean | null; withheld: boolean }

/** The sensitive fields; the database writes who read whose and why. */
export async function readSensitive(w: Work, id: string, purpose: string): Promise<Sensitive> {
  await mustBeOpen(w.tx, [id])
  const { rows: [row] } = await sql<{ found: Record<string, string | boolean | null> | null }>`select people.read_sensitive(${id}::uuid, ${purpose}) as found`.execute(w.tx)
  if (!row?.found) throw notFound('Không có người này trong phạm vi của bạn.', 'There is no such person within your reach.')
  const { citizen_id = null, old_id = null, ethnicity = null, religion = null, party_member = null, withheld = false } = row.found
  w.note('people.read-sensitive', 'person', id, { purpose })
  return { citizenId: citizen_id, oldId: old_id, ethnicity, religion, partyMember: party_member, withheld } as Sensitive
}
