import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overlapOf, type Lying } from './overlap.ts'

let n = 0
const lying = (from: string, to: string, change: Partial<Lying> = {}): Lying => ({ id: `a${n++}`, kind: 'enterprise', unitId: 'u', signedOn: from, replaces: null, holds: { from, to }, extensions: [], taxCodes: ['5300123456'], unions: [], ...change })
const old = lying('2024-01-01', '2026-01-01')

test('two enterprise agreements of one workplace in force on the same days are told, whichever is asked', () => {
  const next = lying('2025-11-01', '2027-11-01')
  assert.deepEqual(overlapOf(old, next), { why: 'both', from: '2025-11-01', to: '2026-01-01' })
  assert.deepEqual(overlapOf(next, old), overlapOf(old, next))
  assert.equal(overlapOf(old, lying('2026-01-01', '2028-01-01')), null, 'from the day after the last one')
  assert.equal(overlapOf(old, { ...next, holds: null }), null, 'void from its beginning')
  assert.equal(overlapOf(old, { ...next, kind: 'sectoral' }), null, 'between levels the more favourable wins (article 81)')
})

test('the old one that was extended while the new one is in force is told, with a link between them or without', () => {
  const extended = { ...old, holds: { from: '2024-01-01', to: '2027-01-01' }, extensions: [{ signedOn: '2025-12-15', extendsTo: '2027-01-01' }] }
  const next = lying('2026-01-01', '2028-01-01', { signedOn: '2025-12-01' })
  assert.deepEqual(overlapOf(extended, next), { why: 'both', from: '2026-01-01', to: '2027-01-01' })
  const replaced = { ...extended, holds: { from: '2024-01-01', to: '2026-01-01' } }
  assert.deepEqual(overlapOf(replaced, { ...next, replaces: old.id }), { why: 'extended', from: '2026-01-01', to: '2027-01-01' })
  assert.equal(overlapOf(replaced, { ...next, replaces: old.id, signedOn: '2025-12-20' }), null, 'a bridge until the new one was ready')
})

test('a workplace is known by its tax code, an enterprise covers its branches, and a union with several employers has several', () => {
  const same = { from: '2025-01-01', to: '2027-01-01' }
  const by = (a: Partial<Lying>, b: Partial<Lying>) => overlapOf(lying(same.from, same.to, a), lying(same.from, same.to, b)) !== null
  assert.equal(by({ unitId: 'x' }, {}), true)
  assert.equal(by({ taxCodes: ['5300123456-001'] }, {}), true)
  assert.equal(by({ taxCodes: ['5300123456-001'] }, { taxCodes: ['5300123456-002'] }), false)
  assert.equal(by({}, { taxCodes: ['5300999999'] }), false)
  assert.equal(by({ taxCodes: [] }, {}), true, 'one union, and nothing says otherwise')
  assert.equal(by({ taxCodes: [], unitId: 'x' }, {}), false)
  assert.equal(by({ taxCodes: [], unitId: 'x', unions: ['p'] }, { unions: ['p'] }), true)
})
