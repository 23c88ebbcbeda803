-- Signing in by a passkey: a key pair of which only the public half is ever sent.
create table access.passkey (
  id uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  name text not null check (name = trim(name) and name <> '' and length(name) <= 60),
  credential_id text not null unique,
  public_key bytea not null,
  site text not null,
  transports text[] not null default '{}',
  sign_count bigint not null default 0,
  answered_at timestamptz not null,
  created_at timestamptz not null default base.moment(),
  used_at timestamptz
);
comment on table access.passkey is 'A passkey of an account. Nothing here is secret: a signature cannot be made from it.';
comment on column access.passkey.site is 'The host name that it was made for; it proves nothing under another.';
comment on column access.passkey.sign_count is 'As the device counts; a count that goes back betrays a copy. Passkeys that are shared between devices stay at 0.';
comment on column access.passkey.answered_at is 'When the latest question that it answered was asked: an answer to that question or to an earlier one is refused.';
create index on access.passkey (account_id);

alter table access.passkey enable row level security;
create policy seen on access.passkey for select using (exists (select from access.account a where a.id = account_id));
create policy ended on access.passkey for delete using (exists (select from access.account a where a.id = account_id));
create policy made on access.passkey for insert with check (account_id::text = current_setting('app.account', true));
create policy named on access.passkey for update using (account_id::text = current_setting('app.account', true));
grant select, insert, delete, update (name) on access.passkey to lotrinh_app;

create or replace view access.listed with (security_invoker = true) as
  select a.id, a.person_id, coalesce(p.name, a.name) as name, coalesce(p.name_fold, base.fold(a.name)) as name_fold,
    coalesce(p.given_name, a.name) as given_name, a.username, a.email, a.phone, a.must_change, a.blocked_at, a.blocked_reason, a.created_at,
    (select max(coalesce(s.seen_at, s.created_at)) from access.session s where s.account_id = a.id) as seen_at,
    coalesce((select jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) order by t.rank)
      from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
      where o.person_id = a.person_id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date), '[]') as offices,
    exists (select from access.second_factor f where f.account_id = a.id and f.confirmed_at is not null) as second_factor,
    (select count(*)::int from access.passkey k where k.account_id = a.id) as passkeys
  from access.account a left join people.person p on p.id = a.person_id;

-- Keys for other programs. A key reads as one person in one office, and no more than its verbs; it writes nothing.
create table access.api_key (
  id uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  office_id uuid not null references people.office on delete cascade,
  name text not null check (name = trim(name) and name <> '' and length(name) <= 60),
  verbs text[] not null check (cardinality(verbs) > 0),
  key_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at and expires_at <= created_at + interval '367 days'),
  used_at timestamptz
);
comment on table access.api_key is 'A key by which a program reads in an office of the account. Only the SHA-256 of the key stands here. It ends with the office, when the account is blocked, and by its own day.';
comment on column access.api_key.used_at is 'Last use, to five minutes.';
create index on access.api_key (account_id);
alter table access.api_key enable row level security;
create policy seen on access.api_key for select using (exists (select from access.account a where a.id = account_id));
create policy ended on access.api_key for delete using (exists (select from access.account a where a.id = account_id));
create policy made on access.api_key for insert with check (account_id::text = current_setting('app.account', true));
grant select, insert, delete on access.api_key to lotrinh_app;

create function access.enter_by_key(hash text, at timestamptz)
returns table (account_id uuid, person_id uuid, name text, language text, office_id uuid, verbs text[])
language sql volatile security definer set search_path = pg_catalog as $$
  with used as (update access.api_key set used_at = at where key_hash = hash and coalesce(used_at, '-infinity') < at - interval '5 minutes')
  select a.id, a.person_id, p.name, a.language, k.office_id, k.verbs
  from access.api_key k join access.account a on a.id = k.account_id join people.person p on p.id = a.person_id
  where k.key_hash = hash and k.expires_at > at and a.blocked_at is null and not a.must_change
$$;
revoke execute on function access.enter_by_key from public;
grant execute on function access.enter_by_key to lotrinh_app;
