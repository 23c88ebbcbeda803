// What every deed on a class first needs to know about it, read under the lock of the class.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { ClassForm, ClassStatus } from '../domain/classes.ts'

export interface ClassFacts {
  id: string; programmeId: string; unitId: string; form: ClassForm; status: ClassStatus; capacity: number; requiredPercent: number
  firstDay: Day; lastDay: Day; completedOn: Day | null
  /** The class's unit lies within the scope acted in. */
  own: boolean
}


/** The ids as one uuid[] parameter. */
export function uuids(ids: readonly string[]) {
  return sql`${ids}::uuid[]`
}

/** Locks the class against other writers until the commit; refuses with 404 what does not exist or is not visible. */
export async function holdClass(w: Work, classId: string): Promise<ClassFacts> {
  await sql`select learning.hold(${uuids([classId])})`.execute(w.tx)
  return findClass(w, classId)
}

export async function findClass(w: Work, classId: string): Promise<ClassFacts> {
  const found = await sql<ClassFacts>`
    select c.id, c.programme_id as "programmeId", c.unit_id as "unitId", c.form, c.status, c.capacity, c.required_percent as "requiredPercent",
      c.first_day as "firstDay", c.last_day as "lastDay", c.completed_on as "completedOn",
      coalesce(p.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int, false) as own
    from learning.class c left join organisation.position p on p.unit_id = c.unit_id where c.id = ${classId}::uuid`.execute(w.tx)
  if (!found.rows[0]) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy lớp này.', 'There is no such class.'), 404)
  return found.rows[0]
}

/** The class held, refused with 403 unless it belongs to the scope acted in. */
export async function holdOwnClass(w: Work, classId: string): Promise<ClassFacts> {
  const found = await holdClass(w, classId)
  if (!found.own) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
  return found
}
