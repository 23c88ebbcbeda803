// Holds standings, ledger, totals and the order that stands ready against the recount from raw records, day by day.
import type pg from 'pg'
import type { Day } from '#base/day'
import { recount, spread, type Way } from './recount.ts'

/** where: what differs from the recount. found and expected: counted/met/excluded of the unit's delta on the day ('latest': its figure on it). */
export interface Difference { indicator: string; where: 'standing' | 'ledger' | 'totals' | 'latest'; unitId: string; day: Day; expected: string; found: string }
/** differences: the first thousand of each place; count: all of them. */
export interface Verified { indicators: { code: string; subjects: number; days: number }[]; differences: Difference[]; count: number }
/** only: codes of indicators, none: all. under: a unit, only it and what was ever below it. */
export interface Verification { only?: string[]; under?: string | undefined; way?: Way; progress?: (code: string) => void }

/** Compares in one snapshot, beside running writers. */
export async function verifyIndicators(owner: pg.Pool, { only = [], under, way, progress = () => {} }: Verification = {}): Promise<Verified> {
  return inSnapshot(owner, under, async (client) => {
    const indicators = (await indicatorsOf(client)).filter((i) => only.length === 0 || only.includes(i.code))
    const result: Verified = { indicators: [], differences: [], count: 0 }
    for (const { id, code } of indicators) {
      progress(code)
      const subjects = await recount(client, id, way)
      for (const { where, expected, found } of comparisons) {
        const { rows } = await client.query<Omit<Difference, 'indicator' | 'where'> & { all: number }>(
          `select unit_id as "unitId", day, ${said('e')} as expected, ${said('f')} as found, (count(*) over ())::int as all from (${differing(expected, found)}) d order by unit_id, day limit 1000`, [id])
        result.count += rows[0]?.all ?? 0
        result.differences.push(...rows.map(({ all: _all, ...row }) => ({ indicator: code, where, ...row })))
      }
      const { rows: [{ days }] } = await client.query('select count(distinct day)::int as days from pg_temp.recount')
      result.indicators.push({ code, subjects, days })
    }
    return result
  })
}

/** One transaction in which nothing moves, with the units asked about in pg_temp.part; temporary tables are what it writes, and what `deed` does. */
export async function inSnapshot<T>(owner: pg.Pool, under: string | undefined, deed: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await owner.connect()
  try {
    await client.query("begin isolation level repeatable read; set local work_mem = '256MB'; set local jit = off")
    await client.query(under ? 'create temporary table part (unit_id uuid primary key) on commit drop' : 'create temporary view part as select id as unit_id from organisation.unit')
    if (under) await client.query('insert into part select distinct unit_id from organisation.ancestry where ancestor_id = $1', [under])
    const answer = await deed(client)
    await client.query(under ? 'commit' : 'drop view part; commit')
    return answer
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

export async function indicatorsOf(client: pg.PoolClient): Promise<{ id: string; code: string }[]> {
  return (await client.query('select id, code from indicators.indicator order by code')).rows
}

const sums = 'sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded'
const ledger = `select unit_id, day, ${sums} from indicators.ledger where indicator_id = $1 group by 1, 2`
const standing = `select unit_id, d.day, sum(case when state <> 'excluded' then d.sign * quantity else 0 end)::int as counted,
  sum(case when state = 'met' then d.sign * quantity else 0 end)::int as met, sum(case when state = 'excluded' then d.sign * quantity else 0 end)::int as excluded
  from indicators.standing cross join lateral (values (lower(during), 1), (upper(during), -1)) d(day, sign)
  where indicator_id = $1 and recorded_to is null group by 1, 2`
const pending = `(${spread('(select unit_id, day, counted, met, excluded from indicators.pending where indicator_id = $1)')})`
const total = (grain: 'day' | 'month' | 'year') => ({
  where: 'totals' as const, expected: `select unit_id, date_trunc('${grain}', day)::date as day, ${sums} from pg_temp.recount_nodes group by 1, 2`,
  found: `select unit_id, date_trunc('${grain}', day)::date as day, ${sums} from (
    select node_id as unit_id, day, counted, met, excluded from indicators.total where indicator_id = $1 and grain = '${grain[0]}' union all select * from ${pending} p) t group by 1, 2`,
})
const counted = `select unit_id, day, ${sums} from pg_temp.recount group by 1, 2`

// Months and years are held against the days: what is wrong in one of the three is named on the first day of its period.
export const comparisons: { where: Difference['where']; expected: string; found: string }[] = [
  { where: 'standing', expected: counted, found: standing },
  { where: 'ledger', expected: counted, found: ledger },
  total('day'), total('month'), total('year'),
  { where: 'latest', expected: `select unit_id, l.day, ${sums} from pg_temp.recount_nodes n join indicators.latest_day l on n.day <= l.day group by 1, 2`,
    found: `select unit_id, l.day, ${sums} from indicators.latest_day l cross join lateral (
      select node_id as unit_id, counted, met, excluded from indicators.latest where indicator_id = $1
      union all select unit_id, counted, met, excluded from ${pending} p where p.day <= l.day) t group by 1, 2` },
]

const said = (x: 'e' | 'f') => `${x}_counted || '/' || ${x}_met || '/' || ${x}_excluded`

/** Units of the part and days on which the two differ: unit_id, day, e_counted … f_excluded. */
export function differing(expected: string, found: string): string {
  return `select unit_id, day, coalesce(e.counted, 0) as e_counted, coalesce(e.met, 0) as e_met, coalesce(e.excluded, 0) as e_excluded,
      coalesce(f.counted, 0) as f_counted, coalesce(f.met, 0) as f_met, coalesce(f.excluded, 0) as f_excluded
    from (${expected}) e full join (${found}) f using (unit_id, day)
    where (coalesce(e.counted, 0), coalesce(e.met, 0), coalesce(e.excluded, 0)) is distinct from (coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0))
      and $1::uuid is not null and unit_id in (select unit_id from part)`
}
