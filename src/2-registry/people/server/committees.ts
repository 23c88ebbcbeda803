// Committees: formed by election or appointment, recognised by the union above, ended by the next one or by decision. A
// committee takes its offices with it: those of the one before end on the day on which it begins.
import { sql } from 'kysely'
import { overlaps, writeDay, type Day, type DayRange } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import { mustReach, type Tx, type Work } from '#platform/work'
import { committeeIsWhole, committeeTitles, mayRecognise, type NewCommittee } from '../domain/committee.ts'
import { mayEnd } from '../domain/places.ts'
import { mustLive, notFound, taken } from './facts.ts'
import { appoint, type NewOffice } from './offices.ts'

interface Held { id: string; unitId: string; basis: 'elected' | 'provisional'; term: DayRange; during: DayRange; recognisedNumber: string | null; recognisedOn: Day | null }
interface Meanwhile { id: string; personId: string; name: string; unitId: string; title: string; fullTime: boolean; since: Day | null; before: boolean; until: Day }

/** Committees with their offices, many at once. One known by its id is passed over. Whoever held an office of the committee before holds it no longer, unless formed in again. */
export async function formCommittees(w: Work, committees: NewCommittee[]): Promise<void> {
  for (const c of committees) insist(committeeIsWhole(c))
  const known = new Map((await byIds(w.tx, committees.map((c) => c.id))).map((c) => [c.id, c]))
  const news = committees.filter((c) => {
    const held = known.get(c.id)
    if (held && (held.unitId !== c.unitId || held.basis !== c.basis || held.during.from !== c.from)) throw taken()
    return !held
  })
  if (news.length === 0) return
  if (new Set(news.map((c) => c.unitId)).size < news.length) throw new Refused(refuse('unit-twice', 'unitId', 'Mỗi đơn vị chỉ có một ban chấp hành trong một lần ghi.', 'A unit forms one committee at a time.'))
  await mustLive(w.tx, news)
  const decided = news.filter((c) => c.basis === 'provisional' || c.recognition)
  const above = await mustStandAbove(w, decided.map((c) => c.unitId))
  await endPredecessors(w, news)
  const offices = await officesMeanwhile(w.tx, news)
  const adopted = mustFollow(news, offices)
  await endBefore(w.tx, offices.filter((o) => o.before))
  await insert(w.tx, news, above)
  await adopt(w.tx, adopted)
  w.touched('official', offices.map((o) => o.personId))
  const seated = new Set(adopted.map((a) => a.key))
  const fullTime = new Set(offices.filter((o) => o.fullTime).map((o) => key(o)))
  await appoint(w, news.flatMap((c) => c.offices.filter((o) => !seated.has(key({ unitId: c.unitId, personId: o.personId }))).map((o): NewOffice => ({
    id: o.id, personId: o.personId, unitId: c.unitId, title: o.title, committeeId: c.id, basis: c.basis, term: c.term, from: c.from, to: c.to ?? null,
    decisionNumber: (c.recognition ?? c.decision)?.number ?? null, fullTime: o.fullTime ?? fullTime.has(key({ unitId: c.unitId, personId: o.personId })),
  }))))
  if (news.length === 1) w.note('people.form-committee', 'unit', news[0]!.unitId, { committee: news[0]!.id, basis: news[0]!.basis, from: news[0]!.from, term: news[0]!.term, offices: news[0]!.offices.length, recognition: news[0]!.recognition ?? null })
  else w.note('people.form-committee', 'committees', String(news.length), { committees: news.length, offices: news.reduce((n, c) => n + c.offices.length, 0) })
}

/** The union above recognises an elected committee. The same decision again changes nothing. */
export async function recogniseCommittee(w: Work, asked: { committeeId: string; recognition: { number: string; on: Day } }): Promise<void> {
  const held = await mustFind(w.tx, asked.committeeId)
  const above = await mustStandAbove(w, [held.unitId])
  const { number, on } = asked.recognition
  if (held.recognisedNumber !== number.trim() || held.recognisedOn !== on) {
    insist(mayRecognise({ basis: held.basis, from: held.during.from!, recognition: held.recognisedNumber === null ? null : { number: held.recognisedNumber } }, asked.recognition))
    await w.tx.updateTable('people.committee').set({ recognised_number: number.trim(), recognised_on: on, decided_by: above.get(held.unitId) ?? null }).where('id', '=', held.id).execute()
    await w.tx.updateTable('people.office').set({ decision_number: number.trim() }).where('committee_id', '=', held.id).where('decision_number', 'is', null).execute()
  }
  w.note('people.recognise-committee', 'unit', held.unitId, { committee: held.id, number, on })
}

/** The committee sits until the day before, and so do its offices: its term is cut short, or over. */
export async function endCommittee(w: Work, asked: { committeeId: string; on: Day }): Promise<void> {
  const held = await mustFind(w.tx, asked.committeeId)
  await mustStandAbove(w, [held.unitId])
  if (held.during.to !== asked.on) {
    insist(mayEnd(held.during, asked.on))
    await endOn(w.tx, [{ id: held.id, on: asked.on }])
    const { rows } = await sql<{ id: string }>`update people.office set during = daterange(lower(during), ${asked.on}::date)
      where committee_id = ${held.id}::uuid and lower(during) < ${asked.on}::date and coalesce(upper(during), 'infinity') > ${asked.on}::date returning person_id as id`.execute(w.tx)
    w.touched('official', rows.map((r) => r.id))
  }
  w.note('people.end-committee', 'unit', held.unitId, { committee: held.id, on: asked.on })
}

// What the union above decides, no unit decides for itself. Answers which union that is for each: that of the office acted
// in, or the parent where the machine's own administrator writes.
async function mustStandAbove(w: Work, unitIds: string[]): Promise<Map<string, string>> {
  const rows = await w.tx.selectFrom('organisation.position').select(['unit_id', 'parent_id']).where('unit_id', '=', sql<string>`any(${unitIds}::uuid[])`).execute()
  const acting = w.actor.acting
  if (acting?.lft !== 0) {
    for (const parent of new Set(rows.map((r) => r.parent_id))) {
      if (parent === null) throw new Refused(refuse('out-of-reach', 'unitId', 'Việc này do công đoàn cấp trên quyết định.', 'This is decided by the union above.'), 403)
      await mustReach(w, parent, 'unitId')
    }
  }
  return new Map(rows.flatMap((r) => ((acting?.unitId ?? r.parent_id) ? [[r.unit_id, (acting?.unitId ?? r.parent_id)!]] : [])))
}

async function endPredecessors(w: Work, news: NewCommittee[]): Promise<void> {
  const of = new Map(news.map((c) => [c.unitId, c]))
  const held = await w.tx.selectFrom('people.committee').select(['id', 'unit_id as unitId', 'during']).where('unit_id', '=', sql<string>`any(${[...of.keys()]}::uuid[])`).execute() as { id: string; unitId: string; during: DayRange }[]
  const meeting = held.filter((before) => overlaps(before.during, daysOf(of.get(before.unitId)!)))
  for (const { unitId, during } of meeting) {
    if (during.from! >= of.get(unitId)!.from) throw new Refused(refuse('later-committee', 'from', `Đơn vị đã có ban chấp hành từ ngày ${writeDay(during.from)}.`, `The unit has a committee from ${writeDay(during.from)} already.`))
  }
  await endOn(w.tx, meeting.map((before) => ({ id: before.id, on: of.get(before.unitId)!.from })))
}

const daysOf = (c: NewCommittee): DayRange => ({ from: c.from, to: c.to ?? null })
const key = (o: { unitId: string; personId: string }) => `${o.unitId} ${o.personId}`

/** Offices of a committee that are held in these units while the new ones sit; `before`: begun earlier. */
async function officesMeanwhile(tx: Tx, news: NewCommittee[]): Promise<Meanwhile[]> {
  const asked = JSON.stringify(news.map((c) => ({ unit: c.unitId, from: c.from, during: writeRange(daysOf(c)) })))
  return (await sql<Meanwhile>`select o.id, o.person_id as "personId", p.name, o.unit_id as "unitId", o.title, o.full_time as "fullTime", lower(o.during) as since,
      coalesce(lower(o.during), '-infinity') < r."from" as before, r."from" as until
    from jsonb_to_recordset(${asked}::jsonb) as r(unit uuid, "from" date, during daterange) join people.office o on o.unit_id = r.unit and o.during && r.during join people.person p on p.id = o.person_id
    where o.title = any(${[...committeeTitles]}::text[])`.execute(tx)).rows
}

// What begins on the day of the committee or after it: an office that the committee lists is the same office and becomes one
// of its; another president cannot be.
function mustFollow(news: NewCommittee[], offices: Meanwhile[]): { id: string; key: string; committee: NewCommittee }[] {
  const of = new Map(news.map((c) => [c.unitId, c]))
  const adopted = []
  for (const office of offices.filter((o) => !o.before)) {
    const c = of.get(office.unitId)!
    if (c.offices.some((o) => o.personId === office.personId && o.title === office.title)) adopted.push({ id: office.id, key: key(office), committee: c })
    else if (office.title === 'president') {
      throw new Refused(refuse('another-president', 'from', `${office.name} đã được ghi nhận là Chủ tịch từ ngày ${writeDay(office.since)}. Hãy kết thúc chức vụ đó trước.`, `${office.name} is recorded as president from ${writeDay(office.since)}. End that office first.`))
    }
  }
  return adopted
}

async function endBefore(tx: Tx, offices: Meanwhile[]): Promise<void> {
  const rows = JSON.stringify(offices.map((o) => ({ id: o.id, on: o.until })))
  await sql`update people.office o set during = daterange(lower(o.during), r."on") from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, "on" date) where o.id = r.id`.execute(tx)
}

async function adopt(tx: Tx, adopted: { id: string; committee: NewCommittee }[]): Promise<void> {
  const rows = JSON.stringify(adopted.map(({ id, committee: c }) => ({ id, committee: c.id, basis: c.basis, term: writeRange(c.term), during: writeRange(daysOf(c)), number: (c.recognition ?? c.decision)?.number ?? null })))
  await sql`update people.office o set committee_id = r.committee, basis = r.basis, term = r.term, during = o.during * r.during, decision_number = coalesce(r.number, o.decision_number)
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, committee uuid, basis text, term daterange, during daterange, number text) where o.id = r.id`.execute(tx)
}

async function insert(tx: Tx, news: NewCommittee[], above: Map<string, string>): Promise<void> {
  const rows = news.map((c) => ({
    id: c.id, unit: c.unitId, basis: c.basis, term: writeRange(c.term), during: writeRange({ from: c.from, to: c.to ?? null }), number: c.decision?.number.trim() || null, on: c.decision?.on ?? null,
    recognised: c.recognition?.number.trim() ?? null, recognisedOn: c.recognition?.on ?? null, by: above.get(c.unitId) ?? null,
  }))
  await sql`insert into people.committee (id, unit_id, basis, term, during, decision_number, decision_on, recognised_number, recognised_on, decided_by)
    select r.id, r.unit, r.basis, r.term, r.during, r.number, r."on", r.recognised, r."recognisedOn", r.by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, unit uuid, basis text, term daterange, during daterange, number text, "on" date, recognised text, "recognisedOn" date, by uuid)`.execute(tx)
}

async function endOn(tx: Tx, ending: { id: string; on: Day }[]): Promise<void> {
  const { rows } = await sql`update people.committee c set during = daterange(lower(c.during), r."on")
    from jsonb_to_recordset(${JSON.stringify(ending)}::jsonb) as r(id uuid, "on" date) where c.id = r.id returning c.id`.execute(tx)
  if (rows.length < ending.length) throw Object.assign(new Error('a committee lies outside the reach of the office acted in'), { code: '42501' })
}

async function byIds(tx: Tx, ids: string[]): Promise<Held[]> {
  return await tx.selectFrom('people.committee').select(['id', 'unit_id as unitId', 'basis', 'term', 'during', 'recognised_number as recognisedNumber', 'recognised_on as recognisedOn'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`).execute() as Held[]
}

async function mustFind(tx: Tx, committeeId: string): Promise<Held> {
  const [held] = await byIds(tx, [committeeId])
  if (!held) throw notFound('Không có ban chấp hành này trong phạm vi của bạn.', 'There is no such committee within your reach.')
  return held
}
