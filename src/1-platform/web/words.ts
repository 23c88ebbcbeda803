// Words that every screen uses. A room's own words stand beside its components.
import { text } from '#base/text'

export const common = {
  save: text('Lưu', 'Save'),
  cancel: text('Thôi', 'Cancel'),
  close: text('Đóng', 'Close'),
  retry: text('Thử lại', 'Try again'),
  sendAgain: text('Gửi lại', 'Send again'),
  loading: text('Đang tải…', 'Loading…'),
  required: text('Cần điền mục này.', 'This is required.'),
  none: text('Không có', 'None'),
  today: text('Hôm nay', 'Today'),
  filter: text('Lọc (không cần dấu)', 'Filter (no accents needed)'),
  export: text('Xuất XLSX', 'Export XLSX'),
  print: text('In', 'Print'),
  more: text('Xem thêm', 'Show more'),
  path: text('Đường dẫn', 'Breadcrumb'),
}
