// The events of a unit, for ever: also those that were undone, and those of the units that went on in it.
import { sql } from 'kysely'
import type { Tx } from '#platform/work'
import type { UnitEvent } from '../contract.ts'
import { shown } from './views.ts'

/**
 * Structural changes that wrote or ended something of the unit, whichever unit they were about, and those of its predecessors
 * after these were established; the newest first. None of a unit out of reach.
 */
export async function events(tx: Tx, unitId: string): Promise<UnitEvent[]> {
  return (await sql<UnitEvent>`with recursive line(id) as (
      select ${unitId}::uuid where organisation.reaches(${unitId}::uuid) union select l.predecessor_id from line join organisation.lineage l on l.successor_id = line.id and l.carries
    ), found as (
      select e.id from line join organisation.event e on e.unit_id = line.id where e.unit_id = ${unitId}::uuid or e.kind <> 'establish'
      union select coalesce(v.cut_by, v.event_id) from line join organisation.unit_version v on v.unit_id = line.id where v.unit_id = ${unitId}::uuid
      union select v.event_id from line join organisation.unit_version v on v.unit_id = line.id where v.unit_id = ${unitId}::uuid
      union select p.ended_by from line join organisation.past_version p on p.unit_id = line.id where p.unit_id = ${unitId}::uuid
      union select l.event_id from organisation.lineage l where (l.predecessor_id = ${unitId}::uuid or l.successor_id = ${unitId}::uuid) and exists (select from line)
    ), kin as (
      select event_id, predecessor_id, successor_id, share_part, share_whole from organisation.lineage where event_id in (select id from found)
      union all select event_id, predecessor_id, successor_id, share_part, share_whole from organisation.past_lineage where event_id in (select id from found)
    )
    select e.id, e.kind, case when e.kind = 'establish' and e.change->'valid'->>'from' is null then null else e.effective_on end as "effectiveOn",
      jsonb_build_object('number', e.decision_number, 'on', e.decision_on, 'by', e.decision_by) as decision,
      e.unit_id as "unitId", coalesce(n.label, e.change->>'name', e.change->'unit'->>'name', '') as "unitName", ${shown('e.unit_id')} as shown, e.change, e.recorded_at as "recordedAt", e.undone_at as "undoneAt", e.undo_reason as "undoReason",
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', coalesce(m.label, k.called, ''), 'share', k.share) order by m.label) from (
        select distinct kin.successor_id as id, case when kin.share_part is not null then jsonb_build_object('part', kin.share_part, 'whole', kin.share_whole) end as share,
          (select p->>'name' from jsonb_array_elements(e.change->'parts') p where p->>'unitId' = kin.successor_id::text) as called
        from kin where kin.event_id = e.id) k left join organisation.label_unit m on m.subject_id = k.id), '[]') as "into",
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'name', coalesce(m.label, '')) order by m.label) from (select distinct kin.predecessor_id as id from kin where kin.event_id = e.id) k
        left join organisation.label_unit m on m.subject_id = k.id), '[]') as "from"
    from found join organisation.event e on e.id = found.id left join organisation.label_unit n on n.subject_id = e.unit_id
    order by e.effective_on desc, e.recorded_at desc, e.id desc`.execute(tx)).rows
}
