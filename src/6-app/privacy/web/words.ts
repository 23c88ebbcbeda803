// Words that several screens of this room use.
import { text, type Text } from '#base/text'
import type { PrivacyRequest } from '../contract.ts'

type Kind = PrivacyRequest['kind']

export const kinds: Readonly<Record<Kind, Text>> = {
  see: text('Xem, nhận bản sao', 'See, get a copy'), correct: text('Đính chính', 'Correct'), restrict: text('Hạn chế xử lý', 'Restrict'),
  erase: text('Xóa dữ liệu', 'Erase'), object: text('Phản đối xử lý', 'Object'), withdraw: text('Rút lại sự đồng ý', 'Withdraw consent'),
}
/** What a request of the kind leads to, said to whoever makes it. */
export const kindHelp: Readonly<Record<Kind, Text>> = {
  see: text('Bạn có thể tải ngay toàn bộ dữ liệu ở đầu trang này.', 'You can download everything at once at the top of this page.'),
  correct: text('Hãy ghi rõ mục nào sai và nội dung đúng.', 'Say which field is wrong and what is right.'),
  restrict: text('Hồ sơ vẫn được tính trong số liệu; chi tiết chỉ mở cho bạn và cán bộ bảo vệ dữ liệu cá nhân.', 'The record still counts in figures; its details open to you and data protection officers alone.'),
  erase: text('Họ tên, ngày sinh, cách liên hệ, số định danh và tài khoản bị xóa; bản ghi mà luật buộc giữ còn lại dưới tên thay thế. Chỉ làm được khi bạn không còn nơi làm việc và chức vụ.', 'Name, birth, contacts, numbers and the account go; what the law keeps stays under a made-up name. Possible once you have no place of work and no office.'),
  object: text('Hãy ghi rõ việc xử lý nào và vì sao.', 'Say which processing, and why.'),
  withdraw: text('Bạn có thể rút lại ngay ở mục Sự đồng ý.', 'You can withdraw at once under Consents.'),
}
export const words = {
  privacy: text('Dữ liệu cá nhân', 'Personal data'),
  kind: text('Loại yêu cầu', 'Kind of request'), asked: text('Nội dung', 'What is asked'), askedOn: text('Ngày nhận', 'Received on'), due: text('Việc tiếp theo', 'Next'), person: text('Người yêu cầu', 'Person'),
  answerBy: text('Trả lời trước', 'Answer by'), finishBy: text('Giải quyết trước', 'Finish by'),
  state: text('Tình trạng', 'State'), reason: text('Lý do', 'Reason'), saved: text('Đã lưu', 'Saved'), activity: text('Hoạt động', 'Activity'),
  granted: text('Đã thực hiện', 'Granted'), refused: text('Từ chối', 'Refused'), waiting: text('Chờ trả lời bước đầu', 'Waits for its first answer'), working: text('Đang giải quyết', 'Being dealt with'),
  left: text('còn {n} ngày', '{n} days left'), today: text('hạn hôm nay', 'due today'), late: text('quá hạn {n} ngày', '{n} days late'),
  answerDue: text('Trả lời trước {day}', 'Answer by {day}'), finishDue: text('Giải quyết trước {day}', 'Finish by {day}'),
  tooShort: text('Cần ít nhất 5 ký tự.', 'At least 5 characters are needed.'),
  ownPage: text('tự gửi', 'by the person'), paper: text('trên giấy', 'on paper'), scan: text('Bản quét có chữ ký', 'Signed scan'),
  kept: text('Giữ lại', 'Kept'), cleared: text('Xóa phần nhận dạng', 'Identity cleared'), removed: text('Xóa', 'Removed'),
  noRequests: text('Chưa có yêu cầu nào', 'No request yet'),
}
/** Names of the sensitive fields as the log of readings has them. */
export const sensitive: Readonly<Record<string, Text>> = {
  citizen_id: text('số định danh', 'identity number'), old_id: text('số CMND cũ', 'old identity number'), ethnicity: text('dân tộc', 'ethnicity'), religion: text('tôn giáo', 'religion'), party_member: text('Đảng viên', 'Party member'),
}
