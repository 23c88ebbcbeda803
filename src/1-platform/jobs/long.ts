// Long work for a person: asked for in one request, done by a worker part by part, watched, stopped, and taken up again where
// it was broken off. It acts as whoever asked, from the office acted in then, as long as that office is held.
import type { TaskList } from 'graphile-worker'
import type pg from 'pg'
import { newId } from '#base/id'
import { Refused, refuse, type Refusal } from '#base/refusal'
import { wholeHouse, type Actor, type Verb } from '../access/actor.ts'
import type { Work } from '../work.ts'
import { enqueue } from './jobs.ts'

interface ToldActor { accountId: string | null; name: string; personId: string | null; officeId: string | null; unitId: string | null; verbs: Verb[] }
interface Told { jobId: string; actor: ToldActor; asked: unknown }

/** What a piece of long work is handed. */
export interface Run {
  jobId: string
  /** One part: a transaction of its own, as whoever asked. What it did is not done again after a crash. */
  part<T>(deed: (w: Work) => Promise<T>): Promise<T>
  /** How far it is; throws where whoever asked wants it stopped. Called between parts. */
  watch(done: number, total: number | null): Promise<void>
}

export interface LongParts {
  work<T>(deed: (w: Work) => Promise<T>, as: { actor: Actor }): Promise<T>
  owner: pg.Pool
  onFault(error: unknown): void
}

/** A kind of long work, told by its name. A deed may be run twice: each of its parts looks first what is done. */
export interface LongWork<Asked> {
  name: string
  deed(asked: Asked, run: Run): Promise<void>
  /** In the same way as the end is written: how it came out, for whoever keeps more than the progress. */
  ended?(asked: Asked, how: 'done' | 'failed' | 'cancelled', owner: pg.Pool): Promise<unknown>
}

/**
 * Hands the work over with this commit; answers the id under which it is watched. `goesOn`: work of one's own that was broken
 * off, with what it made so far.
 */
export async function later<Asked extends object>(w: Work, work: Pick<LongWork<Asked>, 'name'>, asked: Asked, key: string, goesOn: string | null = null): Promise<string> {
  const { accountId, name, personId, acting } = w.actor
  const own = goesOn !== null && await w.tx.updateTable('jobs.progress').set({ state: 'waiting', cancel_asked: false, ended_at: null, result: null })
    .where('id', '=', goesOn).where('account_id', '=', accountId).returning('id').executeTakeFirst()
  const jobId = own ? own.id : newId()
  if (!own) await w.tx.insertInto('jobs.progress').values({ id: jobId, task: work.name, account_id: accountId }).execute()
  const told: Told = { jobId, asked, actor: { accountId, name, personId, officeId: acting?.officeId ?? null, unitId: acting?.unitId ?? null, verbs: [...(acting?.verbs ?? [])] } }
  await enqueue(w, work.name, { ...told }, `${work.name}:${key}`)
  return jobId
}

export class GivenUp extends Error {}

/** The worker's task of this work, for the roof to register. */
export function longTask<Asked>(parts: LongParts, work: LongWork<Asked>): TaskList {
  return { [work.name]: (payload) => run(parts, work, payload as Told) }
}

async function run<Asked>({ work, owner, onFault }: LongParts, { deed, ended }: LongWork<Asked>, { jobId, actor: told, asked }: Told): Promise<void> {
  const end = async (state: 'done' | 'failed' | 'cancelled', refusal: Refusal | null = null) => {
    await ended?.(asked as Asked, state, owner)
    await owner.query('update jobs.progress set state = $2, ended_at = now(), result = $3 where id = $1', [jobId, state, refusal && JSON.stringify({ code: refusal.code, field: refusal.field, text: refusal.text })])
  }
  try {
    const actor = await actorAgain(owner, told)
    await deed(asked as Asked, {
      jobId, part: (one) => work(one, { actor }),
      async watch(done, total) {
        const { rows: [row] } = await owner.query("update jobs.progress set state = 'running', done = $2, total = $3 where id = $1 returning cancel_asked", [jobId, done, total])
        if (!row || row.cancel_asked) throw new GivenUp()
      },
    })
    await end('done')
  } catch (error) {
    if (error instanceof GivenUp) return end('cancelled')
    if (!(error instanceof Refused)) onFault(error)
    await end('failed', error instanceof Refused ? error.refusals[0]! : fault)
  }
}

const fault = refuse('fault', null, 'Máy chủ gặp lỗi giữa chừng. Những gì đã làm vẫn còn; hãy chạy tiếp.', 'The server failed midway. What was done stands; go on with it.')

/** Who asked, as they stand now: since then the office may have been handed over, and the tree renumbered. */
export async function actorAgain(owner: pg.Pool, actor: ToldActor): Promise<Actor> {
  const who = { accountId: actor.accountId, name: actor.name, personId: actor.personId, offices: [], language: 'vi' as const }
  const verbs = new Set(actor.verbs)
  if (actor.officeId === null) return { ...who, acting: { officeId: null, unitId: actor.unitId, ...wholeHouse, verbs } }
  const { rows: [at] } = await owner.query<{ lft: number; rgt: number }>(`select p.lft, p.rgt from people.office o join organisation.position p on p.unit_id = o.unit_id
    where o.id = $1 and o.during @> (now() at time zone 'Asia/Ho_Chi_Minh')::date`, [actor.officeId])
  if (!at) throw new Refused(refuse('not-allowed', null, 'Chức vụ đã yêu cầu việc này không còn được giữ.', 'The office that asked for this is no longer held.'), 403)
  return { ...who, acting: { officeId: actor.officeId, unitId: actor.unitId, ...at, verbs } }
}
