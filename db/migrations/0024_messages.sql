-- Messages: what happened that concerns a person, told with the commit of the deed, and the ways by which each account hears of it.
create schema messages;
grant usage on schema messages to lotrinh_app;

create table messages.message (
  id uuid primary key,
  person_id uuid not null references people.person on delete cascade,
  kind text not null, key text not null,
  text_vi text not null check (text_vi !~ '[[:cntrl:]]'), text_en text not null check (text_en !~ '[[:cntrl:]]'),
  path text not null check (path ~ '^/([^/\\]|$)'),
  at timestamptz not null default base.moment(), read_at timestamptz,
  unique (person_id, key)
);
comment on table messages.message is 'One sentence to one person, in both languages, with the page of the product that it is about. Only for who has an account: whoever gets one later finds the duties on the first page. key: what it tells of; told again it is not told twice.';
create index on messages.message (person_id, at desc);
create index on messages.message (person_id) where read_at is null;
create index on messages.message (read_at) where read_at is not null;

create table messages.preference (
  account_id uuid primary key references access.account on delete cascade,
  mail text not null check (mail in ('now', 'digest', 'none')),
  digest_hour smallint not null check (digest_hour between 0 and 23)
);
comment on table messages.preference is 'How an account wants its e-mail. Without a row: one digest a day at seven. digest_hour: on the clock of Vietnam.';

create table messages.device (
  id uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  session_id uuid not null references access.session on delete cascade,
  endpoint text not null unique, p256dh text not null, auth text not null,
  user_agent text, created_at timestamptz not null default base.moment()
);
comment on table messages.device is 'A browser that receives push messages while its session lasts. endpoint: the address at its push service; who knows it and the keys can send nothing without ours.';
create index on messages.device (account_id);
create index on messages.device (session_id);

create table messages.delivery (
  message_id uuid not null references messages.message on delete cascade,
  way text not null check (way in ('mail', 'push')), target uuid not null,
  taken_at timestamptz, sent_at timestamptz, refused text,
  primary key (message_id, target)
);
comment on table messages.delivery is 'A message that goes out beside the product. target: the account for mail, the device for push. taken_at: somebody is sending it; refused: why it never will be sent.';

create table messages.digest (
  account_id uuid not null references access.account on delete cascade, on_day date not null,
  taken_at timestamptz not null, done_at timestamptz, sent boolean not null default false,
  primary key (account_id, on_day)
);
comment on table messages.digest is 'The digest of an account on a day, so that none goes out twice. done_at without sent: there was nothing to say.';

create table messages.calendar (
  account_id uuid primary key references access.account on delete cascade,
  secret_hash text not null unique, made_at timestamptz not null default base.moment(), asked_at timestamptz
);
comment on table messages.calendar is 'The secret address of an account''s calendar; only the SHA-256 of the secret stands here. asked_at: last read, to an hour.';

-- One's own, whatever the office acted in.
alter table messages.message enable row level security;
alter table messages.preference enable row level security;
alter table messages.device enable row level security;
alter table messages.delivery enable row level security;
alter table messages.digest enable row level security;
alter table messages.calendar enable row level security;
create policy own on messages.message using (person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy own on messages.preference using (account_id::text = current_setting('app.account', true));
create policy own on messages.device using (account_id::text = current_setting('app.account', true));
create policy own on messages.calendar using (account_id::text = current_setting('app.account', true));
grant select, update (read_at) on messages.message to lotrinh_app;
grant select, insert, update on messages.preference to lotrinh_app;
grant select (id, account_id, session_id, user_agent, created_at), delete on messages.device to lotrinh_app;
grant select (account_id, made_at, asked_at), insert (account_id, secret_hash), update (secret_hash, made_at, asked_at), delete on messages.calendar to lotrinh_app;

-- Tells people who may stand outside the reach of the one who acts, and hands what goes out at once to the worker.
create function messages.tell(told jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;

-- One browser has one address; signed in as somebody else it is theirs.
create function messages.keep_device(the_id uuid, the_session uuid, the_endpoint text, the_p256dh text, the_auth text) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare kept uuid; mine uuid := nullif(current_setting('app.account', true), '')::uuid;
begin
  insert into messages.device as d (id, account_id, session_id, endpoint, p256dh, auth, user_agent)
  select the_id, s.account_id, s.id, the_endpoint, the_p256dh, the_auth, s.user_agent from access.session s where s.id = the_session and s.account_id = mine
  on conflict (endpoint) do update set account_id = excluded.account_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
    id = case when d.account_id = excluded.account_id then d.id else excluded.id end
  returning id into kept;
  return kept;
end $$;

-- Open screens of the one who is told hear it with the commit. A notification holds 8,000 bytes.
create function messages.announce() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_notify('lotrinh_live', json_build_object('event', 'told', 'data', json_build_object('persons', json_agg(p.person_id)))::text)
  from (select person_id, (row_number() over () - 1) / 150 as part from (select distinct person_id from fresh) x) p group by p.part;
  return null;
end $$;
create trigger announce after insert on messages.message referencing new table as fresh for each statement execute function messages.announce();
create trigger announce_read after update on messages.message referencing new table as fresh for each statement execute function messages.announce();
revoke execute on function messages.tell(jsonb), messages.keep_device(uuid, uuid, text, text, text), messages.announce() from public;
grant execute on function messages.tell(jsonb), messages.keep_device(uuid, uuid, text, text, text) to lotrinh_app;

-- Who stands behind these nominations, over all units: whoever moves up hears of it, whoever made the room.
create function learning.nominated(nominations uuid[]) returns table (nomination_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select n.id, n.person_id from learning.nomination n where n.id = any(nominations) and n.withdrawn_at is null
$$;
-- Sessions that the one who asks sits in with a seat, or teaches, wherever the class is held.
create function learning.own_sessions(since timestamptz) returns table (id uuid, class_id uuid, title text, topic text, place text, address text, starts_at timestamptz, ends_at timestamptz, teaches boolean)
language sql stable security definer set search_path = pg_catalog as $$
  with mine as (
    select n.class_id, false as teaches from learning.nomination n cross join lateral learning.seating(array[n.class_id]) t
      where n.person_id = nullif(current_setting('app.person', true), '')::uuid and n.withdrawn_at is null and t.nomination_id = n.id and t.seated
    union all select l.class_id, true from learning.class_lecturer l where l.person_id = nullif(current_setting('app.person', true), '')::uuid
  )
  select s.id, c.id, c.title, s.topic, p.name, p.address, s.starts_at, s.ends_at, bool_or(m.teaches)
  from mine m join learning.class c on c.id = m.class_id and c.status in ('open', 'closed') join learning.session s on s.class_id = c.id and s.ends_at >= since
  left join learning.class_place p on p.id = s.place_id
  group by s.id, c.id, p.id order by s.starts_at, s.id
$$;
revoke execute on function learning.nominated(uuid[]), learning.own_sessions(timestamptz) from public;
grant execute on function learning.nominated(uuid[]), learning.own_sessions(timestamptz) to lotrinh_app;
