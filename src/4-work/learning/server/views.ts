// Reads of classes and programmes, each one query in the contract's shape. Row-level security has taken away what the
// office acted in may not see before anything here counts.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import { uuids } from './class-facts.ts'
import type { ClassForm, ClassStatus } from '../domain/classes.ts'

export const isoOf = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

export interface ProgrammeFilter { search?: string; tag?: string; field?: string; level?: string; limit: number; offset: number }
export interface ProgrammeRow { id: string; name: string; nameEn: string | null; tags: string[]; field: string; level: string; hours: number; ownerId: string; owner: string; validityMonths: number | null; classes: number; changeable: boolean }

export async function listProgrammes(w: Work, filter: ProgrammeFilter): Promise<{ rows: ProgrammeRow[]; total: number }> {
  const rows = await sql<ProgrammeRow & { total: number }>`
    select p.id, p.name, p.name_en as "nameEn", p.tags, p.field, p.level, p.hours, p.owner_id as "ownerId", coalesce(u.label, '') as owner, p.validity_months as "validityMonths",
      (select count(*)::int from learning.class c where c.programme_id = p.id) as classes,
      coalesce(o.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int, false) as changeable, count(*) over ()::int as total
    from learning.programme p left join organisation.label_unit u on u.subject_id = p.owner_id left join organisation.position o on o.unit_id = p.owner_id
    where (${filter.search ?? null}::text is null or p.name_fold like '%' || base.fold(${filter.search ?? ''}) || '%')
      and (${filter.tag ?? null}::text is null or p.tags @> array[${filter.tag ?? null}::text])
      and (${filter.field ?? null}::text is null or p.field = ${filter.field ?? null}) and (${filter.level ?? null}::text is null or p.level = ${filter.level ?? null})
    order by p.name, p.id limit ${filter.limit} offset ${filter.offset}`.execute(w.tx)
  return pageOf(rows.rows)
}

export async function readLists(w: Work) {
  const rows = await sql<Record<'fields' | 'levels' | 'tags', { code: string; name: { vi: string; en: string } }[]>>`
    select (select jsonb_agg(jsonb_build_object('code', code, 'name', jsonb_build_object('vi', name_vi, 'en', name_en)) order by ord) from learning.field) as fields,
      (select jsonb_agg(jsonb_build_object('code', code, 'name', jsonb_build_object('vi', name_vi, 'en', name_en)) order by ord) from learning.level) as levels,
      (select jsonb_agg(jsonb_build_object('code', code, 'name', jsonb_build_object('vi', name_vi, 'en', name_en)) order by name_vi) from learning.tag) as tags`.execute(w.tx)
  return rows.rows[0]!
}

export interface ClassFilter { search?: string; unitId?: string; status?: ClassStatus; form?: ClassForm; programmeId?: string; tag?: string; from?: string; to?: string; on?: string; limit: number; offset: number }
export interface ClassRow {
  id: string; title: string; programmeId: string; programme: string; tags: string[]; unitId: string; unit: string; form: ClassForm; status: ClassStatus; capacity: number
  firstDay: string; lastDay: string; sessions: number; seated: number; waiting: number; completed: number | null; heads: number
}

// Seats and completions are counted over all units; heads as far as they are visible.
const classColumns = sql`c.id, c.title, c.programme_id as "programmeId", p.name as programme, p.tags, c.unit_id as "unitId", coalesce(u.label, '') as unit, c.form, c.status, c.capacity,
  c.first_day as "firstDay", c.last_day as "lastDay",
  (select count(*)::int from learning.session s where s.class_id = c.id) as sessions,
  (select count(*)::int from learning.seating(array[c.id]) t where t.seated) as seated, (select count(*)::int from learning.seating(array[c.id]) t where not t.seated) as waiting,
  case when c.status = 'closed' then learning.completed_in(c.id) end as completed,
  (select coalesce(sum(h.heads), 0)::int from learning.head_count h where h.class_id = c.id and h.voided_at is null) as heads`

// As the classes stood at the end of a day. When a class was cancelled is not kept: a cancelled one was so from the first.
const statusBy = (on: string) => sql`case when c.status = 'closed' and c.completed_on > ${on}::date then 'open' else c.status end`
const endOf = (on: string) => sql`((${on}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')`
const columnsBy = (on: string) => sql`c.id, c.title, c.programme_id as "programmeId", p.name as programme, p.tags, c.unit_id as "unitId", coalesce(u.label, '') as unit, c.form, ${statusBy(on)} as status, c.capacity,
  c.first_day as "firstDay", c.last_day as "lastDay", (select count(*)::int from learning.session s where s.class_id = c.id) as sessions,
  n.seated, n.waiting, case when ${statusBy(on)} = 'closed' then n.completed end as completed,
  (select coalesce(sum(h.heads), 0)::int from learning.head_count h where h.class_id = c.id and h.recorded_at < ${endOf(on)} and (h.voided_at is null or h.voided_at >= ${endOf(on)})) as heads`

/** Visible classes, the newest first; with unitId only those held by the unit and by all below it today; with a past `on` those
 *  announced by then, as they stood at the end of that day. */
export async function listClasses(w: Work, filter: ClassFilter): Promise<{ rows: ClassRow[]; total: number }> {
  const on = filter.on && filter.on < w.today ? filter.on : undefined
  const rows = await sql<ClassRow & { total: number }>`
    with found as materialized (
      select c.id, c.first_day, count(*) over ()::int as total from learning.class c join learning.programme p on p.id = c.programme_id
      where (${filter.unitId ?? null}::uuid is null or c.unit_id in (
          select b.unit_id from organisation.position a join organisation.position b on b.lft between a.lft and a.rgt where a.unit_id = ${filter.unitId ?? null}::uuid))
        and (${filter.search ?? null}::text is null or c.title_fold like '%' || base.fold(${filter.search ?? ''}) || '%' or p.name_fold like '%' || base.fold(${filter.search ?? ''}) || '%')
        and (${filter.status ?? null}::text is null or ${on ? statusBy(on) : sql`c.status`} = ${filter.status ?? null}) and ${on ? sql`c.recorded_at < ${endOf(on)}` : sql`true`} and (${filter.form ?? null}::text is null or c.form = ${filter.form ?? null})
        and (${filter.programmeId ?? null}::uuid is null or c.programme_id = ${filter.programmeId ?? null}::uuid)
        and (${filter.tag ?? null}::text is null or p.tags @> array[${filter.tag ?? null}::text])
        and c.last_day >= coalesce(${filter.from ?? null}::date, '-infinity') and c.first_day <= coalesce(${filter.to ?? null}::date, 'infinity')
      order by c.first_day desc, c.id limit ${filter.limit} offset ${filter.offset})
    select ${on ? columnsBy(on) : classColumns}, f.total from found f join learning.class c on c.id = f.id join learning.programme p on p.id = c.programme_id
    left join organisation.label_unit u on u.subject_id = c.unit_id ${on ? sql`cross join lateral learning.counts_at(c.id, ${endOf(on)}) n` : sql``} order by f.first_day desc, f.id`.execute(w.tx)
  return pageOf(rows.rows)
}

export interface ClassPage extends ClassRow {
  requiredPercent: number; graceMinutes: number; completedOn: string | null; cancelReason: string | null; hours: number; own: boolean
  places: { id: string; name: string; address: string | null }[]
  lecturers: { personId: string | null; name: string; organisation: string | null }[]
  sessionList: { id: string; startsAt: string; endsAt: string; topic: string | null; placeId: string | null; place: string | null; unrecorded: string | null; marked: number; signed: { by: string | null; at: string; attended: number; away: number } | null; sheets: { id: string; name: string }[] }[]
  waitingCheckIns: number
  headCounts: { id: string; unitId: string; unit: string; heads: number; counted: number; sheet: { id: string; name: string }; recordedAt: string; voidedAt: string | null; voidReason: string | null }[]
}

/** Everything of the class page but the people. */
export async function readClass(w: Work, classId: string): Promise<ClassPage> {
  const rows = await sql<ClassPage>`
    select ${classColumns}, c.required_percent as "requiredPercent", c.grace_minutes as "graceMinutes", c.completed_on as "completedOn", c.cancel_reason as "cancelReason", p.hours,
      coalesce(o.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int, false) as own,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'address', x.address) order by x.ord), '[]') from learning.class_place x where x.class_id = c.id) as places,
      (select coalesce(jsonb_agg(jsonb_build_object('personId', x.person_id, 'name', x.name, 'organisation', x.organisation) order by x.ord), '[]') from learning.class_lecturer x where x.class_id = c.id) as lecturers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', ${isoOf('s.starts_at')}, 'endsAt', ${isoOf('s.ends_at')}, 'topic', s.topic, 'placeId', s.place_id, 'place', x.name, 'unrecorded', s.unrecorded,
          'marked', (select count(*) from learning.cells(c.id) m where m.session_id = s.id),
          'signed', (select jsonb_build_object('by', k.signed_by, 'at', ${isoOf('k.signed_at')}, 'attended', k.attended, 'away', k.away) from learning.countersignature k where k.session_id = s.id),
          'sheets', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by k.recorded_at), '[]') from learning.session_sheet k join files.file f on f.id = k.file_id where k.session_id = s.id)) order by s.starts_at, s.id), '[]')
        from learning.session s left join learning.class_place x on x.id = s.place_id where s.class_id = c.id) as "sessionList",
      case when o.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int then (select count(*)::int from learning.check_in k where k.class_id = c.id and k.outcome = 'waiting' and k.accepted is null) else 0 end as "waitingCheckIns",
      (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'unitId', h.unit_id, 'unit', l.label, 'heads', h.heads,
          'counted', case when h.voided_at is null then greatest(0, h.heads - learning.named_in(h.class_id, h.unit_id)) else 0 end,
          'sheet', jsonb_build_object('id', h.sheet_id, 'name', coalesce(f.name, '')), 'recordedAt', ${isoOf('h.recorded_at')}, 'voidedAt', ${isoOf('h.voided_at')}, 'voidReason', h.void_reason) order by l.sort_key, h.unit_id, h.voided_at desc nulls first, h.recorded_at desc), '[]')
        from learning.head_count h join organisation.label_unit l on l.subject_id = h.unit_id left join files.file f on f.id = h.sheet_id where h.class_id = c.id) as "headCounts"
    from learning.class c join learning.programme p on p.id = c.programme_id left join organisation.label_unit u on u.subject_id = c.unit_id
    left join organisation.position o on o.unit_id = c.unit_id where c.id = ${classId}::uuid`.execute(w.tx)
  if (!rows.rows[0]) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy lớp này.', 'There is no such class.'), 404)
  return rows.rows[0]
}

/** A head-count as it stands in its class; refuses with 404 what is not visible. */
export async function readHeadCount(w: Work, id: string) {
  const row = await w.tx.selectFrom('learning.head_count').select('class_id').where('id', '=', id).executeTakeFirst()
  const page = row && await readClass(w, row.class_id)
  const count = page?.headCounts.find((one) => one.id === id)
  if (!page || !count) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy số lượng này.', 'There is no such head-count.'), 404)
  return { ...count, classId: page.id, classTitle: page.title, completedOn: page.completedOn }
}

/** Nominations in order (those who left last), and the mark that holds in each cell. */
export async function readRoster(w: Work, classId: string) {
  const seats = await sql<{ nominationId: string; person: { id: string; name: string }; unitId: string; unit: string; state: 'nominated' | 'waiting' | 'withdrawn'; place: number | null; nominatedAt: string; withdrawReason: string | null; completionId: string | null }>`
    select n.id as "nominationId", jsonb_build_object('id', n.person_id, 'name', coalesce(p.name, '–')) as person, n.unit_id as "unitId", coalesce(u.label, '') as unit,
      case when n.withdrawn_at is not null then 'withdrawn' when t.seated then 'nominated' else 'waiting' end as state, t.place,
      ${isoOf('n.nominated_at')} as "nominatedAt", n.withdraw_reason as "withdrawReason", k.id as "completionId"
    from learning.nomination n left join learning.seating(${uuids([classId])}) t on t.nomination_id = n.id
    left join people.person p on p.id = n.person_id left join organisation.label_unit u on u.subject_id = n.unit_id
    left join learning.completion k on k.class_id = n.class_id and k.person_id = n.person_id and k.voided_at is null and n.withdrawn_at is null
    where n.class_id = ${classId}::uuid order by t.place nulls last, n.seq`.execute(w.tx)
  const cells = await sql<{ sessionId: string; personId: string; state: 'present' | 'late' | 'absent' | 'excused'; recordedAt: string; replaced: number; reason: string | null }>`
    select m.session_id as "sessionId", m.person_id as "personId", m.state, ${isoOf('m.recorded_at')} as "recordedAt", m.replaced, m.reason from learning.cells(${classId}::uuid) m`.execute(w.tx)
  return { seats: seats.rows, cells: cells.rows }
}

function pageOf<T extends { total: number }>(rows: T[]): { rows: T[]; total: number } {
  return { rows, total: rows[0]?.total ?? 0 }
}
