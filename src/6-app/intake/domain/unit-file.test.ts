import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isRefusal } from '#base/refusal'
import type { Cell } from '#platform/sheets/grid'
import { readSheets } from '#platform/sheets/read'
import { UNIT_FIELDS } from './fields.ts'
import { findHeader } from './mapping.ts'
import { proposeUnitMapping, readUnits, type UnitRow, type UnitsContext } from './unit-file.ts'
import { type KnownUnit, writeOut } from './unit-keys.ts'
import { indexUnits } from './unit-names.ts'

const KINDS = [
  { code: 'federation', name: 'Liên đoàn Lao động tỉnh' },
  { code: 'ward', name: 'Công đoàn phường' },
  { code: 'zone', name: 'Công đoàn khu công nghiệp' },
  { code: 'grassroots', name: 'Công đoàn cơ sở' },
  { code: 'syndicate', name: 'Nghiệp đoàn cơ sở' },
]
const PROVINCE: KnownUnit = { id: 'p', name: 'Liên đoàn Lao động tỉnh Lào Cai', kind: 'federation' }
const HEAD = ['Tên đơn vị', 'Loại', 'Đơn vị cấp trên']

function readRows(rows: Cell[][], units: KnownUnit[] = [PROVINCE]): UnitRow[] {
  return readGrid([{ name: 'S', rows }], { units, kinds: KINDS })
}

function readGrid(grids: { name: string; rows: Cell[][] }[], context: UnitsContext): UnitRow[] {
  const header = findHeader(grids, UNIT_FIELDS)
  assert.ok(!isRefusal(header))
  return readUnits(grids[0]!, header, proposeUnitMapping(header.cells), context)
}

const codes = (rows: UnitRow[]) => rows.map(({ reasons }) => reasons.map(({ code }) => code).join())

test('the units of the roster are read with their kinds and upper units, and a second time establish nothing', async () => {
  const grids = await readSheets(readFileSync(new URL('../../../../../shared/data/units-of-roster.csv', import.meta.url)))
  const rows = readGrid(grids, { units: [PROVINCE], kinds: KINDS })
  assert.equal(rows.length, 9)
  assert.deepEqual([...new Set(rows.map(({ verdict }) => verdict))], ['imported'])
  assert.deepEqual(rows[0]!.unit, {
    name: 'Công đoàn phường Lào Cai', shortName: null, kind: 'ward', parent: PROVINCE.name, parentId: 'p', parentRow: null, unitId: null,
  })
  assert.deepEqual([rows[3]!.unit!.kind, rows[3]!.unit!.parentRow], ['grassroots', 2])

  const now = [PROVINCE, ...rows.map(({ row, unit }) => ({ id: `u${row}`, name: unit!.name, kind: unit!.kind! }))]
  const again = readGrid(grids, { units: now, kinds: KINDS })
  assert.deepEqual(again.map(({ verdict, unit }) => [verdict, unit!.unitId]), rows.map(({ row }) => ['imported', `u${row}`]))
})

test('short forms and old font codes are written out in a new unit’s name', () => {
  const rows = readRows([
    HEAD,
    ['CĐCS Cty CP  Khoáng sản', 'CĐCS', 'LĐLĐ tỉnh Lào Cai'],
    ['C«ng ®oµn ph­êng Sa Pa', null, 'Liên đoàn Lao động tỉnh Lào Cai'],
  ])
  assert.deepEqual(codes(rows), ['', ''])
  assert.deepEqual([rows[0]!.unit!.name, rows[0]!.unit!.kind], ['Công đoàn cơ sở Công ty Cổ phần Khoáng sản', 'grassroots'])
  assert.deepEqual([rows[1]!.unit!.name, rows[1]!.unit!.kind], ['Công đoàn phường Sa Pa', 'ward'])
  assert.equal(writeOut('CĐCS Cty.TNHH T&T'), 'Công đoàn cơ sở Công ty TNHH T&T')
})

test('a row that cannot stand is refused, and with it what would hang under it', () => {
  const rows = readRows([
    HEAD,
    ['Công đoàn phường A Mú', 'Công đoàn xóm', PROVINCE.name],
    ['Công đoàn cơ sở B', 'Công đoàn cơ sở', 'Công đoàn phường A Mú'],
    [null, 'Công đoàn cơ sở', PROVINCE.name],
    ['Công đoàn cơ sở C', 'Công đoàn cơ sở', 'Công đoàn phường Không Có'],
    ['Công đoàn cơ sở D', 'Công đoàn cơ sở', 'Công đoàn cơ sở Đ2'],
    ['Công đoàn cơ sở Đ2', 'Công đoàn cơ sở', 'Công đoàn cơ sở D'],
    ['Công đoàn cơ sở E', 'Công đoàn cơ sở', null],
    ['Công đoàn cơ sở G', 'Công đoàn cơ sở', PROVINCE.name],
    ['CĐCS G', 'Công đoàn cơ sở', 'LĐLĐ tỉnh Lào Cai'],
    ['LĐLĐ tỉnh Lào Cai', 'Công đoàn phường', null],
    ['Tổng cộng', 10],
    HEAD,
  ])
  assert.deepEqual(codes(rows), [
    'unknown-kind', 'parent-refused', 'no-unit-name', 'unknown-parent', 'parent-circle', 'parent-circle', 'no-parent', '', 'duplicate-of-row-9', 'kind-differs', 'total', 'repeated-header',
  ])
  assert.deepEqual(rows.map(({ verdict }) => verdict).slice(-6), ['refused', 'imported', 'refused', 'refused', 'skipped', 'skipped'])
})

const KNOWN = [
  'Công đoàn các khu công nghiệp tỉnh Lào Cai', 'Liên đoàn Lao động tỉnh Lào Cai', 'Công đoàn phường Lào Cai', 'Công đoàn phường Cam Đường',
  'Công đoàn cơ sở Công ty Cổ phần Khoáng sản Cam Đường', 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên', 'Nghiệp đoàn cơ sở Xe ôm Sa Pa',
  'Công đoàn cơ sở Trường Mầm non số 1', 'Công đoàn cơ sở Trường Mầm non số 2', 'Công đoàn cơ sở Công ty TNHH Bản Xanh', 'Công đoàn cơ sở Công ty TNHH Bàn Xanh',
].map((name, i) => ({ id: String(i), name, kind: '' }))

test('a unit is known by its short, lower-case, unmarked and once mistyped names', () => {
  const index = indexUnits(KNOWN)
  const cases: [string, string, string][] = [
    ['CĐCS Cty CP Khoáng sản Cam Đường', KNOWN[4]!.name, 'unit-abbreviated'],
    ['CĐCS CTCP Khoáng sản Cam Đường', KNOWN[4]!.name, 'unit-abbreviated'],
    ['CĐCS C.ty TNHH May Hoàng Liên', KNOWN[5]!.name, 'unit-abbreviated'],
    ['Cty TNHH May Hoàng Liên', KNOWN[5]!.name, 'unit-kind-left-out'],
    ['cong doan co so cong ty tnhh may hoang lien', KNOWN[5]!.name, 'unit-undiacritical'],
    ['CÔNG ĐOÀN PHƯỜNG CAM ĐƯỜNG', KNOWN[3]!.name, 'unit-lower'],
    ['CĐ P. Cam Đường', KNOWN[3]!.name, 'unit-abbreviated'],
    ['CĐ P.Lào Cai', KNOWN[2]!.name, 'unit-abbreviated'],
    ['CĐ các KCN tỉnh Lào Cai', KNOWN[0]!.name, 'unit-abbreviated'],
    ['CĐ KCN Lào Cai', KNOWN[0]!.name, 'unit-abbreviated'],
    ['LĐLĐ tỉnh Lào Cai', KNOWN[1]!.name, 'unit-abbreviated'],
    ['LĐLĐ Lào Cai', KNOWN[1]!.name, 'unit-abbreviated'],
    ['NĐCS xe ôm Sa Pa', KNOWN[6]!.name, 'unit-abbreviated'],
    ['Công đoàn cơ sở Công ty TNHH May Hoàng Lien', KNOWN[5]!.name, 'unit-misspelt'],
    ['Công đoàn cơ sở Công ty TNHH May Hoagn Liên', KNOWN[5]!.name, 'unit-misspelt'],
    ['CĐCS Cty TNHH Bàn Xanh', KNOWN[10]!.name, 'unit-abbreviated'],
    ['CĐCS Trường MN số 2', KNOWN[8]!.name, 'unit-abbreviated'],
  ]
  for (const [text, name, repair] of cases) {
    const found = index.find(text)
    assert.ok(found.is === 'one', `${text}: ${found.is}`)
    assert.deepEqual([found.unit.name, found.repairs.at(-1)], [name, repair], text)
  }
})

test('a name that fits several units or none is not guessed', () => {
  const index = indexUnits(KNOWN)
  const several = index.find('CDCS cty TNHH Ban Xanh')
  assert.ok(several.is === 'several')
  assert.deepEqual(several.candidates.map(({ id }) => id), ['9', '10'])
  for (const text of ['CĐCS Công ty Không Tồn Tại 7', 'CĐCS Trường MN số 3', 'Công đoàn phường', 'CĐCS Công ty TNHH May Hoàng Sơn']) {
    assert.equal(index.find(text).is, 'none', text)
  }
  const near = index.find('CĐCS Công ty TNHH May Hoàng Sơn')
  assert.ok(near.is === 'none')
  assert.equal(near.near[0]!.name, KNOWN[5]!.name)
})
