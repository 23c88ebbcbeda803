// Counts an indicator once more from the raw subjects and facts, without standing, ledger or totals, into a temporary table
// of daily deltas per unit. Two ways, and neither shares a line with the engine: ranges of days in one plain statement,
// which a country needs; and day by day by domain/evaluate.ts, for subjects that are met in part.
import type pg from 'pg'
import type { Day } from '#base/day'
import type { Definition, Stage } from '../domain/definition.ts'
import { standingOn, turningDays, type Count, type Fact, type Span } from '../domain/evaluate.ts'

interface Kind { code: string; source: string; exclusive: boolean; facts: Map<string, string> }
interface Version { effective: { from: Day | null; to: Day | null }; body: Definition }
export type Way = 'quickest' | 'days'

/** Fills pg_temp.recount (unit_id, day, counted, met, excluded), and pg_temp.recount_nodes with the same for every node, within the running transaction; returns the subjects looked at. way: 'days' takes the slow way for all. */
export async function recount(client: pg.PoolClient, indicatorId: string, way: Way = 'quickest'): Promise<number> {
  const { rows: versions } = await client.query<Version>('select effective, body from indicators.definition where indicator_id = $1 order by version', [indicatorId])
  const parts: string[] = []
  const byDays: { kind: Kind; definition: Definition }[] = []
  let subjects = 0
  for (const definition of versions.map(clipped)) for (const { kind: code } of definition.subjects) {
    const kind = await kindOf(client, code)
    if (way === 'days' || await metInPart(client, kind)) byDays.push({ kind, definition })
    else {
      parts.push(...definition.stages.map((stage) => rangesSql(kind, definition, stage)))
      subjects += Number((await client.query(`select count(distinct subject_id) as n from ${kind.source} x where attrs @> ${json(filterOf(definition, code))} and during && ${spanOf(definition)}`)).rows[0].n)
    }
  }
  await client.query('drop table if exists pg_temp.recount')
  const none = 'select null::uuid as unit_id, null::date as day, null::bigint as counted, null::bigint as met, null::bigint as excluded where false'
  await client.query(`create temporary table recount on commit drop as select unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded
    from (${[none, ...parts].join('\nunion all\n')}) part group by unit_id, day having sum(counted) <> 0 or sum(met) <> 0 or sum(excluded) <> 0`)
  for (const { kind, definition } of byDays) subjects += await recountByDays(client, kind, definition)
  await client.query('analyze pg_temp.recount; drop table if exists pg_temp.recount_nodes')
  await client.query(`create temporary table recount_nodes on commit drop as select unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded
    from (${spread('pg_temp.recount')}) n group by 1, 2`)
  await client.query('analyze pg_temp.recount_nodes')
  return subjects
}

/** Deltas of units as the nodes above feel them, by the definition of a total: on each day the sum over the units below then. */
export const spread = (leaf: string) => `select a.ancestor_id as unit_id, e.day, e.sign * l.counted as counted, e.sign * l.met as met, e.sign * l.excluded as excluded
  from ${leaf} l join organisation.ancestry a on a.unit_id = l.unit_id and (upper_inf(a.valid) or upper(a.valid) > l.day)
  cross join lateral (select greatest(l.day, lower(a.valid)) as day, 1 as sign union all select upper(a.valid), -1 where not upper_inf(a.valid)) e`

/** The stages of a version, cut to the days for which it answers. */
function clipped({ effective, body }: Version): Definition {
  return { ...body, stages: body.stages.map((s) => ({ ...s, from: later(s.from, effective.from), to: earlier(s.to, effective.to) })).filter((s) => s.from < s.to) }
}

async function kindOf(client: pg.PoolClient, code: string): Promise<Kind> {
  const { rows: [kind] } = await client.query('select source::text, exclusive from indicators.subject_kind where code = $1', [code])
  const { rows: facts } = await client.query('select fact, source::text from indicators.fact_source where subject_kind = $1', [code])
  return { code, ...kind, facts: new Map(facts.map((f) => [f.fact, f.source])) }
}

async function metInPart(client: pg.PoolClient, kind: Kind): Promise<boolean> {
  for (const source of kind.facts.values()) if ((await client.query(`select 1 from ${source} where quantity is not null limit 1`)).rowCount) return true
  return false
}

const filterOf = (definition: Definition, kind: string) => definition.subjects.find((s) => s.kind === kind)!.filter
const json = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`
const spanOf = (definition: Definition) => `'[${definition.stages.map((s) => s.from).sort()[0]},${definition.stages.map((s) => s.to).sort().at(-1)})'::daterange`

/** Deltas of one stage for one kind of subject by the algebra of multiranges: days counted, less those left out, times those met. */
function rangesSql(kind: Kind, definition: Definition, stage: Stage): string {
  const within = `'[${stage.from},${stage.to})'::daterange`
  const place = `select subject_id, unit_id, quantity, datemultirange(during * ${within}) as days, lower(during) as since, record_id
    from ${kind.source} where attrs @> ${json(filterOf(definition, kind.code))} and during && ${within}`
  const own = kind.exclusive ? place : `select subject_id, unit_id, quantity, days - coalesce(range_agg(days) over (
      partition by subject_id order by since nulls first, record_id rows between unbounded preceding and 1 preceding), '{}') as days from (${place}) place`
  const holding = (fact: string, filter: object, atLeast = 1) => {
    const source = kind.facts.get(fact)
    if (!source) return null
    const matching = `from ${source} where attrs @> ${json(filter)} and during && ${within}`
    if (atLeast === 1) return `(select subject_id, range_agg(during) as days ${matching} group by subject_id)`
    // Multiranges forget how many lie on each other: records are counted up and down along their ends instead.
    return `(select subject_id, range_agg(daterange(day, next)) as days from (
        select subject_id, day, lead(day) over along as next, sum(sum(sign)) over along as records
        from (select subject_id, unnest(range_agg(during * ${within})) as held ${matching} group by subject_id, evidence_id) record
        cross join lateral (values (lower(held), 1), (upper(held), -1)) e(day, sign)
        group by subject_id, day window along as (partition by subject_id order by day)) depth
      where records >= ${atLeast} group by subject_id)`
  }
  const required = stage.requires.map((r) => holding(r.fact, r.filter, r.atLeast))
  const barred = definition.exclusions.map((e) => holding(e.fact, e.filter))
  const joins = [...required.map((sql, i) => sql && `left join ${sql} r${i} on r${i}.subject_id = o.subject_id`), ...barred.map((sql, i) => sql && `left join ${sql} b${i} on b${i}.subject_id = o.subject_id`)]
  const daysOf = (sql: string | null, name: string) => sql ? `coalesce(${name}.days, '{}')` : `'{}'::datemultirange`
  const met = required.map((sql, i) => daysOf(sql, `r${i}`)).join(stage.need === 'all' ? ' * ' : ' + ')
  const out = barred.map((sql, i) => daysOf(sql, `b${i}`)).join(' + ') || `'{}'::datemultirange`
  return `select unit_id, e.day, sum(e.sign * quantity * (e.what = 'c')::int) as counted, sum(e.sign * quantity * (e.what = 'm')::int) as met, sum(e.sign * quantity * (e.what = 'x')::int) as excluded
    from (select o.unit_id, o.quantity, o.days - (${out}) as counted, (o.days - (${out})) * (${met}) as met, o.days * (${out}) as excluded from (${own}) o ${joins.filter(Boolean).join('\n')}) s
    cross join lateral (
      select 'c' as what, v.day, v.sign from unnest(s.counted) d cross join lateral (values (lower(d), 1), (upper(d), -1)) v(day, sign)
      union all select 'm', v.day, v.sign from unnest(s.met) d cross join lateral (values (lower(d), 1), (upper(d), -1)) v(day, sign)
      union all select 'x', v.day, v.sign from unnest(s.excluded) d cross join lateral (values (lower(d), 1), (upper(d), -1)) v(day, sign)) e
    group by unit_id, e.day`
}

async function recountByDays(client: pg.PoolClient, kind: Kind, definition: Definition): Promise<number> {
  const leaf: Deltas = new Map()
  const spans = group((await client.query<Span>(`select subject_id as "subjectId", unit_id as "unitId", during, quantity, record_id as "recordId", attrs from ${kind.source}`)).rows)
  const facts = new Map<string, Fact[]>()
  for (const [fact, source] of kind.facts) {
    for (const [subject, list] of group((await client.query<Fact>(`select $1 as fact, subject_id as "subjectId", during, quantity, attrs, evidence_id as "evidenceId" from ${source}`, [fact])).rows)) {
      facts.set(subject, [...(facts.get(subject) ?? []), ...list])
    }
  }
  for (const [subject, own] of spans) countSubject(leaf, definition, kind.code, own, facts.get(subject) ?? [])
  const rows = [...leaf].filter(([, c]) => c.counted !== 0 || c.met !== 0 || c.excluded !== 0)
  await client.query('insert into pg_temp.recount select * from unnest($1::uuid[], $2::date[], $3::int[], $4::int[], $5::int[])',
    [rows.map(([key]) => key.slice(0, 36)), rows.map(([key]) => key.slice(37)), rows.map(([, c]) => c.counted), rows.map(([, c]) => c.met), rows.map(([, c]) => c.excluded)])
  return spans.size
}

type Deltas = Map<string, { counted: number; met: number; excluded: number }> // `${unitId} ${day}`

function countSubject(leaf: Deltas, definition: Definition, kind: string, spans: Span[], facts: Fact[]): void {
  let before: Count | null = null
  for (const day of turningDays(definition, spans, facts)) {
    const now = standingOn(definition, kind, spans, facts, day)
    if (before) add(leaf, before, day, -1)
    if (now) add(leaf, now, day, 1)
    before = now
  }
}

function add(leaf: Deltas, count: Count, day: Day, sign: 1 | -1): void {
  const key = `${count.unitId} ${day}`
  const at = leaf.get(key) ?? { counted: 0, met: 0, excluded: 0 }
  leaf.set(key, { counted: at.counted + sign * count.counted, met: at.met + sign * count.met, excluded: at.excluded + sign * count.excluded })
}

const later = (a: Day, b: Day | null) => b !== null && b > a ? b : a
const earlier = (a: Day, b: Day | null) => b !== null && b < a ? b : a

function group<T extends { subjectId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const list = groups.get(row.subjectId)
    if (list) list.push(row)
    else groups.set(row.subjectId, [row])
  }
  return groups
}
