import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatForTest } from './columns.fixture.ts'
import { filterRows, orderRows, saidBy, type Column } from './columns.ts'

interface Official { name: string; unit: string; since: string | null; met: readonly [number, number] | null }
const columns: Column<Official>[] = [
  { key: 'name', title: { vi: 'Họ tên', en: 'Name' }, kind: 'name', value: (row) => row.name },
  { key: 'unit', title: { vi: 'Đơn vị', en: 'Unit' }, value: (row) => row.unit },
  { key: 'since', title: { vi: 'Từ ngày', en: 'Since' }, kind: 'day', value: (row) => row.since },
  { key: 'met', title: { vi: 'Đạt', en: 'Met' }, kind: 'share', value: (row) => row.met },
]
const officials: Official[] = [
  { name: 'Nguyễn Thị Đào', unit: 'CĐCS Sa Pa', since: '2025-07-01', met: [1, 3] },
  { name: 'Trần Văn An', unit: 'LĐLĐ Lào Cai', since: null, met: [2, 3] },
  { name: 'Lê Thị Dung', unit: 'CĐCS Bát Xát', since: '2024-01-15', met: [0, 0] },
]
const names = (rows: Official[]) => rows.map((row) => row.name)

test('people are found without accents, by words of any column and in any order', () => {
  assert.deepEqual(names(filterRows(officials, columns, 'dao nguyen', formatForTest)), ['Nguyễn Thị Đào'])
  assert.deepEqual(names(filterRows(officials, columns, 'sa pa 01/07', formatForTest)), ['Nguyễn Thị Đào'])
  assert.deepEqual(names(filterRows(officials, columns, '  ', formatForTest)).length, 3)
})

test('people stand in order of their given names: An, Dung, Đào', () => {
  assert.deepEqual(names(orderRows(officials, columns[0], false)), ['Trần Văn An', 'Lê Thị Dung', 'Nguyễn Thị Đào'])
})

test('rows without a value stand last in either direction, and nothing of nothing is no value', () => {
  assert.equal(names(orderRows(officials, columns[2], false)).at(-1), 'Trần Văn An')
  assert.equal(names(orderRows(officials, columns[2], true)).at(-1), 'Trần Văn An')
  assert.deepEqual(names(orderRows(officials, columns[3], true)), ['Trần Văn An', 'Nguyễn Thị Đào', 'Lê Thị Dung'])
})

test('a share is cut, never rounded up', () => {
  assert.equal(saidBy(columns[3]!, officials[1]!, formatForTest), '66,6%')
})
