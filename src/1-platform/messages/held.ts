// What this part of the house holds on persons. It goes with the account, messages too: they only told of records that stand elsewhere.
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '../holdings.ts'

const gone = text('Thông báo và cách nhận mất cùng tài khoản; bản ghi được báo vẫn còn ở nơi của nó.', 'Messages and how they are heard go with the account; what they told of stays where it stands.')
const part = { whose: 'account_id', activity: 'account', erasure: 'removed', why: gone } as const

export const messagesHoldings: RoomHoldings = {
  room: 'messages', forgets: true,
  holdings: [
    { table: 'messages.message', ...part, whose: 'person_id', name: text('Thông báo', 'Messages'), fields: { kind: text('Loại', 'Kind'), text: text('Nội dung', 'Text'), at: f.at, read_at: text('Đọc lúc', 'Read at') } },
    { table: 'messages.preference', ...part, name: text('Cách nhận thư', 'How e-mail is wanted'), fields: { mail: text('Cách nhận', 'How'), digest_hour: text('Giờ nhận thư tổng hợp', 'Hour of the digest') } },
    { table: 'messages.device', ...part, name: text('Trình duyệt nhận thông báo đẩy', 'Browsers that receive push messages'), fields: { user_agent: text('Trình duyệt', 'Browser'), created_at: f.created_at } },
    { table: 'messages.digest', ...part, name: text('Thư tổng hợp đã gửi', 'Digests sent'), fields: { on_day: text('Ngày', 'Day'), done_at: text('Gửi lúc', 'Done at') } },
    { table: 'messages.calendar', ...part, name: text('Địa chỉ lịch riêng', 'Calendar address'), fields: { made_at: f.created_at, asked_at: f.used_at } },
  ],
}
