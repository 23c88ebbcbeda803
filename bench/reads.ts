// Reads: one unit with all indicators, the ranking of the provinces, a list under a figure, a trend. Each three ways: the
// statement alone, the route in process (transaction, scope, reach, rule), and over HTTP with the session looked up.
import { createRouterClient } from '@orpc/server'
import { addMonths } from '#base/day'
import { indicatorsRoutes } from '#indicators'
import { systemActor } from '#platform/access/actor'
import type { RequestContext } from '#platform/http/handle'
import { inWork } from '#platform/work'
import { screenOf, today, unitsOfLevels, type Ground } from './ground.ts'
import { readFigure, type Figure, type Sizes } from './measure.ts'

/** The routes as a handler answers them, without HTTP. */
export function routesOf({ system }: Ground) {
  const context: RequestContext = { actor: systemActor('bench'), work: system.options, replyHeaders: new Headers(), requestHeaders: new Headers(), address: '', site: 'https://lotrinh.example' }
  return createRouterClient(indicatorsRoutes, { context })
}

/** The hot reads by name, in process. */
export async function hotReads(ground: Ground) {
  const routes = routesOf(ground)
  const units = await unitsOfLevels(ground)
  const codes = (await routes.list({ on: today })).map((i) => i.code)
  const asked = { on: today }
  const figures = Object.fromEntries(Object.entries(units).map(([level, unitId]) => [`figures.${level}`, { path: `/indicators/figures?unitId=${unitId}&on=${today}`, read: () => routes.figures({ unitId, ...asked }) }]))
  const provinces = { unitId: units.country, kind: 'provincial-federation', ...asked }
  const query = `unitId=${units.country}&on=${today}`
  return {
    ...figures,
    'ranking.provinces.one': { path: `/indicators/ranking?${query}&kind=provincial-federation&indicator=T1`, read: () => routes.ranking({ ...provinces, indicator: 'T1', order: 'best', limit: 200 }) },
    'ranking.provinces.all': { path: null, read: async () => { for (const indicator of codes) await routes.ranking({ ...provinces, indicator }) } },
    'records.country.unmet': { path: `/indicators/records?${query}&indicator=T1&state=unmet&limit=50`, read: () => routes.records({ unitId: units.country, indicator: 'T1', state: 'unmet', limit: 50, ...asked }) },
    'records.country.members': { path: `/indicators/records?${query}&indicator=T5&state=unmet&limit=50`, read: () => routes.records({ unitId: units.country, indicator: 'T5', state: 'unmet', limit: 50, ...asked }) },
    'trend.country.18months': { path: `/indicators/trend?unitId=${units.country}&indicator=T1&from=${addMonths(today, -17)}&to=${today}`, read: () => routes.trend({ unitId: units.country, indicator: 'T1', from: addMonths(today, -17), to: today }) },
    'trend.province.18months': { path: `/indicators/trend?unitId=${units.province}&indicator=T1&from=${addMonths(today, -17)}&to=${today}`, read: () => routes.trend({ unitId: units.province, indicator: 'T1', from: addMonths(today, -17), to: today }) },
  } as Record<string, { path: string | null; read: () => Promise<unknown> }>
}

export async function* measureReads(ground: Ground, sizes: Sizes): AsyncGenerator<Figure> {
  const { system } = ground
  const units = await unitsOfLevels(ground)
  const client = await system.pools.appPool.connect()
  try {
    await client.query(`select set_config('app.lft', '0', false), set_config('app.rgt', '2147483647', false)`)
    const byKey = () => client.query('select * from organisation.unit where id = $1', [units.country])
    const figures = (nodes: string[]) => () => client.query('select * from indicators.figures($1::uuid[], $2::date)', [nodes, today])
    for (const [level, unitId] of Object.entries(units)) yield await readFigure(`figures.${level}.statement`, sizes, figures([unitId]), byKey)
    const provinces = (await client.query(`select unit_id from organisation.unit_version where kind = 'provincial-federation' and valid @> $1::date`, [today])).rows.map((row) => row.unit_id as string)
    yield await readFigure('ranking.provinces.all.statement', sizes, figures(provinces), byKey)
  } finally {
    client.release(true)
  }
  const reads = await hotReads(ground)
  const routeFloor = () => inWork(system.options, systemActor('bench'), (w) => w.tx.selectFrom('organisation.unit').selectAll().where('id', '=', units.country).execute())
  for (const [name, { read }] of Object.entries(reads)) yield await readFigure(`${name}.route`, sizes, read, routeFloor)
  const { call } = await screenOf(ground, 'tongliendoan')
  for (const [name, { path }] of Object.entries(reads)) {
    if (path) yield await readFigure(`${name}.http`, sizes, () => call('GET', path), () => call('GET', '/access/me'))
  }
}
