// The quick half of verify: of which indicators standings, ledger, totals or the order that stands ready do not add up to what the
// recount finds. Two connections in one snapshot share the work: one begins with the largest recount, the other with the
// records of the engine, and both go on with what is left.
import type pg from 'pg'
import { drawKey, weighed, type Key } from './prints.ts'
import { versionsOf, type Named, type Version } from './recount.ts'
import { countByDays, layDays } from './recountDays.ts'
import { kindOf, type Kind } from './recountKind.ts'
import { Ranges } from './recountRanges.ts'

/** spans: of subjects looked at, by indicator. astray: indicators of which something differs. */
export interface Printed { spans: Map<string, number>; astray: Set<string> }

/** first, second: connections in the same snapshot. */
export async function compareByPrints(first: pg.ClientBase, second: pg.ClientBase, indicators: Named[], progress: (code: string) => void): Promise<Printed> {
  const key = drawKey(), ids = indicators.map((i) => i.id)
  const left = await partsOf(first, indicators)
  const counted = new Map(ids.map((id) => [id, 0n])), spans = new Map(ids.map((id) => [id, 0]))
  const countOn = async (client: pg.ClientBase) => {
    const counter = new Counter(client, key)
    for (let part = left.shift(); part; part = left.shift()) {
      progress(part.code)
      const found = await counter.count(part)
      counted.set(part.id, counted.get(part.id)! + found.print)
      spans.set(part.id, spans.get(part.id)! + found.spans)
    }
    await counter.clear()
  }
  const engine = async () => {
    const prints = await enginePrints(second, key, ids)
    await countOn(second)
    return prints
  }
  const [prints] = await Promise.all([engine(), countOn(first)])
  const astray = ids.filter((id) => {
    const { ledger, standing, felt, day, month, monthOfDays, year, yearOfDays, latest, latestOfDays } = prints(id)
    return [[counted.get(id)!, ledger], [standing, ledger], [felt, day], [month, monthOfDays], [year, yearOfDays], [latest, latestOfDays]].some(([a, b]) => a !== b)
  })
  return { spans, astray: new Set(astray) }
}

interface Part extends Named { version: Version; kind: Kind; rows: number }

/** What is to be recounted, kind by kind of each version, the largest first. */
async function partsOf(client: pg.ClientBase, indicators: Named[]): Promise<Part[]> {
  const kinds = new Map<string, Kind & { rows: number }>()
  const parts: Part[] = []
  for (const { id, code } of indicators) for (const version of await versionsOf(client, id)) for (const { kind: kindCode } of version.subjects) {
    let kind = kinds.get(kindCode)
    if (!kind) {
      const found = await kindOf(client, kindCode)
      const { rows } = await client.query(`explain (format json) select from ${found.source}`)
      kinds.set(kindCode, kind = { ...found, rows: rows[0]['QUERY PLAN'][0].Plan['Plan Rows'] as number })
    }
    parts.push({ id, code, version, kind, rows: kind.rows })
  }
  return parts.sort((a, b) => b.rows - a.rows)
}

class Counter {
  readonly #client: pg.ClientBase
  readonly #key: Key
  readonly #ranges: Ranges
  #days = false

  constructor(client: pg.ClientBase, key: Key) {
    this.#client = client
    this.#key = key
    this.#ranges = new Ranges(client)
  }

  async count({ id, kind, version }: Part): Promise<{ print: bigint; spans: number }> {
    if (!kind.inPart) return this.#ranges.print(this.#key, kind, version)
    if (!this.#days) await layDays(this.#client)
    this.#days = true
    const spans = await countByDays(this.#client, id, kind, version)
    const { rows } = await this.#client.query<{ print: string }>(`select coalesce(${weighed(this.#key, 'unit_id', ['day'])}, 0) as print from pg_temp.recount_days`)
    await this.#client.query('truncate pg_temp.recount_days')
    return { print: BigInt(rows[0]!.print), spans }
  }

  async clear(): Promise<void> {
    await this.#ranges.clear()
    if (this.#days) await this.#client.query('drop table pg_temp.recount_days')
  }
}

const names = ['ledger', 'standing', 'felt', 'day', 'month', 'monthOfDays', 'year', 'yearOfDays', 'latest', 'latestOfDays'] as const
type Prints = Record<(typeof names)[number], bigint>

/**
 * Prints of what the engine holds. felt: of the folded ledger as every node feels it, by the definition of a total; day, month,
 * year, latest: of the totals; …OfDays: what they must be if those of the days are right.
 */
async function enginePrints(client: pg.ClientBase, key: Key, ids: string[]): Promise<(id: string) => Prints> {
  // Days without an end are given one that no change reaches: dates are compared a hundred million times.
  await client.query(`create temporary table above on commit drop as select unit_id, ancestor_id, lower(valid) as since, coalesce(upper(valid), 'infinity') as until from organisation.ancestry; analyze above`)
  const found = new Map<string, Partial<Prints>>()
  const take = async (sql: string) => {
    for (const { id, ...prints } of (await client.query<{ id: string } & Record<string, string>>(sql, [ids])).rows) {
      found.set(id, { ...found.get(id), ...Object.fromEntries(Object.entries(prints).map(([name, print]) => [name, BigInt(print)])) })
    }
  }
  const print = (unit: string, ...days: [string, string?]) => weighed(key, unit, days)
  await take(`select indicator_id as id, ${print('unit_id', 'day')} as ledger from indicators.ledger where indicator_id = any($1) group by 1`)
  await take(`select indicator_id as id, ${print('unit_id', 'lower(during)', 'upper(during)')} as standing from (
    select indicator_id, unit_id, during, case when state <> 'excluded' then quantity else 0 end as counted, case when state = 'met' then quantity else 0 end as met,
      case when state = 'excluded' then quantity else 0 end as excluded from indicators.standing where recorded_to is null and indicator_id = any($1)) s group by 1`)
  await take(`select indicator_id as id, sum(came - coalesce(gone, 0)) as felt from (
    select l.indicator_id, ${print('a.ancestor_id', 'greatest(l.day, a.since)')} as came, ${print('a.ancestor_id', 'a.until')} filter (where a.until < 'infinity') as gone
    from indicators.ledger l join above a on a.unit_id = l.unit_id and a.until > l.day
    where indicator_id = any($1) and not exists (select from indicators.pending p where p.ledger_id = l.id) group by 1) felt group by 1`)
  await take(`select indicator_id as id, coalesce(${print('node_id', 'day')} filter (where grain = 'd'), 0) as day,
      coalesce(${print('node_id', 'day')} filter (where grain = 'm'), 0) as month, coalesce(${print('node_id', `date_trunc('month', day::timestamp)::date`)} filter (where grain = 'd'), 0) as "monthOfDays",
      coalesce(${print('node_id', 'day')} filter (where grain = 'y'), 0) as year, coalesce(${print('node_id', `date_trunc('year', day::timestamp)::date`)} filter (where grain = 'd'), 0) as "yearOfDays",
      coalesce(${print('node_id', 'ready.day0')} filter (where grain = 'd' and day <= ready.day0), 0) as "latestOfDays"
    from indicators.total cross join (select day as day0 from indicators.latest_day) ready where indicator_id = any($1) group by 1`)
  await take(`select indicator_id as id, ${print('node_id', 'l.day')} as latest from indicators.latest cross join indicators.latest_day l where indicator_id = any($1) group by 1`)
  await client.query('drop table pg_temp.above')
  return (id) => Object.fromEntries(names.map((name) => [name, found.get(id)?.[name] ?? 0n])) as Prints
}
