// Writes of the structure. A row, once written, is never changed: what an event supersedes moves to the past with the event
// that ended it, and a version cut short is a new row (cut_by). So an event can be undone exactly, and the structure can be
// asked for as it was known at an earlier moment.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { writeRange } from '#platform/db/pool'
import type { Tx } from '#platform/work'
import type { Decision } from '../domain/structure.ts'
import type { Rewrite } from '../domain/version.ts'

export type EventKind = 'establish' | 'rename' | 'transfer' | 'merge' | 'consolidate' | 'split' | 'kind' | 'dissolve'

/** Writes one event for each unit, under the id given where there is one; answers the id of the event by unit. */
export async function recordEvents(tx: Tx, kind: EventKind, decision: Decision, units: { unitId: string; change: Record<string, unknown>; id?: string | undefined }[]): Promise<Map<string, string>> {
  const rows = units.map((u) => ({ id: u.id ?? newId(), unit: u.unitId, change: u.change }))
  await sql`insert into organisation.event (id, kind, effective_on, decision_number, decision_on, decision_by, unit_id, change)
    select r.id, ${kind}, ${decision.effectiveOn}::date, ${decision.number.trim()}, ${decision.on}::date, ${decision.by}, r.unit, r.change
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, unit uuid, change jsonb)`.execute(tx)
  return new Map(rows.map((r) => [r.unit, r.id]))
}

export async function insertUnits(tx: Tx, unitIds: string[]): Promise<void> {
  await sql`insert into organisation.unit select unnest(${unitIds}::uuid[])`.execute(tx)
}

/** What one event does to versions. */
export interface Part { eventId: string; rewrite: Rewrite }

export async function applyRewrites(tx: Tx, parts: Part[]): Promise<void> {
  const gone = parts.flatMap(({ eventId: event, rewrite }) => [
    ...rewrite.cut.map((c) => ({ id: c.id, event, valid: writeRange(c.valid) })), ...rewrite.removed.map((id) => ({ id, event, valid: null }))])
  if (gone.length > 0) {
    await supersede(tx, gone)
    await sql`insert into organisation.unit_version (unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id, cut_by)
      select p.unit_id, p.kind, p.name, p.name_en, p.short_name, p.parent_id, p.attributes, r.valid, p.event_id, r.event
      from jsonb_to_recordset(${JSON.stringify(gone.filter((g) => g.valid !== null))}::jsonb) as r(id uuid, event uuid, valid daterange)
      join organisation.past_version p on p.id = r.id and p.ended_by = r.event`.execute(tx)
  }
  const added = parts.flatMap(({ eventId: event, rewrite }) => rewrite.added.map((v) => ({ ...v, valid: writeRange(v.valid), event })))
  if (added.length > 0) {
    await sql`insert into organisation.unit_version (unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id)
      select r."unitId", r.kind, r.name, r."nameEn", r."shortName", r."parentId", r.attributes, r.valid, r.event
      from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r("unitId" uuid, kind text, name text, "nameEn" text, "shortName" text, "parentId" uuid, attributes jsonb, valid daterange, event uuid)`.execute(tx)
  }
}

/** Versions leave for the past, each with the event that ends it. */
export async function supersede(tx: Tx, gone: { id: string; event: string }[]): Promise<void> {
  const { numAffectedRows } = await sql`with gone as (
      delete from organisation.unit_version v using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as r(id uuid, event uuid) where v.id = r.id
      returning v.id, v.unit_id, v.kind, v.name, v.name_en, v.short_name, v.parent_id, v.attributes, v.valid, v.event_id, v.cut_by, v.recorded_from, r.event)
    insert into organisation.past_version (id, unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id, cut_by, recorded_from, recorded_to, ended_by)
    select id, unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id, cut_by, recorded_from, base.moment(), event from gone`.execute(tx)
  // Row-level security leaves out what the office acted in does not reach, silently; that must not pass for done.
  if (Number(numAffectedRows) !== gone.length) throw outOfReach()
}

export function outOfReach(): Error {
  return Object.assign(new Error('a version lies outside the reach of the office acted in'), { code: '42501' })
}

/** A code of a unit; eventId: the event that gave it, none where it was assigned by itself. */
export interface CodeRow { unitId: string; scheme: string; code: string; from: Day | null; to: Day | null; eventId?: string | undefined }

export async function insertCodes(tx: Tx, codes: CodeRow[]): Promise<void> {
  const rows = codes.map((c) => ({ unit: c.unitId, scheme: c.scheme, code: c.code, valid: writeRange(c), event: c.eventId ?? null }))
  await sql`insert into organisation.unit_code (unit_id, scheme, code, valid, event_id)
    select r.unit, r.scheme, r.code, r.valid, r.event from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit uuid, scheme text, code text, valid daterange, event uuid)
    where not exists (select from organisation.unit_code c where c.unit_id = r.unit and c.scheme = r.scheme and c.code = r.code and c.valid = r.valid)`.execute(tx)
}

/** Codes of units that end hold until that day: none of them beyond. */
export async function endCodes(tx: Tx, ending: { unitId: string; eventId: string }[], on: Day): Promise<void> {
  const rows = JSON.stringify(ending.map((e) => ({ unit: e.unitId, event: e.eventId })))
  await sql`with gone as (
      delete from organisation.unit_code c using jsonb_to_recordset(${rows}::jsonb) as r(unit uuid, event uuid)
      where c.unit_id = r.unit and (upper_inf(c.valid) or upper(c.valid) > ${on}::date) returning c.id, c.unit_id, c.scheme, c.code, c.valid, c.event_id, c.cut_by, c.recorded_from, r.event)
    insert into organisation.past_code (id, unit_id, scheme, code, valid, event_id, cut_by, recorded_from, recorded_to, ended_by)
    select id, unit_id, scheme, code, valid, event_id, cut_by, recorded_from, base.moment(), event from gone`.execute(tx)
  await sql`insert into organisation.unit_code (unit_id, scheme, code, valid, event_id, cut_by)
    select p.unit_id, p.scheme, p.code, p.valid * daterange(null, ${on}::date), p.event_id, p.ended_by
    from jsonb_to_recordset(${rows}::jsonb) as r(unit uuid, event uuid) join organisation.past_code p on p.unit_id = r.unit and p.ended_by = r.event
    where not isempty(p.valid * daterange(null, ${on}::date))`.execute(tx)
}

/** `from` goes on in `into`; carries: with all that still stands in it. */
export interface LineageRow { event: string; from: string; into: string; carries: boolean; share?: { part: number; whole: number } | null | undefined }

export async function insertLineage(tx: Tx, rows: LineageRow[], since: Day): Promise<void> {
  await sql`insert into organisation.lineage (event_id, predecessor_id, successor_id, since, carries, share_part, share_whole)
    select r.event, r."from", r."into", ${since}::date, r.carries, (r.share->>'part')::int, (r.share->>'whole')::int
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(event uuid, "from" uuid, "into" uuid, carries boolean, share jsonb)`.execute(tx)
}

