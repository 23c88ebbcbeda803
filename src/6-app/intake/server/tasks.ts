// Long files in the background: read, committed or undone by a worker, with real progress, and given up when asked. Each is
// still one transaction: a cancelled or broken one leaves nothing. Told again after a crash, it begins anew or finds it done.
import type { TaskList } from 'graphile-worker'
import type pg from 'pg'
import { newId } from '#base/id'
import { Refused, refuse, type Refusal } from '#base/refusal'
import type { Actor, Verb } from '#platform/access/actor'
import { enqueue } from '#platform/jobs/jobs'
import { actorAgain } from '#platform/jobs/long'
import type { Work } from '#platform/work'
import { checkImport, commitImport, undoImport } from './deeds.ts'
import type { Watch } from './examine.ts'
import { saveState, type ImportState } from './store.ts'

const TASK = 'intake.run'

export type LongDeed = 'check' | 'commit' | 'undo'

interface Told {
  importId: string; jobId: string; deed: LongDeed
  actor: { accountId: string | null; name: string; personId: string | null; officeId: string | null; unitId: string | null; verbs: Verb[] }
}

const RUNNING: Record<LongDeed, ImportState> = { check: 'reading', commit: 'importing', undo: 'undoing' }
/** Where the import stands after a deed that was given up, or that failed. */
const AFTER: Record<LongDeed, { cancelled: ImportState; failed: ImportState }> = {
  check: { cancelled: 'cancelled', failed: 'failed' }, commit: { cancelled: 'checked', failed: 'failed' }, undo: { cancelled: 'imported', failed: 'imported' },
}

/** Hands the deed to the worker with this commit. */
export async function later(w: Work, importId: string, deed: LongDeed): Promise<void> {
  const jobId = newId()
  const { accountId, name, personId, acting } = w.actor
  await w.tx.insertInto('jobs.progress').values({ id: jobId, task: TASK, account_id: accountId }).execute()
  await saveState(w.tx, importId, RUNNING[deed], { jobId, refusal: null })
  const told: Told = { importId, jobId, deed, actor: { accountId, name, personId, officeId: acting?.officeId ?? null, unitId: acting?.unitId ?? null, verbs: [...(acting?.verbs ?? [])] } }
  await enqueue(w, TASK, { ...told }, `${TASK}:${importId}`)
}

/** Asks the work in the background to stop; false where it is not one's own or has ended. */
export async function askToStop(w: Work, jobId: string): Promise<boolean> {
  const { numUpdatedRows } = await w.tx.updateTable('jobs.progress').set({ cancel_asked: true }).where('id', '=', jobId).where('state', 'in', ['waiting', 'running']).executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

export interface IntakeParts {
  work<T>(deed: (w: Work) => Promise<T>, as: { actor: Actor }): Promise<T>
  owner: pg.Pool
  onFault(error: unknown): void
}

class GivenUp extends Error {}

/** The worker's tasks of this room, for the roof to register. */
export function intakeTasks(parts: IntakeParts): TaskList {
  return { [TASK]: (payload) => run(parts, payload as unknown as Told) }
}

async function run({ work, owner, onFault }: IntakeParts, told: Told): Promise<void> {
  const { importId, jobId, deed } = told
  const end = (state: 'done' | 'failed' | 'cancelled') => owner.query('update jobs.progress set state = $2, ended_at = now() where id = $1', [jobId, state])
  const leave = (state: ImportState, refusal: Refusal | null) => owner.query('update intake.import set state = $2, refusal = $3 where id = $1 and state = $4',
    [importId, state, refusal && JSON.stringify({ code: refusal.code, field: refusal.field, text: refusal.text }), RUNNING[deed]])
  let last = 0
  const watch: Watch = async (done, total) => {
    if (performance.now() - last < 200 && done > 0 && done !== total) return
    last = performance.now()
    const { rows: [row] } = await owner.query("update jobs.progress set state = 'running', done = $2, total = $3 where id = $1 returning cancel_asked", [jobId, done, total])
    if (row?.cancel_asked) throw new GivenUp()
  }
  try {
    const actor = await actorAgain(owner, told.actor)
    await work(async (w) => {
      await watch(0, null)
      if (deed === 'check') await checkImport(w, importId, {}, watch)
      else if (deed === 'commit') await commitImport(w, importId, watch)
      else await undoImport(w, importId, watch)
    }, { actor })
    await end('done')
  } catch (error) {
    if (error instanceof GivenUp) {
      await leave(AFTER[deed].cancelled, null)
      await end('cancelled')
      return
    }
    if (!(error instanceof Refused)) onFault(error)
    await leave(AFTER[deed].failed, error instanceof Refused ? error.refusals[0]! : refuse('fault', null, 'Máy chủ gặp lỗi; chưa có gì được ghi. Hãy thử lại.', 'The server failed; nothing was written. Please try again.'))
    await end('failed')
  }
}
