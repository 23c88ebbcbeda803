-- Innovation models and initiatives: what a unit runs, who took it over from whom, and whether it still runs.
create schema emulation;
grant usage on schema emulation to lotrinh_app;
create extension if not exists pg_trgm;

create table emulation.model (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  kind text not null check (kind in ('digital', 'innovation', 'initiative')),
  field text not null check (field in ('management', 'welfare', 'communication', 'dialogue', 'law', 'training', 'safety', 'production', 'office', 'other')),
  title text not null check (title = trim(title) and title <> ''),
  does text not null default '',
  cost_vnd bigint check (cost_vnd >= 0), cost_from text, benefit_vnd bigint check (benefit_vnd >= 0), benefit_from text,
  links jsonb not null default '[]' check (jsonb_typeof(links) = 'array'),
  status text not null default 'draft' check (status in ('draft', 'submitted', 'recognised', 'returned')),
  submitted_on date, decided_on date, decided_at timestamptz, decided_by_unit uuid references organisation.unit, decided_by_person uuid references people.person on delete set null, note text,
  writing integer not null default 1, recorded_at timestamptz not null default base.moment(),
  title_fold text generated always as (base.fold(title)) stored,
  fold text generated always as (base.fold(title || ' ' || does)) stored,
  check ((status = 'draft') = (submitted_on is null)),
  check ((status in ('recognised', 'returned')) = (decided_on is not null) and (decided_on is null) = (decided_at is null) and (decided_on is null) = (decided_by_unit is null)),
  check (status <> 'returned' or length(trim(note)) >= 10),
  check (cost_vnd is null or cost_from is not null), check (benefit_vnd is null or benefit_from is not null)
);
comment on table emulation.model is 'A digital or innovation model of a unit, or an initiative of a person or group in it. Written as a draft, submitted, then recognised or returned by a union above; once recognised everyone in the confederation sees it and may take it over.';
comment on column emulation.model.cost_from is 'What the amount was computed from; no amount stands without it.';
comment on column emulation.model.links is '[{title, url}].';
comment on column emulation.model.writing is 'How often it was written: a text is not overwritten by who has not seen it.';
create index on emulation.model (unit_id);
create index on emulation.model (submitted_on) where status = 'submitted';
-- The nearest titles come out of the first index one after the other; words anywhere in the text are found by the second.
create index on emulation.model using gist (title_fold gist_trgm_ops) where status = 'recognised';
create index on emulation.model using gin (fold gin_trgm_ops) where status = 'recognised';

create table emulation.author (
  model_id uuid not null references emulation.model on delete cascade, ord smallint not null,
  name text not null check (name = trim(name) and name <> ''), person_id uuid references people.person on delete set null,
  primary key (model_id, ord)
);
comment on table emulation.author is 'Whose initiative it is, or who made the model. person_id: where the person has a record here.';
create index on emulation.author (person_id) where person_id is not null;

create table emulation.use (
  id uuid primary key, model_id uuid not null references emulation.model on delete cascade,
  unit_id uuid not null references organisation.unit,
  taken_from uuid references emulation.use check (taken_from <> id),
  started_on date, ended_on date check (ended_on >= started_on), end_reason text,
  outcome text not null default '', recorded_at timestamptz not null default base.moment(),
  check ((taken_from is null) = (id = model_id)),
  check (taken_from is null or started_on is not null), check (ended_on is null or started_on is not null),
  check ((ended_on is null) = (end_reason is null)),
  constraint taken_once exclude using gist (unit_id with =, model_id with =, daterange(started_on, ended_on) with &&)
);
comment on table emulation.use is 'A unit runs a model: its own (the row has the id of the model), or one taken over from another use, which leads back to the own one. started_on null: an own model that has not begun.';
comment on column emulation.use.outcome is 'What came of it, in words; in numbers: emulation.result.';
create index on emulation.use (model_id);
create index on emulation.use (taken_from);

create table emulation.confirmation (
  id uuid primary key, use_id uuid not null references emulation.use on delete cascade,
  on_day date not null, person_id uuid references people.person on delete set null, recorded_at timestamptz not null default base.moment(),
  unique (use_id, on_day)
);
comment on table emulation.confirmation is 'The unit said on this day that it runs the model. Good for six months; then it is asked again, and without an answer it lapses.';

create table emulation.result (
  use_id uuid not null references emulation.use on delete cascade, ord smallint not null,
  name text not null check (name = trim(name) and name <> ''), counted_in text not null check (counted_in = trim(counted_in) and counted_in <> ''),
  before numeric, after numeric not null,
  primary key (use_id, ord)
);
comment on table emulation.result is 'Something measured before the model and with it. counted_in: pieces, hours, % of meals. before null: nothing was measured then.';

create table emulation.attachment (
  file_id uuid primary key references files.file, use_id uuid not null references emulation.use on delete cascade,
  photo boolean not null, recorded_at timestamptz not null default base.moment()
);
comment on table emulation.attachment is 'A photo or a file that shows the model at work in a unit. Whoever sees the model may open it.';
create index on emulation.attachment (use_id, recorded_at);

create table emulation.comment (
  id uuid primary key, model_id uuid not null references emulation.model on delete cascade,
  unit_id uuid not null references organisation.unit, person_id uuid references people.person on delete set null,
  text text not null check (text = trim(text) and text <> ''), at timestamptz not null default base.moment(), edited_at timestamptz,
  withdrawn_at timestamptz, hidden_at timestamptz, hide_reason text,
  check ((hidden_at is null) = (hide_reason is null))
);
comment on table emulation.comment is 'What someone who sees the model says about it, with the unit of the office acted in. Its writer edits and withdraws it; the union that owns the model hides it with a reason.';
create index on emulation.comment (model_id, at);
create index on emulation.comment (person_id);

-- Who goes on with what a unit had: after a merge the successor. --------------------------------------------------------
-- The unit itself while it lives; from the day on which another carries it on, that one.
create function emulation.holder(the_unit uuid, on_day date) returns uuid language sql stable parallel safe set search_path = pg_catalog as $$
  with recursive line(unit_id, steps) as (
    select the_unit, 0
    union all
    select l.successor_id, line.steps + 1 from line join organisation.lineage l on l.predecessor_id = line.unit_id and l.carries and l.since <= on_day
  )
  select unit_id from line order by steps desc limit 1
$$;
-- Units that the unit carries on, and since when each.
create function emulation.carried(the_unit uuid) returns table (unit_id uuid, since date) language sql stable parallel safe rows 2 set search_path = pg_catalog as $$
  with recursive line(unit_id, since) as (
    select l.predecessor_id, l.since from organisation.lineage l where l.successor_id = the_unit and l.carries
    union all
    select l.predecessor_id, greatest(l.since, line.since) from line join organisation.lineage l on l.successor_id = line.unit_id and l.carries
  )
  select unit_id, since from line
$$;

-- The units themselves, and whoever carries them on, now or on a day to come: whose standing may move with what they have.
create function organisation.heirs(units uuid[]) returns setof uuid language sql stable parallel safe set search_path = pg_catalog as $$
  with recursive line(unit_id) as (
    select unnest(units) union select l.successor_id from line join organisation.lineage l on l.predecessor_id = line.unit_id and l.carries
  )
  select unit_id from line
$$;

-- What holds: in use, recognised, and confirmed within six months. --------------------------------------------------------
create view emulation.confirmed_use as
  select u.id as use_id, u.model_id, u.unit_id, m.kind, m.field, u.taken_from,
    daterange(c.on_day, (c.on_day + interval '6 months')::date) * daterange(greatest(u.started_on, m.decided_on), null) * daterange(null, u.ended_on) as during
  from emulation.confirmation c join emulation.use u on u.id = c.use_id join emulation.model m on m.id = u.model_id
  where m.status = 'recognised' and u.started_on is not null;
comment on view emulation.confirmed_use is 'Days for which a use is confirmed, one row a confirmation: from the recognition of the model at the earliest.';

create view emulation.fact_model_in_use as
  select h.subject_id, u.during * h.during as during, null::int as quantity,
    jsonb_build_object('kind', u.kind, 'model', u.kind <> 'initiative', 'field', u.field, 'adopted', u.taken_from is not null) as attrs,
    'model' as evidence_kind, u.model_id as evidence_id
  from (
    select x.unit_id as subject_id, x.unit_id, daterange(null, null) as during from (select distinct unit_id from emulation.use) x
    union all
    select s.successor_id, c.unit_id, daterange(c.since, null) from (select distinct successor_id from organisation.lineage where carries) s cross join lateral emulation.carried(s.successor_id) c
  ) h join emulation.confirmed_use u on u.unit_id = h.unit_id
  where not isempty(u.during * h.during);
comment on view emulation.fact_model_in_use is 'Fact "model-in-use" of a unit. The record that proves it is the model at the origin, so that one model taken over twice counts once. Models of a unit that was merged go on under its successor. attrs: kind, model (false for an initiative), field, adopted.';

insert into indicators.fact_kind values ('model-in-use', 'Có mô hình, sáng kiến đang áp dụng (được công nhận, xác nhận trong 6 tháng)', 'Has a model or initiative in use (recognised, confirmed within six months)');
insert into indicators.fact_source values ('model-in-use', 'unit', 'emulation.fact_model_in_use');
select indicators.compile();

-- What everyone sees --------------------------------------------------------------------------------------------------
-- Asked row by row, the policies below would cost seconds over all models of the country; what was recognised is for
-- everyone who acts in an office, and nothing else is in these views.
create view emulation.shown_model as
  select m.id, m.unit_id, m.kind, m.field, m.title, m.does, m.title_fold, m.fold, m.decided_on from emulation.model m
  where m.status = 'recognised' and nullif(current_setting('app.lft', true), '') is not null;
comment on view emulation.shown_model is 'Recognised models, for whoever acts in an office: the showcase.';
create view emulation.shown_use as
  select u.id, u.model_id, u.unit_id, u.taken_from, u.started_on, u.ended_on, (select (max(c.on_day) + interval '6 months')::date from emulation.confirmation c where c.use_id = u.id) as confirmed_until
  from emulation.use u join emulation.model m on m.id = u.model_id
  where m.status = 'recognised' and nullif(current_setting('app.lft', true), '') is not null;
comment on view emulation.shown_use is 'Uses of recognised models, with the day before which the last confirmation lapses.';

-- Models with all these words, and those with the titles nearest to one: found by index, which row-level security would not allow.
create function emulation.find(patterns text[]) returns setof uuid language sql stable security definer set search_path = public, pg_catalog as $$
  select m.id from emulation.model m where m.status = 'recognised' and m.fold like all (patterns) and nullif(current_setting('app.lft', true), '') is not null
$$;
create function emulation.nearest(the_title text, at_most integer) returns setof uuid language sql stable security definer set search_path = public, pg_catalog as $$
  select m.id from emulation.model m where m.status = 'recognised' and nullif(current_setting('app.lft', true), '') is not null order by m.title_fold <-> base.fold(the_title) limit at_most
$$;

-- Which province a unit lies in on the day: its own code, or that of a union above it.
create function emulation.province_of(the_unit uuid, on_day date) returns text language sql stable parallel safe set search_path = pg_catalog as $$
  select c.code from organisation.ancestry a join organisation.unit_code c on c.unit_id = a.ancestor_id and c.scheme = 'nso-2025' and c.valid @> on_day
  where a.unit_id = the_unit and a.valid @> on_day order by a.depth limit 1
$$;

-- Row-level security ----------------------------------------------------------------------------------------------------
-- A model is seen where it was recognised, by its unit and those above, and by whoever runs it.
create function emulation.runs(the_model uuid) returns boolean language plpgsql stable security definer parallel safe cost 40 set search_path = pg_catalog as $$
begin
  return exists (select from emulation.use u where u.model_id = the_model and organisation.reaches(u.unit_id));
end $$;
create function emulation.sees(the_model uuid) returns boolean language plpgsql stable security definer parallel safe cost 40 set search_path = pg_catalog as $$
begin
  return nullif(current_setting('app.lft', true), '') is not null and exists (select from emulation.model m where m.id = the_model and (m.status = 'recognised' or organisation.reaches(m.unit_id) or emulation.runs(m.id)));
end $$;
create function emulation.owns(the_model uuid) returns boolean language plpgsql stable security definer parallel safe cost 40 set search_path = pg_catalog as $$
begin
  return exists (select from emulation.model m where m.id = the_model and organisation.reaches(m.unit_id));
end $$;
create function emulation.keeps(the_use uuid) returns boolean language plpgsql stable security definer parallel safe cost 40 set search_path = pg_catalog as $$
begin
  return exists (select from emulation.use u where u.id = the_use and organisation.reaches(u.unit_id));
end $$;
-- Who said it: the name stands with the comment, for whoever sees the model.
create function emulation.speakers(the_model uuid) returns table (comment_id uuid, name text) language sql stable security definer set search_path = pg_catalog as $$
  select c.id, p.name from emulation.comment c join people.person p on p.id = c.person_id where c.model_id = the_model and emulation.sees(the_model)
$$;
alter table emulation.model enable row level security;
alter table emulation.author enable row level security;
alter table emulation.use enable row level security;
alter table emulation.confirmation enable row level security;
alter table emulation.result enable row level security;
alter table emulation.attachment enable row level security;
alter table emulation.comment enable row level security;
create policy read on emulation.model for select using (status = 'recognised' and nullif(current_setting('app.lft', true), '') is not null or organisation.reaches(unit_id) or emulation.runs(id));
create policy scope on emulation.model using (organisation.reaches(unit_id));
create policy read on emulation.author for select using (emulation.sees(model_id));
create policy scope on emulation.author using (emulation.owns(model_id));
create policy read on emulation.use for select using (organisation.reaches(unit_id) or emulation.sees(model_id));
create policy scope on emulation.use using (organisation.reaches(unit_id));
create policy read on emulation.confirmation for select using (exists (select from emulation.use u where u.id = use_id));
create policy scope on emulation.confirmation using (emulation.keeps(use_id));
create policy read on emulation.result for select using (exists (select from emulation.use u where u.id = use_id));
create policy scope on emulation.result using (emulation.keeps(use_id));
create policy read on emulation.attachment for select using (exists (select from emulation.use u where u.id = use_id));
create policy scope on emulation.attachment using (emulation.keeps(use_id));
create policy read on emulation.comment for select using (emulation.sees(model_id));
create policy say on emulation.comment for insert with check (organisation.reaches(unit_id) and emulation.sees(model_id));
create policy mend on emulation.comment for update using (person_id = nullif(current_setting('app.person', true), '')::uuid and emulation.sees(model_id) or emulation.owns(model_id));
-- What is attached to a model is opened by whoever sees the model.
create policy of_model on files.file for select using (exists (select from emulation.attachment a where a.file_id = file.id));

grant select, insert, delete on emulation.model, emulation.author, emulation.use, emulation.result, emulation.attachment to lotrinh_app;
grant select, insert on emulation.confirmation, emulation.comment to lotrinh_app;
grant update (kind, field, title, does, cost_vnd, cost_from, benefit_vnd, benefit_from, links, status, submitted_on, decided_on, decided_at, decided_by_unit, decided_by_person, note, writing) on emulation.model to lotrinh_app;
grant update (started_on, ended_on, end_reason, outcome) on emulation.use to lotrinh_app;
grant update (text, edited_at, withdrawn_at, hidden_at, hide_reason) on emulation.comment to lotrinh_app;
grant select on emulation.shown_model, emulation.shown_use to lotrinh_app;

-- What is held on persons -------------------------------------------------------------------------------------------------
insert into privacy.activity (code, ord, name_vi, name_en, purpose_vi, purpose_en, basis, basis_text, recipients_vi, recipients_en, measures_vi, measures_en, lapses) values
  ('emulation', 45, 'Mô hình, sáng kiến và bình luận', 'Models, initiatives and comments', 'Ghi nhận tác giả, nhân rộng mô hình, tính chỉ tiêu', 'Crediting authors, spreading models, computing targets', 'law', 'Luật Thi đua, khen thưởng số 06/2022/QH15',
    'Mọi người có chức vụ trong hệ thống, sau khi mô hình được công nhận', 'Everyone in office, once the model is recognised', 'Bản nháp chỉ đơn vị và cấp trên thấy; bình luận tự rút được', 'Drafts are seen by the unit and those above; comments can be withdrawn', null);
create function emulation.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'emulation.author', jsonb_build_object('model', m.title, 'name', a.name) from emulation.author a join emulation.model m on m.id = a.model_id where a.person_id = who
    union all select 'emulation.comment', jsonb_build_object('model', m.title, 'text', c.text, 'at', c.at, 'edited_at', c.edited_at, 'withdrawn_at', c.withdrawn_at) from emulation.comment c join emulation.model m on m.id = c.model_id where c.person_id = who
    union all select 'emulation.confirmation', jsonb_build_object('model', m.title, 'on_day', c.on_day) from emulation.confirmation c join emulation.use u on u.id = c.use_id join emulation.model m on m.id = u.model_id where c.person_id = who
    union all select 'emulation.model', jsonb_build_object('title', m.title, 'status', m.status, 'decided_on', m.decided_on) from emulation.model m where m.decided_by_person = who
  ) h where privacy.may_read(who)
$$;
create function emulation.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform privacy.must_forget(who);
  update emulation.author set name = privacy.pseudonym(who) where person_id = who;
  update emulation.comment set text = '(đã khử nhận dạng)', withdrawn_at = coalesce(withdrawn_at, base.moment()) where person_id = who;
end $$;
revoke execute on function organisation.heirs(uuid[]) from public;
grant execute on function organisation.heirs(uuid[]) to lotrinh_app;
revoke execute on all functions in schema emulation from public;
grant execute on all functions in schema emulation to lotrinh_app;
