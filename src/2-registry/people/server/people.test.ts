import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { establish } from '#organisation'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { admit, correct, matchPeople } from './admit.ts'
import { arrive, takeBack, type Arrival } from './arrivals.ts'
import { mustLive } from './facts.ts'
import { appoint, endOffice, handOver, officesHeld, type NewOffice } from './offices.ts'
import { declareWorkforce, endPlacement, movePerson, place, recordAbsence } from './placements.ts'
import * as views from './views.ts'

const refusedAs = (code: string) => (error: unknown) => error instanceof Refused && error.refusals[0]?.code === code

describe('people and where they stand', () => {
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

  const admitted = async (name: string, unitId = units.sewing, from = '2024-01-01'): Promise<string> => {
    const personId = newId()
    await db.work(async (w) => {
      await admit(w, [{ id: personId, name }])
      await place(w, [{ id: newId(), personId, unitId, standing: 'member', from }])
    })
    return personId
  }
  const office = (personId: string, unitId: string, title: string, more: Partial<NewOffice> = {}): NewOffice => ({ id: newId(), personId, unitId, title, fullTime: false, basis: 'elected', from: '2025-01-01', ...more })
  const held = (personId: string, on: string) => db.work((w) => officesHeld(w.tx, personId, on))
  const membersOf = async (unitId: string, on: string) => (await db.work((w) => views.counts(w.tx, unitId, on))).members

  test('a person who moves keeps the whole history, and the unit keeps its past counts', async () => {
    const id = await admitted('Nguyễn Thị Hường')
    const before = await membersOf(units.sewing, '2026-02-28')
    const move = { id: newId(), personId: id, toUnitId: units.mining, standing: 'member' as const, on: '2026-03-01' }
    await db.work((w) => movePerson(w, move))
    await db.work((w) => movePerson(w, move))
    assert.equal(await membersOf(units.sewing, '2026-02-28'), before)
    assert.equal(await membersOf(units.sewing, '2026-03-01'), before - 1)
    const card = await db.work(async (w) => views.person(w, id), await db.from(units.south))
    assert.deepEqual(card.placements.map((p) => [p.unitName, p.during.from, p.during.to]), [['Công đoàn cơ sở Mỏ', '2026-03-01', null], ['Công đoàn cơ sở May', '2024-01-01', '2026-03-01']])
    assert.deepEqual((await db.work(async (w) => views.person(w, id), await db.from(units.north))).placements.map((p) => p.unitName), ['Công đoàn cơ sở May'], 'the former province does not follow the person')
  })

  test('nobody works in two places on one day', async () => {
    const id = await admitted('Trần Văn Đông')
    await assert.rejects(db.work((w) => place(w, [{ id: newId(), personId: id, unitId: units.mining, standing: 'worker', from: '2026-01-01' }])), refusedAs('places-overlap'))
    await assert.rejects(db.work((w) => place(w, [{ id: newId(), personId: id, unitId: units.mining, standing: 'worker', from: '2020-01-01', to: '2024-01-02' }])), refusedAs('places-overlap'))
    await db.work((w) => place(w, [{ id: newId(), personId: id, unitId: units.mining, standing: 'worker', from: '2020-01-01', to: '2024-01-01' }]))
  })

  test('nobody stands in a unit before it was founded', async () => {
    await assert.rejects(admitted('Lê Sớm', units.sewing, '2009-12-31'), refusedAs('unit-not-living'))
    const live = (...asked: [string, string][]) => db.work((w) => mustLive(w.tx, asked.map(([unitId, from]) => ({ unitId, from }))))
    await live([units.sewing, '2010-01-01'], [units.sewing, '2024-01-01'], [units.sewing, '2010-01-01'], [units.mining, '2020-01-01'])
    await assert.rejects(live([units.mining, '2020-01-01'], [units.sewing, '2024-01-01'], [units.sewing, '2009-12-31']), (error: unknown) => error instanceof Refused && error.refusals[0]?.text.vi === 'Công đoàn cơ sở May không tồn tại vào ngày 31/12/2009.', 'one day among many is found and named')
    await assert.rejects(live([units.mining, '2020-01-01'], [newId(), '2020-01-01']), refusedAs('unit-not-living'))
  })

  test('an office handed over moves its powers on that very day', async () => {
    const from = await admitted('Phạm Văn Bàn'), to = await admitted('Đỗ Thị Giao')
    const chair = office(from, units.sewing, 'president')
    await db.work((w) => appoint(w, [chair]))
    assert.ok((await held(from, '2026-11-21'))[0]?.verbs.includes('plan.write'))
    await db.work((w) => handOver(w, { officeId: chair.id, toPersonId: to, newOfficeId: newId(), on: w.today, basis: 'elected', decisionNumber: '9/QĐ' }))
    assert.deepEqual(await held(from, '2026-11-21'), [])
    assert.equal((await held(from, '2026-11-20')).length, 1)
    const [now] = await held(to, '2026-11-21')
    assert.deepEqual([now?.unitId, now?.title, now?.titleVi, now?.unitName], [units.sewing, 'president', 'Chủ tịch', 'Công đoàn cơ sở May'])
    assert.ok(now!.verbs.includes('plan.write') && !now!.verbs.includes('account'))
    assert.deepEqual((await db.work((w) => views.offices(w.tx, units.sewing, w.today))).map((o) => o.personName), ['Đỗ Thị Giao'])
  })

  test('an office that began today cannot end today, and is not held twice at a time', async () => {
    const id = await admitted('Vũ Hai Lần')
    const seat = office(id, units.north, 'specialist', { from: '2026-11-21' })
    await db.work((w) => appoint(w, [seat]))
    await assert.rejects(db.work((w) => endOffice(w, { officeId: seat.id, on: '2026-11-21' })), refusedAs('ends-before-start'))
    await assert.rejects(db.work((w) => appoint(w, [office(id, units.north, 'specialist', { from: '2026-12-01' })])), refusedAs('held-already'))
    await db.work((w) => endOffice(w, { officeId: seat.id, on: '2026-12-01' }))
    await db.work((w) => appoint(w, [office(id, units.north, 'specialist', { from: '2026-12-01' })]))
  })

  test('an officer records chairs of units below, but takes no powers for the own unit or person', async () => {
    const me = await admitted('Hồ Văn Phòng'), chair = await admitted('Mai Thị Chủ')
    const officer = await db.from(units.north, { may: ['see', 'person.see', 'person.write'], personId: me })
    await db.work((w) => appoint(w, [office(chair, units.sewing, 'president')]), officer)
    await assert.rejects(db.work((w) => appoint(w, [office(chair, units.north, 'president')]), officer), refusedAs('beyond-own-powers'))
    await assert.rejects(db.work((w) => appoint(w, [office(me, units.sewing, 'vice-president')]), officer), refusedAs('beyond-own-powers'))
    await assert.rejects(db.work((w) => appoint(w, [office(chair, units.sewing, 'administrator')]), officer), refusedAs('beyond-own-powers'))
  })

  test('a province neither sees nor takes people of another', async () => {
    const id = await admitted('Ngô Ở Nam', units.mining)
    const north = await db.from(units.north)
    await assert.rejects(db.work((w) => views.person(w, id), north), refusedAs('not-found'))
    assert.deepEqual(await db.work((w) => views.search(w.tx, { search: 'ngo o nam', on: w.today, limit: 5 }), north), [])
    await assert.rejects(db.work((w) => appoint(w, [office(id, units.sewing, 'president')]), north), refusedAs('not-found'))
    await assert.rejects(db.work((w) => correct(w, { id, name: 'Ngô Khác' }), north), refusedAs('not-found'))
    await assert.rejects(db.work(async (w) => {
      await admit(w, [{ id: newId(), name: 'Người Mới' }])
      await place(w, [{ id: newId(), personId: (await w.tx.selectFrom('people.person').select('id').where('name', '=', 'Người Mới').executeTakeFirst())?.id ?? newId(), unitId: units.mining, standing: 'member', from: '2026-01-01' }])
    }, north))
  })

  test('a new person is admitted with a place by an office that reaches the unit', async () => {
    const id = newId()
    await db.work(async (w) => {
      await admit(w, [{ id, name: 'Lò  Thị Mới', born: '1990-05-01', citizenId: '010190000001' }])
      await place(w, [{ id: newId(), personId: id, unitId: units.sewing, standing: 'worker', from: '2026-01-01' }])
    }, await db.from(units.north))
    const [found] = await db.work(async (w) => views.search(w.tx, { search: 'lo moi', on: w.today, limit: 5 }), await db.from(units.north))
    assert.deepEqual([found?.name, found?.unitName], ['Lò Thị Mới', 'Công đoàn cơ sở May'])
  })

  test('an identity number belongs to one person, and reading it leaves a line with its purpose', async () => {
    const id = newId()
    await db.work(async (w) => {
      await admit(w, [{ id, name: 'Bùi Văn Số', citizenId: '001080000002' }])
      await place(w, [{ id: newId(), personId: id, unitId: units.sewing, standing: 'member', from: '2026-01-01' }])
    })
    await assert.rejects(db.work((w) => admit(w, [{ id: newId(), name: 'Kẻ Khác', citizenId: '001080000002' }])), refusedAs('number-taken'))
    const read = await db.work(async (w) => views.readSensitive(w, id, 'Lập danh sách cấp chứng chỉ'), await db.from(units.north))
    assert.equal(read.citizenId, '001080000002')
    const { rows } = await db.work((w) => sql<{ purpose: string }>`select purpose from audit.access where person_id = ${id}::uuid`.execute(w.tx))
    assert.deepEqual(rows, [{ purpose: 'Lập danh sách cấp chứng chỉ' }])
    await assert.rejects(db.work(async (w) => views.readSensitive(w, id, 'Không có lý do'), await db.from(units.south)), refusedAs('not-found'))
  })

  test('the same person is found again by number, or by name, birth and unit', async () => {
    const id = newId()
    await db.work(async (w) => {
      await admit(w, [{ id, name: 'Đặng Thị Trùng', born: '1985-02-03', oldId: '123456789' }])
      await place(w, [{ id: newId(), personId: id, unitId: units.sewing, standing: 'member', from: '2026-01-01' }])
    })
    const wanted = [
      { name: 'Ai Đó', oldId: '123456789' }, { name: 'dang thi trung', born: '1985-02-03', unitId: units.sewing }, { name: 'Đặng Thị Trùng', born: '1985-01-01', bornPrecision: 'year' as const, unitId: units.mining },
      { name: 'Đặng Thị Trùng', born: '1986-02-03', unitId: units.sewing }, { name: 'Đặng Thị Trùng', unitId: units.sewing },
    ]
    const matches = await db.work((w) => matchPeople(w.tx, wanted))
    assert.deepEqual(matches.map((list) => list.map((m) => [m.personId === id, m.by, m.inSight])), [[[true, 'number', true]], [[true, 'name-born-unit', true]], [[true, 'name-born', true]], [], [[true, 'name-unit', true]]])
    const elsewhere = await db.work(async (w) => matchPeople(w.tx, wanted), await db.from(units.south))
    assert.deepEqual(elsewhere.map((list) => list.map((m) => m.inSight)), [[false], [], [], [], []], 'out of reach only a number matches')
  })

  test('naming a worker takes one off the head-count of the unnamed', async () => {
    const unit = newId()
    await db.work((w) => establish(w, [{ id: unit, kind: 'grassroots-union', name: 'Công đoàn cơ sở Đông', parentId: units.north }], { number: '2/QĐ', on: null, by: null, effectiveOn: '2024-01-01' }))
    await db.work((w) => declareWorkforce(w, { unitId: unit, workers: 100, from: '2025-01-01', evidence: 'Báo cáo quý I' }))
    await db.work((w) => declareWorkforce(w, { unitId: unit, workers: 120, from: '2026-01-01', evidence: 'Báo cáo năm' }))
    await admitted('Có Tên', unit, '2025-06-01')
    const unnamed = async (on: string) => (await db.pools.owner.query('select quantity from people.subject_unnamed where unit_id = $1 and during @> $2::date', [unit, on])).rows[0]?.quantity
    assert.deepEqual([await unnamed('2025-05-31'), await unnamed('2025-06-01'), await unnamed('2026-01-01')], [100, 99, 119])
    assert.equal((await db.work((w) => views.counts(w.tx, unit, '2026-01-01'))).declared, 120)
    await db.work((w) => declareWorkforce(w, { unitId: unit, workers: 90, from: '2025-03-01', evidence: 'Bổ sung' }))
    assert.deepEqual([await unnamed('2025-02-28'), await unnamed('2025-03-01'), await unnamed('2026-01-01')], [100, 90, 119], 'a declaration made late ends where the next begins')
  })

  test('people of a unit are listed by given name, page by page, and found without diacritics', async () => {
    const unit = newId()
    await db.work((w) => establish(w, [{ id: unit, kind: 'grassroots-union', name: 'Công đoàn cơ sở Danh sách', parentId: units.north }], { number: '3/QĐ', on: null, by: null, effectiveOn: '2024-01-01' }))
    const names = ['Nguyễn Văn Đức', 'Trần Thị Ánh', 'Lê Văn Dũng', 'Phạm Thị An', 'Bùi Văn Ước']
    for (const name of names) await admitted(name, unit)
    const list = (more: object) => db.work((w) => views.ofUnit(w.tx, { unitId: unit, on: '2026-01-01', within: 'unit', who: 'all', limit: 50, offset: 0, ...more }))
    assert.deepEqual((await list({})).rows.map((p) => p.name), ['Phạm Thị An', 'Trần Thị Ánh', 'Lê Văn Dũng', 'Nguyễn Văn Đức', 'Bùi Văn Ước'])
    const second = await list({ limit: 2, offset: 2 })
    assert.deepEqual([second.total, second.rows.map((p) => p.name)], [5, ['Lê Văn Dũng', 'Nguyễn Văn Đức']])
    assert.deepEqual((await list({ search: 'duc' })).rows.map((p) => p.name), ['Nguyễn Văn Đức'])
    assert.deepEqual(await list({ offset: 99 }), { rows: [], total: 5 })
    assert.equal((await list({ on: '2023-12-31' })).total, 0)
    assert.equal((await list({ who: 'official' })).total, 0)
  })

  test('30,000 members are admitted and placed by two deeds', async () => {
    const persons = Array.from({ length: 30_000 }, (_, i) => ({ id: newId(), name: `Đoàn Viên ${i}` }))
    await db.work(async (w) => {
      await admit(w, persons)
      await place(w, persons.map((p) => ({ id: newId(), personId: p.id, unitId: units.mining, standing: 'member' as const, from: '2025-01-01' })))
    })
    assert.ok((await membersOf(units.mining, '2025-01-01')) >= 30_000)
  })

  test('a placement ends once, an absence and a correction keep to the person', async () => {
    const id = await admitted('Hoàng Văn Nghỉ')
    const { placements: [held] } = await db.work((w) => views.person(w, id))
    await db.work((w) => endPlacement(w, { placementId: held!.id, on: '2026-06-01' }))
    await assert.rejects(db.work((w) => endPlacement(w, { placementId: held!.id, on: '2026-07-01' })), refusedAs('already-ended'))
    const absence = { id: newId(), personId: id, reason: 'maternity' as const, from: '2026-01-01', to: '2026-07-01' }
    await db.work((w) => recordAbsence(w, absence))
    await db.work((w) => recordAbsence(w, absence))
    await db.work((w) => correct(w, { id, name: 'Hoàng Thị Nghỉ', born: '1991-01-01', bornPrecision: 'year', female: true }))
    const card = await db.work((w) => views.person(w, id))
    assert.deepEqual([card.name, card.female, card.absences.length, card.placements[0]!.during.to], ['Hoàng Thị Nghỉ', true, 1, '2026-06-01'])
  })

  test('whoever arrives with others is written as if admitted, placed and appointed alone, and goes again with what came of it', async () => {
    const arrival = (name: string, citizenId: string | null): Arrival => ({
      person: { id: newId(), name, born: '1985-03-02', female: true, phone: '0912345678', citizenId },
      place: { id: newId(), unitId: units.sewing, standing: 'member', from: '2024-01-01' }, office: { id: newId(), unitId: units.sewing, title: 'specialist', fullTime: true, basis: 'appointed', from: '2025-01-01' },
    })
    const alone = arrival('Giàng Thị Một  Mình', '010185700001'), together = arrival('Giàng Thị Một  Mình', '010185700002')
    const importId = newId()
    const north = await db.from(units.north)
    await db.work(async (w) => {
      await admit(w, [{ ...alone.person, importId: null }])
      await place(w, [{ ...alone.place!, personId: alone.person.id }])
      await appoint(w, [{ ...alone.office!, personId: alone.person.id }])
    }, north)
    await db.work((w) => arrive(w, importId, [together, arrival('Giàng Thị Cùng', null)]), north)
    const stands = async (id: string) => {
      const { name, born, bornPrecision, female, phone, placements, offices } = await db.work((w) => views.person(w, id), north)
      return { name, born, bornPrecision, female, phone, places: placements.map((p) => [p.unitId, p.during, p.standing]), offices: offices.map((o) => [o.unitId, o.title, o.fullTime, o.basis, o.during]) }
    }
    assert.deepEqual(await stands(together.person.id), await stands(alone.person.id))
    assert.deepEqual(await db.work((w) => matchPeople(w.tx, [{ name: 'x', citizenId: '010185700002' }])), [[{ personId: together.person.id, by: 'number', inSight: true }]])
    assert.deepEqual((await db.work((w) => matchPeople(w.tx, [{ name: 'Giàng Thị Cùng', born: '1985-03-02', unitId: units.sewing }], importId))), [[]], 'as it stood before the import')

    const refused = (changed: Partial<Arrival>, code: string, as = north) => assert.rejects(db.work((w) => arrive(w, newId(), [arrival('Giàng Thị Được', null), { ...arrival('Giàng Thị Không', '010185700003'), ...changed }]), as), refusedAs(code))
    await refused({ person: { id: newId(), name: 'Giàng Thị Trùng', citizenId: '010185700001' } }, 'number-taken')
    await refused({ place: { id: newId(), unitId: units.sewing, standing: 'member', from: '2009-12-31' } }, 'unit-not-living')
    await refused({ office: { ...together.office!, id: newId(), title: 'president' } }, 'beyond-own-powers', await db.from(units.sewing, { may: ['see', 'person.write'] }))
    await assert.rejects(db.work(async (w) => arrive(w, newId(), [{ ...arrival('Giàng Thị Xa', null), office: null, place: { id: newId(), unitId: units.mining, standing: 'member', from: '2024-01-01' } }]), north), { code: '42501' })
    assert.equal((await db.pools.owner.query("select 1 from people.person where name like 'Giàng Thị Được'")).rowCount, 0)

    await assert.rejects(db.work(async (w) => takeBack(w, importId, null), await db.from(units.south)), { code: '42501' })
    const { last, persons } = await db.work((w) => takeBack(w, importId, null), north)
    assert.deepEqual([persons, (await db.work((w) => takeBack(w, importId, last), north)).last], [2, null])
    assert.equal((await db.pools.owner.query('select 1 from people.person where import_id = $1', [importId])).rowCount, 0)
    assert.equal((await stands(alone.person.id)).places.length, 1)
  })
})
