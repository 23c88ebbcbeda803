import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayTakeLevel, mayWriteLevel, withLevel, withoutLevel, type Level } from './law.ts'

const level = (id: string, from: string, gives: number, to: string | null = null): Level => ({ id, from, to, gives, basis: 'Bộ luật Lao động, Điều 112' })
const two = [level('a', '2013-05-01', 10, '2021-01-01'), level('b', '2021-01-01', 11)]
const days = (levels: readonly Level[]) => levels.map(({ id, from, to }) => [id, from, to])
const codes = (levels: readonly Level[], one: Level, of: { relied?: boolean; reason?: string } = {}) => mayWriteLevel(levels, one, { relied: of.relied ?? false, reason: of.reason ?? null }).map((r) => r.code)

test('a level from a day on closes the one before it, also between two that stand', () => {
  assert.deepEqual(days(withLevel(two, level('c', '2027-01-01', 12))), [['a', '2013-05-01', '2021-01-01'], ['b', '2021-01-01', '2027-01-01'], ['c', '2027-01-01', null]])
  assert.deepEqual(days(withLevel(two, level('c', '2019-01-01', 12))), [['a', '2013-05-01', '2019-01-01'], ['c', '2019-01-01', '2021-01-01'], ['b', '2021-01-01', null]])
  assert.deepEqual(days(withLevel(two, level('c', '2010-01-01', 8)))[0], ['c', '2010-01-01', '2013-05-01'])
  assert.deepEqual(days(withLevel([], level('c', '2010-01-01', 8))), [['c', '2010-01-01', null]])
})

test('a level that moves its first day moves the last day of the one before it; taken away, its days go back', () => {
  assert.deepEqual(days(withLevel(two, level('b', '2021-03-01', 11))), [['a', '2013-05-01', '2021-03-01'], ['b', '2021-03-01', null]])
  assert.deepEqual(days(withoutLevel(two, 'b')), [['a', '2013-05-01', null]])
  assert.deepEqual(days(withoutLevel(two, 'a')), [['b', '2021-01-01', null]])
})

test('a level names its instrument, begins on a day of its own, and passes no other', () => {
  assert.deepEqual(codes(two, { ...level('c', '2027-01-01', 12), basis: ' ' }), ['basis-missing'])
  assert.deepEqual(codes(two, level('c', '2021-01-01', 12)), ['level-that-day'])
  assert.deepEqual(codes(two, level('b', '2012-01-01', 12)), ['out-of-order'])
  assert.deepEqual(codes(two, level('a', '2022-01-01', 12)), ['out-of-order'])
  assert.deepEqual(codes(two, level('b', '2021-02-01', 12)), [])
})

test('what clauses were shown beside is corrected or taken away with a reason alone', () => {
  assert.deepEqual(codes(two, level('b', '2021-01-01', 12), { relied: true, reason: 'nhầm' }), ['reason-missing'])
  assert.deepEqual(codes(two, level('b', '2021-01-01', 12), { relied: true, reason: 'Ghi nhầm số ngày' }), [])
  assert.deepEqual(codes(two, level('c', '2027-01-01', 12), { relied: true }), [], 'a new one corrects nothing')
  assert.deepEqual([mayTakeLevel({ relied: true, reason: null }).length, mayTakeLevel({ relied: false, reason: null }).length], [1, 0])
})
