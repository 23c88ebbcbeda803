// A definition published behind people's backs: nobody waits for it, and nothing that anyone writes meanwhile is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#base/id'
import { establish } from '#organisation'
import { admit, appoint, endOffice, recordAbsence } from '#people'
import type { Work } from '#platform/work'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { backfillAll, backfillForAWhile } from './backfill.ts'
import { foldAll } from './fold.ts'
import { publishBehind } from './publish.ts'
import { verifyIndicators } from './verify.ts'
import { figuresOf } from './views.ts'

let db: TestDatabase, root: string, shops: string[]
before(async () => {
  db = await testDatabase()
  root = newId(); shops = [newId(), newId(), newId()]
  await db.work((w) => establish(w, [{ id: root, kind: 'confederation', parentId: null, name: 'Tổng Liên đoàn', from: null }, ...shops.map((id, i) => ({ id, kind: 'grassroots-union', parentId: root, name: `Công đoàn cơ sở ${i}`, from: null }))], { number: '1', on: null, by: null, effectiveOn: '2020-01-01' }))
})
after(() => db.close())

const publish = (code: string, kind: string, more: object = {}, effectiveFrom = '2025-06-17') => db.work((w) => publishBehind(w, { code, name: { vi: code, en: code }, counts: { vi: 'người', en: 'people' }, effectiveFrom,
  definition: { subjects: [{ kind, ...more }], stages: [{ code: 'a', from: '2025-06-17', to: '2028-01-01', operator: '=', share: 1, requires: [{ fact: 'absence', filter: { reason: 'study-leave' } }] }] } }))
const official = async (w: Work, shop = 0, from = '2026-01-01') => {
  const personId = newId(), officeId = newId()
  await admit(w, [{ id: personId, name: 'Lê Thị Bình' }])
  await appoint(w, [{ id: officeId, personId, unitId: shops[shop]!, title: 'president', fullTime: true, basis: 'elected', from }])
  return { personId, officeId }
}
const away = (w: Work, personId: string) => recordAbsence(w, { id: newId(), personId, reason: 'study-leave', from: '2026-02-01', to: null })
const figure = async (code: string) => {
  const found = (await db.work((w) => figuresOf(w, root, { on: '2026-11-21' }))).find((f) => f.code === code)!
  return { heads: `${found.met}/${found.counted}`, computed: found.computed }
}
const exact = async () => {
  await foldAll(db.pools.app)
  assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
}

test('while it is being computed the figure says how far; whoever writes is counted by it at once; then it is whole', async () => {
  for (let i = 0; i < 6; i++) await db.work((w) => official(w, i % 3))
  await publish('A', 'official')
  assert.deepEqual(await figure('A'), { heads: '0/0', computed: 0 })
  await db.work(async (w) => { await away(w, (await official(w)).personId) })
  assert.deepEqual(await figure('A'), { heads: '1/1', computed: 0 })
  while ((await figure('A')).heads === '1/1') await backfillForAWhile(db.pools.app, 0, 2)
  const { heads, computed } = await figure('A')
  assert.ok(heads !== '1/7' && computed! > 0 && computed! < 100, `${heads}, ${computed}`)
  await backfillAll(db.pools.app, 2)
  assert.deepEqual(await figure('A'), { heads: '1/7', computed: null })
  await exact()
})

test('a writer who began before the publication, about a kind that nothing counted yet, is waited for and not lost', async () => {
  const begun = Promise.withResolvers<void>(), may = Promise.withResolvers<void>()
  const writing = db.work(async (w) => {
    const { personId } = await official(w, 1)
    await away(w, personId)
    await w.settled(['official', 'worker'])
    begun.resolve()
    await may.promise
  })
  await begun.promise
  await publish('B', 'worker')
  await publish('C', 'official', { filter: { title: 'president', grassroots: true } })
  for (let i = 0; i < 5; i++) assert.equal(await backfillForAWhile(db.pools.app, 0, 100), true, 'it waits, and nobody else does')
  await db.work((w) => official(w))
  may.resolve()
  await writing
  await backfillAll(db.pools.app, 3)
  assert.equal((await figure('C')).heads, '2/9')
  await exact()
})

test('a subject that someone is writing is passed over, and counted when the writer has ended', async () => {
  const { personId } = await db.work((w) => official(w))
  await publish('D', 'official')
  await backfillForAWhile(db.pools.app, 0, 100)
  const begun = Promise.withResolvers<void>(), may = Promise.withResolvers<void>()
  const writing = db.work(async (w) => { await away(w, personId); await w.settled(['official', 'worker']); begun.resolve(); await may.promise })
  await begun.promise
  const passed = async () => (await db.pools.owner.query('select cardinality(passed_over) as n from indicators.backfill where ended_at is null')).rows[0]?.n
  while (await passed() !== 1) await backfillForAWhile(db.pools.app, 0, 100)
  may.resolve()
  await Promise.all([writing, backfillAll(db.pools.app)])
  await exact()
})

test('whatever four people write at once while versions are published one after another, the recount agrees to the unit', async () => {
  let state = 7
  const below = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => db.work((w) => official(w, i % 3))))
  // So many new officials for each version and no more: with writers quicker than it, what goes through them would run after them for minutes.
  let writing = true, room = 12
  const writer = async () => {
    while (writing) {
      const one = people[below(people.length)]!, what = people.length < room ? below(3) : 1 + below(2)
      await db.work(async (w) => {
        if (what === 0) people.push(await official(w, below(3), `2026-0${1 + below(9)}-01`))
        else if (what === 1) await away(w, one.personId)
        else await endOffice(w, { officeId: one.officeId, on: `2026-1${below(2)}-15` })
        // The subjects of one person stand in both kinds, written in either order.
        if (below(2) === 0) await w.settled(['worker'])
      }).catch((error: Error) => { if (error.constructor.name !== 'Refused') throw error })
    }
  }
  const writers = [writer(), writer(), writer(), writer()]
  try {
    for (let n = 0; n < 6; n++) {
      room += 25
      await publish(n % 2 === 0 ? `E${n}` : `E${n - 1}`, n % 3 === 0 ? 'worker' : 'official', n % 3 === 1 ? { since: { from: '2026-03-01' } } : {}, `2025-0${7 + n % 2}-01`)
      // Now and then it is stopped in the midst, and another goes on.
      for (let i = 0; i < 3; i++) await backfillForAWhile(db.pools.app, 0, 2)
      if (n % 3 === 2) await backfillAll(db.pools.app, 2)
    }
    await backfillAll(db.pools.app, 2)
  } finally {
    writing = false
    await Promise.all(writers)
  }
  await exact()
})
