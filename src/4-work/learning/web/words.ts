// Words that several screens of learning use.
import { text, type Text } from '#base/text'

export const words = {
  classes: text('Lớp học', 'Classes'),
  programmes: text('Chương trình đào tạo', 'Training programmes'),
  programme: text('Chương trình', 'Programme'),
  title: text('Tên lớp', 'Class'),
  unit: text('Đơn vị', 'Unit'),
  organiser: text('Đơn vị tổ chức', 'Organised by'),
  form: text('Hình thức', 'Form'),
  status: text('Tình trạng', 'Status'),
  days: text('Thời gian', 'Days'),
  sessions: text('Buổi học', 'Sessions'),
  session: text('Buổi {n}', 'Session {n}'),
  capacity: text('Sức chứa', 'Capacity'),
  name: text('Họ và tên', 'Name'),
  reason: text('Lý do', 'Reason'),
  saved: text('Đã lưu', 'Saved'),
  hours: text('Số giờ', 'Hours'),
  attended: text('Dự', 'Attended'),
  completed: text('Hoàn thành', 'Completed'),
  notCompleted: text('Chưa đủ điều kiện', 'Not enough'),
  certificates: text('Chứng nhận', 'Certificates'),
  register: text('Sổ cấp chứng nhận', 'Register of certificates'),
  importUndone: text('Đã hoàn tác lượt nhập từ tệp', 'The import was undone'),
  replaced: text('Đã thay bằng số lượng mới', 'Replaced by a new count'),
}

export const paperNames = {
  summons: text('Giấy triệu tập', 'Summons'),
  decision: text('Quyết định mở lớp', 'Decision opening the class'),
  list: text('Danh sách học viên', 'Class list'),
  attendance: text('Phiếu điểm danh để ký', 'Attendance sheets to sign'),
}

const codes: Record<string, Text> = { 'import-undone': words.importUndone, replaced: words.replaced }

/** A reason as it stands in the records: what a person wrote, or a code of the house in words. */
export function reasonOf(kept: string | null): Text | null {
  return kept === null ? null : (codes[kept] ?? text(kept, kept))
}
