// Models of the story: a dozen that unions thought out in the autumn of 2025, and how others took them over month by month.
import { addDays, addMonths, type Day } from '#base/day'
import { newId } from '#base/id'
import { adoptModels, attachToUse, commentOn, confirmUses, decideModel, reportUse, submitModel, writeModel, type Adoption } from '#emulation'
import type { Work } from '#platform/work'
import type { People } from './people.ts'
import { madePicture } from './picture.ts'
import { chance } from './random.ts'
import type { Grassroots, Told } from './units.ts'

type Content = Parameters<typeof writeModel>[1]['content']
interface Idea extends Pick<Content, 'kind' | 'field' | 'title' | 'does'> { at: RegExp; province: string; measured: [name: string, countedIn: string, before: number | null, after: number]; cost: number | null; from: string; benefit?: [number, string] }

export const ideas: readonly Idea[] = [
  { at: /May/, province: '91', kind: 'digital', field: 'welfare', title: 'Chấm điểm bữa ăn ca bằng mã QR', does: 'Sau mỗi bữa, người lao động quét mã ở cửa nhà ăn, chấm một đến năm sao và ghi góp ý. Cuối tuần tổ nữ công đọc kết quả cùng nhà thầu; món dưới ba sao được thay. Kết quả dán ở bảng tin.', measured: ['Bữa ăn được chấm từ 4 sao', '% số bữa', 52, 81], cost: 1_500_000, from: 'Hóa đơn in 12 bảng mã, không tính công', benefit: [96_000_000, 'Suất ăn bỏ thừa giảm 40 suất mỗi ngày × 25.000 đồng × 8 tháng, theo sổ nhà ăn'] },
  { at: /Điện tử/, province: '01', kind: 'digital', field: 'dialogue', title: 'Hộp thư đối thoại ẩn danh trên điện thoại', does: 'Người lao động gửi kiến nghị không cần ghi tên; ban chấp hành phân loại, chuyển người sử dụng lao động và công khai câu trả lời trong bảy ngày. Kiến nghị trùng được gộp để đưa vào đối thoại định kỳ.', measured: ['Kiến nghị được trả lời đúng hạn', '% kiến nghị', 35, 92], cost: 4_200_000, from: 'Tên miền và máy chủ một năm, theo hợp đồng' },
  { at: /Bệnh viện/, province: '01', kind: 'digital', field: 'training', title: 'Bài học năm phút đầu ca', does: 'Trước mỗi ca, điều dưỡng trưởng mở một bài học ngắn trên điện thoại về quy trình hoặc kỹ năng số; ai trả lời đúng ba câu thì được ghi nhận. Công đoàn chọn bài theo câu hỏi hay gặp trong tuần.', measured: ['Người hoàn thành mỗi tháng', 'người', 18, 143], cost: null, from: '' },
  { at: /Khoáng sản/, province: '15', kind: 'digital', field: 'safety', title: 'Báo nguy cơ mất an toàn bằng ảnh chụp', does: 'Ai thấy chỗ nguy hiểm thì chụp ảnh gửi nhóm an toàn; mạng lưới an toàn vệ sinh viên nhận việc, xử lý và gửi lại ảnh sau khi sửa. Mỗi tháng khen tổ báo sớm nhất.', measured: ['Sự cố nhẹ mỗi quý', 'vụ', 14, 5], cost: 0, from: 'Dùng nhóm có sẵn, không phát sinh', benefit: [180_000_000, 'Chín vụ giảm mỗi quý × 20 triệu đồng ngừng máy bình quân, theo báo cáo an toàn'] },
  { at: /Thủy sản/, province: '91', kind: 'innovation', field: 'production', title: 'Tổ cải tiến chuyền lột vỏ tôm', does: 'Tổ gồm công nhân giỏi, cơ điện và cán bộ công đoàn họp mỗi hai tuần, thử một thay đổi nhỏ trên một chuyền rồi đo năng suất trước khi làm ở chuyền khác.', measured: ['Năng suất', 'kg mỗi người mỗi ca', 62, 71], cost: 28_000_000, from: 'Vật tư làm đồ gá, theo phiếu xuất kho', benefit: [310_000_000, 'Tiền công theo sản phẩm tăng thêm của 46 người trong 6 tháng, theo bảng lương'] },
  { at: /Trường Cao đẳng/, province: '01', kind: 'digital', field: 'law', title: 'Sổ tay hỏi đáp chế độ tra bằng giọng nói', does: 'Đoàn viên đọc câu hỏi về lương, thai sản, bảo hiểm; sổ tay tìm câu trả lời đã được tổ tư vấn pháp luật duyệt, kèm điều luật. Câu chưa có thì chuyển người trả lời trong hai ngày.', measured: ['Lượt hỏi được trả lời ngay', 'lượt mỗi tháng', 0, 220], cost: 12_000_000, from: 'Công nhập liệu 60 giờ × 200.000 đồng' },
  { at: /Du lịch|Khách sạn/, province: '15', kind: 'digital', field: 'management', title: 'Thẻ đoàn viên trên điện thoại', does: 'Mỗi đoàn viên có một mã trên điện thoại để dự hội nghị, nhận quà và hưởng giảm giá ở cửa hàng liên kết. Tổ trưởng thấy ngay ai chưa nhận quyền lợi.', measured: ['Đoàn viên nhận đủ quyền lợi', '% đoàn viên', 61, 97], cost: 6_000_000, from: 'Báo giá phần mềm một năm' },
  { at: /Cơ khí/, province: '01', kind: 'initiative', field: 'production', title: 'Đồ gá khoan bốn lỗ một lần', does: 'Đồ gá giữ phôi và dẫn hướng bốn mũi khoan cùng lúc thay cho khoan từng lỗ; thay dao trong hai phút. Bản vẽ và ảnh lắp kèm theo.', measured: ['Thời gian khoan một chi tiết', 'giây', 95, 38], cost: 7_400_000, from: 'Thép và công gia công tại xưởng, theo phiếu', benefit: [64_000_000, '57 giây × 21.000 chi tiết mỗi năm × đơn giá giờ máy 190.000 đồng'] },
  { at: /Vận tải/, province: '91', kind: 'innovation', field: 'welfare', title: 'Quỹ xoay vòng sửa nhà cho đoàn viên', does: 'Đoàn viên góp hai mươi nghìn đồng mỗi tháng; mỗi quý bốc thăm công khai trên nhóm, người khó khăn được ưu tiên, hoàn lại trong hai năm không lãi.', measured: ['Nhà được sửa', 'căn', null, 9], cost: null, from: '' },
  { at: /Nông sản|Chè/, province: '15', kind: 'digital', field: 'communication', title: 'Bản tin công đoàn bằng tiếng Mông, tiếng Dao', does: 'Bản tin hai phút mỗi tuần, đọc bằng tiếng của bà con, gửi vào nhóm tổ đội và phát ở nhà xe. Nội dung là lịch khám, quyền lợi, nhắc an toàn mùa thu hái.', measured: ['Người nghe hết bản tin', 'người mỗi tuần', null, 260], cost: 900_000, from: 'Tiền điện thoại của tổ làm bản tin' },
  { at: /Xây dựng/, province: '01', kind: 'digital', field: 'office', title: 'Thu đoàn phí và đối chiếu bằng mã chuyển khoản', does: 'Mỗi tổ có mã chuyển khoản ghi sẵn nội dung; kế toán đối chiếu tự động với danh sách và gửi tổ trưởng danh sách chưa nộp vào ngày 25.', measured: ['Ngày công đối chiếu mỗi quý', 'ngày', 9, 1], cost: 0, from: 'Ngân hàng cấp mã miễn phí' },
  { at: /Thương mại/, province: '91', kind: 'innovation', field: 'training', title: 'Câu lạc bộ số: người trẻ kèm người lớn tuổi', does: 'Mỗi người trẻ kèm hai đồng nghiệp lớn tuổi dùng điện thoại để khai y tế, nộp thuế, đọc phiếu lương. Mỗi tháng một buổi gặp chung tại phòng truyền thống.', measured: ['Người tự làm được ba việc trên điện thoại', 'người', 11, 74], cost: 3_000_000, from: 'Nước uống và tài liệu in, theo chứng từ' },
]

interface Spread { models: { id: string; started: Day; weight: number }[]; uses: { id: string; unitId: string; modelId: string; province: string; confirmed: Day; started: Day }[]; taken: Set<string>; c: ReturnType<typeof chance> }
const spreads = new WeakMap<Told, Spread>()

const content = (idea: Idea, startedOn: Day): Content => ({
  kind: idea.kind, field: idea.field, title: idea.title, does: idea.does, startedOn, authors: [], links: [],
  results: [{ name: idea.measured[0], countedIn: idea.measured[1], before: idea.measured[2], after: idea.measured[3] }],
  costVnd: idea.cost, costFrom: idea.cost === null ? null : idea.from, benefitVnd: idea.benefit?.[0] ?? null, benefitFrom: idea.benefit?.[1] ?? null,
})

/** Written, submitted, recognised by the union above, confirmed. */
export async function firstModels(w: Work, told: Told): Promise<void> {
  const spread: Spread = { models: [], uses: [], taken: new Set(), c: chance(404) }
  spreads.set(told, spread)
  for (const [i, idea] of ideas.entries()) {
    const owner = told.grassroots.find((g) => g.provinceCode === idea.province && !g.ended && idea.at.test(g.name) && !spread.taken.has(g.id))
    if (!owner) continue
    const id = newId(), started = addDays('2025-09-08', i * 5), asked = { id, unitId: owner.id }
    await writeModel(w, { ...asked, content: content(idea, started) })
    await submitModel(w, asked)
    await attachToUse(w, { ...asked, fileId: newId(), name: `Ảnh ${i + 1}.png`, bytes: madePicture(i + 1) })
    await decideModel(w, { id, unitId: told.ids.provinces.get(idea.province)!, accept: true, note: null })
    await confirmUses(w, [{ ...asked, confirmationId: newId() }])
    spread.taken.add(owner.id)
    spread.models.push({ id, started, weight: ideas.length - i })
    spread.uses.push({ id, unitId: owner.id, modelId: id, province: idea.province, confirmed: w.today, started })
  }
}

/** Each month some unions take a model over, from its owner or from a neighbour, and nearly all whose half year is up confirm again. */
export async function spreadModels(w: Work, told: Told): Promise<void> {
  const spread = spreads.get(told)!
  const { c, models, uses, taken } = spread
  const fresh: Adoption[] = []
  const wanting = c.sample(told.grassroots.filter((g) => !g.ended && !taken.has(g.id) && !g.name.endsWith('May Hoàng Liên') && (g.deep || c.percent(40))), 46)
  for (const g of wanting) {
    const model = c.pick(models.flatMap((m) => Array.from({ length: m.weight }, () => m)))
    const near = uses.filter((u) => u.modelId === model.id && u.province === g.provinceCode && u.confirmed < w.today)
    const source = near.length > 0 && c.percent(55) ? c.pick(near) : uses.find((u) => u.id === model.id)!
    fresh.push({ id: newId(), unitId: g.id, takenFrom: source.id, startedOn: w.today })
    taken.add(g.id)
    uses.push({ id: fresh.at(-1)!.id, unitId: g.id, modelId: model.id, province: g.provinceCode, confirmed: w.today, started: w.today })
  }
  const again = uses.filter((u) => addMonths(u.confirmed, 6) <= addDays(w.today, 25) && c.percent(88))
  for (const use of again) use.confirmed = w.today
  await adoptModels(w, fresh)
  const living = new Set(told.grassroots.filter((g) => !g.ended).map((g) => g.id))
  await confirmUses(w, [...fresh, ...again.filter((u) => living.has(u.unitId))].map((u) => ({ id: u.id, unitId: u.unitId, confirmationId: newId() })))
}

/** What came of some, what people say of the most taken over, and two that wait for recognition. */
export async function lastModels(w: Work, told: Told, people: People): Promise<void> {
  const { models, uses } = spreads.get(told)!
  const [first] = models
  if (!first) return
  for (const [i, use] of uses.filter((u) => u.modelId === first.id && u.id !== first.id).slice(0, 3).entries()) {
    await reportUse(w, { id: use.id, unitId: use.unitId, outcome: 'Làm theo đúng cách của đơn vị đã chuyển giao; tuần đầu ít người quét, sau khi tổ trưởng nhắc đầu ca thì đều.', results: [{ name: 'Bữa ăn được chấm từ 4 sao', countedIn: '% số bữa', before: 48 + i, after: 70 + 4 * i }] })
  }
  const chairs = people.officials.filter((o) => o.title === 'president' && uses.some((u) => u.unitId === o.unitId))
  for (const [i, text] of ['Đơn vị tôi làm ca ba, mã dán thêm ở cửa ra vào ca đêm thì số lượt chấm tăng gấp đôi.', 'Xin mẫu bảng mã khổ A3 để in.'].entries()) {
    const by = chairs[i]
    if (by) await commentOn({ ...w, actor: { ...w.actor, personId: by.personId, acting: { ...w.actor.acting!, unitId: by.unitId } } }, { id: first.id, commentId: newId(), text })
  }
  const sapa = told.communes.find((u) => u.name === 'Công đoàn phường Sa Pa')
  const waiting: [Grassroots | undefined, string, string][] = [
    [told.grassroots.find((g) => g.parentId === sapa?.id && !g.ended), 'Nhắc lịch khám sức khỏe qua tin nhắn', 'Tổ trưởng nhập ngày khám một lần; hệ thống nhắn trước bảy ngày và trước một ngày, ai bận thì đổi ngày ngay trong tin nhắn.'],
    [told.grassroots.find((g) => g.provinceCode === '15' && !g.ended && !told.communes.some((u) => u.id === g.parentId)), 'Phiếu khảo sát mức sống của đoàn viên trên điện thoại', 'Mỗi quý gửi tám câu hỏi; kết quả theo tổ dùng để đề xuất tăng lương và chọn người được hỗ trợ Tết.'],
  ]
  for (const [owner, title, does] of waiting) {
    if (!owner) continue
    const asked = { id: newId(), unitId: owner.id }
    await writeModel(w, { ...asked, content: { kind: 'digital', field: 'welfare', title, does, startedOn: addDays(w.today, -40), authors: [], links: [], results: [], costVnd: null, costFrom: null, benefitVnd: null, benefitFrom: null } })
    await submitModel(w, asked)
  }
}
