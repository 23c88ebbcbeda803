// What the house keeps of whoever signs in.
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '../holdings.ts'

const gone = text('Tài khoản và mọi thứ của nó bị xóa.', 'The account goes with all that belongs to it.')
const part = { whose: 'account_id', activity: 'account', erasure: 'removed', why: gone } as const

export const accessHoldings: RoomHoldings = {
  room: 'access', forgets: true,
  holdings: [
    { table: 'access.account', whose: 'person_id', name: text('Tài khoản', 'Account'), activity: 'account', erasure: 'removed', why: gone,
      fields: { id: f.id, name: f.name, username: text('Tên đăng nhập', 'User name'), email: text('Thư điện tử', 'E-mail'), email_verified: text('Thư đã xác minh', 'E-mail verified'), phone: text('Điện thoại', 'Phone'), language: text('Ngôn ngữ', 'Language'),
        must_change: text('Phải đổi mật khẩu', 'Password must change'), toured_at: text('Xem hướng dẫn lúc', 'Took the tour'), blocked_at: text('Bị khóa lúc', 'Blocked at'), blocked_reason: text('Lý do khóa', 'Why blocked'), created_at: f.created_at, updated_at: f.updated_at } },
    { table: 'access.credential', ...part, name: text('Cách đăng nhập', 'Ways to sign in'), fields: { provider_id: text('Nguồn', 'Provider'), created_at: f.created_at, updated_at: f.updated_at } },
    { table: 'access.session', ...part, name: text('Phiên đăng nhập', 'Sessions'), fields: { address: text('Địa chỉ mạng', 'Network address'), user_agent: text('Trình duyệt', 'Browser'), created_at: f.created_at, updated_at: f.updated_at, expires_at: f.expires_at, seen_at: f.used_at } },
    { table: 'access.passkey', ...part, name: text('Khóa truy cập', 'Passkeys'), fields: { name: f.name, site: text('Trang', 'Site'), created_at: f.created_at, used_at: f.used_at } },
    { table: 'access.second_factor', ...part, name: text('Xác thực hai bước', 'Second step'), fields: { created_at: f.created_at, confirmed_at: text('Bật lúc', 'On since') } },
    { table: 'access.recovery_code', ...part, name: text('Mã khôi phục', 'Recovery codes'), fields: { used_at: f.used_at } },
    { table: 'access.sending', ...part, name: text('Việc đã gửi kèm khóa gửi lại', 'Writes sent under a key'), fields: { route: text('Việc', 'Route'), at: f.at } },
    { table: 'access.api_key', ...part, name: text('Khóa cho chương trình khác', 'Keys of programs'), fields: { name: f.name, verbs: text('Quyền', 'Verbs'), created_at: f.created_at, expires_at: f.expires_at, used_at: f.used_at } },
  ],
}
