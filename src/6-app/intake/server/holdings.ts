import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

/** What this room holds on persons: rows as they were read, and who brought a file in. */
export const intakeHoldings: RoomHoldings = {
  room: 'intake', forgets: true,
  holdings: [
    { table: 'intake.row', whose: 'subject_id', name: text('Dòng trong tệp danh sách', 'Rows of rosters'), activity: 'import', erasure: 'cleared',
      why: text('Nội dung dòng bị xóa; tệp gốc có nhiều người, chỉ xóa khi hết thời hạn lưu.', 'What was read goes; the file itself speaks of many and goes with its retention.'),
      fields: { row: text('Dòng', 'Row'), content: text('Nội dung', 'Content'), at: f.at } },
    { table: 'intake.import', whose: 'account_id', beside: ['by_name', 'imported_by', 'undone_by'], name: text('Tệp đã nhập', 'Imports made'), activity: 'import', erasure: 'cleared',
      why: text('Tên người nhập được thay; tệp là minh chứng của đơn vị.', 'The name of who imported is replaced; the file is evidence of the unit.'), fields: { by_name: text('Người nhập', 'By'), at: f.at, state: f.state } },
  ],
}
