// The plug is pulled while sixteen people write: `kill -9` of the server, of the database, or of both, again and again, on a
// house of its own that really flushes to the disk. Whatever was answered is there afterwards, once, with its line in the
// audit log; whatever was not answered is there whole or not at all; figures and chain are proved each time.
// CRASH_ROUNDS sets how often; without it as often as a daily run can bear.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { addDays, dayOf } from '#base/day'
import { newId } from '#base/id'
import { publishIndicators237 } from '#app/demonstration/indicators'
import { signedSheet } from '#app/demonstration/sheet'
import { openSystem } from '#app/server/system'
import { closeClass, markAttendance, nominate, openClasses, writeProgrammes } from '#learning'
import { establish } from '#organisation'
import { admit, appoint, place } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { connectOrStart, startEmbedded } from '#platform/db/embedded'
import { findRunning } from '#platform/db/postmaster'
import { within } from './factories/command.ts'

const rounds = Number(process.env.CRASH_ROUNDS ?? 3)
const kinds = ['server and database', 'database', 'server'] as const
const dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-crash-'))
// PostgreSQL may run as another user, who must be able to pass through.
chmodSync(dataDir, 0o711)
const root = fileURLToPath(new URL('..', import.meta.url))
const today = dayOf(new Date()), held = addDays(today, -2)
const password = 'mot-mat-khau-rieng-9'

interface Class { id: string; session: string; people: string[] }
const confederation = newId(), grassroots = [newId(), newId(), newId(), newId()], officials: string[] = []
const open: Class[] = [], closed: Class[] = []

before(async () => {
  const database = await startEmbedded({ dataDir })
  const system = await openSystem(database.connection, { dataDir, trustedProxies: [] })
  const province = newId(), programme = newId(), keeper = newId()
  const decision = { number: '1/QĐ', on: '2020-01-01', by: null, effectiveOn: '2020-01-01' }
  await system.work(async (w) => {
    await establish(w, [{ id: confederation, kind: 'confederation', parentId: null, name: 'Tổng Liên đoàn' }, { id: province, kind: 'provincial-federation', parentId: confederation, name: 'Liên đoàn tỉnh' },
      ...grassroots.map((id, i) => ({ id, kind: 'grassroots-union', parentId: province, name: `Công đoàn cơ sở ${i + 1}` }))], decision)
    await publishIndicators237(w)
    await writeProgrammes(w, [{ id: programme, name: 'Chuyển đổi số', tags: ['digital-transformation', 'basic-digital-skills'], field: 'digital', level: 'province', hours: 3, ownerId: confederation }])
    for (const [i, list] of [open, open, open, open, open, open, closed, closed, closed, closed].entries()) {
      const one: Class = { id: newId(), session: newId(), people: Array.from({ length: 6 }, newId) }
      list.push(one)
      await admit(w, one.people.map((id) => ({ id, name: 'Nguyễn Văn Học' })))
      await place(w, one.people.map((personId) => ({ id: newId(), personId, unitId: grassroots[i % 4]!, standing: 'member' as const, from: '2025-01-01' })))
      await appoint(w, one.people.slice(0, 3).map((personId) => ({ id: newId(), personId, unitId: grassroots[i % 4]!, title: 'specialist', fullTime: true, basis: 'appointed' as const, from: '2025-01-01' })))
      officials.push(...one.people.slice(0, 3))
      await openClasses(w, [{ id: one.id, unitId: province, programmeId: programme, title: `Lớp ${i + 1}`, form: 'online', capacity: 10, firstDay: held, lastDay: held, status: 'open', places: [], lecturers: [],
        sessions: [{ id: one.session, startsAt: `${held}T08:00:00+07:00`, endsAt: `${held}T11:00:00+07:00` }] }])
      await nominate(w, { classId: one.id, personIds: one.people })
      if (list === closed) {
        await markAttendance(w, { classId: one.id, marks: one.people.map((personId) => ({ sessionId: one.session, personId, state: 'present' as const })) })
        await closeClass(w, { classId: one.id, on: held })
      }
    }
    await admit(w, [{ id: keeper, name: 'Trần Thị Giữ' }])
    await appoint(w, [{ id: newId(), personId: keeper, unitId: confederation, title: 'administrator', fullTime: false, basis: 'appointed', from: '2025-01-01' }])
    await createAccounts(w, [{ personId: keeper, username: 'giu.so', password, mustChange: false }])
  })
  await system.close()
  await database.stop()
})

let running: Server | undefined
after(async () => {
  if (running && running.process.exitCode === null && running.process.signalCode === null) {
    process.kill(running.pid, 'SIGTERM')
    await running.ended
  }
  rmSync(dataDir, { recursive: true, force: true })
})

interface Server { process: ChildProcess; pid: number; address: string; ended: Promise<unknown>; said(): string }

/** `npx lotrinh serve`, once it answers. The number is that of the server itself, not of what launched it. */
async function serve(): Promise<Server> {
  const child = spawn(process.execPath, [join(root, 'tools/lotrinh.mjs'), 'serve'], { env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: '0', DEMONSTRATION: 'no', LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => {
      said += data.toString('utf8')
      const at = /is running:\s+(\S+)/.exec(said)
      if (at) resolve(at[1]!)
    })
    void ended.then(() => reject(new Error(`the server ended before it ran:\n${said}`)))
  })
  return { process: child, pid: Number(readFileSync(join(dataDir, 'server.pid'), 'utf8')), address, ended, said: () => said }
}

/** What is known to those who write: what they were told is done, and what they asked for without hearing of it. */
const told = { marks: 0, corrections: 0, people: [] as string[], absences: [] as string[], sheets: [] as string[], imports: [] as string[] }
const unheard = { people: [] as string[], absences: [] as string[] }
/** For each mark its last known state, and those asked for since. */
const cells = new Map<string, string[]>()
/** `first`: how the mark stood before anyone wrote. */
const wish = (key: string, state: string, first: string) => cells.set(key, [...cells.get(key) ?? [first], state])
let cookie = '', sheetNumber = 0

interface Round { address: string; over: boolean; done: number }

async function ask(round: Round, method: string, path: string, body: unknown): Promise<boolean> {
  const form = body instanceof FormData
  try {
    const reply = await fetch(`${round.address}/api${path}`, { method, headers: { cookie, ...(form ? {} : { 'content-type': 'application/json' }) }, body: form ? body : JSON.stringify(body) })
    const said = await reply.text()
    // A server whose database was killed may still say that it cannot; it must not say anything else.
    if (!reply.ok && !(round.over && reply.status >= 500)) throw new Refused(`${method} ${path}: ${reply.status} ${said}`)
    if (reply.ok) round.done++
    return reply.ok
  } catch (error) {
    if (error instanceof Refused || !round.over) throw error
    return false
  }
}
class Refused extends Error {}

const states = ['present', 'late', 'absent', 'excused'] as const
const form = (fields: Record<string, string>, bytes: Uint8Array, name: string) => {
  const data = new FormData()
  for (const [field, value] of Object.entries(fields)) data.append(field, value)
  data.append('file', new File([new Uint8Array(bytes)], name))
  return data
}

/** Sixteen people, each with one kind of work; each answers whether it was done. */
const writers: ((round: Round, n: number) => Promise<boolean>)[] = [
  ...Array.from({ length: 6 }, (_, i) => async (round: Round, n: number) => {
    const { id, session, people } = open[i]!, state = states[n % 4]!
    for (const personId of people) wish(`${session} ${personId}`, state, '')
    const done = await ask(round, 'PUT', `/classes/${id}/attendance`, { marks: people.map((personId) => ({ sessionId: session, personId, state })) })
    if (done) for (const personId of people) { cells.set(`${session} ${personId}`, [state]); told.marks++ }
    return done
  }),
  ...Array.from({ length: 4 }, (_, i) => async (round: Round, n: number) => {
    const { id, session, people } = closed[i]!, personId = people[n % 6]!, key = `${session} ${personId}`
    const state = cells.get(key)?.at(-1) === 'absent' ? 'present' : 'absent'
    wish(key, state, 'present')
    const done = await ask(round, 'PUT', `/classes/${id}/corrections`, { sessionId: session, personId, state, reason: 'Đối chiếu danh sách ký' })
    if (done) { cells.set(key, [state]); told.corrections++ }
    return done
  }),
  ...Array.from({ length: 3 }, (_, i) => async (round: Round) => {
    const id = newId()
    unheard.people.push(id)
    const done = await ask(round, 'PUT', `/people/${id}`, { unitId: grassroots[i], name: 'Lê Thị Vào', born: null, female: true, evenIfAlike: true, place: { id: newId(), standing: 'member', from: '2025-06-01' }, office: { id: newId(), title: 'specialist', fullTime: true, basis: 'appointed', from: '2025-06-01' } })
    if (done) told.people.push(id)
    return done
  }),
  async (round, n) => {
    const id = newId()
    unheard.absences.push(id)
    const done = await ask(round, 'PUT', `/absences/${id}`, { personId: officials[n % officials.length], reason: 'study-leave', from: addDays(today, -(n % 300) - 3), to: addDays(today, -(n % 300) + 3) })
    if (done) told.absences.push(id)
    return done
  },
  async (round) => {
    const id = newId()
    const done = await ask(round, 'PUT', `/classes/${open[0]!.id}/sheets/${id}`, form({ unitId: grassroots[0]! }, signedSheet(`Danh sách ${++sheetNumber}`), 'Danh sách ký.pdf'))
    if (done) told.sheets.push(id)
    return done
  },
  // So long that a job of the background reads it.
  async (round) => {
    const id = newId()
    const rows = `STT,Họ và tên,Ngày sinh,Đơn vị,Chức vụ,Ngày bổ nhiệm,Ghi chú\n1,Đỗ Thị Nhập,02/03/1985,Công đoàn cơ sở 1,Ủy viên Ban Chấp hành,01/07/2025,${'-'.repeat(1_100_000)}\n`
    const done = await ask(round, 'PUT', `/imports/${id}`, form({ unitId: confederation }, new TextEncoder().encode(rows), 'danh-sach.csv'))
    if (done) told.imports.push(id)
    return done
  },
]

type Rows = <R>(sql: string) => Promise<R[]>

/** Beside the server, or without one: the database runs as long as it is asked. */
async function asked(deed: (rows: Rows) => Promise<void>): Promise<void> {
  const database = await connectOrStart({ dataDir })
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    await deed(async (sql) => (await client.query(sql)).rows)
  } finally {
    await client.end()
    await database.stop()
  }
}

/** All that was answered stands, once; nothing else stands that nobody asked for. */
async function nothingLost(rows: Rows): Promise<void> {
  const found = new Map((await rows<{ key: string; state: string }>(`select distinct on (session_id, person_id) session_id || ' ' || person_id as key, state from learning.mark order by session_id, person_id, id desc`)).map((r) => [r.key, r.state]))
  for (const [key, mayBe] of cells) {
    assert.ok(mayBe.includes(found.get(key) ?? ''), `${key} is ${found.get(key)}, not one of ${mayBe.join(', ')}`)
    // What was asked for last and not answered is settled by now.
    cells.set(key, [found.get(key) ?? ''])
  }
  const ids = async (sql: string) => (await rows<{ id: string }>(sql)).map((r) => r.id)
  const people = await ids(`select p.person_id as id from people.placement p join people.office o using (person_id) join people.person n on n.id = p.person_id where n.name = 'Lê Thị Vào'`)
  const absences = await ids('select id from people.absence')
  for (const [there, known, wanted] of [[people, told.people, unheard.people], [absences, told.absences, unheard.absences]] as const) {
    assert.equal(new Set(there).size, there.length, 'each once')
    assert.deepEqual(known.filter((id) => !there.includes(id)), [], 'all that was answered is there')
    assert.deepEqual(there.filter((id) => !wanted.includes(id)), [])
  }
  const sheets = await rows<{ id: string; sha256: string; size: string }>(`select id, encode(sha256, 'hex') as sha256, size from files.file where media_type = 'application/pdf'`)
  for (const id of told.sheets) {
    const sheet = sheets.find((s) => s.id === id)
    assert.ok(sheet, `the sheet ${id} is there`)
    assert.equal(readFileSync(join(dataDir, 'files', sheet.sha256.slice(0, 2), sheet.sha256)).length, Number(sheet.size))
  }
  const imports = await ids('select id from intake.import')
  assert.deepEqual(told.imports.filter((id) => !imports.includes(id)), [])
  const [lines] = await rows<{ marks: number; corrections: number }>(`select count(*) filter (where action = 'learning.mark')::int as marks, count(*) filter (where action = 'learning.correct')::int as corrections from audit.entry where account_id is not null`)
  assert.ok(lines!.marks * 6 >= told.marks && lines!.corrections >= told.corrections, `${JSON.stringify(lines)} for ${told.marks} marks and ${told.corrections} corrections`)
}

async function proves(): Promise<void> {
  for (const command of [['verify', '--json'], ['audit', 'verify', '--json']]) {
    const { code, out, err } = await within(command, { DATA_DIR: dataDir })
    assert.equal(code, 0, `${command.join(' ')}: ${out}${err}`)
  }
}

test(`after ${rounds} kills in the middle of sixteen writers nothing that was answered is lost, and everything is proved each time`, async (t) => {
  for (let n = 0; n < rounds; n++) {
    const kind = kinds[n % kinds.length]!
    running = await serve()
    const server = running, round: Round = { address: server.address, over: false, done: 0 }
    if (!cookie) {
      const reply = await fetch(`${server.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'giu.so', password }) })
      cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
    }
    const wanted = 48 + Math.floor(Math.random() * 100)
    const { promise: enough, resolve } = Promise.withResolvers<void>()
    const busy = writers.map(async (write, i) => {
      for (let turn = n * 1000 + i; !round.over; turn++) {
        await write(round, turn)
        if (round.done >= wanted) resolve()
      }
    })
    await Promise.race([enough, Promise.all(busy)])
    round.over = true
    if (kind !== 'server') process.kill(findRunning(join(dataDir, 'postgres'))!.pid, 'SIGKILL')
    if (kind !== 'database') process.kill(server.pid, 'SIGKILL')
    await Promise.all(busy)
    await server.ended
    if (kind === 'database') assert.match(server.said().slice(-3000), /The database ended unexpectedly/)
    t.diagnostic(`${n + 1}: ${kind}, ${round.done} writes answered`)
    running = undefined
    await asked(async (rows) => {
      await nothingLost(rows)
      await proves()
    })
  }
})

test('the jobs that were under way are done by the next server, once each, and asking for them again changes nothing', async () => {
  running = await serve()
  await asked(async (rows) => {
    const waiting = async () => (await rows<{ n: number }>(`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'intake.run'`))[0]!.n
    const idle = async () => { while (await waiting() > 0) await fetch(`${running!.address}/healthz`) }
    const state = () => rows<{ state: string; rows: number }>(`select i.id, i.state, count(r.*)::int as rows from intake.import i left join intake.row r on r.import_id = i.id group by i.id order by i.id`)
    await idle()
    const done = await state()
    assert.ok(told.imports.length > 0 && done.every((i) => i.state === 'checked' && i.rows === 1), JSON.stringify(done))
    await rows(`select graphile_worker.add_job('intake.run', json_build_object('importId', i.id, 'jobId', p.id, 'deed', 'check', 'actor', json_build_object('accountId', null, 'name', '', 'personId', null, 'officeId', null, 'unitId', null, 'verbs', '["see", "person.see", "person.write", "import"]'::json))) from intake.import i join jobs.progress p on p.id = i.job_id`)
    await idle()
    assert.deepEqual(await state(), done)
    assert.equal((await rows<{ n: number }>('select count(*)::int as n from graphile_worker.jobs where attempts >= max_attempts'))[0]!.n, 0)
  })
  await proves()
})
