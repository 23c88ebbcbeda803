// Reads: each one statement, straight to the shape of the contract.
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Catalogued, Figure, Indicator, Ranked } from '../contract.ts'
import type { Definition } from '../domain/definition.ts'
import { gapOf } from '../domain/gap.ts'

export interface Asked { on: Day; tree?: Day | undefined; knownAt?: string | undefined }
interface Counts { counted: number; met: number; excluded: number }

/** An indicator with the definition in force on a day, the unit whose own it is (null: everybody's), and the one of which a number is asked: its owner, of everybody's the top of the tree. */
export type IndicatorOn = Indicator & { body: Definition | null; ownerId: string | null; wholeId: string | null }
type AskedOn = IndicatorOn & { asked: boolean }

/** All indicators on the day, everybody's before those with an owner, by code. Those that begin later are listed with no stage. */
export async function indicatorsOn(w: Work, on: Day): Promise<IndicatorOn[]> {
  return (await indicatorsFor(w, null, on)).map(({ asked: _asked, ...indicator }) => indicator)
}

/** The same, and whether each is asked of the unit: everybody's, and those of a unit above it or its own. */
async function indicatorsFor(w: Work, unitId: string | null, on: Day): Promise<AskedOn[]> {
  const { rows } = await sql<{ id: string; code: string; name_vi: string; name_en: string; counts_vi: string; counts_en: string; computed: number | null; body: Definition | null; ownerId: string | null; wholeId: string | null; asked: boolean }>`
    select i.id, i.code, i.name_vi, i.name_en, i.counts_vi, i.counts_en, c.computed, i.owner_id as "ownerId",
      (select d.body from indicators.definition d where d.indicator_id = i.id and d.effective @> ${on}::date) as body,
      coalesce(i.owner_id, (select v.unit_id from organisation.every_version v where v.parent_id is null and v.valid @> ${on}::date limit 1)) as "wholeId",
      i.owner_id is null or ${liesUnder(sql`${unitId}::uuid`, sql.ref('i.owner_id'), on)} as asked
    from indicators.indicator i left join (select b.id, indicators.computed(b.id) as computed from (select distinct o.indicator_id as id from indicators.backfill o where o.ended_at is null) b) c on c.id = i.id
    order by i.owner_id is not null, i.code`.execute(w.tx)
  return rows.map((r) => ({ id: r.id, code: r.code, name: { vi: r.name_vi, en: r.name_en }, counts: { vi: r.counts_vi, en: r.counts_en }, stage: stageOn(r.body, on), computed: r.computed, body: r.body, ownerId: r.ownerId, wholeId: r.wholeId, asked: r.asked }))
}

/** Indicators with their owners and all their versions, the latest first. */
export async function catalogueOn(w: Work, on: Day): Promise<Catalogued[]> {
  const { rows } = await sql<{ id: string; owner: Catalogued['owner']; versions: Catalogued['versions'] }>`
    select i.id, case when i.owner_id is not null then json_build_object('id', i.owner_id, 'name', (select u.label from organisation.label_unit u where u.subject_id = i.owner_id)) end as owner,
      coalesce((select json_agg(json_build_object('version', d.version, 'effective', json_build_object('from', lower(d.effective), 'to', upper(d.effective)), 'body', d.body) order by d.version desc) from indicators.definition d where d.indicator_id = i.id), '[]') as versions
    from indicators.indicator i`.execute(w.tx)
  const more = new Map(rows.map((r) => [r.id, r]))
  return (await indicatorsOn(w, on)).map(({ body: _body, ownerId: _ownerId, wholeId: _wholeId, ...indicator }) => ({ ...indicator, owner: more.get(indicator.id)!.owner, versions: more.get(indicator.id)!.versions }))
}

/** Asked of everybody, or of the owner and those below it. */
const askedOf = ({ ownerId }: IndicatorOn, unitId: RawBuilder<unknown>, on: Day) => (ownerId === null ? sql`true` : liesUnder(unitId, sql`${ownerId}::uuid`, on))
const liesUnder = (unitId: RawBuilder<unknown>, ownerId: RawBuilder<unknown>, on: Day) => sql<boolean>`exists (select from organisation.ancestry a where a.unit_id = ${unitId} and a.ancestor_id = ${ownerId} and a.valid @> ${on}::date)`

function stageOn(body: Definition | null, on: Day): Indicator['stage'] {
  const stage = body?.stages.find((s) => s.from <= on && on < s.to)
  return stage ? { code: stage.code, from: stage.from, to: stage.to, operator: stage.operator, share: stage.share ?? null, number: stage.number ?? null } : null
}

export async function oneIndicator(w: Work, code: string, on: Day): Promise<IndicatorOn> {
  const found = (await indicatorsOn(w, on)).find((i) => i.code === code)
  if (!found) throw new Refused(refuse('not-found', 'indicator', `Không có chỉ số “${code}”.`, `There is no indicator “${code}”.`), 404)
  return found
}

function source(nodes: readonly string[], asked: Asked) {
  return asked.tree || asked.knownAt
    ? sql`indicators.figures_restated(${nodes}::uuid[], ${asked.on}::date, ${asked.tree ?? null}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.figures(${nodes}::uuid[], ${asked.on}::date)`
}

/** Every indicator with the figure of one unit on a day. */
export async function measuredOf(w: Work, unitId: string, asked: Asked): Promise<{ indicator: Indicator; figure: Figure }[]> {
  const [indicators, { rows }] = await Promise.all([
    indicatorsFor(w, unitId, asked.on),
    sql<Counts & { indicator_id: string }>`select indicator_id, counted, met, excluded from ${source([unitId], asked)}`.execute(w.tx),
  ])
  return indicators.map((i) => {
    const { counted, met, excluded } = rows.find((r) => r.indicator_id === i.id) ?? { counted: 0, met: 0, excluded: 0 }
    return { indicator: i, figure: { indicatorId: i.id, code: i.code, computed: i.computed, asked: i.asked, counted, met, excluded, ...against(i, { unitId, asked: i.asked, counted, met }) } }
  })
}

export const figuresOf = async (w: Work, unitId: string, asked: Asked): Promise<Figure[]> => (await measuredOf(w, unitId, asked)).map(({ figure }) => figure)

/** What is asked of the unit. Where nothing is, nothing is required and nothing is missing: a share is asked of all in the tree of the owner, a number of the whole alone. */
function against({ stage, wholeId }: IndicatorOn, { unitId, asked, counted, met }: { unitId: string; asked: boolean; counted: number; met: number }): { required: number | null; gap: number | null } {
  return stage && asked && (stage.number === null || unitId === wholeId) ? gapOf(counted, met, stage) : { required: null, gap: null }
}

interface Order { kind?: string | undefined; order: 'best' | 'worst'; limit: number }

/** Units directly below the unit on the tree's day, or those of the kind anywhere below it, each with its figure; the best or the worst first, at most `limit`. */
export async function rankingOf(w: Work, unitId: string, code: string, { kind, order, limit }: Order, asked: Asked): Promise<Ranked[]> {
  const indicator = await oneIndicator(w, code, asked.on)
  const treeDay = asked.tree ?? asked.on
  if (kind && !asked.tree && !asked.knownAt) return orderOf(w, unitId, indicator, kind, order, limit, asked.on)
  const { rows: units } = await sql<Omit<Ranked, keyof Counts | 'gap' | 'unitId'> & { unit_id: string; asked: boolean }>`
    select v.unit_id, v.name, v.kind, k.grassroots, ${askedOf(indicator, sql.ref('v.unit_id'), asked.on)} as asked,
      (select c.code from organisation.unit_code c where c.unit_id = v.unit_id and c.valid @> ${treeDay}::date order by c.scheme limit 1) as code
    -- What hung here on that day counts here, wherever it hangs today. The day "is true" to keep the index of all days out of the plan.
    from ${kind ? sql`organisation.ancestry a join organisation.every_version v on v.unit_id = a.unit_id and v.valid @> ${treeDay}::date and v.kind = ${kind}` : sql`organisation.every_version v`}
    join organisation.unit_kind k on k.code = v.kind
    where ${kind ? sql`a.ancestor_id = ${unitId} and a.valid @> ${treeDay}::date and a.depth > 0` : sql`v.parent_id = ${unitId} and (v.valid @> ${treeDay}::date) is true`}
    order by v.name collate "vi-x-icu"`.execute(w.tx)
  const { rows } = await sql<Counts & { node_id: string }>`
    select node_id, counted, met, excluded from ${source(units.map((u) => u.unit_id), asked)} where indicator_id = ${indicator.id}`.execute(w.tx)
  const counts = new Map(rows.map((r) => [r.node_id, r]))
  const ranked = units.map(({ unit_id, asked: isAsked, ...unit }) => {
    const { counted, met, excluded } = counts.get(unit_id) ?? { counted: 0, met: 0, excluded: 0 }
    return { unitId: unit_id, ...unit, counted, met, excluded, gap: against(indicator, { unitId: unit_id, asked: isAsked, counted, met }).gap }
  })
  // Who has nobody to count comes last from either side.
  const way = order === 'best' ? 1 : -1
  const ahead = (a: Counts, b: Counts) => indicator.stage?.number ? b.met - a.met : b.met * a.counted - a.met * b.counted
  return ranked.sort((a, b) => Number(a.counted === 0) - Number(b.counted === 0) || way * ahead(a, b) || b.counted - a.counted).slice(0, limit)
}

// A hundred thousand units stand in order in the database; only those that are given are read.
async function orderOf(w: Work, unitId: string, indicator: IndicatorOn, kind: string, order: 'best' | 'worst', limit: number, on: Day): Promise<Ranked[]> {
  const { rows } = await sql<Omit<Ranked, 'gap'> & { asked: boolean }>`
    select o.node_id as "unitId", v.name, v.kind, k.grassroots, o.counted, o.met, o.excluded, ${askedOf(indicator, sql.ref('o.node_id'), on)} as asked,
      (select c.code from organisation.unit_code c where c.unit_id = o.node_id and c.valid @> ${on}::date order by c.scheme limit 1) as code
    from indicators.order_of(${unitId}, ${indicator.id}, ${on}::date, ${kind}, ${order === 'best'}, ${limit}) with ordinality o(node_id, counted, met, excluded, nth)
    join organisation.unit_version v on v.unit_id = o.node_id and v.valid @> ${on}::date join organisation.unit_kind k on k.code = v.kind
    order by o.nth`.execute(w.tx)
  return rows.map(({ asked, ...row }) => ({ ...row, gap: against(indicator, { ...row, asked }).gap }))
}

export async function trendOf(w: Work, unitId: string, code: string, days: Day[], asked: Omit<Asked, 'on'>): Promise<(Counts & { day: Day; number: number | null })[]> {
  const indicator = await oneIndicator(w, code, days.at(-1) ?? w.today)
  const from = asked.tree || asked.knownAt
    ? sql`indicators.trend_restated(${unitId}, ${indicator.id}, ${days}::date[], ${asked.tree ?? null}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.trend(${unitId}, ${indicator.id}, ${days}::date[])`
  // Versions and stages change within a series.
  const { rows } = await sql<Counts & { day: Day; number: number | null }>`select t.day, t.counted, t.met, t.excluded, case when ${indicator.wholeId}::uuid = ${unitId}::uuid then n.number end as number from ${from} t
    left join lateral (select (s->>'number')::int as number from indicators.definition d cross join jsonb_array_elements(d.body->'stages') s
      where d.indicator_id = ${indicator.id} and d.effective @> t.day and (s->>'from')::date <= t.day and t.day < (s->>'to')::date) n on true`.execute(w.tx)
  return rows
}

/** Days on which the latest definitions of these indicators ask for numbers; a plan, which sets shares, cannot follow those. */
export async function numberedDays(w: Work, codes: readonly string[]): Promise<{ code: string; from: Day; to: Day }[]> {
  const { rows } = await sql<{ code: string; from: Day; to: Day }>`select i.code, (s->>'from')::date as "from", (s->>'to')::date as "to" from indicators.indicator i
    join indicators.definition d on d.indicator_id = i.id and upper_inf(d.effective) cross join jsonb_array_elements(d.body->'stages') s
    where i.code = any(${[...codes]}::text[]) and s ? 'number'`.execute(w.tx)
  return rows
}

