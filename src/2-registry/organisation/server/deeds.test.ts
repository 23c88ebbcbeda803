import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import type { Work } from '#platform/work'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import type { Decision, NewUnit } from '../domain/structure.ts'
import { changeKind, establish, rename, transfer } from './deeds.ts'
import { consolidate, dissolve, merge, split } from './endings.ts'
import { undoEvent } from './undo.ts'
import { events } from './history.ts'
import { children, unit } from './views.ts'

const by = (effectiveOn: Day): Decision => ({ number: '7/QĐ-TLĐ', on: effectiveOn, by: 'Tổng Liên đoàn', effectiveOn })
const refusedAs = (code: string) => (error: unknown) => error instanceof Refused && error.refusals[0]?.code === code

async function tree(w: Work): Promise<{ root: string; north: string; south: string; ward: string; shop: string }> {
  const [root, north, south, ward, shop] = [newId(), newId(), newId(), newId(), newId()] as [string, string, string, string, string]
  const make = (id: string, parentId: string | null, kind: string, name: string): NewUnit => ({ id, parentId, kind, name, from: '2020-01-01' })
  await establish(w, [
    make(shop, ward, 'grassroots-union', `Công đoàn cơ sở May ${shop.slice(-4)}`), make(ward, north, 'commune-union', 'Công đoàn phường Bắc'),
    make(north, root, 'provincial-federation', 'Liên đoàn Lao động tỉnh Bắc'), make(south, root, 'provincial-federation', 'Liên đoàn Lao động tỉnh Nam'),
    make(root, null, 'confederation', 'Tổng Liên đoàn'),
  ], by('2020-01-01'))
  return { root, north, south, ward, shop }
}

const above = async (w: Work, unitId: string, on: Day) => (await sql<{ id: string }>`select ancestor_id as id from organisation.ancestry where unit_id = ${unitId}::uuid and depth > 0 and valid @> ${on}::date`.execute(w.tx)).rows.map((r) => r.id)

// Ancestry as it stands against ancestry derived from nothing.
async function ancestryDiffers(w: Work): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from organisation.ancestry a full join
    (select f.* from organisation.ancestry_of((select array_agg(id) from organisation.unit)) f) f
    on a.unit_id = f.unit_id and a.ancestor_id = f.ancestor_id and a.valid = f.valid and a.depth = f.depth
    where a.unit_id is null or f.unit_id is null`.execute(w.tx)).rows[0]!.n
}

// Pairs of units whose intervals say something else than the tree of the day: nested exactly where one stands above the other.
async function intervalsDiffer(w: Work): Promise<number> {
  return (await sql<{ n: number }>`with recursive place as (select * from organisation.place_on(${w.today}::date)), up(unit_id, above) as (
      select unit_id, unit_id from place union select up.unit_id, p.parent_id from up join place p on p.unit_id = up.above where p.parent_id is not null)
    select count(*)::int as n from organisation.unit a cross join organisation.unit u
    left join organisation.position pa on pa.unit_id = a.id left join organisation.position pu on pu.unit_id = u.id
    where coalesce(pu.lft between pa.lft and pa.rgt and pu.rgt <= pa.rgt, false) is distinct from exists (select from up where up.unit_id = u.id and up.above = a.id)`.execute(w.tx)).rows[0]!.n
}

// All that an undo must leave as it was, as one text: versions with their identities, codes, lineage, who stands above whom.
async function standing(w: Work): Promise<string> {
  return (await sql<{ all: string }>`select concat_ws('|',
    (select string_agg(concat_ws(' ', id, unit_id, kind, name, parent_id, valid, event_id, cut_by), ';' order by id) from organisation.unit_version),
    (select string_agg(concat_ws(' ', id, unit_id, scheme, code, valid, event_id, cut_by), ';' order by id) from organisation.unit_code),
    (select string_agg(concat_ws(' ', event_id, predecessor_id, successor_id, since, carries), ';' order by event_id, predecessor_id, successor_id) from organisation.lineage),
    (select string_agg(concat_ws(' ', unit_id, ancestor_id, depth, valid), ';' order by unit_id, ancestor_id, valid) from organisation.ancestry where depth > 0)) as all`.execute(w.tx)).rows[0]!.all
}

// The tree of a day by today's knowledge; and as it was known at a moment.
const pairs = (rows: { node_id: string; unit_id: string }[]) => rows.map((r) => `${r.node_id} ${r.unit_id}`).sort().join('\n')
const treeOn = async (w: Work, day: Day) => pairs((await sql<{ node_id: string; unit_id: string }>`select a.ancestor_id as node_id, a.unit_id from organisation.ancestry a where a.valid @> ${day}::date and exists (select from organisation.unit_version v where v.unit_id = a.ancestor_id)`.execute(w.tx)).rows)
const treeKnown = async (w: Work, day: Day, at: string) => pairs((await sql<{ node_id: string; unit_id: string }>`with node as (
    select unit_id from organisation.unit_version where recorded_from <= ${at}::timestamptz union select unit_id from organisation.past_version where recorded_from <= ${at}::timestamptz and recorded_to > ${at}::timestamptz)
  select * from organisation.tree_known(array(select unit_id from node), ${day}::date, ${at}::timestamptz)`.execute(w.tx)).rows)

// Versions that hang under a unit on days on which it does not live.
async function childrenLeft(w: Work): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from organisation.unit_version v where parent_id is not null
    and not datemultirange(v.valid) <@ coalesce((select range_agg(p.valid) from organisation.unit_version p where p.unit_id = v.parent_id), '{}')`.execute(w.tx)).rows[0]!.n
}

describe('structure changes only by decision', () => {
  let db: TestDatabase
  before(async () => { db = await testDatabase() })
  after(() => db.close())

  test('a transferred unit takes all below it along, and stands where it stood on the day before', () => db.work(async (w) => {
    const { north, south, ward, shop } = await tree(w)
    await transfer(w, { unitIds: [ward], parentId: south }, by('2025-07-01'))
    assert.ok((await above(w, shop, '2025-06-30')).includes(north))
    assert.ok(!(await above(w, shop, '2025-06-30')).includes(south))
    assert.ok((await above(w, shop, '2025-07-01')).includes(south))
    assert.ok(!(await above(w, shop, '2025-07-01')).includes(north))
    assert.deepEqual(await transfer(w, { unitIds: [ward], parentId: south }, by('2025-07-01')), [], 'sent again it changes nothing')
  }))

  test('a transfer decided earlier and entered late keeps the later one true', () => db.work(async (w) => {
    const { root, north, south, shop } = await tree(w)
    await transfer(w, { unitIds: [shop], parentId: south }, by('2025-07-01'))
    await transfer(w, { unitIds: [shop], parentId: root }, by('2023-01-01'))
    assert.deepEqual((await unit(w, shop, '2022-12-31')).path.map((p) => p.id).at(1), north)
    assert.deepEqual((await unit(w, shop, '2024-01-01')).parentId, root)
    assert.deepEqual((await unit(w, shop, '2026-01-01')).parentId, south)
    assert.equal(await ancestryDiffers(w), 0)
  }))

  test('a merged unit ends, what hung below hangs under the one that stays, and its records are found there', () => db.work(async (w) => {
    const { root, north, south, ward, shop } = await tree(w)
    await merge(w, [{ from: north, into: south }], by('2025-07-01'))
    assert.deepEqual((await children(w.tx, root, '2025-06-30')).map((u) => u.id).toSorted(), [north, south].toSorted())
    assert.deepEqual((await children(w.tx, root, '2025-07-01')).map((u) => u.id), [south])
    assert.deepEqual((await unit(w, shop, '2025-07-01')).path.map((p) => p.id), [root, south, ward])
    assert.deepEqual(new Set(await above(w, north, '2025-07-01')), new Set([south, root]), 'records of the ended unit')
    assert.equal((await unit(w, south, w.today)).predecessors[0]?.id, north)
    assert.deepEqual((await events(w.tx, south)).map((e) => e.kind).slice(0, 1), ['merge'])
    assert.deepEqual(await merge(w, [{ from: north, into: south }], by('2025-07-01')), [])
    await assert.rejects(rename(w, { unitId: north, name: 'Khác' }, by('2025-08-01')), refusedAs('unit-not-living'))
    await assert.rejects(transfer(w, { unitIds: [ward], parentId: north }, by('2025-08-01')), refusedAs('parent-not-living'))
  }))

  test('a unit does not merge into one that hangs below it', () => db.work(async (w) => {
    const { north, ward } = await tree(w)
    await assert.rejects(merge(w, [{ from: north, into: ward }], by('2025-07-01')), refusedAs('circle'))
    await assert.rejects(transfer(w, { unitIds: [north], parentId: ward }, by('2025-07-01')), refusedAs('circle'))
  }))

  test('a unit with living units below is not dissolved; both end by one decision', () => db.work(async (w) => {
    const { ward, shop } = await tree(w)
    await assert.rejects(dissolve(w, [ward], by('2026-01-01')), refusedAs('units-below'))
    await dissolve(w, [ward, shop], by('2026-01-01'))
    assert.equal((await unit(w, shop, '2025-12-31')).lives, true)
    assert.equal((await unit(w, shop, '2026-01-01')).lives, false)
    assert.deepEqual(await dissolve(w, [shop, ward], by('2026-01-01')), [])
  }))

  test('a renamed unit has its old name on the day before', () => db.work(async (w) => {
    const { ward } = await tree(w)
    await rename(w, { unitId: ward, name: 'Công đoàn  phường Mới' }, by('2026-02-01'))
    assert.equal((await unit(w, ward, '2026-01-31')).name, 'Công đoàn phường Bắc')
    assert.equal((await unit(w, ward, '2026-02-01')).name, 'Công đoàn phường Mới')
  }))

  test('1,500 units are established by one deed', () => db.work(async (w) => {
    const { ward } = await tree(w)
    await establish(w, Array.from({ length: 1500 }, (_, i) => ({ id: newId(), kind: 'grassroots-union', name: `Công đoàn cơ sở ${i}`, parentId: ward })), by('2026-01-01'))
    assert.equal((await unit(w, ward, '2026-01-01')).below.find((b) => b.kind === 'grassroots-union')?.count, 1501)
    assert.equal((await unit(w, ward, '2025-12-31')).below.find((b) => b.kind === 'grassroots-union')?.count, 1)
    assert.equal(await ancestryDiffers(w), 0)
  }))

  test('an office changes the structure below its unit and nowhere else', async () => {
    const t = await db.work(tree)
    const zone = newId(), factory = newId()
    await db.work((w) => establish(w, [
      { id: factory, kind: 'grassroots-union', name: 'Công đoàn cơ sở Nhà máy', parentId: zone },
      { id: zone, kind: 'industrial-zone-union', name: 'Công đoàn các khu công nghiệp', parentId: t.north }], by('2026-01-01')), await db.from(t.north))
    const outside = (error: unknown) => refusedAs('out-of-reach')(error) || (error as { code?: string }).code === '42501'
    await assert.rejects(async () => db.work((w) => establish(w, [{ id: newId(), kind: 'commune-union', name: 'Lạ', parentId: t.south }], by('2026-01-01')), await db.from(t.north)), outside)
    await assert.rejects(async () => db.work((w) => rename(w, { unitId: t.north, name: 'Tự đổi tên' }, by('2026-01-01')), await db.from(t.north)), outside)
    await assert.rejects(async () => db.work((w) => transfer(w, { unitIds: [factory], parentId: t.south }, by('2026-02-01')), await db.from(t.north)), outside)
    await db.work((w) => transfer(w, { unitIds: [factory], parentId: t.south }, by('2026-02-01')), await db.from(t.root))
    await assert.rejects(async () => db.work((w) => unit(w, factory, '2026-02-01'), await db.from(t.north)), refusedAs('not-found'))
    assert.equal((await db.work((w) => unit(w, factory, '2026-02-01'), await db.from(t.south))).changeable, true)
  })
})

test('after any history of events and of undoing them ancestry, intervals and the tree as known are what they would be, derived from nothing', async () => {
  const db = await testDatabase()
  const start = '2025-01-01'
  const event = fc.record({ kind: fc.constantFrom('establish', 'transfer', 'transfer', 'merge', 'consolidate', 'split', 'kind', 'dissolve', 'rename', 'undo', 'undo'), a: fc.noBias(fc.nat()), b: fc.noBias(fc.nat()), day: fc.noBias(fc.nat(900)) })
  class Undo extends Error {}
  const done = new Map<string, number>()
  try {
    await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (history) => {
      await db.work(async (w) => {
        const ids = [newId()]
        const known: { at: string; day: Day; tree: string }[] = []
        const clock = async (minute: number) => {
          const at = new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString()
          await sql`select set_config('app.now', ${at}, true)`.execute(w.tx)
          return at
        }
        await clock(0)
        await establish(w, [{ id: ids[0]!, kind: 'confederation', name: 'Gốc', parentId: null, from: null }], by(start))
        const fresh = (i: number, parentId: string): NewUnit => ({ id: newId(), kind: 'commune-union', name: `Đơn vị ${i}`, parentId })
        for (const [i, parent] of [0, 0, 1, 1, 2, 2, 3, 3, 5].entries()) {
          const unit = fresh(-i, ids[parent]!)
          await establish(w, [unit], by(start))
          ids.push(unit.id)
        }
        for (const [i, e] of history.entries()) {
          const decision = by(addDays(start, e.day)), a = ids[e.a % ids.length]!, b = ids[e.b % ids.length]!
          await sql`savepoint step`.execute(w.tx)
          const at = await clock(i + 1)
          const before = e.kind === 'undo' ? '' : await standing(w)
          try {
            const made: string[] = []
            let events = [newId()]
            if (e.kind === 'establish') await establish(w, [{ ...fresh(i, a), id: (made[0] = newId()) }], decision, events[0])
            else if (e.kind === 'transfer') await transfer(w, { unitIds: [a], parentId: b }, decision, events[0])
            else if (e.kind === 'merge') await merge(w, [{ from: a, into: b }], decision, events[0])
            else if (e.kind === 'consolidate') await consolidate(w, { from: [a, b], unit: { ...fresh(i, ids[0]!), id: (made[0] = newId()) } }, decision, events[0])
            else if (e.kind === 'split') {
              const takes = (await children(w.tx, a, decision.effectiveOn)).map((c) => c.id).filter((_, n) => (n + e.b) % 2 === 0)
              made.push(newId(), newId())
              const stays = e.b % 3 === 0
              await split(w, { unitId: a, stays, restTo: stays ? null : made[1]!, parts: [{ unit: { ...fresh(i, b), id: made[0]! }, takes, share: { part: 1, whole: 3 } }, { unit: { ...fresh(i, ids[0]!), id: made[1]! }, takes: [] }] }, decision, events[0])
            } else if (e.kind === 'kind') await changeKind(w, { unitId: a, kind: e.b % 2 === 0 ? 'company-union' : 'industrial-zone-union' }, decision, events[0])
            else if (e.kind === 'dissolve') await dissolve(w, [a], decision, events[0])
            else if (e.kind === 'rename') await rename(w, { unitId: a, name: `Tên ${i}` }, decision, events[0])
            else {
              const { rows } = await sql<{ id: string }>`select id from organisation.event where undone_at is null and not (kind = 'establish' and unit_id = ${ids[0]}) order by recorded_at, id`.execute(w.tx)
              events = []
              if (rows.length === 0) continue
              await undoEvent(w, { eventId: rows[e.a % rows.length]!.id, reason: 'Nhập nhầm quyết định' })
            }
            done.set(e.kind, (done.get(e.kind) ?? 0) + 1)
            ids.push(...made)
            const [eventId] = events
            if (eventId && (await sql`select from organisation.event where id = ${eventId}`.execute(w.tx)).rows.length > 0) {
              // Done and undone at once, nothing is left of it but the record.
              await sql`savepoint tried`.execute(w.tx)
              await undoEvent(w, { eventId, reason: 'Nhập nhầm quyết định' })
              assert.equal(await standing(w), before, `an undone ${e.kind} left a trace`)
              assert.equal(await ancestryDiffers(w), 0, `an undone ${e.kind} left another ancestry than its derivation`)
              await sql`rollback to savepoint tried`.execute(w.tx)
            }
          } catch (error) {
            if (!(error instanceof Refused)) throw error
            await sql`rollback to savepoint step`.execute(w.tx)
          }
          assert.equal(await ancestryDiffers(w), 0, `${e.kind} left another ancestry than its derivation`)
          assert.equal(await childrenLeft(w), 0, `${e.kind} left a unit under one that does not live`)
          for (const day of [start, decision.effectiveOn, addDays(decision.effectiveOn, -1)]) known.push({ at, day, tree: await treeOn(w, day) })
        }
        for (const { at, day, tree } of known) assert.equal(await treeKnown(w, day, at), tree, `the tree of ${day} as it was known at ${at}`)
        assert.equal(await intervalsDiffer(w), 0, 'intervals are not those of the tree')
        const loose = await sql<{ n: number }>`select count(*)::int as n from organisation.unit u left join organisation.position p on p.unit_id = u.id where p.unit_id is null`.execute(w.tx)
        assert.equal(loose.rows[0]!.n, 0)
        throw new Undo()
      }).catch((error: unknown) => { if (!(error instanceof Undo)) throw error })
    }), { numRuns: 30 })
    for (const kind of ['establish', 'transfer', 'merge', 'consolidate', 'split', 'kind', 'dissolve', 'rename', 'undo']) assert.ok((done.get(kind) ?? 0) > 0, `no ${kind} in any history`)
  } finally {
    await db.close()
  }
})
