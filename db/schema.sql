-- The schema as the migrations make it: written by tools/tables.ts from the catalogs, read in review, never executed.

-- access ------------------------------------------------------------------------------------------

create table access.account (
  id uuid not null,
  person_id uuid,
  name text,
  username text not null,
  email text,
  phone text,
  email_verified boolean default false not null,
  image text,
  language text default 'vi'::text not null,
  must_change boolean default true not null,
  blocked_at timestamp with time zone,
  blocked_reason text,
  created_at timestamp with time zone default base.moment() not null,
  updated_at timestamp with time zone default base.moment() not null,
  toured_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_email_key UNIQUE (email),
  constraint account_person_id_key UNIQUE (person_id),
  constraint account_phone_key UNIQUE (phone),
  constraint account_username_key UNIQUE (username),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id),
  constraint account_check CHECK (((person_id IS NULL) = (name IS NOT NULL))),
  constraint account_email_check CHECK (((email = lower(email)) AND (email ~ '^[^@\s]+@[^@\s]+$'::text))),
  constraint account_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint account_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text))),
  constraint account_phone_check CHECK ((phone ~ '^0\d{9,10}$'::text)),
  constraint account_username_check CHECK (((username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'::text) AND (username ~ '[a-z]'::text)))
);
comment on table access.account is 'An account of one person (better-auth calls it user). Without a person it is the first administrator of an empty house. A user name has a letter and no @, so no name of one account can be read as another kind of name of a second.';
comment on column access.account.must_change is 'The password was given by someone else: the account has no powers until it is changed.';
comment on column access.account.toured_at is 'When the tour through the screens first began for this account; it begins by itself no second time.';
alter table access.account enable row level security;
create policy admit on access.account for insert to public
  with check (access.reaches(person_id));
create policy change on access.account for update to public
  using ((((id)::text = current_setting('app.account'::text, true)) OR access.reaches(person_id)));
create policy own on access.account for select to public
  using ((((id)::text = current_setting('app.account'::text, true)) OR access.reaches(person_id)));
grant select on access.account to lotrinh_app;
grant insert (id, person_id, name, username, email, phone, language, must_change) on access.account to lotrinh_app;
grant update (email, phone, language, must_change, blocked_at, blocked_reason, updated_at, toured_at) on access.account to lotrinh_app;

create table access.api_key (
  id uuid not null,
  account_id uuid not null,
  office_id uuid not null,
  name text not null,
  verbs text[] not null,
  key_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_key_hash_key UNIQUE (key_hash),
  constraint api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE,
  constraint api_key_office_id_fkey FOREIGN KEY (office_id) REFERENCES people.office(id) ON DELETE CASCADE,
  constraint api_key_check CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '367 days'::interval)))),
  constraint api_key_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text) AND (length(name) <= 60))),
  constraint api_key_verbs_check CHECK ((cardinality(verbs) > 0))
);
comment on table access.api_key is 'A key by which a program reads in an office of the account. Only the SHA-256 of the key stands here. It ends with the office, when the account is blocked, and by its own day.';
comment on column access.api_key.used_at is 'Last use, to five minutes.';
CREATE INDEX api_key_account_id_idx ON access.api_key USING btree (account_id);
alter table access.api_key enable row level security;
create policy ended on access.api_key for delete to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = api_key.account_id))));
create policy made on access.api_key for insert to public
  with check (((account_id)::text = current_setting('app.account'::text, true)));
create policy seen on access.api_key for select to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = api_key.account_id))));
grant delete, insert, select on access.api_key to lotrinh_app;

create table access.attempt (
  key text not null,
  count integer not null,
  since timestamp with time zone not null,
  paused_until timestamp with time zone,
  constraint attempt_pkey PRIMARY KEY (key)
);
comment on table access.attempt is 'Failed sign-ins by account, by a name that no account has (as its SHA-256), and by address. A name without an account is paused like one with an account, so the answer tells nothing.';
CREATE INDEX attempt_since_idx ON access.attempt USING btree (since);
alter table access.attempt enable row level security;

create table access.credential (
  id uuid not null,
  account_id uuid not null,
  provider_id text default 'credential'::text not null,
  subject text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default base.moment() not null,
  updated_at timestamp with time zone default base.moment() not null,
  constraint credential_pkey PRIMARY KEY (id),
  constraint credential_provider_id_subject_key UNIQUE (provider_id, subject),
  constraint credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE
);
comment on table access.credential is 'How an account proves itself (better-auth calls it account): an argon2id hash, later a provider. The application role can write a hash but never read one.';
CREATE INDEX credential_account_id_idx ON access.credential USING btree (account_id);
CREATE UNIQUE INDEX credential_account_id_provider_id_idx ON access.credential USING btree (account_id, provider_id);
alter table access.credential enable row level security;
create policy account on access.credential for all to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = credential.account_id))));
create policy linked on access.credential as restrictive for insert to public
  with check (((provider_id = 'credential'::text) OR ((account_id)::text = current_setting('app.account'::text, true))));
create policy unlinked on access.credential as restrictive for delete to public
  using ((provider_id <> 'credential'::text));
grant delete on access.credential to lotrinh_app;
grant insert (id, account_id, provider_id, subject, password) on access.credential to lotrinh_app;
grant select (id, account_id, provider_id, subject, created_at) on access.credential to lotrinh_app;
grant update (password, updated_at) on access.credential to lotrinh_app;

create table access.key_read (
  key_id uuid not null,
  on_day date not null,
  route text not null,
  constraint key_read_pkey PRIMARY KEY (key_id, on_day, route),
  constraint key_read_key_id_fkey FOREIGN KEY (key_id) REFERENCES access.api_key(id) ON DELETE CASCADE
);
comment on table access.key_read is 'Which routes a key has read today: the first read of a day and route leaves an audit line, the others none. Rows of earlier days are forgotten with it.';
alter table access.key_read enable row level security;
create policy own on access.key_read for all to public
  using ((EXISTS ( SELECT
   FROM access.api_key k
  WHERE ((k.id = key_read.key_id) AND ((k.account_id)::text = current_setting('app.account'::text, true))))));
grant delete, insert, select on access.key_read to lotrinh_app;

create table access.passkey (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  credential_id text not null,
  public_key bytea not null,
  site text not null,
  transports text[] default '{}'::text[] not null,
  sign_count bigint default 0 not null,
  answered_at timestamp with time zone not null,
  created_at timestamp with time zone default base.moment() not null,
  used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE,
  constraint passkey_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text) AND (length(name) <= 60)))
);
comment on table access.passkey is 'A passkey of an account. Nothing here is secret: a signature cannot be made from it.';
comment on column access.passkey.site is 'The host name that it was made for; it proves nothing under another.';
comment on column access.passkey.sign_count is 'As the device counts; a count that goes back betrays a copy. Passkeys that are shared between devices stay at 0.';
comment on column access.passkey.answered_at is 'When the latest question that it answered was asked: an answer to that question or to an earlier one is refused.';
CREATE INDEX passkey_account_id_idx ON access.passkey USING btree (account_id);
alter table access.passkey enable row level security;
create policy ended on access.passkey for delete to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = passkey.account_id))));
create policy made on access.passkey for insert to public
  with check (((account_id)::text = current_setting('app.account'::text, true)));
create policy named on access.passkey for update to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
create policy seen on access.passkey for select to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = passkey.account_id))));
grant delete, insert, select on access.passkey to lotrinh_app;
grant update (name) on access.passkey to lotrinh_app;

create table access.provider_answer (
  state_hash text not null,
  at timestamp with time zone not null,
  constraint provider_answer_pkey PRIMARY KEY (state_hash)
);
comment on table access.provider_answer is 'Questions to the identity provider that were answered and taken, by the SHA-256 of their state: none is taken twice. Forgotten after an hour, when no question of that age is open any more.';
alter table access.provider_answer enable row level security;

create table access.recovery_code (
  account_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.second_factor(account_id) ON DELETE CASCADE
);
comment on table access.recovery_code is 'Codes for the day on which the phone is lost. Only an HMAC under the secret of the data folder stands here; each works once.';
alter table access.recovery_code enable row level security;
create policy own on access.recovery_code for all to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
grant delete, select on access.recovery_code to lotrinh_app;
grant insert (account_id, code_hash) on access.recovery_code to lotrinh_app;

create table access.second_factor (
  account_id uuid not null,
  secret text not null,
  created_at timestamp with time zone default base.moment() not null,
  confirmed_at timestamp with time zone,
  used_step bigint default 0 not null,
  constraint second_factor_pkey PRIMARY KEY (account_id),
  constraint second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE
);
comment on table access.second_factor is 'An authenticator app that proves an account beside its password. Until confirmed_at it is only being set up and asked for nowhere.';
comment on column access.second_factor.secret is 'Encrypted with the secret of the data folder; the application role can write it but never read it.';
comment on column access.second_factor.used_step is 'The latest thirty seconds whose code was taken: a code of them or of earlier ones is refused.';
alter table access.second_factor enable row level security;
create policy begun on access.second_factor for insert to public
  with check (((account_id)::text = current_setting('app.account'::text, true)));
create policy confirmed on access.second_factor for update to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
create policy ended on access.second_factor for delete to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = second_factor.account_id))));
create policy seen on access.second_factor for select to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = second_factor.account_id))));
grant delete on access.second_factor to lotrinh_app;
grant insert (account_id, secret) on access.second_factor to lotrinh_app;
grant select (account_id, created_at, confirmed_at) on access.second_factor to lotrinh_app;
grant update (confirmed_at) on access.second_factor to lotrinh_app;

create table access.sending (
  key uuid not null,
  account_id uuid not null,
  route text not null,
  input_hash bytea not null,
  answer jsonb,
  at timestamp with time zone default base.moment() not null,
  constraint sending_pkey PRIMARY KEY (key),
  constraint sending_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE
);
comment on table access.sending is 'A write that came under a key made by its sender, with what was answered, kept for thirty days: sent again after a lost line it is answered and not done again. Written in the transaction of the deed.';
comment on column access.sending.input_hash is 'SHA-256 of the input: under the same key nothing else is taken. Routes whose input or answer holds a secret take no key.';
CREATE INDEX sending_at_idx ON access.sending USING btree (at);
alter table access.sending enable row level security;
create policy own on access.sending for all to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
grant insert, select on access.sending to lotrinh_app;
grant update (answer) on access.sending to lotrinh_app;

create table access.session (
  id uuid not null,
  account_id uuid not null,
  token_hash text not null,
  office_id uuid,
  address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE,
  constraint session_office_id_fkey FOREIGN KEY (office_id) REFERENCES people.office(id) ON DELETE SET NULL
);
comment on table access.session is 'One sign-in. Only the SHA-256 of the token stands here; the token is in the cookie alone. office_id: the office chosen to act in, null for the highest. seen_at: last use later than the sign-in, to five minutes.';
CREATE INDEX session_account_id_idx ON access.session USING btree (account_id);
alter table access.session enable row level security;
create policy account on access.session for all to public
  using ((EXISTS ( SELECT
   FROM access.account a
  WHERE (a.id = session.account_id))));
CREATE TRIGGER tell_ended AFTER DELETE ON access.session FOR EACH ROW EXECUTE FUNCTION access.tell_ended();
grant delete on access.session to lotrinh_app;
grant select (id, account_id, token_hash, office_id, address, user_agent, created_at, expires_at, seen_at) on access.session to lotrinh_app;
grant update (office_id) on access.session to lotrinh_app;

create table access.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint verification_pkey PRIMARY KEY (id)
);
comment on table access.verification is 'Short-lived proofs of better-auth (second factor, links by e-mail).';
CREATE INDEX verification_identifier_idx ON access.verification USING btree (identifier);
alter table access.verification enable row level security;

create view access.candidate with (security_invoker=true) as
 SELECT p.id AS person_id,
    p.name,
    p.name_fold,
    p.given_name,
    p.email,
    p.phone,
    jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) ORDER BY t.rank) AS offices
   FROM (((people.person p
     JOIN people.office o ON (((o.person_id = p.id) AND (o.during @> ((base.moment() AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date))))
     JOIN people.title t ON ((t.code = o.title)))
     JOIN organisation.label_unit u ON ((u.subject_id = o.unit_id)))
  WHERE (access.reaches(p.id) AND (NOT (EXISTS ( SELECT
           FROM access.account a
          WHERE (a.person_id = p.id)))))
  GROUP BY p.id;
comment on view access.candidate is 'Persons in office, within reach, who have no account yet.';
grant select on access.candidate to lotrinh_app;

create view access.listed with (security_invoker=true) as
 SELECT a.id,
    a.person_id,
    COALESCE(p.name, a.name) AS name,
    COALESCE(p.name_fold, base.fold(a.name)) AS name_fold,
    COALESCE(p.given_name, a.name) AS given_name,
    a.username,
    a.email,
    a.phone,
    a.must_change,
    a.blocked_at,
    a.blocked_reason,
    a.created_at,
    ( SELECT max(COALESCE(s.seen_at, s.created_at)) AS max
           FROM access.session s
          WHERE (s.account_id = a.id)) AS seen_at,
    COALESCE(( SELECT jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) ORDER BY t.rank) AS jsonb_agg
           FROM ((people.office o
             JOIN people.title t ON ((t.code = o.title)))
             JOIN organisation.label_unit u ON ((u.subject_id = o.unit_id)))
          WHERE ((o.person_id = a.person_id) AND (o.during @> ((base.moment() AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date))), '[]'::jsonb) AS offices,
    (EXISTS ( SELECT
           FROM access.second_factor f
          WHERE ((f.account_id = a.id) AND (f.confirmed_at IS NOT NULL)))) AS second_factor,
    ( SELECT (count(*))::integer AS count
           FROM access.passkey k
          WHERE (k.account_id = a.id)) AS passkeys,
    (EXISTS ( SELECT
           FROM access.credential c
          WHERE ((c.account_id = a.id) AND (c.provider_id <> 'credential'::text)))) AS linked
   FROM (access.account a
     LEFT JOIN people.person p ON ((p.id = a.person_id)));
comment on view access.listed is 'Accounts as their administrators see them.';
grant select on access.listed to lotrinh_app;

CREATE OR REPLACE FUNCTION access.count_attempt(key text, allowed integer, forget interval, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SET search_path TO 'access', 'pg_catalog'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION access.enter(hash text, at timestamp with time zone)
 RETURNS TABLE(session_id uuid, account_id uuid, person_id uuid, name text, language text, must_change boolean, office_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with seen as (update access.session set seen_at = at where token_hash = hash and coalesce(seen_at, created_at) < at - interval '5 minutes')
  select s.id, a.id, a.person_id, coalesce(p.name, a.name), a.language, a.must_change, s.office_id
  from access.session s join access.account a on a.id = s.account_id left join people.person p on p.id = a.person_id
  where s.token_hash = hash and s.expires_at > at and a.blocked_at is null
$function$;
grant execute on function access.enter(text,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.enter_by_key(hash text, at timestamp with time zone)
 RETURNS TABLE(key_id uuid, account_id uuid, person_id uuid, name text, language text, office_id uuid, verbs text[])
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with used as (update access.api_key set used_at = at where key_hash = hash and coalesce(used_at, '-infinity') < at - interval '5 minutes')
  select k.id, a.id, a.person_id, p.name, a.language, k.office_id, k.verbs
  from access.api_key k join access.account a on a.id = k.account_id join people.person p on p.id = a.person_id
  where k.key_hash = hash and k.expires_at > at and a.blocked_at is null and not a.must_change
$function$;
grant execute on function access.enter_by_key(text,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare the_account uuid := (select id from access.account where person_id = who);
begin
  perform privacy.must_forget(who);
  update jobs.progress set account_id = null where account_id = the_account::text;
  delete from access.attempt where key = 'account:' || the_account;
  delete from access.account where id = the_account;
end $function$;
grant execute on function access.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.forgive(account uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_catalog'
AS $function$ delete from attempt where key = 'account:' || account $function$;
grant execute on function access.forgive(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with a as (select * from access.account where person_id = who and privacy.may_read(who))
  select 'access.account', to_jsonb(a) - array['person_id', 'image'] from a
  union all select 'access.credential', jsonb_build_object('provider_id', c.provider_id, 'created_at', c.created_at, 'updated_at', c.updated_at) from access.credential c join a on a.id = c.account_id
  union all select 'access.session', to_jsonb(s) - array['id', 'account_id', 'token_hash', 'office_id'] from access.session s join a on a.id = s.account_id
  union all select 'access.passkey', jsonb_build_object('name', k.name, 'site', k.site, 'created_at', k.created_at, 'used_at', k.used_at) from access.passkey k join a on a.id = k.account_id
  union all select 'access.second_factor', jsonb_build_object('created_at', f.created_at, 'confirmed_at', f.confirmed_at) from access.second_factor f join a on a.id = f.account_id
  union all select 'access.recovery_code', jsonb_build_object('used_at', r.used_at) from access.recovery_code r join a on a.id = r.account_id
  union all select 'access.api_key', jsonb_build_object('name', k.name, 'verbs', k.verbs, 'created_at', k.created_at, 'expires_at', k.expires_at, 'used_at', k.used_at) from access.api_key k join a on a.id = k.account_id
  union all select 'access.sending', jsonb_build_object('route', s.route, 'at', s.at) from access.sending s join a on a.id = s.account_id
$function$;
grant execute on function access.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.reaches(who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$;
grant execute on function access.reaches(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.taken(usernames text[], emails text[], phones text[])
 RETURNS TABLE(field text, value text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_catalog'
AS $function$
  select 'username', username from account where username = any(usernames)
  union all select 'email', email from account where email = any(emails)
  union all select 'phone', phone from account where phone = any(phones)
$function$;
grant execute on function access.taken(text[],text[],text[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION access.tell_ended()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('lotrinh_live', json_build_object('event', 'ended', 'data', json_build_object('session', old.token_hash))::text);
  return null;
end $function$;

grant usage on schema access to lotrinh_app;

-- accounts ----------------------------------------------------------------------------------------

create table accounts.round (
  id uuid not null,
  unit_id uuid not null,
  name text,
  state text not null,
  job_id uuid,
  account_id text not null,
  by_name text not null,
  at timestamp with time zone default base.moment() not null,
  constraint round_pkey PRIMARY KEY (id),
  constraint round_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs.progress(id) ON DELETE SET NULL,
  constraint round_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint round_state_check CHECK ((state = ANY (ARRAY['checked'::text, 'making'::text, 'made'::text, 'failed'::text, 'dropped'::text])))
);
comment on table accounts.round is 'Accounts given to many at once: to the people of a file, or to all officials of the unit and below who have none. name: of the file; null: the officials. unit_id: the unit acted in.';
CREATE INDEX round_unit_id_at_idx ON accounts.round USING btree (unit_id, at);
alter table accounts.round enable row level security;
create policy reached on accounts.round for all to public
  using (organisation.lies_in_scope(unit_id));
grant insert, select on accounts.round to lotrinh_app;
grant update (state, job_id) on accounts.round to lotrinh_app;

create table accounts."row" (
  round_id uuid not null,
  "row" integer not null,
  verdict text not null,
  reasons jsonb default '[]'::jsonb not null,
  content jsonb not null,
  person_id uuid,
  account_id uuid,
  constraint row_pkey PRIMARY KEY (round_id, "row"),
  constraint row_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE SET NULL,
  constraint row_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id),
  constraint row_round_id_fkey FOREIGN KEY (round_id) REFERENCES accounts.round(id) ON DELETE CASCADE,
  constraint row_check CHECK (((verdict <> 'make'::text) OR (person_id IS NOT NULL))),
  constraint row_row_check CHECK (("row" > 0)),
  constraint row_verdict_check CHECK ((verdict = ANY (ARRAY['make'::text, 'has'::text, 'refused'::text, 'skipped'::text])))
);
comment on table accounts."row" is 'A row of the file, or an official: who gets an account, who has one, who is not found or could be several, and why. content: as it was read, without identity numbers. account_id: the account once it stands.';
CREATE INDEX row_person_id_idx ON accounts."row" USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX row_round_id_verdict_row_idx ON accounts."row" USING btree (round_id, verdict, "row");
alter table accounts."row" enable row level security;
create policy reached on accounts."row" for all to public
  using ((EXISTS ( SELECT
   FROM accounts.round r
  WHERE (r.id = "row".round_id))));
grant insert, select on accounts."row" to lotrinh_app;
grant update (verdict, reasons, account_id) on accounts."row" to lotrinh_app;

CREATE OR REPLACE FUNCTION accounts.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform privacy.must_forget(who);
  update accounts.row set content = '{"name": "(đã khử nhận dạng)", "office": null, "unit": null, "phone": null, "email": null}', reasons = '[]' where person_id = who;
  update accounts.round set by_name = privacy.pseudonym(who) where account_id = (select id::text from access.account where person_id = who);
end $function$;
grant execute on function accounts.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION accounts.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'accounts.row', jsonb_build_object('content', r.content, 'verdict', r.verdict, 'at', o.at) from accounts.row r join accounts.round o on o.id = r.round_id where r.person_id = who and privacy.may_read(who)
  union all select 'accounts.round', jsonb_build_object('by_name', o.by_name, 'at', o.at, 'state', o.state) from accounts.round o join access.account a on a.id::text = o.account_id where a.person_id = who and privacy.may_read(who)
$function$;
grant execute on function accounts.held(uuid) to lotrinh_app;

grant usage on schema accounts to lotrinh_app;

-- agreements --------------------------------------------------------------------------------------

create table agreements.agreement (
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  title text not null,
  number text,
  fold text generated always as (base.fold(((title || ' '::text) || COALESCE(number, ''::text)))) stored,
  status text default 'draft'::text not null,
  signed_on date,
  effective_on date,
  until date,
  term daterange generated always as (
CASE
    WHEN (until > COALESCE(effective_on, signed_on)) THEN daterange(COALESCE(effective_on, signed_on), until)
    ELSE NULL::daterange
END) stored,
  workers integer,
  workers_on date,
  voted_on date,
  entitled integer,
  in_favour integer,
  sent_on date,
  sent_to text,
  replaces uuid,
  ended_on date,
  ended_why text,
  writing integer default 1 not null,
  written_at timestamp with time zone default base.moment() not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint agreement_pkey PRIMARY KEY (id),
  constraint agreement_replaces_fkey FOREIGN KEY (replaces) REFERENCES agreements.agreement(id),
  constraint agreement_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint agreement_check CHECK (((in_favour >= 0) AND (in_favour <= entitled))),
  constraint agreement_check1 CHECK ((replaces <> id)),
  constraint agreement_check2 CHECK (((status = 'draft'::text) OR ((signed_on IS NOT NULL) AND (term IS NOT NULL) AND (workers IS NOT NULL) AND (workers_on IS NOT NULL)))),
  constraint agreement_check3 CHECK ((sent_on >= signed_on)),
  constraint agreement_check4 CHECK (((ended_on IS NULL) = (ended_why IS NULL))),
  constraint agreement_check5 CHECK (((status = 'signed'::text) OR (ended_on IS NULL))),
  constraint agreement_entitled_check CHECK ((entitled > 0)),
  constraint agreement_kind_check CHECK ((kind = ANY (ARRAY['enterprise'::text, 'multi-enterprise'::text, 'sectoral'::text, 'other'::text]))),
  constraint agreement_number_check CHECK (((number = TRIM(BOTH FROM number)) AND (number <> ''::text))),
  constraint agreement_sent_to_check CHECK (((sent_to = TRIM(BOTH FROM sent_to)) AND (sent_to <> ''::text))),
  constraint agreement_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'signed'::text]))),
  constraint agreement_title_check CHECK (((title = TRIM(BOTH FROM title)) AND (title <> ''::text))),
  constraint agreement_workers_check CHECK ((workers > 0)),
  constraint agreement_writing_check CHECK ((writing > 0)),
  constraint more_than_half_of_all CHECK (((status = 'draft'::text) OR (kind = 'multi-enterprise'::text) OR COALESCE((((in_favour * 2) > entitled) AND (voted_on <= signed_on)), false))),
  constraint term_of_one_to_three_years CHECK (((status = 'draft'::text) OR ((upper(term) >= (lower(term) + '1 year'::interval)) AND (upper(term) <= (lower(term) + '3 years'::interval)))))
);
comment on table agreements.agreement is 'A collective labour agreement. unit_id: the union that bargains, under which it counts; where that union merged, it goes on under its successor by the tree.';
comment on column agreements.agreement.effective_on is 'The day agreed; null: the day of signing (article 78).';
comment on column agreements.agreement.until is 'The day after the last one as signed; extensions stand with the amendments. term: 1 to 3 years (article 78).';
comment on column agreements.agreement.workers is 'All employees covered, not only members, as counted on workers_on.';
comment on column agreements.agreement.entitled is 'All employees of the enterprise; of a sectoral agreement all leaders of the workers'' organisations. Signed only with more than half in favour (article 76); of a multi-enterprise agreement each employer has its own vote.';
comment on column agreements.agreement.sent_on is 'When the employer sent it to the provincial labour body, within 10 days of signing (article 77): a sending, no registration.';
comment on column agreements.agreement.writing is 'How often it was written: whoever saw it before sees that it is another now.';
CREATE INDEX agreement_replaces_idx ON agreements.agreement USING btree (replaces) WHERE (replaces IS NOT NULL);
CREATE INDEX agreement_unit_id_idx ON agreements.agreement USING btree (unit_id);
CREATE UNIQUE INDEX one_number_one_agreement ON agreements.agreement USING btree (unit_id, base.fold(number), signed_on) WHERE ((status = 'signed'::text) AND (number IS NOT NULL));
alter table agreements.agreement enable row level security;
create policy read on agreements.agreement for select to public
  using (((status = 'signed'::text) AND agreements.shown(id)));
create policy scope on agreements.agreement for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select on agreements.agreement to lotrinh_app;
grant update (kind, title, number, status, signed_on, effective_on, until, workers, workers_on, voted_on, entitled, in_favour, sent_on, sent_to, replaces, ended_on, ended_why, writing, written_at) on agreements.agreement to lotrinh_app;

create table agreements.amendment (
  id uuid not null,
  agreement_id uuid not null,
  number text,
  what text not null,
  signed_on date not null,
  effective_on date not null,
  extends_to date,
  voted_on date not null,
  entitled integer not null,
  in_favour integer not null,
  sent_on date,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint amendment_pkey PRIMARY KEY (id),
  constraint amendment_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint amendment_check CHECK (((in_favour >= 0) AND (in_favour <= entitled))),
  constraint amendment_check1 CHECK ((sent_on >= signed_on)),
  constraint amendment_check2 CHECK ((voted_on <= signed_on)),
  constraint amendment_entitled_check CHECK ((entitled > 0)),
  constraint amendment_more_than_half_of_all CHECK (((in_favour * 2) > entitled)),
  constraint amendment_what_check CHECK (((what = TRIM(BOTH FROM what)) AND (what <> ''::text)))
);
comment on table agreements.amendment is 'An amendment, by the same vote as the agreement (article 82). extends_to: the new day after the last one, where it extends the term (article 83).';
CREATE INDEX amendment_agreement_id_idx ON agreements.amendment USING btree (agreement_id);
alter table agreements.amendment enable row level security;
create policy read on agreements.amendment for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.amendment for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.amendment to lotrinh_app;

create table agreements.attachment (
  file_id uuid not null,
  agreement_id uuid not null,
  kind text not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint attachment_pkey PRIMARY KEY (file_id),
  constraint attachment_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint attachment_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'amendment'::text, 'vote'::text, 'minutes'::text, 'sending'::text, 'judgment'::text, 'other'::text])))
);
comment on table agreements.attachment is 'A file of an agreement. text: the agreement itself as signed.';
CREATE INDEX attachment_agreement_id_idx ON agreements.attachment USING btree (agreement_id);
alter table agreements.attachment enable row level security;
create policy read on agreements.attachment for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.attachment for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.attachment to lotrinh_app;

create table agreements.bargaining (
  id uuid not null,
  agreement_id uuid not null,
  during daterange not null,
  aim text not null,
  note text,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint bargaining_pkey PRIMARY KEY (id),
  constraint bargaining_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint bargaining_aim_check CHECK ((aim = ANY (ARRAY['extend'::text, 'renew'::text]))),
  constraint bargaining_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during))))
);
comment on table agreements.bargaining is 'Bargaining to extend or renew. Where it goes on as the term ends, the agreement lasts for as long as it does, at most 90 days (article 83).';
CREATE INDEX bargaining_agreement_id_idx ON agreements.bargaining USING btree (agreement_id);
alter table agreements.bargaining enable row level security;
create policy read on agreements.bargaining for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.bargaining for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.bargaining to lotrinh_app;

create table agreements.clause (
  id uuid not null,
  text_id uuid not null,
  agreement_id uuid not null,
  subject text not null,
  case_code text,
  start_at integer not null,
  end_at integer not null,
  said text not null,
  gives numeric,
  gives_as text,
  note text,
  part_id uuid,
  replaced_by uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint clause_pkey PRIMARY KEY (id),
  constraint clause_id_agreement_id_key UNIQUE (id, agreement_id),
  constraint clause_case_code_fkey FOREIGN KEY (case_code) REFERENCES agreements.clause_case(code),
  constraint clause_part_id_fkey FOREIGN KEY (part_id) REFERENCES agreements.part(id) ON DELETE SET NULL,
  constraint clause_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES agreements.amendment(id) ON DELETE SET NULL,
  constraint clause_subject_fkey FOREIGN KEY (subject) REFERENCES agreements.clause_subject(code),
  constraint clause_text_id_agreement_id_fkey FOREIGN KEY (text_id, agreement_id) REFERENCES agreements.full_text(id, agreement_id) ON DELETE CASCADE,
  constraint clause_check CHECK ((end_at > start_at)),
  constraint clause_check1 CHECK (((gives IS NULL) = (gives_as IS NULL))),
  constraint clause_gives_as_check CHECK ((gives_as = ANY (ARRAY['total'::text, 'extra'::text]))),
  constraint clause_gives_check CHECK ((gives >= (0)::numeric)),
  constraint clause_said_check CHECK ((said <> ''::text))
);
comment on table agreements.clause is 'A span of the text with its subject, confirmed: the record. said: its words. part_id: stands in a content with a term of its own; replaced_by: the amendment from whose day on it is no more.';
CREATE INDEX clause_agreement_id_idx ON agreements.clause USING btree (agreement_id);
CREATE INDEX clause_case_code_idx ON agreements.clause USING btree (case_code) WHERE (gives IS NOT NULL);
CREATE INDEX clause_part_id_idx ON agreements.clause USING btree (part_id) WHERE (part_id IS NOT NULL);
CREATE INDEX clause_replaced_by_idx ON agreements.clause USING btree (replaced_by) WHERE (replaced_by IS NOT NULL);
CREATE INDEX clause_text_id_idx ON agreements.clause USING btree (text_id);
alter table agreements.clause enable row level security;
create policy read on agreements.clause for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.clause for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.clause to lotrinh_app;

create table agreements.clause_case (
  code text not null,
  subject text not null,
  name_vi text not null,
  name_en text not null,
  scale text not null,
  per_vi text not null,
  per_en text not null,
  better text not null,
  ord smallint not null,
  constraint clause_case_pkey PRIMARY KEY (code),
  constraint clause_case_subject_fkey FOREIGN KEY (subject) REFERENCES agreements.clause_subject(code),
  constraint clause_case_better_check CHECK ((better = ANY (ARRAY['more'::text, 'less'::text]))),
  constraint clause_case_scale_check CHECK ((scale = ANY (ARRAY['vnd'::text, 'percent'::text, 'days'::text, 'hours'::text, 'minutes'::text, 'months'::text, 'times'::text])))
);
comment on table agreements.clause_case is 'What agreements are compared by: one number each. better less: the fewer, the more favourable (weekly hours).';
grant select on agreements.clause_case to lotrinh_app;

create table agreements.clause_subject (
  code text not null,
  name_vi text not null,
  name_en text not null,
  ord smallint not null,
  article text not null,
  constraint clause_subject_pkey PRIMARY KEY (code)
);
comment on table agreements.clause_subject is 'Subjects of clauses: those of bargaining (article 67), a closed list. Training in digital transformation stands apart from other training because plan 237 asks for it.';
grant select on agreements.clause_subject to lotrinh_app;

create table agreements.coding (
  id uuid not null,
  text_id uuid not null,
  agreement_id uuid not null,
  person_id uuid not null,
  kind text not null,
  begun_at timestamp with time zone default base.moment() not null,
  finished_at timestamp with time zone,
  constraint coding_pkey PRIMARY KEY (id),
  constraint coding_id_agreement_id_key UNIQUE (id, agreement_id),
  constraint coding_text_id_person_id_key UNIQUE (text_id, person_id),
  constraint coding_text_id_agreement_id_fkey FOREIGN KEY (text_id, agreement_id) REFERENCES agreements.full_text(id, agreement_id) ON DELETE CASCADE,
  constraint coding_kind_check CHECK ((kind = ANY (ARRAY['coder'::text, 'reviewer'::text])))
);
comment on table agreements.coding is 'One person''s pass over a text. At most two coders; or one, and a reviewer who looks the one''s spans through.';
CREATE INDEX coding_agreement_id_idx ON agreements.coding USING btree (agreement_id);
CREATE INDEX coding_person_id_idx ON agreements.coding USING btree (person_id);
alter table agreements.coding enable row level security;
create policy scope on agreements.coding for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.coding to lotrinh_app;

create table agreements.coding_span (
  id uuid not null,
  coding_id uuid not null,
  agreement_id uuid not null,
  subject text not null,
  case_code text,
  start_at integer not null,
  end_at integer not null,
  gives numeric,
  gives_as text,
  note text,
  suggested boolean default false not null,
  constraint coding_span_pkey PRIMARY KEY (id),
  constraint coding_span_case_code_fkey FOREIGN KEY (case_code) REFERENCES agreements.clause_case(code),
  constraint coding_span_coding_id_agreement_id_fkey FOREIGN KEY (coding_id, agreement_id) REFERENCES agreements.coding(id, agreement_id) ON DELETE CASCADE,
  constraint coding_span_subject_fkey FOREIGN KEY (subject) REFERENCES agreements.clause_subject(code),
  constraint coding_span_check CHECK ((end_at > start_at)),
  constraint coding_span_check1 CHECK (((gives IS NULL) = (gives_as IS NULL))),
  constraint coding_span_check2 CHECK (((gives IS NULL) OR (case_code IS NOT NULL))),
  constraint coding_span_gives_as_check CHECK ((gives_as = ANY (ARRAY['total'::text, 'extra'::text]))),
  constraint coding_span_gives_check CHECK ((gives >= (0)::numeric)),
  constraint coding_span_start_at_check CHECK ((start_at >= 0))
);
comment on table agreements.coding_span is 'A span that a coder gave a subject. gives_as: the number is all that the worker has (total), or comes on top of the law (extra). suggested: confirmed from a suggestion.';
CREATE INDEX coding_span_agreement_id_idx ON agreements.coding_span USING btree (agreement_id);
CREATE INDEX coding_span_coding_id_idx ON agreements.coding_span USING btree (coding_id);
alter table agreements.coding_span enable row level security;
create policy read on agreements.coding_span for select to public
  using ((agreements.own(agreement_id) AND agreements.sees_coding(coding_id)));
create policy scope on agreements.coding_span for all to public
  using ((agreements.own(agreement_id) AND agreements.own_coding(coding_id)));
grant delete, insert, select, update on agreements.coding_span to lotrinh_app;

create table agreements.full_text (
  id uuid not null,
  agreement_id uuid not null,
  amendment_id uuid,
  file_id uuid not null,
  read_as text not null,
  body text not null,
  blank_pages smallint default 0 not null,
  recorded_at timestamp with time zone default base.moment() not null,
  confirmed_at timestamp with time zone,
  constraint full_text_pkey PRIMARY KEY (id),
  constraint full_text_id_agreement_id_key UNIQUE (id, agreement_id),
  constraint full_text_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint full_text_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES agreements.amendment(id) ON DELETE CASCADE,
  constraint full_text_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint full_text_blank_pages_check CHECK ((blank_pages >= 0)),
  constraint full_text_body_check CHECK ((body <> ''::text)),
  constraint full_text_read_as_check CHECK ((read_as = ANY (ARRAY['docx'::text, 'pdf'::text])))
);
comment on table agreements.full_text is 'The words of an agreement, or of one of its amendments, as they were read from a file. blank_pages: pages that are pictures without text; confirmed_at: its coding is settled; its clauses are the record from then on.';
CREATE INDEX full_text_amendment_id_idx ON agreements.full_text USING btree (amendment_id) WHERE (amendment_id IS NOT NULL);
CREATE INDEX full_text_file_id_idx ON agreements.full_text USING btree (file_id);
CREATE UNIQUE INDEX one_text ON agreements.full_text USING btree (agreement_id, COALESCE(amendment_id, agreement_id));
alter table agreements.full_text enable row level security;
create policy read on agreements.full_text for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.full_text for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.full_text to lotrinh_app;

create table agreements.judgment (
  id uuid not null,
  agreement_id uuid not null,
  number text not null,
  court text not null,
  judged_on date not null,
  whole boolean not null,
  what text,
  voids_on date not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint judgment_pkey PRIMARY KEY (id),
  constraint judgment_id_agreement_id_key UNIQUE (id, agreement_id),
  constraint judgment_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint judgment_check CHECK ((whole = (what IS NULL)))
);
comment on table agreements.judgment is 'A judgment by which a people''s court, and nobody else, declared an agreement void, whole or in part, from a day on (articles 86 to 88). what: the part that is void.';
CREATE INDEX judgment_agreement_id_idx ON agreements.judgment USING btree (agreement_id);
alter table agreements.judgment enable row level security;
create policy read on agreements.judgment for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.judgment for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.judgment to lotrinh_app;

create table agreements.judgment_part (
  judgment_id uuid not null,
  part_id uuid not null,
  agreement_id uuid not null,
  constraint judgment_part_pkey PRIMARY KEY (judgment_id, part_id),
  constraint judgment_part_judgment_id_agreement_id_fkey FOREIGN KEY (judgment_id, agreement_id) REFERENCES agreements.judgment(id, agreement_id) ON DELETE CASCADE,
  constraint judgment_part_part_id_agreement_id_fkey FOREIGN KEY (part_id, agreement_id) REFERENCES agreements.part(id, agreement_id) ON DELETE CASCADE
);
comment on table agreements.judgment_part is 'Parts with a term of their own that a judgment declared void.';
CREATE INDEX judgment_part_part_id_idx ON agreements.judgment_part USING btree (part_id);
alter table agreements.judgment_part enable row level security;
create policy read on agreements.judgment_part for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.judgment_part for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.judgment_part to lotrinh_app;

create table agreements.law_minimum (
  case_code text not null,
  during daterange not null,
  gives numeric not null,
  basis text not null,
  id uuid not null,
  person_id uuid,
  writing integer default 1 not null,
  written_at timestamp with time zone default base.moment() not null,
  constraint law_minimum_pkey PRIMARY KEY (id),
  constraint one_level_a_day EXCLUDE USING gist (case_code WITH =, during WITH &&) DEFERRABLE INITIALLY DEFERRED,
  constraint law_minimum_case_code_fkey FOREIGN KEY (case_code) REFERENCES agreements.clause_case(code),
  constraint law_minimum_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint law_minimum_basis_check CHECK (((basis = TRIM(BOTH FROM basis)) AND (basis <> ''::text))),
  constraint law_minimum_during_check CHECK ((NOT isempty(during))),
  constraint law_minimum_during_check1 CHECK ((NOT lower_inf(during))),
  constraint law_minimum_gives_check CHECK ((gives >= (0)::numeric)),
  constraint law_minimum_writing_check CHECK ((writing > 0))
);
comment on table agreements.law_minimum is 'What the law gives in a case on a day, so that a clause is measured by the law of that day. A case without a row: the law sets no number. Of what is the better the less of it there is, the most that the law allows.';
comment on column agreements.law_minimum.basis is 'The instrument and its article.';
comment on column agreements.law_minimum.person_id is 'Who wrote the level last; null: it came with the system.';
CREATE INDEX law_minimum_person_id_idx ON agreements.law_minimum USING btree (person_id) WHERE (person_id IS NOT NULL);
alter table agreements.law_minimum enable row level security;
create policy read on agreements.law_minimum for select to public
  using (true);
create policy write on agreements.law_minimum for all to public
  using (organisation.whole());
grant delete, insert, select, update on agreements.law_minimum to lotrinh_app;

create table agreements.part (
  id uuid not null,
  agreement_id uuid not null,
  name text not null,
  place smallint default 0 not null,
  term daterange not null,
  constraint part_pkey PRIMARY KEY (id),
  constraint part_id_agreement_id_key UNIQUE (id, agreement_id),
  constraint part_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint part_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text))),
  constraint part_term_check CHECK ((NOT isempty(term)))
);
comment on table agreements.part is 'A content with a term of its own (article 78). Open at an end: as the agreement there, extensions and the 90 days included.';
CREATE INDEX part_agreement_id_idx ON agreements.part USING btree (agreement_id);
alter table agreements.part enable row level security;
create policy read on agreements.part for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.part for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.part to lotrinh_app;

create table agreements.party (
  id uuid not null,
  agreement_id uuid not null,
  side text not null,
  place smallint default 0 not null,
  name text not null,
  fold text generated always as (base.fold(((name || ' '::text) || COALESCE(tax_code, ''::text)))) stored,
  unit_id uuid,
  tax_code text,
  address text,
  trade text,
  province text,
  sector text,
  workers integer,
  voted_on date,
  entitled integer,
  in_favour integer,
  joined_on date,
  left_on date,
  tax_base text generated always as ("left"(tax_code, 10)) stored,
  constraint party_pkey PRIMARY KEY (id),
  constraint party_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint party_province_fkey FOREIGN KEY (province) REFERENCES agreements.province(code),
  constraint party_trade_fkey FOREIGN KEY (trade) REFERENCES agreements.trade(code),
  constraint party_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint party_check CHECK (((in_favour >= 0) AND (in_favour <= entitled))),
  constraint party_check1 CHECK ((left_on > joined_on)),
  constraint party_check2 CHECK (((side = 'employer'::text) OR ((tax_code IS NULL) AND (trade IS NULL) AND (province IS NULL) AND (sector IS NULL) AND (workers IS NULL) AND (entitled IS NULL) AND (in_favour IS NULL) AND (voted_on IS NULL)))),
  constraint party_entitled_check CHECK ((entitled > 0)),
  constraint party_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text))),
  constraint party_sector_check CHECK ((sector = ANY (ARRAY['state'::text, 'private'::text, 'foreign'::text, 'public'::text]))),
  constraint party_side_check CHECK ((side = ANY (ARRAY['employer'::text, 'workers'::text]))),
  constraint party_tax_code_check CHECK ((tax_code ~ '^\d{10}(-\d{3})?$|^\d{12}$'::text)),
  constraint party_workers_check CHECK ((workers > 0))
);
comment on table agreements.party is 'Who concluded it: employers and, on the workers'' side, unions. joined_on, left_on: of one that joined a multi-enterprise or sectoral agreement later or left it (article 85); null: from its beginning, to its end.';
comment on column agreements.party.entitled is 'All employees of this enterprise, in the vote on a multi-enterprise agreement (article 76).';
comment on column agreements.party.tax_base is 'The tax code of the enterprise, without the number of the branch.';
CREATE INDEX party_agreement_id_idx ON agreements.party USING btree (agreement_id);
CREATE INDEX party_tax_base_idx ON agreements.party USING btree (tax_base) WHERE (tax_base IS NOT NULL);
CREATE INDEX party_unit_id_idx ON agreements.party USING btree (unit_id) WHERE (unit_id IS NOT NULL);
alter table agreements.party enable row level security;
create policy read on agreements.party for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.party for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.party to lotrinh_app;

create table agreements.passage (
  text_id uuid not null,
  agreement_id uuid not null,
  ord integer not null,
  kind text not null,
  path text not null,
  start_at integer not null,
  end_at integer not null,
  words tsvector not null,
  constraint passage_pkey PRIMARY KEY (text_id, ord),
  constraint passage_text_id_agreement_id_fkey FOREIGN KEY (text_id, agreement_id) REFERENCES agreements.full_text(id, agreement_id) ON DELETE CASCADE,
  constraint passage_check CHECK ((end_at > start_at)),
  constraint passage_kind_check CHECK ((kind = ANY (ARRAY['chapter'::text, 'section'::text, 'article'::text, 'item'::text, 'point'::text, 'paragraph'::text]))),
  constraint passage_start_at_check CHECK ((start_at >= 0))
);
comment on table agreements.passage is 'A passage of a text, [start_at, end_at) of its signs: chapter, article, item, point. words: without diacritics, for search.';
CREATE INDEX passage_agreement_id_idx ON agreements.passage USING btree (agreement_id);
CREATE INDEX passage_words_idx ON agreements.passage USING gin (words);
alter table agreements.passage enable row level security;
create policy read on agreements.passage for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.passage for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.passage to lotrinh_app;

create table agreements.province (
  code text not null,
  name text not null,
  constraint province_pkey PRIMARY KEY (code),
  constraint province_code_check CHECK ((code ~ '^\d\d$'::text))
);
comment on table agreements.province is 'Provinces and cities since 1 July 2025 by their codes (scheme nso-2025), for where an employer has its seat.';
grant select on agreements.province to lotrinh_app;

create table agreements.refused_suggestion (
  coding_id uuid not null,
  agreement_id uuid not null,
  subject text not null,
  start_at integer not null,
  end_at integer not null,
  constraint refused_suggestion_pkey PRIMARY KEY (coding_id, start_at, end_at, subject),
  constraint refused_suggestion_coding_id_agreement_id_fkey FOREIGN KEY (coding_id, agreement_id) REFERENCES agreements.coding(id, agreement_id) ON DELETE CASCADE,
  constraint refused_suggestion_subject_fkey FOREIGN KEY (subject) REFERENCES agreements.clause_subject(code)
);
comment on table agreements.refused_suggestion is 'A suggestion that the coder refused: not shown to them again.';
CREATE INDEX refused_suggestion_agreement_id_idx ON agreements.refused_suggestion USING btree (agreement_id);
alter table agreements.refused_suggestion enable row level security;
create policy read on agreements.refused_suggestion for select to public
  using ((agreements.own(agreement_id) AND agreements.sees_coding(coding_id)));
create policy scope on agreements.refused_suggestion for all to public
  using ((agreements.own(agreement_id) AND agreements.own_coding(coding_id)));
grant delete, insert, select, update on agreements.refused_suggestion to lotrinh_app;

create table agreements.settlement (
  difference_id uuid not null,
  text_id uuid not null,
  agreement_id uuid not null,
  person_id uuid not null,
  chosen uuid,
  at timestamp with time zone default base.moment() not null,
  constraint settlement_pkey PRIMARY KEY (difference_id, person_id),
  constraint settlement_chosen_fkey FOREIGN KEY (chosen) REFERENCES agreements.coding_span(id) ON DELETE CASCADE,
  constraint settlement_difference_id_fkey FOREIGN KEY (difference_id) REFERENCES agreements.coding_span(id) ON DELETE CASCADE,
  constraint settlement_text_id_agreement_id_fkey FOREIGN KEY (text_id, agreement_id) REFERENCES agreements.full_text(id, agreement_id) ON DELETE CASCADE
);
comment on table agreements.settlement is 'What someone says about a difference of two coders, named by the first one''s span: which span stands; chosen null: none. Settled by both of one mind, or by a third.';
CREATE INDEX settlement_agreement_id_idx ON agreements.settlement USING btree (agreement_id);
CREATE INDEX settlement_chosen_idx ON agreements.settlement USING btree (chosen);
CREATE INDEX settlement_person_id_idx ON agreements.settlement USING btree (person_id);
CREATE INDEX settlement_text_id_idx ON agreements.settlement USING btree (text_id);
alter table agreements.settlement enable row level security;
create policy scope on agreements.settlement for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.settlement to lotrinh_app;

create table agreements.trade (
  code text not null,
  name_vi text not null,
  name_en text not null,
  constraint trade_pkey PRIMARY KEY (code),
  constraint trade_code_check CHECK ((code ~ '^\d\d$'::text))
);
comment on table agreements.trade is 'Trades of employers: divisions (two digits) of the Vietnam Standard Industrial Classification, Decision 27/2018/QĐ-TTg, which follow ISIC revision 4.';
grant select on agreements.trade to lotrinh_app;

create table agreements.void_clause (
  clause_id uuid not null,
  judgment_id uuid not null,
  agreement_id uuid not null,
  constraint void_clause_pkey PRIMARY KEY (clause_id, judgment_id),
  constraint void_clause_clause_id_agreement_id_fkey FOREIGN KEY (clause_id, agreement_id) REFERENCES agreements.clause(id, agreement_id) ON DELETE CASCADE,
  constraint void_clause_judgment_id_agreement_id_fkey FOREIGN KEY (judgment_id, agreement_id) REFERENCES agreements.judgment(id, agreement_id) ON DELETE CASCADE
);
comment on table agreements.void_clause is 'Clauses that a judgment declared void in part of an agreement.';
CREATE INDEX void_clause_agreement_id_idx ON agreements.void_clause USING btree (agreement_id);
CREATE INDEX void_clause_judgment_id_idx ON agreements.void_clause USING btree (judgment_id);
alter table agreements.void_clause enable row level security;
create policy read on agreements.void_clause for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.void_clause for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.void_clause to lotrinh_app;

create table agreements.widening (
  id uuid not null,
  agreement_id uuid not null,
  number text not null,
  decided_on date not null,
  decided_by text not null,
  reach text not null,
  during daterange not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint widening_pkey PRIMARY KEY (id),
  constraint widening_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES agreements.agreement(id) ON DELETE CASCADE,
  constraint widening_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)))),
  constraint widening_reach_check CHECK (((reach = TRIM(BOTH FROM reach)) AND (reach <> ''::text)))
);
comment on table agreements.widening is 'A decision of the State that a sectoral or multi-enterprise agreement binds others of the trade or zone too (article 84). reach: whom.';
CREATE INDEX widening_agreement_id_idx ON agreements.widening USING btree (agreement_id);
alter table agreements.widening enable row level security;
create policy read on agreements.widening for select to public
  using (agreements.shown(agreement_id));
create policy scope on agreements.widening for all to public
  using (agreements.own(agreement_id));
grant delete, insert, select, update on agreements.widening to lotrinh_app;

create view agreements.clause_case_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM agreements.clause_case;

create view agreements.clause_effect as
 SELECT k.id AS clause_id,
    k.agreement_id,
    k.subject,
    k.case_code,
    (COALESCE(x.during, c.holds) * daterange(m.effective_on, LEAST(r.effective_on, v.voids_on, 'infinity'::date))) AS during
   FROM ((((((agreements.clause k
     JOIN agreements.effect c ON ((c.agreement_id = k.agreement_id)))
     JOIN agreements.full_text t ON ((t.id = k.text_id)))
     LEFT JOIN agreements.part_effect x ON ((x.part_id = k.part_id)))
     LEFT JOIN agreements.amendment m ON ((m.id = t.amendment_id)))
     LEFT JOIN LATERAL ( SELECT GREATEST(r_1.effective_on, m.effective_on) AS effective_on
           FROM agreements.amendment r_1
          WHERE (r_1.id = k.replaced_by)) r ON (true))
     LEFT JOIN LATERAL ( SELECT GREATEST(min(j.voids_on), m.effective_on) AS voids_on
           FROM (agreements.void_clause z
             JOIN agreements.judgment j ON ((j.id = z.judgment_id)))
          WHERE (z.clause_id = k.id)
          GROUP BY z.clause_id) v ON (true));
comment on view agreements.clause_effect is 'Days on which a clause is in force: those of its agreement or of its part, from the day of the amendment that brought it to that of the one that replaced it or of the judgment that declared it void.';
grant select on agreements.clause_effect to lotrinh_app;

create view agreements.clause_subject_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM agreements.clause_subject;

create view agreements.effect as
 SELECT agreement_id,
    unit_id,
    signed_on,
    begins,
    ends,
    carried_to,
    ended_on,
    replaced_on,
    void_on,
    partly_void_on,
    LEAST(carried_to, ended_on, replaced_on) AS out_on,
        CASE
            WHEN (begins < LEAST(carried_to, ended_on, replaced_on, void_on)) THEN daterange(begins, LEAST(carried_to, ended_on, replaced_on, void_on))
            ELSE 'empty'::daterange
        END AS holds
   FROM ( SELECT a.id AS agreement_id,
            a.unit_id,
            a.signed_on,
            lower(a.term) AS begins,
            e.ends,
            c.carried_to,
            a.ended_on,
            r.replaced_on,
            v.void_on,
            v.partly_void_on
           FROM ((((agreements.agreement a
             CROSS JOIN LATERAL ( SELECT GREATEST(upper(a.term), max(m.extends_to)) AS ends
                   FROM agreements.amendment m
                  WHERE (m.agreement_id = a.id)) e)
             CROSS JOIN LATERAL ( SELECT GREATEST(e.ends, max(LEAST((e.ends + 90), upper(b.during)))) AS carried_to
                   FROM agreements.bargaining b
                  WHERE ((b.agreement_id = a.id) AND (b.during @> daterange((e.ends - 1), (e.ends + 1))))) c)
             CROSS JOIN LATERAL ( SELECT min(lower(n.term)) AS replaced_on
                   FROM agreements.agreement n
                  WHERE ((n.replaces = a.id) AND (n.status = 'signed'::text) AND (NOT (EXISTS ( SELECT
                           FROM agreements.judgment j
                          WHERE ((j.agreement_id = n.id) AND j.whole AND (j.voids_on <= lower(n.term)))))))) r)
             CROSS JOIN LATERAL ( SELECT min(j.voids_on) FILTER (WHERE j.whole) AS void_on,
                    min(j.voids_on) FILTER (WHERE (NOT j.whole)) AS partly_void_on
                   FROM agreements.judgment j
                  WHERE (j.agreement_id = a.id)) v)
          WHERE (a.status = 'signed'::text)) x;
comment on view agreements.effect is 'Of each signed agreement: begins, ends (with extensions), carried_to (with the 90 days of bargaining), out_on (out of force by expiry, an early end or its replacement), void_on, partly_void_on; holds: the days in force. Joined to rows in sight.';
grant select on agreements.effect to lotrinh_app;

create view agreements.fact_clause as
 SELECT agreement_id AS subject_id,
    during,
    NULL::integer AS quantity,
    jsonb_strip_nulls(jsonb_build_object('subject', subject, 'case', case_code)) AS attrs,
    'clause'::text AS evidence_kind,
    clause_id AS evidence_id
   FROM agreements.clause_effect e
  WHERE (NOT isempty(during));
comment on view agreements.fact_clause is 'Fact "clause" of an agreement: a confirmed clause on the days on which it is in force. attrs: its subject and case.';

create view agreements.kind_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('enterprise'::text,'Thỏa ước doanh nghiệp'::text,'Enterprise agreement'::text), ('multi-enterprise'::text,'Thỏa ước nhiều doanh nghiệp'::text,'Multi-enterprise agreement'::text), ('sectoral'::text,'Thỏa ước ngành'::text,'Sectoral agreement'::text), ('other'::text,'Thỏa ước khác'::text,'Other agreement'::text)) v(value, name_vi, name_en);

create view agreements.label_agreement as
 SELECT id AS subject_id,
    title AS label,
    fold,
    title AS sort_key
   FROM agreements.agreement a;
comment on view agreements.label_agreement is 'How an agreement is called in lists.';
grant select on agreements.label_agreement to lotrinh_app;

create view agreements.part_effect as
 SELECT x.id AS part_id,
    x.agreement_id,
    ((c.holds * x.term) * daterange(NULL::date, ( SELECT min(j.voids_on) AS min
           FROM (agreements.judgment_part t
             JOIN agreements.judgment j ON ((j.id = t.judgment_id)))
          WHERE (t.part_id = x.id)))) AS during
   FROM (agreements.part x
     JOIN agreements.effect c ON ((c.agreement_id = x.agreement_id)));
comment on view agreements.part_effect is 'Days on which a part with a term of its own is in force.';
grant select on agreements.part_effect to lotrinh_app;

create view agreements.province_choice as
 SELECT code AS value,
    name AS name_vi,
    name AS name_en
   FROM agreements.province;

create view agreements.subject_agreement as
 SELECT c.agreement_id AS subject_id,
    c.unit_id,
    c.holds AS during,
    1 AS quantity,
    c.agreement_id AS record_id,
    jsonb_strip_nulls(jsonb_build_object('kind', a.kind, 'sector', e.sector, 'trade', e.trade, 'province', e.province)) AS attrs
   FROM ((agreements.effect c
     JOIN agreements.agreement a ON ((a.id = c.agreement_id)))
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN (count(DISTINCT p.sector) = 1) THEN min(p.sector)
                    ELSE NULL::text
                END AS sector,
                CASE
                    WHEN (count(DISTINCT p.trade) = 1) THEN min(p.trade)
                    ELSE NULL::text
                END AS trade,
                CASE
                    WHEN (count(DISTINCT p.province) = 1) THEN min(p.province)
                    ELSE NULL::text
                END AS province
           FROM agreements.party p
          WHERE ((p.agreement_id = a.id) AND (p.side = 'employer'::text))) e)
  WHERE (NOT isempty(c.holds));
comment on view agreements.subject_agreement is 'Subject "agreement": an agreement on the days on which it is in force, under the union that bargained. sector, trade and province: of its employers, where they have one in common.';

create view agreements.trade_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM agreements.trade;

CREATE OR REPLACE FUNCTION agreements.find_passages(asked text, at_most integer)
 RETURNS TABLE(agreement_id uuid, text_id uuid, ord integer, near boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'agreements', 'pg_catalog'
AS $function$
  select p.agreement_id, p.text_id, p.ord, p.words @@ phraseto_tsquery('pg_catalog.simple', base.fold(asked)) as near
  from passage p where p.words @@ plainto_tsquery('pg_catalog.simple', base.fold(asked)) and agreements.shown(p.agreement_id)
  order by near desc, p.text_id, p.ord limit at_most
$function$;
grant execute on function agreements.find_passages(text,integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.given_values(asked_case text, on_day date)
 RETURNS TABLE(employer text, trade text, province text, workers integer, gives numeric)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'agreements', 'pg_catalog'
AS $function$
  select min(g.employer), min(g.trade), min(g.province), max(g.workers), case when g.better = 'more' then max(g.total) else min(g.total) end
  from (
    select coalesce(p.tax_code, p.fold) as employer, p.trade, p.province, coalesce(p.workers, a.workers) as workers, y.better,
      case when k.gives_as = 'total' then k.gives when y.better = 'more' then coalesce(l.gives, 0) + k.gives else l.gives - k.gives end as total
    from clause k join clause_effect e on e.clause_id = k.id and e.during @> on_day
    join clause_case y on y.code = k.case_code join agreement a on a.id = k.agreement_id
    join party p on p.agreement_id = a.id and p.side = 'employer' and daterange(p.joined_on, p.left_on) @> on_day
    left join law_minimum l on l.case_code = k.case_code and l.during @> on_day
    where k.case_code = asked_case and k.gives is not null
  ) g where g.total is not null group by g.employer, g.better
$function$;
grant execute on function agreements.given_values(text,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.* from (
    select 'agreements.coding', jsonb_build_object('agreement', a.title, 'kind', c.kind, 'begun_at', c.begun_at, 'finished_at', c.finished_at) from agreements.coding c join agreements.agreement a on a.id = c.agreement_id where c.person_id = who
    union all select 'agreements.settlement', jsonb_build_object('agreement', a.title, 'at', s.at) from agreements.settlement s join agreements.agreement a on a.id = s.agreement_id where s.person_id = who
    union all select 'agreements.law_minimum', jsonb_build_object('case', y.name_vi, 'basis', l.basis, 'written_at', l.written_at) from agreements.law_minimum l join agreements.clause_case y on y.code = l.case_code where l.person_id = who
  ) h where privacy.may_read(who)
$function$;
grant execute on function agreements.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.own(agreement uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from agreements.agreement a where a.id = agreement and organisation.reaches(a.unit_id))
$function$;
grant execute on function agreements.own(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.own_coding(coding uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from agreements.coding c where c.id = coding and c.finished_at is null and (c.person_id = nullif(current_setting('app.person', true), '')::uuid or nullif(current_setting('app.person', true), '') is null and organisation.whole()))
$function$;
grant execute on function agreements.own_coding(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.sees_coding(coding uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (
    select from agreements.coding c join agreements.full_text t on t.id = c.text_id
    left join agreements.coding o on o.text_id = c.text_id and o.person_id = nullif(current_setting('app.person', true), '')::uuid
    where c.id = coding and (t.confirmed_at is not null or o.id = c.id or o.finished_at is not null or o.kind = 'reviewer'
      or o.id is null and (select count(*) from agreements.coding f where f.text_id = c.text_id and f.kind = 'coder' and f.finished_at is not null) = 2))
$function$;
grant execute on function agreements.sees_coding(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.shown(agreement uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from agreements.agreement a where a.id = agreement and (organisation.reaches(a.unit_id) or a.status = 'signed'
    and (organisation.stands_above(a.unit_id) or exists (select from agreements.party p where p.agreement_id = a.id and organisation.reaches(p.unit_id)))))
$function$;
grant execute on function agreements.shown(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION agreements.state_on(c agreements.effect, on_day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when c.void_on <= on_day then 'void'
    when on_day < c.begins then case when on_day < c.signed_on then 'draft' else 'signed' end
    when on_day >= c.out_on then case when c.replaced_on = c.out_on then 'replaced' when c.ended_on = c.out_on then 'ended' else 'expired' end
    when c.partly_void_on <= on_day then 'partly-void'
    when on_day < c.ends then 'in-force' else 'carried' end
$function$;
comment on function agreements.state_on(agreements.effect,date) is 'The state of a signed agreement on a day.';
grant execute on function agreements.state_on(agreements.effect,date) to public;

grant usage on schema agreements to lotrinh_app;

-- audit -------------------------------------------------------------------------------------------

create table audit.access (
  id bigint generated always as identity not null,
  at timestamp with time zone default base.moment() not null,
  account_id text,
  office_id uuid,
  person_id uuid not null,
  fields text[] not null,
  purpose text not null,
  constraint access_pkey PRIMARY KEY (id),
  constraint access_purpose_check CHECK ((length(TRIM(BOTH FROM purpose)) >= 5))
);
comment on table audit.access is 'Each read of a sensitive field of a person, with its purpose (Law 91/2025/QH15).';
alter table audit.access enable row level security;
create policy read on audit.access for select to public
  using ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR (person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid) OR (office_id IN ( SELECT office.id
   FROM people.office))));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.access FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
grant select on audit.access to lotrinh_app;

create table audit.entry (
  id bigint generated always as identity not null,
  at timestamp with time zone default base.moment() not null,
  account_id text,
  person_id uuid,
  office_id uuid,
  unit_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb default '{}'::jsonb not null,
  constraint entry_pkey PRIMARY KEY (id)
);
comment on table audit.entry is 'Who did what, when, from which office; written in the transaction of the deed. Insert only.';
CREATE INDEX entry_at_idx ON audit.entry USING btree (at);
CREATE INDEX entry_person_id_idx ON audit.entry USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX entry_subject_kind_subject_id_idx ON audit.entry USING btree (subject_kind, subject_id);
alter table audit.entry enable row level security;
create policy read on audit.entry for select to public
  using ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR organisation.reaches(unit_id) OR ((unit_id IS NULL) AND ((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer <= ( SELECT min("position".lft) AS min
   FROM organisation."position")))));
create policy write on audit.entry for insert to public
  with check (true);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER await_seal AFTER INSERT ON audit.entry REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit.await_seal();
grant insert, select on audit.entry to lotrinh_app;

create table audit.link (
  seq bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  constraint link_pkey PRIMARY KEY (seq),
  constraint link_entry_id_key UNIQUE (entry_id),
  constraint link_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES audit.entry(id),
  constraint link_seq_check CHECK ((seq > 0))
);
comment on table audit.link is 'Hash chain: sha256(previous hash || the entry as text). seq has no gaps.';
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.link FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
grant select on audit.link to lotrinh_app;

create table audit.unsealed (
  entry_id bigint not null,
  constraint unsealed_pkey PRIMARY KEY (entry_id)
);
comment on table audit.unsealed is 'Entries that wait for their link; filled by a trigger, emptied by audit.seal.';

create view audit.listed with (security_invoker=true) as
 SELECT id,
    at,
    action,
    subject_kind,
    subject_id,
    detail,
    account_id,
    person_id,
    unit_id,
    COALESCE(( SELECT p.name
           FROM people.person p
          WHERE (p.id = e.person_id)), ( SELECT COALESCE(a.name, a.username) AS "coalesce"
           FROM access.account a
          WHERE (a.id =
                CASE
                    WHEN (e.account_id ~ '^[0-9a-f-]{36}$'::text) THEN (e.account_id)::uuid
                    ELSE NULL::uuid
                END)),
        CASE
            WHEN (account_id !~ '^[0-9a-f-]{36}$'::text) THEN account_id
            ELSE NULL::text
        END) AS who,
    ( SELECT t.name_vi
           FROM (people.office o
             JOIN people.title t ON ((t.code = o.title)))
          WHERE (o.id = e.office_id)) AS title_vi,
    ( SELECT t.name_en
           FROM (people.office o
             JOIN people.title t ON ((t.code = o.title)))
          WHERE (o.id = e.office_id)) AS title_en,
    ( SELECT u.label
           FROM organisation.label_unit u
          WHERE (u.subject_id = e.unit_id)) AS unit_name,
    (EXISTS ( SELECT
           FROM audit.link l
          WHERE (l.entry_id = e.id))) AS sealed
   FROM audit.entry e;
comment on view audit.listed is 'The audit log with names, as far as the reader may see it.';
grant select on audit.listed to lotrinh_app;

CREATE OR REPLACE FUNCTION audit.await_seal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin insert into audit.unsealed select id from fresh; return null; end $function$;

CREATE OR REPLACE FUNCTION audit.digest(previous bytea, e audit.entry)
 RETURNS bytea
 LANGUAGE sql
 STABLE
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO'
 SET extra_float_digits TO '1'
AS $function$ select sha256(previous || convert_to(e::text, 'UTF8')) $function$;
grant execute on function audit.digest(bytea,audit.entry) to public;

CREATE OR REPLACE FUNCTION audit.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'audit.entry', jsonb_build_object('at', e.at, 'action', e.action) from audit.entry e where privacy.may_read(who) and (e.person_id = who or e.subject_kind = 'person' and e.subject_id = who::text)
  union all select 'audit.access', jsonb_build_object('at', r.at, 'fields', r.fields, 'purpose', r.purpose, 'title', r.title_vi, 'unit', r.unit_name) from audit.reads_of(who) r
$function$;
grant execute on function audit.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION audit.reads_of(who uuid)
 RETURNS TABLE(at timestamp with time zone, fields text[], purpose text, reader text, title_vi text, title_en text, unit_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select a.at, a.fields, a.purpose, p.name, t.name_vi, t.name_en, u.label
  from audit.access a left join people.office o on o.id = a.office_id left join people.title t on t.code = o.title left join organisation.label_unit u on u.subject_id = o.unit_id
    left join access.account c on c.id::text = a.account_id left join people.person p on p.id = coalesce(o.person_id, c.person_id)
  where a.person_id = who and privacy.may_read(who) order by a.at desc, a.id desc
$function$;
grant execute on function audit.reads_of(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION audit.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin raise exception 'the audit log is append-only'; end $function$;
grant execute on function audit.refuse_change() to public;

CREATE OR REPLACE FUNCTION audit.seal()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare e audit.entry; last_seq bigint; last_hash bytea; n integer := 0;
begin
  if not pg_try_advisory_xact_lock(237001) then return 0; end if;
  select seq, hash into last_seq, last_hash from audit.link order by seq desc limit 1;
  last_seq := coalesce(last_seq, 0); last_hash := coalesce(last_hash, ''::bytea);
  for e in with taken as (delete from audit.unsealed where entry_id in (select entry_id from audit.unsealed order by entry_id limit 5000) returning entry_id)
      select x.* from audit.entry x join taken t on t.entry_id = x.id order by x.id loop
    last_seq := last_seq + 1; last_hash := audit.digest(last_hash, e); n := n + 1;
    insert into audit.link values (last_seq, e.id, last_hash);
  end loop;
  return n;
end $function$;
grant execute on function audit.seal() to lotrinh_app;

grant usage on schema audit to lotrinh_app;

-- base --------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION base.fold(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public'
AS $function$ select lower(public.unaccent('public.unaccent', normalize(t, nfc))) $function$;
grant execute on function base.fold(text) to public;

CREATE OR REPLACE FUNCTION base.moment()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE((NULLIF(current_setting('app.now'::text, true), ''::text))::timestamp with time zone, now());
grant execute on function base.moment() to public;

grant usage on schema base to lotrinh_app;

-- documents ---------------------------------------------------------------------------------------

create table documents.document (
  id uuid not null,
  unit_id uuid not null,
  direction text not null,
  type text not null,
  series text not null,
  reference text,
  number text,
  notation text,
  issued_on date not null,
  issuer text not null,
  summary text not null,
  signer text,
  signer_position text,
  recipients text,
  urgency text,
  arrived_on date,
  arrival_number integer,
  registered_on date generated always as (COALESCE(arrived_on, issued_on)) stored,
  handler text,
  due_on date,
  done_on date,
  outcome text,
  plan_id uuid,
  writing integer default 0 not null,
  voided_at timestamp with time zone,
  void_reason text,
  recorded_at timestamp with time zone default base.moment() not null,
  fold text generated always as (base.fold(((((COALESCE(reference, ''::text) || ' '::text) || issuer) || ' '::text) || summary))) stored,
  constraint document_pkey PRIMARY KEY (id),
  constraint document_type_fkey FOREIGN KEY (type) REFERENCES documents.type(code),
  constraint document_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint document_arrival_number_check CHECK ((arrival_number > 0)),
  constraint document_check CHECK (((direction = 'incoming'::text) = (arrived_on IS NOT NULL))),
  constraint document_check1 CHECK (((direction = 'incoming'::text) = (arrival_number IS NOT NULL))),
  constraint document_check2 CHECK (((direction = 'incoming'::text) OR ((number IS NOT NULL) AND (reference IS NOT NULL)))),
  constraint document_check3 CHECK (((direction = 'outgoing'::text) OR (plan_id IS NULL))),
  constraint document_check4 CHECK ((arrived_on >= issued_on)),
  constraint document_check5 CHECK (((done_on IS NULL) OR (handler IS NOT NULL))),
  constraint document_check6 CHECK (((outcome IS NULL) OR (done_on IS NOT NULL))),
  constraint document_check7 CHECK (((voided_at IS NULL) = (void_reason IS NULL))),
  constraint document_direction_check CHECK ((direction = ANY (ARRAY['outgoing'::text, 'incoming'::text]))),
  constraint document_handler_check CHECK (((handler = TRIM(BOTH FROM handler)) AND (handler <> ''::text))),
  constraint document_issuer_check CHECK (((issuer = TRIM(BOTH FROM issuer)) AND (issuer <> ''::text))),
  constraint document_notation_check CHECK (((notation = TRIM(BOTH FROM notation)) AND (notation <> ''::text))),
  constraint document_number_check CHECK ((number ~ '^\d{1,6}[a-zđ]{0,2}$'::text)),
  constraint document_outcome_check CHECK ((length(outcome) <= 1000)),
  constraint document_recipients_check CHECK ((length(recipients) <= 1000)),
  constraint document_reference_check CHECK (((reference = TRIM(BOTH FROM reference)) AND ((length(reference) >= 1) AND (length(reference) <= 60)))),
  constraint document_series_check CHECK (((series = TRIM(BOTH FROM series)) AND (series <> ''::text))),
  constraint document_signer_check CHECK ((length(signer) <= 150)),
  constraint document_signer_position_check CHECK ((length(signer_position) <= 100)),
  constraint document_summary_check CHECK (((length(summary) >= 1) AND (length(summary) <= 500))),
  constraint document_urgency_check CHECK ((urgency = ANY (ARRAY['urgent'::text, 'very-urgent'::text, 'express'::text]))),
  constraint document_void_reason_check CHECK ((length(TRIM(BOTH FROM void_reason)) >= 5))
);
comment on table documents.document is 'A document of a unit, as its outgoing or its incoming register has it. State secrets have no row and no file here, not even a summary (Law 117/2025/QH15 on state secrets): the door refuses them.';
comment on column documents.document.unit_id is 'Whose register it stands in; it stays so after a merge, and is reached by the unit that goes on.';
comment on column documents.document.series is 'Numbers run within a series: usually the year, or a term, or a part of a year in which numbers began anew (mid-2025). So a number and a year name no document.';
comment on column documents.document.reference is 'Number and notation as printed: 237/KH-TLĐ, 57-NQ/TW, 4173/TLĐ-ToC of an official letter, which names no type. Incoming papers may have none.';
comment on column documents.document.number is 'The number in it, with its letters (10b, 4a). Outgoing ones are given by the system, or taken over from before.';
comment on column documents.document.issuer is 'Who issued it, by the name of that day: the unit itself as it was called then, or whoever is printed on an incoming one.';
comment on column documents.document.arrival_number is 'Runs without gaps within the unit and the calendar year of arrival.';
comment on column documents.document.registered_on is 'The day in the register: of arrival, or of issue. For a year from this day the document counts.';
comment on column documents.document.handler is 'Whom it was handed to, or who drew it up: a person or a department. done_on: dealt with, or sent out. outcome: what came of it, the answer by its number.';
comment on column documents.document.plan_id is 'The plan of the system that this document is; the room of plans stands above this one, so no key.';
comment on column documents.document.writing is 'How often it was written; who writes says what was seen.';
CREATE INDEX document_of_unit ON documents.document USING btree (unit_id, registered_on DESC);
CREATE INDEX document_waiting ON documents.document USING btree (unit_id, due_on) WHERE ((direction = 'incoming'::text) AND (done_on IS NULL) AND (voided_at IS NULL));
CREATE UNIQUE INDEX one_arrival_number ON documents.document USING btree (unit_id, EXTRACT(year FROM arrived_on), arrival_number) WHERE (direction = 'incoming'::text);
CREATE UNIQUE INDEX one_document_of_a_plan ON documents.document USING btree (plan_id) WHERE (voided_at IS NULL);
CREATE UNIQUE INDEX one_number_one_document ON documents.document USING btree (unit_id, series, reference, issued_on) WHERE ((direction = 'outgoing'::text) AND (voided_at IS NULL));
alter table documents.document enable row level security;
create policy scope on documents.document for all to public
  using (organisation.reaches(unit_id));
grant insert, select on documents.document to lotrinh_app;
grant update (type, series, reference, number, notation, issued_on, issuer, summary, signer, signer_position, recipients, urgency, arrived_on, handler, due_on, done_on, outcome, writing, voided_at, void_reason) on documents.document to lotrinh_app;

create table documents.document_file (
  file_id uuid not null,
  document_id uuid not null,
  kept_at timestamp with time zone default base.moment() not null,
  constraint document_file_pkey PRIMARY KEY (file_id),
  constraint document_file_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents.document(id),
  constraint document_file_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id)
);
comment on table documents.document_file is 'The content of a document: its scan, its pages, its signed file.';
CREATE INDEX document_file_document_id_idx ON documents.document_file USING btree (document_id);
alter table documents.document_file enable row level security;
create policy scope on documents.document_file for all to public
  using ((EXISTS ( SELECT
   FROM documents.document d
  WHERE (d.id = document_file.document_id))));
grant delete, insert, select on documents.document_file to lotrinh_app;

create table documents.procedure (
  id uuid not null,
  unit_id uuid not null,
  code text not null,
  name text not null,
  basis text,
  handler text not null,
  in_use daterange not null,
  online daterange,
  online_at text,
  writing integer default 0 not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint procedure_pkey PRIMARY KEY (id),
  constraint procedure_unit_id_code_in_use_excl EXCLUDE USING gist (unit_id WITH =, code WITH =, in_use WITH &&),
  constraint procedure_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint procedure_basis_check CHECK ((length(basis) <= 500)),
  constraint procedure_check CHECK (((NOT isempty(online)) AND (NOT lower_inf(online)) AND (online <@ in_use))),
  constraint procedure_check1 CHECK (((online IS NULL) = (online_at IS NULL))),
  constraint procedure_code_check CHECK (((code = TRIM(BOTH FROM code)) AND (code <> ''::text))),
  constraint procedure_handler_check CHECK (((handler = TRIM(BOTH FROM handler)) AND (handler <> ''::text))),
  constraint procedure_in_use_check CHECK (((NOT isempty(in_use)) AND (NOT lower_inf(in_use)))),
  constraint procedure_name_check CHECK ((((length(name) >= 1) AND (length(name) <= 300)) AND (name = TRIM(BOTH FROM name)))),
  constraint procedure_online_at_check CHECK (((length(online_at) >= 1) AND (length(online_at) <= 500)))
);
comment on table documents.procedure is 'A procedure in the catalogue of a unit: who handles it by which rule, on which days it is in use, and on which of them it is handled online.';
comment on column documents.procedure.online_at is 'Where it is handled online: the address, by which anyone may see that it is so.';
CREATE INDEX procedure_unit_id_idx ON documents.procedure USING btree (unit_id);
alter table documents.procedure enable row level security;
create policy scope on documents.procedure for all to public
  using (organisation.reaches(unit_id));
grant insert, select on documents.procedure to lotrinh_app;
grant update (code, name, basis, handler, in_use, online, online_at, writing) on documents.procedure to lotrinh_app;

create table documents.type (
  code text not null,
  name_vi text not null,
  name_en text not null,
  abbreviation text,
  paper boolean default false not null,
  rank smallint not null,
  constraint type_pkey PRIMARY KEY (code),
  constraint type_rank_key UNIQUE (rank),
  constraint type_code_check CHECK ((code ~ '^[a-z-]+$'::text))
);
comment on table documents.type is 'The closed list of QĐ 933/QĐ-TLĐ: 22 types of documents, and 8 administrative papers. abbreviation: its letters in a notation (Decree 30/2020, appendix III; for types of the union alone, as offices write them); null: it has none, or none is laid down. Only proposed: what is printed on the document counts.';
grant select on documents.type to lotrinh_app;

create view documents.direction_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('outgoing'::text,'Văn bản đi'::text,'Outgoing'::text), ('incoming'::text,'Văn bản đến'::text,'Incoming'::text)) v(value, name_vi, name_en);

create view documents.fact_handled_online as
 SELECT id AS subject_id,
    online AS during,
    NULL::integer AS quantity,
    '{}'::jsonb AS attrs,
    'procedure'::text AS evidence_kind,
    id AS evidence_id
   FROM documents.procedure p
  WHERE (online IS NOT NULL);
comment on view documents.fact_handled_online is 'Fact "handled-online" of a procedure.';

create view documents.fact_on_platform as
 SELECT d.id AS subject_id,
    daterange(GREATEST(d.done_on, f.kept_on), NULL::date) AS during,
    NULL::integer AS quantity,
    '{}'::jsonb AS attrs,
    'document'::text AS evidence_kind,
    d.id AS evidence_id
   FROM (documents.document d
     JOIN ( SELECT document_file.document_id,
            ((min(document_file.kept_at) AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date AS kept_on
           FROM documents.document_file
          GROUP BY document_file.document_id) f ON ((f.document_id = d.id)))
  WHERE ((d.done_on IS NOT NULL) AND (d.voided_at IS NULL));
comment on view documents.fact_on_platform is 'Fact "on-platform" of a document: its content is kept here, and who dealt with it and when is recorded here.';

create view documents.label_document as
 SELECT id AS subject_id,
    (COALESCE((reference || ' · '::text), ''::text) || summary) AS label,
    fold,
    (to_char((registered_on)::timestamp with time zone, 'YYYYMMDD'::text) || lpad(COALESCE((arrival_number)::text, number), 8, '0'::text)) AS sort_key
   FROM documents.document d;
comment on view documents.label_document is 'How a document is called in lists; in the order of its register.';

create view documents.label_procedure as
 SELECT id AS subject_id,
    ((code || ' · '::text) || name) AS label,
    base.fold(((code || ' '::text) || name)) AS fold,
    code AS sort_key
   FROM documents.procedure p;
comment on view documents.label_procedure is 'How a procedure is called in lists.';

create view documents.subject_document as
 SELECT id AS subject_id,
    unit_id,
    daterange(registered_on, ((registered_on + '1 year'::interval))::date) AS during,
    1 AS quantity,
    id AS record_id,
    jsonb_build_object('direction', direction, 'type', type) AS attrs
   FROM documents.document d
  WHERE (voided_at IS NULL);
comment on view documents.subject_document is 'Subject "document": a year from the day in the register, so that a figure is about the registers of the last twelve months, on 31 December about those of the year (docs/decisions/0030).';

create view documents.subject_procedure as
 SELECT id AS subject_id,
    unit_id,
    in_use AS during,
    1 AS quantity,
    id AS record_id,
    '{}'::jsonb AS attrs
   FROM documents.procedure p;
comment on view documents.subject_procedure is 'Subject "procedure": on the days on which it is in use.';

create view documents.type_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM documents.type;

CREATE OR REPLACE FUNCTION documents.hold_book(the_unit uuid, book text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select pg_advisory_xact_lock(hashtextextended('documents.document ' || the_unit || ' ' || book, 0)) $function$;
grant execute on function documents.hold_book(uuid,text) to lotrinh_app;

grant usage on schema documents to lotrinh_app;

-- emulation ---------------------------------------------------------------------------------------

create table emulation.attachment (
  file_id uuid not null,
  use_id uuid not null,
  photo boolean not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint attachment_pkey PRIMARY KEY (file_id),
  constraint attachment_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint attachment_use_id_fkey FOREIGN KEY (use_id) REFERENCES emulation.use(id) ON DELETE CASCADE
);
comment on table emulation.attachment is 'A photo or a file that shows the model at work in a unit. Whoever sees the model may open it.';
CREATE INDEX attachment_use_id_recorded_at_idx ON emulation.attachment USING btree (use_id, recorded_at);
alter table emulation.attachment enable row level security;
create policy read on emulation.attachment for select to public
  using ((EXISTS ( SELECT
   FROM emulation.use u
  WHERE (u.id = attachment.use_id))));
create policy scope on emulation.attachment for all to public
  using (emulation.keeps(use_id));
grant delete, insert, select on emulation.attachment to lotrinh_app;

create table emulation.author (
  model_id uuid not null,
  ord smallint not null,
  name text not null,
  person_id uuid,
  constraint author_pkey PRIMARY KEY (model_id, ord),
  constraint author_model_id_fkey FOREIGN KEY (model_id) REFERENCES emulation.model(id) ON DELETE CASCADE,
  constraint author_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint author_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on table emulation.author is 'Whose initiative it is, or who made the model. person_id: where the person has a record here.';
CREATE INDEX author_person_id_idx ON emulation.author USING btree (person_id) WHERE (person_id IS NOT NULL);
alter table emulation.author enable row level security;
create policy read on emulation.author for select to public
  using (emulation.sees(model_id));
create policy scope on emulation.author for all to public
  using (emulation.owns(model_id));
grant delete, insert, select on emulation.author to lotrinh_app;

create table emulation.comment (
  id uuid not null,
  model_id uuid not null,
  unit_id uuid not null,
  person_id uuid,
  text text not null,
  at timestamp with time zone default base.moment() not null,
  edited_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  hidden_at timestamp with time zone,
  hide_reason text,
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_model_id_fkey FOREIGN KEY (model_id) REFERENCES emulation.model(id) ON DELETE CASCADE,
  constraint comment_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint comment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint comment_check CHECK (((hidden_at IS NULL) = (hide_reason IS NULL))),
  constraint comment_text_check CHECK (((text = TRIM(BOTH FROM text)) AND (text <> ''::text)))
);
comment on table emulation.comment is 'What someone who sees the model says about it, with the unit of the office acted in. Its writer edits and withdraws it; the union that owns the model hides it with a reason.';
CREATE INDEX comment_model_id_at_idx ON emulation.comment USING btree (model_id, at);
CREATE INDEX comment_person_id_idx ON emulation.comment USING btree (person_id);
alter table emulation.comment enable row level security;
create policy mend on emulation.comment for update to public
  using ((((person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid) AND emulation.sees(model_id)) OR emulation.owns(model_id)));
create policy read on emulation.comment for select to public
  using (emulation.sees(model_id));
create policy say on emulation.comment for insert to public
  with check ((organisation.reaches(unit_id) AND emulation.sees(model_id)));
grant insert, select on emulation.comment to lotrinh_app;
grant update (text, edited_at, withdrawn_at, hidden_at, hide_reason) on emulation.comment to lotrinh_app;

create table emulation.confirmation (
  id uuid not null,
  use_id uuid not null,
  on_day date not null,
  person_id uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint confirmation_pkey PRIMARY KEY (id),
  constraint confirmation_use_id_on_day_key UNIQUE (use_id, on_day),
  constraint confirmation_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint confirmation_use_id_fkey FOREIGN KEY (use_id) REFERENCES emulation.use(id) ON DELETE CASCADE
);
comment on table emulation.confirmation is 'The unit said on this day that it runs the model. Good for six months; then it is asked again, and without an answer it lapses.';
CREATE INDEX confirmation_person_id_idx ON emulation.confirmation USING btree (person_id) WHERE (person_id IS NOT NULL);
alter table emulation.confirmation enable row level security;
create policy read on emulation.confirmation for select to public
  using ((EXISTS ( SELECT
   FROM emulation.use u
  WHERE (u.id = confirmation.use_id))));
create policy scope on emulation.confirmation for all to public
  using (emulation.keeps(use_id));
grant insert, select on emulation.confirmation to lotrinh_app;

create table emulation.model (
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  field text not null,
  title text not null,
  does text default ''::text not null,
  cost_vnd bigint,
  cost_from text,
  benefit_vnd bigint,
  benefit_from text,
  links jsonb default '[]'::jsonb not null,
  status text default 'draft'::text not null,
  submitted_on date,
  decided_on date,
  decided_at timestamp with time zone,
  decided_by_unit uuid,
  decided_by_person uuid,
  note text,
  writing integer default 1 not null,
  recorded_at timestamp with time zone default base.moment() not null,
  title_fold text generated always as (base.fold(title)) stored,
  fold text generated always as (base.fold(((title || ' '::text) || does))) stored,
  constraint model_pkey PRIMARY KEY (id),
  constraint model_decided_by_person_fkey FOREIGN KEY (decided_by_person) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint model_decided_by_unit_fkey FOREIGN KEY (decided_by_unit) REFERENCES organisation.unit(id),
  constraint model_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint model_benefit_vnd_check CHECK ((benefit_vnd >= 0)),
  constraint model_check CHECK (((status = 'draft'::text) = (submitted_on IS NULL))),
  constraint model_check1 CHECK ((((status = ANY (ARRAY['recognised'::text, 'returned'::text])) = (decided_on IS NOT NULL)) AND ((decided_on IS NULL) = (decided_at IS NULL)) AND ((decided_on IS NULL) = (decided_by_unit IS NULL)))),
  constraint model_check2 CHECK (((status <> 'returned'::text) OR (length(TRIM(BOTH FROM note)) >= 10))),
  constraint model_check3 CHECK (((cost_vnd IS NULL) OR (cost_from IS NOT NULL))),
  constraint model_check4 CHECK (((benefit_vnd IS NULL) OR (benefit_from IS NOT NULL))),
  constraint model_cost_vnd_check CHECK ((cost_vnd >= 0)),
  constraint model_field_check CHECK ((field = ANY (ARRAY['management'::text, 'welfare'::text, 'communication'::text, 'dialogue'::text, 'law'::text, 'training'::text, 'safety'::text, 'production'::text, 'office'::text, 'other'::text]))),
  constraint model_kind_check CHECK ((kind = ANY (ARRAY['digital'::text, 'innovation'::text, 'initiative'::text]))),
  constraint model_links_check CHECK ((jsonb_typeof(links) = 'array'::text)),
  constraint model_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'recognised'::text, 'returned'::text]))),
  constraint model_title_check CHECK (((title = TRIM(BOTH FROM title)) AND (title <> ''::text)))
);
comment on table emulation.model is 'A digital or innovation model of a unit, or an initiative of a person or group in it. Written as a draft, submitted, then recognised or returned by a union above; once recognised everyone in the confederation sees it and may take it over.';
comment on column emulation.model.cost_from is 'What the amount was computed from; no amount stands without it.';
comment on column emulation.model.links is '[{title, url}].';
comment on column emulation.model.writing is 'How often it was written: a text is not overwritten by who has not seen it.';
CREATE INDEX model_decided_by_person_idx ON emulation.model USING btree (decided_by_person) WHERE (decided_by_person IS NOT NULL);
CREATE INDEX model_fold_idx ON emulation.model USING gin (fold gin_trgm_ops) WHERE (status = 'recognised'::text);
CREATE INDEX model_submitted_on_idx ON emulation.model USING btree (submitted_on) WHERE (status = 'submitted'::text);
CREATE INDEX model_title_fold_idx ON emulation.model USING gist (title_fold gist_trgm_ops) WHERE (status = 'recognised'::text);
CREATE INDEX model_unit_id_idx ON emulation.model USING btree (unit_id);
alter table emulation.model enable row level security;
create policy read on emulation.model for select to public
  using ((((status = 'recognised'::text) AND (NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL)) OR organisation.reaches(unit_id) OR emulation.runs(id)));
create policy scope on emulation.model for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select on emulation.model to lotrinh_app;
grant update (kind, field, title, does, cost_vnd, cost_from, benefit_vnd, benefit_from, links, status, submitted_on, decided_on, decided_at, decided_by_unit, decided_by_person, note, writing) on emulation.model to lotrinh_app;

create table emulation.result (
  use_id uuid not null,
  ord smallint not null,
  name text not null,
  counted_in text not null,
  before numeric,
  after numeric not null,
  constraint result_pkey PRIMARY KEY (use_id, ord),
  constraint result_use_id_fkey FOREIGN KEY (use_id) REFERENCES emulation.use(id) ON DELETE CASCADE,
  constraint result_counted_in_check CHECK (((counted_in = TRIM(BOTH FROM counted_in)) AND (counted_in <> ''::text))),
  constraint result_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on table emulation.result is 'Something measured before the model and with it. counted_in: pieces, hours, % of meals. before null: nothing was measured then.';
alter table emulation.result enable row level security;
create policy read on emulation.result for select to public
  using ((EXISTS ( SELECT
   FROM emulation.use u
  WHERE (u.id = result.use_id))));
create policy scope on emulation.result for all to public
  using (emulation.keeps(use_id));
grant delete, insert, select on emulation.result to lotrinh_app;

create table emulation.use (
  id uuid not null,
  model_id uuid not null,
  unit_id uuid not null,
  taken_from uuid,
  started_on date,
  ended_on date,
  end_reason text,
  outcome text default ''::text not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint use_pkey PRIMARY KEY (id),
  constraint taken_once EXCLUDE USING gist (unit_id WITH =, model_id WITH =, daterange(started_on, ended_on) WITH &&),
  constraint use_model_id_fkey FOREIGN KEY (model_id) REFERENCES emulation.model(id) ON DELETE CASCADE,
  constraint use_taken_from_fkey FOREIGN KEY (taken_from) REFERENCES emulation.use(id),
  constraint use_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint use_check CHECK ((taken_from <> id)),
  constraint use_check1 CHECK ((ended_on >= started_on)),
  constraint use_check2 CHECK (((taken_from IS NULL) = (id = model_id))),
  constraint use_check3 CHECK (((taken_from IS NULL) OR (started_on IS NOT NULL))),
  constraint use_check4 CHECK (((ended_on IS NULL) OR (started_on IS NOT NULL))),
  constraint use_check5 CHECK (((ended_on IS NULL) = (end_reason IS NULL)))
);
comment on table emulation.use is 'A unit runs a model: its own (the row has the id of the model), or one taken over from another use, which leads back to the own one. started_on null: an own model that has not begun.';
comment on column emulation.use.outcome is 'What came of it, in words; in numbers: emulation.result.';
CREATE INDEX use_model_id_idx ON emulation.use USING btree (model_id);
CREATE INDEX use_taken_from_idx ON emulation.use USING btree (taken_from);
alter table emulation.use enable row level security;
create policy read on emulation.use for select to public
  using ((organisation.reaches(unit_id) OR emulation.sees(model_id)));
create policy scope on emulation.use for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select on emulation.use to lotrinh_app;
grant update (started_on, ended_on, end_reason, outcome) on emulation.use to lotrinh_app;

create view emulation.confirmed_use as
 SELECT u.id AS use_id,
    u.model_id,
    u.unit_id,
    m.kind,
    m.field,
    u.taken_from,
    ((daterange(c.on_day, ((c.on_day + '6 mons'::interval))::date) * daterange(GREATEST(u.started_on, m.decided_on), NULL::date)) * daterange(NULL::date, u.ended_on)) AS during
   FROM ((emulation.confirmation c
     JOIN emulation.use u ON ((u.id = c.use_id)))
     JOIN emulation.model m ON ((m.id = u.model_id)))
  WHERE ((m.status = 'recognised'::text) AND (u.started_on IS NOT NULL));
comment on view emulation.confirmed_use is 'Days for which a use is confirmed, one row a confirmation: from the recognition of the model at the earliest.';

create view emulation.fact_model_in_use as
 SELECT h.subject_id,
    (u.during * h.during) AS during,
    NULL::integer AS quantity,
    jsonb_build_object('kind', u.kind, 'model', (u.kind <> 'initiative'::text), 'field', u.field, 'adopted', (u.taken_from IS NOT NULL)) AS attrs,
    'model'::text AS evidence_kind,
    u.model_id AS evidence_id
   FROM (( SELECT x.unit_id AS subject_id,
            x.unit_id,
            daterange(NULL::date, NULL::date) AS during
           FROM ( SELECT DISTINCT use.unit_id
                   FROM emulation.use) x
        UNION ALL
         SELECT s.successor_id,
            c.unit_id,
            daterange(c.since, NULL::date) AS daterange
           FROM (( SELECT DISTINCT lineage.successor_id
                   FROM organisation.lineage
                  WHERE lineage.carries) s
             CROSS JOIN LATERAL emulation.carried(s.successor_id) c(unit_id, since))) h
     JOIN emulation.confirmed_use u ON ((u.unit_id = h.unit_id)))
  WHERE (NOT isempty((u.during * h.during)));
comment on view emulation.fact_model_in_use is 'Fact "model-in-use" of a unit. The record that proves it is the model at the origin, so that one model taken over twice counts once. Models of a unit that was merged go on under its successor. attrs: kind, model (false for an initiative), field, adopted.';

create view emulation.fact_recognised as
 SELECT id AS subject_id,
    daterange(decided_on, NULL::date) AS during,
    NULL::integer AS quantity,
    jsonb_build_object('on', decided_on) AS attrs,
    'model'::text AS evidence_kind,
    id AS evidence_id
   FROM emulation.model m
  WHERE (status = 'recognised'::text);
comment on view emulation.fact_recognised is 'Fact "recognised" of a model. attrs: on, the day.';

create view emulation.field_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('management'::text,'Quản lý tổ chức, đoàn viên'::text,'Organisation and members'::text), ('welfare'::text,'Chăm lo, phúc lợi'::text,'Welfare'::text), ('communication'::text,'Tuyên truyền, thông tin'::text,'Communication'::text), ('dialogue'::text,'Đối thoại, thương lượng'::text,'Dialogue and bargaining'::text), ('law'::text,'Tư vấn pháp luật'::text,'Legal advice'::text), ('training'::text,'Đào tạo, tập huấn'::text,'Training'::text), ('safety'::text,'An toàn, vệ sinh lao động'::text,'Safety and health'::text), ('production'::text,'Sản xuất, kỹ thuật'::text,'Production and technology'::text), ('office'::text,'Văn phòng, tài chính'::text,'Office and finance'::text), ('other'::text,'Lĩnh vực khác'::text,'Other'::text)) v(value, name_vi, name_en);

create view emulation.kind_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('digital'::text,'Mô hình công nghệ số'::text,'Digital technology model'::text), ('innovation'::text,'Mô hình đổi mới sáng tạo'::text,'Innovation model'::text), ('initiative'::text,'Sáng kiến'::text,'Initiative'::text)) v(value, name_vi, name_en);

create view emulation.label_model as
 SELECT id AS subject_id,
    title AS label,
    title_fold AS fold,
    title AS sort_key
   FROM emulation.model m;
comment on view emulation.label_model is 'How a model is called in lists.';

create view emulation.shown_model as
 SELECT id,
    unit_id,
    kind,
    field,
    title,
    does,
    title_fold,
    fold,
    decided_on
   FROM emulation.model m
  WHERE ((status = 'recognised'::text) AND (NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL));
comment on view emulation.shown_model is 'Recognised models, for whoever acts in an office: the showcase.';
grant select on emulation.shown_model to lotrinh_app;

create view emulation.shown_use as
 SELECT u.id,
    u.model_id,
    u.unit_id,
    u.taken_from,
    u.started_on,
    u.ended_on,
    ( SELECT ((max(c.on_day) + '6 mons'::interval))::date AS date
           FROM emulation.confirmation c
          WHERE (c.use_id = u.id)) AS confirmed_until
   FROM (emulation.use u
     JOIN emulation.model m ON ((m.id = u.model_id)))
  WHERE ((m.status = 'recognised'::text) AND (NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL));
comment on view emulation.shown_use is 'Uses of recognised models, with the day before which the last confirmation lapses.';
grant select on emulation.shown_use to lotrinh_app;

create view emulation.subject_model as
 SELECT id AS subject_id,
    unit_id,
    daterange(decided_on, NULL::date) AS during,
    1 AS quantity,
    id AS record_id,
    jsonb_build_object('kind', kind, 'model', (kind <> 'initiative'::text), 'field', field) AS attrs
   FROM emulation.model m
  WHERE (status = 'recognised'::text);
comment on view emulation.subject_model is 'Subject "model": a model or an initiative from its recognition on, under the unit that wrote it (after a merge under the one that goes on). attrs: kind, model (false for an initiative), field.';

CREATE OR REPLACE FUNCTION emulation.carried(the_unit uuid)
 RETURNS TABLE(unit_id uuid, since date)
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 2
 SET search_path TO 'pg_catalog'
AS $function$
  with recursive line(unit_id, since) as (
    select l.predecessor_id, l.since from organisation.lineage l where l.successor_id = the_unit and l.carries
    union all
    select l.predecessor_id, greatest(l.since, line.since) from line join organisation.lineage l on l.successor_id = line.unit_id and l.carries
  )
  select unit_id, since from line
$function$;
grant execute on function emulation.carried(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.find(patterns text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_catalog'
AS $function$
  select m.id from emulation.model m where m.status = 'recognised' and m.fold like all (patterns) and nullif(current_setting('app.lft', true), '') is not null
$function$;
grant execute on function emulation.find(text[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform privacy.must_forget(who);
  update emulation.author set name = privacy.pseudonym(who) where person_id = who;
  update emulation.comment set text = '(đã khử nhận dạng)', withdrawn_at = coalesce(withdrawn_at, base.moment()) where person_id = who;
end $function$;
grant execute on function emulation.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.* from (
    select 'emulation.author', jsonb_build_object('model', m.title, 'name', a.name) from emulation.author a join emulation.model m on m.id = a.model_id where a.person_id = who
    union all select 'emulation.comment', jsonb_build_object('model', m.title, 'text', c.text, 'at', c.at, 'edited_at', c.edited_at, 'withdrawn_at', c.withdrawn_at) from emulation.comment c join emulation.model m on m.id = c.model_id where c.person_id = who
    union all select 'emulation.confirmation', jsonb_build_object('model', m.title, 'on_day', c.on_day) from emulation.confirmation c join emulation.use u on u.id = c.use_id join emulation.model m on m.id = u.model_id where c.person_id = who
    union all select 'emulation.model', jsonb_build_object('title', m.title, 'status', m.status, 'decided_on', m.decided_on) from emulation.model m where m.decided_by_person = who
  ) h where privacy.may_read(who)
$function$;
grant execute on function emulation.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.holder(the_unit uuid, on_day date)
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  with recursive line(unit_id, steps) as (
    select the_unit, 0
    union all
    select l.successor_id, line.steps + 1 from line join organisation.lineage l on l.predecessor_id = line.unit_id and l.carries and l.since <= on_day
  )
  select unit_id from line order by steps desc limit 1
$function$;
grant execute on function emulation.holder(uuid,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.keeps(the_use uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 40
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select from emulation.use u where u.id = the_use and organisation.reaches(u.unit_id));
end $function$;
grant execute on function emulation.keeps(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.nearest(the_title text, at_most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_catalog'
AS $function$
  select m.id from emulation.model m where m.status = 'recognised' and nullif(current_setting('app.lft', true), '') is not null order by m.title_fold <-> base.fold(the_title) limit at_most
$function$;
grant execute on function emulation.nearest(text,integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.owns(the_model uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 40
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select from emulation.model m where m.id = the_model and organisation.reaches(m.unit_id));
end $function$;
grant execute on function emulation.owns(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.province_of(the_unit uuid, on_day date)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  select c.code from organisation.ancestry a join organisation.unit_code c on c.unit_id = a.ancestor_id and c.scheme = 'nso-2025' and c.valid @> on_day
  where a.unit_id = the_unit and a.valid @> on_day order by a.depth limit 1
$function$;
grant execute on function emulation.province_of(uuid,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.runs(the_model uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 40
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select from emulation.use u where u.model_id = the_model and organisation.reaches(u.unit_id));
end $function$;
grant execute on function emulation.runs(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.sees(the_model uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 40
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return nullif(current_setting('app.lft', true), '') is not null and exists (select from emulation.model m where m.id = the_model and (m.status = 'recognised' or organisation.reaches(m.unit_id) or emulation.runs(m.id)));
end $function$;
grant execute on function emulation.sees(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION emulation.speakers(the_model uuid)
 RETURNS TABLE(comment_id uuid, name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select c.id, p.name from emulation.comment c join people.person p on p.id = c.person_id where c.model_id = the_model and emulation.sees(the_model)
$function$;
grant execute on function emulation.speakers(uuid) to lotrinh_app;

grant usage on schema emulation to lotrinh_app;

-- files -------------------------------------------------------------------------------------------

create table files.file (
  id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 bytea not null,
  unit_id uuid not null,
  guarded boolean default false not null,
  recorded_at timestamp with time zone default base.moment() not null,
  recorded_by text,
  emptied_at timestamp with time zone,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_unit FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint file_digest CHECK ((length(sha256) = 32)),
  constraint file_name CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text) AND (name !~ '[/\\[:cntrl:]]'::text))),
  constraint file_size_check CHECK ((size >= 0))
);
comment on table files.file is 'An attached file (evidence). The bytes stand in the file store under their sha256.';
comment on column files.file.guarded is 'It holds identity numbers: opened only by who may import or read sensitive fields, and each opening is noted in the audit log.';
comment on column files.file.emptied_at is 'Past its retention: the bytes are gone, the row stays for what points to it.';
alter table files.file enable row level security;
create policy emptied on files.file as restrictive for update to public
  using (privacy.acts());
create policy of_model on files.file for select to public
  using ((EXISTS ( SELECT
   FROM emulation.attachment a
  WHERE (a.file_id = file.id))));
create policy scope on files.file for all to public
  using (organisation.reaches(unit_id));
grant insert, select on files.file to lotrinh_app;
grant update (name, emptied_at) on files.file to lotrinh_app;

CREATE OR REPLACE FUNCTION files.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'files.file', jsonb_build_object('name', f.name, 'size', f.size, 'recorded_at', f.recorded_at) from files.file f join access.account a on a.id::text = f.recorded_by where a.person_id = who and privacy.may_read(who)
$function$;
grant execute on function files.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION files.stands(digest bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from files.file f where f.sha256 = digest and f.emptied_at is null)
$function$;
grant execute on function files.stands(bytea) to public;

grant usage on schema files to lotrinh_app;

-- indicators --------------------------------------------------------------------------------------

create table indicators.attribute (
  source text not null,
  code text not null,
  attr text not null,
  name_vi text not null,
  name_en text not null,
  type text not null,
  choices regclass,
  place smallint default 0 not null,
  constraint attribute_pkey PRIMARY KEY (source, code, attr),
  constraint attribute_source_check CHECK ((source = ANY (ARRAY['subject'::text, 'fact'::text]))),
  constraint attribute_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'day'::text, 'boolean'::text, 'list'::text])))
);
comment on table indicators.attribute is 'By which attributes of a kind of subject or fact one may filter on a screen. One that is not described does not appear. choices: view (value, name_vi, name_en) of all values there are, null: any value of the type. list: the attribute is a list that must contain what is chosen.';
grant select on indicators.attribute to lotrinh_app;

create table indicators.backfill (
  definition_id uuid not null,
  subject_kind text not null,
  indicator_id uuid not null,
  asked_at timestamp with time zone default base.moment() not null,
  writers_before xid8,
  total integer default 0 not null,
  brought_up integer default 0 not null,
  reached uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  passed_over uuid[] default '{}'::uuid[] not null,
  ended_at timestamp with time zone,
  constraint backfill_pkey PRIMARY KEY (definition_id, subject_kind),
  constraint backfill_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES indicators.definition(id) ON DELETE CASCADE,
  constraint backfill_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES indicators.indicator(id),
  constraint backfill_subject_kind_fkey FOREIGN KEY (subject_kind) REFERENCES indicators.subject_kind(code)
);
comment on table indicators.backfill is 'How far the standings of a kind of subject have been brought up to a published definition. writers_before: whoever began earlier may not have known of it, so the first range waits until all of those have ended; reached: all subjects up to this id are done; passed_over: but for these, whom someone was writing just then. A figure is whole when all rows of its indicator have ended.';
CREATE INDEX backfill_asked_at_idx ON indicators.backfill USING btree (asked_at) WHERE (ended_at IS NULL);
grant select on indicators.backfill to lotrinh_app;

create table indicators.definition (
  id uuid not null,
  indicator_id uuid not null,
  version integer not null,
  effective daterange not null,
  body jsonb not null,
  published_at timestamp with time zone default base.moment() not null,
  constraint definition_pkey PRIMARY KEY (id),
  constraint definition_indicator_id_version_key UNIQUE (indicator_id, version),
  constraint definition_indicator_id_effective_excl EXCLUDE USING gist (indicator_id WITH =, effective WITH &&),
  constraint definition_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES indicators.indicator(id),
  constraint asks_once CHECK (indicators.asks_once(body)),
  constraint definition_version_check CHECK ((version > 0))
);
comment on table indicators.definition is 'A published definition. body: shape Definition of indicators/contract.ts. effective: the days for which this version answers.';
CREATE TRIGGER rules AFTER INSERT OR UPDATE ON indicators.definition FOR EACH ROW EXECUTE FUNCTION indicators.on_definition();
grant insert, select on indicators.definition to lotrinh_app;
grant update (effective) on indicators.definition to lotrinh_app;

create table indicators.draft (
  id uuid not null,
  unit_id uuid not null,
  code text default ''::text not null,
  name_vi text default ''::text not null,
  name_en text default ''::text not null,
  counts_vi text default ''::text not null,
  counts_en text default ''::text not null,
  body jsonb not null,
  effective_from date,
  replaces uuid,
  state text default 'draft'::text not null,
  writing integer default 1 not null,
  written_at timestamp with time zone default base.moment() not null,
  written_by uuid,
  sent_by uuid,
  sent_at timestamp with time zone,
  decided_by uuid,
  decided_at timestamp with time zone,
  reason text,
  definition_id uuid,
  constraint draft_pkey PRIMARY KEY (id),
  constraint draft_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES people.person(id),
  constraint draft_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES indicators.definition(id),
  constraint draft_replaces_fkey FOREIGN KEY (replaces) REFERENCES indicators.indicator(id),
  constraint draft_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES people.person(id),
  constraint draft_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint draft_written_by_fkey FOREIGN KEY (written_by) REFERENCES people.person(id),
  constraint draft_check CHECK (((state = 'published'::text) = (definition_id IS NOT NULL))),
  constraint draft_check1 CHECK (((state <> 'returned'::text) OR (length(TRIM(BOTH FROM reason)) >= 10))),
  constraint draft_code_check CHECK (((code ~ '^[A-Z0-9][A-Z0-9.-]{0,19}$'::text) OR (code = ''::text))),
  constraint draft_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'returned'::text, 'published'::text]))),
  constraint draft_writing_check CHECK ((writing > 0))
);
comment on table indicators.draft is 'A definition that is being written, by a unit for those below it. body: as far as it is written, shape DraftBody. replaces: the indicator of which it is to be the next version. writing counts the texts, so that none is overwritten unseen. Who wrote it last, or sent it, does not approve it.';
CREATE INDEX draft_decided_by_idx ON indicators.draft USING btree (decided_by) WHERE (decided_by IS NOT NULL);
CREATE INDEX draft_sent_by_idx ON indicators.draft USING btree (sent_by) WHERE (sent_by IS NOT NULL);
CREATE INDEX draft_unit_id_idx ON indicators.draft USING btree (unit_id);
CREATE INDEX draft_written_by_idx ON indicators.draft USING btree (written_by) WHERE (written_by IS NOT NULL);
alter table indicators.draft enable row level security;
create policy scope on indicators.draft for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select on indicators.draft to lotrinh_app;
grant update (code, name_vi, name_en, counts_vi, counts_en, body, effective_from, state, writing, written_at, written_by, sent_by, sent_at, decided_by, decided_at, reason, definition_id) on indicators.draft to lotrinh_app;

create table indicators.fact_kind (
  code text not null,
  name_vi text not null,
  name_en text not null,
  constraint fact_kind_pkey PRIMARY KEY (code)
);
grant select on indicators.fact_kind to lotrinh_app;

create table indicators.fact_source (
  fact text not null,
  subject_kind text not null,
  source regclass not null,
  constraint fact_source_pkey PRIMARY KEY (fact, subject_kind),
  constraint fact_source_fact_fkey FOREIGN KEY (fact) REFERENCES indicators.fact_kind(code),
  constraint fact_source_subject_kind_fkey FOREIGN KEY (subject_kind) REFERENCES indicators.subject_kind(code)
);
comment on table indicators.fact_source is 'Where facts about a kind of subject are read: view (subject_id, during, quantity, attrs, evidence_kind, evidence_id). quantity null: the whole subject.';
grant select on indicators.fact_source to lotrinh_app;

create table indicators.indicator (
  id uuid not null,
  code text not null,
  name_vi text not null,
  name_en text not null,
  counts_vi text not null,
  counts_en text not null,
  owner_id uuid,
  constraint indicator_pkey PRIMARY KEY (id),
  constraint indicator_code_key UNIQUE (code),
  constraint indicator_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisation.unit(id)
);
comment on column indicators.indicator.counts_vi is 'What is counted, in the plural, for headings: "cán bộ", "công đoàn cơ sở".';
comment on column indicators.indicator.owner_id is 'The unit whose indicator it is; null: everybody''s. It is computed for every unit that has subjects all the same: people move across the border of any subtree.';
alter table indicators.indicator enable row level security;
create policy publish on indicators.indicator for insert to public
  with check (((owner_id IS NULL) OR organisation.reaches(owner_id)));
create policy read on indicators.indicator for select to public
  using ((((owner_id IS NULL) AND (NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL)) OR organisation.reaches(owner_id) OR organisation.stands_above(owner_id)));
grant insert, select on indicators.indicator to lotrinh_app;

create table indicators.kept_boundary (
  node_id uuid not null,
  tree_day date not null,
  unit_id uuid not null,
  sign integer not null,
  valid daterange not null,
  alone boolean not null
);
comment on table indicators.kept_boundary is 'Rows of indicators.boundary made ready, per node and day of the tree. Under lock 237003: written by indicators.keep_boundary, emptied by whatever changes ancestry.';
CREATE INDEX kept_boundary_node_id_tree_day_idx ON indicators.kept_boundary USING btree (node_id, tree_day);

create table indicators.latest (
  node_id uuid not null,
  indicator_id uuid not null,
  counted integer not null,
  met integer not null,
  excluded integer not null,
  constraint latest_pkey PRIMARY KEY (node_id, indicator_id)
);
comment on table indicators.latest is 'Figures of every node on latest_day, the sum of its totals up to it, kept for the order of units: the rates stand in the indexes only.';
CREATE INDEX latest_best ON indicators.latest USING btree (indicator_id, (((met)::double precision / (counted)::double precision)) DESC, counted DESC, node_id) WHERE (counted > 0);
CREATE INDEX latest_worst ON indicators.latest USING btree (indicator_id, (((met)::double precision / (counted)::double precision)), counted DESC, node_id) WHERE (counted > 0);

create table indicators.latest_day (
  one boolean default true not null,
  day date not null,
  constraint latest_day_pkey PRIMARY KEY (one),
  constraint latest_day_one_check CHECK (one)
);
comment on table indicators.latest_day is 'The day for which indicators.latest stands; moved on by indicators.turn_latest as the day turns.';

create table indicators.ledger (
  id bigint generated always as identity not null,
  indicator_id uuid not null,
  unit_id uuid not null,
  day date not null,
  counted integer not null,
  met integer not null,
  excluded integer not null,
  recorded_at timestamp with time zone not null,
  constraint ledger_pkey PRIMARY KEY (id)
);
comment on table indicators.ledger is 'Daily deltas per unit in which the subject stands: project(after) - project(before), appended in the writer''s transaction. counted = met + unmet.';
CREATE INDEX ledger_unit_id_indicator_id_day_counted_met_excluded_record_idx ON indicators.ledger USING btree (unit_id, indicator_id, day) INCLUDE (counted, met, excluded, recorded_at);

create table indicators.pending (
  ledger_id bigint not null,
  indicator_id uuid not null,
  unit_id uuid not null,
  day date not null,
  counted integer not null,
  met integer not null,
  excluded integer not null,
  constraint pending_pkey PRIMARY KEY (ledger_id)
);
comment on table indicators.pending is 'Ledger rows not folded into the totals yet. A figure is totals + pending, read in one statement.';

create table indicators.rule (
  id bigint generated always as identity not null,
  definition_id uuid not null,
  indicator_id uuid not null,
  stage smallint not null,
  subject_kind text not null,
  during daterange not null,
  filter jsonb not null,
  requires jsonb not null,
  need text not null,
  exclusions jsonb not null,
  ranges jsonb,
  since daterange,
  constraint rule_pkey PRIMARY KEY (id),
  constraint rule_definition_id_fkey FOREIGN KEY (definition_id) REFERENCES indicators.definition(id) ON DELETE CASCADE,
  constraint rule_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES indicators.indicator(id),
  constraint rule_during_check CHECK ((NOT isempty(during))),
  constraint rule_need_check CHECK ((need = ANY (ARRAY['all'::text, 'any'::text])))
);
comment on table indicators.rule is 'Definitions as the engine reads them, one row per definition, stage and kind of subject. Derived by a trigger: every write reads them, and taking a definition apart each time cost as much as the rest.';
comment on column indicators.rule.filter is 'Attributes that must be equal, or contained; by themselves, because an index finds them.';
comment on column indicators.rule.ranges is 'Attributes that must lie in a range {from, to}, numbers or days, half-open; null: none. Requirements and exclusions are taken apart alike.';
comment on column indicators.rule.since is 'Days on which the subject must have begun; null: any.';
CREATE INDEX rule_subject_kind_idx ON indicators.rule USING btree (subject_kind);
grant select on indicators.rule to lotrinh_app;

create table indicators.standing (
  id bigint generated always as identity not null,
  indicator_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  unit_id uuid not null,
  stage smallint not null,
  during daterange not null,
  state text not null,
  quantity integer not null,
  evidence jsonb default '[]'::jsonb not null,
  recorded_from timestamp with time zone not null,
  recorded_to timestamp with time zone,
  constraint standing_pkey PRIMARY KEY (id),
  constraint standing_quantity_check CHECK ((quantity > 0)),
  constraint standing_state_check CHECK ((state = ANY (ARRAY['met'::text, 'unmet'::text, 'excluded'::text])))
);
comment on table indicators.standing is 'Maximal ranges of days on which a subject is met, unmet or excluded, with the records that prove it. Never overwritten: recorded_from/recorded_to say when this was held to be so.';
CREATE INDEX standing_indicator_id_unit_id_recorded_to_idx ON indicators.standing USING btree (indicator_id, unit_id, recorded_to) WHERE (recorded_to IS NOT NULL);
CREATE INDEX standing_of_unit ON indicators.standing USING btree (indicator_id, unit_id, state, id) WHERE (recorded_to IS NULL);
CREATE INDEX standing_subject_id_indicator_id_idx ON indicators.standing USING btree (subject_id, indicator_id) WHERE (recorded_to IS NULL);

create table indicators.subject_kind (
  code text not null,
  name_vi text not null,
  name_en text not null,
  source regclass not null,
  identity regclass not null,
  label regclass not null,
  page text not null,
  exclusive boolean not null,
  begins_vi text,
  begins_en text,
  constraint subject_kind_pkey PRIMARY KEY (code)
);
comment on table indicators.subject_kind is 'What rooms publish to be counted. source: view (subject_id, unit_id, during, quantity, record_id, attrs). identity: table whose row is locked while the standing of a subject changes. label: view (subject_id, label, fold, sort_key). page: which page shows the record. exclusive: a constraint keeps a subject to one place at a time; else it counts under the place held longest.';
comment on column indicators.subject_kind.begins_vi is 'What the first day of a row means, as one says it before a day: "được bầu, bổ nhiệm". null: nothing (a unit renamed), and nothing can be asked of it.';
grant select on indicators.subject_kind to lotrinh_app;

create table indicators.total (
  node_id uuid not null,
  indicator_id uuid not null,
  grain "char" not null,
  day date not null,
  counted integer not null,
  met integer not null,
  excluded integer not null,
  constraint total_pkey PRIMARY KEY (node_id, indicator_id, grain, day),
  constraint total_grain_check CHECK ((grain = ANY (ARRAY['d'::"char", 'm'::"char", 'y'::"char"])))
);
comment on table indicators.total is 'Deltas per node of the tree as structured on each day, summed by day, by month and by year (day: the first of it). A figure on a day is a signed sum of whole years, whole months and days (indicators.spans): twenty-two rows at most beside one a year, however long the history, and each side adds to it without knowing the other. Never a percentage.';

create view indicators.label as
 SELECT 'agreement'::text AS subject_kind,
    label_agreement.subject_id,
    label_agreement.label,
    label_agreement.fold,
    label_agreement.sort_key
   FROM agreements.label_agreement
UNION ALL
 SELECT 'document'::text AS subject_kind,
    label_document.subject_id,
    label_document.label,
    label_document.fold,
    label_document.sort_key
   FROM documents.label_document
UNION ALL
 SELECT 'model'::text AS subject_kind,
    label_model.subject_id,
    label_model.label,
    label_model.fold,
    label_model.sort_key
   FROM emulation.label_model
UNION ALL
 SELECT 'official'::text AS subject_kind,
    label_person.subject_id,
    label_person.label,
    label_person.fold,
    label_person.sort_key
   FROM people.label_person
UNION ALL
 SELECT 'procedure'::text AS subject_kind,
    label_procedure.subject_id,
    label_procedure.label,
    label_procedure.fold,
    label_procedure.sort_key
   FROM documents.label_procedure
UNION ALL
 SELECT 'unit'::text AS subject_kind,
    label_unit.subject_id,
    label_unit.label,
    label_unit.fold,
    label_unit.sort_key
   FROM organisation.label_unit
UNION ALL
 SELECT 'unnamed'::text AS subject_kind,
    label_unit.subject_id,
    label_unit.label,
    label_unit.fold,
    label_unit.sort_key
   FROM organisation.label_unit
UNION ALL
 SELECT 'worker'::text AS subject_kind,
    label_person.subject_id,
    label_person.label,
    label_person.fold,
    label_person.sort_key
   FROM people.label_person;

CREATE OR REPLACE FUNCTION indicators.asks_once(body jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select not exists (select from jsonb_array_elements(body->'stages') s where (s ? 'share') = (s ? 'number'))
$function$;
grant execute on function indicators.asks_once(jsonb) to public;

CREATE OR REPLACE FUNCTION indicators.backfill_some(batch integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare b backfill; identity regclass; ids uuid[]; free uuid[]; touching text;
begin
  select * into b from backfill where ended_at is null order by asked_at, definition_id, subject_kind limit 1 for update skip locked;
  if b.definition_id is null then return 'none'; end if;
  select k.identity into identity from subject_kind k where k.code = b.subject_kind;
  -- Not by indicators.touch: of a kind that no rule asks for any more, standings are left to be closed.
  touching := format('select indicators.%I($1)', 'touch_' || b.subject_kind || '_some');
  if b.writers_before is null then
    execute format('select count(*) from %s', identity) into b.total;
    update backfill x set writers_before = pg_snapshot_xmax(pg_current_snapshot()), total = b.total where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
    return 'more';
  end if;
  -- Of this database alone: a long transaction of another house on the same server writes nothing here. Numbers of transactions are
  -- compared as the server does it, around the circle of thirty-two bits.
  if exists (select from pg_stat_activity a where a.datname = current_database()
      and mod(mod(b.writers_before::text::bigint, 4294967296) - a.backend_xid::text::bigint + 4294967296, 4294967296) between 1 and 2147483647)
    or (select count(*) from (select from pending limit 20000) p) = 20000 then return 'waits'; end if;
  execute format('select array_agg(id) from (select id from %s where id > $1 order by id limit $2) x', identity) into ids using b.reached, batch;
  -- As every write does: beside a publication in one go it would count what that one does not see.
  perform pg_advisory_xact_lock_shared(237004, hashtext(b.subject_kind));
  if ids is not null then
    execute format('select coalesce(array_agg(id), ''{}'') from (select id from %s where id = any($1) order by id for no key update skip locked) x', identity) into free using ids;
    execute touching using free;
    update backfill x set reached = ids[cardinality(ids)], brought_up = b.brought_up + cardinality(ids), passed_over = b.passed_over || array(select unnest(ids) except select unnest(free))
    where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  elsif cardinality(b.passed_over) > 0 then
    execute touching using b.passed_over[1:1];
    update backfill x set passed_over = b.passed_over[2:] where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  else
    update backfill x set ended_at = base.moment() where x.definition_id = b.definition_id and x.subject_kind = b.subject_kind;
  end if;
  return 'more';
end $function$;
grant execute on function indicators.backfill_some(integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.begin_backfill(definition uuid, kinds text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
  insert into backfill (definition_id, subject_kind, indicator_id) select d.id, k, d.indicator_id from definition d cross join unnest(kinds) k where d.id = begin_backfill.definition
$function$;
grant execute on function indicators.begin_backfill(uuid,text[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.boundary(nodes uuid[], tree_day date)
 RETURNS TABLE(node_id uuid, unit_id uuid, sign integer, valid daterange, alone boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
  select k.node_id, k.unit_id, k.sign, k.valid, k.alone from kept_boundary k where k.node_id = any(nodes) and k.tree_day = boundary.tree_day
  union all
  select m.node_id, m.unit_id, m.sign, m.valid, m.alone
  from (select array_agg(n) as ids from unnest(nodes) n where not exists (select from kept_boundary k where k.node_id = n and k.tree_day = boundary.tree_day)) missing
  cross join lateral boundary_made(missing.ids, boundary.tree_day) m where missing.ids is not null
$function$;

CREATE OR REPLACE FUNCTION indicators.boundary_made(nodes uuid[], tree_day date)
 RETURNS TABLE(node_id uuid, unit_id uuid, sign integer, valid daterange, alone boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
  with root as materialized (select distinct v.unit_id as id from organisation.unit_version v where v.parent_id is null),
  -- The only top of the house holds every unit that hangs anywhere, on every day, whatever the tree.
  top as materialized (select n as id from unnest(nodes) n where array[n] = array(select id from root) and not exists (select from organisation.edge e where e.unit_id = n)),
  part as materialized (select t.node_id, t.unit_id from organisation.tree_restated(array(select n from unnest(nodes) n where n not in (select id from top)), null, tree_day) t),
  crossing as materialized (
    select p.node_id, p.unit_id, 1 as sign, e.valid from part p join organisation.ancestry e on e.unit_id = p.unit_id and e.depth = 1
    where not exists (select from part q where q.node_id = p.node_id and q.unit_id = e.ancestor_id)
    union all
    select p.node_id, p.unit_id, 1, v.valid from part p join organisation.unit_version v on v.unit_id = p.unit_id and v.parent_id is null
    union all
    select p.node_id, e.unit_id, -1, e.valid from part p join organisation.ancestry e on e.ancestor_id = p.unit_id and e.depth = 1
    where not exists (select from part q where q.node_id = p.node_id and q.unit_id = e.unit_id)
  )
  select id, id, 1, daterange(null, null), false from top
  union all
  select e.node_id, e.unit_id, e.sign, r.valid, false from crossing e cross join lateral (
    select e.valid * a.valid as valid from root join organisation.ancestry a on a.unit_id = e.unit_id and a.ancestor_id = root.id where a.valid && e.valid offset 0) r
  union all
  select n, n, 1, unnest(datemultirange(daterange(null, null)) - coalesce((select range_agg(r.valid) from organisation.ancestry r where r.unit_id = n and r.ancestor_id in (select id from root)), '{}')), true
  from unnest(nodes) n where n not in (select id from root)
$function$;

CREATE OR REPLACE FUNCTION indicators.choices()
 RETURNS TABLE(source text, code text, attr text, value text, name_vi text, name_en text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare a attribute;
begin
  for a in select x.* from attribute x where x.choices is not null loop
    return query execute format('select $1, $2, $3, value, name_vi, name_en from %s', a.choices) using a.source, a.code, a.attr;
  end loop;
end $function$;
grant execute on function indicators.choices() to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.code_taken(the_code text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$ select exists (select from indicator i where i.code = the_code) $function$;
grant execute on function indicators.code_taken(text) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.compile()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare k indicators.subject_kind; subject text; facts text; body text; variant text; args text; held text; locking text; tuning text;
begin
  execute 'create or replace view indicators.label as ' ||
    (select string_agg(format('select %L::text as subject_kind, subject_id, label, fold, sort_key from %s', code, label), ' union all ' order by code) from subject_kind);
  for k in select * from subject_kind loop
    foreach variant in array array['', '_some', '_many', '_all', '_range'] loop
      args := case variant when '_all' then '' when '_range' then 'first uuid, beyond uuid' else 'ids uuid[]' end;
      -- With thousands of subjects the planner believes in a handful and loops within loops for minutes; hashing takes seconds.
      -- That is why requirements are taken apart by themselves (need, bar): a loop that cannot be avoided draws others in.
      tuning := case variant when '' then 'set plan_cache_mode = force_generic_plan' when '_some' then 'set enable_nestloop = off set plan_cache_mode = force_generic_plan set work_mem = ''64MB''' when '_range' then 'set enable_nestloop = off set plan_cache_mode = force_custom_plan set work_mem = ''256MB''' else 'set enable_nestloop = off set plan_cache_mode = force_custom_plan set work_mem = ''128MB''' end;
      -- A few subjects are asked for one by one: a view with a window in it takes one id inside, but not a list of them.
      subject := case variant when '' then '(select y.* from unnest(ids) i(id) cross join lateral (select * from %s z where z.subject_id = i.id offset 0) y)'
                 when '_all' then '%s' when '_range' then '(select * from %s z where z.subject_id >= first and z.subject_id < beyond)'
                 else '(select * from %s z where z.subject_id = any(ids))' end;
      select string_agg(format('select %L::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from ' || subject || ' x where exists (select from rule r where r.requires || r.exclusions @> %L)', f.fact, f.source, jsonb_build_array(jsonb_build_object('fact', f.fact))), ' union all ')
        into facts from fact_source f where f.subject_kind = k.code;
      facts := coalesce(facts, 'select null::text as fact, null::uuid as subject_id, null::daterange as during, null::int as quantity, null::jsonb as attrs, null::text as evidence_kind, null::uuid as evidence_id where false');
      body := format($q$
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = %1$L
), subject as %2$s materialized (
  select x.* from %3$s x
), %5$s as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (%4$s) f %8$s),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end %9$s
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end %9$s
), %6$s edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
%7$s
$q$, k.code, case variant when '' then '' else 'not' end, format(subject, k.source), facts,
        case variant when '' then 'candidate' else 'offered' end,
        -- Of many, most have one place and no fact at all: they are unmet for as long as they count, without taking days apart.
        case variant when '' then '' else $b$busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
),$b$ end,
        case variant when '' then '' else $b$union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null$b$ end,
        -- Most facts are about people whom no rule of this kind counts (completions of members, asked for officials): left
        -- out before their tags are looked at, which halved the whole.
        case variant when '' then '' else 'where f.subject_id in (select subject_id from offered)' end,
        case variant when '' then '' else 'where (n.rid, f.subject_id) in (select rid, subject_id from offered)' end);
      if variant = '_range' then
        execute format($f$
create or replace function indicators.%1$I(first uuid, beyond uuid) returns integer language plpgsql security definer set search_path = pg_catalog %4$s as $touch$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = %3$L and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind %% between %% and %% hold standings already', %3$L, first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, %3$L, f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (%2$s) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $touch$ $f$, 'load_' || k.code, body, k.code, tuning);
        execute format('revoke execute on function indicators.%I(uuid, uuid) from public', 'load_' || k.code);
        continue;
      end if;
      held := case variant when '_all' then '' else 'and s.subject_id = any(ids)' end;
      locking := case variant when '_all' then 'null' else format('perform from %s where id = any(ids) order by id for no key update', k.identity) end;
      execute format($f$
create or replace function indicators.%1$I(%2$s) returns integer language plpgsql security definer set search_path = pg_catalog %7$s as $touch$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  -- Of two writers the second waits here, and then sees the facts of the first.
  %3$s;
  with fresh as materialized (%4$s),
  held as materialized (select * from indicators.standing s where s.recorded_to is null and s.subject_kind = %5$L %6$s),
  gone as (
    -- By their ids and not by a join: where nested loops are barred that would read every standing there is.
    update indicators.standing s set recorded_to = moment where s.id = any(array(select h.id from held h where not exists (
      select from fresh f where f.subject_id = h.subject_id and f.indicator_id = h.indicator_id and f.stage = h.stage and f.during = h.during
        and f.state = h.state and f.unit_id = h.unit_id and f.quantity = h.quantity and f.evidence = h.evidence)))
    returning s.indicator_id, s.unit_id, s.during, s.state, s.quantity
  ), come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, %5$L, f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from fresh f where not exists (
      select from held h where f.subject_id = h.subject_id and f.indicator_id = h.indicator_id and f.stage = h.stage and f.during = h.during
        and f.state = h.state and f.unit_id = h.unit_id and f.quantity = h.quantity and f.evidence = h.evidence)
    returning indicator_id, unit_id, during, state, quantity
  ), change as (
    select indicator_id, unit_id, during, state, quantity from come
    union all select indicator_id, unit_id, during, state, -quantity from gone
  ), delta as (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from change c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3
  ), entered as (
    insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
    select indicator_id, unit_id, day, counted, met, excluded, moment from delta where counted <> 0 or met <> 0 or excluded <> 0
    returning id, indicator_id, unit_id, day, counted, met, excluded
  )
  insert into indicators.pending select * from entered;
  get diagnostics n = row_count;
  return n;
end $touch$ $f$, 'touch_' || k.code || variant, args, locking, body, k.code, held, tuning);
      execute format('revoke execute on function indicators.%I(%s) from public', 'touch_' || k.code || variant, case variant when '_all' then '' else 'uuid[]' end);
    end loop;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION indicators.computed(the_indicator uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
  select least(99, 100 * sum(b.brought_up)::bigint / greatest(sum(b.total), 1))::int from backfill b where b.indicator_id = the_indicator
    and exists (select from backfill o where o.definition_id = b.definition_id and o.ended_at is null) having count(*) > 0
$function$;
grant execute on function indicators.computed(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.few_records(node uuid, the_indicator uuid, on_day date, tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity integer, evidence jsonb, label text, fold text, sort_key text, unit_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.fold, l.sort_key, n.label
  from tree_asked(in_scope(array[node]), on_day, tree_day, known_at) t
  cross join lateral (
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.during @> on_day and known_at is null and s.recorded_to is null
    union all
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.during @> on_day
      and known_at is not null and s.recorded_from <= known_at and (s.recorded_to is null or s.recorded_to > known_at)
    offset 0) s
  left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
  left join lateral (select n.* from organisation.label_unit n where n.subject_id = s.unit_id offset 0) n on true
$function$;

CREATE OR REPLACE FUNCTION indicators.figures(nodes uuid[], on_day date)
 RETURNS TABLE(node_id uuid, indicator_id uuid, counted integer, met integer, excluded integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select * from sums(in_scope(nodes), array(select id from indicator), on_day)
$function$;
grant execute on function indicators.figures(uuid[],date) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.figures_restated(nodes uuid[], on_day date, tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(node_id uuid, indicator_id uuid, counted integer, met integer, excluded integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
begin
  if known_at is null and tree_day is distinct from on_day and tree_day is not null then return query
    with edge as materialized (select * from boundary(in_scope(nodes), tree_day) b where b.valid @> on_day)
    select x.node_id, x.indicator_id, sum(x.counted)::int, sum(x.met)::int, sum(x.excluded)::int from (
      select e.node_id, s.indicator_id, e.sign * s.counted as counted, e.sign * s.met as met, e.sign * s.excluded as excluded
      from edge e join sums(array(select distinct unit_id from edge where not alone), array(select id from indicator), on_day) s on s.node_id = e.unit_id where not e.alone
      union all
      select e.node_id, l.indicator_id, l.counted, l.met, l.excluded from edge e join ledger l on l.unit_id = e.unit_id and l.day <= on_day where e.alone
    ) x group by 1, 2;
  elsif known_at is null then return query select * from sums(in_scope(nodes), array(select id from indicator), on_day);
  else return query
    select t.node_id, l.indicator_id, sum(l.counted)::int, sum(l.met)::int, sum(l.excluded)::int
    from tree_asked(in_scope(nodes), on_day, tree_day, known_at) t join ledger l on l.unit_id = t.unit_id
    where l.day <= on_day and l.recorded_at <= known_at
    group by 1, 2;
  end if;
end $function$;
grant execute on function indicators.figures_restated(uuid[],date,date,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.fold(batch integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare rows indicators.pending[];
begin
  if not pg_try_advisory_xact_lock(237003) then return 0; end if;
  with taken as (delete from pending where ledger_id in (select ledger_id from pending order by ledger_id limit batch) returning *)
  select array_agg(taken::indicators.pending) into rows from taken;
  if rows is null then return 0; end if;
  perform raise_totals((
    select array_agg(row(x.node_id, x.indicator_id, 'd', x.day, x.counted, x.met, x.excluded)::indicators.total) from (
      select a.ancestor_id as node_id, d.indicator_id, e.day, sum(e.sign * d.counted)::int as counted, sum(e.sign * d.met)::int as met, sum(e.sign * d.excluded)::int as excluded
      from unnest(rows) d join organisation.ancestry a on a.unit_id = d.unit_id and (upper_inf(a.valid) or upper(a.valid) > d.day)
      cross join lateral turns(d.day, a.valid) e group by 1, 2, 3) x));
  return cardinality(rows);
end $function$;
grant execute on function indicators.fold(integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.grains(day date)
 RETURNS TABLE(grain "char", since date)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  values ('d'::"char", day), ('m'::"char", date_trunc('month', day)::date), ('y'::"char", date_trunc('year', day)::date)
$function$;

CREATE OR REPLACE FUNCTION indicators.heads(the_state text, counted integer, met integer, excluded integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN CASE the_state WHEN 'met'::text THEN met WHEN 'unmet'::text THEN (counted - met) WHEN 'excluded'::text THEN excluded ELSE counted END;

CREATE OR REPLACE FUNCTION indicators.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'indicators.standing', jsonb_build_object('indicator', d.code, 'stage', s.stage, 'during', s.during, 'state', s.state)
  from indicators.standing s join indicators.indicator d on d.id = s.indicator_id where s.subject_id = who and s.recorded_to is null and privacy.may_read(who)
  union all
  select 'indicators.draft', jsonb_build_object('code', f.code, 'name', f.name_vi, 'state', f.state, 'written_at', case when f.written_by = who then f.written_at end,
    'sent_at', case when f.sent_by = who then f.sent_at end, 'decided_at', case when f.decided_by = who then f.decided_at end)
  from indicators.draft f where who in (f.written_by, f.sent_by, f.decided_by) and privacy.may_read(who)
$function$;
grant execute on function indicators.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.in_scope(nodes uuid[])
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(array_agg(unit_id), '{}') from organisation.position
  where unit_id = any(nodes) and lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
$function$;
grant execute on function indicators.in_scope(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.keep_boundary()
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare today date := (select day from latest_day); n uuid;
begin
  select a.unit_id into n from organisation.ancestry a
  where a.depth = 1 and a.valid @> today and a.ancestor_id in (select v.unit_id from organisation.unit_version v where v.parent_id is null)
    and not exists (select from kept_boundary k where k.node_id = a.unit_id and k.tree_day = today) limit 1;
  if n is null or not pg_try_advisory_xact_lock(237003) then return false; end if;
  delete from kept_boundary k where k.tree_day <> today or k.node_id = n;
  insert into kept_boundary select m.node_id, today, m.unit_id, m.sign, m.valid, m.alone from boundary_made(array[n], today) m;
  return found;
end $function$;
grant execute on function indicators.keep_boundary() to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.lies_within(attrs jsonb, ranges jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select ranges is null or not exists (
    select from jsonb_each(ranges) r(attr, span)
    where case when jsonb_typeof(attrs->r.attr) is distinct from jsonb_typeof(coalesce(r.span->'from', r.span->'to')) then true
      when jsonb_typeof(attrs->r.attr) = 'number' then (attrs->>r.attr)::numeric >= (r.span->>'from')::numeric is false or (attrs->>r.attr)::numeric < (r.span->>'to')::numeric is false
      when jsonb_typeof(attrs->r.attr) = 'string' then (attrs->>r.attr collate "C") >= (r.span->>'from') is false or (attrs->>r.attr collate "C") < (r.span->>'to') is false
      else true end)
$function$;
grant execute on function indicators.lies_within(jsonb,jsonb) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.load(kind text, first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare n integer;
begin
  execute format('select indicators.%I($1, $2)', 'load_' || kind) into n using first, beyond;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_agreement(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'agreement' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'agreement', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'agreement', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'agreement'
), subject as not materialized (
  select x.* from (select * from agreements.subject_agreement z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'clause'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from agreements.fact_clause z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "clause"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_document(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'document' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'document', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'document', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'document'
), subject as not materialized (
  select x.* from (select * from documents.subject_document z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'on-platform'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from documents.fact_on_platform z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "on-platform"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_model(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'model' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'model', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'model', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'model'
), subject as not materialized (
  select x.* from (select * from emulation.subject_model z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'recognised'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from emulation.fact_recognised z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "recognised"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_official(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'official' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'official', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'official', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'official'
), subject as not materialized (
  select x.* from (select * from people.subject_official z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'absence'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from people.fact_absence z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "absence"}]') union all select 'completion'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from learning.fact_completion z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "completion"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_procedure(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'procedure' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'procedure', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'procedure', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'procedure'
), subject as not materialized (
  select x.* from (select * from documents.subject_procedure z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'handled-online'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from documents.fact_handled_online z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "handled-online"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_unit(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'unit' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'unit', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'unit', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'unit'
), subject as not materialized (
  select x.* from (select * from organisation.subject_unit z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'own-plan'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from plans.fact_plan_in_force z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "own-plan"}]') union all select 'model-in-use'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from emulation.fact_model_in_use z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "model-in-use"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_unnamed(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'unnamed' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'unnamed', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'unnamed', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'unnamed'
), subject as not materialized (
  select x.* from (select * from people.subject_unnamed z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'completion'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from learning.fact_head_count z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "completion"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.load_worker(first uuid, beyond uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '256MB'
AS $function$
#variable_conflict use_column
declare moment timestamptz := base.moment(); n integer;
begin
  if exists (select from indicators.standing s where s.subject_kind = 'worker' and s.subject_id >= first and s.subject_id < beyond and s.recorded_to is null) then
    raise exception 'subjects of kind % between % and % hold standings already', 'worker', first, beyond;
  end if;
  with come as (
    insert into indicators.standing (indicator_id, subject_kind, subject_id, unit_id, stage, during, state, quantity, evidence, recorded_from)
    select f.indicator_id, 'worker', f.subject_id, f.unit_id, f.stage, f.during, f.state, f.quantity, f.evidence, moment from (
with rule as materialized (
  select r.id as rid, r.* from indicators.rule r where r.subject_kind = 'worker'
), subject as not materialized (
  select x.* from (select * from people.subject_worker z where z.subject_id >= first and z.subject_id < beyond) x
), offered as materialized (
  select r.rid, x.subject_id, x.unit_id, x.quantity, x.record_id, lower(x.during) as since, x.during * r.during as during
  from rule r join subject x on x.during && r.during and x.attrs @> r.filter
    -- Asked by few rules; those that do not ask pay for one look at a null.
    and case when r.ranges is null and r.since is null then true
      else indicators.lies_within(x.attrs, r.ranges) and (r.since is null or r.since @> coalesce(lower(x.during), '-infinity')) end
), fact as materialized (select f.* from (select 'absence'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from people.fact_absence z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "absence"}]') union all select 'completion'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from learning.fact_completion z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "completion"}]') union all select 'admitted'::text as fact, x.subject_id, x.during, x.quantity, x.attrs, x.evidence_kind, x.evidence_id from (select * from people.fact_admitted z where z.subject_id >= first and z.subject_id < beyond) x where exists (select from rule r where r.requires || r.exclusions @> '[{"fact": "admitted"}]')) f where f.subject_id in (select subject_id from offered)),
need as materialized (
  select r.rid, r.during, q.ord, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, coalesce((q.v->>'atLeast')::int, 1) as at_least,
    q.v->'ranges' as ranges, (q.v->>'withinDays')::int as within_days
  from rule r cross join lateral jsonb_array_elements(r.requires) with ordinality q(v, ord)
), bar as materialized (
  select r.rid, r.during, q.v->>'fact' as fact, coalesce(q.v->'filter', '{}') as filter, q.v->'ranges' as ranges from rule r cross join lateral jsonb_array_elements(r.exclusions) q(v)
), holding as materialized (
  select n.rid, n.ord, n.at_least, f.subject_id, f.during * n.during as during, f.quantity, f.evidence_kind, f.evidence_id,
    -- In time for whoever began to count no earlier than this; null: no time is set.
    coalesce(lower(f.during), '-infinity') - n.within_days as in_time_from
  from need n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), barred as materialized (
  select n.rid, f.subject_id, f.during * n.during as during, f.evidence_kind, f.evidence_id
  from bar n join fact f on f.fact = n.fact and f.attrs @> n.filter and f.during && n.during and case when n.ranges is null then true else indicators.lies_within(f.attrs, n.ranges) end where (n.rid, f.subject_id) in (select rid, subject_id from offered)
), busy as materialized (
  select rid, subject_id from holding union select rid, subject_id from barred union select rid, subject_id from offered group by 1, 2 having count(*) > 1
), candidate as materialized (
  select o.* from offered o where (o.rid, o.subject_id) in (select rid, subject_id from busy)
), edge as (
  select rid, subject_id, lower(during) as day from candidate union select rid, subject_id, upper(during) from candidate
  union select rid, subject_id, lower(during) from holding union select rid, subject_id, upper(during) from holding
  union select rid, subject_id, lower(during) from barred union select rid, subject_id, upper(during) from barred
), step as (
  select rid, subject_id, day, lead(day) over (partition by rid, subject_id order by day) as next from edge
), counted as (
  select distinct on (s.rid, s.subject_id, s.day) s.rid, s.subject_id, s.day, s.next, c.unit_id, c.quantity, c.since
  from step s join candidate c on c.rid = s.rid and c.subject_id = s.subject_id and c.during @> s.day
  where s.next is not null order by s.rid, s.subject_id, s.day, c.since nulls first, c.record_id
), answered as (
  select c.rid, c.subject_id, c.day, h.ord, max(coalesce(h.quantity, c.quantity)) as quantity,
    jsonb_agg(distinct jsonb_build_object('kind', h.evidence_kind, 'id', h.evidence_id)) as evidence
  from counted c join holding h on h.rid = c.rid and h.subject_id = c.subject_id and h.during @> c.day
    and case when h.in_time_from is null then true else coalesce(c.since, '-infinity') >= h.in_time_from end
  group by c.rid, c.subject_id, c.day, h.ord having count(distinct h.evidence_id) >= min(h.at_least)
), judged as (
  select c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity,
    case when r.need = 'any' then coalesce(max(a.quantity), 0)
         when count(a.ord) = jsonb_array_length(r.requires) then coalesce(min(a.quantity), 0) else 0 end as met,
    coalesce((select jsonb_agg(distinct e) from unnest(array_agg(a.evidence)) as list, jsonb_array_elements(list) e), '[]') as evidence,
    (select jsonb_agg(distinct jsonb_build_object('kind', b.evidence_kind, 'id', b.evidence_id))
       from barred b where b.rid = c.rid and b.subject_id = c.subject_id and b.during @> c.day) as barred
  from counted c join rule r on r.rid = c.rid left join answered a on a.rid = c.rid and a.subject_id = c.subject_id and a.day = c.day
  group by c.rid, c.subject_id, c.day, c.next, c.unit_id, c.quantity, r.need, r.requires
), stated as (
  select j.rid, j.subject_id, j.day, j.next, j.unit_id, v.state, v.quantity, v.evidence from judged j
  cross join lateral (values
    ('excluded', case when j.barred is not null then j.quantity else 0 end, j.barred),
    ('met', case when j.barred is null then least(j.met, j.quantity) else 0 end, j.evidence),
    ('unmet', case when j.barred is null then j.quantity - least(j.met, j.quantity) else 0 end, '[]'::jsonb)) v(state, quantity, evidence)
  where v.quantity > 0
)
select r.indicator_id, r.stage, s.subject_id, s.unit_id, unnest(range_agg(daterange(s.day, s.next))) as during, s.state, s.quantity, s.evidence
from stated s join rule r on r.rid = s.rid
group by r.indicator_id, r.stage, s.subject_id, s.unit_id, s.state, s.quantity, s.evidence
union all
select r.indicator_id, r.stage, o.subject_id, o.unit_id, o.during, 'unmet', o.quantity, '[]'::jsonb
from offered o join rule r on r.rid = o.rid left join busy b on b.rid = o.rid and b.subject_id = o.subject_id where b.rid is null
) f
    returning indicator_id, unit_id, during, state, quantity
  )
  insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
  select d.indicator_id, d.unit_id, d.day, d.counted, d.met, d.excluded, moment from (
    select c.indicator_id, c.unit_id, d.day,
      sum(case when c.state <> 'excluded' then d.sign * c.quantity else 0 end)::int as counted,
      sum(case when c.state = 'met' then d.sign * c.quantity else 0 end)::int as met,
      sum(case when c.state = 'excluded' then d.sign * c.quantity else 0 end)::int as excluded
    from come c cross join lateral (values (lower(c.during), 1), (upper(c.during), -1)) d(day, sign)
    group by 1, 2, 3) d
  where d.counted <> 0 or d.met <> 0 or d.excluded <> 0;
  get diagnostics n = row_count;
  return n;
end $function$;

CREATE OR REPLACE FUNCTION indicators.on_ancestry_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
begin
  perform pg_advisory_xact_lock(237003);
  delete from kept_boundary;
  perform raise_totals((
    select array_agg(row(x.node_id, x.indicator_id, 'd', x.day, x.counted, x.met, x.excluded)::indicators.total) from (
      select t.node_id, t.indicator_id, t.day, sum(t.counted)::int as counted, sum(t.met)::int as met, sum(t.excluded)::int as excluded from (
        select n.node_id, s.indicator_id, s.day, n.sign * s.counted as counted, n.sign * s.met as met, n.sign * s.excluded as excluded
        from (select c.unit_id, c.valid, array_agg(c.ancestor_id) as nodes, array_agg(c.sign) as signs from changed c group by 1, 2) p
        cross join lateral (
          -- turns() written out: a range without an end is read once, and each row is one step.
          select l.indicator_id, greatest(l.day, lower(p.valid)) as day, sum(l.counted) as counted, sum(l.met) as met, sum(l.excluded) as excluded
          from ledger l where l.unit_id = p.unit_id and (upper_inf(p.valid) or l.day < upper(p.valid)) group by 1, 2
          union all
          select l.indicator_id, upper(p.valid), -sum(l.counted), -sum(l.met), -sum(l.excluded)
          from ledger l where not upper_inf(p.valid) and l.unit_id = p.unit_id and l.day < upper(p.valid) group by 1) s
        cross join lateral unnest(p.nodes, p.signs) n(node_id, sign)
        union all
        select c.ancestor_id, w.indicator_id, e.day, -c.sign * e.sign * w.counted, -c.sign * e.sign * w.met, -c.sign * e.sign * w.excluded
        from changed c join pending w on w.unit_id = c.unit_id and (upper_inf(c.valid) or upper(c.valid) > w.day) cross join lateral turns(w.day, c.valid) e) t
      group by 1, 2, 3) x
    where x.counted <> 0 or x.met <> 0 or x.excluded <> 0));
  return null;
end $function$;
grant execute on function indicators.on_ancestry_change() to public;

CREATE OR REPLACE FUNCTION indicators.on_definition()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
begin
  delete from rule where definition_id = new.id;
  insert into rule (definition_id, indicator_id, stage, subject_kind, during, filter, ranges, since, requires, need, exclusions)
  select new.id, new.indicator_id, st.ord, s.v->>'kind', t.during, parted(s.v)->'filter', parted(s.v)->'ranges',
    case when jsonb_typeof(s.v->'since') = 'object' then daterange((s.v->'since'->>'from')::date, (s.v->'since'->>'to')::date) end,
    (select jsonb_agg(parted(q.v) order by q.ord) from jsonb_array_elements(st.v->'requires') with ordinality q(v, ord)), coalesce(st.v->>'need', 'all'),
    coalesce((select jsonb_agg(parted(q.v) order by q.ord) from jsonb_array_elements(new.body->'exclusions') with ordinality q(v, ord)), '[]')
  from jsonb_array_elements(new.body->'stages') with ordinality st(v, ord)
  cross join lateral (select daterange((st.v->>'from')::date, (st.v->>'to')::date) * new.effective as during) t
  cross join lateral jsonb_array_elements(new.body->'subjects') s(v)
  where not isempty(t.during);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION indicators.order_of(node uuid, the_indicator uuid, on_day date, the_kind text, best boolean, want integer)
 RETURNS TABLE(node_id uuid, counted integer, met integer, excluded integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
#variable_conflict use_column
declare
  way text := case when best then 'desc' else '' end;
  by_number boolean := exists (select from definition d cross join jsonb_array_elements(d.body->'stages') s
    where d.indicator_id = the_indicator and d.effective @> on_day and s ? 'number' and (s->>'from')::date <= on_day and on_day < (s->>'to')::date);
begin
  if cardinality(in_scope(array[node])) = 0 then return; end if;
  if not by_number and (select day from latest_day) = on_day then
    return query execute format($q$
      with touched as materialized (
        select a.ancestor_id as node_id, sum(p.counted)::int as counted, sum(p.met)::int as met, sum(p.excluded)::int as excluded
        from pending p join organisation.ancestry a on a.unit_id = p.unit_id and a.valid @> $3 where p.indicator_id = $2 and p.day <= $3 group by 1
      ), steady as (
        select l.node_id, l.counted, l.met, l.excluded from latest l
        where l.indicator_id = $2 and l.counted > 0 and not exists (select from touched t where t.node_id = l.node_id)
          and exists (select from organisation.unit_version v where v.unit_id = l.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = l.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
        order by l.met::float8 / l.counted %1$s, l.counted desc, l.node_id limit $5
      ), moved as (
        select t.node_id, t.counted + coalesce(l.counted, 0) as counted, t.met + coalesce(l.met, 0) as met, t.excluded + coalesce(l.excluded, 0) as excluded
        from touched t left join latest l on l.node_id = t.node_id and l.indicator_id = $2
        where t.counted + coalesce(l.counted, 0) > 0
          and exists (select from organisation.unit_version v where v.unit_id = t.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = t.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
      )
      select x.* from (select * from steady union all select * from moved) x
      order by x.met::float8 / x.counted %1$s, x.counted desc, x.node_id limit $5 $q$, way)
      using node, the_indicator, on_day, the_kind, want;
  else
    return query execute format($q$
      select s.node_id, s.counted, s.met, s.excluded from indicators.sums(array(
        select a.unit_id from organisation.ancestry a join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> $3 and v.kind = $4
        where a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0), array[$2], $3) s
      where s.counted > 0 order by %2$s %1$s, s.counted desc, s.node_id limit $5 $q$, way, case when by_number then 's.met' else 's.met::float8 / s.counted' end)
      using node, the_indicator, on_day, the_kind, want;
  end if;
end $function$;
grant execute on function indicators.order_of(uuid,uuid,date,text,boolean,integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.page(node uuid, the_indicator uuid, on_day date, the_state text, at_block uuid, at_own boolean, skip integer, want integer, few integer)
 RETURNS TABLE(block uuid, own boolean, nth integer, standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity integer, evidence jsonb, label text, unit_name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare
  waiting uuid[] := in_scope(array[node]); counts int[] := '{null}'; top int := cardinality(waiting); trail uuid[] := '{}'; below uuid[]; children uuid[];
  n uuid; c int; given int := 0; got int; from_row int; known boolean; is_block boolean; few_more int := 16; low int;
begin
  if at_block is not null then
    select coalesce(array_agg(a.ancestor_id), '{}') into trail from organisation.ancestry a where a.unit_id = at_block and a.valid @> on_day;
    if not node = any(trail) then trail := '{}'; end if;
  end if;
  while top > 0 and given < want loop
    if counts[top] is null then
      low := greatest(1, top - few_more + 1);
      few_more := least(512, few_more * 2);
      counts := counts[1:low - 1] || array(
        select coalesce(heads(the_state, s.counted, s.met, s.excluded), 0)
        from unnest(waiting[low:top]) with ordinality w(id, ord) left join sums(waiting[low:top], array[the_indicator], on_day) s on s.node_id = w.id order by w.ord);
    end if;
    n := waiting[top]; c := counts[top]; top := top - 1;
    if c <= 0 then continue; end if;
    known := n = any(trail);
    is_block := known and n = at_block;
    below := array(select a.unit_id from organisation.ancestry a where a.ancestor_id = n and a.valid @> on_day limit 1001);
    -- A block of few records in few units; a block that the page before had begun stays one.
    if (is_block and not at_own) or (not known and c <= few and cardinality(below) <= 1000) then
      from_row := case when is_block then skip else 0 end;
      return query select n, false, from_row + row_number() over (order by r.sort_key collate "vi-x-icu", r.standing_id)::int,
          r.standing_id, r.subject_kind, r.subject_id, r.unit_id, r.during, r.state, r.quantity, r.evidence, r.label, r.unit_name
        from (select * from records_in(below, the_indicator, on_day, the_state) x order by x.sort_key collate "vi-x-icu", x.standing_id offset from_row limit want - given) r
        order by 3;
      get diagnostics got = row_count;
      given := given + got;
      if is_block then trail := '{}'; end if;
      continue;
    end if;
    if not known or is_block then
      from_row := case when is_block then skip else 0 end;
      if c <= 2000 then
        return query select n, true, from_row + row_number() over (order by r.sort_key collate "vi-x-icu", r.standing_id)::int,
            r.standing_id, r.subject_kind, r.subject_id, r.unit_id, r.during, r.state, r.quantity, r.evidence, r.label, r.unit_name
          from (select * from records_in(array[n], the_indicator, on_day, the_state) x order by x.sort_key collate "vi-x-icu", x.standing_id offset from_row limit want - given) r
          order by 3;
      else
        -- As standing_of_unit has them: the reading stops where the page is full.
        return query select n, true, from_row + s.ord::int, s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, u.label
          from (select s.*, row_number() over () as ord from (
              select s.* from standing s where s.indicator_id = the_indicator and s.unit_id = n and s.recorded_to is null and s.during @> on_day
                and s.state >= case the_state when 'counted' then 'met' else the_state end and s.state <= case the_state when 'counted' then 'unmet' else the_state end
              order by s.indicator_id, s.unit_id, s.state, s.id offset from_row limit want - given) s) s
          left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
          left join lateral (select u.* from organisation.label_unit u where u.subject_id = s.unit_id offset 0) u on true
          order by s.ord;
      end if;
      get diagnostics got = row_count;
      given := given + got;
      if is_block then trail := '{}'; end if;
      if given >= want then exit; end if;
    end if;
    -- Those below, the first by name on top of the pile and those that went on in this unit under all; of the way to the block
    -- where the page before ended, only from there on.
    -- `is true` keeps the index of all ranges out of it, which would be asked for everyone who lives on the day.
    children := array(select v.unit_id from organisation.unit_version v where v.parent_id = n and (v.valid @> on_day) is true order by v.name collate "vi-x-icu", v.unit_id)
      || array(select l.predecessor_id from organisation.lineage l where l.successor_id = n and l.carries and l.since <= on_day order by l.since, l.predecessor_id);
    if known and not is_block then
      children := children[(select min(k.ord) from unnest(children) with ordinality k(id, ord) where k.id = any(trail)):];
    end if;
    if cardinality(children) > 0 then
      waiting := waiting[1:top] || array(select k.id from unnest(children) with ordinality k(id, ord) order by k.ord desc);
      counts := counts[1:top] || array_fill(null::int, array[cardinality(children)]);
      top := cardinality(waiting);
    end if;
  end loop;
end $function$;
grant execute on function indicators.page(uuid,uuid,date,text,uuid,boolean,integer,integer,integer) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.parted(condition jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select condition || jsonb_build_object('filter', coalesce(p.plain, '{}')) || case when p.ranges is null then '{}' else jsonb_build_object('ranges', p.ranges) end
  from (select jsonb_object_agg(key, value) filter (where jsonb_typeof(value) <> 'object') as plain, jsonb_object_agg(key, value) filter (where jsonb_typeof(value) = 'object') as ranges
    from jsonb_each(coalesce(condition->'filter', '{}'))) p
$function$;

CREATE OR REPLACE FUNCTION indicators.raise_totals(deltas indicators.total[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
  insert into total as t
  select d.node_id, d.indicator_id, g.grain, g.since, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int
  from unnest(deltas) d cross join lateral grains(d.day) g
  group by 1, 2, 3, 4 having sum(d.counted) <> 0 or sum(d.met) <> 0 or sum(d.excluded) <> 0 order by 1, 2, 3, 4
  on conflict (node_id, indicator_id, grain, day) do update
  set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded;
  insert into latest as t
  select d.node_id, d.indicator_id, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int
  from unnest(deltas) d where d.day <= (select l.day from latest_day l)
  group by 1, 2 having sum(d.counted) <> 0 or sum(d.met) <> 0 or sum(d.excluded) <> 0 order by 1, 2
  on conflict (node_id, indicator_id) do update
  set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded
$function$;

CREATE OR REPLACE FUNCTION indicators.recorded(node uuid, the_kinds text[], condition jsonb, on_day date)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare f record; found_it boolean; said text := 'nowhere'; part jsonb := parted(condition);
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  for f in select x.source, k.source as subjects from fact_source x join subject_kind k on k.code = x.subject_kind where x.fact = condition->>'fact' and x.subject_kind = any(the_kinds) loop
    execute format('select exists (select from %s x where x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L))', f.source, part->'filter', part->'ranges') into found_it;
    if not found_it then continue; end if;
    said := 'country';
    execute format('select exists (select from %s x where x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L) and x.subject_id in (
      select s.subject_id from %s s where s.during @> $2 and s.unit_id in (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2)))', f.source, part->'filter', part->'ranges', f.subjects) into found_it using node, on_day;
    if found_it then return 'tree'; end if;
  end loop;
  return said;
end $function$;
grant execute on function indicators.recorded(uuid,text[],jsonb,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.records(node uuid, the_indicator uuid, on_day date, tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity integer, evidence jsonb, label text, fold text, sort_key text, unit_name text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
begin
  if coalesce((select f.counted + f.excluded from figures(array[node], on_day) f where f.indicator_id = the_indicator), 0) < 2000 then
    return query select * from few_records(node, the_indicator, on_day, tree_day, known_at);
  else
    return query
    select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.fold, l.sort_key, n.label
    from tree_asked(in_scope(array[node]), on_day, tree_day, known_at) t join standing s on s.unit_id = t.unit_id
    left join label l on l.subject_kind = s.subject_kind and l.subject_id = s.subject_id
    left join organisation.label_unit n on n.subject_id = s.unit_id
    where s.indicator_id = the_indicator and s.during @> on_day
      and case when known_at is null then s.recorded_to is null else s.recorded_from <= known_at and (s.recorded_to is null or s.recorded_to > known_at) end;
  end if;
end $function$;
grant execute on function indicators.records(uuid,uuid,date,date,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.records_in(nodes uuid[], the_indicator uuid, on_day date, the_state text)
 RETURNS TABLE(standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity integer, evidence jsonb, label text, sort_key text, unit_name text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.sort_key, n.label
  from unnest(nodes) t(unit_id)
  cross join lateral (
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.recorded_to is null and s.during @> on_day
      and s.state = any(case the_state when 'counted' then array['met', 'unmet'] else array[the_state] end) offset 0) s
  left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
  left join lateral (select n.* from organisation.label_unit n where n.subject_id = s.unit_id offset 0) n on true
$function$;

CREATE OR REPLACE FUNCTION indicators.spans(on_day date)
 RETURNS TABLE(grain "char", first date, last date, sign integer)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select g.grain, g.first, g.last, g.sign
  from (select date_trunc('month', on_day + 1)::date as month, date_trunc('year', on_day + 1)::date as year) a
  cross join lateral (select on_day - a.month >= 15 as late, (a.year + interval '1 year')::date as next_year, (a.month + interval '1 month')::date as next_month) b
  cross join lateral (select case when b.late then b.next_month else a.month end as beyond) c
  cross join lateral (select extract(month from c.beyond) > 7 or c.beyond = b.next_year as much) m
  cross join lateral (values
    ('y'::"char", '-infinity'::date, case when m.much then b.next_year else a.year end - 1, 1),
    ('m'::"char", case when m.much then c.beyond else a.year end, case when m.much then b.next_year else c.beyond end - 1, case when m.much then -1 else 1 end),
    ('d'::"char", case when b.late then on_day + 1 else a.month end, case when b.late then b.next_month - 1 else on_day end, case when b.late then -1 else 1 end)
  ) g(grain, first, last, sign)
$function$;

CREATE OR REPLACE FUNCTION indicators.strange(node uuid, subject jsonb, on_day date)
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare a record; there boolean; said text[] := '{}';
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  for a in select key, parted(jsonb_build_object('filter', jsonb_build_object(key, value))) as part from jsonb_each(coalesce(subject->'filter', '{}')) order by 1 loop
    execute format('select exists (select from %s x where x.during @> $2 and x.unit_id in (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2) and x.attrs @> %L::jsonb and indicators.lies_within(x.attrs, %L))',
      (select source from subject_kind where code = subject->>'kind'), a.part->'filter', a.part->'ranges') into there using node, on_day;
    if not there then said := said || a.key; end if;
  end loop;
  return said;
end $function$;
grant execute on function indicators.strange(uuid,jsonb,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.sum_totals(the_indicators uuid[], nodes uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET work_mem TO '256MB'
AS $function$
begin
  perform pg_advisory_xact_lock(237003);
  if the_indicators is null and nodes is null then
    delete from pending;
    delete from total;
    delete from latest;
  else
    delete from total t where (the_indicators is null or t.indicator_id = any(the_indicators)) and (nodes is null or t.node_id = any(nodes));
    delete from latest t where (the_indicators is null or t.indicator_id = any(the_indicators)) and (nodes is null or t.node_id = any(nodes));
  end if;
  create temporary table fresh on commit drop as
    select a.ancestor_id as node_id, l.indicator_id, e.day, sum(e.sign * l.counted)::int as counted, sum(e.sign * l.met)::int as met, sum(e.sign * l.excluded)::int as excluded
    from ledger l join organisation.ancestry a on a.unit_id = l.unit_id and (upper_inf(a.valid) or upper(a.valid) > l.day)
    cross join lateral turns(l.day, a.valid) e
    where (the_indicators is null or l.indicator_id = any(the_indicators)) and (nodes is null or a.ancestor_id = any(nodes))
      and not exists (select from pending p where p.ledger_id = l.id)
    group by 1, 2, 3;
  insert into total
  select f.node_id, f.indicator_id, g.grain, g.since, sum(f.counted)::int, sum(f.met)::int, sum(f.excluded)::int
  from fresh f cross join lateral grains(f.day) g
  group by 1, 2, 3, 4 having sum(f.counted) <> 0 or sum(f.met) <> 0 or sum(f.excluded) <> 0
  -- What is read together lies together: half the time of a ranking, and the index fills from one side.
  order by 1, 2, 3, 4;
  insert into latest
  select f.node_id, f.indicator_id, sum(f.counted)::int, sum(f.met)::int, sum(f.excluded)::int
  from fresh f where f.day <= (select l.day from latest_day l)
  group by 1, 2;
  drop table fresh;
end $function$;

CREATE OR REPLACE FUNCTION indicators.sums(nodes uuid[], the_indicators uuid[], on_day date)
 RETURNS TABLE(node_id uuid, indicator_id uuid, counted integer, met integer, excluded integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  with seen as materialized (select unnest(nodes) as id)
  select s.node_id, s.indicator_id, sum(s.counted)::int, sum(s.met)::int, sum(s.excluded)::int from (
    -- For one day, today, the sums stand ready.
    select l.node_id, l.indicator_id, l.counted, l.met, l.excluded
    from seen cross join unnest(the_indicators) i(id) join latest l on l.indicator_id = i.id and l.node_id = seen.id
    where (select r.day from latest_day r) = on_day
    union all
    select t.node_id, t.indicator_id, g.sign * t.counted, g.sign * t.met, g.sign * t.excluded
    from seen cross join spans(on_day) g
    join total t on t.node_id = seen.id and t.indicator_id = any(the_indicators) and t.grain = g.grain and t.day >= g.first and t.day <= g.last
    where (select r.day from latest_day r) is distinct from on_day
    union all
    -- From what is pending upwards, never from the node down: above a unit stand a handful, below the country a hundred thousand.
    select above.ancestor_id, p.indicator_id, p.counted, p.met, p.excluded
    from pending p cross join lateral (
      select a.ancestor_id from organisation.ancestry a
      where a.unit_id = p.unit_id and a.valid @> on_day and a.ancestor_id in (select id from seen) offset 0) above
    where p.day <= on_day and p.indicator_id = any(the_indicators)
  ) s group by 1, 2
$function$;

CREATE OR REPLACE FUNCTION indicators.touch(kind text, ids uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare n integer;
begin
  if not exists (select from subject_kind where code = kind) then raise exception 'no kind of subject %', kind; end if;
  if ids is null then
    perform pg_advisory_xact_lock(237004, hashtext(kind));
    execute format('select indicators.%I()', 'touch_' || kind || '_all') into n;
    return n;
  end if;
  perform pg_advisory_xact_lock_shared(237004, hashtext(kind));
  if not exists (select from rule r where r.subject_kind = kind) then return 0; end if;
  -- The plan for a few looks each subject up among all the others, and again for each: 2 ms for five, 12 for ten, 450 for forty,
  -- 7 s for a hundred. That for some hashes, and is kept too; for thousands a plan made for them costs nothing beside the rest.
  execute format('select indicators.%I($1)', 'touch_' || kind || case when cardinality(ids) <= 10 then '' when cardinality(ids) <= 2000 then '_some' else '_many' end) into n using ids;
  return n;
end $function$;
grant execute on function indicators.touch(text,uuid[]) to lotrinh_app;

-- made by indicators.compile(): function indicators.touch_agreement(uuid[])

-- made by indicators.compile(): function indicators.touch_agreement_all()

-- made by indicators.compile(): function indicators.touch_agreement_many(uuid[])

-- made by indicators.compile(): function indicators.touch_agreement_some(uuid[])

-- made by indicators.compile(): function indicators.touch_document(uuid[])

-- made by indicators.compile(): function indicators.touch_document_all()

-- made by indicators.compile(): function indicators.touch_document_many(uuid[])

-- made by indicators.compile(): function indicators.touch_document_some(uuid[])

-- made by indicators.compile(): function indicators.touch_model(uuid[])

-- made by indicators.compile(): function indicators.touch_model_all()

-- made by indicators.compile(): function indicators.touch_model_many(uuid[])

-- made by indicators.compile(): function indicators.touch_model_some(uuid[])

-- made by indicators.compile(): function indicators.touch_official(uuid[])

-- made by indicators.compile(): function indicators.touch_official_all()

-- made by indicators.compile(): function indicators.touch_official_many(uuid[])

-- made by indicators.compile(): function indicators.touch_official_some(uuid[])

-- made by indicators.compile(): function indicators.touch_procedure(uuid[])

-- made by indicators.compile(): function indicators.touch_procedure_all()

-- made by indicators.compile(): function indicators.touch_procedure_many(uuid[])

-- made by indicators.compile(): function indicators.touch_procedure_some(uuid[])

-- made by indicators.compile(): function indicators.touch_unit(uuid[])

-- made by indicators.compile(): function indicators.touch_unit_all()

-- made by indicators.compile(): function indicators.touch_unit_many(uuid[])

-- made by indicators.compile(): function indicators.touch_unit_some(uuid[])

-- made by indicators.compile(): function indicators.touch_unnamed(uuid[])

-- made by indicators.compile(): function indicators.touch_unnamed_all()

-- made by indicators.compile(): function indicators.touch_unnamed_many(uuid[])

-- made by indicators.compile(): function indicators.touch_unnamed_some(uuid[])

-- made by indicators.compile(): function indicators.touch_worker(uuid[])

-- made by indicators.compile(): function indicators.touch_worker_all()

-- made by indicators.compile(): function indicators.touch_worker_many(uuid[])

-- made by indicators.compile(): function indicators.touch_worker_some(uuid[])

CREATE OR REPLACE FUNCTION indicators.tree_asked(nodes uuid[], on_day date, tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(node_id uuid, unit_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
#variable_conflict use_column
begin
  if tree_day <> on_day then return query select t.node_id, t.unit_id from organisation.tree_restated(nodes, on_day, tree_day) t;
  elsif tree_day is not null or known_at is null then return query select a.ancestor_id, a.unit_id from organisation.ancestry a where a.ancestor_id = any(nodes) and a.valid @> on_day;
  else return query select t.node_id, t.unit_id from organisation.tree_known(nodes, on_day, known_at) t; end if;
end $function$;

CREATE OR REPLACE FUNCTION indicators.trend(node uuid, the_indicator uuid, days date[])
 RETURNS TABLE(day date, counted integer, met integer, excluded integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  with seen as materialized (select unnest(in_scope(array[node])) as id)
  select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
  from unnest(days) d(day) left join lateral (
    select g.sign * t.counted as counted, g.sign * t.met as met, g.sign * t.excluded as excluded from seen cross join spans(d.day) g
    join total t on t.node_id = seen.id and t.indicator_id = the_indicator and t.grain = g.grain and t.day >= g.first and t.day <= g.last
    union all
    select p.counted, p.met, p.excluded from pending p cross join lateral (
      select from organisation.ancestry a where a.unit_id = p.unit_id and a.valid @> d.day and a.ancestor_id in (select id from seen) offset 0) above
    where p.indicator_id = the_indicator and p.day <= d.day
  ) x on true group by d.day order by d.day
$function$;
grant execute on function indicators.trend(uuid,uuid,date[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.trend_restated(node uuid, the_indicator uuid, days date[], tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(day date, counted integer, met integer, excluded integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
#variable_conflict use_column
begin
  if tree_day is null then
    return query select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
      from unnest(days) d(day) left join lateral (select * from figures_restated(array[node], d.day, null, known_at) x where x.indicator_id = the_indicator) f on true order by d.day;
    return;
  end if;
  if known_at is null then
    return query
    with bound as materialized (select * from boundary(in_scope(array[node]), tree_day) b),
    edge as materialized (select b.unit_id, b.sign, b.valid from bound b where not b.alone),
    asked as materialized (select array_agg(d order by d) as days, max(d) as last from unnest(days) d),
    -- A month of an edge counts from the first day asked about on which both are over and begun, until the edge ends.
    month as (
      select width_bucket(greatest(t.day + interval '1 month' - interval '1 day', lower(e.valid))::date - 1, a.days) as first,
        case when upper_inf(e.valid) then cardinality(a.days) else width_bucket(upper(e.valid) - 1, a.days) end as beyond,
        e.sign * t.counted as counted, e.sign * t.met as met, e.sign * t.excluded as excluded
      from asked a cross join edge e join total t on t.node_id = e.unit_id and t.indicator_id = the_indicator and t.grain = 'm' and t.day <= a.last
    ), step as materialized (
      select x.ord, sum(x.sign * m.counted) as counted, sum(x.sign * m.met) as met, sum(x.sign * m.excluded) as excluded
      from month m cross join lateral (values (m.first + 1, 1), (m.beyond + 1, -1)) x(ord, sign) where m.first < m.beyond group by x.ord
    )
    select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
    from asked a cross join unnest(a.days) with ordinality d(day, ord) left join lateral (
      select s.counted, s.met, s.excluded from step s where s.ord <= d.ord
      union all
      -- The days of a month that is not over.
      select e.sign * t.counted, e.sign * t.met, e.sign * t.excluded
      from edge e join total t on t.node_id = e.unit_id and t.indicator_id = the_indicator and t.grain = 'd' and t.day >= date_trunc('month', d.day + 1)::date and t.day <= d.day
      where e.valid @> d.day and extract(day from d.day + 1) > 1
      union all
      select e.sign * p.counted, e.sign * p.met, e.sign * p.excluded
      from pending p join organisation.ancestry a on a.unit_id = p.unit_id and a.valid @> d.day join edge e on e.unit_id = a.ancestor_id and e.valid @> d.day
      where p.indicator_id = the_indicator and p.day <= d.day
      union all
      select l.counted, l.met, l.excluded from bound b join ledger l on l.unit_id = b.unit_id and l.indicator_id = the_indicator and l.day <= d.day where b.alone and b.valid @> d.day
    ) x on true where d.day <> tree_day group by d.day
    union all
    select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
    from unnest(days) d(day) left join sums(in_scope(array[node]), array[the_indicator], tree_day) f on true where d.day = tree_day
    order by 1;
    return;
  end if;
  return query
  -- Heads are restated on the days on which their unit stands under a root, and on no other; the node's own always are.
  with part as materialized (
    select t.unit_id, case when t.depth = 0 then daterange(null, null) else s.valid end as stands
    from organisation.tree_restated(in_scope(array[node]), null, tree_day) t left join organisation.ancestry s on s.unit_id = t.unit_id and t.depth > 0
      and s.ancestor_id = any(array(select v.unit_id from organisation.unit_version v where v.parent_id is null))
  ), entered as materialized (
    select greatest(l.day, lower(p.stands)) as day, upper(p.stands) as until, sum(l.counted) as counted, sum(l.met) as met, sum(l.excluded) as excluded
    from part p join ledger l on l.unit_id = p.unit_id and l.indicator_id = the_indicator
    where (upper_inf(p.stands) or upper(p.stands) > l.day) and l.recorded_at <= known_at group by 1, 2
  ), delta as (
    select e.day, e.counted, e.met, e.excluded from entered e
    union all select e.until, -e.counted, -e.met, -e.excluded from entered e where e.until is not null
  )
  select d.day, coalesce(sum(x.counted), 0)::int, coalesce(sum(x.met), 0)::int, coalesce(sum(x.excluded), 0)::int
  from unnest(days) d(day) left join delta x on x.day <= d.day where d.day <> tree_day group by d.day
  union all
  select d.day, coalesce(f.counted, 0), coalesce(f.met, 0), coalesce(f.excluded, 0)
  from unnest(days) d(day) left join lateral (select * from figures_restated(array[node], d.day, d.day, known_at) x where x.indicator_id = the_indicator) f on true
  where d.day = tree_day
  order by 1;
end $function$;
grant execute on function indicators.trend_restated(uuid,uuid,date[],date,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.trial(node uuid, body jsonb, stage jsonb, on_day date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
 SET plan_cache_mode TO 'force_custom_plan'
 SET jit TO 'off'
AS $function$
declare
  s jsonb; q jsonb; k subject_kind; origin regclass; parts text[]; judged text[] := '{}'; amounts text[]; joins text; deadline text; asked text; told text; within integer; i integer := 0; j integer;
  answer jsonb; seen text;
begin
  if cardinality(in_scope(array[node])) = 0 then return null; end if;
  parts := array['node as materialized (select a.unit_id from organisation.ancestry a where a.ancestor_id = $1 and a.valid @> $2)'];
  for s in select parted(v) from jsonb_array_elements(body->'subjects') v loop
    i := i + 1;
    select * into k from subject_kind x where x.code = s->>'kind';
    asked := format('x.during @> $2 and x.attrs @> %L::jsonb', s->'filter');
    if s ? 'ranges' then asked := asked || format(' and indicators.lies_within(x.attrs, %L)', s->'ranges'); end if;
    if s->'since' ? 'from' then asked := asked || format(' and lower(x.during) >= %L::date', s->'since'->>'from'); end if;
    if s->'since' ? 'to' then asked := asked || format(' and coalesce(lower(x.during), ''-infinity'') < %L::date', s->'since'->>'to'); end if;
    seen := format('x.unit_id in (select unit_id from node) and %s', asked);
    -- Of several places the first is the one that counts, wherever it lies.
    parts := parts || format(case when k.exclusive
      then 'own_%1$s as materialized (select x.subject_id, x.unit_id, x.quantity, coalesce(lower(x.during), ''-infinity'') as since from %2$s x where %3$s)'
      else 'own_%1$s as materialized (select * from (select distinct on (x.subject_id) x.subject_id, x.unit_id, x.quantity, coalesce(lower(x.during), ''-infinity'') as since from %2$s x
        where %4$s and x.subject_id in (select x.subject_id from %2$s x where %3$s) order by x.subject_id, lower(x.during) nulls first, x.record_id) w where w.unit_id in (select unit_id from node))' end, i, k.source, seen, asked);
    joins := ''; amounts := '{}'; deadline := 'null::date'; j := 0;
    for q in select parted(v) from jsonb_array_elements(stage->'requires') v loop
      j := j + 1;
      origin := (select f.source from fact_source f where f.fact = q->>'fact' and f.subject_kind = k.code);
      within := (q->>'withinDays')::int;
      told := format('f.during @> $2 and f.attrs @> %L::jsonb', q->'filter');
      if q ? 'ranges' then told := told || format(' and indicators.lies_within(f.attrs, %L)', q->'ranges'); end if;
      if within is not null then
        told := told || format(' and coalesce(lower(f.during), ''-infinity'') <= o.since + %s', within);
        deadline := format('least(%s, o.since + %s)', deadline, within);
      end if;
      parts := parts || case when origin is null then format('need_%s_%s as (select null::uuid as subject_id, 0 as amount where false)', i, j)
        else format('need_%1$s_%2$s as materialized (select o.subject_id, max(coalesce(f.quantity, o.quantity)) as amount from own_%1$s o join %3$s f on f.subject_id = o.subject_id where %4$s group by o.subject_id %5$s)',
          i, j, origin, told, case when coalesce((q->>'atLeast')::int, 1) > 1 then format('having count(distinct f.evidence_id) >= %s', (q->>'atLeast')::int) else '' end) end;
      joins := joins || format(' left join need_%1$s_%2$s n%2$s on n%2$s.subject_id = o.subject_id', i, j);
      amounts := amounts || format('coalesce(n%s.amount, 0)', j);
    end loop;
    told := 'select null::uuid as subject_id where false';
    for q in select parted(v) from jsonb_array_elements(body->'exclusions') v loop
      origin := (select f.source from fact_source f where f.fact = q->>'fact' and f.subject_kind = k.code);
      if origin is not null then
        told := told || format(' union all select f.subject_id from %s f where f.during @> $2 and f.attrs @> %L::jsonb %s', origin, q->'filter', case when q ? 'ranges' then format('and indicators.lies_within(f.attrs, %L)', q->'ranges') else '' end);
      end if;
    end loop;
    judged := judged || format('select %L::text as kind, %L::text as identity, o.subject_id, o.unit_id, o.quantity, o.subject_id in (select b.subject_id from (%s) b) as barred, least(o.quantity, %s(%s)) as met, array[%s] as answers, %s as due from own_%s o%s',
      k.code, k.identity::text, told, case when stage->>'need' = 'any' then 'greatest' else 'least' end, array_to_string(amounts, ', '), array_to_string(amounts, ', '), deadline, i, joins);
  end loop;
  execute format($q$with %s, judged as materialized (%s), sample as (
      select state, jsonb_agg(jsonb_build_object('subjectKind', x.kind, 'subjectId', x.subject_id, 'label', l.label, 'page', k.page, 'unitId', x.unit_id, 'unitName', n.label, 'due', x.due) order by l.sort_key collate "vi-x-icu") as rows
      from (values ('met'), ('unmet'), ('excluded')) t(state) cross join lateral (
        select j.* from judged j where case t.state when 'excluded' then j.barred when 'met' then not j.barred and j.met > 0 else not j.barred and j.met < j.quantity end
        -- Some from everywhere, and the same when asked again.
        order by hashtextextended(j.subject_id::text, 0) limit 10) x
      join indicators.subject_kind k on k.code = x.kind
      left join lateral (select l.* from indicators.label l where l.subject_kind = x.kind and l.subject_id = x.subject_id offset 0) l on true
      left join lateral (select n.* from organisation.label_unit n where n.subject_id = x.unit_id offset 0) n on true
      group by state)
    select jsonb_build_object(
      'counted', coalesce(sum(quantity) filter (where not barred), 0), 'met', coalesce(sum(met) filter (where not barred), 0), 'excluded', coalesce(sum(quantity) filter (where barred), 0),
      'inTime', coalesce(sum(quantity - met) filter (where not barred and due >= $2), 0),
      'answered', (select jsonb_agg((select count(*) from judged j where not j.barred and j.answers[a] > 0) order by a) from generate_series(1, $3) a),
      'twice', (select count(*) from (select 1 from judged group by identity, subject_id having count(*) > 1) t),
      'samples', coalesce((select jsonb_object_agg(state, rows) from sample), '{}')) from judged$q$, array_to_string(parts, ', '), array_to_string(judged, ' union all '))
    into answer using node, on_day, jsonb_array_length(stage->'requires');
  return answer;
end $function$;
grant execute on function indicators.trial(uuid,jsonb,jsonb,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.turn_latest(to_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_catalog'
AS $function$
declare held date;
begin
  perform pg_advisory_xact_lock(237003);
  select day into held from latest_day for update;
  if held = to_day then return false; end if;
  update latest_day set day = to_day;
  if held > to_day or held = '-infinity' then
    delete from latest;
    insert into latest
    select t.node_id, t.indicator_id, sum(t.counted)::int, sum(t.met)::int, sum(t.excluded)::int from total t
    where t.grain = 'y' and t.day < date_trunc('year', to_day)::date
      or t.grain = 'm' and t.day >= date_trunc('year', to_day)::date and t.day < date_trunc('month', to_day)::date
      or t.grain = 'd' and t.day >= date_trunc('month', to_day)::date and t.day <= to_day
    group by 1, 2;
  else
    insert into latest as t
    select d.node_id, d.indicator_id, sum(d.counted)::int, sum(d.met)::int, sum(d.excluded)::int from total d
    where d.grain = 'd' and d.day > held and d.day <= to_day group by 1, 2
    on conflict (node_id, indicator_id) do update
    set counted = t.counted + excluded.counted, met = t.met + excluded.met, excluded = t.excluded + excluded.excluded;
  end if;
  return true;
end $function$;
grant execute on function indicators.turn_latest(date) to lotrinh_app;

CREATE OR REPLACE FUNCTION indicators.turns(delta_day date, valid daterange)
 RETURNS TABLE(day date, sign integer)
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select greatest(delta_day, lower(valid)), 1 union all select upper(valid), -1 where not upper_inf(valid)
$function$;

grant usage on schema indicators to lotrinh_app;

-- intake ------------------------------------------------------------------------------------------

create table intake.import (
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  file_id uuid not null,
  name text not null,
  sha256 bytea not null,
  sheet text default ''::text not null,
  header_row integer,
  header_height smallint,
  headers jsonb default '[]'::jsonb not null,
  samples jsonb default '[]'::jsonb not null,
  mapping jsonb default '{}'::jsonb not null,
  programme_id uuid,
  decision jsonb,
  state text not null,
  counts jsonb default '{"rows": 0, "fresh": 0, "known": 0, "mended": 0, "warned": 0, "changed": 0, "refused": 0, "skipped": 0, "trained": 0, "imported": 0}'::jsonb not null,
  result jsonb,
  refusal jsonb,
  job_id uuid,
  account_id text,
  by_name text not null,
  at timestamp with time zone default base.moment() not null,
  imported_at timestamp with time zone,
  imported_by text,
  undone_at timestamp with time zone,
  undone_by text,
  constraint import_pkey PRIMARY KEY (id),
  constraint import_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint import_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES learning.programme(id),
  constraint import_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint import_check CHECK (((state = ANY (ARRAY['imported'::text, 'undoing'::text, 'undone'::text])) <= (imported_at IS NOT NULL))),
  constraint import_check1 CHECK (((state = 'undone'::text) = (undone_at IS NOT NULL))),
  constraint import_header_row_check CHECK ((header_row > 0)),
  constraint import_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'units'::text]))),
  constraint import_sha256_check CHECK ((length(sha256) = 32)),
  constraint import_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'checked'::text, 'importing'::text, 'imported'::text, 'undoing'::text, 'undone'::text, 'failed'::text, 'cancelled'::text])))
);
comment on table intake.import is 'One file brought in by one unit. unit_id: the office that imports; only units below it are found. sha256: of the file as it was sent. counts: rows by verdict as last read; result: records written.';
comment on column intake.import.mapping is 'Field to column (from 0). headers has one text a column, samples the first cells of each; samples may hold identity numbers and are emptied with the commit.';
comment on column intake.import.programme_id is 'The programme that a training date of the file claims. decision: by which the units of the file are established.';
CREATE INDEX import_unit_id_at_idx ON intake.import USING btree (unit_id, at);
alter table intake.import enable row level security;
create policy scope on intake.import for all to public
  using (organisation.reaches(unit_id));
grant insert, select, update on intake.import to lotrinh_app;

create table intake.remembered_header (
  unit_id uuid not null,
  kind text not null,
  header_key text not null,
  field text,
  constraint remembered_header_pkey PRIMARY KEY (unit_id, kind, header_key),
  constraint remembered_header_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint remembered_header_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'units'::text])))
);
comment on table intake.remembered_header is 'Which field a user of the unit chose for a column with these words over it; field null: leave it out.';
alter table intake.remembered_header enable row level security;
create policy scope on intake.remembered_header for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select, update on intake.remembered_header to lotrinh_app;

create table intake."row" (
  import_id uuid not null,
  "row" integer not null,
  verdict text not null,
  standing text,
  reasons jsonb not null,
  warnings jsonb not null,
  repairs jsonb not null,
  content jsonb,
  subject_id uuid,
  constraint row_pkey PRIMARY KEY (import_id, "row"),
  constraint row_import_id_fkey FOREIGN KEY (import_id) REFERENCES intake.import(id) ON DELETE CASCADE,
  constraint row_row_check CHECK (("row" > 0)),
  constraint row_standing_check CHECK ((standing = ANY (ARRAY['new'::text, 'changed'::text, 'known'::text]))),
  constraint row_verdict_check CHECK ((verdict = ANY (ARRAY['imported'::text, 'refused'::text, 'skipped'::text])))
);
comment on table intake."row" is 'A row of the sheet as it was read. content: the person or the unit; identity numbers stand in it only until the import is committed or dropped. standing: how it meets what is known. subject_id: the person or unit that it is about.';
CREATE INDEX row_import_id_verdict_row_idx ON intake."row" USING btree (import_id, verdict, "row");
alter table intake."row" enable row level security;
create policy scope on intake."row" for all to public
  using ((import_id IN ( SELECT i.id
   FROM intake.import i)));
grant delete, insert, select, update on intake."row" to lotrinh_app;

CREATE OR REPLACE FUNCTION intake.built_upon(the_import uuid)
 RETURNS TABLE(what text, who text, times integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
    union all select 'privacy', p.name from person p join privacy.request x on x.person_id = p.id
    union all select 'privacy', p.name from person p join privacy.consent x on x.person_id = p.id
    union all select 'privacy', p.name from person p join privacy.legal_hold x on x.person_id = p.id
    union all select 'privacy', p.name from people.person p where p.import_id = the_import and p.deidentified_at is not null
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
end $function$;
grant execute on function intake.built_upon(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION intake.claims_stand(the_import uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from learning.completion c where c.import_id = the_import and c.voided_at is null)
$function$;
grant execute on function intake.claims_stand(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION intake.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare the_account text := (select id::text from access.account where person_id = who); old_name text := (select name from people.person where id = who);
begin
  perform privacy.must_forget(who);
  update intake.row r set content = null, reasons = '[]', warnings = '[]', repairs = '[]' from intake.import i where i.id = r.import_id and i.kind = 'roster' and r.subject_id = who;
  update intake.import i set by_name = privacy.pseudonym(who) where i.account_id = the_account;
  update intake.import i set imported_by = case when i.imported_by = old_name then privacy.pseudonym(who) else i.imported_by end,
      undone_by = case when i.undone_by = old_name then privacy.pseudonym(who) else i.undone_by end
    where exists (select from audit.entry e where e.person_id = who and e.subject_kind = 'import' and e.subject_id = i.id::text);
end $function$;
grant execute on function intake.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION intake.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'intake.row', jsonb_build_object('row', r.row, 'content', r.content, 'at', i.at) from intake.row r join intake.import i on i.id = r.import_id and i.kind = 'roster' where r.subject_id = who and privacy.may_read(who)
  union all select 'intake.import', jsonb_build_object('by_name', i.by_name, 'at', i.at, 'state', i.state) from intake.import i join access.account a on a.id::text = i.account_id where a.person_id = who and privacy.may_read(who)
$function$;
grant execute on function intake.held(uuid) to lotrinh_app;

grant usage on schema intake to lotrinh_app;

-- jobs --------------------------------------------------------------------------------------------

create table jobs.product (
  job_id uuid not null,
  name text not null,
  until timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint product_pkey PRIMARY KEY (job_id),
  constraint product_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs.progress(id) ON DELETE CASCADE
);
comment on table jobs.product is 'The file that a job makes, for the account that asked for it and nobody else. After until it is destroyed.';
alter table jobs.product enable row level security;
create policy own on jobs.product for all to public
  using ((EXISTS ( SELECT
   FROM jobs.progress p
  WHERE ((p.id = product.job_id) AND (p.account_id = NULLIF(current_setting('app.account'::text, true), ''::text))))));
grant delete, insert, select, update on jobs.product to lotrinh_app;

create table jobs.product_part (
  job_id uuid not null,
  number integer not null,
  name text not null,
  sealed bytea not null,
  constraint product_part_pkey PRIMARY KEY (job_id, number),
  constraint product_part_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs.product(job_id) ON DELETE CASCADE,
  constraint product_part_number_check CHECK ((number > 0))
);
comment on table jobs.product_part is 'A part of it, as far as the work has come: a job that was broken off goes on after the last. Sealed with the secret of the data folder, so that the table alone says nothing.';
alter table jobs.product_part enable row level security;
create policy own on jobs.product_part for all to public
  using ((EXISTS ( SELECT
   FROM jobs.product p
  WHERE (p.job_id = product_part.job_id))));
grant insert, select on jobs.product_part to lotrinh_app;

create table jobs.progress (
  id uuid not null,
  task text not null,
  account_id text,
  state text default 'waiting'::text not null,
  done integer default 0 not null,
  total integer,
  result jsonb,
  cancel_asked boolean default false not null,
  asked_at timestamp with time zone default base.moment() not null,
  ended_at timestamp with time zone,
  constraint progress_pkey PRIMARY KEY (id),
  constraint progress_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
comment on table jobs.progress is 'How far a long piece of work is. done and total count what the task counts (rows, records); total null: not known yet.';
alter table jobs.progress enable row level security;
create policy own on jobs.progress for all to public
  using (((account_id = NULLIF(current_setting('app.account'::text, true), ''::text)) OR ((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0)));
grant insert, select, update on jobs.progress to lotrinh_app;

CREATE OR REPLACE FUNCTION jobs.enqueue(task text, payload jsonb, key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform graphile_worker.add_job(task, payload::json, job_key => key);
end $function$;
grant execute on function jobs.enqueue(text,jsonb,text) to lotrinh_app;

CREATE OR REPLACE FUNCTION jobs.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'jobs.progress', jsonb_build_object('task', j.task, 'state', j.state, 'asked_at', j.asked_at, 'ended_at', j.ended_at) from jobs.progress j join access.account a on a.id::text = j.account_id where a.person_id = who and privacy.may_read(who)
$function$;
grant execute on function jobs.held(uuid) to lotrinh_app;

grant usage on schema jobs to lotrinh_app;

-- learning ----------------------------------------------------------------------------------------

create table learning.certificate (
  id uuid not null,
  unit_id uuid not null,
  year smallint not null,
  number integer not null,
  code text not null,
  completion_id uuid not null,
  class_id uuid not null,
  person_id uuid not null,
  issued_on date not null,
  printed jsonb not null,
  recorded_at timestamp with time zone default base.moment() not null,
  revoked_at timestamp with time zone,
  revoke_reason text,
  constraint certificate_pkey PRIMARY KEY (id),
  constraint certificate_code_key UNIQUE (code),
  constraint certificate_unit_id_year_number_key UNIQUE (unit_id, year, number),
  constraint certificate_class_id_fkey FOREIGN KEY (class_id) REFERENCES learning.class(id),
  constraint certificate_completion_id_fkey FOREIGN KEY (completion_id) REFERENCES learning.completion(id),
  constraint certificate_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id),
  constraint certificate_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint certificate_check CHECK ((EXTRACT(year FROM issued_on) = (year)::numeric)),
  constraint certificate_check1 CHECK (((revoked_at IS NULL) = (revoke_reason IS NULL))),
  constraint certificate_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text)),
  constraint certificate_number_check CHECK ((number > 0)),
  constraint certificate_revoke_reason_check CHECK ((length(TRIM(BOTH FROM revoke_reason)) >= 5))
);
comment on table learning.certificate is 'A certificate of a completion. number runs without gaps within the issuing unit and the year. code: by which anyone may check it, drawn by lot. printed: what stands on it (name, programme, class, unit, days, place, signer). Whether it is good is not stored: revoked_at, the completion behind it and the validity of the programme say so.';
CREATE INDEX certificate_class_id_idx ON learning.certificate USING btree (class_id);
CREATE UNIQUE INDEX certificate_completion_id_idx ON learning.certificate USING btree (completion_id) WHERE (revoked_at IS NULL);
CREATE INDEX certificate_person_id_idx ON learning.certificate USING btree (person_id);
alter table learning.certificate enable row level security;
create policy admit on learning.certificate for insert to public
  with check (organisation.reaches(unit_id));
create policy change on learning.certificate for update to public
  using (organisation.reaches(unit_id));
create policy read on learning.certificate for select to public
  using ((organisation.reaches(unit_id) OR people.sees(person_id)));
grant insert, select on learning.certificate to lotrinh_app;
grant update (revoked_at, revoke_reason) on learning.certificate to lotrinh_app;

create table learning.check_in (
  id uuid not null,
  class_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  way text not null,
  shown_at timestamp with time zone not null,
  read_at timestamp with time zone not null,
  arrived_at timestamp with time zone default base.moment() not null,
  offline boolean not null,
  device_id uuid,
  state text not null,
  outcome text not null,
  held text,
  accepted boolean,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  constraint check_in_pkey PRIMARY KEY (id),
  constraint check_in_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint check_in_session_id_class_id_fkey FOREIGN KEY (session_id, class_id) REFERENCES learning.session(id, class_id),
  constraint check_in_check CHECK ((((accepted IS NULL) = (decided_at IS NULL)) AND ((accepted IS NULL) = (decision_reason IS NULL)))),
  constraint check_in_check1 CHECK (((accepted IS NULL) OR (outcome = 'waiting'::text))),
  constraint check_in_decision_reason_check CHECK ((length(TRIM(BOTH FROM decision_reason)) >= 5)),
  constraint check_in_held_check CHECK ((held = ANY (ARRAY['present'::text, 'late'::text, 'absent'::text, 'excused'::text]))),
  constraint check_in_outcome_check CHECK ((outcome = ANY (ARRAY['marked'::text, 'already'::text, 'waiting'::text]))),
  constraint check_in_state_check CHECK ((state = ANY (ARRAY['present'::text, 'late'::text]))),
  constraint check_in_way_check CHECK ((way = ANY (ARRAY['check-in'::text, 'scan'::text])))
);
comment on table learning.check_in is 'A code that was read: by the person from the lecturer''s screen, or by the lecturer from the person''s phone. Nothing of a row changes but the decision on one that waits.';
comment on column learning.check_in.shown_at is 'When the code that was read stood on the screen: proved by the code itself.';
comment on column learning.check_in.read_at is 'When it was read, by the clock of the device that read it.';
comment on column learning.check_in.offline is 'The device had no network when it read the code, so that it may have arrived much later.';
comment on column learning.check_in.device_id is 'Drawn by lot and kept in the browser that read the code; shown to nobody, only whether two are the same.';
comment on column learning.check_in.outcome is 'marked: it made the mark. already: the mark that held says the same. waiting: the session was countersigned, or its mark says otherwise; the training officer decides.';
comment on column learning.check_in.held is 'The mark that held when it arrived.';
CREATE INDEX check_in_class_id_idx ON learning.check_in USING btree (class_id);
CREATE INDEX check_in_person_id_idx ON learning.check_in USING btree (person_id);
CREATE INDEX check_in_session_id_idx ON learning.check_in USING btree (session_id);
alter table learning.check_in enable row level security;
create policy admit on learning.check_in for insert to public
  with check ((((way = 'check-in'::text) AND (person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)) OR ((way = 'scan'::text) AND (EXISTS ( SELECT
   FROM learning.nomination n
  WHERE ((n.class_id = check_in.class_id) AND (n.person_id = check_in.person_id) AND (organisation.reaches(n.organiser_id) OR organisation.reaches(n.unit_id))))))));
create policy change on learning.check_in for update to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = check_in.class_id) AND organisation.reaches(c.unit_id)))));
create policy read on learning.check_in for select to public
  using ((EXISTS ( SELECT
   FROM learning.nomination n
  WHERE ((n.class_id = check_in.class_id) AND (n.person_id = check_in.person_id)))));
grant insert, select on learning.check_in to lotrinh_app;
grant update (accepted, decided_at, decided_by, decision_reason) on learning.check_in to lotrinh_app;

create table learning.class (
  id uuid not null,
  programme_id uuid not null,
  unit_id uuid not null,
  title text not null,
  form text not null,
  capacity integer not null,
  required_percent smallint default 80 not null,
  first_day date not null,
  last_day date not null,
  status text not null,
  completed_on date,
  cancel_reason text,
  recorded_at timestamp with time zone default base.moment() not null,
  title_fold text generated always as (base.fold(title)) stored,
  grace_minutes smallint default 15 not null,
  constraint class_pkey PRIMARY KEY (id),
  constraint class_id_unit_id_key UNIQUE (id, unit_id),
  constraint class_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES learning.programme(id),
  constraint class_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint class_capacity_check CHECK (((capacity >= 1) AND (capacity <= 5000))),
  constraint class_check CHECK ((last_day >= first_day)),
  constraint class_check1 CHECK (((status = 'closed'::text) = (completed_on IS NOT NULL))),
  constraint class_check2 CHECK (((status = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
  constraint class_form_check CHECK ((form = ANY (ARRAY['in-person'::text, 'online'::text, 'multi-point'::text, 'blended'::text]))),
  constraint class_grace_minutes_check CHECK (((grace_minutes >= 0) AND (grace_minutes <= 240))),
  constraint class_required_percent_check CHECK (((required_percent >= 1) AND (required_percent <= 100))),
  constraint class_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'cancelled'::text]))),
  constraint class_title_check CHECK (((title = TRIM(BOTH FROM title)) AND (title <> ''::text)))
);
comment on table learning.class is 'A class of a programme, held by a unit. first_day and last_day are both days of the class. required_percent: share of the recorded sessions to attend, counted in whole sessions. completed_on: the day on which completions stand.';
comment on column learning.class.grace_minutes is 'Who checks in later than this many minutes after the start of a session is late.';
CREATE INDEX class_programme_id_idx ON learning.class USING btree (programme_id);
CREATE INDEX class_unit_id_first_day_idx ON learning.class USING btree (unit_id, first_day);
CREATE INDEX class_unit_id_last_day_idx ON learning.class USING btree (unit_id, last_day) WHERE (status = 'open'::text);
alter table learning.class enable row level security;
create policy admit on learning.class for insert to public
  with check (organisation.reaches(unit_id));
create policy change on learning.class for update to public
  using (organisation.reaches(unit_id));
create policy read on learning.class for select to public
  using ((organisation.reaches(unit_id) OR ((status <> 'draft'::text) AND organisation.stands_above(unit_id)) OR (EXISTS ( SELECT
   FROM learning.nomination n
  WHERE (n.class_id = class.id)))));
grant insert, select, update on learning.class to lotrinh_app;

create table learning.class_lecturer (
  class_id uuid not null,
  ord smallint not null,
  person_id uuid,
  name text not null,
  organisation text,
  constraint class_lecturer_pkey PRIMARY KEY (class_id, ord),
  constraint class_lecturer_class_id_fkey FOREIGN KEY (class_id) REFERENCES learning.class(id),
  constraint class_lecturer_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint class_lecturer_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on table learning.class_lecturer is 'Who teaches: a person of the organisation, or an outsider by name. The name is kept as announced.';
CREATE INDEX class_lecturer_person_id_idx ON learning.class_lecturer USING btree (person_id);
alter table learning.class_lecturer enable row level security;
create policy admit on learning.class_lecturer for insert to public
  with check ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = class_lecturer.class_id) AND organisation.reaches(c.unit_id)))));
create policy read on learning.class_lecturer for select to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE (c.id = class_lecturer.class_id))));
create policy remove on learning.class_lecturer for delete to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = class_lecturer.class_id) AND organisation.reaches(c.unit_id)))));
grant delete, insert, select on learning.class_lecturer to lotrinh_app;

create table learning.class_place (
  id uuid not null,
  class_id uuid not null,
  ord smallint not null,
  name text not null,
  address text,
  constraint class_place_pkey PRIMARY KEY (id),
  constraint class_place_class_id_ord_key UNIQUE (class_id, ord) DEFERRABLE,
  constraint class_place_id_class_id_key UNIQUE (id, class_id),
  constraint class_place_class_id_fkey FOREIGN KEY (class_id) REFERENCES learning.class(id),
  constraint class_place_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on table learning.class_place is 'Where a class meets; several for a multi-point class.';
alter table learning.class_place enable row level security;
create policy admit on learning.class_place for insert to public
  with check ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = class_place.class_id) AND organisation.reaches(c.unit_id)))));
create policy change on learning.class_place for update to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = class_place.class_id) AND organisation.reaches(c.unit_id)))));
create policy read on learning.class_place for select to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE (c.id = class_place.class_id))));
create policy remove on learning.class_place for delete to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = class_place.class_id) AND organisation.reaches(c.unit_id)))));
grant delete, insert, select, update on learning.class_place to lotrinh_app;

create table learning.completion (
  id uuid not null,
  person_id uuid not null,
  programme_id uuid not null,
  class_id uuid,
  organiser_id uuid,
  import_id uuid,
  source text not null,
  on_day date not null,
  recorded_at timestamp with time zone default base.moment() not null,
  voided_at timestamp with time zone,
  void_reason text,
  constraint completion_pkey PRIMARY KEY (id),
  constraint completion_class_id_organiser_id_fkey FOREIGN KEY (class_id, organiser_id) REFERENCES learning.class(id, unit_id) ON UPDATE CASCADE,
  constraint completion_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint completion_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES learning.programme(id),
  constraint completion_check CHECK ((((source = 'class'::text) = (class_id IS NOT NULL)) AND ((source = 'class'::text) = (organiser_id IS NOT NULL)) AND ((source = 'import'::text) = (import_id IS NOT NULL)))),
  constraint completion_check1 CHECK (((voided_at IS NULL) = (void_reason IS NULL))),
  constraint completion_source_check CHECK ((source = ANY (ARRAY['class'::text, 'import'::text])))
);
comment on table learning.completion is 'A person completed a programme on a day. source import: claimed by a spreadsheet, nobody here saw the attendance. A correction voids the row and may insert another; both are kept.';
CREATE UNIQUE INDEX completion_class_id_person_id_idx ON learning.completion USING btree (class_id, person_id) WHERE ((voided_at IS NULL) AND (class_id IS NOT NULL));
CREATE INDEX completion_import_id_idx ON learning.completion USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX completion_person_id_idx ON learning.completion USING btree (person_id);
CREATE UNIQUE INDEX completion_person_id_programme_id_on_day_idx ON learning.completion USING btree (person_id, programme_id, on_day) WHERE ((voided_at IS NULL) AND (class_id IS NULL));
CREATE INDEX completion_programme_id_idx ON learning.completion USING btree (programme_id);
alter table learning.completion enable row level security;
create policy scope on learning.completion for all to public
  using ((organisation.reaches(organiser_id) OR people.sees(person_id)))
  with check ((organisation.reaches(organiser_id) OR ((source = 'import'::text) AND people.sees(person_id))));
grant insert, select on learning.completion to lotrinh_app;
grant update (voided_at, void_reason) on learning.completion to lotrinh_app;

create table learning.countersignature (
  session_id uuid not null,
  class_id uuid not null,
  person_id uuid,
  signed_by text,
  signed_at timestamp with time zone default base.moment() not null,
  attended integer not null,
  away integer not null,
  constraint countersignature_pkey PRIMARY KEY (session_id),
  constraint countersignature_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint countersignature_session_id_class_id_fkey FOREIGN KEY (session_id, class_id) REFERENCES learning.session(id, class_id)
);
comment on table learning.countersignature is 'The lecturer''s word that the roster of a session is right, with how many came and how many did not. From then on its marks change only by a correction with a reason.';
CREATE INDEX countersignature_class_id_idx ON learning.countersignature USING btree (class_id);
CREATE INDEX countersignature_person_id_idx ON learning.countersignature USING btree (person_id);
alter table learning.countersignature enable row level security;
create policy admit on learning.countersignature for insert to public
  with check (((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = countersignature.class_id) AND organisation.reaches(c.unit_id)))) OR learning.teaches(class_id)));
create policy read on learning.countersignature for select to public
  using (((EXISTS ( SELECT
   FROM learning.class c
  WHERE (c.id = countersignature.class_id))) OR learning.teaches(class_id)));
grant insert, select on learning.countersignature to lotrinh_app;

create table learning.field (
  code text not null,
  name_vi text not null,
  name_en text not null,
  ord smallint not null,
  constraint field_pkey PRIMARY KEY (code)
);
comment on table learning.field is 'Fields of work that a programme trains for.';
grant select on learning.field to lotrinh_app;

create table learning.head_count (
  id uuid not null,
  class_id uuid not null,
  organiser_id uuid not null,
  unit_id uuid not null,
  heads integer not null,
  sheet_id uuid not null,
  recorded_at timestamp with time zone default base.moment() not null,
  voided_at timestamp with time zone,
  void_reason text,
  constraint head_count_pkey PRIMARY KEY (id),
  constraint head_count_class_id_organiser_id_fkey FOREIGN KEY (class_id, organiser_id) REFERENCES learning.class(id, unit_id) ON UPDATE CASCADE,
  constraint head_count_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES files.file(id),
  constraint head_count_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint head_count_check CHECK (((voided_at IS NULL) = (void_reason IS NULL))),
  constraint head_count_heads_check CHECK ((heads > 0))
);
comment on table learning.head_count is 'How many people of a unit sat in a class, by the signed sheet, where not everyone has a record. Those of them who completed by name are taken off when it is counted.';
CREATE UNIQUE INDEX head_count_class_id_unit_id_idx ON learning.head_count USING btree (class_id, unit_id) WHERE (voided_at IS NULL);
CREATE INDEX head_count_unit_id_idx ON learning.head_count USING btree (unit_id);
alter table learning.head_count enable row level security;
create policy scope on learning.head_count for all to public
  using ((organisation.reaches(unit_id) OR organisation.reaches(organiser_id)))
  with check (organisation.reaches(organiser_id));
grant insert, select on learning.head_count to lotrinh_app;
grant update (voided_at, void_reason) on learning.head_count to lotrinh_app;

create table learning.level (
  code text not null,
  name_vi text not null,
  name_en text not null,
  ord smallint not null,
  constraint level_pkey PRIMARY KEY (code)
);
comment on table learning.level is 'The union level whose people a programme is made for.';
grant select on learning.level to lotrinh_app;

create table learning.mark (
  id bigint generated always as identity not null,
  class_id uuid not null,
  session_id uuid not null,
  person_id uuid not null,
  state text not null,
  recorded_at timestamp with time zone default base.moment() not null,
  recorded_by text,
  replaces bigint,
  reason text,
  source text default 'hand'::text not null,
  constraint mark_pkey PRIMARY KEY (id),
  constraint mark_id_session_id_person_id_key UNIQUE (id, session_id, person_id),
  constraint mark_replaces_key UNIQUE (replaces),
  constraint mark_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint mark_replaces_session_id_person_id_fkey FOREIGN KEY (replaces, session_id, person_id) REFERENCES learning.mark(id, session_id, person_id),
  constraint mark_session_id_class_id_fkey FOREIGN KEY (session_id, class_id) REFERENCES learning.session(id, class_id),
  constraint mark_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 5)),
  constraint mark_source_check CHECK ((source = ANY (ARRAY['hand'::text, 'check-in'::text, 'scan'::text, 'paper'::text]))),
  constraint mark_state_check CHECK ((state = ANY (ARRAY['present'::text, 'late'::text, 'absent'::text, 'excused'::text])))
);
comment on table learning.mark is 'Attendance of one person at one session. Append-only: a mark that replaces another stands beside it, with its reason; the one that nothing replaces holds. recorded_by: the name of who wrote it; the account and the office stand in the audit line.';
comment on column learning.mark.source is 'How it was taken: by hand; by the person''s own check-in; by a scan of the person''s own code; from the signed sheet.';
CREATE INDEX mark_class_id_person_id_idx ON learning.mark USING btree (class_id, person_id);
CREATE INDEX mark_person_id_idx ON learning.mark USING btree (person_id);
CREATE INDEX mark_session_id_person_id_id_idx ON learning.mark USING btree (session_id, person_id, id DESC);
CREATE UNIQUE INDEX mark_session_id_person_id_idx ON learning.mark USING btree (session_id, person_id) WHERE (replaces IS NULL);
alter table learning.mark enable row level security;
create policy admit on learning.mark for insert to public
  with check ((EXISTS ( SELECT
   FROM learning.nomination n
  WHERE ((n.class_id = mark.class_id) AND (n.person_id = mark.person_id) AND (organisation.reaches(n.organiser_id) OR organisation.reaches(n.unit_id))))));
create policy read on learning.mark for select to public
  using ((EXISTS ( SELECT
   FROM learning.nomination n
  WHERE ((n.class_id = mark.class_id) AND (n.person_id = mark.person_id)))));
CREATE TRIGGER guard AFTER INSERT ON learning.mark REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION learning.guard_marks();
grant insert, select on learning.mark to lotrinh_app;

create table learning.nomination (
  id uuid not null,
  seq bigint generated always as identity not null,
  class_id uuid not null,
  organiser_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  nominated_by uuid,
  nominated_at timestamp with time zone default base.moment() not null,
  withdrawn_at timestamp with time zone,
  withdraw_reason text,
  constraint nomination_pkey PRIMARY KEY (id),
  constraint nomination_class_id_organiser_id_fkey FOREIGN KEY (class_id, organiser_id) REFERENCES learning.class(id, unit_id) ON UPDATE CASCADE,
  constraint nomination_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint nomination_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint nomination_check CHECK (((withdrawn_at IS NULL) = (withdraw_reason IS NULL)))
);
comment on table learning.nomination is 'A person sent to a class by the unit where the person then stood. Who has a seat and who waits is not stored: the first `capacity` by seq have one (learning.seating). organiser_id repeats the unit of the class for row-level security; the foreign key keeps it so.';
CREATE UNIQUE INDEX nomination_class_id_person_id_idx ON learning.nomination USING btree (class_id, person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX nomination_class_id_seq_idx ON learning.nomination USING btree (class_id, seq);
CREATE INDEX nomination_organiser_id_idx ON learning.nomination USING btree (organiser_id);
CREATE INDEX nomination_person_id_class_id_idx ON learning.nomination USING btree (person_id, class_id);
CREATE INDEX nomination_unit_id_idx ON learning.nomination USING btree (unit_id);
alter table learning.nomination enable row level security;
create policy admit on learning.nomination for insert to public
  with check (organisation.reaches(unit_id));
create policy change on learning.nomination for update to public
  using ((organisation.reaches(unit_id) OR organisation.reaches(organiser_id)));
create policy read on learning.nomination for select to public
  using ((organisation.reaches(unit_id) OR organisation.reaches(organiser_id) OR (person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)));
grant insert, select on learning.nomination to lotrinh_app;
grant update (withdrawn_at, withdraw_reason) on learning.nomination to lotrinh_app;

create table learning.pass (
  person_id uuid not null,
  secret bytea default sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) not null,
  constraint pass_pkey PRIMARY KEY (person_id),
  constraint pass_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE
);
comment on table learning.pass is 'What the changing code on a person''s own phone is made from.';

create table learning.programme (
  id uuid not null,
  name text not null,
  name_en text,
  tags text[] default '{}'::text[] not null,
  field text not null,
  level text not null,
  hours numeric(6,1) not null,
  owner_id uuid not null,
  validity_months smallint,
  recorded_at timestamp with time zone default base.moment() not null,
  name_fold text generated always as (base.fold(name)) stored,
  constraint programme_pkey PRIMARY KEY (id),
  constraint programme_field_fkey FOREIGN KEY (field) REFERENCES learning.field(code),
  constraint programme_level_fkey FOREIGN KEY (level) REFERENCES learning.level(code),
  constraint programme_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES organisation.unit(id),
  constraint programme_hours_check CHECK ((hours > (0)::numeric)),
  constraint programme_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text))),
  constraint programme_validity_months_check CHECK (((validity_months >= 1) AND (validity_months <= 600)))
);
comment on table learning.programme is 'A training programme. validity_months: how long a completion counts; null: it never lapses. Open to everyone who is signed in, changed within the owner''s scope.';
alter table learning.programme enable row level security;
create policy read on learning.programme for select to public
  using (true);
create policy write on learning.programme for all to public
  using (organisation.reaches(owner_id));
grant insert, select, update on learning.programme to lotrinh_app;

create table learning.session (
  id uuid not null,
  class_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  topic text,
  place_id uuid,
  unrecorded text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_id_class_id_key UNIQUE (id, class_id),
  constraint session_class_id_fkey FOREIGN KEY (class_id) REFERENCES learning.class(id),
  constraint session_place_id_class_id_fkey FOREIGN KEY (place_id, class_id) REFERENCES learning.class_place(id, class_id),
  constraint session_check CHECK ((ends_at > starts_at)),
  constraint session_unrecorded_check CHECK ((length(TRIM(BOTH FROM unrecorded)) >= 5))
);
comment on table learning.session is 'One sitting of a class. place_id null: online, or at all places of the class at once. unrecorded: why no attendance was taken; the session then counts for nobody.';
CREATE INDEX session_class_id_starts_at_idx ON learning.session USING btree (class_id, starts_at);
alter table learning.session enable row level security;
create policy admit on learning.session for insert to public
  with check ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = session.class_id) AND organisation.reaches(c.unit_id)))));
create policy change on learning.session for update to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = session.class_id) AND organisation.reaches(c.unit_id)))));
create policy read on learning.session for select to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE (c.id = session.class_id))));
create policy remove on learning.session for delete to public
  using ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = session.class_id) AND organisation.reaches(c.unit_id)))));
grant delete, insert, select, update on learning.session to lotrinh_app;

create table learning.session_code (
  session_id uuid not null,
  secret bytea default sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) not null,
  constraint session_code_pkey PRIMARY KEY (session_id),
  constraint session_code_session_id_fkey FOREIGN KEY (session_id) REFERENCES learning.session(id) ON DELETE CASCADE
);
comment on table learning.session_code is 'What the changing code on the lecturer''s screen is made from; there once the lecturer has opened it.';

create table learning.session_sheet (
  file_id uuid not null,
  session_id uuid not null,
  class_id uuid not null,
  recorded_at timestamp with time zone default base.moment() not null,
  recorded_by text,
  constraint session_sheet_pkey PRIMARY KEY (file_id),
  constraint session_sheet_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint session_sheet_session_id_class_id_fkey FOREIGN KEY (session_id, class_id) REFERENCES learning.session(id, class_id)
);
comment on table learning.session_sheet is 'A photograph or scan of the attendance sheet that was signed by hand at a session.';
CREATE INDEX session_sheet_class_id_idx ON learning.session_sheet USING btree (class_id);
CREATE INDEX session_sheet_session_id_idx ON learning.session_sheet USING btree (session_id);
alter table learning.session_sheet enable row level security;
create policy admit on learning.session_sheet for insert to public
  with check ((EXISTS ( SELECT
   FROM learning.class c
  WHERE ((c.id = session_sheet.class_id) AND organisation.reaches(c.unit_id)))));
create policy read on learning.session_sheet for select to public
  using ((EXISTS ( SELECT
   FROM files.file f
  WHERE (f.id = session_sheet.file_id))));
grant insert, select on learning.session_sheet to lotrinh_app;

create table learning.tag (
  code text not null,
  name_vi text not null,
  name_en text not null,
  constraint tag_pkey PRIMARY KEY (code)
);
comment on table learning.tag is 'What a programme counts as for indicators. A list, because a mistyped tag would silently count for nothing.';
grant select on learning.tag to lotrinh_app;

create view learning.fact_completion as
 SELECT k.person_id AS subject_id,
    daterange(k.on_day,
        CASE
            WHEN (p.validity_months IS NOT NULL) THEN ((k.on_day + make_interval(months => (p.validity_months)::integer)))::date
            ELSE NULL::date
        END) AS during,
    NULL::integer AS quantity,
    p.attrs,
    'completion'::text AS evidence_kind,
    k.id AS evidence_id
   FROM (learning.completion k
     JOIN ( SELECT programme.id,
            programme.validity_months,
            false AS claimed,
            jsonb_build_object('tags', programme.tags, 'programme', programme.id, 'field', programme.field, 'level', programme.level, 'hours', programme.hours, 'claimed', false) AS attrs
           FROM learning.programme
        UNION ALL
         SELECT programme.id,
            programme.validity_months,
            true,
            jsonb_build_object('tags', programme.tags, 'programme', programme.id, 'field', programme.field, 'level', programme.level, 'hours', programme.hours, 'claimed', true) AS jsonb_build_object
           FROM learning.programme) p ON (((p.id = k.programme_id) AND (p.claimed = (k.source = 'import'::text)))))
  WHERE (k.voided_at IS NULL);
comment on view learning.fact_completion is 'Fact "completion" about a person, from the day of completion until it lapses.';

create view learning.fact_head_count as
 SELECT h.unit_id AS subject_id,
    daterange(c.completed_on,
        CASE
            WHEN (p.validity_months IS NOT NULL) THEN ((c.completed_on + make_interval(months => (p.validity_months)::integer)))::date
            ELSE NULL::date
        END) AS during,
    (h.heads - n.named) AS quantity,
    jsonb_build_object('tags', p.tags, 'programme', p.id, 'field', p.field, 'level', p.level, 'hours', p.hours, 'claimed', false) AS attrs,
    'head-count'::text AS evidence_kind,
    h.id AS evidence_id
   FROM (((learning.head_count h
     CROSS JOIN LATERAL ( SELECT k.programme_id,
            k.completed_on
           FROM learning.class k
          WHERE ((k.id = h.class_id) AND (k.status = 'closed'::text))
         OFFSET 0) c)
     JOIN learning.programme p ON ((p.id = c.programme_id)))
     CROSS JOIN LATERAL ( SELECT learning.named_in(h.class_id, h.unit_id) AS named) n)
  WHERE ((h.voided_at IS NULL) AND (h.heads > n.named));
comment on view learning.fact_head_count is 'Fact "completion" about the unnamed of a unit: heads on the sheet less those of that unit who completed the same class by name.';

create view learning.field_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM learning.field;

create view learning.level_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM learning.level;

create view learning.tag_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM learning.tag;

CREATE OR REPLACE FUNCTION learning.attendance_of(the_class uuid, who uuid)
 RETURNS TABLE(id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, topic text, unrecorded text, marks jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select s.id, s.starts_at, s.ends_at, s.topic, s.unrecorded,
    (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'state', m.state, 'source', m.source, 'recordedAt', m.recorded_at, 'recordedBy', m.recorded_by, 'reason', m.reason, 'replaces', m.replaces) order by m.id), '[]')
     from learning.mark m where m.session_id = s.id and m.person_id = who)
  from learning.session s
  where s.class_id = the_class and exists (select from people.visible v where v.person_id = who)
    and exists (select from learning.nomination n where n.class_id = the_class and n.person_id = who)
  order by s.starts_at, s.id
$function$;
grant execute on function learning.attendance_of(uuid,uuid) to lotrinh_app;
grant execute on function learning.attendance_of(uuid,uuid) to public;

CREATE OR REPLACE FUNCTION learning.cells(the_class uuid)
 RETURNS TABLE(session_id uuid, person_id uuid, id bigint, state text, recorded_at timestamp with time zone, reason text, replaced integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_nestloop TO 'off'
AS $function$
  select distinct on (m.session_id, m.person_id) m.session_id, m.person_id, m.id, m.state, m.recorded_at, m.reason,
    (count(*) over (partition by m.session_id, m.person_id) - 1)::int
  from learning.mark m where m.class_id = the_class and m.person_id in (
    select n.person_id from learning.nomination n
    left join organisation.position u on u.unit_id = n.unit_id left join organisation.position o on o.unit_id = n.organiser_id
    where n.class_id = the_class and (n.person_id = nullif(current_setting('app.person', true), '')::uuid
      or u.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int
      or o.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int))
  order by m.session_id, m.person_id, m.id desc
$function$;
grant execute on function learning.cells(uuid) to lotrinh_app;
grant execute on function learning.cells(uuid) to public;

CREATE OR REPLACE FUNCTION learning.check_certificate(the_code text)
 RETURNS TABLE(printed jsonb, year smallint, number integer, issued_on date, completed_on date, until date, revoked_on date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select c.printed, c.year, c.number, c.issued_on, k.on_day, (k.on_day + make_interval(months => p.validity_months))::date,
    (coalesce(c.revoked_at, k.voided_at) at time zone 'Asia/Ho_Chi_Minh')::date
  from learning.certificate c join learning.completion k on k.id = c.completion_id join learning.programme p on p.id = k.programme_id
  where c.code = the_code
$function$;
grant execute on function learning.check_certificate(text) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.check_ins_beside(the_class uuid)
 RETURNS TABLE(id uuid, person_id uuid, session_id uuid, title text, starts_at timestamp with time zone, ends_at timestamp with time zone, way text, shown_at timestamp with time zone, read_at timestamp with time zone, arrived_at timestamp with time zone, offline boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select distinct k.id, k.person_id, k.session_id, oc.title, o.starts_at, o.ends_at, k.way, k.shown_at, k.read_at, k.arrived_at, k.offline
  from learning.class c join learning.check_in own on own.class_id = c.id join learning.session s on s.id = own.session_id
  join learning.check_in k on k.person_id = own.person_id and k.class_id <> c.id join learning.session o on o.id = k.session_id and o.starts_at < s.ends_at and s.starts_at < o.ends_at
  join learning.class oc on oc.id = k.class_id
  where c.id = the_class and organisation.reaches(c.unit_id)
$function$;
grant execute on function learning.check_ins_beside(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.code_secret(the_session uuid)
 RETURNS bytea
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select k.secret from learning.session_code k join learning.session s on s.id = k.session_id
  where k.session_id = the_session and exists (select from learning.nomination n where n.class_id = s.class_id and n.withdrawn_at is null
    and n.person_id = nullif(current_setting('app.person', true), '')::uuid)
$function$;
grant execute on function learning.code_secret(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.completed_in(the_class uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select count(*)::int from learning.completion where class_id = the_class and voided_at is null
$function$;
grant execute on function learning.completed_in(uuid) to lotrinh_app;
grant execute on function learning.completed_in(uuid) to public;

CREATE OR REPLACE FUNCTION learning.completions_of(who uuid)
 RETURNS TABLE(id uuid, person_id uuid, programme_id uuid, programme text, tags text[], on_day date, until date, source text, class_id uuid, class_title text, required_percent smallint, import_id uuid, recorded_at timestamp with time zone, voided_at timestamp with time zone, void_reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select k.id, k.person_id, p.id, p.name, p.tags, k.on_day, (k.on_day + make_interval(months => p.validity_months))::date, k.source,
    c.id, c.title, c.required_percent, k.import_id, k.recorded_at, k.voided_at, k.void_reason
  from learning.completion k join learning.programme p on p.id = k.programme_id left join learning.class c on c.id = k.class_id
  where k.person_id = who and exists (select from people.visible v where v.person_id = who)
  order by k.on_day desc, k.recorded_at desc, k.id
$function$;
grant execute on function learning.completions_of(uuid) to lotrinh_app;
grant execute on function learning.completions_of(uuid) to public;

CREATE OR REPLACE FUNCTION learning.concerned(programme_ids uuid[])
 RETURNS TABLE(kind text, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'person', person_id from learning.completion where programme_id = any(programme_ids) and voided_at is null
  union select 'unit', h.unit_id from learning.head_count h join learning.class c on c.id = h.class_id
  where c.programme_id = any(programme_ids) and c.status = 'closed' and h.voided_at is null
$function$;
grant execute on function learning.concerned(uuid[]) to lotrinh_app;
grant execute on function learning.concerned(uuid[]) to public;

CREATE OR REPLACE FUNCTION learning.conducted(the_session uuid)
 RETURNS TABLE(class_id uuid, title text, status text, unit_id uuid, grace_minutes smallint, starts_at timestamp with time zone, ends_at timestamp with time zone, topic text, place text, unrecorded text, own boolean, teaches boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select * from (select c.id, c.title, c.status, c.unit_id, c.grace_minutes, s.starts_at, s.ends_at, s.topic, p.name, s.unrecorded,
      coalesce(organisation.reaches(c.unit_id), false) as own, learning.teaches(c.id) as teaches
    from learning.session s join learning.class c on c.id = s.class_id left join learning.class_place p on p.id = s.place_id
    where s.id = the_session) x where x.own or x.teaches
$function$;
grant execute on function learning.conducted(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.counts_at(the_class uuid, at timestamp with time zone)
 RETURNS TABLE(seated integer, waiting integer, completed integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select least(n.standing, c.capacity)::int, greatest(n.standing - c.capacity, 0)::int,
    (select count(*) from learning.completion k where k.class_id = c.id and k.recorded_at <= at and (k.voided_at is null or k.voided_at > at))::int
  from learning.class c cross join lateral (select count(*) as standing from learning.nomination x
    where x.class_id = c.id and x.nominated_at <= at and (x.withdrawn_at is null or x.withdrawn_at > at)) n
  where c.id = the_class
$function$;
grant execute on function learning.counts_at(uuid,timestamp with time zone) to lotrinh_app;
grant execute on function learning.counts_at(uuid,timestamp with time zone) to public;

CREATE OR REPLACE FUNCTION learning.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare gone constant text := '(đã khử nhận dạng)'; old_name text := (select name from people.person where id = who);
begin
  perform privacy.must_forget(who);
  -- A mark and the audit line of its deed were written at one moment: so the writer is found without trusting the name.
  update learning.mark m set recorded_by = privacy.pseudonym(who) from audit.entry e
    where e.person_id = who and e.subject_kind = 'class' and m.class_id::text = e.subject_id and m.recorded_at = e.at and m.recorded_by = old_name;
  update learning.mark set reason = gone where person_id = who and reason is not null;
  update learning.nomination set withdraw_reason = gone where person_id = who and withdraw_reason is not null;
  update learning.completion set void_reason = gone where person_id = who and void_reason is not null;
  update learning.check_in set decided_by = privacy.pseudonym(who) from audit.entry e
    where e.person_id = who and e.subject_kind = 'class' and check_in.class_id::text = e.subject_id and check_in.decided_at = e.at and check_in.decided_by = old_name;
  update learning.session_sheet set recorded_by = privacy.pseudonym(who) from audit.entry e
    where e.person_id = who and e.subject_kind = 'class' and session_sheet.class_id::text = e.subject_id and session_sheet.recorded_at = e.at and session_sheet.recorded_by = old_name;
  update learning.check_in set device_id = null, decision_reason = case when decision_reason is not null then gone end where person_id = who;
  update learning.countersignature set signed_by = privacy.pseudonym(who) where person_id = who;
  delete from learning.pass where person_id = who;
  update learning.class_lecturer set name = privacy.pseudonym(who), organisation = null where person_id = who;
  -- The register keeps number, programme and day; of the name the initials, by which whoever holds the paper can still compare.
  update learning.certificate c set revoke_reason = case when revoke_reason is not null then gone end,
    printed = printed || jsonb_build_object('name', (select string_agg(upper(left(word, 1)) || '.', ' ' order by n) from regexp_split_to_table(printed->>'name', '\s+') with ordinality s(word, n)))
    where c.person_id = who;
end $function$;
grant execute on function learning.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.guard_marks()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if exists (select from fresh f join learning.class c on c.id = f.class_id where c.status <> 'open' and f.reason is null) then
    raise exception 'attendance of a class that is not open changes only by a correction with a reason' using errcode = 'check_violation';
  end if;
  if exists (select from learning.countersignature k where k.session_id in (select f.session_id from fresh f where f.reason is null)) then
    raise exception 'attendance of a countersigned session changes only by a correction with a reason' using errcode = 'check_violation';
  end if;
  return null;
end $function$;
grant execute on function learning.guard_marks() to public;

CREATE OR REPLACE FUNCTION learning.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.* from (
    select 'learning.nomination', to_jsonb(n) - array['person_id', 'seq', 'organiser_id', 'unit_id', 'class_id', 'nominated_by'] || jsonb_build_object('class', c.title) from learning.nomination n join learning.class c on c.id = n.class_id where n.person_id = who
    union all select 'learning.mark', to_jsonb(m) - array['person_id', 'class_id', 'session_id', 'recorded_by', 'replaces'] || jsonb_build_object('class', c.title, 'session', s.starts_at)
      from learning.mark m join learning.class c on c.id = m.class_id join learning.session s on s.id = m.session_id where m.person_id = who
    union all select 'learning.completion', to_jsonb(k) - array['person_id', 'programme_id', 'class_id', 'organiser_id', 'import_id'] || jsonb_build_object('programme', p.name) from learning.completion k join learning.programme p on p.id = k.programme_id where k.person_id = who
    union all select 'learning.certificate', jsonb_build_object('id', t.id, 'number', t.number, 'year', t.year, 'code', t.code, 'issued_on', t.issued_on, 'revoked_at', t.revoked_at, 'revoke_reason', t.revoke_reason, 'printed', t.printed->>'name', 'unit', u.label)
      from learning.certificate t join organisation.label_unit u on u.subject_id = t.unit_id where t.person_id = who
    union all select 'learning.class_lecturer', jsonb_build_object('class', c.title, 'name', l.name, 'organisation', l.organisation) from learning.class_lecturer l join learning.class c on c.id = l.class_id where l.person_id = who
    union all select 'learning.check_in', to_jsonb(k) - array['person_id', 'class_id', 'session_id', 'decided_by'] || jsonb_build_object('class', c.title, 'session', s.starts_at)
      from learning.check_in k join learning.class c on c.id = k.class_id join learning.session s on s.id = k.session_id where k.person_id = who
    union all select 'learning.countersignature', jsonb_build_object('class', c.title, 'session', s.starts_at, 'signed_by', g.signed_by, 'signed_at', g.signed_at)
      from learning.countersignature g join learning.class c on c.id = g.class_id join learning.session s on s.id = g.session_id where g.person_id = who
  ) h where privacy.may_read(who)
$function$;
grant execute on function learning.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.hold(class_ids uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select from learning.class where id = any(class_ids) order by id for no key update
$function$;
grant execute on function learning.hold(uuid[]) to lotrinh_app;
grant execute on function learning.hold(uuid[]) to public;

CREATE OR REPLACE FUNCTION learning.hold_register(the_unit uuid, the_year smallint)
 RETURNS TABLE(number integer, issued_on date)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('learning.certificate ' || the_unit || ' ' || the_year, 0));
  return query select coalesce(max(c.number), 0), max(c.issued_on) from learning.certificate c where c.unit_id = the_unit and c.year = the_year;
end $function$;
grant execute on function learning.hold_register(uuid,smallint) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.mark_check_in(the_check_in uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  insert into learning.mark (class_id, session_id, person_id, state, source, recorded_by)
  select k.class_id, k.session_id, k.person_id, k.state, 'check-in', p.name from learning.check_in k join people.person p on p.id = k.person_id
  where k.id = the_check_in and k.way = 'check-in' and k.outcome = 'marked' and k.person_id = nullif(current_setting('app.person', true), '')::uuid
$function$;
grant execute on function learning.mark_check_in(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.marks_held(the_class uuid, the_sessions uuid[])
 RETURNS TABLE(session_id uuid, person_id uuid, id bigint, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
  with who as materialized (
    select n.person_id from learning.nomination n where n.class_id = the_class
      and ((select organisation.reaches(c.unit_id) from learning.class c where c.id = the_class)
        or n.person_id = nullif(current_setting('app.person', true), '')::uuid or organisation.reaches(n.unit_id))
  )
  select h.* from learning.session s cross join (select distinct w.person_id from who w) p
  cross join lateral (
    -- Ordered apart: else it may read from the latest mark of the house back to the one asked for.
    select c.* from (select m.session_id, m.person_id, m.id, m.state from learning.mark m where m.session_id = s.id and m.person_id = p.person_id offset 0) c
    order by c.id desc limit 1) h
  where s.class_id = the_class and s.id = any(the_sessions)
$function$;
grant execute on function learning.marks_held(uuid,uuid[]) to lotrinh_app;
grant execute on function learning.marks_held(uuid,uuid[]) to public;

CREATE OR REPLACE FUNCTION learning.my_sessions(from_moment timestamp with time zone, to_moment timestamp with time zone)
 RETURNS TABLE(session_id uuid, class_id uuid, title text, starts_at timestamp with time zone, ends_at timestamp with time zone, place text, lecturing boolean, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
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
$function$;
grant execute on function learning.my_sessions(timestamp with time zone,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.named_in(the_class uuid, the_unit uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select count(*)::int from learning.completion k
  where k.class_id = the_class and k.voided_at is null
    and exists (select from people.placement s where s.person_id = k.person_id and s.unit_id = the_unit and s.during @> k.on_day)
$function$;
grant execute on function learning.named_in(uuid,uuid) to lotrinh_app;
grant execute on function learning.named_in(uuid,uuid) to public;

CREATE OR REPLACE FUNCTION learning.nominated(nominations uuid[])
 RETURNS TABLE(nomination_id uuid, person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select n.id, n.person_id from learning.nomination n where n.id = any(nominations) and n.withdrawn_at is null
$function$;
grant execute on function learning.nominated(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.open_code(the_session uuid)
 RETURNS bytea
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not exists (select from learning.conducted(the_session)) then return null; end if;
  insert into learning.session_code (session_id) values (the_session) on conflict do nothing;
  return (select k.secret from learning.session_code k where k.session_id = the_session);
end $function$;
grant execute on function learning.open_code(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.open_pass()
 RETURNS bytea
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare who uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  if who is null then return null; end if;
  insert into learning.pass (person_id) values (who) on conflict do nothing;
  return (select p.secret from learning.pass p where p.person_id = who);
end $function$;
grant execute on function learning.open_pass() to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.own_sessions(since timestamp with time zone)
 RETURNS TABLE(id uuid, class_id uuid, title text, topic text, place text, address text, starts_at timestamp with time zone, ends_at timestamp with time zone, teaches boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with mine as (
    select n.class_id, false as teaches from learning.nomination n cross join lateral learning.seating(array[n.class_id]) t
      where n.person_id = nullif(current_setting('app.person', true), '')::uuid and n.withdrawn_at is null and t.nomination_id = n.id and t.seated
    union all select l.class_id, true from learning.class_lecturer l where l.person_id = nullif(current_setting('app.person', true), '')::uuid
  )
  select s.id, c.id, c.title, s.topic, p.name, p.address, s.starts_at, s.ends_at, bool_or(m.teaches)
  from mine m join learning.class c on c.id = m.class_id and c.status in ('open', 'closed') join learning.session s on s.class_id = c.id and s.ends_at >= since
  left join learning.class_place p on p.id = s.place_id
  group by s.id, c.id, p.id order by s.starts_at, s.id
$function$;
grant execute on function learning.own_sessions(timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.pass_secrets(the_class uuid)
 RETURNS TABLE(person_id uuid, secret bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select p.person_id, p.secret from learning.nomination n join learning.pass p on p.person_id = n.person_id
  where n.class_id = the_class and n.withdrawn_at is null and (organisation.reaches(n.organiser_id) or organisation.reaches(n.unit_id))
$function$;
grant execute on function learning.pass_secrets(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.seating(class_ids uuid[])
 RETURNS TABLE(class_id uuid, nomination_id uuid, place integer, seated boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select n.class_id, n.id, n.place, n.place <= c.capacity from learning.class c
  join (select x.class_id, x.id, row_number() over (partition by x.class_id order by x.seq)::int as place
        from learning.nomination x where x.class_id = any(class_ids) and x.withdrawn_at is null) n on n.class_id = c.id
$function$;
grant execute on function learning.seating(uuid[]) to lotrinh_app;
grant execute on function learning.seating(uuid[]) to public;

CREATE OR REPLACE FUNCTION learning.session_roster(the_session uuid)
 RETURNS TABLE(person_id uuid, name text, unit text, state text, source text, recorded_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select n.person_id, p.name, u.label, m.state, m.source, m.recorded_at
  from learning.conducted(the_session) c cross join lateral learning.seating(array[c.class_id]) t join learning.nomination n on n.id = t.nomination_id
  join people.person p on p.id = n.person_id left join organisation.every_version v on v.unit_id = n.unit_id and v.valid @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date
  cross join lateral (select coalesce(v.short_name, v.name, '') as label) u
  left join lateral (select x.state, x.source, x.recorded_at from learning.mark x where x.session_id = the_session and x.person_id = n.person_id order by x.id desc limit 1) m on true
  where t.seated order by t.place
$function$;
grant execute on function learning.session_roster(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION learning.teaches(the_class uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from learning.class_lecturer l where l.class_id = the_class and l.person_id = nullif(current_setting('app.person', true), '')::uuid)
$function$;
grant execute on function learning.teaches(uuid) to lotrinh_app;

grant usage on schema learning to lotrinh_app;

-- messages ----------------------------------------------------------------------------------------

create table messages.calendar (
  account_id uuid not null,
  secret_hash text not null,
  made_at timestamp with time zone default base.moment() not null,
  asked_at timestamp with time zone,
  constraint calendar_pkey PRIMARY KEY (account_id),
  constraint calendar_secret_hash_key UNIQUE (secret_hash),
  constraint calendar_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE
);
comment on table messages.calendar is 'The secret address of an account''s calendar; only the SHA-256 of the secret stands here. asked_at: last read, to an hour.';
alter table messages.calendar enable row level security;
create policy own on messages.calendar for all to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
grant delete on messages.calendar to lotrinh_app;
grant insert (account_id, secret_hash) on messages.calendar to lotrinh_app;
grant select (account_id, made_at, asked_at) on messages.calendar to lotrinh_app;
grant update (secret_hash, made_at, asked_at) on messages.calendar to lotrinh_app;

create table messages.delivery (
  message_id uuid not null,
  way text not null,
  target uuid not null,
  taken_at timestamp with time zone,
  sent_at timestamp with time zone,
  refused text,
  constraint delivery_pkey PRIMARY KEY (message_id, target),
  constraint delivery_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages.message(id) ON DELETE CASCADE,
  constraint delivery_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text])))
);
comment on table messages.delivery is 'A message that goes out beside the product. target: the account for mail, the device for push. taken_at: somebody is sending it; refused: why it never will be sent.';
alter table messages.delivery enable row level security;

create table messages.device (
  id uuid not null,
  account_id uuid not null,
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  user_agent text,
  created_at timestamp with time zone default base.moment() not null,
  constraint device_pkey PRIMARY KEY (id),
  constraint device_endpoint_key UNIQUE (endpoint),
  constraint device_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE,
  constraint device_session_id_fkey FOREIGN KEY (session_id) REFERENCES access.session(id) ON DELETE CASCADE
);
comment on table messages.device is 'A browser that receives push messages while its session lasts. endpoint: the address at its push service; who knows it and the keys can send nothing without ours.';
CREATE INDEX device_account_id_idx ON messages.device USING btree (account_id);
CREATE INDEX device_session_id_idx ON messages.device USING btree (session_id);
alter table messages.device enable row level security;
create policy own on messages.device for all to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
grant delete on messages.device to lotrinh_app;
grant select (id, account_id, session_id, user_agent, created_at) on messages.device to lotrinh_app;

create table messages.digest (
  account_id uuid not null,
  on_day date not null,
  taken_at timestamp with time zone not null,
  done_at timestamp with time zone,
  sent boolean default false not null,
  constraint digest_pkey PRIMARY KEY (account_id, on_day),
  constraint digest_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE
);
comment on table messages.digest is 'The digest of an account on a day, so that none goes out twice. done_at without sent: there was nothing to say.';
alter table messages.digest enable row level security;

create table messages.message (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  key text not null,
  text_vi text not null,
  text_en text not null,
  path text not null,
  at timestamp with time zone default base.moment() not null,
  read_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_person_id_key_key UNIQUE (person_id, key),
  constraint message_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint message_path_check CHECK ((path ~ '^/([^/\\]|$)'::text)),
  constraint message_text_en_check CHECK ((text_en !~ '[[:cntrl:]]'::text)),
  constraint message_text_vi_check CHECK ((text_vi !~ '[[:cntrl:]]'::text))
);
comment on table messages.message is 'One sentence to one person, in both languages, with the page of the product that it is about. Only for who has an account: whoever gets one later finds the duties on the first page. key: what it tells of; told again it is not told twice.';
CREATE INDEX message_person_id_at_idx ON messages.message USING btree (person_id, at DESC);
CREATE INDEX message_person_id_idx ON messages.message USING btree (person_id) WHERE (read_at IS NULL);
CREATE INDEX message_read_at_idx ON messages.message USING btree (read_at) WHERE (read_at IS NOT NULL);
alter table messages.message enable row level security;
create policy own on messages.message for all to public
  using ((person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid));
CREATE TRIGGER announce AFTER INSERT ON messages.message REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION messages.announce();
CREATE TRIGGER announce_read AFTER UPDATE ON messages.message REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION messages.announce();
grant select on messages.message to lotrinh_app;
grant update (read_at) on messages.message to lotrinh_app;

create table messages.preference (
  account_id uuid not null,
  mail text not null,
  digest_hour smallint not null,
  constraint preference_pkey PRIMARY KEY (account_id),
  constraint preference_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id) ON DELETE CASCADE,
  constraint preference_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
  constraint preference_mail_check CHECK ((mail = ANY (ARRAY['now'::text, 'digest'::text, 'none'::text])))
);
comment on table messages.preference is 'How an account wants its e-mail. Without a row: one digest a day at seven. digest_hour: on the clock of Vietnam.';
alter table messages.preference enable row level security;
create policy own on messages.preference for all to public
  using (((account_id)::text = current_setting('app.account'::text, true)));
grant insert, select, update on messages.preference to lotrinh_app;

CREATE OR REPLACE FUNCTION messages.announce()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_notify('lotrinh_live', json_build_object('event', 'told', 'data', json_build_object('persons', json_agg(p.person_id)))::text)
  from (select person_id, (row_number() over () - 1) / 150 as part from (select distinct person_id from fresh) x) p group by p.part;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION messages.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform privacy.must_forget(who);
  delete from messages.message where person_id = who;
end $function$;
grant execute on function messages.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION messages.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  with a as (select * from access.account where person_id = who)
  select h.* from (
    select 'messages.message', jsonb_build_object('kind', m.kind, 'text', m.text_vi, 'at', m.at, 'read_at', m.read_at) from messages.message m where m.person_id = who
    union all select 'messages.preference', jsonb_build_object('mail', p.mail, 'digest_hour', p.digest_hour) from messages.preference p join a on a.id = p.account_id
    union all select 'messages.device', jsonb_build_object('user_agent', d.user_agent, 'created_at', d.created_at) from messages.device d join a on a.id = d.account_id
    union all select 'messages.digest', jsonb_build_object('on_day', d.on_day, 'done_at', d.done_at) from messages.digest d join a on a.id = d.account_id
    union all select 'messages.calendar', jsonb_build_object('made_at', c.made_at, 'asked_at', c.asked_at) from messages.calendar c join a on a.id = c.account_id
  ) h where privacy.may_read(who)
$function$;
grant execute on function messages.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION messages.keep_device(the_id uuid, the_session uuid, the_endpoint text, the_p256dh text, the_auth text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare kept uuid; mine uuid := nullif(current_setting('app.account', true), '')::uuid;
begin
  insert into messages.device as d (id, account_id, session_id, endpoint, p256dh, auth, user_agent)
  select the_id, s.account_id, s.id, the_endpoint, the_p256dh, the_auth, s.user_agent from access.session s where s.id = the_session and s.account_id = mine
  on conflict (endpoint) do update set account_id = excluded.account_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
    id = case when d.account_id = excluded.account_id then d.id else excluded.id end
  returning id into kept;
  return kept;
end $function$;
grant execute on function messages.keep_device(uuid,uuid,text,text,text) to lotrinh_app;

CREATE OR REPLACE FUNCTION messages.tell(told jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare o record;
begin
  for o in with fresh as (
    insert into messages.message (id, person_id, kind, key, text_vi, text_en, path)
    select t.id, t.person, t.kind, t.key, t.vi, t.en, t.path
    from jsonb_to_recordset(told) as t(id uuid, person uuid, kind text, key text, vi text, en text, path text)
    join access.account a on a.person_id = t.person and a.blocked_at is null
    on conflict (person_id, key) do nothing returning id, person_id
  ), outgoing as (
    insert into messages.delivery (message_id, way, target)
    select f.id, 'mail', a.id from fresh f join access.account a on a.person_id = f.person_id join messages.preference p on p.account_id = a.id
    where p.mail = 'now' and a.email is not null
    union all
    select f.id, 'push', d.id from fresh f join access.account a on a.person_id = f.person_id join messages.device d on d.account_id = a.id
    returning message_id, target
  ) select * from outgoing loop
    perform graphile_worker.add_job('messages.deliver', json_build_object('messageId', o.message_id, 'target', o.target), job_key => 'messages.deliver:' || o.message_id || ':' || o.target);
  end loop;
end $function$;
grant execute on function messages.tell(jsonb) to lotrinh_app;

grant usage on schema messages to lotrinh_app;

-- organisation ------------------------------------------------------------------------------------

create table organisation.ancestry (
  ancestor_id uuid not null,
  unit_id uuid not null,
  depth smallint not null,
  valid daterange not null,
  constraint ancestry_pkey PRIMARY KEY (unit_id, ancestor_id, valid)
);
comment on table organisation.ancestry is 'Who stands above whom on which days, the unit itself included (depth 0), through parents and, after a merge, through the successor. Derived from unit_version and lineage by organisation.derive_ancestry.';
CREATE INDEX ancestry_ancestor_id_unit_id_depth_valid_idx ON organisation.ancestry USING btree (ancestor_id, unit_id) INCLUDE (depth, valid);
CREATE INDEX ancestry_ancestor_id_unit_id_valid_idx ON organisation.ancestry USING btree (ancestor_id, unit_id) INCLUDE (valid) WHERE (depth = 1);
CREATE INDEX ancestry_unit_id_ancestor_id_valid_idx ON organisation.ancestry USING btree (unit_id, ancestor_id) INCLUDE (valid) WHERE (depth = 1);
grant select on organisation.ancestry to lotrinh_app;

create table organisation.ancestry_change (
  ancestor_id uuid not null,
  unit_id uuid not null,
  valid daterange not null,
  sign smallint not null,
  constraint ancestry_change_sign_check CHECK ((sign = ANY (ARRAY['-1'::integer, 1]))),
  constraint ancestry_change_valid_check CHECK ((NOT isempty(valid)))
);
comment on table organisation.ancestry_change is 'What organisation.derive_ancestry changes of who stands above whom: on the days of valid the unit comes under the ancestor (1) or leaves it (-1), whatever its depth. Heard by triggers of those who sum up the tree, and emptied at once.';
CREATE TRIGGER totals_follow AFTER INSERT ON organisation.ancestry_change REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION indicators.on_ancestry_change();

create table organisation.event (
  id uuid not null,
  kind text not null,
  effective_on date not null,
  decision_number text not null,
  decision_on date,
  decision_by text,
  unit_id uuid not null,
  change jsonb not null,
  recorded_at timestamp with time zone default base.moment() not null,
  undone_at timestamp with time zone,
  undo_reason text,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint event_check CHECK (((undone_at IS NULL) = (undo_reason IS NULL))),
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['establish'::text, 'rename'::text, 'transfer'::text, 'merge'::text, 'consolidate'::text, 'split'::text, 'kind'::text, 'dissolve'::text]))),
  constraint event_undo_reason_check CHECK ((length(TRIM(BOTH FROM undo_reason)) >= 5))
);
comment on table organisation.event is 'One structural change by one decision. unit_id is the unit it is about (for a merge the unit that stays, for a consolidation the new one, for a split the one that is split); change holds what was asked. An undone event stays, with the moment and the reason.';
CREATE INDEX event_unit_id_idx ON organisation.event USING btree (unit_id);
alter table organisation.event enable row level security;
create policy read on organisation.event for select to public
  using (true);
create policy undo on organisation.event for update to public
  using (organisation.reaches(unit_id));
create policy write on organisation.event for insert to public
  with check ((NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL));
grant insert, select on organisation.event to lotrinh_app;
grant update (undone_at, undo_reason) on organisation.event to lotrinh_app;

create table organisation.lineage (
  event_id uuid not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  since date not null,
  carries boolean default true not null,
  share_part integer,
  share_whole integer,
  recorded_from timestamp with time zone default base.moment() not null,
  constraint lineage_pkey PRIMARY KEY (predecessor_id, successor_id, event_id),
  constraint lineage_event_id_fkey FOREIGN KEY (event_id) REFERENCES organisation.event(id),
  constraint lineage_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES organisation.unit(id),
  constraint lineage_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES organisation.unit(id),
  constraint lineage_check CHECK ((share_whole >= share_part)),
  constraint lineage_check1 CHECK (((share_part IS NULL) = (share_whole IS NULL))),
  constraint lineage_share_part_check CHECK ((share_part > 0))
);
comment on table organisation.lineage is 'Which unit went on in which. carries: from `since` on, all that still stood in the predecessor is found under the successor; of several successors after a split at most one carries. share_part of share_whole: how much of the predecessor the decision says went over.';
CREATE INDEX lineage_event_id_idx ON organisation.lineage USING btree (event_id);
CREATE UNIQUE INDEX lineage_predecessor_id_idx ON organisation.lineage USING btree (predecessor_id) WHERE carries;
CREATE INDEX lineage_successor_id_idx ON organisation.lineage USING btree (successor_id);
alter table organisation.lineage enable row level security;
create policy read on organisation.lineage for select to public
  using (true);
create policy remove on organisation.lineage for delete to public
  using (organisation.reaches(predecessor_id));
create policy write on organisation.lineage for insert to public
  with check (organisation.reaches(predecessor_id));
grant delete, insert, select on organisation.lineage to lotrinh_app;

create table organisation.past_code (
  id uuid not null,
  unit_id uuid not null,
  scheme text not null,
  code text not null,
  valid daterange not null,
  event_id uuid,
  cut_by uuid,
  recorded_from timestamp with time zone not null,
  recorded_to timestamp with time zone not null,
  ended_by uuid not null,
  constraint past_code_pkey PRIMARY KEY (id, ended_by),
  constraint past_code_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES organisation.event(id),
  constraint past_code_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id)
);
comment on table organisation.past_code is 'Codes as they stood before an event ended them, or while one stood that was undone.';
CREATE INDEX past_code_coalesce_idx ON organisation.past_code USING btree (COALESCE(cut_by, event_id));
CREATE INDEX past_code_ended_by_idx ON organisation.past_code USING btree (ended_by);
grant insert, select on organisation.past_code to lotrinh_app;

create table organisation.past_lineage (
  event_id uuid not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  since date not null,
  carries boolean not null,
  share_part integer,
  share_whole integer,
  recorded_from timestamp with time zone not null,
  recorded_to timestamp with time zone not null,
  constraint past_lineage_pkey PRIMARY KEY (predecessor_id, successor_id, event_id),
  constraint past_lineage_event_id_fkey FOREIGN KEY (event_id) REFERENCES organisation.event(id),
  constraint past_lineage_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES organisation.unit(id),
  constraint past_lineage_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES organisation.unit(id)
);
comment on table organisation.past_lineage is 'Lineage of events that were undone, known from recorded_from until recorded_to.';
CREATE INDEX past_lineage_successor_id_idx ON organisation.past_lineage USING btree (successor_id);
grant insert, select on organisation.past_lineage to lotrinh_app;

create table organisation.past_version (
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  name text not null,
  name_en text,
  short_name text,
  parent_id uuid,
  attributes jsonb not null,
  valid daterange not null,
  event_id uuid not null,
  cut_by uuid,
  recorded_from timestamp with time zone not null,
  recorded_to timestamp with time zone not null,
  ended_by uuid not null,
  constraint past_version_pkey PRIMARY KEY (id, ended_by),
  constraint past_version_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES organisation.event(id),
  constraint past_version_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id)
);
comment on table organisation.past_version is 'Versions that hold no more: known from recorded_from until recorded_to, when ended_by superseded them, or was undone and took them back.';
CREATE INDEX past_version_coalesce_idx ON organisation.past_version USING btree (COALESCE(cut_by, event_id));
CREATE INDEX past_version_ended_by_idx ON organisation.past_version USING btree (ended_by);
CREATE INDEX past_version_parent_id_idx ON organisation.past_version USING btree (parent_id);
CREATE INDEX past_version_unit_id_idx ON organisation.past_version USING btree (unit_id);
alter table organisation.past_version enable row level security;
create policy scope on organisation.past_version for all to public
  using ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR organisation.reaches(parent_id)));
grant insert, select on organisation.past_version to lotrinh_app;

create table organisation."position" (
  unit_id uuid not null,
  parent_id uuid,
  lft integer not null,
  rgt integer not null,
  constraint position_pkey PRIMARY KEY (unit_id),
  constraint position_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint position_check CHECK ((rgt >= lft)),
  constraint position_lft_check CHECK ((lft > 0))
);
comment on table organisation."position" is 'Nested intervals of the tree of today, for row-level security: a scope is lft between two numbers. Intervals have room to grow, so that a new unit moves no other. parent_id: under whom the interval was given. Derived; ancestry is the truth.';
CREATE INDEX position_coalesce_idx ON organisation."position" USING btree (COALESCE(parent_id, '00000000-0000-0000-0000-000000000000'::uuid));
CREATE INDEX position_lft_unit_id_idx ON organisation."position" USING btree (lft, unit_id);
grant select on organisation."position" to lotrinh_app;

create table organisation.relation (
  id uuid not null,
  kind text not null,
  unit_id uuid not null,
  other_id uuid not null,
  commune text,
  valid daterange not null,
  decision_number text not null,
  decision_on date,
  decision_by text,
  end_decision_number text,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint relation_pkey PRIMARY KEY (id),
  constraint relation_kind_unit_id_other_id_valid_excl EXCLUDE USING gist (kind WITH =, unit_id WITH =, other_id WITH =, valid WITH &&),
  constraint relation_kind_fkey FOREIGN KEY (kind) REFERENCES organisation.relation_kind(code),
  constraint relation_other_id_fkey FOREIGN KEY (other_id) REFERENCES organisation.unit(id),
  constraint relation_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint relation_check CHECK ((other_id <> unit_id)),
  constraint relation_commune_check CHECK (((commune = TRIM(BOTH FROM commune)) AND (commune <> ''::text))),
  constraint relation_decision_number_check CHECK ((TRIM(BOTH FROM decision_number) <> ''::text)),
  constraint relation_valid_check CHECK (((NOT isempty(valid)) AND (NOT lower_inf(valid))))
);
comment on table organisation.relation is 'One unit stands to another in a relation over a half-open range of days, by decision. Many to many and no second tree: reach, powers and figures do not follow it. commune: the commune whose unions are meant.';
CREATE INDEX relation_other_id_idx ON organisation.relation USING btree (other_id);
CREATE INDEX relation_unit_id_idx ON organisation.relation USING btree (unit_id);
alter table organisation.relation enable row level security;
create policy admit on organisation.relation for insert to public
  with check ((organisation.reaches(unit_id) AND organisation.reaches(other_id)));
create policy change on organisation.relation for update to public
  using (organisation.reaches(unit_id));
create policy read on organisation.relation for select to public
  using ((organisation.reaches(unit_id) OR organisation.reaches(other_id)));
grant insert, select on organisation.relation to lotrinh_app;
grant update (valid, end_decision_number) on organisation.relation to lotrinh_app;

create table organisation.relation_kind (
  code text not null,
  name_vi text not null,
  name_en text not null,
  constraint relation_kind_pkey PRIMARY KEY (code)
);
comment on table organisation.relation_kind is 'Kinds of relations between units, read from unit_id to other_id.';
grant select on organisation.relation_kind to lotrinh_app;

create table organisation.unit (
  id uuid not null,
  constraint unit_pkey PRIMARY KEY (id)
);
comment on table organisation.unit is 'Identity of a unit; it outlives every name and place it has had.';
grant insert, select on organisation.unit to lotrinh_app;

create table organisation.unit_code (
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  scheme text not null,
  code text not null,
  valid daterange not null,
  event_id uuid,
  cut_by uuid,
  recorded_from timestamp with time zone default base.moment() not null,
  constraint unit_code_pkey PRIMARY KEY (id),
  constraint unit_code_scheme_code_valid_excl EXCLUDE USING gist (scheme WITH =, code WITH =, valid WITH &&),
  constraint unit_code_cut_by_fkey FOREIGN KEY (cut_by) REFERENCES organisation.event(id),
  constraint unit_code_event_id_fkey FOREIGN KEY (event_id) REFERENCES organisation.event(id),
  constraint unit_code_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id)
);
comment on table organisation.unit_code is 'A code means nothing without its scheme and day: 15 was Yên Bái and is Lào Cai since 2025-07-01. event_id: that gave it with the unit, null where it was assigned by itself; cut_by: that ended it.';
CREATE INDEX unit_code_coalesce_idx ON organisation.unit_code USING btree (COALESCE(cut_by, event_id));
CREATE INDEX unit_code_unit_id_idx ON organisation.unit_code USING btree (unit_id);
alter table organisation.unit_code enable row level security;
create policy read on organisation.unit_code for select to public
  using (true);
create policy remove on organisation.unit_code for delete to public
  using (organisation.reaches(unit_id));
create policy write on organisation.unit_code for insert to public
  with check (organisation.reaches(unit_id));
grant delete, insert, select on organisation.unit_code to lotrinh_app;

create table organisation.unit_kind (
  code text not null,
  name_vi text not null,
  name_en text not null,
  tier smallint not null,
  grassroots boolean default false not null,
  constraint unit_kind_pkey PRIMARY KEY (code)
);
comment on table organisation.unit_kind is 'Kinds of units. tier orders them on screens (1 confederation … 5 below grassroots); it does not limit the depth of the tree.';
grant select on organisation.unit_kind to lotrinh_app;

create table organisation.unit_version (
  id uuid default gen_random_uuid() not null,
  unit_id uuid not null,
  kind text not null,
  name text not null,
  name_en text,
  short_name text,
  parent_id uuid,
  attributes jsonb default '{}'::jsonb not null,
  valid daterange not null,
  event_id uuid not null,
  cut_by uuid,
  recorded_from timestamp with time zone default base.moment() not null,
  name_fold text generated always as (base.fold(name)) stored,
  constraint unit_version_pkey PRIMARY KEY (id),
  constraint unit_version_unit_id_valid_excl EXCLUDE USING gist (unit_id WITH =, valid WITH &&),
  constraint unit_version_cut_by_fkey FOREIGN KEY (cut_by) REFERENCES organisation.event(id),
  constraint unit_version_event_id_fkey FOREIGN KEY (event_id) REFERENCES organisation.event(id),
  constraint unit_version_kind_fkey FOREIGN KEY (kind) REFERENCES organisation.unit_kind(code),
  constraint unit_version_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation.unit(id),
  constraint unit_version_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint unit_version_check CHECK ((parent_id <> unit_id)),
  constraint unit_version_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text))),
  constraint unit_version_valid_check CHECK ((((NOT isempty(valid)) AND lower_inc(valid)) OR lower_inf(valid)))
);
comment on table organisation.unit_version is 'What a unit is over a half-open range of days. A row is never changed: what an event supersedes goes to past_version, and comes back when the event is undone. event_id: behind what the version says; cut_by: the later event that cut its days short. attributes: field of work, sector, and what else a table of its own does not deserve.';
CREATE INDEX unit_version_coalesce_idx ON organisation.unit_version USING btree (COALESCE(cut_by, event_id));
CREATE INDEX unit_version_name_fold_idx ON organisation.unit_version USING btree (name_fold);
CREATE INDEX unit_version_parent_id_name_unit_id_idx ON organisation.unit_version USING btree (parent_id, name COLLATE "vi-x-icu", unit_id);
CREATE INDEX unit_version_unit_id_idx ON organisation.unit_version USING btree (unit_id);
alter table organisation.unit_version enable row level security;
create policy change on organisation.unit_version for update to public
  using ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR organisation.reaches(parent_id)));
create policy read on organisation.unit_version for select to public
  using ((organisation.reaches(unit_id) OR organisation.stands_above(unit_id)));
create policy remove on organisation.unit_version for delete to public
  using ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR organisation.reaches(parent_id)));
create policy write on organisation.unit_version for insert to public
  with check ((((NULLIF(current_setting('app.lft'::text, true), ''::text))::integer = 0) OR organisation.reaches(parent_id)));
CREATE TRIGGER offices_of_kind_change AFTER UPDATE ON organisation.unit_version REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION people.on_unit_kind();
CREATE TRIGGER offices_of_kind_enter AFTER INSERT ON organisation.unit_version REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION people.on_unit_kind();
CREATE TRIGGER offices_of_kind_leave AFTER DELETE ON organisation.unit_version REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION people.on_unit_kind();
grant delete, insert, select on organisation.unit_version to lotrinh_app;

create view organisation.edge as
 SELECT unit_version.unit_id,
    unit_version.parent_id,
    unit_version.valid
   FROM organisation.unit_version
  WHERE (unit_version.parent_id IS NOT NULL)
UNION ALL
 SELECT lineage.predecessor_id AS unit_id,
    lineage.successor_id AS parent_id,
    daterange(lineage.since, NULL::date) AS valid
   FROM organisation.lineage
  WHERE lineage.carries;
grant select on organisation.edge to lotrinh_app;

create view organisation.every_version as
 SELECT id,
    unit_id,
    kind,
    name,
    name_en,
    short_name,
    parent_id,
    attributes,
    valid,
    event_id,
    cut_by,
    recorded_from,
    name_fold
   FROM organisation.unit_version;
comment on view organisation.every_version is 'Versions of all units with the owner''s rights: for the rules of structure, and for the name of a unit that stands on a record in sight. Nothing else of a unit out of sight is shown.';
grant select on organisation.every_version to lotrinh_app;

create view organisation.kind_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM organisation.unit_kind;
comment on view organisation.kind_choice is 'Kinds of units to choose from in a definition. Views called …_choice (value, name_vi, name_en) stand in indicators.attribute.';

create view organisation.label_unit as
 SELECT unit_id AS subject_id,
    name AS label,
    name_fold AS fold,
    name AS sort_key
   FROM organisation.unit_version v
  WHERE (NOT (EXISTS ( SELECT
           FROM organisation.unit_version w
          WHERE ((w.unit_id = v.unit_id) AND (w.valid >> v.valid)))));
comment on view organisation.label_unit is 'How a unit is called in lists: by its latest name. Without distinct on, so that a join by one unit reads that unit alone.';
grant select on organisation.label_unit to lotrinh_app;

create view organisation.reached_unit as
 SELECT unit_id
   FROM organisation."position" p
  WHERE ((lft >= (NULLIF(current_setting('app.lft'::text, true), ''::text))::integer) AND (lft <= (NULLIF(current_setting('app.rgt'::text, true), ''::text))::integer));
comment on view organisation.reached_unit is 'Units in the scope acted in, by the interval. Who sees the whole asks organisation.whole() first, and not this.';
grant select on organisation.reached_unit to lotrinh_app;

create view organisation.reached_version as
 SELECT v.id,
    v.unit_id,
    v.kind,
    v.name,
    v.name_en,
    v.short_name,
    v.parent_id,
    v.attributes,
    v.valid,
    v.event_id,
    v.cut_by,
    v.recorded_from,
    v.name_fold
   FROM organisation.unit_version v
  WHERE organisation.whole()
UNION ALL
 SELECT v.id,
    v.unit_id,
    v.kind,
    v.name,
    v.name_en,
    v.short_name,
    v.parent_id,
    v.attributes,
    v.valid,
    v.event_id,
    v.cut_by,
    v.recorded_from,
    v.name_fold
   FROM (organisation.reached_unit r
     JOIN organisation.unit_version v ON ((v.unit_id = r.unit_id)))
  WHERE (NOT organisation.whole());
comment on view organisation.reached_version is 'Versions of the units in the scope acted in. In two halves, so that a scope is read by itself and the whole without a look at it.';
grant select on organisation.reached_version to lotrinh_app;

create view organisation.sector_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('state'::text,'Doanh nghiệp nhà nước'::text,'State enterprise'::text), ('public'::text,'Đơn vị sự nghiệp công lập'::text,'Public service unit'::text), ('private'::text,'Doanh nghiệp ngoài nhà nước'::text,'Private enterprise'::text), ('foreign'::text,'Doanh nghiệp có vốn đầu tư nước ngoài'::text,'Foreign-invested enterprise'::text)) v(value, name_vi, name_en);

create view organisation.shown_version as
 SELECT id,
    unit_id,
    kind,
    name,
    name_en,
    short_name,
    parent_id,
    attributes,
    valid,
    event_id,
    cut_by,
    recorded_from,
    name_fold
   FROM organisation.unit_version v
  WHERE (organisation.whole() OR (unit_id IN ( SELECT r.unit_id
           FROM organisation.reached_unit r)) OR organisation.stands_above(unit_id));
comment on view organisation.shown_version is 'The versions that the row policy of unit_version shows: of the units in the scope acted in and of those above it. For many units at once.';
grant select on organisation.shown_version to lotrinh_app;

create view organisation.subject_unit as
 SELECT v.unit_id AS subject_id,
    v.unit_id,
    v.valid AS during,
    1 AS quantity,
    v.id AS record_id,
    (jsonb_build_object('kind', v.kind, 'grassroots', k.grassroots, 'established', ( SELECT NULLIF(min(COALESCE(lower(w.valid), '-infinity'::date)), '-infinity'::date) AS "nullif"
           FROM organisation.unit_version w
          WHERE (w.unit_id = v.unit_id))) || v.attributes) AS attrs
   FROM (organisation.unit_version v
     JOIN organisation.unit_kind k ON ((k.code = v.kind)));
comment on view organisation.subject_unit is 'Subject "unit": each unit under itself, on the days on which it exists.';
grant select on organisation.subject_unit to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.ancestry_of(ids uuid[])
 RETURNS SETOF organisation.ancestry
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  with recursive up(ancestor_id, unit_id, depth, valid) as (
    select u, u, 0, daterange(null, null) from unnest(ids) u
    union all
    select e.parent_id, up.unit_id, up.depth + 1, up.valid * e.valid
    from up cross join lateral (select e.parent_id, e.valid from edge e where e.unit_id = up.ancestor_id and e.valid && up.valid offset 0) e
    where up.depth < 40
  ), reached as (
    select ancestor_id, unit_id, depth, range_agg(valid) as days from up group by ancestor_id, unit_id, depth
  )
  -- By two ways at once (a unit that went on in two others) the shorter one is told.
  select ancestor_id, unit_id, depth::smallint, unnest(days - coalesce(range_agg(days) over (
    partition by ancestor_id, unit_id order by depth rows between unbounded preceding and 1 preceding), '{}')) from reached
$function$;
grant execute on function organisation.ancestry_of(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.below(ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  with recursive down(id) as (
    select unnest(ids)
    union
    select e.unit_id from down cross join lateral (select e.unit_id from edge e where e.parent_id = down.id offset 0) e
  )
  select id from down
$function$;
grant execute on function organisation.below(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.derive_ancestry(ids uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
declare affected uuid[]; part uuid[]; fresh organisation.ancestry[]; gone organisation.ancestry[]; come organisation.ancestry[]; written integer := 0;
begin
  select array_agg(u order by u) into affected from below(ids) u;
  for i in 1 .. coalesce(cardinality(affected), 0) by 5000 loop
    part := affected[i : i + 4999];
    select array_agg(a::organisation.ancestry) into fresh from ancestry_of(part) a;
    select array_agg(row(g.*)::organisation.ancestry) into gone from (select * from ancestry where unit_id = any(part) except select * from unnest(fresh)) g;
    select array_agg(row(c.*)::organisation.ancestry) into come from (select * from unnest(fresh) except select * from ancestry where unit_id = any(part)) c;
    if gone is not null then
      delete from ancestry a using unnest(gone) g where a.unit_id = g.unit_id and a.ancestor_id = g.ancestor_id and a.valid = g.valid;
    end if;
    if come is not null then insert into ancestry select * from unnest(come); end if;
    insert into ancestry_change
    select n.ancestor_id, n.unit_id, d.valid, d.sign from (
      select x.ancestor_id, x.unit_id, coalesce(range_agg(x.valid) filter (where x.sign = 1), '{}') as comes, coalesce(range_agg(x.valid) filter (where x.sign = -1), '{}') as goes
      from (select ancestor_id, unit_id, valid, -1 as sign from unnest(gone) union all select ancestor_id, unit_id, valid, 1 from unnest(come)) x group by 1, 2
    ) n cross join lateral (select unnest(n.comes - n.goes) as valid, 1 as sign union all select unnest(n.goes - n.comes), -1) d;
    delete from ancestry_change;
    written := written + coalesce(cardinality(gone), 0) + coalesce(cardinality(come), 0);
  end loop;
  return written;
end $function$;
grant execute on function organisation.derive_ancestry(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.edge_known(known_at timestamp with time zone)
 RETURNS TABLE(unit_id uuid, parent_id uuid, valid daterange)
 LANGUAGE sql
 STABLE
AS $function$
  select v.unit_id, v.parent_id, v.valid from organisation.unit_version v where v.parent_id is not null and v.recorded_from <= known_at
  union all
  select v.unit_id, v.parent_id, v.valid from organisation.past_version v where v.parent_id is not null and v.recorded_from <= known_at and v.recorded_to > known_at
  union all
  select l.predecessor_id, l.successor_id, daterange(l.since, null) from organisation.lineage l where l.carries and l.recorded_from <= known_at
  union all
  select l.predecessor_id, l.successor_id, daterange(l.since, null) from organisation.past_lineage l where l.carries and l.recorded_from <= known_at and l.recorded_to > known_at
$function$;

CREATE OR REPLACE FUNCTION organisation.give_intervals(deepest integer, leaf bigint, growth bigint, whole boolean)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
declare root constant uuid := '00000000-0000-0000-0000-000000000000'; crowded uuid[];
begin
  update moving set width = leaf;
  for l in reverse deepest .. 1 loop
    update moving m set width = leaf + growth * c.width from (select under, sum(width) as width from moving where level = l group by under) c where m.unit_id = c.under;
  end loop;
  with room as materialized (
    select s.under, coalesce(p.rgt, 2147483646)::bigint as rgt, coalesce(k.taken, p.lft, 0)::bigint as taken
    from (select distinct under from moving where level = 0) s left join position p on p.unit_id = s.under
    left join lateral (
      -- What moves away counts too: whoever reads by its old numbers must not find another unit there.
      select max(held.rgt) as taken from position held where not whole and coalesce(held.parent_id, root) = s.under) k on true
  ), placed as (
    update moving m set lft = r.taken + 1 + b.before
    from (select t.unit_id, t.under, sum(t.width) over (partition by t.under order by t.unit_id) - t.width as before from moving t where t.level = 0) b
    join room r on r.under = b.under where m.unit_id = b.unit_id
    returning m.under, m.lft + m.width - 1 > r.rgt as beyond
  )
  select array_agg(distinct under) filter (where beyond) into crowded from placed;
  if crowded is not null then return crowded; end if;
  for l in 1 .. deepest loop
    update moving m set lft = a.lft + 1 + b.before
    from (select t.unit_id, t.under, sum(t.width) over (partition by t.under order by t.unit_id) - t.width as before from moving t where t.level = l) b
    join moving a on a.unit_id = b.under where m.unit_id = b.unit_id;
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION organisation.heirs(units uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog'
AS $function$
  with recursive line(unit_id) as (
    select unnest(units) union select l.successor_id from line join organisation.lineage l on l.predecessor_id = line.unit_id and l.carries
  )
  select unit_id from line
$function$;
grant execute on function organisation.heirs(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.level_moving()
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
declare deepest integer := 0;
begin
  if (select count(*) from (select from moving limit 1000) m) = 1000 then analyze moving; end if;
  update moving set level = null where level is not null;
  update moving m set level = 0 where not exists (select from moving a where a.unit_id = m.under);
  while found loop
    deepest := deepest + 1;
    update moving m set level = deepest from moving a where a.unit_id = m.under and a.level = deepest - 1;
  end loop;
  return deepest - 1;
end $function$;

CREATE OR REPLACE FUNCTION organisation.lies_in_scope(unit uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE COST 20
AS $function$
declare place integer;
begin
  select p.lft into place from organisation.position p where p.unit_id = unit;
  return coalesce(place between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int, false);
end $function$;
grant execute on function organisation.lies_in_scope(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.place_on(on_day date, ids uuid[] DEFAULT NULL::uuid[])
 RETURNS TABLE(unit_id uuid, parent_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  select u.id, e.parent_id from unit u left join (
    select distinct on (unit_id) unit_id, parent_id from edge
    order by unit_id, (valid @> on_day) desc, (lower(valid) > on_day), lower(valid) desc nulls last) e on e.unit_id = u.id
  where ids is null
  union all
  select i.id, e.parent_id from unnest(ids) i(id) left join lateral (
    select parent_id from edge where edge.unit_id = i.id
    order by (valid @> on_day) desc, (lower(valid) > on_day), lower(valid) desc nulls last limit 1) e on true
$function$;
grant execute on function organisation.place_on(date,uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.reached(units uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  select p.unit_id from position p where p.unit_id = any(units)
  and (whole() or p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int)
$function$;
comment on function organisation.reached(uuid[]) is 'Of the units those that the running request reaches, once each.';
grant execute on function organisation.reached(uuid[]) to public;

CREATE OR REPLACE FUNCTION organisation.reaches(unit uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((organisation.whole() AND (unit IS NOT NULL)) OR organisation.lies_in_scope(unit));
grant execute on function organisation.reaches(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.records_in(ids uuid[])
 RETURNS TABLE(unit_id uuid, records bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
declare asked text;
begin
  select string_agg(format('select %1$I as unit_id from %2$s where %1$I = any($1)', a.attname, c.conrelid::regclass), ' union all ') into asked
  from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  where c.contype = 'f' and c.confrelid = 'organisation.unit'::regclass and cardinality(c.conkey) = 1
    and c.conrelid not in ('organisation.event'::regclass, 'organisation.unit_version'::regclass, 'organisation.unit_code'::regclass, 'organisation.lineage'::regclass,
      'organisation.position'::regclass, 'organisation.past_version'::regclass, 'organisation.past_code'::regclass, 'organisation.past_lineage'::regclass);
  return query execute 'select r.unit_id, count(*) from (' || asked || ') r group by 1' using ids;
end $function$;
grant execute on function organisation.records_in(uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.renumber(on_day date, ids uuid[] DEFAULT NULL::uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
declare root constant uuid := '00000000-0000-0000-0000-000000000000'; try record; at integer; deepest integer; crowded uuid[]; whole boolean := false;
begin
  create temporary table moving (unit_id uuid primary key, under uuid not null, step integer not null, level integer, width bigint, lft bigint) on commit drop;
  insert into moving (unit_id, under, step)
  select p.unit_id, coalesce(p.parent_id, root), 0 from place_on(on_day, ids) p left join position held on held.unit_id = p.unit_id
  where held.unit_id is null or held.parent_id is distinct from p.parent_id;
  while exists (select from moving) loop
    at := 0;
    while not whole and found loop
      at := at + 1;
      insert into moving (unit_id, under, step)
      select h.unit_id, h.parent_id, at from moving m join position h on coalesce(h.parent_id, root) = m.unit_id where m.step = at - 1
      on conflict do nothing;
    end loop;
    deepest := level_moving();
    for try in select * from (values (64, 2, false), (8, 1, false), (16, 2, true), (64, 1, true), (1, 1, true)) t(leaf, growth, tight) where whole or not t.tight loop
      crowded := give_intervals(deepest, try.leaf, try.growth, whole);
      exit when crowded is null;
    end loop;
    exit when crowded is null;
    if whole then raise exception 'the tree is too large to be numbered'; end if;
    update moving m set step = -1;
    if root = any(crowded) then
      whole := true;
      delete from moving;
      insert into moving (unit_id, under, step) select p.unit_id, coalesce(p.parent_id, root), 0 from place_on(on_day) p;
    else
      insert into moving (unit_id, under, step) select h.unit_id, coalesce(h.parent_id, root), 0 from position h where h.unit_id = any(crowded);
    end if;
  end loop;
  if whole then lock table position in access exclusive mode; end if;
  insert into position select m.unit_id, nullif(m.under, root), m.lft, m.lft + m.width - 1 from moving m where m.level is not null
  on conflict (unit_id) do update set parent_id = excluded.parent_id, lft = excluded.lft, rgt = excluded.rgt
  where (position.parent_id, position.lft, position.rgt) is distinct from (excluded.parent_id, excluded.lft, excluded.rgt);
  drop table moving;
end $function$;
grant execute on function organisation.renumber(date,uuid[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.stands_above(unit uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE COST 20
AS $function$
declare place organisation.position;
begin
  select * into place from organisation.position p where p.unit_id = unit;
  return coalesce(place.lft <= nullif(current_setting('app.lft', true), '')::int and place.rgt >= nullif(current_setting('app.rgt', true), '')::int, false);
end $function$;
grant execute on function organisation.stands_above(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.tree_known(nodes uuid[], tree_day date, known_at timestamp with time zone)
 RETURNS TABLE(node_id uuid, unit_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  with recursive down(node_id, unit_id) as (
    select n, n from unnest(nodes) n
    union
    select d.node_id, e.unit_id from down d cross join lateral (select e.unit_id from organisation.edge_known(known_at) e where e.parent_id = d.unit_id and e.valid @> tree_day offset 0) e
  )
  select d.node_id, d.unit_id from down d
$function$;
grant execute on function organisation.tree_known(uuid[],date,timestamp with time zone) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.tree_restated(nodes uuid[], on_day date, tree_day date)
 RETURNS TABLE(node_id uuid, unit_id uuid, depth smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  with root as materialized (select coalesce(array_agg(distinct v.unit_id), '{}') as ids from unit_version v where v.parent_id is null),
  at as materialized (select a.ancestor_id, a.unit_id, a.depth, a.valid from ancestry a where a.ancestor_id = any(nodes)),
  placed as materialized (select at.ancestor_id, at.unit_id, at.depth from at where at.valid @> tree_day),
  stood as (
    select p.ancestor_id, p.unit_id, p.depth from placed p
    union all
    -- Looked for only among those that are not under the node on the day anyway.
    (select distinct on (a.ancestor_id, a.unit_id) a.ancestor_id, a.unit_id, a.depth
    from (select at.* from at where at.depth > 0 and not at.valid @> tree_day and not exists (select from placed p where p.ancestor_id = at.ancestor_id and p.unit_id = at.unit_id)) a
    cross join lateral (
      select coalesce(bool_or(b.valid @> tree_day), false) as placed,
        coalesce(min(lower(b.valid)) filter (where lower(b.valid) > tree_day), max(upper(b.valid)) - 1) as day
      from ancestry b where b.unit_id = a.unit_id and b.ancestor_id = any((select ids from root)::uuid[])
    ) f
    where not f.placed and a.valid @> f.day order by a.ancestor_id, a.unit_id, a.depth)
  )
  select s.ancestor_id, s.unit_id, s.depth from stood s
  where on_day is null or s.depth = 0
    or exists (select from ancestry b where b.unit_id = s.unit_id and b.ancestor_id = any((select ids from root)::uuid[]) and b.valid @> on_day)
$function$;
grant execute on function organisation.tree_restated(uuid[],date,date) to lotrinh_app;

CREATE OR REPLACE FUNCTION organisation.whole()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(current_setting('app.whole'::text, true), ''::text) = '1'::text);
grant execute on function organisation.whole() to lotrinh_app;

grant usage on schema organisation to lotrinh_app;

-- people ------------------------------------------------------------------------------------------

create table people.absence (
  id uuid not null,
  person_id uuid not null,
  reason text not null,
  during daterange not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint absence_during_check CHECK ((NOT isempty(during))),
  constraint absence_reason_check CHECK ((reason = ANY (ARRAY['maternity'::text, 'long-illness'::text, 'study-leave'::text, 'secondment'::text])))
);
comment on table people.absence is 'Long lawful absence from work; an indicator may name it as an exclusion.';
CREATE INDEX absence_person_id_idx ON people.absence USING btree (person_id);
alter table people.absence enable row level security;
create policy scope on people.absence for all to public
  using (people.sees(person_id));
grant delete, insert, select, update on people.absence to lotrinh_app;

create table people.committee (
  id uuid not null,
  unit_id uuid not null,
  basis text not null,
  term daterange not null,
  during daterange not null,
  decision_number text,
  decision_on date,
  recognised_number text,
  recognised_on date,
  decided_by uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint committee_pkey PRIMARY KEY (id),
  constraint committee_id_unit_id_key UNIQUE (id, unit_id),
  constraint committee_unit_id_during_excl EXCLUDE USING gist (unit_id WITH =, during WITH &&),
  constraint committee_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES organisation.unit(id),
  constraint committee_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint committee_basis_check CHECK ((basis = ANY (ARRAY['elected'::text, 'provisional'::text]))),
  constraint committee_check CHECK (((basis = 'provisional'::text) OR (NOT upper_inf(term)))),
  constraint committee_check1 CHECK (((basis = 'elected'::text) OR ((decision_number IS NOT NULL) AND (recognised_number IS NULL)))),
  constraint committee_check2 CHECK (((recognised_number IS NULL) = (recognised_on IS NULL))),
  constraint committee_decision_number_check CHECK ((TRIM(BOTH FROM decision_number) <> ''::text)),
  constraint committee_during_check CHECK (((NOT isempty(during)) AND (NOT lower_inf(during)))),
  constraint committee_recognised_number_check CHECK ((TRIM(BOTH FROM recognised_number) <> ''::text)),
  constraint committee_term_check CHECK (((NOT isempty(term)) AND (NOT lower_inf(term))))
);
comment on table people.committee is 'The executive committee of a unit. term: as its congress or the appointing decision set it, stored and never computed (KH 22/KH-TLĐ cut terms of 2023-2028 short); during: the days on which it sits, ended by the next one or by decision. decision: by which it came to be, for a provisional one the appointment by the union above; recognised: the decision of that union on an elected one; decided_by: which union it was.';
alter table people.committee enable row level security;
create policy scope on people.committee for all to public
  using (organisation.reaches(unit_id));
grant insert, select on people.committee to lotrinh_app;
grant update (during, recognised_number, recognised_on, decided_by) on people.committee to lotrinh_app;

create table people.identity (
  person_id uuid not null,
  citizen_id text,
  old_id text,
  ethnicity text,
  religion text,
  party_member boolean,
  constraint identity_pkey PRIMARY KEY (person_id),
  constraint identity_citizen_id_key UNIQUE (citizen_id),
  constraint identity_old_id_key UNIQUE (old_id),
  constraint identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE
);
comment on table people.identity is 'Sensitive fields (Law 91/2025/QH15). No right of the application reaches them but through people.read_sensitive, which logs, and people.identify, which only matches.';

create table people.office (
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  title text not null,
  full_time boolean default false not null,
  basis text not null,
  term daterange,
  decision_number text,
  during daterange not null,
  import_id uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  committee_id uuid,
  unit_kind text,
  constraint office_pkey PRIMARY KEY (id),
  constraint office_person_id_unit_id_title_during_excl EXCLUDE USING gist (person_id WITH =, unit_id WITH =, title WITH =, during WITH &&),
  constraint office_committee_id_unit_id_fkey FOREIGN KEY (committee_id, unit_id) REFERENCES people.committee(id, unit_id),
  constraint office_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint office_title_fkey FOREIGN KEY (title) REFERENCES people.title(code),
  constraint office_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint office_unit_kind_fkey FOREIGN KEY (unit_kind) REFERENCES organisation.unit_kind(code),
  constraint office_basis_check CHECK ((basis = ANY (ARRAY['elected'::text, 'appointed'::text, 'provisional'::text]))),
  constraint office_during_check CHECK ((NOT isempty(during)))
);
comment on table people.office is 'An office held over a half-open range of days. term is the term of the committee by its congress, stored because the 2025 reform cut terms short (KH 22/KH-TLĐ).';
comment on column people.office.committee_id is 'The committee that the office belongs to; its term is then the committee''s.';
comment on column people.office.unit_kind is 'The kind of the unit on the day on which the office began, else its first; kept by people.on_office and people.on_unit_kind.';
CREATE INDEX office_committee_id_idx ON people.office USING btree (committee_id);
CREATE INDEX office_import_id_person_id_idx ON people.office USING btree (import_id, person_id) WHERE (import_id IS NOT NULL);
CREATE INDEX office_person_id_idx ON people.office USING btree (person_id);
CREATE INDEX office_unit_id_idx ON people.office USING btree (unit_id);
alter table people.office enable row level security;
create policy scope on people.office for all to public
  using ((organisation.reaches(unit_id) OR (person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))
  with check (organisation.reaches(unit_id));
CREATE TRIGGER kind_of_unit BEFORE INSERT ON people.office FOR EACH ROW WHEN ((new.unit_kind IS NULL)) EXECUTE FUNCTION people.on_office();
CREATE TRIGGER kind_of_unit_moved BEFORE UPDATE OF unit_id, during ON people.office FOR EACH ROW WHEN (((new.unit_id <> old.unit_id) OR (lower(new.during) IS DISTINCT FROM lower(old.during)))) EXECUTE FUNCTION people.on_office();
grant delete, insert, select, update on people.office to lotrinh_app;

create table people.person (
  id uuid not null,
  name text not null,
  given_name text not null,
  born date,
  born_precision text default 'day'::text not null,
  female boolean,
  phone text,
  email text,
  import_id uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  name_fold text generated always as (base.fold(name)) stored,
  restricted_at timestamp with time zone,
  deidentified_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_born_precision_check CHECK ((born_precision = ANY (ARRAY['day'::text, 'year'::text]))),
  constraint person_check CHECK (((born_precision = 'day'::text) OR (EXTRACT(doy FROM born) = (1)::numeric))),
  constraint person_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on column people.person.given_name is 'The last word of a Vietnamese name; lists are sorted by it.';
comment on column people.person.born_precision is 'year: only the year is known, born is its first of January.';
comment on column people.person.restricted_at is 'Processing is restricted: the person is listed and counted as before; details are shown to the person and to privacy officers alone, who alone change them or give a new place or office; ending one stays possible, it ends powers too.';
comment on column people.person.deidentified_at is 'Name, birth, ways to reach and numbers are gone; what the law keeps stands under a made-up name. Nothing is written to it any more.';
CREATE INDEX person_import_id_id_idx ON people.person USING btree (import_id, id) WHERE (import_id IS NOT NULL);
CREATE INDEX person_match ON people.person USING btree (name_fold COLLATE "C", born);
CREATE INDEX person_unborn ON people.person USING btree (name_fold COLLATE "C") WHERE (born IS NULL);
alter table people.person enable row level security;
create policy admit on people.person for insert to public
  with check ((NULLIF(current_setting('app.lft'::text, true), ''::text) IS NOT NULL));
create policy change on people.person for update to public
  using (people.sees(id));
create policy opened on people.person as restrictive for update to public
  using (((deidentified_at IS NULL) AND ((restricted_at IS NULL) OR privacy.acts())))
  with check (((deidentified_at IS NULL) AND ((restricted_at IS NULL) OR privacy.acts())));
create policy read on people.person for select to public
  using (people.sees(id));
create policy remove on people.person for delete to public
  using (people.sees(id));
grant delete, insert, select, update on people.person to lotrinh_app;

create table people.placement (
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  standing text not null,
  during daterange not null,
  import_id uuid,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint placement_pkey PRIMARY KEY (id),
  constraint placement_person_id_during_excl EXCLUDE USING gist (person_id WITH =, during WITH &&),
  constraint placement_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint placement_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint placement_during_check CHECK ((NOT isempty(during))),
  constraint placement_standing_check CHECK ((standing = ANY (ARRAY['member'::text, 'worker'::text])))
);
comment on table people.placement is 'A person works in the field of a unit, as its member or as a worker who is not a member. One place at a time; a move ends one row and begins the next.';
CREATE INDEX placement_import_id_person_id_idx ON people.placement USING btree (import_id, person_id) WHERE (import_id IS NOT NULL);
CREATE INDEX placement_person_id_idx ON people.placement USING btree (person_id, lower(during) NULLS FIRST);
CREATE INDEX placement_unit_id_person_id_idx ON people.placement USING btree (unit_id, person_id);
alter table people.placement enable row level security;
create policy scope on people.placement for all to public
  using ((organisation.reaches(unit_id) OR (person_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)))
  with check (organisation.reaches(unit_id));
grant delete, insert, select, update on people.placement to lotrinh_app;

create table people.title (
  code text not null,
  name_vi text not null,
  name_en text not null,
  rank smallint not null,
  powers text not null,
  constraint title_pkey PRIMARY KEY (code),
  constraint title_powers_check CHECK ((powers = ANY (ARRAY['lead'::text, 'deputy'::text, 'officer'::text, 'committee'::text, 'inspector'::text, 'administrator'::text, 'auditor'::text, 'privacy'::text, 'clerk'::text, 'none'::text])))
);
comment on table people.title is 'Titles of offices. powers names the row of the table in people/domain/powers.ts.';
grant select on people.title to lotrinh_app;

create table people.workforce (
  unit_id uuid not null,
  workers integer not null,
  during daterange not null,
  evidence text,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint workforce_unit_id_during_excl EXCLUDE USING gist (unit_id WITH =, during WITH &&),
  constraint workforce_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint workforce_during_check CHECK ((NOT isempty(during))),
  constraint workforce_workers_check CHECK ((workers >= 0))
);
comment on table people.workforce is 'Head-count of all members and workers in the field of a unit where not every one of them has a record of their own.';
alter table people.workforce enable row level security;
create policy scope on people.workforce for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select, update on people.workforce to lotrinh_app;

create view people.absence_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('maternity'::text,'Nghỉ thai sản'::text,'Maternity leave'::text), ('long-illness'::text,'Ốm đau dài ngày'::text,'Long illness'::text), ('study-leave'::text,'Đi học tập trung'::text,'Study leave'::text), ('secondment'::text,'Biệt phái'::text,'Secondment'::text)) v(value, name_vi, name_en);

create view people.basis_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('elected'::text,'Bầu'::text,'Elected'::text), ('appointed'::text,'Chỉ định, bổ nhiệm'::text,'Appointed'::text), ('provisional'::text,'Lâm thời'::text,'Provisional'::text)) v(value, name_vi, name_en);

create view people.fact_absence as
 SELECT person_id AS subject_id,
    during,
    NULL::integer AS quantity,
    jsonb_build_object('reason', reason) AS attrs,
    'absence'::text AS evidence_kind,
    id AS evidence_id
   FROM people.absence;

create view people.fact_admitted as
 SELECT p.id AS subject_id,
    daterange(a.on_day, NULL::date) AS during,
    NULL::integer AS quantity,
    jsonb_build_object('on', a.on_day) AS attrs,
    'people'::text AS evidence_kind,
    p.id AS evidence_id
   FROM (people.person p
     CROSS JOIN LATERAL ( SELECT lower(l.during) AS on_day
           FROM people.placement l
          WHERE ((l.person_id = p.id) AND (l.standing = 'member'::text))
          ORDER BY (lower(l.during)) NULLS FIRST
         LIMIT 1) a);
comment on view people.fact_admitted is 'Fact "admitted" of a worker: a member since the first of all places held as one, wherever that was; a move is no admission. attrs: on, the day; null where no beginning is known.';

create view people.label_person as
 SELECT id AS subject_id,
    name AS label,
    name_fold AS fold,
    ((given_name || ' '::text) || name) AS sort_key
   FROM people.person;
comment on view people.label_person is 'How a person is called in lists, sorted by given name.';

create view people.shown_person with (security_invoker=true) as
 SELECT p.id,
    p.name,
    p.given_name,
    p.name_fold,
    p.born_precision,
    p.restricted_at,
    p.deidentified_at,
    o.opened,
        CASE
            WHEN o.opened THEN p.born
            ELSE NULL::date
        END AS born,
        CASE
            WHEN o.opened THEN p.female
            ELSE NULL::boolean
        END AS female,
        CASE
            WHEN o.opened THEN p.phone
            ELSE NULL::text
        END AS phone,
        CASE
            WHEN o.opened THEN p.email
            ELSE NULL::text
        END AS email
   FROM (people.person p
     CROSS JOIN LATERAL ( SELECT ((p.restricted_at IS NULL) OR privacy.acts() OR (p.id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)) AS opened
         OFFSET 0) o);
comment on view people.shown_person is 'Persons as the running request may see them: of a restricted one the name alone.';
grant select on people.shown_person to lotrinh_app;

create view people.standing_choice as
 SELECT value,
    name_vi,
    name_en
   FROM ( VALUES ('member'::text,'Đoàn viên'::text,'Member'::text), ('worker'::text,'Người lao động chưa là đoàn viên'::text,'Worker who is not a member'::text)) v(value, name_vi, name_en);

create view people.subject_official as
 SELECT o.person_id AS subject_id,
    o.unit_id,
    o.during,
    1 AS quantity,
    o.id AS record_id,
    jsonb_build_object('fullTime', o.full_time, 'title', o.title, 'basis', o.basis, 'unitKind', o.unit_kind, 'grassroots', k.grassroots) AS attrs
   FROM (people.office o
     LEFT JOIN organisation.unit_kind k ON ((k.code = o.unit_kind)))
  WHERE (o.title <> ALL (ARRAY['administrator'::text, 'auditor'::text]));
comment on view people.subject_official is 'Subject "official": a person in an office. Who holds several counts once, under the office held longest.';

create view people.subject_unnamed as
 SELECT w.unit_id AS subject_id,
    w.unit_id,
    (w.during * n.during) AS during,
    (((w.workers)::numeric - n.people))::integer AS quantity,
    w.unit_id AS record_id,
    '{"unnamed": true}'::jsonb AS attrs
   FROM (people.workforce w
     CROSS JOIN LATERAL ( SELECT daterange(t.day, lead(t.day) OVER (ORDER BY t.day)) AS during,
            sum(sum(t.more)) OVER (ORDER BY t.day) AS people
           FROM ( SELECT lower(w.during) AS day,
                    0 AS more
                UNION ALL
                 SELECT COALESCE(lower(p.during), '-infinity'::date) AS "coalesce",
                    1
                   FROM people.placement p
                  WHERE (p.unit_id = w.unit_id)
                UNION ALL
                 SELECT upper(p.during) AS upper,
                    '-1'::integer
                   FROM people.placement p
                  WHERE ((p.unit_id = w.unit_id) AND (NOT upper_inf(p.during)))) t
          GROUP BY t.day) n)
  WHERE ((n.during && w.during) AND ((w.workers)::numeric > n.people));
comment on view people.subject_unnamed is 'Subject "unnamed": members and workers of a unit known only by number.';

create view people.subject_worker as
 SELECT p.person_id AS subject_id,
    p.unit_id,
    p.during,
    1 AS quantity,
    p.id AS record_id,
    s.attrs
   FROM (people.placement p
     JOIN ( VALUES ('member'::text,'{"standing": "member"}'::jsonb), ('worker'::text,'{"standing": "worker"}'::jsonb)) s(standing, attrs) ON ((s.standing = p.standing)));
comment on view people.subject_worker is 'Subject "worker": a member, or a worker who is not one, under the grassroots union of the workplace.';

create view people.title_choice as
 SELECT code AS value,
    name_vi,
    name_en
   FROM people.title
  WHERE (code <> ALL (ARRAY['administrator'::text, 'auditor'::text]));

create view people.visible as
 SELECT s.person_id
   FROM (( SELECT placement.person_id,
            placement.unit_id
           FROM people.placement
        UNION ALL
         SELECT office.person_id,
            office.unit_id
           FROM people.office) s
     JOIN organisation."position" p ON ((p.unit_id = s.unit_id)))
  WHERE ((p.lft >= (NULLIF(current_setting('app.lft'::text, true), ''::text))::integer) AND (p.lft <= (NULLIF(current_setting('app.rgt'::text, true), ''::text))::integer))
UNION
 SELECT (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid AS person_id;

CREATE OR REPLACE FUNCTION people.counts_of_units(units uuid[], on_day date)
 RETURNS TABLE(members integer, workers integer, officials integer, full_time integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
 SET work_mem TO '64MB'
AS $function$
declare seen constant uuid[] := array(select organisation.reached(units));
begin
  return query execute format($q$
    with placed as (select count(*) filter (where x.standing = 'member') as members, count(*) filter (where x.standing = 'worker') as workers from %s and x.during @> $2),
    official as (select x.person_id, bool_or(x.full_time) as full_time from office x where x.unit_id = any($1) and x.during @> $2 and x.title not in ('administrator', 'auditor') group by 1)
    select placed.members::int, placed.workers::int, o.officials::int, o.full_time::int
    from placed, (select count(*) as officials, count(*) filter (where o.full_time) as full_time from official o) o
  $q$, placement_of_units(seen)) using seen, on_day;
end $function$;
comment on function people.counts_of_units(uuid[],date) is 'How many members, workers and officials stand in these units on the day, as far as the running request reaches; an official once, administrators and auditors not.';
grant execute on function people.counts_of_units(uuid[],date) to lotrinh_app;
grant execute on function people.counts_of_units(uuid[],date) to public;

CREATE OR REPLACE FUNCTION people.few(units uuid[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog'
RETURN (cardinality(units) <= 30000);
comment on function people.few(uuid[]) is 'Whether the people of these units are looked up unit by unit.';
grant execute on function people.few(uuid[]) to public;

CREATE OR REPLACE FUNCTION people.find(patterns text[], at_most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  -- Who has neither place nor office is found by whoever reaches the whole house: else nobody could give them one.
  select p.id from person p where p.name_fold like all (patterns) and (organisation.whole() or exists (select from visible v where v.person_id = p.id))
  order by p.given_name collate "vi-x-icu", p.name collate "vi-x-icu", p.id limit at_most
$function$;
grant execute on function people.find(text[],integer) to public;

CREATE OR REPLACE FUNCTION people.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform privacy.must_forget(who);
  delete from people.identity where person_id = who;
  update people.person set name = privacy.pseudonym(who), given_name = upper(right(who::text, 6)), born = null, born_precision = 'day', phone = null, email = null, restricted_at = null, deidentified_at = base.moment()
    where id = who and deidentified_at is null;
end $function$;
grant execute on function people.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION people.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.* from (
    select 'people.person', to_jsonb(p) - array['name_fold', 'given_name', 'import_id'] from people.person p where p.id = who
    union all select 'people.identity', to_jsonb(i) - 'person_id' from people.identity i where i.person_id = who
    union all select 'people.placement', to_jsonb(x) - array['person_id', 'unit_id', 'import_id'] || jsonb_build_object('unit', u.label) from people.placement x join organisation.label_unit u on u.subject_id = x.unit_id where x.person_id = who
    union all select 'people.office', to_jsonb(x) - array['person_id', 'unit_id', 'import_id', 'committee_id'] || jsonb_build_object('unit', u.label) from people.office x join organisation.label_unit u on u.subject_id = x.unit_id where x.person_id = who
    union all select 'people.absence', to_jsonb(x) - 'person_id' from people.absence x where x.person_id = who
  ) h where privacy.may_read(who)
$function$;
grant execute on function people.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION people.history(who uuid)
 RETURNS TABLE(kind text, id uuid, unit_id uuid, during daterange, standing text, title text, full_time boolean, basis text, term daterange, decision_number text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
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
$function$;
grant execute on function people.history(uuid) to public;

CREATE OR REPLACE FUNCTION people.identify(ids text[])
 RETURNS TABLE(number text, person_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  select citizen_id, person_id from identity where citizen_id = any(ids)
  union all select old_id, person_id from identity where old_id = any(ids)
$function$;
grant execute on function people.identify(text[]) to public;

CREATE OR REPLACE FUNCTION people.is_shut(who uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select from people.person p where p.id = who and (p.deidentified_at is not null
    or p.restricted_at is not null and not privacy.acts()));
end $function$;
grant execute on function people.is_shut(uuid) to public;

CREATE OR REPLACE FUNCTION people.is_visible(who uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER COST 60
AS $function$
begin
  return exists (select from people.placement s where s.person_id = who and organisation.lies_in_scope(s.unit_id))
    or exists (select from people.office s where s.person_id = who and organisation.lies_in_scope(s.unit_id))
    or coalesce(who = nullif(current_setting('app.person', true), '')::uuid, false);
end $function$;
grant execute on function people.is_visible(uuid) to public;

CREATE OR REPLACE FUNCTION people.kind_of_unit(unit uuid, since date)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'organisation', 'pg_catalog'
AS $function$
  select v.kind from unit_version v where v.unit_id = unit order by coalesce(v.valid @> since, false) desc, v.valid limit 1
$function$;

CREATE OR REPLACE FUNCTION people.of_units(units uuid[], on_day date, who text, patterns text[], at_most integer, skip integer)
 RETURNS TABLE(person_id uuid, of_all integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
 SET work_mem TO '64MB'
AS $function$
declare
  seen constant uuid[] := array(select organisation.reached(units));
  placed constant text := format('select x.person_id from %s and (x.during @> $2) is true', placement_of_units(seen));
  official constant text := 'select x.person_id from office x where x.unit_id = any($1) and (x.during @> $2) is true and x.title not in (''administrator'', ''auditor'')';
  asked constant text := case who
    when 'all' then placed || ' union ' || official
    when 'member' then placed || ' and x.standing = ''member''' when 'worker' then placed || ' and x.standing = ''worker'''
    when 'official' then 'select distinct o.person_id from (' || official || ') o' when 'full-time' then 'select distinct o.person_id from (' || official || ' and x.full_time) o' end;
  named constant text := case when cardinality(patterns) > 0 then ' and p.name_fold like all ($3)' else '' end;
begin
  if asked is null then raise exception 'nobody is called %', who; end if;
  return query execute 'with who as materialized (' || asked || '), hit as (select p.id, p.given_name, p.name from person p where p.id '
    || case when few(seen) then '= any(array(select w.person_id from who w))' else 'in (select w.person_id from who w)' end || named || ')
    select h.id, (select count(*) from ' || case when named = '' then 'who' else 'hit' end || ')::int from hit h
    order by h.given_name collate "vi-x-icu", h.name collate "vi-x-icu", h.id limit $4 offset $5' using seen, on_day, patterns, at_most, skip;
end $function$;
comment on function people.of_units(uuid[],date,text,text[],integer,integer) is 'A page of those who stand in these units on the day, as far as the running request reaches, by given name, and how many they are. who: all, member, worker, official or full-time; patterns: each of which the folded name is like.';
grant execute on function people.of_units(uuid[],date,text,text[],integer,integer) to lotrinh_app;
grant execute on function people.of_units(uuid[],date,text,text[],integer,integer) to public;

CREATE OR REPLACE FUNCTION people.on_office()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
begin
  new.unit_kind := kind_of_unit(new.unit_id, coalesce(lower(new.during), '-infinity'));
  return new;
end $function$;

CREATE OR REPLACE FUNCTION people.on_unit_kind()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
declare moved uuid[];
begin
  with unit as (
    select distinct c.unit_id from changed c where exists (select from organisation.unit_version v where v.unit_id = c.unit_id and v.kind <> c.kind)
  ), office as (
    update people.office o set unit_kind = kind_of_unit(o.unit_id, coalesce(lower(o.during), '-infinity')) from unit
    where o.unit_id = unit.unit_id and o.unit_kind is distinct from kind_of_unit(o.unit_id, coalesce(lower(o.during), '-infinity'))
    returning o.person_id
  )
  select array_agg(distinct person_id) into moved from office;
  if moved is not null then perform indicators.touch('official', moved); end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION people.placeable(ids uuid[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  select p.id from person p where p.id = any(ids) and (
    nullif(current_setting('app.lft', true), '')::int = 0
    or exists (select from visible v where v.person_id = p.id)
    or not exists (select from placement where person_id = p.id) and not exists (select from office where person_id = p.id))
$function$;
grant execute on function people.placeable(uuid[]) to public;

CREATE OR REPLACE FUNCTION people.placement_of_units(units uuid[])
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  select case when few(units) then 'unnest($1) u(id) cross join lateral (select * from placement p where p.unit_id = u.id offset 0) x where true'
    else 'placement x where x.unit_id = any($1)' end
$function$;
comment on function people.placement_of_units(uuid[]) is 'The part of a statement that reads the placements of these units ($1 in it), called x.';
grant execute on function people.placement_of_units(uuid[]) to public;

CREATE OR REPLACE FUNCTION people.read_sensitive(who uuid, why text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
declare found jsonb; opened text[];
begin
  if not exists (select from people.visible where person_id = who) or people.is_shut(who) then return null; end if;
  opened := array['citizen_id', 'old_id'] || case when privacy.rests('profile', who) then array['ethnicity', 'religion', 'party_member'] else '{}' end;
  insert into audit.access (account_id, office_id, person_id, fields, purpose)
  values (nullif(current_setting('app.account', true), ''), nullif(current_setting('app.office', true), '')::uuid, who, opened, why);
  select jsonb_object_agg(key, value) filter (where key = any(opened)) into found from people.identity i cross join lateral jsonb_each(to_jsonb(i)) where i.person_id = who;
  return coalesce(found, '{}'::jsonb) || jsonb_build_object('withheld', not 'ethnicity' = any(opened));
end $function$;
grant execute on function people.read_sensitive(uuid,text) to public;

CREATE OR REPLACE FUNCTION people.sees(who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((organisation.whole() AND (who IS NOT NULL)) OR people.is_visible(who));
grant execute on function people.sees(uuid) to public;

CREATE OR REPLACE FUNCTION people.set_identity(rows jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  insert into identity (person_id, citizen_id, old_id, ethnicity)
  select (r->>'personId')::uuid, r->>'citizenId', r->>'oldId', case when privacy.rests('profile', (r->>'personId')::uuid) then r->>'ethnicity' end from jsonb_array_elements(rows) r
  on conflict (person_id) do update set citizen_id = coalesce(excluded.citizen_id, identity.citizen_id),
    old_id = coalesce(excluded.old_id, identity.old_id), ethnicity = coalesce(excluded.ethnicity, identity.ethnicity)
$function$;
grant execute on function people.set_identity(jsonb) to public;

CREATE OR REPLACE FUNCTION people.set_numbers(persons uuid[], citizen_ids text[], old_ids text[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
  insert into identity (person_id, citizen_id, old_id) select * from unnest(persons, citizen_ids, old_ids)
$function$;
grant execute on function people.set_numbers(uuid[],text[],text[]) to public;

CREATE OR REPLACE FUNCTION people.set_profile(who uuid, the_ethnicity text, the_religion text, is_party_member boolean)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'people', 'pg_catalog'
AS $function$
begin
  if not privacy.may_read(who) or num_nonnulls(the_ethnicity, the_religion, is_party_member) > 0 and (not privacy.rests('profile', who) or is_shut(who)) then
    raise exception 'the profile of this person may not be written' using errcode = 'insufficient_privilege';
  end if;
  insert into identity (person_id, ethnicity, religion, party_member) values (who, the_ethnicity, the_religion, is_party_member)
  on conflict (person_id) do update set ethnicity = excluded.ethnicity, religion = excluded.religion, party_member = excluded.party_member;
end $function$;
grant execute on function people.set_profile(uuid,text,text,boolean) to lotrinh_app;

CREATE OR REPLACE FUNCTION people.take_back(the_import uuid, beyond uuid, most integer)
 RETURNS TABLE(kind text, id uuid, admitted boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare persons uuid[]; stood uuid[]; officials uuid[];
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
  select array_agg(distinct o.person_id) into officials from people.office o where o.import_id = the_import and o.person_id = any(persons);
  delete from people.office o where o.import_id = the_import and o.person_id = any(persons);
  delete from people.placement l where l.import_id = the_import and l.person_id = any(persons);
  return query with gone as (delete from people.person p where p.import_id = the_import and p.id = any(persons) returning p.id)
    select 'person', x.id, g.id is not null from unnest(persons) x(id) left join gone g on g.id = x.id order by x.id;
  return query select 'official', f.id, false from unnest(officials) f(id);
  return query select 'unit', s.unit_id, false from unnest(stood) s(unit_id);
end $function$;
grant execute on function people.take_back(uuid,uuid,integer) to public;

grant usage on schema people to lotrinh_app;

-- plans -------------------------------------------------------------------------------------------

create table plans.plan (
  id uuid not null,
  unit_id uuid not null,
  answers uuid,
  root_id uuid not null,
  replaces uuid,
  title text not null,
  body text default ''::text not null,
  basis text[] default '{}'::text[] not null,
  series text,
  number text,
  notation text,
  issued_on date,
  reference text generated always as (((number || '/'::text) || notation)) stored,
  in_force daterange,
  answer_by date,
  status text default 'draft'::text not null,
  withdrawn_on date,
  withdrawn_why text,
  holds daterange generated always as ((in_force * daterange(NULL::date, withdrawn_on))) stored,
  recorded_at timestamp with time zone default base.moment() not null,
  issued_at timestamp with time zone,
  writing integer default 1 not null,
  written_at timestamp with time zone,
  written_by text,
  constraint plan_pkey PRIMARY KEY (id),
  constraint one_number_one_document UNIQUE (unit_id, series, number, notation, issued_on),
  constraint plan_id_root_id_key UNIQUE (id, root_id),
  constraint plan_id_unit_id_key UNIQUE (id, unit_id),
  constraint one_answer_at_a_time EXCLUDE USING gist (unit_id WITH =, answers WITH =, holds WITH &&) WHERE ((status <> 'draft'::text)),
  constraint plan_answers_root_id_fkey FOREIGN KEY (answers, root_id) REFERENCES plans.plan(id, root_id),
  constraint plan_replaces_fkey FOREIGN KEY (replaces) REFERENCES plans.plan(id),
  constraint plan_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint plan_check CHECK ((replaces <> id)),
  constraint plan_check1 CHECK (((answers IS NULL) = (root_id = id))),
  constraint plan_check2 CHECK (((status = 'draft'::text) OR ((series IS NOT NULL) AND (number IS NOT NULL) AND (notation IS NOT NULL) AND (issued_on IS NOT NULL) AND (in_force IS NOT NULL) AND (issued_at IS NOT NULL)))),
  constraint plan_check3 CHECK (((status = 'withdrawn'::text) = (withdrawn_on IS NOT NULL))),
  constraint plan_check4 CHECK (((status = 'withdrawn'::text) = (withdrawn_why IS NOT NULL))),
  constraint plan_in_force_check CHECK (((NOT isempty(in_force)) AND (NOT lower_inf(in_force)))),
  constraint plan_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'issued'::text, 'withdrawn'::text]))),
  constraint plan_title_check CHECK (((title = TRIM(BOTH FROM title)) AND (title <> ''::text))),
  constraint plan_writing_check CHECK ((writing > 0))
);
comment on table plans.plan is 'A plan of a unit, on its own or in answer to a plan of a union above. A document is issuer + series + number + notation + date: numbers repeat across units and began anew in mid-2025.';
comment on column plans.plan.root_id is 'The plan at the top of the answers, itself for a root. The foreign key (answers, root_id) keeps it equal to that of the plan answered.';
comment on column plans.plan.replaces is 'The issued plan of the same unit which this one, when issued, puts out of force (an issued text is never changed).';
comment on column plans.plan.number is 'Text: numbers may carry a letter (10b, 4a).';
comment on column plans.plan.in_force is 'Half-open range of days for which the text says it holds; holds: the same, cut at the day of withdrawal.';
comment on column plans.plan.answer_by is 'The last day for unions below to answer; the issuer sets it and may move it later.';
comment on column plans.plan.writing is 'How often the draft was written. Who sends a draft says which writing was seen; another one in between is shown, not overwritten.';
CREATE INDEX plan_answers_idx ON plans.plan USING btree (answers);
CREATE INDEX plan_root_id_unit_id_id_status_issued_on_issued_at_in_force_idx ON plans.plan USING btree (root_id, unit_id) INCLUDE (id, status, issued_on, issued_at, in_force, holds, withdrawn_on);
alter table plans.plan enable row level security;
create policy from_above on plans.plan for select to public
  using (((status <> 'draft'::text) AND organisation.stands_above(unit_id)));
create policy scope on plans.plan for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select on plans.plan to lotrinh_app;
grant update (title, body, basis, series, number, notation, issued_on, in_force, answer_by, status, withdrawn_on, withdrawn_why, issued_at, writing, written_at, written_by) on plans.plan to lotrinh_app;

create table plans.plan_stage (
  root_id uuid not null,
  code text not null,
  during daterange not null,
  constraint plan_stage_pkey PRIMARY KEY (root_id, code),
  constraint plan_stage_root_id_during_excl EXCLUDE USING gist (root_id WITH =, during WITH &&),
  constraint plan_stage_root_id_fkey FOREIGN KEY (root_id) REFERENCES plans.plan(id) ON DELETE CASCADE,
  constraint plan_stage_during_check CHECK ((NOT isempty(during)))
);
comment on table plans.plan_stage is 'Stages of a root plan. Plans that answer it share them: a stage switches by itself on its day.';
alter table plans.plan_stage enable row level security;
create policy read on plans.plan_stage for select to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE (p.id = p.root_id))));
create policy scope on plans.plan_stage for all to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE ((p.id = p.root_id) AND organisation.reaches(p.unit_id)))));
grant delete, insert, select on plans.plan_stage to lotrinh_app;

create table plans.target (
  plan_id uuid not null,
  root_id uuid not null,
  code text not null,
  stage text not null,
  subject text not null,
  met_vi text not null,
  met_en text not null,
  indicator_code text,
  operator text not null,
  share numeric(5,4) not null,
  at_least integer,
  carried_by text default 'all'::text not null,
  place smallint default 0 not null,
  constraint target_pkey PRIMARY KEY (plan_id, code, stage),
  constraint target_plan_id_root_id_fkey FOREIGN KEY (plan_id, root_id) REFERENCES plans.plan(id, root_id) ON DELETE CASCADE,
  constraint target_root_id_stage_fkey FOREIGN KEY (root_id, stage) REFERENCES plans.plan_stage(root_id, code),
  constraint target_at_least_check CHECK ((at_least > 0)),
  constraint target_carried_by_check CHECK ((carried_by = ANY (ARRAY['all'::text, 'upper'::text]))),
  constraint target_code_check CHECK ((code ~ '^[A-Z][0-9A-Za-z]{0,7}$'::text)),
  constraint target_met_en_check CHECK ((met_en <> ''::text)),
  constraint target_met_vi_check CHECK ((met_vi <> ''::text)),
  constraint target_operator_check CHECK ((operator = ANY (ARRAY['='::text, '>='::text]))),
  constraint target_share_check CHECK (((share >= (0)::numeric) AND (share <= (1)::numeric)))
);
comment on table plans.target is 'A target of a plan in a stage. A target of the plan answered is the one with the same code and stage; an own one has a code of its own.';
comment on column plans.target.indicator_code is 'The indicator that measures it from records; null: there are no records to measure it by yet, and the screens say so.';
comment on column plans.target.share is 'What part of those counted must be met, 1 for all. 0 only in an answer: a target of the plan answered that is not taken up, which needs an accepted reason like any lower one.';
comment on column plans.target.at_least is 'How many each subject must have (two models in use); null where it is met or not.';
comment on column plans.target.carried_by is 'upper: only unions above the grassroots carry it on (a grassroots union meets "has a plan of its own" by the plan itself).';
alter table plans.target enable row level security;
create policy read on plans.target for select to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE (p.id = target.plan_id))));
create policy scope on plans.target for all to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE ((p.id = target.plan_id) AND organisation.reaches(p.unit_id)))));
CREATE TRIGGER issued_changes_none AFTER UPDATE ON plans.target REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION plans.refuse_issued();
CREATE TRIGGER issued_loses_none AFTER DELETE ON plans.target REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION plans.refuse_issued();
CREATE TRIGGER issued_takes_none AFTER INSERT ON plans.target REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION plans.refuse_issued();
grant delete, insert, select on plans.target to lotrinh_app;

create table plans.target_reason (
  plan_id uuid not null,
  code text not null,
  stage text not null,
  reason text not null,
  decision text default 'waiting'::text not null,
  decided_on date,
  decided_by_unit uuid,
  decided_by_person uuid,
  decided_at timestamp with time zone,
  note text,
  constraint target_reason_pkey PRIMARY KEY (plan_id, code, stage),
  constraint target_reason_decided_by_unit_fkey FOREIGN KEY (decided_by_unit) REFERENCES organisation.unit(id),
  constraint target_reason_plan_id_code_stage_fkey FOREIGN KEY (plan_id, code, stage) REFERENCES plans.target(plan_id, code, stage) ON DELETE CASCADE,
  constraint target_reason_check CHECK ((((decision = 'waiting'::text) = (decided_on IS NULL)) AND ((decision = 'waiting'::text) = (decided_at IS NULL)))),
  constraint target_reason_decision_check CHECK ((decision = ANY (ARRAY['waiting'::text, 'accepted'::text, 'refused'::text]))),
  constraint target_reason_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 10))
);
comment on table plans.target_reason is 'Why a target is lower than that of the plan answered, and what the union above decided.';
alter table plans.target_reason enable row level security;
create policy read on plans.target_reason for select to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE (p.id = target_reason.plan_id))));
create policy scope on plans.target_reason for all to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE ((p.id = target_reason.plan_id) AND organisation.reaches(p.unit_id)))));
grant delete, insert, select on plans.target_reason to lotrinh_app;
grant update (decision, decided_on, decided_by_unit, decided_by_person, decided_at, note) on plans.target_reason to lotrinh_app;

create table plans.task (
  id uuid not null,
  plan_id uuid not null,
  text text not null,
  unit_id uuid not null,
  due_on date,
  done_on date,
  evidence text,
  place smallint default 0 not null,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans.plan(id) ON DELETE CASCADE,
  constraint task_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisation.unit(id),
  constraint task_check CHECK (((done_on IS NOT NULL) OR (evidence IS NULL))),
  constraint task_text_check CHECK (((text = TRIM(BOTH FROM text)) AND (text <> ''::text)))
);
comment on table plans.task is 'A piece of work of a plan: the unit responsible, its day, and when and by what record it was done.';
CREATE INDEX task_plan_id_idx ON plans.task USING btree (plan_id);
CREATE INDEX task_unit_id_idx ON plans.task USING btree (unit_id) WHERE (done_on IS NULL);
alter table plans.task enable row level security;
create policy read on plans.task for select to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE (p.id = task.plan_id))));
create policy scope on plans.task for all to public
  using (organisation.reaches(unit_id));
grant delete, insert, select, update on plans.task to lotrinh_app;

create table plans.template (
  plan_id uuid not null,
  title text not null,
  body text not null,
  tasks jsonb default '[]'::jsonb not null,
  constraint template_pkey PRIMARY KEY (plan_id),
  constraint template_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans.plan(id) ON DELETE CASCADE,
  constraint template_tasks_check CHECK ((jsonb_typeof(tasks) = 'array'::text))
);
comment on table plans.template is 'How an answer to this plan begins. {unit}, {parent} and {place} stand for the answering unit, the plan answered and its issuer. tasks: [{text, afterDays}], days counted from the day of issue.';
alter table plans.template enable row level security;
create policy read on plans.template for select to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE (p.id = template.plan_id))));
create policy scope on plans.template for all to public
  using ((EXISTS ( SELECT
   FROM plans.plan p
  WHERE ((p.id = template.plan_id) AND organisation.reaches(p.unit_id)))));
grant delete, insert, select, update on plans.template to lotrinh_app;

create view plans.fact_plan_in_force as
 SELECT p.unit_id AS subject_id,
    (p.holds * daterange(r.settled_on, NULL::date)) AS during,
    NULL::integer AS quantity,
    jsonb_build_object('answers', root.reference, 'answersId', root.id, 'ownTargets', (EXISTS ( SELECT
           FROM plans.target t
          WHERE ((t.plan_id = p.id) AND (t.share > (0)::numeric))))) AS attrs,
    'plan'::text AS evidence_kind,
    p.id AS evidence_id
   FROM ((plans.plan p
     JOIN plans.plan root ON ((root.id = p.root_id)))
     CROSS JOIN LATERAL ( SELECT max(target_reason.decided_on) AS settled_on,
            COALESCE(bool_or((target_reason.decision <> 'accepted'::text)), false) AS open
           FROM plans.target_reason
          WHERE (target_reason.plan_id = p.id)) r)
  WHERE ((p.answers IS NOT NULL) AND (p.status <> 'draft'::text) AND (NOT r.open) AND (NOT isempty((p.holds * daterange(r.settled_on, NULL::date)))));
comment on view plans.fact_plan_in_force is 'Fact "own-plan" of a unit. attrs: answers and answersId name the root plan, ownTargets whether it sets at least one target.';

create view plans.root_choice as
 SELECT DISTINCT reference AS value,
    ((reference || ' – '::text) || title) AS name_vi,
    ((reference || ' – '::text) || title) AS name_en
   FROM plans.plan p
  WHERE ((answers IS NULL) AND (status = 'issued'::text));

CREATE OR REPLACE FUNCTION plans.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'plans.target_reason', jsonb_build_object('plan', p.title, 'code', r.code, 'stage', r.stage, 'decision', r.decision, 'decided_on', r.decided_on)
  from plans.target_reason r join plans.plan p on p.id = r.plan_id where r.decided_by_person = who and privacy.may_read(who)
$function$;
grant execute on function plans.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION plans.refuse_issued()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'plans', 'pg_catalog'
AS $function$
begin
  if exists (select from changed c join plan p on p.id = c.plan_id where p.status <> 'draft') then
    raise exception 'an issued plan takes no new target' using errcode = '23514';
  end if;
  return null;
end $function$;
grant execute on function plans.refuse_issued() to public;

grant usage on schema plans to lotrinh_app;

-- privacy -----------------------------------------------------------------------------------------

create table privacy.activity (
  code text not null,
  ord smallint not null,
  name_vi text not null,
  name_en text not null,
  purpose_vi text not null,
  purpose_en text not null,
  basis text not null,
  basis_text text,
  recipients_vi text not null,
  recipients_en text not null,
  measures_vi text not null,
  measures_en text not null,
  keep_months smallint,
  lapses text,
  begun_on date,
  confirmed_at timestamp with time zone,
  confirmed_by uuid,
  constraint activity_pkey PRIMARY KEY (code),
  constraint activity_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES people.person(id) ON DELETE SET NULL,
  constraint activity_basis_check CHECK ((basis = ANY (ARRAY['consent'::text, 'law'::text, 'contract'::text, 'vital'::text]))),
  constraint activity_check CHECK (((keep_months IS NULL) OR (lapses IS NOT NULL))),
  constraint activity_code_check CHECK ((code ~ '^[a-z-]+$'::text)),
  constraint activity_keep_months_check CHECK (((keep_months >= 1) AND (keep_months <= 1200))),
  constraint activity_lapses_check CHECK ((lapses = ANY (ARRAY['person'::text, 'import'::text])))
);
comment on table privacy.activity is 'Processing activities: what an impact assessment is written from. keep_months null: kept as long as the basis stands. lapses: what a retention period puts on the list to be decided: person, some months after the last place or office; import, some months after the file came. confirmed_at: by the office that answers for it; until then it is a proposal.';
CREATE INDEX activity_confirmed_by_idx ON privacy.activity USING btree (confirmed_by) WHERE (confirmed_by IS NOT NULL);
alter table privacy.activity enable row level security;
create policy read on privacy.activity for select to public
  using (true);
create policy write on privacy.activity for all to public
  using ((privacy.acts() AND organisation.whole()));
grant select, update on privacy.activity to lotrinh_app;

create table privacy.clock (
  kind text not null,
  answer_days smallint not null,
  finish_days smallint not null,
  others_days smallint not null,
  extend_days smallint not null,
  constraint clock_pkey PRIMARY KEY (kind),
  constraint clock_answer_days_check CHECK (((answer_days >= 1) AND (answer_days <= 30))),
  constraint clock_check CHECK ((others_days >= finish_days)),
  constraint clock_extend_days_check CHECK (((extend_days >= 0) AND (extend_days <= 90))),
  constraint clock_finish_days_check CHECK (((finish_days >= 1) AND (finish_days <= 90))),
  constraint clock_kind_check CHECK ((kind = ANY (ARRAY['see'::text, 'correct'::text, 'restrict'::text, 'erase'::text, 'object'::text, 'withdraw'::text])))
);
comment on table privacy.clock is 'Days for a request of its kind (Decree 356/2025): answer_days are working days; finish_days, others_days (where a processor or third party must act too) and extend_days (once, with a reason) are days of the calendar.';
alter table privacy.clock enable row level security;
create policy read on privacy.clock for select to public
  using (true);
create policy write on privacy.clock for all to public
  using ((privacy.acts() AND organisation.whole()));
grant select, update on privacy.clock to lotrinh_app;

create table privacy.consent (
  id uuid not null,
  person_id uuid not null,
  activity text not null,
  version smallint not null,
  given_at timestamp with time zone default base.moment() not null,
  given_by text not null,
  given_on date not null,
  file_id uuid,
  account_id text,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_activity_version_fkey FOREIGN KEY (activity, version) REFERENCES privacy.wording(activity, version),
  constraint consent_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint consent_check CHECK (((given_by = 'paper'::text) = (file_id IS NOT NULL))),
  constraint consent_check1 CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  constraint consent_given_by_check CHECK ((given_by = ANY (ARRAY['own-page'::text, 'paper'::text]))),
  constraint consent_withdrawn_by_check CHECK ((withdrawn_by = ANY (ARRAY['own-page'::text, 'request'::text, 'erasure'::text])))
);
comment on table privacy.consent is 'Proof of a consent: who, to which wording, when, by what act; and its withdrawal. given_by paper: the signed sheet is file_id. account_id: who recorded it.';
CREATE UNIQUE INDEX consent_person_id_activity_idx ON privacy.consent USING btree (person_id, activity) WHERE (withdrawn_at IS NULL);
CREATE INDEX consent_person_id_idx ON privacy.consent USING btree (person_id);
alter table privacy.consent enable row level security;
create policy scope on privacy.consent for all to public
  using (privacy.may_read(person_id));
grant insert, select on privacy.consent to lotrinh_app;
grant update (withdrawn_at, withdrawn_by) on privacy.consent to lotrinh_app;

create table privacy.expiry (
  id uuid default gen_random_uuid() not null,
  activity text not null,
  person_id uuid,
  import_id uuid,
  due_on date not null,
  found_at timestamp with time zone default base.moment() not null,
  settled_at timestamp with time zone,
  settled text,
  reason text,
  constraint expiry_pkey PRIMARY KEY (id),
  constraint expiry_activity_fkey FOREIGN KEY (activity) REFERENCES privacy.activity(code),
  constraint expiry_import_id_fkey FOREIGN KEY (import_id) REFERENCES intake.import(id) ON DELETE CASCADE,
  constraint expiry_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id) ON DELETE CASCADE,
  constraint expiry_check CHECK ((num_nonnulls(person_id, import_id) = 1)),
  constraint expiry_check1 CHECK (((settled_at IS NULL) = (settled IS NULL))),
  constraint expiry_check2 CHECK (((settled IS DISTINCT FROM 'kept'::text) OR (reason IS NOT NULL))),
  constraint expiry_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 5)),
  constraint expiry_settled_check CHECK ((settled = ANY (ARRAY['done'::text, 'kept'::text])))
);
comment on table privacy.expiry is 'What is past its retention period, found by a job and decided by a person: done, or kept with a reason.';
CREATE UNIQUE INDEX expiry_import_id_idx ON privacy.expiry USING btree (import_id);
CREATE UNIQUE INDEX expiry_person_id_idx ON privacy.expiry USING btree (person_id);
alter table privacy.expiry enable row level security;
create policy scope on privacy.expiry for all to public
  using ((privacy.acts() AND (people.sees(person_id) OR (import_id IN ( SELECT i.id
   FROM intake.import i)))));
grant select on privacy.expiry to lotrinh_app;
grant update (settled_at, settled, reason) on privacy.expiry to lotrinh_app;

create table privacy.holiday (
  day date not null,
  name text not null,
  constraint holiday_pkey PRIMARY KEY (day),
  constraint holiday_name_check CHECK (((name = TRIM(BOTH FROM name)) AND (name <> ''::text)))
);
comment on table privacy.holiday is 'Days off beside Saturdays and Sundays. The days of Tết and of days made up for are entered each year as decided.';
alter table privacy.holiday enable row level security;
create policy read on privacy.holiday for select to public
  using (true);
create policy write on privacy.holiday for all to public
  using ((privacy.acts() AND organisation.whole()));
grant delete, insert, select, update on privacy.holiday to lotrinh_app;

create table privacy.legal_hold (
  id uuid not null,
  person_id uuid not null,
  reason text not null,
  placed_at timestamp with time zone default base.moment() not null,
  lifted_at timestamp with time zone,
  lift_reason text,
  constraint legal_hold_pkey PRIMARY KEY (id),
  constraint legal_hold_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id),
  constraint legal_hold_check CHECK (((lifted_at IS NULL) = (lift_reason IS NULL))),
  constraint legal_hold_lift_reason_check CHECK ((length(TRIM(BOTH FROM lift_reason)) >= 5)),
  constraint legal_hold_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 5))
);
comment on table privacy.legal_hold is 'While it stands nothing of the person is erased: a dispute, an inspection, a lawsuit.';
CREATE INDEX legal_hold_person_id_idx ON privacy.legal_hold USING btree (person_id);
alter table privacy.legal_hold enable row level security;
create policy scope on privacy.legal_hold for all to public
  using ((privacy.acts() AND people.sees(person_id)));
grant insert, select on privacy.legal_hold to lotrinh_app;
grant update (lifted_at, lift_reason) on privacy.legal_hold to lotrinh_app;

create table privacy.request (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  activity text,
  asked text not null,
  asked_on date not null,
  made_by text not null,
  file_id uuid,
  account_id text,
  recorded_at timestamp with time zone default base.moment() not null,
  answer_by date not null,
  finish_by date not null,
  others boolean default false not null,
  answered_on date,
  answer text,
  extended_to date,
  extend_reason text,
  decided_on date,
  granted boolean,
  reason text,
  constraint request_pkey PRIMARY KEY (id),
  constraint request_activity_fkey FOREIGN KEY (activity) REFERENCES privacy.activity(code),
  constraint request_file_id_fkey FOREIGN KEY (file_id) REFERENCES files.file(id),
  constraint request_kind_fkey FOREIGN KEY (kind) REFERENCES privacy.clock(kind),
  constraint request_person_id_fkey FOREIGN KEY (person_id) REFERENCES people.person(id),
  constraint request_answer_check CHECK ((length(TRIM(BOTH FROM answer)) >= 5)),
  constraint request_asked_check CHECK (((length(TRIM(BOTH FROM asked)) >= 1) AND (length(TRIM(BOTH FROM asked)) <= 4000))),
  constraint request_check CHECK ((extended_to > finish_by)),
  constraint request_check1 CHECK (((answered_on IS NULL) = (answer IS NULL))),
  constraint request_check2 CHECK (((extended_to IS NULL) = (extend_reason IS NULL))),
  constraint request_check3 CHECK ((((decided_on IS NULL) = (granted IS NULL)) AND ((decided_on IS NULL) = (reason IS NULL)))),
  constraint request_extend_reason_check CHECK ((length(TRIM(BOTH FROM extend_reason)) >= 5)),
  constraint request_made_by_check CHECK ((made_by = ANY (ARRAY['own-page'::text, 'paper'::text]))),
  constraint request_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 5))
);
comment on table privacy.request is 'What a person asks about the own data. answer_by and finish_by are the promise made on the day it came, by the clock of that day. Decisions are written once.';
CREATE INDEX request_finish_by_idx ON privacy.request USING btree (finish_by) WHERE (decided_on IS NULL);
CREATE INDEX request_person_id_idx ON privacy.request USING btree (person_id);
alter table privacy.request enable row level security;
create policy ask on privacy.request for insert to public
  with check (privacy.may_read(person_id));
create policy decide on privacy.request for update to public
  using ((privacy.acts() AND people.sees(person_id)));
create policy read on privacy.request for select to public
  using (privacy.may_read(person_id));
grant insert, select on privacy.request to lotrinh_app;
grant update (finish_by, others, answered_on, answer, extended_to, extend_reason, decided_on, granted, reason) on privacy.request to lotrinh_app;

create table privacy.wording (
  activity text not null,
  version smallint not null,
  text_vi text not null,
  text_en text not null,
  recorded_at timestamp with time zone default base.moment() not null,
  constraint wording_pkey PRIMARY KEY (activity, version),
  constraint wording_activity_fkey FOREIGN KEY (activity) REFERENCES privacy.activity(code),
  constraint wording_text_en_check CHECK ((length(TRIM(BOTH FROM text_en)) >= 20)),
  constraint wording_text_vi_check CHECK ((length(TRIM(BOTH FROM text_vi)) >= 20)),
  constraint wording_version_check CHECK ((version > 0))
);
comment on table privacy.wording is 'What a person agrees to, word for word. A new wording is a new version; who agreed to an older one agreed to that one.';
alter table privacy.wording enable row level security;
create policy read on privacy.wording for select to public
  using (true);
create policy write on privacy.wording for all to public
  using ((privacy.acts() AND organisation.whole()));
grant insert, select on privacy.wording to lotrinh_app;

CREATE OR REPLACE FUNCTION privacy.acts()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(current_setting('app.privacy'::text, true), ''::text) = '1'::text);
grant execute on function privacy.acts() to public;

CREATE OR REPLACE FUNCTION privacy.count_held(of_tables text[])
 RETURNS TABLE(held text, records bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare name text; known real;
begin
  if not privacy.acts() or not organisation.whole() then return; end if;
  foreach name in array of_tables loop
    select c.reltuples into known from pg_class c where c.oid = name::regclass;
    held := name;
    if known > 200000 then records := known::bigint; else execute format('select count(*) from %s', name::regclass) into records; end if;
    return next;
  end loop;
end $function$;
grant execute on function privacy.count_held(text[]) to lotrinh_app;

CREATE OR REPLACE FUNCTION privacy.find_expired(today date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare n integer;
begin
  with due as (
    select a.code, p.id as person_id, null::uuid as import_id, (left_on + make_interval(months => a.keep_months))::date as due_on
    from privacy.activity a join people.person p on p.deidentified_at is null
      cross join lateral (select max(coalesce(upper(s.during), 'infinity')) as left_on from (select during from people.placement x where x.person_id = p.id union all select during from people.office x where x.person_id = p.id) s) last
    where a.lapses = 'person' and a.keep_months is not null and last.left_on + make_interval(months => a.keep_months) <= today
      and not exists (select from privacy.legal_hold h where h.person_id = p.id and h.lifted_at is null)
    union all
    select a.code, null, i.id, (i.at at time zone 'Asia/Ho_Chi_Minh' + make_interval(months => a.keep_months))::date
    from privacy.activity a join intake.import i on i.state in ('imported', 'undone', 'cancelled', 'failed') join files.file f on f.id = i.file_id and f.emptied_at is null
    where a.lapses = 'import' and a.keep_months is not null and i.at at time zone 'Asia/Ho_Chi_Minh' + make_interval(months => a.keep_months) <= today
      and not exists (select from intake.row r join privacy.legal_hold h on h.person_id = r.subject_id and h.lifted_at is null where r.import_id = i.id)
  ), added as (insert into privacy.expiry (activity, person_id, import_id, due_on) select * from due on conflict do nothing returning 1)
  select count(*) into n from added;
  return n;
end $function$;
grant execute on function privacy.find_expired(date) to lotrinh_app;

CREATE OR REPLACE FUNCTION privacy.forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare gone constant text := '(đã khử nhận dạng)';
begin
  perform privacy.must_forget(who);
  update privacy.consent set withdrawn_at = base.moment(), withdrawn_by = 'erasure' where person_id = who and withdrawn_at is null;
  update files.file set name = 'van-ban-da-khu-ten' where id in (select file_id from privacy.consent where person_id = who union select file_id from privacy.request where person_id = who);
  update privacy.request set asked = gone, answer = case when answer is not null then gone end, extend_reason = case when extend_reason is not null then gone end where person_id = who;
  update privacy.legal_hold set reason = gone, lift_reason = gone where person_id = who;
end $function$;
grant execute on function privacy.forget(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION privacy.held(who uuid)
 RETURNS TABLE(held text, content jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select h.* from (
    select 'privacy.consent', to_jsonb(c) - array['person_id', 'account_id', 'file_id'] || jsonb_build_object('wording', w.text_vi) from privacy.consent c join privacy.wording w using (activity, version) where c.person_id = who
    union all select 'privacy.request', to_jsonb(r) - array['person_id', 'account_id', 'file_id'] from privacy.request r where r.person_id = who
    union all select 'privacy.legal_hold', to_jsonb(l) - array['person_id'] from privacy.legal_hold l where l.person_id = who
  ) h where privacy.may_read(who)
$function$;
grant execute on function privacy.held(uuid) to lotrinh_app;

CREATE OR REPLACE FUNCTION privacy.may_read(who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE((who = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid), false) OR (privacy.acts() AND people.sees(who)));
grant execute on function privacy.may_read(uuid) to public;

CREATE OR REPLACE FUNCTION privacy.must_forget(who uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not privacy.acts() or not people.sees(who) then raise exception 'only the privacy officer in whose reach the person stands de-identifies' using errcode = 'insufficient_privilege'; end if;
  if exists (select from privacy.legal_hold h where h.person_id = who and h.lifted_at is null) then raise exception 'a legal hold stands' using errcode = 'check_violation'; end if;
  if exists (select from people.placement x where x.person_id = who and coalesce(upper(x.during), 'infinity') > (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date)
    or exists (select from people.office x where x.person_id = who and coalesce(upper(x.during), 'infinity') > (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date) then
    raise exception 'the person still stands in a unit' using errcode = 'check_violation';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION privacy.pseudonym(who uuid)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN ('Người đã khử nhận dạng '::text || upper("right"((who)::text, 6)));
grant execute on function privacy.pseudonym(uuid) to public;

CREATE OR REPLACE FUNCTION privacy.rests(the_activity text, who uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select a.basis <> 'consent' or exists (select from privacy.consent c where c.person_id = who and c.activity = a.code and c.withdrawn_at is null)
  from privacy.activity a where a.code = the_activity
$function$;
grant execute on function privacy.rests(text,uuid) to public;

grant usage on schema privacy to lotrinh_app;
