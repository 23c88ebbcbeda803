// The audit log names persons by id alone, and so stays whole when a person is de-identified: docs/decisions/0023.
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '../holdings.ts'

const why = text('Nhật ký là chứng cứ theo luật, nối chuỗi và không sửa được; trong đó chỉ có mã người, sau khi khử nhận dạng mã không dẫn về ai.', 'The log is evidence kept by law, chained and never changed; it holds ids only, which lead to nobody once the person is de-identified.')

export const auditHoldings: RoomHoldings = {
  room: 'audit', forgets: false,
  holdings: [
    { table: 'audit.entry', whose: 'person_id', beside: ['account_id'], name: text('Việc đã làm và việc về hồ sơ', 'Deeds done, and deeds on the record'), activity: 'audit', fields: { at: f.at, action: text('Việc', 'Deed') }, erasure: 'kept', why },
    { table: 'audit.access', whose: 'person_id', beside: ['account_id'], name: text('Lần xem thông tin nhạy cảm', 'Readings of sensitive fields'), activity: 'audit', erasure: 'kept', why,
      fields: { at: f.at, fields: text('Mục đã xem', 'Fields read'), purpose: text('Mục đích', 'Purpose'), title: text('Chức danh người xem', 'Title of the reader'), unit: f.unit } },
  ],
}
