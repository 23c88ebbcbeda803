import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { copyRows, type CopiedCell } from './copy.ts'

let db: TestDatabase
before(async () => { db = await testDatabase() })
after(() => db.close())

describe('rows copied within a unit of work', () => {
  it('arrive as they were, whatever signs are in them, and are seen by the same work alone', async () => {
    const texts = ['', ' ', 'Nguyễn Thị Hường', 'a\tb', 'a\nb\r\nc', '\\', '\\N', '\\.', 'x\\ty', null]
    const rows = texts.map((text, i): CopiedCell[] => [i, text, i % 2 === 0, undefined])
    await db.work(async (w) => {
      await sql`create temp table coming (i int, t text, b boolean, n text) on commit drop`.execute(w.tx)
      await copyRows(w.tx, 'coming (i, t, b, n)', rows)
      const { rows: found } = await sql<{ i: number; t: string | null; b: boolean; n: null }>`select * from coming order by i`.execute(w.tx)
      assert.deepEqual(found, texts.map((t, i) => ({ i, t, b: i % 2 === 0, n: null })))
    })
  })

  it('many at once leave the connection as it was, and none of them stays when the work fails', async () => {
    await assert.rejects(db.work(async (w) => {
      await sql`create temp table coming (i int, t text) on commit drop`.execute(w.tx)
      await copyRows(w.tx, 'coming (i, t)', Array.from({ length: 30_000 }, (_, i) => [i, 'x'.repeat(20)]))
      assert.equal((await sql<{ n: number }>`select count(*)::int as n from coming`.execute(w.tx)).rows[0]!.n, 30_000)
      throw new Error('given up')
    }), /given up/)
    assert.equal(await db.work(async (w) => (await sql<{ n: string | null }>`select to_regclass('coming')::text as n`.execute(w.tx)).rows[0]!.n), null)
  })

  it('that the table does not take fail with the reason of the database', async () => {
    await assert.rejects(db.work(async (w) => {
      await sql`create temp table coming (i int not null) on commit drop`.execute(w.tx)
      await copyRows(w.tx, 'coming (i)', [[1], [null]])
    }), { code: '23502' })
    await assert.rejects(db.work((w) => copyRows(w.tx, 'people.person (id)', [['01a20125-c1ef-7dcf-9f45-c4cf96b31e9a']])), /COPY FROM not supported with row-level security/)
  })
})
