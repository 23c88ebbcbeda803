import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readNumber } from './number.ts'

test('a number is read as the office of that language writes it', () => {
  assert.equal(readNumber('1.234.567', 'vi'), 1_234_567)
  assert.equal(readNumber('1,234,567', 'en'), 1_234_567)
  assert.equal(readNumber('1.234,5', 'vi'), 1234.5)
  assert.equal(readNumber('87,5 %', 'vi'), 87.5)
  assert.equal(readNumber('-3', 'vi'), -3)
})

test('87.5 means the same everywhere, but 1.500 is fifteen hundred in Vietnamese', () => {
  assert.equal(readNumber('87.5', 'vi'), 87.5)
  assert.equal(readNumber('1.500', 'vi'), 1500)
  assert.equal(readNumber('1.500', 'en'), 1.5)
})

test('what is no number is none', () => {
  for (const typed of ['', 'mười', '1.2.3', '12,34,5', '--1']) assert.equal(readNumber(typed, 'vi'), null)
})
