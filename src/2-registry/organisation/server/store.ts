// Reads and writes of the structure, always for many units at once.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { writeRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import type { Decision } from '../domain/structure.ts'
import { byUnit, type Rewrite, type Version } from '../domain/version.ts'

const columns = sql`v.id, v.unit_id as "unitId", v.kind, v.name, v.name_en as "nameEn", v.short_name as "shortName", v.parent_id as "parentId", v.attributes, v.valid`

/** One structural change at a time: two that each keep the tree free of circles could close one together. */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(237005)`.execute(tx)
}

export async function kinds(tx: Tx): Promise<Set<string>> {
  return new Set((await tx.selectFrom('organisation.unit_kind').select('code').execute()).map((k) => k.code))
}

export async function versionsOf(tx: Tx, unitIds: string[]): Promise<Map<string, Version[]>> {
  const { rows } = await sql<Version>`select ${columns} from organisation.every_version v where v.unit_id = any(${unitIds}::uuid[])`.execute(tx)
  return byUnit(rows)
}

/** Versions of every unit that hangs, or from the day on will hang, under one of the given. */
export async function childrenFrom(tx: Tx, unitIds: string[], on: Day): Promise<Version[]> {
  return (await sql<Version>`select ${columns} from organisation.every_version v
    where v.parent_id = any(${unitIds}::uuid[]) and (upper_inf(v.valid) or upper(v.valid) > ${on})`.execute(tx)).rows
}

/** Versions of the given units and of all that ever stood above them. */
export async function treeAbove(tx: Tx, unitIds: string[]): Promise<Version[]> {
  return (await sql<Version>`with recursive up(id) as (
      select unnest(${unitIds}::uuid[]) union select v.parent_id from up join organisation.every_version v on v.unit_id = up.id where v.parent_id is not null)
    select ${columns} from up join organisation.every_version v on v.unit_id = up.id`.execute(tx)).rows
}

export interface EventRow { id: string; kind: 'establish' | 'rename' | 'transfer' | 'merge' | 'dissolve'; unitId: string; change: Record<string, unknown> }

/** Writes one event for each unit; answers the id of the event by unit. */
export async function recordEvents(tx: Tx, kind: EventRow['kind'], decision: Decision, units: { unitId: string; change: Record<string, unknown> }[]): Promise<Map<string, string>> {
  const rows = units.map((u) => ({ id: newId(), unit: u.unitId, change: u.change }))
  await sql`insert into organisation.event (id, kind, effective_on, decision_number, decision_on, decision_by, unit_id, change)
    select r.id, ${kind}, ${decision.effectiveOn}::date, ${decision.number.trim()}, ${decision.on}::date, ${decision.by}, r.unit, r.change
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, unit uuid, change jsonb)`.execute(tx)
  return new Map(rows.map((r) => [r.unit, r.id]))
}

export async function insertUnits(tx: Tx, unitIds: string[]): Promise<void> {
  await sql`insert into organisation.unit select unnest(${unitIds}::uuid[])`.execute(tx)
}

/** Writes the rewrite; `eventOf` names the event behind each new version. */
export async function applyRewrite(tx: Tx, rewrite: Rewrite, eventOf: (version: Version) => string): Promise<void> {
  if (rewrite.cut.length > 0) {
    const cut = rewrite.cut.map((c) => ({ id: c.id, valid: writeRange(c.valid) }))
    await changed(tx, rewrite.cut.length, sql`update organisation.unit_version v set valid = r.valid
      from jsonb_to_recordset(${JSON.stringify(cut)}::jsonb) as r(id uuid, valid daterange) where v.id = r.id`)
  }
  if (rewrite.removed.length > 0) await changed(tx, rewrite.removed.length, sql`delete from organisation.unit_version where id = any(${rewrite.removed}::uuid[])`)
  if (rewrite.added.length > 0) {
    const added = rewrite.added.map((v) => ({ ...v, valid: writeRange(v.valid), event: eventOf(v) }))
    await sql`insert into organisation.unit_version (unit_id, kind, name, name_en, short_name, parent_id, attributes, valid, event_id)
      select r."unitId", r.kind, r.name, r."nameEn", r."shortName", r."parentId", r.attributes, r.valid, r.event
      from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r("unitId" uuid, kind text, name text, "nameEn" text, "shortName" text, "parentId" uuid, attributes jsonb, valid daterange, event uuid)`.execute(tx)
  }
}

// Row-level security leaves out what the office acted in does not reach, silently; that must not pass for done.
async function changed(tx: Tx, expected: number, statement: ReturnType<typeof sql>): Promise<void> {
  const { numAffectedRows } = await statement.execute(tx)
  if (Number(numAffectedRows) !== expected) throw Object.assign(new Error('a version lies outside the reach of the office acted in'), { code: '42501' })
}

export interface CodeRow { unitId: string; scheme: string; code: string; from: Day | null; to: Day | null }

export async function insertCodes(tx: Tx, codes: CodeRow[]): Promise<void> {
  const rows = codes.map((c) => ({ unit: c.unitId, scheme: c.scheme, code: c.code, valid: writeRange(c) }))
  await sql`insert into organisation.unit_code (unit_id, scheme, code, valid)
    select r.unit, r.scheme, r.code, r.valid from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit uuid, scheme text, code text, valid daterange)
    where not exists (select from organisation.unit_code c where c.unit_id = r.unit and c.scheme = r.scheme and c.code = r.code and c.valid = r.valid)`.execute(tx)
}

/** Codes of units that end hold until that day. */
export async function endCodes(tx: Tx, unitIds: string[], on: Day): Promise<void> {
  await sql`update organisation.unit_code set valid = daterange(lower(valid), ${on}::date)
    where unit_id = any(${unitIds}::uuid[]) and valid @> ${on}::date and lower(valid) is distinct from ${on}::date`.execute(tx)
}

export async function insertLineage(tx: Tx, rows: { event: string; from: string; into: string }[], since: Day): Promise<void> {
  await sql`insert into organisation.lineage (event_id, predecessor_id, successor_id, since)
    select r.event, r."from", r."into", ${since}::date from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(event uuid, "from" uuid, "into" uuid)`.execute(tx)
}

/** Successor of each of the units that went on in another. */
export async function successorsOf(tx: Tx, unitIds: string[]): Promise<Map<string, { into: string; since: Day }>> {
  const { rows } = await sql<{ from: string; into: string; since: Day }>`select predecessor_id as "from", successor_id as "into", since
    from organisation.lineage where predecessor_id = any(${unitIds}::uuid[])`.execute(tx)
  return new Map(rows.map((r) => [r.from, { into: r.into, since: r.since }]))
}

/** What is derived from versions and lineage, brought up to them: ancestry, then the intervals of today's tree. */
export async function derive(w: Work, unitIds: string[]): Promise<void> {
  await sql`select organisation.derive_ancestry(${unitIds}::uuid[])`.execute(w.tx)
  await renumber(w)
}

/** Intervals of today's tree; the scope of this very transaction follows its unit if that moved. */
export async function renumber(w: Work): Promise<void> {
  await sql`select organisation.renumber(${w.today}::date)`.execute(w.tx)
  const acting = w.actor.acting
  if (!acting?.unitId || acting.lft === 0) return
  const at = await w.tx.selectFrom('organisation.position').select(['lft', 'rgt']).where('unit_id', '=', acting.unitId).executeTakeFirstOrThrow()
  await sql`select set_config('app.lft', ${String(at.lft)}, true), set_config('app.rgt', ${String(at.rgt)}, true)`.execute(w.tx)
}
