// What every screen asks of the server, over HTTP, as the confederation and as a province: what is quick for a thousand units
// may not be for a hundred thousand. Each call beside the cheapest there is, so that a slow machine shows as one.
import { screenOf, today, unitsOfLevels, type Ground } from './ground.ts'
import { beforeMerge } from './large.ts'
import { readFigure, type Figure, type Sizes } from './measure.ts'

/** Addresses by name; `own`: the unit acted in, `leaf`: a grassroots union below it with its chair, a class and a plan. */
async function pagesOf({ system }: Ground, own: string, leaf: string): Promise<Record<string, string>> {
  const one = async (sql: string, ...values: unknown[]) => ((await system.pools.owner.query(sql, values)).rows[0] as { id: string } | undefined)?.id
  const person = await one('select person_id as id from people.placement where unit_id = $1 and during @> $2::date order by 1 limit 1', leaf, today)
  const held = await one('select class_id as id from learning.completion where person_id = $1 and class_id is not null limit 1', person)
  const plan = await one(`select id from plans.plan where unit_id = $1 and status = 'issued' order by issued_on limit 1`, own)
  return {
    duties: '/home/duties', home: `/home/figures?on=${today}`,
    plans: `/plans?unitId=${own}`, plan: `/plans/${plan}`, answers: `/plans/${plan}/answers?unitId=${own}&limit=50`, lower: `/plans/lower-targets?unitId=${own}`,
    figures: `/indicators/figures?unitId=${own}&on=${today}`, 'figures-then': `/indicators/figures?unitId=${own}&on=${beforeMerge}`,
    'figures-restated': `/indicators/figures?unitId=${own}&on=${beforeMerge}&tree=${today}`,
    'ranking-below': `/indicators/ranking?unitId=${own}&on=${today}&indicator=T5`,
    'ranking-grassroots': `/indicators/ranking?unitId=${own}&on=${today}&indicator=T5&kind=grassroots-union&order=worst&limit=50`,
    trend: `/indicators/trend?unitId=${own}&indicator=T5&from=2023-12-01&to=${today}`, 'trend-restated': `/indicators/trend?unitId=${own}&indicator=T5&from=2023-12-01&to=${today}&tree=${today}`,
    records: `/indicators/records?unitId=${own}&on=${today}&indicator=T5&state=unmet&limit=50`, 'records-officials': `/indicators/records?unitId=${own}&on=${today}&indicator=T1&state=unmet&limit=50`,
    'records-units': `/indicators/records?unitId=${own}&on=${today}&indicator=T3&state=unmet&limit=50`,
    'units-below': `/units/children?parentId=${own}&on=${today}`, 'unit-search': `/units/search?search=may&on=${today}&limit=20`, unit: `/units/${own}?on=${today}`, 'unit-events': `/units/${own}/events`, relations: `/units/${own}/relations?on=${today}`,
    people: `/units/${leaf}/people?on=${today}&limit=50`, 'people-counts': `/units/${own}/people-counts?on=${today}`, offices: `/units/${own}/offices?on=${today}`, 'people-search': '/people/search?search=nguyen van hung&limit=20',
    committees: `/units/${leaf}/committees`, person: `/people/${person}`, completions: `/people/${person}/completions`,
    classes: `/classes?unitId=${own}&limit=50`, class: `/classes/${held}`, roster: `/classes/${held}/roster`, programmes: '/programmes', 'new-chairs': `/units/${own}/new-chairs?limit=50`, 'my-learning': '/my/completions',
    imports: '/imports?limit=50', 'grassroots-figures': `/indicators/figures?unitId=${leaf}&on=${today}`,
  }
}

export async function* measurePages(ground: Ground, sizes: Sizes): AsyncGenerator<Figure> {
  const { owner } = ground.system.pools
  for (const [name, username] of [['country', 'tongliendoan'], ['province', 'hanoi']] as const) {
    const { call } = await screenOf(ground, username)
    const { unitId } = await call('GET', '/access/me') as { unitId: string }
    const leaf = (await owner.query(`select p.unit_id as id from organisation.position p join organisation.position top on top.unit_id = $1 and p.lft between top.lft and top.rgt
      join organisation.unit_version v on v.unit_id = p.unit_id and v.valid @> $2::date and v.kind = 'grassroots-union' join people.placement at on at.unit_id = p.unit_id limit 1`, [unitId, today])).rows[0] as { id: string } | undefined
    const pages = await pagesOf(ground, unitId, leaf?.id ?? (await unitsOfLevels(ground)).grassroots)
    for (const [page, path] of Object.entries(pages)) yield await readFigure(`page.${name}.${page}`, sizes, () => call('GET', path), () => call('GET', '/access/me'))
  }
}
