// Check-ins: by the participant from the lecturer's screen, or by the lecturer from the participant's phone. Each is kept as it
// came, with what became of it; one that came too late to make a mark waits for the training officer.
import { sql } from 'kysely'
import { insist, refuse, Refused } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Attendance } from '../domain/attendance.ts'
import { mayCheckIn, mayDecide, outcomeOf, readCheckInCode, shownAt, stateShown, stepOfCode, wrongCode, type CheckInFacts, type CheckInOutcome } from '../domain/check-in.ts'
import { appendMarks, correctAttendance, mustMark } from './attendance.ts'
import { holdClass, holdOwnClass } from './class-facts.ts'

interface Read { /** Made by the device; sent again, it is the same check-in. */ id: string; sessionId: string; code: string; /** The step that a scanned code says; null: typed. */ step: number | null; /** By the clock of the device. */ at: string; offline: boolean }
export interface CheckInWrite extends Read { deviceId: string }
export interface ScanWrite extends Read { /** null: typed, so that the code itself says whose it is. */ personId: string | null }
export interface CheckInAnswer { outcome: CheckInOutcome; state: 'present' | 'late'; /** The mark that held when it arrived. */ held: Attendance | null; person: { id: string; name: string }; classTitle: string; startsAt: string }

/** The one who asks was at the session. */
export async function checkIn(w: Work, asked: CheckInWrite): Promise<CheckInAnswer> {
  const personId = w.actor.personId
  if (!personId) throw new Refused(refuse('no-person', null, 'Tài khoản này không gắn với người nào nên không điểm danh được.', 'This account belongs to no person, so it cannot check in.'))
  const classId = await classOf(w, asked.sessionId)
  await holdClass(w, classId)
  const facts = await factsOf(w, asked.sessionId, personId)
  const known = await knownAs(w, classId, asked, 'check-in', personId)
  if (known) return answer(known, facts)
  const secret = (await sql<{ secret: Buffer | null }>`select learning.code_secret(${asked.sessionId}::uuid) as secret`.execute(w.tx)).rows[0]!.secret
  const step = secret && await stepOf(secret, asked, facts.now)
  return record(w, classId, asked, facts, { way: 'check-in', personId, deviceId: asked.deviceId, step, mark: () => sql`select learning.mark_check_in(${asked.id}::uuid)`.execute(w.tx) })
}

/** Who holds this code was at the session, says who scanned it. */
export async function scan(w: Work, asked: ScanWrite): Promise<CheckInAnswer> {
  const classId = await classOf(w, asked.sessionId)
  mustMark(await holdClass(w, classId))
  const { rows: passes } = await sql<{ personId: string; secret: Buffer }>`
    select person_id as "personId", secret from learning.pass_secrets(${classId}::uuid) where ${asked.personId}::uuid is null or person_id = ${asked.personId}::uuid`.execute(w.tx)
  const now = (await sql<{ now: Date }>`select base.moment() as now`.execute(w.tx)).rows[0]!.now
  for (const { personId, secret } of passes) {
    const step = await stepOf(secret, asked, now)
    if (step === null) continue
    const facts = await factsOf(w, asked.sessionId, personId)
    const known = await knownAs(w, classId, asked, 'scan', personId)
    if (known) return answer(known, facts)
    return record(w, classId, asked, facts, { way: 'scan', personId, deviceId: null, step,
      mark: (state) => appendMarks(w, classId, [{ sessionId: asked.sessionId, personId, state, replaces: null, reason: null, source: 'scan' }]) })
  }
  throw new Refused(wrongCode)
}

/** The training officer's word on a check-in that waits: taken, it corrects the mark with the reason; else it stays on record as refused. */
export async function decideCheckIn(w: Work, { id, accept, reason }: { id: string; accept: boolean; reason: string }): Promise<void> {
  const find = async () => (await sql<{ classId: string; sessionId: string; personId: string; way: 'check-in' | 'scan'; state: 'present' | 'late'; outcome: CheckInOutcome; accepted: boolean | null }>`
    select class_id as "classId", session_id as "sessionId", person_id as "personId", way, state, outcome, accepted from learning.check_in where id = ${id}::uuid`.execute(w.tx)).rows[0]
  const classId = (await find())?.classId
  if (!classId) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy lượt điểm danh này.', 'There is no such check-in.'), 404)
  await holdOwnClass(w, classId)
  const found = (await find())!
  insist(mayDecide(found, accept, reason))
  if (found.accepted === null) {
    if (accept) await correctAttendance(w, { classId, sessionId: found.sessionId, personId: found.personId, state: found.state, reason, source: found.way })
    await sql`update learning.check_in set accepted = ${accept}, decided_at = base.moment(), decided_by = ${w.actor.name || null}, decision_reason = ${reason.trim()} where id = ${id}::uuid`.execute(w.tx)
  }
  w.note('learning.decide-check-in', 'class', classId, { checkInId: id, sessionId: found.sessionId, personId: found.personId, accept, reason: reason.trim(), changed: found.accepted === null })
}

async function classOf(w: Work, sessionId: string): Promise<string> {
  const session = await w.tx.selectFrom('learning.session').select('class_id').where('id', '=', sessionId).executeTakeFirst()
  if (!session) throw new Refused(refuse('not-found', 'sessionId', 'Không tìm thấy buổi học này.', 'There is no such session.'), 404)
  return session.class_id
}

type Facts = CheckInFacts & { title: string; person: string }

async function factsOf(w: Work, sessionId: string, personId: string): Promise<Facts> {
  return (await sql<Facts>`
    select c.title, c.status as "classStatus", s.starts_at as "startsAt", s.ends_at as "endsAt", c.grace_minutes as "graceMinutes", s.unrecorded, base.moment() as now,
      coalesce((select p.name from people.person p where p.id = ${personId}::uuid), ${w.actor.personId === personId ? w.actor.name : ''}) as person,
      exists (select from learning.countersignature k where k.session_id = s.id) as signed,
      exists (select from learning.seating(array[c.id]) t join learning.nomination n on n.id = t.nomination_id where t.seated and n.person_id = ${personId}::uuid) as seated,
      (select m.state from learning.mark m where m.session_id = s.id and m.person_id = ${personId}::uuid order by m.id desc limit 1) as held
    from learning.session s join learning.class c on c.id = s.class_id where s.id = ${sessionId}::uuid`.execute(w.tx)).rows[0]!
}

// A typed code is looked for near the clock of the device, and near the server's own where it was typed just now.
async function stepOf(secret: Buffer, asked: Read, now: Date): Promise<number | null> {
  const code = readCheckInCode(asked.code)
  return code === null ? null : stepOfCode(new Uint8Array(secret), code, asked.step, [new Date(asked.at), ...(asked.offline ? [] : [now])])
}

interface Known { outcome: CheckInOutcome; state: 'present' | 'late'; held: Attendance | null; personId: string }

/** The same check-in as it was kept before. */
async function knownAs(w: Work, classId: string, asked: Read, way: 'check-in' | 'scan', personId: string): Promise<Known | null> {
  const row = (await sql<Known & { sessionId: string; way: string }>`
    select outcome, state, held, person_id as "personId", session_id as "sessionId", way from learning.check_in where id = ${asked.id}::uuid`.execute(w.tx)).rows[0]
  if (!row) return null
  if (row.sessionId !== asked.sessionId || row.way !== way || row.personId !== personId) throw new Refused(refuse('conflict', 'id', 'Mã này đã dùng cho một lượt điểm danh khác.', 'This id stands for another check-in.'), 409)
  w.note(`learning.${way}`, 'class', classId, { id: asked.id, sessionId: asked.sessionId, personId, again: true })
  return row
}

async function record(w: Work, classId: string, asked: Read, facts: Facts, by: { way: 'check-in' | 'scan'; personId: string; deviceId: string | null; step: number | null; mark: (state: 'present' | 'late') => Promise<unknown> }): Promise<CheckInAnswer> {
  const shown = by.step === null ? null : shownAt(by.step)
  insist(mayCheckIn(facts, shown))
  const state = stateShown(facts, shown!), outcome = outcomeOf(facts)
  await sql`insert into learning.check_in (id, class_id, session_id, person_id, way, shown_at, read_at, offline, device_id, state, outcome, held)
    values (${asked.id}::uuid, ${classId}::uuid, ${asked.sessionId}::uuid, ${by.personId}::uuid, ${by.way}, ${shown!.toISOString()}::timestamptz, ${asked.at}::timestamptz, ${asked.offline}, ${by.deviceId}::uuid, ${state}, ${outcome}, ${facts.held})`.execute(w.tx)
  if (outcome === 'marked') await by.mark(state)
  w.note(`learning.${by.way}`, 'class', classId, { id: asked.id, sessionId: asked.sessionId, personId: by.personId, state, outcome, held: facts.held })
  return answer({ outcome, state, held: facts.held, personId: by.personId }, facts)
}

function answer({ outcome, state, held, personId }: Known, facts: Facts): CheckInAnswer {
  return { outcome, state, held, person: { id: personId, name: facts.person }, classTitle: facts.title, startsAt: facts.startsAt.toISOString() }
}
