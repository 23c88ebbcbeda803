-- Doors: sign-in by an identity provider.

-- A link to a provider is a credential of its own: made by the account itself alone, one at each provider. Whoever looks
-- after the account may take it away; the password's row stays.
create unique index on access.credential (account_id, provider_id);
create policy linked on access.credential as restrictive for insert with check (provider_id = 'credential' or account_id::text = current_setting('app.account', true));
create policy unlinked on access.credential as restrictive for delete using (provider_id <> 'credential');
grant select (created_at), delete on access.credential to lotrinh_app;

create table access.provider_answer (
  state_hash text primary key,
  at timestamptz not null
);
comment on table access.provider_answer is 'Questions to the identity provider that were answered and taken, by the SHA-256 of their state: none is taken twice. Forgotten after an hour, when no question of that age is open any more.';
alter table access.provider_answer enable row level security;

create or replace view access.listed with (security_invoker = true) as
  select a.id, a.person_id, coalesce(p.name, a.name) as name, coalesce(p.name_fold, base.fold(a.name)) as name_fold,
    coalesce(p.given_name, a.name) as given_name, a.username, a.email, a.phone, a.must_change, a.blocked_at, a.blocked_reason, a.created_at,
    (select max(coalesce(s.seen_at, s.created_at)) from access.session s where s.account_id = a.id) as seen_at,
    coalesce((select jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) order by t.rank)
      from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
      where o.person_id = a.person_id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date), '[]') as offices,
    exists (select from access.second_factor f where f.account_id = a.id and f.confirmed_at is not null) as second_factor,
    (select count(*)::int from access.passkey k where k.account_id = a.id) as passkeys,
    exists (select from access.credential c where c.account_id = a.id and c.provider_id <> 'credential') as linked
  from access.account a left join people.person p on p.id = a.person_id;

-- Long work that ends in a file ----------------------------------------------------------------------
-- What a job made for whoever asked for it: papers by the thousand, letters with first passwords. Kept for a day, and for a
-- quarter of an hour after it was taken, so that a download that broke can be made again.
create table jobs.product (
  job_id uuid primary key references jobs.progress on delete cascade,
  name text not null,
  until timestamptz not null,
  taken_at timestamptz
);
comment on table jobs.product is 'The file that a job makes, for the account that asked for it and nobody else. After until it is destroyed.';

create table jobs.product_part (
  job_id uuid not null references jobs.product on delete cascade,
  number integer not null check (number > 0),
  name text not null,
  sealed bytea not null,
  primary key (job_id, number)
);
comment on table jobs.product_part is 'A part of it, as far as the work has come: a job that was broken off goes on after the last. Sealed with the secret of the data folder, so that the table alone says nothing.';

alter table jobs.product enable row level security;
alter table jobs.product_part enable row level security;
create policy own on jobs.product using (exists (select from jobs.progress p where p.id = job_id and p.account_id = nullif(current_setting('app.account', true), '')));
create policy own on jobs.product_part using (exists (select from jobs.product p where p.job_id = product_part.job_id));
grant select, insert, update, delete on jobs.product to lotrinh_app;
grant select, insert on jobs.product_part to lotrinh_app;

-- Accounts for a whole province -----------------------------------------------------------------------
create schema accounts;
grant usage on schema accounts to lotrinh_app;

create table accounts.round (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  name text,
  state text not null check (state in ('checked', 'making', 'made', 'failed', 'dropped')),
  job_id uuid references jobs.progress on delete set null,
  account_id text not null, by_name text not null,
  at timestamptz not null default base.moment()
);
comment on table accounts.round is 'Accounts given to many at once: to the people of a file, or to all officials of the unit and below who have none. name: of the file; null: the officials. unit_id: the unit acted in.';
create index on accounts.round (unit_id, at);

create table accounts.row (
  round_id uuid not null references accounts.round on delete cascade,
  row integer not null check (row > 0),
  verdict text not null check (verdict in ('make', 'has', 'refused', 'skipped')),
  reasons jsonb not null default '[]',
  content jsonb not null,
  person_id uuid references people.person,
  account_id uuid references access.account on delete set null,
  primary key (round_id, row),
  check (verdict <> 'make' or person_id is not null)
);
comment on table accounts.row is 'A row of the file, or an official: who gets an account, who has one, who is not found or could be several, and why. content: as it was read, without identity numbers. account_id: the account once it stands.';
create index on accounts.row (round_id, verdict, row);

alter table accounts.round enable row level security;
alter table accounts.row enable row level security;
create policy reached on accounts.round using (organisation.lies_in_scope(unit_id));
create policy reached on accounts.row using (exists (select from accounts.round r where r.id = round_id));
grant select, insert, update (state, job_id) on accounts.round to lotrinh_app;
grant select, insert, update (verdict, reasons, account_id) on accounts.row to lotrinh_app;

-- What programs read by keys -------------------------------------------------------------------------
create table access.key_read (
  key_id uuid not null references access.api_key on delete cascade,
  on_day date not null,
  route text not null,
  primary key (key_id, on_day, route)
);
comment on table access.key_read is 'Which routes a key has read today: the first read of a day and route leaves an audit line, the others none. Rows of earlier days are forgotten with it.';
alter table access.key_read enable row level security;
create policy own on access.key_read using (exists (select from access.api_key k where k.id = key_id and k.account_id::text = current_setting('app.account', true)));
grant select, insert, delete on access.key_read to lotrinh_app;

drop function access.enter_by_key;
create function access.enter_by_key(hash text, at timestamptz)
returns table (key_id uuid, account_id uuid, person_id uuid, name text, language text, office_id uuid, verbs text[])
language sql volatile security definer set search_path = pg_catalog as $$
  with used as (update access.api_key set used_at = at where key_hash = hash and coalesce(used_at, '-infinity') < at - interval '5 minutes')
  select k.id, a.id, a.person_id, p.name, a.language, k.office_id, k.verbs
  from access.api_key k join access.account a on a.id = k.account_id join people.person p on p.id = a.person_id
  where k.key_hash = hash and k.expires_at > at and a.blocked_at is null and not a.must_change
$$;
revoke execute on function access.enter_by_key from public;
grant execute on function access.enter_by_key to lotrinh_app;
