import { text } from '#base/text'

export const words = {
  people: text('Cán bộ, đoàn viên', 'People'),
  name: text('Họ và tên', 'Full name'),
  born: text('Ngày sinh', 'Born'),
  sex: text('Giới tính', 'Sex'),
  female: text('Nữ', 'Female'),
  male: text('Nam', 'Male'),
  phone: text('Điện thoại', 'Telephone'),
  email: text('Thư điện tử', 'E-mail'),
  unit: text('Đơn vị', 'Unit'),
  standing: text('Tư cách', 'Standing'),
  office: text('Chức vụ', 'Office'),
  title: text('Chức danh', 'Title'),
  since: text('Từ ngày', 'From'),
  until: text('Đến hết ngày', 'Until the end of'),
  fullTime: text('Chuyên trách', 'Full-time'),
  partTime: text('Không chuyên trách', 'Part-time'),
  kind: text('Hình thức', 'Full or part time'),
  basis: text('Căn cứ', 'Basis'),
  term: text('Nhiệm kỳ', 'Term'),
  decision: text('Số quyết định', 'Decision number'),
  citizenId: text('Số định danh cá nhân (12 số)', 'Citizen number (12 digits)'),
  oldId: text('Số chứng minh nhân dân (9 số)', 'Old identity number (9 digits)'),
  saved: text('Đã lưu', 'Saved'),
}

/** Committees: what is done with them, and the titles in them. */
export const committeeWords = {
  recognise: text('Công nhận ban chấp hành', 'Recognise the committee'),
  provisional: text('Chỉ định ban chấp hành lâm thời', 'Appoint a provisional committee'),
  report: text('Báo kết quả bầu ban chấp hành', 'Report the election of the committee'),
  fill: text('Bổ sung thành viên', 'Add to the committee'),
  end: text('Kết thúc ban chấp hành', 'End the committee'),
  recognised: text('Đã công nhận ban chấp hành', 'The committee is recognised'),
  titles: {
    president: text('Chủ tịch', 'President'), 'vice-president': text('Phó Chủ tịch', 'Vice-President'),
    'standing-member': text('Ủy viên Ban Thường vụ', 'Standing Committee member'), 'committee-member': text('Ủy viên Ban Chấp hành', 'Executive Committee member'),
  },
}

export const standings = { member: text('Đoàn viên', 'Member'), worker: text('Người lao động', 'Worker, not a member') }
export const bases = { elected: text('Bầu cử', 'Elected'), appointed: text('Bổ nhiệm, chỉ định', 'Appointed'), provisional: text('Lâm thời', 'Provisional') }
export const reasons = {
  maternity: text('Nghỉ thai sản', 'Maternity leave'), 'long-illness': text('Ốm đau dài ngày', 'Long illness'),
  'study-leave': text('Đi học dài hạn', 'Study leave'), secondment: text('Biệt phái', 'Secondment'),
}
