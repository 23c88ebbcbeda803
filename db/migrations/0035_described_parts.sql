-- What one may ask of documents, agreements, clauses and models where a definition is composed.
create view documents.type_choice as select code as value, name_vi, name_en from documents.type;
create view documents.direction_choice as select * from (values ('outgoing', 'Văn bản đi', 'Outgoing'), ('incoming', 'Văn bản đến', 'Incoming')) v(value, name_vi, name_en);
create view agreements.kind_choice as select * from (values ('enterprise', 'Thỏa ước doanh nghiệp', 'Enterprise agreement'), ('multi-enterprise', 'Thỏa ước nhiều doanh nghiệp', 'Multi-enterprise agreement'),
  ('sectoral', 'Thỏa ước ngành', 'Sectoral agreement'), ('other', 'Thỏa ước khác', 'Other agreement')) v(value, name_vi, name_en);
create view agreements.trade_choice as select code as value, name_vi, name_en from agreements.trade;
create view agreements.province_choice as select code as value, name as name_vi, name as name_en from agreements.province;
create view agreements.clause_subject_choice as select code as value, name_vi, name_en from agreements.clause_subject;
create view agreements.clause_case_choice as select code as value, name_vi, name_en from agreements.clause_case;

insert into indicators.attribute (source, code, attr, name_vi, name_en, type, choices, place) values
  ('subject', 'document', 'direction', 'văn bản đi hay đến', 'outgoing or incoming', 'text', 'documents.direction_choice', 10),
  ('subject', 'document', 'type', 'loại văn bản', 'type of document', 'text', 'documents.type_choice', 20),
  ('subject', 'agreement', 'kind', 'loại thỏa ước', 'kind of agreement', 'text', 'agreements.kind_choice', 10),
  ('subject', 'agreement', 'sector', 'khu vực', 'sector', 'text', 'organisation.sector_choice', 20),
  ('subject', 'agreement', 'trade', 'ngành nghề', 'trade', 'text', 'agreements.trade_choice', 30),
  ('subject', 'agreement', 'province', 'tỉnh, thành phố', 'province', 'text', 'agreements.province_choice', 40),
  ('fact', 'clause', 'subject', 'nội dung điều khoản', 'subject of the clause', 'text', 'agreements.clause_subject_choice', 10),
  ('fact', 'clause', 'case', 'trường hợp so sánh', 'comparable case', 'text', 'agreements.clause_case_choice', 20),
  ('fact', 'model-in-use', 'model', 'là mô hình (không tính sáng kiến)', 'a model, not an initiative', 'boolean', null, 10),
  ('fact', 'model-in-use', 'adopted', 'tiếp nhận từ đơn vị khác', 'taken over from another unit', 'boolean', null, 20);
update indicators.subject_kind set begins_vi = 'có hiệu lực', begins_en = 'in force' where code = 'agreement';
update indicators.subject_kind set begins_vi = 'vào sổ', begins_en = 'registered' where code = 'document';
