// Files of units, and files so long that a worker brings them in.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { JobHelpers } from 'graphile-worker'
import { newId } from '#base/id'
import { verifyIndicators } from '#indicators'
import { admit, place } from '#people'
import type { Cell } from '#platform/sheets/grid'
import { readSheets } from '#platform/sheets/read'
import { dataFile, HEAD, intakeHouse, sheetOf, TODAY, type IntakeHouse } from './intake.test-kit.ts'

let house: IntakeHouse
before(async () => { house = await intakeHouse() })
after(() => house.close())

const PROVINCE = 'Liên đoàn Lao động tỉnh Lào Cai'
const UNITS = ['Tên đơn vị', 'Loại', 'Đơn vị cấp trên']

function file(bytes: Uint8Array, name: string): File {
  return new File([new Uint8Array(bytes)], name)
}

async function refusals(deed: Promise<unknown>): Promise<string[]> {
  try {
    await deed
  } catch (error) {
    return (error as { data: { refusals: { code: string }[] } }).data.refusals.map((r) => r.code)
  }
  throw new Error('it was not refused')
}

async function send(bytes: Uint8Array, name: string): Promise<string> {
  const id = newId()
  await (await house.client()).receive({ id, unitId: house.laoCai, file: file(bytes, name) })
  return id
}

describe('a file of units', () => {
  it('of which all stand already establishes nothing', async () => {
    const at = await house.client()
    const before = await house.records()
    const id = await send(dataFile('units-of-roster.csv'), 'units.csv')
    const { kind, counts } = await at.read({ id })
    assert.deepEqual([kind, counts.known, counts.fresh], ['units', 9, 0])
    await at.commit({ id })
    assert.equal((await house.records())['organisation.unit'], before['organisation.unit'])
  })

  it('establishes new ones under the parents named, by the decision that is asked for once', async () => {
    const at = await house.client()
    const id = await send(await sheetOf([['CĐCS Cty CP Suối Mây', null, 'Công đoàn phường Mây Núi'], ['Công đoàn phường Mây Núi', null, 'LĐLĐ tỉnh Lào Cai'], ['Công đoàn phường Không Gốc', null, 'Công đoàn Sao Hỏa']], UNITS), 'moi.xlsx')
    assert.deepEqual(await refusals(at.commit({ id })), ['decision-needed'])
    await at.commit({ id, decision: { number: '99/QĐ-LĐLĐ', from: '2026-01-01' } })
    const { result, counts } = await at.read({ id })
    assert.deepEqual([result!.units, counts.refused], [2, 1])
    const { rows } = await house.db.pools.owner.query(`select v.name, v.kind, p.name as parent, lower(v.valid)::text as since, e.decision_number as decision from organisation.unit_version v
      join organisation.unit_version p on p.unit_id = v.parent_id and p.valid @> date '2026-11-21' join organisation.event e on e.id = v.event_id where v.name like '%Suối Mây' or v.name like '%Mây Núi' order by v.name`)
    assert.deepEqual(rows, [
      { name: 'Công đoàn cơ sở Công ty Cổ phần Suối Mây', kind: 'grassroots-union', parent: 'Công đoàn phường Mây Núi', since: '2026-01-01', decision: '99/QĐ-LĐLĐ' },
      { name: 'Công đoàn phường Mây Núi', kind: 'commune-union', parent: PROVINCE, since: '2026-01-01', decision: '99/QĐ-LĐLĐ' },
    ])
  })

  it('is undone while nobody stands in its units, and not afterwards', async () => {
    const at = await house.client()
    const bring = async (name: string) => {
      const id = await send(await sheetOf([[name, null, PROVINCE]], UNITS), 'don-vi.xlsx')
      await at.commit({ id, decision: { number: '100/QĐ-LĐLĐ', from: '2026-02-01' } })
      return id
    }
    const first = await bring('Công đoàn cơ sở Thử Một')
    await at.undo({ id: first })
    assert.deepEqual((await house.db.pools.owner.query("select 1 from organisation.unit_version where name = 'Công đoàn cơ sở Thử Một'")).rowCount, 0)

    const second = await bring('Công đoàn cơ sở Thử Hai')
    const unitId = await house.unit('Công đoàn cơ sở Thử Hai')
    await house.db.work(async (w) => {
      const personId = newId()
      await admit(w, [{ id: personId, name: 'Lý Thị Ở' }])
      await place(w, [{ id: newId(), personId, unitId, standing: 'member', from: '2026-03-01' }])
    })
    assert.deepEqual(await refusals(at.undo({ id: second })), ['built-people'])
    assert.equal((await at.read({ id: second })).state, 'imported')
  })

  it('is not for an office that may not establish units', async () => {
    const id = await send(await sheetOf([['Công đoàn cơ sở Thử Ba', null, PROVINCE]], UNITS), 'don-vi.xlsx')
    const at = await house.client(house.laoCai, ['see', 'import'])
    assert.deepEqual(await refusals(at.commit({ id, decision: { number: '1', from: TODAY } })), ['not-allowed'])
  })
})

describe('a roster of several parts', () => {
  const N = 5_300
  const unit = 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên'
  const rows = Array.from({ length: N }, (_, i) => [i + 1, `Vàng Thị ${['An', 'Bình', 'Chi', 'Dung', 'Giang'][i % 5]} ${['Hà', 'Khanh', 'Lan', 'Mai', 'Nga', 'Oanh', 'Quyên'][i % 7]}`, `0${1 + i % 9}/0${1 + i % 8}/19${60 + i % 40}`, 'Nữ', `0101${String(60 + i % 40).padStart(2, '0')}${String(200_000 + i)}`, '', unit, '', '', `01/0${1 + i % 9}/2024`, i % 2 === 0 ? '05/05/2026' : ''])
  const like = (from: number, id: string) => rows[from]!.map((cell, column) => (column === 4 ? id : cell))
  // Far behind, in another part than whom they are like: another number is another person, no number the same one.
  rows[5_200] = like(10, `0101${String(60 + 10)}999999`)
  rows[5_201] = like(20, '')
  const csv = new TextEncoder().encode(`${HEAD.join(';')}\r\n${rows.map((row) => row.join(';')).join('\r\n')}\r\n`)
  let id: string
  const runJob = async (of = id) => house.tasks['intake.run']!((await house.jobs()).findLast((job) => job.importId === of)!, {} as JobHelpers)

  it('is judged and written as if it were read at once: what earlier parts wrote is not known yet', async () => {
    const at = await house.client()
    id = await send(csv, 'đoàn viên.csv')
    await runJob()
    const checked = await at.read({ id })
    await at.commit({ id })
    await runJob()
    const { state, counts, result } = await at.read({ id })
    assert.equal(state, 'imported')
    assert.deepEqual(counts, checked.counts)
    assert.deepEqual([counts.rows, counts.imported, counts.refused, counts.fresh], [N, N - 1, 1, N - 1])
    assert.deepEqual(result, { persons: N - 1, offices: 0, placements: N - 1, completions: counts.trained, units: 0 })
    const { rows: [namesake, refused] } = await at.rows({ id, limit: 2, offset: 5_200 })
    assert.deepEqual([namesake!.verdict, namesake!.warnings.map((x) => x.code)], ['imported', ['possible-namesake']])
    assert.deepEqual([refused!.verdict, refused!.reasons.map((x) => x.code)], ['refused', ['duplicate-of-row-22']])
    assert.deepEqual((await verifyIndicators(house.db.pools.owner)).differences, [])
  })

  it('once it is written, is known from its first row to its last', async () => {
    const at = await house.client()
    const again = await send(csv, 'đoàn viên.csv')
    await runJob(again)
    const { counts } = await at.read({ id: again })
    assert.deepEqual([counts.known, counts.fresh, counts.changed, counts.refused], [N - 1, 0, 0, 1])
    await at.cancel({ id: again })
  })

  it('keeps its file as it came, and gives the refused row of it', async () => {
    const at = await house.client()
    const { rows: [file] } = await house.db.pools.owner.query('select f.name, f.media_type as type, f.size, f.sha256 = i.sha256 as same from intake.import i join files.file f on f.id = i.file_id where i.id = $1', [id])
    assert.deepEqual(file, { name: 'đoàn viên.csv', type: 'text/csv', size: csv.length, same: true })
    const [sheet] = await readSheets(new Uint8Array(await (await at.refused({ id })).arrayBuffer()))
    assert.deepEqual([sheet!.rows.length, sheet!.rows[1]![1]], [2, rows[20]![1]])
  })

  it('is taken back part by part, with its claims, and nothing of it counts any more', async () => {
    const at = await house.client()
    await at.undo({ id })
    await runJob()
    assert.equal((await at.read({ id })).state, 'undone')
    const { rows: [left] } = await house.db.pools.owner.query('select (select count(*)::int from people.person where import_id = $1) as persons, (select count(*)::int from people.placement where import_id = $1) as placements, (select count(*)::int from learning.completion where import_id = $1 and voided_at is null) as claims', [id])
    assert.deepEqual(left, { persons: 0, placements: 0, claims: 0 })
    assert.deepEqual((await verifyIndicators(house.db.pools.owner)).differences, [])
  })
})

describe('a roster as text', () => {
  it('in UTF-8, UTF-16 or Windows-1258 is read and kept like a workbook', async () => {
    const at = await house.client()
    const text = `Danh sách\r\n${HEAD.join(';')}\r\n1;Nguyễn Thị Chữ;02/03/1985;Nữ;010185900001;0912345678;Công đoàn phường Lào Cai;Chủ tịch;x;01/07/2025;\r\n2;;02/03/1985;Nữ;;;Công đoàn phường Lào Cai;;;;\r\n`
    const files: [string, Uint8Array][] = [
      ['utf-8', new TextEncoder().encode(text)], ['utf-16', new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))], ['windows-1258', windows1258(text)],
    ]
    for (const [encoding, bytes] of files) {
      const id = await send(bytes, `danh sách ${encoding}.csv`)
      const read = await at.read({ id })
      assert.deepEqual([read.headerRow, read.counts.imported, read.counts.refused], [2, 1, 1], encoding)
      const { rows } = await at.rows({ id })
      assert.equal(rows[0]!.content!.name, 'Nguyễn Thị Chữ', encoding)
      // Read again from the kept file: the same rows, the same cells.
      const columns = Object.fromEntries(read.columns.filter(({ field }) => field !== null).map(({ field, column }) => [field!, column]))
      await at.check({ id, columns })
      assert.deepEqual((await at.rows({ id })).rows, rows, encoding)
      const [sheet] = await readSheets(new Uint8Array(await (await at.refused({ id })).arrayBuffer()))
      assert.deepEqual([sheet!.rows.length, sheet!.rows[1]![2], sheet!.rows[1]![12]], [2, '02/03/1985', 'The name is missing. Enter the full name.'])
    }
  })
})

/** Text as Windows-1258 holds it: the base letter (with its hat, hook or breve), then the mark of the tone. */
function windows1258(text: string): Uint8Array {
  const table = new Map(Array.from({ length: 256 }, (_, i) => [new TextDecoder('windows-1258').decode(new Uint8Array([i])), i]))
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/
  const bytes = [...text.normalize('NFC')].flatMap((letter) => {
    if (table.has(letter)) return [table.get(letter)!]
    const marks = letter.normalize('NFD')
    const tone = tones.exec(marks)![0]
    return [table.get(marks.replace(tone, '').normalize('NFC'))!, table.get(tone)!]
  })
  return new Uint8Array(bytes)
}

describe('a long roster', () => {
  const LONG = 2_100
  const rows = Array.from({ length: LONG }, (_, i): Cell[] => [
    i + 1, `Nguyễn Thị ${['An', 'Bình', 'Chi', 'Dung', 'Giang'][i % 5]} ${['Hà', 'Khanh', 'Lan', 'Mai', 'Nga', 'Oanh', 'Quyên'][i % 7]}`, '02/03/1985', 'Nữ', `0101857${String(10_000 + i)}`, null,
    'Công đoàn cơ sở Công ty TNHH May Hoàng Liên', 'Ủy viên Ban Chấp hành', '', '01/07/2023', i % 3 === 0 ? '01/06/2026' : null,
  ])
  let id: string

  const job = async () => (await house.jobs()).at(-1)!
  const runJob = async () => house.tasks['intake.run']!(await job(), {} as JobHelpers)

  it('is read by a worker', async () => {
    const at = await house.client()
    id = await send(await sheetOf(rows), 'dài.xlsx')
    const waiting = await at.read({ id })
    assert.deepEqual([waiting.state, waiting.counts.rows, waiting.columns.length], ['reading', 0, HEAD.length])
    await runJob()
    const read = await at.read({ id })
    assert.deepEqual([read.state, read.counts.fresh], ['checked', LONG])
  })

  it('is committed by a worker, which tells how far it is', async () => {
    const at = await house.client()
    const before = await house.records()
    assert.equal((await at.commit({ id })).state, 'importing')
    const jobs = await house.jobs()
    assert.equal((await at.commit({ id })).state, 'importing')
    assert.deepEqual(await house.jobs(), jobs)
    assert.equal((await house.records())['people.person'], before['people.person'])
    assert.deepEqual((await at.read({ id })).progress, { done: 0, total: null, cancelAsked: false })
    assert.deepEqual(await refusals(at.check({ id })), ['busy'])
    await runJob()
    const read = await at.read({ id })
    assert.deepEqual([read.state, read.progress, read.result!.persons, read.result!.completions], ['imported', null, LONG, LONG / 3])
    const { rows: [progress] } = await house.db.pools.owner.query('select state, done, total from jobs.progress order by id desc limit 1')
    assert.deepEqual(progress, { state: 'done', done: LONG, total: LONG })
  })

  it('done twice by workers, as after a crash, is done once', async () => {
    const before = await house.records()
    await runJob()
    assert.equal((await house.records())['people.person'], before['people.person'])
    assert.equal((await (await house.client()).read({ id })).state, 'imported')
  })

  it('is undone by a worker too', async () => {
    const at = await house.client()
    assert.equal((await at.undo({ id })).state, 'undoing')
    await runJob()
    assert.equal((await at.read({ id })).state, 'undone')
    assert.equal((await house.db.pools.owner.query('select 1 from people.person where import_id = $1', [id])).rowCount, 0)
  })

  it('is stopped when asked, and nothing of it is kept; it can be begun again', async () => {
    const at = await house.client()
    id = await send(await sheetOf(rows), 'dài.xlsx')
    await runJob()
    await at.commit({ id })
    // The worker hears of it after rows were written, before anything is committed.
    await house.db.pools.owner.query(`create function pg_temp_stop() returns trigger language plpgsql as $$ begin if new.done >= 2100 then new.cancel_asked := true; end if; return new; end $$;
      create trigger stop before update on jobs.progress for each row execute function pg_temp_stop()`)
    const before = await house.records()
    await runJob()
    await house.db.pools.owner.query('drop trigger stop on jobs.progress')
    assert.deepEqual(await house.records(), before)
    assert.equal((await at.read({ id })).state, 'checked')
    assert.equal((await at.commit({ id })).state, 'importing')
    await at.cancel({ id })
    await runJob()
    assert.equal((await at.read({ id })).state, 'checked')
    assert.deepEqual((await house.db.pools.owner.query("select state from jobs.progress order by id desc limit 1")).rows, [{ state: 'cancelled' }])
  })

  it('says why it failed, and can be tried again', async () => {
    const at = await house.client()
    await at.commit({ id })
    await house.db.pools.owner.query("update intake.import set programme_id = null where id = $1", [id])
    await runJob()
    const failed = await at.read({ id })
    assert.deepEqual([failed.state, failed.refusal!.code], ['failed', 'programme-needed'])
    await at.commit({ id, programmeId: house.programmeId })
    await runJob()
    assert.equal((await at.read({ id })).state, 'imported')
  })

  it('is given up before the commit, and its rows go', async () => {
    const at = await house.client()
    const long = await send(await sheetOf(rows), 'dài.xlsx')
    await runJob()
    const read = await at.read({ id: long })
    assert.deepEqual([read.state, read.counts.known], ['checked', LONG])
    await at.cancel({ id: long })
    assert.equal((await at.read({ id: long })).state, 'cancelled')
    assert.equal((await at.rows({ id: long })).total, 0)
  })
})
