import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal, type Verdict } from '#base/refusal'
import { verbs } from '#platform/access/actor'
import { beginsBeforeItEnds, bornBefore, mayEnd, standsInOnePlace, type Place } from './places.ts'
import { mayGive, powers, verbsOf } from './powers.ts'

const code = (verdict: Verdict) => (isRefusal(verdict) ? verdict.code : 'holds')
const place = (id: string, from: string, to: string | null): Place => ({ id, personId: 'p', unitId: 'u', during: { from, to } })

test('two places of one person never share a day; the day of a move belongs to the new place', () => {
  const held = [place('a', '2024-01-01', '2025-07-01')]
  assert.equal(code(standsInOnePlace([place('b', '2025-07-01', null)], held, String)), 'holds')
  assert.equal(code(standsInOnePlace([place('b', '2025-06-30', null)], held, String)), 'places-overlap')
  assert.equal(code(standsInOnePlace([place('b', '2023-01-01', null)], held, String)), 'places-overlap')
  assert.equal(code(standsInOnePlace([place('b', '2025-07-01', null), place('c', '2026-01-01', null)], held, String)), 'places-overlap')
  assert.equal(code(standsInOnePlace([{ ...place('b', '2024-01-01', null), personId: 'q' }], held, String)), 'holds')
})

test('what begins ends on a later day, and not later than already known', () => {
  assert.equal(code(beginsBeforeItEnds({ from: '2025-01-01', to: '2025-01-01' })), 'ends-before-start')
  assert.equal(code(beginsBeforeItEnds({ from: '2025-01-01', to: null })), 'holds')
  assert.equal(code(mayEnd({ from: '2025-01-01', to: null }, '2025-01-01')), 'ends-before-start')
  assert.equal(code(mayEnd({ from: '2025-01-01', to: '2025-06-01' }, '2025-06-02')), 'already-ended')
  assert.equal(code(mayEnd({ from: '2025-01-01', to: null }, '2025-01-02')), 'holds')
})

test('nobody is born today or later', () => {
  assert.equal(code(bornBefore('2026-11-21', '2026-11-21')), 'born')
  assert.equal(code(bornBefore(null, '2026-11-21')), 'holds')
})

test('a president leads the own subtree but has no hand in accounts, the audit log, sensitive fields and personal data', () => {
  assert.deepEqual(verbs.filter((v) => !verbsOf('lead').includes(v)), ['person.sensitive', 'account', 'audit', 'privacy'])
  assert.deepEqual(powers.lead.filter((v) => !verbsOf('deputy').includes(v)), ['structure', 'plan.decide'])
  assert.deepEqual(verbsOf('none'), ['see'])
  assert.deepEqual(verbsOf('no such row'), [])
  assert.deepEqual(verbsOf('administrator'), verbs)
})

test('nobody gives powers that are not theirs to give', () => {
  const officer = new Set(powers.officer), lead = new Set(powers.lead), administrator = new Set(powers.administrator)
  assert.equal(code(mayGive(powers.lead, { verbs: officer, ownUnit: false, toSelf: false })), 'holds', 'an officer records the chair of a unit below')
  assert.equal(code(mayGive(powers.lead, { verbs: officer, ownUnit: true, toSelf: false })), 'beyond-own-powers')
  assert.equal(code(mayGive(powers.lead, { verbs: officer, ownUnit: false, toSelf: true })), 'beyond-own-powers')
  assert.equal(code(mayGive(powers.inspector, { verbs: lead, ownUnit: true, toSelf: false })), 'holds')
  assert.equal(code(mayGive(powers.administrator, { verbs: lead, ownUnit: false, toSelf: false })), 'beyond-own-powers')
  assert.equal(code(mayGive(powers.administrator, { verbs: administrator, ownUnit: true, toSelf: false })), 'holds')
})
