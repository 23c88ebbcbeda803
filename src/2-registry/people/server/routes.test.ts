// The routes as the gate lets them through: what an office may, where it reaches, and that a write sent twice is one.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { call, ORPCError } from '@orpc/server'
import { establish, organisationRoutes, transfer } from '#organisation'
import { newId } from '#base/id'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { powers, type Powers } from '../domain/powers.ts'
import { admit } from './admit.ts'
import { peopleRoutes } from './routes.ts'

describe('the routes of organisation and people', () => {
  let db: TestDatabase
  const units = { root: newId(), north: newId(), south: newId(), sewing: newId(), mining: newId() }
  before(async () => {
    db = await testDatabase()
    await db.work((w) => establish(w, [
      { id: units.root, kind: 'confederation', name: 'Tổng Liên đoàn', parentId: null }, { id: units.north, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Bắc', parentId: units.root },
      { id: units.south, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Nam', parentId: units.root },
      { id: units.sewing, kind: 'grassroots-union', name: 'Công đoàn cơ sở May', parentId: units.north }, { id: units.mining, kind: 'grassroots-union', name: 'Công đoàn cơ sở Mỏ', parentId: units.south },
    ], { number: '1/QĐ', on: null, by: null, effectiveOn: '2010-01-01' }))
  })
  after(() => db.close())

  const from = async (unitId: string, row: Powers) => ({ context: db.request(await db.from(unitId, { may: powers[row] })) })
  const refusedAs = (code: string, status: number) => (error: unknown) => error instanceof ORPCError && error.status === status && (error.data as { refusals: { code: string }[] }).refusals[0]?.code === code
  const decision = { number: '5/QĐ', on: '2026-01-01', by: null, effectiveOn: '2026-01-15' }

  test('a unit sent twice is established once, and both times the answer is good', async () => {
    const input = { id: newId(), parentId: units.north, kind: 'commune-union', name: 'Công đoàn phường Mới', decision }
    assert.deepEqual(await call(organisationRoutes.establish, input, await from(units.north, 'lead')), { changed: [input.id] })
    assert.deepEqual(await call(organisationRoutes.establish, input, await from(units.north, 'lead')), { changed: [] })
    const card = await call(organisationRoutes.unit, { id: input.id, on: '2026-02-01' }, await from(units.north, 'none'))
    assert.deepEqual([card.name, card.parentName, card.changeable], ['Công đoàn phường Mới', 'Liên đoàn Lao động tỉnh Bắc', false])
    const found = await call(organisationRoutes.search, { search: 'phuong moi', on: '2026-02-01', under: units.north }, await from(units.root, 'none'))
    assert.deepEqual(found.map((u) => u.id), [input.id])
  })

  test('structure is not for a deputy, nor for an office elsewhere', async () => {
    const input = { id: newId(), parentId: units.north, kind: 'commune-union', name: 'Công đoàn phường Khác', decision }
    await assert.rejects(async () => call(organisationRoutes.establish, input, await from(units.north, 'deputy')), refusedAs('not-allowed', 403))
    await assert.rejects(async () => call(organisationRoutes.establish, input, await from(units.south, 'lead')), refusedAs('out-of-reach', 403))
    await assert.rejects(async () => call(organisationRoutes.merge, { into: units.north, from: [units.south], decision }, await from(units.north, 'lead')), refusedAs('out-of-reach', 403))
    await assert.rejects(async () => call(organisationRoutes.dissolve, { unitId: units.sewing, decision }, await from(units.sewing, 'lead')), refusedAs('out-of-reach', 403))
  })

  test('a person is admitted with a place and an office in one write, and a second of that name and birth is asked about', async () => {
    const input = {
      id: newId(), unitId: units.sewing, name: 'Giàng Thị Pà', born: '1992-03-04', bornPrecision: 'day' as const, female: true,
      place: { id: newId(), standing: 'member' as const, from: '2026-01-01' }, office: { id: newId(), title: 'president', fullTime: false, basis: 'elected' as const, from: '2026-01-01' },
    }
    await call(peopleRoutes.admit, input, await from(units.north, 'officer'))
    await call(peopleRoutes.admit, input, await from(units.north, 'officer'))
    const list = await call(peopleRoutes.ofUnit, { unitId: units.sewing, on: '2026-02-01', who: 'official' }, await from(units.sewing, 'committee'))
    assert.deepEqual(list.rows.map((p) => [p.name, p.offices[0]?.title, p.standing]), [['Giàng Thị Pà', 'president', 'member']])
    const second = { ...input, id: newId(), office: undefined, place: { ...input.place, id: newId() } }
    await assert.rejects(async () => call(peopleRoutes.admit, second, await from(units.north, 'officer')), refusedAs('alike', 409))
    await call(peopleRoutes.admit, { ...second, evenIfAlike: true }, await from(units.north, 'officer'))
    await assert.rejects(async () => call(peopleRoutes.admit, { ...second, id: newId(), name: 'Không Nơi Nào', place: null }, await from(units.north, 'officer')), refusedAs('stands-nowhere', 422))
  })

  test('who has neither place nor office is found by whoever reaches the whole house, and by nobody else', async () => {
    const alone = newId()
    await db.work((w) => admit(w, [{ id: alone, name: 'Tẩn Láo Tả' }]))
    const found = async (unitId: string) => (await call(peopleRoutes.search, { search: 'tan lao ta', on: '2026-02-01' }, await from(unitId, 'officer'))).map((p) => [p.id, p.unitName])
    assert.deepEqual(await found(units.root), [[alone, null]])
    assert.deepEqual(await found(units.north), [])
    await call(peopleRoutes.place, { id: newId(), personId: alone, unitId: units.sewing, standing: 'member', from: '2026-01-01' }, await from(units.root, 'officer'))
    assert.deepEqual(await found(units.north), [[alone, 'Công đoàn cơ sở May']])
  })

  test('an office is ended and handed over only by who stands over its unit', async () => {
    const id = newId(), personId = newId()
    await call(peopleRoutes.admit, { id: personId, unitId: units.mining, name: 'Kim Văn Nam', born: null, female: null, office: { id, title: 'president', fullTime: false, basis: 'elected', from: '2026-01-01' } }, await from(units.south, 'lead'))
    await assert.rejects(async () => call(peopleRoutes.endOffice, { officeId: id, on: '2026-06-01' }, await from(units.north, 'lead')), refusedAs('not-found', 404))
    await assert.rejects(async () => call(peopleRoutes.endOffice, { officeId: id, on: '2026-06-01' }, await from(units.mining, 'committee')), refusedAs('not-allowed', 403))
    await call(peopleRoutes.endOffice, { officeId: id, on: '2026-06-01' }, await from(units.south, 'officer'))
    await call(peopleRoutes.endOffice, { officeId: id, on: '2026-06-01' }, await from(units.south, 'officer'))
    const card = await call(peopleRoutes.person, { id: personId }, await from(units.south, 'lead'))
    assert.deepEqual(card.offices.map((o) => o.during), [{ from: '2026-01-01', to: '2026-06-01' }])
    assert.deepEqual([card.writable, card.sensitive], [true, false])
    await assert.rejects(async () => call(peopleRoutes.readSensitive, { id: personId, purpose: 'Tò mò thôi' }, await from(units.south, 'lead')), refusedAs('not-allowed', 403))
  })

  test('people of a unit that went elsewhere are listed and counted by whoever reaches it today, also on days on which it stood under another', async () => {
    const dyeing = newId(), weaver = newId()
    await db.work((w) => establish(w, [{ id: dyeing, kind: 'grassroots-union', name: 'Công đoàn cơ sở Nhuộm', parentId: units.north }], { number: '6/QĐ', on: null, by: null, effectiveOn: '2010-01-01' }))
    const shown = async (unitId: string, on: string) => {
      const at = await from(unitId, 'officer'), asked = { unitId, on }
      const { rows, total } = await call(peopleRoutes.ofUnit, { ...asked, within: 'below', who: 'member', search: 'tho nhuom' }, at)
      const { members } = await call(peopleRoutes.counts, asked, at)
      return [rows.map((p) => p.id), total, members] as const
    }
    const [, , north] = await shown(units.north, '2025-03-01'), [, , south] = await shown(units.south, '2026-03-01')
    await call(peopleRoutes.admit, { id: weaver, unitId: dyeing, name: 'Sùng Thị Thợ Nhuộm', born: '1990-01-01', female: true, place: { id: newId(), standing: 'member', from: '2020-01-01' } }, await from(units.north, 'officer'))
    assert.deepEqual(await shown(units.north, '2025-03-01'), [[weaver], 1, north + 1])
    await db.work((w) => transfer(w, { unitIds: [dyeing], parentId: units.south }, { number: '7/QĐ', on: null, by: null, effectiveOn: '2025-07-01' }))
    assert.deepEqual(await shown(units.north, '2025-03-01'), [[], 0, north])
    assert.deepEqual(await shown(units.south, '2026-03-01'), [[weaver], 1, south + 1])
  })
})
