-- The indicator engine: an indicator is two questions about each subject, when it counts and when it is met.
create schema indicators;
grant usage on schema indicators to lotrinh_app;

create table indicators.subject_kind (
  code text primary key, name_vi text not null, name_en text not null,
  source regclass not null, identity regclass not null, label regclass not null, page text not null, exclusive boolean not null
);
comment on table indicators.subject_kind is 'What rooms publish to be counted. source: view (subject_id, unit_id, during, quantity, record_id, attrs). identity: table whose row is locked while the standing of a subject changes. label: view (subject_id, label, fold, sort_key). page: which page shows the record. exclusive: a constraint keeps a subject to one place at a time; else it counts under the place held longest.';
create table indicators.fact_kind (code text primary key, name_vi text not null, name_en text not null);
create table indicators.fact_source (
  fact text not null references indicators.fact_kind, subject_kind text not null references indicators.subject_kind,
  source regclass not null, primary key (fact, subject_kind)
);
comment on table indicators.fact_source is 'Where facts about a kind of subject are read: view (subject_id, during, quantity, attrs, evidence_kind, evidence_id). quantity null: the whole subject.';

create table indicators.indicator (
  id uuid primary key, code text not null unique, name_vi text not null, name_en text not null,
  counts_vi text not null, counts_en text not null
);
comment on column indicators.indicator.counts_vi is 'What is counted, in the plural, for headings: "cán bộ", "công đoàn cơ sở".';
create table indicators.definition (
  id uuid primary key, indicator_id uuid not null references indicators.indicator, version integer not null check (version > 0),
  effective daterange not null, body jsonb not null, published_at timestamptz not null default base.moment(),
  unique (indicator_id, version), exclude using gist (indicator_id with =, effective with &&)
);
comment on table indicators.definition is 'A published definition. body: shape Definition of indicators/contract.ts. effective: the days for which this version answers.';

create table indicators.standing (
  id bigint generated always as identity primary key,
  indicator_id uuid not null,
  subject_kind text not null, subject_id uuid not null, unit_id uuid not null,
  stage smallint not null, during daterange not null,
  state text not null check (state in ('met', 'unmet', 'excluded')),
  quantity integer not null check (quantity > 0), evidence jsonb not null default '[]',
  recorded_from timestamptz not null, recorded_to timestamptz
);
comment on table indicators.standing is 'Maximal ranges of days on which a subject is met, unmet or excluded, with the records that prove it. Never overwritten: recorded_from/recorded_to say when this was held to be so.';
create index on indicators.standing (subject_id, indicator_id) where recorded_to is null;
create index standing_of_unit on indicators.standing (indicator_id, unit_id, state, id) where recorded_to is null;
create index on indicators.standing (indicator_id, unit_id, recorded_to) where recorded_to is not null;

create table indicators.ledger (
  id bigint generated always as identity primary key,
  indicator_id uuid not null, unit_id uuid not null, day date not null,
  counted integer not null, met integer not null, excluded integer not null,
  recorded_at timestamptz not null
);
comment on table indicators.ledger is 'Daily deltas per unit in which the subject stands: project(after) - project(before), appended in the writer''s transaction. counted = met + unmet.';
create index on indicators.ledger (unit_id, indicator_id, day) include (counted, met, excluded, recorded_at);

create table indicators.pending (
  ledger_id bigint primary key, indicator_id uuid not null, unit_id uuid not null, day date not null,
  counted integer not null, met integer not null, excluded integer not null
);
comment on table indicators.pending is 'Ledger rows not folded into the totals yet. A figure is totals + pending, read in one statement.';

create table indicators.total (
  node_id uuid not null, indicator_id uuid not null, grain "char" not null check (grain in ('d', 'm', 'y')), day date not null,
  counted integer not null, met integer not null, excluded integer not null,
  primary key (node_id, indicator_id, grain, day)
);
comment on table indicators.total is 'Deltas per node of the tree as structured on each day, summed by day, by month and by year (day: the first of it). A figure on a day is the years before it, the months before it in its year and the days up to it in its month: fifty rows at most, however long the history, and each side adds to it without knowing the other. Never a percentage.';

-- The ranking of a hundred thousand units stands ready for one day; on any other it is summed when asked.
create table indicators.latest_day (one boolean primary key default true check (one), day date not null);
comment on table indicators.latest_day is 'The day for which indicators.latest stands; moved on by indicators.turn_latest as the day turns.';
insert into indicators.latest_day (day) values ('-infinity');
create table indicators.latest (
  node_id uuid not null, indicator_id uuid not null, counted integer not null, met integer not null, excluded integer not null,
  primary key (node_id, indicator_id)
);
comment on table indicators.latest is 'Figures of every node on latest_day, the sum of its totals up to it, kept for the order of units: the rates stand in the indexes only.';
create index latest_best on indicators.latest (indicator_id, (met::float8 / counted) desc, counted desc, node_id) where counted > 0;
create index latest_worst on indicators.latest (indicator_id, (met::float8 / counted), counted desc, node_id) where counted > 0;

create table indicators.rule (
  id bigint generated always as identity primary key,
  definition_id uuid not null references indicators.definition on delete cascade, indicator_id uuid not null references indicators.indicator,
  stage smallint not null, subject_kind text not null, during daterange not null check (not isempty(during)),
  filter jsonb not null, requires jsonb not null, need text not null check (need in ('all', 'any')), exclusions jsonb not null
);
comment on table indicators.rule is 'Definitions as the engine reads them, one row per definition, stage and kind of subject. Derived by a trigger: every write reads them, and taking a definition apart each time cost as much as the rest.';
create index on indicators.rule (subject_kind);
create function indicators.on_definition() returns trigger
language plpgsql security definer set search_path = indicators, pg_catalog as $$
begin
  delete from rule where definition_id = new.id;
  insert into rule (definition_id, indicator_id, stage, subject_kind, during, filter, requires, need, exclusions)
  select new.id, new.indicator_id, st.ord, s.v->>'kind', t.during, coalesce(s.v->'filter', '{}'), st.v->'requires', coalesce(st.v->>'need', 'all'), coalesce(new.body->'exclusions', '[]')
  from jsonb_array_elements(new.body->'stages') with ordinality st(v, ord)
  cross join lateral (select daterange((st.v->>'from')::date, (st.v->>'to')::date) * new.effective as during) t
  cross join lateral jsonb_array_elements(new.body->'subjects') s(v)
  where not isempty(t.during);
  return null;
end $$;
create trigger rules after insert or update on indicators.definition for each row execute function indicators.on_definition();

-- Writes, for every published kind of subject, indicators.touch_<kind>(ids), touch_<kind>_some(ids), touch_<kind>_many(ids) and
-- touch_<kind>_all(): the standings as the facts say now, their difference to what was held, and the ledger rows of it; and
-- load_<kind>(first, beyond) for subjects with ids in [first, beyond) that hold nothing yet. Generated, because a static
-- statement keeps its plan: planning this query costs ten times what running it for one subject does. Left to itself PostgreSQL
-- plans it anew at every call all the same, because it believes in the estimate for the very ids; so the two small ones are
-- told to keep it.
create function indicators.compile() returns void language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare k indicators.subject_kind; subject text; facts text; body text; variant text; args text; held text; locking text; tuning text;
begin
  execute 'create or replace view indicators.label as ' ||
    (select string_agg(format('select %L::text as subject_kind, subject_id, label, fold, sort_key from %s', code, label), ' union all ' order by code) from subject_kind);
  for k in select * from subject_kind loop
    foreach variant in array array['', '_some', '_many', '_all', '_range'] loop
      args := case variant when '_all' then '' when '_range' then 'first uuid, beyond uuid' else 'ids uuid[]' end;
      -- With thousands of subjects the planner believes in a handful and loops within loops for minutes; hashing takes seconds.
      -- That is why requirements are taken apart by themselves (need, bar): a loop that cannot be avoided draws others in.
      tuning := case variant when '' then 'set plan_cache_mode = force_generic_plan' when '_some' then 'set enable_nestloop = off set plan_cache_mode = force_generic_plan set work_mem = ''64MB''' when '_range' then 'set enable_nestloop = off set plan_cache_mode = force_custom_plan set work_mem = ''256MB''' else 'set enable_nestloop = off set plan_cache_mode = force_custom_plan set work_mem = ''128MB''' end;
      -- A few subjects are asked for one by one: a view with a window in it takes one id inside, but not a list of them.
      subject := case variant when '' then '(select y.* from unnest(ids) i(id) cross join lateral (select * from %s z where z.subject_id = i.id offset 0) y)'
                 when '_all' then '%s' when '_range' then '(select * from %s z where z.subject_id >= first and z.subject_id < beyond)'
                 else '(select * from %s z where z.subject_id = any(ids))' end;
      select string_agg(format('select %L::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from ' || subject || ' x', f.fact, f.source), ' union all ')
        into facts from fact_source f where f.subject_kind = k.code;
      facts := coalesce(facts, 'select null::text as fact, null::uuid as subject_id, null::daterange as during, null::int as quantity, null::jsonb as attrs, null::text as evidence_kind, null::uuid as evidence_id where false');
      body := format($q$
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = %1$L
), subject as %2$s materialized (
  select x.* from %3$s x
), %5$s as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
), fact as materialized (select f.* from (%4$s) f %8$s),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during %9$s
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during %9$s
), %6$s edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
%7$s
$q$, k.code, case variant when '' then '' else 'not' end, format(subject, k.source), facts,
        case variant when '' then 'candidate' else 'offered' end,
        -- Of many, most have one place and no fact at all: they are unmet for as long as they count, without taking days apart.
        case variant when '' then '' else $b$busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
),$b$ end,
        case variant when '' then '' else $b$union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null$b$ end,
        -- Most facts are about people whom no rule of this kind counts (completions of members, asked for officials): left
        -- out before their tags are looked at, which halved the whole.
        case variant when '' then '' else 'where f.subject_id in (select subject_id from offered)' end,
        case variant when '' then '' else 'where (n.rid, f.subject_id) in (select rid, subject_id from offered)' end);
      if variant = '_range' then
        execute format($f$
create or replace function indicators.%1$I(first uuid, beyond uuid) returns integer language plpgsql security definer set search_path = pg_catalog %4$s as $touch$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = %3$L and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind %% between %% and %% hold standings already', %3$L, first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, %3$L, f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (%2$s) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $touch$ $f$, 'load_' || k.code, body, k.code, tuning);
        execute format('revoke execute on function indicators.%I(uuid, uuid) from public', 'load_' || k.code);
        continue;
      end if;
      held := case variant when '_all' then '' else 'and s.subject_id = any(ids)' end;
      locking := case variant when '_all' then 'null' else format('perform from %s where id = any(ids) order by id for no key update', k.identity) end;
      execute format($f$
create or replace function indicators.%1$I(%2$s) returns integer language plpgsql security definer set search_path = pg_catalog %7$s as $touch$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  -- Of two writers the second waits here, and then sees the facts of the first.
  %3$s;
  with fresh as materialized (%4$s),
  held as materialized (select * from indicators.standing s where s.recorded_to is null and s.subject_kind = %5$L %6$s),
  gone as (
    -- By their ids and not by a join: where nested loops are barred that would read every standing there is.
    update indicators.standing s set recorded_to = moment where s.id = any(array(select h.id from held h where not exists (
      select from fresh f where f.subject_id = h.subject_id and f.indicator_id = h.indicator_id and f.stage = h.stage and f.during = h.during
        and f.state = h.state and f.unit_id = h.unit_id and f.quantity = h.quantity and f.evidence = h.evidence)))
    returning s.indicator_id, s.unit_id, s.during, s.state, s.quantity
  ), come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, %5$L, f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from fresh f where not exists (
      select from held h where f.subject_id = h.subject_id and f.indicator_id = h.indicator_id and f.stage = h.stage and f.during = h.during
        and f.state = h.state and f.unit_id = h.unit_id and f.quantity = h.quantity and f.evidence = h.evidence)
    returning indicator_id, unit_id, during, state, quantity
  ), change as (
    select indicator_id, unit_id, during, state, quantity from come
    union all select indicator_id, unit_id, during, state, -quantity from gone
  ), delta as (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from change c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3
  ), entered as (
    insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
    select indicator_id, unit_id, day, counted, met, excluded, moment from delta where counted <> 0 or met <> 0 or excluded <> 0
    returning id, indicator_id, unit_id, day, counted, met, excluded
  )
  insert into indicators.pending select * from entered;
  get diagnostics n = row_count;
  return n;
end $touch$ $f$, 'touch_' || k.code || variant, args, locking, body, k.code, held, tuning);
      execute format('revoke execute on function indicators.%I(%s) from public', 'touch_' || k.code || variant, case variant when '_all' then '' else 'uuid[]' end);
    end loop;
  end loop;
end $$;

-- What the rooms below publish.
insert into indicators.fact_kind values ('absence', 'Vắng mặt dài ngày có lý do theo luật', 'Long lawful absence');
insert into indicators.subject_kind values
  ('unit', 'Đơn vị công đoàn', 'Union unit', 'organisation.subject_unit', 'organisation.unit', 'organisation.label_unit', 'units', true),
  ('official', 'Cán bộ công đoàn', 'Union official', 'people.subject_official', 'people.person', 'people.label_person', 'people', false),
  ('worker', 'Đoàn viên, người lao động', 'Member or worker', 'people.subject_worker', 'people.person', 'people.label_person', 'people', true),
  ('unnamed', 'Người lao động chưa có hồ sơ riêng', 'Workers without a record of their own', 'people.subject_unnamed', 'organisation.unit', 'organisation.label_unit', 'units', true);
insert into indicators.fact_source values
  ('absence', 'official', 'people.fact_absence'), ('absence', 'worker', 'people.fact_absence');
select indicators.compile();

-- Brings the standings of these subjects up to their facts and appends what changed to the ledger. Returns the number of
-- ledger rows. ids null: every subject of the kind (a new definition). That waits for every writer who has touched the kind, and
-- the next ones wait for it: else it would not see the facts of those, nor they its rules.
create function indicators.touch(kind text, ids uuid[]) returns integer
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare n integer;
begin
  if not exists (select from subject_kind where code = kind) then raise exception 'no kind of subject %', kind; end if;
  if ids is null then
    perform pg_advisory_xact_lock(237004, hashtext(kind));
    execute format('select indicators.%I()', 'touch_' || kind || '_all') into n;
    return n;
  end if;
  perform pg_advisory_xact_lock_shared(237004, hashtext(kind));
  if not exists (select from rule r where r.subject_kind = kind) then return 0; end if;
  -- The plan for a few looks each subject up among all the others, and again for each: 2 ms for five, 12 for ten, 450 for forty,
  -- 7 s for a hundred. That for some hashes, and is kept too; for thousands a plan made for them costs nothing beside the rest.
  execute format('select indicators.%I($1)', 'touch_' || kind || case when cardinality(ids) <= 10 then '' when cardinality(ids) <= 2000 then '_some' else '_many' end) into n using ids;
  return n;
end $$;
grant execute on function indicators.touch(text, uuid[]) to lotrinh_app;

-- Standings and ledger of subjects of the kind with ids in [first, beyond) that hold none yet, without pending: the bulk path of
-- setting up. Totals follow by indicators.sum_totals. Returns the number of ledger rows.
create function indicators.load(kind text, first uuid, beyond uuid) returns integer
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare n integer;
begin
  execute format('select indicators.%I($1, $2)', 'load_' || kind) into n using first, beyond;
  return n;
end $$;

-- A total is the sum over ledger rows and ancestry rows: a delta enters a node on the later of its own day and the day on
-- which the unit came under the node, and leaves on the day the unit left. The sum is linear in both, so each side keeps
-- it up alone: the fold for new ledger rows, a trigger for changed ancestry rows. Both hold lock 237003.
create function indicators.turns(delta_day date, valid daterange) returns table (day date, sign integer) language sql immutable as $$
  select greatest(delta_day, lower(valid)), 1 union all select upper(valid), -1 where not upper_inf(valid)
$$;
create function indicators.grains(day date) returns table (grain "char", since date) language sql immutable as $$
  values ('d'::"char", day), ('m'::"char", date_trunc('month', day)::date), ('y'::"char", date_trunc('year', day)::date)
$$;

-- Adds daily deltas of nodes (their grain is not read) to the totals of all grains and to the figures that stand ready.
create function indicators.raise_totals(deltas indicators.total[]) returns void
language sql security definer set search_path = indicators, pg_catalog as $$
  insert into total as t
  select d.node_id, d.indicator_id, g.grain, g.since, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int
  from unnest(deltas) d cross join lateral grains(d.day) g
  group by 1, 2, 3, 4 having sum(d.counted) <> 0 or sum(d.met) <> 0 or sum(d.excluded) <> 0 order by 1, 2, 3, 4
  on conflict (node_id, indicator_id, grain, day) do update
  set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded;
  insert into latest as t
  select d.node_id, d.indicator_id, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int
  from unnest(deltas) d where d.day <= (select l.day from latest_day l)
  group by 1, 2 having sum(d.counted) <> 0 or sum(d.met) <> 0 or sum(d.excluded) <> 0 order by 1, 2
  on conflict (node_id, indicator_id) do update
  set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded
$$;

-- Folds pending deltas into the totals; returns how many. One folder at a time; small batches, because readers join pending.
create function indicators.fold(batch integer) returns integer
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare rows indicators.pending[];
begin
  if not pg_try_advisory_xact_lock(237003) then return 0; end if;
  with taken as (delete from pending where ledger_id in (select ledger_id from pending order by ledger_id limit batch) returning *)
  select array_agg(taken::indicators.pending) into rows from taken;
  if rows is null then return 0; end if;
  perform raise_totals((
    select array_agg(row(x.node_id, x.indicator_id, 'd', x.day, x.counted, x.met, x.excluded)::indicators.total) from (
      select a.ancestor_id as node_id, d.indicator_id, e.day, sum(e.sign * d.counted)::int as counted, sum(e.sign * d.met)::int as met, sum(e.sign * d.excluded)::int as excluded
      from unnest(rows) d join organisation.ancestry a on a.unit_id = d.unit_id and (upper_inf(a.valid) or upper(a.valid) > d.day)
      cross join lateral turns(d.day, a.valid) e group by 1, 2, 3) x));
  return cardinality(rows);
end $$;
grant execute on function indicators.fold(integer) to lotrinh_app;

create function indicators.on_ancestry() returns trigger
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare side integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform pg_advisory_xact_lock(237003);
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
create trigger totals_enter after insert on organisation.ancestry referencing new table as changed for each statement execute function indicators.on_ancestry();
create trigger totals_leave after delete on organisation.ancestry referencing old table as changed for each statement execute function indicators.on_ancestry();

-- Totals anew from ledger and ancestry, for the given indicators and nodes (null: all); what is pending of other nodes stays
-- so. Readers see the old totals until it commits; writers never wait, the fold and structural changes do.
create function indicators.sum_totals(the_indicators uuid[], nodes uuid[]) returns void
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
  group by 1, 2, 3, 4 having sum(f.counted) <> 0 or sum(f.met) <> 0 or sum(f.excluded) <> 0;
  insert into latest
  select f.node_id, f.indicator_id, sum(f.counted)::int, sum(f.met)::int, sum(f.excluded)::int
  from fresh f where f.day <= (select l.day from latest_day l)
  group by 1, 2;
  drop table fresh;
end $$;

-- The figures that stand ready move on to the day (never back: then they are summed anew).
create function indicators.turn_latest(to_day date) returns boolean
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare held date;
begin
  perform pg_advisory_xact_lock(237003);
  select day into held from latest_day for update;
  if held = to_day then return false; end if;
  update latest_day set day = to_day;
  if held > to_day or held = '-infinity' then
    delete from latest;
    insert into latest
    select t.node_id, t.indicator_id, sum(t.counted)::int, sum(t.met)::int, sum(t.excluded)::int from total t
    where t.grain = 'y' and t.day < date_trunc('year', to_day)::date
      or t.grain = 'm' and t.day >= date_trunc('year', to_day)::date and t.day < date_trunc('month', to_day)::date
      or t.grain = 'd' and t.day >= date_trunc('month', to_day)::date and t.day <= to_day
    group by 1, 2;
  else
    insert into latest as t
    select d.node_id, d.indicator_id, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int from total d
    where d.grain = 'd' and d.day > held and d.day <= to_day group by 1, 2
    on conflict (node_id, indicator_id) do update
    set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded;
  end if;
  return true;
end $$;

-- Reads ------------------------------------------------------------------------------------------------
-- A node outside the scope acted in answers nothing. Figures of a node follow the tree asked for, which may hold units
-- that stand elsewhere today: therefore functions that check the node, and no right on the tables.
create function indicators.in_scope(nodes uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(unit_id), '{}') from organisation.position
  where unit_id = any(nodes) and lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
$$;
grant execute on function indicators.in_scope(uuid[]) to lotrinh_app;

-- The three ranges of totals whose sum is the figure on the day: whole years, whole months and days before the next morning,
-- so that the end of a month reads no days.
create function indicators.spans(on_day date) returns table (grain "char", first date, last date) language sql immutable as $$
  values ('y'::"char", '-infinity'::date, date_trunc('year', on_day + 1)::date - 1),
    ('m'::"char", date_trunc('year', on_day + 1)::date, date_trunc('month', on_day + 1)::date - 1),
    ('d'::"char", date_trunc('month', on_day + 1)::date, on_day)
$$;

-- Sums of nodes for some indicators as structured on the day: totals and what is not folded yet, in one snapshot. The plan
-- is kept: making it cost three times what the read does. Whoever calls it checks the scope.
create function indicators.sums(nodes uuid[], the_indicators uuid[], on_day date) returns table (node_id uuid, indicator_id uuid, counted int, met int, excluded int)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  with seen as materialized (select unnest(nodes) as id)
  select s.node_id, s.indicator_id, sum(s.counted)::int, sum(s.met)::int, sum(s.excluded)::int from (
    -- For one day, today, the sums stand ready.
    select l.node_id, l.indicator_id, l.counted, l.met, l.excluded
    from seen cross join unnest(the_indicators) i(id) join latest l on l.indicator_id = i.id and l.node_id = seen.id
    where (select r.day from latest_day r) = on_day
    union all
    select t.node_id, t.indicator_id, t.counted, t.met, t.excluded
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

create function indicators.figures(nodes uuid[], on_day date) returns table (node_id uuid, indicator_id uuid, counted int, met int, excluded int)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  select * from sums(in_scope(nodes), array(select id from indicator), on_day)
$$;
grant execute on function indicators.figures(uuid[], date) to lotrinh_app;

-- The tree that a question names: that of a chosen day as it is held now; with none chosen (null) that of the day asked about,
-- as it was known at the moment asked for.
create function indicators.tree_asked(nodes uuid[], on_day date, tree_day date, known_at timestamptz) returns table (node_id uuid, unit_id uuid)
language plpgsql stable security definer set search_path = indicators, pg_catalog as $$
#variable_conflict use_column
begin
  if tree_day <> on_day then return query select t.node_id, t.unit_id from organisation.tree_restated(nodes, on_day, tree_day) t;
  elsif tree_day is not null or known_at is null then return query select a.ancestor_id, a.unit_id from organisation.ancestry a where a.ancestor_id = any(nodes) and a.valid @> on_day;
  else return query select t.node_id, t.unit_id from organisation.tree_known(nodes, on_day, known_at) t; end if;
end $$;

-- What hangs under each node in the tree of the day (organisation.tree_restated), told by the edge of that part on other days:
-- whatever then hung (or stood at the top) outside of the part enters it with all below it (+1), and what hung inside without
-- belonging to it leaves (-1), on the days on which it stands under a root. Summing totals with these signs over the edges of a
-- day counts every unit of the part once and no other: along the way up from any unit the signs alternate. A province that was
-- merged is its own node and the nodes it was made of: a handful of totals in place of the ledger of ten thousand units.
-- alone: days on which the node stands under no root and counts its own records, nobody's else.
create function indicators.boundary(nodes uuid[], tree_day date) returns table (node_id uuid, unit_id uuid, sign integer, valid daterange, alone boolean)
language sql stable security definer set search_path = indicators, pg_catalog as $$
  with root as materialized (select distinct v.unit_id as id from organisation.unit_version v where v.parent_id is null),
  -- The only top of the house holds every unit that hangs anywhere, on every day, whatever the tree.
  top as materialized (select n as id from unnest(nodes) n where array[n] = array(select id from root) and not exists (select from organisation.edge e where e.unit_id = n)),
  part as materialized (select t.node_id, t.unit_id from organisation.tree_restated(array(select n from unnest(nodes) n where n not in (select id from top)), null, tree_day) t),
  edge as materialized (
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
  select e.node_id, e.unit_id, e.sign, r.valid, false from edge e cross join lateral (
    select e.valid * a.valid as valid from root join organisation.ancestry a on a.unit_id = e.unit_id and a.ancestor_id = root.id where a.valid && e.valid offset 0) r
  union all
  select n, n, 1, unnest(datemultirange(daterange(null, null)) - coalesce((select range_agg(r.valid) from organisation.ancestry r where r.unit_id = n and r.ancestor_id in (select id from root)), '{}')), true
  from unnest(nodes) n where n not in (select id from root)
$$;

-- Restated under the tree of another day (by totals), or as it was known at a moment (null: now; folded from the leaves on read).
create function indicators.figures_restated(nodes uuid[], on_day date, tree_day date, known_at timestamptz)
returns table (node_id uuid, indicator_id uuid, counted int, met int, excluded int)
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if known_at is null and tree_day is distinct from on_day and tree_day is not null then return query
    with edge as materialized (select * from boundary(in_scope(nodes), tree_day) b where b.valid @> on_day)
    select x.node_id, x.indicator_id, sum(x.counted)::int, sum(x.met)::int, sum(x.excluded)::int from (
      select e.node_id, s.indicator_id, e.sign * s.counted as counted, e.sign * s.met as met, e.sign * s.excluded as excluded
      from edge e join sums(array(select distinct unit_id from edge where not alone), array(select id from indicator), on_day) s on s.node_id = e.unit_id where not e.alone
      union all
      select e.node_id, l.indicator_id, l.counted, l.met, l.excluded from edge e join ledger l on l.unit_id = e.unit_id and l.day <= on_day where e.alone
    ) x group by 1, 2;
  elsif known_at is null then return query select * from sums(in_scope(nodes), array(select id from indicator), on_day);
  else return query
    select t.node_id, l.indicator_id, sum(l.counted)::int, sum(l.met)::int, sum(l.excluded)::int
    from tree_asked(in_scope(nodes), on_day, tree_day, known_at) t join ledger l on l.unit_id = t.unit_id
    where l.day <= on_day and l.recorded_at <= known_at
    group by 1, 2;
  end if;
end $$;
grant execute on function indicators.figures_restated(uuid[], date, date, timestamptz) to lotrinh_app;

-- The records under a figure, with the names they are listed by: whoever may ask for the figure of the node may open it,
-- also for people who stand elsewhere today. Two plans, because neither serves the other: names of a few are looked up one
-- by one by a plan that is kept, and where there are thousands all names are read once by a plan made for them.
create function indicators.few_records(node uuid, the_indicator uuid, on_day date, tree_day date, known_at timestamptz)
returns table (standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity int, evidence jsonb,
  label text, fold text, sort_key text, unit_name text)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.fold, l.sort_key, n.label
  from tree_asked(in_scope(array[node]), on_day, tree_day, known_at) t
  cross join lateral (
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.during @> on_day and known_at is null and s.recorded_to is null
    union all
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.during @> on_day
      and known_at is not null and s.recorded_from <= known_at and (s.recorded_to is null or s.recorded_to > known_at)
    offset 0) s
  left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
  left join lateral (select n.* from organisation.label_unit n where n.subject_id = s.unit_id offset 0) n on true
$$;
create function indicators.records(node uuid, the_indicator uuid, on_day date, tree_day date, known_at timestamptz)
returns table (standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity int, evidence jsonb,
  label text, fold text, sort_key text, unit_name text)
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if coalesce((select f.counted + f.excluded from figures(array[node], on_day) f where f.indicator_id = the_indicator), 0) < 2000 then
    return query select * from few_records(node, the_indicator, on_day, tree_day, known_at);
  else
    return query
    select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.fold, l.sort_key, n.label
    from tree_asked(in_scope(array[node]), on_day, tree_day, known_at) t join standing s on s.unit_id = t.unit_id
    left join label l on l.subject_kind = s.subject_kind and l.subject_id = s.subject_id
    left join organisation.label_unit n on n.subject_id = s.unit_id
    where s.indicator_id = the_indicator and s.during @> on_day
      and case when known_at is null then s.recorded_to is null else s.recorded_from <= known_at and (s.recorded_to is null or s.recorded_to > known_at) end;
  end if;
end $$;
grant execute on function indicators.records(uuid, uuid, date, date, timestamptz) to lotrinh_app;

-- One node over many days, as structured on each day.
create function indicators.trend(node uuid, the_indicator uuid, days date[]) returns table (day date, counted int, met int, excluded int)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  with seen as materialized (select unnest(in_scope(array[node])) as id)
  select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
  from unnest(days) d(day) left join lateral (
    select t.counted, t.met, t.excluded from seen cross join spans(d.day) g
    join total t on t.node_id = seen.id and t.indicator_id = the_indicator and t.grain = g.grain and t.day >= g.first and t.day <= g.last
    union all
    select p.counted, p.met, p.excluded from pending p cross join lateral (
      select from organisation.ancestry a where a.unit_id = p.unit_id and a.valid @> d.day and a.ancestor_id in (select id from seen) offset 0) above
    where p.indicator_id = the_indicator and p.day <= d.day
  ) x on true group by d.day order by d.day
$$;
grant execute on function indicators.trend(uuid, uuid, date[]) to lotrinh_app;

-- One node over many days: restated under one tree, or with none chosen (null) as structured on each day, as known at a moment.
create function indicators.trend_restated(node uuid, the_indicator uuid, days date[], tree_day date, known_at timestamptz)
returns table (day date, counted int, met int, excluded int)
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if tree_day is null then
    return query select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
      from unnest(days) d(day) left join lateral (select * from figures_restated(array[node], d.day, null, known_at) x where x.indicator_id = the_indicator) f on true order by d.day;
    return;
  end if;
  if known_at is null then
    return query
    with bound as materialized (select * from boundary(in_scope(array[node]), tree_day) b),
    edge as materialized (select b.unit_id, b.sign, b.valid from bound b where not b.alone),
    asked as materialized (select array_agg(d order by d) as days, max(d) as last from unnest(days) d),
    -- A month of an edge counts from the first day asked about on which both are over and begun, until the edge ends.
    month as (
      select width_bucket(greatest(t.day + interval '1 month' - interval '1 day', lower(e.valid))::date - 1, a.days) as first,
        case when upper_inf(e.valid) then cardinality(a.days) else width_bucket(upper(e.valid) - 1, a.days) end as beyond,
        e.sign * t.counted as counted, e.sign * t.met as met, e.sign * t.excluded as excluded
      from asked a cross join edge e join total t on t.node_id = e.unit_id and t.indicator_id = the_indicator and t.grain = 'm' and t.day <= a.last
    ), step as materialized (
      select x.ord, sum(x.sign * m.counted) as counted, sum(x.sign * m.met) as met, sum(x.sign * m.excluded) as excluded
      from month m cross join lateral (values (m.first + 1, 1), (m.beyond + 1, -1)) x(ord, sign) where m.first < m.beyond group by x.ord
    )
    select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
    from asked a cross join unnest(a.days) with ordinality d(day, ord) left join lateral (
      select s.counted, s.met, s.excluded from step s where s.ord <= d.ord
      union all
      -- The days of a month that is not over.
      select e.sign * t.counted, e.sign * t.met, e.sign * t.excluded
      from edge e join total t on t.node_id = e.unit_id and t.indicator_id = the_indicator and t.grain = 'd' and t.day >= date_trunc('month', d.day + 1)::date and t.day <= d.day
      where e.valid @> d.day and extract(day from d.day + 1) > 1
      union all
      select e.sign * p.counted, e.sign * p.met, e.sign * p.excluded
      from pending p join organisation.ancestry a on a.unit_id = p.unit_id and a.valid @> d.day join edge e on e.unit_id = a.ancestor_id and e.valid @> d.day
      where p.indicator_id = the_indicator and p.day <= d.day
      union all
      select l.counted, l.met, l.excluded from bound b join ledger l on l.unit_id = b.unit_id and l.indicator_id = the_indicator and l.day <= d.day where b.alone and b.valid @> d.day
    ) x on true where d.day <> tree_day group by d.day
    union all
    select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
    from unnest(days) d(day) left join sums(in_scope(array[node]), array[the_indicator], tree_day) f on true where d.day = tree_day
    order by 1;
    return;
  end if;
  return query
  -- Heads are restated on the days on which their unit stands under a root, and on no other; the node's own always are.
  with part as materialized (
    select t.unit_id, case when t.depth = 0 then daterange(null, null) else s.valid end as stands
    from organisation.tree_restated(in_scope(array[node]), null, tree_day) t left join organisation.ancestry s on s.unit_id = t.unit_id and t.depth > 0
      and s.ancestor_id = any(array(select v.unit_id from organisation.unit_version v where v.parent_id is null))
  ), entered as materialized (
    select greatest(l.day, lower(p.stands)) as day, upper(p.stands) as until, sum(l.counted) as counted, sum(l.met) as met, sum(l.excluded) as excluded
    from part p join ledger l on l.unit_id = p.unit_id and l.indicator_id = the_indicator
    where (upper_inf(p.stands) or upper(p.stands) > l.day) and l.recorded_at <= known_at group by 1, 2
  ), delta as (
    select e.day, e.counted, e.met, e.excluded from entered e
    union all select e.until, -e.counted, -e.met, -e.excluded from entered e where e.until is not null
  )
  select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
  from unnest(days) d(day) left join delta x on x.day <= d.day where d.day <> tree_day group by d.day
  union all
  select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
  from unnest(days) d(day) left join lateral (select * from figures_restated(array[node], d.day, d.day, known_at) x where x.indicator_id = the_indicator) f on true
  where d.day = tree_day
  order by 1;
end $$;
grant execute on function indicators.trend_restated(uuid, uuid, date[], date, timestamptz) to lotrinh_app;

grant select on indicators.indicator, indicators.definition, indicators.subject_kind, indicators.fact_kind, indicators.fact_source, indicators.rule to lotrinh_app;
grant insert on indicators.indicator, indicators.definition to lotrinh_app;
grant update (effective) on indicators.definition to lotrinh_app;

-- Only the doors are open to the application; what falsifies totals when called alone is not.
revoke execute on all functions in schema indicators from public;
grant execute on function indicators.touch(text, uuid[]), indicators.fold(integer), indicators.turn_latest(date), indicators.in_scope(uuid[]), indicators.figures(uuid[], date),
  indicators.figures_restated(uuid[], date, date, timestamptz), indicators.records(uuid, uuid, date, date, timestamptz),
  indicators.trend(uuid, uuid, date[]), indicators.trend_restated(uuid, uuid, date[], date, timestamptz) to lotrinh_app;
