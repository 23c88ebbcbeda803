// What this part of the house holds on persons, for the register of personal data.
import { text, type Text } from '#base/text'

export interface HeldData { table: string; whose: 'person' | 'account'; what: Text; purpose: Text; basis: Text; retention: Text }

const service = text('Thực hiện nhiệm vụ của tổ chức công đoàn', 'Carrying out the tasks of the union')
const own = text('Người dùng tự chọn', 'Chosen by the user')
const account = text('Cho đến khi tài khoản bị xóa', 'Until the account is removed')

export const heldData: readonly HeldData[] = [
  { table: 'messages.message', whose: 'person', what: text('Thông báo gửi cho người đó, đã đọc lúc nào', 'Messages to the person and when they were read'), purpose: text('Báo việc liên quan đến người đó', 'Telling a person what concerns them'), basis: service, retention: text('Một năm kể từ khi đọc', 'One year from being read') },
  { table: 'messages.delivery', whose: 'person', what: text('Thông báo đã gửi ra ngoài lúc nào, bằng cách nào', 'When and how a message went out'), purpose: text('Không gửi hai lần', 'Not sending twice'), basis: service, retention: text('Cùng với thông báo', 'With the message') },
  { table: 'messages.preference', whose: 'account', what: text('Cách nhận thư', 'How e-mail is wanted'), purpose: text('Gửi thư theo ý người nhận', 'Sending as the reader wants'), basis: own, retention: account },
  { table: 'messages.device', whose: 'account', what: text('Trình duyệt nhận thông báo đẩy', 'Browsers that receive push messages'), purpose: text('Gửi thông báo đẩy', 'Sending push messages'), basis: own, retention: text('Cho đến khi đăng xuất hoặc tắt', 'Until signed out or switched off') },
  { table: 'messages.digest', whose: 'account', what: text('Bản tổng hợp của ngày nào đã gửi', 'On which days a digest went out'), purpose: text('Không gửi hai lần', 'Not sending twice'), basis: service, retention: text('Một năm', 'One year') },
  { table: 'messages.calendar', whose: 'account', what: text('Địa chỉ lịch riêng (chỉ dấu băm)', 'The secret calendar address (its hash alone)'), purpose: text('Lịch việc và lớp học', 'Calendar of duties and classes'), basis: own, retention: text('Cho đến khi người dùng tắt', 'Until switched off') },
]
