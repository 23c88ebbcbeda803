// Words of documents that several screens say.
import { text, type Text } from '#base/text'
import type { DocumentLine } from '../contract.ts'

export const words = {
  documents: text('Văn bản', 'Documents'), incoming: text('Văn bản đến', 'Incoming'), outgoing: text('Văn bản đi', 'Outgoing'), procedures: text('Thủ tục', 'Procedures'),
  type: text('Loại văn bản', 'Type'), reference: text('Số, ký hiệu', 'Number'), issuedOn: text('Ngày văn bản', 'Dated'), issuer: text('Nơi ban hành', 'Issued by'), summary: text('Trích yếu nội dung', 'Summary'),
  signer: text('Người ký', 'Signed by'), signerPosition: text('Chức vụ người ký', 'Position of the signer'), recipients: text('Nơi nhận', 'Recipients'), urgency: text('Độ khẩn', 'Urgency'), plain: text('Bình thường', 'Ordinary'),
  arrivedOn: text('Ngày đến', 'Arrived on'), arrivalNumber: text('Số đến', 'Running number'), series: text('Sổ số', 'Series'), files: text('Tệp văn bản', 'Files'),
  handler: text('Người, đơn vị xử lý', 'Dealt with by'), keeper: text('Người, đơn vị soạn thảo', 'Drawn up by'), dueOn: text('Hạn xử lý', 'Due'), doneOn: text('Ngày xử lý xong', 'Done on'), sentOn: text('Ngày phát hành', 'Sent out on'), outcome: text('Kết quả, văn bản trả lời', 'What came of it, the answer'),
  unit: text('Đơn vị', 'Unit'), state: text('Tình trạng', 'State'), year: text('Năm', 'Year'), saved: text('Đã lưu', 'Saved'), noOffice: text('Bạn chưa giữ chức vụ nào tại một đơn vị', 'You hold no office in a unit'),
}

export const stateWords: Record<DocumentLine['state'], { say: Text; tone: 'good' | 'behind' | 'soon' | 'plain' }> = {
  stored: { say: text('Đã xử lý, đã lưu', 'Dealt with, stored'), tone: 'good' },
  'no-file': { say: text('Chưa có tệp', 'No file yet'), tone: 'soon' },
  overdue: { say: text('Quá hạn xử lý', 'Overdue'), tone: 'behind' },
  'in-hand': { say: text('Đang xử lý', 'In hand'), tone: 'plain' },
  waiting: { say: text('Chờ giao xử lý', 'Waits to be handed on'), tone: 'soon' },
  void: { say: text('Đã hủy', 'Void'), tone: 'plain' },
}

export const urgencyWords: Record<NonNullable<DocumentLine['urgency']>, Text> = { urgent: text('Khẩn', 'Urgent'), 'very-urgent': text('Thượng khẩn', 'Very urgent'), express: text('Hỏa tốc', 'Express') }
