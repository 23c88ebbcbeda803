// What the papers of a class say: the summons and the decision that opens it. Official papers are written in Vietnamese, laid
// out as QĐ 933/QĐ-TLĐ and Decree 30/2020 ask; #platform/paper draws them.
import { dayOf, type Day } from '#base/day'
import { signing, writeBasis, writeDateline, writeLongDay, writeNumber, type Block } from '#platform/paper/document'
import { classForms, type ClassForm } from './classes.ts'

export interface PaperPerson {
  name: string; unit: string
  /** As what the person is addressed; '' without an office. */
  title: string
  /** An office of the union beside the own work, in another unit than the one that holds the class. */
  partTimeBelow: boolean
}

export interface PaperSession { startsAt: string; endsAt: string; topic: string | null; place: string | null }

export interface PaperClass {
  title: string; programme: string; hours: number; form: ClassForm; firstDay: Day; lastDay: Day
  places: readonly { name: string; address?: string | null }[]
  lecturers: readonly { name: string; organisation?: string | null }[]
  sessions: readonly PaperSession[]
  /** Those with a seat, in the order of the class. */
  people: readonly PaperPerson[]
}

export interface PaperIssuer {
  above: string | null; organ: string
  /** LĐLĐ in GTT-LĐLĐ; place beside the day; Ban Thường vụ, in whose name it is signed. */
  abbreviation: string; place: string; body: string
}

/** What the office fills in for one paper. null: left open for the pen. */
export interface PaperHead { number: string | null; on: Day | null; place: string; signer: { name: string; title: string } | null; basis: readonly string[] }

/** Letters of the kinds of paper in a notation. "GTT" is usual; the lists of the decree name no sign for a summons. */
export const paperSigns = { summons: 'GTT', decision: 'QĐ' } as const

const law = 'Căn cứ Luật Công đoàn số 50/2024/QH15 ngày 27 tháng 11 năm 2024'
const statutes = 'Căn cứ Điều lệ Công đoàn Việt Nam'

/** A summons for each of the people, a page each. */
export function summons(of: PaperClass, by: PaperIssuer, head: PaperHead, people = of.people): Block[] {
  return people.flatMap((person, i): Block[] => [
    ...(i > 0 ? [{ kind: 'page' } as const] : []),
    letterhead(by, head, 'summons'),
    { kind: 'title', name: 'GIẤY TRIỆU TẬP', about: [`Tham dự lớp “${of.title}”`] },
    { kind: 'basis', lines: writeBasis([law, ...head.basis]) },
    { kind: 'paragraph', line: [`${by.body} ${by.organ} triệu tập:`] },
    { kind: 'facts', of: [['Đồng chí', person.name], ...(person.title ? [['Chức vụ', person.title] as const] : []), ['Đơn vị', person.unit]] },
    { kind: 'paragraph', line: [`Tham dự lớp học nêu trên theo chương trình “${of.programme}” (${writeHours(of.hours)}).`] },
    { kind: 'facts', of: [['Thời gian', when(of)], ['Hình thức', classForms[of.form].label.vi], ...where(of)] },
    { kind: 'paragraph', line: [release(person)] },
    { kind: 'paragraph', line: ['Đề nghị đồng chí có mặt đúng thời gian, địa điểm nêu trên để lớp học đạt kết quả./.'] },
    { kind: 'signature', recipients: ['Đồng chí có tên trên;', `${person.unit} (để bố trí);`, 'Lưu: VT.'], signer: signing(by.body, head.signer) },
  ])
}

/** The basis on which a person leaves work for the class: article 27 holds for part-time officials called by a union above. */
export function release(person: Pick<PaperPerson, 'partTimeBelow'>): string {
  return person.partTimeBelow
    ? 'Theo Điều 27 Luật Công đoàn số 50/2024/QH15, cán bộ công đoàn không chuyên trách được nghỉ làm việc và được người sử dụng lao động trả lương trong những ngày tham dự lớp do công đoàn cấp trên triệu tập; chi phí đi lại, ăn, ở trong những ngày đó do công đoàn triệu tập chi trả. Đề nghị đơn vị bố trí để đồng chí tham dự đầy đủ.'
    : 'Đề nghị đơn vị bố trí thời gian và tạo điều kiện để đồng chí tham dự đầy đủ các buổi học.'
}

/** The decision that opens the class, with the list of those who are sent. */
export function decision(of: PaperClass, by: PaperIssuer, head: PaperHead): Block[] {
  const number = writeNumber(head.number, `${paperSigns.decision}-${by.abbreviation}`)
  const lecturers = of.lecturers.map(({ name, organisation }) => (organisation && organisation !== name ? `${name} (${organisation})` : name))
  return [
    letterhead(by, head, 'decision'),
    { kind: 'title', name: 'QUYẾT ĐỊNH', about: [`Về việc mở lớp “${of.title}”`] },
    { kind: 'centred', line: [{ bold: `${by.body} ${by.organ}`.toLocaleUpperCase('vi') }] },
    { kind: 'basis', lines: writeBasis([law, statutes, ...head.basis, 'Xét nhu cầu đào tạo, bồi dưỡng cán bộ, đoàn viên công đoàn']) },
    { kind: 'centred', line: [{ bold: 'QUYẾT ĐỊNH:' }] },
    { kind: 'paragraph', line: [{ bold: 'Điều 1.' }, ` Mở lớp “${of.title}” theo chương trình “${of.programme}” (${writeHours(of.hours)}) gồm ${count(of.people.length)} học viên có tên trong danh sách kèm theo.`] },
    { kind: 'paragraph', line: [{ bold: 'Điều 2.' }, ` Thời gian: ${when(of)}. Hình thức: ${classForms[of.form].label.vi.toLocaleLowerCase('vi')}.${where(of).map(([, place]) => ` Địa điểm: ${place}.`).join('')}${lecturers.length > 0 ? ` Giảng viên: ${lecturers.join('; ')}.` : ''}`] },
    { kind: 'paragraph', line: [{ bold: 'Điều 3.' }, ' Học viên được hưởng quyền lợi theo Điều 27 Luật Công đoàn và quy định của Tổng Liên đoàn; kinh phí mở lớp thực hiện theo quy định hiện hành về tài chính công đoàn.'] },
    { kind: 'paragraph', line: [{ bold: 'Điều 4.' }, ` Văn phòng, các ban, đơn vị liên quan của ${by.organ} và các đồng chí có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.`] },
    { kind: 'signature', recipients: ['Như Điều 4;', 'Các đơn vị có học viên;', 'Lưu: VT.'], signer: signing(by.body, head.signer) },
    { kind: 'page' },
    { kind: 'title', name: 'DANH SÁCH HỌC VIÊN', about: [`Lớp “${of.title}”`], note: `(Kèm theo Quyết định ${number.replace(/^Số: /, 'số ')} ${head.on ? writeLongDay(head.on) : 'ngày       tháng       năm       '} của ${by.body} ${by.organ})` },
    roster(of.people),
  ]
}

export function letterhead(by: PaperIssuer, head: PaperHead, kind: keyof typeof paperSigns | null): Block {
  return { kind: 'letterhead', above: by.above, organ: by.organ, number: kind && writeNumber(head.number, `${paperSigns[kind]}-${by.abbreviation}`), dateline: writeDateline(head.place || '…………', head.on) }
}

export function roster(people: readonly PaperPerson[]): Block {
  return {
    kind: 'table', empty: 'Chưa có học viên nào được xếp lớp.',
    columns: [{ title: 'STT', width: { mm: 12 }, align: 'center' }, { title: 'Họ và tên', width: { share: 10 } }, { title: 'Chức vụ', width: { share: 7 } }, { title: 'Đơn vị', width: { share: 13 } }, { title: 'Ghi chú', width: { mm: 18 } }],
    rows: people.map((person, i) => [String(i + 1), person.name, person.title, person.unit, '']),
  }
}

/** từ 08 giờ 00 ngày 16/11/2026 đến 17 giờ 00 ngày 20/11/2026 (10 buổi). */
export function when(of: Pick<PaperClass, 'sessions' | 'firstDay' | 'lastDay'>): string {
  const days = of.firstDay === of.lastDay ? writeLongDay(of.firstDay) : `từ ${writeLongDay(of.firstDay)} đến ${writeLongDay(of.lastDay)}`
  const [first] = of.sessions
  return first ? `${writeHour(first.startsAt)}, ${days} (${of.sessions.length} buổi)` : days
}

export function where(of: Pick<PaperClass, 'places'>): (readonly [string, string])[] {
  const places = of.places.map(({ name, address }) => (address ? `${name}, ${address}` : name))
  return places.length > 0 ? [['Địa điểm', places.join('; ')]] : []
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** 08 giờ 00, on the clock of the organisation. */
export function writeHour(moment: string): string {
  return clock.format(new Date(moment)).replace(':', ' giờ ')
}

/** The days on which the class sits, each with its sessions. */
export function byDay(sessions: readonly PaperSession[]): Map<Day, PaperSession[]> {
  return Map.groupBy(sessions, (session) => dayOf(new Date(session.startsAt)))
}

const writeHours = (hours: number) => `${String(hours).replace('.', ',')} giờ`
/** Two figures at least, so that nothing is easily written before them. */
export const count = (n: number) => String(n).padStart(2, '0')
