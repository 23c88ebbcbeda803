// Counts indicators once more from the raw subjects and facts, without standing, ledger or totals, into temporary tables of
// daily deltas. Two ways, and neither shares a line with the engine: ranges of days in plain statements, which a country
// needs (recountRanges.ts); and day by day by domain/evaluate.ts, for subjects that are met in part (recountDays.ts).
import type pg from 'pg'
import type { Day } from '#base/day'
import type { Definition } from '../domain/definition.ts'
import { countByDays, layDays } from './recountDays.ts'
import { kindOf, type Kind } from './recountKind.ts'
import { Ranges } from './recountRanges.ts'

export interface Named { id: string; code: string }
interface Stored { effective: { from: Day | null; to: Day | null }; body: Definition }
export type Way = 'quickest' | 'days'

/**
 * Fills pg_temp.recount (indicator_id, unit_id, day, counted, met, excluded) within the running transaction; returns the
 * spans of subjects looked at by indicator. way: 'days' takes the slow way for all.
 */
export async function recount(client: pg.ClientBase, indicators: Named[], way: Way = 'quickest', progress: (code: string) => void = () => {}): Promise<Map<string, number>> {
  const spans = new Map<string, number>()
  await layDays(client)
  const ranges = new Ranges(client)
  const kinds = new Map<string, Kind>()
  for (const { id, code } of indicators) {
    progress(code)
    let looked = 0
    for (const definition of await versionsOf(client, id)) for (const subject of definition.subjects) {
      const kind = kinds.get(subject.kind) ?? await kindOf(client, subject.kind)
      kinds.set(subject.kind, kind)
      looked += way === 'days' || kind.inPart ? await countByDays(client, id, kind, definition) : await ranges.count(id, kind, definition)
    }
    spans.set(id, looked)
  }
  await client.query(`create temporary table recount on commit drop as select indicator_id, unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded
    from (${['pg_temp.recount_days', ...ranges.counted].map((part) => `select * from ${part}`).join(' union all ')}) part
    group by 1, 2, 3 having sum(counted) <> 0 or sum(met) <> 0 or sum(excluded) <> 0`)
  await ranges.clear()
  await client.query('drop table pg_temp.recount_days; analyze pg_temp.recount')
  return spans
}

/** Fills pg_temp.recount_nodes with the deltas of pg_temp.recount as every node feels them. */
export async function layNodes(client: pg.ClientBase): Promise<void> {
  await client.query(`create temporary table recount_nodes on commit drop as select indicator_id, unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded
    from (${spread('pg_temp.recount')}) n group by 1, 2, 3; analyze pg_temp.recount_nodes`)
}

/** Deltas of units as the nodes above feel them, by the definition of a total: on each day the sum over the units below then. */
export const spread = (leaf: string) => `select l.indicator_id, a.ancestor_id as unit_id, greatest(l.day, lower(a.valid)) as day, l.counted, l.met, l.excluded
  from ${leaf} l join organisation.ancestry a on a.unit_id = l.unit_id and (upper_inf(a.valid) or upper(a.valid) > l.day)
  union all select l.indicator_id, a.ancestor_id, upper(a.valid), -l.counted, -l.met, -l.excluded
  from ${leaf} l join organisation.ancestry a on a.unit_id = l.unit_id and not upper_inf(a.valid) and upper(a.valid) > l.day`

/** A version of a definition, its stages cut to the days for which it answers. */
export type Version = Definition

export async function versionsOf(client: pg.ClientBase, indicatorId: string): Promise<Version[]> {
  return (await client.query<Stored>('select effective, body from indicators.definition where indicator_id = $1 order by version', [indicatorId])).rows.map(clipped)
}

function clipped({ effective, body }: Stored): Version {
  return { ...body, stages: body.stages.map((s) => ({ ...s, from: later(s.from, effective.from), to: earlier(s.to, effective.to) })).filter((s) => s.from < s.to) }
}

const later = (a: Day, b: Day | null) => b !== null && b > a ? b : a
const earlier = (a: Day, b: Day | null) => b !== null && b < a ? b : a
