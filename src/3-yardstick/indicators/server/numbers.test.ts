// A target in numbers: twenty thousand new members are asked of the federation that set itself this, and of nobody below or above.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { establish } from '#organisation'
import { admit, movePerson, place } from '#people'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { foldAll, turnLatest } from './fold.ts'
import { publishIndicator } from './publish.ts'
import { verifyIndicators } from './verify.ts'
import { figuresOf, rankingOf, trendOf } from './views.ts'

let db: TestDatabase
const root = newId(), province = newId(), other = newId(), [mill, mine, dock] = [newId(), newId(), newId()]
const on = '2026-11-21'

before(async () => {
  db = await testDatabase()
  const unit = (id: string, kind: string, parentId: string | null, name: string) => ({ id, kind, parentId, name, from: null })
  await db.work((w) => establish(w, [unit(root, 'confederation', null, 'Tổng Liên đoàn'), unit(province, 'provincial-federation', root, 'Liên đoàn A'), unit(other, 'provincial-federation', root, 'Liên đoàn B'),
    unit(mill, 'grassroots-union', province, 'Công đoàn Dệt'), unit(mine, 'grassroots-union', province, 'Công đoàn Mỏ'), unit(dock, 'grassroots-union', other, 'Công đoàn Cảng')], { number: '1', on: null, by: null, effectiveOn: '2020-01-01' }))
})
after(() => db.close())

const newMembers = (number: number, ownerId: string | null, code: string) => db.work((w) => publishIndicator(w, {
  code, ownerId, name: { vi: code, en: code }, counts: { vi: 'đoàn viên mới', en: 'new members' }, effectiveFrom: '2026-01-01',
  definition: { subjects: [{ kind: 'worker', filter: { standing: 'member' } }], stages: [{ code: '2026', from: '2026-01-01', to: '2027-01-01', operator: '>=', number, requires: [{ fact: 'admitted', filter: { on: { from: '2026-01-01', to: '2027-01-01' } } }] }] },
}))
const member = async (unitId: string, from: Day, standing: 'member' | 'worker' = 'member') => {
  const personId = newId()
  await db.work(async (w) => {
    await admit(w, [{ id: personId, name: 'Lê Thị Bình' }])
    await place(w, [{ id: newId(), personId, unitId, standing, from }])
  })
  return personId
}
const figure = async (unitId: string, code = 'N') => {
  const { met, required, gap } = (await db.work((w) => figuresOf(w, unitId, { on }))).find((f) => f.code === code)!
  return { met, required, gap }
}
const exact = async () => {
  await foldAll(db.pools.app)
  assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
}

test('the number is asked of the owner; every other unit shows what it has met, and misses nothing', async () => {
  await newMembers(3, province, 'N')
  await newMembers(9, null, 'C')
  for (const [unitId, from] of [[mill, '2026-02-01'], [mill, '2026-03-01'], [mine, '2025-12-31'], [dock, '2026-04-01']] as const) await member(unitId, from)
  assert.deepEqual([await figure(province), await figure(mill), await figure(other), await figure(root)],
    [{ met: 2, required: 3, gap: 1 }, { met: 2, required: null, gap: null }, { met: 1, required: null, gap: null }, { met: 3, required: null, gap: null }])
  assert.deepEqual([await figure(root, 'C'), await figure(province, 'C')], [{ met: 3, required: 9, gap: 6 }, { met: 2, required: null, gap: null }], 'what is everybody\'s is asked of the whole confederation')
  assert.deepEqual((await db.work((w) => trendOf(w, province, 'N', ['2025-12-31', '2026-02-28', '2026-03-31'], {}))).map((t) => [t.met, t.number]), [[0, null], [1, 3], [2, 3]])
  assert.deepEqual((await db.work((w) => trendOf(w, mill, 'N', ['2026-03-31'], {}))).map((t) => t.number), [null])
})

test('units stand in the order of how many they have met, not of their shares', async () => {
  for (let i = 0; i < 5; i++) await member(mill, '2020-01-01')
  const order = async (more: object) => (await db.work((w) => rankingOf(w, root, 'C', { order: 'best', limit: 10, ...more }, { on }))).map((r) => [r.name, r.met, r.gap])
  assert.deepEqual(await order({}), [['Liên đoàn A', 2, null], ['Liên đoàn B', 1, null]])
  await foldAll(db.pools.app)
  await turnLatest(db.pools.app, on)
  assert.deepEqual(await order({ kind: 'grassroots-union' }), [['Công đoàn Dệt', 2, null], ['Công đoàn Cảng', 1, null], ['Công đoàn Mỏ', 0, null]])
  assert.deepEqual((await order({ kind: 'grassroots-union', order: 'worst', limit: 1 })).map(([name]) => name), ['Công đoàn Mỏ'])
})

test('whoever moves in from another union is not admitted, nor whose earlier membership is recorded later', async () => {
  const before = (await figure(province)).met
  const moved = await member(dock, '2019-01-01')
  await db.work((w) => movePerson(w, { id: newId(), personId: moved, toUnitId: mine, standing: 'member', on: '2026-05-01' }))
  assert.equal((await figure(province)).met, before, 'a move is no admission')
  const worker = await member(mine, '2018-01-01', 'worker')
  await db.work((w) => movePerson(w, { id: newId(), personId: worker, toUnitId: mine, standing: 'member', on: '2026-06-01' }))
  assert.equal((await figure(province)).met, before + 1, 'a worker who becomes a member is')
  const back = await member(mill, '2026-07-01')
  assert.equal((await figure(province)).met, before + 2)
  await db.work((w) => place(w, [{ id: newId(), personId: back, unitId: dock, standing: 'member', from: '2012-01-01', to: '2013-01-01' }]))
  assert.equal((await figure(province)).met, before + 1, 'found in the books of another union')
  await exact()
})
