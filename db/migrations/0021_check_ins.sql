-- Attendance that resists faking: codes that change every few seconds, the lecturer's countersignature, what arrives after it.
alter table learning.class add grace_minutes smallint not null default 15 check (grace_minutes between 0 and 240);
comment on column learning.class.grace_minutes is 'Who checks in later than this many minutes after the start of a session is late.';
alter table learning.mark add source text not null default 'hand' check (source in ('hand', 'check-in', 'scan', 'paper'));
comment on column learning.mark.source is 'How it was taken: by hand; by the person''s own check-in; by a scan of the person''s own code; from the signed sheet.';
-- Who gets a seat after a session was countersigned has no mark there yet: the first one then comes with its reason.
alter table learning.mark drop constraint mark_check;

-- Secrets from which the codes are made. No request reads these tables: what may be known of them, functions below say.
create table learning.session_code (
  session_id uuid primary key references learning.session on delete cascade,
  secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);
comment on table learning.session_code is 'What the changing code on the lecturer''s screen is made from; there once the lecturer has opened it.';
create table learning.pass (
  person_id uuid primary key references people.person on delete cascade,
  secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);
comment on table learning.pass is 'What the changing code on a person''s own phone is made from.';

create table learning.check_in (
  id uuid primary key,
  class_id uuid not null, session_id uuid not null, person_id uuid not null references people.person on delete cascade,
  way text not null check (way in ('check-in', 'scan')),
  shown_at timestamptz not null, read_at timestamptz not null, arrived_at timestamptz not null default base.moment(),
  offline boolean not null, device_id uuid,
  state text not null check (state in ('present', 'late')),
  outcome text not null check (outcome in ('marked', 'already', 'waiting')), held text check (held in ('present', 'late', 'absent', 'excused')),
  accepted boolean, decided_at timestamptz, decided_by text, decision_reason text check (length(trim(decision_reason)) >= 5),
  foreign key (session_id, class_id) references learning.session (id, class_id),
  check ((accepted is null) = (decided_at is null) and (accepted is null) = (decision_reason is null)),
  check (accepted is null or outcome = 'waiting')
);
comment on table learning.check_in is 'A code that was read: by the person from the lecturer''s screen, or by the lecturer from the person''s phone. Nothing of a row changes but the decision on one that waits.';
comment on column learning.check_in.shown_at is 'When the code that was read stood on the screen: proved by the code itself.';
comment on column learning.check_in.read_at is 'When it was read, by the clock of the device that read it.';
comment on column learning.check_in.offline is 'The device had no network when it read the code, so that it may have arrived much later.';
comment on column learning.check_in.device_id is 'Drawn by lot and kept in the browser that read the code; shown to nobody, only whether two are the same.';
comment on column learning.check_in.outcome is 'marked: it made the mark. already: the mark that held says the same. waiting: the session was countersigned, or its mark says otherwise; the training officer decides.';
comment on column learning.check_in.held is 'The mark that held when it arrived.';
create index on learning.check_in (class_id); create index on learning.check_in (session_id); create index on learning.check_in (person_id);

create table learning.countersignature (
  session_id uuid primary key, class_id uuid not null,
  person_id uuid references people.person on delete set null, signed_by text, signed_at timestamptz not null default base.moment(),
  attended integer not null, away integer not null,
  foreign key (session_id, class_id) references learning.session (id, class_id)
);
comment on table learning.countersignature is 'The lecturer''s word that the roster of a session is right, with how many came and how many did not. From then on its marks change only by a correction with a reason.';
create index on learning.countersignature (class_id); create index on learning.countersignature (person_id);

create table learning.session_sheet (
  file_id uuid primary key references files.file, session_id uuid not null, class_id uuid not null,
  recorded_at timestamptz not null default base.moment(), recorded_by text,
  foreign key (session_id, class_id) references learning.session (id, class_id)
);
comment on table learning.session_sheet is 'A photograph or scan of the attendance sheet that was signed by hand at a session.';
create index on learning.session_sheet (session_id); create index on learning.session_sheet (class_id);

create or replace function learning.guard_marks() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from fresh f join learning.class c on c.id = f.class_id where c.status <> 'open' and f.reason is null) then
    raise exception 'attendance of a class that is not open changes only by a correction with a reason' using errcode = 'check_violation';
  end if;
  if exists (select from learning.countersignature k where k.session_id in (select f.session_id from fresh f where f.reason is null)) then
    raise exception 'attendance of a countersigned session changes only by a correction with a reason' using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- Who teaches need hold no office in the unit that organises: named as lecturer of the class, the person conducts its sessions.
create function learning.teaches(the_class uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from learning.class_lecturer l where l.class_id = the_class and l.person_id = nullif(current_setting('app.person', true), '')::uuid)
$$;

-- A session, for whoever conducts it.
create function learning.conducted(the_session uuid) returns table (class_id uuid, title text, status text, unit_id uuid, grace_minutes smallint,
  starts_at timestamptz, ends_at timestamptz, topic text, place text, unrecorded text, own boolean, teaches boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select * from (select c.id, c.title, c.status, c.unit_id, c.grace_minutes, s.starts_at, s.ends_at, s.topic, p.name, s.unrecorded,
      coalesce(organisation.reaches(c.unit_id), false) as own, learning.teaches(c.id) as teaches
    from learning.session s join learning.class c on c.id = s.class_id left join learning.class_place p on p.id = s.place_id
    where s.id = the_session) x where x.own or x.teaches
$$;

create function learning.open_code(the_session uuid) returns bytea language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from learning.conducted(the_session)) then return null; end if;
  insert into learning.session_code (session_id) values (the_session) on conflict do nothing;
  return (select k.secret from learning.session_code k where k.session_id = the_session);
end $$;

-- To compare a code with, where it comes from someone who is sent to the class.
create function learning.code_secret(the_session uuid) returns bytea language sql stable security definer set search_path = pg_catalog as $$
  select k.secret from learning.session_code k join learning.session s on s.id = k.session_id
  where k.session_id = the_session and exists (select from learning.nomination n where n.class_id = s.class_id and n.withdrawn_at is null
    and n.person_id = nullif(current_setting('app.person', true), '')::uuid)
$$;

create function learning.open_pass() returns bytea language plpgsql security definer set search_path = pg_catalog as $$
declare who uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  if who is null then return null; end if;
  insert into learning.pass (person_id) values (who) on conflict do nothing;
  return (select p.secret from learning.pass p where p.person_id = who);
end $$;

-- To compare a scanned code with: of those sent to the class, as far as who scans may mark them.
create function learning.pass_secrets(the_class uuid) returns table (person_id uuid, secret bytea)
language sql stable security definer set search_path = pg_catalog as $$
  select p.person_id, p.secret from learning.nomination n join learning.pass p on p.person_id = n.person_id
  where n.class_id = the_class and n.withdrawn_at is null and (organisation.reaches(n.organiser_id) or organisation.reaches(n.unit_id))
$$;

-- The mark of a person's own check-in. Nobody else's, and no other mark: a participant may write no attendance.
create function learning.mark_check_in(the_check_in uuid) returns void language sql security definer set search_path = pg_catalog as $$
  insert into learning.mark (class_id, session_id, person_id, state, source, recorded_by)
  select k.class_id, k.session_id, k.person_id, k.state, 'check-in', p.name from learning.check_in k join people.person p on p.id = k.person_id
  where k.id = the_check_in and k.way = 'check-in' and k.outcome = 'marked' and k.person_id = nullif(current_setting('app.person', true), '')::uuid
$$;

-- Who has a seat at a session, with the mark that holds, for whoever conducts it.
create function learning.session_roster(the_session uuid) returns table (person_id uuid, name text, unit text, state text, source text, recorded_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select n.person_id, p.name, u.label, m.state, m.source, m.recorded_at
  from learning.conducted(the_session) c cross join lateral learning.seating(array[c.class_id]) t join learning.nomination n on n.id = t.nomination_id
  join people.person p on p.id = n.person_id left join organisation.every_version v on v.unit_id = n.unit_id and v.valid @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date
  cross join lateral (select coalesce(v.short_name, v.name, '') as label) u
  left join lateral (select x.state, x.source, x.recorded_at from learning.mark x where x.session_id = the_session and x.person_id = n.person_id order by x.id desc limit 1) m on true
  where t.seated order by t.place
$$;

-- Sessions of these hours for the one who asks, as a learner or as a lecturer.
create function learning.my_sessions(from_moment timestamptz, to_moment timestamptz) returns table (session_id uuid, class_id uuid, title text,
  starts_at timestamptz, ends_at timestamptz, place text, lecturing boolean, state text)
language sql stable security definer set search_path = pg_catalog as $$
  with me as (select nullif(current_setting('app.person', true), '')::uuid as id),
  mine as (
    select n.class_id, false as lecturing from me join learning.nomination n on n.person_id = me.id and n.withdrawn_at is null
      cross join lateral learning.seating(array[n.class_id]) t where t.nomination_id = n.id and t.seated
    union select l.class_id, true from me join learning.class_lecturer l on l.person_id = me.id)
  select s.id, c.id, c.title, s.starts_at, s.ends_at, p.name, m.lecturing,
    case when not m.lecturing then (select k.state from learning.mark k, me where k.session_id = s.id and k.person_id = me.id order by k.id desc limit 1) end
  from mine m join learning.class c on c.id = m.class_id and c.status in ('open', 'closed') join learning.session s on s.class_id = c.id
  left join learning.class_place p on p.id = s.place_id
  where s.ends_at >= from_moment and s.starts_at <= to_moment and s.unrecorded is null order by s.starts_at, c.title
$$;

-- Check-ins of the people of a class at sessions elsewhere that overlap with one of its own at which they checked in too.
create function learning.check_ins_beside(the_class uuid) returns table (id uuid, person_id uuid, session_id uuid, title text, starts_at timestamptz, ends_at timestamptz,
  way text, shown_at timestamptz, read_at timestamptz, arrived_at timestamptz, offline boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct k.id, k.person_id, k.session_id, oc.title, o.starts_at, o.ends_at, k.way, k.shown_at, k.read_at, k.arrived_at, k.offline
  from learning.class c join learning.check_in own on own.class_id = c.id join learning.session s on s.id = own.session_id
  join learning.check_in k on k.person_id = own.person_id and k.class_id <> c.id join learning.session o on o.id = k.session_id and o.starts_at < s.ends_at and s.starts_at < o.ends_at
  join learning.class oc on oc.id = k.class_id
  where c.id = the_class and organisation.reaches(c.unit_id)
$$;

revoke execute on function learning.teaches(uuid), learning.conducted(uuid), learning.open_code(uuid), learning.code_secret(uuid), learning.open_pass(), learning.pass_secrets(uuid),
  learning.mark_check_in(uuid), learning.session_roster(uuid), learning.my_sessions(timestamptz, timestamptz), learning.check_ins_beside(uuid) from public;
grant execute on function learning.teaches(uuid), learning.conducted(uuid), learning.open_code(uuid), learning.code_secret(uuid), learning.open_pass(), learning.pass_secrets(uuid),
  learning.mark_check_in(uuid), learning.session_roster(uuid), learning.my_sessions(timestamptz, timestamptz), learning.check_ins_beside(uuid) to lotrinh_app;

create or replace function learning.attendance_of(the_class uuid, who uuid) returns table (
  id uuid, starts_at timestamptz, ends_at timestamptz, topic text, unrecorded text, marks jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.starts_at, s.ends_at, s.topic, s.unrecorded,
    (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'state', m.state, 'source', m.source, 'recordedAt', m.recorded_at, 'recordedBy', m.recorded_by, 'reason', m.reason, 'replaces', m.replaces) order by m.id), '[]')
     from learning.mark m where m.session_id = s.id and m.person_id = who)
  from learning.session s
  where s.class_id = the_class and exists (select from people.visible v where v.person_id = who)
    and exists (select from learning.nomination n where n.class_id = the_class and n.person_id = who)
  order by s.starts_at, s.id
$$;

alter table learning.check_in enable row level security;
alter table learning.countersignature enable row level security;
alter table learning.session_sheet enable row level security;

-- A check-in goes with the nomination, as a mark does; made by the person, or by whoever may mark the person. The organiser decides.
create policy read on learning.check_in for select using (exists (select from learning.nomination n where n.class_id = check_in.class_id and n.person_id = check_in.person_id));
create policy admit on learning.check_in for insert with check (
  way = 'check-in' and person_id = nullif(current_setting('app.person', true), '')::uuid
  or way = 'scan' and exists (select from learning.nomination n where n.class_id = check_in.class_id and n.person_id = check_in.person_id
    and (organisation.reaches(n.organiser_id) or organisation.reaches(n.unit_id))));
create policy change on learning.check_in for update using (exists (select from learning.class c where c.id = check_in.class_id and organisation.reaches(c.unit_id)));

create policy read on learning.countersignature for select using (exists (select from learning.class c where c.id = countersignature.class_id) or learning.teaches(class_id));
create policy admit on learning.countersignature for insert with check (
  exists (select from learning.class c where c.id = countersignature.class_id and organisation.reaches(c.unit_id)) or learning.teaches(class_id));

-- Seen by whoever may open the file itself.
create policy read on learning.session_sheet for select using (exists (select from files.file f where f.id = session_sheet.file_id));
create policy admit on learning.session_sheet for insert with check (exists (select from learning.class c where c.id = session_sheet.class_id and organisation.reaches(c.unit_id)));

grant select, insert on learning.check_in, learning.countersignature, learning.session_sheet to lotrinh_app;
grant update (accepted, decided_at, decided_by, decision_reason) on learning.check_in to lotrinh_app;
