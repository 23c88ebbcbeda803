// Reads: each one statement, straight to the shape of the contract.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Catalogued, Figure, Indicator, Ranked } from '../contract.ts'
import type { Definition, Stage } from '../domain/definition.ts'
import { gapOf } from '../domain/gap.ts'

export interface Asked { on: Day; tree?: Day | undefined; knownAt?: string | undefined }
interface Counts { counted: number; met: number; excluded: number }

/** Indicators with the definition in force on the day. Indicators that begin later are listed with no stage. */
export async function indicatorsOn(w: Work, on: Day): Promise<(Indicator & { body: Definition | null })[]> {
  const { rows } = await sql<{ id: string; code: string; name_vi: string; name_en: string; counts_vi: string; counts_en: string; computed: number | null; body: Definition | null }>`
    select i.id, i.code, i.name_vi, i.name_en, i.counts_vi, i.counts_en, c.computed,
      (select d.body from indicators.definition d where d.indicator_id = i.id and d.effective @> ${on}::date) as body
    from indicators.indicator i left join (select b.id, indicators.computed(b.id) as computed from (select distinct o.indicator_id as id from indicators.backfill o where o.ended_at is null) b) c on c.id = i.id
    order by i.code`.execute(w.tx)
  return rows.map((r) => ({ id: r.id, code: r.code, name: { vi: r.name_vi, en: r.name_en }, counts: { vi: r.counts_vi, en: r.counts_en }, stage: stageOn(r.body, on), computed: r.computed, body: r.body }))
}

/** Indicators with their owners and all their versions, the latest first. */
export async function catalogueOn(w: Work, on: Day): Promise<Catalogued[]> {
  const { rows } = await sql<{ id: string; owner: Catalogued['owner']; versions: Catalogued['versions'] }>`
    select i.id, case when i.owner_id is not null then json_build_object('id', i.owner_id, 'name', (select u.label from organisation.label_unit u where u.subject_id = i.owner_id)) end as owner,
      coalesce((select json_agg(json_build_object('version', d.version, 'effective', json_build_object('from', lower(d.effective), 'to', upper(d.effective)), 'body', d.body) order by d.version desc) from indicators.definition d where d.indicator_id = i.id), '[]') as versions
    from indicators.indicator i`.execute(w.tx)
  const more = new Map(rows.map((r) => [r.id, r]))
  return (await indicatorsOn(w, on)).map(({ body: _body, ...indicator }) => ({ ...indicator, owner: more.get(indicator.id)!.owner, versions: more.get(indicator.id)!.versions }))
}

function stageOn(body: Definition | null, on: Day): Omit<Stage, 'need' | 'requires'> | null {
  const stage = body?.stages.find((s) => s.from <= on && on < s.to)
  return stage ? { code: stage.code, from: stage.from, to: stage.to, operator: stage.operator, share: stage.share } : null
}

export async function oneIndicator(w: Work, code: string, on: Day): Promise<Indicator> {
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
    indicatorsOn(w, asked.on),
    sql<Counts & { indicator_id: string }>`select indicator_id, counted, met, excluded from ${source([unitId], asked)}`.execute(w.tx),
  ])
  return indicators.map((i) => {
    const { counted, met, excluded } = rows.find((r) => r.indicator_id === i.id) ?? { counted: 0, met: 0, excluded: 0 }
    return { indicator: i, figure: { indicatorId: i.id, code: i.code, computed: i.computed, counted, met, excluded, ...(i.stage ? gapOf(counted, met, i.stage.share) : { required: null, gap: null }) } }
  })
}

export const figuresOf = async (w: Work, unitId: string, asked: Asked): Promise<Figure[]> => (await measuredOf(w, unitId, asked)).map(({ figure }) => figure)

interface Order { kind?: string | undefined; order: 'best' | 'worst'; limit: number }

/** Units directly below the unit on the tree's day, or those of the kind anywhere below it, each with its figure; the best or the worst first, at most `limit`. */
export async function rankingOf(w: Work, unitId: string, code: string, { kind, order, limit }: Order, asked: Asked): Promise<Ranked[]> {
  const indicator = await oneIndicator(w, code, asked.on)
  const treeDay = asked.tree ?? asked.on
  if (kind && !asked.tree && !asked.knownAt) return orderOf(w, unitId, indicator, kind, order, limit, asked.on)
  const { rows: units } = await sql<Omit<Ranked, keyof Counts | 'gap' | 'unitId'> & { unit_id: string }>`
    select v.unit_id, v.name, v.kind, k.grassroots,
      (select c.code from organisation.unit_code c where c.unit_id = v.unit_id and c.valid @> ${treeDay}::date order by c.scheme limit 1) as code
    from organisation.ancestry a
    -- What hung here on that day counts here, wherever it hangs today.
    join organisation.every_version v on v.unit_id = a.unit_id and v.valid @> ${treeDay}::date
    join organisation.unit_kind k on k.code = v.kind
    where a.ancestor_id = ${unitId} and a.valid @> ${treeDay}::date and ${kind ? sql`v.kind = ${kind} and a.depth > 0` : sql`v.parent_id = ${unitId}`}
    order by v.name collate "vi-x-icu"`.execute(w.tx)
  const { rows } = await sql<Counts & { node_id: string }>`
    select node_id, counted, met, excluded from ${source(units.map((u) => u.unit_id), asked)} where indicator_id = ${indicator.id}`.execute(w.tx)
  const counts = new Map(rows.map((r) => [r.node_id, r]))
  const ranked = units.map(({ unit_id, ...unit }) => {
    const { counted, met, excluded } = counts.get(unit_id) ?? { counted: 0, met: 0, excluded: 0 }
    return { unitId: unit_id, ...unit, counted, met, excluded, gap: gapUnder(indicator, counted, met) }
  })
  // Who has nobody to count comes last from either side.
  const way = order === 'best' ? 1 : -1
  return ranked.sort((a, b) => Number(a.counted === 0) - Number(b.counted === 0) || way * (b.met * a.counted - a.met * b.counted) || b.counted - a.counted).slice(0, limit)
}

const gapUnder = (indicator: Indicator, counted: number, met: number) => indicator.stage ? gapOf(counted, met, indicator.stage.share).gap : null

// A hundred thousand units stand in order in the database; only those that are given are read.
async function orderOf(w: Work, unitId: string, indicator: Indicator, kind: string, order: 'best' | 'worst', limit: number, on: Day): Promise<Ranked[]> {
  const { rows } = await sql<Omit<Ranked, 'gap'>>`
    select o.node_id as "unitId", v.name, v.kind, k.grassroots, o.counted, o.met, o.excluded,
      (select c.code from organisation.unit_code c where c.unit_id = o.node_id and c.valid @> ${on}::date order by c.scheme limit 1) as code
    from indicators.order_of(${unitId}, ${indicator.id}, ${on}::date, ${kind}, ${order === 'best'}, ${limit}) with ordinality o(node_id, counted, met, excluded, nth)
    join organisation.unit_version v on v.unit_id = o.node_id and v.valid @> ${on}::date join organisation.unit_kind k on k.code = v.kind
    order by o.nth`.execute(w.tx)
  return rows.map((row) => ({ ...row, gap: gapUnder(indicator, row.counted, row.met) }))
}

export async function trendOf(w: Work, unitId: string, code: string, days: Day[], asked: Omit<Asked, 'on'>): Promise<(Counts & { day: Day })[]> {
  const indicator = await oneIndicator(w, code, days.at(-1) ?? w.today)
  const from = asked.tree || asked.knownAt
    ? sql`indicators.trend_restated(${unitId}, ${indicator.id}, ${days}::date[], ${asked.tree ?? null}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.trend(${unitId}, ${indicator.id}, ${days}::date[])`
  const { rows } = await sql<Counts & { day: Day }>`select day, counted, met, excluded from ${from}`.execute(w.tx)
  return rows
}

