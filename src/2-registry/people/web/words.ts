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

export const standings = { member: text('Đoàn viên', 'Member'), worker: text('Người lao động', 'Worker, not a member') }
export const bases = { elected: text('Bầu cử', 'Elected'), appointed: text('Bổ nhiệm, chỉ định', 'Appointed'), provisional: text('Lâm thời', 'Provisional') }
export const reasons = {
  maternity: text('Nghỉ thai sản', 'Maternity leave'), 'long-illness': text('Ốm đau dài ngày', 'Long illness'),
  'study-leave': text('Đi học dài hạn', 'Study leave'), secondment: text('Biệt phái', 'Secondment'),
}
