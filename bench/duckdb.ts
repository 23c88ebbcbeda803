// The peer of the recount: the same raw subjects and facts, carried over into DuckDB once, counted there by its own SQL for
// all indicators, units, nodes and days, and held against all that verify is: standings, ledger, totals of three grains and
// the figures that stand ready. Only the bench loads DuckDB, and only here.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { countSql, differSql, firstOf, keyOf, spreadSql, standingSql, summedSql, typeOf, type Filter, type Rule, type Source } from './duckdbSql.ts'

/** As many as the machine has that the promised figures speak of; PostgreSQL works on the same two. */
const threads = 2

/** deltas: units and days on which something changes, over all indicators; of the others, how many units or nodes and days differ from what was carried over. */
export interface Recounted { deltas: number; standing: number; ledger: number; totals: number; latest: number }
export interface Peer { recount(): Promise<Recounted>; close(): void }

/** Carries over what a recount needs, as it is now. */
export async function duckdbPeer(owner: pg.Pool): Promise<Peer> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-duckdb-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads), temp_directory: folder, preserve_insertion_order: 'false' })
  const duck = await instance.connect()
  const close = () => {
    duck.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
  const client = await owner.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const recount = await carried({ client, duck, folder })
    return { recount, close }
  } catch (error) {
    close()
    throw error
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

interface Way { client: pg.PoolClient; duck: DuckDBConnection; folder: string }
interface Kind { code: string; source: string; exclusive: boolean; facts: Record<string, string> }

async function carried(way: Way): Promise<Peer['recount']> {
  const { client, duck } = way
  const rules = await rulesOf(client)
  const { rows: kinds } = await client.query<Kind>(`select code, source::text, exclusive, coalesce((select jsonb_object_agg(fact, f.source::text) from indicators.fact_source f where f.subject_kind = k.code), '{}') as facts from indicators.subject_kind k`)
  const asked = new Map<string, { exclusive: boolean | null; filters: Filter[] }>()
  const ask = (source: string | undefined, exclusive: boolean | null, filter: Filter) => {
    if (source) asked.set(source, { exclusive, filters: [...(asked.get(source)?.filters ?? []), filter] })
  }
  const kindOf = new Map(kinds.map((k) => [k.code, k]))
  for (const rule of rules) {
    const kind = kindOf.get(rule.subjectKind)!
    ask(kind.source, kind.exclusive, rule.filter)
    for (const { fact, filter } of [...rule.requires, ...rule.exclusions]) ask(kind.facts[fact], null, filter)
  }
  const sources = new Map<string, Source>()
  for (const [view, { exclusive, filters }] of asked) sources.set(view, await carrySource(way, view, `source${sources.size}`, exclusive, filters))

  const days = (range: string) => `${firstDay(range)}, ${lastDay(range)}`
  const number = `join (${numbered}) i on i.id = x.indicator_id order by i.number`
  const change = (where: string) => ({ indicator: 'smallint', [where]: 'uuid', day: 'date', counted: 'integer', met: 'integer', excluded: 'integer' })
  const columns = 'x.day, x.counted, x.met, x.excluded'
  await carry(way, 'ancestry', { ancestor_id: 'uuid', unit_id: 'uuid', f: 'date', t: 'date' }, `select ancestor_id, unit_id, ${days('valid')} from organisation.ancestry where not isempty(valid)`)
  await carry(way, 'ledger', change('unit_id'), `select i.number, x.unit_id, ${columns} from indicators.ledger x ${number}`)
  await carry(way, 'pending', change('unit_id'), `select i.number, x.unit_id, ${columns} from indicators.pending x ${number}`)
  await carry(way, 'total', { grain: 'varchar', ...change('node_id') }, `select x.grain, i.number, x.node_id, ${columns} from indicators.total x ${number}`)
  await carry(way, 'latest', change('node_id'), `select i.number, x.node_id, ${columns} from (select l.*, d.day from indicators.latest l cross join indicators.latest_day d) x ${number}`)
  await carry(way, 'standing', { indicator: 'smallint', unit_id: 'uuid', f: 'date', t: 'date', state: 'varchar', quantity: 'integer' },
    `select i.number, x.unit_id, ${days('x.during')}, x.state, x.quantity from indicators.standing x join (${numbered}) i on i.id = x.indicator_id where x.recorded_to is null`)
  const ready = (await client.query<{ ready: string }>('select day::text as ready from indicators.latest_day')).rows[0]!.ready

  const statements = Map.groupBy(rules, (r) => r.indicator)
  const one = async (sql: string) => Number((await duck.runAndReadAll(sql)).getRows()[0]![0])
  return async () => {
    const found: Recounted = { deltas: 0, standing: 0, ledger: 0, totals: 0, latest: 0 }
    for (const [indicator, own] of statements) {
      await duck.run('create or replace temp table recount (unit_id uuid, day date, counted bigint, met bigint, excluded bigint)')
      for (const rule of own) {
        const { source, facts } = kindOf.get(rule.subjectKind)!
        await duck.run(countSql(rule, sources.get(source)!, new Map(Object.entries(facts).flatMap(([fact, view]) => (sources.has(view) ? [[fact, sources.get(view)!]] : [])))))
      }
      await duck.run(`create or replace temp table delta as ${summedSql('unit_id', 'select * from recount')}`)
      found.deltas += await one('select count(*) from delta')
      found.ledger += await one(differSql('unit_id', 'select * from delta', `select * from ledger where indicator = ${indicator}`))
      found.standing += await one(differSql('unit_id', 'select * from delta', standingSql(`select * from standing where indicator = ${indicator}`)))
      await duck.run(`create or replace temp table feeling as ${summedSql('node_id', spreadSql('select * from delta'))}`)
      await duck.run(`create or replace temp table waiting as ${summedSql('node_id', spreadSql(`select * from pending where indicator = ${indicator}`))}`)
      for (const grain of ['day', 'month', 'year'] as const) {
        const held = `select node_id, day, counted, met, excluded from total where indicator = ${indicator} and grain = '${grain[0]}'`
        found.totals += await one(differSql('node_id', firstOf(grain, 'select * from feeling'), `${held} union all ${firstOf(grain, 'select * from waiting')}`))
      }
      const upTo = (rows: string) => `select node_id, date '${ready}' as day, counted, met, excluded from ${rows} where day <= date '${ready}'`
      found.latest += await one(differSql('node_id', upTo('feeling'), `select node_id, day, counted, met, excluded from latest where indicator = ${indicator} union all ${upTo('waiting')}`))
    }
    return found
  }
}

const numbered = 'select id, row_number() over (order by code) as number from indicators.indicator'

/** A condition as a rule keeps it. */
interface Asked { fact: string; filter?: Filter; ranges?: Filter; atLeast?: number; withinDays?: number }

async function rulesOf(client: pg.PoolClient): Promise<Rule[]> {
  const { rows } = await client.query(`select i.number::int as indicator, r.subject_kind as "subjectKind", lower(r.during)::text as "from", upper(r.during)::text as "to", r.filter || coalesce(r.ranges, '{}') as filter,
    case when r.since is not null then jsonb_build_object('from', lower(r.since), 'to', upper(r.since)) end as since, r.requires, r.need, r.exclusions
    from indicators.rule r join (${numbered}) i on i.id = r.indicator_id order by r.id`)
  return rows.map((r) => ({
    ...r, requires: r.requires.map((q: Asked) => ({ fact: q.fact, filter: { ...q.filter, ...q.ranges }, atLeast: q.atLeast ?? 1, withinDays: q.withinDays ?? null })),
    exclusions: r.exclusions.map((q: Asked) => ({ fact: q.fact, filter: { ...q.filter, ...q.ranges } })),
  }))
}

// Ranges without an end are given one that lies beyond every stage.
const firstDay = (range: string) => `greatest(coalesce(lower(${range}), '0001-01-01'), '0001-01-01')`
const lastDay = (range: string) => `least(coalesce(upper(${range}), '9999-12-31'), '9999-12-31')`

/** A view of subjects or facts: its rows, and apart from them the few combinations that the attributes come in. */
async function carrySource(way: Way, view: string, table: string, exclusive: boolean | null, filters: Filter[]): Promise<Source> {
  const wanted = new Map(filters.flatMap((filter) => Object.entries(filter).map(([key, value]) => [keyOf(key, value), { key, type: typeOf(value) }])))
  const attributes = [...wanted.values()].map((w, i) => ({ ...w, column: `a${i}` }))
  const own: Record<string, string> = exclusive === null ? { evidence_id: 'uuid' } : { unit_id: 'uuid', record_id: 'uuid' }
  const [names, described] = [Object.keys(own), attributes.map((a) => a.column)]
  const columns = { subject_id: 'uuid', f: 'date', t: 'date', quantity: 'integer', ...own, ...Object.fromEntries(attributes.map((a) => [a.column, a.type])) }
  await carry(way, 'arriving', columns, `select ${['subject_id', firstDay('during'), lastDay('during'), 'quantity', ...names, ...attributes.map((a) => `attrs->>'${a.key.replaceAll("'", "''")}'`)].join(', ')} from ${view} where not isempty(during)`)
  const { duck } = way
  await duck.run(`create table ${table}_kind as select (row_number() over ())::integer as kind, * from (select distinct ${['true as any', ...described].join(', ')} from arriving)`)
  await duck.run(`create table ${table} as select subject_id, f, t, quantity, ${names.join(', ')}, kind from arriving x join ${table}_kind k on ${['k.any', ...described.map((c) => `x.${c} is not distinct from k.${c}`)].join(' and ')}`)
  await duck.run('drop table arriving')
  const measured = exclusive === null && Number((await duck.runAndReadAll(`select count(quantity) from ${table}`)).getRows()[0]![0]) > 0
  return { table, measured, exclusive: exclusive ?? false, columns: new Map(attributes.map((a) => [`${a.key} ${a.type}`, a.column])) }
}

/** Rows of PostgreSQL as a table of DuckDB, by a file of CSV between them. */
async function carry({ client, duck, folder }: Way, table: string, columns: Record<string, string>, sql: string): Promise<void> {
  const file = join(folder, `${table}.csv`)
  await pipeline(client.query(copyTo(`copy (${sql}) to stdout (format csv)`)), createWriteStream(file))
  const described = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`).join(', ')
  await duck.run(`create table ${table} as select * from read_csv('${file.replaceAll("'", "''")}', header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {${described}})`)
  rmSync(file)
}
