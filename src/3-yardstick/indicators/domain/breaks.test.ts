import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breaksOf } from './breaks.ts'

const days = (first: string, last: string) => breaksOf(first, last).map((b) => b.day)

test('a series through the summer of 2025 has both breaks, one that begins long after has none', () => {
  assert.deepEqual(days('2025-01-31', '2026-11-22'), ['2025-06-15', '2025-07-01'])
  assert.deepEqual(days('2025-12-31', '2026-11-22'), [])
})

test('a series that begins in the weeks after a break says so too', () => {
  assert.deepEqual(days('2025-06-30', '2025-09-30'), ['2025-06-15', '2025-07-01'])
  assert.deepEqual(days('2025-07-31', '2025-09-30'), ['2025-07-01'])
})

test('a series that ends before a break knows nothing of it', () => {
  assert.deepEqual(days('2025-05-31', '2025-06-30'), ['2025-06-15'])
})
