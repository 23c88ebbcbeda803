// Counting heads where people have no records: only with a signed sheet, and changed openly.
import { type Verdict, refuse } from '#base/refusal'
import type { ClassStatus } from './classes.ts'

export interface HeadCountFacts { status: ClassStatus; firstDay: string; today: string; reason: string }

export function mayCountHeads(facts: HeadCountFacts, field: string): Verdict {
  if (facts.status !== 'open' && facts.status !== 'closed') return refuse('class-not-open', field, 'Lớp chưa mở hoặc đã hủy.', 'The class is not open.')
  if (facts.firstDay > facts.today) return refuse('not-yet', field, 'Lớp chưa bắt đầu.', 'The class has not begun.')
  if (facts.status === 'closed' && facts.reason.trim().length < 5) return refuse('reason', `${field}.reason`, 'Lớp đã kết thúc: hãy ghi lý do thay đổi số lượng.', 'The class is closed: give the reason for the change.')
  return true
}
