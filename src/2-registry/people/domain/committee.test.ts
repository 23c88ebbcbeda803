import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal, type Verdict } from '#base/refusal'
import { committeeIsWhole, cutShort, mayRecognise, workingDaysAfter, type NewCommittee } from './committee.ts'

const code = (verdict: Verdict) => (isRefusal(verdict) ? verdict.code : 'holds')
const office = (title: string, person = title) => ({ id: `o-${person}`, personId: person, title })
const elected = (more: Partial<NewCommittee> = {}): NewCommittee => ({
  id: 'c', unitId: 'u', basis: 'elected', term: { from: '2025-10-01', to: '2030-10-01' }, from: '2025-10-04', offices: [office('president'), office('vice-president'), office('committee-member')], ...more })
const provisional = (more: Partial<NewCommittee> = {}) => elected({ basis: 'provisional', term: { from: '2025-10-01', to: null }, decision: { number: '35/QĐ-LĐLĐ', on: null }, ...more })

test('a committee has one president, each person once, and titles of a committee only', () => {
  assert.equal(code(committeeIsWhole(elected())), 'holds')
  assert.equal(code(committeeIsWhole(elected({ offices: [office('vice-president')] }))), 'one-president')
  assert.equal(code(committeeIsWhole(elected({ offices: [office('president'), office('president', 'other')] }))), 'one-president')
  assert.equal(code(committeeIsWhole(elected({ offices: [office('president'), office('committee-member', 'president')] }))), 'person-twice')
  assert.equal(code(committeeIsWhole(elected({ offices: [office('president'), office('specialist')] }))), 'no-committee-title')
})

test('only a committee of nine forms a standing committee', () => {
  const people = (n: number) => [office('president'), office('standing-member'), ...Array.from({ length: n - 2 }, (_, i) => office('committee-member', `m${i}`))]
  assert.equal(code(committeeIsWhole(elected({ offices: people(8) }))), 'standing-from')
  assert.equal(code(committeeIsWhole(elected({ offices: people(9) }))), 'holds')
})

test('the term is what was decided: an elected committee has its end, a provisional one may have none', () => {
  assert.equal(code(committeeIsWhole(elected({ term: { from: '2025-10-01', to: null } }))), 'term')
  assert.equal(code(committeeIsWhole(elected({ term: { from: '2025-10-01', to: '2025-10-01' } }))), 'term')
  assert.equal(code(committeeIsWhole(elected({ from: '2030-10-01' }))), 'term')
  assert.equal(code(committeeIsWhole(provisional())), 'holds')
  assert.equal(code(committeeIsWhole(provisional({ term: { from: '2025-10-01', to: '2026-10-01' } }))), 'holds')
})

test('a provisional committee needs the decision that appointed it, and is not recognised', () => {
  assert.equal(code(committeeIsWhole(provisional({ decision: null }))), 'decision-number')
  assert.equal(code(committeeIsWhole(provisional({ recognition: { number: '1', on: '2025-11-01' } }))), 'not-elected')
  assert.equal(code(mayRecognise({ basis: 'provisional', from: '2025-10-04', recognition: null }, { number: '1', on: '2025-11-01' })), 'not-elected')
})

test('an elected committee is recognised once, and not before it was elected', () => {
  assert.equal(code(committeeIsWhole(elected({ recognition: { number: '9/QĐ', on: '2025-10-03' } }))), 'recognised-early')
  assert.equal(code(committeeIsWhole(elected({ recognition: { number: '9/QĐ', on: '2025-10-04' } }))), 'holds')
  assert.equal(code(mayRecognise({ basis: 'elected', from: '2025-10-04', recognition: { number: '8/QĐ' } }, { number: '9/QĐ', on: '2025-11-01' })), 'recognised-already')
})

test('a term that ended before its last day was cut short', () => {
  assert.equal(cutShort({ from: '2023-06-20', to: '2025-10-04' }, { from: '2023-06-01', to: '2028-06-01' }), true)
  assert.equal(cutShort({ from: '2023-06-20', to: '2028-06-20' }, { from: '2023-06-01', to: '2028-06-01' }), false)
  assert.equal(cutShort({ from: '2025-08-01', to: '2026-08-01' }, { from: '2025-08-01', to: null }), false)
})

test('ten working days are two weeks, weekends left out', () => {
  assert.equal(workingDaysAfter('2026-11-20', 1), '2026-11-23')
  assert.equal(workingDaysAfter('2026-11-20', 10), '2026-12-04')
})
