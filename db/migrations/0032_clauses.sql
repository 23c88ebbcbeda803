-- What agreements say: their text in passages, spans of it coded by the subjects of the law (article 67 of the Labour Code
-- 45/2019/QH14), by two people who do not see each other's work, and the clauses that were confirmed: the record.

create table agreements.clause_subject (code text primary key, name_vi text not null, name_en text not null, ord smallint not null, article text not null);
comment on table agreements.clause_subject is 'Subjects of clauses: those of bargaining (article 67), a closed list. Training in digital transformation stands apart from other training because plan 237 asks for it.';
insert into agreements.clause_subject values
  ('wages', 'Tiền lương, nâng lương', 'Wages and raises', 10, '67.1'),
  ('allowances', 'Phụ cấp, trợ cấp', 'Allowances', 20, '67.1'),
  ('bonus', 'Thưởng', 'Bonus', 30, '67.1'),
  ('meals', 'Bữa ăn ca', 'Shift meals', 40, '67.1'),
  ('hours', 'Thời giờ làm việc, định mức lao động', 'Working hours and norms', 50, '67.2'),
  ('rest', 'Thời giờ nghỉ ngơi', 'Rest', 60, '67.2'),
  ('overtime', 'Làm thêm giờ', 'Overtime', 70, '67.2'),
  ('job-security', 'Bảo đảm việc làm', 'Job security', 80, '67.3'),
  ('safety', 'An toàn, vệ sinh lao động; nội quy', 'Safety, health and work rules', 90, '67.4'),
  ('union-conditions', 'Điều kiện hoạt động của công đoàn', 'Conditions for the union', 100, '67.5'),
  ('dispute-prevention', 'Phòng ngừa, giải quyết tranh chấp; đối thoại', 'Disputes and dialogue', 110, '67.6'),
  ('gender-maternity', 'Bình đẳng giới, thai sản, phòng chống quấy rối', 'Gender equality, maternity, harassment', 120, '67.7'),
  ('annual-leave', 'Nghỉ hằng năm', 'Annual leave', 130, '67.7'),
  ('digital-transformation-training', 'Đào tạo chuyển đổi số, kỹ năng số', 'Digital-transformation training', 140, '67.8'),
  ('skills-training', 'Đào tạo nghề, nâng cao tay nghề', 'Vocational training', 150, '67.8'),
  ('welfare', 'Phúc lợi, thăm hỏi', 'Welfare', 160, '67.8'),
  ('other', 'Nội dung khác', 'Other', 170, '67.8');

create table agreements.clause_case (
  code text primary key, subject text not null references agreements.clause_subject, name_vi text not null, name_en text not null,
  scale text not null check (scale in ('vnd', 'percent', 'days', 'hours', 'minutes', 'months', 'times')), per_vi text not null, per_en text not null,
  better text not null check (better in ('more', 'less')), ord smallint not null
);
comment on table agreements.clause_case is 'What agreements are compared by: one number each. better less: the fewer, the more favourable (weekly hours).';
insert into agreements.clause_case values
  ('lowest-wage-1', 'wages', 'Lương thấp nhất, vùng I', 'Lowest wage, region I', 'vnd', 'tháng', 'month', 'more', 10),
  ('lowest-wage-2', 'wages', 'Lương thấp nhất, vùng II', 'Lowest wage, region II', 'vnd', 'tháng', 'month', 'more', 20),
  ('lowest-wage-3', 'wages', 'Lương thấp nhất, vùng III', 'Lowest wage, region III', 'vnd', 'tháng', 'month', 'more', 30),
  ('lowest-wage-4', 'wages', 'Lương thấp nhất, vùng IV', 'Lowest wage, region IV', 'vnd', 'tháng', 'month', 'more', 40),
  ('yearly-raise', 'wages', 'Mức nâng lương hằng năm', 'Yearly raise', 'percent', 'năm', 'year', 'more', 50),
  ('probation-wage', 'wages', 'Lương thử việc', 'Wage on probation', 'percent', 'lương công việc', 'of the wage', 'more', 60),
  ('night-wage', 'wages', 'Trả thêm khi làm ban đêm', 'Extra for night work', 'percent', 'đơn giá tiền lương', 'of the wage', 'more', 70),
  ('diligence-allowance', 'allowances', 'Phụ cấp chuyên cần', 'Attendance allowance', 'vnd', 'tháng', 'month', 'more', 80),
  ('travel-allowance', 'allowances', 'Hỗ trợ xăng xe, đi lại', 'Travel allowance', 'vnd', 'tháng', 'month', 'more', 90),
  ('housing-allowance', 'allowances', 'Hỗ trợ nhà ở', 'Housing allowance', 'vnd', 'tháng', 'month', 'more', 100),
  ('childcare-allowance', 'allowances', 'Hỗ trợ nuôi con nhỏ', 'Childcare allowance', 'vnd', 'cháu/tháng', 'child and month', 'more', 110),
  ('tet-bonus', 'bonus', 'Thưởng Tết', 'Tết bonus', 'months', 'lương', 'of wage', 'more', 120),
  ('shift-meal', 'meals', 'Bữa ăn ca', 'Shift meal', 'vnd', 'suất', 'meal', 'more', 130),
  ('weekly-hours', 'hours', 'Thời giờ làm việc', 'Working hours', 'hours', 'tuần', 'week', 'less', 140),
  ('shift-break', 'rest', 'Nghỉ giữa giờ, ca ngày', 'Break in a day shift', 'minutes', 'ca', 'shift', 'more', 150),
  ('own-wedding', 'rest', 'Nghỉ kết hôn', 'Leave for own wedding', 'days', 'lần', 'occasion', 'more', 160),
  ('child-wedding', 'rest', 'Nghỉ khi con kết hôn', 'Leave for a child''s wedding', 'days', 'lần', 'occasion', 'more', 170),
  ('family-death', 'rest', 'Nghỉ khi cha mẹ, vợ chồng, con chết', 'Leave on a death in the family', 'days', 'lần', 'occasion', 'more', 180),
  ('public-holidays', 'rest', 'Nghỉ lễ, tết', 'Public holidays', 'days', 'năm', 'year', 'more', 190),
  ('overtime-workday', 'overtime', 'Lương làm thêm ngày thường', 'Overtime on a working day', 'percent', 'đơn giá tiền lương', 'of the wage', 'more', 200),
  ('overtime-rest-day', 'overtime', 'Lương làm thêm ngày nghỉ hằng tuần', 'Overtime on a weekly rest day', 'percent', 'đơn giá tiền lương', 'of the wage', 'more', 210),
  ('overtime-holiday', 'overtime', 'Lương làm thêm ngày lễ, tết', 'Overtime on a public holiday', 'percent', 'đơn giá tiền lương', 'of the wage', 'more', 220),
  ('overtime-year', 'overtime', 'Số giờ làm thêm tối đa', 'Most overtime', 'hours', 'năm', 'year', 'less', 230),
  ('job-loss-pay', 'job-security', 'Trợ cấp mất việc làm', 'Job-loss allowance', 'months', 'lương/năm làm việc', 'of wage for a year of work', 'more', 240),
  ('severance-pay', 'job-security', 'Trợ cấp thôi việc', 'Severance allowance', 'months', 'lương/năm làm việc', 'of wage for a year of work', 'more', 250),
  ('health-check', 'safety', 'Khám sức khỏe định kỳ', 'Health checks', 'times', 'năm', 'year', 'more', 260),
  ('chair-hours', 'union-conditions', 'Giờ hoạt động của chủ tịch công đoàn', 'Hours for the union chair', 'hours', 'tháng', 'month', 'more', 270),
  ('officer-hours', 'union-conditions', 'Giờ hoạt động của ủy viên, tổ trưởng', 'Hours for other officers', 'hours', 'tháng', 'month', 'more', 280),
  ('dialogues', 'dispute-prevention', 'Đối thoại định kỳ', 'Periodic dialogue', 'times', 'năm', 'year', 'more', 290),
  ('nursing-break', 'gender-maternity', 'Nghỉ nuôi con dưới 12 tháng tuổi', 'Nursing break', 'minutes', 'ngày', 'day', 'more', 300),
  ('menstrual-break', 'gender-maternity', 'Nghỉ trong thời gian hành kinh', 'Menstrual break', 'minutes', 'ngày', 'day', 'more', 310),
  ('leave-days', 'annual-leave', 'Nghỉ hằng năm, điều kiện bình thường', 'Annual leave, normal conditions', 'days', 'năm', 'year', 'more', 320),
  ('leave-days-heavy', 'annual-leave', 'Nghỉ hằng năm, nặng nhọc, độc hại', 'Annual leave, heavy or harmful work', 'days', 'năm', 'year', 'more', 330),
  ('digital-training', 'digital-transformation-training', 'Đào tạo chuyển đổi số', 'Digital-transformation training', 'hours', 'người/năm', 'person and year', 'more', 340),
  ('holiday-trip', 'welfare', 'Tham quan, nghỉ mát', 'Yearly outing', 'vnd', 'người/năm', 'person and year', 'more', 350),
  ('wedding-gift', 'welfare', 'Mừng kết hôn', 'Wedding gift', 'vnd', 'lần', 'occasion', 'more', 360),
  ('bereavement-gift', 'welfare', 'Phúng viếng', 'Bereavement gift', 'vnd', 'lần', 'occasion', 'more', 370);

create table agreements.law_minimum (
  case_code text not null references agreements.clause_case, during daterange not null check (not isempty(during)), gives numeric not null check (gives >= 0), basis text not null,
  exclude using gist (case_code with =, during with &&)
);
comment on table agreements.law_minimum is 'What the law gives in a case on a day, so that a clause is measured by the law of that day. A case without a row: the law sets no number.';
insert into agreements.law_minimum values
  ('lowest-wage-1', '[2022-07-01,2024-07-01)', 4680000, 'Nghị định 38/2022/NĐ-CP'), ('lowest-wage-1', '[2024-07-01,2026-01-01)', 4960000, 'Nghị định 74/2024/NĐ-CP'), ('lowest-wage-1', '[2026-01-01,)', 5310000, 'Nghị định 293/2025/NĐ-CP'),
  ('lowest-wage-2', '[2022-07-01,2024-07-01)', 4160000, 'Nghị định 38/2022/NĐ-CP'), ('lowest-wage-2', '[2024-07-01,2026-01-01)', 4410000, 'Nghị định 74/2024/NĐ-CP'), ('lowest-wage-2', '[2026-01-01,)', 4730000, 'Nghị định 293/2025/NĐ-CP'),
  ('lowest-wage-3', '[2022-07-01,2024-07-01)', 3640000, 'Nghị định 38/2022/NĐ-CP'), ('lowest-wage-3', '[2024-07-01,2026-01-01)', 3860000, 'Nghị định 74/2024/NĐ-CP'), ('lowest-wage-3', '[2026-01-01,)', 4140000, 'Nghị định 293/2025/NĐ-CP'),
  ('lowest-wage-4', '[2022-07-01,2024-07-01)', 3250000, 'Nghị định 38/2022/NĐ-CP'), ('lowest-wage-4', '[2024-07-01,2026-01-01)', 3450000, 'Nghị định 74/2024/NĐ-CP'), ('lowest-wage-4', '[2026-01-01,)', 3700000, 'Nghị định 293/2025/NĐ-CP'),
  ('probation-wage', '[2013-05-01,)', 85, 'Bộ luật Lao động 2019, Điều 26'), ('night-wage', '[2013-05-01,)', 30, 'Bộ luật Lao động 2019, Điều 98'),
  ('weekly-hours', '[2013-05-01,)', 48, 'Bộ luật Lao động 2019, Điều 105'), ('shift-break', '[2013-05-01,)', 30, 'Bộ luật Lao động 2019, Điều 109'),
  ('own-wedding', '[2013-05-01,)', 3, 'Bộ luật Lao động 2019, Điều 115'), ('child-wedding', '[2013-05-01,)', 1, 'Bộ luật Lao động 2019, Điều 115'), ('family-death', '[2013-05-01,)', 3, 'Bộ luật Lao động 2019, Điều 115'),
  ('public-holidays', '[2013-05-01,2021-01-01)', 10, 'Bộ luật Lao động 2012, Điều 115'), ('public-holidays', '[2021-01-01,)', 11, 'Bộ luật Lao động 2019, Điều 112'),
  ('overtime-workday', '[2013-05-01,)', 150, 'Bộ luật Lao động 2019, Điều 98'), ('overtime-rest-day', '[2013-05-01,)', 200, 'Bộ luật Lao động 2019, Điều 98'), ('overtime-holiday', '[2013-05-01,)', 300, 'Bộ luật Lao động 2019, Điều 98'), ('overtime-year', '[2013-05-01,)', 200, 'Bộ luật Lao động 2019, Điều 107'),
  ('job-loss-pay', '[2013-05-01,)', 1, 'Bộ luật Lao động 2019, Điều 47'), ('severance-pay', '[2013-05-01,)', 0.5, 'Bộ luật Lao động 2019, Điều 46'), ('health-check', '[2016-07-01,)', 1, 'Luật An toàn, vệ sinh lao động 2015, Điều 21'),
  ('chair-hours', '[2013-01-01,)', 24, 'Luật Công đoàn; Nghị định 145/2020/NĐ-CP'), ('officer-hours', '[2013-01-01,)', 12, 'Luật Công đoàn; Nghị định 145/2020/NĐ-CP'), ('dialogues', '[2021-01-01,)', 1, 'Bộ luật Lao động 2019, Điều 63'),
  ('nursing-break', '[2013-05-01,)', 60, 'Bộ luật Lao động 2019, Điều 137'), ('menstrual-break', '[2013-05-01,)', 30, 'Bộ luật Lao động 2019, Điều 137; Nghị định 145/2020/NĐ-CP'),
  ('leave-days', '[2013-05-01,)', 12, 'Bộ luật Lao động 2019, Điều 113'), ('leave-days-heavy', '[2013-05-01,)', 14, 'Bộ luật Lao động 2019, Điều 113');
grant select on agreements.clause_subject, agreements.clause_case, agreements.law_minimum to lotrinh_app;

create table agreements.full_text (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade, amendment_id uuid references agreements.amendment on delete cascade,
  file_id uuid not null references files.file, read_as text not null check (read_as in ('docx', 'pdf')),
  body text not null check (body <> ''), blank_pages smallint not null default 0 check (blank_pages >= 0), recorded_at timestamptz not null default base.moment(), confirmed_at timestamptz,
  unique (id, agreement_id)
);
comment on table agreements.full_text is 'The words of an agreement, or of one of its amendments, as they were read from a file. blank_pages: pages that are pictures without text; confirmed_at: its coding is settled; its clauses are the record from then on.';
create unique index one_text on agreements.full_text (agreement_id, coalesce(amendment_id, agreement_id));
create index on agreements.full_text (amendment_id) where amendment_id is not null; create index on agreements.full_text (file_id);

create table agreements.passage (
  text_id uuid not null, agreement_id uuid not null, ord integer not null, kind text not null check (kind in ('chapter', 'section', 'article', 'item', 'point', 'paragraph')), path text not null,
  start_at integer not null check (start_at >= 0), end_at integer not null check (end_at > start_at), words tsvector not null,
  primary key (text_id, ord), foreign key (text_id, agreement_id) references agreements.full_text (id, agreement_id) on delete cascade
);
comment on table agreements.passage is 'A passage of a text, [start_at, end_at) of its signs: chapter, article, item, point. words: without diacritics, for search.';
create index on agreements.passage (agreement_id);
create index on agreements.passage using gin (words);

create table agreements.coding (
  id uuid primary key, text_id uuid not null, agreement_id uuid not null, person_id uuid not null, kind text not null check (kind in ('coder', 'reviewer')),
  begun_at timestamptz not null default base.moment(), finished_at timestamptz,
  unique (text_id, person_id), unique (id, agreement_id), foreign key (text_id, agreement_id) references agreements.full_text (id, agreement_id) on delete cascade
);
comment on table agreements.coding is 'One person''s pass over a text. At most two coders; or one, and a reviewer who looks the one''s spans through.';
create index on agreements.coding (agreement_id);
create index on agreements.coding (person_id);

create table agreements.coding_span (
  id uuid primary key, coding_id uuid not null, agreement_id uuid not null,
  subject text not null references agreements.clause_subject, case_code text references agreements.clause_case,
  start_at integer not null check (start_at >= 0), end_at integer not null check (end_at > start_at),
  gives numeric check (gives >= 0), gives_as text check (gives_as in ('total', 'extra')), note text, suggested boolean not null default false,
  check ((gives is null) = (gives_as is null)), check (gives is null or case_code is not null),
  foreign key (coding_id, agreement_id) references agreements.coding (id, agreement_id) on delete cascade
);
comment on table agreements.coding_span is 'A span that a coder gave a subject. gives_as: the number is all that the worker has (total), or comes on top of the law (extra). suggested: confirmed from a suggestion.';
create index on agreements.coding_span (coding_id);
create index on agreements.coding_span (agreement_id);

create table agreements.refused_suggestion (
  coding_id uuid not null, agreement_id uuid not null, subject text not null references agreements.clause_subject, start_at integer not null, end_at integer not null,
  primary key (coding_id, start_at, end_at, subject), foreign key (coding_id, agreement_id) references agreements.coding (id, agreement_id) on delete cascade
);
comment on table agreements.refused_suggestion is 'A suggestion that the coder refused: not shown to them again.';
create index on agreements.refused_suggestion (agreement_id);

create table agreements.settlement (
  difference_id uuid not null references agreements.coding_span on delete cascade, text_id uuid not null, agreement_id uuid not null, person_id uuid not null,
  chosen uuid references agreements.coding_span on delete cascade, at timestamptz not null default base.moment(),
  primary key (difference_id, person_id), foreign key (text_id, agreement_id) references agreements.full_text (id, agreement_id) on delete cascade
);
comment on table agreements.settlement is 'What someone says about a difference of two coders, named by the first one''s span: which span stands; chosen null: none. Settled by both of one mind, or by a third.';
create index on agreements.settlement (text_id); create index on agreements.settlement (person_id); create index on agreements.settlement (chosen); create index on agreements.settlement (agreement_id);

create table agreements.clause (
  id uuid primary key, text_id uuid not null, agreement_id uuid not null,
  subject text not null references agreements.clause_subject, case_code text references agreements.clause_case, start_at integer not null, end_at integer not null check (end_at > start_at), said text not null check (said <> ''),
  gives numeric check (gives >= 0), gives_as text check (gives_as in ('total', 'extra')), note text,
  part_id uuid references agreements.part on delete set null, replaced_by uuid references agreements.amendment on delete set null,
  recorded_at timestamptz not null default base.moment(),
  unique (id, agreement_id), check ((gives is null) = (gives_as is null)), foreign key (text_id, agreement_id) references agreements.full_text (id, agreement_id) on delete cascade
);
comment on table agreements.clause is 'A span of the text with its subject, confirmed: the record. said: its words. part_id: stands in a content with a term of its own; replaced_by: the amendment from whose day on it is no more.';
create index on agreements.clause (agreement_id); create index on agreements.clause (text_id); create index on agreements.clause (case_code) where gives is not null;
create index on agreements.clause (part_id) where part_id is not null; create index on agreements.clause (replaced_by) where replaced_by is not null;

create table agreements.void_clause (
  clause_id uuid not null, judgment_id uuid not null, agreement_id uuid not null, primary key (clause_id, judgment_id),
  foreign key (clause_id, agreement_id) references agreements.clause (id, agreement_id) on delete cascade, foreign key (judgment_id, agreement_id) references agreements.judgment (id, agreement_id) on delete cascade
);
comment on table agreements.void_clause is 'Clauses that a judgment declared void in part of an agreement.';
create index on agreements.void_clause (judgment_id);
create index on agreements.void_clause (agreement_id);

create view agreements.clause_effect as
  select k.id as clause_id, k.agreement_id, k.subject, k.case_code,
    coalesce(x.during, c.holds) * daterange(m.effective_on, least(r.effective_on, v.voids_on, 'infinity'::date)) as during
  from agreements.clause k join agreements.effect c on c.agreement_id = k.agreement_id join agreements.full_text t on t.id = k.text_id
  left join agreements.part_effect x on x.part_id = k.part_id
  left join agreements.amendment m on m.id = t.amendment_id
  left join lateral (select greatest(r.effective_on, m.effective_on) as effective_on from agreements.amendment r where r.id = k.replaced_by) r on true
  -- Grouped, so that there is no row where there is no judgment.
  left join lateral (select greatest(min(j.voids_on), m.effective_on) as voids_on from agreements.void_clause z join agreements.judgment j on j.id = z.judgment_id where z.clause_id = k.id group by z.clause_id) v on true;
comment on view agreements.clause_effect is 'Days on which a clause is in force: those of its agreement or of its part, from the day of the amendment that brought it to that of the one that replaced it or of the judgment that declared it void.';

create view agreements.fact_clause as
  select e.agreement_id as subject_id, e.during, null::int as quantity, jsonb_strip_nulls(jsonb_build_object('subject', e.subject, 'case', e.case_code)) as attrs, 'clause' as evidence_kind, e.clause_id as evidence_id
  from agreements.clause_effect e where not isempty(e.during);
comment on view agreements.fact_clause is 'Fact "clause" of an agreement: a confirmed clause on the days on which it is in force. attrs: its subject and case.';

insert into indicators.fact_kind values ('clause', 'Có điều khoản đã xác nhận', 'Has a confirmed clause');
insert into indicators.fact_source values ('clause', 'agreement', 'agreements.fact_clause');
select indicators.compile();

-- Nobody who codes sees what another found before having finished: the rule of domain/coding.ts (seesOthers) again, beneath every query.
create function agreements.sees_coding(coding uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (
    select from agreements.coding c join agreements.full_text t on t.id = c.text_id
    left join agreements.coding o on o.text_id = c.text_id and o.person_id = nullif(current_setting('app.person', true), '')::uuid
    where c.id = coding and (t.confirmed_at is not null or o.id = c.id or o.finished_at is not null or o.kind = 'reviewer'
      or o.id is null and (select count(*) from agreements.coding f where f.text_id = c.text_id and f.kind = 'coder' and f.finished_at is not null) = 2))
$$;
create function agreements.own_coding(coding uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from agreements.coding c where c.id = coding and c.finished_at is null and (c.person_id = nullif(current_setting('app.person', true), '')::uuid or nullif(current_setting('app.person', true), '') is null and organisation.whole()))
$$;

do $$ declare child text; begin
  foreach child in array array['full_text', 'passage', 'clause', 'void_clause', 'coding', 'settlement'] loop
    execute format('alter table agreements.%I enable row level security', child);
    execute format('create policy scope on agreements.%I using (agreements.own(agreement_id))', child);
    execute format('grant select, insert, update, delete on agreements.%I to lotrinh_app', child);
  end loop;
  foreach child in array array['full_text', 'passage', 'clause', 'void_clause'] loop
    execute format('create policy read on agreements.%I for select using (agreements.shown(agreement_id))', child);
  end loop;
  foreach child in array array['coding_span', 'refused_suggestion'] loop
    execute format('alter table agreements.%I enable row level security', child);
    execute format('create policy scope on agreements.%I using (agreements.own(agreement_id) and agreements.own_coding(coding_id))', child);
    execute format('create policy read on agreements.%I for select using (agreements.own(agreement_id) and agreements.sees_coding(coding_id))', child);
    execute format('grant select, insert, update, delete on agreements.%I to lotrinh_app', child);
  end loop;
end $$;
grant select on agreements.clause_effect to lotrinh_app;

-- Search by the index on words, which row-level security would leave unused: the function checks the reach itself.
create function agreements.find_passages(asked text, at_most integer) returns table (agreement_id uuid, text_id uuid, ord integer, near boolean)
language sql stable security definer set search_path = agreements, pg_catalog as $$
  select p.agreement_id, p.text_id, p.ord, p.words @@ phraseto_tsquery('pg_catalog.simple', base.fold(asked)) as near
  from passage p where p.words @@ plainto_tsquery('pg_catalog.simple', base.fold(asked)) and agreements.shown(p.agreement_id)
  order by near desc, p.text_id, p.ord limit at_most
$$;

-- What employers give in each case on a day, for benchmarks: over the whole house, because whoever bargains needs to know what is
-- given elsewhere. It names nobody; what leaves the house of it is only quartiles of groups that are large enough (domain/benchmark.ts).
create function agreements.given_values(asked_case text, on_day date) returns table (employer text, trade text, province text, workers integer, gives numeric)
language sql stable security definer set search_path = agreements, pg_catalog as $$
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
$$;
revoke execute on function agreements.sees_coding, agreements.own_coding, agreements.find_passages, agreements.given_values from public;
grant execute on function agreements.sees_coding, agreements.own_coding, agreements.find_passages, agreements.given_values to lotrinh_app;

create function agreements.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'agreements.coding', jsonb_build_object('agreement', a.title, 'kind', c.kind, 'begun_at', c.begun_at, 'finished_at', c.finished_at) from agreements.coding c join agreements.agreement a on a.id = c.agreement_id where c.person_id = who
    union all select 'agreements.settlement', jsonb_build_object('agreement', a.title, 'at', s.at) from agreements.settlement s join agreements.agreement a on a.id = s.agreement_id where s.person_id = who
  ) h where privacy.may_read(who)
$$;
revoke execute on function agreements.held from public;
grant execute on function agreements.held to lotrinh_app;
