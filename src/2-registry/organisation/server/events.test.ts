import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import type { Work } from '#platform/work'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import type { Decision, NewUnit } from '../domain/structure.ts'
import { changeKind, establish, rename, transfer } from './deeds.ts'
import { consolidate, dissolve, merge, split } from './endings.ts'
import { events } from './history.ts'
import { undoEvent } from './undo.ts'
import { children, unit } from './views.ts'

const by = (effectiveOn: Day, number = '7/QĐ-TLĐ'): Decision => ({ number, on: effectiveOn, by: 'Tổng Liên đoàn', effectiveOn })
const refusedAs = (code: string, says = /./) => (error: unknown) => error instanceof Refused && error.refusals[0]?.code === code && says.test(error.refusals[0].text.vi)
const why = 'Nhập nhầm số quyết định'

/** A province with three wards of two grassroots unions each, beside another province. */
async function tree(w: Work) {
  const root = newId(), north = newId(), south = newId(), wards = [newId(), newId(), newId()] as [string, string, string]
  const shops = wards.map(() => [newId(), newId()] as [string, string]) as [[string, string], [string, string], [string, string]]
  const make = (id: string, parentId: string | null, kind: string, name: string): NewUnit => ({ id, parentId, kind, name, from: '2020-01-01' })
  await establish(w, [
    make(root, null, 'confederation', 'Tổng Liên đoàn'), make(north, root, 'provincial-federation', 'LĐLĐ tỉnh Bắc'), make(south, root, 'provincial-federation', 'LĐLĐ tỉnh Nam'),
    ...wards.map((id, i) => ({ ...make(id, north, 'commune-union', `Công đoàn phường ${i + 1}`), codes: [{ scheme: 'ward', code: `${root} ${i + 1}` }] })),
    ...shops.flatMap((pair, i) => pair.map((id, j) => make(id, wards[i]!, 'grassroots-union', `Công đoàn cơ sở ${i + 1}.${j + 1}`))),
  ], by('2020-01-01', '1/QĐ'))
  const code = (i: number) => `${root} ${i + 1}`
  return { root, north, south, wards, shops, code }
}

const below = async (w: Work, unitId: string, on: Day) => (await children(w.tx, unitId, on)).map((u) => u.id).sort()
const above = async (w: Work, unitId: string, on: Day) => new Set((await sql<{ id: string }>`select ancestor_id as id from organisation.ancestry where unit_id = ${unitId}::uuid and depth > 0 and valid @> ${on}::date`.execute(w.tx)).rows.map((r) => r.id))
const holder = async (w: Work, code: string, on: Day) => (await sql<{ id: string }>`select unit_id as id from organisation.unit_code where code = ${code} and valid @> ${on}::date`.execute(w.tx)).rows.map((r) => r.id)
const lastEvent = async (w: Work, unitId: string) => (await events(w.tx, unitId)).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!.id
const fresh = (name: string, parentId: string, more: Partial<NewUnit> = {}): NewUnit => ({ id: newId(), kind: 'commune-union', name, parentId, ...more })

describe('events of the structure', () => {
  let db: TestDatabase
  before(async () => { db = await testDatabase() })
  after(() => db.close())

  test('units consolidated end, and a new one has what hung under them, their records and, if so decided, the code of one', () => db.work(async (w) => {
    const { north, wards, shops, code } = await tree(w)
    const made = fresh('Công đoàn phường Mới', north, { codes: [{ scheme: 'ward', code: code(1) }] })
    await consolidate(w, { from: [wards[0], wards[1]], unit: made }, by('2025-07-01'))
    assert.deepEqual(await below(w, north, '2025-07-01'), [wards[2], made.id].sort())
    assert.deepEqual(await below(w, made.id, '2025-07-01'), [...shops[0], ...shops[1]].sort())
    assert.deepEqual(await below(w, wards[0], '2025-06-30'), [...shops[0]].sort())
    assert.ok((await above(w, wards[0], '2025-07-01')).has(made.id), 'the records of a unit that ended are found under the new one')
    assert.deepEqual([await holder(w, code(1), '2025-06-30'), await holder(w, code(1), '2025-07-01'), await holder(w, code(0), '2025-07-01')], [[wards[1]], [made.id], []])
    const card = await unit(w, made.id, '2026-11-21')
    assert.deepEqual(card.predecessors.map((p) => p.id).sort(), [wards[0], wards[1]].sort())
    assert.deepEqual((await events(w.tx, wards[0])).map((e) => e.kind), ['consolidate', 'establish'])
    assert.deepEqual(await consolidate(w, { from: [wards[0], wards[1]], unit: made }, by('2025-07-01')), [], 'sent again it changes nothing')
    await assert.rejects(consolidate(w, { from: [wards[2]], unit: fresh('Một', north) }, by('2025-07-01')), refusedAs('consolidate-two'))
    await assert.rejects(consolidate(w, { from: [wards[2], wards[0]], unit: fresh('Lại', north) }, by('2025-07-01')), refusedAs('unit-not-living'))
  }))

  test('of a unit divided one new unit takes the rest, of a unit that stays nothing is lost', () => db.work(async (w) => {
    const { north, wards: [ward, other], shops: [[a, b], [c, d]] } = await tree(w)
    const [east, west] = [fresh('Công đoàn phường Đông', north), fresh('Công đoàn phường Tây', north)]
    const parts = [{ unit: east, takes: [a], share: { part: 1, whole: 3 } }, { unit: west, takes: [], share: { part: 2, whole: 3 } }]
    await assert.rejects(split(w, { unitId: ward, stays: false, parts, restTo: null }, by('2025-07-01')), refusedAs('split-rest'))
    await assert.rejects(split(w, { unitId: ward, stays: false, parts: [parts[0]!, { unit: west, takes: [c] }], restTo: west.id }, by('2025-07-01')), refusedAs('not-below'))
    await assert.rejects(split(w, { unitId: ward, stays: false, parts: parts.map((p) => ({ ...p, share: { part: 2, whole: 3 } })), restTo: west.id }, by('2025-07-01')), refusedAs('shares'))
    await split(w, { unitId: ward, stays: false, parts, restTo: west.id }, by('2025-07-01'))
    assert.deepEqual([await below(w, east.id, '2025-07-01'), await below(w, west.id, '2025-07-01')], [[a], [b]])
    assert.equal((await unit(w, ward, '2025-07-01')).lives, false)
    assert.deepEqual([(await above(w, ward, '2025-07-01')).has(west.id), (await above(w, ward, '2025-07-01')).has(east.id)], [true, false], 'records are counted under one of the two')
    assert.deepEqual((await events(w.tx, ward))[0]!.into.map((i) => [i.name, i.share?.part]), [['Công đoàn phường Đông', 1], ['Công đoàn phường Tây', 2]])

    const young = fresh('Công đoàn phường Trẻ', north)
    await split(w, { unitId: other, stays: true, parts: [{ unit: young, takes: [d] }], restTo: null }, by('2025-08-01'))
    assert.deepEqual([await below(w, young.id, '2025-08-01'), await below(w, other, '2025-08-01'), await below(w, other, '2025-07-31')], [[d], [c], [c, d].sort()])
    assert.deepEqual([(await unit(w, other, '2026-01-01')).lives, (await above(w, other, '2026-01-01')).has(young.id)], [true, false])
  }))

  test('a change of kind holds from its day on and runs through a later rename', () => db.work(async (w) => {
    const { wards: [ward] } = await tree(w)
    await rename(w, { unitId: ward, name: 'Công đoàn khu công nghiệp' }, by('2026-05-01'))
    await changeKind(w, { unitId: ward, kind: 'industrial-zone-union' }, by('2026-02-01'))
    assert.deepEqual(await Promise.all((['2026-01-31', '2026-02-01', '2026-06-01'] as const).map(async (on) => (await unit(w, ward, on)).kind)), ['commune-union', 'industrial-zone-union', 'industrial-zone-union'])
    assert.deepEqual(await changeKind(w, { unitId: ward, kind: 'industrial-zone-union' }, by('2026-02-01')), [])
    await assert.rejects(changeKind(w, { unitId: ward, kind: 'club' }, by('2026-02-01')), refusedAs('unknown-kind'))
  }))

  test('a unit does not end before a day from which another was decided to go on in it', () => db.work(async (w) => {
    const { wards: [a, b], shops: [[s1, s2]] } = await tree(w)
    await transfer(w, { unitIds: [s1, s2], parentId: b }, by('2025-01-01'))
    await merge(w, [{ from: a, into: b }], by('2026-06-01'))
    await assert.rejects(merge(w, [{ from: b, into: a }], by('2026-05-01')), refusedAs('later-event'))
    await assert.rejects(dissolve(w, [b], by('2026-05-01')), refusedAs('later-event', /phường 1 .*01\/06\/2026/))
  }))

  test('an event that the caller named is recorded once, and not again after it was undone', () => db.work(async (w) => {
    const { south, wards: [ward] } = await tree(w)
    const id = newId()
    assert.deepEqual(await transfer(w, { unitIds: [ward], parentId: south }, by('2025-07-01'), id), [ward])
    assert.deepEqual(await transfer(w, { unitIds: [ward], parentId: south }, by('2025-07-01'), id), [])
    await undoEvent(w, { eventId: id, reason: why })
    assert.deepEqual(await undoEvent(w, { eventId: id, reason: why }), [], 'undone once')
    await assert.rejects(transfer(w, { unitIds: [ward], parentId: south }, by('2025-07-01'), id), refusedAs('event-undone'))
  }))

  test('an undone event stays in the record with its reason, and what it made is gone', () => db.work(async (w) => {
    const { north, wards, code } = await tree(w)
    const made = fresh('Công đoàn phường Mới', north)
    await consolidate(w, { from: [wards[0], wards[1]], unit: made }, by('2025-07-01', '88/QĐ'))
    await assert.rejects(undoEvent(w, { eventId: await lastEvent(w, made.id), reason: 'ừ' }), refusedAs('reason'))
    await undoEvent(w, { eventId: await lastEvent(w, made.id), reason: why })
    assert.deepEqual(await below(w, north, '2025-07-01'), [...wards].sort())
    assert.deepEqual(await holder(w, code(0), '2026-01-01'), [wards[0]])
    const [event] = await events(w.tx, wards[0])
    assert.deepEqual([event!.kind, event!.decision.number, event!.undoReason, event!.undoneAt !== null], ['consolidate', '88/QĐ', why, true], 'it is still told on the page of the unit')
    await assert.rejects(unit(w, made.id, '2026-01-01'), refusedAs('not-found'))
  }))

  test('an event is not undone while a later one stands on it, and the refusal names that one', () => db.work(async (w) => {
    const { root, north, south, wards, shops } = await tree(w)
    const into = async () => (await events(w.tx, south)).find((e) => e.kind === 'merge')!.id
    await merge(w, [{ from: north, into: south }], by('2025-07-01', '10/QĐ'))
    await rename(w, { unitId: wards[0], name: 'Công đoàn phường Khác' }, by('2026-01-01', '11/QĐ'))
    await assert.rejects(undoEvent(w, { eventId: await into(), reason: why }), refusedAs('later-event', /đổi tên Công đoàn phường Khác theo 11\/QĐ, hiệu lực 01\/01\/2026/))
    await undoEvent(w, { eventId: await lastEvent(w, wards[0]), reason: why })
    await establish(w, [fresh('Công đoàn phường Sau', north)].map((u) => ({ ...u, parentId: south })), by('2026-02-01'))
    await undoEvent(w, { eventId: await into(), reason: why })
    assert.deepEqual(await below(w, north, '2026-01-01'), [...wards].sort())

    await transfer(w, { unitIds: [wards[0]], parentId: south }, by('2026-03-01', '12/QĐ'))
    await dissolve(w, [...wards.slice(1), ...shops.slice(1).flat()], by('2026-04-01'))
    await dissolve(w, [north], by('2026-04-01', '13/QĐ'))
    await assert.rejects(undoEvent(w, { eventId: await lastEvent(w, wards[0]), reason: why }), refusedAs('later-event', /chấm dứt hoạt động LĐLĐ tỉnh Bắc theo 13\/QĐ/), 'its old parent ended since')
    const founding = (await events(w.tx, south)).find((e) => e.kind === 'establish')!.id
    await assert.rejects(undoEvent(w, { eventId: founding, reason: why }), refusedAs('later-event'))
    assert.ok((await above(w, wards[0], '2026-05-01')).has(root))
  }))

  test('the establishment of a unit in which people stand is not undone', () => db.work(async (w) => {
    const { wards: [ward] } = await tree(w)
    const shop = fresh('Công đoàn cơ sở Đã có người', ward, { kind: 'grassroots-union' })
    await establish(w, [shop], by('2026-01-01'))
    await sql`insert into people.workforce (unit_id, workers, during) values (${shop.id}, 40, '[2026-01-01,)')`.execute(w.tx)
    await assert.rejects(undoEvent(w, { eventId: await lastEvent(w, shop.id), reason: why }), refusedAs('records-stand', /Đã có người đã có 1 hồ sơ/))
    await sql`delete from people.workforce where unit_id = ${shop.id}`.execute(w.tx)
    assert.deepEqual(await undoEvent(w, { eventId: await lastEvent(w, shop.id), reason: why }), [shop.id])
  }))

  test('a code that another unit carries by now keeps an event from being undone', () => db.work(async (w) => {
    const { north, wards: [a, b], code } = await tree(w)
    await merge(w, [{ from: a, into: b }], by('2025-07-01'))
    const next = fresh('Công đoàn phường Kế', north, { codes: [{ scheme: 'ward', code: code(0) }] })
    await establish(w, [next], by('2025-08-01'))
    await assert.rejects(undoEvent(w, { eventId: (await events(w.tx, a))[0]!.id, reason: why }), refusedAs('code-taken', /Công đoàn phường Kế/))
  }))

  test('an office of a province splits, consolidates and undoes within it, and nothing of another', async () => {
    const t = await db.work(tree)
    const [north, south] = [await db.from(t.north), await db.from(t.south)]
    const outside = (error: unknown) => refusedAs('out-of-reach')(error) || (error as { code?: string }).code === '42501'
    const young = fresh('Công đoàn phường Trẻ', t.north), joined = fresh('Công đoàn phường Hợp', t.north)
    const splitId = newId(), joinId = newId()
    await db.work((w) => split(w, { unitId: t.wards[0], stays: true, parts: [{ unit: young, takes: [t.shops[0][0]] }], restTo: null }, by('2026-01-01'), splitId), north)
    await db.work((w) => consolidate(w, { from: [t.wards[1], t.wards[2]], unit: joined }, by('2026-01-01'), joinId), north)
    await assert.rejects(db.work((w) => undoEvent(w, { eventId: splitId, reason: why }), south), outside)
    await assert.rejects(db.work((w) => split(w, { unitId: t.wards[0], stays: true, parts: [{ unit: fresh('Lạ', t.south), takes: [] }], restTo: null }, by('2026-02-01')), north), outside)
    await assert.rejects(db.work((w) => consolidate(w, { from: [t.wards[0], young.id], unit: fresh('Lạ', t.south) }, by('2026-02-01')), north), outside)
    assert.equal(await db.work(async (w) => Number((await sql`update organisation.event set undone_at = now(), undo_reason = 'không được phép' where id = ${splitId}`.execute(w.tx)).numAffectedRows), south), 0)
    await db.work((w) => undoEvent(w, { eventId: splitId, reason: why }), north)
    await db.work((w) => undoEvent(w, { eventId: joinId, reason: why }), north)
    assert.deepEqual(await db.work((w) => below(w, t.north, '2026-11-01')), [...t.wards].sort())
  })

  test('the tree is asked for as it was known before a decision was entered, and before it was taken back', async () => {
    const t = await db.work(tree)
    const at = async (moment: string, deed: (w: Work) => Promise<unknown>) => {
      await db.work(async (w) => { await sql`select set_config('app.now', ${moment}, true)`.execute(w.tx); await deed(w) })
    }
    const id = newId()
    const known = (moment: string) => db.work(async (w) => (await sql<{ id: string }>`select unit_id as id from organisation.tree_known(array[${t.south}]::uuid[], '2030-01-01', ${moment}::timestamptz) where unit_id <> ${t.south}`.execute(w.tx)).rows.map((r) => r.id).sort())
    await at('2031-01-01T00:00:00Z', (w) => transfer(w, { unitIds: [t.wards[0]], parentId: t.south }, by('2025-07-01'), id))
    await at('2031-02-01T00:00:00Z', (w) => undoEvent(w, { eventId: id, reason: why }))
    assert.deepEqual(await known('2030-12-31T23:59:59Z'), [])
    assert.deepEqual(await known('2031-01-15T00:00:00Z'), [t.wards[0], ...t.shops[0]].sort())
    assert.deepEqual(await known('2031-02-01T00:00:00Z'), [])
  })
})
