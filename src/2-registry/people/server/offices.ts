// Offices held over ranges of days, and the powers read from them.
import { sql } from 'kysely'
import { contains, type Day, type DayRange } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import type { HeldOfficeRow } from '#platform/access/actor'
import { writeRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import { beginsBeforeItEnds, mayEnd } from '../domain/places.ts'
import { mayGive, verbsOf } from '../domain/powers.ts'
import { mustBePlaceable, mustLive, notFound, taken } from './facts.ts'

export type Basis = 'elected' | 'appointed' | 'provisional'
export interface NewOffice {
  id: string; personId: string; unitId: string
  /** A code of people.title. */
  title: string
  fullTime: boolean; basis: Basis
  /** The term of the committee by its congress; stored, never computed. Left out with a committee: that of the committee. */
  term?: DayRange | null
  /** The committee that the office belongs to; of the same unit. */
  committeeId?: string | null
  decisionNumber?: string | null
  from: Day; to?: Day | null
  importId?: string | null
}
interface Held { id: string; personId: string; unitId: string; title: string; fullTime: boolean; basis: Basis; term: DayRange | null; committeeId: string | null; decisionNumber: string | null; during: DayRange }

/** Persons take offices, thousands in a few statements. One known by its id is passed over. */
export async function appoint(w: Work, offices: NewOffice[]): Promise<void> {
  for (const o of offices) insist(beginsBeforeItEnds({ from: o.from, to: o.to ?? null }))
  const known = new Map((await byIds(w.tx, offices.map((o) => o.id))).map((o) => [o.id, o]))
  const news = offices.filter((o) => {
    const held = known.get(o.id)
    if (held && (held.personId !== o.personId || held.unitId !== o.unitId || held.title !== o.title || held.during.from !== o.from)) throw taken()
    return !held
  })
  if (news.length === 0) return
  await mustKnowTitles(w, news)
  const persons = new Set(news.map((o) => o.personId))
  await mustBePlaceable(w.tx, persons)
  await mustLive(w.tx, news)
  await mustNotHoldTwice(w.tx, news)
  await mustBelong(w.tx, news)
  await insert(w.tx, news)
  w.touched('official', persons)
  if (news.length === 1) w.note('people.appoint', 'person', news[0]!.personId, { office: news[0]!.id, unitId: news[0]!.unitId, title: news[0]!.title, from: news[0]!.from })
  else w.note('people.appoint', 'offices', String(news.length), { offices: news.length, import: news[0]!.importId })
}

/** The office is held until the day before; its powers end with that day. */
export async function endOffice(w: Work, asked: { officeId: string; on: Day }): Promise<void> {
  const held = await mustFind(w.tx, asked.officeId)
  if (held.during.to === asked.on) return
  insist(mayEnd(held.during, asked.on))
  await end(w.tx, held, asked.on)
  w.touched('official', [held.personId])
  w.note('people.end-office', 'person', held.personId, { office: held.id, unitId: held.unitId, title: held.title, on: asked.on })
}

/** Ends the office with the day and gives the same office to another from the day on; the powers are the other's with the next request. */
export async function handOver(w: Work, asked: { officeId: string; toPersonId: string; newOfficeId: string; on: Day; basis: Basis; decisionNumber?: string | null; term?: DayRange | null }): Promise<void> {
  const held = await mustFind(w.tx, asked.officeId)
  const [again] = await byIds(w.tx, [asked.newOfficeId])
  if (again) {
    if (again.personId !== asked.toPersonId || again.unitId !== held.unitId || again.title !== held.title || again.during.from !== asked.on) throw taken()
    return
  }
  if (asked.toPersonId === held.personId) throw new Refused(refuse('same-person', 'toPersonId', 'Người nhận phải khác người bàn giao.', 'The receiver must be another person.'))
  if (!contains(held.during, asked.on)) throw new Refused(refuse('not-held', 'on', 'Chức vụ này không còn được giữ vào ngày đó.', 'The office is not held on that day.'))
  insist(mayEnd(held.during, asked.on))
  const next: NewOffice = {
    id: asked.newOfficeId, personId: asked.toPersonId, unitId: held.unitId, title: held.title, fullTime: held.fullTime, basis: asked.basis,
    term: asked.term === undefined ? held.term : asked.term, committeeId: held.committeeId, decisionNumber: asked.decisionNumber ?? null, from: asked.on, to: held.during.to,
  }
  await mustKnowTitles(w, [next])
  await mustBePlaceable(w.tx, [next.personId])
  await mustNotHoldTwice(w.tx, [next])
  await end(w.tx, held, asked.on)
  await insert(w.tx, [next])
  w.touched('official', [held.personId, next.personId])
  w.note('people.hand-over', 'person', next.personId, { office: next.id, before: held.id, from: held.personId, unitId: held.unitId, title: held.title, on: asked.on })
}

/** Offices that the person holds on the day, the highest first, each with its powers. Row-level security lets a person read the own offices (app.person). */
export async function officesHeld(tx: Tx, personId: string, on: Day): Promise<HeldOfficeRow[]> {
  const { rows } = await sql<Omit<HeldOfficeRow, 'verbs'> & { powers: string }>`
    select o.id, o.unit_id as "unitId", coalesce(v.name, n.label) as "unitName", o.title, t.name_vi as "titleVi", t.name_en as "titleEn", t.powers, at.lft, at.rgt
    from people.office o join people.title t on t.code = o.title join organisation.position at on at.unit_id = o.unit_id
    left join organisation.every_version v on v.unit_id = o.unit_id and v.valid @> ${on}::date
    join organisation.label_unit n on n.subject_id = o.unit_id
    where o.person_id = ${personId}::uuid and o.during @> ${on}::date order by t.rank, lower(o.during), o.id`.execute(tx)
  return rows.map(({ powers, ...office }) => ({ ...office, verbs: verbsOf(powers) }))
}

/** Each title is one of the list, and its powers are the giver's to give. */
export async function mustKnowTitles(w: Work, offices: readonly Pick<NewOffice, 'personId' | 'unitId' | 'title'>[]): Promise<void> {
  const powers = new Map((await w.tx.selectFrom('people.title').select(['code', 'powers']).execute()).map((t) => [t.code, t.powers]))
  const acting = w.actor.acting
  for (const o of offices) {
    const row = powers.get(o.title)
    if (!row) throw new Refused(refuse('unknown-title', 'title', `Không có chức danh “${o.title}”.`, `There is no title “${o.title}”.`))
    insist(mayGive(verbsOf(row), { verbs: acting?.verbs ?? new Set(), ownUnit: o.unitId === acting?.unitId, toSelf: o.personId === w.actor.personId }))
  }
}

async function mustNotHoldTwice(tx: Tx, news: NewOffice[]): Promise<void> {
  const rows = news.map((o) => ({ id: o.id, person: o.personId, unit: o.unitId, title: o.title, during: writeRange({ from: o.from, to: o.to ?? null }) }))
  const { rows: [twice] } = await sql<{ name: string }>`
    with asked as materialized (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid, unit uuid, title text, during daterange)),
    held as (select id, person_id as person, unit_id as unit, title, during from people.office where person_id in (select person from asked) union all select * from asked)
    select p.name from asked a join held h on h.person = a.person and h.unit = a.unit and h.title = a.title and h.during && a.during and h.id <> a.id
    join people.person p on p.id = a.person limit 1`.execute(tx)
  if (twice) throw new Refused(refuse('held-already', 'title', `${twice.name} đã giữ chức danh này tại đơn vị trong thời gian đó.`, `${twice.name} already holds this title in the unit at that time.`))
}

// An office of a committee begins while the committee sits, and in its unit.
async function mustBelong(tx: Tx, news: NewOffice[]): Promise<void> {
  const rows = news.filter((o) => o.committeeId).map((o) => ({ committee: o.committeeId, unit: o.unitId, from: o.from }))
  if (rows.length === 0) return
  const { rows: [odd] } = await sql`select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(committee uuid, unit uuid, "from" date)
    where not exists (select from people.committee c where c.id = r.committee and c.unit_id = r.unit and c.during @> r."from") limit 1`.execute(tx)
  if (odd) throw new Refused(refuse('no-committee', 'committeeId', 'Ban chấp hành này không làm việc tại đơn vị vào ngày đó.', 'This committee does not sit in the unit on that day.'))
}

const columns = ['id', 'person_id as personId', 'unit_id as unitId', 'title', 'full_time as fullTime', 'basis', 'term', 'committee_id as committeeId', 'decision_number as decisionNumber', 'during'] as const

async function byIds(tx: Tx, ids: string[]): Promise<Held[]> {
  return await tx.selectFrom('people.office').select(columns).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute() as Held[]
}

async function mustFind(tx: Tx, officeId: string): Promise<Held> {
  const [held] = await byIds(tx, [officeId])
  if (!held) throw notFound('Không có chức vụ này trong phạm vi của bạn.', 'There is no such office within your reach.')
  return held
}

async function insert(tx: Tx, offices: NewOffice[]): Promise<void> {
  const rows = offices.map((o) => ({
    id: o.id, person: o.personId, unit: o.unitId, title: o.title, full_time: o.fullTime, basis: o.basis, term: o.term ? writeRange(o.term) : null, committee: o.committeeId ?? null,
    decision: o.decisionNumber ?? null, during: writeRange({ from: o.from, to: o.to ?? null }), import: o.importId ?? null,
  }))
  await sql`insert into people.office (id, person_id, unit_id, title, full_time, basis, term, committee_id, decision_number, during, import_id)
    select r.id, r.person, r.unit, r.title, r.full_time, r.basis, coalesce(r.term, (select c.term from people.committee c where c.id = r.committee)), r.committee, r.decision, r.during, r.import
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, person uuid, unit uuid, title text, full_time boolean, basis text, term daterange, committee uuid, decision text, during daterange, import uuid)`.execute(tx)
}

async function end(tx: Tx, held: Held, on: Day): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('people.office').set({ during: writeRange({ from: held.during.from, to: on }) }).where('id', '=', held.id).executeTakeFirst()
  // An own office elsewhere is in sight, but not in reach.
  if (Number(numUpdatedRows) !== 1) throw Object.assign(new Error('the office lies outside the reach of the office acted in'), { code: '42501' })
}
