import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { divisions, fewest, keyOf, shownGroups, type Given } from './benchmark.ts'
import { crossedOf, type Asked } from './crossing.ts'

let n = 0
const given = (count: number, trade: string | null, province: string | null, workers: number | null = 400): Given[] => Array.from({ length: count }, (_, i) => ({ employer: `e${n++}`, trade, province, workers, gives: 20_000 + i * 1000 }))
const shown = (all: readonly Given[], asked: Asked) => { const found = crossedOf(all, asked); return found && [found.by, found.shown.map(({ key, count }) => [key, count]), found.hidden] }

test('garments in one province of one size are shown where five and five are left; by two groupings the third is told', () => {
  const beside = ['14', '10'].flatMap((trade) => ['86', '79'].flatMap((province) => (trade === '14' && province === '86' ? [] : [...given(9, trade, province), ...given(9, trade, province, 60)])))
  const all = [...given(12, '14', '86'), ...given(9, '14', '86', 60), ...beside]
  assert.deepEqual(shown(all, { trade: '14', province: '86', size: '300' }), ['size', [['300', 12]], 0])
  assert.deepEqual(shown(all, { trade: '14', province: '86' }), ['size', [['50', 9], ['300', 12]], 0])
  assert.deepEqual(shown(all, { province: '86', size: '300' }), ['trade', [['10', 9], ['14', 12]], 0])
  assert.equal(shown(all, { trade: '14' }), null)
  const four = [...given(4, '14', '86'), ...given(16, '14', '86', 60), ...beside]
  assert.deepEqual(shown(four, { trade: '14', province: '86', size: '300' }), ['size', [], 1])
})

test('the other one of two provinces is not shown beside four of its trade', () => {
  const all = [...given(20, '14', '86'), ...given(4, '14', '79'), ...given(20, '10', '79'), ...given(20, '10', '86')]
  assert.deepEqual(shown(all, { trade: '14', province: '86' }), ['size', [], 1])
})

/**
 * Gives each kind of employer a number at random, so that the numbers of every group that was shown add up to nothing. Whatever anybody
 * computes by adding and subtracting groups adds up to nothing too: so where no one to four employers do, nobody comes to them.
 */
const prime = 33_554_393
function unseenChange(groups: readonly (readonly number[])[], kinds: number): number[] {
  const rows = groups.map((row) => [...row]), pivots: number[] = []
  const power = (a: number, e: number): number => (e === 0 ? 1 : (power(a * a % prime, Math.floor(e / 2)) * (e % 2 === 1 ? a : 1)) % prime)
  for (let column = 0; column < kinds && pivots.length < rows.length; column++) {
    const at = rows.findIndex((row, i) => i >= pivots.length && row[column] !== 0)
    if (at < 0) continue
    const [row] = rows.splice(at, 1), by = power(row![column]!, prime - 2), pivot = row!.map((x) => x * by % prime)
    for (const [i, other] of rows.entries()) if (other[column] !== 0) { const times = other[column]!; rows[i] = other.map((x, j) => (x + (prime - times) * pivot[j]!) % prime) }
    rows.splice(pivots.length, 0, pivot)
    pivots.push(column)
  }
  const change = Array.from({ length: kinds }, (_, i) => (pivots.includes(i) ? 0 : 1 + (i * 7_919_333 + 104_729) * (i + 17) % (prime - 1)))
  for (const [i, column] of pivots.entries()) change[column] = (prime - rows[i]!.reduce((sum, x, j) => (j === column ? sum : (sum + x * change[j]!) % prime), 0)) % prime
  return change
}

test('nobody who asks for every crossing and every table, adds and subtracts comes to one to four employers', () => {
  const one = fc.record({ trade: fc.option(fc.constantFrom('10', '13', '14'), { freq: 12 }), province: fc.constantFrom('01', '15', '86', '86'), workers: fc.option(fc.constantFrom(40, 400, 400), { freq: 12 }), gives: fc.integer({ min: 10, max: 50 }) })
  let crossed = 0
  fc.assert(fc.property(fc.array(one, { minLength: 60, maxLength: 240 }), (rows) => {
    const all: Given[] = rows.map((row, i) => ({ ...row, employer: `e${i}` })), single = shownGroups(all)
    const kinds = [...Map.groupBy(all, (g) => divisions.map((d) => keyOf[d](g)).join()).values()]
    const isIn = (g: Given, asked: Asked) => divisions.every((d) => asked[d] === undefined || keyOf[d](g) === asked[d])
    const whole = kinds.flatMap(([g]): Asked[] => (divisions.some((d) => keyOf[d](g!) === null) ? [] : [Object.fromEntries(divisions.map((d) => [d, keyOf[d](g!)!]))]))
    const told = [{}, ...divisions.flatMap((d) => [...single[d]].map((key): Asked => ({ [d]: key }))), ...whole.filter((asked) => crossedOf(all, asked)!.shown.length > 0)]
    crossed += told.filter((asked) => Object.keys(asked).length === 3).length
    const change = unseenChange(told.map((asked) => kinds.map(([g]) => (isIn(g!, asked) ? 1 : 0))), kinds.length)
    const small = kinds.flatMap((of, i) => (of.length < fewest ? [{ count: of.length, change: change[i]! }] : []))
    const comesTo = (from: number, count: number, sum: number): boolean => count > 0 && sum === 0 || small.some((kind, i) => i >= from && count + kind.count < fewest && comesTo(i + 1, count + kind.count, (sum + kind.change) % prime))
    assert.ok(!comesTo(0, 0, 0), 'some few are known')
  }), { numRuns: 60, seed: 237 })
  assert.ok(crossed > 60, `${crossed} crossings were shown`)
})

test('whoever subtracts is found out by the same means where a small group is told', () => {
  const change = unseenChange([[1, 1, 1], [0, 1, 1]], 3)
  assert.deepEqual([change[0], (change[1]! + change[2]!) % prime, change[1] !== 0], [0, 0, true])
})
