// Words that several screens of models use.
import { text, type Text } from '#base/text'
import type { HeldModel, Use } from '../contract.ts'
import type { Status } from '../domain/rules.ts'

export { fields, kinds } from '../domain/kinds.ts'

export const words = {
  models: text('Mô hình, sáng kiến', 'Models and initiatives'),
  held: text('Mô hình của đơn vị', 'Models of the unit'),
  waiting: text('Mô hình chờ công nhận', 'Models to recognise'),
  enter: text('Ghi mô hình mới', 'Enter a model'),
  title: text('Tên mô hình', 'Name'),
  kind: text('Loại', 'Kind'),
  field: text('Lĩnh vực', 'Field'),
  unit: text('Đơn vị', 'Unit'),
  owner: text('Đơn vị có mô hình', 'Owner'),
  state: text('Tình trạng', 'State'),
  startedOn: text('Bắt đầu áp dụng', 'In use since'),
  province: text('Tỉnh, thành phố', 'Province'),
  trade: text('Ngành nghề', 'Trade'),
  confirm: text('Xác nhận còn áp dụng', 'Confirm that it runs'),
  confirmed: text('Đã xác nhận', 'Confirmed'),
  saved: text('Đã lưu', 'Saved'),
  reason: text('Lý do', 'Reason'),
}

export const statusWords: Record<Status, { name: Text; tone: 'plain' | 'good' | 'behind' | 'soon' }> = {
  draft: { name: text('Bản nháp', 'Draft'), tone: 'plain' },
  submitted: { name: text('Chờ công nhận', 'Waits for recognition'), tone: 'soon' },
  recognised: { name: text('Đã công nhận', 'Recognised'), tone: 'good' },
  returned: { name: text('Được trả lại', 'Returned'), tone: 'behind' },
}

export const stateWords: Record<Use['state'], { name: Text; tone: 'plain' | 'good' | 'behind' | 'soon' }> = {
  coming: { name: text('Chưa áp dụng', 'Not in use yet'), tone: 'plain' },
  unconfirmed: { name: text('Chờ xác nhận', 'To be confirmed'), tone: 'soon' },
  running: { name: text('Đang áp dụng', 'In use'), tone: 'good' },
  lapsed: { name: text('Quá hạn xác nhận', 'Confirmation lapsed'), tone: 'behind' },
  ended: { name: text('Đã thôi', 'Ended'), tone: 'plain' },
}

/** What stands first about a model that a unit holds: what it waits for, else how it runs. */
export function heldWords(m: Pick<HeldModel, 'status' | 'adopted' | 'state'>): { name: Text; tone: 'plain' | 'good' | 'behind' | 'soon' } {
  return m.status === 'recognised' ? stateWords[m.state] : statusWords[m.status]
}

/** Trades as the attribute `field` of units names them; one that is not listed is shown as it is written. */
const trades: Record<string, Text> = {
  garment: text('May mặc', 'Garment'), electronics: text('Điện tử', 'Electronics'), food: text('Thực phẩm, thủy sản', 'Food and seafood'), construction: text('Xây dựng', 'Construction'), mining: text('Khai khoáng', 'Mining'),
  mechanics: text('Cơ khí', 'Mechanics'), health: text('Y tế', 'Health'), education: text('Giáo dục', 'Education'), services: text('Thương mại, dịch vụ', 'Trade and services'), transport: text('Vận tải', 'Transport'), tourism: text('Du lịch', 'Tourism'),
}
export const tradeName = (code: string): Text => trades[code] ?? text(code, code)
