// What an event wrote and what it superseded, and bringing that back. An event writes a row where it is behind it or cut it
// short; a row that another event superseded in the meantime names that event.
import { sql } from 'kysely'
import type { Tx } from '#platform/work'
import type { Version } from '../domain/version.ts'

const columns = sql`v.id, v.unit_id as "unitId", v.kind, v.name, v.name_en as "nameEn", v.short_name as "shortName", v.parent_id as "parentId", v.attributes, v.valid, coalesce(v.cut_by, v.event_id) as writer`

export interface Effects {
  /** Versions that stand as the event wrote them; versions that it ended, as they were. */
  written: Version[]; ended: Version[]
  lineage: { from: string; into: string }[]
  /** A later event that superseded something which this one wrote. */
  supersededBy: string | null
}

export async function effectsOf(tx: Tx, eventId: string): Promise<Effects> {
  const written = (await sql<Version>`select ${columns} from organisation.every_version v where coalesce(v.cut_by, v.event_id) = ${eventId}`.execute(tx)).rows
  const ended = (await sql<Version>`select ${columns} from organisation.past_version v where v.ended_by = ${eventId} and coalesce(v.cut_by, v.event_id) <> ${eventId}`.execute(tx)).rows
  const lineage = (await sql<{ from: string; into: string }>`select predecessor_id as "from", successor_id as "into" from organisation.lineage where event_id = ${eventId}`.execute(tx)).rows
  const { rows: [later] } = await sql<{ ended_by: string }>`
    select p.ended_by, p.recorded_to from organisation.past_version p
    where coalesce(p.cut_by, p.event_id) = ${eventId} and not exists (select from organisation.every_version v where v.id = p.id)
    union all
    select p.ended_by, p.recorded_to from organisation.past_code p
    where coalesce(p.cut_by, p.event_id) = ${eventId} and not exists (select from organisation.unit_code c where c.id = p.id)
    order by recorded_to desc, ended_by desc limit 1`.execute(tx)
  return { written, ended, lineage, supersededBy: later?.ended_by ?? null }
}

/** Units of which a version stands as it does by the event. */
export async function unitsByEvent(tx: Tx, eventId: string): Promise<string[]> {
  return (await sql<{ id: string }>`select distinct unit_id as id from organisation.every_version where coalesce(cut_by, event_id) = ${eventId}`.execute(tx)).rows.map((r) => r.id)
}

/** Versions of every unit that ever hangs under one of the given. */
export async function everUnder(tx: Tx, unitIds: string[]): Promise<Version[]> {
  return (await sql<Version>`select ${columns} from organisation.every_version v where v.parent_id = any(${unitIds}::uuid[])`.execute(tx)).rows
}

/** The event by which the last version of the unit stands as it does. */
export async function lastWriter(tx: Tx, unitId: string): Promise<string | undefined> {
  return (await sql<{ id: string }>`select coalesce(cut_by, event_id) as id from organisation.every_version where unit_id = ${unitId} order by lower(valid) desc nulls last limit 1`.execute(tx)).rows[0]?.id
}

/** The latest event, recorded after the given one, by which a version of the units stands as it does. */
export async function laterThan(tx: Tx, eventId: string, unitIds: string[]): Promise<string | undefined> {
  return (await sql<{ id: string }>`select e.id from organisation.every_version v join organisation.event e on e.id = coalesce(v.cut_by, v.event_id)
    where v.unit_id = any(${unitIds}::uuid[]) and e.id <> ${eventId} and e.recorded_at >= (select recorded_at from organisation.event where id = ${eventId})
    order by e.recorded_at desc, e.id desc limit 1`.execute(tx)).rows[0]?.id
}

/** Other events by which one of the units has a predecessor or a successor. */
export async function otherLineage(tx: Tx, eventId: string, unitIds: string[]): Promise<string[]> {
  return (await sql<{ id: string }>`select event_id as id from organisation.lineage
    where (predecessor_id = any(${unitIds}::uuid[]) or successor_id = any(${unitIds}::uuid[])) and event_id <> ${eventId}`.execute(tx)).rows.map((r) => r.id)
}

/** The unit among the given of which most records of other rooms speak. */
export async function recordsIn(tx: Tx, unitIds: string[]): Promise<{ name: string; records: number } | undefined> {
  if (unitIds.length === 0) return undefined
  return (await sql<{ name: string; records: number }>`select coalesce(n.label, '?') as name, r.records from organisation.records_in(${unitIds}::uuid[]) r
    left join organisation.label_unit n on n.subject_id = r.unit_id order by r.records desc limit 1`.execute(tx)).rows[0]
}

/** A code that the event ended and that another unit, not of this event, carries on days on which it would stand again. */
export async function takenCode(tx: Tx, eventId: string): Promise<{ code: string; name: string } | undefined> {
  return (await sql<{ code: string; name: string }>`select c.code, coalesce(n.label, '?') as name from organisation.past_code p
    join organisation.unit_code c on c.scheme = p.scheme and c.code = p.code and c.valid && p.valid
    left join organisation.label_unit n on n.subject_id = c.unit_id
    where p.ended_by = ${eventId} and coalesce(p.cut_by, p.event_id) is distinct from ${eventId} and coalesce(c.cut_by, c.event_id) is distinct from ${eventId} limit 1`.execute(tx)).rows[0]
}

/** Versions that the event ended stand again; answers how many. What it wrote must have left before. */
export async function bringBack(tx: Tx, eventId: string): Promise<number> {
  const { numAffectedRows } = await sql`insert into organisation.unit_version (id, unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id, cut_by)
    select id, unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id, cut_by
    from organisation.past_version where ended_by = ${eventId} and coalesce(cut_by, event_id) <> ${eventId}`.execute(tx)
  return Number(numAffectedRows)
}

export async function undoCodes(tx: Tx, eventId: string): Promise<void> {
  await sql`with gone as (delete from organisation.unit_code c where coalesce(c.cut_by, c.event_id) = ${eventId} returning c.*)
    insert into organisation.past_code (id, unit_id, scheme, code, valid, event_id, cut_by, recorded_from, recorded_to, ended_by)
    select id, unit_id, scheme, code, valid, event_id, cut_by, recorded_from, base.moment(), ${eventId}::uuid from gone`.execute(tx)
  await sql`insert into organisation.unit_code (id, unit_id, scheme, code, valid, event_id, cut_by)
    select id, unit_id, scheme, code, valid, event_id, cut_by from organisation.past_code where ended_by = ${eventId} and coalesce(cut_by, event_id) is distinct from ${eventId}`.execute(tx)
}

export async function undoLineage(tx: Tx, eventId: string): Promise<void> {
  await sql`with gone as (delete from organisation.lineage l where l.event_id = ${eventId} returning l.*)
    insert into organisation.past_lineage (event_id, predecessor_id, successor_id, since, carries, share_part, share_whole, recorded_from, recorded_to)
    select event_id, predecessor_id, successor_id, since, carries, share_part, share_whole, recorded_from, base.moment() from gone`.execute(tx)
}
