-- The organisation in time. A unit is an identity; what it is called, what kind it is and where it hangs are versions
-- over half-open ranges of days. Structure changes only through events.
create schema organisation;
grant usage on schema organisation to lotrinh_app;

create table organisation.unit_kind (
  code text primary key, name_vi text not null, name_en text not null,
  tier smallint not null, grassroots boolean not null default false
);
comment on table organisation.unit_kind is 'Kinds of units. tier orders them on screens (1 confederation … 5 below grassroots); it does not limit the depth of the tree.';
insert into organisation.unit_kind values
  ('confederation', 'Tổng Liên đoàn', 'Confederation', 1, false),
  ('provincial-federation', 'Liên đoàn Lao động tỉnh, thành phố', 'Provincial or city federation', 2, false),
  ('central-industry-union', 'Công đoàn ngành trung ương', 'Central industry union', 2, false),
  ('corporation-union', 'Công đoàn tập đoàn, tổng công ty', 'Economic-group or corporation union', 2, false),
  ('district-federation', 'Liên đoàn Lao động cấp huyện', 'District federation', 3, false),
  ('local-industry-union', 'Công đoàn ngành địa phương', 'Local industry union', 3, false),
  ('commune-union', 'Công đoàn xã, phường, đặc khu', 'Commune, ward or special-zone union', 3, false),
  ('industrial-zone-union', 'Công đoàn các khu công nghiệp', 'Industrial-zones union', 3, false),
  ('company-union', 'Công đoàn tổng công ty, công ty cấp trên cơ sở', 'Upper-level company union', 3, false),
  ('grassroots-union', 'Công đoàn cơ sở', 'Grassroots union', 4, true),
  ('occupational-union', 'Nghiệp đoàn cơ sở', 'Grassroots occupational union', 4, true),
  ('member-grassroots-union', 'Công đoàn cơ sở thành viên', 'Member grassroots union', 5, false),
  ('section-union', 'Công đoàn bộ phận', 'Section union', 5, false),
  ('union-group', 'Tổ công đoàn', 'Union group', 5, false);

create table organisation.unit (id uuid primary key);
comment on table organisation.unit is 'Identity of a unit; it outlives every name and place it has had.';

create table organisation.event (
  id uuid primary key,
  kind text not null check (kind in ('establish', 'rename', 'transfer', 'merge', 'consolidate', 'split', 'kind', 'dissolve')),
  effective_on date not null,
  decision_number text not null, decision_on date, decision_by text,
  unit_id uuid not null references organisation.unit,
  change jsonb not null,
  recorded_at timestamptz not null default base.moment(),
  undone_at timestamptz, undo_reason text check (length(trim(undo_reason)) >= 5),
  check ((undone_at is null) = (undo_reason is null))
);
comment on table organisation.event is 'One structural change by one decision. unit_id is the unit it is about (for a merge the unit that stays, for a consolidation the new one, for a split the one that is split); change holds what was asked. An undone event stays, with the moment and the reason.';
create index on organisation.event (unit_id);

create table organisation.unit_version (
  id uuid primary key default gen_random_uuid(),
  unit_id uuid not null references organisation.unit,
  kind text not null references organisation.unit_kind,
  name text not null check (name = trim(name) and name <> ''),
  name_en text, short_name text,
  parent_id uuid references organisation.unit check (parent_id <> unit_id),
  attributes jsonb not null default '{}',
  valid daterange not null check (not isempty(valid) and lower_inc(valid) or lower_inf(valid)),
  event_id uuid not null references organisation.event,
  cut_by uuid references organisation.event,
  recorded_from timestamptz not null default base.moment(),
  name_fold text generated always as (base.fold(name)) stored,
  exclude using gist (unit_id with =, valid with &&)
);
comment on table organisation.unit_version is 'What a unit is over a half-open range of days. A row is never changed: what an event supersedes goes to past_version, and comes back when the event is undone. event_id: behind what the version says; cut_by: the later event that cut its days short. attributes: field of work, sector, and what else a table of its own does not deserve.';
create index on organisation.unit_version (unit_id);
-- The units below one, by name: a long list goes through them without sorting them.
create index on organisation.unit_version (parent_id, name collate "vi-x-icu", unit_id);
create index on organisation.unit_version (coalesce(cut_by, event_id));
create index on organisation.unit_version (name_fold);

create table organisation.unit_code (
  id uuid primary key default gen_random_uuid(),
  unit_id uuid not null references organisation.unit, scheme text not null, code text not null, valid daterange not null,
  event_id uuid references organisation.event, cut_by uuid references organisation.event,
  recorded_from timestamptz not null default base.moment(),
  exclude using gist (scheme with =, code with =, valid with &&)
);
comment on table organisation.unit_code is 'A code means nothing without its scheme and day: 15 was Yên Bái and is Lào Cai since 2025-07-01. event_id: that gave it with the unit, null where it was assigned by itself; cut_by: that ended it.';
create index on organisation.unit_code (unit_id);
create index on organisation.unit_code (coalesce(cut_by, event_id));

create table organisation.lineage (
  event_id uuid not null references organisation.event,
  predecessor_id uuid not null references organisation.unit,
  successor_id uuid not null references organisation.unit,
  since date not null,
  carries boolean not null default true,
  share_part integer check (share_part > 0), share_whole integer check (share_whole >= share_part),
  recorded_from timestamptz not null default base.moment(),
  primary key (predecessor_id, successor_id, event_id),
  check ((share_part is null) = (share_whole is null))
);
create index on organisation.lineage (successor_id);
create index on organisation.lineage (event_id);
-- One whole goes to one place: else its records would be counted under two.
create unique index on organisation.lineage (predecessor_id) where carries;
comment on table organisation.lineage is 'Which unit went on in which. carries: from `since` on, all that still stood in the predecessor is found under the successor; of several successors after a split at most one carries. share_part of share_whole: how much of the predecessor the decision says went over.';

create table organisation.ancestry (
  ancestor_id uuid not null, unit_id uuid not null, depth smallint not null, valid daterange not null,
  primary key (unit_id, ancestor_id, valid)
);
comment on table organisation.ancestry is 'Who stands above whom on which days, the unit itself included (depth 0), through parents and, after a merge, through the successor. Derived from unit_version and lineage by organisation.derive_ancestry.';
create index on organisation.ancestry (ancestor_id, unit_id) include (depth, valid);
-- The tree itself, one step up and one step down.
create index on organisation.ancestry (unit_id, ancestor_id) include (valid) where depth = 1;
create index on organisation.ancestry (ancestor_id, unit_id) include (valid) where depth = 1;

create table organisation.position (
  unit_id uuid primary key references organisation.unit, parent_id uuid, lft integer not null check (lft > 0), rgt integer not null check (rgt >= lft)
);
comment on table organisation.position is 'Nested intervals of the tree of today, for row-level security: a scope is lft between two numbers. Intervals have room to grow, so that a new unit moves no other. parent_id: under whom the interval was given. Derived; ancestry is the truth.';
create index on organisation.position (lft, unit_id);
create index on organisation.position (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'));

-- Every edge of the tree over time: to the parent while the unit lives, to the successor that carries it on after its end.
create view organisation.edge as
  select unit_id, parent_id, valid from organisation.unit_version where parent_id is not null
  union all
  select predecessor_id, successor_id, daterange(since, null) from organisation.lineage where carries;

-- Rows of ancestry for the given units as unit_version and lineage say now. Edge by edge, each asked for by
-- itself (offset 0): a join cannot enter the two halves of the view, and would read all edges of the country for one unit.
create function organisation.ancestry_of(ids uuid[]) returns setof organisation.ancestry
language sql stable security definer set search_path = organisation, pg_catalog as $$
  with recursive up(ancestor_id, unit_id, depth, valid) as (
    select u, u, 0, daterange(null, null) from unnest(ids) u
    union all
    select e.parent_id, up.unit_id, up.depth + 1, up.valid * e.valid
    from up cross join lateral (select e.parent_id, e.valid from edge e where e.unit_id = up.ancestor_id and e.valid && up.valid offset 0) e
    where up.depth < 40
  ), reached as (
    select ancestor_id, unit_id, depth, range_agg(valid) as days from up group by ancestor_id, unit_id, depth
  )
  -- By two ways at once (a unit that went on in two others) the shorter one is told.
  select ancestor_id, unit_id, depth::smallint, unnest(days - coalesce(range_agg(days) over (
    partition by ancestor_id, unit_id order by depth rows between unbounded preceding and 1 preceding), '{}')) from reached
$$;

-- Units whose place may change with a change of the given units: they and all that ever hung below them.
create function organisation.below(ids uuid[]) returns setof uuid
language sql stable security definer set search_path = organisation, pg_catalog as $$
  with recursive down(id) as (
    select unnest(ids)
    union
    select e.unit_id from down cross join lateral (select e.unit_id from edge e where e.parent_id = down.id offset 0) e
  )
  select id from down
$$;

-- Brings ancestry up to unit_version and lineage for the given units and all below them. Only rows that differ are
-- written: the totals of indicators follow every row that leaves or enters. In parts, so that neither the comparison nor
-- what follows it holds a province in memory. Returns how many rows did.
create function organisation.derive_ancestry(ids uuid[]) returns integer
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
    written := written + coalesce(cardinality(gone), 0) + coalesce(cardinality(come), 0);
  end loop;
  return written;
end $$;

-- Where each of the units (null: every one) hangs on the day; one that has ended hangs under its successor, or where it last
-- hung; one that is still to come, where it will. Roots have no parent.
create function organisation.place_on(on_day date, ids uuid[] default null) returns table (unit_id uuid, parent_id uuid)
language sql stable set search_path = organisation, pg_catalog as $$
  select u.id, e.parent_id from unit u left join (
    select distinct on (unit_id) unit_id, parent_id from edge
    order by unit_id, (valid @> on_day) desc, (lower(valid) > on_day), lower(valid) desc nulls last) e on e.unit_id = u.id
  where ids is null
  union all
  select i.id, e.parent_id from unnest(ids) i(id) left join lateral (
    select parent_id from edge where edge.unit_id = i.id
    order by (valid @> on_day) desc, (lower(valid) > on_day), lower(valid) desc nulls last limit 1) e on true
$$;

-- Whose heads of a day (null: whichever) count under each node in the tree of another day, and how deep below it. Restating
-- moves heads from node to node and neither makes nor loses any: a unit that stands under no root on the day counts nowhere
-- but under itself, as in the tree of the day; one that does, and has no place in the other tree because it came later or
-- ended without a successor, stands where it first came to stand after that day, else where it last stood.
create function organisation.tree_restated(nodes uuid[], on_day date, tree_day date) returns table (node_id uuid, unit_id uuid, depth smallint)
language sql stable set search_path = organisation, pg_catalog as $$
  with root as materialized (select coalesce(array_agg(distinct v.unit_id), '{}') as ids from unit_version v where v.parent_id is null),
  at as materialized (select a.ancestor_id, a.unit_id, a.depth, a.valid from ancestry a where a.ancestor_id = any(nodes)),
  placed as materialized (select at.ancestor_id, at.unit_id, at.depth from at where at.valid @> tree_day),
  stood as (
    select p.ancestor_id, p.unit_id, p.depth from placed p
    union all
    -- Looked for only among those that are not under the node on the day anyway.
    (select distinct on (a.ancestor_id, a.unit_id) a.ancestor_id, a.unit_id, a.depth
    from (select at.* from at where at.depth > 0 and not at.valid @> tree_day and not exists (select from placed p where p.ancestor_id = at.ancestor_id and p.unit_id = at.unit_id)) a
    cross join lateral (
      select coalesce(bool_or(b.valid @> tree_day), false) as placed,
        coalesce(min(lower(b.valid)) filter (where lower(b.valid) > tree_day), max(upper(b.valid)) - 1) as day
      from ancestry b where b.unit_id = a.unit_id and b.ancestor_id = any((select ids from root)::uuid[])
    ) f
    where not f.placed and a.valid @> f.day order by a.ancestor_id, a.unit_id, a.depth)
  )
  select s.ancestor_id, s.unit_id, s.depth from stood s
  where on_day is null or s.depth = 0
    or exists (select from ancestry b where b.unit_id = s.unit_id and b.ancestor_id = any((select ids from root)::uuid[]) and b.valid @> on_day)
$$;

-- Brings the intervals up to the tree of the given day: of the units whose edges changed, at the end of a structural change;
-- of every one (ids null) as the day turns to one with changes decided earlier. What moved, and all that hangs below it, gets
-- a place behind all that its parent has had: a leaf is `leaf` wide, a unit `growth` times as wide as what is below it and a
-- leaf more, so that there is space to grow. A parent without room moves itself, to where it has more. No number that someone
-- reads by is given to another unit at the same time, so nobody waits. Only where the numbers of the whole range are used up
-- is everything numbered anew, and whoever reads by an interval at that moment is waited for, then waits.
-- Level by level in a table of its own: one recursive query over thousands of units is planned as if they were a handful.
create function organisation.renumber(on_day date, ids uuid[] default null) returns void
language plpgsql security definer set search_path = organisation, pg_catalog as $$
declare root constant uuid := '00000000-0000-0000-0000-000000000000'; try record; at integer; deepest integer; crowded uuid[]; whole boolean := false;
begin
  create temporary table moving (unit_id uuid primary key, under uuid not null, step integer not null, level integer, width bigint, lft bigint) on commit drop;
  insert into moving (unit_id, under, step)
  select p.unit_id, coalesce(p.parent_id, root), 0 from place_on(on_day, ids) p left join position held on held.unit_id = p.unit_id
  where held.unit_id is null or held.parent_id is distinct from p.parent_id;
  while exists (select from moving) loop
    at := 0;
    while not whole and found loop
      at := at + 1;
      insert into moving (unit_id, under, step)
      select h.unit_id, h.parent_id, at from moving m join position h on coalesce(h.parent_id, root) = m.unit_id where m.step = at - 1
      on conflict do nothing;
    end loop;
    deepest := level_moving();
    for try in select * from (values (64, 2, false), (8, 1, false), (16, 2, true), (64, 1, true), (1, 1, true)) t(leaf, growth, tight) where whole or not t.tight loop
      crowded := give_intervals(deepest, try.leaf, try.growth, whole);
      exit when crowded is null;
    end loop;
    exit when crowded is null;
    if whole then raise exception 'the tree is too large to be numbered'; end if;
    update moving m set step = -1;
    if root = any(crowded) then
      whole := true;
      delete from moving;
      insert into moving (unit_id, under, step) select p.unit_id, coalesce(p.parent_id, root), 0 from place_on(on_day) p;
    else
      insert into moving (unit_id, under, step) select h.unit_id, coalesce(h.parent_id, root), 0 from position h where h.unit_id = any(crowded);
    end if;
  end loop;
  if whole then lock table position in access exclusive mode; end if;
  insert into position select m.unit_id, nullif(m.under, root), m.lft, m.lft + m.width - 1 from moving m where m.level is not null
  on conflict (unit_id) do update set parent_id = excluded.parent_id, lft = excluded.lft, rgt = excluded.rgt
  where (position.parent_id, position.lft, position.rgt) is distinct from (excluded.parent_id, excluded.lft, excluded.rgt);
  drop table moving;
end $$;

-- For renumber: how deep each of what moves stands below the highest that does. Returns the deepest.
create function organisation.level_moving() returns integer
language plpgsql set search_path = organisation, pg_catalog as $$
declare deepest integer := 0;
begin
  if (select count(*) from (select from moving limit 1000) m) = 1000 then analyze moving; end if;
  update moving set level = null where level is not null;
  update moving m set level = 0 where not exists (select from moving a where a.unit_id = m.under);
  while found loop
    deepest := deepest + 1;
    update moving m set level = deepest from moving a where a.unit_id = m.under and a.level = deepest - 1;
  end loop;
  return deepest - 1;
end $$;

-- For renumber: widths from the leaves up, places from the top down. Returns the parents that have no room, null: none.
create function organisation.give_intervals(deepest integer, leaf bigint, growth bigint, whole boolean) returns uuid[]
language plpgsql set search_path = organisation, pg_catalog as $$
declare root constant uuid := '00000000-0000-0000-0000-000000000000'; crowded uuid[];
begin
  update moving set width = leaf;
  for l in reverse deepest .. 1 loop
    update moving m set width = leaf + growth * c.width from (select under, sum(width) as width from moving where level = l group by under) c where m.unit_id = c.under;
  end loop;
  with room as materialized (
    select s.under, coalesce(p.rgt, 2147483646)::bigint as rgt, coalesce(k.taken, p.lft, 0)::bigint as taken
    from (select distinct under from moving where level = 0) s left join position p on p.unit_id = s.under
    left join lateral (
      -- What moves away counts too: whoever reads by its old numbers must not find another unit there.
      select max(held.rgt) as taken from position held where not whole and coalesce(held.parent_id, root) = s.under) k on true
  ), placed as (
    update moving m set lft = r.taken + 1 + b.before
    from (select t.unit_id, t.under, sum(t.width) over (partition by t.under order by t.unit_id) - t.width as before from moving t where t.level = 0) b
    join room r on r.under = b.under where m.unit_id = b.unit_id
    returning m.under, m.lft + m.width - 1 > r.rgt as beyond
  )
  select array_agg(distinct under) filter (where beyond) into crowded from placed;
  if crowded is not null then return crowded; end if;
  for l in 1 .. deepest loop
    update moving m set lft = a.lft + 1 + b.before
    from (select t.unit_id, t.under, sum(t.width) over (partition by t.under order by t.unit_id) - t.width as before from moving t where t.level = l) b
    join moving a on a.unit_id = b.under where m.unit_id = b.unit_id;
  end loop;
  return null;
end $$;

-- Reach. A request acts within one interval of the tree of today: app.lft to app.rgt, and app.whole is '1' where that holds
-- every unit, so that who sees all pays nothing for each row. Without a scope nothing is reached.
create function organisation.whole() returns boolean language sql stable parallel safe
  return coalesce(current_setting('app.whole', true), '') = '1';

-- For the one below. A function with a plan of its own: written out in a policy, the look-up is planned anew with every
-- statement, which costs more than most statements do, and hashes the whole scope where the planner expects many rows. For
-- the rows of a whole province a statement joins organisation.position itself. Looked up by the unit alone: told of the
-- interval too, the planner may search that instead.
create function organisation.lies_in_scope(unit uuid) returns boolean language plpgsql stable parallel safe cost 20 as $$
declare place integer;
begin
  select p.lft into place from organisation.position p where p.unit_id = unit;
  return coalesce(place between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int, false);
end $$;

-- The unit lies in the scope acted in: what every policy about a unit asks. Written into the statement that asks it.
create function organisation.reaches(unit uuid) returns boolean language sql stable parallel safe
  return organisation.whole() and unit is not null or organisation.lies_in_scope(unit);

-- The unit is the one acted in, or stands above it.
create function organisation.stands_above(unit uuid) returns boolean language plpgsql stable parallel safe cost 20 as $$
declare place organisation.position;
begin
  select * into place from organisation.position p where p.unit_id = unit;
  return coalesce(place.lft <= nullif(current_setting('app.lft', true), '')::int and place.rgt >= nullif(current_setting('app.rgt', true), '')::int, false);
end $$;

-- Row-level security. A unit is seen from above, and itself sees the line of units over it; units change only within the
-- scope acted in. Scope 0 is the whole house: setting up, and the commands of the machine's own administrator.
alter table organisation.unit_version enable row level security;
create policy read on organisation.unit_version for select using (organisation.reaches(unit_id) or organisation.stands_above(unit_id));
create policy write on organisation.unit_version for insert with check (
  nullif(current_setting('app.lft', true), '')::int = 0 or organisation.reaches(parent_id));
create policy change on organisation.unit_version for update using (
  nullif(current_setting('app.lft', true), '')::int = 0 or organisation.reaches(parent_id));
create policy remove on organisation.unit_version for delete using (
  nullif(current_setting('app.lft', true), '')::int = 0 or organisation.reaches(parent_id));

create view organisation.reached_version with (security_invoker = true) as
  select v.* from organisation.unit_version v where organisation.whole()
  union all
  select v.* from organisation.position p join organisation.unit_version v on v.unit_id = p.unit_id
  where not organisation.whole() and p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int;
comment on view organisation.reached_version is 'Versions of the units in the scope acted in, found by the interval: asked of unit_version, every unit of the country would be checked.';

create view organisation.every_version as select * from organisation.unit_version;
comment on view organisation.every_version is 'Versions of all units with the owner''s rights: for the rules of structure, and for the name of a unit that stands on a record in sight. Nothing else of a unit out of sight is shown.';

grant select on all tables in schema organisation to lotrinh_app;
grant insert on organisation.unit, organisation.unit_version, organisation.event, organisation.unit_code, organisation.lineage to lotrinh_app;
grant update (undone_at, undo_reason) on organisation.event to lotrinh_app;
grant delete on organisation.unit_version, organisation.unit_code, organisation.lineage to lotrinh_app;

create view organisation.subject_unit as
  select v.unit_id as subject_id, v.unit_id, v.valid as during, 1 as quantity, v.id as record_id,
         jsonb_build_object('kind', v.kind, 'grassroots', k.grassroots) || v.attributes as attrs
  from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind;
comment on view organisation.subject_unit is 'Subject "unit": each unit under itself, on the days on which it exists.';
grant select on organisation.subject_unit to lotrinh_app;

create view organisation.label_unit as
  select v.unit_id as subject_id, v.name as label, v.name_fold as fold, v.name as sort_key from organisation.unit_version v
  where not exists (select from organisation.unit_version w where w.unit_id = v.unit_id and w.valid >> v.valid);
comment on view organisation.label_unit is 'How a unit is called in lists: by its latest name. Without distinct on, so that a join by one unit reads that unit alone.';
grant select on organisation.label_unit to lotrinh_app;

revoke execute on all functions in schema organisation from public;
grant execute on all functions in schema organisation to lotrinh_app;
revoke execute on function organisation.level_moving(), organisation.give_intervals(integer, bigint, bigint, boolean) from lotrinh_app;
