-- Whether somebody is nominated for a class is asked for every mark of a roster: by person alone all classes of a diligent
-- learner are read to find the one.
drop index learning.nomination_person_id_idx;
create index nomination_person_id_class_id_idx on learning.nomination (person_id, class_id);
