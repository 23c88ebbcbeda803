import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definition, faultsOf } from './definition.ts'
import { gapOf } from './gap.ts'

const published = { subjects: ['official', 'unit'], begins: ['official'], facts: [{ fact: 'completion', subjectKind: 'official' }, { fact: 'own-plan', subjectKind: 'unit' }] }
const stage = (code: string, from: string, to: string, fact = 'completion') => ({ code, from, to, operator: '=' as const, share: 1, requires: [{ fact }] })
const made = (stages: ReturnType<typeof stage>[], kinds = ['official']) => definition.parse({ subjects: kinds.map((kind) => ({ kind })), stages })
const codes = (it: ReturnType<typeof made>) => faultsOf(it, published).map((f) => f.code)

test('a sound definition has no fault', () => {
  assert.deepEqual(codes(made([stage('a', '2025-06-17', '2028-01-01'), stage('b', '2028-01-01', '2031-01-01')])), [])
})

test('stages that overlap, or end before they begin, are refused', () => {
  assert.deepEqual(codes(made([stage('a', '2025-06-17', '2028-01-01'), stage('b', '2027-01-01', '2031-01-01')])), ['stages-overlap'])
  assert.deepEqual(codes(made([stage('a', '2028-01-01', '2025-06-17')])), ['stage-empty'])
})

test('nobody is counted by a fact that no room records for the subject', () => {
  assert.deepEqual(codes(made([stage('a', '2025-06-17', '2028-01-01', 'own-plan')])), ['fact-unknown'])
  assert.deepEqual(codes(made([stage('a', '2025-06-17', '2028-01-01')], ['worker'])), ['subject-unknown', 'fact-unknown'])
})

test('one kind of subject counts once in an indicator', () => {
  assert.deepEqual(codes(made([stage('a', '2025-06-17', '2028-01-01')], ['official', 'official'])), ['subject-twice'])
})

test('a deadline, or a beginning, is asked only of those whose beginning is recorded; a range ends after it begins', () => {
  const stages = [{ ...stage('a', '2025-06-17', '2028-01-01'), requires: [{ fact: 'completion', withinDays: 90 }] }]
  const codesOf = (subject: object, more: object = {}) => faultsOf(definition.parse({ subjects: [subject], stages, ...more }), published).map((f) => f.code)
  assert.deepEqual(codesOf({ kind: 'official', since: { from: '2025-07-01' } }), [])
  assert.deepEqual(codesOf({ kind: 'unit' }), ['fact-unknown', 'no-beginning'])
  assert.deepEqual(codesOf({ kind: 'official', since: { from: '2025-07-01', to: '2025-07-01' } }), ['range-empty'])
  assert.deepEqual(codesOf({ kind: 'official', filter: { hours: { from: 8, to: 4 } } }), ['range-empty'])
})

test('a stage asks for a share or for a number, for one of them and not for both', () => {
  const of = (threshold: object) => definition.safeParse({ subjects: [{ kind: 'official' }], stages: [{ code: 'a', from: '2026-01-01', to: '2027-01-01', operator: '>=', requires: [{ fact: 'completion' }], ...threshold }] }).success
  assert.deepEqual([of({ share: 0.8 }), of({ number: 200 }), of({}), of({ share: 0.8, number: 200 }), of({ number: 0 }), of({ number: 1.5 })], [true, true, false, false, false, false])
  assert.deepEqual(gapOf(11_000_000, 150, { number: 200 }), { required: 200, gap: 50 }, 'whoever is counted besides')
  assert.deepEqual(gapOf(0, 201, { number: 200 }), { required: 200, gap: 0 })
})

test('a target asks for whole heads: 80% of 7 is 6, and 80% of 5 is 4 whatever the binary of 0.8', () => {
  assert.deepEqual(gapOf(7, 4, { share: 0.8 }), { required: 6, gap: 2 })
  assert.deepEqual(gapOf(5, 4, { share: 0.8 }), { required: 4, gap: 0 })
  assert.deepEqual(gapOf(10, 9, { share: 0.8 }), { required: 8, gap: 0 }, 'more than asked for is no debt')
  assert.deepEqual(gapOf(0, 0, { share: 1 }), { required: 0, gap: 0 })
})
