-- Who is unnamed is asked of units that gave a number alone. Before, the places of all units that were asked about were read
-- and those of units without a number thrown away: a file of a million members touches 65,000 units, 5,500 of them with one.
create or replace view people.subject_unnamed as
  select w.unit_id as subject_id, w.unit_id, w.during * n.during as during, (w.workers - n.people)::int as quantity, w.unit_id as record_id, '{"unnamed": true}'::jsonb as attrs
  from people.workforce w cross join lateral (
    select daterange(t.day, lead(t.day) over (order by t.day)) as during, sum(sum(t.more)) over (order by t.day) as people
    from (
      select lower(w.during) as day, 0 as more
      union all select coalesce(lower(p.during), '-infinity'), 1 from people.placement p where p.unit_id = w.unit_id
      union all select upper(p.during), -1 from people.placement p where p.unit_id = w.unit_id and not upper_inf(p.during)
    ) t group by t.day) n
  where n.during && w.during and w.workers > n.people;

-- The class of each sheet is looked up by its key: where loops are barred all classes there are were read for the few asked about.
create or replace view learning.fact_head_count as
  select h.unit_id as subject_id,
    daterange(c.completed_on, case when p.validity_months is not null then (c.completed_on + make_interval(months => p.validity_months))::date end) as during,
    h.heads - n.named as quantity,
    jsonb_build_object('tags', p.tags, 'programme', p.id, 'field', p.field, 'level', p.level, 'hours', p.hours, 'claimed', false) as attrs,
    'head-count' as evidence_kind, h.id as evidence_id
  from learning.head_count h
  cross join lateral (select k.programme_id, k.completed_on from learning.class k where k.id = h.class_id and k.status = 'closed' offset 0) c
  join learning.programme p on p.id = c.programme_id
  cross join lateral (select learning.named_in(h.class_id, h.unit_id) as named) n
  where h.voided_at is null and h.heads > n.named;
