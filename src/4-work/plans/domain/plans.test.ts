import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proposeNotation, proposeNumber } from './notation.ts'
import type { Target } from './plan.ts'
import { counting } from './rules.ts'
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
