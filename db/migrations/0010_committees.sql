-- Committees with their terms, and relations between units that are no part of the tree.

-- Relations ----------------------------------------------------------------------------------------
create table organisation.relation_kind (code text primary key, name_vi text not null, name_en text not null);
comment on table organisation.relation_kind is 'Kinds of relations between units, read from unit_id to other_id.';
insert into organisation.relation_kind values ('manages', 'Quản lý công đoàn của xã, phường chưa có công đoàn riêng', 'Manages the unions of a commune that has no union of its own');

create table organisation.relation (
  id uuid primary key,
  kind text not null references organisation.relation_kind,
  unit_id uuid not null references organisation.unit, other_id uuid not null references organisation.unit,
  commune text check (commune = trim(commune) and commune <> ''),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  decision_number text not null check (trim(decision_number) <> ''), decision_on date, decision_by text, end_decision_number text,
  recorded_at timestamptz not null default base.moment(),
  check (other_id <> unit_id),
  exclude using gist (kind with =, unit_id with =, other_id with =, valid with &&)
);
comment on table organisation.relation is 'One unit stands to another in a relation over a half-open range of days, by decision. Many to many and no second tree: reach, powers and figures do not follow it. commune: the commune whose unions are meant.';
create index on organisation.relation (unit_id);
create index on organisation.relation (other_id);

-- Seen from either end and from above; written by an office whose reach holds both.
alter table organisation.relation enable row level security;
create policy read on organisation.relation for select using (organisation.reaches(unit_id) or organisation.reaches(other_id));
create policy admit on organisation.relation for insert with check (organisation.reaches(unit_id) and organisation.reaches(other_id));
create policy change on organisation.relation for update using (organisation.reaches(unit_id));
grant select, insert on organisation.relation to lotrinh_app;
grant update (valid, end_decision_number) on organisation.relation to lotrinh_app;
grant select on organisation.relation_kind to lotrinh_app;

-- Committees ---------------------------------------------------------------------------------------
create table people.committee (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  basis text not null check (basis in ('elected', 'provisional')),
  term daterange not null check (not isempty(term) and not lower_inf(term)),
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  decision_number text check (trim(decision_number) <> ''), decision_on date,
  recognised_number text check (trim(recognised_number) <> ''), recognised_on date,
  decided_by uuid references organisation.unit,
  recorded_at timestamptz not null default base.moment(),
  check (basis = 'provisional' or not upper_inf(term)),
  check (basis = 'elected' or (decision_number is not null and recognised_number is null)),
  check ((recognised_number is null) = (recognised_on is null)),
  unique (id, unit_id),
  exclude using gist (unit_id with =, during with &&)
);
comment on table people.committee is 'The executive committee of a unit. term: as its congress or the appointing decision set it, stored and never computed (KH 22/KH-TLĐ cut terms of 2023-2028 short); during: the days on which it sits, ended by the next one or by decision. decision: by which it came to be, for a provisional one the appointment by the union above; recognised: the decision of that union on an elected one; decided_by: which union it was.';

alter table people.office add column committee_id uuid;
alter table people.office add foreign key (committee_id, unit_id) references people.committee (id, unit_id);
comment on column people.office.committee_id is 'The committee that the office belongs to; its term is then the committee''s.';
create index on people.office (committee_id);

alter table people.committee enable row level security;
create policy scope on people.committee using (organisation.reaches(unit_id));
grant select, insert on people.committee to lotrinh_app;
grant update (during, recognised_number, recognised_on, decided_by) on people.committee to lotrinh_app;
