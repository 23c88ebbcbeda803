// The figures of 30 June 2025 over HTTP: asked on that day, and asked in July, after the provinces were merged, an attendance
// corrected and a completion of June entered late. As known then they are the same; as known now they are corrected; under the
// tree of July a province has what the provinces of June had together.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { publishIndicators237 } from '#app/demonstration/indicators'
import { claimCompletions, closeClass, correctAttendance, markAttendance, nominate, openClasses, writeProgrammes } from '#learning'
import { openFoundation, reformFoundation, type FoundationIds } from '#organisation'
import { admit, appoint } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { loadPlan237 } from '#plans'
import { emptyHouse, type House } from '#tests/factories/house'

const ASKED = '2025-06-30'
/** The evening of the day asked about, and a morning two weeks after the reform. */
const JUNE = new Date('2025-06-30T20:00:00+07:00'), JULY = new Date('2025-07-15T09:00:00+07:00')
const KNOWN_THEN = { knownAt: '2025-06-30T23:59:59.999+07:00' }
const RESTATED = { tree: '2025-07-15' }

type Ask = Record<string, string>
interface Figure { code: string; counted: number; met: number; excluded: number }
interface Ranked extends Figure { name: string }
interface Listed { total: number; rows: { label?: string; name?: string; state?: string }[] }

let house: House
let ids: FoundationIds
let call: Awaited<ReturnType<House['as']>>
const people = new Map<string, string>()
const [classId, sessionId, late] = [newId(), newId(), newId()]
const moment = (day: string) => new Date(`${day}T08:30:00+07:00`)

before(async () => {
  house = await emptyHouse({ now: JUNE })
  ids = await house.system.work((w) => openFoundation(w), { at: moment('2025-06-10') })
  const [anGiang, kienGiang] = ['89', '91'].map((code) => ids.oldProvinces.get(code)!) as [string, string]
  const programme = newId()
  await house.system.work(async (w) => {
    await loadPlan237(w, ids.tld, { answerBy: '2025-09-30' })
    await publishIndicators237(w)
    await writeProgrammes(w, [{ id: programme, ownerId: ids.tld, name: 'Chuyển đổi số trong hoạt động công đoàn', nameEn: null, tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 16 }])
    for (const [unitId, names] of [[ids.tld, ['Đinh Văn Tiến']], [anGiang, ['Lê Văn Út', 'Thạch Thị Sa Rết', 'Võ Minh Cảnh']], [kienGiang, ['Danh Hoàng Nam', 'Trần Thị Nhung']]] as const) {
      const rows = names.map((name) => ({ id: newId(), name }))
      for (const row of rows) people.set(row.name, row.id)
      await admit(w, rows)
      await appoint(w, rows.map((row, i) => ({ id: newId(), personId: row.id, unitId, title: i === 0 ? 'president' : 'specialist', fullTime: true, basis: 'appointed', from: '2024-01-01' })))
    }
    await createAccounts(w, [{ personId: people.get('Đinh Văn Tiến')!, username: 'tongliendoan', password: house.password, mustChange: false }])
  }, { at: moment('2025-06-17') })
  const going = ['Lê Văn Út', 'Thạch Thị Sa Rết'].map((name) => people.get(name)!)
  await house.system.work(async (w) => {
    await openClasses(w, [{ id: classId, programmeId: programme, unitId: anGiang, title: 'Chuyển đổi số, khóa 1', form: 'online', capacity: 20, firstDay: '2025-06-20', lastDay: '2025-06-20', status: 'open', places: [], lecturers: [{ name: 'Trường Đại học Công đoàn' }], sessions: [{ id: sessionId, startsAt: '2025-06-20T08:00:00+07:00', endsAt: '2025-06-20T11:00:00+07:00' }] }])
    await nominate(w, { classId, personIds: going })
  }, { at: moment('2025-06-18') })
  await house.system.work(async (w) => {
    await markAttendance(w, { classId, marks: going.map((personId) => ({ sessionId, personId, state: 'present' })) })
    await closeClass(w, { classId, on: '2025-06-20' })
  }, { at: moment('2025-06-21') })
  call = await house.as('tongliendoan')
  june = await everything({})

  // What July brings: the reform, a correction of the attendance of June, and a completion of June entered late.
  await house.system.work((w) => reformFoundation(w), { at: moment('2025-07-01') })
  await house.system.work((w) => correctAttendance(w, { classId, sessionId, personId: going[1]!, state: 'absent', reason: 'Đối chiếu danh sách ký nhận: người khác ký thay' }), { at: moment('2025-07-10') })
  await house.system.work((w) => claimCompletions(w, [{ personId: people.get('Danh Hoàng Nam')!, programmeId: programme, on: '2025-06-25', importId: late }]), { at: moment('2025-07-11') })
  house.clock.now = JULY
  call = await house.as('tongliendoan')
})
after(() => house.close())

async function ask<T>(path: string, query: Ask): Promise<T> {
  const { status, body } = await call<T>('GET', `${path}?${new URLSearchParams(query)}`)
  assert.equal(status, 200, `${path} ${JSON.stringify(body)}`)
  return body
}

/** The three numbers of T1 at a unit. */
async function t1(unitId: string, more: Ask): Promise<number[]> {
  const found = (await ask<Figure[]>('/indicators/figures', { unitId, on: ASKED, ...more })).find((f) => f.code === 'T1')!
  return [found.counted, found.met, found.excluded]
}

/** All that the screens show of 30 June: figures, the ranking, the trend, the records by name, the people, the home page. */
async function everything(more: Ask) {
  const [anGiang, kienGiang] = ['89', '91'].map((code) => ids.oldProvinces.get(code)!) as [string, string]
  const about = { unitId: ids.tld, indicator: 'T1', ...more }
  const ranking = await ask<Ranked[]>('/indicators/ranking', { ...about, on: ASKED })
  const records = await ask<Listed>('/indicators/records', { ...about, on: ASKED, limit: '100' })
  const trend = await ask<(Figure & { day: string })[]>('/indicators/trend', { ...about, from: '2025-05-01', to: ASKED })
  const home = await ask<{ figures: Figure[] }>('/home/figures', { on: ASKED, ...more })
  return {
    figures: [await t1(ids.tld, more), await t1(anGiang, more), await t1(kienGiang, more)],
    ranking: ranking.map((r) => [r.name, r.counted, r.met]).sort(),
    records: records.rows.map((r) => `${r.label} ${r.state}`).sort(),
    trend: trend.map((r) => [r.day, r.counted, r.met]),
    home: home.figures.map((f) => [f.code, f.counted, f.met]),
  }
}
let june: Awaited<ReturnType<typeof everything>>

describe('the figures of 30 June 2025', () => {
  it('were six officials, two of them trained, when they were asked for on that day', () => {
    assert.deepEqual(june.figures, [[6, 2, 0], [3, 2, 0], [2, 0, 0]])
    assert.equal(june.ranking.length, 63 + 15)
    assert.deepEqual(june.trend.at(-1), [ASKED, 6, 2])
  })

  it('are the same in July, asked for as they were known then: figures, ranking, trend, records and home', async () => {
    assert.deepEqual(await everything(KNOWN_THEN), june)
  })

  it('carry in July the correction and what was entered late, asked for as known now', async () => {
    const now = await everything({})
    assert.deepEqual(now.figures, [[6, 2, 0], [3, 1, 0], [2, 1, 0]])
    assert.deepEqual([now.records.includes('Danh Hoàng Nam met'), now.records.includes('Thạch Thị Sa Rết unmet')], [true, true])
    assert.deepEqual(now.trend.at(-1), [ASKED, 6, 2])
  })

  it('give An Giang of July what An Giang and Kiên Giang had together, restated under the tree of July', async () => {
    const anGiang = ids.provinces.get('91')!
    assert.deepEqual(await t1(anGiang, RESTATED), [5, 2, 0], 'as known now')
    assert.deepEqual(await t1(anGiang, { ...RESTATED, ...KNOWN_THEN }), [5, 2, 0], 'as known then')
    const ranking = await ask<Ranked[]>('/indicators/ranking', { unitId: ids.tld, indicator: 'T1', on: ASKED, ...RESTATED })
    assert.deepEqual(ranking.filter((r) => r.counted > 0).map((r) => [r.name, r.counted, r.met]), [['Liên đoàn Lao động tỉnh An Giang', 5, 2]])
    const records = await ask<Listed>('/indicators/records', { unitId: anGiang, indicator: 'T1', on: ASKED, ...RESTATED, limit: '100' })
    const listed = await ask<Listed>(`/units/${anGiang}/people`, { on: ASKED, ...RESTATED, who: 'full-time' })
    assert.equal(records.total, 5)
    assert.deepEqual(listed.rows.map((r) => r.name).sort(), records.rows.map((r) => r.label).sort(), 'the list of people has those of the figure')
    const alone = await ask<Listed>(`/units/${anGiang}/people`, { on: ASKED, who: 'full-time' })
    assert.equal(alone.total, 3, 'and as structured on that day An Giang has its own three')
  })
})
