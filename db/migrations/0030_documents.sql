-- The register of documents and the catalogue of procedures: what targets T2 and T2b of plan 237 are measured from.
-- Rules followed: QĐ 933/QĐ-TLĐ of 2024 (types, notation), Decree 30/2020 (numbers, registers). State secrets never enter.
create schema documents;
grant usage on schema documents to lotrinh_app;

-- Who keeps the registers.
alter table people.title drop constraint title_powers_check;
alter table people.title add constraint title_powers_check check (powers in ('lead', 'deputy', 'officer', 'committee', 'inspector', 'administrator', 'auditor', 'privacy', 'clerk', 'none'));
insert into people.title values ('clerk', 'Văn thư', 'Office clerk', 58, 'clerk');

create table documents.type (
  code text primary key check (code ~ '^[a-z-]+$'), name_vi text not null, name_en text not null,
  abbreviation text, paper boolean not null default false, rank smallint not null unique
);
comment on table documents.type is 'The closed list of QĐ 933/QĐ-TLĐ: 22 types of documents, and 8 administrative papers. abbreviation: its letters in a notation (Decree 30/2020, appendix III; for types of the union alone, as offices write them); null: it has none, or none is laid down. Only proposed: what is printed on the document counts.';
insert into documents.type (rank, code, abbreviation, name_vi, name_en) values
  (1, 'charter', 'ĐL', 'Điều lệ', 'Charter'), (2, 'strategy', 'CL', 'Chiến lược', 'Strategy'), (3, 'resolution', 'NQ', 'Nghị quyết', 'Resolution'), (4, 'decision', 'QĐ', 'Quyết định', 'Decision'),
  (5, 'directive', 'CT', 'Chỉ thị', 'Directive'), (6, 'conclusion', 'KL', 'Kết luận', 'Conclusion'), (7, 'statute', 'QC', 'Quy chế', 'Statute'), (8, 'regulation', 'QyĐ', 'Quy định', 'Regulation'),
  (9, 'guidance', 'HD', 'Hướng dẫn', 'Guidance'), (10, 'notice', 'TB', 'Thông báo', 'Notice'), (11, 'communique', 'TC', 'Thông cáo', 'Communiqué'), (12, 'declaration', 'TBố', 'Tuyên bố', 'Declaration'),
  (13, 'appeal', 'LKG', 'Lời kêu gọi', 'Appeal'), (14, 'report', 'BC', 'Báo cáo', 'Report'), (15, 'plan', 'KH', 'Kế hoạch', 'Plan'), (16, 'master-plan', null, 'Quy hoạch', 'Master plan'),
  (17, 'programme', 'CTr', 'Chương trình', 'Programme'), (18, 'scheme', 'ĐA', 'Đề án', 'Scheme'), (19, 'option', 'PA', 'Phương án', 'Plan of action'), (20, 'submission', 'TTr', 'Tờ trình', 'Submission'),
  (21, 'official-letter', null, 'Công văn', 'Official letter'), (22, 'minutes', 'BB', 'Biên bản', 'Minutes');
insert into documents.type (rank, code, abbreviation, name_vi, name_en, paper) values
  (23, 'invitation', 'GM', 'Giấy mời', 'Invitation', true), (24, 'introduction', 'GGT', 'Giấy giới thiệu', 'Letter of introduction', true), (25, 'authorisation', 'GUQ', 'Giấy ủy quyền', 'Authorisation', true),
  (26, 'leave', 'GNP', 'Giấy nghỉ phép', 'Leave permit', true), (27, 'submission-slip', null, 'Phiếu trình', 'Submission slip', true), (28, 'transfer-slip', 'PC', 'Phiếu chuyển', 'Transfer slip', true),
  (29, 'public-letter', null, 'Thư công', 'Letter in office', true), (30, 'attestation', null, 'Giấy chứng nhận', 'Attestation', true);

create table documents.document (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  direction text not null check (direction in ('outgoing', 'incoming')),
  type text not null references documents.type,
  series text not null check (series = trim(series) and series <> ''),
  reference text check (reference = trim(reference) and length(reference) between 1 and 60),
  number text check (number ~ '^\d{1,6}[a-zđ]{0,2}$'), notation text check (notation = trim(notation) and notation <> ''),
  issued_on date not null,
  issuer text not null check (issuer = trim(issuer) and issuer <> ''),
  summary text not null check (length(summary) between 1 and 500),
  signer text check (length(signer) <= 150), signer_position text check (length(signer_position) <= 100), recipients text check (length(recipients) <= 1000),
  urgency text check (urgency in ('urgent', 'very-urgent', 'express')),
  arrived_on date, arrival_number integer check (arrival_number > 0),
  registered_on date generated always as (coalesce(arrived_on, issued_on)) stored,
  handler text check (handler = trim(handler) and handler <> ''), due_on date, done_on date, outcome text check (length(outcome) <= 1000),
  plan_id uuid,
  writing integer not null default 0,
  voided_at timestamptz, void_reason text check (length(trim(void_reason)) >= 5),
  recorded_at timestamptz not null default base.moment(),
  fold text generated always as (base.fold(coalesce(reference, '') || ' ' || issuer || ' ' || summary)) stored,
  check ((direction = 'incoming') = (arrived_on is not null)), check ((direction = 'incoming') = (arrival_number is not null)),
  check (direction = 'incoming' or number is not null and reference is not null), check (direction = 'outgoing' or plan_id is null),
  check (arrived_on >= issued_on), check (done_on is null or handler is not null), check (outcome is null or done_on is not null),
  check ((voided_at is null) = (void_reason is null))
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
create unique index one_arrival_number on documents.document (unit_id, extract(year from arrived_on), arrival_number) where direction = 'incoming';
create unique index one_number_one_document on documents.document (unit_id, series, reference, issued_on) where direction = 'outgoing' and voided_at is null;
create unique index one_document_of_a_plan on documents.document (plan_id) where voided_at is null;
create index document_of_unit on documents.document (unit_id, registered_on desc);
create index document_waiting on documents.document (unit_id, due_on) where direction = 'incoming' and done_on is null and voided_at is null;

create table documents.document_file (
  file_id uuid primary key references files.file, document_id uuid not null references documents.document, kept_at timestamptz not null default base.moment()
);
comment on table documents.document_file is 'The content of a document: its scan, its pages, its signed file.';
create index on documents.document_file (document_id);

create table documents.procedure (
  id uuid primary key, unit_id uuid not null references organisation.unit,
  code text not null check (code = trim(code) and code <> ''), name text not null check (length(name) between 1 and 300 and name = trim(name)),
  basis text check (length(basis) <= 500), handler text not null check (handler = trim(handler) and handler <> ''),
  in_use daterange not null check (not isempty(in_use) and not lower_inf(in_use)),
  online daterange check (not isempty(online) and not lower_inf(online) and online <@ in_use), online_at text check (length(online_at) between 1 and 500),
  writing integer not null default 0, recorded_at timestamptz not null default base.moment(),
  check ((online is null) = (online_at is null)), exclude using gist (unit_id with =, code with =, in_use with &&)
);
comment on table documents.procedure is 'A procedure in the catalogue of a unit: who handles it by which rule, on which days it is in use, and on which of them it is handled online.';
comment on column documents.procedure.online_at is 'Where it is handled online: the address, by which anyone may see that it is so.';
create index on documents.procedure (unit_id);

alter table documents.document enable row level security;
alter table documents.document_file enable row level security;
alter table documents.procedure enable row level security;
create policy scope on documents.document using (organisation.reaches(unit_id));
create policy scope on documents.document_file using (exists (select from documents.document d where d.id = document_id));
create policy scope on documents.procedure using (organisation.reaches(unit_id));
grant select on documents.type to lotrinh_app;
grant select, insert on documents.document, documents.document_file, documents.procedure to lotrinh_app;
grant update (type, series, reference, number, notation, issued_on, issuer, summary, signer, signer_position, recipients, urgency, arrived_on, handler, due_on, done_on, outcome, writing, voided_at, void_reason) on documents.document to lotrinh_app;
grant delete on documents.document_file to lotrinh_app;
grant update (code, name, basis, handler, in_use, online, online_at, writing) on documents.procedure to lotrinh_app;

-- Two who register in one book go one after the other; a number that is not used goes back with its transaction.
create function documents.hold_book(the_unit uuid, book text) returns void language sql security definer set search_path = pg_catalog
  as $$ select pg_advisory_xact_lock(hashtextextended('documents.document ' || the_unit || ' ' || book, 0)) $$;
revoke execute on all functions in schema documents from public;
grant execute on function documents.hold_book(uuid, text) to lotrinh_app;

-- What indicators count ---------------------------------------------------------------------------------
create view documents.subject_document as
  select d.id as subject_id, d.unit_id, daterange(d.registered_on, (d.registered_on + interval '1 year')::date) as during, 1 as quantity, d.id as record_id,
    jsonb_build_object('direction', d.direction, 'type', d.type) as attrs
  from documents.document d where d.voided_at is null;
comment on view documents.subject_document is 'Subject "document": a year from the day in the register, so that a figure is about the registers of the last twelve months, on 31 December about those of the year (docs/decisions/0030).';
create view documents.fact_on_platform as
  select d.id as subject_id, daterange(greatest(d.done_on, f.kept_on), null) as during, null::int as quantity, '{}'::jsonb as attrs, 'document' as evidence_kind, d.id as evidence_id
  from documents.document d join (select document_id, (min(kept_at) at time zone 'Asia/Ho_Chi_Minh')::date as kept_on from documents.document_file group by document_id) f on f.document_id = d.id
  where d.done_on is not null and d.voided_at is null;
comment on view documents.fact_on_platform is 'Fact "on-platform" of a document: its content is kept here, and who dealt with it and when is recorded here.';
create view documents.label_document as
  select d.id as subject_id, coalesce(d.reference || ' · ', '') || d.summary as label, d.fold, to_char(d.registered_on, 'YYYYMMDD') || lpad(coalesce(d.arrival_number::text, d.number), 8, '0') as sort_key from documents.document d;
comment on view documents.label_document is 'How a document is called in lists; in the order of its register.';

create view documents.subject_procedure as
  select p.id as subject_id, p.unit_id, p.in_use as during, 1 as quantity, p.id as record_id, '{}'::jsonb as attrs from documents.procedure p;
comment on view documents.subject_procedure is 'Subject "procedure": on the days on which it is in use.';
create view documents.fact_handled_online as
  select p.id as subject_id, p.online as during, null::int as quantity, '{}'::jsonb as attrs, 'procedure' as evidence_kind, p.id as evidence_id from documents.procedure p where p.online is not null;
comment on view documents.fact_handled_online is 'Fact "handled-online" of a procedure.';
create view documents.label_procedure as
  select p.id as subject_id, p.code || ' · ' || p.name as label, base.fold(p.code || ' ' || p.name) as fold, p.code as sort_key from documents.procedure p;
comment on view documents.label_procedure is 'How a procedure is called in lists.';

insert into indicators.subject_kind values
  ('document', 'Văn bản', 'Document', 'documents.subject_document', 'documents.document', 'documents.label_document', 'documents', true),
  ('procedure', 'Thủ tục', 'Procedure', 'documents.subject_procedure', 'documents.procedure', 'documents.label_procedure', 'procedures', true);
insert into indicators.fact_kind values ('on-platform', 'Được xử lý và lưu trữ trên nền tảng số', 'Processed and stored on the digital platform'), ('handled-online', 'Được giải quyết trực tuyến', 'Handled online');
insert into indicators.fact_source values ('on-platform', 'document', 'documents.fact_on_platform'), ('handled-online', 'procedure', 'documents.fact_handled_online');
select indicators.compile();
