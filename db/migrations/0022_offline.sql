-- Work without a network: what a device kept until it could send it arrives once, and overwrites nothing that it had not seen.

create table access.sending (
  key uuid primary key,
  account_id uuid not null references access.account on delete cascade,
  route text not null, input_hash bytea not null,
  answer jsonb,
  at timestamptz not null default base.moment()
);
comment on table access.sending is 'A write that came under a key made by its sender, with what was answered, kept for thirty days: sent again after a lost line it is answered and not done again. Written in the transaction of the deed.';
comment on column access.sending.input_hash is 'SHA-256 of the input: under the same key nothing else is taken. Routes whose input or answer holds a secret take no key.';
create index on access.sending (at);
alter table access.sending enable row level security;
create policy own on access.sending using (account_id::text = current_setting('app.account', true));
grant select, insert, update (answer) on access.sending to lotrinh_app;

-- A draft that two devices write: whoever sends says which writing was seen, and hears who wrote since.
alter table plans.plan add writing integer not null default 1 check (writing > 0), add written_at timestamptz, add written_by text;
comment on column plans.plan.writing is 'How often the draft was written. Who sends a draft says which writing was seen; another one in between is shown, not overwritten.';
grant update (writing, written_at, written_by) on plans.plan to lotrinh_app;
