// What may be written in the registers. Rules take values and answer with what is wrong, at its field.
import { writeDay, type Day } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'

export type Direction = 'outgoing' | 'incoming'

/** The number and what follows it, of a reference as printed: 237/KH-TLĐ, Số: 10b/NQ-BCH, 57-NQ/TW. null: no number stands in front. */
export function readReference(printed: string): { reference: string; number: string | null; notation: string | null } {
  const reference = printed.normalize('NFC').replace(/^\s*số\s*:?\s*/iu, '').replace(/\s+/g, ' ').replace(/\s*([/-])\s*/g, '$1').trim()
  const found = /^0*(\d{1,6}[a-zđ]{0,2})(?:[/-](.+))?$/u.exec(reference)
  return { reference, number: found?.[1] ?? null, notation: found?.[2] ?? null }
}

/** Kế hoạch: chuyển đổi số …; a summary that names its type already says it once. */
export function saidWith(type: string, summary: string): string {
  return summary.normalize('NFC').toLocaleLowerCase('vi').startsWith(type.toLocaleLowerCase('vi')) ? summary : `${type}: ${summary}`
}

/** KH-LĐLĐ; of a type without letters the sign of the issuer alone, to which the clerk adds the drafting unit. */
export function proposeNotation(abbreviation: string | null, issuer: string): string {
  return abbreviation ? `${abbreviation}-${issuer}` : issuer
}

/** After the highest that was used, voided ones included; letters do not count. */
export function nextNumber(used: readonly (string | null)[]): string {
  return String(Math.max(0, ...used.map((n) => Number.parseInt(n ?? '', 10) || 0)) + 1)
}

export interface Registration { direction: Direction; issuedOn: Day; arrivedOn: Day | null; issuer: string | null; summary: string; reference: string | null; number: string | null }

export function mayRegister(it: Registration, today: Day): Refusal[] {
  const wrong: Refusal[] = []
  if (it.summary === '') wrong.push(refuse('summary-missing', 'summary', 'Nhập trích yếu nội dung.', 'Enter the summary.'))
  if (it.issuedOn > today) wrong.push(refuse('date-coming', 'issuedOn', 'Ngày văn bản không được sau hôm nay.', 'The day of the document cannot lie ahead.'))
  if (it.direction === 'outgoing') {
    if (it.reference !== null && it.number === null) wrong.push(refuse('number-form', 'reference', 'Số văn bản đi bắt đầu bằng chữ số, ví dụ 12/KH-LĐLĐ hoặc 10b/NQ-BCH.', 'An outgoing number begins with digits: 12/KH-LĐLĐ or 10b/NQ-BCH.'))
    return wrong
  }
  if (!it.issuer) wrong.push(refuse('issuer-missing', 'issuer', 'Nhập cơ quan, tổ chức ban hành.', 'Enter who issued it.'))
  if (!it.arrivedOn) wrong.push(refuse('arrival-missing', 'arrivedOn', 'Nhập ngày đến.', 'Enter the day of arrival.'))
  else if (it.arrivedOn > today) wrong.push(refuse('date-coming', 'arrivedOn', 'Ngày đến không được sau hôm nay.', 'The day of arrival cannot lie ahead.'))
  else if (it.arrivedOn < it.issuedOn) wrong.push(refuse('arrival-early', 'arrivedOn', `Ngày đến không được trước ngày văn bản (${writeDay(it.issuedOn)}).`, `It cannot arrive before the day of the document (${writeDay(it.issuedOn)}).`))
  return wrong
}

/** What gave a document its number stays: a running number belongs to its year, an outgoing number to its series. */
export function mayCorrect(was: Registration & { series: string; voided: boolean }, now: Registration & { series: string }): Verdict {
  if (was.voided) return refuse('void', null, 'Văn bản đã hủy nên không sửa được nữa.', 'A voided document is not changed any more.')
  if (was.arrivedOn && now.arrivedOn && was.arrivedOn.slice(0, 4) !== now.arrivedOn.slice(0, 4)) return refuse('arrival-year', 'arrivedOn', 'Số đến thuộc sổ của năm đã đăng ký: không chuyển ngày đến sang năm khác. Hãy hủy và đăng ký lại.', 'The running number belongs to the register of its year: void the document and register it again.')
  if (now.direction === 'outgoing' && now.reference === null) return refuse('number-missing', 'reference', 'Văn bản đi đã có số: không bỏ trống được.', 'The document has its number: it cannot be left out.')
  return true
}

export function mayDeal(of: { voided: boolean; registeredOn: Day; direction: Direction }, it: { handler: string; dueOn: Day | null; doneOn: Day | null; outcome: string | null }, today: Day): Refusal[] {
  if (of.voided) return [refuse('void', null, 'Văn bản đã hủy.', 'The document is voided.')]
  const wrong: Refusal[] = []
  if (it.dueOn && it.dueOn < of.registeredOn) wrong.push(refuse('due-early', 'dueOn', `Hạn không được trước ngày vào sổ (${writeDay(of.registeredOn)}).`, `It cannot be due before it was registered (${writeDay(of.registeredOn)}).`))
  if (it.doneOn && it.doneOn > today) wrong.push(refuse('date-coming', 'doneOn', 'Ngày này không được sau hôm nay.', 'This day cannot lie ahead.'))
  if (it.doneOn && it.doneOn < of.registeredOn) wrong.push(refuse('done-early', 'doneOn', `Ngày này không được trước ngày vào sổ (${writeDay(of.registeredOn)}).`, `This day cannot lie before the register (${writeDay(of.registeredOn)}).`))
  if (it.outcome && !it.doneOn) wrong.push(refuse('done-missing', 'doneOn', 'Ghi ngày giải quyết xong cùng với kết quả.', 'Enter the day on which it was done, with what came of it.'))
  return wrong
}

export function mayVoid(voided: boolean, reason: string): Verdict {
  if (voided) return refuse('void', null, 'Văn bản đã hủy.', 'The document is voided.')
  return reason.length >= 5 || refuse('reason-missing', 'reason', 'Ghi lý do hủy (ít nhất 5 ký tự).', 'Give the reason (5 characters at least).')
}

/** Pages of one document. */
export const mostFiles = 40
