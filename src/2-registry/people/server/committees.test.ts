import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { establish } from '#organisation'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import type { NewCommittee } from '../domain/committee.ts'
import { powers, type Powers } from '../domain/powers.ts'
import { admit } from './admit.ts'
import { committees, committeesToRecognise } from './committee-views.ts'
import { endCommittee, formCommittees, recogniseCommittee } from './committees.ts'
import { appoint, handOver, officesHeld } from './offices.ts'
import { place } from './placements.ts'

const refusedAs = (code: string, status = 422) => (error: unknown) => error instanceof Refused && error.refusals[0]?.code === code && error.status === status

describe('committees', () => {
  let db: TestDatabase
  const units = { root: newId(), north: newId(), south: newId() }
  before(async () => {
    db = await testDatabase()
    await db.work((w) => establish(w, [
      { id: units.root, kind: 'confederation', name: 'Tổng Liên đoàn', parentId: null }, { id: units.north, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Bắc', parentId: units.root },
      { id: units.south, kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Nam', parentId: units.root },
    ], { number: '1/QĐ', on: null, by: null, effectiveOn: '2010-01-01' }))
  })
  after(() => db.close())

  /** A grassroots union under the north, with people who work there. */
  async function shop(...names: string[]): Promise<{ unitId: string; people: string[] }> {
    const unitId = newId(), people = names.map(() => newId())
    await db.work(async (w) => {
      await establish(w, [{ id: unitId, kind: 'grassroots-union', name: `Công đoàn cơ sở May ${unitId.slice(-5)}`, parentId: units.north }], { number: '2/QĐ', on: null, by: null, effectiveOn: '2012-01-01' })
      await admit(w, names.map((name, i) => ({ id: people[i]!, name })))
      await place(w, people.map((personId) => ({ id: newId(), personId, unitId, standing: 'member' as const, from: '2015-01-01' })))
    })
    return { unitId, people }
  }
  const elected = (unitId: string, people: string[], more: Partial<NewCommittee> = {}): NewCommittee => ({
    id: newId(), unitId, basis: 'elected', term: { from: '2025-10-01', to: '2030-10-01' }, from: '2025-10-04',
    offices: people.map((personId, i) => ({ id: newId(), personId, title: i === 0 ? 'president' : i === 1 ? 'vice-president' : 'committee-member' })), ...more })
  const from = (unitId: string, row: Powers = 'lead', personId: string | null = null) => db.from(unitId, { may: powers[row], personId })
  const ofUnit = (unitId: string, on = '2026-11-21') => db.work((w) => committees(w, unitId, on))
  const titles = (personId: string, on: string) => db.work(async (w) => (await officesHeld(w.tx, personId, on)).map((o) => o.title))

  test('a new committee ends the one before with all its offices, and its term was cut short', async () => {
    const { unitId, people: [hoa, lan, nam] } = await shop('Lê Thị Hoa', 'Vũ Thị Lan', 'Đỗ Văn Nam')
    const first = elected(unitId, [hoa!, lan!], { term: { from: '2023-06-01', to: '2028-06-01' }, from: '2023-06-20' })
    await db.work((w) => formCommittees(w, [first]))
    const second = elected(unitId, [nam!, hoa!])
    await db.work((w) => formCommittees(w, [second]))
    await db.work((w) => formCommittees(w, [second]))
    const { rows } = await ofUnit(unitId)
    assert.deepEqual(rows.map((c) => [c.sits, c.during, c.term]), [
      [true, { from: '2025-10-04', to: null }, second.term], [false, { from: '2023-06-20', to: '2025-10-04' }, { from: '2023-06-01', to: '2028-06-01' }]])
    assert.deepEqual(rows[0]!.offices.map((o) => [o.personName, o.title, o.term, o.basis]), [['Đỗ Văn Nam', 'president', second.term, 'elected'], ['Lê Thị Hoa', 'vice-president', second.term, 'elected']])
    assert.deepEqual([await titles(hoa!, '2025-10-03'), await titles(hoa!, '2025-10-04'), await titles(lan!, '2025-10-04')], [['president'], ['vice-president'], []])
    assert.deepEqual((await ofUnit(unitId, '2025-10-03')).rows.map((c) => c.sits), [false, true], 'as of the day before')
  })

  test('a chair already in office becomes the chair of the committee that begins with the office, and is re-elected as a new office', async () => {
    const { unitId, people: [hoa, lan] } = await shop('Lê Thị Hoa', 'Vũ Thị Lan')
    const officeId = newId()
    await db.work((w) => appoint(w, [{ id: officeId, personId: hoa!, unitId, title: 'president', fullTime: true, basis: 'elected', from: '2023-06-20' }]))
    await db.work((w) => formCommittees(w, [elected(unitId, [hoa!], { term: { from: '2023-06-01', to: '2028-06-01' }, from: '2023-06-20' })]))
    assert.deepEqual((await ofUnit(unitId)).rows[0]!.offices.map((o) => [o.id, o.term]), [[officeId, { from: '2023-06-01', to: '2028-06-01' }]])
    await db.work((w) => formCommittees(w, [elected(unitId, [hoa!, lan!])]))
    const [now, before] = (await ofUnit(unitId)).rows
    assert.deepEqual([now!.offices.map((o) => [o.personId, o.fullTime]), before!.offices.map((o) => o.during)], [[[hoa, true], [lan, false]], [{ from: '2023-06-20', to: '2025-10-04' }]])
  })

  test('a later committee or another president stands in the way of one that is recorded late', async () => {
    const { unitId, people: [hoa, lan] } = await shop('Lê Thị Hoa', 'Vũ Thị Lan')
    await db.work((w) => appoint(w, [{ id: newId(), personId: lan!, unitId, title: 'president', fullTime: false, basis: 'elected', from: '2025-11-01' }]))
    await assert.rejects(db.work((w) => formCommittees(w, [elected(unitId, [hoa!])])), refusedAs('another-president'))
    await db.work((w) => formCommittees(w, [elected(unitId, [lan!])]))
    await assert.rejects(db.work((w) => formCommittees(w, [elected(unitId, [hoa!], { from: '2025-10-01' })])), refusedAs('later-committee'))
    await db.work((w) => formCommittees(w, [elected(unitId, [hoa!], { from: '2023-06-20', to: '2025-01-01', term: { from: '2023-06-01', to: '2028-06-01' } })]))
    assert.deepEqual([await titles(hoa!, '2024-12-31'), await titles(hoa!, '2025-01-01')], [['president'], []], 'one of the past ends on its day')
  })

  test('the union above recognises; the unit reports what it elected and works from that day', async () => {
    const { unitId, people: [hoa, lan] } = await shop('Lê Thị Hoa', 'Vũ Thị Lan')
    await db.work((w) => appoint(w, [{ id: newId(), personId: hoa!, unitId, title: 'president', fullTime: false, basis: 'provisional', from: '2025-01-01' }]))
    const committee = elected(unitId, [lan!, hoa!], { from: '2026-11-19' })
    const recognition = { number: '88/QĐ-LĐLĐ', on: '2026-11-20' }
    const own = await from(unitId, 'lead', hoa)
    await assert.rejects(db.work((w) => formCommittees(w, [{ ...committee, recognition }]), own), refusedAs('out-of-reach', 403))
    await assert.rejects(db.work((w) => formCommittees(w, [{ ...committee, basis: 'provisional', decision: { number: '1', on: null } }]), own), refusedAs('out-of-reach', 403))
    await db.work((w) => formCommittees(w, [committee]), own)
    assert.deepEqual(await titles(lan!, '2026-11-19'), ['president'], 'the elected chair signs at once')
    const waiting = await db.work((w) => committeesToRecognise(w.tx, units.north, w.today))
    assert.deepEqual(waiting.filter((c) => c.unitId === unitId).map((c) => [c.id, c.electedOn, c.dueOn]), [[committee.id, '2026-11-19', '2026-12-04']])
    assert.deepEqual((await db.work(async (w) => (await committees(w, unitId, w.today)).may, own)), { report: true, decide: false })
    await assert.rejects(db.work((w) => recogniseCommittee(w, { committeeId: committee.id, recognition }), own), refusedAs('out-of-reach', 403))
    await assert.rejects(db.work(async (w) => recogniseCommittee(w, { committeeId: committee.id, recognition }), await from(units.south)), refusedAs('not-found', 404))
    const north = await from(units.north)
    for (let twice = 0; twice < 2; twice++) await db.work((w) => recogniseCommittee(w, { committeeId: committee.id, recognition }), north)
    await assert.rejects(db.work((w) => recogniseCommittee(w, { committeeId: committee.id, recognition: { ...recognition, number: '89/QĐ' } }), north), refusedAs('recognised-already'))
    const { rows: [shown], may } = await db.work((w) => committees(w, unitId, w.today), north)
    assert.deepEqual([shown!.recognition, shown!.decidedBy?.name, may], [recognition, 'Liên đoàn Lao động tỉnh Bắc', { report: true, decide: true }])
    assert.deepEqual((await db.work((w) => committeesToRecognise(w.tx, units.north, w.today))).filter((c) => c.unitId === unitId), [])
  })

  test('a provisional committee shows the time that was decided, or that none was', async () => {
    const { unitId, people: [hoa] } = await shop('Lê Thị Hoa')
    const c = elected(unitId, [hoa!], { basis: 'provisional', from: '2025-08-01', term: { from: '2025-08-01', to: null }, decision: { number: '35/QĐ-LĐLĐ', on: '2025-07-28' } })
    await db.work(async (w) => formCommittees(w, [c]), await from(units.north, 'officer'))
    assert.deepEqual((await ofUnit(unitId)).rows.map((r) => [r.basis, r.term, r.decision, r.decidedBy?.id]), [['provisional', { from: '2025-08-01', to: null }, c.decision, units.north]])
  })

  test('an office handed over stays in the committee; a committee ended takes its offices along', async () => {
    const { unitId, people: [hoa, lan, nam] } = await shop('Lê Thị Hoa', 'Vũ Thị Lan', 'Đỗ Văn Nam')
    const c = elected(unitId, [hoa!, lan!])
    await db.work((w) => formCommittees(w, [c]))
    await db.work((w) => handOver(w, { officeId: c.offices[0]!.id, toPersonId: nam!, newOfficeId: newId(), on: '2026-03-01', basis: 'elected' }))
    assert.deepEqual((await ofUnit(unitId)).rows[0]!.offices.map((o) => o.personName), ['Lê Thị Hoa', 'Đỗ Văn Nam', 'Vũ Thị Lan'])
    await assert.rejects(db.work((w) => appoint(w, [{ id: newId(), personId: hoa!, unitId, title: 'committee-member', fullTime: false, basis: 'elected', from: '2025-10-03', committeeId: c.id }])), refusedAs('no-committee'))
    await db.work((w) => appoint(w, [{ id: newId(), personId: hoa!, unitId, title: 'committee-member', fullTime: false, basis: 'elected', from: '2026-04-01', committeeId: c.id }]))
    assert.deepEqual((await ofUnit(unitId)).rows[0]!.offices.at(-1)!.term, c.term, 'the term of the committee is that of the office')
    await db.work(async (w) => endCommittee(w, { committeeId: c.id, on: '2026-11-01' }), await from(units.north))
    assert.deepEqual([await titles(nam!, '2026-10-31'), await titles(nam!, '2026-11-01'), await titles(hoa!, '2026-11-01')], [['president'], [], []])
    await assert.rejects(db.work((w) => endCommittee(w, { committeeId: c.id, on: '2026-12-01' })), refusedAs('already-ended'))
  })

  test('hundreds of units form their committees by one deed', async () => {
    const shops = Array.from({ length: 300 }, () => ({ unitId: newId(), people: [newId(), newId(), newId()] }))
    await db.work(async (w) => {
      await establish(w, shops.map((s, i) => ({ id: s.unitId, kind: 'grassroots-union', name: `Công đoàn cơ sở ${i}`, parentId: units.south })), { number: '3/QĐ', on: null, by: null, effectiveOn: '2012-01-01' })
      await admit(w, shops.flatMap((s) => s.people.map((id, i) => ({ id, name: `Người ${i}` }))))
      await place(w, shops.flatMap((s) => s.people.map((personId) => ({ id: newId(), personId, unitId: s.unitId, standing: 'member' as const, from: '2015-01-01' }))))
      await formCommittees(w, shops.map((s) => elected(s.unitId, s.people, { recognition: { number: '7/QĐ', on: '2025-10-20' } })))
    })
    const { rows: [count] } = await db.pools.owner.query('select count(*)::int as offices, count(distinct committee_id)::int as committees from people.office o join people.committee c on c.id = o.committee_id where c.decided_by = $1', [units.south])
    assert.deepEqual(count, { offices: 900, committees: 300 })
  })
})
