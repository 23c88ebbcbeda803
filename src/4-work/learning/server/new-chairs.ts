// Chairs whose committee was recognised and who have not been trained since they were elected (every newly elected grassroots
// chair is to be, in a suitable form). Nothing is kept of it: who waits is read from offices, committees and completions of
// the day, so that completing a class ends it and a correction of attendance opens it again.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Work } from '#platform/work'

/** The tag of the programmes that train for the office. */
export const chairTag = 'grassroots-chair'

export interface NewChair {
  person: { id: string; name: string }
  unitId: string; unit: string
  /** The union directly above, which recognised the committee and trains its chair. */
  parent: string | null
  /** In office since. */
  electedOn: Day
  recognition: { number: string; on: Day }
  /** An open class of such a programme to which the chair is nominated. */
  class: { id: string; title: string; lastDay: Day } | null
}

/** Those of the unit itself and of the units directly under it, or of all below it; the longest waiting first. */
export async function newChairs(w: Work, { unitId, within }: { unitId: string; within: 'own' | 'below' }): Promise<NewChair[]> {
  const units = within === 'own' ? sql`select v.unit_id from organisation.unit_version v where (v.parent_id = ${unitId}::uuid or v.unit_id = ${unitId}::uuid) and v.valid @> ${w.today}::date`
    : sql`select a.unit_id from organisation.ancestry a where a.ancestor_id = ${unitId}::uuid and a.valid @> ${w.today}::date`
  return (await sql<NewChair>`
    select jsonb_build_object('id', p.id, 'name', p.name) as person, o.unit_id as "unitId", v.name as unit, above.name as parent, lower(o.during) as "electedOn",
      jsonb_build_object('number', c.recognised_number, 'on', c.recognised_on) as recognition,
      (select jsonb_build_object('id', k.id, 'title', k.title, 'lastDay', k.last_day) from learning.nomination n join learning.class k on k.id = n.class_id join learning.programme g on g.id = k.programme_id
        where n.person_id = o.person_id and n.withdrawn_at is null and k.status = 'open' and g.tags @> array[${chairTag}] order by k.first_day, k.id limit 1) as class
    from people.committee c join people.office o on o.committee_id = c.id and o.title = 'president' and o.during @> ${w.today}::date join people.person p on p.id = o.person_id
    join organisation.unit_version v on v.unit_id = c.unit_id and v.valid @> ${w.today}::date join organisation.unit_kind kind on kind.code = v.kind and kind.grassroots
    left join organisation.unit_version above on above.unit_id = v.parent_id and above.valid @> ${w.today}::date
    where c.unit_id in (${units}) and c.basis = 'elected' and c.recognised_on <= ${w.today}::date and c.during @> ${w.today}::date
      and not exists (select from learning.completion d join learning.programme g on g.id = d.programme_id
        where d.person_id = o.person_id and d.voided_at is null and d.on_day >= lower(o.during) and d.on_day <= ${w.today}::date and g.tags @> array[${chairTag}])
    order by c.recognised_on, v.name collate "vi-x-icu", p.id`.execute(w.tx)).rows
}
