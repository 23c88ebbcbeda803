// The directory as each office sees it: the own unit and all below, the line of units above by name, and nothing of others.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { call, ORPCError } from '@orpc/server'
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { systemActor } from '#platform/access/actor'
import { inWork } from '#platform/work'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { establish, transfer } from './deeds.ts'
import { merge } from './endings.ts'
import { organisationRoutes as routes } from './routes.ts'

const today = '2026-11-21'
const by = (effectiveOn: Day) => ({ number: '7/QĐ-TLĐ', on: effectiveOn, by: 'Tổng Liên đoàn', effectiveOn })

describe('what an office sees of the organisation', () => {
  let db: TestDatabase
  const at = { root: newId(), north: newId(), south: newId(), old: newId(), ward: newId(), shop: newId(), mill: newId(), mine: newId() }
  before(async () => {
    db = await testDatabase()
    await db.work(async (w) => {
      await establish(w, [
        { id: at.root, kind: 'confederation', name: 'Tổng Liên đoàn', parentId: null },
        { id: at.north, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Bắc', parentId: at.root }, { id: at.south, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Nam', parentId: at.root },
        { id: at.old, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Cũ', parentId: at.root },
        { id: at.ward, kind: 'commune-union', name: 'Công đoàn phường Cầu', parentId: at.old }, { id: at.shop, kind: 'grassroots-union', name: 'Công đoàn cơ sở May', parentId: at.ward },
        { id: at.mill, kind: 'grassroots-union', name: 'Công đoàn cơ sở Sợi', parentId: at.ward }, { id: at.mine, kind: 'grassroots-union', name: 'Công đoàn cơ sở Mỏ', parentId: at.south },
      ], by('2010-01-01'))
      await merge(w, [{ from: at.old, into: at.north }], by('2025-07-01'))
      // A mill that was the south's until this year.
      await transfer(w, { unitIds: [at.mine], parentId: at.ward }, by('2026-01-01'))
    })
  })
  after(() => db.close())

  const from = async (unitId: string | null) => ({ context: db.request(unitId === null ? { ...systemActor('a'), acting: null } : await db.from(unitId, { may: ['see'] })) })
  const names = (units: { name: string }[]) => units.map((u) => u.name.split(' ').at(-1)).sort()
  const tops = async (unitId: string, on: Day = today) => names(await call(routes.children, { on }, await from(unitId)))
  const isRefused = (code: string, status: number) => (error: unknown) => error instanceof ORPCError && error.status === status && (error.data as { refusals: { code: string }[] }).refusals[0]?.code === code

  test('the tree begins at the own unit, and under it is only what stands below', async () => {
    assert.deepEqual(await tops(at.root), ['đoàn'])
    assert.deepEqual(await tops(at.north), ['Bắc'])
    assert.deepEqual(await tops(at.shop), ['May'])
    const below = async (unitId: string, parentId: string) => names(await call(routes.children, { parentId, on: today }, await from(unitId)))
    assert.deepEqual(await below(at.north, at.ward), ['May', 'Mỏ', 'Sợi'])
    assert.deepEqual(await below(at.root, at.root), ['Bắc', 'Nam'])
    assert.deepEqual(await below(at.shop, at.ward), [], 'not the others under the same union')
    assert.deepEqual(await below(at.north, at.root), [], 'not the other provinces')
    assert.deepEqual(names(await call(routes.topLevel, { on: today }, await from(at.north))), ['Bắc'])
  })

  test('on a day before a merge the tree begins at each unit that went on in the own one', async () => {
    assert.deepEqual(await tops(at.north, '2025-06-30'), ['Bắc', 'Cũ', 'Mỏ'])
    const [mine] = (await call(routes.children, { on: '2025-06-30' }, await from(at.north))).filter((unit) => unit.id === at.mine)
    assert.equal(mine!.parentName, 'Liên đoàn Lao động tỉnh Nam', 'by name, where it hung then')
    assert.deepEqual(names(await call(routes.children, { parentId: at.old, on: '2025-06-30' }, await from(at.north))), ['Cầu'])
    assert.deepEqual(await tops(at.south, '2025-06-30'), ['Nam'])
  })

  test('the line above is named to the top; of a unit in it neither what is below nor its events are told', async () => {
    const own = await call(routes.unit, { id: at.shop, on: today }, await from(at.shop))
    assert.deepEqual(own.path.map(({ name, reached }) => [name, reached]), [['Tổng Liên đoàn', false], ['Liên đoàn Lao động tỉnh Bắc', false], ['Công đoàn phường Cầu', false]])
    for (const id of [at.ward, at.north, at.root]) {
      const { reached, children, below, changeable, extensible } = await call(routes.unit, { id, on: today }, await from(at.shop))
      assert.deepEqual({ reached, children, below, changeable, extensible }, { reached: false, children: 0, below: [], changeable: false, extensible: false })
      assert.deepEqual(await call(routes.events, { id }, await from(at.shop)), [])
    }
    const above = await call(routes.unit, { id: at.north, on: today }, await from(at.root))
    assert.equal(above.children, 1)
    assert.equal(above.below.reduce((sum, b) => sum + b.count, 0), 4)
  })

  test('a unit elsewhere has no card and is not found; where it stands on one in sight it is a name without a link', async () => {
    await assert.rejects(async () => call(routes.unit, { id: at.mill, on: today }, await from(at.shop)), isRefused('not-found', 404))
    await assert.rejects(async () => call(routes.unit, { id: at.south, on: today }, await from(at.north)), isRefused('not-found', 404))
    assert.deepEqual(await call(routes.events, { id: at.south }, await from(at.north)), [])
    const search = async (unitId: string, text: string, under?: string) => names(await call(routes.search, { search: text, on: today, ...(under && { under }) }, await from(unitId)))
    assert.deepEqual(await search(at.north, 'cong doan'), ['Cầu', 'May', 'Mỏ', 'Sợi'])
    assert.deepEqual(await search(at.root, 'cong doan co so'), ['May', 'Mỏ', 'Sợi'])
    assert.deepEqual(await search(at.shop, 'cong doan'), ['May'])
    assert.deepEqual(await search(at.shop, '', at.north), ['May'])
    const { versions } = await call(routes.unit, { id: at.mine, on: today }, await from(at.north))
    assert.deepEqual(versions.map((v) => [v.parentName, v.parentShown]), [['Công đoàn phường Cầu', true], ['Liên đoàn Lao động tỉnh Nam', false]])
    const { predecessors } = await call(routes.unit, { id: at.north, on: today }, await from(at.shop))
    assert.deepEqual(predecessors.map((p) => [p.name, p.shown]), [['Liên đoàn Lao động tỉnh Cũ', false]])
  })

  test('what is read for many units at once is what the row policy shows, from every unit and from none', async () => {
    for (const unitId of [...Object.values(at), null]) {
      const { context } = await from(unitId)
      await inWork(db.options, context.actor!, async ({ tx }) => {
        const ids = async (versions: RawBuilder<unknown>) => (await sql<{ id: string }>`select id from ${versions} order by id`.execute(tx)).rows.map((row) => row.id)
        const shown = await ids(sql`organisation.shown_version`)
        assert.deepEqual(shown, await ids(sql`organisation.unit_version`))
        assert.deepEqual(await ids(sql`organisation.reached_version`), await ids(sql`organisation.unit_version where organisation.reaches(unit_id)`))
        assert.equal(shown.length > 0, unitId !== null)
      })
    }
  })

  test('without an office there is no directory', async () => {
    await assert.rejects(async () => call(routes.children, { on: today }, await from(null)), isRefused('not-allowed', 403))
  })
})
