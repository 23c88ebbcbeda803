import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

/** What this room holds on persons: standings, derived from the records of other rooms. */
export const indicatorsHoldings: RoomHoldings = {
  room: 'indicators', forgets: false,
  holdings: [{ table: 'indicators.standing', whose: 'subject_id', name: text('Tình trạng theo chỉ số', 'Standings by indicator'), activity: 'people', erasure: 'kept',
    why: text('Tính từ bản ghi khác; chỉ ghi mã người.', 'Computed from other records; it holds the id alone.'),
    fields: { indicator: text('Chỉ số', 'Indicator'), stage: text('Giai đoạn', 'Stage'), during: f.during, state: f.state } }],
}
