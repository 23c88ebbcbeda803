// The bench on tiny numbers: every figure is taken, and what it measured was right. Never how long it took.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { figuresOf, foldAll, publishIndicator, verifyIndicators } from '#indicators'
import { measureClauses } from '../bench/clauses.ts'
import { duckdbPeer } from '../bench/duckdb.ts'
import { explainHotQueries } from '../bench/explain.ts'
import { today, unitsOfLevels, type Ground } from '../bench/ground.ts'
import { measureImport } from '../bench/import.ts'
import { measureLarge } from '../bench/large.ts'
import { measureLive } from '../bench/live.ts'
import { measureLoad } from '../bench/load.ts'
import { percentile, summed, type Figure, type Sizes } from '../bench/measure.ts'
import { measureMerge } from '../bench/merge.ts'
import { measureReads } from '../bench/reads.ts'
import { measureRecount } from '../bench/recount.ts'
import { measureWrites } from '../bench/writes.ts'
import { demonstrationHouse, type House } from './factories/house.ts'
import { plainCounts } from './factories/plain.ts'

const tiny: Sizes = { runs: 1, reads: 2, seconds: 0, waits: 2, changes: 6, crowd: { users: 4, writers: 2, seconds: 2, seats: 5 }, imported: 300 }
let house: House
let ground: Ground
before(async () => {
  house = await demonstrationHouse()
  ground = { size: 'demo', system: house.system, address: house.address, seedSeconds: null }
})
after(() => house?.close())

async function taken(figures: AsyncGenerator<Figure>): Promise<Map<string, Figure>> {
  const all = new Map<string, Figure>()
  for await (const figure of figures) {
    assert.ok(figure.value > 0, `${figure.figure} was measured`)
    assert.ok(!all.has(figure.figure), `${figure.figure} has one line`)
    all.set(figure.figure, figure)
  }
  return all
}

const countryFigures = async () => {
  const { country } = await unitsOfLevels(ground)
  const figures = await house.system.work((w) => figuresOf(w, country, { on: today }))
  return figures.map(({ code, counted, met, excluded }) => ({ code, counted, met, excluded }))
}

const none = { standing: 0, ledger: 0, totals: 0, latest: 0 }
/** What the peer says of the house as it is now. */
const peerSays = async () => {
  await foldAll(house.system.pools.app)
  const peer = await duckdbPeer(house.system.pools.owner)
  try {
    const { deltas, ...differences } = await peer.recount()
    assert.ok(deltas > 1000, 'there is something to count')
    return differences
  } finally {
    peer.close()
  }
}

test('the screens show what a plain SQL by hand counts', async () => {
  const shown = await countryFigures()
  // The country is seeded without documents.
  assert.ok(shown.every((f) => f.code.startsWith('T2') || (f.counted > 100 && f.met > 0)), 'there is something to count')
  assert.deepEqual(await plainCounts(house.system.pools.owner, today), shown.toSorted((a, b) => (a.code < b.code ? -1 : 1)))
})

test('each read is taken at four levels, as a statement, through its route and over HTTP, beside its floor', async () => {
  const reads = await taken(measureReads(ground, tiny))
  for (const way of ['statement', 'route', 'http']) for (const level of ['country', 'province', 'commune', 'grassroots']) {
    assert.ok(reads.get(`figures.${level}.${way}`)!.floor! > 0)
  }
  for (const name of ['ranking.provinces.one', 'records.country.unmet', 'trend.country.18months']) assert.ok(reads.has(`${name}.http`))
})

test('the recount is measured only where it finds no difference', async () => {
  assert.deepEqual([...(await taken(measureRecount(ground, tiny))).keys()], ['verify.all'])
})

test('DuckDB counts the same from the same records, and a false row of standings, ledger, totals or of what stands ready is found', async () => {
  const { owner } = house.system.pools
  assert.deepEqual(await peerSays(), none)
  const falsifications = {
    ledger: ['update indicators.ledger set met = met + $1 where id = (select min(id) from indicators.ledger)'],
    totals: [`update indicators.total set met = met + $1 where grain = 'd' and (node_id, indicator_id, day) = (select node_id, indicator_id, day from indicators.total where grain = 'd' order by 1, 2, 3 limit 1)`,
      `update indicators.total set met = met + $1 where grain = 'm' and (node_id, indicator_id, day) = (select node_id, indicator_id, day from indicators.total where grain = 'm' order by 1, 2, 3 limit 1)`],
    latest: ['update indicators.latest set met = met + $1 where (node_id, indicator_id) = (select node_id, indicator_id from indicators.latest order by 1, 2 limit 1)'],
    standing: ['update indicators.standing set quantity = quantity + $1 where id = (select min(id) from indicators.standing where recorded_to is null)'],
  }
  const falsify = async (by: number) => { for (const statement of Object.values(falsifications).flat()) await owner.query(statement, [by]) }
  await falsify(1)
  // A standing begins and ends: two days.
  assert.deepEqual(await peerSays(), { ledger: 1, totals: 2, latest: 1, standing: 2 })
  await falsify(-1)
})

test('DuckDB counts the same where several records, all of several requirements or any of them are asked for, also of groups met in part', async () => {
  const completed = (tag: string, atLeast = 1) => ({ fact: 'completion', filter: { tags: [tag] }, atLeast })
  const several = [{ fact: 'completion', filter: {}, atLeast: 2 }, completed('digital-transformation'), { fact: 'absence', filter: { reason: 'maternity' } }]
  const groups = [completed('basic-digital-skills', 2), completed('basic-digital-skills'), completed('artificial-intelligence')]
  for (const [code, need, requires, kinds] of [
    ['D1', 'all', several.slice(0, 2), ['official']], ['D2', 'any', several, ['official']], ['D3', 'any', groups, ['worker', 'unnamed']], ['D4', 'all', groups.slice(0, 2), ['worker', 'unnamed']],
  ] as const) {
    await house.system.work((w) => publishIndicator(w, {
      code, name: { vi: code, en: code }, counts: { vi: 'người', en: 'people' }, effectiveFrom: '2025-01-01',
      definition: { subjects: kinds.map((kind) => ({ kind, filter: {} })), exclusions: [{ fact: 'absence', filter: {} }], stages: [{ code: 'one', from: '2025-01-01', to: '2029-01-01', operator: '>=', share: 0.5, need, requires }] },
    }))
  }
  assert.deepEqual(await peerSays(), none)
  assert.deepEqual((await verifyIndicators(house.system.pools.owner)).differences, [])
})

test('what shows at the size of a country is taken on whatever house there is: orders, long trends, lists before the merge of 2025', async () => {
  const figures = await taken(measureLarge(ground, tiny))
  for (const name of ['ranking.provinces.all', 'ranking.provinces.all.before-merge', 'trend.province.36months.restated', 'unmet.country.T5', 'unmet.province.T1.before-merge', 'order.worst50']) assert.ok(figures.has(`large.${name}`), name)
})

test('two provinces are merged beside readers and parted again, and the figures are what they were', async () => {
  const was = await countryFigures()
  assert.deepEqual([...(await taken(measureMerge(ground, tiny))).keys()], ['typical', 'largest'].flatMap((which) => [`merge.${which}`, `merge.${which}.readers-p99`, `merge.${which}.undo`]))
  assert.deepEqual(await countryFigures(), was)
  assert.deepEqual((await verifyIndicators(house.system.pools.owner)).differences, [])
})

test('a second screen sees the write, and each write moved the figure by one', async () => {
  const excluded = async () => (await countryFigures()).find((f) => f.code === 'T1')!.excluded
  const was = await excluded()
  await taken(measureLive(ground, tiny))
  assert.equal(await excluded(), was + tiny.runs * tiny.waits)
})

test('the changes that are counted stand with their figures and their audit lines, and the bare rows are gone', async () => {
  const stood = async () => (await house.system.pools.owner.query(`select
    (select count(*)::int from audit.entry where account_id = 'bench') as lines,
    (select count(*)::int from learning.completion where on_day = '2020-01-01' or on_day = $1) as completions, (select count(*)::int from learning.mark) as marks`, [today])).rows[0] as { lines: number; completions: number; marks: number }
  const was = await stood()
  const writes = await taken(measureWrites(ground, tiny))
  assert.deepEqual([...writes.keys()], ['write.completion.1writer', 'write.completion.16writers', 'write.absence.1writer', 'write.absence.16writers', 'write.marks.1writer', 'write.marks.16writers'])
  // Two runs, the first of them to warm up, of two and of six changes, of two kinds.
  const is = await stood()
  assert.deepEqual([is.lines - was.lines, is.completions - was.completions, is.marks - was.marks], [32, 16, 24])
  await foldAll(house.system.pools.app)
  assert.deepEqual((await verifyIndicators(house.system.pools.owner)).differences, [])
})

test('everyone at the screens is answered while attendance is recorded, and what was written was seen elsewhere', async () => {
  const marks = async () => (await house.system.pools.owner.query('select count(*)::int as n from learning.mark')).rows[0].n as number
  const was = await marks()
  const figures = new Map<string, number>()
  for await (const { figure, value } of measureLoad(ground, tiny)) figures.set(figure, value)
  assert.equal(figures.get('load.errors'), 0)
  for (const name of ['load.read', 'load.write', 'load.second-screen', 'load.reads']) assert.ok(figures.get(name)! > 0, name)
  assert.equal(Math.round(figures.get('load.marks')! * tiny.crowd.seconds), await marks() - was)
})

test('a file of members is brought in and taken back in a process of its own, and nothing of it is left', async () => {
  const people = async () => (await house.system.pools.owner.query('select count(*)::int as n from people.person')).rows[0].n
  const was = [await people(), await countryFigures()]
  const figures = await taken(measureImport(ground, tiny))
  assert.deepEqual([...figures.keys()], ['csv', 'xlsx'].flatMap((kind) => ['', '.rows', '.undo', '.memory'].map((what) => `import.${kind}.300${what}`)))
  assert.ok(figures.get('import.csv.300')!.floor! > 0)
  assert.deepEqual([await people(), await countryFigures()], was)
})

test('the plans of the hot queries are kept with what was run and what it read', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-plans-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const written = await explainHotQueries(ground, () => {}, `${folder}/`)
  assert.ok(written.includes('figures.country') && written.includes('write.absence'))
  assert.match(readFileSync(join(folder, 'write.absence.txt'), 'utf8'), /insert into indicators\.ledger[^]*Buffers: shared/)
})

test('of few values the highest stands for the rare ones, and a ratio is taken run by run', () => {
  assert.deepEqual([percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.99)], [2, 3])
  assert.throws(() => percentile([], 0.5))
  assert.deepEqual(summed('x', 'ms', [{ value: 2, floor: 1 }, { value: 9, floor: 3 }, { value: 4, floor: 1 }]), { figure: 'x', value: 4, unit: 'ms', floor: 1, ratio: 3, runs: 3, p50: null, p99: null })
})

test('suggestions are measured on what the engine never reads, and are far from what the majority gives', async () => {
  const figures = new Map<string, Figure>()
  for await (const figure of measureClauses()) figures.set(figure.figure, figure)
  for (const name of ['precision', 'recall', 'f1']) assert.ok(figures.get(`clauses.${name}.all.beside-majority`)!.value > 0.7, name)
  assert.ok(figures.get('clauses.recall.digital-transformation-training')!.value > 0.7)
})
