// When a class may be closed, and on which day its completions then stand.
import { writeDay, type Day } from '#base/day'
import { refuse, type Refusal } from '#base/refusal'
import type { ClassStatus } from './classes.ts'

export interface ClosingFacts {
  status: ClassStatus
  today: Day
  /** Day of the last session; null: the class has none. */
  lastSession: Day | null
  seated: number
  /** Heads on the sheets. */
  heads: number
  /** Sessions not declared as unrecorded, with the number of seated people who have no mark there. */
  sessions: readonly { id: string; unmarked: number }[]
}

/** Everything that stands in the way of closing; empty: it may be closed. Every session is marked for every seat, or declared as not recorded. */
export function mayClose(facts: ClosingFacts, on: Day): Refusal[] {
  if (facts.status !== 'open') return [refuse('class-not-open', null, 'Lớp chưa mở, đã kết thúc hoặc đã hủy.', 'The class is not open.')]
  const found: Refusal[] = []
  if (on > facts.today) found.push(refuse('future', 'on', 'Ngày kết thúc không thể ở tương lai.', 'A class cannot be closed on a day to come.'))
  if (facts.lastSession && on < facts.lastSession) found.push(refuse('before-last-session', 'on', `Buổi học cuối là ngày ${writeDay(facts.lastSession)}.`, `The last session is on ${writeDay(facts.lastSession)}.`))
  if (facts.seated === 0 && facts.heads === 0) found.push(refuse('nobody', null, 'Lớp chưa có ai: hãy cử người, nhập số lượng theo phiếu ký, hoặc hủy lớp.', 'Nobody is in this class: nominate, enter a head-count, or cancel it.'))
  const open = facts.sessions.filter((session) => session.unmarked > 0)
  if (open.length > 0) found.push(refuse('unmarked', 'sessions', `Còn ${open.length} buổi chưa điểm danh đủ. Hãy điểm danh hoặc ghi rõ buổi nào không điểm danh.`, `${open.length} sessions are not fully marked. Mark them, or declare them as not recorded.`))
  if (facts.seated > 0 && facts.sessions.length === 0) found.push(refuse('no-session', 'unrecorded', 'Cần ít nhất một buổi có điểm danh.', 'At least one session must hold attendance.'))
  return found
}
