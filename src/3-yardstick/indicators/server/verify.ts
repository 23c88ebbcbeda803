// Holds standings, ledger, totals and the order that stands ready against the recount from raw records, day by day.
import pg from 'pg'
import type { Day } from '#base/day'
import { compareByPrints, type Printed } from './printed.ts'
import { layNodes, recount, spread, type Named, type Way } from './recount.ts'

/** where: what differs from the recount. found and expected: counted/met/excluded of the unit's delta on the day ('latest': its figure on it). */
export interface Difference { indicator: string; where: 'standing' | 'ledger' | 'totals' | 'latest'; unitId: string; day: Day; expected: string; found: string }
/** differences: the first thousand of each place; count: all of them. spans: ranges of days of subjects in units that the recount looked at. */
export interface Verified { indicators: { code: string; spans: number }[]; differences: Difference[]; count: number }
/** only: codes of indicators, none: all. under: a unit, only it and what was ever below it. */
export interface Verification { only?: string[]; under?: string | undefined; way?: Way; progress?: (code: string) => void }

/**
 * Compares in one snapshot, beside running writers: first by prints on two connections at once (printed.ts), which say of which
 * indicators something differs, then these sum by sum, which says where. A part of the tree is compared sum by sum.
 */
export async function verifyIndicators(owner: pg.Pool, { only = [], under, way = 'quickest', progress = () => {} }: Verification = {}): Promise<Verified> {
  return inSnapshot(owner, under, async (client) => {
    const indicators = (await indicatorsOf(client)).filter((i) => only.length === 0 || only.includes(i.code))
    const printed = way === 'quickest' && !under ? await byPrints(owner, client, indicators, progress) : null
    const inDoubt = indicators.filter((i) => !printed || printed.astray.has(i.id))
    const exactly = inDoubt.length > 0 ? await sumBySum(client, inDoubt, way, printed ? () => {} : progress) : { spans: new Map<string, number>(), found: [] }
    const spans = printed?.spans ?? exactly.spans
    return {
      indicators: indicators.map(({ id, code }) => ({ code, spans: spans.get(id)! })),
      differences: indicators.flatMap(({ id, code }) => exactly.found.flatMap((f) => f.rows).filter((row) => row.id === id).map(({ id: _id, ...row }) => ({ indicator: code, ...row }))),
      count: exactly.found.reduce((sum, f) => sum + f.count, 0),
    }
  })
}

async function byPrints(owner: pg.Pool, client: pg.ClientBase, indicators: Named[], progress: (code: string) => void): Promise<Printed> {
  const { rows: [{ snapshot }] } = await client.query('select pg_export_snapshot() as snapshot')
  return inSnapshot(owner, undefined, (second) => compareByPrints(client, second, indicators, progress), snapshot)
}

interface Found { count: number; rows: (Omit<Difference, 'indicator'> & { id: string })[] }

async function sumBySum(client: pg.ClientBase, indicators: Named[], way: Way, progress: (code: string) => void): Promise<{ spans: Map<string, number>; found: Found[] }> {
  const spans = await recount(client, indicators, way, progress)
  const found: Found[] = []
  await layNodes(client)
  for (const comparison of [inLedger, inStanding, ...inTotals]) found.push(await compare(client, indicators.map((i) => i.id), comparison))
  return { spans, found }
}

async function compare(client: pg.ClientBase, ids: string[], { where, expected, found }: Comparison): Promise<Found> {
  const { rows } = await client.query<Found['rows'][number] & { all: number; nth: number }>(
    `select * from (select indicator_id as id, unit_id as "unitId", day, ${said('e')} as expected, ${said('f')} as found, (count(*) over ())::int as all,
      (row_number() over (partition by indicator_id order by unit_id, day))::int as nth from (${differing(expected, found)}) d) n where nth <= 1000 order by "unitId", day`, [ids])
  return { count: rows[0]?.all ?? 0, rows: rows.map(({ id, unitId, day, expected, found }) => ({ id, where, unitId, day, expected, found })) }
}

/** One transaction in which nothing moves, with the units asked about in pg_temp.part; temporary tables are what it writes, and what `deed` does. snapshot: of another such transaction, to see the same. */
export async function inSnapshot<T>(owner: pg.Pool, under: string | undefined, deed: (client: pg.ClientBase) => Promise<T>, snapshot?: string): Promise<T> {
  // Not of the pool: who holds one connection and waits for a second could wait for ever.
  const client = new pg.Client(owner.options)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`begin isolation level repeatable read${snapshot ? `; set transaction snapshot '${snapshot}'` : ''}; set local jit = off`)
    // An eighth of what the server was given to keep pages in: what does not fit is written out and read back for each sum.
    await client.query(`select set_config('work_mem', greatest(65536, setting::bigint) || 'kB', true) from pg_settings where name = 'shared_buffers'`)
    await client.query(under ? 'create temporary table part (unit_id uuid primary key) on commit drop' : 'create temporary view part as select id as unit_id from organisation.unit')
    if (under) await client.query('insert into part select distinct unit_id from organisation.ancestry where ancestor_id = $1', [under])
    const answer = await deed(client)
    await client.query(under ? 'commit' : 'drop view part; commit')
    return answer
  } finally {
    await client.end()
  }
}

/** Those that are whole: what a new definition has not reached yet differs from it, and would be no fault. */
export async function indicatorsOf(client: pg.ClientBase): Promise<Named[]> {
  return (await client.query('select id, code from indicators.indicator where indicators.computed(id) is null order by code')).rows
}

// What is compared are rows of deltas, several of them for a unit and a day or one; `differing` sums them up. All sums are of
// integers: of the larger sums of these PostgreSQL makes decimal numbers, which take it three times as long.
const deltas = 'indicator_id, unit_id, day, counted, met, excluded'
const counted = `select ${deltas} from pg_temp.recount`
const nodes = `select ${deltas} from pg_temp.recount_nodes`
const pending = `(${spread('(select * from indicators.pending where indicator_id = any($1))')})`
// Subjects that begin and end together are added up first: of a country's millions of standings few are left.
const standing = `select indicator_id, unit_id, d.day, d.sign * counted as counted, d.sign * met as met, d.sign * excluded as excluded
  from (select indicator_id, unit_id, during, coalesce(sum(quantity) filter (where state <> 'excluded'), 0)::int as counted, coalesce(sum(quantity) filter (where state = 'met'), 0)::int as met,
      coalesce(sum(quantity) filter (where state = 'excluded'), 0)::int as excluded
    from indicators.standing where indicator_id = any($1) and recorded_to is null group by 1, 2, 3) alike
  cross join lateral (values (lower(during), 1), (upper(during), -1)) d(day, sign)`
// Months and years are held against the days: what is wrong in one of the three is named on the first day of its period.
const total = (grain: 'day' | 'month' | 'year'): Comparison => {
  const first = (rows: string) => grain === 'day' ? rows : `select indicator_id, unit_id, date_trunc('${grain}', day::timestamp)::date as day, counted, met, excluded from (${rows}) rows`
  return {
    where: 'totals', expected: first(nodes),
    found: `select indicator_id, node_id as unit_id, day, counted, met, excluded from indicators.total where indicator_id = any($1) and grain = '${grain[0]}'
      union all ${first(`select ${deltas} from ${pending} p`)}`,
  }
}

interface Comparison { where: Difference['where']; expected: string; found: string }
export const inLedger: Comparison = { where: 'ledger', expected: counted, found: `select ${deltas} from indicators.ledger where indicator_id = any($1)` }
export const inStanding: Comparison = { where: 'standing', expected: counted, found: standing }
/** Against pg_temp.recount_nodes. */
export const inTotals: Comparison[] = [
  total('day'), total('month'), total('year'),
  { where: 'latest', expected: `select indicator_id, unit_id, l.day, counted, met, excluded from pg_temp.recount_nodes n join indicators.latest_day l on n.day <= l.day`,
    found: `select indicator_id, node_id as unit_id, l.day, counted, met, excluded from indicators.latest cross join indicators.latest_day l where indicator_id = any($1)
      union all select indicator_id, unit_id, l.day, counted, met, excluded from ${pending} p join indicators.latest_day l on p.day <= l.day` },
]
const said = (x: 'e' | 'f') => `${x}_counted || '/' || ${x}_met || '/' || ${x}_excluded`

/** Indicators of those given by $1, units of the part and days on which the two differ: indicator_id, unit_id, day, e_counted … f_excluded. */
export function differing(expected: string, found: string): string {
  const names = ['e_counted', 'e_met', 'e_excluded', 'f_counted', 'f_met', 'f_excluded']
  return `select * from (select indicator_id, unit_id, day, ${names.map((n) => `sum(${n})::int as ${n}`).join(', ')} from (
      select indicator_id, unit_id, day, counted as e_counted, met as e_met, excluded as e_excluded, 0 as f_counted, 0 as f_met, 0 as f_excluded from (${expected}) e
      union all select indicator_id, unit_id, day, 0, 0, 0, counted, met, excluded from (${found}) f) both_sides
    group by 1, 2, 3 having sum(e_counted) <> sum(f_counted) or sum(e_met) <> sum(f_met) or sum(e_excluded) <> sum(f_excluded)) d
    where $1::uuid[] is not null and unit_id in (select unit_id from part)`
}
