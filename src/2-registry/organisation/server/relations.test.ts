import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import type { Actor } from '#platform/access/actor'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { establish } from './deeds.ts'
import { dissolve } from './endings.ts'
import { endRelation, relate, relations } from './relations.ts'

const refusedAs = (code: string) => (error: unknown) => error instanceof Refused && error.refusals[0]?.code === code
const decision = { number: '45/QĐ-LĐLĐ', on: '2025-07-25', by: 'Liên đoàn Lao động tỉnh Bắc' }

describe('a unit that also manages the unions of several communes', () => {
  let db: TestDatabase
  const units = { root: newId(), north: newId(), south: newId(), ward: newId(), tea: newId(), coach: newId(), far: newId() }
  before(async () => {
    db = await testDatabase()
    await db.work((w) => establish(w, [
      { id: units.root, kind: 'confederation', name: 'Tổng Liên đoàn', parentId: null }, { id: units.north, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Bắc', parentId: units.root },
      { id: units.south, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Nam', parentId: units.root }, { id: units.ward, kind: 'commune-union', name: 'Công đoàn phường Sa Pa', parentId: units.north },
      { id: units.tea, kind: 'grassroots-union', name: 'Công đoàn cơ sở Chè', parentId: units.north }, { id: units.coach, kind: 'grassroots-union', name: 'Công đoàn cơ sở Xe khách', parentId: units.north },
      { id: units.far, kind: 'grassroots-union', name: 'Công đoàn cơ sở Xa', parentId: units.south },
    ], { number: '1/QĐ', on: null, by: null, effectiveOn: '2020-01-01' }))
  })
  after(() => db.close())
  const manages = (otherId: string, commune: string, start = '2025-08-01') => ({ id: newId(), kind: 'manages', unitId: units.ward, otherId, commune, from: start })
  const seen = async (unitId: string, on: string, as?: Actor) => (await db.work((w) => relations(w, unitId, on), as)).map((r) => [r.outward, r.commune, (r.outward ? r.other : r.unit).name, r.holds])

  test('is seen from both sides on the days on which it holds, and the tree stays as it is', async () => {
    const both = [manages(units.tea, 'xã Tả Van'), manages(units.coach, 'xã Tả  Phìn')]
    const ancestry = () => db.pools.owner.query('select count(*)::int as n from organisation.ancestry').then((r) => r.rows[0].n)
    const before = await ancestry()
    assert.equal((await db.work(async (w) => relate(w, both, decision), await db.from(units.north))).length, 2)
    assert.deepEqual(await db.work((w) => relate(w, both, decision)), [], 'sent again it changes nothing')
    assert.deepEqual(await seen(units.ward, '2025-08-01'), [[true, 'xã Tả Phìn', 'Công đoàn cơ sở Xe khách', true], [true, 'xã Tả Van', 'Công đoàn cơ sở Chè', true]])
    assert.deepEqual(await seen(units.tea, '2025-07-31'), [[false, 'xã Tả Van', 'Công đoàn phường Sa Pa', false]])
    assert.equal(await ancestry(), before)
    const ward = await db.from(units.ward)
    assert.deepEqual(await db.work((w) => sql`select unit_id from people.office where unit_id = ${units.tea}::uuid`.execute(w.tx), ward).then((r) => r.rows), [], 'and reach does not follow')
    await assert.rejects(db.work((w) => relate(w, [manages(units.tea, 'xã Tả Van', '2026-01-01')], decision)), refusedAs('related-already'))

    await db.work(async (w) => endRelation(w, { relationId: both[0]!.id, on: '2026-05-01', decisionNumber: '60/QĐ-LĐLĐ' }), await db.from(units.north))
    assert.deepEqual([(await seen(units.tea, '2026-04-30'))[0]![3], (await seen(units.tea, '2026-05-01'))[0]![3]], [true, false])
    await db.work((w) => relate(w, [manages(units.tea, 'xã Tả Van', '2026-06-01')], decision))
    assert.equal((await seen(units.tea, '2026-06-01')).length, 2, 'the history stays')
  })

  test('is given from above, within the reach of who gives it', async () => {
    await assert.rejects(db.work(async (w) => relate(w, [manages(units.coach, 'xã Bản Hồ')], decision), await db.from(units.ward)), refusedAs('out-of-reach'))
    await assert.rejects(db.work(async (w) => relate(w, [manages(units.far, 'xã Xa')], decision), await db.from(units.north)), refusedAs('out-of-reach'))
    await assert.rejects(db.work((w) => relate(w, [{ ...manages(units.coach, ' '), commune: ' ' }], decision)), refusedAs('commune'))
    await assert.rejects(db.work((w) => relate(w, [manages(units.far, 'xã Xa', '2019-12-31')], decision)), refusedAs('unit-not-living'))
    const one = (await db.work((w) => relations(w, units.coach, '2026-11-21')))[0]!
    assert.deepEqual([one.changeable, (await db.work(async (w) => relations(w, units.ward, w.today), await db.from(units.ward)))[0]!.changeable], [true, false])
    await assert.rejects(db.work(async (w) => endRelation(w, { relationId: one.id, on: '2026-05-01', decisionNumber: '1' }), await db.from(units.south)), refusedAs('not-found'))
    assert.deepEqual(await seen(units.coach, '2026-11-21', await db.from(units.south)), [], 'another province sees nothing of it')
  })

  test('holds no longer than both units live', async () => {
    const gone = newId()
    await db.work((w) => establish(w, [{ id: gone, kind: 'grassroots-union', name: 'Công đoàn cơ sở Sắp giải thể', parentId: units.north }], { ...decision, effectiveOn: '2024-01-01' }))
    await db.work((w) => relate(w, [manages(gone, 'xã Mường Bo')], decision))
    await db.work((w) => dissolve(w, [gone], { ...decision, effectiveOn: '2026-02-01' }))
    const [only] = await db.work((w) => relations(w, gone, '2026-02-01'))
    assert.deepEqual([only!.holds, only!.valid], [false, { from: '2025-08-01', to: '2026-02-01' }])
  })
})
