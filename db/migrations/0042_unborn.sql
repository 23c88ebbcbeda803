-- Of each row of a file it is asked whether somebody is known by that name without a day of birth. Hardly anybody is: an index of
-- those alone stays at hand, where the index of all names was gone through once more for each.
create index person_unborn on people.person (name_fold collate "C") where born is null;
