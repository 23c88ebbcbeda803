-- What every room stands on: the application role, the clock, text folding, the audit log, files.

create extension if not exists btree_gist;
create extension if not exists unaccent;

-- The role of every request. It owns nothing and cannot bypass row-level security.
do $$ begin
  if not exists (select from pg_roles where rolname = 'lotrinh_app') then
    create role lotrinh_app nologin nosuperuser nobypassrls;
  end if;
end $$;
do $$ begin
  if not pg_has_role(current_user, 'lotrinh_app', 'set') then
    execute format('grant lotrinh_app to %I', current_user);
  end if;
exception when undefined_function or invalid_parameter_value then
  execute format('grant lotrinh_app to %I', current_user);
end $$;

create schema base;
grant usage on schema base to lotrinh_app;

-- The moment of the running request: the caller's clock where one is set (a story told again, a test), else the server's.
create function base.moment() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());

-- Text as people search it: composed, lower case, without diacritics (đ becomes d).
create function base.fold(t text) returns text language sql immutable parallel safe
  set search_path = public
  as $$ select lower(public.unaccent('public.unaccent', normalize(t, nfc))) $$;

-- Audit ------------------------------------------------------------------------------------------
create schema audit;
grant usage on schema audit to lotrinh_app;

create table audit.entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default base.moment(),
  account_id text, person_id uuid, office_id uuid, unit_id uuid,
  action text not null, subject_kind text not null, subject_id text not null,
  detail jsonb not null default '{}'
);
comment on table audit.entry is 'Who did what, when, from which office; written in the transaction of the deed. Insert only.';
create index on audit.entry (subject_kind, subject_id);
create index on audit.entry (at);

-- The chain is sealed behind the writers (a writer that had to read the last hash would queue behind every other),
-- in the order in which entries were seen committed.
create table audit.link (
  seq bigint primary key check (seq > 0),
  entry_id bigint not null unique references audit.entry,
  hash bytea not null
);
comment on table audit.link is 'Hash chain: sha256(previous hash || the entry as text). seq has no gaps.';

-- What is not linked yet; looking through the whole log every second would cost more with every day.
create table audit.unsealed (entry_id bigint primary key);
comment on table audit.unsealed is 'Entries that wait for their link; filled by a trigger, emptied by audit.seal.';
create function audit.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin insert into audit.unsealed select id from fresh; return null; end $$;
create trigger await_seal after insert on audit.entry referencing new table as fresh for each statement execute function audit.await_seal();

create function audit.digest(previous bytea, e audit.entry) returns bytea language sql stable
  set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1
  as $$ select sha256(previous || convert_to(e::text, 'UTF8')) $$;

-- Links every entry that is not linked yet; returns how many.
create function audit.seal() returns integer language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;

-- Read of a sensitive field: who, whose, why. Kept apart so that it can be shown to the person concerned.
create table audit.access (
  id bigint generated always as identity primary key,
  at timestamptz not null default base.moment(),
  account_id text, office_id uuid, person_id uuid not null, fields text[] not null, purpose text not null check (length(trim(purpose)) >= 5)
);
comment on table audit.access is 'Each read of a sensitive field of a person, with its purpose (Law 91/2025/QH15).';
grant insert on audit.entry to lotrinh_app;
grant select on audit.entry, audit.link, audit.access to lotrinh_app;
create function audit.refuse_change() returns trigger language plpgsql as $$ begin raise exception 'the audit log is append-only'; end $$;
create trigger append_only before update or delete or truncate on audit.entry for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.link for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.access for each statement execute function audit.refuse_change();

-- Files ------------------------------------------------------------------------------------------
create schema files;
grant usage on schema files to lotrinh_app;
create table files.file (
  id uuid primary key, name text not null, media_type text not null, size bigint not null check (size >= 0), sha256 bytea not null,
  unit_id uuid not null, guarded boolean not null default false,
  recorded_at timestamptz not null default base.moment(), recorded_by text
);
comment on table files.file is 'An attached file (evidence). The bytes stand in the file store under their sha256.';
comment on column files.file.guarded is 'It holds identity numbers: opened only by who may import or read sensitive fields, and each opening is noted in the audit log.';
revoke execute on function audit.seal(), audit.await_seal() from public;
grant execute on function audit.seal() to lotrinh_app;
