import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { decodeText, parseCsvText, separatorOf } from './csv.ts'
import { UnreadableSheet } from './grid.ts'
import { readSheets } from './read.ts'
import { writeSheet } from './write.ts'

const DANGEROUS = ['=1+1', '=cmd|\'/c calc\'!A1', '+84912345678', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x","y")']

test('what people typed leaves as text and never as a formula, and reads back unchanged', async () => {
  const bytes = await writeSheet({
    columns: [{ header: 'Họ và tên' }, { header: '=Lý do' }, { header: 'Số', kind: 'number' }, { header: 'Ngày', kind: 'date' }],
    rows: [
      ...DANGEROUS.map((text) => [text, text, 1234567, new Date(Date.UTC(2026, 10, 21))]),
      [null, null, '=1+1', '@x'],
    ],
  })
  const [grid] = await readSheets(bytes)
  assert.deepEqual(grid!.rows[0], ['Họ và tên', '=Lý do', 'Số', 'Ngày'])
  DANGEROUS.forEach((text, i) => assert.equal(grid!.rows[i + 1]![0], text))
  assert.deepEqual(grid!.rows[1]!.slice(2), [1234567, new Date(Date.UTC(2026, 10, 21))])

  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  const sheet = workbook.worksheets[0]!
  DANGEROUS.forEach((text, i) => {
    for (const column of [1, 2]) {
      const cell = sheet.getCell(i + 2, column)
      assert.equal(cell.type, ExcelJS.ValueType.String)
      assert.equal(cell.formula, undefined)
      // XML readers turn a lone carriage return into a line feed unless it is escaped.
      assert.equal(String(cell.value).replace(/_x000D_/i, '\r').replace(/\n/, '\r'), text.replace(/\n/, '\r'))
      assert.equal(cell.numFmt, '@')
    }
  })
  for (const column of [3, 4]) {
    const cell = sheet.getCell(DANGEROUS.length + 2, column)
    assert.deepEqual([cell.type, cell.numFmt], [ExcelJS.ValueType.String, '@'])
  }
  assert.equal(sheet.getCell(1, 2).type, ExcelJS.ValueType.String)
})

test('what a table is and what was asked stand over its header, as texts, and the filter begins at the header', async () => {
  const bytes = await writeSheet({ above: ['Xếp hạng các đơn vị', '=Tính đến 30/06/2025'], columns: [{ header: 'Đơn vị' }, { header: 'Đạt', kind: 'number' }], rows: [['An Giang', 12], ['Kiên Giang', '–']] })
  const [grid] = await readSheets(bytes)
  assert.deepEqual(grid!.rows.filter((row) => row[0] !== null && row[0] !== undefined).map((row) => row[0]), ['Xếp hạng các đơn vị', '=Tính đến 30/06/2025', 'Đơn vị', 'An Giang', 'Kiên Giang'])
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  const sheet = workbook.worksheets[0]!
  assert.deepEqual([sheet.getCell('A2').type, sheet.getCell('A2').formula], [ExcelJS.ValueType.String, undefined])
  assert.equal(sheet.autoFilter, 'A4:B6')
  assert.deepEqual([sheet.getCell('B4').font?.bold, sheet.getCell('B5').value, sheet.getCell('B6').numFmt], [true, 12, '@'])
})

const TABLE = [
  ['Họ và tên', 'Số CCCD', 'Đơn vị'],
  ['Nguyễn Thị Hường', '001185012345', 'Công đoàn phường "Cam Đường"; khối 2'],
  ['Đặng Văn Ổn', '010076123456', 'Hợp tác xã Vận tải Sa Pa'],
]

test('a list saved as CSV reads the same in UTF-8, UTF-16 and Windows-1258, with any usual separator', async () => {
  for (const separator of [',', ';', '\t']) {
    const text = TABLE.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n')
    const files = {
      'utf-8': new TextEncoder().encode(text),
      'utf-8 with mark': new TextEncoder().encode('\uFEFF' + text),
      'utf-16le with mark': new Uint8Array(Buffer.from('\uFEFF' + text, 'utf16le')),
      'utf-16le': new Uint8Array(Buffer.from(text, 'utf16le')),
      'utf-16be with mark': new Uint8Array(Buffer.from('\uFEFF' + text, 'utf16le').swap16()),
      'windows-1258': toWindows1258(text),
    }
    for (const [name, bytes] of Object.entries(files)) {
      const [grid] = await readSheets(bytes)
      assert.deepEqual(grid!.rows, TABLE, `${name}, separator ${JSON.stringify(separator)}`)
    }
  }
})

test('bytes of a TCVN3 program are told from Windows-1258', () => {
  const bytes = new Uint8Array(Buffer.from('NguyÔn ThÞ H­êng,C«ng ®oµn ph­êng Cam §­êng', 'latin1'))
  assert.deepEqual(decodeText(bytes), { text: 'Nguyễn Thị Hường,Công đoàn phường Cam Đường', encoding: 'tcvn3' })
})

test('a separator inside quotes does not count, and sep= at the top decides', () => {
  assert.equal(separatorOf('a;b\n"1,2,3,4";c\n"5,6,7,8";d'), ';')
  assert.deepEqual(parseCsvText('sep=|\na|b,c\n'), [['a', 'b,c']])
})

test('files that are no spreadsheet are refused with what to do', async () => {
  const code = (expected: string) => (error: unknown) => {
    assert.ok(error instanceof UnreadableSheet)
    assert.equal(error.code, expected)
    assert.ok(error.vi && error.en)
    return true
  }
  await assert.rejects(readSheets(new Uint8Array()), code('file-empty'))
  await assert.rejects(readSheets(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])), code('file-old-or-locked'))
  await assert.rejects(readSheets(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])), code('file-damaged'))
  await assert.rejects(readSheets(new Uint8Array(Buffer.from('a,b\n1,2\n3,4')), { maxRows: 2 }), code('file-too-long'))
})

/** Test's own writer of Windows-1258: base letter and tone apart, as that code demands. */
function toWindows1258(text: string): Uint8Array {
  const byte = new Map<string, number>()
  const decoder = new TextDecoder('windows-1258')
  for (let code = 0; code < 256; code++) byte.set(decoder.decode(new Uint8Array([code])), code)
  const bytes: number[] = []
  for (const sign of text) {
    const apart = sign.normalize('NFD')
    const tones = apart.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? []
    const base = apart.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC')
    for (const part of [base, ...tones]) bytes.push(byte.get(part) ?? assert.fail(`no code for ${part}`))
  }
  return new Uint8Array(bytes)
}
