import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { openPools, type Pools } from './pool.ts'
import type { Tx } from './transact.ts'

describe('a transaction that is sent ahead', () => {
  let db: TestDatabase, pools: Pools
  // One connection, so that what one deed leaves behind is met by the next.
  before(async () => { db = await testDatabase(); pools = openPools({ connectionString: db.url }, 1) })
  after(async () => { await pools.close(); await db.close() })

  const line = (subject: string) => ({ text: `insert into audit.entry (action, subject_kind, subject_id) values ('test.line', 'test', $1)`, values: [subject] })
  const write = (tx: Tx, subject: string) => sql`insert into audit.entry (action, subject_kind, subject_id) values ('test.line', 'test', ${subject})`.execute(tx)
  const written = async () => (await db.pools.owner.query('select subject_id as id from audit.entry order by id')).rows.map((row) => row.id as string)
  const isFault = (code: string) => (error: unknown) => (error as { code?: string }).code === code
  const wrong = { text: 'select 1 / $1::int', values: [0] }

  test('keeps what the deed wrote and what it left to the end, in the order in which it was asked', async () => {
    const seen = await pools.transact({ opening: { text: `select set_config('app.account', $1, true)`, values: ['first'] } }, async (tx) => {
      const asked = await Promise.all([sql<{ who: string }>`select current_setting('app.account') as who`.execute(tx), write(tx, 'a'), sql<{ n: number }>`select count(*)::int as n from audit.entry where subject_id = 'a'`.execute(tx)])
      return { answer: asked[0].rows[0]!.who, closing: [line('b'), line('c')] }
    })
    assert.equal(seen, 'first')
    assert.deepEqual(await written(), ['a', 'b', 'c'])
  })

  test('keeps nothing when the deed, its opening or a statement at its end fails, says which it was, and serves the next', async () => {
    await assert.rejects(pools.transact({}, async (tx) => { await write(tx, 'lost'); throw new Error('not today') }), /not today/)
    await assert.rejects(pools.transact({ opening: wrong }, async (tx) => { await write(tx, 'lost'); return { answer: 1, closing: [] } }), isFault('22012'))
    await assert.rejects(pools.transact({}, async (tx) => { await write(tx, 'lost'); return { answer: 1, closing: [line('lost'), wrong, line('lost')] } }), isFault('22012'))
    await assert.rejects(pools.transact({}, async (tx) => { await sql`select 1 / ${0}::int`.execute(tx).catch(() => {}); return { answer: 1, closing: [line('lost')] } }), (error) => isFault('25P02')(error) || /failed/.test((error as Error).message))
    assert.deepEqual(await written(), ['a', 'b', 'c'])
    assert.equal(await pools.transact({}, async (tx) => { await write(tx, 'd'); return { answer: 4, closing: [] } }), 4)
    assert.deepEqual(await written(), ['a', 'b', 'c', 'd'])
  })

  test('prepares a statement once where plans are kept, and never else', async () => {
    const prepared = async (keepPlans: boolean, day: string) => pools.transact({ keepPlans }, async (tx) => {
      await sql`select ${day}::date`.execute(tx)
      return { answer: (await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where statement like '%::date'`.execute(tx)).rows[0]!.n, closing: [] }
    })
    assert.deepEqual([await prepared(false, '2026-01-01'), await prepared(true, '2026-01-01'), await prepared(true, '2026-01-02')], [0, 1, 1])
  })

  test('a connection that is lost in the middle is replaced', async () => {
    await assert.rejects(pools.transact({}, async (tx) => {
      const pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid
      await db.pools.owner.query('select pg_terminate_backend($1)', [pid])
      await write(tx, 'lost')
      return { answer: 1, closing: [] }
    }))
    assert.equal(await pools.transact({}, async (tx) => { await write(tx, 'e'); return { answer: 5, closing: [] } }), 5)
  })

  test('of a house that is closed no connection is left, though it was asked nothing but transactions', async () => {
    const short = openPools({ connectionString: db.url })
    await short.transact({}, async (tx) => ({ answer: await sql`select 1`.execute(tx), closing: [] }))
    await short.close()
    assert.deepEqual([short.appPool.totalCount, short.owner.totalCount], [0, 0])
  })
})
