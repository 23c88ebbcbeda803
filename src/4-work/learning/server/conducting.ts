// What whoever conducts a session does: the changing code, the roster, the countersignature. A lecturer who is named in the
// class conducts it whatever office is held; else an office of the organiser that takes attendance.
import { sql } from 'kysely'
import { insist, refuse, Refused } from '#base/refusal'
import { storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import { sessionsAttended } from '../domain/completion.ts'
import type { Attendance, MarkSource } from '../domain/attendance.ts'
import type { ClassStatus } from '../domain/classes.ts'
import { mayCountersign } from '../domain/countersigning.ts'
import { uuids } from './class-facts.ts'
import { isoOf } from './views.ts'

interface Conducted { classId: string; title: string; status: ClassStatus; unitId: string; graceMinutes: number; startsAt: string; endsAt: string; topic: string | null; place: string | null; unrecorded: string | null; own: boolean }

async function conduct(w: Work, sessionId: string): Promise<Conducted> {
  const { rows: [found] } = await sql<Conducted & { teaches: boolean }>`
    select class_id as "classId", title, status, unit_id as "unitId", grace_minutes as "graceMinutes", ${isoOf('starts_at')} as "startsAt", ${isoOf('ends_at')} as "endsAt", topic, place, unrecorded, own, teaches
    from learning.conducted(${sessionId}::uuid)`.execute(w.tx)
  if (!found || !(found.teaches || w.actor.acting?.verbs.has('class.attend'))) throw new Refused(refuse('not-found', 'sessionId', 'Không tìm thấy buổi học này trong các buổi bạn phụ trách.', 'There is no such session among those that you conduct.'), 404)
  const { teaches: _, ...conducted } = found
  return conducted
}

/** What the code of a session is made from, for the screen that shows it; and the server's clock, which the screen keeps to. */
export async function openCode(w: Work, sessionId: string): Promise<{ secret: string; now: string; classId: string; title: string; startsAt: string; endsAt: string }> {
  const { classId, title, status, startsAt, endsAt } = await conduct(w, sessionId)
  if (status !== 'open') throw new Refused(refuse('class-not-open', null, 'Lớp chưa mở, đã kết thúc hoặc đã hủy nên không còn mã điểm danh.', 'The class is not open, so it has no check-in code.'))
  const { rows: [row] } = await sql<{ secret: Buffer }>`select learning.open_code(${sessionId}::uuid) as secret`.execute(w.tx)
  w.note('learning.open-code', 'class', classId, { sessionId })
  return { secret: row!.secret.toString('hex'), now: w.now.toISOString(), classId, title, startsAt, endsAt }
}

/** The same for the person's own code. */
export async function openPass(w: Work): Promise<{ personId: string; secret: string; now: string }> {
  const { personId } = w.actor
  if (!personId) throw new Refused(refuse('no-person', null, 'Tài khoản này không gắn với người nào nên không có mã.', 'This account belongs to no person, so it has no code.'))
  const { rows: [row] } = await sql<{ secret: Buffer }>`select learning.open_pass() as secret`.execute(w.tx)
  w.note('learning.open-pass', 'person', personId)
  return { personId, secret: row!.secret.toString('hex'), now: w.now.toISOString() }
}

export interface RosterLine { person: { id: string; name: string }; unit: string; state: Attendance | null; source: MarkSource | null; recordedAt: string | null }
export interface SignedBy { by: string | null; at: string; attended: number; away: number }

/** A session with its roster, its signature and its sheets. */
export async function readSession(w: Work, sessionId: string) {
  const { status, own, unitId: _, ...session } = await conduct(w, sessionId)
  const people = await rosterOf(w, sessionId)
  const { rows: sheets } = await sql<{ id: string; name: string; recordedAt: string; recordedBy: string | null }>`
    select f.id, f.name, ${isoOf('x.recorded_at')} as "recordedAt", x.recorded_by as "recordedBy" from learning.session_sheet x join files.file f on f.id = x.file_id where x.session_id = ${sessionId}::uuid order by x.recorded_at`.execute(w.tx)
  return { ...session, sessionId, status, people, signed: await signatureOf(w, sessionId), sheets, may: { mark: own && w.actor.acting!.verbs.has('class.attend'), seeClass: own } }
}

/** Signs the roster as it stands. Signed again, the first signature stays. */
export async function countersign(w: Work, sessionId: string): Promise<SignedBy> {
  const { classId } = await conduct(w, sessionId)
  await sql`select learning.hold(${uuids([classId])})`.execute(w.tx)
  const before = await signatureOf(w, sessionId)
  if (before) {
    w.note('learning.countersign', 'class', classId, { sessionId, again: true })
    return before
  }
  const found = await conduct(w, sessionId), people = await rosterOf(w, sessionId)
  insist(mayCountersign({ classStatus: found.status, begun: new Date(found.startsAt) <= w.now, unrecorded: found.unrecorded, seated: people.length, unmarked: people.filter((one) => one.state === null).length }))
  const attended = sessionsAttended(people.map((one) => one.state)), away = people.length - attended
  await sql`insert into learning.countersignature (session_id, class_id, person_id, signed_by, attended, away)
    values (${sessionId}::uuid, ${classId}::uuid, ${w.actor.personId}::uuid, ${w.actor.name || null}, ${attended}, ${away})`.execute(w.tx)
  w.note('learning.countersign', 'class', classId, { sessionId, attended, away })
  return (await signatureOf(w, sessionId))!
}

/** A picture of the sheet that was signed by hand, kept with the session as evidence of the organiser. */
export async function attachSheet(w: Work, { sessionId, fileId, name, bytes }: { sessionId: string; fileId: string; name: string; bytes: Uint8Array }): Promise<{ id: string; name: string }> {
  const { classId, unitId, own, status } = await conduct(w, sessionId)
  if (!own) throw new Refused(refuse('out-of-reach', 'sessionId', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
  if (status !== 'open' && status !== 'closed') throw new Refused(refuse('class-not-open', null, 'Lớp chưa mở hoặc đã hủy.', 'The class is not open.'))
  const file = await storeFile(w, { id: fileId, name, bytes, unitId })
  const { rows: [kept] } = await sql<{ sessionId: string }>`
    with made as (insert into learning.session_sheet (file_id, session_id, class_id, recorded_by) values (${fileId}::uuid, ${sessionId}::uuid, ${classId}::uuid, ${w.actor.name || null}) on conflict do nothing returning session_id)
    select session_id as "sessionId" from made union all select session_id from learning.session_sheet where file_id = ${fileId}::uuid`.execute(w.tx)
  if (kept?.sessionId !== sessionId) throw new Refused(refuse('conflict', 'fileId', 'Tệp này đã gắn với buổi học khác.', 'This file belongs to another session.'), 409)
  w.note('learning.attach-sheet', 'class', classId, { sessionId, fileId, name: file.name, size: file.size })
  return { id: fileId, name: file.name }
}

/** Sessions near this moment of the one who asks, as a learner or as a lecturer. */
export async function mySessions(w: Work) {
  const { rows } = await sql<{ sessionId: string; classId: string; title: string; startsAt: string; endsAt: string; place: string | null; lecturing: boolean; state: Attendance | null }>`
    select session_id as "sessionId", class_id as "classId", title, ${isoOf('starts_at')} as "startsAt", ${isoOf('ends_at')} as "endsAt", place, lecturing, state
    from learning.my_sessions(base.moment() - interval '12 hours', base.moment() + interval '7 days')`.execute(w.tx)
  return rows
}

async function rosterOf(w: Work, sessionId: string): Promise<RosterLine[]> {
  return (await sql<RosterLine>`
    select jsonb_build_object('id', person_id, 'name', name) as person, unit, state, source, ${isoOf('recorded_at')} as "recordedAt" from learning.session_roster(${sessionId}::uuid)`.execute(w.tx)).rows
}

async function signatureOf(w: Work, sessionId: string): Promise<SignedBy | null> {
  return (await sql<SignedBy>`select signed_by as by, ${isoOf('signed_at')} as at, attended, away from learning.countersignature where session_id = ${sessionId}::uuid`.execute(w.tx)).rows[0] ?? null
}
