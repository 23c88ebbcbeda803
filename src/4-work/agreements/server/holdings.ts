// What agreements hold on persons: who coded a text, who settled differences, who wrote what the law gives.
import { text } from '#base/text'
import type { RoomHoldings } from '#platform/holdings'

const kept = { whose: 'person_id', activity: 'people', erasure: 'kept' as const, why: text('Việc của đơn vị; chỉ ghi mã người.', 'Work of the unit; it holds the id alone.') }

export const agreementsHoldings: RoomHoldings = {
  room: 'agreements', forgets: false,
  holdings: [
    { table: 'agreements.coding', ...kept, name: text('Mã hóa toàn văn thỏa ước', 'Coding of agreements'), fields: { agreement: text('Thỏa ước', 'Agreement'), kind: text('Vai trò', 'Role'), begun_at: text('Bắt đầu lúc', 'Begun at'), finished_at: text('Kết thúc lúc', 'Finished at') } },
    { table: 'agreements.settlement', ...kept, name: text('Ý kiến về chỗ mã hóa khác nhau', 'Words on differences of coding'), fields: { agreement: text('Thỏa ước', 'Agreement'), at: text('Lúc', 'At') } },
    { table: 'agreements.law_minimum', ...kept, name: text('Mức của pháp luật đã ghi', 'Levels of the law that were written'), fields: { case: text('Quyền lợi', 'Case'), basis: text('Căn cứ', 'Basis'), written_at: text('Lúc', 'At') } },
  ],
}
