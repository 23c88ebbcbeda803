import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'

const why = text('Đợt cấp tài khoản là chứng cứ của đơn vị; tên và liên lạc trong đó bị xóa.', 'A round of accounts is evidence of the unit; names and contacts in it go.')

/** What this room holds on persons: who was to be given an account, and who ordered it. */
export const accountsHoldings: RoomHoldings = {
  room: 'accounts', forgets: true,
  holdings: [
    { table: 'accounts.row', whose: 'person_id', beside: ['account_id'], name: text('Dòng trong đợt cấp tài khoản', 'Rows of rounds of accounts'), activity: 'account', erasure: 'cleared', why, fields: { content: text('Nội dung', 'Content'), verdict: text('Kết quả', 'Outcome'), at: f.at } },
    { table: 'accounts.round', whose: 'account_id', beside: ['by_name'], name: text('Đợt cấp tài khoản đã tạo', 'Rounds of accounts made'), activity: 'account', erasure: 'cleared', why, fields: { by_name: text('Người tạo', 'By'), at: f.at, state: f.state } },
  ],
}
