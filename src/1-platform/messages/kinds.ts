// The kinds of messages, as the list of one's messages and its filter name them.
import { text, type Text } from '#base/text'

export const kinds = {
  'class.nominated': text('Cử đi học', 'Nominations'),
  'class.seat': text('Có chỗ học', 'A seat has come free'),
  'class.withdrawn': text('Rút khỏi lớp', 'Taken off a class'),
  'class.changed': text('Đổi lịch lớp', 'Class rescheduled'),
  'class.cancelled': text('Hủy lớp', 'Class cancelled'),
  'class.completed': text('Kết quả lớp học', 'Result of a class'),
  'certificate': text('Giấy chứng nhận', 'Certificates'),
  'plan.issued': text('Kế hoạch từ cấp trên', 'Plans from above'),
  'plan.decided': text('Quyết định về chỉ tiêu', 'Decisions on targets'),
  'model.decided': text('Quyết định về mô hình', 'Decisions on models'),
  'model.adopted': text('Mô hình được áp dụng lại', 'Models taken over'),
  'indicator.sent': text('Chỉ số chờ duyệt', 'Indicators to approve'),
  'indicator.decided': text('Chỉ số được duyệt, trả lại', 'Indicators decided'),
  'duty.soon': text('Sắp đến hạn', 'Due soon'),
} as const satisfies Record<string, Text>

export type MessageKind = keyof typeof kinds

/** In which way an account hears by e-mail, unless it chose another. */
export const usualMail = { mail: 'digest', digestHour: 7 } as const
