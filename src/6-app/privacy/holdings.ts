// All that the house holds on persons, as each room declares it at its door.
import { text } from '#base/text'
import { agreementsHoldings } from '#agreements'
import { emulationHoldings } from '#emulation'
import { indicatorsHoldings } from '#indicators'
import { learningHoldings } from '#learning'
import { peopleHoldings } from '#people'
import { accessHoldings } from '#platform/access/holdings'
import { auditHoldings } from '#platform/audit/holdings'
import { filesHoldings, jobsHoldings } from '#platform/files/holdings'
import { fieldNames as f, heldOn, type HeldRecord, type Holding, type RoomHoldings } from '#platform/holdings'
import { messagesHoldings } from '#platform/messages/held'
import type { Tx } from '#platform/work'
import { plansHoldings } from '#plans'
import { accountsHoldings } from '../accounts/index.ts'
import { intakeHoldings } from '../intake/index.ts'

const proof = text('Chứng minh việc tuân thủ; lời người viết bị xóa, kết quả giữ lại.', 'Proof of compliance; what the person wrote goes, the outcome stays.')
const own = { whose: 'person_id', activity: 'privacy', erasure: 'cleared', why: proof } as const

const privacyHoldings: RoomHoldings = {
  room: 'privacy', forgets: true,
  holdings: [
    { table: 'privacy.consent', ...own, beside: ['account_id'], name: text('Sự đồng ý', 'Consents'), fields: { id: f.id, activity: text('Hoạt động', 'Activity'), version: text('Bản lời', 'Version of the wording'), wording: text('Lời đồng ý', 'Wording'), given_at: text('Ghi lúc', 'Recorded at'), given_by: text('Cách đồng ý', 'By what act'), given_on: text('Ngày đồng ý', 'Given on'),
      withdrawn_at: text('Rút lại lúc', 'Withdrawn at'), withdrawn_by: text('Cách rút', 'Withdrawn by') } },
    { table: 'privacy.request', ...own, beside: ['account_id'], name: text('Yêu cầu về dữ liệu', 'Requests'), fields: { id: f.id, kind: text('Loại', 'Kind'), activity: text('Hoạt động', 'Activity'), asked: text('Nội dung', 'What was asked'), asked_on: text('Ngày nhận', 'Received on'), made_by: text('Cách gửi', 'By what act'), recorded_at: f.recorded_at,
      answer_by: text('Hạn trả lời', 'To be answered by'), finish_by: text('Hạn giải quyết', 'To be done by'), others: text('Có bên khác phải thực hiện', 'Others must act too'), answered_on: text('Trả lời ngày', 'Answered on'), answer: text('Trả lời', 'Answer'),
      extended_to: text('Gia hạn đến', 'Extended to'), extend_reason: text('Lý do gia hạn', 'Why extended'), decided_on: text('Quyết định ngày', 'Decided on'), granted: text('Chấp nhận', 'Granted'), reason: f.reason } },
    { table: 'privacy.legal_hold', ...own, name: text('Lệnh giữ dữ liệu', 'Legal holds'), fields: { id: f.id, reason: f.reason, placed_at: text('Đặt lúc', 'Placed at'), lifted_at: text('Gỡ lúc', 'Lifted at'), lift_reason: text('Lý do gỡ', 'Why lifted') } },
    { table: 'privacy.expiry', ...own, erasure: 'kept', why: text('Danh sách hết thời hạn lưu; chỉ ghi mã người.', 'The list of what is past its retention; it holds the id alone.'), name: text('Hết thời hạn lưu', 'Past retention'), fields: {} },
    { table: 'privacy.activity', whose: 'confirmed_by', activity: 'privacy', erasure: 'kept', why: text('Ai xác nhận hoạt động; chỉ ghi mã người.', 'Who confirmed an activity; it holds the id alone.'), name: text('Người xác nhận hoạt động', 'Who confirmed an activity'), fields: {} },
  ],
}

/** In the order in which a person is forgotten: the name and the account are looked up by those before. */
export const houseHoldings: readonly RoomHoldings[] = [learningHoldings, emulationHoldings, intakeHoldings, accountsHoldings, privacyHoldings, messagesHoldings, accessHoldings, peopleHoldings, plansHoldings, agreementsHoldings, indicatorsHoldings, filesHoldings, jobsHoldings, auditHoldings]

export const holdings: readonly Holding[] = houseHoldings.flatMap((room) => room.holdings)

/** Everything held on a person; empty for whoever may not read it. */
export async function everythingOn(tx: Tx, personId: string): Promise<HeldRecord[]> {
  const found: HeldRecord[] = []
  for (const room of houseHoldings) found.push(...await heldOn(tx, room, personId))
  return found
}
