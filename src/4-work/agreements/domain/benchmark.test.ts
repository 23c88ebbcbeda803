import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { benchmarkOf, divisions, fewest, quantile, quarterOf, shownGroups, sizeOf, type Given } from './benchmark.ts'

let n = 0
const given = (trade: string | null, count: number, province: string | null = '15', gives = 30_000): Given[] => Array.from({ length: count }, (_, i) => ({ employer: `e${n++}`, trade, province, workers: 200, gives: gives + i * 1000 }))

test('quartiles are those of a spreadsheet', () => {
  assert.deepEqual([0.25, 0.5, 0.75].map((share) => quantile([20, 25, 30, 35, 40, 45], share)), [26.25, 32.5, 38.75])
})

test('a group of four is not shown, and the next smallest hides it from being reckoned out', () => {
  const { all, by } = benchmarkOf([...given('10', 9), ...given('13', 6), ...given('14', 4)])
  assert.equal(all!.count, 19)
  assert.deepEqual(by.trade.shown.map(({ key, count }) => [key, count]), [['10', 9]])
  assert.equal(by.trade.hidden, 2)
})

test('two small groups that are five together hide each other', () => {
  const { by } = benchmarkOf([...given('10', 9), ...given('13', 3), ...given('14', 3)])
  assert.deepEqual(by.trade.shown.map(({ key }) => key), ['10'])
})

test('employers of no known trade are what is left too', () => {
  assert.deepEqual(benchmarkOf([...given('10', 9), ...given('13', 6), ...given(null, 2)]).by.trade.shown.map(({ key }) => key), ['10'])
})

test('four employers in all are not shown at all', () => {
  const { all, by } = benchmarkOf(given('10', 4))
  assert.equal(all, null)
  assert.equal(by.trade.shown.length, 0)
})

test('a trade that fills a province but for two is not shown beside it', () => {
  const { by } = benchmarkOf([...given('10', 6, '15'), ...given('13', 2, '15'), ...given('13', 20, '91')])
  assert.ok(!(by.province.shown.some(({ key }) => key === '15') && by.trade.shown.some(({ key }) => key === '10')))
})

test('no group shown, nor one taken out of another, holds one to four employers', () => {
  const one = fc.record({ trade: fc.option(fc.constantFrom('10', '13', '14', '26')), province: fc.constantFrom('01', '15', '91'), workers: fc.option(fc.integer({ min: 5, max: 2000 })), gives: fc.integer({ min: 10, max: 50 }) })
  fc.assert(fc.property(fc.array(one, { maxLength: 60 }), (rows) => {
    const all = rows.map((row, i) => ({ ...row, employer: `e${i}` }))
    const shown = shownGroups(all)
    const keyOf = { trade: (g: Given) => g.trade, province: (g: Given) => g.province, size: (g: Given) => (g.workers === null ? null : sizeOf(g.workers)) }
    const sets = divisions.flatMap((d) => {
      const groups = [...shown[d]].map((key) => new Set(all.filter((g) => keyOf[d](g) === key).map((g) => g.employer)))
      return [...groups, new Set(all.map((g) => g.employer)).difference(groups.reduce((a, b) => a.union(b), new Set<string>()))]
    })
    if (all.length < fewest) return assert.ok(divisions.every((d) => shown[d].size === 0))
    for (const a of [...sets, new Set(all.map((g) => g.employer))]) {
      assert.ok(a.size === 0 || a.size >= fewest)
      for (const b of sets) if (b.isSubsetOf(a)) assert.ok(a.size === b.size || a.size - b.size >= fewest, `${a.size} less ${b.size}`)
    }
  }), { numRuns: 200 })
})

test('a benchmark stands for the first day of its quarter', () => {
  assert.deepEqual(['2026-01-01', '2026-03-31', '2026-11-22'].map(quarterOf), ['2026-01-01', '2026-01-01', '2026-10-01'])
})
