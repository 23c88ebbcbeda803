// Attendance: the states a mark can have, and when one may be set, changed or corrected.
import { type Verdict, refuse } from '#base/refusal'
import { text, type Text } from '#base/text'

export type Attendance = 'present' | 'late' | 'absent' | 'excused'

/** The states, in the order in which a key press goes through them. `attended` decides completion; `key` sets it directly. */
export const attendanceStates: Record<Attendance, { label: Text; sign: string; key: string; attended: boolean }> = {
  present: { label: text('Có mặt', 'Present'), sign: 'C', key: 'c', attended: true },
  late: { label: text('Đi muộn', 'Late'), sign: 'M', key: 'm', attended: true },
  excused: { label: text('Vắng có phép', 'Excused'), sign: 'P', key: 'p', attended: false },
  absent: { label: text('Vắng', 'Absent'), sign: 'V', key: 'v', attended: false },
}

/** How a mark was taken. */
export type MarkSource = 'hand' | 'check-in' | 'scan' | 'paper'
export const markSources: Record<MarkSource, Text> = {
  hand: text('ghi trực tiếp', 'by hand'), 'check-in': text('học viên tự điểm danh bằng mã', 'own check-in by code'),
  scan: text('quét mã của học viên', 'scan of the own code'), paper: text('theo phiếu có chữ ký', 'from the signed sheet'),
}

export interface MarkFacts {
  classStatus: 'draft' | 'open' | 'closed' | 'cancelled'
  /** The session belongs to the class. */
  session: boolean
  /** The session has begun. */
  begun: boolean
  /** Why no attendance was taken at the session, where that was declared. */
  unrecorded: string | null
  /** The lecturer has countersigned the session. */
  signed: boolean
  /** The person holds a seat: nominated, not withdrawn, not waiting. */
  seated: boolean
}

export function mayMark(facts: MarkFacts, field: string | null): Verdict {
  if (facts.classStatus === 'closed') return refuse('class-closed', field, 'Lớp đã kết thúc: chỉ đính chính được, kèm lý do.', 'The class is closed: attendance changes only by a correction with a reason.')
  if (facts.classStatus !== 'open') return refuse('class-not-open', field, 'Lớp chưa mở hoặc đã hủy nên chưa điểm danh được.', 'The class is not open, so attendance cannot be taken.')
  if (facts.signed) return refuse('signed', field, 'Giảng viên đã ký xác nhận buổi học: chỉ đính chính được, kèm lý do.', 'The session is countersigned: attendance changes only by a correction with a reason.')
  return standing(facts, field)
}

/** Whether a mark would overwrite one that whoever made it had not seen. `seen` undefined: made before everyone's eyes. */
export function overwritesUnseen(current: Attendance | null, { state, seen }: { state: Attendance; seen?: Attendance | null | undefined }): boolean {
  return seen !== undefined && current !== null && current !== seen && current !== state
}

export interface CorrectionFacts extends MarkFacts { current: Attendance | null; reason: string }

/** A correction needs a reason, whether the class is open or closed, and a mark to correct; at a countersigned session it may be the first mark of who got a seat later. */
export function mayCorrect(facts: CorrectionFacts): Verdict {
  if (facts.classStatus !== 'open' && facts.classStatus !== 'closed') return refuse('class-not-open', null, 'Lớp này không có điểm danh để đính chính.', 'This class has no attendance to correct.')
  if (facts.reason.trim().length < 5) return refuse('reason', 'reason', 'Hãy ghi rõ lý do đính chính.', 'Give the reason for the correction.')
  const there = standing(facts, null)
  if (there !== true) return there
  if (facts.current === null && !(facts.signed && facts.classStatus === 'open')) return refuse('nothing-to-correct', 'state', 'Chưa có điểm danh để đính chính.', 'There is no mark to correct.')
  return true
}

function standing(facts: MarkFacts, field: string | null): Verdict {
  if (!facts.session) return refuse('other-class', field, 'Buổi học này không thuộc lớp.', 'This session is not of this class.')
  if (!facts.begun) return refuse('not-yet', field, 'Buổi học chưa bắt đầu.', 'The session has not begun.')
  if (facts.unrecorded !== null) return refuse('unrecorded', field, 'Buổi học này đã ghi là không điểm danh.', 'This session is declared as not recorded.')
  if (!facts.seated) return refuse('no-seat', field, 'Người này không có tên trong danh sách học của lớp.', 'This person has no seat in the class.')
  return true
}
