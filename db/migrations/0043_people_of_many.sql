-- The people of many units. Row-level security asks of each row whether its unit is in reach, and of each person whether one of
-- theirs is: for 300,000 people of a province that was a second or two. Here the units are asked, once each; whoever stands in a
-- unit in reach may be seen, so that nothing more is to be asked of anybody.

-- The rule of organisation.reaches, asked of all of them at once.
create function organisation.reached(units uuid[]) returns setof uuid
language sql stable security definer set search_path = organisation, pg_catalog as $$
  select p.unit_id from position p where p.unit_id = any(units)
  and (whole() or p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int)
$$;
comment on function organisation.reached(uuid[]) is 'Of the units those that the running request reaches, once each.';

-- The planner takes a union for several times as large as it is, and would go through everybody for the people of one province.
-- Up to this many units each is looked up by itself; beyond, all people are gone through once, by all processors.
create function people.few(units uuid[]) returns boolean language sql immutable set search_path = pg_catalog return cardinality(units) <= 30000;
comment on function people.few(uuid[]) is 'Whether the people of these units are looked up unit by unit.';

create function people.placement_of_units(units uuid[]) returns text language sql immutable set search_path = people, pg_catalog as $$
  select case when few(units) then 'unnest($1) u(id) cross join lateral (select * from placement p where p.unit_id = u.id offset 0) x where true'
    else 'placement x where x.unit_id = any($1)' end
$$;
comment on function people.placement_of_units(uuid[]) is 'The part of a statement that reads the placements of these units ($1 in it), called x.';

create function people.counts_of_units(units uuid[], on_day date) returns table (members integer, workers integer, officials integer, full_time integer)
language plpgsql stable security definer set search_path = people, pg_catalog set work_mem = '64MB' as $$
declare seen constant uuid[] := array(select organisation.reached(units));
begin
  return query execute format($q$
    with placed as (select count(*) filter (where x.standing = 'member') as members, count(*) filter (where x.standing = 'worker') as workers from %s and x.during @> $2),
    official as (select x.person_id, bool_or(x.full_time) as full_time from office x where x.unit_id = any($1) and x.during @> $2 and x.title not in ('administrator', 'auditor') group by 1)
    select placed.members::int, placed.workers::int, o.officials::int, o.full_time::int
    from placed, (select count(*) as officials, count(*) filter (where o.full_time) as full_time from official o) o
  $q$, placement_of_units(seen)) using seen, on_day;
end $$;
comment on function people.counts_of_units(uuid[], date) is 'How many members, workers and officials stand in these units on the day, as far as the running request reaches; an official once, administrators and auditors not.';
grant execute on function people.counts_of_units(uuid[], date) to lotrinh_app;

create function people.of_units(units uuid[], on_day date, who text, patterns text[], at_most integer, skip integer) returns table (person_id uuid, of_all integer)
language plpgsql stable security definer set search_path = people, pg_catalog set work_mem = '64MB' as $$
declare
  seen constant uuid[] := array(select organisation.reached(units));
  placed constant text := format('select x.person_id from %s and (x.during @> $2) is true', placement_of_units(seen));
  official constant text := 'select x.person_id from office x where x.unit_id = any($1) and (x.during @> $2) is true and x.title not in (''administrator'', ''auditor'')';
  asked constant text := case who
    when 'all' then placed || ' union ' || official
    when 'member' then placed || ' and x.standing = ''member''' when 'worker' then placed || ' and x.standing = ''worker'''
    when 'official' then 'select distinct o.person_id from (' || official || ') o' when 'full-time' then 'select distinct o.person_id from (' || official || ' and x.full_time) o' end;
  named constant text := case when cardinality(patterns) > 0 then ' and p.name_fold like all ($3)' else '' end;
begin
  if asked is null then raise exception 'nobody is called %', who; end if;
  return query execute 'with who as materialized (' || asked || '), hit as (select p.id, p.given_name, p.name from person p where p.id '
    || case when few(seen) then '= any(array(select w.person_id from who w))' else 'in (select w.person_id from who w)' end || named || ')
    select h.id, (select count(*) from ' || case when named = '' then 'who' else 'hit' end || ')::int from hit h
    order by h.given_name collate "vi-x-icu", h.name collate "vi-x-icu", h.id limit $4 offset $5' using seen, on_day, patterns, at_most, skip;
end $$;
comment on function people.of_units(uuid[], date, text, text[], integer, integer) is 'A page of those who stand in these units on the day, as far as the running request reaches, by given name, and how many they are. who: all, member, worker, official or full-time; patterns: each of which the folded name is like.';
grant execute on function people.of_units(uuid[], date, text, text[], integer, integer) to lotrinh_app;
