// What the printed guide says. Words in “…” are those of the screens; tests/guide.test.ts finds each of them there.
import { text, type Text } from '#base/text'

/** The pictures, in the order in which they are taken. */
export type Shot = 'sign-in' | 'duties' | 'plan' | 'nominate' | 'attendance' | 'figure'

export interface Section { title: Text; steps: readonly Text[]; shot: Shot | null; /** What the picture shows, for who hears it. */ alt: Text | null }

export const title = text('Hướng dẫn nhanh cho chủ tịch công đoàn cơ sở', 'Quick guide for the chair of a grassroots union')
export const lead = text('Hệ thống Lộ Trình, dùng trên điện thoại hoặc máy tính', 'The Lộ Trình system, on a phone or a computer')
export const page = text('Trang {n}/2', 'Page {n} of 2')
export const made = text('Theo màn hình tháng {month}', 'From the screens of {month}')

export const sections: readonly [readonly Section[], readonly Section[]] = [
  [
    {
      title: text('Đăng nhập', 'Sign in'), shot: 'sign-in', alt: text('Màn hình đăng nhập', 'The sign-in screen'),
      steps: [
        text('Mở trình duyệt, gõ địa chỉ mà cấp trên gửi. Nhập “Tên đăng nhập” và “Mật khẩu”, bấm “Đăng nhập”.', 'Open the browser at the address that the union above sent. Enter “User name” and “Password”, press “Sign in”.'),
        text('Lần đầu: mật khẩu dùng một lần. Máy yêu cầu đặt mật khẩu mới của riêng bạn; đừng cho ai biết.', 'The first time the password works once. You are asked for a new one of your own; tell it to nobody.'),
        text('Quên mật khẩu: gọi người ghi ở mục 8.', 'If you forget it, call the person named in part 8.'),
      ],
    },
    {
      title: text('Xem việc phải làm', 'See what is to be done'), shot: 'duties', alt: text('Danh sách việc cần làm', 'The list of duties'),
      steps: [
        text('Trang đầu là “Việc của tôi”. Việc gấp nhất ở trên cùng.', 'The first page is “My work”. The most urgent comes first.'),
        text('Bấm vào một dòng để làm ngay việc ấy. Làm xong, dòng tự mất.', 'Tap a line to do it at once. Done, it disappears by itself.'),
        text('Đi chỗ khác: dùng hàng nút ở cuối màn hình.', 'To go elsewhere use the buttons at the foot of the screen.'),
      ],
    },
    {
      title: text('Hưởng ứng kế hoạch của cấp trên', 'Answer the plan of the union above'), shot: 'plan', alt: text('Trang lập kế hoạch của đơn vị', 'The page on which the plan of the unit is made'),
      steps: [
        text('Bấm việc “Ban hành kế hoạch…”, rồi “Lập từ mẫu”. Mẫu đã điền sẵn tên, căn cứ, chỉ tiêu và nhiệm vụ.', 'Tap the duty to issue the plan, then “Make it from the template”. Title, basis, targets and tasks are filled in.'),
        text('Xem lại từng chỉ tiêu. Đặt thấp hơn cấp trên thì phải ghi lý do và chờ cấp trên chấp nhận.', 'Look at each target. One that is lower than asked needs a reason and waits for the union above.'),
        text('Chưa xong: “Lưu nháp”. Xong: “Ban hành”.', 'Not finished: “Save the draft”. Finished: “Issue”.'),
      ],
    },
    {
      title: text('Cử người đi học', 'Nominate people to a class'), shot: 'nominate', alt: text('Chọn người để cử vào một lớp', 'Choosing people for a class'),
      steps: [
        text('Bấm “Đào tạo”, chọn lớp đang mở, bấm “Cử thêm người”.', 'Tap “Training”, choose an open class, tap “Nominate people”.'),
        text('Gõ tên không cần dấu, chọn từng người, rồi bấm nút cử ở cuối màn hình.', 'Type names, accents are not needed; choose each person, then press the button at the foot.'),
        text('Lớp đủ chỗ thì người sau vào danh sách chờ; có chỗ trống, tên tự được xếp lên.', 'When the class is full people wait, and move up by themselves when a seat is free.'),
      ],
    },
  ],
  [
    {
      title: text('Điểm danh', 'Take attendance'), shot: 'attendance', alt: text('Điểm danh một buổi học trên điện thoại', 'Attendance of a session on a phone'),
      steps: [
        text('Mở lớp của đơn vị, bấm “Điểm danh”, chọn buổi học.', 'Open the class of your union, tap “Attendance”, choose the session.'),
        text('Mỗi người một lần bấm: “Có mặt”, “Đi muộn”, “Vắng có phép” hoặc “Vắng”.', 'One tap a person: “Present”, “Late”, “Excused” or “Absent”.'),
        text('Chỉ vài người vắng? Bấm những người ấy trước, rồi “Những người còn lại đều có mặt”.', 'Only a few are missing? Mark those first, then “Everyone else is present”.'),
      ],
    },
    {
      title: text('Đọc số liệu của đơn vị', 'Read the figures of your union'), shot: 'figure', alt: text('Số liệu của đơn vị so với chỉ tiêu', 'Figures of the union against its targets'),
      steps: [
        text('Ở “Việc của tôi”, kéo xuống phần số liệu. Mỗi dòng: đã đạt bao nhiêu trên bao nhiêu, và chỉ tiêu.', 'On “My work”, go down to the figures. Each line says how many of how many are met, and the target.'),
        text('Chữ “Chưa đạt” màu đỏ: còn phải làm tiếp. Bấm vào để thấy danh sách những ai còn thiếu.', '“Behind” in red: more is to be done. Tap it for the list of those still missing.'),
        text('Thấy sai? Sửa hồ sơ hoặc điểm danh; con số tự tính lại.', 'Is it wrong? Correct the record or the attendance; the figure follows by itself.'),
      ],
    },
    {
      title: text('Khi mất mạng', 'When there is no network'), shot: null, alt: null,
      steps: [
        text('Cứ làm tiếp và đừng đóng trang. Chữ đã gõ vẫn còn; việc chưa gửi được thì màn hình báo rõ.', 'Go on and leave the page open. What you typed stays; what could not be sent is shown.'),
        text('Có mạng lại, việc đang chờ được gửi. Nếu thấy nút “Gửi lại” thì bấm một lần; bấm thừa cũng không ghi hai lần.', 'When the network is back what waits is sent. If you see “Send again”, press it once; pressing more does not record it twice.'),
        text('Không có điện thoại, không có mạng: in “Phiếu điểm danh để ký” trước, cho ký, rồi chụp ảnh đưa lên sau.', 'No phone and no network: print the “Attendance sheets to sign” beforehand, have it signed, and upload a photograph later.'),
      ],
    },
    {
      title: text('Hỏi ai?', 'Whom to ask'), shot: null, alt: null,
      steps: [
        text('Trong máy: bấm hình người ở góc trên, chọn “Trợ giúp”. Dấu ? bên cạnh một ô giải thích ô ấy.', 'In the system: tap the figure in the corner, choose “Help”. The ? beside a field explains it.'),
        text('Gọi người quản trị tài khoản ở công đoàn cấp trên trực tiếp. Ghi vào đây để khỏi tìm:', 'Call the account administrator of the union directly above. Write it here:'),
      ],
    },
  ],
]

/** Lines for a pen, under the last section. */
export const blanks: readonly Text[] = [
  text('Địa chỉ trang', 'Address of the system'), text('Tên đăng nhập của tôi', 'My user name'), text('Người giúp', 'Who helps'), text('Số điện thoại', 'Telephone'),
]
