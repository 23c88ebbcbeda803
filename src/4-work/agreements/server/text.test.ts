// What comes out of files, and what is said of files that hold no words or mean harm.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { Refused } from '#base/refusal'
import { toPdf } from '#platform/paper/pdf'
import { joinPages } from '../domain/text-clean.ts'
import { passagesOf } from '../domain/passages.ts'
import { docxOf } from '#tests/factories/docx'
import { readText } from './text-read.ts'

const paragraph = (text: string, list = '') => `<w:p>${list && `<w:pPr>${list}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const inList = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`
const level = (n: number, format: string, text: string) => `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const refused = async (bytes: Uint8Array, options?: Parameters<typeof readText>[1]) => {
  const error = await readText(bytes, options).then(() => null, (e: unknown) => e)
  assert.ok(error instanceof Refused, String(error))
  assert.ok(error.refusals[0]!.text.vi && error.refusals[0]!.text.en)
  return error.refusals[0]!.code
}

test('the numbers that Word writes itself stand in the text', async () => {
  const { body, readAs } = await readText(docxOf(
    [paragraph('Tiền lương &amp; thưởng', inList(0)), paragraph('Trả lương ngày 10.', inList(1)), paragraph('Thưởng Tết một tháng lương.', inList(1)), paragraph('Bữa ăn ca', '<w:pStyle w:val="Dieu"/>'), paragraph('30.000 đồng một suất.', inList(2)),
      '<w:p><w:r><w:t>Bảng</w:t><w:tab/><w:t>lương</w:t><w:br/><w:t>kèm theo</w:t><w:delText>đã bỏ</w:delText></w:r></w:p>'].join(''),
    { 'word/numbering.xml': `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">${level(0, 'decimal', 'Điều %1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>`,
      'word/styles.xml': '<w:styles xmlns:w="w"><w:style w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>' }))
  assert.equal(readAs, 'docx')
  assert.equal(body, 'Điều 1. Tiền lương & thưởng\n1. Trả lương ngày 10.\n2. Thưởng Tết một tháng lương.\nĐiều 2. Bữa ăn ca\na) 30.000 đồng một suất.\nBảng lương\nkèm theo')
})

test('text in an old font code is Vietnamese again', async () => {
  assert.equal((await readText(docxOf(paragraph('Tháa ­íc lao ®éng tËp thÓ C«ng ty cæ phÇn')))).body, 'Thỏa ước lao động tập thể Công ty cổ phần')
})

test('a PDF is read in paragraphs as they were before they were printed', async () => {
  const paragraphs = ['Điều 5. Bữa ăn ca', `1. Mỗi ca làm việc, người lao động được ăn một bữa ăn ca trị giá không dưới 30.000 đồng, chưa kể chi phí nấu; giá trị suất ăn được điều chỉnh khi chỉ số giá lương thực tăng từ 5% trở lên.`, '2. Người không ăn được trả tiền.']
  const { body } = await readText(await toPdf({ title: 'Thỏa ước lao động tập thể', madeAt: new Date('2026-01-01T00:00:00Z'), dress: 'office', blocks: paragraphs.map((line) => ({ kind: 'paragraph', line: [line] })) }))
  for (const one of paragraphs) assert.ok(body.split('\n').includes(one), body)
  assert.ok(passagesOf(body).some((p) => p.path === 'Điều 5, khoản 2'))
})

test('running heads and page numbers are no part of the text', () => {
  const page = (n: number, line: string) => ['CÔNG TY MAY BÌNH MINH', line, `Trang ${n}/3`]
  assert.equal(joinPages([page(1, 'Điều 1. Lương được trả'), page(2, 'vào ngày 10 hằng tháng.'), page(3, 'Điều 2. Thưởng')]), 'Điều 1. Lương được trả\nvào ngày 10 hằng tháng.\nĐiều 2. Thưởng')
})

describe('a file without words, or one that means harm', () => {
  const pdf = (body: string) => strToU8(`%PDF-1.7\n${body}`)
  test('is told from one that only lacks a text layer', async () => {
    assert.equal(await refused(await toPdf({ title: 'A', madeAt: new Date(), dress: 'office', blocks: [] })), 'text-scan')
    assert.equal(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])), 'text-scan')
    assert.equal(await refused(docxOf('')), 'text-empty')
    assert.equal(await refused(strToU8('Điều 1. Lương')), 'text-kind')
    assert.equal(await refused(pdf('1 0 obj << /Type /Catalog >> endobj trailer << /Root 1 0 R >>')), 'text-damaged')
    assert.equal(await refused(pdf('')), 'text-damaged')
  })
  test('ends at a limit of length, unpacked or read', async () => {
    assert.equal(await refused(docxOf(paragraph('a'.repeat(40_000_000)))), 'text-damaged')
    assert.equal(await refused(docxOf(paragraph('lương '.repeat(200_000)))), 'text-long')
    assert.equal(await refused(zipSync({ '[Content_Types].xml': strToU8('<a/>'), 'word/document.xml': strToU8('<w:p '.repeat(200_000)) })), 'text-empty')
  })
  test('ends at a limit of time or memory, and the house goes on', async () => {
    assert.equal(await refused(docxOf(paragraph('a')), { milliseconds: 0, memory: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 } }), 'text-heavy')
    assert.equal(await refused(docxOf(paragraph('lương '.repeat(2_000_000))), { milliseconds: 60_000, memory: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } }), 'text-heavy')
  })
})
