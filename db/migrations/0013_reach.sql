-- What a request sees of units, said once, with the rights of the owner: a statement that goes through a hundred thousand
-- units finds its own by the interval, where the row policy would be asked about each.
drop view organisation.reached_version;

create view organisation.reached_unit as
  select p.unit_id from organisation.position p
  where p.lft between nullif(current_setting('app.lft', true), '')::int and nullif(current_setting('app.rgt', true), '')::int;
comment on view organisation.reached_unit is 'Units in the scope acted in, by the interval. Who sees the whole asks organisation.whole() first, and not this.';

create view organisation.reached_version as
  select v.* from organisation.unit_version v where organisation.whole()
  union all
  select v.* from organisation.reached_unit r join organisation.unit_version v on v.unit_id = r.unit_id where not organisation.whole();
comment on view organisation.reached_version is 'Versions of the units in the scope acted in. In two halves, so that a scope is read by itself and the whole without a look at it.';

create view organisation.shown_version as
  select v.* from organisation.unit_version v
  where organisation.whole() or v.unit_id in (select r.unit_id from organisation.reached_unit r) or organisation.stands_above(v.unit_id);
comment on view organisation.shown_version is 'The versions that the row policy of unit_version shows: of the units in the scope acted in and of those above it. For many units at once.';

grant select on organisation.reached_unit, organisation.reached_version, organisation.shown_version to lotrinh_app;
