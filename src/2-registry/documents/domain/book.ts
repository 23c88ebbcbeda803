// The two registers as they are printed: the columns of Decree 30/2020, appendix IV. What is signed or counted by hand on
// the sheet (copies, receipt) has its column and is left open. A register is written in Vietnamese.
import { writeDay, type Day } from '#base/day'
import type { Block, Column } from '#platform/paper/document'
import { saidWith, type Direction } from './document.ts'

export interface BookLine {
  typeName: string; reference: string | null; issuedOn: Day; issuer: string; summary: string; signer: string | null; recipients: string | null
  arrivedOn: Day | null; arrivalNumber: number | null; handler: string | null; dueOn: Day | null; doneOn: Day | null; outcome: string | null; voidReason: string | null
}
export interface BookHead { above: string | null; organ: string; direction: Direction; year: number }

interface BookColumn { title: string; width: Column['width']; align?: 'center'; say(line: BookLine): string }

const what = (line: BookLine) => saidWith(line.typeName, line.summary)
const notes = (line: BookLine) => [
  line.voidReason && `Đã hủy: ${line.voidReason}`, line.arrivedOn && line.dueOn && `Hạn ${writeDay(line.dueOn)}`, line.arrivedOn && line.doneOn && `Xong ${writeDay(line.doneOn)}`, line.outcome,
].filter(Boolean).join('; ')

const books: Record<Direction, { title: string; columns: readonly BookColumn[] }> = {
  outgoing: { title: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI', columns: [
    { title: 'Số, ký hiệu', width: { mm: 34 }, say: (l) => l.reference ?? '' },
    { title: 'Ngày, tháng', width: { mm: 21 }, align: 'center', say: (l) => writeDay(l.issuedOn) },
    { title: 'Tên loại và trích yếu nội dung', width: { share: 5 }, say: what },
    { title: 'Người ký', width: { share: 2 }, say: (l) => l.signer ?? '' },
    { title: 'Nơi nhận', width: { share: 3 }, say: (l) => l.recipients ?? '' },
    { title: 'Đơn vị, người nhận bản lưu', width: { share: 2 }, say: (l) => l.handler ?? '' },
    { title: 'Số lượng bản', width: { mm: 14 }, align: 'center', say: () => '' },
    { title: 'Ngày chuyển', width: { mm: 21 }, align: 'center', say: (l) => writeDay(l.doneOn) },
    { title: 'Ký nhận', width: { mm: 16 }, say: () => '' },
    { title: 'Ghi chú', width: { share: 2 }, say: notes },
  ] },
  incoming: { title: 'SỔ ĐĂNG KÝ VĂN BẢN ĐẾN', columns: [
    { title: 'Ngày đến', width: { mm: 21 }, align: 'center', say: (l) => writeDay(l.arrivedOn) },
    { title: 'Số đến', width: { mm: 13 }, align: 'center', say: (l) => String(l.arrivalNumber ?? '') },
    { title: 'Tác giả', width: { share: 3 }, say: (l) => l.issuer },
    { title: 'Số, ký hiệu', width: { mm: 34 }, say: (l) => l.reference ?? '' },
    { title: 'Ngày, tháng', width: { mm: 21 }, align: 'center', say: (l) => writeDay(l.issuedOn) },
    { title: 'Tên loại và trích yếu nội dung', width: { share: 5 }, say: what },
    { title: 'Đơn vị hoặc người nhận', width: { share: 2 }, say: (l) => l.handler ?? '' },
    { title: 'Ngày chuyển', width: { mm: 16 }, align: 'center', say: () => '' },
    { title: 'Ký nhận', width: { mm: 16 }, say: () => '' },
    { title: 'Ghi chú', width: { share: 3 }, say: notes },
  ] },
}

export function bookTable({ direction }: Pick<BookHead, 'direction'>, lines: readonly BookLine[]): { title: string; columns: string[]; rows: string[][] } {
  const { title, columns } = books[direction]
  return { title, columns: columns.map((column) => column.title), rows: lines.map((line) => columns.map((column) => column.say(line))) }
}

export function bookBlocks(head: BookHead, lines: readonly BookLine[]): Block[] {
  const { title, rows } = bookTable(head, lines)
  return [
    { kind: 'letterhead', above: head.above, organ: head.organ, number: null, dateline: null },
    { kind: 'title', name: title, about: [`Năm ${head.year}`] },
    { kind: 'table', columns: books[head.direction].columns.map(({ say: _, ...column }) => column), rows, empty: 'Chưa có văn bản nào' },
  ]
}
