// Certificates of completion: when they may be issued and revoked, what stands on them, and what a stranger may learn.
import { writeDay, type Day } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import { text, type Text } from '#base/text'
import { writeDateline, writeLongDay, type Block, type Signer } from '#platform/paper/document'
import type { ClassStatus } from './classes.ts'
import { lettersFrom, readLetters } from './codes.ts'

/** What is printed, kept with the register as it was. */
export interface Printed {
  name: string; above: string | null; unit: string; body: string; abbreviation: string; place: string
  programme: string; hours: number; class: string; firstDay: Day; lastDay: Day
  signer: { name: string; title: string } | null
}

export type CertificateState = 'good' | 'lapsed' | 'revoked'
export const certificateStates: Record<CertificateState, Text> = {
  good: text('Có hiệu lực', 'Valid'), lapsed: text('Hết thời hạn', 'Lapsed'), revoked: text('Đã thu hồi', 'Revoked'),
}

/** revokedOn: taken back, or the completion behind it no longer stands. until: the day on which it lapses. */
export function stateOf({ revokedOn, until }: { revokedOn: Day | null; until: Day | null }, on: Day): CertificateState {
  return revokedOn !== null ? 'revoked' : until !== null && until <= on ? 'lapsed' : 'good'
}

export interface IssuingFacts { status: ClassStatus; completedOn: Day | null; today: Day; /** The last day in the register of the year. */ lastIssued: Day | null; /** People who completed and have no certificate. */ waiting: number }

/** Numbers and days of a register go up together. */
export function mayIssue(facts: IssuingFacts, on: Day): Refusal[] {
  if (facts.status !== 'closed' || facts.completedOn === null) return [refuse('class-not-closed', null, 'Chỉ cấp chứng nhận khi lớp đã kết thúc.', 'Certificates are issued once the class is closed.')]
  const found: Refusal[] = []
  if (facts.waiting === 0) found.push(refuse('nobody', null, 'Mọi người hoàn thành lớp này đã có chứng nhận.', 'Everyone who completed this class has a certificate.'))
  if (on > facts.today) found.push(refuse('future', 'on', 'Ngày cấp không thể ở tương lai.', 'Certificates cannot be issued on a day to come.'))
  if (on < facts.completedOn) found.push(refuse('before-completion', 'on', `Lớp kết thúc ngày ${writeDay(facts.completedOn)}.`, `The class was closed on ${writeDay(facts.completedOn)}.`))
  if (facts.lastIssued && on < facts.lastIssued) found.push(refuse('before-last', 'on', `Số gần nhất trong sổ cấp ngày ${writeDay(facts.lastIssued)}; số sau không thể có ngày trước đó.`, `The last number of the register is of ${writeDay(facts.lastIssued)}; a later number cannot bear an earlier day.`))
  return found
}

export function mayRevoke(revoked: boolean, reason: string): Verdict {
  if (revoked) return refuse('revoked', null, 'Chứng nhận này đã thu hồi.', 'This certificate is revoked already.')
  return reason.trim().length >= 5 ? true : refuse('reason', 'reason', 'Hãy ghi lý do thu hồi.', 'Give the reason for revoking.')
}

/** N. T. Á. Tuyết: enough to compare with the paper in one's hand, too little to learn from an address who it is. */
export function shortName(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/)
  return words.map((word, i) => (i === words.length - 1 ? word : `${[...word][0]!.toLocaleUpperCase('vi')}.`)).join(' ')
}

/** Twelve letters of 32, from 12 bytes drawn by lot: nobody meets another's certificate by trying. */
export const codeFrom = (bytes: Uint8Array): string => lettersFrom(bytes, 12)

/** The code as typed from paper; null: no code. */
export const readCode = (typed: string): string | null => readLetters(typed, 12)

export const writeCode = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-')
export const certificateNumber = (number: number, year: number, abbreviation: string) => `${String(number).padStart(2, '0')}/${year}/GCN-${abbreviation}`

/** `site`: where the house is reached, for the code that a camera reads. */
export function certificateBlocks(of: { number: number; year: number; code: string; issuedOn: Day; printed: Printed }, site: string): Block[] {
  const { printed } = of
  const days = printed.firstDay === printed.lastDay ? writeLongDay(printed.firstDay) : `từ ${writeLongDay(printed.firstDay)} đến ${writeLongDay(printed.lastDay)}`
  const signer: Signer = { capacity: [`TM. ${printed.body.toLocaleUpperCase('vi')}`, (printed.signer?.title ?? 'Chủ tịch').toLocaleUpperCase('vi')], name: printed.signer?.name ?? '' }
  const address = `${site}/chung-nhan/${of.code}`
  return [
    { kind: 'letterhead', above: printed.above, organ: printed.unit, number: null, dateline: null },
    { kind: 'title', name: 'GIẤY CHỨNG NHẬN', about: [] },
    { kind: 'centred', line: [{ bold: `${printed.body} ${printed.unit}`.toLocaleUpperCase('vi') }] },
    { kind: 'centred', line: ['Chứng nhận đồng chí'] },
    { kind: 'centred', size: 'large', line: [{ bold: printed.name }] },
    { kind: 'centred', line: ['đã hoàn thành chương trình ', { bold: `“${printed.programme}”` }, ` (${String(printed.hours).replace('.', ',')} giờ), lớp “${printed.class}”, ${days}.`] },
    { kind: 'sealed', address, dateline: writeDateline(printed.place, of.issuedOn), lines: [`Số: ${certificateNumber(of.number, of.year, printed.abbreviation)}`, `Mã kiểm tra: ${writeCode(of.code)}`, address.replace(/^https?:\/\//, '')], signer },
  ]
}
