// What structural deeds ask of the structure, always for many units at once, and what is derived from it; what they write
// stands in record.ts.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx, Work } from '#platform/work'
import { byUnit, type Version } from '../domain/version.ts'

const columns = sql`v.id, v.unit_id as "unitId", v.kind, v.name, v.name_en as "nameEn", v.short_name as "shortName", v.parent_id as "parentId", v.attributes, v.valid, coalesce(v.cut_by, v.event_id) as writer`

/**
 * One structural change at a time: two that each keep the tree free of circles could close one together. Its moment is the
 * one at which its turn came, not the one at which it began to wait: of two changes the later one was known later.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(237005)`.execute(tx)
  await sql`select set_config('app.now', clock_timestamp()::text, true) where coalesce(current_setting('app.now', true), '') = ''`.execute(tx)
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

/** Units among the given in which another goes on from a day after the given one. */
export async function laterHeirs(tx: Tx, unitIds: string[], on: Day): Promise<{ unitId: string; predecessorId: string; since: Day; eventId: string }[]> {
  return (await sql<{ unitId: string; predecessorId: string; since: Day; eventId: string }>`select successor_id as "unitId", predecessor_id as "predecessorId", since, event_id as "eventId"
    from organisation.lineage where successor_id = any(${unitIds}::uuid[]) and since > ${on}::date`.execute(tx)).rows
}

/** Successor of each of the units that went on in another. */
export async function successorsOf(tx: Tx, unitIds: string[]): Promise<Map<string, { into: string; since: Day }>> {
  const { rows } = await sql<{ from: string; into: string; since: Day }>`select predecessor_id as "from", successor_id as "into", since
    from organisation.lineage where predecessor_id = any(${unitIds}::uuid[]) and carries`.execute(tx)
  return new Map(rows.map((r) => [r.from, { into: r.into, since: r.since }]))
}

/** How each of the units is called, by its latest name. */
export async function namesOf(tx: Tx, unitIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select subject_id as id, label as name from organisation.label_unit where subject_id = any(${unitIds}::uuid[])`.execute(tx)
  return new Map(rows.map((r) => [r.id, r.name]))
}

/** What is derived from versions and lineage, brought up to them: ancestry, then the intervals of today's tree. */
export async function derive(w: Work, unitIds: string[]): Promise<void> {
  await sql`select organisation.derive_ancestry(${unitIds}::uuid[])`.execute(w.tx)
  await renumber(w, unitIds)
}

/** Intervals of today's tree for the units whose edges changed (null: every one); the scope of this very transaction follows its unit if that moved. */
export async function renumber(w: Work, unitIds: string[] | null): Promise<void> {
  await sql`select organisation.renumber(${w.today}::date, ${unitIds}::uuid[])`.execute(w.tx)
  const acting = w.actor.acting
  if (!acting?.unitId || acting.lft === 0) return
  const at = await w.tx.selectFrom('organisation.position').select(['lft', 'rgt']).where('unit_id', '=', acting.unitId).executeTakeFirstOrThrow()
  await sql`select set_config('app.lft', ${String(at.lft)}, true), set_config('app.rgt', ${String(at.rgt)}, true)`.execute(w.tx)
}

/** The units, and whoever carries them on, now or on a day to come. */
export async function heirsOf(tx: Tx, unitIds: string[]): Promise<string[]> {
  if (unitIds.length === 0) return []
  return (await sql<{ id: string }>`select id from organisation.heirs(${unitIds}::uuid[]) id`.execute(tx)).rows.map((r) => r.id)
}
