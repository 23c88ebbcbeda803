-- Targets in numbers ("20,000 new members", "200 initiatives"), and the records of those two: first admissions and recognitions.

-- What a stage asks for ------------------------------------------------------------------------------------
-- One of the two, never both: a share of those counted, or a number of those met.
create function indicators.asks_once(body jsonb) returns boolean language sql immutable as $$
  select not exists (select from jsonb_array_elements(body->'stages') s where (s ? 'share') = (s ? 'number'))
$$;
alter table indicators.definition add constraint asks_once check (indicators.asks_once(body));

-- As it was; where the stage of the day asks for a number, units stand in the order of who has most. The order that stands ready is
-- one of shares, so that this one is always summed up.
create or replace function indicators.order_of(node uuid, the_indicator uuid, on_day date, the_kind text, best boolean, want int)
returns table (node_id uuid, counted int, met int, excluded int)
language plpgsql stable security definer set search_path = indicators, pg_catalog as $$
#variable_conflict use_column
declare
  way text := case when best then 'desc' else '' end;
  by_number boolean := exists (select from definition d cross join jsonb_array_elements(d.body->'stages') s
    where d.indicator_id = the_indicator and d.effective @> on_day and s ? 'number' and (s->>'from')::date <= on_day and on_day < (s->>'to')::date);
begin
  if cardinality(in_scope(array[node])) = 0 then return; end if;
  if not by_number and (select day from latest_day) = on_day then
    return query execute format($q$
      with touched as materialized (
        select a.ancestor_id as node_id, sum(p.counted)::int as counted, sum(p.met)::int as met, sum(p.excluded)::int as excluded
        from pending p join organisation.ancestry a on a.unit_id = p.unit_id and a.valid @> $3 where p.indicator_id = $2 and p.day <= $3 group by 1
      ), steady as (
        select l.node_id, l.counted, l.met, l.excluded from latest l
        where l.indicator_id = $2 and l.counted > 0 and not exists (select from touched t where t.node_id = l.node_id)
          and exists (select from organisation.unit_version v where v.unit_id = l.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = l.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
        order by l.met::float8 / l.counted %1$s, l.counted desc, l.node_id limit $5
      ), moved as (
        select t.node_id, t.counted + coalesce(l.counted, 0) as counted, t.met + coalesce(l.met, 0) as met, t.excluded + coalesce(l.excluded, 0) as excluded
        from touched t left join latest l on l.node_id = t.node_id and l.indicator_id = $2
        where t.counted + coalesce(l.counted, 0) > 0
          and exists (select from organisation.unit_version v where v.unit_id = t.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = t.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
      )
      select x.* from (select * from steady union all select * from moved) x
      order by x.met::float8 / x.counted %1$s, x.counted desc, x.node_id limit $5 $q$, way)
      using node, the_indicator, on_day, the_kind, want;
  else
    return query execute format($q$
      select s.node_id, s.counted, s.met, s.excluded from indicators.sums(array(
        select a.unit_id from organisation.ancestry a join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> $3 and v.kind = $4
        where a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0), array[$2], $3) s
      where s.counted > 0 order by %2$s %1$s, s.counted desc, s.node_id limit $5 $q$, way, case when by_number then 's.met' else 's.met::float8 / s.counted' end)
      using node, the_indicator, on_day, the_kind, want;
  end if;
end $$;

-- A fact that no rule of the kind asks for is not read at all: of a country's millions the first admission is looked up one by one.
do $$
declare now text := pg_get_functiondef('indicators.compile()'::regprocedure); was text := $f$|| subject || ' x', f.fact, f.source)$f$;
begin
  if position(was in now) = 0 then raise exception 'indicators.compile reads facts in another way than thought'; end if;
  execute replace(now, was, $f$|| subject || ' x where exists (select from rule r where r.requires || r.exclusions @> %L)', f.fact, f.source, jsonb_build_array(jsonb_build_object('fact', f.fact)))$f$);
end $$;

-- Models and initiatives as subjects ------------------------------------------------------------------------
create view emulation.subject_model as
  select m.id as subject_id, m.unit_id, daterange(m.decided_on, null) as during, 1 as quantity, m.id as record_id,
    jsonb_build_object('kind', m.kind, 'model', m.kind <> 'initiative', 'field', m.field) as attrs
  from emulation.model m where m.status = 'recognised';
comment on view emulation.subject_model is 'Subject "model": a model or an initiative from its recognition on, under the unit that wrote it (after a merge under the one that goes on). attrs: kind, model (false for an initiative), field.';
create view emulation.fact_recognised as
  select m.id as subject_id, daterange(m.decided_on, null) as during, null::int as quantity, jsonb_build_object('on', m.decided_on) as attrs, 'model' as evidence_kind, m.id as evidence_id
  from emulation.model m where m.status = 'recognised';
comment on view emulation.fact_recognised is 'Fact "recognised" of a model. attrs: on, the day.';
create view emulation.label_model as select m.id as subject_id, m.title as label, m.title_fold as fold, m.title as sort_key from emulation.model m;
comment on view emulation.label_model is 'How a model is called in lists.';
create view emulation.kind_choice as select * from (values ('digital', 'Mô hình công nghệ số', 'Digital technology model'), ('innovation', 'Mô hình đổi mới sáng tạo', 'Innovation model'), ('initiative', 'Sáng kiến', 'Initiative')) v(value, name_vi, name_en);
create view emulation.field_choice as select * from (values ('management', 'Quản lý tổ chức, đoàn viên', 'Organisation and members'), ('welfare', 'Chăm lo, phúc lợi', 'Welfare'), ('communication', 'Tuyên truyền, thông tin', 'Communication'),
  ('dialogue', 'Đối thoại, thương lượng', 'Dialogue and bargaining'), ('law', 'Tư vấn pháp luật', 'Legal advice'), ('training', 'Đào tạo, tập huấn', 'Training'), ('safety', 'An toàn, vệ sinh lao động', 'Safety and health'),
  ('production', 'Sản xuất, kỹ thuật', 'Production and technology'), ('office', 'Văn phòng, tài chính', 'Office and finance'), ('other', 'Lĩnh vực khác', 'Other')) v(value, name_vi, name_en);

-- Who became a member, and when ------------------------------------------------------------------------------
-- The first place of a person is the first in this index, which takes the place of one by person alone.
drop index people.placement_person_id_idx;
create index placement_person_id_idx on people.placement (person_id, lower(during) nulls first);
-- Person by person and not by a group over all places: a question about a few people, which every write is, reads theirs alone.
create view people.fact_admitted as
  select p.id as subject_id, daterange(a.on_day, null) as during, null::int as quantity, jsonb_build_object('on', a.on_day) as attrs, 'people' as evidence_kind, p.id as evidence_id
  from people.person p cross join lateral (
    select lower(l.during) as on_day from people.placement l where l.person_id = p.id and l.standing = 'member' order by lower(l.during) nulls first limit 1) a;
comment on view people.fact_admitted is 'Fact "admitted" of a worker: a member since the first of all places held as one, wherever that was; a move is no admission. attrs: on, the day; null where no beginning is known.';

insert into indicators.subject_kind (code, name_vi, name_en, source, identity, label, page, exclusive, begins_vi, begins_en) values
  ('model', 'Mô hình, sáng kiến', 'Model or initiative', 'emulation.subject_model', 'emulation.model', 'emulation.label_model', 'model', true, 'được công nhận', 'recognised');
insert into indicators.fact_kind values ('recognised', 'Được công nhận', 'Recognised'), ('admitted', 'Được kết nạp, là đoàn viên lần đầu', 'Admitted, a member for the first time');
insert into indicators.fact_source values ('recognised', 'model', 'emulation.fact_recognised'), ('admitted', 'worker', 'people.fact_admitted');
insert into indicators.attribute (source, code, attr, name_vi, name_en, type, choices, place) values
  ('subject', 'model', 'kind', 'loại', 'kind', 'text', 'emulation.kind_choice', 10),
  ('subject', 'model', 'model', 'là mô hình (không tính sáng kiến)', 'a model, not an initiative', 'boolean', null, 20),
  ('subject', 'model', 'field', 'lĩnh vực', 'field of work', 'text', 'emulation.field_choice', 30),
  ('fact', 'recognised', 'on', 'ngày công nhận', 'day of recognition', 'day', null, 10),
  ('fact', 'admitted', 'on', 'ngày kết nạp', 'day of admission', 'day', null, 10);
select indicators.compile();
