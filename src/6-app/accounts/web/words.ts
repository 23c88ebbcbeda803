import { text } from '#base/text'
import type { Round, RoundRow } from './api.ts'

export const words = {
  title: text('Cấp tài khoản hàng loạt', 'Accounts for many'),
  accounts: text('Tài khoản', 'Accounts'),
  officials: text('Cán bộ chưa có tài khoản', 'Officials without an account'),
}
export const states: Record<Round['state'], ReturnType<typeof text>> = {
  checked: text('Chờ xác nhận', 'To be confirmed'), making: text('Đang cấp', 'Under way'), made: text('Đã cấp', 'Made'), failed: text('Chưa xong', 'Not finished'), dropped: text('Đã bỏ', 'Given up'),
}
export const tones: Partial<Record<Round['state'], 'good' | 'soon' | 'behind'>> = { made: 'good', checked: 'soon', making: 'soon', failed: 'behind' }
export const verdicts: Record<RoundRow['verdict'], ReturnType<typeof text>> = {
  make: text('Cấp mới', 'New account'), has: text('Đã có', 'Has one'), refused: text('Không cấp', 'None made'), skipped: text('Bỏ qua', 'Skipped'),
}
