// What a person learned, and what stands behind it.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import type { Attendance, MarkSource } from '../domain/attendance.ts'
import { sessionsAttended, sessionsNeeded } from '../domain/completion.ts'
import { isoOf } from './views.ts'

export interface CompletionRow {
  id: string; programmeId: string; programme: string; tags: string[]; on: string; until: string | null; source: 'class' | 'import'
  classId: string | null; classTitle: string | null; importId: string | null; recordedAt: string; voidedAt: string | null; voidReason: string | null
}
export interface MarkRow { id: number; state: Attendance; source: MarkSource; recordedAt: string; recordedBy: string | null; reason: string | null; replaces: number | null }
export interface SessionRow { id: string; startsAt: string; endsAt: string; topic: string | null; unrecorded: string | null; marks: MarkRow[] }
export interface CompletionEvidence extends CompletionRow {
  person: { id: string; name: string }; needed: number; attended: number
  sessions: (SessionRow & { signed: { by: string | null; at: string; attended: number; away: number } | null; sheets: { id: string; name: string }[] })[]
}

const columns = sql`k.id, k.programme_id as "programmeId", k.programme, k.tags, k.on_day as "on", k.until, k.source, k.class_id as "classId", k.class_title as "classTitle", k.import_id as "importId",
  ${isoOf('k.recorded_at')} as "recordedAt", ${isoOf('k.voided_at')} as "voidedAt", k.void_reason as "voidReason"`

/** Completions of a person, the newest first, voided ones included; none of a person who may not be seen. */
export async function completionsOf(tx: Tx, personId: string): Promise<CompletionRow[]> {
  return (await sql<CompletionRow>`select ${columns} from learning.completions_of(${personId}::uuid) k`.execute(tx)).rows
}

/** The class, its sessions and every mark behind a completion, corrections included; for a claimed one the import. Refuses with 404 what may not be seen. */
export async function completionEvidence(tx: Tx, completionId: string): Promise<CompletionEvidence> {
  const rows = await sql<Omit<CompletionEvidence, 'sessions' | 'needed' | 'attended'> & { percent: number | null }>`
    select ${columns}, k.required_percent as percent, jsonb_build_object('id', k.person_id, 'name', coalesce(p.name, '–')) as person
    from learning.completion c cross join lateral learning.completions_of(c.person_id) k left join people.person p on p.id = k.person_id
    where c.id = ${completionId}::uuid and k.id = c.id`.execute(tx)
  const found = rows.rows[0]
  if (!found) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy lần hoàn thành này.', 'There is no such completion.'), 404)
  const { percent, ...completion } = found
  const sessions = completion.classId ? await attendanceOf(tx, completion.classId, completion.person.id) : []
  const held = sessions.filter((session) => session.unrecorded === null).map((session) => session.marks.at(-1)?.state ?? null)
  // Sheets are shown to whoever may open them.
  const { rows: proofs } = await sql<{ sessionId: string } & Pick<CompletionEvidence['sessions'][number], 'signed' | 'sheets'>>`
    select s.id as "sessionId", (select jsonb_build_object('by', k.signed_by, 'at', ${isoOf('k.signed_at')}, 'attended', k.attended, 'away', k.away) from learning.countersignature k where k.session_id = s.id) as signed,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by x.recorded_at), '[]') from learning.session_sheet x join files.file f on f.id = x.file_id where x.session_id = s.id) as sheets
    from learning.session s where s.class_id = ${completion.classId}::uuid`.execute(tx)
  const proofOf = new Map(proofs.map(({ sessionId, ...proof }) => [sessionId, proof]))
  return { ...completion, sessions: sessions.map((session) => ({ ...session, ...(proofOf.get(session.id) ?? { signed: null, sheets: [] }) })), needed: sessionsNeeded(percent ?? 0, held.length), attended: sessionsAttended(held) }
}

/** Sessions of a class with all marks of one person, the first first. */
export async function attendanceOf(tx: Tx, classId: string, personId: string): Promise<SessionRow[]> {
  const rows = await sql<SessionRow>`
    select id, ${isoOf('starts_at')} as "startsAt", ${isoOf('ends_at')} as "endsAt", topic, unrecorded, marks from learning.attendance_of(${classId}::uuid, ${personId}::uuid)`.execute(tx)
  return rows.rows.map((row) => ({ ...row, marks: row.marks.map((mark) => ({ ...mark, recordedAt: new Date(mark.recordedAt).toISOString() })) }))
}

/** Classes to which the one who asks is nominated, the next first. */
export async function myClasses(w: Work) {
  const rows = await sql<{ id: string; title: string; programme: string; unit: string; status: 'draft' | 'open' | 'closed' | 'cancelled'; firstDay: string; lastDay: string; state: 'nominated' | 'waiting'; place: number; nextSession: string | null; attended: number; recorded: number; completed: boolean }>`
    select c.id, c.title, p.name as programme, coalesce(u.label, '') as unit, c.status, c.first_day as "firstDay", c.last_day as "lastDay", case when t.seated then 'nominated' else 'waiting' end as state, t.place,
      (select ${isoOf('min(s.starts_at)')} from learning.session s where s.class_id = c.id and s.ends_at > base.moment()) as "nextSession",
      (select count(*)::int from learning.cells(c.id) m where m.person_id = n.person_id and m.state in ('present', 'late')) as attended,
      (select count(*)::int from learning.cells(c.id) m where m.person_id = n.person_id) as recorded,
      exists (select from learning.completion k where k.class_id = c.id and k.person_id = n.person_id and k.voided_at is null) as completed
    from learning.nomination n cross join lateral learning.seating(array[n.class_id]) t join learning.class c on c.id = n.class_id join learning.programme p on p.id = c.programme_id
    left join organisation.label_unit u on u.subject_id = c.unit_id
    where n.person_id = ${w.actor.personId}::uuid and n.withdrawn_at is null and t.nomination_id = n.id order by c.first_day desc, c.id`.execute(w.tx)
  return rows.rows
}

export interface OwnSession { id: string; classId: string; title: string; topic: string | null; place: string | null; address: string | null; startsAt: Date; endsAt: Date; teaches: boolean }

/** Sessions that the one who asks sits in with a seat, or teaches, and that end after `since`. */
export async function ownSessions(w: Work, since: Date): Promise<OwnSession[]> {
  return (await sql<OwnSession>`select id, class_id as "classId", title, topic, place, address, starts_at as "startsAt", ends_at as "endsAt", teaches from learning.own_sessions(${since})`.execute(w.tx)).rows
}
