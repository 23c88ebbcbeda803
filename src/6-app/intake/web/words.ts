// Words of the import: fields of a file, what was mended, states and verdicts.
import { text, type Text } from '#base/text'
import type { RosterField, UnitField } from '../domain/fields.ts'
import type { ImportSummary } from '../contract.ts'

export const words = {
  imports: text('Nhập dữ liệu', 'Import'),
  row: text('Dòng', 'Row'),
  people: text('người', 'people'),
  units: text('đơn vị', 'units'),
}

const roster: Record<RosterField, Text> = {
  ordinal: text('Số thứ tự', 'Number in the list'), name: text('Họ và tên', 'Full name'), familyName: text('Họ và tên đệm', 'Family and middle name'), givenName: text('Tên', 'Given name'),
  born: text('Ngày sinh', 'Birth date'), bornMan: text('Ngày sinh (cột Nam)', 'Birth date (men’s column)'), bornWoman: text('Ngày sinh (cột Nữ)', 'Birth date (women’s column)'),
  sex: text('Giới tính', 'Sex'), womanMark: text('Đánh dấu nữ', 'Mark for women'), id: text('Số định danh', 'Identity number'), phone: text('Điện thoại', 'Telephone'), email: text('Thư điện tử', 'E-mail'),
  unit: text('Đơn vị', 'Unit'), post: text('Chức danh', 'Post'), fullTime: text('Chuyên trách', 'Full-time'), partTime: text('Không chuyên trách', 'Part-time'),
  from: text('Ngày nhận nhiệm vụ', 'In office since'), trained: text('Ngày tập huấn', 'Trained on'),
}
const units: Record<UnitField, Text> = {
  ordinal: text('Số thứ tự', 'Number in the list'), name: text('Tên đơn vị', 'Unit’s name'), shortName: text('Tên viết tắt', 'Short name'), kind: text('Loại đơn vị', 'Kind of unit'), parent: text('Đơn vị cấp trên', 'Upper unit'),
}
/** Fields that a file of the kind may have, in the order in which they are offered. */
export const fields: Record<ImportSummary['kind'], Record<string, Text>> = { roster, units }

/** The name of a field of a row; `female` and the like are fields of the person, not of the file. */
export function fieldName(kind: ImportSummary['kind'], field: string): Text {
  return fields[kind][field === 'female' ? 'sex' : field] ?? text(field, field)
}

/** What was done to a cell, by the code of the repair. */
export const repairs: Record<string, Text> = {
  nfd: text('chữ tổ hợp', 'decomposed letters'), tcvn3: text('phông TCVN3', 'TCVN3 font'), vni: text('phông VNI', 'VNI font'), spaces: text('khoảng trắng thừa', 'extra spaces'),
  upper: text('chữ in hoa', 'all capitals'), lower: text('thiếu chữ hoa', 'missing capitals'),
  'date-cell': text('ô kiểu ngày của Excel', 'Excel date cell'), dots: text('ngày viết bằng dấu chấm', 'date with dots'), dashes: text('ngày viết bằng gạch', 'date with dashes'), iso: text('ngày kiểu năm-tháng-ngày', 'date year-month-day'),
  'two-digit-year': text('năm hai chữ số', 'two-digit year'), 'year-only': text('chỉ có năm sinh', 'birth year alone'), 'excel-serial': text('số ngày của Excel', 'Excel day number'),
  'date-in-words': text('ngày viết bằng chữ', 'date in words'), 'date-compact': text('ngày viết liền', 'date without separators'), 'born-from-id': text('năm sinh lấy từ số định danh', 'birth year from the identity number'), 'sex-from-id': text('giới tính lấy từ số định danh', 'sex from the identity number'),
  'id-as-number': text('số định danh lưu dạng số', 'identity number kept as a number'), 'id-spaced': text('số định danh có dấu cách', 'identity number with separators'), 'id-zero-lost': text('mất số 0 đầu', 'leading zero lost'), 'old-9-digit-id': text('CMND 9 số', 'old nine-digit number'),
  'phone-as-number': text('điện thoại mất số 0 đầu', 'telephone lost its zero'), plus84: text('+84 đổi thành 0', '+84 made 0'), 'phone-dots': text('dấu trong số điện thoại', 'separators in the telephone'),
  'phone-old-prefix': text('đầu số cũ', 'old prefix'), 'phone-zero-lost': text('mất số 0 đầu', 'leading zero lost'), 'phone-first-of-several': text('lấy số đầu tiên', 'first of several numbers'),
  'unit-abbreviated': text('tên viết tắt', 'abbreviated name'), 'unit-lower': text('khác chữ hoa', 'capitals differ'), 'unit-undiacritical': text('tên không dấu', 'name without marks'),
  'unit-misspelt': text('khác một chữ: hãy xem lại', 'one letter differs: please check'), 'unit-kind-left-out': text('thiếu loại công đoàn', 'kind of union left out'),
  'post-spelt': text('tên chức danh theo danh mục', 'post as in the list'), 'kind-from-name': text('loại lấy từ tên', 'kind from the name'), 'kind-spelt': text('loại theo danh mục', 'kind as in the list'),
}

export const verdicts: Record<'imported' | 'refused' | 'skipped', Text> = {
  imported: text('Sẽ ghi', 'To write'), refused: text('Từ chối', 'Refused'), skipped: text('Bỏ qua', 'Skipped'),
}

export const states: Record<ImportSummary['state'], Text> = {
  reading: text('Đang đọc', 'Reading'), checked: text('Chờ ghi', 'Waiting'), importing: text('Đang ghi', 'Writing'), imported: text('Đã ghi', 'Written'),
  undoing: text('Đang hoàn tác', 'Being undone'), undone: text('Đã hoàn tác', 'Undone'), failed: text('Chưa được', 'Failed'), cancelled: text('Đã bỏ', 'Given up'),
}
