-- Strong sign-in: sessions that end on every screen at once, and a second proof beside the password.

-- Whoever listens for live announcements hears which session ended, however it was ended, and closes its streams.
create function access.tell_ended() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('lotrinh_live', json_build_object('event', 'ended', 'data', json_build_object('session', old.token_hash))::text);
  return null;
end $$;
revoke execute on function access.tell_ended from public;
create trigger tell_ended after delete on access.session for each row execute function access.tell_ended();

create table access.second_factor (
  account_id uuid primary key references access.account on delete cascade,
  secret text not null,
  created_at timestamptz not null default base.moment(),
  confirmed_at timestamptz,
  used_step bigint not null default 0
);
comment on table access.second_factor is 'An authenticator app that proves an account beside its password. Until confirmed_at it is only being set up and asked for nowhere.';
comment on column access.second_factor.secret is 'Encrypted with the secret of the data folder; the application role can write it but never read it.';
comment on column access.second_factor.used_step is 'The latest thirty seconds whose code was taken: a code of them or of earlier ones is refused.';

create table access.recovery_code (
  account_id uuid not null references access.second_factor on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
comment on table access.recovery_code is 'Codes for the day on which the phone is lost. Only an HMAC under the secret of the data folder stands here; each works once.';

-- An administrator sees that there is a second factor and may take it away. Only the account itself sets one up.
alter table access.second_factor enable row level security;
alter table access.recovery_code enable row level security;
create policy seen on access.second_factor for select using (exists (select from access.account a where a.id = account_id));
create policy ended on access.second_factor for delete using (exists (select from access.account a where a.id = account_id));
create policy begun on access.second_factor for insert with check (account_id::text = current_setting('app.account', true));
create policy confirmed on access.second_factor for update using (account_id::text = current_setting('app.account', true));
create policy own on access.recovery_code using (account_id::text = current_setting('app.account', true));
grant select (account_id, created_at, confirmed_at), insert (account_id, secret), update (confirmed_at), delete on access.second_factor to lotrinh_app;
grant select, insert (account_id, code_hash), delete on access.recovery_code to lotrinh_app;

create or replace view access.listed with (security_invoker = true) as
  select a.id, a.person_id, coalesce(p.name, a.name) as name, coalesce(p.name_fold, base.fold(a.name)) as name_fold,
    coalesce(p.given_name, a.name) as given_name, a.username, a.email, a.phone, a.must_change, a.blocked_at, a.blocked_reason, a.created_at,
    (select max(coalesce(s.seen_at, s.created_at)) from access.session s where s.account_id = a.id) as seen_at,
    coalesce((select jsonb_agg(jsonb_build_object('titleVi', t.name_vi, 'titleEn', t.name_en, 'unitName', u.label) order by t.rank)
      from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
      where o.person_id = a.person_id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date), '[]') as offices,
    exists (select from access.second_factor f where f.account_id = a.id and f.confirmed_at is not null) as second_factor
  from access.account a left join people.person p on p.id = a.person_id;
