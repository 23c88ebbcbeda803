-- Definitions without a programmer: what they can say grows by ranges, beginnings and deadlines; they are drafted, tried, approved
-- by another person and published without stopping anyone.

-- Of offices, where they are held ---------------------------------------------------------------------
-- The kind of the unit on the day on which the office began, so that "chairs of grassroots unions" can be counted. Kept with the
-- office and not looked up: every recount reads a million of them.
alter table people.office add unit_kind text references organisation.unit_kind;
create function people.kind_of_unit(unit uuid, since date) returns text
language sql stable security definer set search_path = organisation, pg_catalog as $$
  select v.kind from unit_version v where v.unit_id = unit order by coalesce(v.valid @> since, false) desc, v.valid limit 1
$$;
update people.office set unit_kind = people.kind_of_unit(unit_id, coalesce(lower(during), '-infinity'));
comment on column people.office.unit_kind is 'The kind of the unit on the day on which the office began, else its first; kept by people.on_office and people.on_unit_kind.';
create function people.on_office() returns trigger language plpgsql security definer set search_path = people, pg_catalog as $$
begin
  new.unit_kind := kind_of_unit(new.unit_id, coalesce(lower(new.during), '-infinity'));
  return new;
end $$;
create trigger kind_of_unit before insert on people.office for each row when (new.unit_kind is null) execute function people.on_office();
create trigger kind_of_unit_moved before update of unit_id, during on people.office for each row
  when (new.unit_id <> old.unit_id or lower(new.during) is distinct from lower(old.during)) execute function people.on_office();

-- A change of kind that is recorded later, back-dated or undone reaches the offices begun since, and their standings.
create function people.on_unit_kind() returns trigger language plpgsql security definer set search_path = people, pg_catalog as $$
declare moved uuid[];
begin
  with unit as (
    select distinct c.unit_id from changed c where exists (select from organisation.unit_version v where v.unit_id = c.unit_id and v.kind <> c.kind)
  ), office as (
    update people.office o set unit_kind = kind_of_unit(o.unit_id, coalesce(lower(o.during), '-infinity')) from unit
    where o.unit_id = unit.unit_id and o.unit_kind is distinct from kind_of_unit(o.unit_id, coalesce(lower(o.during), '-infinity'))
    returning o.person_id
  )
  select array_agg(distinct person_id) into moved from office;
  if moved is not null then perform indicators.touch('official', moved); end if;
  return null;
end $$;
create trigger offices_of_kind_enter after insert on organisation.unit_version referencing new table as changed for each statement execute function people.on_unit_kind();
create trigger offices_of_kind_change after update on organisation.unit_version referencing new table as changed for each statement execute function people.on_unit_kind();
create trigger offices_of_kind_leave after delete on organisation.unit_version referencing old table as changed for each statement execute function people.on_unit_kind();
revoke execute on function people.kind_of_unit, people.on_office, people.on_unit_kind from public;

create or replace view people.subject_official as
  select o.person_id as subject_id, o.unit_id, o.during, 1 as quantity, o.id as record_id,
         jsonb_build_object('fullTime', o.full_time, 'title', o.title, 'basis', o.basis, 'unitKind', o.unit_kind, 'grassroots', k.grassroots) as attrs
  from people.office o left join organisation.unit_kind k on k.code = o.unit_kind where o.title not in ('administrator', 'auditor');

create or replace view organisation.subject_unit as
  select v.unit_id as subject_id, v.unit_id, v.valid as during, 1 as quantity, v.id as record_id,
         jsonb_build_object('kind', v.kind, 'grassroots', k.grassroots, 'established', (select nullif(min(coalesce(lower(w.valid), '-infinity')), '-infinity') from organisation.unit_version w where w.unit_id = v.unit_id)) || v.attributes as attrs
  from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind;

alter table indicators.subject_kind add begins_vi text, add begins_en text;
comment on column indicators.subject_kind.begins_vi is 'What the first day of a row means, as one says it before a day: "được bầu, bổ nhiệm". null: nothing (a unit renamed), and nothing can be asked of it.';
update indicators.subject_kind set begins_vi = 'được bầu, bổ nhiệm', begins_en = 'elected or appointed' where code = 'official';
update indicators.subject_kind set begins_vi = 'bắt đầu sinh hoạt hoặc làm việc tại đơn vị', begins_en = 'with the unit' where code = 'worker';

-- An indicator of a unit is seen by those below it and above it.
alter table indicators.indicator add owner_id uuid references organisation.unit;
comment on column indicators.indicator.owner_id is 'The unit whose indicator it is; null: everybody''s. It is computed for every unit that has subjects all the same: people move across the border of any subtree.';
alter table indicators.indicator enable row level security;
create policy read on indicators.indicator for select using (
  owner_id is null and nullif(current_setting('app.lft', true), '') is not null or organisation.reaches(owner_id) or organisation.stands_above(owner_id));
create policy publish on indicators.indicator for insert with check (owner_id is null or organisation.reaches(owner_id));

-- What a definition can say ------------------------------------------------------------------------------
alter table indicators.rule add ranges jsonb, add since daterange;
comment on column indicators.rule.filter is 'Attributes that must be equal, or contained; by themselves, because an index finds them.';
comment on column indicators.rule.ranges is 'Attributes that must lie in a range {from, to}, numbers or days, half-open; null: none. Requirements and exclusions are taken apart alike.';
comment on column indicators.rule.since is 'Days on which the subject must have begun; null: any.';

-- Whether each attribute lies in its range. Numbers and days alone; what is missing, or something else, lies in none.
create function indicators.lies_within(attrs jsonb, ranges jsonb) returns boolean language sql immutable as $$
  select ranges is null or not exists (
    select from jsonb_each(ranges) r(attr, span)
    where case when jsonb_typeof(attrs->r.attr) is distinct from jsonb_typeof(coalesce(r.span->'from', r.span->'to')) then true
      when jsonb_typeof(attrs->r.attr) = 'number' then (attrs->>r.attr)::numeric >= (r.span->>'from')::numeric is false or (attrs->>r.attr)::numeric < (r.span->>'to')::numeric is false
      when jsonb_typeof(attrs->r.attr) = 'string' then (attrs->>r.attr collate "C") >= (r.span->>'from') is false or (attrs->>r.attr collate "C") < (r.span->>'to') is false
      else true end)
$$;
-- A condition as it is written, its ranges apart from its filter.
create function indicators.parted(condition jsonb) returns jsonb language sql immutable as $$
  select condition || jsonb_build_object('filter', coalesce(p.plain, '{}')) || case when p.ranges is null then '{}' else jsonb_build_object('ranges', p.ranges) end
  from (select jsonb_object_agg(key, value) filter (where jsonb_typeof(value) <> 'object') as plain, jsonb_object_agg(key, value) filter (where jsonb_typeof(value) = 'object') as ranges
    from jsonb_each(coalesce(condition->'filter', '{}'))) p
$$;

create or replace function indicators.on_definition() returns trigger
language plpgsql security definer set search_path = indicators, pg_catalog as $$
begin
  delete from rule where definition_id = new.id;
  insert into rule (definition_id, indicator_id, stage, subject_kind, during, filter, ranges, since, requires, need, exclusions)
  select new.id, new.indicator_id, st.ord, s.v->>'kind', t.during, parted(s.v)->'filter', parted(s.v)->'ranges',
    case when jsonb_typeof(s.v->'since') = 'object' then daterange((s.v->'since'->>'from')::date, (s.v->'since'->>'to')::date) end,
    (select jsonb_agg(parted(q.v) order by q.ord) from jsonb_array_elements(st.v->'requires') with ordinality q(v, ord)), coalesce(st.v->>'need', 'all'),
    coalesce((select jsonb_agg(parted(q.v) order by q.ord) from jsonb_array_elements(new.body->'exclusions') with ordinality q(v, ord)), '[]')
  from jsonb_array_elements(new.body->'stages') with ordinality st(v, ord)
  cross join lateral (select daterange((st.v->>'from')::date, (st.v->>'to')::date) * new.effective as during) t
  cross join lateral jsonb_array_elements(new.body->'subjects') s(v)
  where not isempty(t.during);
  return null;
end $$;

-- Writes, for every published kind of subject, indicators.touch_<kind>(ids), touch_<kind>_some(ids), touch_<kind>_many(ids) and
-- touch_<kind>_all(): the standings as the facts say now, their difference to what was held, and the ledger rows of it; and
-- load_<kind>(first, beyond) for subjects with ids in [first, beyond) that hold nothing yet. Generated, because a static
-- statement keeps its plan: planning this query costs ten times what running it for one subject does. Left to itself PostgreSQL
-- plans it anew at every call all the same, because it believes in the estimate for the very ids; so the two small ones are
-- told to keep it.
create or replace function indicators.compile() returns void language plpgsql security definer set search_path = indicators, pg_catalog as $$
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
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (%4$s) f %8$s),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end %9$s
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end %9$s
), %6$s edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
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

select indicators.compile();

-- Publishing without stopping anyone ----------------------------------------------------------------------
-- The definition enters in a short transaction; from its commit on every write brings its own subjects up to it. All others are
-- gone through by a job, a range of ids at a time, each range its own transaction.
create table indicators.backfill (
  definition_id uuid not null references indicators.definition on delete cascade, subject_kind text not null references indicators.subject_kind,
  indicator_id uuid not null references indicators.indicator,
  asked_at timestamptz not null default base.moment(),
  writers_before xid8, total integer not null default 0, brought_up integer not null default 0,
  reached uuid not null default '00000000-0000-0000-0000-000000000000', passed_over uuid[] not null default '{}',
  ended_at timestamptz,
  primary key (definition_id, subject_kind)
);
comment on table indicators.backfill is 'How far the standings of a kind of subject have been brought up to a published definition. writers_before: whoever began earlier may not have known of it, so the first range waits until all of those have ended; reached: all subjects up to this id are done; passed_over: but for these, whom someone was writing just then. A figure is whole when all rows of its indicator have ended.';
create index on indicators.backfill (asked_at) where ended_at is null;

create function indicators.begin_backfill(definition uuid, kinds text[]) returns void
language sql security definer set search_path = indicators, pg_catalog as $$
  insert into backfill (definition_id, subject_kind, indicator_id) select d.id, k, d.indicator_id from definition d cross join unnest(kinds) k where d.id = begin_backfill.definition
$$;

-- Does a little of the oldest that has not ended: 'none' (all have ended, or another is at it), 'waits' (for writers who began before, or for
-- the folder), 'more'. It never waits for a writer while it holds a range: whoever writes waits for one range at most, and no two
-- for each other.
create function indicators.backfill_some(batch integer) returns text
language plpgsql security definer set search_path = indicators, pg_catalog as $$
declare b backfill; identity regclass; ids uuid[]; free uuid[]; touching text;
begin
  select * into b from backfill where ended_at is null order by asked_at, definition_id, subject_kind limit 1 for update skip locked;
  if b.definition_id is null then return 'none'; end if;
  select k.identity into identity from subject_kind k where k.code = b.subject_kind;
  -- Not by indicators.touch: of a kind that no rule asks for any more, standings are left to be closed.
  touching := format('select indicators.%I($1)', 'touch_' || b.subject_kind || '_some');
  if b.writers_before is null then
    execute format('select count(*) from %s', identity) into b.total;
    update backfill x set writers_before = pg_snapshot_xmax(pg_current_snapshot()), total = b.total where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
    return 'more';
  end if;
  -- Of this database alone: a long transaction of another house on the same server writes nothing here. Numbers of transactions are
  -- compared as the server does it, around the circle of thirty-two bits.
  if exists (select from pg_stat_activity a where a.datname = current_database()
      and mod(mod(b.writers_before::text::bigint, 4294967296) - a.backend_xid::text::bigint + 4294967296, 4294967296) between 1 and 2147483647)
    or (select count(*) from (select from pending limit 20000) p) = 20000 then return 'waits'; end if;
  execute format('select array_agg(id) from (select id from %s where id > $1 order by id limit $2) x', identity) into ids using b.reached, batch;
  -- As every write does: beside a publication in one go it would count what that one does not see.
  perform pg_advisory_xact_lock_shared(237004, hashtext(b.subject_kind));
  if ids is not null then
    execute format('select coalesce(array_agg(id), ''{}'') from (select id from %s where id = any($1) order by id for no key update skip locked) x', identity) into free using ids;
    execute touching using free;
    update backfill x set reached = ids[cardinality(ids)], brought_up = b.brought_up + cardinality(ids), passed_over = b.passed_over || array(select unnest(ids) except select unnest(free))
    where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  elsif cardinality(b.passed_over) > 0 then
    execute touching using b.passed_over[1:1];
    update backfill x set passed_over = b.passed_over[2:] where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  else
    update backfill x set ended_at = base.moment() where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  end if;
  return 'more';
end $$;

-- Per cent of an indicator that are brought up to its latest definition; null: it is whole. Never 100 before it is.
create function indicators.computed(the_indicator uuid) returns integer
language sql stable security definer set search_path = indicators, pg_catalog as $$
  select least(99, 100 * sum(b.brought_up)::bigint / greatest(sum(b.total), 1))::int from backfill b where b.indicator_id = the_indicator
    and exists (select from backfill o where o.definition_id = b.definition_id and o.ended_at is null) having count(*) > 0
$$;


-- The published parts describe themselves ------------------------------------------------------------------
create table indicators.attribute (
  source text not null check (source in ('subject', 'fact')), code text not null, attr text not null,
  name_vi text not null, name_en text not null,
  type text not null check (type in ('text', 'number', 'day', 'boolean', 'list')),
  choices regclass, place smallint not null default 0,
  primary key (source, code, attr)
);
comment on table indicators.attribute is 'By which attributes of a kind of subject or fact one may filter on a screen. One that is not described does not appear. choices: view (value, name_vi, name_en) of all values there are, null: any value of the type. list: the attribute is a list that must contain what is chosen.';

create view organisation.kind_choice as select code as value, name_vi, name_en from organisation.unit_kind;
create view organisation.sector_choice as select * from (values
  ('state', 'Doanh nghiệp nhà nước', 'State enterprise'), ('public', 'Đơn vị sự nghiệp công lập', 'Public service unit'),
  ('private', 'Doanh nghiệp ngoài nhà nước', 'Private enterprise'), ('foreign', 'Doanh nghiệp có vốn đầu tư nước ngoài', 'Foreign-invested enterprise')) v(value, name_vi, name_en);
create view people.title_choice as select code as value, name_vi, name_en from people.title where code not in ('administrator', 'auditor');
create view people.basis_choice as select * from (values ('elected', 'Bầu', 'Elected'), ('appointed', 'Chỉ định, bổ nhiệm', 'Appointed'), ('provisional', 'Lâm thời', 'Provisional')) v(value, name_vi, name_en);
create view people.standing_choice as select * from (values ('member', 'Đoàn viên', 'Member'), ('worker', 'Người lao động chưa là đoàn viên', 'Worker who is not a member')) v(value, name_vi, name_en);
create view people.absence_choice as select * from (values ('maternity', 'Nghỉ thai sản', 'Maternity leave'), ('long-illness', 'Ốm đau dài ngày', 'Long illness'),
  ('study-leave', 'Đi học tập trung', 'Study leave'), ('secondment', 'Biệt phái', 'Secondment')) v(value, name_vi, name_en);
create view learning.tag_choice as select code as value, name_vi, name_en from learning.tag;
create view learning.field_choice as select code as value, name_vi, name_en from learning.field;
create view learning.level_choice as select code as value, name_vi, name_en from learning.level;
create view plans.root_choice as select distinct p.reference as value, p.reference || ' – ' || p.title as name_vi, p.reference || ' – ' || p.title as name_en from plans.plan p where p.answers is null and p.status = 'issued';
comment on view organisation.kind_choice is 'Kinds of units to choose from in a definition. Views called …_choice (value, name_vi, name_en) stand in indicators.attribute.';

insert into indicators.attribute (source, code, attr, name_vi, name_en, type, choices, place) values
  ('subject', 'official', 'title', 'chức danh', 'title', 'text', 'people.title_choice', 10),
  ('subject', 'official', 'grassroots', 'thuộc công đoàn cơ sở, nghiệp đoàn cơ sở', 'of a grassroots union', 'boolean', null, 20),
  ('subject', 'official', 'unitKind', 'loại đơn vị', 'kind of unit', 'text', 'organisation.kind_choice', 30),
  ('subject', 'official', 'fullTime', 'chuyên trách', 'full-time', 'boolean', null, 40),
  ('subject', 'official', 'basis', 'căn cứ giữ chức vụ', 'how the office was come by', 'text', 'people.basis_choice', 50),
  ('subject', 'worker', 'standing', 'tư cách', 'standing', 'text', 'people.standing_choice', 10),
  ('subject', 'unit', 'kind', 'loại đơn vị', 'kind of unit', 'text', 'organisation.kind_choice', 10),
  ('subject', 'unit', 'grassroots', 'là công đoàn cơ sở, nghiệp đoàn cơ sở', 'is a grassroots union', 'boolean', null, 20),
  ('subject', 'unit', 'sector', 'khu vực', 'sector', 'text', 'organisation.sector_choice', 30),
  ('subject', 'unit', 'established', 'ngày thành lập', 'established', 'day', null, 40),
  ('fact', 'absence', 'reason', 'lý do', 'reason', 'text', 'people.absence_choice', 10),
  ('fact', 'completion', 'tags', 'nội dung', 'content', 'list', 'learning.tag_choice', 10),
  ('fact', 'completion', 'field', 'lĩnh vực', 'field of work', 'text', 'learning.field_choice', 20),
  ('fact', 'completion', 'level', 'cấp đào tạo', 'level', 'text', 'learning.level_choice', 30),
  ('fact', 'completion', 'hours', 'số giờ', 'hours', 'number', null, 40),
  ('fact', 'completion', 'claimed', 'khai theo danh sách, không qua lớp trên hệ thống', 'claimed by a list, without a class here', 'boolean', null, 50),
  ('fact', 'own-plan', 'answers', 'hưởng ứng kế hoạch', 'answers the plan', 'text', 'plans.root_choice', 10),
  ('fact', 'own-plan', 'ownTargets', 'có chỉ tiêu riêng', 'with own targets', 'boolean', null, 20);

-- Values to choose from, of all attributes that have a list of them.
create function indicators.choices() returns table (source text, code text, attr text, value text, name_vi text, name_en text)
language plpgsql stable security definer set search_path = indicators, pg_catalog as $$
declare a attribute;
begin
  for a in select x.* from attribute x where x.choices is not null loop
    return query execute format('select $1, $2, $3, value, name_vi, name_en from %s', a.choices) using a.source, a.code, a.attr;
  end loop;
end $$;

-- Drafts -----------------------------------------------------------------------------------------------
create table indicators.draft (
  id uuid primary key, unit_id uuid not null references organisation.unit,
  code text not null default '' check (code ~ '^[A-Z0-9][A-Z0-9.-]{0,19}$' or code = ''),
  name_vi text not null default '', name_en text not null default '', counts_vi text not null default '', counts_en text not null default '',
  body jsonb not null, effective_from date,
  replaces uuid references indicators.indicator,
  state text not null default 'draft' check (state in ('draft', 'sent', 'returned', 'published')),
  writing integer not null default 1 check (writing > 0), written_at timestamptz not null default base.moment(),
  written_by uuid references people.person, sent_by uuid references people.person, sent_at timestamptz,
  decided_by uuid references people.person, decided_at timestamptz, reason text,
  definition_id uuid references indicators.definition,
  check ((state = 'published') = (definition_id is not null)), check (state <> 'returned' or length(trim(reason)) >= 10)
);
comment on table indicators.draft is 'A definition that is being written, by a unit for those below it. body: as far as it is written, shape DraftBody. replaces: the indicator of which it is to be the next version. writing counts the texts, so that none is overwritten unseen. Who wrote it last, or sent it, does not approve it.';
create index on indicators.draft (unit_id);
alter table indicators.draft enable row level security;
create policy scope on indicators.draft using (organisation.reaches(unit_id));
grant select, insert, delete on indicators.draft to lotrinh_app;
grant update (code, name_vi, name_en, counts_vi, counts_en, body, effective_from, state, writing, written_at, written_by, sent_by, sent_at, decided_by, decided_at, reason, definition_id) on indicators.draft to lotrinh_app;
grant select on indicators.attribute, indicators.backfill to lotrinh_app;

-- Of indicators out of sight as well: a code stands for one in the whole house.
create function indicators.code_taken(the_code text) returns boolean
language sql stable security definer set search_path = indicators, pg_catalog as $$ select exists (select from indicator i where i.code = the_code) $$;

create or replace function indicators.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'indicators.standing', jsonb_build_object('indicator', d.code, 'stage', s.stage, 'during', s.during, 'state', s.state)
  from indicators.standing s join indicators.indicator d on d.id = s.indicator_id where s.subject_id = who and s.recorded_to is null and privacy.may_read(who)
  union all
  select 'indicators.draft', jsonb_build_object('code', f.code, 'name', f.name_vi, 'state', f.state, 'written_at', case when f.written_by = who then f.written_at end,
    'sent_at', case when f.sent_by = who then f.sent_at end, 'decided_at', case when f.decided_by = who then f.decided_at end)
  from indicators.draft f where who in (f.written_by, f.sent_by, f.decided_by) and privacy.may_read(who)
$$;

-- Trying a definition ------------------------------------------------------------------------------------
-- What a stage of it would say of a node on a day, straight from subjects and facts, touching no standing: heads, answers to each
-- requirement, ten of each to look at, and what of it is recorded nowhere. The body has been checked before.
create function indicators.trial(node uuid, body jsonb, stage jsonb, on_day date) returns jsonb
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  s jsonb; q jsonb; k subject_kind; origin regclass; parts text[]; judged text[] := '{}'; amounts text[]; joins text; deadline text; asked text; told text; within integer; i integer := 0; j integer;
  answer jsonb; seen text;
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  parts := array['node as materialized (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2)'];
  for s in select parted(v) from jsonb_array_elements(body->'subjects') v loop
    i := i + 1;
    select * into k from subject_kind x where x.code = s->>'kind';
    asked := format('x.during @> $2 and x.attrs @> %L::jsonb', s->'filter');
    if s ? 'ranges' then asked := asked || format(' and indicators.lies_within(x.attrs, %L)', s->'ranges'); end if;
    if s->'since' ? 'from' then asked := asked || format(' and lower(x.during) >= %L::date', s->'since'->>'from'); end if;
    if s->'since' ? 'to' then asked := asked || format(' and coalesce(lower(x.during), ''-infinity'') < %L::date', s->'since'->>'to'); end if;
    seen := format('x.unit_id in (select unit_id from node) and %s', asked);
    -- Of several places the first is the one that counts, wherever it lies.
    parts := parts || format(case when k.exclusive
      then 'own_%1$s as materialized (select x.subject_id, x.unit_id, x.quantity, coalesce(lower(x.during), ''-infinity'') as since from %2$s x where %3$s)'
      else 'own_%1$s as materialized (select * from (select distinct on (x.subject_id) x.subject_id, x.unit_id, x.quantity, coalesce(lower(x.during), ''-infinity'') as since from %2$s x
        where %4$s and x.subject_id in (select x.subject_id from %2$s x where %3$s) order by x.subject_id, lower(x.during) nulls first, x.record_id) w where w.unit_id in (select unit_id from node))' end, i, k.source, seen, asked);
    joins := ''; amounts := '{}'; deadline := 'null::date'; j := 0;
    for q in select parted(v) from jsonb_array_elements(stage->'requires') v loop
      j := j + 1;
      origin := (select f.source from fact_source f where f.fact = q->>'fact' and f.subject_kind = k.code);
      within := (q->>'withinDays')::int;
      told := format('f.during @> $2 and f.attrs @> %L::jsonb', q->'filter');
      if q ? 'ranges' then told := told || format(' and indicators.lies_within(f.attrs, %L)', q->'ranges'); end if;
      if within is not null then
        told := told || format(' and coalesce(lower(f.during), ''-infinity'') <= o.since + %s', within);
        deadline := format('least(%s, o.since + %s)', deadline, within);
      end if;
      parts := parts || case when origin is null then format('need_%s_%s as (select null::uuid as subject_id, 0 as amount where false)', i, j)
        else format('need_%1$s_%2$s as materialized (select o.subject_id, max(coalesce(f.quantity, o.quantity)) as amount from own_%1$s o join %3$s f on f.subject_id = o.subject_id where %4$s group by o.subject_id %5$s)',
          i, j, origin, told, case when coalesce((q->>'atLeast')::int, 1) > 1 then format('having count(distinct f.evidence_id) >= %s', (q->>'atLeast')::int) else '' end) end;
      joins := joins || format(' left join need_%1$s_%2$s n%2$s on n%2$s.subject_id = o.subject_id', i, j);
      amounts := amounts || format('coalesce(n%s.amount, 0)', j);
    end loop;
    told := 'select null::uuid as subject_id where false';
    for q in select parted(v) from jsonb_array_elements(body->'exclusions') v loop
      origin := (select f.source from fact_source f where f.fact = q->>'fact' and f.subject_kind = k.code);
      if origin is not null then
        told := told || format(' union all select f.subject_id from %s f where f.during @> $2 and f.attrs @> %L::jsonb %s', origin, q->'filter', case when q ? 'ranges' then format('and indicators.lies_within(f.attrs, %L)', q->'ranges') else '' end);
      end if;
    end loop;
    judged := judged || format('select %L::text as kind, %L::text as identity, o.subject_id, o.unit_id, o.quantity, o.subject_id in (select b.subject_id from (%s) b) as barred, least(o.quantity, %s(%s)) as met, array[%s] as answers, %s as due from own_%s o%s',
      k.code, k.identity::text, told, case when stage->>'need' = 'any' then 'greatest' else 'least' end, array_to_string(amounts, ', '), array_to_string(amounts, ', '), deadline, i, joins);
  end loop;
  execute format($q$with %s, judged as materialized (%s), sample as (
      select state, jsonb_agg(jsonb_build_object('subjectKind', x.kind, 'subjectId', x.subject_id, 'label', l.label, 'page', k.page, 'unitId', x.unit_id, 'unitName', n.label, 'due', x.due) order by l.sort_key collate "vi-x-icu") as rows
      from (values ('met'), ('unmet'), ('excluded')) t(state) cross join lateral (
        select j.* from judged j where case t.state when 'excluded' then j.barred when 'met' then not j.barred and j.met > 0 else not j.barred and j.met < j.quantity end
        -- Some from everywhere, and the same when asked again.
        order by hashtextextended(j.subject_id::text, 0) limit 10) x
      join indicators.subject_kind k on k.code = x.kind
      left join lateral (select l.* from indicators.label l where l.subject_kind = x.kind and l.subject_id = x.subject_id offset 0) l on true
      left join lateral (select n.* from organisation.label_unit n where n.subject_id = x.unit_id offset 0) n on true
      group by state)
    select jsonb_build_object(
      'counted', coalesce(sum(quantity) filter (where not barred), 0), 'met', coalesce(sum(met) filter (where not barred), 0), 'excluded', coalesce(sum(quantity) filter (where barred), 0),
      'inTime', coalesce(sum(quantity - met) filter (where not barred and due >= $2), 0),
      'answered', (select jsonb_agg((select count(*) from judged j where not j.barred and j.answers[a] > 0) order by a) from generate_series(1, $3) a),
      'twice', (select count(*) from (select 1 from judged group by identity, subject_id having count(*) > 1) t),
      'samples', coalesce((select jsonb_object_agg(state, rows) from sample), '{}')) from judged$q$, array_to_string(parts, ', '), array_to_string(judged, ' union all '))
    into answer using node, on_day, jsonb_array_length(stage->'requires');
  return answer;
end $$;

-- Whether records that fit a condition are there at all: 'tree' (about subjects of the node), 'country', 'nowhere'. Asked only of what nobody meets.
create function indicators.recorded(node uuid, the_kinds text[], condition jsonb, on_day date) returns text
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan as $$
declare f record; found_it boolean; said text := 'nowhere'; part jsonb := parted(condition);
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  for f in select x.source, k.source as subjects from fact_source x join subject_kind k on k.code = x.subject_kind where x.fact = condition->>'fact' and x.subject_kind = any(the_kinds) loop
    execute format('select exists (select from %s x where x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L))', f.source, part->'filter', part->'ranges') into found_it;
    if not found_it then continue; end if;
    said := 'country';
    execute format('select exists (select from %s x where x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L) and x.subject_id in (
      select s.subject_id from %s s where s.during @> $2 and s.unit_id in (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2)))', f.source, part->'filter', part->'ranges', f.subjects) into found_it using node, on_day;
    if found_it then return 'tree'; end if;
  end loop;
  return said;
end $$;

-- Of the attributes that a group which is empty is asked by, those that no subject of the node has on the day.
create function indicators.strange(node uuid, subject jsonb, on_day date) returns text[]
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_custom_plan as $$
declare a record; there boolean; said text[] := '{}';
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  for a in select key, parted(jsonb_build_object('filter', jsonb_build_object(key, value))) as part from jsonb_each(coalesce(subject->'filter', '{}')) order by 1 loop
    execute format('select exists (select from %s x where x.during @> $2 and x.unit_id in (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2) and x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L))',
      (select source from subject_kind where code = subject->>'kind'), a.part->'filter', a.part->'ranges') into there using node, on_day;
    if not there then said := said || a.key; end if;
  end loop;
  return said;
end $$;

revoke execute on all functions in schema indicators from public;
grant execute on function indicators.begin_backfill(uuid, text[]), indicators.backfill_some(integer), indicators.computed(uuid), indicators.lies_within(jsonb, jsonb), indicators.choices(), indicators.code_taken(text), indicators.held(uuid),
  indicators.trial(uuid, jsonb, jsonb, date), indicators.recorded(uuid, text[], jsonb, date), indicators.strange(uuid, jsonb, date) to lotrinh_app;
