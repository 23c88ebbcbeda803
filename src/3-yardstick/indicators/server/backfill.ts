// Brings all subjects up to definitions that were published without stopping anyone, a range at a time; what is done of it stands
// in the database, so that whoever goes on after a stop begins where it was left.
import type pg from 'pg'
import { sql } from 'kysely'
import type { Database } from '#platform/db/pool'
import { foldAll } from './fold.ts'

/** Subjects in one transaction: whoever writes one of them waits for it, a fifth of a second at most. */
const RANGE = 1000
/** How long one turn may take before it makes room for other jobs. */
const TURN = 5000

/** Works for so many ms, for 0 one step; true: there is more to do, or to wait for. */
export async function backfillForAWhile(db: Database, turn = TURN, range = RANGE): Promise<boolean> {
  for (const until = Date.now() + turn; ;) {
    const { rows } = await sql<{ said: 'none' | 'waits' | 'more' }>`select indicators.backfill_some(${range}) as said`.execute(db)
    const said = rows[0]!.said
    if (said === 'none') return false
    if (said === 'waits') {
      await foldAll(db)
      return true
    }
    if (Date.now() >= until) return true
  }
}

/** The whole of it, for a house without jobs: a told story, a test. */
export async function backfillAll(db: Database, range = RANGE): Promise<void> {
  while (await backfillForAWhile(db, Infinity, range)) await new Promise((resolve) => setTimeout(resolve, 20))
  await foldAll(db)
}

/** The job, and what takes it up again at a start: what a job was at when its server died. */
export function backfillTask(db: Database, onMoved: () => void) {
  return {
    backfill: async (_payload: unknown, helpers: { addJob(task: string, payload: object, spec: { jobKey: string; runAt: Date }): Promise<unknown> }) => {
      const more = await backfillForAWhile(db)
      onMoved()
      if (more) await helpers.addJob('backfill', {}, { jobKey: 'backfill', runAt: new Date(Date.now() + 200) })
    },
  }
}

export async function resumeBackfill(owner: pg.Pool): Promise<void> {
  await owner.query(`select jobs.enqueue('backfill', '{}', 'backfill') from (select from indicators.backfill where ended_at is null limit 1) b`)
}
