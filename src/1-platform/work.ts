// A unit of work: one transaction with its scope, its clock, its audit lines, and the subjects whose standing it touched.
// The roof hands in `settle`, which brings indicators up to the facts with the commit; rooms below only say what changed.
import { sql } from 'kysely'
import { dayOf, type Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Actor } from './access/actor.ts'
import type { Database } from './db/pool.ts'
import { runAll, type Statement, type Transact, type Tx } from './db/transact.ts'

export type { Tx } from './db/transact.ts'

export interface Work {
  tx: Tx
  actor: Actor
  now: Date
  today: Day
  /** Subjects of this kind may stand differently now; settled once, before the commit. */
  touched(kind: string, ids: Iterable<string>): void
  /** Settles now what was touched of these kinds so far: a deed of a million records does not hold a million ids until its end. */
  settled(kinds: readonly string[]): Promise<void>
  /** Reads in a transaction beside this one, as the same actor: what was committed, and nothing of what this one wrote. For a deed of which one is done at a time. */
  beside<T>(read: (tx: Tx) => Promise<T>): Promise<T>
  /** The audit line of a deed: its name (`plans.issue`), what it was done to, and what is worth keeping. */
  note(action: string, subjectKind: string, subjectId: string, detail?: Record<string, unknown>): void
  /** Runs after the commit and never when it failed: announcements, files. */
  afterCommit(deed: () => void | Promise<void>): void
}

/** What brings the indicators up to the facts about these subjects, by kind. */
export type Settle = (touched: ReadonlyMap<string, ReadonlySet<string>>) => Statement[]

export interface WorkOptions {
  db: Database
  transact: Transact
  transactBeside: Transact
  settle: Settle
  /** False for what only reads: its statements are planned each time for what is asked. */
  keepPlans?: boolean
  /** The clock; told stories and tests hand in their own. */
  now?: () => Date
  /** True where the moment must be written into the records instead of the server's own (a story told again). */
  ownClock?: boolean
  /** Hears the names of the deeds after they were committed. */
  onWritten?: (actions: string[]) => void
}

/** Runs `deed` in one transaction as the actor; commits what it wrote with its audit lines, or nothing at all. */
export async function inWork<T>(options: WorkOptions, actor: Actor, deed: (work: Work) => Promise<T>): Promise<T> {
  const after: (() => void | Promise<void>)[] = []
  const notes: Line[] = []
  const result = await options.transact(opened(options, actor), async (tx) => {
    const { work, touched } = begin(tx, options, actor, notes, after)
    const answer = await deed(work)
    return { answer, closing: [...options.settle(touched), ...auditOf(actor, notes)] }
  })
  for (const deed of after) await deed()
  if (notes.length > 0) options.onWritten?.([...new Set(notes.map(([action]) => action))])
  return result
}

/**
 * Runs `deed` as the actor to learn what it would do, and takes everything back: nothing is settled by itself, noted, announced
 * or enqueued. Whoever tries settles what was touched, where the answer asks for it.
 */
export async function inTrial<T>(options: WorkOptions, actor: Actor, deed: (work: Work) => Promise<T>): Promise<T> {
  class TakenBack extends Error {
    readonly answer: T
    constructor(answer: T) { super('taken back'); this.answer = answer }
  }
  try {
    return await options.transact<T>(opened(options, actor), async (tx) => { throw new TakenBack(await deed(begin(tx, options, actor, [], []).work)) })
  } catch (error) {
    if (error instanceof TakenBack) return error.answer
    throw error
  }
}

function opened(options: WorkOptions, actor: Actor): { opening: Statement; keepPlans: boolean } {
  const keepPlans = options.keepPlans ?? true
  return { opening: scopeOf(actor, options.ownClock ? options.now?.() ?? new Date() : null, keepPlans), keepPlans }
}

function begin(tx: Tx, options: WorkOptions, actor: Actor, notes: Line[], after: (() => void | Promise<void>)[]): { work: Work; touched: Map<string, Set<string>> } {
  const now = options.now?.() ?? new Date()
  const touched = new Map<string, Set<string>>()
  const work: Work = {
    tx, actor, now, today: dayOf(now),
    touched(kind, ids) {
      const set = touched.get(kind) ?? new Set<string>()
      for (const id of ids) set.add(id)
      touched.set(kind, set)
    },
    async settled(kinds) {
      const part = new Map(kinds.flatMap((kind) => { const ids = touched.get(kind); return ids ? [[kind, ids]] : [] }))
      for (const kind of part.keys()) touched.delete(kind)
      await runAll(tx, options.settle(part))
    },
    beside: (read) => options.transactBeside(opened({ ...options, keepPlans: false }, actor), async (aside) => ({ answer: await read(aside), closing: [] })),
    note(...line) { notes.push(line) },
    afterCommit(next) { after.push(next) },
  }
  return { work, touched }
}

// The interval of the office's unit is read here, not where the session was: reading the numbering holds it still until
// the end of the transaction, so that a scope never means other units than it did a moment ago.
// A kept plan is kept from the first run on: left to itself the server goes on planning whatever a list of one id makes look
// cheaper than a list of ten, a seventh of what recording a roster costs.
function scopeOf(actor: Actor, moment: Date | null, keepPlans: boolean): Statement {
  const acting = actor.acting
  const own = Boolean(acting?.unitId && acting.lft !== 0)
  const interval = own
    ? `(select lft, rgt, lft <= (select min(lft) from organisation.position) and rgt >= (select max(lft) from organisation.position) as whole from organisation.position where unit_id = $5::uuid)`
    : `(select $5::int as lft, $6::int as rgt, $5::int = 0 as whole)`
  return {
    text: `select set_config('app.lft', coalesce(max(p.lft)::text, ''), true), set_config('app.rgt', coalesce(max(p.rgt)::text, ''), true), set_config('app.whole', case when bool_or(p.whole) then '1' else '' end, true),
      set_config('app.account', $1, true), set_config('app.person', $2, true), set_config('app.office', $3, true), set_config('app.now', $4, true), set_config('app.privacy', '${acting?.verbs.has('privacy') ? '1' : ''}', true)${keepPlans ? ", set_config('plan_cache_mode', 'force_generic_plan', true)" : ''} from ${interval} p`,
    values: [actor.accountId ?? '', actor.personId ?? '', acting?.officeId ?? '', moment?.toISOString() ?? '', ...(own ? [acting!.unitId] : [acting?.lft ?? null, acting?.rgt ?? null])],
  }
}

type Line = Parameters<Work['note']>

function auditOf(actor: Actor, notes: readonly Line[]): Statement[] {
  const by = [actor.accountId, actor.personId, actor.acting?.officeId ?? null, actor.acting?.unitId ?? null]
  const statements: Statement[] = []
  for (let i = 0; i < notes.length; i += 1000) {
    const lines = notes.slice(i, i + 1000).map(([action, kind, id, detail]) => ({ action, kind, id, detail: detail ?? {} }))
    statements.push({
      text: `insert into audit.entry (account_id, person_id, office_id, unit_id, action, subject_kind, subject_id, detail)
        select $1, $2::uuid, $3::uuid, $4::uuid, l.action, l.kind, l.id, l.detail from jsonb_to_recordset($5::jsonb) l(action text, kind text, id text, detail jsonb)`,
      values: [...by, JSON.stringify(lines)],
    })
  }
  return statements
}

/** Throws 403 unless the unit lies in the subtree of the office acted in (today's tree). */
export async function mustReach(work: Work, unitId: string, field: string | null = null): Promise<void> {
  const acting = work.actor.acting
  if (acting?.lft === 0) return
  const reached = acting && (await sql<{ reached: boolean }>`select organisation.lies_in_scope(${unitId}::uuid) as reached`.execute(work.tx)).rows[0]!.reached
  if (!reached) throw new Refused(refuse('out-of-reach', field, 'Đơn vị này nằm ngoài phạm vi chức vụ đang dùng của bạn.', 'This unit lies outside the reach of the office you act in.'), 403)
}
