// What only shows at the size of a country: the order of all grassroots unions, long trends, lists under figures on any day
// and level, days before the merge of provinces, and the room that it all takes. Each statement alone, on one connection.
import type { Day } from '#base/day'
import { addDays, addMonths } from '#base/day'
import { today, unitsBySize, type Ground } from './ground.ts'
import { readFigure, summed, type Figure, type Sizes } from './measure.ts'

/** A day on which the provinces before the merge of 1 July 2025 still stood. */
export const beforeMerge: Day = '2025-06-20'

interface Statement { name: string; text: string; values: unknown[] }

/** The statements by name, on the units and indicators that the house has. */
export async function largeReads({ system }: Ground): Promise<Statement[]> {
  const { owner } = system.pools
  const units = await unitsBySize(system)
  const indicators = (await owner.query<{ id: string; code: string }>('select id, code from indicators.indicator order by code')).rows
  const idOf = (code: string) => indicators.find((i) => i.code === code)!.id
  const provincesOn = async (day: Day) => (await owner.query(`select unit_id from organisation.unit_version where kind = 'provincial-federation' and valid @> $1::date`, [day])).rows.map((r) => r.unit_id as string)
  const monthEnds = Array.from({ length: 36 }, (_, i) => addDays(`${addMonths(today, i - 35).slice(0, 7)}-01`, -1))
  const levels = Object.entries(units)
  const page = (unit: string, code: string, day: Day) => ({ text: `select * from indicators.page($1, $2, $3::date, 'unmet', null, null, 0, 50, 500)`, values: [unit, idOf(code), day] })
  return [
    ...levels.map(([level, unit]) => ({ name: `figures.${level}`, text: 'select * from indicators.figures($1::uuid[], $2::date)', values: [[unit], today] })),
    { name: 'ranking.provinces.all', text: 'select * from indicators.figures($1::uuid[], $2::date)', values: [await provincesOn(today), today] },
    { name: 'ranking.provinces.all.before-merge', text: 'select * from indicators.figures($1::uuid[], $2::date)', values: [await provincesOn(beforeMerge), beforeMerge] },
    ...levels.slice(0, 3).map(([level, unit]) => ({ name: `trend.${level}.36months`, text: 'select * from indicators.trend($1, $2, $3::date[])', values: [unit, idOf('T5'), monthEnds] })),
    { name: 'trend.province.36months.restated', text: 'select * from indicators.trend_restated($1, $2, $3::date[], $4::date, null)', values: [units.province, idOf('T5'), monthEnds, today] },
    ...['T1', 'T3', 'T5'].flatMap((code) => levels.flatMap(([level, unit]) => [today, beforeMerge].map((day) => (
      { name: `unmet.${level}.${code}${day === today ? '' : '.before-merge'}`, ...page(unit, code, day) })))),
  ]
}

export async function* measureLarge(ground: Ground, sizes: Sizes): AsyncGenerator<Figure> {
  const { system } = ground
  const client = await system.pools.appPool.connect()
  try {
    await client.query(`select set_config('app.lft', '0', false), set_config('app.rgt', '2147483647', false)`)
    const root = (await unitsBySize(system)).country
    const byKey = () => client.query('select * from organisation.unit where id = $1', [root])
    for (const { name, text, values } of await largeReads(ground)) yield await readFigure(`large.${name}`, sizes, () => client.query(text, values), byKey)
    for (const best of [true, false]) {
      const { rows: [{ id }] } = await system.pools.owner.query(`select id from indicators.indicator where code = 'T5'`)
      const ask = () => client.query('select * from indicators.order_of($1, $2, $3::date, $4, $5, 50)', [root, id, today, 'grassroots-union', best])
      yield await readFigure(`large.order.${best ? 'best' : 'worst'}50`, sizes, ask, await typedScan(system.pools.owner, id, best))
    }
  } finally {
    client.release(true)
  }
  const { rows: [{ bytes, completions }] } = await system.pools.owner.query('select pg_database_size(current_database())::bigint as bytes, (select count(*) from learning.completion) as completions')
  yield summed('large.disk.per-million-completions', 'GB', [{ value: bytes / 1e9 / (completions / 1e6), floor: null }])
}

/** The floor: the same fifty of the same numbers, held in memory and gone through once. */
async function typedScan(owner: Ground['system']['pools']['owner'], indicator: string, best: boolean): Promise<() => Promise<unknown>> {
  const { rows } = await owner.query<{ met: number; counted: number }>(`select l.met, l.counted from indicators.latest l
    join organisation.unit_version v on v.unit_id = l.node_id and v.valid @> $2::date and v.kind = 'grassroots-union' where l.indicator_id = $1 and l.counted > 0`, [indicator, today])
  const met = Int32Array.from(rows, (r) => r.met), counted = Int32Array.from(rows, (r) => r.counted)
  const before = (a: number, b: number) => (best ? met[b]! * counted[a]! - met[a]! * counted[b]! : met[a]! * counted[b]! - met[b]! * counted[a]!) || counted[b]! - counted[a]!
  return async () => {
    const top: number[] = []
    for (let i = 0; i < met.length; i++) {
      if (top.length === 50 && before(i, top[49]!) >= 0) continue
      let at = top.length
      while (at > 0 && before(i, top[at - 1]!) < 0) at--
      top.splice(at, 0, i)
      if (top.length > 50) top.pop()
    }
    return top
  }
}
