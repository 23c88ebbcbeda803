// What the rules of an import ask about the house, for many rows at once.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import { readRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import { breathe } from './ahead.ts'
import type { KnownPerson } from '../domain/meeting.ts'
import type { Remembered, SheetKind } from '../domain/sheet.ts'
import type { UnitKind } from '../domain/unit-file.ts'
import { withOtherNames } from '../domain/unit-kinds.ts'
import { type IntakeUnit, PackedUnits } from '../domain/units.ts'

/** Units that are asked for at once. */
const SOME = 5_000

/** The unit and all below it on the day, by today's tree. Expensive at the top of a large house: every unit is loaded, some at a time. */
export async function unitsBelow(tx: Tx, unitId: string, on: Day): Promise<PackedUnits> {
  const units = new PackedUnits()
  for (let last = -1; ;) {
    const { rows } = await someUnitsBelow(tx, unitId, on, last)
    for (const unit of rows) if (unit.name !== null) units.add(unit)
    await breathe()
    if (rows.length < SOME) return units
    last = rows.at(-1)!.lft
  }
}

// First which, then what about them: else the plan makes ready all of the country for each part. Nameless: not living on the day.
function someUnitsBelow(tx: Tx, unitId: string, on: Day, beyond: number) {
  return sql<IntakeUnit & { lft: number }>`
    with p as materialized (select p.unit_id, p.lft from organisation.position top join organisation.position p on p.lft between top.lft and top.rgt and p.lft > ${beyond}
      where top.unit_id = ${unitId}::uuid order by p.lft limit ${SOME})
    select p.lft, p.unit_id as id, v.name, v.short_name as "shortName", v.kind, v.parent_id as "parentId", above.name as parent, k.tier >= 4 as "hasMembers",
      (select case when bool_or(lower_inf(x.valid)) then null else min(lower(x.valid)) end from organisation.unit_version x where x.unit_id = p.unit_id) as since
    from p left join lateral (select v.* from organisation.unit_version v where v.unit_id = p.unit_id and (v.valid @> ${on}::date) is true offset 0) v on true
    left join organisation.unit_kind k on k.code = v.kind
    left join lateral (select a.name from organisation.every_version a where a.unit_id = v.parent_id and (a.valid @> ${on}::date) is true offset 0) above on true
    order by p.lft`.execute(tx)
}

/** The one unit of that name, short name or code; refuses when there is none or several. */
export async function findUnit(tx: Tx, text: string, on: Day): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string }>`
    select v.unit_id as id, v.name from organisation.unit_version v where v.valid @> ${on}::date
      and (v.name_fold = base.fold(${text.trim()}) or base.fold(v.short_name) = base.fold(${text.trim()}) or v.unit_id::text = ${text.trim()}
        or exists (select from organisation.unit_code c where c.unit_id = v.unit_id and lower(c.code) = lower(${text.trim()}) and c.valid @> ${on}::date))`.execute(tx)
  if (rows.length === 0) throw new Refused(refuse('unknown-unit', 'unit', `Không có đơn vị “${text}”.`, `There is no unit “${text}”.`), 404)
  if (rows.length > 1) throw new Refused(refuse('ambiguous-unit', 'unit', `“${text}” có thể là: ${rows.map((u) => u.name).join('; ')}.`, `“${text}” may be: ${rows.map((u) => u.name).join('; ')}.`))
  return rows[0]!
}

/** The highest unit of the house; refuses on an empty house. */
export async function topUnit(tx: Tx): Promise<{ id: string; name: string }> {
  const { rows: [top] } = await sql<{ id: string; name: string }>`
    select p.unit_id as id, n.label as name from organisation.position p join organisation.label_unit n on n.subject_id = p.unit_id order by p.rgt - p.lft desc limit 1`.execute(tx)
  if (!top) throw new Refused(refuse('no-units', 'unit', 'Hệ thống chưa có đơn vị nào.', 'There are no units yet.'))
  return top
}

export async function unitKinds(tx: Tx): Promise<UnitKind[]> {
  const rows = await tx.selectFrom('organisation.unit_kind').select(['code', 'name_vi']).orderBy('tier').execute()
  return withOtherNames(rows.map(({ code, name_vi }) => ({ code, name: name_vi })))
}

export async function rememberedHeaders(tx: Tx, unitId: string): Promise<Remembered> {
  const rows = await tx.selectFrom('intake.remembered_header').select(['kind', 'header_key', 'field']).where('unit_id', '=', unitId).execute()
  const of = (kind: SheetKind) => Object.fromEntries(rows.filter((row) => row.kind === kind).map((row) => [row.header_key, row.field]))
  return { roster: of('roster'), units: of('units') }
}

export interface ProgrammeChoice { id: string; name: string }

/** What a training date means where nobody said: the digital-transformation programme of the unit, or of the nearest above that has one. */
export async function defaultProgramme(tx: Tx, unitId: string, on: Day): Promise<ProgrammeChoice | null> {
  const { rows: [found] } = await sql<ProgrammeChoice>`
    select p.id, p.name from learning.programme p join organisation.ancestry a on a.ancestor_id = p.owner_id and a.unit_id = ${unitId}::uuid and a.valid @> ${on}::date
    where 'digital-transformation' = any(p.tags) order by a.depth, p.recorded_at, p.id limit 1`.execute(tx)
  return found ?? null
}

/** The programme of that id or (for the command line) name; refuses when there is none or several. */
export async function findProgramme(tx: Tx, text: string): Promise<ProgrammeChoice> {
  const { rows } = await sql<ProgrammeChoice>`select id, name from learning.programme where id::text = ${text} or name_fold = base.fold(${text.trim()})`.execute(tx)
  if (rows.length === 1) return rows[0]!
  throw new Refused(refuse('unknown-programme', 'programmeId', rows.length === 0 ? `Không có chương trình “${text}”.` : `Có nhiều chương trình tên “${text}”.`, rows.length === 0 ? `There is no programme “${text}”.` : `Several programmes are called “${text}”.`), 404)
}

/** What stands about the persons, as far as they are in sight. `before`: as it stood before that import wrote anything. */
export async function knownPersons(tx: Tx, ids: readonly string[], before: string): Promise<Map<string, KnownPerson>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Omit<KnownPerson, 'offices' | 'placements'> & { offices: (Omit<KnownPerson['offices'][number], 'during'> & { during: string })[]; placements: string[] }>`
    select p.id, p.name, p.phone,
      coalesce((select jsonb_agg(jsonb_build_object('unitId', o.unit_id, 'title', o.title, 'fullTime', o.full_time, 'during', o.during::text) order by upper(o.during) nulls last) from people.office o where o.person_id = p.id and o.import_id is distinct from ${before}::uuid), '[]') as offices,
      coalesce((select jsonb_agg(x.during::text) from people.placement x where x.person_id = p.id and x.import_id is distinct from ${before}::uuid), '[]') as placements,
      coalesce((select jsonb_agg(jsonb_build_object('programmeId', c.programme_id, 'on', c.on_day)) from learning.completion c where c.person_id = p.id and c.voided_at is null and c.import_id is distinct from ${before}::uuid), '[]') as completions
    from people.person p where p.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, {
    ...row, offices: row.offices.map((o) => ({ ...o, during: readRange(o.during) })), placements: row.placements.map(readRange),
  }]))
}

/** What each title's row of powers is called. */
export async function powersOfTitles(w: Work): Promise<Map<string, string>> {
  return new Map((await w.tx.selectFrom('people.title').select(['code', 'powers']).execute()).map((t) => [t.code, t.powers]))
}
