// Classes with every seat taken and sessions that have begun, waiting for their attendance to be recorded.
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { markAttendance, nominate, openClasses, writeProgrammes } from '#learning'
import type { Work } from '#platform/work'
import { today, type Ground } from './ground.ts'

/** One session of one class. */
export interface Roster { classId: string; sessionId: string; people: string[] }

const firstDay: Day = '2026-01-05'
const SESSIONS = 20

/** So many rosters of so many seats each, of classes that the province of the account `laocai` holds for its own people. */
export async function layRosters(ground: Ground, rosters: number, seats: number): Promise<Roster[]> {
  const { system } = ground
  const classes = Math.max(16, Math.ceil(rosters / SESSIONS)), sessions = Math.ceil(rosters / classes)
  const { owner } = system.pools
  const province = (await owner.query(`select o.unit_id as id from access.account a join people.office o on o.person_id = a.person_id and o.during @> $1::date where a.username = 'laocai' limit 1`, [today])).rows[0].id as string
  const people = (await owner.query(`select distinct p.person_id as id from people.placement p join organisation.position at on at.unit_id = p.unit_id
    join organisation.position top on top.unit_id = $1 and at.lft between top.lft and top.rgt where p.during @> $2::date order by 1 limit $3`, [province, firstDay, classes * seats])).rows.map((row) => row.id as string)
  if (people.length < classes * seats) throw new Error(`Only ${people.length} people for ${classes} classes of ${seats}`)
  // A programme of its own, which nobody has completed.
  const programmeId = newId()
  const made = Array.from({ length: classes }, (_, i) => ({ id: newId(), people: people.slice(i * seats, (i + 1) * seats), sessions: Array.from({ length: sessions }, () => newId()) }))
  await system.work(async (w) => {
    await writeProgrammes(w, [{ id: programmeId, name: 'Chương trình đo tải', tags: ['digital-transformation'], field: 'digital', level: 'grassroots', hours: 3, ownerId: province }])
    await openClasses(w, made.map((one, i) => ({
      id: one.id, unitId: province, programmeId, title: `Lớp đo tải ${i + 1}`, form: 'in-person' as const, capacity: seats, firstDay, lastDay: addDays(firstDay, sessions), status: 'open' as const,
      places: [{ id: newId(), name: 'Hội trường' }], lecturers: [],
      sessions: one.sessions.map((id, at) => ({ id, startsAt: `${addDays(firstDay, at)}T08:00:00+07:00`, endsAt: `${addDays(firstDay, at)}T11:00:00+07:00` })),
    })))
    for (const one of made) {
      const { nominated, refused } = await nominate(w, { classId: one.id, personIds: one.people })
      if (nominated.length < seats) throw new Error(`Only ${nominated.length} of ${seats} seats are taken`, { cause: refused[0] })
    }
  })
  // Session by session over all classes: writers beside each other work in different classes, as they do.
  return Array.from({ length: sessions }, (_, at) => made.map((one) => ({ classId: one.id, sessionId: one.sessions[at]!, people: one.people }))).flat()
}

/** The whole roster saved at once, as the screen does: everyone present. */
export function saveRoster(w: Work, { classId, sessionId, people }: Roster) {
  return markAttendance(w, { classId, marks: people.map((personId) => ({ sessionId, personId, state: 'present' as const })) })
}
