// When a model may be written, submitted, recognised, taken over, confirmed and ended.
import { writeDay, type Day } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import type { Described } from './likeness.ts'
import { alike, same } from './likeness.ts'
import { stateOf, type UseFacts } from './use.ts'

export type Status = 'draft' | 'submitted' | 'recognised' | 'returned'

export interface Written { title: string; does: string; startedOn: Day | null; costVnd: number | null; costFrom: string | null; benefitVnd: number | null; benefitFrom: string | null }

/** What was submitted waits as it is; what was recognised is what others have taken over. */
export function mayChange(status: Status): Verdict {
  if (status === 'draft' || status === 'returned') return true
  return status === 'submitted'
    ? refuse('model-submitted', null, 'Mô hình đang chờ công nhận nên chưa sửa được. Cấp trên trả lại thì sửa tiếp.', 'The model waits for recognition and cannot be changed. It can once it is returned.')
    : refuse('model-recognised', null, 'Mô hình đã được công nhận: nội dung không đổi nữa. Kết quả, ảnh và việc áp dụng vẫn cập nhật được.', 'The model is recognised: its text changes no more. Results, photos and its use can still be brought up to date.')
}

/** What a draft must already be. */
export function mayKeep(m: Written, today: Day): Refusal[] {
  const wrong: Refusal[] = []
  if (m.title.trim() === '') wrong.push(refuse('title-missing', 'title', 'Nhập tên mô hình.', 'Enter the name of the model.'))
  if (m.startedOn && m.startedOn > today) wrong.push(refuse('date-coming', 'startedOn', 'Ngày bắt đầu áp dụng không được sau hôm nay.', 'The start of use cannot lie ahead.'))
  if (m.costVnd !== null && !m.costFrom?.trim()) wrong.push(refuse('cost-from', 'costFrom', 'Ghi chi phí được tính từ đâu (hóa đơn, dự toán, số giờ…).', 'Say what the cost was computed from (invoices, an estimate, hours…).'))
  if (m.benefitVnd !== null && !m.benefitFrom?.trim()) wrong.push(refuse('benefit-from', 'benefitFrom', 'Ghi lợi ích được tính từ đâu.', 'Say what the benefit was computed from.'))
  return wrong
}

/** `others`: what the unit runs or has submitted beside this one. */
export function maySubmit(m: Written, status: Status, others: readonly (Described & { id: string })[], today: Day): Refusal[] {
  if (status === 'submitted' || status === 'recognised') return [mayChange(status) as Refusal]
  const wrong = mayKeep(m, today)
  if (m.does.trim().length < 30) wrong.push(refuse('does-short', 'does', 'Mô tả mô hình làm gì, ai dùng, thay cho việc gì (ít nhất 30 ký tự).', 'Say what the model does, who uses it, what it replaces (30 characters at least).'))
  if (!m.startedOn) wrong.push(refuse('start-missing', 'startedOn', 'Nhập ngày bắt đầu áp dụng: chỉ mô hình đang áp dụng mới được gửi.', 'Enter the start of use: only a model in use is submitted.'))
  return [...wrong, ...isDistinct(m, others)]
}

/** Two models of one unit that say the same count once, so the second is not entered. */
export function isDistinct(m: Described, others: readonly (Described & { id: string })[]): Refusal[] {
  const [twin] = alike(m, others, same)
  return twin ? [refuse('model-twice', 'title', `Đơn vị đã có mô hình “${twin.title}” gần như giống hệt. Mỗi mô hình chỉ tính một lần; nếu khác nhau, hãy ghi rõ điểm khác trong tên và mô tả.`,
    `The unit has “${twin.title}”, which is nearly the same. A model counts once; if they differ, say how in the name and the description.`)] : []
}

/** above: the unit that decides stands above the owner, or is the highest of all and owns it itself. What was recognised may be taken back. */
export function mayDecide(f: { status: Status; accept: boolean; above: boolean; note: string | null }): Verdict {
  if (!f.above) return refuse('not-above', 'unitId', 'Chỉ công đoàn cấp trên của đơn vị có mô hình được công nhận hoặc trả lại.', 'Only a union above the one that owns the model recognises or returns it.')
  if (f.status !== 'submitted' && !(f.status === 'recognised' && !f.accept)) return refuse('not-submitted', null, 'Mô hình này không chờ công nhận.', 'This model does not wait for recognition.')
  if (!f.accept && (f.note ?? '').trim().length < 10) return refuse('note-missing', 'note', 'Ghi lý do trả lại (ít nhất 10 ký tự) để đơn vị sửa được.', 'Say why it is returned (10 characters at least), so that the unit can mend it.')
  return true
}

export interface AdoptFacts { status: Status; ownerHolds: string; unitId: string; startedOn: Day; today: Day; running: boolean; sourceStartedOn: Day | null; others: readonly (Described & { id: string })[] }

/** A recognised model is taken over once at a time, never by its owner, and not where the unit has its like. */
export function mayAdopt(m: Described, f: AdoptFacts): Refusal[] {
  if (f.status !== 'recognised') return [refuse('not-recognised', null, 'Chỉ áp dụng lại mô hình đã được công nhận.', 'Only a recognised model is taken over.')]
  if (f.ownerHolds === f.unitId) return [refuse('own-model', null, 'Đây là mô hình của chính đơn vị.', 'This is the unit’s own model.')]
  if (f.running) return [refuse('adopted-already', null, 'Đơn vị đã nhận áp dụng mô hình này.', 'The unit has taken this model over already.')]
  if (f.startedOn > f.today) return [refuse('date-coming', 'startedOn', 'Ngày bắt đầu áp dụng không được sau hôm nay.', 'The start of use cannot lie ahead.')]
  if (f.sourceStartedOn && f.startedOn < f.sourceStartedOn) {
    return [refuse('before-source', 'startedOn', `Không thể bắt đầu trước nơi đã chuyển giao (${writeDay(f.sourceStartedOn)}).`, `It cannot begin before the one it was taken from (${writeDay(f.sourceStartedOn)}).`)]
  }
  return isDistinct(m, f.others)
}

/** Only what has begun and not ended is confirmed. */
export function mayConfirm(use: UseFacts, today: Day): Verdict {
  const state = stateOf(use, today)
  if (state === 'ended') return refuse('use-ended', null, 'Việc áp dụng đã kết thúc nên không xác nhận được.', 'The use has ended and cannot be confirmed.')
  if (state === 'coming') return refuse('use-coming', null, 'Mô hình chưa có ngày bắt đầu áp dụng.', 'The model has no start of use yet.')
  return true
}

export function mayEnd(use: UseFacts, on: Day, reason: string, today: Day): Refusal[] {
  if (use.endedOn !== null) return [refuse('use-ended', null, 'Việc áp dụng đã kết thúc.', 'The use has ended already.')]
  const wrong: Refusal[] = []
  if (use.startedOn === null || on < use.startedOn) wrong.push(refuse('date-early', 'on', 'Ngày kết thúc không được trước ngày bắt đầu.', 'The end cannot lie before the start.'))
  if (on > today) wrong.push(refuse('date-coming', 'on', 'Ngày kết thúc không được sau hôm nay.', 'The end cannot lie ahead.'))
  if (reason.trim().length < 10) wrong.push(refuse('reason-missing', 'reason', 'Ghi lý do thôi áp dụng (ít nhất 10 ký tự).', 'Say why the use ends (10 characters at least).'))
  return wrong
}
