import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refused } from '#base/refusal'
import { sourceOf } from '../sheets/source.ts'
import { openZip } from '../sheets/zip.ts'
import { toDocx } from './docx.ts'
import { writeDateline, writeLongDay, writeNumber, type Block, type Paper } from './document.ts'
import { toPdf } from './pdf.ts'
import { draw } from './typst.ts'

const paper = (...blocks: Block[]): Paper => ({ title: 'Giấy triệu tập', madeAt: new Date('2026-11-05T02:00:00Z'), dress: 'office', blocks })
const title: Block = { kind: 'title', name: 'GIẤY TRIỆU TẬP', about: ['Tham dự lớp “Kỹ năng số”'] }
const every: Block[] = [
  { kind: 'letterhead', above: 'Tổng Liên đoàn Lao động Việt Nam', organ: 'Liên đoàn Lao động tỉnh Lào Cai', number: writeNumber('12', 'GTT-LĐLĐ'), dateline: writeDateline('Lào Cai', '2026-11-05') },
  title, { kind: 'basis', lines: ['Căn cứ Luật Công đoàn.'] }, { kind: 'centred', line: [{ bold: 'QUYẾT ĐỊNH:' }] },
  { kind: 'paragraph', line: ['Mời ', { bold: 'Lừu Thị Mỷ' }, { italic: ' dự lớp.' }] }, { kind: 'facts', of: [['Đơn vị', 'Công đoàn phường Cam Đường']] },
  { kind: 'table', columns: [{ title: 'STT', width: { mm: 12 }, align: 'center' }, { title: 'Họ và tên', width: { share: 1 } }], rows: [['1', 'Giàng A Páo']], signed: true },
  { kind: 'page' }, { kind: 'table', columns: [{ title: 'Họ và tên', width: { share: 1 } }], rows: [], empty: 'Chưa có ai.' },
  { kind: 'signatures', signers: [{ capacity: ['NGƯỜI ĐIỂM DANH'], note: '(Ký)', name: '' }, { capacity: ['GIẢNG VIÊN'], name: '' }] },
  { kind: 'sealed', address: 'https://congdoan.example/chung-nhan/AB12', lines: ['Số: 1/2026'], signer: { capacity: ['CHỦ TỊCH'], name: 'Nguyễn Văn Thịnh' } },
  { kind: 'signature', recipients: ['Như trên;', 'Lưu: VT.'], signer: { capacity: ['TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH'], name: 'Nguyễn Văn Thịnh' } },
]

describe('an official paper as PDF', () => {
  it('says that it is PDF/A-2a and PDF/UA-1, in which language, and shows its title', async () => {
    for (const dress of ['office', 'certificate'] as const) {
      const pdf = Buffer.from(await toPdf({ ...paper(...every), dress })).toString('latin1')
      for (const said of ['<pdfaid:part>2</pdfaid:part>', '<pdfaid:conformance>A</pdfaid:conformance>', '<pdfuaid:part>1</pdfuaid:part>', '/DisplayDocTitle true', '/Lang (vi-VN)', '/Marked true']) assert.ok(pdf.includes(said), `${dress}: ${said}`)
      // Every object stands where the table at the end says.
      const start = Number(/startxref\s+(\d+)\s+%%EOF/.exec(pdf)![1])
      const [, count] = /^xref\s+0 (\d+)/.exec(pdf.slice(start))!
      const places = [...pdf.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map((m) => Number(m[1]))
      assert.equal(places.length, Number(count) - 1)
      for (const [i, place] of places.entries()) assert.ok(pdf.startsWith(`${i + 1} 0 obj`, place), `object ${i + 1}`)
      const packet = /stream\r?\n(<\?xpacket[^]*?)\r?\nendstream/.exec(pdf)![1]!
      assert.equal(Number(/\/Length (\d+)/.exec(pdf.slice(0, pdf.indexOf(packet)).slice(-300))![1]), packet.length)
    }
  })
  it('is the same file for the same paper', async () => {
    assert.deepEqual(await toPdf(paper(title)), await toPdf(paper(title)))
  })
  it('takes what is written as words, whatever it looks like', async () => {
    await toPdf(paper(title, { kind: 'paragraph', line: ['#panic("x") $ \\ *a* <b> @c // d'] }))
  })
  it('is refused with a letter that its font does not have, and the next one is drawn', async () => {
    await assert.rejects(toPdf(paper(title, { kind: 'paragraph', line: ['Đồng chí 漢'] })), (error) => error instanceof Refused && error.refusals[0]!.text.vi.includes('“漢”'))
    assert.ok((await toPdf(paper(title))).length > 1000)
  })
  it('fails where a font or anything else that the drawing asks for is missing', () => {
    const asked = { no: 1, paper: JSON.stringify({ ...paper(title), made: [2026, 11, 5] }), seconds: 1_790_000_000 }
    const drawing = '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "vi", font: "Tinos")\n= Tiêu đề'
    assert.ok(draw(asked, drawing).length > 1000)
    assert.throws(() => draw(asked, drawing.replace('Tinos', 'Times New Roman')), /unknown font family: times new roman/)
    assert.throws(() => draw(asked, drawing.replace('title: "x", ', '')), /PDF\/UA-1 error: missing document title/)
  })
})

describe('the same paper as DOCX', () => {
  it('says the same words in Times New Roman on A4', async () => {
    const parts = await openZip(sourceOf(await toDocx(paper(...every))))
    const body = await parts.get('word/document.xml')!.text()
    const words = body.replace(/<[^>]+>/g, '|')
    for (const said of ['LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI', 'Độc lập - Tự do - Hạnh phúc', 'Số: 12/GTT-LĐLĐ', 'Lào Cai, ngày 05 tháng 11 năm 2026', 'GIẤY TRIỆU TẬP', 'Lừu Thị Mỷ', 'Giàng A Páo', 'Chưa có ai.', 'Nơi nhận:', 'TM. BAN THƯỜNG VỤ']) assert.ok(words.includes(said), said)
    assert.match(body, /<w:pgSz w:w="11905" w:h="16837"/)
    assert.match(await parts.get('word/styles.xml')!.text(), /Times New Roman/)
    assert.ok([...parts.keys()].some((name) => name.endsWith('.gif')), 'the code to be read by a camera')
  })
})

describe('the head of a paper', () => {
  it('writes number and day as the decree asks, with room for the pen where they are open', () => {
    assert.equal(writeLongDay('2026-02-05'), 'ngày 05 tháng 02 năm 2026')
    assert.equal(writeLongDay('2026-11-15'), 'ngày 15 tháng 11 năm 2026')
    assert.match(writeNumber(null, 'QĐ-LĐLĐ'), /^Số: \s+\/QĐ-LĐLĐ$/)
    assert.match(writeDateline('Lào Cai', null), /^Lào Cai, ngày\s+tháng\s+năm\s+$/)
  })
})
