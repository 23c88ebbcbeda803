-- A million people in one file: whom each could be is asked by the bytes of the folded name. Compared as the language sorts
-- them, which nobody asks of folded names, look-ups and the keeping of the index cost twice as much.
create index person_match on people.person (name_fold collate "C", born);
drop index people.person_name_fold_born_idx;

-- Where people stand, asked for twenty thousand of them at once (standings, taking back): without it every such question
-- reads an index of all the places of the country from end to end.
create index on people.placement (person_id);

-- Takes away what an import made of the next `most` persons by id after `beyond`: offices, places, and whom it admitted with
-- everything that hangs on them. Answers the persons by id, whether each was admitted by it, then who of them lost an office
-- (few of a million members: the standing of the others as officials is left alone), then the units in which they stood.
create or replace function people.take_back(the_import uuid, beyond uuid, most integer) returns table (kind text, id uuid, admitted boolean)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare persons uuid[]; stood uuid[]; officials uuid[];
begin
  select array_agg(x.id) into persons from (
    select * from (select p.id from people.person p where p.import_id = the_import and p.id > beyond order by p.id limit most) a
    union select * from (select o.person_id from people.office o where o.import_id = the_import and o.person_id > beyond order by o.person_id limit most) b
    union select * from (select l.person_id from people.placement l where l.import_id = the_import and l.person_id > beyond order by l.person_id limit most) c
    order by 1 limit most) x(id);
  if persons is null then return; end if;
  select array_agg(distinct x.unit_id) into stood from (
    select o.unit_id from people.office o where o.import_id = the_import and o.person_id = any(persons)
    union select l.unit_id from people.placement l where l.import_id = the_import and l.person_id = any(persons)) x(unit_id);
  if exists (select from unnest(stood) s(unit_id) where not exists (select from organisation.position p where p.unit_id = s.unit_id
      and p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int)) then
    raise exception 'a person of the import lies outside the reach of the office acted in' using errcode = 'insufficient_privilege';
  end if;
  select array_agg(distinct o.person_id) into officials from people.office o where o.import_id = the_import and o.person_id = any(persons);
  delete from people.office o where o.import_id = the_import and o.person_id = any(persons);
  delete from people.placement l where l.import_id = the_import and l.person_id = any(persons);
  return query with gone as (delete from people.person p where p.import_id = the_import and p.id = any(persons) returning p.id)
    select 'person', x.id, g.id is not null from unnest(persons) x(id) left join gone g on g.id = x.id order by x.id;
  return query select 'official', f.id, false from unnest(officials) f(id);
  return query select 'unit', s.unit_id, false from unnest(stood) s(unit_id);
end $$;
