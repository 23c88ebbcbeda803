-- The register of certificates. What was printed is kept as printed: a unit that is renamed and a name that is corrected later
-- do not change what people hold in their hands. Nothing of a row changes but its revocation.
create table learning.certificate (
  id uuid primary key,
  unit_id uuid not null references organisation.unit, year smallint not null, number integer not null check (number > 0),
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  completion_id uuid not null references learning.completion, class_id uuid not null references learning.class, person_id uuid not null references people.person,
  issued_on date not null check (extract(year from issued_on) = year),
  printed jsonb not null,
  recorded_at timestamptz not null default base.moment(),
  revoked_at timestamptz, revoke_reason text check (length(trim(revoke_reason)) >= 5),
  unique (unit_id, year, number),
  check ((revoked_at is null) = (revoke_reason is null))
);
comment on table learning.certificate is 'A certificate of a completion. number runs without gaps within the issuing unit and the year. code: by which anyone may check it, drawn by lot. printed: what stands on it (name, programme, class, unit, days, place, signer). Whether it is good is not stored: revoked_at, the completion behind it and the validity of the programme say so.';
create unique index on learning.certificate (completion_id) where revoked_at is null;
create index on learning.certificate (class_id); create index on learning.certificate (person_id);

alter table learning.certificate enable row level security;
create policy read on learning.certificate for select using (organisation.reaches(unit_id) or people.sees(person_id));
create policy admit on learning.certificate for insert with check (organisation.reaches(unit_id));
create policy change on learning.certificate for update using (organisation.reaches(unit_id));
grant select, insert on learning.certificate to lotrinh_app;
grant update (revoked_at, revoke_reason) on learning.certificate to lotrinh_app;

-- The last number and day of a register. Two who issue in one register go one after the other; a number that is not used goes
-- back with its transaction, so that none is left out.
create function learning.hold_register(the_unit uuid, the_year smallint) returns table (number integer, issued_on date)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('learning.certificate ' || the_unit || ' ' || the_year, 0));
  return query select coalesce(max(c.number), 0), max(c.issued_on) from learning.certificate c where c.unit_id = the_unit and c.year = the_year;
end $$;

-- What a stranger who holds a certificate may learn of it; the name is shortened before it leaves the house.
create function learning.check_certificate(the_code text) returns table (printed jsonb, year smallint, number integer, issued_on date, completed_on date, until date, revoked_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select c.printed, c.year, c.number, c.issued_on, k.on_day, (k.on_day + make_interval(months => p.validity_months))::date,
    (coalesce(c.revoked_at, k.voided_at) at time zone 'Asia/Ho_Chi_Minh')::date
  from learning.certificate c join learning.completion k on k.id = c.completion_id join learning.programme p on p.id = k.programme_id
  where c.code = the_code
$$;
revoke execute on function learning.hold_register(uuid, smallint), learning.check_certificate(text) from public;
grant execute on function learning.hold_register(uuid, smallint), learning.check_certificate(text) to lotrinh_app;
