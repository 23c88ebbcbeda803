import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { isRefusal } from '#base/refusal'
import type { Cell, Grid } from '#platform/sheets/grid'
import { readSheets } from '#platform/sheets/read'
import { isoDay } from './days.ts'
import { nobodySeen } from './duplicates.ts'
import { ROSTER_FIELDS } from './fields.ts'
import { findHeader, proposeMapping } from './mapping.ts'
import { readRoster, type RosterContext, type RosterRow } from './roster.ts'

const TODAY = '2026-11-21'
const DATA = new URL('../../../../../shared/data/', import.meta.url)

interface Expected {
  headerRow: number
  sheet: string
  rows: {
    row: number
    kind: 'person' | 'not-a-person' | 'blank'
    problems?: string[]
    fixes?: string[]
    truth?: { born: string; id: string; phone: string; unit: string } & Record<string, unknown>
  }[]
}

const expected: Expected = JSON.parse(readFileSync(new URL('roster-messy.expected.json', DATA), 'utf8'))
const UNITS = readFileSync(new URL('units-of-roster.csv', DATA), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(','))
  .map(([name, kind], i) => ({ id: `u${i}`, name: name!, kind: kind! }))
  .concat({ id: 'province', name: 'Liên đoàn Lao động tỉnh Lào Cai', kind: 'Liên đoàn Lao động tỉnh' })

function readAll(grids: Grid[], context: Partial<RosterContext> = {}): { row: number; sheet: string; rows: RosterRow[] } {
  const header = findHeader(grids, ROSTER_FIELDS)
  assert.ok(!isRefusal(header), 'a header row is found')
  const grid = grids.find(({ name }) => name === header.sheet)!
  const mapping = proposeMapping(header.cells, ROSTER_FIELDS, { sample: grid.rows.slice(header.row, header.row + 50) })
  return { row: header.row, sheet: header.sheet, rows: readRoster(grid, header, mapping, { units: UNITS, today: TODAY, ...context }) }
}

const messy = await readSheets(readFileSync(new URL('roster-messy.xlsx', DATA)))

/** What an honest reading can know of the truth: a cell that was left empty, torn or cut says no more than it says. */
function knowable(truth: NonNullable<Expected['rows'][number]['truth']>, fixes: string[], person: RosterRow['person']) {
  return {
    ...truth,
    born: fixes.includes('year-only') ? truth.born.slice(0, 4) : truth.born,
    id: fixes.includes('old-9-digit-id') ? truth.id.slice(0, 9) : truth.id,
    phone: person?.phone === null ? null : truth.phone,
  }
}

function differences(rows: RosterRow[], moved: (row: number) => number = (row) => row): string[] {
  const byRow = new Map(rows.map((row) => [row.row, row]))
  return expected.rows.flatMap((want) => {
    const got = byRow.get(moved(want.row))
    const say = (what: string, a: unknown, b: unknown) => [`row ${want.row}: ${what} is ${JSON.stringify(a)}, expected ${JSON.stringify(b)}`]
    if (!got) return say('row', 'missing', want.kind)
    if (want.kind !== 'person') {
      if (got.verdict !== 'skipped') return say('verdict', got.verdict, 'skipped')
      return (got.reasons[0]!.code === 'blank') === (want.kind === 'blank') ? [] : say('skip', got.reasons[0]!.code, want.kind)
    }
    const problems = want.problems!.map((code) => code.replace(/(?<=-of-row-)\d+/, (n) => String(moved(Number(n)))))
    const codes = got.reasons.map(({ code }) => code)
    if (codes.toSorted().join() !== problems.toSorted().join()) return say('reasons', codes, problems)
    if (got.verdict !== (problems.length ? 'refused' : 'imported')) return say('verdict', got.verdict, problems.length)
    if (problems.length) return []
    const { name, born, female, id, phone, unit, post, fullTime, from, trained } = got.person!
    const person = { name, born, female, id, phone, unit, post, fullTime, from, trained }
    const truth = knowable(want.truth!, want.fixes!, got.person)
    return JSON.stringify(person) === JSON.stringify(truth) ? [] : say('person', person, truth)
  })
}

test('every row of the messy roster is read, refused or skipped as expected', () => {
  const { row, sheet, rows } = readAll(messy)
  assert.deepEqual({ row, sheet }, { row: expected.headerRow, sheet: expected.sheet })
  const wrong = differences(rows)
  assert.equal(wrong.length, 0, `${wrong.length} of ${expected.rows.length} rows differ:\n${wrong.slice(0, 10).join('\n')}`)
})

test('a phone is missing only where the cell is empty', () => {
  const phones = messy[0]!.rows.map((row) => row[6] ?? null)
  for (const { row, verdict, person } of readAll(messy).rows) {
    if (verdict === 'imported' && person!.phone === null) assert.equal(phones[row - 1], null, `row ${row}`)
  }
})

/** The column whose repairs a fix of the expected file speaks of. */
const FIX_FIELDS: Record<string, string> = {
  'upper': 'name', 'spaces': 'name', 'nfd': 'name', 'tcvn3': 'name',
  'date-cell': 'born', 'dots': 'born', 'dashes': 'born', 'year-only': 'born',
  'id-as-number': 'id', 'old-9-digit-id': 'id',
  'phone-as-number': 'phone', 'plus84': 'phone', 'phone-dots': 'phone',
  'unit-abbreviated': 'unit', 'unit-lower': 'unit',
}

test('every repair that leaves a trace in the sheet is named, and no other', () => {
  const rows = new Map(readAll(messy).rows.map((row) => [row.row, row]))
  const { rows: cells } = messy[0]!
  const wrong: string[] = []
  for (const { row, kind, problems, fixes, truth } of expected.rows) {
    if (kind !== 'person' || problems!.length > 0) continue
    // Ten units have nothing to abbreviate; their names stand in the sheet in full.
    const visible = fixes!.filter((fix) => fix !== 'unit-abbreviated' || cells[row - 1]![7] !== truth!.unit)
    const named = rows.get(row)!.repairs
    for (const { code, field } of named) if (FIX_FIELDS[code] !== field) wrong.push(`row ${row}: ${code} at ${field}`)
    const codes = named.map(({ code }) => code)
    if (codes.toSorted().join() !== visible.toSorted().join()) wrong.push(`row ${row}: ${codes.join()} instead of ${visible.join()}`)
  }
  assert.deepEqual(wrong, [])
})

test('the same roster with its columns in another order and under other headers reads the same', () => {
  const other: Record<string, string> = {
    'STT': 'TT', 'Họ và tên': 'HỌ TÊN CÁN BỘ', 'Ngày sinh': 'Ngày, tháng, năm sinh', 'Giới tính': 'Nam/Nữ', 'Số CCCD': 'CMND/CCCD',
    'Điện thoại': 'SĐT liên hệ', 'Đơn vị': 'Tên CĐCS', 'Chức danh': 'Chức vụ công đoàn', 'Chuyên trách': 'CT/KCT',
    'Ngày nhận nhiệm vụ': 'Ngày bổ nhiệm', 'Ngày tập huấn chuyển đổi số': 'Đã tập huấn CĐS (ngày)',
  }
  const headerRow = expected.headerRow - 1
  for (const order of [(n: number) => (n * 5) % 13, (n: number) => 12 - n, (n: number) => (n * 7 + 4) % 13]) {
    const rows = messy[0]!.rows.map((row, i) => {
      const moved: Cell[] = []
      for (let column = 0; column < 13; column++) {
        const cell = row[column] ?? null
        moved[order(column)] = i === headerRow ? (other[String(cell)] ?? cell) : cell
      }
      return moved
    })
    const wrong = differences(readAll([{ name: 'Danh sách', rows }]).rows)
    assert.deepEqual(wrong.slice(0, 5), [])
  }
})

test('the same roster as CSV text, two rows lower, reads the same', async () => {
  const text = messy[0]!.rows
    .map((row) =>
      row
        .map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10).split('-').reverse().join('/') : `"${String(cell ?? '').replaceAll('"', '""')}"`))
        .join(';'),
    )
    .join('\r\n')
  const grids = await readSheets(new Uint8Array(Buffer.from(`\uFEFF\r\n\r\n${text}`, 'utf16le')))
  const wrong = differences(readAll(grids).rows, (row) => row + 2)
  assert.deepEqual(wrong.slice(0, 5), [])
})

const HEAD = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Điện thoại', 'Đơn vị', 'Chức vụ', 'Chuyên trách', 'Ngày bổ nhiệm', 'Ngày tập huấn']
const ROW: Cell[] = [1, 'Trần Thị Hoa', '02/03/1985', 'Nữ', '010185000001', '0912345678', 'Công đoàn phường Lào Cai', 'Chủ tịch', 'x', '01/07/2025', '15/06/2026']

function readRows(rows: Cell[][], context: Partial<RosterContext> = {}) {
  return readAll([{ name: 'S', rows: [HEAD, ...rows] }], context).rows
}

function withCell(header: string, cell: Cell): Cell[] {
  const row = [...ROW]
  row[HEAD.indexOf(header)] = cell
  return row
}

test('a birth date is read in every form, day before month', () => {
  const cases: [Cell, string | null, string][] = [
    ['2-3-1985', '1985-03-02', 'dashes'],
    ['02.03.85', '1985-03-02', 'dots,two-digit-year'],
    ['1985-03-02', '1985-03-02', 'iso'],
    ['02 / 03 / 1985', '1985-03-02', ''],
    ['02/03/1985 00:00:00', '1985-03-02', ''],
    ['ngày 2 tháng 3 năm 1985', '1985-03-02', 'date-in-words'],
    [31108, '1985-03-02', 'excel-serial'],
    ['31108', '1985-03-02', 'excel-serial'],
    [new Date(Date.UTC(1985, 2, 2)), '1985-03-02', 'date-cell'],
    [new Date(Date.UTC(1905, 5, 7)), '1985', 'year-only'],
    [1985, '1985', 'year-only'],
    ['năm 1985', '1985', 'year-only'],
    ['03/1985', '1985', 'year-only'],
    ['02031985', '1985-03-02', 'date-compact'],
    [null, '1985', 'born-from-id'],
    ['03/14/1985', null, ''],
    ['29/02/1985', null, ''],
    ['khoảng 1985', null, ''],
  ]
  for (const [cell, born, codes] of cases) {
    const [row] = readRows([withCell('Ngày sinh', cell)])
    assert.equal(row!.person!.born, born, String(cell))
    assert.equal(row!.repairs.map(({ code }) => code).join(), codes, String(cell))
    assert.deepEqual(row!.reasons.map(({ code }) => code), born === null ? ['impossible-date'] : [], String(cell))
  }
})

test('the identity number contradicts a mistyped year or sex, and fills a missing one', () => {
  const codes = (row: Cell[]) => readRows([row])[0]!.reasons.map(({ code }) => code)
  assert.deepEqual(codes(withCell('Ngày sinh', '02/03/1958')), ['id-birth-mismatch'])
  assert.deepEqual(codes(withCell('Giới tính', 'Nam')), ['id-sex-mismatch'])
  assert.deepEqual(codes(withCell('Giới tính', 'abc')), ['bad-sex'])
  const [row] = readRows([withCell('Giới tính', null)])
  assert.deepEqual([row!.person!.female, row!.repairs.map(({ code }) => code)], [true, ['sex-from-id']])
})

test('a training that is not a day already past is not taken', () => {
  const trained = (cell: Cell) => {
    const [row] = readRows([withCell('Ngày tập huấn', cell)])
    return row!.reasons[0]?.code ?? row!.person!.trained
  }
  assert.equal(trained('chưa tập huấn'), null)
  assert.equal(trained('-'), null)
  assert.equal(trained('x'), 'training-date-incomplete')
  assert.equal(trained('Có'), 'training-date-incomplete')
  assert.equal(trained('05/2026'), 'training-date-incomplete')
  assert.equal(trained('22/11/2026'), 'future-training-date')
  assert.equal(trained('21/11/2026'), '2026-11-21')
})

test('posts are known by their short and sloppy forms, and an unknown one is kept with a warning', () => {
  const cases: Record<string, string> = {
    'CT': 'Chủ tịch', 'PCT': 'Phó Chủ tịch', 'phó ct': 'Phó Chủ tịch', 'UV BCH': 'Ủy viên Ban Chấp hành', 'UVBTV': 'Ủy viên Ban Thường vụ',
    'CN UBKT': 'Chủ nhiệm Ủy ban Kiểm tra', 'Uỷ viên Ban chấp hành': 'Ủy viên Ban Chấp hành', 'CHỦ TỊCH CĐCS': 'Chủ tịch',
    'Chủ tịch Công đoàn phường Lào Cai': 'Chủ tịch', 'tổ trưởng công đoàn': 'Tổ trưởng tổ công đoàn', 'Nữ công': 'Cán bộ nữ công',
    'Chñ tÞch': 'Chủ tịch', 'Giám đốc': 'Giám đốc',
  }
  for (const [raw, post] of Object.entries(cases)) {
    const [row] = readRows([withCell('Chức vụ', raw)])
    assert.equal(row!.person!.post, post, raw)
    assert.deepEqual(row!.warnings.map(({ code }) => code), post === 'Giám đốc' ? ['post-unlisted'] : [], raw)
  }
})

test('the same person twice is refused with the other row named, in another sheet too', () => {
  const again = withCell('Họ và tên', 'TRẦN THỊ HOA')
  const noId = withCell('Số CCCD', null)
  const oldCard = withCell('Số CCCD', '063123456')
  const otherPerson = withCell('Số CCCD', '010185000002')
  const rows = readRows([ROW, again, noId, oldCard, otherPerson])
  assert.deepEqual(rows.map(({ reasons }) => reasons[0]?.code), [undefined, 'duplicate-of-row-2', 'duplicate-of-row-2', 'duplicate-of-row-2', undefined])
  assert.deepEqual(rows[4]!.warnings.map(({ code }) => code), ['possible-namesake'])

  const seen = nobodySeen()
  readRows([ROW], { seen })
  const [second] = readAll([{ name: 'T', rows: [HEAD, ROW] }], { seen }).rows
  assert.match(second!.reasons[0]!.vi, /dòng 2 của trang “S”/)
})

test('rows that only look after the reader are skipped, and nobody with them', () => {
  const skipped: [Cell[], string][] = [
    [['I', 'Khối doanh nghiệp'], 'section'],
    [['A. Khối hành chính'], 'section'],
    [[null, 'II. Khối ngoài nhà nước'], 'section'],
    [[1, 'Khối trường học'], 'section'],
    [[null, 'Cộng', 12], 'total'],
    [['Tổng số: ', null, 45, 45], 'total'],
    [HEAD, 'repeated-header'],
    [['(1)', '(2)', '(3)', '(4)'], 'column-numbers'],
    [[1, 2, 3, 4, 5, 6], 'column-numbers'],
    [[null, null, null, null, null, null, 'Lào Cai, ngày 21 tháng 11 năm 2026'], 'signature'],
    [[null, 'NGƯỜI LẬP BIỂU', null, null, null, null, null, 'TM. BAN THƯỜNG VỤ'], 'signature'],
    [[null, ' ', '\u00A0'], 'blank'],
  ]
  for (const [cells, code] of skipped) assert.deepEqual(readRows([cells])[0]!.reasons.map((reason) => reason.code), [code], JSON.stringify(cells))
  const people: Cell[][] = [
    [7, 'Phan A Tỉnh'],
    [null, 'Trần Thị Hoa', '1985'],
    [null, null, '02/03/1985', 'Nữ', null, null, 'Công đoàn phường Lào Cai', 'Chủ tịch'],
    [1, 'Tống Công', 1985, null, 10085000001, 912345678, 'Công đoàn phường Lào Cai'],
    [null, 'Tổng Văn Cộng', '02/03/1985', 'Nam', null, null, 'Công đoàn phường Lào Cai'],
  ]
  for (const cells of people) assert.notEqual(readRows([cells])[0]!.verdict, 'skipped', JSON.stringify(cells))
})

test('a header in two rows with birth under Nam and Nữ, and names in two columns, is understood', () => {
  const rows: Cell[][] = [
    ['CÔNG ĐOÀN PHƯỜNG LÀO CAI'],
    ['TT', 'Họ và tên', null, 'Năm sinh', null, 'Điện thoại', 'Đơn vị'],
    [null, 'Họ đệm', 'Tên', 'Nam', 'Nữ'],
    [1, 'Trần Thị', 'Hoa', null, 1985, '0912345678', 'CĐ P. Lào Cai'],
    [2, 'Lò Văn', 'Páo', '03/04/1979', null, null, 'Công đoàn phường Lào Cai'],
  ]
  const read = readAll([{ name: 'S', rows }])
  assert.equal(read.row, 2)
  assert.deepEqual(
    read.rows.map(({ row, verdict, person }) => [row, verdict, person!.name, person!.born, person!.female, person!.unit]),
    [
      [4, 'imported', 'Trần Thị Hoa', '1985', true, 'Công đoàn phường Lào Cai'],
      [5, 'imported', 'Lò Văn Páo', '1979-04-03', false, 'Công đoàn phường Lào Cai'],
    ],
  )
})

test('a file without units takes the unit it was sent from', () => {
  const row = withCell('Đơn vị', null)
  assert.deepEqual(readRows([row])[0]!.reasons.map(({ code }) => code), ['no-unit'])
  assert.equal(readRows([row], { defaultUnit: UNITS[0]! })[0]!.person!.unit, UNITS[0]!.name)
})

test('a sheet without a header row is refused with what is needed', () => {
  const refused = findHeader([{ name: 'S', rows: [['Danh sách'], ['Họ và tên', 'Ghi chú'], ['A', 'B']] }], ROSTER_FIELDS)
  assert.ok(isRefusal(refused))
  assert.equal(refused.code, 'no-header')
})

test('what the user chose once for a header wins, and a column of unknown header is known by its contents', () => {
  const cells = ['Họ và tên', 'Cột A', 'Đơn vị', 'Liên lạc', 'Chức vụ']
  const sample = Array.from({ length: 6 }, (_, i) => ['An', `01018500000${i}`, 'X', `091234567${i}`, 'CT'])
  const proposed = proposeMapping(cells, ROSTER_FIELDS, { remembered: { 'cot a': null, 'don vi': 'post', 'chuc vu': null }, sample })
  assert.deepEqual(proposed, { columns: { name: 0, post: 2, phone: 3 }, unmapped: [{ column: 1, header: 'Cột A' }, { column: 4, header: 'Chức vụ' }] })
  assert.equal(proposeMapping(cells, ROSTER_FIELDS, { sample }).columns.id, 1)
})

test('every day of the calendar is one, and no other', () => {
  for (const year of [1900, 1996, 2000, 2023, 2100]) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const date = new Date(Date.UTC(year, month - 1, day))
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year
        assert.equal(isoDay(year, month, day), exists ? date.toISOString().slice(0, 10) : null)
      }
    }
  }
})

test('no cell whatever breaks the reading', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789/-.+ abđễµ\u0323¬') }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.date(),
    fc.constant(new Date(Number.NaN)),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 5 }), (rows) => {
      const read = readRows(rows as Cell[][])
      assert.equal(read.length, rows.length)
      for (const { verdict, reasons } of read) assert.equal(reasons.length === 0, verdict === 'imported')
    }),
  )
})

test('every reason speaks both languages and leaves no gap in its text', () => {
  for (const { reasons, warnings } of [...readAll(messy).rows, ...readRows([withCell('Đơn vị', 'CĐCS Cty May Hoàng Lien Sơn'), [1, 'A B']])]) {
    for (const { vi, en } of [...reasons, ...warnings]) {
      assert.ok(vi.length > 0 && en.length > 0)
      assert.doesNotMatch(vi + en, /[{}]|“”|undefined/)
    }
  }
})
