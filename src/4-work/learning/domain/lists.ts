// The papers that go through the hands of the class: its list, and the sheets that are printed, signed and photographed.
import { signing, writeLongDay, type Block, type Column } from '#platform/paper/document'
import { byDay, count, letterhead, roster, when, where, writeHour, type PaperClass, type PaperHead, type PaperIssuer } from './papers.ts'

const byHand = '(Ký, ghi rõ họ tên)'

export function classList(of: PaperClass, by: PaperIssuer, head: PaperHead): Block[] {
  return [
    letterhead(by, head, null),
    { kind: 'title', name: 'DANH SÁCH HỌC VIÊN', about: [`Lớp “${of.title}”`] },
    { kind: 'facts', of: [['Thời gian', when(of)], ...where(of)] },
    roster(of.people),
    { kind: 'paragraph', line: [`Danh sách gồm ${count(of.people.length)} học viên./.`] },
    { kind: 'signature', recipients: ['Các đơn vị có học viên;', 'Lưu: VT.'], signer: signing(by.body, head.signer) },
  ]
}

/** A sheet for each day, a column to sign in for each of its sessions. */
export function attendanceSheets(of: PaperClass, by: PaperIssuer): Block[] {
  return [...byDay(of.sessions)].flatMap(([day, sessions], i): Block[] => {
    const topics = sessions.flatMap(({ topic }) => topic ?? [])
    const columns: Column[] = [
      { title: 'STT', width: { mm: 12 }, align: 'center' }, { title: 'Họ và tên', width: { share: 1 } }, { title: 'Đơn vị', width: { share: 1 } },
      ...sessions.map((session, n): Column => ({ title: `Buổi ${n + 1}\n(${writeHour(session.startsAt)})`, width: { mm: sessions.length > 2 ? 23 : 28 }, align: 'center' })),
    ]
    return [
      ...(i > 0 ? [{ kind: 'page' } as const] : []),
      { kind: 'letterhead', above: by.above, organ: by.organ, number: null, dateline: null },
      { kind: 'title', name: 'PHIẾU ĐIỂM DANH', about: [`Lớp “${of.title}”`, `Ngày ${writeLongDay(day).slice('ngày '.length)}`] },
      { kind: 'facts', of: [...where(of), ...(topics.length > 0 ? [['Nội dung', [...new Set(topics)].join('; ')] as const] : [])] },
      { kind: 'table', signed: true, columns, rows: of.people.map((person, n) => [String(n + 1), person.name, person.unit, ...sessions.map(() => '')]), empty: 'Chưa có học viên nào được xếp lớp.' },
      { kind: 'facts', of: [['Số học viên theo danh sách', count(of.people.length)], ['Số có mặt', sessions.map((_, n) => `buổi ${n + 1}: ........`).join('; ')]] },
      { kind: 'signatures', signers: [{ capacity: ['NGƯỜI ĐIỂM DANH'], note: byHand, name: '' }, { capacity: ['GIẢNG VIÊN'], note: byHand, name: '' }] },
    ]
  })
}
