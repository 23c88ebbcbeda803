-- Classes that have ended and wait to be closed are asked for on every home page of those who hold classes: of a union that
-- held thousands, the few that are open.
create index on learning.class (unit_id, last_day) where status = 'open';
