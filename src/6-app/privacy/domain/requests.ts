// What may be done with a request, and when a record may be de-identified.
import { addDays, daysBetween, writeDay, type Day } from '#base/day'
import { refuse, type Verdict } from '#base/refusal'
import type { Clock } from './clock.ts'

export const requestKinds = ['see', 'correct', 'restrict', 'erase', 'object', 'withdraw'] as const
export type RequestKind = (typeof requestKinds)[number]

export interface RequestFacts { kind: RequestKind; askedOn: Day; finishBy: Day; extendedTo: Day | null; answeredOn: Day | null; decidedOn: Day | null }

export function mayAsk(asked: { kind: RequestKind; activity: string | null; askedOn: Day }, today: Day): Verdict {
  if (asked.askedOn > today) return refuse('in-future', 'askedOn', 'Ngày nhận không thể ở sau hôm nay.', 'The day of receipt cannot lie after today.')
  if (asked.kind === 'withdraw' && !asked.activity) return refuse('activity', 'activity', 'Cần chọn sự đồng ý muốn rút lại.', 'Choose the consent to be withdrawn.')
  return true
}

const decided = refuse('decided', null, 'Yêu cầu này đã được quyết định.', 'This request has been decided.')

export function mayAnswer(request: RequestFacts): Verdict {
  return request.decidedOn ? decided : request.answeredOn ? refuse('answered', null, 'Yêu cầu này đã được trả lời bước đầu.', 'This request has had its first answer.') : true
}

/** Once, before it was to be done, by no more than the clock allows. */
export function mayExtend(request: RequestFacts, to: Day, clock: Pick<Clock, 'extendDays'>, today: Day): Verdict {
  if (request.decidedOn) return decided
  if (request.extendedTo) return refuse('extended', null, 'Thời hạn chỉ được gia hạn một lần.', 'The time may be extended only once.')
  if (request.finishBy < today) return refuse('too-late', null, 'Đã quá hạn, không gia hạn được nữa.', 'The time is over; it cannot be extended any more.')
  const most = addDays(request.finishBy, clock.extendDays)
  if (to <= request.finishBy || daysBetween(request.finishBy, to) > clock.extendDays) {
    return refuse('extension', 'to', `Gia hạn được đến ngày ${writeDay(most)}.`, `It may be extended to ${writeDay(most)} at most.`)
  }
  return true
}

export function mayDecide(request: RequestFacts): Verdict {
  return request.decidedOn ? decided : true
}

/** An officer decides on the own request as little as on the own promotion. */
export function mayHandle(request: { personId: string }, officer: { personId: string | null }): Verdict {
  return request.personId !== officer.personId || refuse('own-request', null, 'Đây là yêu cầu của chính bạn; người phụ trách khác phải giải quyết.', 'This is your own request; another officer must deal with it.')
}

export interface ErasureFacts { deidentified: boolean; holds: readonly string[]; stands: boolean }

/** What the law keeps cannot be asked away: a hold, and the record of whoever is still a member, worker or official. */
export function mayErase({ deidentified, holds, stands }: ErasureFacts): Verdict {
  if (deidentified) return refuse('deidentified', null, 'Hồ sơ này đã được khử nhận dạng.', 'This record has been de-identified.')
  if (holds.length > 0) return refuse('hold', null, `Đang có lệnh giữ dữ liệu: ${holds.join('; ')}`, `A legal hold stands: ${holds.join('; ')}`)
  if (stands) return refuse('still-stands', null, 'Người này còn nơi làm việc hoặc chức vụ; hồ sơ được giữ theo luật đến khi kết thúc.', 'This person still has a place of work or an office; the record is kept by law until that has ended.')
  return true
}
