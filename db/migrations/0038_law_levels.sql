-- What the law gives is kept on a screen from here on: who wrote a level and when, by which article; and the levels that came with
-- 0032 stand corrected. Until now nobody but a migration could write them, so that they are written anew.
delete from agreements.law_minimum;
alter table agreements.law_minimum
  add id uuid primary key,
  add person_id uuid references people.person on delete set null,
  add writing integer not null default 1 check (writing > 0),
  add written_at timestamptz not null default base.moment(),
  add check (not lower_inf(during)), add check (basis = trim(basis) and basis <> ''),
  drop constraint law_minimum_case_code_during_excl,
  -- Asked at the commit: a level that moves its first day pushes the one before it.
  add constraint one_level_a_day exclude using gist (case_code with =, during with &&) deferrable initially deferred;
comment on table agreements.law_minimum is 'What the law gives in a case on a day, so that a clause is measured by the law of that day. A case without a row: the law sets no number. Of what is the better the less of it there is, the most that the law allows.';
comment on column agreements.law_minimum.basis is 'The instrument and its article.';
comment on column agreements.law_minimum.person_id is 'Who wrote the level last; null: it came with the system.';
create index on agreements.law_minimum (person_id) where person_id is not null;

insert into agreements.law_minimum (id, case_code, during, gives, basis)
select gen_random_uuid(), v.case_code, v.during::daterange, v.gives, v.basis from (values
  -- Regional minimum wages.
  ('lowest-wage-1', '[2020-01-01,2022-07-01)', 4420000, 'Nghị định 90/2019/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-1', '[2022-07-01,2024-07-01)', 4680000, 'Nghị định 38/2022/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-1', '[2024-07-01,2026-01-01)', 4960000, 'Nghị định 74/2024/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-1', '[2026-01-01,)', 5310000, 'Nghị định 293/2025/NĐ-CP, Điều 3 khoản 1'),
  ('lowest-wage-2', '[2020-01-01,2022-07-01)', 3920000, 'Nghị định 90/2019/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-2', '[2022-07-01,2024-07-01)', 4160000, 'Nghị định 38/2022/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-2', '[2024-07-01,2026-01-01)', 4410000, 'Nghị định 74/2024/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-2', '[2026-01-01,)', 4730000, 'Nghị định 293/2025/NĐ-CP, Điều 3 khoản 1'),
  ('lowest-wage-3', '[2020-01-01,2022-07-01)', 3430000, 'Nghị định 90/2019/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-3', '[2022-07-01,2024-07-01)', 3640000, 'Nghị định 38/2022/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-3', '[2024-07-01,2026-01-01)', 3860000, 'Nghị định 74/2024/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-3', '[2026-01-01,)', 4140000, 'Nghị định 293/2025/NĐ-CP, Điều 3 khoản 1'),
  ('lowest-wage-4', '[2020-01-01,2022-07-01)', 3070000, 'Nghị định 90/2019/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-4', '[2022-07-01,2024-07-01)', 3250000, 'Nghị định 38/2022/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-4', '[2024-07-01,2026-01-01)', 3450000, 'Nghị định 74/2024/NĐ-CP, Điều 3 khoản 1'), ('lowest-wage-4', '[2026-01-01,)', 3700000, 'Nghị định 293/2025/NĐ-CP, Điều 3 khoản 1'),
  -- The Labour Code of 2012 held from 1 May 2013, that of 2019 from 1 January 2021; the numbers mostly stayed.
  ('probation-wage', '[2013-05-01,2021-01-01)', 85, 'Bộ luật Lao động 10/2012/QH13, Điều 28'), ('probation-wage', '[2021-01-01,)', 85, 'Bộ luật Lao động 45/2019/QH14, Điều 26'),
  ('night-wage', '[2013-05-01,2021-01-01)', 30, 'Bộ luật Lao động 10/2012/QH13, Điều 97 khoản 2'), ('night-wage', '[2021-01-01,)', 30, 'Bộ luật Lao động 45/2019/QH14, Điều 98 khoản 2'),
  ('weekly-hours', '[2013-05-01,2021-01-01)', 48, 'Bộ luật Lao động 10/2012/QH13, Điều 104 khoản 1'), ('weekly-hours', '[2021-01-01,)', 48, 'Bộ luật Lao động 45/2019/QH14, Điều 105 khoản 1'),
  ('shift-break', '[2013-05-01,2021-01-01)', 30, 'Bộ luật Lao động 10/2012/QH13, Điều 108 khoản 1'), ('shift-break', '[2021-01-01,)', 30, 'Bộ luật Lao động 45/2019/QH14, Điều 109 khoản 1'),
  ('own-wedding', '[2013-05-01,2021-01-01)', 3, 'Bộ luật Lao động 10/2012/QH13, Điều 116 khoản 1 điểm a'), ('own-wedding', '[2021-01-01,)', 3, 'Bộ luật Lao động 45/2019/QH14, Điều 115 khoản 1 điểm a'),
  ('child-wedding', '[2013-05-01,2021-01-01)', 1, 'Bộ luật Lao động 10/2012/QH13, Điều 116 khoản 1 điểm b'), ('child-wedding', '[2021-01-01,)', 1, 'Bộ luật Lao động 45/2019/QH14, Điều 115 khoản 1 điểm b'),
  ('family-death', '[2013-05-01,2021-01-01)', 3, 'Bộ luật Lao động 10/2012/QH13, Điều 116 khoản 1 điểm c'), ('family-death', '[2021-01-01,)', 3, 'Bộ luật Lao động 45/2019/QH14, Điều 115 khoản 1 điểm c'),
  ('public-holidays', '[2013-05-01,2021-01-01)', 10, 'Bộ luật Lao động 10/2012/QH13, Điều 115 khoản 1'), ('public-holidays', '[2021-01-01,)', 11, 'Bộ luật Lao động 45/2019/QH14, Điều 112 khoản 1'),
  ('overtime-workday', '[2013-05-01,2021-01-01)', 150, 'Bộ luật Lao động 10/2012/QH13, Điều 97 khoản 1 điểm a'), ('overtime-workday', '[2021-01-01,)', 150, 'Bộ luật Lao động 45/2019/QH14, Điều 98 khoản 1 điểm a'),
  ('overtime-rest-day', '[2013-05-01,2021-01-01)', 200, 'Bộ luật Lao động 10/2012/QH13, Điều 97 khoản 1 điểm b'), ('overtime-rest-day', '[2021-01-01,)', 200, 'Bộ luật Lao động 45/2019/QH14, Điều 98 khoản 1 điểm b'),
  ('overtime-holiday', '[2013-05-01,2021-01-01)', 300, 'Bộ luật Lao động 10/2012/QH13, Điều 97 khoản 1 điểm c'), ('overtime-holiday', '[2021-01-01,)', 300, 'Bộ luật Lao động 45/2019/QH14, Điều 98 khoản 1 điểm c'),
  -- 200 hours a year, 300 in listed trades; since April 2022 300 with the worker's consent in any trade but for those it excepts, so
  -- that 300 is no longer beyond the law.
  ('overtime-year', '[2013-05-01,2021-01-01)', 200, 'Bộ luật Lao động 10/2012/QH13, Điều 106 khoản 2'), ('overtime-year', '[2021-01-01,2022-04-01)', 200, 'Bộ luật Lao động 45/2019/QH14, Điều 107 khoản 2'), ('overtime-year', '[2022-04-01,)', 300, 'Bộ luật Lao động 45/2019/QH14, Điều 107 khoản 3; Nghị quyết 17/2022/UBTVQH15, Điều 1'),
  ('job-loss-pay', '[2013-05-01,2021-01-01)', 1, 'Bộ luật Lao động 10/2012/QH13, Điều 49 khoản 1'), ('job-loss-pay', '[2021-01-01,)', 1, 'Bộ luật Lao động 45/2019/QH14, Điều 47 khoản 1'),
  ('severance-pay', '[2013-05-01,2021-01-01)', 0.5, 'Bộ luật Lao động 10/2012/QH13, Điều 48 khoản 1'), ('severance-pay', '[2021-01-01,)', 0.5, 'Bộ luật Lao động 45/2019/QH14, Điều 46 khoản 1'),
  ('health-check', '[2013-05-01,2016-07-01)', 1, 'Bộ luật Lao động 10/2012/QH13, Điều 152 khoản 2'), ('health-check', '[2016-07-01,)', 1, 'Luật An toàn, vệ sinh lao động 84/2015/QH13, Điều 21 khoản 1'),
  ('chair-hours', '[2013-01-01,2025-07-01)', 24, 'Luật Công đoàn 12/2012/QH13, Điều 24 khoản 2'), ('chair-hours', '[2025-07-01,)', 24, 'Luật Công đoàn 50/2024/QH15, Điều 27 khoản 2'),
  ('officer-hours', '[2013-01-01,2025-07-01)', 12, 'Luật Công đoàn 12/2012/QH13, Điều 24 khoản 2'), ('officer-hours', '[2025-07-01,)', 12, 'Luật Công đoàn 50/2024/QH15, Điều 27 khoản 2'),
  -- Every three months by the Code of 2012, once a year by that of 2019.
  ('dialogues', '[2013-05-01,2021-01-01)', 4, 'Bộ luật Lao động 10/2012/QH13, Điều 65 khoản 1'), ('dialogues', '[2021-01-01,)', 1, 'Bộ luật Lao động 45/2019/QH14, Điều 63 khoản 2 điểm a'),
  ('nursing-break', '[2013-05-01,2021-01-01)', 60, 'Bộ luật Lao động 10/2012/QH13, Điều 155 khoản 5'), ('nursing-break', '[2021-01-01,)', 60, 'Bộ luật Lao động 45/2019/QH14, Điều 137 khoản 4'),
  ('menstrual-break', '[2013-05-01,2021-01-01)', 30, 'Bộ luật Lao động 10/2012/QH13, Điều 155 khoản 5'), ('menstrual-break', '[2021-01-01,)', 30, 'Bộ luật Lao động 45/2019/QH14, Điều 137 khoản 4'),
  ('leave-days', '[2013-05-01,2021-01-01)', 12, 'Bộ luật Lao động 10/2012/QH13, Điều 111 khoản 1 điểm a'), ('leave-days', '[2021-01-01,)', 12, 'Bộ luật Lao động 45/2019/QH14, Điều 113 khoản 1 điểm a'),
  ('leave-days-heavy', '[2013-05-01,2021-01-01)', 14, 'Bộ luật Lao động 10/2012/QH13, Điều 111 khoản 1 điểm b'), ('leave-days-heavy', '[2021-01-01,)', 14, 'Bộ luật Lao động 45/2019/QH14, Điều 113 khoản 1 điểm b')
) v(case_code, during, gives, basis);

-- The law is the same for the whole house: everyone reads it, the offices at its top write it.
alter table agreements.law_minimum enable row level security;
create policy read on agreements.law_minimum for select using (true);
create policy write on agreements.law_minimum using (organisation.whole());
grant insert, update, delete on agreements.law_minimum to lotrinh_app;

create or replace function agreements.held(who uuid) returns table (held text, content jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select h.* from (
    select 'agreements.coding', jsonb_build_object('agreement', a.title, 'kind', c.kind, 'begun_at', c.begun_at, 'finished_at', c.finished_at) from agreements.coding c join agreements.agreement a on a.id = c.agreement_id where c.person_id = who
    union all select 'agreements.settlement', jsonb_build_object('agreement', a.title, 'at', s.at) from agreements.settlement s join agreements.agreement a on a.id = s.agreement_id where s.person_id = who
    union all select 'agreements.law_minimum', jsonb_build_object('case', y.name_vi, 'basis', l.basis, 'written_at', l.written_at) from agreements.law_minimum l join agreements.clause_case y on y.code = l.case_code where l.person_id = who
  ) h where privacy.may_read(who)
$$;

-- Two agreements that cover one workplace are found by the tax code of the enterprise, whichever of its branches it names.
alter table agreements.party add tax_base text generated always as (left(tax_code, 10)) stored;
comment on column agreements.party.tax_base is 'The tax code of the enterprise, without the number of the branch.';
create index on agreements.party (tax_base) where tax_base is not null;
