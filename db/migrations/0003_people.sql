-- People and where they stand: members and workers in a grassroots union, officials in dated offices.
create schema people;
grant usage on schema people to lotrinh_app;

create table people.person (
  id uuid primary key,
  name text not null check (name = trim(name) and name <> ''),
  given_name text not null,
  born date, born_precision text not null default 'day' check (born_precision in ('day', 'year')),
  check (born_precision = 'day' or extract(doy from born) = 1),
  female boolean,
  phone text, email text,
  import_id uuid,
  recorded_at timestamptz not null default base.moment(),
  name_fold text generated always as (base.fold(name)) stored
);
comment on column people.person.given_name is 'The last word of a Vietnamese name; lists are sorted by it.';
comment on column people.person.born_precision is 'year: only the year is known, born is its first of January.';
create index on people.person (name_fold, born);
create index on people.person (import_id, id) where import_id is not null;

create table people.identity (
  person_id uuid primary key references people.person on delete cascade,
  citizen_id text unique, old_id text unique,
  ethnicity text, religion text, party_member boolean
);
comment on table people.identity is 'Sensitive fields (Law 91/2025/QH15). No right of the application reaches them but through people.read_sensitive, which logs, and people.identify, which only matches.';

create table people.placement (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade, unit_id uuid not null references organisation.unit,
  standing text not null check (standing in ('member', 'worker')),
  during daterange not null check (not isempty(during)),
  import_id uuid, recorded_at timestamptz not null default base.moment(),
  exclude using gist (person_id with =, during with &&)
);
comment on table people.placement is 'A person works in the field of a unit, as its member or as a worker who is not a member. One place at a time; a move ends one row and begins the next.';
create index on people.placement (unit_id, person_id);
create index on people.placement (import_id, person_id) where import_id is not null;

create table people.title (
  code text primary key, name_vi text not null, name_en text not null, rank smallint not null,
  powers text not null check (powers in ('lead', 'deputy', 'officer', 'committee', 'inspector', 'administrator', 'auditor', 'none'))
);
comment on table people.title is 'Titles of offices. powers names the row of the table in people/domain/powers.ts.';
insert into people.title values
  ('president', 'Chủ tịch', 'President', 10, 'lead'),
  ('vice-president', 'Phó Chủ tịch', 'Vice-President', 20, 'deputy'),
  ('standing-member', 'Ủy viên Ban Thường vụ', 'Standing Committee member', 30, 'committee'),
  ('committee-member', 'Ủy viên Ban Chấp hành', 'Executive Committee member', 40, 'committee'),
  ('inspection-head', 'Chủ nhiệm Ủy ban Kiểm tra', 'Head of the Inspection Committee', 35, 'inspector'),
  ('inspection-member', 'Ủy viên Ủy ban Kiểm tra', 'Inspection Committee member', 45, 'inspector'),
  ('women-officer', 'Cán bộ nữ công', 'Women''s affairs officer', 60, 'committee'),
  ('specialist', 'Chuyên viên', 'Specialist', 50, 'officer'),
  ('department-head', 'Trưởng ban', 'Head of department', 25, 'deputy'),
  ('training-officer', 'Cán bộ phụ trách đào tạo', 'Training officer', 55, 'officer'),
  ('group-head', 'Tổ trưởng tổ công đoàn', 'Head of a union group', 70, 'none'),
  ('group-deputy', 'Tổ phó tổ công đoàn', 'Deputy head of a union group', 80, 'none'),
  ('administrator', 'Quản trị hệ thống', 'System administrator', 90, 'administrator'),
  ('auditor', 'Kiểm soát viên dữ liệu', 'Data auditor', 95, 'auditor');

create table people.office (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade, unit_id uuid not null references organisation.unit,
  title text not null references people.title,
  full_time boolean not null default false,
  basis text not null check (basis in ('elected', 'appointed', 'provisional')),
  term daterange, decision_number text,
  during daterange not null check (not isempty(during)),
  import_id uuid, recorded_at timestamptz not null default base.moment(),
  exclude using gist (person_id with =, unit_id with =, title with =, during with &&)
);
comment on table people.office is 'An office held over a half-open range of days. term is the term of the committee by its congress, stored because the 2025 reform cut terms short (KH 22/KH-TLĐ).';
create index on people.office (unit_id); create index on people.office (person_id);
create index on people.office (import_id, person_id) where import_id is not null;

create table people.absence (
  id uuid primary key, person_id uuid not null references people.person on delete cascade,
  reason text not null check (reason in ('maternity', 'long-illness', 'study-leave', 'secondment')),
  during daterange not null check (not isempty(during)), recorded_at timestamptz not null default base.moment()
);
comment on table people.absence is 'Long lawful absence from work; an indicator may name it as an exclusion.';
create index on people.absence (person_id);

create table people.workforce (
  unit_id uuid not null references organisation.unit, workers integer not null check (workers >= 0),
  during daterange not null check (not isempty(during)), evidence text, recorded_at timestamptz not null default base.moment(),
  exclude using gist (unit_id with =, during with &&)
);
comment on table people.workforce is 'Head-count of all members and workers in the field of a unit where not every one of them has a record of their own.';

-- Sensitive fields -------------------------------------------------------------------------------
create function people.read_sensitive(who uuid, why text) returns jsonb
language plpgsql security definer set search_path = people, pg_catalog as $$
declare found jsonb;
begin
  if not exists (select from people.visible where person_id = who) then return null; end if;
  insert into audit.access (account_id, office_id, person_id, fields, purpose)
  values (nullif(current_setting('app.account', true), ''), nullif(current_setting('app.office', true), '')::uuid, who,
          array['citizen_id', 'old_id', 'ethnicity', 'religion', 'party_member'], why);
  select to_jsonb(i) - 'person_id' into found from people.identity i where i.person_id = who;
  return coalesce(found, '{}'::jsonb);
end $$;

-- Who carries these identity numbers? Matches, reveals nothing that the caller did not already hold.
create function people.identify(ids text[]) returns table (number text, person_id uuid)
language sql stable security definer set search_path = people, pg_catalog as $$
  select citizen_id, person_id from identity where citizen_id = any(ids)
  union all select old_id, person_id from identity where old_id = any(ids)
$$;

create function people.set_identity(rows jsonb) returns void
language sql security definer set search_path = people, pg_catalog as $$
  insert into identity (person_id, citizen_id, old_id, ethnicity)
  select (r->>'personId')::uuid, r->>'citizenId', r->>'oldId', r->>'ethnicity' from jsonb_array_elements(rows) r
  on conflict (person_id) do update set citizen_id = coalesce(excluded.citizen_id, identity.citizen_id),
    old_id = coalesce(excluded.old_id, identity.old_id), ethnicity = coalesce(excluded.ethnicity, identity.ethnicity)
$$;

-- Numbers of persons who have none yet, thousands at once; one that is known fails as a breach of its unique constraint.
create function people.set_numbers(persons uuid[], citizen_ids text[], old_ids text[]) returns void
language sql security definer set search_path = people, pg_catalog as $$
  insert into identity (person_id, citizen_id, old_id) select * from unnest(persons, citizen_ids, old_ids)
$$;

-- Takes away what an import made of the next `most` persons by id after `beyond`: offices, places, and whom it admitted with
-- everything that hangs on them. Answers the persons by id, whether each was admitted by it, and after them the units in which they stood.
create function people.take_back(the_import uuid, beyond uuid, most integer) returns table (kind text, id uuid, admitted boolean)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare persons uuid[]; stood uuid[];
begin
  select array_agg(x.id) into persons from (
    select * from (select p.id from people.person p where p.import_id = the_import and p.id > beyond order by p.id limit most) a
    union select * from (select o.person_id from people.office o where o.import_id = the_import and o.person_id > beyond order by o.person_id limit most) b
    union select * from (select l.person_id from people.placement l where l.import_id = the_import and l.person_id > beyond order by l.person_id limit most) c
    order by 1 limit most) x(id);
  if persons is null then return; end if;
  select array_agg(distinct x.unit_id) into stood from (
    select o.unit_id from people.office o where o.import_id = the_import and o.person_id = any(persons)
    union select l.unit_id from people.placement l where l.import_id = the_import and l.person_id = any(persons)) x(unit_id);
  if exists (select from unnest(stood) s(unit_id) where not exists (select from organisation.position p where p.unit_id = s.unit_id
      and p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int)) then
    raise exception 'a person of the import lies outside the reach of the office acted in' using errcode = 'insufficient_privilege';
  end if;
  delete from people.office o where o.import_id = the_import and o.person_id = any(persons);
  delete from people.placement l where l.import_id = the_import and l.person_id = any(persons);
  return query with gone as (delete from people.person p where p.import_id = the_import and p.id = any(persons) returning p.id)
    select 'person', x.id, g.id is not null from unnest(persons) x(id) left join gone g on g.id = x.id order by x.id;
  return query select 'unit', s.unit_id, false from unnest(stood) s(unit_id);
end $$;

-- Row-level security: a person is seen from every unit in which the person has, or had, a place.
alter table people.placement enable row level security;
alter table people.office enable row level security;
alter table people.workforce enable row level security;
alter table people.absence enable row level security;
alter table people.person enable row level security;
create policy scope on people.placement using (
  organisation.reaches(unit_id)
  or person_id = nullif(current_setting('app.person', true), '')::uuid)
  with check (organisation.reaches(unit_id));
create policy scope on people.office using (
  organisation.reaches(unit_id)
  or person_id = nullif(current_setting('app.person', true), '')::uuid)
  with check (organisation.reaches(unit_id));
create policy scope on people.workforce using (organisation.reaches(unit_id));

-- The persons that the running request may see, for functions that run with the owner's rights.
create view people.visible as
  select s.person_id from (select person_id, unit_id from people.placement union all select person_id, unit_id from people.office) s
  join organisation.position p on p.unit_id = s.unit_id
  where p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
  union select nullif(current_setting('app.person', true), '')::uuid;

-- This person is one of them: what every policy about a person asks. A definer's function with a plan of its own, as
-- organisation.lies_in_scope; who sees the whole house pays nothing for it.
create function people.is_visible(who uuid) returns boolean language plpgsql stable security definer parallel safe cost 60 as $$
begin
  return exists (select from people.placement s where s.person_id = who and organisation.lies_in_scope(s.unit_id))
    or exists (select from people.office s where s.person_id = who and organisation.lies_in_scope(s.unit_id))
    or coalesce(who = nullif(current_setting('app.person', true), '')::uuid, false);
end $$;
create function people.sees(who uuid) returns boolean language sql stable parallel safe
  return organisation.whole() and who is not null or people.is_visible(who);

create policy read on people.person for select using (people.sees(id));
create policy admit on people.person for insert with check (nullif(current_setting('app.lft', true), '') is not null);
create policy change on people.person for update using (people.sees(id));
create policy remove on people.person for delete using (people.sees(id));
create policy scope on people.absence using (people.sees(person_id));

-- Of the given persons, those whom the running request may give a place: it sees them, or they stand nowhere yet (just
-- admitted). Else whoever learns an identity could pull a person into the own reach.
create function people.placeable(ids uuid[]) returns setof uuid
language sql stable security definer set search_path = people, pg_catalog as $$
  select p.id from person p where p.id = any(ids) and (
    nullif(current_setting('app.lft', true), '')::int = 0
    or exists (select from visible v where v.person_id = p.id)
    or not exists (select from placement where person_id = p.id) and not exists (select from office where person_id = p.id))
$$;

-- Where a person stood, for whoever sees the person: also the places outside the scope, up to the last day within it, so
-- that the history comes along with a move and a former unit does not follow the person any further.
create function people.history(who uuid) returns table (kind text, id uuid, unit_id uuid, during daterange, standing text, title text, full_time boolean, basis text, term daterange, decision_number text)
language sql stable security definer set search_path = people, pg_catalog as $$
  with stood as (
    select 'placement', p.id, p.unit_id, p.during, p.standing, null::text, null::boolean, null::text, null::daterange, null::text from placement p where p.person_id = who
    union all
    select 'office', o.id, o.unit_id, o.during, null, o.title, o.full_time, o.basis, o.term, o.decision_number from office o where o.person_id = who
  ), seen as (
    select max(coalesce(upper(s.during), 'infinity')) as until from stood s join organisation.position at on at.unit_id = s.unit_id
    where at.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
  )
  select s.* from stood s, seen
  where who = nullif(current_setting('app.person', true), '')::uuid or coalesce(lower(s.during), '-infinity') < seen.until
$$;

-- Persons in sight whose name holds every word (patterns of LIKE on the folded name). A function, because LIKE is not
-- leakproof: under row-level security it would be asked only after every person was checked.
create function people.find(patterns text[], at_most integer) returns setof uuid
language sql stable security definer set search_path = people, pg_catalog as $$
  -- Who has neither place nor office is found by whoever reaches the whole house: else nobody could give them one.
  select p.id from person p where p.name_fold like all (patterns) and (organisation.whole() or exists (select from visible v where v.person_id = p.id))
  order by p.given_name collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit at_most
$$;

grant select on people.person, people.placement, people.office, people.title, people.absence, people.workforce to lotrinh_app;
grant insert, update, delete on people.person, people.placement, people.office, people.absence, people.workforce to lotrinh_app;

-- Subjects and facts for the indicators ------------------------------------------------------------
create view people.subject_official as
  select person_id as subject_id, unit_id, during, 1 as quantity, id as record_id,
         jsonb_build_object('fullTime', full_time, 'title', title, 'basis', basis) as attrs
  from people.office where title not in ('administrator', 'auditor');
comment on view people.subject_official is 'Subject "official": a person in an office. Who holds several counts once, under the office held longest.';

create view people.subject_worker as
  select p.person_id as subject_id, p.unit_id, p.during, 1 as quantity, p.id as record_id, s.attrs
  from people.placement p join (values ('member', '{"standing": "member"}'::jsonb), ('worker', '{"standing": "worker"}')) s(standing, attrs) on s.standing = p.standing;
comment on view people.subject_worker is 'Subject "worker": a member, or a worker who is not one, under the grassroots union of the workplace.';

-- Head-count less the people known by name, as steps over time: naming someone takes one off the unnamed.
create view people.subject_unnamed as
  with turn as (
    select unit_id, lower(during) as day, 0 as more from people.workforce
    union all select unit_id, coalesce(lower(during), '-infinity'), 1 from people.placement where unit_id in (select unit_id from people.workforce)
    union all select unit_id, upper(during), -1 from people.placement where not upper_inf(during) and unit_id in (select unit_id from people.workforce)
  ), named as (
    select unit_id, daterange(day, lead(day) over (partition by unit_id order by day)) as during, sum(sum(more)) over (partition by unit_id order by day) as people
    from turn group by unit_id, day
  )
  select n.unit_id as subject_id, w.unit_id, w.during * n.during as during, (w.workers - n.people)::int as quantity, w.unit_id as record_id, '{"unnamed": true}'::jsonb as attrs
  from people.workforce w join named n on n.unit_id = w.unit_id and n.during && w.during
  where w.workers > n.people;
comment on view people.subject_unnamed is 'Subject "unnamed": members and workers of a unit known only by number.';

create view people.fact_absence as
  select person_id as subject_id, during, null::int as quantity, jsonb_build_object('reason', reason) as attrs, 'absence' as evidence_kind, id as evidence_id
  from people.absence;

create view people.label_person as
  select id as subject_id, name as label, name_fold as fold, given_name || ' ' || name as sort_key from people.person;
comment on view people.label_person is 'How a person is called in lists, sorted by given name.';
