// `lotrinh import`, as it is called: on a database with the real top level, the units of the roster brought in by the
// command itself, then the messy roster row by row against what is expected of it.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { writeProgrammes } from '#learning'
import { loadFoundation } from '#organisation'
import { readSheets } from '#platform/sheets/read'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { readSettings } from '../server/settings.ts'
import { openSystem, type System } from '../server/system.ts'
import { importCommand } from './import.ts'

const data = (name: string) => fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url))
const ROSTER = data('roster-messy.xlsx')

let db: TestDatabase
let system: System
let folder: string

before(async () => {
  db = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'lotrinh-cli-'))
  system = await openSystem({ connectionString: db.url }, { dataDir: folder, trustedProxies: [], now: () => new Date('2026-11-21T02:00:00Z') })
  await system.work((w) => loadFoundation(w))
})
after(async () => {
  await system.close()
  await db.close()
  await rm(folder, { recursive: true })
})

async function call(positionals: string[], values: Record<string, string | boolean> = {}) {
  const out: string[] = [], err: string[] = [], progress: string[] = []
  const json = values.json === true
  const code = await importCommand.run({ positionals, values }, { system, settings: readSettings({}), json, out: (line) => out.push(line), err: (line) => err.push(line), progress: (done, total, what) => progress.push(`${what} ${done}/${total}`) })
  return { code, out: out.join('\n'), err: err.join('\n'), progress, json: json ? JSON.parse(out.join('')) : null }
}

async function count(sql: string): Promise<number> {
  return (await db.pools.owner.query(`select count(*)::int as n from ${sql}`)).rows[0].n
}

interface Truth { born: string; id: string; phone: string; unit: string }
interface Expected { row: number; kind: 'person' | 'not-a-person' | 'blank'; problems?: string[]; fixes?: string[]; truth?: Truth }

describe('lotrinh import', () => {
  it('refuses a roster whose units do not exist row by row, naming them', async () => {
    const { code, json } = await call([ROSTER], { 'dry-run': true, json: true })
    assert.equal(code, 0)
    const unknown = json.rows.filter((row: { reasons: string[] }) => row.reasons.includes('unknown-unit'))
    assert.ok(unknown.length > 500)
    assert.match(unknown[0].reasonTexts.at(-1).vi, /Không có đơn vị “Công đoàn/)
  })

  it('brings in the units of a file by a decision, once', async () => {
    const units = data('units-of-roster.csv')
    const refused = await call([units])
    assert.equal(refused.code, 1)
    assert.match(refused.err, /--decision/)
    assert.equal(await count("organisation.unit_version where name = 'Công đoàn phường Cam Đường'"), 0)
    const { code, json } = await call([units], { decision: '12/QĐ-LĐLĐ', from: '01/01/2019', json: true })
    assert.deepEqual([code, json.written.units], [0, 9])
    assert.equal((await call([units], { decision: '12/QĐ-LĐLĐ', json: true })).json.written.units, 0)
    assert.equal(await count("organisation.unit_version where name = 'Công đoàn phường Cam Đường'"), 1)
  })

  it('answers every row of the messy roster as expected, and writes nothing', async () => {
    const { rows: expected }: { rows: Expected[] } = JSON.parse(await readFile(data('roster-messy.expected.json'), 'utf8'))
    const before = await count('audit.entry')
    const { code, json } = await call([ROSTER], { 'dry-run': true, json: true })
    assert.equal(code, 0)
    assert.equal(await count('audit.entry'), before)
    assert.equal(await count('people.person'), 0)
    const byRow = new Map<number, Record<string, never> & { verdict: string; reasons: string[]; repairs: string[]; person: Record<string, unknown> | null }>(json.rows.map((row: { row: number }) => [row.row, row]))
    const cells = (await readSheets(await readFile(ROSTER)))[0]!.rows
    const wrong: string[] = []
    for (const { row, kind, problems, fixes, truth } of expected) {
      const got = byRow.get(row)!
      const differs = (what: string, is: unknown, wants: unknown) => { if (JSON.stringify(is) !== JSON.stringify(wants)) wrong.push(`row ${row}: ${what} ${JSON.stringify(is)} instead of ${JSON.stringify(wants)}`) }
      if (kind !== 'person') {
        differs('verdict', got.verdict, 'skipped')
        continue
      }
      differs('verdict', got.verdict, problems!.length > 0 ? 'refused' : 'imported')
      differs('reasons', got.reasons.toSorted(), problems!.toSorted())
      if (problems!.length > 0) continue
      // What a reader can know: a year alone, nine old digits, a phone that was left empty, a unit with nothing to abbreviate.
      differs('repairs', got.repairs.toSorted(), fixes!.filter((fix) => fix !== 'unit-abbreviated' || cells[row - 1]![7] !== truth!.unit).toSorted())
      differs('person', got.person, {
        ...truth, born: fixes!.includes('year-only') ? truth!.born.slice(0, 4) : truth!.born, id: fixes!.includes('old-9-digit-id') ? truth!.id.slice(0, 9) : truth!.id,
        phone: cells[row - 1]![6] === null ? null : truth!.phone,
      })
    }
    assert.equal(expected.length, 618)
    assert.deepEqual(wrong, [])
  })

  it('tells a person what it found', async () => {
    const { code, out, progress } = await call([ROSTER], { 'dry-run': true, unit: '15' })
    assert.equal(code, 0)
    assert.match(out, /dòng tiêu đề \/ header row 5/)
    assert.match(out, /551 dòng sẽ ghi \/ rows to write/)
    assert.match(out, /Số định danh “\d+” không đủ 12 số/)
    assert.match(out, /Chưa ghi gì/)
    assert.match(progress.at(-1)!, /^Đang đọc \/ reading 619\/619$/)
  })

  it('wants a programme for training dates, writes all or nothing, and takes it back', async () => {
    const refused = await call([ROSTER])
    assert.deepEqual([refused.code, /--programme/.test(refused.err)], [1, true])
    assert.deepEqual([await count('people.person'), await count("intake.import where kind = 'roster'")], [0, 0])
    const programme = newId()
    await system.work(async (w) => {
      const { tld } = await loadFoundation(w)
      await writeProgrammes(w, [{ id: programme, name: 'Kỹ năng số', tags: ['basic-digital-skills'], field: 'digital', level: 'grassroots', hours: 8, ownerId: tld }])
    })
    const refusedRows = join(folder, 'refused.xlsx')
    const { code, json } = await call([ROSTER], { programme: 'ky nang so', unit: 'LĐLĐ tỉnh Lào Cai', refused: refusedRows, json: true })
    assert.deepEqual([code, json.written.persons, await count('people.person')], [0, 551, 551])
    assert.equal(await count(`learning.completion where programme_id = '${programme}' and source = 'import'`), json.written.completions)
    assert.equal((await readSheets(await readFile(refusedRows)))[0]!.rows.length - 1, json.counts.refused)
    assert.deepEqual((await call([], { undo: json.import, json: true })).json, { import: json.import, undone: true })
    assert.equal(await count('people.person'), 0)
  })

  it('says what is wrong with how it was called', async () => {
    assert.equal((await call([])).code, 2)
    assert.match((await call(['/không/có.xlsx'])).err, /The file \/không\/có.xlsx cannot be read/)
    assert.match((await call([ROSTER], { unit: 'Công đoàn Sao Hỏa' })).err, /There is no unit “Công đoàn Sao Hỏa”.*--unit/)
    assert.match((await call([], { undo: 'abc' })).err, /There is no import “abc”/)
    const text = join(folder, 'x.txt')
    await writeFile(text, 'không phải bảng')
    assert.deepEqual((await call([text], { json: true })).json.refusals.map((r: { code: string }) => r.code), ['no-header'])
  })
})
