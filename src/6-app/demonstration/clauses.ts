// What the told agreements say: wordings of a few kinds, coded by officers of the provinces; and the agreement of May Hoàng Liên,
// which two people have coded and do not see alike in two places.
import { sql } from 'kysely'
import { attachFile, recordCodings, type CodedText } from '#agreements'
import { newId } from '#base/id'
import { toDocx } from '#platform/paper/docx'
import type { Work } from '#platform/work'
import { chance, type Chance } from './random.ts'

export interface Line { text: string; subject?: string; caseCode?: string; gives?: number }
const amount = new Intl.NumberFormat('vi-VN')

/** One wording; what is given differs from one to the next. */
export function wording(c: Chance, digital: boolean): Line[] {
  const meal = c.pick([22, 25, 25, 27, 28, 30, 30, 32, 35]) * 1000, leave = c.pick([12, 12, 13, 14, 14, 15]), tet = c.pick([1, 1, 1, 1.5, 2]), hours = c.pick([48, 48, 44, 44, 40]), travel = c.pick([150, 200, 250, 300, 400]) * 1000, chair = c.pick([24, 24, 28, 32]), wedding = c.pick([3, 3, 4, 5]), trip = c.pick([8, 10, 12, 15, 20]) * 100_000, training = c.pick([8, 12, 16, 24])
  return [
    { text: 'THỎA ƯỚC LAO ĐỘNG TẬP THỂ' }, { text: 'Hai bên thống nhất các nội dung sau đây, áp dụng cho toàn thể người lao động trong doanh nghiệp.' },
    { text: 'Chương I\nVIỆC LÀM, TIỀN LƯƠNG, TIỀN THƯỞNG' }, { text: 'Điều 1. Việc làm' },
    { text: '1. Người sử dụng lao động trao đổi với công đoàn trước khi thay đổi cơ cấu, công nghệ làm ảnh hưởng đến việc làm của từ ba người trở lên.', subject: 'job-security' },
    { text: 'Điều 2. Tiền lương, phụ cấp' }, { text: '1. Tiền lương trả vào ngày 10 hằng tháng qua tài khoản; trả chậm quá 15 ngày thì trả thêm tiền lãi.', subject: 'wages' },
    { text: `2. Hỗ trợ xăng xe, đi lại ${amount.format(travel)} đồng/tháng cho người đi làm đủ ngày công.`, subject: 'allowances', caseCode: 'travel-allowance', gives: travel },
    { text: `3. Thưởng Tết Nguyên đán không thấp hơn ${String(tet).replace('.', ',')} tháng lương cho người làm đủ 12 tháng.`, subject: 'bonus', caseCode: 'tet-bonus', gives: tet },
    { text: 'Điều 3. Bữa ăn ca' }, { text: `1. Mỗi ca làm việc được một bữa ăn ca trị giá ${amount.format(meal)} đồng, công đoàn giám sát chất lượng bữa ăn.`, subject: 'meals', caseCode: 'shift-meal', gives: meal },
    { text: 'Chương II\nTHỜI GIỜ LÀM VIỆC, NGHỈ NGƠI' }, { text: 'Điều 4. Thời giờ làm việc' }, { text: `1. Thời giờ làm việc bình thường là ${hours} giờ một tuần.`, subject: 'hours', caseCode: 'weekly-hours', gives: hours },
    { text: 'Điều 5. Nghỉ hằng năm và nghỉ việc riêng' }, { text: `1. Người lao động làm đủ 12 tháng được nghỉ hằng năm ${leave} ngày, hưởng nguyên lương.`, subject: 'annual-leave', caseCode: 'leave-days', gives: leave },
    { text: `2. Người lao động kết hôn được nghỉ ${wedding} ngày hưởng nguyên lương.`, subject: 'rest', caseCode: 'own-wedding', gives: wedding },
    { text: 'Chương III\nAN TOÀN, ĐÀO TẠO, HOẠT ĐỘNG CÔNG ĐOÀN' }, { text: 'Điều 6. An toàn, vệ sinh lao động' }, { text: '1. Khám sức khỏe định kỳ mỗi năm một lần, bộ phận nặng nhọc, độc hại sáu tháng một lần.', subject: 'safety' },
    ...(digital ? [{ text: 'Điều 7. Đào tạo' }, { text: `1. Mỗi năm, người lao động được bồi dưỡng kỹ năng số, sử dụng nền tảng số ít nhất ${training} giờ trong giờ làm việc.`, subject: 'digital-transformation-training', caseCode: 'digital-training', gives: training }] : [{ text: 'Điều 7. Đào tạo' }, { text: '1. Hằng năm tổ chức thi nâng bậc thợ và kèm nghề cho công nhân mới.', subject: 'skills-training' }]),
    { text: 'Điều 8. Công đoàn' }, { text: `1. Chủ tịch công đoàn cơ sở được dành ${chair} giờ mỗi tháng trong giờ làm việc cho hoạt động công đoàn.`, subject: 'union-conditions', caseCode: 'chair-hours', gives: chair },
    { text: '2. Đối thoại định kỳ tại nơi làm việc được tổ chức mỗi quý một lần.', subject: 'dispute-prevention', caseCode: 'dialogues', gives: 4 },
    { text: `3. Mỗi năm tổ chức tham quan, nghỉ mát một lần, mức chi ${amount.format(trip)} đồng một người.`, subject: 'welfare', caseCode: 'holiday-trip', gives: trip },
    { text: 'Điều 9. Điều khoản thi hành' }, { text: 'Thỏa ước được phổ biến đến từng người lao động trong vòng 15 ngày kể từ ngày có hiệu lực.' },
  ]
}

export const bodyOf = (lines: Line[]) => lines.map((line) => line.text).join('\n')

export function spansOf(lines: Line[]) {
  let at = 0
  return lines.flatMap(({ text, subject, caseCode, gives }) => {
    const start = at
    at += text.length + 1
    return subject ? [{ start, end: start + text.length, subject, ...(caseCode && gives !== undefined ? { caseCode, gives } : {}) }] : []
  })
}

async function fileOf(w: Work, lines: Line[]): Promise<Uint8Array> {
  return new Uint8Array(await toDocx({ title: 'Thỏa ước lao động tập thể', madeAt: w.now, dress: 'office', blocks: lines.flatMap(({ text }) => text.split('\n').map((line) => ({ kind: 'paragraph' as const, line: [line] }))) }))
}

/** Most agreements in force were read and coded by two officers of the union above; two thirds of those signed since the plan speak of digital skills. */
export async function agreementsCoded(w: Work, hoangLien: string): Promise<void> {
  const c = chance(33)
  const { rows: stock } = await sql<{ id: string; unitId: string; signedOn: string; coders: string[] }>`
    select a.id, a.unit_id as "unitId", a.signed_on as "signedOn", (select array_agg(x.person_id) from (select o.person_id from people.office o join organisation.ancestry y on y.ancestor_id = o.unit_id and y.unit_id = a.unit_id and y.valid @> ${w.today}::date
      where o.during @> ${w.today}::date and y.depth > 0 order by y.depth, o.id limit 2) x) as coders
    from agreements.agreement a join agreements.effect e on e.agreement_id = a.id where e.holds @> ${w.today}::date order by a.signed_on, a.id`.execute(w.tx)
  const kinds = await Promise.all(Array.from({ length: 12 }, async (_, i) => { const lines = wording(c, i % 2 === 0); return { lines, bytes: await fileOf(w, lines) } }))
  const texts: CodedText[] = []
  for (const { id, unitId, signedOn, coders } of stock) {
    if (unitId === hoangLien) {
      texts.push(...await unsettled(w, id, unitId))
      continue
    }
    if (c.percent(12) || (coders?.length ?? 0) < 2) continue
    const kind = kinds[c.between(0, 5) * 2 + (c.percent(signedOn > '2025-06-17' ? 25 : 45) ? 1 : 0)]!
    const fileId = newId(), spans = spansOf(kind.lines)
    await attachFile(w, { id, unitId, fileId, kind: 'text', name: 'Toàn văn thỏa ước.docx', bytes: kind.bytes })
    texts.push({ id: newId(), agreementId: id, fileId, body: bodyOf(kind.lines), clauses: spans, codings: coders.map((personId) => ({ id: newId(), personId, kind: 'coder' as const, spans })) })
  }
  await recordCodings(w, texts)
}

/** Coded by the chair and by an officer above; the one saw no clause on digital skills, and read the meal otherwise. */
async function unsettled(w: Work, id: string, unitId: string): Promise<CodedText[]> {
  const lines = wording(chance(34), true), fileId = newId(), spans = spansOf(lines)
  const { rows: people } = await sql<{ id: string }>`
    select distinct on (y.depth) o.person_id as id from people.office o join organisation.ancestry y on y.ancestor_id = o.unit_id and y.unit_id = ${unitId} and y.valid @> ${w.today}::date where o.during @> ${w.today}::date order by y.depth, o.id`.execute(w.tx)
  await attachFile(w, { id, unitId, fileId, kind: 'text', name: 'Toàn văn thỏa ước May Hoàng Liên.docx', bytes: await fileOf(w, lines) })
  const [chair, above] = people
  if (!chair || !above) return []
  const other = spans.filter((span) => span.subject !== 'digital-transformation-training').map((span) => (span.subject === 'meals' ? { ...span, gives: (span.gives ?? 0) + 2000 } : span))
  return [{ id: newId(), agreementId: id, fileId, body: bodyOf(lines), clauses: null, codings: [{ id: newId(), personId: chair.id, kind: 'coder', spans }, { id: newId(), personId: above.id, kind: 'coder', spans: other }] }]
}
