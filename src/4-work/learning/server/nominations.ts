// Who is sent to a class, in which order, and who leaves the list.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { insist, isRefusal, type Refusal } from '#base/refusal'
import type { Work } from '#platform/work'
import { mayNominate, mayTakeSeat, mayWithdraw } from '../domain/seats.ts'
import { holdClass, uuids } from './class-facts.ts'
import { tellNominated, tellWithdrawn } from './tell.ts'

export interface NominationAnswer { nominated: string[]; waiting: string[]; refused: { personId: string; refusal: Refusal }[] }

/** Puts people on the list of an open class in the order given; over capacity they wait. Sent twice, the second time finds everyone nominated already and changes nothing. A person is looked for where the person stands on the class's first day, or today if that is still to come. */
export async function nominate(w: Work, { classId, personIds }: { classId: string; personIds: readonly string[] }): Promise<NominationAnswer> {
  const held = await holdClass(w, classId)
  insist(mayNominate(held.status))
  const ids = [...new Set(personIds)]
  const on = held.firstDay < w.today ? held.firstDay : w.today
  // Units outside the scope do not show here, so they count as no place: nobody nominates another province's people.
  const facts = await sql<{ personId: string; unitId: string | null; nominated: boolean; completed: boolean }>`
    select u.id as "personId", s.unit_id as "unitId",
      exists (select from learning.nomination n where n.class_id = ${classId}::uuid and n.person_id = u.id and n.withdrawn_at is null) as nominated,
      exists (select from learning.completion k join learning.programme p on p.id = k.programme_id where k.person_id = u.id and k.programme_id = ${held.programmeId}::uuid and k.voided_at is null
        and (p.validity_months is null or k.on_day + make_interval(months => p.validity_months) > ${held.firstDay}::date)) as completed
    from unnest(${uuids(ids)}) with ordinality u(id, ord)
    left join lateral (
      select x.unit_id from (
        select o.unit_id, 0 as kind, lower(o.during) as since, o.id from people.office o where o.person_id = u.id and o.during @> ${on}::date and o.title not in ('administrator', 'auditor')
        union all select p.unit_id, 1, lower(p.during), p.id from people.placement p where p.person_id = u.id and p.during @> ${on}::date) x
      join organisation.position t on t.unit_id = x.unit_id and t.lft between ${w.actor.acting?.lft ?? null}::int and ${w.actor.acting?.rgt ?? null}::int
      order by x.kind, x.since, x.id limit 1) s on true
    order by u.ord`.execute(w.tx)
  const judged = facts.rows.map((row) => ({ ...row, verdict: mayTakeSeat(row) }))
  const admitted = judged.filter((row) => row.verdict === true).map((row) => ({ id: newId(), personId: row.personId, unitId: row.unitId }))
  const entered = await sql<{ id: string; personId: string }>`
    insert into learning.nomination (id, class_id, organiser_id, person_id, unit_id, nominated_by)
    select x.id, ${classId}::uuid, ${held.unitId}::uuid, x."personId", x."unitId", ${w.actor.acting?.unitId ?? null}::uuid
    from jsonb_to_recordset(${JSON.stringify(admitted)}::jsonb) as x(id uuid, "personId" uuid, "unitId" uuid)
    on conflict (class_id, person_id) where withdrawn_at is null do nothing
    returning id, person_id as "personId"`.execute(w.tx)
  const seated = await seatedOf(w, classId)
  const answer: NominationAnswer = {
    nominated: entered.rows.filter((row) => seated.has(row.id)).map((row) => row.personId),
    waiting: entered.rows.filter((row) => !seated.has(row.id)).map((row) => row.personId),
    refused: judged.flatMap(({ personId, verdict }) => (isRefusal(verdict) ? [{ personId, refusal: verdict }] : [])),
  }
  // Nominated meanwhile by a unit whose list is not visible from here.
  const known = new Set([...entered.rows.map((row) => row.personId), ...answer.refused.map((row) => row.personId)])
  for (const { personId } of judged) if (!known.has(personId)) answer.refused.push({ personId, refusal: mayTakeSeat({ unitId: null, nominated: true, completed: false }) as Refusal })
  await tellNominated(w, classId, entered.rows, seated)
  w.note('learning.nominate', 'class', classId, { nominated: answer.nominated, waiting: answer.waiting, refused: answer.refused.map(({ personId, refusal }) => [personId, refusal.code]) })
  return answer
}

/** Takes people off the list; the first waiting get their seats at once. Who has left already stays so. `movedUp`: how many did. */
export async function withdraw(w: Work, { classId, personIds, reason }: { classId: string; personIds: readonly string[]; reason: string }): Promise<{ withdrawn: number; movedUp: number }> {
  const held = await holdClass(w, classId)
  const ids = [...new Set(personIds)]
  const known = await w.tx.selectFrom('learning.nomination').select('person_id').distinct().where('class_id', '=', classId).where('person_id', 'in', ids).execute()
  insist(mayWithdraw({ status: held.status, nominated: known.length === ids.length, reason }))
  const before = await seatedOf(w, classId)
  const gone = await sql<{ id: string; personId: string }>`
    update learning.nomination set withdrawn_at = base.moment(), withdraw_reason = ${reason.trim()}
    where class_id = ${classId}::uuid and person_id = any(${uuids(ids)}) and withdrawn_at is null returning id, person_id as "personId"`.execute(w.tx)
  const movedUp = [...await seatedOf(w, classId)].filter((id) => !before.has(id))
  await tellWithdrawn(w, classId, gone.rows, movedUp)
  w.note('learning.withdraw', 'class', classId, { personIds: ids, reason: reason.trim(), movedUp })
  return { withdrawn: gone.rows.length, movedUp: movedUp.length }
}

/** Ids of the nominations that hold a seat, over all units. */
async function seatedOf(w: Work, classId: string): Promise<Set<string>> {
  const rows = await sql<{ id: string }>`select nomination_id as id from learning.seating(${uuids([classId])}) where seated`.execute(w.tx)
  return new Set(rows.rows.map((row) => row.id))
}
