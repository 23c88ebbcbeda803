-- Who may sign in, and who may read the audit log. An account belongs to a person; powers come from the office the
-- person holds, so nothing here says what an account may do.
create schema access;
grant usage on schema access to lotrinh_app;

create table access.account (
  id uuid primary key,
  person_id uuid unique references people.person,
  name text check (name = trim(name) and name <> ''),
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{2,39}$' and username ~ '[a-z]'),
  email text unique check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  phone text unique check (phone ~ '^0\d{9,10}$'),
  email_verified boolean not null default false,
  image text,
  language text not null default 'vi' check (language in ('vi', 'en')),
  must_change boolean not null default true,
  blocked_at timestamptz, blocked_reason text,
  created_at timestamptz not null default base.moment(), updated_at timestamptz not null default base.moment(),
  check ((person_id is null) = (name is not null))
);
comment on table access.account is 'An account of one person (better-auth calls it user). Without a person it is the first administrator of an empty house. A user name has a letter and no @, so no name of one account can be read as another kind of name of a second.';
comment on column access.account.must_change is 'The password was given by someone else: the account has no powers until it is changed.';

create table access.credential (
  id uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  provider_id text not null default 'credential', subject text not null,
  password text,
  access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
  created_at timestamptz not null default base.moment(), updated_at timestamptz not null default base.moment(),
  unique (provider_id, subject)
);
comment on table access.credential is 'How an account proves itself (better-auth calls it account): an argon2id hash, later a provider. The application role can write a hash but never read one.';
create index on access.credential (account_id);

create table access.session (
  id uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  token_hash text not null unique,
  office_id uuid references people.office on delete set null,
  address text, user_agent text,
  created_at timestamptz not null, updated_at timestamptz not null, expires_at timestamptz not null,
  seen_at timestamptz
);
comment on table access.session is 'One sign-in. Only the SHA-256 of the token stands here; the token is in the cookie alone. office_id: the office chosen to act in, null for the highest. seen_at: last use later than the sign-in, to five minutes.';
create index on access.session (account_id);

create table access.verification (
  id uuid primary key, identifier text not null, value text not null, expires_at timestamptz not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
comment on table access.verification is 'Short-lived proofs of better-auth (second factor, links by e-mail).';
create index on access.verification (identifier);

-- Lock-out ---------------------------------------------------------------------------------------
create table access.attempt (
  key text primary key, count integer not null, since timestamptz not null, paused_until timestamptz
);
comment on table access.attempt is 'Failed sign-ins by account, by a name that no account has (as its SHA-256), and by address. A name without an account is paused like one with an account, so the answer tells nothing.';
create index on access.attempt (since);

-- Counts an attempt before the password is looked at, so that guesses sent at once do not slip past the limit; success
-- gives it back. Returns null, or until when the key is paused. From the `allowed`-th failure on the pause doubles:
-- 5, 10, 20, 40, then 60 minutes; it is all forgotten `forget` after the first.
create function access.count_attempt(key text, allowed integer, forget interval, at timestamptz) returns timestamptz
language plpgsql set search_path = access, pg_catalog as $$
declare until timestamptz;
begin
  insert into attempt as t values (count_attempt.key, 1, at, null)
  on conflict on constraint attempt_pkey do update set
    count = case when t.since <= at - forget then 1 else t.count + 1 end,
    since = case when t.since <= at - forget then at else t.since end,
    paused_until = case when t.since > at - forget and t.count + 1 >= allowed
      then at + least(5 * 2 ^ least(t.count + 1 - allowed, 10), 60) * interval '1 minute' end
  where t.paused_until is null or t.paused_until <= at;
  if found then return null; end if;
  select paused_until into until from attempt t where t.key = count_attempt.key;
  return until;
end $$;
revoke execute on function access.count_attempt from public;

create function access.forgive(account uuid) returns void
language sql security definer set search_path = access, pg_catalog as $$ delete from attempt where key = 'account:' || account $$;
revoke execute on function access.forgive from public;

-- Reach --------------------------------------------------------------------------------------------
-- May the running request look after the account of this person? Only where every office the person holds, now or to
-- come, lies in the scope acted in: otherwise a province could reset the password of someone who has moved to the
-- Confederation and take up powers above its own. Asks as the owner, because offices elsewhere are hidden from the asker.
create function access.reaches(who uuid) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select case
    when s.lft is null then false
    when s.lft = 0 then true
    when who is null then false
    when exists (select from people.office o where o.person_id = who and coalesce(upper(o.during), 'infinity') > s.today)
      then not exists (select from people.office o join organisation.position p on p.unit_id = o.unit_id
        where o.person_id = who and coalesce(upper(o.during), 'infinity') > s.today and p.lft not between s.lft and s.rgt)
    else exists (select from people.placement m join organisation.position p on p.unit_id = m.unit_id
        where m.person_id = who and m.during @> s.today and p.lft between s.lft and s.rgt) end
  from (select nullif(current_setting('app.lft', true), '')::int as lft, nullif(current_setting('app.rgt', true), '')::int as rgt,
    (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date as today) s
$$;
revoke execute on function access.reaches from public;

alter table access.account enable row level security;
alter table access.credential enable row level security;
alter table access.session enable row level security;
alter table access.verification enable row level security;
alter table access.attempt enable row level security;
create policy own on access.account for select using (id::text = current_setting('app.account', true) or access.reaches(person_id));
create policy admit on access.account for insert with check (access.reaches(person_id));
create policy change on access.account for update using (id::text = current_setting('app.account', true) or access.reaches(person_id));
create policy account on access.credential using (exists (select from access.account a where a.id = account_id));
create policy account on access.session using (exists (select from access.account a where a.id = account_id));

-- The session of a cookie, with its account and person: one look-up for each request. Touches seen_at at most every
-- five minutes, so that most requests write nothing.
create function access.enter(hash text, at timestamptz)
returns table (session_id uuid, account_id uuid, person_id uuid, name text, language text, must_change boolean, office_id uuid)
language sql volatile security definer set search_path = pg_catalog as $$
  with seen as (update access.session set seen_at = at where token_hash = hash and coalesce(seen_at, created_at) < at - interval '5 minutes')
  select s.id, a.id, a.person_id, coalesce(p.name, a.name), a.language, a.must_change, s.office_id
  from access.session s join access.account a on a.id = s.account_id left join people.person p on p.id = a.person_id
  where s.token_hash = hash and s.expires_at > at and a.blocked_at is null
$$;
revoke execute on function access.enter from public;

-- Which of these names are taken, by whatever account.
create function access.taken(usernames text[], emails text[], phones text[]) returns table (field text, value text)
language sql stable security definer set search_path = access, pg_catalog as $$
  select 'username', username from account where username = any(usernames)
  union all select 'email', email from account where email = any(emails)
  union all select 'phone', phone from account where phone = any(phones)
$$;
revoke execute on function access.taken from public;

grant execute on function access.forgive, access.reaches, access.enter, access.taken to lotrinh_app;
grant select on access.account to lotrinh_app;
grant insert (id, person_id, name, username, email, phone, language, must_change) on access.account to lotrinh_app;
grant update (email, phone, language, must_change, blocked_at, blocked_reason, updated_at) on access.account to lotrinh_app;
grant select (id, account_id, provider_id, subject) on access.credential to lotrinh_app;
grant insert (id, account_id, provider_id, subject, password) on access.credential to lotrinh_app;
grant update (password, updated_at) on access.credential to lotrinh_app;
grant select (id, account_id, token_hash, office_id, address, user_agent, created_at, expires_at, seen_at), delete on access.session to lotrinh_app;
grant update (office_id) on access.session to lotrinh_app;

create view access.listed with (security_invoker = true) as
  select a.id, a.person_id, coalesce(p.name, a.name) as name, coalesce(p.name_fold, base.fold(a.name)) as name_fold,
    coalesce(p.given_name, a.name) as given_name, a.username, a.email, a.phone, a.must_change, a.blocked_at, a.blocked_reason, a.created_at,
    (select max(coalesce(s.seen_at, s.created_at)) from access.session s where s.account_id = a.id) as seen_at,
    coalesce((select jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) order by t.rank)
      from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
      where o.person_id = a.person_id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date), '[]') as offices
  from access.account a left join people.person p on p.id = a.person_id;
comment on view access.listed is 'Accounts as their administrators see them.';

create view access.candidate with (security_invoker = true) as
  select p.id as person_id, p.name, p.name_fold, p.given_name, p.email, p.phone,
    jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) order by t.rank) as offices
  from people.person p join people.office o on o.person_id = p.id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date
    join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
  where access.reaches(p.id) and not exists (select from access.account a where a.person_id = p.id)
  group by p.id;
comment on view access.candidate is 'Persons in office, within reach, who have no account yet.';
grant select on access.listed, access.candidate to lotrinh_app;

-- The audit log, read ------------------------------------------------------------------------------
-- Written by anyone; read where the unit acted from lies in the reader's scope. What was done from no unit (by the
-- machine, by strangers) is for the one whose scope holds the top of the tree.
alter table audit.entry enable row level security;
create policy write on audit.entry for insert with check (true);
create policy read on audit.entry for select using (
  nullif(current_setting('app.lft', true), '')::int = 0
  or organisation.reaches(unit_id)
  or unit_id is null and nullif(current_setting('app.lft', true), '')::int <= (select min(lft) from organisation.position));
alter table audit.access enable row level security;
create policy read on audit.access for select using (
  nullif(current_setting('app.lft', true), '')::int = 0
  or person_id = nullif(current_setting('app.person', true), '')::uuid
  or office_id in (select id from people.office));

create view audit.listed with (security_invoker = true) as
  select e.id, e.at, e.action, e.subject_kind, e.subject_id, e.detail, e.account_id, e.person_id, e.unit_id,
    coalesce((select p.name from people.person p where p.id = e.person_id),
      (select coalesce(a.name, a.username) from access.account a where a.id = case when e.account_id ~ '^[0-9a-f-]{36}$' then e.account_id::uuid end),
      case when e.account_id !~ '^[0-9a-f-]{36}$' then e.account_id end) as who,
    (select t.name_vi from people.office o join people.title t on t.code = o.title where o.id = e.office_id) as title_vi,
    (select t.name_en from people.office o join people.title t on t.code = o.title where o.id = e.office_id) as title_en,
    (select u.label from organisation.label_unit u where u.subject_id = e.unit_id) as unit_name,
    exists (select from audit.link l where l.entry_id = e.id) as sealed
  from audit.entry e;
comment on view audit.listed is 'The audit log with names, as far as the reader may see it.';
grant select on audit.listed to lotrinh_app;
