// Registers of the story: what comes to the Confederation and to three provinces, what goes out from them, month by month. In
// 2025 some is still kept on paper alone; by the autumn of 2026 little is, and of what came last some waits. Chance of its own:
// the rest of the story stays as it is.
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { attachFile, dealWith, writeDocument, writeProcedures, type DocumentWrite } from '#documents'
import { admit, appoint } from '#people'
import type { Work } from '#platform/work'
import { madePerson } from './names.ts'
import { chance, type Chance } from './random.ts'
import { signedSheet } from './sheet.ts'
import type { Told } from './units.ts'

type Head = DocumentWrite['head']
interface Office { unitId: string; place: string; signer: string }
export interface Registers { c: Chance; offices: Office[] }

const blank = { secrecy: 'none', series: null, notation: null, issuer: null, signer: null, signerPosition: null, recipients: null, urgency: null, arrivedOn: null } as const

/** {place} stands for the province, {n} for a number. */
export const coming: readonly (readonly [issuer: string, type: string, reference: string, summary: string])[] = [
  ['Tổng Liên đoàn Lao động Việt Nam', 'official-letter', '{n}/TLĐ-ToC', 'V/v rà soát, kiện toàn tổ chức công đoàn cấp trên trực tiếp cơ sở'],
  ['Tổng Liên đoàn Lao động Việt Nam', 'guidance', '{n}/HD-TLĐ', 'Hướng dẫn tổ chức Tháng Công nhân và Tháng hành động về an toàn, vệ sinh lao động'],
  ['Ủy ban nhân dân {place}', 'notice', '{n}/TB-UBND', 'Thông báo kết luận cuộc họp về chuyển đổi số trong cơ quan Mặt trận, đoàn thể'],
  ['Sở Nội vụ {place}', 'official-letter', '{n}/SNV-LĐVL', 'V/v phối hợp rà soát việc gửi thỏa ước lao động tập thể của doanh nghiệp'],
  ['Bảo hiểm xã hội {place}', 'official-letter', '{n}/BHXH-TT', 'V/v đôn đốc doanh nghiệp chậm đóng bảo hiểm xã hội'],
  ['Ủy ban Mặt trận Tổ quốc Việt Nam {place}', 'plan', '{n}/KH-MTTQ', 'Kế hoạch giám sát việc thực hiện quy chế dân chủ ở cơ sở'],
  ['Công ty cổ phần May Xuất khẩu {place}', 'submission', '{n}/TTr-CĐCS', 'Tờ trình đề nghị công nhận Ban Chấp hành công đoàn cơ sở'],
]
export const going: readonly (readonly [type: string, summary: string, recipients: string])[] = [
  ['official-letter', 'V/v đăng ký tham dự lớp tập huấn chuyển đổi số cho cán bộ công đoàn', 'Các công đoàn cấp trên trực tiếp cơ sở'],
  ['report', 'Báo cáo kết quả thực hiện phong trào Bình dân học vụ số trong tháng', 'Tổng Liên đoàn Lao động Việt Nam; Ban Thường vụ'],
  ['decision', 'Quyết định công nhận Ban Chấp hành công đoàn cơ sở nhiệm kỳ 2025-2030', 'Công đoàn cơ sở có tên tại Điều 1; lưu VT'],
  ['notice', 'Thông báo lịch tiếp đoàn viên, người lao động', 'Các ban; công đoàn trực thuộc'],
  ['guidance', 'Hướng dẫn chấm điểm, xếp loại công đoàn cơ sở cuối năm', 'Các công đoàn trực thuộc'],
]

/** The provinces take a clerk on; Lào Cai's has an account. */
export async function openRegisters(w: Work, told: Told): Promise<Registers> {
  const c = chance(933)
  const clerk = { id: newId(), ...madePerson(c, 'mountain', 990_003) }
  await admit(w, [clerk])
  await appoint(w, [{ id: newId(), personId: clerk.id, unitId: told.ids.provinces.get('15')!, title: 'clerk', fullTime: false, basis: 'appointed', from: '2025-08-01' }])
  const provinces = [['15', 'tỉnh Lào Cai', 'Nguyễn Hữu Long'], ['91', 'tỉnh An Giang', 'Lâm Thành Sĩ'], ['01', 'thành phố Hà Nội', 'Lê Thu Huyền']] as const
  return { c, offices: provinces.map(([code, place, signer]) => ({ unitId: told.ids.provinces.get(code)!, place, signer })) }
}

/** What came and went in a month, entered at the end of it. */
export async function registersOfMonth(w: Work, month: Day, { c, offices }: Registers): Promise<void> {
  const digital = month < '2026-01-01' ? 62 : month < '2026-07-01' ? 84 : 95
  for (const office of offices) {
    const arrivedOn = addDays(month, c.between(3, 14))
    const came = incoming(c, office, addDays(arrivedOn, -c.between(1, 4)), arrivedOn)
    await enter(w, c, office, 'incoming', came, addDays(arrivedOn, c.between(2, 9)), c.percent(digital))
    const [type, summary, recipients] = c.pick(going)
    const issuedOn = addDays(month, c.between(2, 22))
    await enter(w, c, office, 'outgoing', { ...blank, type, reference: null, issuedOn, summary, recipients, signer: office.signer, signerPosition: 'Phó Chủ tịch', notation: type === 'official-letter' ? 'LĐLĐ-VP' : null }, issuedOn, c.percent(digital))
  }
}

function incoming(c: Chance, { place }: Office, issuedOn: Day, arrivedOn: Day): Head {
  const [issuer, type, reference, summary] = c.pick(coming)
  return { ...blank, type, issuer: issuer.replace('{place}', place), reference: reference.replace('{n}', String(c.between(12, 980))), summary, issuedOn, arrivedOn, urgency: c.percent(8) ? 'urgent' : null }
}

async function enter(w: Work, c: Chance, { unitId }: Office, direction: 'incoming' | 'outgoing', head: Head, doneOn: Day, kept: boolean): Promise<void> {
  const id = newId()
  await writeDocument(w, { id, unitId, direction, head, anyway: true })
  await dealWith(w, { id, unitId, handler: c.pick(['Ban Công tác Công đoàn', 'Ban Quan hệ lao động', 'Văn phòng']), dueOn: null, doneOn, outcome: null })
  if (kept) await attachFile(w, { id, unitId, fileId: newId(), name: `${head.summary.replace('V/v ', '').slice(0, 60).trim()}.pdf`, bytes: signedSheet(head.summary) })
}

/** What came to Lào Cai these days: one is overdue, one due tomorrow, one waits to be handed on, one lacks its scan. */
export async function documentsWaiting(w: Work, { offices: [office] }: Registers): Promise<void> {
  const { unitId, place } = office!
  const waiting: [Omit<Partial<Head>, 'issuedOn'> & { issuedOn: Day; arrivedOn: Day; summary: string; type: string }, handler: string | null, dueOn: Day | null, scanned: boolean][] = [
    [{ type: 'official-letter', issuer: 'Tổng Liên đoàn Lao động Việt Nam', reference: '1187/TLĐ-QHLĐ', issuedOn: '2026-11-03', arrivedOn: '2026-11-05', summary: 'V/v báo cáo tình hình thương lượng, ký kết thỏa ước lao động tập thể năm 2026', urgency: 'urgent' }, 'Ban Quan hệ lao động', '2026-11-18', true],
    [{ type: 'plan', issuer: `Ủy ban nhân dân ${place}`, reference: '412/KH-UBND', issuedOn: '2026-11-09', arrivedOn: '2026-11-11', summary: 'Kế hoạch chuyển đổi số năm 2027 của tỉnh' }, 'Ban Công tác Công đoàn', '2026-11-24', true],
    [{ type: 'submission', issuer: 'Công đoàn phường Sa Pa', reference: '18/TTr-CĐP', issuedOn: '2026-11-12', arrivedOn: '2026-11-13', summary: 'Tờ trình đề nghị hỗ trợ kinh phí tổ chức lớp kỹ năng số cho đoàn viên' }, null, null, true],
    [{ type: 'official-letter', issuer: `Bảo hiểm xã hội ${place}`, reference: '905/BHXH-TT', issuedOn: '2026-11-12', arrivedOn: '2026-11-16', summary: 'V/v đối chiếu danh sách lao động tham gia bảo hiểm xã hội quý III' }, 'Văn phòng', '2026-12-05', false],
  ]
  for (const [head, handler, dueOn, scanned] of waiting) {
    const id = newId()
    await writeDocument(w, { id, unitId, direction: 'incoming', head: { ...blank, reference: null, ...head } })
    if (handler) await dealWith(w, { id, unitId, handler, dueOn, doneOn: null, outcome: null })
    if (scanned) await attachFile(w, { id, unitId, fileId: newId(), name: `${head.reference!.replace('/', '-')}.pdf`, bytes: signedSheet(head.summary) })
  }
}

/** Catalogues of the Confederation and of Lào Cai; some procedures are handled online, the others are to follow. */
export async function catalogues(w: Work, told: Told): Promise<void> {
  const entry = (code: string, name: string, handler: string, online: Day | null) => ({ id: newId(), procedure: {
    code, name, handler, basis: 'Điều lệ Công đoàn Việt Nam', inUse: { from: '2025-07-01', to: null }, online: online ? { from: online, to: null } : null, onlineAt: online ? 'https://dichvu.congdoan.example' : null } })
  await writeProcedures(w, told.ids.tld, [entry('TLĐ-01', 'Công nhận Ban Chấp hành công đoàn cấp tỉnh', 'Ban Công tác Công đoàn', null), entry('TLĐ-02', 'Xét tặng Bằng Lao động sáng tạo', 'Ban Công tác Công đoàn', '2026-05-01')])
  await writeProcedures(w, told.ids.provinces.get('15')!, [
    entry('LC-01', 'Thành lập công đoàn cơ sở', 'Ban Công tác Công đoàn', '2026-03-01'), entry('LC-02', 'Công nhận Ban Chấp hành công đoàn cơ sở', 'Ban Công tác Công đoàn', '2026-03-01'),
    entry('LC-03', 'Hỗ trợ đoàn viên gặp khó khăn', 'Ban Quan hệ lao động', null), entry('LC-04', 'Tư vấn pháp luật cho đoàn viên, người lao động', 'Ban Quan hệ lao động', '2026-09-15'), entry('LC-05', 'Chuyển sinh hoạt công đoàn', 'Văn phòng', null),
  ])
}
