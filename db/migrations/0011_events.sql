-- Structural events by two clocks: what an event superseded is kept, so that it can be undone exactly, and so that the tree
-- can be asked for as it was known at an earlier moment.

create table organisation.past_version (
  id uuid not null, unit_id uuid not null references organisation.unit,
  kind text not null, name text not null, name_en text, short_name text, parent_id uuid, attributes jsonb not null, valid daterange not null,
  event_id uuid not null, cut_by uuid, recorded_from timestamptz not null,
  recorded_to timestamptz not null, ended_by uuid not null references organisation.event,
  primary key (id, ended_by)
);
comment on table organisation.past_version is 'Versions that hold no more: known from recorded_from until recorded_to, when ended_by superseded them, or was undone and took them back.';
create index on organisation.past_version (unit_id);
create index on organisation.past_version (parent_id);
create index on organisation.past_version (ended_by);
create index on organisation.past_version (coalesce(cut_by, event_id));

create table organisation.past_code (
  id uuid not null, unit_id uuid not null references organisation.unit, scheme text not null, code text not null, valid daterange not null,
  event_id uuid, cut_by uuid, recorded_from timestamptz not null,
  recorded_to timestamptz not null, ended_by uuid not null references organisation.event,
  primary key (id, ended_by)
);
comment on table organisation.past_code is 'Codes as they stood before an event ended them, or while one stood that was undone.';
create index on organisation.past_code (ended_by);
create index on organisation.past_code (coalesce(cut_by, event_id));

create table organisation.past_lineage (
  event_id uuid not null references organisation.event, predecessor_id uuid not null references organisation.unit, successor_id uuid not null references organisation.unit,
  since date not null, carries boolean not null, share_part integer, share_whole integer,
  recorded_from timestamptz not null, recorded_to timestamptz not null,
  primary key (predecessor_id, successor_id, event_id)
);
comment on table organisation.past_lineage is 'Lineage of events that were undone, known from recorded_from until recorded_to.';
create index on organisation.past_lineage (successor_id);

alter table organisation.past_version enable row level security;
create policy scope on organisation.past_version using (
  nullif(current_setting('app.lft', true), '')::int = 0
  or organisation.reaches(parent_id));

-- Codes, lineage and events are open to read, as units are by name; an office takes back only what lies within its reach.
alter table organisation.unit_code enable row level security;
create policy read on organisation.unit_code for select using (true);
create policy write on organisation.unit_code for insert with check (organisation.reaches(unit_id));
create policy remove on organisation.unit_code for delete using (organisation.reaches(unit_id));
alter table organisation.lineage enable row level security;
create policy read on organisation.lineage for select using (true);
create policy write on organisation.lineage for insert with check (organisation.reaches(predecessor_id));
create policy remove on organisation.lineage for delete using (organisation.reaches(predecessor_id));
alter table organisation.event enable row level security;
create policy read on organisation.event for select using (true);
create policy write on organisation.event for insert with check (nullif(current_setting('app.lft', true), '') is not null);
create policy undo on organisation.event for update using (organisation.reaches(unit_id));

grant select, insert on organisation.past_version, organisation.past_code, organisation.past_lineage to lotrinh_app;

-- Every edge of the tree over time as it was recorded at the moment. Without a search path of its own, so that it is written
-- into the statement that asks.
create function organisation.edge_known(known_at timestamptz) returns table (unit_id uuid, parent_id uuid, valid daterange)
language sql stable as $$
  select v.unit_id, v.parent_id, v.valid from organisation.unit_version v where v.parent_id is not null and v.recorded_from <= known_at
  union all
  select v.unit_id, v.parent_id, v.valid from organisation.past_version v where v.parent_id is not null and v.recorded_from <= known_at and v.recorded_to > known_at
  union all
  select l.predecessor_id, l.successor_id, daterange(l.since, null) from organisation.lineage l where l.carries and l.recorded_from <= known_at
  union all
  select l.predecessor_id, l.successor_id, daterange(l.since, null) from organisation.past_lineage l where l.carries and l.recorded_from <= known_at and l.recorded_to > known_at
$$;

-- Units under each node in the tree of the day, the node itself included, as it was recorded at the moment.
create function organisation.tree_known(nodes uuid[], tree_day date, known_at timestamptz) returns table (node_id uuid, unit_id uuid)
language sql stable security definer set search_path = organisation, pg_catalog as $$
  with recursive down(node_id, unit_id) as (
    select n, n from unnest(nodes) n
    union
    select d.node_id, e.unit_id from down d cross join lateral (select e.unit_id from organisation.edge_known(known_at) e where e.parent_id = d.unit_id and e.valid @> tree_day offset 0) e
  )
  select d.node_id, d.unit_id from down d
$$;

-- How many records of other rooms name each of the units; units without any are left out. Whatever table points at
-- organisation.unit is looked into, so that a room of tomorrow is not forgotten.
create function organisation.records_in(ids uuid[]) returns table (unit_id uuid, records bigint)
language plpgsql stable security definer set search_path = organisation, pg_catalog as $$
declare asked text;
begin
  select string_agg(format('select %1$I as unit_id from %2$s where %1$I = any($1)', a.attname, c.conrelid::regclass), ' union all ') into asked
  from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confrelid = 'organisation.unit'::regclass and cardinality(c.conkey) = 1
    and c.conrelid not in ('organisation.event'::regclass, 'organisation.unit_version'::regclass, 'organisation.unit_code'::regclass, 'organisation.lineage'::regclass,
      'organisation.position'::regclass, 'organisation.past_version'::regclass, 'organisation.past_code'::regclass, 'organisation.past_lineage'::regclass);
  return query execute 'select r.unit_id, count(*) from (' || asked || ') r group by 1' using ids;
end $$;

revoke execute on function organisation.edge_known(timestamptz), organisation.tree_known(uuid[], date, timestamptz), organisation.records_in(uuid[]) from public;
grant execute on function organisation.tree_known(uuid[], date, timestamptz), organisation.records_in(uuid[]) to lotrinh_app;
