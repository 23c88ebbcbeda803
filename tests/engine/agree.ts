// What must hold whatever has happened: every way to ask for a figure gives the same heads, those of the records.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { keepBoundaries, turnLatest, verifyIndicators } from '#indicators'
import type { Work } from '#platform/work'
import { treeOf, type Tree } from './tree.ts'
import { today, type World } from './world.ts'

type Said = [counted: number, met: number, excluded: number]
interface Row { node: string; indicator: string; said: Said }
const none: Said = [0, 0, 0]

/** Figures of every unit on a day, as they were answered at a moment. */
export interface Answered { at: Date; on: Day; said: Row[] }

export async function answered(x: World, on: Day): Promise<Answered> {
  return { at: x.db.clock.now, on, said: await x.db.work((w) => figures(w, x.units, on)) }
}

/** After one step: the recount, and the list under each figure of the node on the day. */
export async function agreeAfterStep(x: World, node: string, on: Day, after: string): Promise<void> {
  const { differences } = await verifyIndicators(x.db.pools.owner)
  assert.deepEqual(differences, [], `the recount agrees after ${after}`)
  const { rows: astray } = await x.db.pools.owner.query(`select * from indicators.kept_boundary k full join (
      select n.tree_day, m.* from (select distinct node_id, tree_day from indicators.kept_boundary) n cross join lateral indicators.boundary_made(array[n.node_id], n.tree_day) m
    ) made using (node_id, tree_day, unit_id, sign, valid, alone) where k.node_id is null or made.node_id is null`)
  assert.deepEqual(astray, [], `what is kept of a boundary is the boundary after ${after}`)
  await keepBoundaries(x.db.pools.app)
  await x.db.work(async (w) => {
    const shown = await figures(w, [node], on)
    for (const { id } of await w.tx.selectFrom('indicators.indicator').select('id').orderBy('code').execute()) {
      assert.deepEqual(await listed(w, node, id, on, null, null), shown.find((r) => r.indicator === id)?.said ?? none, `the list under the figure of ${on} after ${after}`)
    }
  })
}

/** All of it: about each of the days, under the tree of each of the others, and at the earlier moments. */
export async function agree(x: World, days: Day[], nodes: string[], before: Answered[], after: string): Promise<void> {
  for (const way of ['quickest', 'days'] as const) {
    const { differences } = await verifyIndicators(x.db.pools.owner, { way })
    assert.deepEqual(differences, [], `the recount by ${way} agrees after ${after}`)
  }
  const tree = await treeOf(x.db.pools.owner, x.root)
  await x.db.work(async (w) => {
    const indicators = (await w.tx.selectFrom('indicators.indicator').select('id').orderBy('code').execute()).map((i) => i.id)
    const heads = new Map<Day, Map<string, Said>>()
    for (const on of days) heads.set(on, await headsOn(x, on))
    const expected = (node: string, indicator: string, on: Day, treeDay: Day) => sum([...tree.under(node, on, treeDay)].map((unit) => heads.get(on)!.get(`${unit} ${indicator}`) ?? none))
    const all = (on: Day, treeDay: Day) => x.units.flatMap((node) => indicators.map((indicator) => ({ node, indicator, said: expected(node, indicator, on, treeDay) }))).filter(counts)

    for (const on of days) {
      await standsUnder(w, x, tree, on, after)
      same(await figures(w, x.units, on), all(on, on), `figures of ${on} after ${after}`)
      same(await restated(w, x.units, on, null, x.db.clock.now), all(on, on), `figures of ${on} summed from the leaves after ${after}`)
      for (const treeDay of days) same(await restated(w, x.units, on, treeDay, null), all(on, treeDay), `figures of ${on} in the tree of ${treeDay} after ${after}`)
      for (const indicator of indicators) for (const best of [true, false]) await ordered(w, x, tree, indicator, on, best, (unit) => expected(unit, indicator, on, on), after)
      for (const node of nodes) for (const indicator of indicators) {
        assert.deepEqual(await listed(w, node, indicator, on, null, null), expected(node, indicator, on, on), `the list under the figure of ${on} after ${after}`)
        for (const treeDay of days) assert.deepEqual(await listed(w, node, indicator, on, treeDay, null), expected(node, indicator, on, treeDay), `the list of ${on} in the tree of ${treeDay} after ${after}`)
        assert.deepEqual(await turned(w, node, indicator, on), await unturned(w, node, indicator, on), `page by page the list of ${on} is the same after ${after}`)
      }
    }
    for (const treeDay of days) {
      await turnLatest(x.db.pools.app, treeDay)
      await keepBoundaries(x.db.pools.app)
      for (const on of days) same(await restated(w, x.units, on, treeDay, null), all(on, treeDay), `figures of ${on} in the tree of ${treeDay}, kept, after ${after}`)
    }
    for (const node of nodes) for (const indicator of indicators) {
      const along = days.toSorted()
      assert.deepEqual(await trend(w, sql`indicators.trend(${node}, ${indicator}, ${along}::date[])`), along.map((on) => expected(node, indicator, on, on)), `the trend after ${after}`)
      for (const treeDay of days) {
        assert.deepEqual(await trend(w, sql`indicators.trend_restated(${node}, ${indicator}, ${along}::date[], ${treeDay}::date, null)`), along.map((on) => expected(node, indicator, on, treeDay)), `the trend in the tree of ${treeDay} after ${after}`)
      }
    }
    for (const { at, on, said } of before) {
      same(await restated(w, x.units, on, null, at), said, `figures of ${on} as they were known at ${at.toISOString()} after ${after}`)
      for (const indicator of indicators) {
        const then = said.find((r) => r.node === x.root && r.indicator === indicator)?.said ?? none
        assert.deepEqual(await listed(w, x.root, indicator, on, null, at), then, `the list of ${on} as it was known at ${at.toISOString()} after ${after}`)
      }
    }
  })
}

const counts = (row: Row) => row.said.some((n) => n !== 0)
const sum = (all: Said[]): Said => all.reduce<Said>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], none)

function same(found: Row[], expected: Row[], message: string): void {
  const text = (rows: Row[]) => rows.filter(counts).map((r) => `${r.node} ${r.indicator} ${r.said.join('/')}`).sort()
  assert.deepEqual(text(found), text(expected), message)
}

const rows = (all: { node_id: string; indicator_id: string; counted: number; met: number; excluded: number }[]): Row[] => all.map((r) => ({ node: r.node_id, indicator: r.indicator_id, said: [r.counted, r.met, r.excluded] }))
const figures = async (w: Work, nodes: string[], on: Day) => rows((await sql<never>`select * from indicators.figures(${nodes}::uuid[], ${on}::date)`.execute(w.tx)).rows)
const restated = async (w: Work, nodes: string[], on: Day, treeDay: Day | null, at: Date | null) => rows((await sql<never>`select * from indicators.figures_restated(${nodes}::uuid[], ${on}::date, ${treeDay}::date, ${at}::timestamptz)`.execute(w.tx)).rows)

/** Heads by unit and indicator, from the standings. */
async function headsOn(x: World, on: Day): Promise<Map<string, Said>> {
  const { rows: found } = await x.db.pools.owner.query<{ key: string; said: Said }>(`select unit_id || ' ' || indicator_id as key, array[coalesce(sum(quantity) filter (where state <> 'excluded'), 0),
    coalesce(sum(quantity) filter (where state = 'met'), 0), coalesce(sum(quantity) filter (where state = 'excluded'), 0)]::int[] as said
    from indicators.standing where recorded_to is null and during @> $1::date group by unit_id, indicator_id`, [on])
  return new Map(found.map((r) => [r.key, r.said]))
}

async function listed(w: Work, node: string, indicator: string, on: Day, treeDay: Day | null, at: Date | null): Promise<Said> {
  const { rows: [list] } = await sql<{ said: Said }>`select array[coalesce(sum(quantity) filter (where state <> 'excluded'), 0), coalesce(sum(quantity) filter (where state = 'met'), 0),
    coalesce(sum(quantity) filter (where state = 'excluded'), 0)]::int[] as said from indicators.records(${node}, ${indicator}, ${on}::date, ${treeDay}::date, ${at}::timestamptz)`.execute(w.tx)
  return list!.said
}

const trend = async (w: Work, asked: ReturnType<typeof sql>): Promise<Said[]> => (await sql<{ counted: number; met: number; excluded: number }>`select counted, met, excluded from ${asked} t order by day`.execute(w.tx)).rows.map((r) => [r.counted, r.met, r.excluded])

/** Ancestry is what the versions and the lineage say. */
async function standsUnder(w: Work, x: World, tree: Tree, on: Day, after: string): Promise<void> {
  const { rows: found } = await sql<{ unit: string; above: string[] }>`select unit_id as unit, array_agg(ancestor_id order by depth) as above from organisation.ancestry where valid @> ${on}::date group by unit_id`.execute(w.tx)
  const ancestry = new Map(found.map((r) => [r.unit, r.above]))
  for (const unit of x.units) assert.deepEqual(ancestry.get(unit) ?? [unit], tree.above(unit, on), `who stands above a unit on ${on} after ${after}`)
}

/** Standings of the long list, turned three records at a time, every unit with more than one record taken apart. */
async function turned(w: Work, node: string, indicator: string, day: Day): Promise<number[]> {
  const found: number[] = []
  for (let last: { block: string; own: boolean; nth: number } | undefined; ;) {
    const { rows: page } = await sql<{ block: string; own: boolean; nth: number; standing_id: number }>`
      select * from indicators.page(${node}, ${indicator}, ${day}::date, 'counted', ${last?.block ?? null}::uuid, ${last?.own ?? null}, ${last?.nth ?? 0}, 3, 1)`.execute(w.tx)
    found.push(...page.map((r) => r.standing_id))
    last = page.at(-1)
    assert.ok(found.length < 10_000, 'the list ends')
    if (page.length < 3) return found.sort((a, b) => a - b)
  }
}

async function unturned(w: Work, node: string, indicator: string, day: Day): Promise<number[]> {
  return (await sql<{ standing_id: number }>`select standing_id from indicators.records(${node}, ${indicator}, ${day}::date, null, null) where state <> 'excluded' order by standing_id`.execute(w.tx)).rows.map((r) => r.standing_id)
}

/** The order of unions holds their figures, and the best is the best, by shares or by numbers as the stage asks: on the day that stands ready and on any other. */
async function ordered(w: Work, x: World, tree: Tree, indicator: string, on: Day, best: boolean, figure: (unit: string) => Said, after: string): Promise<void> {
  const { rows: found } = await sql<{ node_id: string; counted: number; met: number; excluded: number }>`select * from indicators.order_of(${x.root}, ${indicator}, ${on}::date, 'grassroots-union', ${best}, 1000)`.execute(w.tx)
  const { rows: unions } = await sql<{ id: string }>`select unit_id as id from organisation.unit_version where kind = 'grassroots-union' and valid @> ${on}::date`.execute(w.tx)
  const { rows: [asks] } = await sql<{ number: boolean }>`select s ? 'number' as number from indicators.definition d cross join jsonb_array_elements(d.body->'stages') s
    where d.indicator_id = ${indicator} and d.effective @> ${on}::date and (s->>'from')::date <= ${on}::date and ${on}::date < (s->>'to')::date`.execute(w.tx)
  const ahead = asks?.number ? (f: { met: number }) => f.met : (f: { met: number; counted: number }) => f.met / f.counted
  const expected = unions.filter(({ id }) => tree.above(id, on).includes(x.root)).map(({ id }) => { const [counted, met, excluded] = figure(id); return { node_id: id, counted, met, excluded } })
    .filter((f) => f.counted > 0).sort((a, b) => (best ? 1 : -1) * (ahead(b) - ahead(a)) || b.counted - a.counted || (a.node_id < b.node_id ? -1 : 1))
  assert.deepEqual(found, expected, `the order of unions on ${on}${on === today ? ', that stands ready,' : ''} after ${after}`)
}
