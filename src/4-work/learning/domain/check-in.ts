// Checking in by a code that changes every ten seconds: made from a secret and the time, so that whoever has the secret shows
// it without a network, and whoever only saw it can prove when, but cannot make the next one.
import { isId } from '#base/id'
import { refuse, type Verdict } from '#base/refusal'
import { attendanceStates, type Attendance } from './attendance.ts'
import type { ClassStatus } from './classes.ts'
import { lettersFrom, readLetters } from './codes.ts'

/** How long a code stands. */
export const stepSeconds = 10
/** Codes of a session hold from this long before its start until its end. */
const doorsOpenMinutes = 30
/** Typing takes a while, and the clock of whoever types may be a little off: a typed code is looked for this many steps around. */
const typedSteps = { before: 9, after: 3 }
/** A device may be ahead of the server by this much. */
const aheadMs = 60_000

export const stepAt = (moment: Date): number => Math.floor(moment.getTime() / 1000 / stepSeconds)
export const shownAt = (step: number): Date => new Date(step * stepSeconds * 1000)

const codeLength = 6

/** The code of a step: thirty bits of HMAC-SHA256, as letters that can be typed. */
export async function codeOf(secret: Uint8Array<ArrayBuffer>, step: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(String(step))))
  return lettersFrom(digest, codeLength)
}

/** What was typed or read as a code; null: it is none. */
export const readCheckInCode = (typed: string): string | null => readLetters(typed, codeLength)

/** K7M-2QX: two groups are typed with fewer mistakes. */
export const writeCheckInCode = (code: string): string => `${code.slice(0, 3)}-${code.slice(3)}`

/** The step whose code this is; null: it is no code of this secret. A scanned code says its step, a typed one is looked for near these moments. */
export async function stepOfCode(secret: Uint8Array<ArrayBuffer>, code: string, step: number | null, near: readonly Date[]): Promise<number | null> {
  const steps = step !== null ? [step] : [...new Set(near.flatMap((moment) => {
    const at = stepAt(moment)
    return Array.from({ length: typedSteps.before + 1 + typedSteps.after }, (_, i) => at + typedSteps.after - i)
  }))]
  const codes = await Promise.all(steps.map((one) => codeOf(secret, one)))
  return steps[codes.indexOf(code)] ?? null
}

/** Where a code is one shown on the lecturer's screen, as the address that any camera opens. */
export function invitationTo(site: string, { sessionId, step, code }: { sessionId: string; step: number; code: string }): string {
  return `${site}/diem-danh?buoi=${sessionId}&luc=${step}&ma=${code}`
}

const passMark = 'LOTRINH'

/** The person's own code, as the lecturer's camera reads it. */
export const writePass = ({ personId, step, code }: { personId: string; step: number; code: string }): string => `${passMark} ${personId} ${step} ${code}`

/** null: something else was scanned. */
export function readPass(scanned: string): { personId: string; step: number; code: string } | null {
  const [mark, personId, step, code, ...more] = scanned.trim().split(' ')
  if (mark !== passMark || more.length > 0 || !isId(personId ?? '') || !/^\d{1,12}$/.test(step ?? '') || readCheckInCode(code ?? '') === null) return null
  return { personId: personId!, step: Number(step), code: code! }
}

export const wrongCode = refuse('wrong-code', 'code', 'Mã không đúng hoặc đã đổi. Hãy quét hoặc nhập mã đang hiện.', 'The code is wrong or has changed. Scan or type the one shown now.')

/** Whether codes of the session hold at the moment. */
export function codesHold({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, moment: Date): boolean {
  return moment.getTime() >= opening(startsAt) && moment <= endsAt
}
const opening = (startsAt: Date) => startsAt.getTime() - doorsOpenMinutes * 60_000

export interface CheckInFacts {
  classStatus: ClassStatus; startsAt: Date; endsAt: Date; graceMinutes: number
  /** Why no attendance was taken at the session, where that was declared. */
  unrecorded: string | null
  seated: boolean
  /** The session is countersigned. */
  signed: boolean
  /** The mark that holds. */
  held: Attendance | null
  now: Date
}

/** shown: when the code stood on the screen; null: it is no code of the session or the person. */
export function mayCheckIn(facts: CheckInFacts, shown: Date | null): Verdict {
  if (facts.classStatus !== 'open' && facts.classStatus !== 'closed') return refuse('class-not-open', null, 'Lớp chưa mở hoặc đã hủy nên chưa điểm danh được.', 'The class is not open, so attendance cannot be taken.')
  if (facts.unrecorded !== null) return refuse('unrecorded', null, 'Buổi học này đã ghi là không điểm danh.', 'This session is declared as not recorded.')
  if (!facts.seated) return refuse('no-seat', null, 'Người này không có tên trong danh sách học của lớp.', 'This person has no seat in the class.')
  if (shown === null) return wrongCode
  if (shown.getTime() < opening(facts.startsAt) || shown.getTime() > facts.now.getTime() + aheadMs) return refuse('not-yet', 'code', `Chưa đến giờ điểm danh: mã dùng được từ ${doorsOpenMinutes} phút trước giờ học.`, `It is too early: codes hold from ${doorsOpenMinutes} minutes before the session.`)
  if (shown > facts.endsAt) return refuse('over', 'code', 'Mã này hiện sau khi buổi học đã hết.', 'This code was shown after the session had ended.')
  return true
}

export function stateShown({ startsAt, graceMinutes }: Pick<CheckInFacts, 'startsAt' | 'graceMinutes'>, shown: Date): 'present' | 'late' {
  return shown.getTime() > startsAt.getTime() + graceMinutes * 60_000 ? 'late' : 'present'
}

export type CheckInOutcome = 'marked' | 'already' | 'waiting'

/** What becomes of a check-in: it never overwrites what someone marked or signed, and is never lost. */
export function outcomeOf({ held, signed, classStatus }: Pick<CheckInFacts, 'held' | 'signed' | 'classStatus'>): CheckInOutcome {
  if (held !== null && attendanceStates[held].attended) return 'already'
  return held === null && !signed && classStatus === 'open' ? 'marked' : 'waiting'
}

export function mayDecide(facts: { outcome: CheckInOutcome; accepted: boolean | null }, accept: boolean, reason: string): Verdict {
  if (facts.outcome !== 'waiting') return refuse('not-waiting', null, 'Lượt điểm danh này không chờ quyết định.', 'This check-in does not wait for a decision.')
  if (facts.accepted !== null && facts.accepted !== accept) return refuse('decided', null, 'Lượt điểm danh này đã được quyết định khác.', 'This check-in was decided otherwise.')
  return reason.trim().length >= 5 ? true : refuse('reason', 'reason', 'Hãy ghi rõ lý do.', 'Give the reason.')
}
