-- Long work: enqueued in the transaction of the deed that asks for it, done by graphile-worker, watched and cancelled here.
create schema jobs;
grant usage on schema jobs to lotrinh_app;

create table jobs.progress (
  id uuid primary key, task text not null, account_id text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null default 0, total integer,
  result jsonb, cancel_asked boolean not null default false,
  asked_at timestamptz not null default base.moment(), ended_at timestamptz
);
comment on table jobs.progress is 'How far a long piece of work is. done and total count what the task counts (rows, records); total null: not known yet.';
alter table jobs.progress enable row level security;
create policy own on jobs.progress using (account_id = nullif(current_setting('app.account', true), '') or nullif(current_setting('app.lft', true), '')::int = 0);
grant select, insert, update on jobs.progress to lotrinh_app;

create function jobs.enqueue(task text, payload jsonb, key text default null) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload::json, job_key => key);
end $$;
revoke execute on function jobs.enqueue(text, jsonb, text) from public;
grant execute on function jobs.enqueue(text, jsonb, text) to lotrinh_app;
