import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLost, refusalsOf } from './refusals.ts'

test('a refusal of the server reaches the form at its field and in both languages', () => {
  const refusal = { code: 'too-low', field: 'threshold', text: { vi: 'Thấp hơn cấp trên.', en: 'Lower than above.' } }
  assert.deepEqual(refusalsOf({ status: 422, data: { refusals: [refusal] } }), [refusal])
})

test('a lost connection is told apart from a fault of the server', () => {
  assert.equal(isLost(new TypeError('fetch failed')), true)
  assert.equal(refusalsOf(new TypeError('fetch failed'))[0]!.code, 'lost')
  assert.equal(isLost({ status: 500 }), false)
  assert.equal(refusalsOf({ status: 500 })[0]!.code, 'fault')
})
