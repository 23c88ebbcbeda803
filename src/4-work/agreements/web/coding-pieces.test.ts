import assert from 'node:assert/strict'
import { test } from 'node:test'
import { piecesOf, trimSpan } from './coding-pieces.ts'

test('a passage is drawn whole, with all that covers each piece', () => {
  const a = { start: 0, end: 14, id: 'a' }, b = { start: 12, end: 18, id: 'b' }
  assert.deepEqual(piecesOf({ start: 10, end: 20 }, [a, b]).map(({ start, end, covers }) => [start, end, covers.map(({ id }) => id).join('')]), [[10, 12, 'a'], [12, 14, 'ab'], [14, 18, 'b'], [18, 20, '']])
  assert.deepEqual(piecesOf({ start: 10, end: 20 }, []), [{ start: 10, end: 20, covers: [] }])
})

test('what was chosen with blanks around it is its words', () => {
  assert.deepEqual(trimSpan({ start: 2, end: 9 }, 'ab  cde  f'), { start: 4, end: 7 })
  assert.equal(trimSpan({ start: 2, end: 4 }, 'ab  cde'), null)
})
