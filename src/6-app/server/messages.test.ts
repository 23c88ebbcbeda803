// How people hear of what concerns them, over a whole running house with a real mail server and a push service beside it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { cancelClass, nominate, openClasses, withdraw, writeProgrammes, type ClassWrite } from '#learning'
import { establish, loadFoundation } from '#organisation'
import { admit, appoint } from '#people'
import { issuePlans, loadPlan237, setAnswerBy } from '#plans'
import { createAccounts } from '#platform/access/accounts'
import { deliver, type Outgoing } from '#platform/messages/deliver'
import { openPost } from '#platform/messages/post'
import { createPushSender } from '#platform/messages/push'
import { remind } from '#app/home/server/remind'
import { digest } from '#app/home/server/digest'
import { emptyHouse, type House } from '#tests/factories/house'
import { mailServer, pushService } from '#tests/factories/post'

type Call = Awaited<ReturnType<House['as']>>
type List = { rows: { id: string; kind: string; text: { vi: string; en: string }; path: string; at: string; readAt: string | null }[]; unread: number }

let house: House, mail: Awaited<ReturnType<typeof mailServer>>, push: Awaited<ReturnType<typeof pushService>>
let tuyet: Call, hoa: Call, minh: Call
let laoCai: string, programme: string, outgoing: Outgoing
const people = { tuyet: newId(), hoa: newId(), minh: newId(), vang: newId() }
const accounts = new Map<string, string>()
const from = 'Lộ Trình <lotrinh@congdoan.example>', publicAddress = 'https://lotrinh.congdoan.example'
// 06:00 in Vietnam.
const now = new Date('2026-11-22T23:00:00Z')

before(async () => {
  [mail, push] = await Promise.all([mailServer({ unknown: ['minh@congdoan.example'] }), pushService()])
  house = await emptyHouse({ now, serving: { smtpUrl: mail.url, mailFrom: from, publicAddress, pushServices: [/^http:\/\/127\.0\.0\.1:\d+$/] } })
  await house.system.work(async (w) => {
    const { provinces, tld } = await loadFoundation(w)
    laoCai = provinces.get('15')!
    programme = newId()
    const union = newId()
    await establish(w, [{ id: union, kind: 'grassroots-union', name: 'Công đoàn cơ sở Chè Bản Xanh', parentId: laoCai }], { number: '1/QĐ', on: '2026-01-02', by: 'Liên đoàn Lao động', effectiveOn: '2026-01-05' })
    await admit(w, [{ id: people.tuyet, name: 'Lò Thị Tuyết' }, { id: people.hoa, name: 'Giàng Thị Hoa' }, { id: people.minh, name: 'Vàng A Minh' }, { id: people.vang, name: 'Vàng Không Tài Khoản' }])
    await appoint(w, Object.entries(people).map(([name, personId]) => ({ id: newId(), personId, unitId: union, title: name === 'tuyet' ? 'president' : 'committee-member', fullTime: false, basis: 'elected' as const, from: '2026-01-05' })))
    const made = await createAccounts(w, (['tuyet', 'hoa', 'minh'] as const).map((name) => ({ personId: people[name], username: `${name}.thu`, email: `${name}@congdoan.example`, password: house.password, mustChange: false })))
    for (const { username, accountId } of made) accounts.set(username, accountId)
    await writeProgrammes(w, [{ id: programme, ownerId: tld, name: 'Kỹ năng số', tags: ['digital-transformation'], field: 'digital', level: 'grassroots', hours: 3 }])
    await loadPlan237(w, tld, { answerBy: '2026-12-31' })
  });
  [tuyet, hoa, minh] = await Promise.all(['tuyet.thu', 'hoa.thu', 'minh.thu'].map((name) => house.as(name))) as [Call, Call, Call]
  await hoa('PUT', '/access/language', { language: 'en' })
  outgoing = { owner: house.system.pools.owner, post: openPost({ smtpUrl: mail.url, from, folder: '' }), push: createPushSender({ keys: house.system.pushKeys, subject: 'mailto:a@congdoan.example', services: [/./] }), address: publicAddress, now: () => house.clock.now }
})
after(async () => {
  outgoing?.post.close()
  await house?.close()
  await Promise.all([mail?.close(), push?.close()])
})

const classOf = (title: string, capacity = 20): ClassWrite => ({
  id: newId(), programmeId: programme, unitId: laoCai, title, form: 'in-person', capacity, firstDay: '2026-12-07', lastDay: '2026-12-07', status: 'open', lecturers: [{ name: 'Trường Đại học Công đoàn' }],
  places: [{ id: newId(), name: 'Hội trường Lào Cai' }], sessions: [{ id: newId(), startsAt: '2026-12-07T08:00:00+07:00', endsAt: '2026-12-07T11:00:00+07:00' }],
})
async function send(title: string, who: string[], capacity?: number): Promise<ClassWrite> {
  const made = classOf(title, capacity)
  await house.system.work(async (w) => {
    await openClasses(w, [made])
    await nominate(w, { classId: made.id, personIds: who })
  })
  return made
}
const messagesOf = async (call: Call) => (await call<List>('GET', '/messages')).body
const saidTo = async (call: Call) => (await messagesOf(call)).rows.map((row) => row.text.vi)
/** Asked again until it is so; the worker does it in its own time. */
async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!await so()) await house.system.pools.owner.query('select 1')
}
const drained = () => until(async () => (await house.serving.jobs.state()).waiting === 0)
const chooses = (call: Call, way: 'now' | 'digest' | 'none') => call('PUT', '/messages/settings', { mail: way, digestHour: 7 })
const lettersTo = (name: string) => mail.letters.filter((letter) => letter.to.includes(`${name}@congdoan.example`))

describe('what one is told', () => {
  it('a person sent to a class finds it once behind the bell; whoever has no account is passed over', async () => {
    const made = await send('Kỹ năng số, khóa 1', [people.tuyet, people.vang])
    await house.system.work((w) => nominate(w, { classId: made.id, personIds: [people.tuyet] }))
    const { rows, unread } = await messagesOf(tuyet)
    assert.deepEqual(rows.map(({ kind, text, path, readAt }) => ({ kind, vi: text.vi, path, readAt })), [{ kind: 'class.nominated', vi: 'Bạn được cử đi học lớp “Kỹ năng số, khóa 1”, bắt đầu ngày 07/12/2026.', path: '/hoc-tap', readAt: null }])
    assert.equal(unread, 1)
    assert.equal((await house.system.pools.owner.query('select count(*)::int as n from messages.message where person_id = $1', [people.vang])).rows[0].n, 0)
    assert.deepEqual((await messagesOf(hoa)).rows, [])
  })

  it('nobody reads or marks what another was told; all that was seen is read at once, what comes later stays unread', async () => {
    const [mine] = (await messagesOf(tuyet)).rows
    assert.deepEqual((await hoa('PUT', '/messages/read', { messageId: mine!.id })).body, { read: 0 })
    await send('Kỹ năng số, khóa 2', [people.tuyet])
    assert.deepEqual((await tuyet('PUT', '/messages/read', { until: mine!.at })).body, { read: 1 })
    const { rows, unread } = await messagesOf(tuyet)
    assert.deepEqual([unread, rows[0]!.readAt, rows[1]!.readAt === null], [1, null, false])
    assert.deepEqual((await tuyet<List>('GET', '/messages?unread=true')).body.rows.map((row) => row.id), [rows[0]!.id])
  })

  it('the one who waits hears of the seat that another left, both hear of a new hour, and of the end of the class', async () => {
    const made = await send('Lớp đông người', [people.hoa, people.tuyet], 1)
    assert.match((await saidTo(tuyet))[0]!, /đang chờ chỗ/)
    await house.system.work((w) => withdraw(w, { classId: made.id, personIds: [people.hoa], reason: 'Bận công tác' }))
    assert.deepEqual([(await saidTo(hoa))[0], (await saidTo(tuyet))[0]], ['Bạn không còn trong danh sách lớp “Lớp đông người”.', 'Bạn đã có chỗ trong lớp “Lớp đông người”, bắt đầu ngày 07/12/2026.'])
    const later = { ...made, sessions: made.sessions.map((s) => ({ ...s, startsAt: '2026-12-07T13:30:00+07:00', endsAt: '2026-12-07T16:30:00+07:00' })) }
    for (let times = 0; times < 2; times++) await house.system.work((w) => openClasses(w, [later]))
    await house.system.work((w) => openClasses(w, [{ ...later, title: 'Lớp đông người hơn' }]))
    await house.system.work((w) => cancelClass(w, { classId: made.id, reason: 'Chưa đủ người đăng ký' }))
    assert.deepEqual((await saidTo(tuyet)).slice(0, 2), ['Đã hủy lớp “Lớp đông người hơn”.', 'Lịch lớp “Lớp đông người” đã đổi; buổi tới lúc 13:30 ngày 07/12/2026.'])
    assert.equal((await messagesOf(hoa)).rows.length, 2)
  })

  it('a plan of the union above is told to those who write the plans below, and a week before its day they hear of it again, once', async () => {
    const planId = newId()
    const root = (await house.system.pools.owner.query(`select id from plans.plan where status = 'issued'`)).rows[0].id
    await house.system.work((w) => issuePlans(w, [{ id: planId, unitId: laoCai, answers: root }]))
    const [first] = (await messagesOf(tuyet)).rows
    assert.deepEqual([first!.kind, first!.path], ['plan.issued', `/ke-hoach/${planId}`])
    await house.system.work((w) => setAnswerBy(w, { id: planId, unitId: laoCai, answerBy: '2026-11-30' }))
    for (let times = 0; times < 2; times++) await house.system.work(remind)
    const soon = (await messagesOf(tuyet)).rows.filter((row) => row.kind === 'duty.soon')
    assert.equal(soon.length, 1)
    assert.match(soon[0]!.text.vi, /^Còn 7 ngày, hạn 30\/11\/2026: Ban hành kế hoạch/)
    assert.ok(!(await messagesOf(hoa)).rows.some((row) => row.kind.startsWith('plan') || row.kind === 'duty.soon'))
  })

  it('an open screen of the one who is told hears it at once, and nobody else\'s', async () => {
    const streams = await Promise.all(['tuyet.thu', 'hoa.thu'].map(async (name) => {
      const reply = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password: house.password }) })
      const live = await fetch(`${house.address}/api/live`, { headers: { cookie: reply.headers.getSetCookie()[0]!.split(';')[0]! } })
      const parts = live.body!.pipeThrough(new TextDecoderStream()).getReader()
      let heard = ''
      return { heard: () => heard, cancel: () => parts.cancel(), async hears(what: RegExp) { while (!what.test(heard)) heard += (await parts.read()).value } }
    }))
    await send('Chỉ cho một người', [people.tuyet])
    await streams[0]!.hears(/"kind":"messages"/)
    await send('Cho Hoa', [people.hoa])
    await streams[1]!.hears(/"kind":"messages"/)
    assert.equal(streams[0]!.heard().match(/"kind":"messages"/g)!.length, 1)
    await Promise.all(streams.map((stream) => stream.cancel()))
  })
})

describe('letters', () => {
  it('whoever chose so gets a letter at once in the own language; an address that does not exist stops nobody, and a title is no header', async () => {
    await Promise.all([chooses(minh, 'now'), chooses(hoa, 'now'), chooses(tuyet, 'none')])
    await send('Thư tín\r\nBcc: ke.xau@evil.example\r\n\r\n<script>', [people.minh, people.hoa, people.tuyet])
    await drained()
    assert.deepEqual(mail.letters.flatMap((letter) => letter.to), ['hoa@congdoan.example'])
    const [letter] = lettersTo('hoa')
    assert.equal(letter!.header('Subject'), 'You are nominated to the class “Thư tín Bcc: ke.xau@evil.example <script>”, which begins on 07/12/2026.')
    assert.equal(letter!.header('Bcc'), null)
    assert.equal(letter!.header('From'), from)
    assert.match(letter!.body, /https:\/\/lotrinh\.congdoan\.example\/hoc-tap/)
    assert.match(letter!.body, /&#60;script&#62;/)
    const { rows } = await house.system.pools.owner.query(`select sent_at is not null as sent, refused from messages.delivery order by sent`)
    assert.deepEqual(rows, [{ sent: false, refused: 'address refused' }, { sent: true, refused: null }])
  })

  it('a job that is done again sends nothing again; a mail server that is busy gets the letter later, under the same Message-ID', async () => {
    const { rows: [done] } = await house.system.pools.owner.query(`select message_id as "messageId", target from messages.delivery where sent_at is not null`)
    await deliver(outgoing, done)
    assert.equal(lettersTo('hoa').length, 1)
    await house.system.pools.owner.query('update messages.delivery set sent_at = null, taken_at = null where message_id = $1', [done.messageId])
    mail.state.busy = true
    await assert.rejects(deliver(outgoing, done))
    mail.state.busy = false
    await Promise.allSettled([deliver(outgoing, done), deliver(outgoing, done)])
    assert.deepEqual(lettersTo('hoa').map((letter) => letter.header('Message-ID')), Array(2).fill(`<${done.messageId}@congdoan.example>`))
  })

  it('one digest a day, in the hour chosen, with what is new and what is due; none where there is nothing', async () => {
    await Promise.all([chooses(tuyet, 'digest'), chooses(hoa, 'digest'), chooses(minh, 'none')])
    await hoa('PUT', '/messages/read', { until: house.clock.now.toISOString() })
    mail.letters.length = 0
    const begin = () => house.system.pools.owner.query(`select graphile_worker.add_job('home.digests')`)
    await begin()
    await drained()
    assert.equal(mail.letters.length, 0, 'before seven nobody gets one')
    house.clock.now = new Date('2026-11-23T00:30:00Z')
    for (let times = 0; times < 2; times++) { await begin(); await drained() }
    assert.deepEqual(mail.letters.flatMap((letter) => letter.to), ['tuyet@congdoan.example'])
    const [letter] = mail.letters
    assert.match(letter!.header('Subject')!, /^Lộ Trình ngày 23\/11\/2026: \d+ thông báo, 1 việc đến hạn$/)
    assert.match(letter!.body, /VIỆC ĐẾN HẠN\s+• Ban hành kế hoạch .*\(còn 7 ngày, hạn 30\/11\/2026\)/)
    await Promise.allSettled([1, 2].map(() => digest({ ...outgoing, pools: house.system.pools, options: house.system.options }, { accountId: accounts.get('tuyet.thu')!, day: '2026-11-23' })))
    assert.equal(mail.letters.length, 1)
    house.clock.now = new Date('2026-11-24T00:30:00Z')
    await begin()
    await drained()
    assert.equal(mail.letters.length, 1, 'what is only still open since yesterday is no news')
  })
})

describe('push', () => {
  it('a browser opens what was encrypted for it; it hears no more when its session ends, or its push service has forgotten it', async () => {
    const phone = await house.as('minh.thu')
    assert.equal((await phone('PUT', '/messages/devices', { ...push.device, endpoint: 'https://169.254.169.254/latest' })).status, 422)
    assert.equal((await phone('PUT', '/messages/devices', push.device)).status, 200)
    await send('Có tiếng chuông', [people.minh])
    await until(() => push.notes.length === 1)
    const { authorization, id: _, ...note } = push.notes[0]!
    assert.deepEqual(note, { title: 'Lộ Trình', body: 'Bạn được cử đi học lớp “Có tiếng chuông”, bắt đầu ngày 07/12/2026.', path: '/hoc-tap' })
    assert.match(String(authorization), /^vapid t=/)

    const { body: { devices } } = await phone<{ devices: { current: boolean }[] }>('GET', '/messages/settings')
    assert.deepEqual(devices.map((device) => device.current), [true])
    // The same browser, signed in by somebody else: it is theirs now.
    const borrowed = await house.as('hoa.thu')
    await borrowed('PUT', '/messages/devices', push.device)
    assert.deepEqual((await phone<{ devices: unknown[] }>('GET', '/messages/settings')).body.devices, [])
    push.state.status = 410
    await send('Không còn ai nghe', [people.hoa])
    await drained()
    assert.deepEqual((await borrowed<{ devices: unknown[] }>('GET', '/messages/settings')).body.devices, [])

    await phone('PUT', '/messages/devices', push.device)
    await phone('POST', '/access/sign-out', {})
    assert.equal((await house.system.pools.owner.query('select count(*)::int as n from messages.device')).rows[0].n, 0)
  })
})

describe('the calendar', () => {
  const read = (path: string, headers: Record<string, string> = {}) => fetch(house.address + path, { headers })
  it('its address is known to the one who made it alone, says what one sits in and what is due, names nobody, and ends with the next one', async () => {
    const made = await send('Lớp có lịch', [people.tuyet])
    const { body: { path } } = await tuyet<{ path: string }>('POST', '/messages/calendar', {})
    const reply = await read(path), text = (await reply.text()).replace(/\r\n /g, '')
    assert.equal(reply.headers.get('content-type'), 'text/calendar; charset=utf-8')
    assert.match(text, new RegExp(`UID:session-${made.sessions[0]!.id}@lotrinh\r\n(?:.+\r\n)*DTSTART:20261207T010000Z\r\nDTEND:20261207T040000Z\r\nSUMMARY:Lớp có lịch`))
    assert.match(text, /DTSTART;VALUE=DATE:20261130\r\n(?:.+\r\n)*SUMMARY:Hạn: Ban hành kế hoạch/)
    assert.doesNotMatch(text, /Tuyết|Giàng|Vàng|Lớp đông người/)
    assert.equal((await read(path, { 'if-none-match': reply.headers.get('etag')! })).status, 304)
    assert.equal((await house.system.pools.owner.query('select from messages.calendar where secret_hash = $1', [path.slice(10, -4)])).rowCount, 0, 'only its hash is kept')

    const { body: { path: next } } = await tuyet<{ path: string }>('POST', '/messages/calendar', {})
    assert.deepEqual([(await read(path)).status, (await read(next)).status, (await read('/calendar/x.ics')).status], [404, 200, 404])
    await tuyet('DELETE', '/messages/calendar')
    assert.equal((await read(next)).status, 404)
  })
})

describe('what is old', () => {
  it('goes a year after it was read; what nobody read stays', async () => {
    const { owner } = house.system.pools
    const { rows: [before] } = await owner.query('select count(*) filter (where read_at is null)::int as unread from messages.message')
    house.clock.now = new Date('2028-01-01T00:00:00Z')
    await owner.query(`select graphile_worker.add_job('messages.sweep')`)
    await drained()
    const { rows: [left] } = await owner.query('select count(*) filter (where read_at is null)::int as unread, count(read_at)::int as read, (select count(*)::int from messages.digest) as digests from messages.message')
    assert.deepEqual(left, { unread: before.unread, read: 0, digests: 0 })
  })
})
