// What a plan says on paper.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { planBlocks, type PlanPaper } from './paper.ts'

const by = { above: 'Tổng Liên đoàn Lao động Việt Nam', organ: 'Liên đoàn Lao động tỉnh Lào Cai', abbreviation: 'LĐLĐ', place: 'Lào Cai', body: 'Ban Thường vụ', signer: { name: 'Nguyễn Văn Thịnh', title: 'Chủ tịch' } }
const plan: PlanPaper = {
  content: {
    title: 'Kế hoạch hưởng ứng phong trào', body: 'I. MỤC ĐÍCH\nMỗi chỉ tiêu có người phụ trách.\n\nII. GIẢI PHÁP\n1. Phổ biến.', basis: ['Nghị quyết 57-NQ/TW;'], number: '12', notation: 'KH-LĐLĐ', issuedOn: '2026-02-05',
    targets: [
      { code: 'T4', stage: '2025-2027', subject: 'grassroots union', met: { vi: 'Có mô hình số', en: 'Has a model' }, indicatorCode: null, operator: '>=', share: 0.8, atLeast: 1, carriedBy: 'upper', reason: null },
      { code: 'T5', stage: '2025-2027', subject: 'worker', met: { vi: 'Được tập huấn', en: 'Trained' }, indicatorCode: 'T5', operator: '=', share: 0, atLeast: null, carriedBy: 'all', reason: null },
    ],
    tasks: [{ id: '1', text: 'Lập danh sách', unitId: 'x', dueOn: '2026-12-31', doneOn: null, evidence: null }],
  },
  status: 'issued', withdrawnOn: null, stages: [{ code: '2025-2027', during: { from: '2025-06-17', to: '2028-01-01' } }, { code: '2028-2030', during: { from: '2028-01-01', to: '2031-01-01' } }],
  responsible: ['Công đoàn phường Sa Pa'], answers: 'Kế hoạch số 237/KH-TLĐ của Tổng Liên đoàn', grassroots: false,
}
const words = (blocks: ReturnType<typeof planBlocks>) => blocks.flatMap((b) => (b.kind === 'paragraph' ? [b.line.map((run) => (typeof run === 'string' ? run : Object.values(run)[0])).join('')] : b.kind === 'table' ? b.rows.map((row) => row.join(' | ')) : []))

it('has its head, its basis with the plan it answers, and who gets it', () => {
  const blocks = planBlocks(plan, by)
  assert.deepEqual(blocks[0], { kind: 'letterhead', above: by.above, organ: by.organ, number: 'Số: 12/KH-LĐLĐ', dateline: 'Lào Cai, ngày 05 tháng 02 năm 2026' })
  assert.deepEqual(blocks[1], { kind: 'title', name: 'KẾ HOẠCH', about: ['Hưởng ứng phong trào'] })
  assert.deepEqual(blocks[2], { kind: 'basis', lines: ['Căn cứ Nghị quyết 57-NQ/TW;', 'Thực hiện Kế hoạch số 237/KH-TLĐ của Tổng Liên đoàn.'] })
  assert.deepEqual(blocks.at(-1), { kind: 'signature', recipients: ['Tổng Liên đoàn Lao động Việt Nam (để báo cáo);', 'Các đơn vị trực thuộc (để thực hiện);', 'Lưu: VT.'], signer: { capacity: ['TM. BAN THƯỜNG VỤ', 'CHỦ TỊCH'], name: 'Nguyễn Văn Thịnh' } })
})

it('says its targets after its purposes, its tasks after its text, and nothing of a stage without targets', () => {
  assert.deepEqual(words(planBlocks(plan, by)).slice(1, -1), [
    'I. MỤC ĐÍCH', 'Mỗi chỉ tiêu có người phụ trách.',
    'Chỉ tiêu giai đoạn 2025–2027', 'T4 | Có mô hình số | Từ 80% trở lên, mỗi đơn vị ít nhất 1 | Công đoàn cấp trên cơ sở | 31/12/2027', 'T5 | Được tập huấn | Không đặt | Các cấp công đoàn trực thuộc | 31/12/2027',
    'II. GIẢI PHÁP', '1. Phổ biến.', 'Phân công nhiệm vụ', '1 | Lập danh sách | Công đoàn phường Sa Pa | 31/12/2026'])
})

it('a draft and a withdrawn plan are not taken for one in force', () => {
  const note = (more: Partial<PlanPaper>) => (planBlocks({ ...plan, ...more }, by)[1] as { note?: string }).note
  assert.deepEqual([note({}), note({ status: 'draft' }), note({ status: 'withdrawn', withdrawnOn: '2026-06-01' })], [undefined, '(Dự thảo)', '(Đã thu hồi từ ngày 01/06/2026)'])
})
