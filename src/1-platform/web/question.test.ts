import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { questionOf, readAsked } from './question.ts'

const today = '2026-11-22'
const asked = (search: Record<string, string>) => questionOf(readAsked(search, today))

describe('what an address asks for', () => {
  it('is today, as structured and known today, where it says nothing', () => {
    assert.deepEqual(asked({}), { on: today })
    assert.deepEqual(asked({ ngay: 'hôm qua', 'co-cau': '31/12/2025', 'du-lieu': '2025-13-01' }), { on: today }, 'nor where it says no day')
  })

  it('is a day under the tree of another, as known by the end of a third', () => {
    assert.deepEqual(asked({ ngay: '2025-06-30', 'co-cau': '2025-08-01', 'du-lieu': '2025-07-15' }), { on: '2025-06-30', tree: '2025-08-01', knownAt: '2025-07-15T23:59:59.999+07:00' })
  })

  it('follows the day on which the link is opened where it says today, and the day asked for where it says then', () => {
    assert.deepEqual(asked({ ngay: '2025-06-30', 'co-cau': 'hom-nay', 'du-lieu': 'khi-do' }), { on: '2025-06-30', tree: today, knownAt: '2025-06-30T23:59:59.999+07:00' })
  })

  it('leaves out what changes nothing: the tree of the day itself, and what is known by today', () => {
    assert.deepEqual(asked({ ngay: '2025-06-30', 'co-cau': '2025-06-30', 'du-lieu': today }), { on: '2025-06-30' })
    assert.deepEqual(asked({ 'co-cau': 'hom-nay', 'du-lieu': 'khi-do' }), { on: today })
  })
})
