// Spreadsheets read as they come, against hucre reading them as a whole.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { parseCsv } from 'hucre/csv'
import { streamXlsxRows, writeXlsx } from 'hucre/xlsx'
import { csvRows } from './csv-rows.ts'
import { openCsv } from './csv.ts'
import type { Cell, UnreadableSheet } from './grid.ts'
import { headOf, openSheets, readSheets } from './read.ts'
import { type Source, sourceOf } from './source.ts'
import { writeSheet } from './write.ts'

const DATA = new URL('../../../../shared/data/', import.meta.url)

/** The same bytes, a few at a time. */
function drop(bytes: Uint8Array, size: number): Source {
  const whole = sourceOf(bytes)
  return { ...whole, async* pieces(from = 0, to = bytes.length) { for (let i = from; i < to; i += size) yield bytes.subarray(i, Math.min(to, i + size)) } }
}

async function all(source: Source): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const some of (await openSheets(source)).sheets[0]!.rows()) rows.push(...some)
  return rows
}

/** A row ends with its last cell that holds anything. */
async function byHucre(bytes: Uint8Array): Promise<Cell[][]> {
  const rows: Cell[][] = []
  for await (const row of streamXlsxRows(bytes, { sheet: 0 })) {
    while (rows.length < row.index) rows.push([])
    rows.push((row.values as Cell[]).slice(0, row.values.findLastIndex((value) => value !== null) + 1))
  }
  return rows
}

describe('a CSV that comes in pieces', () => {
  it('is cut into the same rows as the whole, wherever the pieces end', () => {
    const sign = fc.constantFrom('a', 'ễ', ';', '"', '\n', '\r', ' ', '""', '\r\n')
    fc.assert(fc.property(fc.array(sign, { maxLength: 40 }).map((signs) => signs.join('')), fc.array(fc.integer({ min: 1, max: 7 })), (text, sizes) => {
      const rows: Cell[][] = []
      const cut = csvRows(';')
      for (let at = 0, n = 0; at < text.length; n++) {
        const size = sizes[n % (sizes.length || 1)] ?? 3
        rows.push(...cut.push(text.slice(at, at + size)))
        at += size
      }
      rows.push(...cut.end())
      assert.deepEqual(rows, parseCsv(text, { delimiter: ';' }).map((row) => row.map((cell) => (cell === '' ? null : cell))))
    }), { numRuns: 2000 })
  })

  it('reads in every encoding, also where a piece ends within a letter', async () => {
    const text = 'Họ và tên;Đơn vị\r\nNguyễn Thị Hường;"Công đoàn phường ""Cam Đường""; khối 2"\r\nĐặng Văn Ổn;Hợp tác xã\nLò Văn Pó;x'
    const expected = [['Họ và tên', 'Đơn vị'], ['Nguyễn Thị Hường', 'Công đoàn phường "Cam Đường"; khối 2'], ['Đặng Văn Ổn', 'Hợp tác xã'], ['Lò Văn Pó', 'x']]
    const tcvn3 = Buffer.from('NguyÔn ThÞ H­êng;C«ng ®oµn ph­êng Cam §­êng\nLª ThÞ B×nh;x', 'latin1')
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le'), Buffer.from(text, 'utf16le').swap16()]) {
      for (const size of [1, 2, 3, 7, 1000]) assert.deepEqual(await all(drop(bytes, size)), expected)
    }
    for (const size of [1, 5, 1000]) {
      const csv = await openCsv(drop(tcvn3, size))
      assert.deepEqual([csv.encoding, csv.lines], ['tcvn3', 1])
      assert.deepEqual(await all(drop(tcvn3, size)), [['Nguyễn Thị Hường', 'Công đoàn phường Cam Đường'], ['Lê Thị Bình', 'x']])
    }
    // One byte that is no UTF-8, far behind the first block, makes it an old file.
    const late = Buffer.concat([Buffer.from('a;b\n'.repeat(200_000)), Buffer.from('NguyÔn\n', 'latin1')])
    assert.equal((await openCsv(sourceOf(late))).encoding, 'windows-1258')
  })

  it('is refused where a quote is never closed, instead of being swallowed whole', async () => {
    await assert.rejects(all(sourceOf(Buffer.from(`a;b\n"${'x;y\n'.repeat(500_000)}`))), (error: UnreadableSheet) => error.code === 'file-quotes')
  })
})

describe('a workbook that is read as it is unpacked', () => {
  it('gives the cells that hucre gives, of the messy roster too', async () => {
    const messy = readFileSync(new URL('roster-messy.xlsx', DATA))
    const rows = await all(sourceOf(messy))
    assert.equal(rows.length > 600, true)
    assert.deepEqual(rows, await byHucre(messy))
    assert.deepEqual(await all(drop(messy, 13)), rows)
  })

  it('gives the same from Excel’s shared strings, rich texts, formulas, dates, faults and gaps', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('Danh sách & <thử>')
    sheet.addRow(['Họ và tên', 'Ngày', 'Số', 'Có', 'Công thức', 'Lỗi'])
    sheet.addRow(['Nguyễn <Thị> & "Hường" \'x\'', new Date(Date.UTC(1985, 2, 2)), 12.5, true, { formula: 'C2*2', result: 25 }, { error: '#N/A' }])
    sheet.addRow([{ richText: [{ text: 'Đặng ', font: { bold: true } }, { text: 'Văn Ổn ' }] }, null, -3, false, { formula: '"a"&"b"', result: 'ab' }])
    sheet.getCell('H9').value = ' khoảng trắng '
    sheet.getCell('A7').value = 'dòng\r\nmới _x000D_'
    sheet.getCell('B7').value = 1e21
    sheet.getCell('B2').numFmt = 'dd/mm/yyyy'
    sheet.getCell('C2').numFmt = '#,##0.00'
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
    assert.deepEqual(await all(sourceOf(bytes)), await byHucre(bytes))
    assert.deepEqual(await all(drop(bytes, 7)), await byHucre(bytes))
  })

  it('gives back what the house writes, whatever is in it', async () => {
    const cell = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 8 }).filter((t) => t !== '' && !/[\uD800-\uDFFF\uFFFE\uFFFF]/.test(t)), fc.integer(), fc.boolean(), fc.constantFrom('_x000D_', '<a>', '&amp;', ' x ', ']]>', '\n'))
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), async (rows) => {
      const bytes = await writeSheet({ columns: rows[0]!.map((_, i) => ({ header: `c${i}` })), rows })
      assert.deepEqual(await all(sourceOf(bytes)), await byHucre(bytes))
    }), { numRuns: 60 })
  })

  it('counts 1904 and the hidden as the workbook says', async () => {
    const bytes = await writeXlsx({ dateSystem: '1904', sheets: [{ name: 'Ẩn', hidden: true, rows: [['x']] }, { name: 'Hiện', rows: [['a'], [new Date(Date.UTC(2026, 10, 21))]], columns: [{ numFmt: 'dd/mm/yyyy' }] }] })
    const [sheet, ...others] = await readSheets(bytes)
    assert.deepEqual([sheet!.name, others.length, sheet!.rows[1]![0]], ['Hiện', 0, new Date(Date.UTC(2026, 10, 21))])
  })

  it('leaves a number that is no day a number, whatever its format says', async () => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const bytes = await writeXlsx({ dateSystem, sheets: [{ name: 'A', rows: [['Ngày sinh'], [-1], [1e300], [3_000_000], [20_000]], columns: [{ numFmt: 'dd/mm/yyyy' }] }] })
      const [, wrong, great, late, day] = (await all(sourceOf(bytes))).map((row) => row[0])
      assert.deepEqual([wrong, great, late, day instanceof Date], [-1, 1e300, 3_000_000, true])
    }
  })

  it('is refused where the file was cut off, with what to do', async () => {
    const whole = readFileSync(new URL('roster-messy.xlsx', DATA))
    const torn = Buffer.from(whole)
    torn.fill(0x55, 3000, 9000)
    for (const bytes of [whole.subarray(0, whole.length - 3000), torn]) await assert.rejects(all(sourceOf(bytes)), (error: UnreadableSheet) => error.code === 'file-damaged' && error.vi !== '')
  })

  it('can be left after its first rows', async () => {
    const file = await openSheets(sourceOf(readFileSync(new URL('roster-messy.xlsx', DATA))))
    assert.equal((await headOf(file.sheets[0]!, 10)).rows.length, 10)
    assert.ok(file.sheets[0]!.expected! > 600)
  })
})
