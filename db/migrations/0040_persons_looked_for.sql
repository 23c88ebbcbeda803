-- Whoever is taken away, after an import or an erasure, is looked for in every table that names persons: without an index each
-- of a million went through all confirmations of models there are.
create index confirmation_person_id_idx on emulation.confirmation (person_id) where person_id is not null;
create index model_decided_by_person_idx on emulation.model (decided_by_person) where decided_by_person is not null;
create index activity_confirmed_by_idx on privacy.activity (confirmed_by) where confirmed_by is not null;
create index row_person_id_idx on accounts."row" (person_id) where person_id is not null;
create index draft_written_by_idx on indicators.draft (written_by) where written_by is not null;
create index draft_sent_by_idx on indicators.draft (sent_by) where sent_by is not null;
create index draft_decided_by_idx on indicators.draft (decided_by) where decided_by is not null;
