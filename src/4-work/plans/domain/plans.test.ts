import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proposeNotation, proposeNumber } from './notation.ts'
import { differences } from './differences.ts'
import type { Content, Target } from './plan.ts'
import { counting, mustBeShares } from './rules.ts'
import { asked, isLower } from './targets.ts'

const target = (more: Partial<Target> = {}): Target => ({
  code: 'T4', stage: '2025-2027', subject: 'grassroots union', met: { vi: 'x', en: 'x' }, indicatorCode: null, operator: '>=', share: 0.8, atLeast: 2, carriedBy: 'all', ...more,
})

describe('the number and notation of a plan', () => {
  it('are proposed as offices write them', () => {
    assert.equal(proposeNotation('LĐLĐ'), 'KH-LĐLĐ')
  })
  it('go on from the highest number, with or without its letter', () => {
    assert.deepEqual([proposeNumber([]), proposeNumber(['9', '10b', '2'])], ['1', '11'])
  })
})

describe('a target beside the one above', () => {
  it('is lower by its share, or by how many it asks of each', () => {
    assert.equal(isLower(target({ share: 0.79 }), target()), true)
    assert.equal(isLower(target({ atLeast: 1 }), target()), true)
    assert.equal(isLower(target({ share: 0.8, atLeast: 3 }), target()), false)
  })
  it('is asked only for the stages that the answer lives through, and of the unions that carry it', () => {
    const stages = [{ code: '2025-2027', during: { from: '2025-06-17', to: '2028-01-01' } }, { code: '2028-2030', during: { from: '2028-01-01', to: '2031-01-01' } }]
    const above = [target(), target({ stage: '2028-2030' }), target({ code: 'T3', carriedBy: 'upper' })]
    assert.deepEqual(asked(above, stages, { from: '2026-01-01', to: '2028-01-01' }, true).map((t) => t.code + t.stage), ['T42025-2027'])
    assert.equal(asked(above, stages, { from: '2026-01-01', to: null }, false).length, 3)
  })
})

describe('a target', () => {
  it('is not measured by an indicator that asks for a number in its stage', () => {
    const stages = [{ code: '2025-2027', during: { from: '2025-06-17', to: '2028-01-01' } }], numbered = [{ code: 'SK26', from: '2026-01-01', to: '2027-01-01' }]
    const said = (indicatorCode: string | null, on = numbered) => mustBeShares([target({ indicatorCode })], stages, on).map((r) => [r.code, r.field])
    assert.deepEqual([said('SK26'), said('T4'), said(null), said('SK26', [{ code: 'SK26', from: '2028-01-01', to: '2029-01-01' }])], [[['target-in-numbers', 'targets.T4.2025-2027.share']], [], [], []])
  })
})

describe('a plan counts as an answer', () => {
  const holds = { from: '2026-01-01', to: '2027-01-01' }
  it('only issued, in force, and with every lower target accepted', () => {
    const of = (more: Partial<Parameters<typeof counting>[0]>) => counting({ status: 'issued', holds, decisions: [], today: '2026-11-21', ...more })
    assert.equal(of({}), 'counts')
    assert.equal(of({ status: 'draft' }), 'draft')
    assert.equal(of({ today: '2027-01-01' }), 'not-in-force')
    assert.equal(of({ decisions: ['accepted', 'waiting'] }), 'waiting')
    assert.equal(of({ decisions: ['waiting', 'refused'] }), 'refused')
    assert.equal(of({ decisions: ['accepted'] }), 'counts')
  })
})

describe('two texts of one draft', () => {
  const content = (more: Partial<Content> = {}): Content => ({
    title: 'Kế hoạch', body: '', basis: [], series: '2026', number: '1', notation: 'KH-CĐCS', issuedOn: '2026-11-21', inForce: null, answerBy: null,
    targets: [{ ...target(), reason: null }], tasks: [{ id: 'a', text: 'Mở lớp', unitId: 'u', dueOn: '2026-12-01', doneOn: null, evidence: null }], ...more,
  })
  it('differ in nothing but what a person would call different', () => {
    assert.deepEqual(differences(content(), content({ title: ' Kế hoạch ' })), [])
  })
  it('are told apart field by field, target by target and task by task', () => {
    const found = differences(content({ number: '2', targets: [{ ...target({ share: 0.5 }), reason: 'Ca đêm' }] }), content({ tasks: [] }))
    assert.deepEqual(found.map((one) => [one.what.vi, one.mine.vi, one.theirs.vi]), [
      ['Số, ký hiệu', '2/KH-CĐCS', '1/KH-CĐCS'], ['Chỉ tiêu T4 (2025-2027)', '50% × 2 · x · Ca đêm', '80% × 2 · x'], ['Nhiệm vụ', 'Mở lớp · 01/12/2026', '(không có)']])
  })
})
