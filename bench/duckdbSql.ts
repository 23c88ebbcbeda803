// The recount of one rule in DuckDB's SQL: no multiranges there, so days are ranges that lie side by side, cut by windows.
// It takes the filter of a rule as a set of `kind`s, the numbered combinations of attributes that bench/duckdb.ts lays down.

export interface Span { from?: string | number; to?: string | number }
export type Filter = Record<string, string | number | boolean | string[] | Span>
export interface Requirement { fact: string; filter: Filter; atLeast: number; withinDays: number | null }
/** A stage of a definition for one kind of subject, as indicators.rule has it. */
export interface Rule {
  indicator: number
  subjectKind: string
  from: string
  to: string
  filter: Filter
  since: { from: string | null; to: string | null } | null
  requires: Requirement[]
  need: 'all' | 'any'
  exclusions: { fact: string; filter: Filter }[]
}

/** Rows of one source in DuckDB: TABLE (subject_id, f, t, quantity, kind, …) and TABLE_kind (kind, attributes). */
export interface Source {
  table: string
  /** Some facts are quantities, which may meet a subject in part. */
  measured: boolean
  /** Of a kind of subject: a constraint keeps it to one place at a time. */
  exclusive: boolean
  columns: Map<string, string>
}

/** Stands for a fact without a quantity: the whole subject. */
const WHOLE = 2147483647

const isSpan = (value: Filter[string]): value is Span => typeof value === 'object' && !Array.isArray(value)
export const typeOf = (value: Filter[string]): string => (isSpan(value) ? typeOf((value.from ?? value.to)!) : Array.isArray(value) ? 'varchar[]' : typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'double' : 'varchar')
/** An attribute under the type that a filter asks it by. */
export const keyOf = (key: string, value: Filter[string]) => `${key} ${typeOf(value)}`
const literal = (value: string | number | boolean) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))

function holds({ table, columns }: Source, filter: Filter): string {
  const tests = Object.entries(filter).map(([key, value]) => {
    const column = columns.get(keyOf(key, value))!
    if (isSpan(value)) return [value.from !== undefined && `${column} >= ${literal(value.from)}`, value.to !== undefined && `${column} < ${literal(value.to)}`].filter(Boolean).join(' and ')
    return Array.isArray(value) ? `list_has_all(${column}, [${value.map(literal).join(', ')}]::varchar[])` : `${column} = ${literal(value)}`
  })
  return tests.length === 0 ? 'true' : `kind in (select kind from ${table}_kind where ${tests.join(' and ')})`
}

/** Inserts the deltas of units by the rule into recount (unit_id, day, counted, met, excluded). */
export function countSql(rule: Rule, subjects: Source, facts: Map<string, Source>): string {
  const [from, to] = [`date '${rule.from}'`, `date '${rule.to}'`]
  const during = `f < ${to} and t > ${from}`
  const clipped = `greatest(f, ${from}) as f, least(t, ${to}) as t`
  const timed = rule.requires.some((r) => r.withinDays !== null)
  const begun = [rule.since?.from && ` and ${subjects.table}.f >= date '${rule.since.from}'`, rule.since?.to && ` and ${subjects.table}.f < date '${rule.since.to}'`].filter(Boolean).join('')
  const counted = `select subject_id, unit_id, quantity, ${clipped}, ${subjects.table}.f as since${subjects.exclusive ? '' : ', record_id'} from ${subjects.table} where ${during} and ${holds(subjects, rule.filter)}${begun}`
  const matching = (fact: string, filter: Filter, withinDays: number | null = null) => {
    const source = facts.get(fact)
    if (source && timed) {
      return `select x.* replace (greatest(x.f, ${from}) as f, least(x.t, ${to}) as t, b.subject_id as subject_id) from ${source.table} x join (select distinct person, since, subject_id from own) b on b.person = x.subject_id
        where x.f < ${to} and x.t > ${from} and ${holds(source, filter)}${withinDays === null ? '' : ` and x.f <= b.since + ${withinDays}`}`
    }
    return source && `select * replace (greatest(f, ${from}) as f, least(t, ${to}) as t) from ${source.table} where ${during} and ${holds(source, filter)} and subject_id in (select subject_id from own)`
  }
  const own = subjects.exclusive ? counted : uncovered(counted, 'since, record_id', 'unit_id, quantity, since')
  // Where a requirement has a deadline, each beginning of a subject is a subject of its own.
  const parts = [`own as materialized (${timed ? `select * replace (subject_id::varchar || since as subject_id), subject_id as person from (${own})` : own})`]

  const required = rule.requires.map(({ fact, filter, atLeast, withinDays }, i) => {
    const rows = matching(fact, filter, withinDays)
    const simple = atLeast === 1 && !facts.get(fact)?.measured
    parts.push(`need${i} as materialized (${rows === undefined ? `select subject_id, f, t, 0 as amount from own where false` : simple ? uncovered(rows, 'f', `${WHOLE} as amount`) : piled(rows, atLeast)})`)
    return `need${i}`
  })
  parts.push(`met as materialized (${required.length === 1 ? `select * from ${required[0]}` : together(required, rule.need)})`)
  const barred = rule.exclusions.flatMap(({ fact, filter }) => matching(fact, filter) ?? []).map((rows) => `select subject_id, f, t from (${rows})`)
  if (barred.length > 0) parts.push(`bar as materialized (${uncovered(barred.join(' union all '), 'f', '')})`)

  const both = (first: string, second: string) => `from ${first} a join ${second} b on b.subject_id = a.subject_id and b.f < a.t and b.t > a.f`
  const shared = 'greatest(a.f, b.f) as f, least(a.t, b.t) as t'
  const ranges = [`select unit_id, f, t, quantity as counted, 0 as met, 0 as excluded from own`]
  parts.push(`done as materialized (select a.subject_id, a.unit_id, ${shared}, least(a.quantity, b.amount) as quantity ${both('own', 'met')})`)
  ranges.push('select unit_id, f, t, 0, quantity, 0 from done')
  if (barred.length > 0) {
    ranges.push(`select a.unit_id, ${shared}, -a.quantity, 0, a.quantity ${both('own', 'bar')}`)
    ranges.push(`select a.unit_id, ${shared}, 0, -a.quantity, 0 ${both('done', 'bar')}`)
  }
  parts.push(`change as materialized (${ranges.join('\nunion all ')})`)
  return `insert into recount with ${parts.join(',\n')}
    select unit_id, day, sum(counted), sum(met), sum(excluded) from (
      select unit_id, f as day, counted, met, excluded from change union all select unit_id, t, -counted, -met, -excluded from change)
    group by unit_id, day`
}

/** Of the ranges of each subject, in order of their beginnings, only what no earlier one covers: they lie side by side then. */
const uncovered = (rows: string, order: string, keep: string) => `select subject_id, greatest(f, coalesce(covered, f)) as f, t${keep && `, ${keep}`}
  from (select *, max(t) over (partition by subject_id order by ${order} rows between unbounded preceding and 1 preceding) as covered from (${rows})) where covered is null or covered < t`

/** Between two ends, how many records lie on each other, and the largest amount of them. */
const piled = (rows: string, atLeast: number) => `with fact as materialized (${rows}),
  turn as (select subject_id, f as day from fact union select subject_id, t from fact),
  step as (select subject_id, day as f, lead(day) over (partition by subject_id order by day) as t from turn)
  select s.subject_id, s.f, s.t, max(coalesce(x.quantity, ${WHOLE})) as amount from step s join fact x on x.subject_id = s.subject_id and x.f <= s.f and x.t > s.f
  group by all having count(distinct x.evidence_id) >= ${atLeast}`

/** Several requirements at once: all by the least amount of each day, any by the largest. */
function together(needs: string[], need: 'all' | 'any'): string {
  const ends = needs.flatMap((name, i) => ['f', 't'].map((end) => `select subject_id, ${end} as day, ${needs.map((_, j) => `${j !== i ? '0' : end === 'f' ? 'amount' : '-amount'}::bigint as amount${j}`).join(', ')} from ${name}`))
  return `select subject_id, f, t, amount from (
    select subject_id, day as f, lead(day) over along as t, ${need === 'all' ? 'least' : 'greatest'}(${needs.map((_, i) => `sum(amount${i}) over along`).join(', ')}) as amount
    from (select subject_id, day, ${needs.map((_, i) => `sum(amount${i}) as amount${i}`).join(', ')} from (${ends.join(' union all ')}) group by all)
    window along as (partition by subject_id order by day)) where amount > 0`
}

/** Deltas of units as the nodes above feel them: node, day, counted, met, excluded. */
export const spreadSql = (deltas: string) => `select a.ancestor_id as node_id, greatest(d.day, a.f) as day, counted, met, excluded from (${deltas}) d join ancestry a on a.unit_id = d.unit_id and a.t > d.day
  union all select a.ancestor_id, a.t, -counted, -met, -excluded from (${deltas}) d join ancestry a on a.unit_id = d.unit_id and a.t > d.day and a.t < date '9999-12-31'`

/** What standings add to their units on the days on which they begin and end. */
export const standingSql = (standings: string) => {
  const heads = (when: string) => `coalesce(sum(quantity) filter (${when}), 0)`
  return `with alike as materialized (select unit_id, f, t, ${heads("state <> 'excluded'")} as counted, ${heads("state = 'met'")} as met, ${heads("state = 'excluded'")} as excluded from (${standings}) group by all)
    select unit_id, f as day, counted, met, excluded from alike union all select unit_id, t, -counted, -met, -excluded from alike`
}

/** The same rows on the first day of their month or year. */
export const firstOf = (grain: 'day' | 'month' | 'year', rows: string) => grain === 'day' ? rows : `select node_id, date_trunc('${grain}', day)::date as day, counted, met, excluded from (${rows})`

/** One row for each unit, or node, and day on which something changes. */
export const summedSql = (unit: string, rows: string) => `select ${unit}, day, sum(counted) as counted, sum(met) as met, sum(excluded) as excluded
  from (${rows}) group by all having sum(counted) <> 0 or sum(met) <> 0 or sum(excluded) <> 0`

/** On how many of them two sums differ. */
export const differSql = (unit: string, expected: string, found: string) => `select count(*) from (${summedSql(unit, expected)}) e full join (${summedSql(unit, found)}) x using (${unit}, day)
  where (e.counted, e.met, e.excluded) is distinct from (x.counted, x.met, x.excluded)`
