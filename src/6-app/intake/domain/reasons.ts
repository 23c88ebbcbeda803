// What an import says about a row: why it was refused, what was mended, what deserves a look.
// One table of texts in both languages; each says at its field what to do. A code is for programs
// and never changes its meaning; duplicates carry the other row's number in the code itself.

/** Why a row is refused or skipped (or, as a warning, what to look at). `field` is null for the row as a whole. */
export interface Reason {
  code: string
  field: string | null
  vi: string
  en: string
}

/** What was mended in a cell: from the text as it stood to the value taken. */
export interface Repair {
  code: string
  field: string
  from: string
  to: string
}

type Text = [field: string | null, vi: string, en: string]

const TEXTS = {
  'no-header': [
    null,
    'Không tìm thấy dòng tiêu đề. Cần một dòng có ít nhất ba cột nhận ra được, trong đó có cột tên.',
    'No header row was found. One row must name at least three known columns, the name among them.',
  ],
  'no-name': ['name', 'Thiếu họ tên. Hãy ghi họ và tên.', 'The name is missing. Enter the full name.'],
  'no-birth': ['born', 'Thiếu ngày sinh. Hãy ghi ngày hoặc năm sinh.', 'The birth date is missing. Enter the date or the year.'],
  'impossible-date': [
    'born',
    'Ngày sinh “{value}” không có thật. Hãy ghi ngày/tháng/năm.',
    'The birth date “{value}” does not exist. Enter day/month/year.',
  ],
  'future-birth': [
    'born',
    'Ngày sinh “{value}” ở tương lai. Hãy kiểm tra năm sinh.',
    'The birth date “{value}” lies in the future. Check the year.',
  ],
  'too-young': [
    'born',
    'Ngày sinh “{value}”: chưa đủ 15 tuổi. Hãy kiểm tra năm sinh.',
    'Birth date “{value}”: younger than 15. Check the year.',
  ],
  'bad-sex': ['sex', 'Không hiểu giới tính “{value}”. Hãy ghi Nam hoặc Nữ.', 'The sex “{value}” is not understood. Enter Nam or Nữ.'],
  'no-sex': ['sex', 'Chưa ghi giới tính.', 'The sex is not given.'],
  'bad-id': [
    'id',
    'Số định danh “{value}” không đủ 12 số (hoặc 9 số cũ). Hãy ghi lại.',
    'The identity number “{value}” has neither 12 digits nor the old 9. Enter it again.',
  ],
  'id-birth-mismatch': [
    'id',
    'Số định danh ghi năm sinh …{value}, khác ngày sinh ở dòng này. Hãy kiểm tra cả hai.',
    'The identity number says birth year …{value}, unlike the birth date of this row. Check both.',
  ],
  'id-sex-mismatch': [
    'id',
    'Số định danh là của {vi}, khác giới tính ở dòng này. Hãy kiểm tra cả hai.',
    'The identity number is a {en} one, unlike the sex of this row. Check both.',
  ],
  'id-century': [
    'id',
    'Chữ số thế kỷ của số định danh không khớp năm sinh.',
    'The century digit of the identity number does not fit the birth year.',
  ],
  'id-province': [
    'id',
    'Mã tỉnh “{value}” của số định danh chưa từng được cấp.',
    'Province code “{value}” of the identity number was never issued.',
  ],
  'bad-phone': [
    'phone',
    'Số điện thoại “{value}” không đúng. Hãy ghi đủ 10 số hoặc để trống.',
    'The phone number “{value}” is not valid. Enter all ten digits or leave it empty.',
  ],
  'no-unit': ['unit', 'Thiếu đơn vị. Hãy ghi tên công đoàn.', 'The unit is missing. Enter the union’s name.'],
  'unknown-unit': [
    'unit',
    'Không có đơn vị “{value}”. {viHint}',
    'There is no unit “{value}”. {enHint}',
  ],
  'ambiguous-unit': [
    'unit',
    '“{value}” có thể là: {candidates}. Hãy ghi đầy đủ tên.',
    '“{value}” may be: {candidates}. Enter the full name.',
  ],
  'post-unlisted': [
    'post',
    'Chức danh “{value}” không có trong danh mục, giữ như đã ghi.',
    'The post “{value}” is not in the list; kept as written.',
  ],
  'bad-full-time': [
    'fullTime',
    'Không hiểu “{value}”. Hãy ghi Có/Không hoặc CT/KCT.',
    '“{value}” is not understood. Enter Có/Không or CT/KCT.',
  ],
  'impossible-start-date': [
    'from',
    'Ngày nhận nhiệm vụ “{value}” không có thật. Hãy ghi ngày/tháng/năm.',
    'The start date “{value}” does not exist. Enter day/month/year.',
  ],
  'start-date-incomplete': [
    'from',
    'Ngày nhận nhiệm vụ “{value}” chưa đủ ngày/tháng/năm.',
    'The start date “{value}” needs day, month and year.',
  ],
  'impossible-training-date': [
    'trained',
    'Ngày tập huấn “{value}” không có thật. Hãy ghi ngày/tháng/năm.',
    'The training date “{value}” does not exist. Enter day/month/year.',
  ],
  'training-date-incomplete': [
    'trained',
    'Ngày tập huấn “{value}” chưa đủ ngày/tháng/năm. Nếu chưa tập huấn, hãy để trống.',
    'The training date “{value}” needs day, month and year. Leave it empty if there was no training.',
  ],
  'future-training-date': [
    'trained',
    'Ngày tập huấn “{value}” ở tương lai. Hãy ghi ngày đã hoàn thành.',
    'The training date “{value}” lies in the future. Enter the day it was completed.',
  ],
  'duplicate-of-row': [
    null,
    'Trùng người với dòng {row}{sheetVi} ({sharedVi}). Hãy giữ một dòng.',
    'Same person as row {row}{sheetEn} ({sharedEn}). Keep one of them.',
  ],
  'possible-namesake': [
    'name',
    'Cùng tên, ngày sinh và đơn vị với dòng {row}{sheetVi} nhưng khác số định danh.',
    'Same name, birth date and unit as row {row}{sheetEn}, but another identity number.',
  ],
  blank: [null, 'Dòng trống.', 'Blank row.'],
  section: [null, 'Dòng tiêu đề nhóm.', 'Section title.'],
  total: [null, 'Dòng tổng cộng.', 'Total.'],
  signature: [null, 'Dòng chữ ký.', 'Signature.'],
  'repeated-header': [null, 'Dòng tiêu đề lặp lại.', 'Repeated header.'],
  'column-numbers': [null, 'Dòng đánh số cột.', 'Column numbers.'],
  note: [null, 'Dòng ghi chú.', 'Note.'],
  'no-unit-name': ['name', 'Thiếu tên đơn vị.', 'The unit’s name is missing.'],
  'no-kind': ['kind', 'Thiếu loại đơn vị. Hãy chọn một loại trong danh mục.', 'The kind is missing. Choose one of the list.'],
  'unknown-kind': ['kind', 'Không có loại đơn vị “{value}”.', 'There is no kind of unit “{value}”.'],
  'kind-differs': ['kind', 'Đơn vị đã có với loại “{value}”.', 'The unit already exists as “{value}”.'],
  'no-parent': ['parent', 'Thiếu đơn vị cấp trên.', 'The upper unit is missing.'],
  'unknown-parent': ['parent', 'Không có đơn vị cấp trên “{value}”. {viHint}', 'There is no upper unit “{value}”. {enHint}'],
  'ambiguous-parent': [
    'parent',
    'Cấp trên “{value}” có thể là: {candidates}. Hãy ghi đầy đủ tên.',
    'The upper unit “{value}” may be: {candidates}. Enter the full name.',
  ],
  'parent-refused': ['parent', 'Đơn vị cấp trên ở dòng {row} bị từ chối.', 'The upper unit in row {row} is refused.'],
  'parent-circle': ['parent', 'Đơn vị nằm dưới chính nó.', 'The unit lies under itself.'],
} satisfies Record<string, Text>

export type ReasonCode = keyof typeof TEXTS

/** The reason of that code with its texts filled in. */
export function reason(code: ReasonCode, values: Record<string, string | number> = {}): Reason {
  const [field, vi, en]: Text = TEXTS[code]
  const full = code === 'duplicate-of-row' ? `duplicate-of-row-${values.row}` : code
  return { code: full, field, vi: fill(vi, values), en: fill(en, values) }
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? '')).trim()
}
