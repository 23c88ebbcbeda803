import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { establish } from './deeds.ts'
import { foundationIds, loadFoundation, openFoundation, OLD_PROVINCES, reformFoundation, type FoundationIds } from './foundation.ts'
import { search, topLevel, unit } from './views.ts'

describe('the real top level', () => {
  let db: TestDatabase
  let ids: FoundationIds
  before(async () => {
    db = await testDatabase()
    ids = await db.work(loadFoundation)
  })
  after(() => db.close())

  const federations = (on: string) => db.work(async (w) => (await topLevel(w.tx, on)).filter((u) => u.kind === 'provincial-federation'))

  test('on 30 June 2025 the Confederation has 63 federations and Kiên Giang is one of them', async () => {
    const rows = await federations('2025-06-30')
    assert.equal(rows.length, 63)
    assert.ok(rows.some((u) => u.name === 'Liên đoàn Lao động tỉnh Kiên Giang'))
    assert.equal(rows.find((u) => u.name.endsWith('Hải Phòng'))?.name, 'Liên đoàn Lao động thành phố Hải Phòng')
  })

  test('from 1 July 2025 it has 34, and Kiên Giang went on in An Giang', async () => {
    for (const on of ['2025-07-01', '2026-11-21']) {
      const rows = await federations(on)
      assert.equal(rows.length, 34)
      assert.ok(!rows.some((u) => u.name.endsWith('Kiên Giang')))
    }
    const card = await db.work((w) => unit(w, ids.provinces.get('91')!, '2026-11-21'))
    assert.equal(card.name, 'Liên đoàn Lao động tỉnh An Giang')
    assert.ok(card.predecessors.some((p) => p.name === 'Liên đoàn Lao động tỉnh Kiên Giang' && p.since === '2025-07-01' && p.decisionNumber === '202/2025/QH15'))
    const ended = await db.work((w) => unit(w, ids.oldProvinces.get('91')!, '2026-11-21'))
    assert.equal(ended.lives, false)
    assert.deepEqual(ended.valid, { from: null, to: '2025-07-01' })
    assert.equal(ended.successors[0]?.name, 'Liên đoàn Lao động tỉnh An Giang')
  })

  test('each of the seven codes that were used again means another province before and after', async () => {
    const meant = { 15: ['Yên Bái', 'Lào Cai'], 24: ['Bắc Giang', 'Bắc Ninh'], 44: ['Quảng Bình', 'Quảng Trị'], 52: ['Bình Định', 'Gia Lai'], 80: ['Long An', 'Tây Ninh'], 82: ['Tiền Giang', 'Đồng Tháp'], 91: ['Kiên Giang', 'An Giang'] }
    for (const [code, [was, is]] of Object.entries(meant)) {
      const [on30June] = await db.work((w) => search(w.tx, { search: code, on: '2025-06-30', limit: 5 }))
      const [today] = await db.work((w) => search(w.tx, { search: code, on: '2026-11-21', limit: 5 }))
      assert.equal(on30June?.name, `Liên đoàn Lao động tỉnh ${was}`)
      assert.equal(today?.name, `Liên đoàn Lao động tỉnh ${is}`)
    }
  })

  test('the Civil Servants’ Union stands on 30 June 2025 and not a day longer', async () => {
    const on = async (day: string) => (await db.work((w) => topLevel(w.tx, day))).some((u) => u.name === 'Công đoàn Viên chức Việt Nam')
    assert.equal(await on('2025-06-30'), true)
    assert.equal(await on('2025-07-01'), false)
  })

  test('the district level ends with the reform; its records are found under the province', async () => {
    const lives = async (on: string) => Number((await db.work((w) => sql<{ n: number }>`select count(*) as n from organisation.unit_version where kind = 'district-federation' and valid @> ${on}::date`.execute(w.tx))).rows[0]!.n)
    assert.ok((await lives('2025-06-30')) > 60)
    assert.equal(await lives('2025-07-01'), 0)
    const above = await db.work((w) => sql<{ ancestor_id: string }>`select ancestor_id from organisation.ancestry
      where unit_id = ${ids.districts.get('91 huyện Hòn Đất')!}::uuid and valid @> date '2025-07-01'`.execute(w.tx))
    assert.ok(above.rows.some((r) => r.ancestor_id === ids.provinces.get('91')))
  })

  test('loading it again changes nothing', async () => {
    const count = async () => (await db.work((w) => sql`select (select count(*) from organisation.event) as e, (select count(*) from organisation.unit_version) as v,
      (select count(*) from organisation.unit_code) as c, (select md5(string_agg(a::text, '' order by a::text)) from organisation.ancestry a) as a`.execute(w.tx))).rows[0]
    const first = await count()
    assert.deepEqual(await db.work(loadFoundation), ids)
    assert.deepEqual(await count(), first)
    assert.deepEqual(await db.work((w) => foundationIds(w.tx)), ids)
  })

  test('units are found without diacritics', async () => {
    const found = await db.work((w) => search(w.tx, { search: 'lao dong dak lak', on: '2026-11-21', limit: 5 }))
    assert.equal(found[0]?.name, 'Liên đoàn Lao động tỉnh Đắk Lắk')
  })
})

test('what hung under a district before the reform hangs under the province after it', async () => {
  const db = await testDatabase()
  try {
    const ids = await db.work(openFoundation)
    const grassroots = newId()
    await db.work((w) => establish(w, [{ id: grassroots, kind: 'grassroots-union', name: 'Công đoàn cơ sở Cảng Hòn Chông', parentId: ids.districts.get('91 huyện Kiên Lương')!, from: '2019-03-01' }],
      { number: '12/QĐ-LĐLĐ', on: '2019-02-20', by: 'LĐLĐ huyện Kiên Lương', effectiveOn: '2019-03-01' }))
    await db.work(reformFoundation)
    assert.deepEqual((await db.work((w) => unit(w, grassroots, '2025-06-30'))).path.map((p) => p.name),
      ['Tổng Liên đoàn Lao động Việt Nam', 'Liên đoàn Lao động tỉnh Kiên Giang', 'Liên đoàn Lao động huyện Kiên Lương'])
    assert.deepEqual((await db.work((w) => unit(w, grassroots, '2025-07-01'))).path.map((p) => p.name),
      ['Tổng Liên đoàn Lao động Việt Nam', 'Liên đoàn Lao động tỉnh An Giang'])
    assert.equal(OLD_PROVINCES, 'nso-before-2025-07-01')
  } finally {
    await db.close()
  }
})
