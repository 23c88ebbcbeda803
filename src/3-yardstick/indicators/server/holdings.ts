import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

/** What this room holds on persons: standings, derived from the records of other rooms. */
export const indicatorsHoldings: RoomHoldings = {
  room: 'indicators', forgets: false,
  holdings: [{ table: 'indicators.standing', whose: 'subject_id', name: text('Tình trạng theo chỉ số', 'Standings by indicator'), activity: 'people', erasure: 'kept',
    why: text('Tính từ bản ghi khác; chỉ ghi mã người.', 'Computed from other records; it holds the id alone.'),
    fields: { indicator: text('Chỉ số', 'Indicator'), stage: text('Giai đoạn', 'Stage'), during: f.during, state: f.state } },
  { table: 'indicators.draft', whose: 'written_by', beside: ['sent_by', 'decided_by'], name: text('Bản soạn chỉ số đã soạn, gửi hoặc duyệt', 'Drafts of indicators written, sent or decided'), activity: 'people', erasure: 'kept',
    why: text('Việc làm thay mặt đơn vị; chỉ ghi mã người.', 'Done for the unit; it holds the id alone.'),
    fields: { code: text('Mã', 'Code'), name: f.name, state: f.state, written_at: text('Soạn lúc', 'Written'), sent_at: text('Gửi lúc', 'Sent'), decided_at: text('Quyết định lúc', 'Decided') } }],
}
