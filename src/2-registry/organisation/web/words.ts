import { text } from '#base/text'

export const words = {
  units: text('Đơn vị', 'Units'),
  unit: text('Đơn vị', 'Unit'),
  name: text('Tên đơn vị', 'Name'),
  nameEn: text('Tên tiếng Anh', 'English name'),
  shortName: text('Tên viết tắt', 'Short name'),
  kind: text('Loại đơn vị', 'Kind'),
  parent: text('Đơn vị cấp trên', 'Parent'),
  code: text('Mã', 'Code'),
  codes: text('Mã', 'Codes'),
  since: text('Từ ngày', 'From'),
  until: text('Đến hết ngày', 'Until the end of'),
  always: text('Từ trước đến nay', 'Since always'),
  decision: text('Quyết định', 'Decision'),
  established: text('Đã thành lập {name}', '{name} is established'),
  saved: text('Đã ghi vào cơ cấu tổ chức', 'Recorded in the structure'),
}

/** What each structural deed is called on its button. */
export const deedNames = {
  establish: text('Thành lập đơn vị trực thuộc', 'Establish a unit below'),
  rename: text('Đổi tên', 'Rename'),
  kind: text('Đổi loại đơn vị', 'Change the kind'),
  transfer: text('Chuyển sang đơn vị cấp trên khác', 'Transfer to another parent'),
  merge: text('Sáp nhập vào đơn vị khác', 'Merge into another unit'),
  consolidate: text('Hợp nhất thành đơn vị mới', 'Consolidate into a new unit'),
  split: text('Chia, tách đơn vị', 'Split'),
  dissolve: text('Chấm dứt hoạt động', 'Dissolve'),
  undo: text('Hoàn tác biến động', 'Undo the event'),
}

/** What each kind of event is called. */
export const eventNames = {
  establish: text('Thành lập', 'Established'),
  rename: text('Đổi tên', 'Renamed'),
  transfer: text('Chuyển đơn vị cấp trên', 'Transferred'),
  merge: text('Sáp nhập', 'Merged'),
  consolidate: text('Hợp nhất', 'Consolidated'),
  split: text('Chia, tách', 'Split'),
  kind: text('Đổi loại đơn vị', 'Changed in kind'),
  dissolve: text('Chấm dứt hoạt động', 'Dissolved'),
}

/** Schemes of codes; another one is shown as it is called. */
export const schemeNames: Record<string, ReturnType<typeof text>> = {
  'nso-before-2025-07-01': text('mã tỉnh trước 01/07/2025', 'province code before 01/07/2025'),
  'nso-2025': text('mã tỉnh từ 01/07/2025', 'province code since 01/07/2025'),
  union: text('mã công đoàn trung ương', 'code of central unions'),
}
