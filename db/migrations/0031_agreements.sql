-- The register of collective labour agreements: what was agreed, by whom, when it is in force. Articles are those of the Labour
-- Code 45/2019/QH14. Whether an agreement is in force on a day is computed from what happened to it, never stored.
create schema agreements;
grant usage on schema agreements to lotrinh_app;

create table agreements.trade (code text primary key check (code ~ '^\d\d$'), name_vi text not null, name_en text not null);
comment on table agreements.trade is 'Trades of employers: divisions (two digits) of the Vietnam Standard Industrial Classification, Decision 27/2018/QĐ-TTg, which follow ISIC revision 4.';
insert into agreements.trade values
  ('01', 'Nông nghiệp và dịch vụ có liên quan', 'Crop and animal production'), ('02', 'Lâm nghiệp', 'Forestry and logging'), ('03', 'Khai thác, nuôi trồng thủy sản', 'Fishing and aquaculture'),
  ('05', 'Khai thác than', 'Mining of coal'), ('06', 'Khai thác dầu thô và khí đốt', 'Extraction of oil and gas'), ('07', 'Khai thác quặng kim loại', 'Mining of metal ores'), ('08', 'Khai khoáng khác', 'Other mining and quarrying'), ('09', 'Hỗ trợ khai khoáng', 'Mining support services'),
  ('10', 'Sản xuất chế biến thực phẩm', 'Manufacture of food'), ('11', 'Sản xuất đồ uống', 'Manufacture of beverages'), ('12', 'Sản xuất thuốc lá', 'Manufacture of tobacco'), ('13', 'Dệt', 'Manufacture of textiles'), ('14', 'May trang phục', 'Manufacture of clothing'), ('15', 'Da, giày và sản phẩm liên quan', 'Leather and footwear'),
  ('16', 'Chế biến gỗ, tre, nứa', 'Wood and bamboo products'), ('17', 'Giấy và sản phẩm từ giấy', 'Paper'), ('18', 'In, sao chép bản ghi', 'Printing'), ('19', 'Than cốc, dầu mỏ tinh chế', 'Coke and refined petroleum'), ('20', 'Hóa chất và sản phẩm hóa chất', 'Chemicals'), ('21', 'Thuốc, hóa dược và dược liệu', 'Pharmaceuticals'),
  ('22', 'Cao su và plastic', 'Rubber and plastics'), ('23', 'Sản phẩm từ khoáng phi kim loại', 'Non-metallic mineral products'), ('24', 'Sản xuất kim loại', 'Basic metals'), ('25', 'Sản phẩm từ kim loại đúc sẵn', 'Fabricated metal products'), ('26', 'Điện tử, máy vi tính, quang học', 'Electronics, computers and optical products'), ('27', 'Thiết bị điện', 'Electrical equipment'),
  ('28', 'Máy móc, thiết bị', 'Machinery'), ('29', 'Xe có động cơ, rơ moóc', 'Motor vehicles'), ('30', 'Phương tiện vận tải khác', 'Other transport equipment'), ('31', 'Giường, tủ, bàn, ghế', 'Furniture'), ('32', 'Công nghiệp chế biến khác', 'Other manufacturing'), ('33', 'Sửa chữa, lắp đặt máy móc', 'Repair and installation of machinery'),
  ('35', 'Điện, khí đốt, hơi nước', 'Electricity, gas and steam'), ('36', 'Khai thác, cấp nước', 'Water supply'), ('37', 'Thoát nước, xử lý nước thải', 'Sewerage'), ('38', 'Thu gom, xử lý rác thải', 'Waste collection and treatment'), ('39', 'Xử lý ô nhiễm', 'Remediation'),
  ('41', 'Xây dựng nhà', 'Construction of buildings'), ('42', 'Kỹ thuật dân dụng', 'Civil engineering'), ('43', 'Xây dựng chuyên dụng', 'Specialised construction'),
  ('45', 'Bán, sửa chữa ô tô, mô tô', 'Sale and repair of motor vehicles'), ('46', 'Bán buôn', 'Wholesale trade'), ('47', 'Bán lẻ', 'Retail trade'),
  ('49', 'Vận tải đường sắt, đường bộ', 'Land transport'), ('50', 'Vận tải đường thủy', 'Water transport'), ('51', 'Vận tải hàng không', 'Air transport'), ('52', 'Kho bãi, hỗ trợ vận tải', 'Warehousing and support for transport'), ('53', 'Bưu chính, chuyển phát', 'Postal and courier services'),
  ('55', 'Lưu trú', 'Accommodation'), ('56', 'Ăn uống', 'Food and beverage services'),
  ('58', 'Xuất bản', 'Publishing'), ('59', 'Điện ảnh, truyền hình, âm nhạc', 'Film, television and music'), ('60', 'Phát thanh, truyền hình', 'Broadcasting'), ('61', 'Viễn thông', 'Telecommunications'), ('62', 'Lập trình, tư vấn máy vi tính', 'Computer programming'), ('63', 'Dịch vụ thông tin', 'Information services'),
  ('64', 'Dịch vụ tài chính', 'Financial services'), ('65', 'Bảo hiểm', 'Insurance'), ('66', 'Hoạt động tài chính khác', 'Auxiliary financial services'), ('68', 'Kinh doanh bất động sản', 'Real estate'),
  ('69', 'Pháp luật, kế toán, kiểm toán', 'Legal and accounting services'), ('70', 'Trụ sở văn phòng, tư vấn quản lý', 'Head offices and management consultancy'), ('71', 'Kiến trúc, kiểm tra kỹ thuật', 'Architecture and engineering'), ('72', 'Nghiên cứu khoa học', 'Scientific research'), ('73', 'Quảng cáo, nghiên cứu thị trường', 'Advertising and market research'), ('74', 'Chuyên môn, khoa học khác', 'Other professional services'), ('75', 'Thú y', 'Veterinary services'),
  ('77', 'Cho thuê máy móc, thiết bị', 'Rental and leasing'), ('78', 'Lao động, việc làm', 'Employment services'), ('79', 'Du lịch, lữ hành', 'Travel services'), ('80', 'Bảo vệ an toàn', 'Security services'), ('81', 'Vệ sinh nhà cửa, cảnh quan', 'Building and landscape services'), ('82', 'Hành chính, hỗ trợ văn phòng', 'Office support'),
  ('84', 'Đảng, đoàn thể, quản lý nhà nước', 'Party, mass organisations and public administration'), ('85', 'Giáo dục và đào tạo', 'Education'), ('86', 'Y tế', 'Health'), ('87', 'Chăm sóc, điều dưỡng tập trung', 'Residential care'), ('88', 'Trợ giúp xã hội', 'Social work'),
  ('90', 'Sáng tác, nghệ thuật, giải trí', 'Arts and entertainment'), ('91', 'Thư viện, bảo tàng', 'Libraries and museums'), ('92', 'Xổ số, cá cược', 'Lottery and betting'), ('93', 'Thể thao, vui chơi giải trí', 'Sports and recreation'), ('94', 'Hiệp hội, tổ chức khác', 'Membership organisations'), ('95', 'Sửa chữa máy tính, đồ dùng', 'Repair of computers and goods'), ('96', 'Dịch vụ phục vụ cá nhân khác', 'Other personal services'),
  ('97', 'Làm thuê trong hộ gia đình', 'Household employers'), ('98', 'Sản phẩm tự tiêu dùng của hộ', 'Household own production'), ('99', 'Tổ chức quốc tế', 'International organisations');

create table agreements.province (code text primary key check (code ~ '^\d\d$'), name text not null);
comment on table agreements.province is 'Provinces and cities since 1 July 2025 by their codes (scheme nso-2025), for where an employer has its seat.';
insert into agreements.province values
  ('01', 'Hà Nội'), ('04', 'Cao Bằng'), ('08', 'Tuyên Quang'), ('11', 'Điện Biên'), ('12', 'Lai Châu'), ('14', 'Sơn La'), ('15', 'Lào Cai'), ('19', 'Thái Nguyên'), ('20', 'Lạng Sơn'), ('22', 'Quảng Ninh'), ('24', 'Bắc Ninh'), ('25', 'Phú Thọ'),
  ('31', 'Hải Phòng'), ('33', 'Hưng Yên'), ('37', 'Ninh Bình'), ('38', 'Thanh Hóa'), ('40', 'Nghệ An'), ('42', 'Hà Tĩnh'), ('44', 'Quảng Trị'), ('46', 'Huế'), ('48', 'Đà Nẵng'), ('51', 'Quảng Ngãi'), ('52', 'Gia Lai'), ('56', 'Khánh Hòa'),
  ('66', 'Đắk Lắk'), ('68', 'Lâm Đồng'), ('75', 'Đồng Nai'), ('79', 'Hồ Chí Minh'), ('80', 'Tây Ninh'), ('82', 'Đồng Tháp'), ('86', 'Vĩnh Long'), ('91', 'An Giang'), ('92', 'Cần Thơ'), ('96', 'Cà Mau');

create table agreements.agreement (
  id uuid primary key,
  unit_id uuid not null references organisation.unit,
  kind text not null check (kind in ('enterprise', 'multi-enterprise', 'sectoral', 'other')),
  title text not null check (title = trim(title) and title <> ''),
  number text check (number = trim(number) and number <> ''),
  fold text generated always as (base.fold(title || ' ' || coalesce(number, ''))) stored,
  status text not null default 'draft' check (status in ('draft', 'signed')),
  signed_on date, effective_on date, until date,
  term daterange generated always as (case when until > coalesce(effective_on, signed_on) then daterange(coalesce(effective_on, signed_on), until) end) stored,
  workers integer check (workers > 0), workers_on date,
  voted_on date, entitled integer check (entitled > 0), in_favour integer check (in_favour between 0 and entitled),
  sent_on date, sent_to text check (sent_to = trim(sent_to) and sent_to <> ''),
  replaces uuid references agreements.agreement check (replaces <> id),
  ended_on date, ended_why text,
  writing integer not null default 1 check (writing > 0), written_at timestamptz not null default base.moment(), recorded_at timestamptz not null default base.moment(),
  check (status = 'draft' or signed_on is not null and term is not null and workers is not null and workers_on is not null),
  constraint term_of_one_to_three_years check (status = 'draft' or upper(term) between lower(term) + interval '1 year' and lower(term) + interval '3 years'),
  constraint more_than_half_of_all check (status = 'draft' or kind = 'multi-enterprise' or coalesce(in_favour * 2 > entitled and voted_on <= signed_on, false)),
  check (sent_on >= signed_on), check ((ended_on is null) = (ended_why is null)), check (status = 'signed' or ended_on is null)
);
comment on table agreements.agreement is 'A collective labour agreement. unit_id: the union that bargains, under which it counts; where that union merged, it goes on under its successor by the tree.';
comment on column agreements.agreement.effective_on is 'The day agreed; null: the day of signing (article 78).';
comment on column agreements.agreement.until is 'The day after the last one as signed; extensions stand with the amendments. term: 1 to 3 years (article 78).';
comment on column agreements.agreement.workers is 'All employees covered, not only members, as counted on workers_on.';
comment on column agreements.agreement.entitled is 'All employees of the enterprise; of a sectoral agreement all leaders of the workers'' organisations. Signed only with more than half in favour (article 76); of a multi-enterprise agreement each employer has its own vote.';
comment on column agreements.agreement.sent_on is 'When the employer sent it to the provincial labour body, within 10 days of signing (article 77): a sending, no registration.';
comment on column agreements.agreement.writing is 'How often it was written: whoever saw it before sees that it is another now.';
create index on agreements.agreement (unit_id);
create index on agreements.agreement (replaces) where replaces is not null;
create unique index one_number_one_agreement on agreements.agreement (unit_id, base.fold(number), signed_on) where status = 'signed' and number is not null;

create table agreements.party (
  id uuid primary key,
  agreement_id uuid not null references agreements.agreement on delete cascade,
  side text not null check (side in ('employer', 'workers')), place smallint not null default 0,
  name text not null check (name = trim(name) and name <> ''),
  fold text generated always as (base.fold(name || ' ' || coalesce(tax_code, ''))) stored,
  unit_id uuid references organisation.unit,
  tax_code text check (tax_code ~ '^\d{10}(-\d{3})?$|^\d{12}$'), address text, trade text references agreements.trade, province text references agreements.province,
  sector text check (sector in ('state', 'private', 'foreign', 'public')),
  workers integer check (workers > 0),
  voted_on date, entitled integer check (entitled > 0), in_favour integer check (in_favour between 0 and entitled),
  joined_on date, left_on date, check (left_on > joined_on),
  check (side = 'employer' or tax_code is null and trade is null and province is null and sector is null and workers is null and entitled is null and in_favour is null and voted_on is null)
);
comment on table agreements.party is 'Who concluded it: employers and, on the workers'' side, unions. joined_on, left_on: of one that joined a multi-enterprise or sectoral agreement later or left it (article 85); null: from its beginning, to its end.';
comment on column agreements.party.entitled is 'All employees of this enterprise, in the vote on a multi-enterprise agreement (article 76).';
create index on agreements.party (agreement_id);
create index on agreements.party (unit_id) where unit_id is not null;

create table agreements.part (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade,
  name text not null check (name = trim(name) and name <> ''), place smallint not null default 0,
  term daterange not null check (not isempty(term)), unique (id, agreement_id)
);
comment on table agreements.part is 'A content with a term of its own (article 78). Open at an end: as the agreement there, extensions and the 90 days included.';
create index on agreements.part (agreement_id);

create table agreements.amendment (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade,
  number text, what text not null check (what = trim(what) and what <> ''), signed_on date not null, effective_on date not null, extends_to date,
  voted_on date not null, entitled integer not null check (entitled > 0), in_favour integer not null check (in_favour between 0 and entitled),
  sent_on date check (sent_on >= signed_on), recorded_at timestamptz not null default base.moment(),
  constraint amendment_more_than_half_of_all check (in_favour * 2 > entitled), check (voted_on <= signed_on)
);
comment on table agreements.amendment is 'An amendment, by the same vote as the agreement (article 82). extends_to: the new day after the last one, where it extends the term (article 83).';
create index on agreements.amendment (agreement_id);

create table agreements.bargaining (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade,
  during daterange not null check (not isempty(during) and not lower_inf(during)), aim text not null check (aim in ('extend', 'renew')), note text, recorded_at timestamptz not null default base.moment()
);
comment on table agreements.bargaining is 'Bargaining to extend or renew. Where it goes on as the term ends, the agreement lasts for as long as it does, at most 90 days (article 83).';
create index on agreements.bargaining (agreement_id);

create table agreements.widening (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade,
  number text not null, decided_on date not null, decided_by text not null, reach text not null check (reach = trim(reach) and reach <> ''),
  during daterange not null check (not isempty(during) and not lower_inf(during)), recorded_at timestamptz not null default base.moment()
);
comment on table agreements.widening is 'A decision of the State that a sectoral or multi-enterprise agreement binds others of the trade or zone too (article 84). reach: whom.';
create index on agreements.widening (agreement_id);

create table agreements.judgment (
  id uuid primary key, agreement_id uuid not null references agreements.agreement on delete cascade,
  number text not null, court text not null, judged_on date not null, whole boolean not null, what text, voids_on date not null, recorded_at timestamptz not null default base.moment(),
  unique (id, agreement_id), check (whole = (what is null))
);
comment on table agreements.judgment is 'A judgment by which a people''s court, and nobody else, declared an agreement void, whole or in part, from a day on (articles 86 to 88). what: the part that is void.';
create index on agreements.judgment (agreement_id);
create table agreements.judgment_part (
  judgment_id uuid not null, part_id uuid not null, agreement_id uuid not null, primary key (judgment_id, part_id),
  foreign key (judgment_id, agreement_id) references agreements.judgment (id, agreement_id) on delete cascade,
  foreign key (part_id, agreement_id) references agreements.part (id, agreement_id) on delete cascade
);
comment on table agreements.judgment_part is 'Parts with a term of their own that a judgment declared void.';
create index on agreements.judgment_part (part_id);

create table agreements.attachment (
  file_id uuid primary key references files.file, agreement_id uuid not null references agreements.agreement on delete cascade,
  kind text not null check (kind in ('text', 'amendment', 'vote', 'minutes', 'sending', 'judgment', 'other')), recorded_at timestamptz not null default base.moment()
);
comment on table agreements.attachment is 'A file of an agreement. text: the agreement itself as signed.';
create index on agreements.attachment (agreement_id);

-- What became of each agreement, in days; the rule of domain/status.ts said again for many at once. Runs with the rights of its
-- owner: what puts an agreement out of force may be another one that the reader does not see.
create view agreements.effect as
  select x.*, least(x.carried_to, x.ended_on, x.replaced_on) as out_on,
    case when x.begins < least(x.carried_to, x.ended_on, x.replaced_on, x.void_on) then daterange(x.begins, least(x.carried_to, x.ended_on, x.replaced_on, x.void_on)) else 'empty' end as holds
  from (
    select a.id as agreement_id, a.unit_id, a.signed_on, lower(a.term) as begins, e.ends, c.carried_to, a.ended_on, r.replaced_on, v.void_on, v.partly_void_on
    from agreements.agreement a
    cross join lateral (select greatest(upper(a.term), max(m.extends_to)) as ends from agreements.amendment m where m.agreement_id = a.id) e
    cross join lateral (select greatest(e.ends, max(least(e.ends + 90, upper(b.during)))) as carried_to from agreements.bargaining b where b.agreement_id = a.id and b.during @> daterange(e.ends - 1, e.ends + 1)) c
    -- One that was void from its first day replaced nothing.
    cross join lateral (select min(lower(n.term)) as replaced_on from agreements.agreement n where n.replaces = a.id and n.status = 'signed'
      and not exists (select from agreements.judgment j where j.agreement_id = n.id and j.whole and j.voids_on <= lower(n.term))) r
    cross join lateral (select min(j.voids_on) filter (where j.whole) as void_on, min(j.voids_on) filter (where not j.whole) as partly_void_on from agreements.judgment j where j.agreement_id = a.id) v
    where a.status = 'signed') x;
comment on view agreements.effect is 'Of each signed agreement: begins, ends (with extensions), carried_to (with the 90 days of bargaining), out_on (out of force by expiry, an early end or its replacement), void_on, partly_void_on; holds: the days in force. Joined to rows in sight.';

create function agreements.state_on(c agreements.effect, on_day date) returns text language sql immutable as $$
  select case when c.void_on <= on_day then 'void'
    when on_day < c.begins then case when on_day < c.signed_on then 'draft' else 'signed' end
    when on_day >= c.out_on then case when c.replaced_on = c.out_on then 'replaced' when c.ended_on = c.out_on then 'ended' else 'expired' end
    when c.partly_void_on <= on_day then 'partly-void'
    when on_day < c.ends then 'in-force' else 'carried' end
$$;
comment on function agreements.state_on is 'The state of a signed agreement on a day.';

create view agreements.part_effect as
  select x.id as part_id, x.agreement_id, c.holds * x.term * daterange(null, (select min(j.voids_on) from agreements.judgment_part t join agreements.judgment j on j.id = t.judgment_id where t.part_id = x.id)) as during
  from agreements.part x join agreements.effect c on c.agreement_id = x.agreement_id;
comment on view agreements.part_effect is 'Days on which a part with a term of its own is in force.';

-- Row-level security. A draft is seen by its union and those above; a signed agreement also by the unions below and by those that are party to it.
create function agreements.shown(agreement uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from agreements.agreement a where a.id = agreement and (organisation.reaches(a.unit_id) or a.status = 'signed'
    and (organisation.stands_above(a.unit_id) or exists (select from agreements.party p where p.agreement_id = a.id and organisation.reaches(p.unit_id)))))
$$;
create function agreements.own(agreement uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from agreements.agreement a where a.id = agreement and organisation.reaches(a.unit_id))
$$;
revoke execute on function agreements.shown, agreements.own from public;
grant execute on function agreements.shown, agreements.own to lotrinh_app;
alter table agreements.agreement enable row level security;
create policy scope on agreements.agreement using (organisation.reaches(unit_id));
create policy read on agreements.agreement for select using (status = 'signed' and agreements.shown(id));
do $$ declare child text; begin
  foreach child in array array['party', 'part', 'amendment', 'bargaining', 'widening', 'judgment', 'judgment_part', 'attachment'] loop
    execute format('alter table agreements.%I enable row level security', child);
    execute format('create policy scope on agreements.%I using (agreements.own(agreement_id))', child);
    execute format('create policy read on agreements.%I for select using (agreements.shown(agreement_id))', child);
    execute format('grant select, insert, update, delete on agreements.%I to lotrinh_app', child);
  end loop;
end $$;
grant select, insert, delete on agreements.agreement to lotrinh_app;
grant update (kind, title, number, status, signed_on, effective_on, until, workers, workers_on, voted_on, entitled, in_favour, sent_on, sent_to, replaces, ended_on, ended_why, writing, written_at) on agreements.agreement to lotrinh_app;
grant select on agreements.trade, agreements.province, agreements.effect, agreements.part_effect to lotrinh_app;

-- Published for the indicators.
create view agreements.subject_agreement as
  select c.agreement_id as subject_id, c.unit_id, c.holds as during, 1 as quantity, c.agreement_id as record_id,
    jsonb_strip_nulls(jsonb_build_object('kind', a.kind, 'sector', e.sector, 'trade', e.trade, 'province', e.province)) as attrs
  from agreements.effect c join agreements.agreement a on a.id = c.agreement_id
  cross join lateral (select case when count(distinct p.sector) = 1 then min(p.sector) end as sector, case when count(distinct p.trade) = 1 then min(p.trade) end as trade, case when count(distinct p.province) = 1 then min(p.province) end as province
    from agreements.party p where p.agreement_id = a.id and p.side = 'employer') e
  where not isempty(c.holds);
comment on view agreements.subject_agreement is 'Subject "agreement": an agreement on the days on which it is in force, under the union that bargained. sector, trade and province: of its employers, where they have one in common.';
create view agreements.label_agreement as
  select a.id as subject_id, a.title as label, a.fold, a.title as sort_key from agreements.agreement a;
comment on view agreements.label_agreement is 'How an agreement is called in lists.';
grant select on agreements.label_agreement to lotrinh_app;

insert into indicators.subject_kind values
  ('agreement', 'Thỏa ước lao động tập thể', 'Collective labour agreement', 'agreements.subject_agreement', 'agreements.agreement', 'agreements.label_agreement', 'agreements', false);
select indicators.compile();
