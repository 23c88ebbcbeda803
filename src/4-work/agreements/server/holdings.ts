// What agreements hold on persons: who coded a text and who settled differences.
import { text } from '#base/text'
import type { RoomHoldings } from '#platform/holdings'

const kept = { whose: 'person_id', activity: 'people', erasure: 'kept' as const, why: text('Việc của đơn vị; chỉ ghi mã người.', 'Work of the unit; it holds the id alone.') }

export const agreementsHoldings: RoomHoldings = {
  room: 'agreements', forgets: false,
  holdings: [
    { table: 'agreements.coding', ...kept, name: text('Mã hóa toàn văn thỏa ước', 'Coding of agreements'), fields: { agreement: text('Thỏa ước', 'Agreement'), kind: text('Vai trò', 'Role'), begun_at: text('Bắt đầu lúc', 'Begun at'), finished_at: text('Kết thúc lúc', 'Finished at') } },
    { table: 'agreements.settlement', ...kept, name: text('Ý kiến về chỗ mã hóa khác nhau', 'Words on differences of coding'), fields: { agreement: text('Thỏa ước', 'Agreement'), at: text('Lúc', 'At') } },
  ],
}
