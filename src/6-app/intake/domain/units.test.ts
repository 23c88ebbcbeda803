import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indexUnits } from './unit-names.ts'
import { type IntakeUnit, PackedUnits } from './units.ts'

const unit = (id: string, name: string, more: Partial<IntakeUnit> = {}): IntakeUnit =>
  ({ id, name, shortName: null, kind: 'grassroots-union', hasMembers: true, since: null, parentId: 'p', parent: 'Liên đoàn Lao động tỉnh Lào Cai', ...more })

function packed(units: readonly IntakeUnit[]): PackedUnits {
  const all = new PackedUnits()
  for (const one of units) all.add(one)
  return all
}

test('a unit comes out of the many as it went in, by its place and by its id', () => {
  const units = [
    unit('p', 'Liên đoàn Lao động tỉnh Lào Cai', { kind: 'provincial-federation', hasMembers: false, parentId: null, parent: null }),
    unit('a', 'CĐCS Trường Mầm non Hoa Sen', { shortName: 'CĐ Hoa Sen', since: '2025-07-01' }),
    ...Array.from({ length: 3000 }, (_, i) => unit(`n${i}`, `Công đoàn cơ sở Công ty TNHH Thương mại và Dịch vụ Đông Á ${i}`, { parentId: `p${i % 7}`, parent: null })),
  ]
  const all = packed(units)
  assert.equal(all.length, units.length)
  assert.deepEqual([0, 1, 2, 3001].map((i) => all.at(i)), [units[0], units[1], units[2], units[3001]])
  assert.deepEqual(['a', 'n2999', 'nobody'].map((id) => all.byId(id)), [units[1], units[3001], undefined])
})

test('a name that thousands nearly bear is found among them, or its namesakes are all named', () => {
  const many = Array.from({ length: 5000 }, (_, i) => unit(`n${i}`, `Công đoàn cơ sở Trường Tiểu học Bản Mường ${i}`))
  const index = indexUnits(packed([...many, unit('x', 'Công đoàn cơ sở Trường Tiểu học Bản Mường Xanh'), unit('y', 'Công đoàn cơ sở Bệnh viện Bảo Thắng', { shortName: 'BV Bảo Thắng' }), unit('z', 'Công đoàn cơ sở Bệnh viện Bảo Thắng')]))
  const found = (text: string) => { const answer = index.find(text); return answer.is === 'one' ? [answer.unit.id, ...answer.repairs] : answer.is === 'several' ? answer.candidates.map(({ id }) => id) : answer.near.length }
  assert.deepEqual(found('Công đoàn cơ sở Trường Tiểu học Bản Mường 4321'), ['n4321'])
  assert.deepEqual(found('CĐCS TRƯỜNG TIỂU HỌC BẢN MƯỜNG 77'), ['n77', 'unit-abbreviated'])
  assert.deepEqual(found('Trường Tiểu học Bản Mường 0'), ['n0', 'unit-kind-left-out'])
  assert.deepEqual(found('Công đoàn cơ sở Trường Tiểu học Bản Mường Xnah'), ['x', 'unit-misspelt'])
  assert.deepEqual(found('Công đoàn cơ sở Bệnh viện Bảo Thắng'), ['y', 'z'])
  assert.deepEqual(found('BV Bảo Thắng'), ['y'])
  assert.equal(found('Công đoàn cơ sở Trường Tiểu học Bản Mường 5000'), 3)
})
