-- Plans and their targets. A plan of an upper union is answered by plans of the unions below; every answer, through
-- however many levels, belongs to the movement of one root plan.
create schema plans;
grant usage on schema plans to lotrinh_app;

create table plans.plan (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  answers uuid, root_id uuid not null,
  replaces uuid references plans.plan check (replaces <> id),
  title text not null check (title = trim(title) and title <> ''),
  body text not null default '', basis text[] not null default '{}',
  series text, number text, notation text, issued_on date,
  reference text generated always as (number || '/' || notation) stored,
  in_force daterange check (not isempty(in_force) and not lower_inf(in_force)),
  answer_by date,
  status text not null default 'draft' check (status in ('draft', 'issued', 'withdrawn')),
  withdrawn_on date, withdrawn_why text,
  holds daterange generated always as (in_force * daterange(null, withdrawn_on)) stored,
  recorded_at timestamptz not null default base.moment(), issued_at timestamptz,
  check ((answers is null) = (root_id = id)),
  check (status = 'draft' or (series is not null and number is not null and notation is not null and issued_on is not null and in_force is not null and issued_at is not null)),
  check ((status = 'withdrawn') = (withdrawn_on is not null)),
  check ((status = 'withdrawn') = (withdrawn_why is not null)),
  unique (id, root_id), unique (id, unit_id),
  foreign key (answers, root_id) references plans.plan (id, root_id),
  constraint one_number_one_document unique (unit_id, series, number, notation, issued_on),
  constraint one_answer_at_a_time exclude using gist (unit_id with =, answers with =, holds with &&) where (status <> 'draft')
);
comment on table plans.plan is 'A plan of a unit, on its own or in answer to a plan of a union above. A document is issuer + series + number + notation + date: numbers repeat across units and began anew in mid-2025.';
comment on column plans.plan.root_id is 'The plan at the top of the answers, itself for a root. The foreign key (answers, root_id) keeps it equal to that of the plan answered.';
comment on column plans.plan.replaces is 'The issued plan of the same unit which this one, when issued, puts out of force (an issued text is never changed).';
comment on column plans.plan.number is 'Text: numbers may carry a letter (10b, 4a).';
comment on column plans.plan.in_force is 'Half-open range of days for which the text says it holds; holds: the same, cut at the day of withdrawal.';
comment on column plans.plan.answer_by is 'The last day for unions below to answer; the issuer sets it and may move it later.';
-- With what decides which answer holds, so that all answers to a movement are gone through without their texts.
create index on plans.plan (root_id, unit_id) include (id, status, issued_on, issued_at, in_force, holds, withdrawn_on);
create index on plans.plan (answers);

create table plans.plan_stage (
  root_id uuid not null references plans.plan on delete cascade,
  code text not null, during daterange not null check (not isempty(during)),
  primary key (root_id, code), exclude using gist (root_id with =, during with &&)
);
comment on table plans.plan_stage is 'Stages of a root plan. Plans that answer it share them: a stage switches by itself on its day.';

create table plans.target (
  plan_id uuid not null, root_id uuid not null, code text not null check (code ~ '^[A-Z][0-9A-Za-z]{0,7}$'), stage text not null,
  subject text not null, met_vi text not null check (met_vi <> ''), met_en text not null check (met_en <> ''),
  indicator_code text,
  operator text not null check (operator in ('=', '>=')),
  share numeric(5, 4) not null check (share between 0 and 1),
  at_least integer check (at_least > 0),
  carried_by text not null default 'all' check (carried_by in ('all', 'upper')),
  place smallint not null default 0,
  primary key (plan_id, code, stage),
  foreign key (plan_id, root_id) references plans.plan (id, root_id) on delete cascade,
  foreign key (root_id, stage) references plans.plan_stage (root_id, code)
);
comment on table plans.target is 'A target of a plan in a stage. A target of the plan answered is the one with the same code and stage; an own one has a code of its own.';
comment on column plans.target.indicator_code is 'The indicator that measures it from records; null: there are no records to measure it by yet, and the screens say so.';
comment on column plans.target.share is 'What part of those counted must be met, 1 for all. 0 only in an answer: a target of the plan answered that is not taken up, which needs an accepted reason like any lower one.';
comment on column plans.target.at_least is 'How many each subject must have (two models in use); null where it is met or not.';
comment on column plans.target.carried_by is 'upper: only unions above the grassroots carry it on (a grassroots union meets "has a plan of its own" by the plan itself).';

create table plans.target_reason (
  plan_id uuid not null, code text not null, stage text not null,
  reason text not null check (length(trim(reason)) >= 10),
  decision text not null default 'waiting' check (decision in ('waiting', 'accepted', 'refused')),
  decided_on date, decided_by_unit uuid references organisation.unit, decided_by_person uuid, decided_at timestamptz, note text,
  check ((decision = 'waiting') = (decided_on is null) and (decision = 'waiting') = (decided_at is null)),
  primary key (plan_id, code, stage),
  foreign key (plan_id, code, stage) references plans.target on delete cascade
);
comment on table plans.target_reason is 'Why a target is lower than that of the plan answered, and what the union above decided.';

create table plans.task (
  id uuid primary key,
  plan_id uuid not null references plans.plan on delete cascade,
  text text not null check (text = trim(text) and text <> ''),
  unit_id uuid not null references organisation.unit,
  due_on date, done_on date, evidence text, place smallint not null default 0,
  check (done_on is not null or evidence is null)
);
comment on table plans.task is 'A piece of work of a plan: the unit responsible, its day, and when and by what record it was done.';
create index on plans.task (plan_id);
create index on plans.task (unit_id) where done_on is null;

create table plans.template (
  plan_id uuid primary key references plans.plan on delete cascade,
  title text not null, body text not null, tasks jsonb not null default '[]' check (jsonb_typeof(tasks) = 'array')
);
comment on table plans.template is 'How an answer to this plan begins. {unit}, {parent} and {place} stand for the answering unit, the plan answered and its issuer. tasks: [{text, afterDays}], days counted from the day of issue.';

-- An issued plan takes no new target and changes none: a new version or a withdrawal does. Drafts are free.
create function plans.refuse_issued() returns trigger language plpgsql security definer set search_path = plans, pg_catalog as $$
begin
  if exists (select from changed c join plan p on p.id = c.plan_id where p.status <> 'draft') then
    raise exception 'an issued plan takes no new target' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger issued_takes_none after insert on plans.target referencing new table as changed for each statement execute function plans.refuse_issued();
create trigger issued_changes_none after update on plans.target referencing new table as changed for each statement execute function plans.refuse_issued();
create trigger issued_loses_none after delete on plans.target referencing old table as changed for each statement execute function plans.refuse_issued();

-- Row-level security. A draft is seen by the issuer and those above; an issued plan also by the unions below, whom it binds.
alter table plans.plan enable row level security;
alter table plans.plan_stage enable row level security;
alter table plans.target enable row level security;
alter table plans.target_reason enable row level security;
alter table plans.task enable row level security;
alter table plans.template enable row level security;
create policy scope on plans.plan using (organisation.reaches(unit_id));
create policy from_above on plans.plan for select using (
  status <> 'draft' and organisation.stands_above(unit_id));
create policy read on plans.plan_stage for select using (exists (select from plans.plan p where p.id = root_id));
create policy read on plans.target for select using (exists (select from plans.plan p where p.id = plan_id));
create policy read on plans.target_reason for select using (exists (select from plans.plan p where p.id = plan_id));
create policy read on plans.template for select using (exists (select from plans.plan p where p.id = plan_id));
create policy scope on plans.plan_stage using (exists (select from plans.plan p where p.id = root_id
  and organisation.reaches(p.unit_id)));
create policy scope on plans.target using (exists (select from plans.plan p where p.id = plan_id
  and organisation.reaches(p.unit_id)));
create policy scope on plans.target_reason using (exists (select from plans.plan p where p.id = plan_id
  and organisation.reaches(p.unit_id)));
create policy scope on plans.template using (exists (select from plans.plan p where p.id = plan_id
  and organisation.reaches(p.unit_id)));
-- A task may be given to a unit below: that unit sees it and reports it done.
create policy read on plans.task for select using (exists (select from plans.plan p where p.id = plan_id));
create policy scope on plans.task using (organisation.reaches(unit_id));

grant select, insert, delete on plans.plan, plans.plan_stage, plans.target, plans.target_reason, plans.task, plans.template to lotrinh_app;
grant update (title, body, basis, series, number, notation, issued_on, in_force, answer_by, status, withdrawn_on, withdrawn_why, issued_at) on plans.plan to lotrinh_app;
grant update (decision, decided_on, decided_by_unit, decided_by_person, decided_at, note) on plans.target_reason to lotrinh_app;
grant update on plans.task, plans.template to lotrinh_app;

-- Fact for the indicators: a unit has its own plan in force in answer to a root plan. Lower targets that wait for a
-- decision, or were refused, keep the plan from counting; once accepted it counts from the day of the decision.
create view plans.fact_plan_in_force as
  select p.unit_id as subject_id, p.holds * daterange(r.settled_on, null) as during, null::int as quantity,
    jsonb_build_object('answers', root.reference, 'answersId', root.id,
      'ownTargets', exists (select from plans.target t where t.plan_id = p.id and t.share > 0)) as attrs,
    'plan' as evidence_kind, p.id as evidence_id
  from plans.plan p
  join plans.plan root on root.id = p.root_id
  cross join lateral (select max(decided_on) as settled_on, coalesce(bool_or(decision <> 'accepted'), false) as open
    from plans.target_reason where plan_id = p.id) r
  where p.answers is not null and p.status <> 'draft' and not r.open and not isempty(p.holds * daterange(r.settled_on, null));
comment on view plans.fact_plan_in_force is 'Fact "own-plan" of a unit. attrs: answers and answersId name the root plan, ownTargets whether it sets at least one target.';

insert into indicators.fact_kind values ('own-plan', 'Có kế hoạch riêng đang hiệu lực', 'Has an own plan in force');
insert into indicators.fact_source values ('own-plan', 'unit', 'plans.fact_plan_in_force');
select indicators.compile();
