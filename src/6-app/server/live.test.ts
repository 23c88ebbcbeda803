// The stream that open screens listen to, over a real connection of the database.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { startLive, type Live } from './live.ts'

let db: TestDatabase
let live: Live
const app = Fastify()
before(async () => {
  db = await testDatabase()
  live = await startLive(db.pools.owner)
  live.register(app, (headers) => Promise.resolve({ session: headers.get('x-session') ?? 'someone', personId: headers.get('x-person') }))
  await app.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  live.hangUp()
  await app.close()
  await live.stop()
  await db.close()
})

async function openStream(session = 'someone') {
  const { port } = app.addresses()[0] as { port: number }
  const reply = await fetch(`http://127.0.0.1:${port}/api/live`, { headers: { 'x-session': session } })
  const parts = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  return { async next(): Promise<string> { const { value, done } = await parts.read(); return done ? 'ended' : value } }
}

it('tells every open screen; when the database cuts the listener off the screens are sent to ask again, and it comes back by itself', async () => {
  const screen = await openStream()
  assert.match(await screen.next(), /^retry/)
  live.announce({ event: 'changed', data: { kind: 'plan' } })
  assert.equal(await screen.next(), 'event: changed\ndata: {"kind":"plan"}\n\n')

  await db.pools.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen lotrinh_live'`)
  assert.equal(await screen.next(), 'ended')
  const back = await openStream()
  assert.match(await back.next(), /^retry/)
  // Told until it is heard: nobody knows from outside when the listener is back.
  const heard = back.next()
  let stop = false
  void heard.finally(() => { stop = true })
  while (!stop) {
    live.announce({ event: 'figures', data: { indicators: ['T1'] } })
    await new Promise((resolve) => setImmediate(resolve))
    await db.pools.owner.query('select 1')
  }
  assert.match(await heard, /^event: figures/)
})

it('tells the first of many at once and the rest together, each thing once', async () => {
  const screen = await openStream()
  await screen.next()
  const kinds = ['plans.issue', 'learning.mark', 'people.place']
  // One after the other on one connection, so that they are heard in this order.
  const client = await db.pools.owner.connect()
  for (let i = 0; i <= 60; i++) await client.query(`select pg_notify('lotrinh_live', $1)`, [JSON.stringify({ event: 'changed', data: { kind: i < 60 ? kinds[i % 3] : 'the last' } })])
  client.release()
  let heard = ''
  while (!heard.includes('the last')) heard += await screen.next()
  for (const kind of kinds) assert.ok(heard.includes(kind), kind)
  assert.ok(heard.split('event: ').length - 1 < 61, heard)
})

it('ends the stream of a session at once when the session is ended, on whatever connection, and no other', async () => {
  const { owner } = db.pools, accountId = newId()
  await owner.query(`insert into access.account (id, name, username) values ($1, 'Người Hai Máy', 'haimay')`, [accountId])
  const [phone, desk] = await Promise.all(['phone', 'desk'].map(async (hash) => {
    await owner.query(`insert into access.session (id, account_id, token_hash, created_at, updated_at, expires_at) values ($1, $2, $3, now(), now(), now() + interval '1 day')`, [newId(), accountId, hash])
    const screen = await openStream(hash)
    await screen.next()
    return screen
  }))
  await db.work(async (w) => {
    await w.tx.deleteFrom('access.session').where('token_hash', '=', 'phone').execute()
    // Told in the same breath: the stream that was just ended takes no more, and the server lives on.
    await sql`select pg_notify('lotrinh_live', '{"event":"changed","data":{"kind":"plan"}}')`.execute(w.tx)
  })
  assert.equal(await phone!.next(), 'ended')
  assert.match(await desk!.next(), /^event: changed/)
})
