-- What else is held on persons: check-ins by codes, messages, accounts made for many, and what a device sent twice.
create or replace function learning.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
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
$$;
create or replace function learning.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;
create or replace function access.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  with a as (select * from access.account where person_id = who and privacy.may_read(who))
  select 'access.account', to_jsonb(a) - array['person_id', 'image'] from a
  union all select 'access.credential', jsonb_build_object('provider_id', c.provider_id, 'created_at', c.created_at, 'updated_at', c.updated_at) from access.credential c join a on a.id = c.account_id
  union all select 'access.session', to_jsonb(s) - array['id', 'account_id', 'token_hash', 'office_id'] from access.session s join a on a.id = s.account_id
  union all select 'access.passkey', jsonb_build_object('name', k.name, 'site', k.site, 'created_at', k.created_at, 'used_at', k.used_at) from access.passkey k join a on a.id = k.account_id
  union all select 'access.second_factor', jsonb_build_object('created_at', f.created_at, 'confirmed_at', f.confirmed_at) from access.second_factor f join a on a.id = f.account_id
  union all select 'access.recovery_code', jsonb_build_object('used_at', r.used_at) from access.recovery_code r join a on a.id = r.account_id
  union all select 'access.api_key', jsonb_build_object('name', k.name, 'verbs', k.verbs, 'created_at', k.created_at, 'expires_at', k.expires_at, 'used_at', k.used_at) from access.api_key k join a on a.id = k.account_id
  union all select 'access.sending', jsonb_build_object('route', s.route, 'at', s.at) from access.sending s join a on a.id = s.account_id
$$;

create function messages.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  with a as (select * from access.account where person_id = who)
  select h.* from (
    select 'messages.message', jsonb_build_object('kind', m.kind, 'text', m.text_vi, 'at', m.at, 'read_at', m.read_at) from messages.message m where m.person_id = who
    union all select 'messages.preference', jsonb_build_object('mail', p.mail, 'digest_hour', p.digest_hour) from messages.preference p join a on a.id = p.account_id
    union all select 'messages.device', jsonb_build_object('user_agent', d.user_agent, 'created_at', d.created_at) from messages.device d join a on a.id = d.account_id
    union all select 'messages.digest', jsonb_build_object('on_day', d.on_day, 'done_at', d.done_at) from messages.digest d join a on a.id = d.account_id
    union all select 'messages.calendar', jsonb_build_object('made_at', c.made_at, 'asked_at', c.asked_at) from messages.calendar c join a on a.id = c.account_id
  ) h where privacy.may_read(who)
$$;
-- The rest goes with the account.
create function messages.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform privacy.must_forget(who);
  delete from messages.message where person_id = who;
end $$;

create function accounts.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'accounts.row', jsonb_build_object('content', r.content, 'verdict', r.verdict, 'at', o.at) from accounts.row r join accounts.round o on o.id = r.round_id where r.person_id = who and privacy.may_read(who)
  union all select 'accounts.round', jsonb_build_object('by_name', o.by_name, 'at', o.at, 'state', o.state) from accounts.round o join access.account a on a.id::text = o.account_id where a.person_id = who and privacy.may_read(who)
$$;
create function accounts.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform privacy.must_forget(who);
  update accounts.row set content = '{"name": "(đã khử nhận dạng)", "office": null, "unit": null, "phone": null, "email": null}', reasons = '[]' where person_id = who;
  update accounts.round set by_name = privacy.pseudonym(who) where account_id = (select id::text from access.account where person_id = who);
end $$;
revoke execute on function messages.held, messages.forget, accounts.held, accounts.forget from public;
grant execute on function messages.held, messages.forget, accounts.held, accounts.forget to lotrinh_app;
