-- Training that leaves records: programmes, classes, who was sent, who came to which session, and what follows from it.
-- Marks, completions and head-counts are never overwritten: a later row replaces an earlier one and both are kept.
create schema learning;
grant usage on schema learning to lotrinh_app;

-- Evidence files belong to a unit, as everything does that is seen only from it and above.
alter table files.file enable row level security;
create policy scope on files.file using (organisation.reaches(unit_id));
alter table files.file add constraint file_unit foreign key (unit_id) references organisation.unit,
  add constraint file_name check (name = trim(name) and name <> '' and name !~ '[/\\[:cntrl:]]'),
  add constraint file_digest check (length(sha256) = 32);
grant select, insert on files.file to lotrinh_app;

create table learning.field (code text primary key, name_vi text not null, name_en text not null, ord smallint not null);
comment on table learning.field is 'Fields of work that a programme trains for.';
insert into learning.field values
  ('party-line', 'Đường lối của Đảng, nghị quyết', 'Party line and resolutions', 10),
  ('labour-law', 'Pháp luật lao động, công đoàn, bảo hiểm xã hội', 'Labour, trade-union and social-insurance law', 20),
  ('bargaining', 'Đối thoại, thương lượng, thỏa ước lao động tập thể', 'Dialogue, bargaining and collective agreements', 30),
  ('legal-aid', 'Hòa giải tranh chấp, tư vấn pháp luật', 'Mediation and legal aid', 40),
  ('safety', 'An toàn, vệ sinh lao động', 'Occupational safety and health', 50),
  ('finance', 'Tài chính công đoàn', 'Union finance', 60),
  ('inspection', 'Công tác kiểm tra, giám sát', 'Inspection and supervision', 70),
  ('member-development', 'Phát triển đoàn viên, thành lập công đoàn cơ sở', 'Development of members and unions', 80),
  ('emulation', 'Thi đua, khen thưởng', 'Emulation and rewards', 90),
  ('propaganda', 'Tuyên giáo, truyền thông', 'Communication', 100),
  ('office', 'Văn phòng, văn thư, lưu trữ', 'Office work and records', 110),
  ('women', 'Công tác nữ công', 'Women''s affairs', 120),
  ('democracy', 'Dân chủ ở cơ sở, Thanh tra nhân dân', 'Grassroots democracy and People''s Inspectorate', 130),
  ('digital', 'Chuyển đổi số, kỹ năng số, trí tuệ nhân tạo', 'Digital transformation, digital skills, artificial intelligence', 140),
  ('languages', 'Ngoại ngữ', 'Foreign languages', 150),
  ('general', 'Lý luận và nghiệp vụ công đoàn', 'Trade-union theory and practice', 5);

create table learning.level (code text primary key, name_vi text not null, name_en text not null, ord smallint not null);
comment on table learning.level is 'The union level whose people a programme is made for.';
insert into learning.level values
  ('central', 'Cấp Tổng Liên đoàn', 'Confederation', 10),
  ('province', 'Cấp tỉnh, ngành, tổng công ty', 'Province, industry, corporation', 20),
  ('upper', 'Cấp trên trực tiếp cơ sở', 'Immediate upper level', 30),
  ('grassroots', 'Công đoàn cơ sở', 'Grassroots union', 40),
  ('group', 'Tổ công đoàn, công đoàn bộ phận', 'Union group, section union', 50),
  ('workers', 'Đoàn viên, người lao động', 'Members and workers', 60);

create table learning.tag (code text primary key, name_vi text not null, name_en text not null);
comment on table learning.tag is 'What a programme counts as for indicators. A list, because a mistyped tag would silently count for nothing.';
insert into learning.tag values
  ('digital-transformation', 'Chuyển đổi số', 'Digital transformation'),
  ('basic-digital-skills', 'Kỹ năng số cơ bản', 'Basic digital skills'),
  ('advanced-digital-skills', 'Thành thạo kỹ năng số', 'Advanced digital skills'),
  ('artificial-intelligence', 'Trí tuệ nhân tạo', 'Artificial intelligence'),
  ('trade-union-theory', 'Lý luận, nghiệp vụ công đoàn', 'Trade-union theory and practice'),
  ('grassroots-chair', 'Chức danh Chủ tịch công đoàn cơ sở', 'Office of grassroots chair'),
  ('collective-bargaining', 'Thương lượng tập thể', 'Collective bargaining'),
  ('safety', 'An toàn, vệ sinh lao động', 'Occupational safety and health'),
  ('union-finance', 'Kế toán, tài chính công đoàn', 'Union accounting and finance');
grant select on learning.field, learning.level, learning.tag to lotrinh_app;

create table learning.programme (
  id uuid primary key,
  name text not null check (name = trim(name) and name <> ''), name_en text,
  tags text[] not null default '{}', field text not null references learning.field, level text not null references learning.level,
  hours numeric(6, 1) not null check (hours > 0),
  owner_id uuid not null references organisation.unit,
  validity_months smallint check (validity_months between 1 and 600),
  recorded_at timestamptz not null default base.moment(),
  name_fold text generated always as (base.fold(name)) stored
);
comment on table learning.programme is 'A training programme. validity_months: how long a completion counts; null: it never lapses. Open to everyone who is signed in, changed within the owner''s scope.';

create table learning.class (
  id uuid primary key,
  programme_id uuid not null references learning.programme, unit_id uuid not null references organisation.unit,
  title text not null check (title = trim(title) and title <> ''),
  form text not null check (form in ('in-person', 'online', 'multi-point', 'blended')),
  capacity integer not null check (capacity between 1 and 5000),
  required_percent smallint not null default 80 check (required_percent between 1 and 100),
  first_day date not null, last_day date not null check (last_day >= first_day),
  status text not null check (status in ('draft', 'open', 'closed', 'cancelled')),
  completed_on date, cancel_reason text,
  recorded_at timestamptz not null default base.moment(),
  title_fold text generated always as (base.fold(title)) stored,
  unique (id, unit_id),
  check ((status = 'closed') = (completed_on is not null)),
  check ((status = 'cancelled') = (cancel_reason is not null))
);
comment on table learning.class is 'A class of a programme, held by a unit. first_day and last_day are both days of the class. required_percent: share of the recorded sessions to attend, counted in whole sessions. completed_on: the day on which completions stand.';
create index on learning.class (unit_id, first_day); create index on learning.class (programme_id);

create table learning.class_place (
  id uuid primary key, class_id uuid not null references learning.class, ord smallint not null,
  name text not null check (name = trim(name) and name <> ''), address text, unique (class_id, ord) deferrable, unique (id, class_id)
);
comment on table learning.class_place is 'Where a class meets; several for a multi-point class.';

create table learning.class_lecturer (
  class_id uuid not null references learning.class, ord smallint not null,
  person_id uuid references people.person on delete set null, name text not null check (name = trim(name) and name <> ''), organisation text,
  primary key (class_id, ord)
);
create index on learning.class_lecturer (person_id);
comment on table learning.class_lecturer is 'Who teaches: a person of the organisation, or an outsider by name. The name is kept as announced.';

create table learning.session (
  id uuid primary key, class_id uuid not null references learning.class,
  starts_at timestamptz not null, ends_at timestamptz not null check (ends_at > starts_at),
  topic text, place_id uuid, unrecorded text check (length(trim(unrecorded)) >= 5),
  unique (id, class_id), foreign key (place_id, class_id) references learning.class_place (id, class_id)
);
comment on table learning.session is 'One sitting of a class. place_id null: online, or at all places of the class at once. unrecorded: why no attendance was taken; the session then counts for nobody.';
create index on learning.session (class_id, starts_at);

create table learning.nomination (
  id uuid primary key, seq bigint generated always as identity,
  class_id uuid not null, organiser_id uuid not null,
  person_id uuid not null references people.person on delete cascade, unit_id uuid not null references organisation.unit,
  nominated_by uuid, nominated_at timestamptz not null default base.moment(),
  withdrawn_at timestamptz, withdraw_reason text,
  foreign key (class_id, organiser_id) references learning.class (id, unit_id) on update cascade,
  check ((withdrawn_at is null) = (withdraw_reason is null))
);
comment on table learning.nomination is 'A person sent to a class by the unit where the person then stood. Who has a seat and who waits is not stored: the first `capacity` by seq have one (learning.seating). organiser_id repeats the unit of the class for row-level security; the foreign key keeps it so.';
create unique index on learning.nomination (class_id, person_id) where withdrawn_at is null;
create index on learning.nomination (class_id, seq); create index on learning.nomination (person_id); create index on learning.nomination (unit_id); create index on learning.nomination (organiser_id);

create table learning.mark (
  id bigint generated always as identity primary key,
  class_id uuid not null, session_id uuid not null, person_id uuid not null references people.person on delete cascade,
  state text not null check (state in ('present', 'late', 'absent', 'excused')),
  recorded_at timestamptz not null default base.moment(),
  recorded_by text,
  replaces bigint unique, reason text check (length(trim(reason)) >= 5),
  unique (id, session_id, person_id),
  foreign key (session_id, class_id) references learning.session (id, class_id),
  foreign key (replaces, session_id, person_id) references learning.mark (id, session_id, person_id),
  check (reason is null or replaces is not null)
);
comment on table learning.mark is 'Attendance of one person at one session. Append-only: a mark that replaces another stands beside it, with its reason; the one that nothing replaces holds. recorded_by: the name of who wrote it; the account and the office stand in the audit line.';
create unique index on learning.mark (session_id, person_id) where replaces is null;
create index on learning.mark (class_id, person_id);
create index on learning.mark (session_id, person_id, id desc);
create index on learning.mark (person_id);

create table learning.completion (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  programme_id uuid not null references learning.programme,
  class_id uuid, organiser_id uuid, import_id uuid,
  source text not null check (source in ('class', 'import')),
  on_day date not null,
  recorded_at timestamptz not null default base.moment(),
  voided_at timestamptz, void_reason text,
  foreign key (class_id, organiser_id) references learning.class (id, unit_id) on update cascade,
  check ((source = 'class') = (class_id is not null) and (source = 'class') = (organiser_id is not null) and (source = 'import') = (import_id is not null)),
  check ((voided_at is null) = (void_reason is null))
);
comment on table learning.completion is 'A person completed a programme on a day. source import: claimed by a spreadsheet, nobody here saw the attendance. A correction voids the row and may insert another; both are kept.';
create unique index on learning.completion (class_id, person_id) where voided_at is null and class_id is not null;
create unique index on learning.completion (person_id, programme_id, on_day) where voided_at is null and class_id is null;
create index on learning.completion (person_id); create index on learning.completion (import_id) where import_id is not null; create index on learning.completion (programme_id);

create table learning.head_count (
  id uuid primary key,
  class_id uuid not null, organiser_id uuid not null, unit_id uuid not null references organisation.unit,
  heads integer not null check (heads > 0),
  sheet_id uuid not null references files.file,
  recorded_at timestamptz not null default base.moment(),
  voided_at timestamptz, void_reason text,
  foreign key (class_id, organiser_id) references learning.class (id, unit_id) on update cascade,
  check ((voided_at is null) = (void_reason is null))
);
comment on table learning.head_count is 'How many people of a unit sat in a class, by the signed sheet, where not everyone has a record. Those of them who completed by name are taken off when it is counted.';
create unique index on learning.head_count (class_id, unit_id) where voided_at is null;
create index on learning.head_count (unit_id);

-- Rules that must hold whatever code writes ------------------------------------------------------------
create function learning.guard_marks() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from fresh f join learning.class c on c.id = f.class_id where c.status <> 'open' and f.reason is null) then
    raise exception 'attendance of a class that is not open changes only by a correction with a reason' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger guard after insert on learning.mark referencing new table as fresh for each statement execute function learning.guard_marks();

-- Two writers of one class go one after the other: seats are given in the order in which they are asked for. A definer's
-- function, because a unit below may nominate into a class that it may not change.
create function learning.hold(class_ids uuid[]) returns void language sql security definer set search_path = pg_catalog as $$
  select from learning.class where id = any(class_ids) order by id for no key update
$$;

-- Every nomination that stands, with its place in the order and whether that place is a seat. Over all units: a unit
-- that sees only its own nominees still sees how far back they wait.
create function learning.seating(class_ids uuid[]) returns table (class_id uuid, nomination_id uuid, place integer, seated boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select n.class_id, n.id, n.place, n.place <= c.capacity from learning.class c
  join (select x.class_id, x.id, row_number() over (partition by x.class_id order by x.seq)::int as place
        from learning.nomination x where x.class_id = any(class_ids) and x.withdrawn_at is null) n on n.class_id = c.id
$$;

-- The same in numbers as it stood at a moment, with the completions that were known then.
create function learning.counts_at(the_class uuid, at timestamptz) returns table (seated integer, waiting integer, completed integer)
language sql stable security definer set search_path = pg_catalog as $$
  select least(n.standing, c.capacity)::int, greatest(n.standing - c.capacity, 0)::int,
    (select count(*) from learning.completion k where k.class_id = c.id and k.recorded_at <= at and (k.voided_at is null or k.voided_at > at))::int
  from learning.class c cross join lateral (select count(*) as standing from learning.nomination x
    where x.class_id = c.id and x.nominated_at <= at and (x.withdrawn_at is null or x.withdrawn_at > at)) n
  where c.id = the_class
$$;

-- How many completed a class, over all units, as its seats are counted.
create function learning.completed_in(the_class uuid) returns integer language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::int from learning.completion where class_id = the_class and voided_at is null
$$;

-- Whom a change of these programmes concerns, over all units.
create function learning.concerned(programme_ids uuid[]) returns table (kind text, id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select 'person', person_id from learning.completion where programme_id = any(programme_ids) and voided_at is null
  union select 'unit', h.unit_id from learning.head_count h join learning.class c on c.id = h.class_id
  where c.programme_id = any(programme_ids) and c.status = 'closed' and h.voided_at is null
$$;
-- People of a unit who completed a class by name: they are on its sheet and must not count twice.
create function learning.named_in(the_class uuid, the_unit uuid) returns integer language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::int from learning.completion k
  where k.class_id = the_class and k.voided_at is null
    and exists (select from people.placement s where s.person_id = k.person_id and s.unit_id = the_unit and s.during @> k.on_day)
$$;

-- Completions of a person, for whoever may see the person: a class held elsewhere, before the person came, is part of the record.
create function learning.completions_of(who uuid) returns table (
  id uuid, person_id uuid, programme_id uuid, programme text, tags text[], on_day date, until date, source text,
  class_id uuid, class_title text, required_percent smallint, import_id uuid, recorded_at timestamptz, voided_at timestamptz, void_reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select k.id, k.person_id, p.id, p.name, p.tags, k.on_day, (k.on_day + make_interval(months => p.validity_months))::date, k.source,
    c.id, c.title, c.required_percent, k.import_id, k.recorded_at, k.voided_at, k.void_reason
  from learning.completion k join learning.programme p on p.id = k.programme_id left join learning.class c on c.id = k.class_id
  where k.person_id = who and exists (select from people.visible v where v.person_id = who)
  order by k.on_day desc, k.recorded_at desc, k.id
$$;

-- Sessions of a class with every mark of one person, the first first; for whoever may see the person.
create function learning.attendance_of(the_class uuid, who uuid) returns table (
  id uuid, starts_at timestamptz, ends_at timestamptz, topic text, unrecorded text, marks jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.starts_at, s.ends_at, s.topic, s.unrecorded,
    (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'state', m.state, 'recordedAt', m.recorded_at, 'recordedBy', m.recorded_by, 'reason', m.reason, 'replaces', m.replaces) order by m.id), '[]')
     from learning.mark m where m.session_id = s.id and m.person_id = who)
  from learning.session s
  where s.class_id = the_class and exists (select from people.visible v where v.person_id = who)
    and exists (select from learning.nomination n where n.class_id = the_class and n.person_id = who)
  order by s.starts_at, s.id
$$;
-- The mark that holds in each cell of a class, and how many it replaced. A definer's function with the same reach as the
-- policy below, checked once for each nomination: checked for each mark it took a hundred times as long.
-- Never person by person: with statistics from before the class, that is what the planner would do with thousands.
create function learning.cells(the_class uuid) returns table (session_id uuid, person_id uuid, id bigint, state text, recorded_at timestamptz, reason text, replaced integer)
language sql stable security definer set search_path = pg_catalog set enable_nestloop = off as $$
  select distinct on (m.session_id, m.person_id) m.session_id, m.person_id, m.id, m.state, m.recorded_at, m.reason,
    (count(*) over (partition by m.session_id, m.person_id) - 1)::int
  from learning.mark m where m.class_id = the_class and m.person_id in (
    select n.person_id from learning.nomination n
    left join organisation.position u on u.unit_id = n.unit_id left join organisation.position o on o.unit_id = n.organiser_id
    where n.class_id = the_class and (n.person_id = nullif(current_setting('app.person', true), '')::uuid
      or u.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
      or o.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int))
  order by m.session_id, m.person_id, m.id desc
$$;
-- The mark that holds in each cell of these sessions, as above: who records one session does not read those of the whole class.
-- Its plan is kept, and so made for a house that may have had no marks yet: it must not read all there are for each cell later.
create function learning.marks_held(the_class uuid, the_sessions uuid[]) returns table (session_id uuid, person_id uuid, id bigint, state text)
language sql stable security definer set search_path = pg_catalog set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
  with who as materialized (
    select n.person_id from learning.nomination n where n.class_id = the_class
      and (n.person_id = nullif(current_setting('app.person', true), '')::uuid or organisation.reaches(n.organiser_id) or organisation.reaches(n.unit_id))
  )
  select h.* from learning.session s cross join (select distinct w.person_id from who w) p
  cross join lateral (
    -- Ordered apart: else it may read from the latest mark of the house back to the one asked for.
    select c.* from (select m.session_id, m.person_id, m.id, m.state from learning.mark m where m.session_id = s.id and m.person_id = p.person_id offset 0) c
    order by c.id desc limit 1) h
  where s.class_id = the_class and s.id = any(the_sessions)
$$;
grant execute on function learning.hold(uuid[]), learning.seating(uuid[]), learning.counts_at(uuid, timestamptz), learning.completed_in(uuid), learning.concerned(uuid[]), learning.named_in(uuid, uuid), learning.completions_of(uuid), learning.attendance_of(uuid, uuid), learning.cells(uuid), learning.marks_held(uuid, uuid[]) to lotrinh_app;

-- Row-level security -----------------------------------------------------------------------------------
alter table learning.programme enable row level security;
alter table learning.class enable row level security;
alter table learning.class_place enable row level security;
alter table learning.class_lecturer enable row level security;
alter table learning.session enable row level security;
alter table learning.nomination enable row level security;
alter table learning.mark enable row level security;
alter table learning.completion enable row level security;
alter table learning.head_count enable row level security;

create policy read on learning.programme for select using (true);
create policy write on learning.programme using (organisation.reaches(owner_id));

-- A class is seen by the units above it, by those whose people are sent to it, and once announced by all below its organiser.
create policy read on learning.class for select using (
  organisation.reaches(unit_id)
  or (status <> 'draft' and organisation.stands_above(unit_id))
  or exists (select from learning.nomination n where n.class_id = class.id));
create policy admit on learning.class for insert with check (organisation.reaches(unit_id));
create policy change on learning.class for update using (organisation.reaches(unit_id));

create policy read on learning.class_place for select using (exists (select from learning.class c where c.id = class_place.class_id));
create policy admit on learning.class_place for insert with check (exists (select from learning.class c where c.id = class_place.class_id
  and organisation.reaches(c.unit_id)));
create policy change on learning.class_place for update using (exists (select from learning.class c where c.id = class_place.class_id
  and organisation.reaches(c.unit_id)));
create policy remove on learning.class_place for delete using (exists (select from learning.class c where c.id = class_place.class_id
  and organisation.reaches(c.unit_id)));
create policy read on learning.class_lecturer for select using (exists (select from learning.class c where c.id = class_lecturer.class_id));
create policy admit on learning.class_lecturer for insert with check (exists (select from learning.class c where c.id = class_lecturer.class_id
  and organisation.reaches(c.unit_id)));
create policy remove on learning.class_lecturer for delete using (exists (select from learning.class c where c.id = class_lecturer.class_id
  and organisation.reaches(c.unit_id)));
create policy read on learning.session for select using (exists (select from learning.class c where c.id = session.class_id));
create policy admit on learning.session for insert with check (exists (select from learning.class c where c.id = session.class_id
  and organisation.reaches(c.unit_id)));
create policy change on learning.session for update using (exists (select from learning.class c where c.id = session.class_id
  and organisation.reaches(c.unit_id)));
create policy remove on learning.session for delete using (exists (select from learning.class c where c.id = session.class_id
  and organisation.reaches(c.unit_id)));

-- A nomination is seen by the organiser of the class, by the unit that sent the person, and by the person.
create policy read on learning.nomination for select using (
  organisation.reaches(unit_id)
  or organisation.reaches(organiser_id)
  or person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy admit on learning.nomination for insert with check (organisation.reaches(unit_id));
create policy change on learning.nomination for update using (
  organisation.reaches(unit_id)
  or organisation.reaches(organiser_id));

-- Attendance goes with the nomination; written by the organiser, or at a point of a multi-point class by the unit that sent the person.
create policy read on learning.mark for select using (exists (select from learning.nomination n where n.class_id = mark.class_id and n.person_id = mark.person_id));
create policy admit on learning.mark for insert with check (exists (select from learning.nomination n where n.class_id = mark.class_id and n.person_id = mark.person_id
  and (organisation.reaches(n.organiser_id)
    or organisation.reaches(n.unit_id))));

create policy scope on learning.completion using (organisation.reaches(organiser_id) or people.sees(person_id))
  with check (organisation.reaches(organiser_id) or source = 'import' and people.sees(person_id));

create policy scope on learning.head_count using (
  organisation.reaches(unit_id)
  or organisation.reaches(organiser_id))
  with check (organisation.reaches(organiser_id));

grant select, insert on learning.programme, learning.class, learning.class_place, learning.class_lecturer, learning.session, learning.nomination, learning.mark, learning.completion, learning.head_count to lotrinh_app;
grant update on learning.programme, learning.class, learning.class_place, learning.session to lotrinh_app;
grant delete on learning.class_place, learning.class_lecturer, learning.session to lotrinh_app;
grant update (withdrawn_at, withdraw_reason) on learning.nomination to lotrinh_app;
grant update (voided_at, void_reason) on learning.completion, learning.head_count to lotrinh_app;

-- Facts for the indicators -----------------------------------------------------------------------------
-- What a completion says hangs on its programme, but for whether it was claimed: so that is put together for each programme,
-- and a rule that asks for a tag reads the completions of the programmes that bear it, not all twenty million.
create view learning.fact_completion as
  select k.person_id as subject_id,
    daterange(k.on_day, case when p.validity_months is not null then (k.on_day + make_interval(months => p.validity_months))::date end) as during,
    null::int as quantity, p.attrs, 'completion' as evidence_kind, k.id as evidence_id
  from learning.completion k join (
    select id, validity_months, false as claimed, jsonb_build_object('tags', tags, 'programme', id, 'field', field, 'level', level, 'hours', hours, 'claimed', false) as attrs from learning.programme
    union all
    select id, validity_months, true, jsonb_build_object('tags', tags, 'programme', id, 'field', field, 'level', level, 'hours', hours, 'claimed', true) from learning.programme
  ) p on p.id = k.programme_id and p.claimed = (k.source = 'import')
  where k.voided_at is null;
comment on view learning.fact_completion is 'Fact "completion" about a person, from the day of completion until it lapses.';

create view learning.fact_head_count as
  select h.unit_id as subject_id,
    daterange(c.completed_on, case when p.validity_months is not null then (c.completed_on + make_interval(months => p.validity_months))::date end) as during,
    h.heads - n.named as quantity,
    jsonb_build_object('tags', p.tags, 'programme', p.id, 'field', p.field, 'level', p.level, 'hours', p.hours, 'claimed', false) as attrs,
    'head-count' as evidence_kind, h.id as evidence_id
  from learning.head_count h join learning.class c on c.id = h.class_id and c.status = 'closed' join learning.programme p on p.id = c.programme_id
  cross join lateral (select learning.named_in(h.class_id, h.unit_id) as named) n
  where h.voided_at is null and h.heads > n.named;
comment on view learning.fact_head_count is 'Fact "completion" about the unnamed of a unit: heads on the sheet less those of that unit who completed the same class by name.';

insert into indicators.fact_kind values ('completion', 'Hoàn thành chương trình đào tạo, bồi dưỡng', 'Completed a training programme');
insert into indicators.fact_source values
  ('completion', 'official', 'learning.fact_completion'), ('completion', 'worker', 'learning.fact_completion'), ('completion', 'unnamed', 'learning.fact_head_count');
select indicators.compile();
