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
  kind text not null check (kind in ('establish', 'rename', 'transfer', 'merge', 'dissolve')),
  effective_on date not null,
  decision_number text not null, decision_on date, decision_by text,
  unit_id uuid not null references organisation.unit,
  change jsonb not null,
  recorded_at timestamptz not null default base.moment()
);
comment on table organisation.event is 'One structural change by one decision. unit_id is the unit it is about (for a merge the unit that stays); change holds what was asked.';
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
  name_fold text generated always as (base.fold(name)) stored,
  exclude using gist (unit_id with =, valid with &&)
);
comment on table organisation.unit_version is 'What a unit is over a half-open range of days. attributes: field of work, sector, and what else a table of its own does not deserve.';
create index on organisation.unit_version (parent_id);
create index on organisation.unit_version (name_fold);

create table organisation.unit_code (
  unit_id uuid not null references organisation.unit, scheme text not null, code text not null, valid daterange not null,
  exclude using gist (scheme with =, code with =, valid with &&)
);
comment on table organisation.unit_code is 'A code means nothing without its scheme and day: 15 was Yên Bái and is Lào Cai since 2025-07-01.';
create index on organisation.unit_code (unit_id);

create table organisation.lineage (
  event_id uuid not null references organisation.event,
  predecessor_id uuid not null references organisation.unit,
  successor_id uuid not null references organisation.unit,
  since date not null,
  primary key (predecessor_id, successor_id, event_id)
);
comment on table organisation.lineage is 'Which unit went on in which. From `since` on, all that stood in the predecessor is found under the successor.';

create table organisation.ancestry (
  ancestor_id uuid not null, unit_id uuid not null, depth smallint not null, valid daterange not null,
  primary key (unit_id, ancestor_id, valid)
);
comment on table organisation.ancestry is 'Who stands above whom on which days, the unit itself included (depth 0), through parents and, after a merge, through the successor. Derived from unit_version and lineage by organisation.derive_ancestry.';
create index on organisation.ancestry (ancestor_id, unit_id);

create table organisation.position (
  unit_id uuid primary key references organisation.unit, lft integer not null, rgt integer not null
);
comment on table organisation.position is 'Interval numbering of the tree of today, for row-level security: a scope is lft between two numbers. Derived; ancestry is the truth.';
create index on organisation.position (lft, unit_id);

-- Every edge of the tree over time: to the parent while the unit lives, to the successor after a merge.
create view organisation.edge as
  select unit_id, parent_id, valid from organisation.unit_version where parent_id is not null
  union all
  select predecessor_id, successor_id, daterange(since, null) from organisation.lineage;

-- Rows of ancestry for the given units as unit_version and lineage say now.
create function organisation.ancestry_of(ids uuid[]) returns setof organisation.ancestry
language sql stable security definer set search_path = organisation, pg_catalog as $$
  with recursive up(ancestor_id, unit_id, depth, valid) as (
    select u, u, 0, daterange(null, null) from unnest(ids) u
    union all
    select e.parent_id, up.unit_id, up.depth + 1, up.valid * e.valid
    from up join edge e on e.unit_id = up.ancestor_id and e.valid && up.valid
    where up.depth < 40
  )
  select ancestor_id, unit_id, min(depth)::smallint, unnest(range_agg(valid)) from up group by ancestor_id, unit_id
$$;

-- Units whose place may change with a change of the given units: they and all that ever hung below them.
create function organisation.below(ids uuid[]) returns setof uuid
language sql stable security definer set search_path = organisation, pg_catalog as $$
  with recursive down(id) as (
    select unnest(ids)
    union
    select e.unit_id from down join edge e on e.parent_id = down.id
  )
  select id from down
$$;

-- Renumbers the tree of the given day. A unit that has ended hangs under its successor, or where it last hung.
-- Expensive with the whole country (one pass over the tree); called once at the end of a structural change.
create function organisation.renumber(on_day date) returns void
language sql security definer set search_path = organisation, pg_catalog as $$
  with recursive place as (
    select distinct on (unit_id) unit_id, parent_id from edge
    order by unit_id, (valid @> on_day) desc, (lower(valid) > on_day), lower(valid) desc nulls last
  ), tree(id, path) as (
    select u.id, array[row_number() over (order by u.id)] from unit u where not exists (select from place p where p.unit_id = u.id)
    union all
    select p.unit_id, t.path || row_number() over (partition by p.parent_id order by p.unit_id)
    from place p join tree t on p.parent_id = t.id
  ), numbered as (
    select id, (4 * row_number() over (order by path))::integer as n from tree
  ), up(leaf, node) as (
    select id, id from tree
    union all
    select up.leaf, p.parent_id from up join place p on p.unit_id = up.node
  )
  insert into position
  select node.id, node.n, max(leaf.n) from up join numbered leaf on leaf.id = up.leaf join numbered node on node.id = up.node group by node.id, node.n
  on conflict (unit_id) do update set lft = excluded.lft, rgt = excluded.rgt
  where (position.lft, position.rgt) <> (excluded.lft, excluded.rgt)
$$;

-- Row-level security. Names and places of units are open to everyone who is signed in; they change only within the
-- scope acted in. Scope 0 is the whole house: setting up, and the commands of the machine's own administrator.
alter table organisation.unit_version enable row level security;
create policy read on organisation.unit_version for select using (true);
create policy write on organisation.unit_version for insert with check (
  nullif(current_setting('app.lft', true), '')::int = 0
  or parent_id in (select unit_id from organisation.position where lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int));
create policy change on organisation.unit_version for update using (
  nullif(current_setting('app.lft', true), '')::int = 0
  or parent_id in (select unit_id from organisation.position where lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int));
create policy remove on organisation.unit_version for delete using (
  nullif(current_setting('app.lft', true), '')::int = 0
  or parent_id in (select unit_id from organisation.position where lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int));

grant select on all tables in schema organisation to lotrinh_app;
grant insert on organisation.unit, organisation.unit_version, organisation.event, organisation.unit_code, organisation.lineage, organisation.ancestry to lotrinh_app;
grant update (valid) on organisation.unit_version, organisation.unit_code to lotrinh_app;
grant delete on organisation.unit_version, organisation.ancestry to lotrinh_app;

create view organisation.subject_unit as
  select v.unit_id as subject_id, v.unit_id, v.valid as during, 1 as quantity, v.id as record_id,
         jsonb_build_object('kind', v.kind, 'grassroots', k.grassroots) || v.attributes as attrs
  from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind;
comment on view organisation.subject_unit is 'Subject "unit": each unit under itself, on the days on which it exists.';
grant select on organisation.subject_unit to lotrinh_app;

create view organisation.label_unit as
  select distinct on (unit_id) unit_id as subject_id, name as label, name_fold as fold, name as sort_key
  from organisation.unit_version order by unit_id, lower(valid) desc nulls last;
comment on view organisation.label_unit is 'How a unit is called in lists: by its latest name.';
grant select on organisation.label_unit to lotrinh_app;
