// Reads of committees: all that a unit has had, and elected ones that wait for the union above.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Tx, Work } from '#platform/work'
import type { Committees } from '../contract.ts'
import { decidedWithin, workingDaysAfter } from '../domain/committee.ts'

/** Committees of the unit, the newest first, with their offices; `sits`: on the day. What the office acted in may do here stands beside them. */
export async function committees(w: Work, unitId: string, on: Day): Promise<Committees> {
  const { rows } = await sql<Committees['rows'][number]>`
    select c.id, c.basis, c.term, c.during, c.during @> ${on}::date and exists (select from organisation.unit_version v where v.unit_id = c.unit_id and v.valid @> ${on}::date) as sits,
      case when c.decision_number is not null then jsonb_build_object('number', c.decision_number, 'on', c.decision_on) end as decision,
      case when c.recognised_number is not null then jsonb_build_object('number', c.recognised_number, 'on', c.recognised_on) end as recognition,
      case when c.decided_by is not null then jsonb_build_object('id', c.decided_by, 'name', n.label, 'shown', organisation.reaches(c.decided_by) or organisation.stands_above(c.decided_by)) end as "decidedBy",
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'personId', o.person_id, 'personName', p.name, 'unitId', o.unit_id, 'unitName', u.label, 'title', o.title,
          'titleName', jsonb_build_object('vi', t.name_vi, 'en', t.name_en), 'rank', t.rank, 'fullTime', o.full_time, 'basis', o.basis, 'term', jsonb_build_object('from', lower(c.term), 'to', upper(c.term)),
          'decisionNumber', o.decision_number, 'during', jsonb_build_object('from', lower(o.during), 'to', upper(o.during))) order by t.rank, lower(o.during), p.given_name collate "vi-x-icu", p.name collate "vi-x-icu")
        from people.office o join people.person p on p.id = o.person_id join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id where o.committee_id = c.id), '[]') as offices
    from people.committee c left join organisation.label_unit n on n.subject_id = c.decided_by where c.unit_id = ${unitId}::uuid order by lower(c.during) desc`.execute(w.tx)
  const writes = w.actor.acting?.verbs.has('person.write') ?? false
  return { rows, may: { report: writes, decide: writes && await standsAbove(w.tx, unitId) } }
}

async function standsAbove(tx: Tx, unitId: string): Promise<boolean> {
  const { rows: [row] } = await sql<{ above: boolean }>`select organisation.reaches(parent_id) as above from organisation.position where unit_id = ${unitId}::uuid`.execute(tx)
  return row?.above ?? false
}

export interface CommitteeWaiting { id: string; unitId: string; unitName: string; electedOn: Day; dueOn: Day }

/** Elected committees of the units directly under this one that are not recognised yet, with the day by which the union above decides. */
export async function committeesToRecognise(tx: Tx, unitId: string, today: Day): Promise<CommitteeWaiting[]> {
  const { rows } = await sql<Omit<CommitteeWaiting, 'dueOn'> & { asked: Day }>`
    select c.id, c.unit_id as "unitId", v.name as "unitName", lower(c.during) as "electedOn", (c.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date as asked
    from people.committee c join organisation.unit_version v on v.unit_id = c.unit_id and v.valid @> ${today}::date
    where c.basis = 'elected' and c.recognised_on is null and c.during @> ${today}::date and v.parent_id = ${unitId}::uuid order by c.recorded_at, c.id`.execute(tx)
  return rows.map(({ asked, ...row }) => ({ ...row, dueOn: workingDaysAfter(asked, decidedWithin) }))
}
