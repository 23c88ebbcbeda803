// One transaction on one connection, sent ahead: a statement goes out when it is asked for, not when the one before it has
// answered. PostgreSQL runs them in the order in which they were sent, and after a fault none of the rest, so that nothing
// is lost by not waiting; what a round trip costs is paid by whoever needs an answer to go on.
import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import type pg from 'pg'
import type { DB } from './tables.generated.ts'

export type Tx = Transaction<DB>

export interface Statement { text: string; values: unknown[] }

export interface Transacting {
  /** Runs first, before anything of the deed. */
  opening?: Statement
  /**
   * Statements are prepared once on each connection and keep their plans: planning costs most short statements several
   * times what they do. Not for reads over many rows: their best plan depends on what is asked.
   */
  keepPlans?: boolean
}

/** Runs the deed in a transaction, then what it leaves in `closing`, and commits; or nothing of it stays. */
export type Transact = <T>(how: Transacting, deed: (tx: Tx) => Promise<{ answer: T; closing: Statement[] }>) => Promise<T>

/** Runs the statements within a transaction, one after the other. */
export async function runAll(tx: Tx, statements: readonly Statement[]): Promise<void> {
  // One behind the other, and no answer waited for in between. Where one fails, those behind it only say that the transaction has.
  await Promise.all(statements.map(({ text, values }) => tx.executeQuery(CompiledQuery.raw(text, values))))
}

/** The pool's connections must be opened with `pipeline: true`. */
export function transactOn(pool: pg.Pool): Transact {
  const ends = new WeakMap<pg.PoolClient, End>()
  return async (how, deed) => {
    const client = await pool.connect()
    let end = ends.get(client)
    if (!end) ends.set(client, end = endOf(client))
    end.keepsPlans = how.keepPlans ?? false
    const sent: Promise<pg.QueryResult>[] = []
    const send = (statement: Statement) => { const reply = end.query(statement.text, statement.values); reply.catch(() => {}); sent.push(reply); return reply }
    let lost: Error | undefined
    try {
      send({ text: 'begin', values: [] })
      if (how.opening) send(how.opening)
      const { answer, closing } = await deed(end.tx)
      for (const statement of closing) send(statement)
      const { command } = await send({ text: 'commit', values: [] })
      // So PostgreSQL answers where a statement before it failed; the reason is told below.
      if (command !== 'COMMIT') throw new Error('a statement of the transaction failed')
      return answer
    } catch (error) {
      await client.query('rollback').catch((fault: Error) => { lost = fault })
      const failed = (await Promise.allSettled(sent)).find((reply) => reply.status === 'rejected')
      throw failed?.reason ?? error
    } finally {
      client.release(lost)
    }
  }
}

interface End { tx: Tx; keepsPlans: boolean; query(text: string, values: unknown[]): Promise<pg.QueryResult> }

/** One connection as Kysely sees it: there to be used, never to be given back. */
function endOf(client: pg.PoolClient): End {
  const end = {
    keepsPlans: false,
    query: (text: string, values: unknown[]) => {
      const name = end.keepsPlans && values.length > 0 ? nameOf(text) : undefined
      return client.query(name === undefined ? { text, values } : { name, text, values })
    },
  }
  const connection = { query: (text: string, values: readonly unknown[]) => end.query(text, values as unknown[]), release() {} }
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: { connect: async () => connection, end: async () => {} } as never }) })
  return Object.assign(end, { tx: kysely as unknown as Tx })
}

// The same text has the same name on every connection. Texts made for one occasion (long lists of values) are not kept.
const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || text.length > 8000 || names.size >= 500) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}
