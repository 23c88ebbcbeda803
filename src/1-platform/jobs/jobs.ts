// Background work on graphile-worker. A task may run twice (a killed worker's job is taken up again): every one is idempotent.
import { EventEmitter } from 'node:events'
import { run, runMigrations, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import { parseCronItems } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Work } from '../work.ts'

/** Enqueued with the writer's commit, or not at all. key: a job with the same key that still waits is replaced. */
export async function enqueue(w: Work, task: string, payload: Record<string, unknown>, key: string | null = null): Promise<void> {
  await sql`select jobs.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${key})`.execute(w.tx)
}

/** Installs or updates the worker's own schema. */
export async function prepareJobs(owner: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: owner as never, logger: quiet })
}

export interface Jobs { stop(): Promise<void>; state(): Promise<JobsState> }
/** waiting holds those at work. */
export interface JobsState { running: boolean; waiting: number; working: number; failed: number }

/** cron: crontab pattern (UTC) per task. patience: how long (ms) a stop waits for jobs at work. Jobs locked by a process that died are freed first. */
export async function startJobs(owner: pg.Pool, tasks: TaskList, cron: Record<string, string>, onError: (error: unknown) => void, patience = 10_000): Promise<Jobs> {
  await owner.query("select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))")
  // Under these names our jobs are locked: the pool takes them, its workers do them.
  const holders: string[] = [], events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => { holders.push(workerPool.id) })
  events.on('worker:create', ({ worker }) => { holders.push(worker.workerId) })
  const runner: Runner = await run({
    events,
    pgPool: owner as never, taskList: tasks, concurrency: 2, noHandleSignals: true, pollInterval: 2000, logger: quiet,
    parsedCronItems: parseCronItems(Object.entries(cron).map(([task, match]) => ({ task, match }))),
  })
  let running = true
  runner.promise.catch((error: unknown) => { running = false; onError(error) })
  return {
    async stop() {
      running = false
      const enough = Promise.withResolvers<void>()
      const clock = setTimeout(enough.resolve, patience)
      await Promise.race([runner.stop().catch(() => {}), enough.promise])
      clearTimeout(clock)
      // What did not end in time is taken up by whoever works next, and not only after the four hours that the queue waits for a dead worker.
      await owner.query('select graphile_worker.force_unlock_workers($1)', [holders]).catch(() => {})
    },
    async state() {
      const { rows } = await owner.query('select count(*) filter (where attempts < max_attempts or locked_at is not null)::int as waiting, count(*) filter (where locked_at is not null)::int as working, count(*) filter (where attempts >= max_attempts and locked_at is null)::int as failed from graphile_worker.jobs')
      return { running, ...rows[0] }
    },
  }
}

const quiet = { scope: () => quiet, error: () => {}, warn: () => {}, info: () => {}, debug: () => {} } as never
