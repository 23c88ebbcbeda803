// What the training officer looks at: check-ins that wait for a word, and signals that some may not be what they say.
import { sql } from 'kysely'
import { refuse, Refused } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Attendance } from '../domain/attendance.ts'
import { deviceNames, signalsIn, type CheckInSeen, type SignalKind } from '../domain/signals.ts'
import { findClass, uuids } from './class-facts.ts'

export interface CheckInLine { id: string; person: { id: string; name: string }; startsAt: string; way: 'check-in' | 'scan'; shownAt: string; readAt: string; arrivedAt: string; offline: boolean; /** A, B, … within the class. */ device: string | null; /** The class where it was, if another. */ elsewhere: string | null }
export interface WaitingLine extends CheckInLine { state: 'present' | 'late'; held: Attendance | null; accepted: boolean | null; decidedAt: string | null; decidedBy: string | null; reason: string | null }

type Row = CheckInSeen & { outcome: string; state: 'present' | 'late'; held: Attendance | null; accepted: boolean | null; decidedAt: Date | null; decidedBy: string | null; reason: string | null }

export async function checkInsOf(w: Work, classId: string): Promise<{ total: number; waiting: WaitingLine[]; signals: { kind: SignalKind; checkIns: CheckInLine[] }[] }> {
  if (!(await findClass(w, classId)).own) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
  const { rows: own } = await sql<Row>`
    select k.id, k.person_id as "personId", k.session_id as "sessionId", s.starts_at as "startsAt", s.ends_at as "endsAt", k.way, k.shown_at as "shownAt", k.read_at as "readAt", k.arrived_at as "arrivedAt", k.offline,
      k.device_id as "deviceId", k.outcome, k.state, k.held, k.accepted, k.decided_at as "decidedAt", k.decided_by as "decidedBy", k.decision_reason as reason
    from learning.check_in k join learning.session s on s.id = k.session_id where k.class_id = ${classId}::uuid order by k.arrived_at, k.id`.execute(w.tx)
  const { rows: elsewhere } = await sql<CheckInSeen & { title: string }>`
    select id, person_id as "personId", session_id as "sessionId", title, starts_at as "startsAt", ends_at as "endsAt", way, shown_at as "shownAt", read_at as "readAt", arrived_at as "arrivedAt", offline, null as "deviceId"
    from learning.check_ins_beside(${classId}::uuid)`.execute(w.tx)
  const { rows: named } = await sql<{ id: string; name: string }>`select id, name from people.person where id = any(${uuids([...new Set(own.map((one) => one.personId))])})`.execute(w.tx)
  const names = new Map(named.map(({ id, name }) => [id, name])), devices = deviceNames(own.map((one) => one.deviceId)), titles = new Map(elsewhere.map(({ id, title }) => [id, title]))
  const all = new Map<string, CheckInSeen>([...own, ...elsewhere].map((one) => [one.id, one]))
  const line = (one: CheckInSeen): CheckInLine => ({
    id: one.id, person: { id: one.personId, name: names.get(one.personId) ?? '–' }, startsAt: one.startsAt.toISOString(), way: one.way, shownAt: one.shownAt.toISOString(), readAt: one.readAt.toISOString(),
    arrivedAt: one.arrivedAt.toISOString(), offline: one.offline, device: one.deviceId && devices.get(one.deviceId)!, elsewhere: titles.get(one.id) ?? null,
  })
  return {
    total: own.length,
    waiting: own.filter((one) => one.outcome === 'waiting').map((one) => ({ ...line(one), state: one.state, held: one.held, accepted: one.accepted, decidedAt: one.decidedAt?.toISOString() ?? null, decidedBy: one.decidedBy, reason: one.reason })),
    signals: signalsIn(own, elsewhere).map(({ kind, ids }) => ({ kind, checkIns: ids.map((id) => line(all.get(id)!)) })),
  }
}
