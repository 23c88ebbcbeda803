// What this room holds on persons. Results stay under a made-up name: figures and the rolls of classes rest on them.
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

const roll = text('Sổ lớp và số liệu dựa vào bản ghi này; giữ dưới tên thay thế, lời ghi tự do bị xóa.', 'The roll of the class and the figures rest on it; kept under a made-up name, free text goes.')
const own = { whose: 'person_id', activity: 'learning', erasure: 'cleared', why: roll } as const

export const learningHoldings: RoomHoldings = {
  room: 'learning', forgets: true,
  holdings: [
    { table: 'learning.nomination', ...own, name: text('Được cử đi học', 'Nominations'), fields: { id: f.id, class: f.class, nominated_at: text('Cử lúc', 'Nominated at'), withdrawn_at: text('Rút lúc', 'Withdrawn at'), withdraw_reason: text('Lý do rút', 'Why withdrawn') } },
    { table: 'learning.mark', ...own, beside: ['recorded_by'], name: text('Điểm danh', 'Attendance'), fields: { id: f.id, class: f.class, session: text('Buổi học', 'Session'), state: f.state, recorded_at: f.recorded_at, reason: f.reason } },
    { table: 'learning.check_in', ...own, beside: ['decided_by'], name: text('Điểm danh bằng mã', 'Check-ins by code'), fields: { id: f.id, class: f.class, session: text('Buổi học', 'Session'), way: text('Cách', 'Way'), shown_at: text('Mã hiện lúc', 'Code shown at'), read_at: text('Quét lúc', 'Read at'), arrived_at: text('Đến máy chủ lúc', 'Arrived at'),
      offline: text('Khi không có mạng', 'Without a network'), device_id: text('Mã thiết bị', 'Device id'), state: f.state, outcome: text('Kết quả', 'Outcome'), held: text('Đã ghi trước đó', 'Held before'), accepted: text('Chấp nhận', 'Accepted'), decided_at: text('Quyết định lúc', 'Decided at'), decision_reason: f.reason } },
    { table: 'learning.countersignature', ...own, name: text('Xác nhận buổi học', 'Sessions countersigned'), fields: { class: f.class, session: text('Buổi học', 'Session'), signed_by: f.name, signed_at: f.at } },
    { table: 'learning.pass', ...own, erasure: 'removed', why: text('Chỉ để tạo mã trên điện thoại của người đó.', 'It only makes the code on the person\'s own phone.'), name: text('Mã điểm danh của tôi', 'Own check-in code'), fields: {} },
    { table: 'learning.session_sheet', ...own, whose: 'recorded_by', name: text('Người đính kèm phiếu có chữ ký', 'Who attached a signed sheet'), fields: {} },
    { table: 'learning.completion', ...own, name: text('Hoàn thành chương trình', 'Completions'), fields: { id: f.id, programme: text('Chương trình', 'Programme'), source: text('Nguồn', 'Source'), on_day: text('Ngày', 'Day'), recorded_at: f.recorded_at, voided_at: text('Hủy lúc', 'Voided at'), void_reason: text('Lý do hủy', 'Why voided') } },
    { table: 'learning.certificate', whose: 'person_id', activity: 'certificate', name: text('Giấy chứng nhận', 'Certificates'), erasure: 'cleared', why: text('Sổ cấp giữ số, chương trình, ngày; họ tên chỉ còn chữ cái đầu để người cầm giấy đối chiếu.', 'The register keeps number, programme and day; of the name the initials, for whoever holds the paper to compare.'),
      fields: { id: f.id, number: text('Số', 'Number'), year: text('Năm', 'Year'), code: text('Mã kiểm tra', 'Check code'), unit: f.unit, printed: text('Họ tên in trên giấy', 'Name as printed'), issued_on: text('Ngày cấp', 'Issued on'), revoked_at: text('Thu hồi lúc', 'Revoked at'), revoke_reason: text('Lý do thu hồi', 'Why revoked') } },
    { table: 'learning.class_lecturer', ...own, name: text('Giảng dạy', 'Lecturing'), fields: { class: f.class, name: f.name, organisation: text('Cơ quan', 'Organisation') } },
  ],
}
