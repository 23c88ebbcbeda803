// What stands behind the question marks at the fields of committees and offices.
import { text } from '#base/text'

export const explained = {
  electedOn: text('Ngày đại hội hoặc hội nghị bầu. Chức vụ mới bắt đầu và chức vụ của ban chấp hành trước kết thúc từ ngày này, dù quyết định công nhận ký sau.', 'The day of the congress or conference. New offices begin and those of the committee before end on it, even where the recognition is signed later.'),
  termTo: text('Chép đúng theo nghị quyết hoặc quyết định; hệ thống không tự cộng năm năm, vì nhiều nhiệm kỳ được rút ngắn.', 'As the resolution or decision says; the system adds no five years by itself, since many terms were cut short.'),
  recognition: text('Số quyết định của công đoàn cấp trên, ví dụ 45/QĐ-LĐLĐ. Có số này thì ban chấp hành được công nhận và chủ tịch mới vào danh sách cần bồi dưỡng.', 'The number of the decision by the union above, such as 45/QĐ-LĐLĐ. With it the committee is recognised and its new chair is put on the list to be trained.'),
  president: text('Tìm theo tên, không cần dấu. Không thấy thì người ấy chưa có hồ sơ: thêm ở trang của đơn vị, phần Cán bộ, đoàn viên.', 'Search by name, without accents. If nobody is found the person has no record yet: add one on the page of the unit, under People.'),
  title: text('Quyền trong hệ thống đi theo chức danh: chủ tịch ban hành kế hoạch và cử người đi học, ủy viên xem và điểm danh, kiểm tra xem nhật ký.', 'Powers follow the title: a president issues plans and nominates people, a committee member sees and takes attendance, inspection reads the audit log.'),
  basis: text('Bầu: theo kết quả đại hội, hội nghị. Chỉ định: cấp trên giao. Lâm thời: chỉ định trong khi chưa có đại hội.', 'Elected: by a congress or conference. Appointed: by the union above. Provisional: appointed until there is a congress.'),
  end: text('Người này còn quyền đến hết ngày hôm trước. Kế hoạch, lớp học và số liệu đã ghi vẫn ở lại đơn vị.', 'The person holds the powers until the day before. Plans, classes and figures stay with the unit.'),
  receiver: text('Người nhận cần có hồ sơ; tài khoản cấp sau cũng được. Việc đang chờ của chức vụ tự chuyển sang người này từ ngày bàn giao.', 'The receiver needs a record; an account may come later. Duties that wait for the office pass to this person on that day.'),
  handOverOn: text('Người bàn giao hết quyền và người nhận có quyền cùng một ngày, nên không có khoảng trống. Ghi ngày sắp tới cũng được.', 'One loses and the other gains the powers on the same day, so there is no gap. A coming day may be given.'),
}
