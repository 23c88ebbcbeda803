-- Figures of any day from half as many rows, and figures in another tree from the totals of its boundary alone.

-- The ranges of totals whose signed sum is the figure on the day: whole years, whole months, days. Past the middle of a year or
-- a month its whole is taken and the rest taken off, so that a figure is six months and sixteen days at most beside its years,
-- and at the end of a month none of its days.
drop function indicators.spans(date);
create function indicators.spans(on_day date) returns table (grain "char", first date, last date, sign integer) language sql immutable as $$
  select g.grain, g.first, g.last, g.sign
  from (select date_trunc('month', on_day + 1)::date as month, date_trunc('year', on_day + 1)::date as year) a
  cross join lateral (select on_day - a.month >= 15 as late, (a.year + interval '1 year')::date as next_year, (a.month + interval '1 month')::date as next_month) b
  cross join lateral (select case when b.late then b.next_month else a.month end as beyond) c
  cross join lateral (select extract(month from c.beyond) > 7 or c.beyond = b.next_year as much) m
  cross join lateral (values
    ('y'::"char", '-infinity'::date, case when m.much then b.next_year else a.year end - 1, 1),
    ('m'::"char", case when m.much then c.beyond else a.year end, case when m.much then b.next_year else c.beyond end - 1, case when m.much then -1 else 1 end),
    ('d'::"char", case when b.late then on_day + 1 else a.month end, case when b.late then b.next_month - 1 else on_day end, case when b.late then -1 else 1 end)
  ) g(grain, first, last, sign)
$$;

comment on table indicators.total is 'Deltas per node of the tree as structured on each day, summed by day, by month and by year (day: the first of it). A figure on a day is a signed sum of whole years, whole months and days (indicators.spans): twenty-two rows at most beside one a year, however long the history, and each side adds to it without knowing the other. Never a percentage.';

create or replace function indicators.sums(nodes uuid[], the_indicators uuid[], on_day date) returns table (node_id uuid, indicator_id uuid, counted int, met int, excluded int)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  with seen as materialized (select unnest(nodes) as id)
  select s.node_id, s.indicator_id, sum(s.counted)::int, sum(s.met)::int, sum(s.excluded)::int from (
    -- For one day, today, the sums stand ready.
    select l.node_id, l.indicator_id, l.counted, l.met, l.excluded
    from seen cross join unnest(the_indicators) i(id) join latest l on l.indicator_id = i.id and l.node_id = seen.id
    where (select r.day from latest_day r) = on_day
    union all
    select t.node_id, t.indicator_id, g.sign * t.counted, g.sign * t.met, g.sign * t.excluded
    from seen cross join spans(on_day) g
    join total t on t.node_id = seen.id and t.indicator_id = any(the_indicators) and t.grain = g.grain and t.day >= g.first and t.day <= g.last
    where (select r.day from latest_day r) is distinct from on_day
    union all
    -- From what is pending upwards, never from the node down: above a unit stand a handful, below the country a hundred thousand.
    select above.ancestor_id, p.indicator_id, p.counted, p.met, p.excluded
    from pending p cross join lateral (
      select a.ancestor_id from organisation.ancestry a
      where a.unit_id = p.unit_id and a.valid @> on_day and a.ancestor_id in (select id from seen) offset 0) above
    where p.day <= on_day and p.indicator_id = any(the_indicators)
  ) s group by 1, 2
$$;

create or replace function indicators.trend(node uuid, the_indicator uuid, days date[]) returns table (day date, counted int, met int, excluded int)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  with seen as materialized (select unnest(in_scope(array[node])) as id)
  select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
  from unnest(days) d(day) left join lateral (
    select g.sign * t.counted as counted, g.sign * t.met as met, g.sign * t.excluded as excluded from seen cross join spans(d.day) g
    join total t on t.node_id = seen.id and t.indicator_id = the_indicator and t.grain = g.grain and t.day >= g.first and t.day <= g.last
    union all
    select p.counted, p.met, p.excluded from pending p cross join lateral (
      select from organisation.ancestry a where a.unit_id = p.unit_id and a.valid @> d.day and a.ancestor_id in (select id from seen) offset 0) above
    where p.indicator_id = the_indicator and p.day <= d.day
  ) x on true group by d.day order by d.day
$$;

-- What hangs under a node in the tree of a day, told by the boundary of that part (indicators.boundary), costs a look at every
-- unit of the part: a tenth of a second for a province of 17,000. For the nodes right under the top and the tree of the day that
-- indicators.latest stands for it is kept; any change of the structure forgets all of it, and the folder makes it anew.
create table indicators.kept_boundary (
  node_id uuid not null, tree_day date not null, unit_id uuid not null, sign integer not null, valid daterange not null, alone boolean not null
);
comment on table indicators.kept_boundary is 'Rows of indicators.boundary made ready, per node and day of the tree. Under lock 237003: written by indicators.keep_boundary, emptied by whatever changes ancestry.';
create index on indicators.kept_boundary (node_id, tree_day);

drop function indicators.boundary(uuid[], date);
create function indicators.boundary_made(nodes uuid[], tree_day date) returns table (node_id uuid, unit_id uuid, sign integer, valid daterange, alone boolean)
language sql stable security definer set search_path = indicators, pg_catalog as $$
  with root as materialized (select distinct v.unit_id as id from organisation.unit_version v where v.parent_id is null),
  -- The only top of the house holds every unit that hangs anywhere, on every day, whatever the tree.
  top as materialized (select n as id from unnest(nodes) n where array[n] = array(select id from root) and not exists (select from organisation.edge e where e.unit_id = n)),
  part as materialized (select t.node_id, t.unit_id from organisation.tree_restated(array(select n from unnest(nodes) n where n not in (select id from top)), null, tree_day) t),
  crossing as materialized (
    select p.node_id, p.unit_id, 1 as sign, e.valid from part p join organisation.ancestry e on e.unit_id = p.unit_id and e.depth = 1
    where not exists (select from part q where q.node_id = p.node_id and q.unit_id = e.ancestor_id)
    union all
    select p.node_id, p.unit_id, 1, v.valid from part p join organisation.unit_version v on v.unit_id = p.unit_id and v.parent_id is null
    union all
    select p.node_id, e.unit_id, -1, e.valid from part p join organisation.ancestry e on e.ancestor_id = p.unit_id and e.depth = 1
    where not exists (select from part q where q.node_id = p.node_id and q.unit_id = e.unit_id)
  )
  select id, id, 1, daterange(null, null), false from top
  union all
  select e.node_id, e.unit_id, e.sign, r.valid, false from crossing e cross join lateral (
    select e.valid * a.valid as valid from root join organisation.ancestry a on a.unit_id = e.unit_id and a.ancestor_id = root.id where a.valid && e.valid offset 0) r
  union all
  select n, n, 1, unnest(datemultirange(daterange(null, null)) - coalesce((select range_agg(r.valid) from organisation.ancestry r where r.unit_id = n and r.ancestor_id in (select id from root)), '{}')), true
  from unnest(nodes) n where n not in (select id from root)
$$;
-- The same, as kept where it is. The signs of a node are all kept or none are.
create function indicators.boundary(nodes uuid[], tree_day date) returns table (node_id uuid, unit_id uuid, sign integer, valid daterange, alone boolean)
language sql stable security definer set search_path = indicators, pg_catalog as $$
  select k.node_id, k.unit_id, k.sign, k.valid, k.alone from kept_boundary k where k.node_id = any(nodes) and k.tree_day = boundary.tree_day
  union all
  select m.node_id, m.unit_id, m.sign, m.valid, m.alone
  from (select array_agg(n) as ids from unnest(nodes) n where not exists (select from kept_boundary k where k.node_id = n and k.tree_day = boundary.tree_day)) missing
  cross join lateral boundary_made(missing.ids, boundary.tree_day) m where missing.ids is not null
$$;

-- Keeps the boundary of one more node; false: all are kept, or a structural change or another folder is at work.
create function indicators.keep_boundary() returns boolean
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare today date := (select day from latest_day); n uuid;
begin
  select a.unit_id into n from organisation.ancestry a
  where a.depth = 1 and a.valid @> today and a.ancestor_id in (select v.unit_id from organisation.unit_version v where v.parent_id is null)
    and not exists (select from kept_boundary k where k.node_id = a.unit_id and k.tree_day = today) limit 1;
  if n is null or not pg_try_advisory_xact_lock(237003) then return false; end if;
  delete from kept_boundary k where k.tree_day <> today or k.node_id = n;
  insert into kept_boundary select m.node_id, today, m.unit_id, m.sign, m.valid, m.alone from boundary_made(array[n], today) m;
  return found;
end $$;

create or replace function indicators.on_ancestry() returns trigger
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare side integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform pg_advisory_xact_lock(237003);
  delete from kept_boundary;
  perform raise_totals((
    select array_agg(row(x.node_id, x.indicator_id, 'd', x.day, x.counted, x.met, x.excluded)::indicators.total) from (
      select a.ancestor_id as node_id, l.indicator_id, e.day,
        sum(side * e.sign * l.counted)::int as counted, sum(side * e.sign * l.met)::int as met, sum(side * e.sign * l.excluded)::int as excluded
      from changed a join ledger l on l.unit_id = a.unit_id and (upper_inf(a.valid) or upper(a.valid) > l.day)
      cross join lateral turns(l.day, a.valid) e
      where not exists (select from pending p where p.ledger_id = l.id)
      group by 1, 2, 3) x
    where x.counted <> 0 or x.met <> 0 or x.excluded <> 0));
  return null;
end $$;

-- Totals anew from ledger and ancestry, for the given indicators and nodes (null: all); what is pending of other nodes stays
-- so. Readers see the old totals until it commits; writers never wait, the fold and structural changes do.
create or replace function indicators.sum_totals(the_indicators uuid[], nodes uuid[]) returns void
language plpgsql security definer set search_path = indicators, pg_catalog set work_mem = '256MB' as $$
begin
  perform pg_advisory_xact_lock(237003);
  if the_indicators is null and nodes is null then
    delete from pending;
    delete from total;
    delete from latest;
  else
    delete from total t where (the_indicators is null or t.indicator_id = any(the_indicators)) and (nodes is null or t.node_id = any(nodes));
    delete from latest t where (the_indicators is null or t.indicator_id = any(the_indicators)) and (nodes is null or t.node_id = any(nodes));
  end if;
  create temporary table fresh on commit drop as
    select a.ancestor_id as node_id, l.indicator_id, e.day, sum(e.sign * l.counted)::int as counted, sum(e.sign * l.met)::int as met, sum(e.sign * l.excluded)::int as excluded
    from ledger l join organisation.ancestry a on a.unit_id = l.unit_id and (upper_inf(a.valid) or upper(a.valid) > l.day)
    cross join lateral turns(l.day, a.valid) e
    where (the_indicators is null or l.indicator_id = any(the_indicators)) and (nodes is null or a.ancestor_id = any(nodes))
      and not exists (select from pending p where p.ledger_id = l.id)
    group by 1, 2, 3;
  insert into total
  select f.node_id, f.indicator_id, g.grain, g.since, sum(f.counted)::int, sum(f.met)::int, sum(f.excluded)::int
  from fresh f cross join lateral grains(f.day) g
  group by 1, 2, 3, 4 having sum(f.counted) <> 0 or sum(f.met) <> 0 or sum(f.excluded) <> 0
  -- What is read together lies together: half the time of a ranking, and the index fills from one side.
  order by 1, 2, 3, 4;
  insert into latest
  select f.node_id, f.indicator_id, sum(f.counted)::int, sum(f.met)::int, sum(f.excluded)::int
  from fresh f where f.day <= (select l.day from latest_day l)
  group by 1, 2;
  drop table fresh;
end $$;

revoke execute on all functions in schema indicators from public;
grant execute on function indicators.keep_boundary() to lotrinh_app;
