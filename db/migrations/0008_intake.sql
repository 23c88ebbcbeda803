-- Spreadsheets brought in: what was read in a file, what was written from it, and the way back. Each record that an import
-- makes carries its id (people.*.import_id, learning.completion.import_id), so that the file is its evidence.
create schema intake;
grant usage on schema intake to lotrinh_app;

create table intake.import (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  kind text not null check (kind in ('roster', 'units')),
  file_id uuid not null references files.file,
  name text not null, sha256 bytea not null check (length(sha256) = 32),
  sheet text not null default '', header_row integer check (header_row > 0), header_height smallint,
  headers jsonb not null default '[]', samples jsonb not null default '[]', mapping jsonb not null default '{}',
  programme_id uuid references learning.programme, decision jsonb,
  state text not null check (state in ('reading', 'checked', 'importing', 'imported', 'undoing', 'undone', 'failed', 'cancelled')),
  counts jsonb not null default '{"rows": 0, "imported": 0, "refused": 0, "skipped": 0, "fresh": 0, "changed": 0, "known": 0, "mended": 0, "warned": 0, "trained": 0}',
  result jsonb, refusal jsonb, job_id uuid,
  account_id text, by_name text not null, at timestamptz not null default base.moment(),
  imported_at timestamptz, imported_by text, undone_at timestamptz, undone_by text,
  check ((state in ('imported', 'undoing', 'undone')) <= (imported_at is not null)), check ((state = 'undone') = (undone_at is not null))
);
comment on table intake.import is 'One file brought in by one unit. unit_id: the office that imports; only units below it are found. sha256: of the file as it was sent. counts: rows by verdict as last read; result: records written.';
comment on column intake.import.mapping is 'Field to column (from 0). headers has one text a column, samples the first cells of each; samples may hold identity numbers and are emptied with the commit.';
comment on column intake.import.programme_id is 'The programme that a training date of the file claims. decision: by which the units of the file are established.';
create index on intake.import (unit_id, at);

create table intake.row (
  import_id uuid not null references intake.import on delete cascade,
  row integer not null check (row > 0),
  verdict text not null check (verdict in ('imported', 'refused', 'skipped')),
  standing text check (standing in ('new', 'changed', 'known')),
  reasons jsonb not null, warnings jsonb not null, repairs jsonb not null,
  content jsonb, subject_id uuid,
  primary key (import_id, row)
);
comment on table intake.row is 'A row of the sheet as it was read. content: the person or the unit; identity numbers stand in it only until the import is committed or dropped. standing: how it meets what is known. subject_id: the person or unit that it is about.';
create index on intake.row (import_id, verdict, row);

create table intake.remembered_header (
  unit_id uuid not null references organisation.unit, kind text not null check (kind in ('roster', 'units')),
  header_key text not null, field text,
  primary key (unit_id, kind, header_key)
);
comment on table intake.remembered_header is 'Which field a user of the unit chose for a column with these words over it; field null: leave it out.';

-- What stands on the people or units of an import since then, over all units: who asks sees only a part. Each line says
-- what it is and how often; an import that is built upon is not taken back.
create function intake.built_upon(the_import uuid) returns table (what text, who text, times integer)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if not exists (select from intake.import i join organisation.position p on p.unit_id = i.unit_id
    where i.id = the_import and p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int) then return; end if;
  return query
  with person as (select p.id, p.name from people.person p where p.import_id = the_import),
  unit as (select r.subject_id as id from intake.row r join intake.import i on i.id = r.import_id and i.kind = 'units'
    where r.import_id = the_import and r.standing = 'new' and r.subject_id is not null),
  built(what, who) as (
    select 'account', p.name from person p join access.account a on a.person_id = p.id
    union all select 'nomination', p.name from person p join learning.nomination n on n.person_id = p.id
    union all select 'attendance', p.name from person p join learning.mark m on m.person_id = p.id
    union all select 'completion', p.name from person p join learning.completion c on c.person_id = p.id where c.voided_at is null and c.import_id is distinct from the_import
    union all select 'lecturer', p.name from person p join learning.class_lecturer l on l.person_id = p.id
    union all select 'absence', p.name from person p join people.absence a on a.person_id = p.id
    union all select 'office', p.name from person p join people.office o on o.person_id = p.id where o.import_id is distinct from the_import
    union all select 'placement', p.name from person p join people.placement o on o.person_id = p.id where o.import_id is distinct from the_import
    union all select 'ended', p.name from people.office o join people.person p on p.id = o.person_id where o.import_id = the_import and not upper_inf(o.during)
    union all select 'ended', p.name from people.placement o join people.person p on p.id = o.person_id where o.import_id = the_import and not upper_inf(o.during)
    union all select 'corrected', p.name from person p join audit.entry e on e.subject_kind = 'person' and e.subject_id = p.id::text and e.action = 'people.correct'
    union all select 'unit-changed', n.label from unit u join organisation.event e on e.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id where e.kind <> 'establish'
    union all select 'unit-changed', n.label from unit u join organisation.lineage l on u.id in (l.predecessor_id, l.successor_id) join organisation.label_unit n on n.subject_id = u.id
    union all select 'unit-below', n.label from unit u join organisation.unit_version v on v.parent_id = u.id join organisation.label_unit n on n.subject_id = v.unit_id
      where not exists (select from unit other where other.id = v.unit_id)
    union all select 'people', n.label from unit u join people.office o on o.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
    union all select 'people', n.label from unit u join people.placement o on o.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
    union all select 'people', n.label from unit u join people.workforce o on o.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
    union all select 'class', n.label from unit u join learning.class c on c.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
    union all select 'class', n.label from unit u join learning.head_count c on c.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
    union all select 'plan', n.label from unit u join plans.plan c on c.unit_id = u.id join organisation.label_unit n on n.subject_id = u.id
  )
  select b.what, min(b.who), count(distinct b.who)::int from built b group by b.what order by b.what;
end $$;
revoke execute on function intake.built_upon(uuid) from public;
grant execute on function intake.built_upon(uuid) to lotrinh_app;

-- Whether a completion claimed by the import still counts, in sight of the asker or not.
create function intake.claims_stand(the_import uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from learning.completion c where c.import_id = the_import and c.voided_at is null)
$$;
revoke execute on function intake.claims_stand(uuid) from public;
grant execute on function intake.claims_stand(uuid) to lotrinh_app;

-- Row-level security: an import is the affair of the unit that made it and of those above.
alter table intake.import enable row level security;
alter table intake.row enable row level security;
alter table intake.remembered_header enable row level security;
create policy scope on intake.import using (organisation.reaches(unit_id));
create policy scope on intake.row using (import_id in (select i.id from intake.import i));
create policy scope on intake.remembered_header using (organisation.reaches(unit_id));
grant select, insert, update on intake.import to lotrinh_app;
grant select, insert, update, delete on intake.row, intake.remembered_header to lotrinh_app;
