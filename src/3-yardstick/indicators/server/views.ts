// Reads: each one statement, straight to the shape of the contract.
import { sql } from 'kysely'
import type { Day, DayRange } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Figure, Indicator, Ranked, RecordUnderFigure } from '../contract.ts'
import { gapOf, type Definition, type Stage } from '../domain/definition.ts'

export interface Asked { on: Day; tree?: Day | undefined; knownAt?: string | undefined }
interface Counts { counted: number; met: number; excluded: number }

/** Indicators with the definition in force on the day. Indicators that begin later are listed with no stage. */
export async function indicatorsOn(w: Work, on: Day): Promise<(Indicator & { body: Definition | null })[]> {
  const { rows } = await sql<{ id: string; code: string; name_vi: string; name_en: string; counts_vi: string; counts_en: string; body: Definition | null }>`
    select i.id, i.code, i.name_vi, i.name_en, i.counts_vi, i.counts_en,
      (select d.body from indicators.definition d where d.indicator_id = i.id and d.effective @> ${on}::date) as body
    from indicators.indicator i order by i.code`.execute(w.tx)
  return rows.map((r) => ({ id: r.id, code: r.code, name: { vi: r.name_vi, en: r.name_en }, counts: { vi: r.counts_vi, en: r.counts_en }, stage: stageOn(r.body, on), body: r.body }))
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
    ? sql`indicators.figures_restated(${nodes}::uuid[], ${asked.on}::date, ${asked.tree ?? asked.on}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.figures(${nodes}::uuid[], ${asked.on}::date)`
}

export async function figuresOf(w: Work, unitId: string, asked: Asked): Promise<Figure[]> {
  const indicators = await indicatorsOn(w, asked.on)
  const { rows } = await sql<Counts & { indicator_id: string }>`select indicator_id, counted, met, excluded from ${source([unitId], asked)}`.execute(w.tx)
  return indicators.map((i) => {
    const { counted, met, excluded } = rows.find((r) => r.indicator_id === i.id) ?? { counted: 0, met: 0, excluded: 0 }
    return { indicatorId: i.id, code: i.code, counted, met, excluded, ...(i.stage ? gapOf(counted, met, i.stage.share) : { required: null, gap: null }) }
  })
}

/** Units directly below the unit on the tree's day, or every unit of the kind below it, each with its figure. */
export async function rankingOf(w: Work, unitId: string, code: string, kind: string | undefined, asked: Asked): Promise<Ranked[]> {
  const indicator = await oneIndicator(w, code, asked.on)
  const treeDay = asked.tree ?? asked.on
  const { rows: units } = await sql<Omit<Ranked, keyof Counts | 'gap' | 'unitId'> & { unit_id: string }>`
    select v.unit_id, v.name, v.kind, k.grassroots,
      (select c.code from organisation.unit_code c where c.unit_id = v.unit_id and c.valid @> ${treeDay}::date order by c.scheme limit 1) as code
    from organisation.ancestry a
    join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> ${treeDay}::date
    join organisation.unit_kind k on k.code = v.kind
    where a.ancestor_id = ${unitId} and a.valid @> ${treeDay}::date and ${kind ? sql`v.kind = ${kind} and a.depth > 0` : sql`a.depth = 1`}
    order by v.name collate "vi-x-icu"`.execute(w.tx)
  const { rows } = await sql<Counts & { node_id: string }>`
    select node_id, counted, met, excluded from ${source(units.map((u) => u.unit_id), asked)} where indicator_id = ${indicator.id}`.execute(w.tx)
  const counts = new Map(rows.map((r) => [r.node_id, r]))
  return units.map(({ unit_id, ...unit }) => {
    const { counted, met, excluded } = counts.get(unit_id) ?? { counted: 0, met: 0, excluded: 0 }
    return { unitId: unit_id, ...unit, counted, met, excluded, gap: indicator.stage ? gapOf(counted, met, indicator.stage.share).gap : null }
  }).sort((a, b) => b.met * a.counted - a.met * b.counted || b.counted - a.counted)
}

export async function trendOf(w: Work, unitId: string, code: string, days: Day[], asked: Omit<Asked, 'on'>): Promise<(Counts & { day: Day })[]> {
  const indicator = await oneIndicator(w, code, days.at(-1) ?? w.today)
  const from = asked.tree || asked.knownAt
    ? sql`indicators.trend_restated(${unitId}, ${indicator.id}, ${days}::date[], ${asked.tree ?? w.today}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.trend(${unitId}, ${indicator.id}, ${days}::date[])`
  const { rows } = await sql<Counts & { day: Day }>`select day, counted, met, excluded from ${from}`.execute(w.tx)
  return rows
}

interface Listing { state: 'counted' | 'met' | 'unmet' | 'excluded'; search?: string | undefined; limit: number; offset: number }

export async function recordsOf(w: Work, unitId: string, code: string, asked: Asked, list: Listing) {
  const indicator = await oneIndicator(w, code, asked.on)
  const kinds = await w.tx.selectFrom('indicators.subject_kind').select(['code', 'page']).execute()
  const { rows } = await sql<Omit<RecordUnderFigure, 'page'> & { total: number; figure: Counts & { unmet: number } }>`
    with under as materialized (
      select * from indicators.records(${unitId}, ${indicator.id}, ${asked.on}::date, ${asked.tree ?? asked.on}::date, ${asked.knownAt ?? null}::timestamptz)
    ), figure as (
      select coalesce(sum(quantity) filter (where state <> 'excluded'), 0)::int as counted, coalesce(sum(quantity) filter (where state = 'met'), 0)::int as met,
        coalesce(sum(quantity) filter (where state = 'unmet'), 0)::int as unmet, coalesce(sum(quantity) filter (where state = 'excluded'), 0)::int as excluded from under
    ), listed as (
      select * from under where ${list.state === 'counted' ? sql`state <> 'excluded'` : sql`state = ${list.state}`}
        and ${list.search ? sql`fold like '%' || base.fold(${list.search}) || '%'` : sql`true`}
    )
    select (select row_to_json(figure) from figure) as figure, (select count(*) from listed)::int as total, x.*
    from (select 1) one left join lateral (
      select standing_id as "standingId", subject_kind as "subjectKind", subject_id as "subjectId", label, unit_id as "unitId", unit_name as "unitName", during, state, quantity, evidence
      from listed order by sort_key collate "vi-x-icu", standing_id limit ${list.limit} offset ${list.offset}
    ) x on true`.execute(w.tx)
  const pages = new Map(kinds.map((k) => [k.code, k.page]))
  return {
    figure: rows[0]!.figure, total: rows[0]!.total,
    rows: rows.filter((r) => r.standingId !== null).map(({ total: _total, figure: _figure, ...r }) => ({ ...r, during: r.during as DayRange, page: pages.get(r.subjectKind)! })),
  }
}
