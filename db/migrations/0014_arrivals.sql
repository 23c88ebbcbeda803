-- A million people in one file: whom each could be is asked by the bytes of the folded name. Compared as the language sorts
-- them, which nobody asks of folded names, one look-up cost five times as much, and so did the keeping of the index.
create index person_match on people.person (name_fold collate "C", born);
drop index people.person_name_fold_born_idx;

-- Where people stand, asked for twenty thousand of them at once (standings, taking back): without it every such question
-- reads an index of all the places of the country from end to end.
create index on people.placement (person_id);
