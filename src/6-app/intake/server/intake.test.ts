// Spreadsheets brought in, on real PostgreSQL: the dry run, the commit, the same file again, the way back.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyIndicators } from '#indicators'
import { markAttendance, nominate, openClasses } from '#learning'
import { appoint } from '#people'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import type { Cell } from '#platform/sheets/grid'
import { readSheets } from '#platform/sheets/read'
import { sourceOf } from '#platform/sheets/source'
import { dryRun } from './deeds.ts'
import { dataFile, HEAD, intakeHouse, sheetOf, TODAY, type IntakeHouse } from './intake.test-kit.ts'

let house: IntakeHouse
before(async () => { house = await intakeHouse() })
after(() => house.close())

const WARD = 'Công đoàn phường Lào Cai'
const SEWING = 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên'
let people = 0
/** A row of somebody new, with a number of their own; what is given stands in the place of it. */
function person(given: Record<string, Cell> = {}): Cell[] {
  people += 1
  const row: Record<string, Cell> = {
    'STT': people, 'Họ và tên': `Trần Thị ${NAMES[Math.floor(people / NAMES.length)]} ${NAMES[people % NAMES.length]}`, 'Ngày sinh': '02/03/1985', 'Giới tính': 'Nữ', 'Số CCCD': `010185${String(100_000 + people)}`, 'Điện thoại': '0912345678',
    'Đơn vị': SEWING, 'Chức vụ': 'Ủy viên Ban Chấp hành', 'Chuyên trách': '', 'Ngày bổ nhiệm': '01/07/2023', 'Ngày tập huấn': null, ...given,
  }
  return HEAD.map((header) => row[header] ?? null)
}
const NAMES = ['An', 'Bình', 'Chi', 'Dung', 'Em', 'Giang', 'Hà', 'Khanh', 'Lan', 'Mai', 'Nga']

function file(bytes: Uint8Array, name = 'danh-sach.xlsx'): File {
  return new File([new Uint8Array(bytes)], name)
}

/** Sent, read and committed; answers the id. */
async function bring(rows: Cell[][], unitId = house.laoCai): Promise<string> {
  const at = await house.client()
  const id = newId()
  await at.receive({ id, unitId, file: file(await sheetOf(rows)) })
  await at.commit({ id })
  return id
}

async function refusals(deed: Promise<unknown>): Promise<string[]> {
  try {
    await deed
  } catch (error) {
    if (error instanceof Refused) return error.refusals.map((r) => r.code)
    return (error as { data: { refusals: { code: string }[] } }).data.refusals.map((r) => r.code)
  }
  throw new Error('it was not refused')
}

function shown(cell: Cell | undefined): string {
  return cell instanceof Date ? cell.toISOString() : String(cell ?? '')
}

describe('the messy roster', () => {
  const id = newId()

  it('is looked at without a trace', async () => {
    const before = await house.records()
    const found = await house.db.work((w) => dryRun(w, { source: sourceOf(dataFile('roster-messy.xlsx')), unitId: house.laoCai }, () => {}))
    assert.deepEqual([found.counts.fresh, found.counts.imported], [found.counts.imported, 551])
    assert.equal(found.programme?.id, house.programmeId)
    assert.deepEqual(await house.records(), before)
  })

  it('is read on arrival and nothing of it is written', async () => {
    const before = await house.records()
    const at = await house.client()
    await at.receive({ id, unitId: house.laoCai, file: file(dataFile('roster-messy.xlsx')) })
    const it = await at.read({ id })
    assert.deepEqual([it.state, it.kind, it.headerRow, it.counts.rows, it.counts.imported], ['checked', 'roster', 5, 619, 551])
    assert.deepEqual(it.columns.find(({ field }) => field === 'unit')?.header, 'Đơn vị')
    const now = await house.records()
    for (const table of ['people.person', 'people.office', 'people.placement', 'learning.completion', 'organisation.unit']) assert.equal(now[table], before[table], table)
  })

  it('comes in as one transaction: people, offices, members of grassroots unions, claimed completions', async () => {
    const before = await house.records()
    const figure = await house.figure()
    const at = await house.client()
    assert.equal((await at.commit({ id })).state, 'imported')
    const it = await at.read({ id })
    const now = await house.records()
    assert.equal(it.result!.persons, 551)
    for (const [table, n] of [['people.person', it.result!.persons], ['people.office', it.result!.offices], ['people.placement', it.result!.placements], ['learning.completion', it.result!.completions]] as const) {
      assert.equal(now[table]! - before[table]!, n, table)
    }
    assert.equal(it.result!.offices, 551)
    assert.equal(it.result!.placements, 308)
    const trained = it.counts.trained
    assert.equal(it.result!.completions, trained)
    assert.deepEqual(await house.figure(), { met: figure.met + trained, counted: figure.counted + 551 })
    assert.deepEqual((await verifyIndicators(house.db.pools.owner)).differences, [])
  })

  it('marks a training date as claimed, with the import behind it', async () => {
    const { rows } = await house.db.pools.owner.query(`select source, count(*)::int as n, count(*) filter (where import_id = $1)::int as mine from learning.completion group by source`, [id])
    assert.deepEqual(rows.map((row) => [row.source, row.n === row.mine]), [['import', true]])
    const { rows: [evidence] } = await house.db.pools.owner.query('select f.sha256 = i.sha256 as same from intake.import i join files.file f on f.id = i.file_id where i.id = $1', [id])
    assert.equal(evidence.same, true)
  })

  it('gives its refused rows back as a workbook of the same columns with the reasons', async () => {
    const at = await house.client()
    const refused = await at.rows({ id, verdict: 'refused', limit: 1000 })
    const [sheet] = await readSheets(new Uint8Array(await (await at.refused({ id })).arrayBuffer()))
    const [source] = await readSheets(dataFile('roster-messy.xlsx'))
    assert.equal(sheet!.rows.length - 1, refused.total)
    assert.deepEqual(sheet!.rows[0]!.slice(-2), ['Lý do', 'Reason'])
    const width = sheet!.rows[0]!.length - 2
    refused.rows.forEach(({ row, reasons }, i) => {
      const cells = sheet!.rows[i + 1]!
      for (let column = 0; column < width; column++) assert.equal(shown(cells[column]), shown(source!.rows[row - 1]![column]), `row ${row}, column ${column}`)
      assert.equal(cells[width], reasons.map(({ vi }) => vi).join('\n'))
    })
  })

  it('keeps no identity number in its rows once it is committed', async () => {
    const { rows: [found] } = await house.db.pools.owner.query(`select count(*) filter (where content ? 'id')::int as ids,
      count(*) filter (where exists (select from people.identity i where r.repairs::text || r.reasons::text || r.content::text like '%' || coalesce(i.citizen_id, i.old_id) || '%'))::int as quoted from intake.row r where import_id = $1`, [id])
    assert.deepEqual(found, { ids: 0, quoted: 0 })
  })

  it('brought in again, under another name and as another import, changes nothing', async () => {
    const before = await house.records()
    const at = await house.client()
    await at.commit({ id })
    const again = newId()
    await at.receive({ id: again, unitId: house.laoCai, file: file(dataFile('roster-messy.xlsx'), 'cùng tệp.xlsx') })
    await at.commit({ id: again })
    const { result, counts } = await at.read({ id: again })
    assert.deepEqual(result, { persons: 0, offices: 0, placements: 0, completions: 0, units: 0 })
    assert.equal(counts.known, 551)
    const now = await house.records()
    for (const table of ['people.person', 'people.identity', 'people.office', 'people.placement', 'learning.completion']) assert.equal(now[table], before[table], table)
  })

  it('is undone as a whole, and the figures are what they were', async () => {
    const at = await house.client()
    assert.equal((await at.undo({ id })).state, 'undone')
    const now = await house.records()
    for (const table of ['people.person', 'people.identity', 'people.office', 'people.placement']) assert.equal(now[table], 0, table)
    assert.deepEqual(await house.figure(), { met: 0, counted: 0 })
    assert.deepEqual((await verifyIndicators(house.db.pools.owner)).differences, [])
    assert.equal((await at.undo({ id })).state, 'undone')
    assert.deepEqual(await refusals(at.commit({ id })), ['import-closed'])
  })
})

describe('people who are known already', () => {
  it('get what is new in the file, and nothing is said of them twice', async () => {
    const row = person({ 'Họ và tên': 'Lò Thị Mới' })
    await bring([row])
    const id = await bring([row.with(7, 'Phó Chủ tịch').with(10, '05/06/2026')])
    const at = await house.client()
    const { result, counts } = await at.read({ id })
    assert.deepEqual([counts.changed, result], [1, { persons: 0, offices: 1, placements: 0, completions: 1, units: 0 }])
    // Undoing the second leaves what the first one made.
    await at.undo({ id })
    const { rows: [left] } = await house.db.pools.owner.query(`select count(o)::int as offices, (select count(*)::int from learning.completion c where c.person_id = p.id and voided_at is null) as completions
      from people.person p join people.office o on o.person_id = p.id where p.name = 'Lò Thị Mới' group by p.id`)
    assert.deepEqual(left, { offices: 1, completions: 0 })
  })

  it('are found without a number by name, birth and unit', async () => {
    const row = person({ 'Họ và tên': 'Vàng Thị Tên', 'Số CCCD': null })
    await bring([row])
    const { counts } = await (await house.client()).read({ id: await bring([row.with(1, 'VÀNG THỊ TÊN')]) })
    assert.deepEqual([counts.known, counts.fresh], [1, 0])
  })

  it('are not mistaken for who carries their number by mistake', async () => {
    const row = person({ 'Họ và tên': 'Giàng Thị Số' })
    await bring([row])
    const at = await house.client()
    const id = newId()
    await at.receive({ id, unitId: house.laoCai, file: file(await sheetOf([row.with(1, 'Hoàng Thị Khác')])) })
    const { rows: [refused] } = await at.rows({ id })
    assert.deepEqual(refused!.reasons.map((r) => r.code), ['number-of-another'])
  })

  it('outside the reach of the office are refused and not named', async () => {
    const row = person({ 'Họ và tên': 'Sùng Thị Xa' })
    await bring([row])
    const ward = await house.unit('Công đoàn phường Cam Đường')
    const at = await house.client(ward)
    const id = newId()
    await at.receive({ id, unitId: ward, file: file(await sheetOf([row.with(6, 'Công đoàn phường Cam Đường')])) })
    const { rows: [refused] } = await at.rows({ id })
    assert.deepEqual(refused!.reasons.map((r) => r.code), ['number-elsewhere'])
    assert.doesNotMatch(JSON.stringify(refused!.reasons), /Sùng/)
  })
})

describe('an import on which someone has built', () => {
  it('is not undone, and says why; what else it wrote stays whole', async () => {
    const id = await bring([person({ 'Họ và tên': 'Tẩn Thị Lớp' }), person()])
    const { rows: [{ id: personId }] } = await house.db.pools.owner.query("select id from people.person where name = 'Tẩn Thị Lớp'")
    const classId = newId(), sessionId = newId()
    await house.db.work(async (w) => {
      await openClasses(w, [{
        id: classId, programmeId: house.programmeId, unitId: house.laoCai, title: 'Lớp thử', form: 'in-person', capacity: 10, requiredPercent: 80, firstDay: TODAY, lastDay: TODAY, status: 'open',
        places: [{ id: newId(), name: 'Hội trường' }], lecturers: [], sessions: [{ id: sessionId, startsAt: `${TODAY}T01:00:00.000Z`, endsAt: `${TODAY}T01:30:00.000Z` }],
      }])
      await nominate(w, { classId, personIds: [personId] })
      await markAttendance(w, { classId, marks: [{ sessionId, personId, state: 'present' }] })
    })
    const before = await house.records()
    const at = await house.client()
    assert.deepEqual(await refusals(at.undo({ id })), ['built-attendance', 'built-nomination'])
    assert.deepEqual(await house.records(), before)
    assert.equal((await at.read({ id })).state, 'imported')
  })

  it('is not undone after one of its people took another office', async () => {
    const id = await bring([person({ 'Họ và tên': 'Ma Thị Chức' })])
    const { rows: [{ id: personId }] } = await house.db.pools.owner.query("select id from people.person where name = 'Ma Thị Chức'")
    const unitId = await house.unit(WARD)
    await house.db.work((w) => appoint(w, [{ id: newId(), personId, unitId, title: 'specialist', fullTime: true, basis: 'appointed', from: TODAY }]))
    assert.deepEqual(await refusals((await house.client()).undo({ id })), ['built-office'])
  })
})

describe('the columns of a file', () => {
  it('as a user has set them are remembered for the next file with the same headers', async () => {
    const head = HEAD.map((header) => (header === 'Đơn vị' ? 'Nơi sinh hoạt' : header === 'Điện thoại' ? 'Liên lạc' : header))
    const at = await house.client()
    const send = async () => {
      const id = newId()
      await at.receive({ id, unitId: house.laoCai, file: file(await sheetOf([person({ 'Điện thoại': null })], head)) })
      return at.read({ id })
    }
    const first = await send()
    assert.equal(first.columns[6]!.field, null)
    assert.equal(first.counts.refused, 1)
    const columns = Object.fromEntries(first.columns.filter(({ field }) => field !== null).map(({ field, column }) => [field!, column]))
    await at.check({ id: first.id, columns: { ...columns, unit: 6 } })
    const settled = await at.read({ id: first.id })
    assert.deepEqual([settled.columns[6]!.field, settled.counts.imported], ['unit', 1])
    const second = await send()
    assert.deepEqual([second.columns[6]!.field, second.counts.imported], ['unit', 1])
    assert.deepEqual(await refusals(at.check({ id: first.id, columns: { born: 2 } })), ['columns-name'])
    assert.deepEqual(await refusals(at.check({ id: first.id, columns: { name: 1, born: 1 } })), ['columns-twice'])
    assert.deepEqual(await refusals(at.check({ id: first.id, columns: { name: 99 } })), ['columns'])
  })

  it('that hold training dates need a programme before anything is written', async () => {
    const at = await house.client()
    await house.db.pools.owner.query("update learning.programme set tags = '{}'")
    const id = newId()
    await at.receive({ id, unitId: house.laoCai, file: file(await sheetOf([person({ 'Ngày tập huấn': '01/06/2026' })])) })
    await house.db.pools.owner.query("update learning.programme set tags = '{digital-transformation}'")
    const before = await house.records()
    assert.deepEqual(await refusals(at.commit({ id })), ['programme-needed'])
    assert.deepEqual(await house.records(), before)
    assert.deepEqual((await at.programmes({ id })).map((p) => p.id), [house.programmeId])
    await at.commit({ id, programmeId: house.programmeId })
    assert.equal((await at.read({ id })).result!.completions, 1)
  })
})

describe('an office that brings a file', () => {
  it('finds only the units below its own, and gives no powers beyond its own', async () => {
    const at = await house.client(await house.unit(WARD), ['see', 'person.see', 'person.write', 'import'])
    const id = newId()
    await at.receive({ id, unitId: await house.unit(WARD), file: file(await sheetOf([
      person(), person({ 'Đơn vị': 'Công đoàn phường Cam Đường' }), person({ 'Đơn vị': WARD, 'Chức vụ': 'Chủ tịch' }), person({ 'Chức vụ': 'Chủ tịch' }),
    ])) })
    const { rows } = await at.rows({ id })
    assert.deepEqual(rows.map((r) => r.reasons.map((x) => x.code).join()), ['', 'unknown-unit', 'beyond-own-powers', ''])
    await at.commit({ id })
    assert.equal((await at.read({ id })).result!.offices, 2)
  })

  it('sees no import of another unit', async () => {
    const id = await bring([person()])
    const at = await house.client(await house.unit(WARD))
    assert.deepEqual(await refusals(at.read({ id })), ['not-found'])
    assert.deepEqual(await refusals(at.undo({ id })), ['not-found'])
    assert.equal((await at.rows({ id })).total, 0)
  })

  it('keeps the file from who may see the unit but not import, and every opening is noted', async () => {
    const id = await bring([person()])
    const { rows: [{ file_id: fileId }] } = await house.db.pools.owner.query('select file_id from intake.import where id = $1', [id])
    const opened = async () => (await house.db.pools.owner.query("select 1 from audit.entry where action = 'files.read' and subject_id = $1", [fileId])).rowCount
    assert.deepEqual(await refusals((await house.files(['see', 'person.see'])).read({ id: fileId })), ['not-allowed'])
    assert.equal(await opened(), 0)
    for (const [i, verb] of (['import', 'person.sensitive'] as const).entries()) {
      const file = await (await house.files(['see', verb])).read({ id: fileId })
      assert.match(file.name, /\.xlsx$/)
      assert.equal((await readSheets(new Uint8Array(await file.arrayBuffer())))[0]!.rows.length, 2)
      assert.equal(await opened(), i + 1)
    }
  })

  it('takes nobody back who has come under another office since', async () => {
    const id = await bring([person({ 'Đơn vị': WARD, 'Chức vụ': 'Chuyên viên' })])
    const { rows: [{ lft }] } = await house.db.pools.owner.query('select p.lft from organisation.position p join organisation.unit_version v on v.unit_id = p.unit_id where v.name = $1', [WARD])
    // As after a transfer of the ward to another province.
    await house.db.pools.owner.query('update organisation.position set lft = 2000000000, rgt = 2000000001 where lft = $1', [lft])
    const before = await house.records()
    await assert.rejects((await house.client()).undo({ id }))
    assert.deepEqual(await house.records(), before)
    await house.db.pools.owner.query('update organisation.position set lft = $1, rgt = $1 where lft = 2000000000', [lft])
  })

  it('hears at the file what cannot be read in it', async () => {
    const at = await house.client()
    const send = (bytes: Uint8Array) => refusals(at.receive({ id: newId(), unitId: house.laoCai, file: file(bytes) }))
    assert.deepEqual(await send(new Uint8Array()), ['file-empty'])
    assert.deepEqual(await send(new TextEncoder().encode('PK\u0003\u0004 no workbook')), ['file-damaged'])
    assert.deepEqual(await send(await sheetOf([['x', 'y']], ['A', 'B'])), ['no-header'])
  })
})

describe('rows whose unit or post says less than an office needs', () => {
  it('make a member of a grassroots union, and are refused elsewhere', async () => {
    const id = await bring([person({ 'Chức vụ': null }), person({ 'Chức vụ': null, 'Đơn vị': WARD }), person({ 'Chức vụ': 'Thủ quỹ' })])
    const at = await house.client()
    const { rows } = await at.rows({ id })
    assert.deepEqual(rows.map((r) => [r.verdict, ...r.reasons.map((x) => x.code), ...r.warnings.map((x) => x.code)].join()), ['imported', 'refused,post-needed', 'imported,post-no-office'])
    assert.deepEqual((await at.read({ id })).result, { persons: 2, offices: 0, placements: 2, completions: 0, units: 0 })
  })

  it('hold an office that is older than its unit only since there is the unit, and say so', async () => {
    const id = await bring([person({ 'Họ và tên': 'Hà Thị Cũ', 'Ngày bổ nhiệm': '01/01/2015' })])
    const { rows: [row] } = await (await house.client()).rows({ id })
    assert.deepEqual(row!.warnings.map((x) => x.code), ['from-unit-start'])
    const { rows: [office] } = await house.db.pools.owner.query("select lower(o.during)::text as since from people.office o join people.person p on p.id = o.person_id where p.name = 'Hà Thị Cũ'")
    assert.equal(office.since, '2019-01-01')
  })
})
