import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besideLaw } from './clauses.ts'

test('one day of the law and one on top are two days of leave for a child\'s wedding', () => {
  assert.deepEqual(besideLaw(1, 1, 'extra', 'more'), { law: 1, extra: 1, total: 2, below: false })
})
test('fourteen days of annual leave are two more than the law gives', () => {
  assert.deepEqual(besideLaw(12, 14, 'total', 'more'), { law: 12, extra: 2, total: 14, below: false })
})
test('where the law sets no number, all of it is the agreement\'s', () => {
  assert.deepEqual(besideLaw(null, 30_000, 'total', 'more'), { law: null, extra: 30_000, total: 30_000, below: false })
})
test('forty-four hours a week are four better than forty-eight', () => {
  assert.deepEqual(besideLaw(48, 44, 'total', 'less'), { law: 48, extra: 4, total: 44, below: false })
  assert.equal(besideLaw(48, 4, 'extra', 'less').total, 44)
})
test('a wage that the law overtook is below it', () => {
  assert.deepEqual(besideLaw(5_310_000, 5_000_000, 'total', 'more'), { law: 5_310_000, extra: 0, total: 5_000_000, below: true })
})
