// Seats of a class: the first by order of nomination have one, the others wait; a withdrawal moves the first waiting up.
import { type Verdict, refuse } from '#base/refusal'

export interface NomineeFacts {
  /** The unit in which the person stands on the day, within reach of the nominator. null: none. */
  unitId: string | null
  nominated: boolean
  /** The person holds a completion of the programme that has not lapsed by the class's first day. */
  completed: boolean
}

export function mayNominate(status: string): Verdict {
  return status === 'open' ? true : refuse('class-not-open', null, 'Lớp chưa mở, đã kết thúc hoặc đã hủy nên không cử thêm người được.', 'The class is not open, so nobody can be nominated.')
}

export function mayTakeSeat(facts: NomineeFacts): Verdict {
  if (facts.nominated) return refuse('already-nominated', null, 'Đã có trong danh sách của lớp.', 'Already nominated to this class.')
  if (facts.unitId === null) return refuse('no-place', null, 'Không có chức vụ hay nơi sinh hoạt trong phạm vi của bạn vào ngày này.', 'Holds no office and has no place within your reach on this day.')
  if (facts.completed) return refuse('already-completed', null, 'Đã hoàn thành chương trình này.', 'Has already completed this programme.')
  return true
}

export function mayWithdraw(facts: { status: string; /** All of them are, or were, on the list. */ nominated: boolean; reason: string }): Verdict {
  if (facts.status !== 'open') return refuse('class-not-open', null, 'Danh sách lớp không đổi được nữa.', 'The list of this class can no longer change.')
  if (!facts.nominated) return refuse('not-nominated', null, 'Người này không có trong danh sách của lớp.', 'This person is not on the list of the class.')
  if (facts.reason.trim().length < 3) return refuse('reason', 'reason', 'Hãy ghi lý do rút tên.', 'Give the reason for the withdrawal.')
  return true
}
