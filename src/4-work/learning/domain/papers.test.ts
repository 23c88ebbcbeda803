import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { attendanceSheets, classList } from './lists.ts'
import { decision, release, summons, when, type PaperClass, type PaperHead, type PaperIssuer } from './papers.ts'

const lesson: PaperClass = {
  title: 'Kỹ năng số khóa 1', programme: 'Kỹ năng số', hours: 7.5, form: 'in-person', firstDay: '2026-11-16', lastDay: '2026-11-17',
  places: [{ name: 'Hội trường', address: 'số 5 đường Hoàng Liên' }], lecturers: [{ name: 'TS. Trần Minh', organisation: 'Trường Đại học Công đoàn' }],
  sessions: [['2026-11-16T01:00:00Z', '2026-11-16T04:00:00Z'], ['2026-11-16T07:00:00Z', '2026-11-16T10:00:00Z'], ['2026-11-17T01:00:00Z', '2026-11-17T04:00:00Z']].map(([startsAt, endsAt]) => ({ startsAt: startsAt!, endsAt: endsAt!, topic: null, place: null })),
  people: [{ name: 'Lừu Thị Mỷ', unit: 'CĐCS Chè Bản Xanh', title: 'Chủ tịch', partTimeBelow: true }, { name: 'Giàng A Páo', unit: 'CĐCS Chè Bản Xanh', title: '', partTimeBelow: false }],
}
const by: PaperIssuer = { above: 'Tổng Liên đoàn Lao động Việt Nam', organ: 'Liên đoàn Lao động tỉnh Lào Cai', abbreviation: 'LĐLĐ', place: 'Lào Cai', body: 'Ban Thường vụ' }
const head: PaperHead = { number: '12', on: '2026-11-05', place: 'Lào Cai', signer: { name: 'Nguyễn Văn Thịnh', title: 'Phó Chủ tịch' }, basis: ['Kế hoạch số 52/KH-LĐLĐ.', 'Theo đề nghị của Ban Tổ chức'] }

describe('a summons', () => {
  it('is one for each of those who have a seat, numbered and signed for the body that decides', () => {
    const blocks = summons(lesson, by, head)
    assert.equal(blocks.filter((b) => b.kind === 'title').length, 2)
    assert.equal(blocks.filter((b) => b.kind === 'page').length, 1)
    const letter = blocks.find((b) => b.kind === 'letterhead')!
    assert.deepEqual([letter.number, letter.dateline], ['Số: 12/GTT-LĐLĐ', 'Lào Cai, ngày 05 tháng 11 năm 2026'])
    assert.deepEqual(blocks.find((b) => b.kind === 'signature')!.signer, { capacity: ['TM. BAN THƯỜNG VỤ', 'PHÓ CHỦ TỊCH'], name: 'Nguyễn Văn Thịnh' })
  })
  it('names the paid release of article 27 to part-time officials called by a union above, and to nobody else', () => {
    assert.match(release({ partTimeBelow: true }), /Điều 27 Luật Công đoàn số 50\/2024\/QH15.*trả lương/)
    assert.doesNotMatch(release({ partTimeBelow: false }), /trả lương/)
  })
  it('rests on what the office adds too, each line ended as it must be', () => {
    assert.deepEqual(summons(lesson, by, head).find((b) => b.kind === 'basis')!.lines, [
      'Căn cứ Luật Công đoàn số 50/2024/QH15 ngày 27 tháng 11 năm 2024;', 'Căn cứ Kế hoạch số 52/KH-LĐLĐ;', 'Theo đề nghị của Ban Tổ chức.'])
  })
})

describe('the decision, the list and the sheets of a class', () => {
  it('the decision bears the list of all who are sent', () => {
    const blocks = decision(lesson, by, { ...head, on: null, number: null, signer: null })
    assert.deepEqual(blocks.findLast((b) => b.kind === 'table')!.rows, [['1', 'Lừu Thị Mỷ', 'Chủ tịch', 'CĐCS Chè Bản Xanh', ''], ['2', 'Giàng A Páo', '', 'CĐCS Chè Bản Xanh', '']])
    assert.match(JSON.stringify(blocks), /gồm 02 học viên/)
    assert.deepEqual(blocks.find((b) => b.kind === 'signature')!.signer, { capacity: ['TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH'], name: '' })
  })
  it('the sheets of attendance are one for each day, with a column for each session of that day', () => {
    const tables = attendanceSheets(lesson, by).filter((b) => b.kind === 'table')
    assert.deepEqual(tables.map((table) => table.columns.map((c) => c.title)), [['STT', 'Họ và tên', 'Đơn vị', 'Buổi 1\n(08 giờ 00)', 'Buổi 2\n(14 giờ 00)'], ['STT', 'Họ và tên', 'Đơn vị', 'Buổi 1\n(08 giờ 00)']])
  })
  it('the list says how many there are, and when they meet', () => {
    assert.match(JSON.stringify(classList(lesson, by, head)), /Danh sách gồm 02 học viên/)
    assert.equal(when(lesson), '08 giờ 00, từ ngày 16 tháng 11 năm 2026 đến ngày 17 tháng 11 năm 2026 (3 buổi)')
  })
})
