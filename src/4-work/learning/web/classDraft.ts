// A class as a form holds it, and the way to and from the contract's shape. Pure: the page draws it.
import { addDays, dayOf, type Day } from '#base/day'
import { newId } from '#base/id'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { ClassForm, ClassWrite } from '../domain/classes.ts'
import type { ClassPageData } from './api.ts'

export interface PlaceDraft { id: string; name: string; address: string }
export interface LecturerDraft { personId: string | null; name: string; organisation: string }
export interface SessionDraft { id: string; day: Day | null; from: string; to: string; topic: string; placeId: string | null }
export interface ClassDraft {
  title: string; programmeId: Found | null; unitId: Found | null; form: ClassForm | null; capacity: number | null; requiredPercent: number | null; graceMinutes: number | null
  firstDay: Day | null; lastDay: Day | null; open: boolean; places: PlaceDraft[]; lecturers: LecturerDraft[]; sessions: SessionDraft[]
}

// The organisation's clock has stood at +07:00 since 1975.
const moment = (day: Day, time: string) => `${day}T${time}:00+07:00`
const timeOf = (iso: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'short' }).format(new Date(iso))

export function emptyDraft(unit: Found | null): ClassDraft {
  return { title: '', programmeId: null, unitId: unit, form: 'in-person', capacity: 50, requiredPercent: 80, graceMinutes: 15, firstDay: null, lastDay: null, open: true, places: [{ id: newId(), name: '', address: '' }], lecturers: [], sessions: [] }
}

export function draftOf(data: ClassPageData): ClassDraft {
  return {
    title: data.title, programmeId: { id: data.programmeId, label: data.programme }, unitId: { id: data.unitId, label: data.unit }, form: data.form, capacity: data.capacity, requiredPercent: data.requiredPercent, graceMinutes: data.graceMinutes,
    firstDay: data.firstDay, lastDay: data.lastDay, open: data.status === 'open',
    places: data.places.map((p) => ({ id: p.id, name: p.name, address: p.address ?? '' })),
    lecturers: data.lecturers.map((l) => ({ personId: l.personId ?? null, name: l.name, organisation: l.organisation ?? '' })),
    sessions: data.sessionList.map((s) => ({ id: s.id, day: dayOf(new Date(s.startsAt)), from: timeOf(s.startsAt), to: timeOf(s.endsAt), topic: s.topic ?? '', placeId: s.placeId ?? null })),
  }
}

/** The next session as one most likely wants it: after a morning the afternoon, unless the class only has mornings; else the next day at the hours of the first. */
export function nextSession(draft: ClassDraft): SessionDraft {
  const first = draft.sessions[0], last = draft.sessions.at(-1)
  const base = { id: newId(), topic: '', placeId: last?.placeId ?? null }
  if (!first || !last) return { ...base, day: draft.firstDay, from: '08:00', to: '11:30' }
  const afternoon = draft.sessions.find((s) => s.from >= '12:00')
  if (last.from < '12:00' && (afternoon || draft.sessions.length === 1)) return { ...base, day: last.day, from: afternoon?.from ?? '13:30', to: afternoon?.to ?? '17:00' }
  return { ...base, day: last.day && addDays(last.day, 1), from: first.from, to: first.to }
}

/** What is sent; empty lines of places and lecturers are left out. */
export function classOf(draft: ClassDraft, id: string): ClassWrite {
  return {
    id, title: draft.title, programmeId: draft.programmeId!.id, unitId: draft.unitId!.id, form: draft.form!, capacity: draft.capacity!, requiredPercent: draft.requiredPercent ?? 80, graceMinutes: draft.graceMinutes ?? 15,
    firstDay: draft.firstDay!, lastDay: draft.lastDay!, status: draft.open ? 'open' : 'draft',
    places: draft.places.filter((p) => p.name.trim()).map((p) => ({ id: p.id, name: p.name, address: p.address.trim() || null })),
    lecturers: draft.lecturers.filter((l) => l.name.trim()).map((l) => ({ personId: l.personId, name: l.name, organisation: l.organisation.trim() || null })),
    sessions: draft.sessions.map((s) => ({ id: s.id, startsAt: moment(s.day!, s.from), endsAt: moment(s.day!, s.to), topic: s.topic.trim() || null, placeId: draft.places.some((p) => p.id === s.placeId && p.name.trim()) ? s.placeId : null })),
  }
}
