// The recount by the algebra of multiranges: every range of days counts; what lies on days left out moves over; of the
// rest, what lies on days met is met.
import type pg from 'pg'
import { isRange, type Definition, type Stage } from '../domain/definition.ts'
import { weighed, type Key } from './prints.ts'
import type { Kind } from './recountKind.ts'

export class Ranges {
  /** Temporary tables (indicator_id, unit_id, day, counted, met, excluded), one for each stage counted. */
  readonly counted: string[] = []
  readonly #client: pg.ClientBase
  readonly #own = new Map<string, { table: string; spans: number }>()

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  /** Counts one kind of subject by a definition; returns how many spans of subjects in units it looked at. */
  async count(indicatorId: string, kind: Kind, definition: Definition): Promise<number> {
    const own = await this.#places(kind, definition)
    for (const stage of definition.stages) {
      const part = `pg_temp.recount_part_${this.counted.length}`
      await this.#client.query(`create temporary table ${part} on commit drop as select '${indicatorId}'::uuid as indicator_id, s.* from (${spansSql(own.table, kind, definition, stage)} ${deltas}) s`)
      this.counted.push(part)
    }
    return own.spans
  }

  /** The same, told by the print of its deltas alone (prints.ts): nothing is summed up or written down. */
  async print(key: Key, kind: Kind, definition: Definition): Promise<{ print: bigint; spans: number }> {
    const own = await this.#places(kind, definition)
    let print = 0n
    for (const stage of definition.stages) {
      const { rows } = await this.#client.query<{ print: string }>(`${spansSql(own.table, kind, definition, stage)} select coalesce(${weighed(key, 'unit_id', ['lower(days)', 'upper(days)'])}, 0) as print from span`)
      print += BigInt(rows[0]!.print)
    }
    return { print, spans: own.spans }
  }

  async clear(): Promise<void> {
    for (const table of [...this.counted.splice(0), ...Array.from(this.#own.values(), (own) => own.table)]) await this.#client.query(`drop table ${table}`)
    this.#own.clear()
  }

  /** A temporary table (subject_id, unit_id, quantity, since, days) of who counts where; indicators and stages that ask for the same share it. */
  async #places(kind: Kind, definition: Definition): Promise<{ table: string; spans: number }> {
    const sql = placesSql(kind, definition)
    const laid = this.#own.get(sql)
    if (laid) return laid
    const table = `pg_temp.recount_own_${this.#own.size}`
    const { rowCount } = await this.#client.query(`create temporary table ${table} on commit drop as ${sql}`)
    await this.#client.query(`analyze ${table} (subject_id, unit_id)`)
    const own = { table, spans: rowCount ?? 0 }
    this.#own.set(sql, own)
    return own
  }
}

const json = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'::jsonb`
const word = (value: string | number) => typeof value === 'number' ? `to_jsonb(${value})` : `to_jsonb('${value.replaceAll("'", "''")}'::text)`
type Filter = Definition['subjects'][number]['filter']

function matches(filter: Filter): string {
  const [spans, plain] = [Object.entries(filter).filter(([, v]) => isRange(v)), Object.entries(filter).filter(([, v]) => !isRange(v))]
  const tests = plain.length > 0 ? [`attrs @> ${json(Object.fromEntries(plain))}`] : []
  for (const [key, value] of spans) {
    const { from, to } = value as { from?: string | number; to?: string | number }, own = `attrs->'${key.replaceAll("'", "''")}'`
    // Values of JSON are compared with their like alone: numbers as numbers, days as they sort.
    tests.push(`jsonb_typeof(${own}) = '${typeof (from ?? to)}'`)
    if (from !== undefined) tests.push(`${own} >= ${word(from)}`)
    if (to !== undefined) tests.push(`${own} < ${word(to)}`)
  }
  return tests.length > 0 ? tests.join(' and ') : 'true'
}

const subjectOf = (definition: Definition, kind: Kind) => definition.subjects.find((s) => s.kind === kind.code)!
const within = (stage: Stage) => `'[${stage.from},${stage.to})'::daterange`
/** On which day the place began; where none is known, before all. */
const beginning = `coalesce(lower(during), '-infinity')`

/** Of a subject in several places at once the first wins. since: when the place began. */
function placesSql(kind: Kind, definition: Definition): string {
  const { filter, since } = subjectOf(definition, kind)
  const begun = [since?.from && ` and ${beginning} >= '${since.from}'`, since?.to && ` and ${beginning} < '${since.to}'`].filter(Boolean).join('')
  const from = `from ${kind.source} where ${matches(filter)}${begun} and not isempty(during)`
  return kind.exclusive ? `select subject_id, unit_id, quantity, ${beginning} as since, during as days ${from}` : `select subject_id, unit_id, quantity, ${beginning} as since, unnest(datemultirange(during) - coalesce(range_agg(during) over (
    partition by subject_id order by lower(during) nulls first, record_id rows between unbounded preceding and 1 preceding), '{}')) as days ${from}`
}

/** Beginning of a statement with the spans of one stage: span (unit_id, days, counted, met, excluded). */
function spansSql(own: string, kind: Kind, definition: Definition, stage: Stage): string {
  const { filter, since } = subjectOf(definition, kind)
  // Facts outside the stage fall away with the days of the subject; asked for here, they would seem so few to the planner
  // that it reads them in loops. Most are about people whom an indicator of a few does not count.
  const few = Object.keys(filter).length > 0 || since ? ` and subject_id in (select subject_id from ${own})` : ''
  // Where one requirement has a deadline, what is met is asked for each beginning of the subject by itself.
  const timed = stage.requires.some((r) => r.withinDays !== undefined)
  const key = timed ? 'subject_id, since' : 'subject_id'
  const holding = (fact: string, wanted: Filter, atLeast = 1, withinDays?: number) => {
    const source = kind.facts.get(fact)
    if (!source) return nobody
    const matching = timed
      ? `from (select f.subject_id, b.since, f.during, f.evidence_id from ${source} f join (select distinct subject_id, since from ${own}) b on b.subject_id = f.subject_id
          where ${matches(wanted)}${withinDays === undefined ? '' : ` and coalesce(lower(f.during), '-infinity') <= b.since + ${withinDays}`}) fact`
      : `from ${source} where ${matches(wanted)}${few}`
    if (atLeast === 1) return `select ${key}, range_agg(during) as days ${matching} group by ${key}`
    // Multiranges forget how many lie on each other: records are counted up and down along their ends instead.
    return `select ${key}, range_agg(daterange(day, next)) as days from (
        select ${key}, day, lead(day) over along as next, sum(sum(sign)) over along as records
        from (select ${key}, unnest(range_agg(during * ${within(stage)})) as held ${matching} group by ${key}, evidence_id) record
        cross join lateral (values (lower(held), 1), (upper(held), -1)) e(day, sign)
        group by ${key}, day window along as (partition by ${key} order by day)) depth
      where records >= ${atLeast} group by ${key}`
  }
  const nobody = `select null::uuid as subject_id${timed ? ', null::date as since' : ''}, null::datemultirange as days where false`
  const anyOf = (parts: string[]) => parts.length <= 1 ? parts[0] ?? nobody : `select ${key}, range_agg(days) as days from (${parts.join(' union all ')}) part group by ${key}`
  const allOf = (parts: string[]) => parts.length === 1 ? parts[0]! : `select ${key}, range_intersect_agg(days) as days from (${parts.join(' union all ')}) part group by ${key} having count(*) = ${parts.length}`
  const required = stage.requires.map((r) => holding(r.fact, r.filter, r.atLeast, r.withinDays))
  const barred = definition.exclusions.map((e) => holding(e.fact, e.filter))
  const of = (part: string) => `${part}.subject_id = o.subject_id${timed ? ` and ${part}.since = o.since` : ''}`
  return `with met as (${stage.need === 'all' ? allOf(required) : anyOf(required)}), barred as (${anyOf(barred)}),
    own as not materialized (select subject_id, since, unit_id, quantity, days * ${within(stage)} as days from ${own} where days && ${within(stage)}),
    span as (select unit_id, days, quantity as counted, 0 as met, 0 as excluded from own
      union all select unit_id, unnest(datemultirange(o.days) * b.days), -quantity, 0, quantity from own o join barred b on ${of('b')}
      union all select unit_id, unnest(datemultirange(o.days) * m.days - coalesce(b.days, '{}')), 0, quantity, 0 from own o join met m on ${of('m')} left join barred b on ${of('b')})`
}

/** Ends it with the deltas of the spans; those that begin and end together are added up first. */
const deltas = `, alike as (select unit_id, days, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded from span group by unit_id, days)
    select unit_id, e.day, sum(e.sign * counted)::int as counted, sum(e.sign * met)::int as met, sum(e.sign * excluded)::int as excluded
    from alike cross join lateral (values (lower(days), 1), (upper(days), -1)) e(day, sign) group by unit_id, e.day`
