// Writing classes with what belongs to them. One statement a table, for one class as for hundreds.
import { sql } from 'kysely'
import { insist, refuse, Refused } from '#base/refusal'
import type { Work } from '#platform/work'
import { mayCancel, mayWriteClass, type ClassStands, type ClassWrite } from '../domain/classes.ts'
import { isRescheduled } from '../domain/tidings.ts'
import { holdOwnClass, uuids } from './class-facts.ts'
import { tellCancelled, tellRescheduled } from './tell.ts'

/** Writes classes (draft or open) with places, lecturers and sessions; the same content again changes nothing. What a class no longer lists is taken away, but never a session with attendance. */
export async function openClasses(w: Work, classes: readonly ClassWrite[]): Promise<{ written: number }> {
  const wanted = classes.map(normal)
  const ids = wanted.map((c) => c.id)
  await sql`select learning.hold(${uuids(ids)})`.execute(w.tx)
  const stands = await standing(w, ids)
  const changed = wanted.filter((c) => JSON.stringify(c) !== JSON.stringify(stands.get(c.id)?.write))
  const refusals = changed.flatMap((c) => mayWriteClass(c, stands.get(c.id)?.facts ?? null))
  insist(refusals)
  if (changed.length > 0) await write(w, changed)
  for (const c of changed) {
    const before = stands.get(c.id)
    if (before?.facts.status === 'open' && isRescheduled(before.write.sessions, c.sessions)) await tellRescheduled(w, c)
  }
  if (classes.length === 1) w.note('learning.write-class', 'class', ids[0]!, { ...changed[0], changed: changed.length > 0 })
  else w.note('learning.write-classes', 'class', 'many', { classes: classes.length, written: changed.length })
  return { written: changed.length }
}

/** Cancels a class that is not closed; nominations stay on record. */
export async function cancelClass(w: Work, { classId, reason }: { classId: string; reason: string }): Promise<void> {
  const found = await holdOwnClass(w, classId)
  insist(mayCancel(found.status, reason))
  await w.tx.updateTable('learning.class').set({ status: 'cancelled', cancel_reason: reason.trim() }).where('id', '=', classId).execute()
  await tellCancelled(w, classId)
  w.note('learning.cancel-class', 'class', classId, { reason: reason.trim() })
}

// One shape for what is asked and what stands, so that the same content is seen to be the same.
function normal(c: ClassWrite) {
  return {
    id: c.id, programmeId: c.programmeId, unitId: c.unitId, title: c.title.normalize('NFC').trim(), form: c.form, capacity: c.capacity,
    requiredPercent: c.requiredPercent ?? 80, graceMinutes: c.graceMinutes ?? 15, firstDay: c.firstDay, lastDay: c.lastDay, status: c.status,
    places: c.places.map((p) => ({ id: p.id, name: p.name.trim(), address: p.address ?? null })),
    lecturers: c.lecturers.map((l) => ({ personId: l.personId ?? null, name: l.name.trim(), organisation: l.organisation ?? null })),
    sessions: c.sessions.map((s) => ({ id: s.id, startsAt: new Date(s.startsAt).toISOString(), endsAt: new Date(s.endsAt).toISOString(), topic: s.topic ?? null, placeId: s.placeId ?? null }))
      .sort((a, b) => (a.startsAt + a.id < b.startsAt + b.id ? -1 : 1)),
  }
}
type Normal = ReturnType<typeof normal>

async function standing(w: Work, ids: readonly string[]): Promise<Map<string, { write: Normal; facts: ClassStands }>> {
  const rows = await sql<{ write: Normal; seated: number; marked: string[] }>`
    select jsonb_build_object('id', c.id, 'programmeId', c.programme_id, 'unitId', c.unit_id, 'title', c.title, 'form', c.form, 'capacity', c.capacity,
        'requiredPercent', c.required_percent, 'graceMinutes', c.grace_minutes, 'firstDay', c.first_day, 'lastDay', c.last_day, 'status', c.status,
        'places', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'address', p.address) order by p.ord), '[]') from learning.class_place p where p.class_id = c.id),
        'lecturers', (select coalesce(jsonb_agg(jsonb_build_object('personId', l.person_id, 'name', l.name, 'organisation', l.organisation) order by l.ord), '[]') from learning.class_lecturer l where l.class_id = c.id),
        'sessions', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'topic', s.topic, 'placeId', s.place_id)), '[]') from learning.session s where s.class_id = c.id)) as write,
      (select count(*)::int from learning.seating(array[c.id]) t where t.seated) as seated,
      (select coalesce(jsonb_agg(distinct m.session_id), '[]') from (select session_id from learning.cells(c.id) union all select session_id from learning.check_in where class_id = c.id union all select session_id from learning.session_sheet where class_id = c.id) m) as marked
    from learning.class c where c.id = any(${uuids(ids)})`.execute(w.tx)
  return new Map(rows.rows.map(({ write, seated, marked }) => [write.id, { write: normal(write), facts: { status: write.status, unitId: write.unitId, seated, marked } }]))
}

async function write(w: Work, classes: readonly Normal[]): Promise<void> {
  const ids = uuids(classes.map((c) => c.id))
  const all = (table: 'places' | 'lecturers' | 'sessions') => JSON.stringify(classes.flatMap((c) => c[table].map((row, ord) => ({ classId: c.id, ord, ...row }))))
  await sql`
    insert into learning.class (id, programme_id, unit_id, title, form, capacity, required_percent, grace_minutes, first_day, last_day, status)
    select x.id, x."programmeId", x."unitId", x.title, x.form, x.capacity, x."requiredPercent", x."graceMinutes", x."firstDay", x."lastDay", x.status
    from jsonb_to_recordset(${JSON.stringify(classes)}::jsonb) as x(id uuid, "programmeId" uuid, "unitId" uuid, title text, form text, capacity int, "requiredPercent" smallint, "graceMinutes" smallint, "firstDay" date, "lastDay" date, status text)
    on conflict (id) do update set programme_id = excluded.programme_id, unit_id = excluded.unit_id, title = excluded.title, form = excluded.form, capacity = excluded.capacity,
      required_percent = excluded.required_percent, grace_minutes = excluded.grace_minutes, first_day = excluded.first_day, last_day = excluded.last_day, status = excluded.status`.execute(w.tx).catch(unknownReference)
  await sql`delete from learning.class_lecturer where class_id = any(${ids})`.execute(w.tx)
  await sql`insert into learning.class_lecturer (class_id, ord, person_id, name, organisation)
    select x."classId", x.ord, x."personId", x.name, x.organisation
    from jsonb_to_recordset(${all('lecturers')}::jsonb) as x("classId" uuid, ord smallint, "personId" uuid, name text, organisation text)`.execute(w.tx)
  await sql`set constraints all deferred`.execute(w.tx)
  await sql`insert into learning.class_place (id, class_id, ord, name, address)
    select x.id, x."classId", x.ord, x.name, x.address
    from jsonb_to_recordset(${all('places')}::jsonb) as x(id uuid, "classId" uuid, ord smallint, name text, address text)
    on conflict (id) do update set ord = excluded.ord, name = excluded.name, address = excluded.address`.execute(w.tx)
  await sql`delete from learning.session s where class_id = any(${ids}) and not (id = any(${uuids(classes.flatMap((c) => c.sessions.map((s) => s.id)))}))`.execute(w.tx)
  await sql`insert into learning.session (id, class_id, starts_at, ends_at, topic, place_id)
    select x.id, x."classId", x."startsAt", x."endsAt", x.topic, x."placeId"
    from jsonb_to_recordset(${all('sessions')}::jsonb) as x(id uuid, "classId" uuid, "startsAt" timestamptz, "endsAt" timestamptz, topic text, "placeId" uuid)
    on conflict (id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, topic = excluded.topic, place_id = excluded.place_id`.execute(w.tx)
  await sql`delete from learning.class_place p where class_id = any(${ids}) and not (id = any(${uuids(classes.flatMap((c) => c.places.map((p) => p.id)))}))`.execute(w.tx)
}

function unknownReference(error: { code?: string; constraint?: string }): never {
  if (error.code === '23503') throw new Refused(refuse('unknown', error.constraint?.includes('programme') ? 'programmeId' : 'unitId', 'Chương trình hoặc đơn vị không tồn tại.', 'There is no such programme or unit.'))
  throw error
}
