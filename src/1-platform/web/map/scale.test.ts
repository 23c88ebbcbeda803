import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COLOURS, shareScale } from './scale.ts'

test('the legend starts and ends at round numbers around the shares and the target', () => {
  assert.deepEqual(shareScale([0.412, 0.9, 0.77], 0.95).bounds, [0.3, 0.45, 0.6, 0.75, 0.9, 1.05])
  assert.deepEqual(shareScale([3, 48], 50).bounds, [0, 10, 20, 30, 40, 50])
})

test('every share lies within the bounds, the lowest is lighter than the highest', () => {
  for (const shares of [[0, 1], [0.001, 0.02], [82, 97], [1234, 99_999], [0.5], [-3, 4]]) {
    const { bounds, colourOf } = shareScale(shares)
    assert.equal(bounds.length, 6)
    for (const share of shares) assert.ok(bounds[0]! <= share && share <= bounds[5]!, `${share} in ${bounds}`)
    if (shares.length > 1) assert.notEqual(colourOf(Math.min(...shares)), colourOf(Math.max(...shares)))
  }
})

test('provinces a hair apart do not get opposite colours', () => {
  const { colourOf } = shareScale([0.911, 0.913])
  assert.ok(Math.abs(COLOURS.indexOf(colourOf(0.911) as never) - COLOURS.indexOf(colourOf(0.913) as never)) <= 1)
})

test('a map without any share, or with nothing but zero, still has a scale', () => {
  assert.equal(shareScale([]).bounds.length, 6)
  assert.equal(shareScale([0, 0]).colourOf(0), COLOURS[0])
})
