// Background work on graphile-worker. A task may run twice (a killed worker's job is taken up again): every one is idempotent.
import { run, runMigrations, type Runner, type TaskList } from 'graphile-worker'
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
export interface JobsState { running: boolean; waiting: number; failed: number }

/** cron: crontab pattern (UTC) per task. Jobs locked by a process that died are freed first. */
export async function startJobs(owner: pg.Pool, tasks: TaskList, cron: Record<string, string>, onError: (error: unknown) => void): Promise<Jobs> {
  await owner.query("select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))")
  const runner: Runner = await run({
    pgPool: owner as never, taskList: tasks, concurrency: 2, noHandleSignals: true, pollInterval: 2000, logger: quiet,
    parsedCronItems: parseCronItems(Object.entries(cron).map(([task, match]) => ({ task, match }))),
  })
  let running = true
  runner.promise.catch((error: unknown) => { running = false; onError(error) })
  return {
    async stop() { running = false; await runner.stop().catch(() => {}) },
    async state() {
      const { rows } = await owner.query('select count(*) filter (where attempts < max_attempts)::int as waiting, count(*) filter (where attempts >= max_attempts)::int as failed from graphile_worker.jobs')
      return { running, waiting: rows[0].waiting, failed: rows[0].failed }
    },
  }
}

const quiet = { scope: () => quiet, error: () => {}, warn: () => {}, info: () => {}, debug: () => {} } as never
