// The engine on real PostgreSQL, through the doors of the rooms below it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#base/id'
import { dissolve, establish } from '#organisation'
import { admit, appoint, endOffice, recordAbsence } from '#people'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { publishIndicator } from './publish.ts'
import { foldAll, startFolding, turnLatest } from './fold.ts'
import { repairIndicators } from './repair.ts'
import { verifyIndicators } from './verify.ts'
import { recordsOf } from './records.ts'
import { figuresOf, trendOf } from './views.ts'

let db: TestDatabase
let root: string, province: string, other: string

before(async () => {
  db = await testDatabase()
  root = newId(); province = newId(); other = newId()
  const unit = (id: string, kind: string, parentId: string | null, name: string) => ({ id, kind, parentId, name, from: null })
  await db.work((w) => establish(w, [unit(root, 'confederation', null, 'Tổng Liên đoàn'), unit(province, 'provincial-federation', root, 'Liên đoàn A'), unit(other, 'provincial-federation', root, 'Liên đoàn B')], { number: '1', on: null, by: null, effectiveOn: '2020-01-01' }))
  await publish('2025-06-17', { subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence', filter: { reason: 'maternity' } }], stages })
})
after(() => db.close())

// "Met" is here a long absence: the one fact that the floors below the engine publish.
const stages = [{ code: 'first', from: '2025-06-17', to: '2028-01-01', operator: '=', share: 1, requires: [{ fact: 'absence', filter: { reason: 'study-leave' } }] },
  { code: 'second', from: '2028-01-01', to: '2031-01-01', operator: '=', share: 1, requires: [{ fact: 'absence', filter: { reason: 'secondment' } }] }]
const publish = (effectiveFrom: string, body: object) => db.work((w) => publishIndicator(w, { code: 'X', name: { vi: 'X', en: 'X' }, counts: { vi: 'cán bộ', en: 'officials' }, effectiveFrom, definition: body }))
const official = async (unitId: string, from = '2025-01-01') => {
  const personId = newId(), officeId = newId()
  await db.work(async (w) => {
    await admit(w, [{ id: personId, name: 'Lê Thị Bình' }])
    await appoint(w, [{ id: officeId, personId, unitId, title: 'specialist', fullTime: true, basis: 'appointed', from }])
  })
  return { personId, officeId }
}
const absent = (personId: string, reason: 'study-leave' | 'secondment' | 'maternity', from: string, to: string | null) => db.work((w) => recordAbsence(w, { id: newId(), personId, reason, from, to }))
const figure = async (unitId: string, on: string, more: { tree?: string; knownAt?: string } = {}) => {
  const [f] = await db.work((w) => figuresOf(w, unitId, { on, ...more }))
  return `${f!.met}/${f!.counted}${f!.excluded ? ` (${f!.excluded})` : ''}`
}

test('a figure holds for any day: before, while and after a fact holds, with no job in between', async () => {
  const { personId, officeId } = await official(province)
  await absent(personId, 'study-leave', '2026-01-01', '2026-03-01')
  assert.equal(await figure(province, '2025-12-31'), '0/1')
  assert.equal(await figure(province, '2026-02-28'), '1/1')
  assert.equal(await figure(province, '2026-03-01'), '0/1')
  assert.equal(await figure(root, '2026-02-01'), '1/1')
  await db.work((w) => endOffice(w, { officeId, on: '2026-06-01' }))
  assert.equal(await figure(province, '2026-06-01'), '0/0')
})

test('who is lawfully left out is shown, not dropped', async () => {
  const { personId, officeId } = await official(other)
  await absent(personId, 'maternity', '2026-01-01', '2026-07-01')
  assert.equal(await figure(other, '2026-02-01'), '0/0 (1)')
  const list = await db.work((w) => recordsOf(w, other, 'X', { on: '2026-02-01' }, { state: 'excluded', limit: 10 }))
  assert.deepEqual(list.figure, { counted: 0, met: 0, unmet: 0, excluded: 1 })
  assert.equal(list.rows[0]!.evidence[0]!.kind, 'absence')
  await db.work((w) => endOffice(w, { officeId, on: '2026-08-01' }))
})

test('the second stage begins by itself on its day', async () => {
  const { personId } = await official(province, '2026-09-01')
  await absent(personId, 'secondment', '2026-09-01', null)
  assert.equal(await figure(province, '2027-12-31'), '0/1')
  assert.equal(await figure(province, '2028-01-01'), '1/1')
  assert.equal(await figure(province, '2031-01-01'), '0/0')
})

test('what was known on an earlier day is still to be had after a later record', async () => {
  db.clock.now = new Date('2026-10-01T01:00:00Z')
  const { personId } = await official(other, '2026-09-01')
  db.clock.now = new Date('2026-11-05T01:00:00Z')
  await absent(personId, 'study-leave', '2026-09-10', null)
  assert.equal(await figure(other, '2026-09-15'), '1/1')
  assert.equal(await figure(other, '2026-09-15', { knownAt: '2026-10-31T00:00:00Z' }), '0/1')
})

test('who still stands in a union that was dissolved counts nowhere from that day on: in no figure, list, trend or other tree', async () => {
  const region = newId(), shop = newId(), decision = { number: '2', on: null, by: null, effectiveOn: '2026-05-01' }
  await db.work((w) => establish(w, [{ id: region, kind: 'provincial-federation', parentId: root, name: 'Liên đoàn C', from: '2020-01-01' },
    { id: shop, kind: 'grassroots-union', parentId: region, name: 'Công đoàn cơ sở Trường', from: '2025-01-01' }], decision))
  const { officeId } = await official(shop)
  await db.work((w) => dissolve(w, [shop], decision))
  assert.deepEqual([await figure(region, '2026-04-30'), await figure(region, '2026-05-01')], ['0/1', '0/0'])
  assert.equal(await figure(region, '2026-05-01', { knownAt: '2027-01-01T00:00:00Z' }), '0/0')
  const listed = async (on: string, tree?: string) => (await db.work((w) => recordsOf(w, region, 'X', { on, tree }, { state: 'counted', limit: 10 }))).total
  assert.deepEqual([await listed('2026-04-30'), await listed('2026-05-01')], [1, 0])
  for (const tree of ['2026-04-30', '2026-05-01', '2026-10-01']) {
    assert.deepEqual([await figure(region, '2026-04-30', { tree }), await figure(region, '2026-05-01', { tree })], ['0/1', '0/0'], `in the tree of ${tree}`)
    assert.deepEqual((await db.work((w) => trendOf(w, region, 'X', ['2026-04-30', '2026-05-01', '2026-10-01'], { tree }))).map((t) => t.counted), [1, 0, 0], `in the tree of ${tree}`)
    assert.deepEqual([await listed('2026-04-30', tree), await listed('2026-05-01', tree)], [1, 0], `in the tree of ${tree}`)
  }
  await db.work((w) => endOffice(w, { officeId, on: '2026-05-01' }))
})

test('the same definition again changes nothing; a new version answers from its day and leaves earlier days alone', async () => {
  assert.equal((await publish('2027-01-01', { subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence', filter: { reason: 'maternity' } }], stages })).version, 1)
  const before = await figure(root, '2026-12-31')
  assert.equal((await publish('2027-01-01', { subjects: [{ kind: 'official', filter: { fullTime: true } }], stages: [{ ...stages[0], requires: [{ fact: 'absence' }] }] })).version, 2)
  assert.equal(await figure(root, '2026-12-31'), before)
  assert.notEqual(await figure(root, '2027-01-01'), before)
  await foldAll(db.pools.app)
  assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
})

test('what someone records while a definition is being published is counted by it', async () => {
  const { personId } = await official(province)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => { letGo = resolve })
  let begun = () => {}
  const settled = new Promise<void>((resolve) => { begun = resolve })
  const recording = db.work(async (w) => {
    await recordAbsence(w, { id: newId(), personId, reason: 'study-leave', from: '2026-10-01', to: null })
    await w.settled(['official', 'worker'])
    begun()
    await held
  })
  await settled
  let published = false
  const publishing = db.work((w) => publishIndicator(w, { code: 'Y', name: { vi: 'Y', en: 'Y' }, counts: { vi: 'người', en: 'people' }, effectiveFrom: '2026-01-01',
    definition: { subjects: [{ kind: 'official' }, { kind: 'worker' }], stages: [{ ...stages[0], from: '2026-01-01' }] } })).then(() => { published = true })
  const waits = async () => (await db.pools.owner.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount! > 0
  while (!published && !await waits()) await new Promise((resolve) => setTimeout(resolve, 5))
  letGo()
  await Promise.all([recording, publishing])
  await foldAll(db.pools.app)
  assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
})

test('what is pending is folded once a lock on the totals is given up, though nothing else is committed any more', async () => {
  await foldAll(db.pools.app)
  const holder = await db.pools.owner.connect()
  await holder.query('select pg_advisory_lock(237003)')
  const pending = async () => (await db.pools.owner.query('select from indicators.pending')).rowCount!
  const moved = Promise.withResolvers<number>()
  const folding = startFolding(db.pools.app, 1, moved.resolve, moved.reject)
  try {
    await official(province)
    assert.ok(await pending() > 0)
    await holder.query('select pg_advisory_unlock(237003)')
    assert.ok(await moved.promise > 0)
    await folding.stop()
    assert.equal(await pending(), 0)
  } finally {
    await folding.stop()
    holder.release(true)
  }
})

test('the recount names what was tampered with, and the repair puts it right', async () => {
  await foldAll(db.pools.app)
  await turnLatest(db.pools.app, '2026-11-21')
  const one = (table: string, column: string) => `(select ctid from indicators.${table} where ${column} = '${province}' limit 1)`
  for (const [where, falsify] of [
    ['totals', `update indicators.total set met = met + 1 where ctid = (select ctid from indicators.total where node_id = '${province}' and grain = 'd' limit 1)`],
    ['totals', `update indicators.total set met = met + 1 where ctid = (select ctid from indicators.total where node_id = '${province}' and grain = 'y' limit 1)`],
    ['latest', `update indicators.latest set counted = counted + 1 where ctid = ${one('latest', 'node_id')}`],
    ['ledger', `update indicators.ledger set counted = counted + 1 where ctid = ${one('ledger', 'unit_id')}`],
    ['standing', `update indicators.standing set quantity = quantity + 7 where ctid = (select ctid from indicators.standing where unit_id = '${province}' and recorded_to is null limit 1)`],
    ['standing', `delete from indicators.standing where ctid = (select ctid from indicators.standing where unit_id = '${province}' and recorded_to is null limit 1)`],
  ] as const) {
    await db.pools.owner.query(falsify)
    const { differences } = await verifyIndicators(db.pools.owner)
    assert.ok(differences.length > 0 && differences.every((d) => d.where === where && d.unitId === province), `${falsify}: ${JSON.stringify(differences)}`)
    assert.deepEqual((await verifyIndicators(db.pools.owner, { under: other })).differences, [], 'another part of the tree is as it was')
    const { before, after } = await repairIndicators(db.pools.owner, { under: province })
    assert.deepEqual([before.differences, after.differences], [differences, []])
    assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
  }
})
