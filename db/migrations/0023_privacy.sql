-- Personal data by Law 91/2025/QH15 and Decree 356/2025: what is processed for which purpose on which basis, consents with their
-- proof, requests of the persons concerned with their clocks, restriction, legal hold, de-identification, retention.
-- Numbers of days and bases stand in tables: they are changed by whoever answers for them, not by a programmer.
create schema privacy;
grant usage on schema privacy to lotrinh_app;

alter table people.title drop constraint title_powers_check;
alter table people.title add constraint title_powers_check check (powers in ('lead', 'deputy', 'officer', 'committee', 'inspector', 'administrator', 'auditor', 'privacy', 'none'));
insert into people.title values ('privacy-officer', 'Cán bộ bảo vệ dữ liệu cá nhân', 'Data protection officer', 65, 'privacy');

-- The running request acts in an office that answers for personal data (the verb "privacy").
create function privacy.acts() returns boolean language sql stable parallel safe
  return coalesce(current_setting('app.privacy', true), '') = '1';
create function privacy.may_read(who uuid) returns boolean language sql stable
  return coalesce(who = nullif(current_setting('app.person', true), '')::uuid, false) or privacy.acts() and people.sees(who);

-- Purposes --------------------------------------------------------------------------------------------
create table privacy.activity (
  code text primary key check (code ~ '^[a-z-]+$'), ord smallint not null,
  name_vi text not null, name_en text not null, purpose_vi text not null, purpose_en text not null,
  basis text not null check (basis in ('consent', 'law', 'contract', 'vital')),
  basis_text text, recipients_vi text not null, recipients_en text not null, measures_vi text not null, measures_en text not null,
  keep_months smallint check (keep_months between 1 and 1200), lapses text check (lapses in ('person', 'import')),
  begun_on date, confirmed_at timestamptz, confirmed_by uuid references people.person on delete set null,
  check (keep_months is null or lapses is not null)
);
comment on table privacy.activity is 'Processing activities: what an impact assessment is written from. keep_months null: kept as long as the basis stands. lapses: what a retention period puts on the list to be decided: person, some months after the last place or office; import, some months after the file came. confirmed_at: by the office that answers for it; until then it is a proposal.';
insert into privacy.activity (code, ord, name_vi, name_en, purpose_vi, purpose_en, basis, basis_text, recipients_vi, recipients_en, measures_vi, measures_en, lapses) values
  ('people', 10, 'Hồ sơ đoàn viên, người lao động, cán bộ', 'Records of members, workers and officials', 'Quản lý đoàn viên, tổ chức, cán bộ và tính số liệu theo kế hoạch', 'Managing members, structure and officials, and computing the figures of plans', 'law', 'Luật Công đoàn số 50/2024/QH15; Điều lệ Công đoàn Việt Nam',
    'Công đoàn nơi người đó sinh hoạt và công đoàn cấp trên', 'The union where the person stands and the unions above it', 'Quyền theo chức vụ, giới hạn theo cây tổ chức ở cơ sở dữ liệu; nhật ký nối chuỗi', 'Powers by office, cut to the tree in the database; chained audit log', 'person'),
  ('identity', 20, 'Số định danh', 'Identity numbers', 'Nhận đúng người khi ghép hồ sơ, tránh trùng', 'Telling persons apart when records are matched', 'law', 'Luật Công đoàn số 50/2024/QH15',
    'Cán bộ có quyền xem thông tin nhạy cảm, theo từng mục đích', 'Officers who may read sensitive fields, each time for a purpose', 'Cất riêng, mỗi lần đọc phải nêu mục đích và được ghi lại', 'Kept apart; each reading names a purpose and is recorded', null),
  ('profile', 30, 'Dân tộc, tôn giáo, Đảng viên', 'Ethnicity, religion, Party membership', 'Bổ sung lý lịch theo mong muốn của người đó', 'Completing the profile as the person wishes', 'consent', null,
    'Cán bộ có quyền xem thông tin nhạy cảm, theo từng mục đích', 'Officers who may read sensitive fields, each time for a purpose', 'Chỉ ghi và mở khi còn sự đồng ý; rút lại thì xóa ngay', 'Written and opened only while the consent stands; erased at once when it is withdrawn', null),
  ('learning', 40, 'Đào tạo, điểm danh, hoàn thành', 'Training, attendance, completions', 'Tổ chức lớp, xác nhận kết quả đào tạo, tính chỉ tiêu', 'Holding classes, recording results, computing targets', 'law', 'Luật Công đoàn số 50/2024/QH15',
    'Đơn vị mở lớp, đơn vị cử người và cấp trên', 'The organiser, the unit that sends the person, and the unions above', 'Quyền theo chức vụ; đính chính giữ cả bản cũ', 'Powers by office; corrections keep what they replace', null),
  ('certificate', 50, 'Sổ cấp giấy chứng nhận', 'Register of certificates', 'Cấp, kiểm tra và thu hồi giấy chứng nhận', 'Issuing, checking and revoking certificates', 'law', null,
    'Đơn vị cấp; người cầm giấy kiểm tra bằng mã, chỉ thấy tên viết tắt', 'The issuer; whoever holds the paper checks it by its code and sees a shortened name', 'Số liên tục, không sửa; trang kiểm tra công khai chỉ có phần tối thiểu', 'Numbers without gaps, never changed; the public check shows the minimum', null),
  ('account', 60, 'Tài khoản và đăng nhập', 'Accounts and sign-in', 'Cho vào hệ thống đúng người, phát hiện đăng nhập lạ', 'Letting the right person in and noticing strange sign-ins', 'contract', 'Quy chế sử dụng hệ thống',
    'Chính người đó; quản trị hệ thống', 'The person; system administrators', 'Mật khẩu và mã chỉ lưu dấu băm; xác thực hai bước', 'Passwords and codes are kept as hashes; second step', null),
  ('audit', 70, 'Nhật ký hệ thống', 'Audit log', 'Chứng minh ai đã làm gì, ai đã xem thông tin nhạy cảm', 'Proving who did what and who read sensitive fields', 'law', 'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15',
    'Người kiểm tra, kiểm soát viên dữ liệu', 'Inspectors and auditors', 'Chỉ ghi thêm, nối chuỗi băm; ghi mã người, không ghi họ tên', 'Append-only and hash-chained; persons stand in it by id, not by name', null),
  ('import', 80, 'Tệp danh sách đã nhập', 'Imported rosters', 'Minh chứng cho bản ghi được nhập và đường hoàn tác', 'Evidence of imported records and the way back', 'law', 'Luật Công đoàn số 50/2024/QH15',
    'Đơn vị nhập và cấp trên', 'The unit that imported and those above', 'Số định danh xóa khỏi dòng đã đọc; tệp gốc chỉ mở bằng quyền riêng, mỗi lần mở được ghi', 'Identity numbers leave the rows read; the file opens only with a right of its own, each time recorded', 'import'),
  ('privacy', 90, 'Yêu cầu, sự đồng ý, lệnh giữ', 'Requests, consents, holds', 'Trả lời người có dữ liệu và chứng minh việc tuân thủ', 'Answering the persons concerned and proving compliance', 'law', 'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Nghị định 356/2025/NĐ-CP',
    'Cán bộ bảo vệ dữ liệu cá nhân', 'Data protection officers', 'Chỉ chức vụ phụ trách xem được', 'Only the office in charge sees them', null);

create table privacy.wording (
  activity text not null references privacy.activity, version smallint not null check (version > 0),
  text_vi text not null check (length(trim(text_vi)) >= 20), text_en text not null check (length(trim(text_en)) >= 20),
  recorded_at timestamptz not null default base.moment(), primary key (activity, version)
);
comment on table privacy.wording is 'What a person agrees to, word for word. A new wording is a new version; who agreed to an older one agreed to that one.';
insert into privacy.wording (activity, version, text_vi, text_en) values ('profile', 1,
  'Tôi đồng ý để công đoàn lưu dân tộc, tôn giáo và việc là đảng viên của tôi do tôi khai, nhằm bổ sung lý lịch. Người có quyền chỉ xem khi nêu mục đích và mỗi lần xem đều được ghi lại. Tôi có thể rút lại bất cứ lúc nào; khi đó các thông tin này được xóa.',
  'I agree that the union keeps my ethnicity, religion and Party membership as I state them, to complete my profile. Authorised officers read them only for a named purpose and each reading is recorded. I may withdraw at any time; the details are then erased.');

create table privacy.consent (
  id uuid primary key, person_id uuid not null references people.person on delete cascade,
  activity text not null, version smallint not null, foreign key (activity, version) references privacy.wording,
  given_at timestamptz not null default base.moment(), given_by text not null check (given_by in ('own-page', 'paper')), given_on date not null,
  file_id uuid references files.file, account_id text,
  withdrawn_at timestamptz, withdrawn_by text check (withdrawn_by in ('own-page', 'request', 'erasure')),
  check ((given_by = 'paper') = (file_id is not null)), check ((withdrawn_at is null) = (withdrawn_by is null))
);
comment on table privacy.consent is 'Proof of a consent: who, to which wording, when, by what act; and its withdrawal. given_by paper: the signed sheet is file_id. account_id: who recorded it.';
create unique index on privacy.consent (person_id, activity) where withdrawn_at is null;
create index on privacy.consent (person_id);

-- May this activity go on for this person? Silence is no consent.
create function privacy.rests(the_activity text, who uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select a.basis <> 'consent' or exists (select from privacy.consent c where c.person_id = who and c.activity = a.code and c.withdrawn_at is null)
  from privacy.activity a where a.code = the_activity
$$;

-- Requests --------------------------------------------------------------------------------------------
create table privacy.holiday (day date primary key, name text not null check (name = trim(name) and name <> ''));
comment on table privacy.holiday is 'Days off beside Saturdays and Sundays. The days of Tết and of days made up for are entered each year as decided.';
insert into privacy.holiday select make_date(y, m, d), n from generate_series(2026, 2030) y, (values (1, 1, 'Tết Dương lịch'), (4, 30, 'Ngày Chiến thắng'), (5, 1, 'Ngày Quốc tế lao động'), (9, 2, 'Quốc khánh')) h(m, d, n);

create table privacy.clock (
  kind text primary key check (kind in ('see', 'correct', 'restrict', 'erase', 'object', 'withdraw')),
  answer_days smallint not null check (answer_days between 1 and 30), finish_days smallint not null check (finish_days between 1 and 90),
  others_days smallint not null check (others_days >= finish_days), extend_days smallint not null check (extend_days between 0 and 90)
);
comment on table privacy.clock is 'Days for a request of its kind (Decree 356/2025): answer_days are working days; finish_days, others_days (where a processor or third party must act too) and extend_days (once, with a reason) are days of the calendar.';
insert into privacy.clock values ('see', 2, 10, 20, 15), ('correct', 2, 10, 20, 15), ('erase', 2, 10, 20, 15), ('restrict', 2, 15, 20, 15), ('object', 2, 15, 20, 15), ('withdraw', 2, 15, 20, 15);

create table privacy.request (
  id uuid primary key, person_id uuid not null references people.person,
  kind text not null references privacy.clock, activity text references privacy.activity,
  asked text not null check (length(trim(asked)) between 1 and 4000), asked_on date not null, made_by text not null check (made_by in ('own-page', 'paper')),
  file_id uuid references files.file, account_id text, recorded_at timestamptz not null default base.moment(),
  answer_by date not null, finish_by date not null, others boolean not null default false,
  answered_on date, answer text check (length(trim(answer)) >= 5),
  extended_to date check (extended_to > finish_by), extend_reason text check (length(trim(extend_reason)) >= 5),
  decided_on date, granted boolean, reason text check (length(trim(reason)) >= 5),
  check ((answered_on is null) = (answer is null)), check ((extended_to is null) = (extend_reason is null)),
  check ((decided_on is null) = (granted is null) and (decided_on is null) = (reason is null))
);
comment on table privacy.request is 'What a person asks about the own data. answer_by and finish_by are the promise made on the day it came, by the clock of that day. Decisions are written once.';
create index on privacy.request (person_id); create index on privacy.request (finish_by) where decided_on is null;

-- Restriction, de-identification, legal hold ------------------------------------------------------------
alter table people.person add column restricted_at timestamptz, add column deidentified_at timestamptz;
comment on column people.person.restricted_at is 'Processing is restricted: the person is listed and counted as before; details are shown to the person and to privacy officers alone, who alone change them or give a new place or office; ending one stays possible, it ends powers too.';
comment on column people.person.deidentified_at is 'Name, birth, ways to reach and numbers are gone; what the law keeps stands under a made-up name. Nothing is written to it any more.';

create table privacy.legal_hold (
  id uuid primary key, person_id uuid not null references people.person,
  reason text not null check (length(trim(reason)) >= 5), placed_at timestamptz not null default base.moment(),
  lifted_at timestamptz, lift_reason text check (length(trim(lift_reason)) >= 5),
  check ((lifted_at is null) = (lift_reason is null))
);
comment on table privacy.legal_hold is 'While it stands nothing of the person is erased: a dispute, an inspection, a lawsuit.';
create index on privacy.legal_hold (person_id);

create function people.is_shut(who uuid) returns boolean language plpgsql stable security definer parallel safe set search_path = pg_catalog as $$
begin
  return exists (select from people.person p where p.id = who and (p.deidentified_at is not null
    or p.restricted_at is not null and not privacy.acts()));
end $$;
create policy opened on people.person as restrictive for update using (deidentified_at is null and (restricted_at is null or privacy.acts()))
  with check (deidentified_at is null and (restricted_at is null or privacy.acts()));

create view people.shown_person with (security_invoker = true) as
  select p.id, p.name, p.given_name, p.name_fold, p.born_precision, p.restricted_at, p.deidentified_at, o.opened,
    case when o.opened then p.born end as born, case when o.opened then p.female end as female, case when o.opened then p.phone end as phone, case when o.opened then p.email end as email
  from people.person p cross join lateral (select p.restricted_at is null or privacy.acts() or p.id = nullif(current_setting('app.person', true), '')::uuid as opened offset 0) o;
comment on view people.shown_person is 'Persons as the running request may see them: of a restricted one the name alone.';
grant select on people.shown_person to lotrinh_app;

-- Sensitive fields: those that rest on consent open only while it stands, and only what was opened is noted as read.
create or replace function people.read_sensitive(who uuid, why text) returns jsonb
language plpgsql security definer set search_path = people, pg_catalog as $$
declare found jsonb; opened text[];
begin
  if not exists (select from people.visible where person_id = who) or people.is_shut(who) then return null; end if;
  opened := array['citizen_id', 'old_id'] || case when privacy.rests('profile', who) then array['ethnicity', 'religion', 'party_member'] else '{}' end;
  insert into audit.access (account_id, office_id, person_id, fields, purpose)
  values (nullif(current_setting('app.account', true), ''), nullif(current_setting('app.office', true), '')::uuid, who, opened, why);
  select jsonb_object_agg(key, value) filter (where key = any(opened)) into found from people.identity i cross join lateral jsonb_each(to_jsonb(i)) where i.person_id = who;
  return coalesce(found, '{}'::jsonb) || jsonb_build_object('withheld', not 'ethnicity' = any(opened));
end $$;

create or replace function people.set_identity(rows jsonb) returns void
language sql security definer set search_path = people, pg_catalog as $$
  insert into identity (person_id, citizen_id, old_id, ethnicity)
  select (r->>'personId')::uuid, r->>'citizenId', r->>'oldId', case when privacy.rests('profile', (r->>'personId')::uuid) then r->>'ethnicity' end from jsonb_array_elements(rows) r
  on conflict (person_id) do update set citizen_id = coalesce(excluded.citizen_id, identity.citizen_id),
    old_id = coalesce(excluded.old_id, identity.old_id), ethnicity = coalesce(excluded.ethnicity, identity.ethnicity)
$$;

-- The fields that rest on consent, written as the person states them; all empty: erased.
create function people.set_profile(who uuid, the_ethnicity text, the_religion text, is_party_member boolean) returns void
language plpgsql security definer set search_path = people, pg_catalog as $$
begin
  if not privacy.may_read(who) or num_nonnulls(the_ethnicity, the_religion, is_party_member) > 0 and (not privacy.rests('profile', who) or is_shut(who)) then
    raise exception 'the profile of this person may not be written' using errcode = 'insufficient_privilege';
  end if;
  insert into identity (person_id, ethnicity, religion, party_member) values (who, the_ethnicity, the_religion, is_party_member)
  on conflict (person_id) do update set ethnicity = excluded.ethnicity, religion = excluded.religion, party_member = excluded.party_member;
end $$;

-- The own page and the erasure ask the log for the deeds of one person.
create index on audit.entry (person_id) where person_id is not null;

-- Who read the sensitive fields of a person, for that person and the privacy officer: names of readers out of reach included.
create function audit.reads_of(who uuid) returns table (at timestamptz, fields text[], purpose text, reader text, title_vi text, title_en text, unit_name text)
language sql stable security definer set search_path = pg_catalog as $$
  select a.at, a.fields, a.purpose, p.name, t.name_vi, t.name_en, u.label
  from audit.access a left join people.office o on o.id = a.office_id left join people.title t on t.code = o.title left join organisation.label_unit u on u.subject_id = o.unit_id
    left join access.account c on c.id::text = a.account_id left join people.person p on p.id = coalesce(o.person_id, c.person_id)
  where a.person_id = who and privacy.may_read(who) order by a.at desc, a.id desc
$$;

-- What is held on a person: each room answers for its own tables ----------------------------------------
create function people.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'people.person', to_jsonb(p) - array['name_fold', 'given_name', 'import_id'] from people.person p where p.id = who
    union all select 'people.identity', to_jsonb(i) - 'person_id' from people.identity i where i.person_id = who
    union all select 'people.placement', to_jsonb(x) - array['person_id', 'unit_id', 'import_id'] || jsonb_build_object('unit', u.label) from people.placement x join organisation.label_unit u on u.subject_id = x.unit_id where x.person_id = who
    union all select 'people.office', to_jsonb(x) - array['person_id', 'unit_id', 'import_id', 'committee_id'] || jsonb_build_object('unit', u.label) from people.office x join organisation.label_unit u on u.subject_id = x.unit_id where x.person_id = who
    union all select 'people.absence', to_jsonb(x) - 'person_id' from people.absence x where x.person_id = who
  ) h where privacy.may_read(who)
$$;
create function learning.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'learning.nomination', to_jsonb(n) - array['person_id', 'seq', 'organiser_id', 'unit_id', 'class_id', 'nominated_by'] || jsonb_build_object('class', c.title) from learning.nomination n join learning.class c on c.id = n.class_id where n.person_id = who
    union all select 'learning.mark', to_jsonb(m) - array['person_id', 'class_id', 'session_id', 'recorded_by', 'replaces'] || jsonb_build_object('class', c.title, 'session', s.starts_at)
      from learning.mark m join learning.class c on c.id = m.class_id join learning.session s on s.id = m.session_id where m.person_id = who
    union all select 'learning.completion', to_jsonb(k) - array['person_id', 'programme_id', 'class_id', 'organiser_id', 'import_id'] || jsonb_build_object('programme', p.name) from learning.completion k join learning.programme p on p.id = k.programme_id where k.person_id = who
    union all select 'learning.certificate', jsonb_build_object('id', t.id, 'number', t.number, 'year', t.year, 'code', t.code, 'issued_on', t.issued_on, 'revoked_at', t.revoked_at, 'revoke_reason', t.revoke_reason, 'printed', t.printed->>'name', 'unit', u.label)
      from learning.certificate t join organisation.label_unit u on u.subject_id = t.unit_id where t.person_id = who
    union all select 'learning.class_lecturer', jsonb_build_object('class', c.title, 'name', l.name, 'organisation', l.organisation) from learning.class_lecturer l join learning.class c on c.id = l.class_id where l.person_id = who
  ) h where privacy.may_read(who)
$$;
create function plans.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'plans.target_reason', jsonb_build_object('plan', p.title, 'code', r.code, 'stage', r.stage, 'decision', r.decision, 'decided_on', r.decided_on)
  from plans.target_reason r join plans.plan p on p.id = r.plan_id where r.decided_by_person = who and privacy.may_read(who)
$$;
create function access.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  with a as (select * from access.account where person_id = who and privacy.may_read(who))
  select 'access.account', to_jsonb(a) - array['person_id', 'image'] from a
  union all select 'access.credential', jsonb_build_object('provider_id', c.provider_id, 'created_at', c.created_at, 'updated_at', c.updated_at) from access.credential c join a on a.id = c.account_id
  union all select 'access.session', to_jsonb(s) - array['id', 'account_id', 'token_hash', 'office_id'] from access.session s join a on a.id = s.account_id
  union all select 'access.passkey', jsonb_build_object('name', k.name, 'site', k.site, 'created_at', k.created_at, 'used_at', k.used_at) from access.passkey k join a on a.id = k.account_id
  union all select 'access.second_factor', jsonb_build_object('created_at', f.created_at, 'confirmed_at', f.confirmed_at) from access.second_factor f join a on a.id = f.account_id
  union all select 'access.recovery_code', jsonb_build_object('used_at', r.used_at) from access.recovery_code r join a on a.id = r.account_id
  union all select 'access.api_key', jsonb_build_object('name', k.name, 'verbs', k.verbs, 'created_at', k.created_at, 'expires_at', k.expires_at, 'used_at', k.used_at) from access.api_key k join a on a.id = k.account_id
$$;
create function audit.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'audit.entry', jsonb_build_object('at', e.at, 'action', e.action) from audit.entry e where privacy.may_read(who) and (e.person_id = who or e.subject_kind = 'person' and e.subject_id = who::text)
  union all select 'audit.access', jsonb_build_object('at', r.at, 'fields', r.fields, 'purpose', r.purpose, 'title', r.title_vi, 'unit', r.unit_name) from audit.reads_of(who) r
$$;
create function files.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'files.file', jsonb_build_object('name', f.name, 'size', f.size, 'recorded_at', f.recorded_at) from files.file f join access.account a on a.id::text = f.recorded_by where a.person_id = who and privacy.may_read(who)
$$;
create function jobs.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'jobs.progress', jsonb_build_object('task', j.task, 'state', j.state, 'asked_at', j.asked_at, 'ended_at', j.ended_at) from jobs.progress j join access.account a on a.id::text = j.account_id where a.person_id = who and privacy.may_read(who)
$$;
create function intake.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'intake.row', jsonb_build_object('row', r.row, 'content', r.content, 'at', i.at) from intake.row r join intake.import i on i.id = r.import_id and i.kind = 'roster' where r.subject_id = who and privacy.may_read(who)
  union all select 'intake.import', jsonb_build_object('by_name', i.by_name, 'at', i.at, 'state', i.state) from intake.import i join access.account a on a.id::text = i.account_id where a.person_id = who and privacy.may_read(who)
$$;
create function indicators.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select 'indicators.standing', jsonb_build_object('indicator', d.code, 'stage', s.stage, 'during', s.during, 'state', s.state)
  from indicators.standing s join indicators.indicator d on d.id = s.indicator_id where s.subject_id = who and s.recorded_to is null and privacy.may_read(who)
$$;
create function privacy.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'privacy.consent', to_jsonb(c) - array['person_id', 'account_id', 'file_id'] || jsonb_build_object('wording', w.text_vi) from privacy.consent c join privacy.wording w using (activity, version) where c.person_id = who
    union all select 'privacy.request', to_jsonb(r) - array['person_id', 'account_id', 'file_id'] from privacy.request r where r.person_id = who
    union all select 'privacy.legal_hold', to_jsonb(l) - array['person_id'] from privacy.legal_hold l where l.person_id = who
  ) h where privacy.may_read(who)
$$;

-- How many records stand in each of these tables; of long ones about how many, by the statistics of the server.
create function privacy.count_held(of_tables text[]) returns table (held text, records bigint) language plpgsql stable security definer set search_path = pg_catalog as $$
declare name text; known real;
begin
  if not privacy.acts() or not organisation.whole() then return; end if;
  foreach name in array of_tables loop
    select c.reltuples into known from pg_class c where c.oid = name::regclass;
    held := name;
    if known > 200000 then records := known::bigint; else execute format('select count(*) from %s', name::regclass) into records; end if;
    return next;
  end loop;
end $$;

-- De-identification: each room empties its own tables -----------------------------------------------------
create function privacy.pseudonym(who uuid) returns text language sql immutable return 'Người đã khử nhận dạng ' || upper(right(who::text, 6));

create function privacy.must_forget(who uuid) returns void language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  if not privacy.acts() or not people.sees(who) then raise exception 'only the privacy officer in whose reach the person stands de-identifies' using errcode = 'insufficient_privilege'; end if;
  if exists (select from privacy.legal_hold h where h.person_id = who and h.lifted_at is null) then raise exception 'a legal hold stands' using errcode = 'check_violation'; end if;
  if exists (select from people.placement x where x.person_id = who and coalesce(upper(x.during), 'infinity') > (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date)
    or exists (select from people.office x where x.person_id = who and coalesce(upper(x.during), 'infinity') > (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date) then
    raise exception 'the person still stands in a unit' using errcode = 'check_violation';
  end if;
end $$;

create function learning.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare gone constant text := '(đã khử nhận dạng)'; old_name text := (select name from people.person where id = who);
begin
  perform privacy.must_forget(who);
  -- A mark and the audit line of its deed were written at one moment: so the writer is found without trusting the name.
  update learning.mark m set recorded_by = privacy.pseudonym(who) from audit.entry e
    where e.person_id = who and e.subject_kind = 'class' and m.class_id::text = e.subject_id and m.recorded_at = e.at and m.recorded_by = old_name;
  update learning.mark set reason = gone where person_id = who and reason is not null;
  update learning.nomination set withdraw_reason = gone where person_id = who and withdraw_reason is not null;
  update learning.completion set void_reason = gone where person_id = who and void_reason is not null;
  update learning.class_lecturer set name = privacy.pseudonym(who), organisation = null where person_id = who;
  -- The register keeps number, programme and day; of the name the initials, by which whoever holds the paper can still compare.
  update learning.certificate c set revoke_reason = case when revoke_reason is not null then gone end,
    printed = printed || jsonb_build_object('name', (select string_agg(upper(left(word, 1)) || '.', ' ' order by n) from regexp_split_to_table(printed->>'name', '\s+') with ordinality s(word, n)))
    where c.person_id = who;
end $$;

create function intake.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare the_account text := (select id::text from access.account where person_id = who); old_name text := (select name from people.person where id = who);
begin
  perform privacy.must_forget(who);
  update intake.row r set content = null, reasons = '[]', warnings = '[]', repairs = '[]' from intake.import i where i.id = r.import_id and i.kind = 'roster' and r.subject_id = who;
  update intake.import i set by_name = privacy.pseudonym(who) where i.account_id = the_account;
  update intake.import i set imported_by = case when i.imported_by = old_name then privacy.pseudonym(who) else i.imported_by end,
      undone_by = case when i.undone_by = old_name then privacy.pseudonym(who) else i.undone_by end
    where exists (select from audit.entry e where e.person_id = who and e.subject_kind = 'import' and e.subject_id = i.id::text);
end $$;

create function privacy.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare gone constant text := '(đã khử nhận dạng)';
begin
  perform privacy.must_forget(who);
  update privacy.consent set withdrawn_at = base.moment(), withdrawn_by = 'erasure' where person_id = who and withdrawn_at is null;
  update files.file set name = 'van-ban-da-khu-ten' where id in (select file_id from privacy.consent where person_id = who union select file_id from privacy.request where person_id = who);
  update privacy.request set asked = gone, answer = case when answer is not null then gone end, extend_reason = case when extend_reason is not null then gone end where person_id = who;
  update privacy.legal_hold set reason = gone, lift_reason = gone where person_id = who;
end $$;

create function access.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare the_account uuid := (select id from access.account where person_id = who);
begin
  perform privacy.must_forget(who);
  update jobs.progress set account_id = null where account_id = the_account::text;
  delete from access.attempt where key = 'account:' || the_account;
  delete from access.account where id = the_account;
end $$;

create function people.forget(who uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform privacy.must_forget(who);
  delete from people.identity where person_id = who;
  update people.person set name = privacy.pseudonym(who), given_name = upper(right(who::text, 6)), born = null, born_precision = 'day', phone = null, email = null, restricted_at = null, deidentified_at = base.moment()
    where id = who and deidentified_at is null;
end $$;

-- Retention -----------------------------------------------------------------------------------------------
alter table files.file add column emptied_at timestamptz;
comment on column files.file.emptied_at is 'Past its retention: the bytes are gone, the row stays for what points to it.';
-- Emptying is the deed of whoever answers for personal data.
create policy emptied on files.file as restrictive for update using (privacy.acts());
grant update (name, emptied_at) on files.file to lotrinh_app;
-- Does this content stand under another record, in sight or not?
create function files.stands(digest bytea) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from files.file f where f.sha256 = digest and f.emptied_at is null)
$$;

create table privacy.expiry (
  id uuid primary key default gen_random_uuid(), activity text not null references privacy.activity,
  person_id uuid references people.person on delete cascade, import_id uuid references intake.import on delete cascade,
  due_on date not null, found_at timestamptz not null default base.moment(),
  settled_at timestamptz, settled text check (settled in ('done', 'kept')), reason text check (length(trim(reason)) >= 5),
  check (num_nonnulls(person_id, import_id) = 1), check ((settled_at is null) = (settled is null)), check (settled is distinct from 'kept' or reason is not null)
);
comment on table privacy.expiry is 'What is past its retention period, found by a job and decided by a person: done, or kept with a reason.';
create unique index on privacy.expiry (person_id); create unique index on privacy.expiry (import_id);

create function privacy.find_expired(today date) returns integer language plpgsql security definer set search_path = pg_catalog as $$
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
end $$;

-- An import on whose people a request, a consent or a hold stands is not taken back.
create or replace function intake.built_upon(the_import uuid) returns table (what text, who text, times integer)
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
end $$;

-- Row-level security ----------------------------------------------------------------------------------------
alter table privacy.activity enable row level security;
alter table privacy.wording enable row level security;
alter table privacy.holiday enable row level security;
alter table privacy.clock enable row level security;
alter table privacy.consent enable row level security;
alter table privacy.request enable row level security;
alter table privacy.legal_hold enable row level security;
alter table privacy.expiry enable row level security;
create policy read on privacy.activity for select using (true);
create policy write on privacy.activity using (privacy.acts() and organisation.whole());
create policy read on privacy.wording for select using (true);
create policy write on privacy.wording using (privacy.acts() and organisation.whole());
create policy read on privacy.holiday for select using (true);
create policy write on privacy.holiday using (privacy.acts() and organisation.whole());
create policy read on privacy.clock for select using (true);
create policy write on privacy.clock using (privacy.acts() and organisation.whole());
create policy scope on privacy.consent using (privacy.may_read(person_id));
create policy read on privacy.request for select using (privacy.may_read(person_id));
create policy ask on privacy.request for insert with check (privacy.may_read(person_id));
create policy decide on privacy.request for update using (privacy.acts() and people.sees(person_id));
create policy scope on privacy.legal_hold using (privacy.acts() and people.sees(person_id));
create policy scope on privacy.expiry using (privacy.acts() and (people.sees(person_id) or import_id in (select i.id from intake.import i)));
grant select on privacy.activity, privacy.wording, privacy.holiday, privacy.clock, privacy.consent, privacy.request, privacy.legal_hold, privacy.expiry to lotrinh_app;
grant insert on privacy.wording, privacy.holiday, privacy.consent, privacy.request, privacy.legal_hold to lotrinh_app;
grant update on privacy.activity, privacy.clock, privacy.holiday to lotrinh_app;
grant delete on privacy.holiday to lotrinh_app;
grant update (withdrawn_at, withdrawn_by) on privacy.consent to lotrinh_app;
grant update (finish_by, others, answered_on, answer, extended_to, extend_reason, decided_on, granted, reason) on privacy.request to lotrinh_app;
grant update (lifted_at, lift_reason) on privacy.legal_hold to lotrinh_app;
grant update (settled_at, settled, reason) on privacy.expiry to lotrinh_app;
revoke execute on function people.set_profile, audit.reads_of, people.held, learning.held, plans.held, access.held, audit.held, files.held, jobs.held, intake.held, indicators.held, privacy.held, privacy.count_held,
  privacy.must_forget, learning.forget, intake.forget, privacy.forget, access.forget, people.forget, privacy.find_expired from public;
grant execute on function people.set_profile, audit.reads_of, people.held, learning.held, plans.held, access.held, audit.held, files.held, jobs.held, intake.held, indicators.held, privacy.held, privacy.count_held,
  learning.forget, intake.forget, privacy.forget, access.forget, people.forget, privacy.find_expired to lotrinh_app;
