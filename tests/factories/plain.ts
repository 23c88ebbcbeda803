// The plainest SQL that answers the figures of plan 237, and of the indicator of a province, for one day: written by hand over the tables of the rooms, without the
// engine and without its rules, so that what the screens show can be held against it.
import type pg from 'pg'
import type { Day } from '#base/day'

export interface Counts { code: string; counted: number; met: number; excluded: number }

const plainSql = `
with trained as materialized (
  select k.person_id, p.tags from learning.completion k join learning.programme p on p.id = k.programme_id
  where k.voided_at is null and k.on_day <= $1 and (p.validity_months is null or k.on_day + make_interval(months => p.validity_months) > $1)
), official as (
  select o.person_id, bool_or(true) filter (where exists (select from people.absence a where a.person_id = o.person_id and a.during @> $1::date)) as away,
    o.person_id in (select person_id from trained where 'digital-transformation' = any(tags)) as met
  from people.office o where o.full_time and o.title not in ('administrator', 'auditor') and o.during @> $1::date group by o.person_id
), chair as (
  select distinct on (o.person_id) exists (select from people.absence a where a.person_id = o.person_id and a.during @> $1::date) as away,
    exists (select from learning.completion c join learning.programme p on p.id = c.programme_id where c.person_id = o.person_id and c.voided_at is null and 'grassroots-chair' = any(p.tags)
      and c.on_day <= $1 and c.on_day <= lower(o.during) + 90 and (p.validity_months is null or c.on_day + make_interval(months => p.validity_months) > $1)) as met
  from people.office o where o.title = 'president' and o.during @> $1::date and lower(o.during) >= '2025-07-01'
    and exists (select from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind and k.grassroots where v.unit_id = o.unit_id and v.valid @> lower(o.during))
  order by o.person_id, lower(o.during), o.id
), planned as (
  select p.unit_id from plans.fact_plan_in_force f join lateral (select f.subject_id as unit_id) p on true
  where f.during @> $1::date and f.attrs @> '{"answers": "237/KH-TLĐ", "ownTargets": true}'
), unnamed as (
  select w.unit_id, w.workers - (select count(distinct p.person_id) from people.placement p where p.unit_id = w.unit_id and p.during @> $1::date)::int as workers
  from people.workforce w where w.during @> $1::date
), heads as (
  select h.unit_id, max(h.heads - learning.named_in(h.class_id, h.unit_id)) as heads from learning.head_count h
  join learning.class c on c.id = h.class_id and c.status = 'closed' join learning.programme p on p.id = c.programme_id
  where h.voided_at is null and 'basic-digital-skills' = any(p.tags) and c.completed_on <= $1
    and (p.validity_months is null or c.completed_on + make_interval(months => p.validity_months) > $1) group by h.unit_id
)
select 'LC-CT90' as code, count(*) filter (where not away)::int as counted, count(*) filter (where not away and met)::int as met, count(*) filter (where away)::int as excluded from chair
union all
select 'T1', count(*) filter (where away is null)::int as counted, count(*) filter (where away is null and met)::int as met, count(*) filter (where away)::int as excluded from official
union all
select 'T2', count(*)::int, count(*) filter (where d.done_on <= $1 and exists (select from documents.document_file f where f.document_id = d.id and (f.kept_at at time zone 'Asia/Ho_Chi_Minh')::date <= $1))::int, 0
from documents.document d where d.voided_at is null and d.registered_on <= $1 and d.registered_on + interval '1 year' > $1
union all
-- Its one stage begins in 2028.
select 'T2b', 0, 0, 0
union all
select 'T3', count(*)::int, count(*) filter (where v.unit_id in (select unit_id from planned))::int, 0
from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind and k.grassroots where v.valid @> $1::date
union all
select 'T4', count(*)::int, count(*) filter (where exists (select from emulation.use u join emulation.model m on m.id = u.model_id and m.status = 'recognised' and m.kind <> 'initiative' join emulation.confirmation c on c.use_id = u.id
  where (u.unit_id = v.unit_id or emulation.holder(u.unit_id, $1::date) = v.unit_id) and u.started_on <= $1 and m.decided_on <= $1 and coalesce(u.ended_on > $1, true) and c.on_day <= $1 and c.on_day + interval '6 months' > $1))::int, 0
from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind and k.grassroots where v.valid @> $1::date
union all
select 'T5', sum(counted)::int, sum(met)::int, 0 from (
  select count(distinct p.person_id) as counted, count(distinct p.person_id) filter (where p.person_id in (select person_id from trained where 'basic-digital-skills' = any(tags))) as met
  from people.placement p where p.during @> $1::date
  union all
  select sum(u.workers), sum(least(u.workers, greatest(h.heads, 0))) from unnamed u left join heads h on h.unit_id = u.unit_id where u.workers > 0
) t
union all
-- Whether an agreement is in force is the law's, not the engine's: its room says it, and is held against the rule there.
select 'T6', count(*)::int, count(*) filter (where exists (select from agreements.clause_effect k where k.agreement_id = e.agreement_id and k.subject = 'digital-transformation-training' and k.during @> $1::date))::int, 0
from agreements.effect e where e.holds @> $1::date
order by code`

/** Figures of the country on the day. */
export async function plainCounts(owner: pg.Pool, on: Day): Promise<Counts[]> {
  return (await owner.query<Counts>(plainSql, [on])).rows
}
