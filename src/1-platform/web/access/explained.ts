// What stands behind the question marks at the fields of accounts and of one's own security.
import { text } from '#base/text'

export const explained = {
  username: text('Gợi ý theo tên: Nguyễn Văn An là annv. 3 đến 40 chữ thường không dấu, chữ số hoặc . _ -. Người dùng cũng đăng nhập được bằng thư điện tử hoặc số điện thoại đã ghi.', 'Proposed from the name: Nguyễn Văn An is annv. 3 to 40 small letters, digits or . _ -. The person may also sign in by the e-mail address or telephone number given.'),
  phone: text('Ghi kiểu nào cũng được: 0912 345 678, +84 912 345 678; đầu số 016… cũ tự đổi sang đầu số mới.', 'In any spelling: 0912 345 678 or +84 912 345 678; the old 016… prefixes are brought to those of today.'),
  appCode: text('Mở ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator…), đọc sáu số đang hiện. Số đổi mỗi 30 giây và mỗi số dùng một lần.', 'Open the authenticator app on your phone (Google Authenticator, Microsoft Authenticator…) and read the six digits. They change every 30 seconds and work once.'),
  recovery: text('Mã sáu số của ứng dụng. Mất điện thoại thì dùng một mã khôi phục đã cất giữ; mã ấy dùng xong là hết.', 'The six digits of the app. If the phone is lost, use one of the recovery codes that you kept; each works once.'),
  passkeyName: text('Tên để sau này nhận ra thiết bị, ví dụ “Điện thoại của tôi”. Mất thiết bị thì gỡ khóa có tên ấy.', 'A name by which you will know the device, such as “My phone”. If the device is lost, remove the passkey of that name.'),
  keyName: text('Tên chương trình sẽ đọc dữ liệu, để biết khóa nào dùng ở đâu khi cần kết thúc.', 'The program that will read, so that you know which key is used where when one has to end.'),
  keyUntil: text('Hết ngày này chương trình không đọc được nữa. Khóa cũng hết khi bạn thôi giữ chức vụ.', 'After this day the program reads no more. The key also ends when you leave the office.'),
}
