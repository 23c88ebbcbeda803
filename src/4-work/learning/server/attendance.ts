// Recording and correcting attendance. Marks are only ever added; one that replaces another names it.
import { sql } from 'kysely'
import { dayOf, writeDay } from '#base/day'
import { insist, isRefusal, refuse, Refused, type Refusal } from '#base/refusal'
import type { Work } from '#platform/work'
import { attendanceStates, mayCorrect, mayMark, overwritesUnseen, type Attendance, type MarkFacts, type MarkSource } from '../domain/attendance.ts'
import { holdClass, uuids, type ClassFacts } from './class-facts.ts'
import { settleCompletions } from './closing.ts'

export interface MarkWrite { sessionId: string; personId: string; state: Attendance; /** What the sender had before them; null: no mark. */ seen?: Attendance | null | undefined; /** hand, unless from the signed sheet. */ source?: MarkSource | undefined }

/** Records attendance of an open class, one mark or thousands. The same state again changes nothing; another state replaces the mark, and both are kept.
 *  Where a mark would overwrite what its sender had not seen, none is recorded and both are named. */
export async function markAttendance(w: Work, { classId, marks }: { classId: string; marks: readonly MarkWrite[] }): Promise<{ recorded: number; changed: number; unchanged: number }> {
  const held = await holdClass(w, classId)
  const wanted = [...new Map(marks.map((mark) => [`${mark.sessionId} ${mark.personId}`, mark])).values()]
  const facts = await cellFacts(w, held, wanted)
  const refusals = facts.map((fact, i) => mayMark(fact, `marks.${i}`)).filter(isRefusal)
  if (refusals.length > 0) throw new Refused(distinct(refusals))
  const unseen = wanted.filter((mark, i) => overwritesUnseen(facts[i]!.current, mark))
  if (unseen.length > 0) throw new Refused(await conflicts(w, classId, marks, unseen), 409)
  const fresh = wanted.map((mark, i) => ({ ...mark, replaces: facts[i]!.currentId, reason: null })).filter((mark, i) => facts[i]!.current !== mark.state)
  await appendMarks(w, classId, fresh)
  const recorded = fresh.filter((mark) => mark.replaces === null).length
  const answer = { recorded, changed: fresh.length - recorded, unchanged: wanted.length - fresh.length }
  w.note('learning.mark', 'class', classId, answer)
  return answer
}

/** Corrects one mark with a reason. In a closed class the person's completion follows at once; what was known before stays on record. Sent twice, the second changes nothing. */
export async function correctAttendance(w: Work, { classId, sessionId, personId, state, reason, source }: MarkWrite & { classId?: string; reason: string }): Promise<{ changed: boolean; completes: boolean }> {
  const session = await w.tx.selectFrom('learning.session').select('class_id').where('id', '=', sessionId).executeTakeFirst()
  if (!session || (classId && session.class_id !== classId)) throw new Refused(refuse('not-found', 'sessionId', 'Không tìm thấy buổi học này.', 'There is no such session.'), 404)
  const held = await holdClass(w, session.class_id)
  const [fact] = await cellFacts(w, held, [{ sessionId, personId, state }])
  insist(mayCorrect({ ...fact!, reason }))
  const changed = fact!.current !== state
  if (changed) await appendMarks(w, held.id, [{ sessionId, personId, state, replaces: fact!.currentId, reason: reason.trim(), source }])
  const completes = held.status === 'closed' ? (await settleCompletions(w, held, [personId], reason.trim())).completed : new Set<string>()
  w.note('learning.correct', 'class', held.id, { sessionId, personId, was: fact!.current, is: state, reason: reason.trim(), changed })
  return { changed, completes: completes.has(personId) }
}

export interface CellFacts extends MarkFacts { current: Attendance | null; currentId: number | null }

/** Who holds the class marks everyone; at a multi-point class that is open, a unit below marks the people it sent. */
export function mustMark(held: ClassFacts): void {
  if (!held.own && (held.form !== 'multi-point' || held.status === 'closed')) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
}

/** Facts of each cell, in the order asked. */
export async function cellFacts(w: Work, held: ClassFacts, cells: readonly MarkWrite[]): Promise<CellFacts[]> {
  mustMark(held)
  const sessions = uuids([...new Set(cells.map((cell) => cell.sessionId))])
  const rows = await sql<{ session: boolean; begun: boolean; unrecorded: string | null; signed: boolean; seated: boolean; current: Attendance | null; currentId: number | null }>`
    with seat as materialized (
      select n.person_id from learning.seating(${uuids([held.id])}) t join learning.nomination n on n.id = t.nomination_id and n.class_id = ${held.id}::uuid
      where t.seated and (${held.own} or exists (select from organisation.position p where p.unit_id = n.unit_id and p.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int))),
    session as materialized (select s.id, s.starts_at, s.unrecorded, k.session_id is not null as signed from learning.session s left join learning.countersignature k on k.session_id = s.id where s.class_id = ${held.id}::uuid and s.id = any(${sessions})),
    cell as materialized (select session_id, person_id, id, state from learning.marks_held(${held.id}::uuid, ${sessions}))
    select s.id is not null as session, coalesce(s.starts_at <= base.moment(), false) as begun, s.unrecorded, coalesce(s.signed, false) as signed, t.person_id is not null as seated, m.state as current, m.id as "currentId"
    from jsonb_to_recordset(${JSON.stringify(cells.map((cell, ord) => ({ s: cell.sessionId, p: cell.personId, ord })))}::jsonb) as x(s uuid, p uuid, ord int)
    left join session s on s.id = x.s
    left join seat t on t.person_id = x.p
    left join cell m on m.session_id = x.s and m.person_id = x.p
    order by x.ord`.execute(w.tx)
  return rows.rows.map((row) => ({ ...row, classStatus: held.status }))
}

/** Adds marks as they are; what may be marked was asked before. */
export async function appendMarks(w: Work, classId: string, marks: readonly (MarkWrite & { replaces: number | null; reason: string | null })[]): Promise<void> {
  if (marks.length === 0) return
  await sql`insert into learning.mark (class_id, session_id, person_id, state, source, replaces, reason, recorded_by)
    select ${classId}::uuid, x."sessionId", x."personId", x.state, coalesce(x.source, 'hand'), x.replaces, x.reason, ${w.actor.name || null}::text
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as x("sessionId" uuid, "personId" uuid, state text, source text, replaces bigint, reason text)`.execute(w.tx)
}

/** Mine and theirs of each cell, with who recorded it and when. */
async function conflicts(w: Work, classId: string, marks: readonly MarkWrite[], unseen: readonly MarkWrite[]): Promise<Refusal[]> {
  const { rows } = await sql<{ name: string; startsAt: Date; state: Attendance; by: string | null; at: Date }>`
    select coalesce(p.name, '–') as name, s.starts_at as "startsAt", m.state, m.recorded_by as by, m.recorded_at as at
    from jsonb_to_recordset(${JSON.stringify(unseen.map(({ sessionId: s, personId: p }, ord) => ({ s, p, ord })))}::jsonb) as x(s uuid, p uuid, ord int)
    join learning.session s on s.id = x.s left join people.person p on p.id = x.p
    join learning.marks_held(${classId}::uuid, ${uuids([...new Set(unseen.map((mark) => mark.sessionId))])}) h on h.session_id = x.s and h.person_id = x.p
    join learning.mark m on m.id = h.id order by x.ord`.execute(w.tx)
  return unseen.map((mark, i) => {
    const { name, startsAt, state, by, at } = rows[i]!, what = `${name}, ${clock.format(startsAt)} ${writeDay(dayOf(startsAt))}`
    return {
      ...refuse('marked-since', `marks.${marks.lastIndexOf(mark)}`, 'Có người đã điểm danh khác trong lúc bạn chưa thấy.', 'Someone marked otherwise since you last saw it.'),
      conflict: { what: { vi: what, en: what }, mine: attendanceStates[mark.state].label, theirs: attendanceStates[state].label, by, at: at.toISOString(), held: state },
    }
  })
}
const clock = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' })

// A thousand cells refused for one cause are one sentence.
function distinct(refusals: Refusal[]): Refusal[] {
  return [...new Map(refusals.map((refusal) => [refusal.code, refusal])).values()]
}
