import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type pg from 'pg'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { copyText } from './copy.ts'

let db: TestDatabase
let client: pg.PoolClient
before(async () => {
  db = await testDatabase()
  client = await db.pools.owner.connect()
  await client.query('create temp table coming (i int not null, t text)')
})
after(async () => {
  client.release(true)
  await db.close()
})

describe('rows that come as the text of COPY', () => {
  it('all arrive, however many blocks they come in', async () => {
    await copyText(client, 'coming (i, t)', (function* () { for (let i = 0; i < 300; i++) yield `${i}\tNguyễn Thị Hường\n`.repeat(1000) })())
    assert.deepEqual((await client.query('select count(*)::int as rows, count(distinct i)::int as texts from coming')).rows, [{ rows: 300_000, texts: 300 }])
  })

  it('that the table does not take fail with the reason of the database, and the connection goes on', async () => {
    await assert.rejects(copyText(client, 'coming (i)', ['1\n', '\\N\n']), { code: '23502' })
    await client.query('select')
  })
})
