// What a class must look like, and how its status may change.
import { dayOf, writeDay, type Day } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import { text, type Text } from '#base/text'

export type ClassForm = 'in-person' | 'online' | 'multi-point' | 'blended'
export type ClassStatus = 'draft' | 'open' | 'closed' | 'cancelled'

/** How a class is held; `places`: how many places it needs at least. */
export const classForms: Record<ClassForm, { label: Text; places: number }> = {
  'in-person': { label: text('Trực tiếp', 'In person'), places: 1 },
  online: { label: text('Trực tuyến', 'Online'), places: 0 },
  'multi-point': { label: text('Nhiều điểm cầu', 'Multi-point'), places: 2 },
  blended: { label: text('Kết hợp', 'Blended'), places: 1 },
}

/** Where a class may go from where it stands. Closing and cancelling have deeds of their own. */
export const classStatuses: Record<ClassStatus, { label: Text; next: readonly ClassStatus[] }> = {
  draft: { label: text('Dự thảo', 'Draft'), next: ['draft', 'open', 'cancelled'] },
  open: { label: text('Đang mở', 'Open'), next: ['open', 'closed', 'cancelled'] },
  closed: { label: text('Đã kết thúc', 'Closed'), next: [] },
  cancelled: { label: text('Đã hủy', 'Cancelled'), next: [] },
}

export interface SessionWrite { id: string; startsAt: string; endsAt: string; topic?: string | null; placeId?: string | null }
export interface ClassWrite {
  id: string
  programmeId: string
  /** The unit that holds the class. */
  unitId: string
  title: string
  form: ClassForm
  capacity: number
  /** Share of the recorded sessions to attend; 80 unless told. */
  requiredPercent?: number
  /** Who checks in later than this many minutes after the start of a session is late; 15 unless told. */
  graceMinutes?: number
  firstDay: Day
  /** The last day of the class itself, not the day after. */
  lastDay: Day
  status: 'draft' | 'open'
  places: { id: string; name: string; address?: string | null }[]
  lecturers: { personId?: string | null; name: string; organisation?: string | null }[]
  sessions: SessionWrite[]
}

/** What stands in the records about a class that is written again. */
export interface ClassStands { status: ClassStatus; unitId: string; seated: number; /** Sessions that hold marks, check-ins or signed sheets. */ marked: readonly string[] }

export function mayWriteClass(wanted: ClassWrite, stands: ClassStands | null): Refusal[] {
  const found: Refusal[] = []
  const say = (code: string, field: string, vi: string, en: string) => found.push(refuse(code, field, vi, en))
  if (stands && !classStatuses[stands.status].next.includes(wanted.status)) say('status', 'status', `Lớp ${classStatuses[stands.status].label.vi.toLowerCase()} nên không sửa được.`, `A class that is ${stands.status} cannot become ${wanted.status}.`)
  if (stands && stands.unitId !== wanted.unitId && stands.seated > 0) say('unit', 'unitId', 'Lớp đã có người được cử nên không đổi đơn vị tổ chức.', 'People are nominated, so the organising unit cannot change.')
  if (stands && wanted.capacity < stands.seated) say('capacity', 'capacity', `Đã có ${stands.seated} người trong danh sách.`, `${stands.seated} people already hold a seat.`)
  if (wanted.lastDay < wanted.firstDay) say('days', 'lastDay', 'Ngày kết thúc trước ngày bắt đầu.', 'The last day is before the first.')
  if (wanted.places.length < classForms[wanted.form].places) say('places', 'places', wanted.form === 'multi-point' ? 'Lớp nhiều điểm cầu cần ít nhất hai điểm.' : 'Hãy ghi địa điểm của lớp.', wanted.form === 'multi-point' ? 'A multi-point class needs at least two places.' : 'Name the place of the class.')
  if (wanted.status === 'open' && wanted.sessions.length === 0) say('sessions', 'sessions', 'Lớp mở ra phải có ít nhất một buổi học.', 'An open class needs at least one session.')
  for (const [i, session] of wanted.sessions.entries()) {
    const field = `sessions.${i}`
    const starts = new Date(session.startsAt), on = dayOf(starts)
    if (starts >= new Date(session.endsAt)) say('session-hours', `${field}.endsAt`, 'Giờ kết thúc phải sau giờ bắt đầu.', 'A session ends after it starts.')
    if (on < wanted.firstDay || on > wanted.lastDay) say('session-day', `${field}.startsAt`, `Buổi học ngày ${writeDay(on)} nằm ngoài thời gian của lớp.`, `The session on ${writeDay(on)} lies outside the days of the class.`)
    if (session.placeId && !wanted.places.some((place) => place.id === session.placeId)) say('session-place', `${field}.placeId`, 'Địa điểm không thuộc lớp này.', 'This place is not of the class.')
  }
  const kept = new Set(wanted.sessions.map((session) => session.id))
  if (stands?.marked.some((session) => !kept.has(session))) say('session-marked', 'sessions', 'Không bỏ được buổi đã điểm danh.', 'A session with attendance cannot be removed.')
  return found
}

export function mayCancel(status: ClassStatus, reason: string): Verdict {
  if (!classStatuses[status].next.includes('cancelled')) return refuse('status', null, 'Lớp đã kết thúc hoặc đã hủy.', 'The class is closed or cancelled already.')
  return reason.trim().length >= 5 ? true : refuse('reason', 'reason', 'Hãy ghi lý do hủy lớp.', 'Give the reason for cancelling the class.')
}
