// Classes of the story: digital transformation for full-time officials, digital skills for members and workers, the
// corrections that came later, and the classes that are still to come.
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { closeClass, correctAttendance, markAttendance, nominate, openClasses, recordHeadCounts, writeProgrammes, type MarkWrite } from '#learning'
import { storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import type { Official, People } from './people.ts'
import type { Chance } from './random.ts'
import { signedSheet } from './sheet.ts'
import type { Told } from './units.ts'

export const programmes = { officials: newId(1750000000000), workers: newId(1750000000001), intelligence: newId(1750000000002), chairs: newId(1750000000003) }

export async function openProgrammes(w: Work, told: Told): Promise<void> {
  const own = { ownerId: told.ids.tld }
  await writeProgrammes(w, [
    { ...own, id: programmes.officials, name: 'Chuyển đổi số trong hoạt động công đoàn', nameEn: 'Digital transformation in union work', tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 16 },
    { ...own, id: programmes.workers, name: 'Kỹ năng số cơ bản cho đoàn viên, người lao động', nameEn: 'Basic digital skills for members and workers', tags: ['basic-digital-skills'], field: 'digital', level: 'workers', hours: 4 },
    { ...own, id: programmes.intelligence, name: 'Ứng dụng trí tuệ nhân tạo trong công tác công đoàn', nameEn: 'Artificial intelligence in union work', tags: ['artificial-intelligence', 'digital-transformation'], field: 'digital', level: 'province', hours: 24, validityMonths: 36 },
    { ...own, id: programmes.chairs, name: 'Bồi dưỡng chức danh Chủ tịch công đoàn cơ sở', nameEn: 'Training for the office of grassroots chair', tags: ['grassroots-chair', 'trade-union-theory'], field: 'general', level: 'grassroots', hours: 24 },
  ])
}

export interface ClassPlan { id: string; unitId: string; programmeId: string; title: string; firstDay: Day; days: number; people: string[]; form: 'in-person' | 'online' | 'multi-point' | 'blended'; capacity?: number; place: string; lecturer?: Official }

const at = (day: Day, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+07:00`).toISOString()

function sessionsOf(plan: ClassPlan) {
  return Array.from({ length: plan.days }, (_, i) => addDays(plan.firstDay, i)).flatMap((day) => [8, 14].map((hour) => ({ id: newId(), startsAt: at(day, hour), endsAt: at(day, hour + 3), topic: null, placeId: null })))
}

export interface Announced { sessions: { id: string }[]; seated: string[] }

/** Opened, and its people nominated; over capacity they wait. Answers the sessions and who has a seat. */
export async function announceClass(w: Work, plan: ClassPlan): Promise<Announced> {
  const sessions = sessionsOf(plan)
  const places = plan.form === 'online' ? [] : plan.form === 'multi-point' ? [1, 2].map((n) => ({ id: newId(), name: `Điểm cầu ${n} – ${plan.place}` })) : [{ id: newId(), name: plan.place }]
  await openClasses(w, [{
    id: plan.id, programmeId: plan.programmeId, unitId: plan.unitId, title: plan.title, form: plan.form, capacity: plan.capacity ?? Math.max(plan.people.length, 20),
    firstDay: plan.firstDay, lastDay: addDays(plan.firstDay, plan.days - 1), status: 'open', places, sessions,
    lecturers: [plan.lecturer ? { personId: plan.lecturer.personId, name: plan.lecturer.name } : { name: 'Trường Đại học Công đoàn', organisation: 'Trường Đại học Công đoàn' }],
  }])
  const { nominated } = plan.people.length > 0 ? await nominate(w, { classId: plan.id, personIds: plan.people }) : { nominated: [] }
  return { sessions, seated: nominated }
}

/** Who comes to which session: nine in ten attend it all. */
export function attendance(c: Chance, { sessions, seated }: Announced): MarkWrite[] {
  return seated.flatMap((personId) => {
    const misses = c.percent(9)
    return sessions.map((s, i) => ({ sessionId: s.id, personId, state: misses && i % 2 === 0 ? 'absent' as const : c.percent(3) ? 'late' as const : 'present' as const }))
  })
}

/** A class that was announced is held, and closed on its last day. Leaves nothing to chance, so that several may go on beside one another. */
export async function holdClass(w: Work, plan: ClassPlan, marks: MarkWrite[], heads: { unitId: string; heads: number }[] = []): Promise<void> {
  if (marks.length > 0) await markAttendance(w, { classId: plan.id, marks })
  if (heads.length > 0) {
    const sheetId = newId()
    await storeFile(w, { id: sheetId, name: `Danh sách ký nhận ${plan.firstDay}.pdf`, bytes: signedSheet(plan.title), unitId: plan.unitId })
    await recordHeadCounts(w, heads.map((h) => ({ id: newId(), classId: plan.id, unitId: h.unitId, heads: h.heads, sheetId })))
  }
  await closeClass(w, { classId: plan.id, on: addDays(plan.firstDay, plan.days - 1) })
}

/** A month later two people turn out not to have been there. */
export async function correctLater(w: Work, classId: string, how: number): Promise<void> {
  const rows = await w.tx.selectFrom('learning.mark as m').innerJoin('learning.session as s', 's.id', 'm.session_id').select(['m.session_id', 'm.person_id'])
    .where('s.class_id', '=', classId).where('m.state', '=', 'present').orderBy('m.person_id').orderBy('s.starts_at').execute()
  for (const personId of [...new Set(rows.map((r) => r.person_id))].slice(0, how)) for (const row of rows.filter((r) => r.person_id === personId).slice(0, 3)) {
    await correctAttendance(w, { classId, sessionId: row.session_id, personId, state: 'absent', reason: 'Đối chiếu danh sách ký nhận: học viên vắng, người khác ký thay' })
  }
}

/** Full-time officials by the province they belong to. */
export function fullTimeBy(people: People): Map<string, Official[]> {
  return Map.groupBy(people.officials.filter((o) => o.fullTime), (o) => o.provinceCode)
}
