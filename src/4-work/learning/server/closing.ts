// Closing a class and keeping its completions equal to its attendance.
import { sql } from 'kysely'
import { dayOf, type Day } from '#base/day'
import { newId } from '#base/id'
import { insist, refuse, Refused, type Refusal } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Attendance } from '../domain/attendance.ts'
import { mayClose, type ClosingFacts } from '../domain/closing.ts'
import { completes, sessionsAttended, sessionsNeeded } from '../domain/completion.ts'
import { announceHeads, announcePeople } from './announce.ts'
import { findClass, holdOwnClass, uuids, type ClassFacts } from './class-facts.ts'
import { tellCompleted } from './tell.ts'

export interface Closing { classId: string; /** The day on which completions stand; not before the last session. */ on: Day; /** Sessions at which no attendance was taken, and why. */ unrecorded?: readonly { sessionId: string; reason: string }[] }

/** Closes the class: whoever attended enough has completed its programme from `on`. Closing again for the same day changes nothing. */
export async function closeClass(w: Work, { classId, on, unrecorded = [] }: Closing): Promise<{ completed: string[]; notCompleted: string[] }> {
  const held = await holdOwnClass(w, classId)
  if (held.status !== 'closed' || held.completedOn !== on) {
    await declareUnrecorded(w, classId, unrecorded)
    const refusals = mayClose(await closingFacts(w, held), on)
    insist(refusals)
    await w.tx.updateTable('learning.class').set({ status: 'closed', completed_on: on }).where('id', '=', classId).execute()
  }
  const closed: ClassFacts = { ...held, status: 'closed', completedOn: on }
  const { completed, results } = await settleCompletions(w, closed, null, '')
  await announceHeads(w, classId)
  const answer = { completed: [...completed], notCompleted: results.filter((row) => !completed.has(row.personId)).map((row) => row.personId) }
  w.note('learning.close', 'class', classId, { on, completed: answer.completed.length, notCompleted: answer.notCompleted.length, unrecorded })
  return answer
}

/** What closing now would do, and what stands in the way; `without`: sessions that would be declared as not recorded. */
export async function previewClosing(w: Work, { classId, on, without = [] }: { classId: string; on?: Day; without?: readonly string[] }): Promise<{ results: AttendanceResult[]; refusals: Refusal[]; unmarked: { sessionId: string; people: number }[]; unsigned: string[] }> {
  const found = await findClass(w, classId)
  if (!found.own) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
  const facts = await closingFacts(w, found, without)
  const { rows: signed } = await sql<{ id: string }>`select session_id as id from learning.countersignature where class_id = ${classId}::uuid`.execute(w.tx)
  return {
    unsigned: facts.sessions.filter((session) => !signed.some(({ id }) => id === session.id)).map(({ id }) => id),
    results: await attendanceResults(w, found, null, without), refusals: mayClose(facts, on ?? facts.lastSession ?? found.lastDay),
    unmarked: facts.sessions.filter((s) => s.unmarked > 0).map((s) => ({ sessionId: s.id, people: s.unmarked })),
  }
}

export interface AttendanceResult { personId: string; name: string; attended: number; needed: number; recorded: number; completes: boolean }

/** Each person with a seat against the share of recorded sessions that the class asks for. */
async function attendanceResults(w: Work, found: ClassFacts, personIds: readonly string[] | null = null, without: readonly string[] = []): Promise<AttendanceResult[]> {
  const sheet = await readSheet(w, found.id, without)
  const asked = personIds && new Set(personIds)
  const { rows: named } = await sql<{ id: string; name: string }>`select id, name from people.person where id = any(${uuids(sheet.seats)})`.execute(w.tx)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return sheet.seats.filter((personId) => !asked || asked.has(personId)).map((personId) => {
    const marks = sheet.sessions.map((session) => sheet.marks.get(`${session} ${personId}`) ?? null)
    return { personId, name: names.get(personId) ?? '', attended: sessionsAttended(marks), needed: sessionsNeeded(found.requiredPercent, marks.length), recorded: marks.length, completes: completes(marks, found.requiredPercent) }
  })
}

interface AttendanceSheet { /** People with a seat, by their place. */ seats: string[]; /** Sessions with attendance, in order. */ sessions: string[]; /** By session and person. */ marks: Map<string, Attendance> }

/** Seats, sessions and marks of a class, each read once and brought together here: joined in the database, a class of thousands is
 *  compared person by person with every mark as long as the server has no statistics of it. */
async function readSheet(w: Work, classId: string, without: readonly string[]): Promise<AttendanceSheet> {
  const { rows: [read] } = await sql<{ seating: [string, number][]; nominations: [string, string][]; sessions: string[]; cells: [string, string, Attendance][] }>`
    select (select coalesce(jsonb_agg(jsonb_build_array(t.nomination_id, t.place) order by t.place), '[]') from learning.seating(${uuids([classId])}) t where t.seated) as seating,
      (select coalesce(jsonb_agg(jsonb_build_array(n.id, n.person_id)), '[]') from learning.nomination n where n.class_id = ${classId}::uuid and n.withdrawn_at is null) as nominations,
      (select coalesce(jsonb_agg(s.id order by s.starts_at, s.id), '[]') from learning.session s where s.class_id = ${classId}::uuid and s.unrecorded is null and not (s.id = any(${uuids(without)}))) as sessions,
      (select coalesce(jsonb_agg(jsonb_build_array(m.session_id, m.person_id, m.state)), '[]') from learning.cells(${classId}::uuid) m) as cells`.execute(w.tx)
  const people = new Map(read!.nominations)
  return {
    seats: read!.seating.flatMap(([nomination]) => people.get(nomination) ?? []), sessions: read!.sessions,
    marks: new Map(read!.cells.map(([session, person, state]) => [`${session} ${person}`, state])),
  }
}

/** Makes the completions of a closed class equal to its attendance: voids what no longer holds, adds what now does, keeps both. personIds null: of everyone. Returns the results and who has completed, and announces whose completion changed. */
export async function settleCompletions(w: Work, closed: ClassFacts, personIds: readonly string[] | null, reason: string): Promise<{ results: AttendanceResult[]; completed: Set<string> }> {
  const results = await attendanceResults(w, closed, personIds)
  const held = await w.tx.selectFrom('learning.completion').select(['id', 'person_id']).where('class_id', '=', closed.id).where('voided_at', 'is', null)
    .$if(personIds !== null, (q) => q.where('person_id', 'in', [...personIds!])).execute()
  const deserved = new Set(results.filter((row) => row.completes).map((row) => row.personId))
  const has = new Set(held.map((row) => row.person_id))
  const lost = held.filter((row) => !deserved.has(row.person_id))
  const gained = [...deserved].filter((person) => !has.has(person)).map((personId) => ({ id: newId(), personId }))
  if (lost.length > 0) {
    await w.tx.updateTable('learning.completion').set({ voided_at: sql`base.moment()`, void_reason: reason }).where('id', 'in', lost.map((row) => row.id)).execute()
  }
  if (gained.length > 0) {
    await sql`insert into learning.completion (id, person_id, programme_id, class_id, organiser_id, source, on_day)
      select x.id, x."personId", ${closed.programmeId}::uuid, ${closed.id}::uuid, ${closed.unitId}::uuid, 'class', ${closed.completedOn}::date
      from jsonb_to_recordset(${JSON.stringify(gained)}::jsonb) as x(id uuid, "personId" uuid)`.execute(w.tx)
  }
  const changed = [...lost.map((row) => row.person_id), ...gained.map((row) => row.personId)]
  if (changed.length > 0) {
    announcePeople(w, changed)
    await tellCompleted(w, closed.id, gained, lost.map(({ id, person_id: personId }) => ({ id, personId })))
    await announceHeads(w, closed.id)
  }
  return { results, completed: deserved }
}

async function declareUnrecorded(w: Work, classId: string, unrecorded: readonly { sessionId: string; reason: string }[]): Promise<void> {
  for (const [i, { sessionId, reason }] of unrecorded.entries()) {
    if (reason.trim().length < 5) throw new Refused(refuse('reason', `unrecorded.${i}.reason`, 'Hãy ghi lý do buổi này không điểm danh.', 'Say why no attendance was taken at this session.'))
    const done = await w.tx.updateTable('learning.session').set({ unrecorded: reason.trim() }).where('id', '=', sessionId).where('class_id', '=', classId).executeTakeFirst()
    if (done.numUpdatedRows === 0n) throw new Refused(refuse('not-found', `unrecorded.${i}`, 'Buổi học này không thuộc lớp.', 'This session is not of this class.'))
  }
}

async function closingFacts(w: Work, found: ClassFacts, without: readonly string[] = []): Promise<ClosingFacts> {
  const { seats, sessions, marks } = await readSheet(w, found.id, without)
  const { rows: [facts] } = await sql<{ last: Date | null; heads: number }>`
    select (select max(starts_at) from learning.session where class_id = ${found.id}::uuid) as last,
      (select coalesce(sum(heads), 0)::int from learning.head_count where class_id = ${found.id}::uuid and voided_at is null) as heads`.execute(w.tx)
  return {
    status: found.status, today: w.today, lastSession: facts!.last && dayOf(facts!.last), seated: seats.length, heads: facts!.heads,
    sessions: sessions.map((id) => ({ id, unmarked: seats.filter((person) => !marks.has(`${id} ${person}`)).length })),
  }
}
