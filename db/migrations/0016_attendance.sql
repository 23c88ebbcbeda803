-- Who records one session asks about the reach of the class once, not of every seat in it.
create or replace function learning.marks_held(the_class uuid, the_sessions uuid[]) returns table (session_id uuid, person_id uuid, id bigint, state text)
language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
  with who as materialized (
    select n.person_id from learning.nomination n where n.class_id = the_class
      and ((select organisation.reaches(c.unit_id) from learning.class c where c.id = the_class)
        or n.person_id = nullif(current_setting('app.person', true), '')::uuid or organisation.reaches(n.unit_id))
  )
  select h.* from learning.session s cross join (select distinct w.person_id from who w) p
  cross join lateral (
    -- Ordered apart: else it may read from the latest mark of the house back to the one asked for.
    select c.* from (select m.session_id, m.person_id, m.id, m.state from learning.mark m where m.session_id = s.id and m.person_id = p.person_id offset 0) c
    order by c.id desc limit 1) h
  where s.class_id = the_class and s.id = any(the_sessions)
$$;
