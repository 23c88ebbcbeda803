import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

const model = text('Mô hình', 'Model')
const deed = text('Việc của đơn vị; chỉ ghi mã người.', 'A deed of the unit; it holds the id alone.')

/** What this room holds on persons: authors, comments, who confirmed, who decided. */
export const emulationHoldings: RoomHoldings = {
  room: 'emulation', forgets: true,
  holdings: [
    { table: 'emulation.author', whose: 'person_id', activity: 'emulation', erasure: 'cleared', name: text('Tác giả mô hình, sáng kiến', 'Authors of models and initiatives'), fields: { model, name: f.name },
      why: text('Mô hình ở lại với đơn vị; tên tác giả được thay.', 'The model stays with the unit; the name of the author is replaced.') },
    { table: 'emulation.comment', whose: 'person_id', activity: 'emulation', erasure: 'cleared', name: text('Bình luận về mô hình', 'Comments on models'), why: text('Lời bình luận bị xóa và rút.', 'What was said is erased and withdrawn.'),
      fields: { model, text: text('Nội dung', 'What was said'), at: f.at, edited_at: text('Sửa lúc', 'Edited at'), withdrawn_at: text('Rút lúc', 'Withdrawn at') } },
    { table: 'emulation.confirmation', whose: 'person_id', activity: 'emulation', erasure: 'kept', name: text('Xác nhận mô hình đang áp dụng', 'Confirmations of use'), why: deed, fields: { model, on_day: text('Ngày', 'Day') } },
    { table: 'emulation.model', whose: 'decided_by_person', activity: 'emulation', erasure: 'kept', name: text('Quyết định công nhận mô hình', 'Decisions on models'), why: deed, fields: { title: model, status: f.state, decided_on: text('Ngày', 'Day') } },
  ],
}
