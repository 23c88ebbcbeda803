import { text } from '#base/text'
import type { RoomHoldings } from '#platform/holdings'

/** What this room holds on persons: who decided on a lower target. */
export const plansHoldings: RoomHoldings = {
  room: 'plans', forgets: false,
  holdings: [{ table: 'plans.target_reason', whose: 'decided_by_person', name: text('Quyết định chỉ tiêu thấp hơn', 'Decisions on lower targets'), activity: 'people', erasure: 'kept',
    why: text('Quyết định của đơn vị; chỉ ghi mã người.', 'A decision of the unit; it holds the id alone.'),
    fields: { plan: text('Kế hoạch', 'Plan'), code: text('Chỉ tiêu', 'Target'), stage: text('Giai đoạn', 'Stage'), decision: text('Quyết định', 'Decision'), decided_on: text('Ngày', 'Day') } }],
}
