// The lecturer's countersignature: when a session's roster may be signed.
import { refuse, type Verdict } from '#base/refusal'
import type { ClassStatus } from './classes.ts'

export interface CountersigningFacts {
  classStatus: ClassStatus
  begun: boolean
  unrecorded: string | null
  seated: number
  /** People with a seat and without a mark. */
  unmarked: number
}

export function mayCountersign(facts: CountersigningFacts): Verdict {
  if (facts.classStatus !== 'open') return refuse('class-not-open', null, 'Lớp chưa mở, đã kết thúc hoặc đã hủy nên không ký được.', 'The class is not open, so its sessions cannot be signed.')
  if (!facts.begun) return refuse('not-yet', null, 'Buổi học chưa bắt đầu.', 'The session has not begun.')
  if (facts.unrecorded !== null) return refuse('unrecorded', null, 'Buổi học này đã ghi là không điểm danh.', 'This session is declared as not recorded.')
  if (facts.seated === 0) return refuse('nobody', null, 'Lớp chưa có học viên.', 'Nobody has a seat in the class.')
  if (facts.unmarked > 0) return refuse('unmarked', null, `Còn ${facts.unmarked} người chưa điểm danh. Hãy điểm danh đủ rồi ký.`, `${facts.unmarked} people are not marked yet. Mark them, then sign.`)
  return true
}
