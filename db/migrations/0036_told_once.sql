-- What changes of the tree is told once. A province that goes over into another leaves and enters with twenty thousand units;
-- row by row of ancestry, the whole history of each would be taken from every node above it and given back, for nothing but
-- the days on which it really stands elsewhere.

create table organisation.ancestry_change (
  ancestor_id uuid not null,
  unit_id uuid not null,
  valid daterange not null check (not isempty(valid)),
  sign smallint not null check (sign in (-1, 1))
);
comment on table organisation.ancestry_change is 'What organisation.derive_ancestry changes of who stands above whom: on the days of valid the unit comes under the ancestor (1) or leaves it (-1), whatever its depth. Heard by triggers of those who sum up the tree, and emptied at once.';

-- Only rows that differ are written, and only days that differ are told. In parts, so that neither the comparison nor what
-- follows it holds a province in memory. Returns how many rows were written.
create or replace function organisation.derive_ancestry(ids uuid[]) returns integer
language plpgsql security definer set search_path = organisation, pg_catalog as $$
declare affected uuid[]; part uuid[]; fresh organisation.ancestry[]; gone organisation.ancestry[]; come organisation.ancestry[]; written integer := 0;
begin
  select array_agg(u order by u) into affected from below(ids) u;
  for i in 1 .. coalesce(cardinality(affected), 0) by 5000 loop
    part := affected[i : i + 4999];
    select array_agg(a::organisation.ancestry) into fresh from ancestry_of(part) a;
    select array_agg(row(g.*)::organisation.ancestry) into gone from (select * from ancestry where unit_id = any(part) except select * from unnest(fresh)) g;
    select array_agg(row(c.*)::organisation.ancestry) into come from (select * from unnest(fresh) except select * from ancestry where unit_id = any(part)) c;
    if gone is not null then
      delete from ancestry a using unnest(gone) g where a.unit_id = g.unit_id and a.ancestor_id = g.ancestor_id and a.valid = g.valid;
    end if;
    if come is not null then insert into ancestry select * from unnest(come); end if;
    insert into ancestry_change
    select n.ancestor_id, n.unit_id, d.valid, d.sign from (
      select x.ancestor_id, x.unit_id, coalesce(range_agg(x.valid) filter (where x.sign = 1), '{}') as comes, coalesce(range_agg(x.valid) filter (where x.sign = -1), '{}') as goes
      from (select ancestor_id, unit_id, valid, -1 as sign from unnest(gone) union all select ancestor_id, unit_id, valid, 1 from unnest(come)) x group by 1, 2
    ) n cross join lateral (select unnest(n.comes - n.goes) as valid, 1 as sign union all select unnest(n.goes - n.comes), -1) d;
    delete from ancestry_change;
    written := written + coalesce(cardinality(gone), 0) + coalesce(cardinality(come), 0);
  end loop;
  return written;
end $$;

drop trigger totals_enter on organisation.ancestry;
drop trigger totals_leave on organisation.ancestry;
drop function indicators.on_ancestry();

-- The totals follow the tree. What a unit has on record is read once for all nodes that it leaves or enters on the same days.
-- What is pending is not in the totals yet, and is folded under the tree as it then stands.
create function indicators.on_ancestry_change() returns trigger
language plpgsql security definer set search_path = indicators, pg_catalog as $$
begin
  perform pg_advisory_xact_lock(237003);
  delete from kept_boundary;
  perform raise_totals((
    select array_agg(row(x.node_id, x.indicator_id, 'd', x.day, x.counted, x.met, x.excluded)::indicators.total) from (
      select t.node_id, t.indicator_id, t.day, sum(t.counted)::int as counted, sum(t.met)::int as met, sum(t.excluded)::int as excluded from (
        select n.node_id, s.indicator_id, s.day, n.sign * s.counted as counted, n.sign * s.met as met, n.sign * s.excluded as excluded
        from (select c.unit_id, c.valid, array_agg(c.ancestor_id) as nodes, array_agg(c.sign) as signs from changed c group by 1, 2) p
        cross join lateral (
          -- turns() written out: a range without an end is read once, and each row is one step.
          select l.indicator_id, greatest(l.day, lower(p.valid)) as day, sum(l.counted) as counted, sum(l.met) as met, sum(l.excluded) as excluded
          from ledger l where l.unit_id = p.unit_id and (upper_inf(p.valid) or l.day < upper(p.valid)) group by 1, 2
          union all
          select l.indicator_id, upper(p.valid), -sum(l.counted), -sum(l.met), -sum(l.excluded)
          from ledger l where not upper_inf(p.valid) and l.unit_id = p.unit_id and l.day < upper(p.valid) group by 1) s
        cross join lateral unnest(p.nodes, p.signs) n(node_id, sign)
        union all
        select c.ancestor_id, w.indicator_id, e.day, -c.sign * e.sign * w.counted, -c.sign * e.sign * w.met, -c.sign * e.sign * w.excluded
        from changed c join pending w on w.unit_id = c.unit_id and (upper_inf(c.valid) or upper(c.valid) > w.day) cross join lateral turns(w.day, c.valid) e) t
      group by 1, 2, 3) x
    where x.counted <> 0 or x.met <> 0 or x.excluded <> 0));
  return null;
end $$;
create trigger totals_follow after insert on organisation.ancestry_change referencing new table as changed for each statement execute function indicators.on_ancestry_change();
