// Attendance by code between a lecturer's screen and the phones of participants, in every order in which it may arrive.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import type { Actor } from '#platform/access/actor'
import { codeOf, stepAt, writeCheckInCode } from '../domain/check-in.ts'
import type { ClassWrite } from '../domain/classes.ts'
import { correctAttendance, markAttendance } from './attendance.ts'
import { checkIn, decideCheckIn, scan, type CheckInWrite } from './check-ins.ts'
import { openClasses } from './classes.ts'
import { closeClass, previewClosing } from './closing.ts'
import { attachSheet, countersign, mySessions, openCode, openPass, readSession } from './conducting.ts'
import { nominate } from './nominations.ts'
import { completionEvidence } from './records.ts'
import { checkInsOf } from './signals.ts'
import { readClass } from './views.ts'
import { world, type World } from '#tests/factories/learning'

const refusedWith = (code: string, status?: number) => (error: unknown) => error instanceof Refused && error.refusals[0]!.code === code && (status === undefined || error.status === status)
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

describe('checking in by code', () => {
  let w: World, province: Actor, people: string[], lesson: ClassWrite, lecturer: string
  const at = (time: string, day = '20') => new Date(`2026-11-${day}T${time}+07:00`)
  const phoneOf = (personId: string): Actor => ({ accountId: personId, name: 'Học viên', personId, offices: [], acting: null, language: 'vi' })
  const session = () => lesson.sessions[0]!.id
  let screen: Uint8Array<ArrayBuffer>
  const shown = async (time: string) => { const step = stepAt(at(time)); return { step, code: await codeOf(screen, step) } }
  const read = async (time: string, change: Partial<CheckInWrite> = {}): Promise<CheckInWrite> => ({ id: newId(), sessionId: session(), ...await shown(time), at: at(time).toISOString(), offline: false, deviceId: newId(), ...change })
  const marksOf = async (personId: string) => (await w.pools.owner.query('select state, source, reason from learning.mark where session_id = $1 and person_id = $2 order by id', [session(), personId])).rows.map((row) => Object.values(row).filter(Boolean).join(' '))
  const linesOf = async (action: string) => (await w.pools.owner.query('select count(*)::int as n from audit.entry where action = $1', [action])).rows[0].n as number

  before(async () => {
    w = await world()
    province = await w.from(w.laoCai)
    people = await w.officials(w.laoCai, ['Vũ Thị Diễm', 'Hồ Thúy Giang', 'Lê Văn An', 'Trần Bình', 'Phạm Chi'])
    lecturer = (await w.members(w.anGiang, ['Ngô Thị Giảng']))[0]!
    lesson = await w.openClass({ firstDay: '2026-11-20', lastDay: '2026-11-20', lecturers: [{ personId: lecturer, name: 'Ngô Thị Giảng' }], sessions: [{ id: newId(), startsAt: at('08:00:00').toISOString(), endsAt: at('11:00:00').toISOString() }] })
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: people }))
    w.clock.now = at('07:50:00')
    screen = bytesOf((await w.work((work) => openCode(work, session()), province)).secret)
  })
  after(() => w.close())

  test('the code is opened by who takes attendance for the organiser and by the lecturer named, and by nobody else', async () => {
    assert.deepEqual(bytesOf((await w.work((work) => openCode(work, session()), phoneOf(lecturer))).secret), screen, 'it is one code')
    const { secret } = await w.work((work) => openCode(work, session()), province)
    assert.deepEqual(bytesOf(secret), screen)
    const others = [phoneOf(people[0]!), await w.from(w.anGiang), await w.from(w.grassroots), await w.from(w.laoCai, { may: ['see', 'person.see', 'class.write'] })]
    for (const other of others) await assert.rejects(w.work((work) => openCode(work, session()), other), refusedWith('not-found', 404))
    for (const other of others) await assert.rejects(w.work((work) => readSession(work, session()), other), refusedWith('not-found', 404))
    await assert.rejects(w.work(({ tx }) => tx.selectFrom('learning.session_code').selectAll().execute()), { code: '42501' })
  })

  test('a phone checks its owner in once, however often it says so', async () => {
    w.clock.now = at('08:03:00')
    const asked = await read('08:03:00')
    const first = await w.work((work) => checkIn(work, asked), phoneOf(people[0]!))
    assert.deepEqual([first.outcome, first.state, first.held, first.person.id], ['marked', 'present', null, people[0]])
    assert.deepEqual(await w.work((work) => checkIn(work, asked), phoneOf(people[0]!)), first)
    assert.deepEqual(await marksOf(people[0]!), ['present check-in'])
    const again = await w.work(async (work) => checkIn(work, await read('08:03:00')), phoneOf(people[0]!))
    assert.deepEqual([again.outcome, again.held], ['already', 'present'])
    assert.deepEqual(await marksOf(people[0]!), ['present check-in'])
    await assert.rejects(w.work((work) => checkIn(work, asked), phoneOf(people[1]!)), (error: { code?: string }) => error.code === '23505', 'the id is another person\'s')
  })

  test('a wrong code, one of another time, and one from who has no seat are refused, and nothing is written', async () => {
    const [stranger] = await w.members(w.grassroots, ['Lừu Thị Mỷ'])
    const right = await shown('08:03:00')
    await assert.rejects(w.work(async (work) => checkIn(work, await read('08:03:00', { code: right.code === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA' })), phoneOf(people[1]!)), refusedWith('wrong-code'))
    await assert.rejects(w.work(async (work) => checkIn(work, await read('08:03:00', { step: right.step + 1 })), phoneOf(people[1]!)), refusedWith('wrong-code'))
    await assert.rejects(w.work(async (work) => checkIn(work, await read('07:20:00')), phoneOf(people[1]!)), refusedWith('not-yet'))
    await assert.rejects(w.work(async (work) => checkIn(work, await read('08:20:00')), phoneOf(people[1]!)), refusedWith('not-yet'), 'a code that is still to come')
    await assert.rejects(w.work(async (work) => checkIn(work, await read('08:03:00')), phoneOf(stranger!)), refusedWith('not-found', 404))
    await assert.rejects(w.work(async (work) => checkIn(work, await read('08:03:00')), { ...phoneOf(people[1]!), personId: null }), refusedWith('no-person'))
    assert.deepEqual(await marksOf(people[1]!), [])
    assert.equal((await w.pools.owner.query('select count(*)::int as n from learning.check_in where person_id = any($1)', [[people[1], stranger]])).rows[0].n, 0)
  })

  test('a code is typed where there is no camera, and who comes after the grace is late', async () => {
    w.clock.now = at('08:21:00')
    const { code } = await shown('08:20:40')
    const typed = await w.work(async (work) => checkIn(work, await read('08:21:00', { step: null, code: writeCheckInCode(code).toLowerCase() })), phoneOf(people[1]!))
    assert.deepEqual([typed.outcome, typed.state], ['marked', 'late'])
  })

  test('the lecturer scans the code on a participant\'s phone, which knows no other person\'s, or types it', async () => {
    const { secret, personId } = await w.work((work) => openPass(work), phoneOf(people[2]!))
    assert.equal(personId, people[2])
    assert.equal((await w.work((work) => openPass(work), phoneOf(people[2]!))).secret, secret)
    const pass = async (time: string, of = secret) => { const step = stepAt(at(time)); return { step, code: await codeOf(bytesOf(of), step) } }
    w.clock.now = at('08:10:00')
    const scanned = { id: newId(), sessionId: session(), at: at('08:10:00').toISOString(), offline: false }
    await assert.rejects(w.work(async (work) => scan(work, { ...scanned, personId: people[3]!, ...await pass('08:10:00') }), province), refusedWith('wrong-code'), 'who knows an id cannot make its code')
    const answer = await w.work(async (work) => scan(work, { ...scanned, personId: people[2]!, ...await pass('08:10:00') }), province)
    assert.deepEqual([answer.outcome, answer.state, answer.person], ['marked', 'present', { id: people[2], name: 'Lê Văn An' }])
    assert.deepEqual(await w.work(async (work) => scan(work, { ...scanned, personId: people[2]!, ...await pass('08:10:00') }), province), answer)
    assert.deepEqual(await marksOf(people[2]!), ['present scan'])
    const typed = await w.work(async (work) => scan(work, { ...scanned, id: newId(), personId: null, step: null, code: (await pass('08:10:00')).code }), province)
    assert.deepEqual([typed.outcome, typed.person.id], ['already', people[2]])
    await assert.rejects(w.work(async (work) => scan(work, { ...scanned, id: newId(), personId: people[2]!, ...await pass('08:10:00') }), await w.from(w.anGiang)), refusedWith('not-found', 404))
  })

  test('the countersignature waits for the last mark, and from then on the session changes only by a correction', async () => {
    w.clock.now = at('11:05:00')
    await assert.rejects(w.work((work) => countersign(work, session()), phoneOf(lecturer)), refusedWith('unmarked'))
    await w.work((work) => markAttendance(work, { classId: lesson.id, marks: [3, 4].map((i) => ({ sessionId: session(), personId: people[i]!, state: 'absent', source: 'paper' })) }), province)
    assert.deepEqual((await w.work((work) => previewClosing(work, { classId: lesson.id }), province)).unsigned, [session()])
    const signed = await w.work((work) => countersign(work, session()), phoneOf(lecturer))
    assert.deepEqual([signed.by, signed.attended, signed.away], ['Học viên', 3, 2])
    assert.deepEqual(await w.work((work) => countersign(work, session()), province), signed, 'the first signature stays')
    assert.deepEqual((await w.work((work) => previewClosing(work, { classId: lesson.id }), province)).unsigned, [])
    const mark = { sessionId: session(), personId: people[0]!, state: 'absent' as const }
    await assert.rejects(w.work((work) => markAttendance(work, { classId: lesson.id, marks: [mark] }), province), refusedWith('signed'))
    await assert.rejects(w.pools.owner.query(`insert into learning.mark (class_id, session_id, person_id, state, replaces) select class_id, session_id, person_id, 'absent', id from learning.mark where session_id = $1 and person_id = $2`, [session(), people[0]]), { code: '23514' })
    assert.equal((await w.work((work) => correctAttendance(work, { ...mark, state: 'late', reason: 'Vào lớp muộn' }), province)).changed, true)
    const { people: roster, signed: shown } = await w.work((work) => readSession(work, session()), phoneOf(lecturer))
    assert.deepEqual([roster.length, roster.find((one) => one.person.id === people[3])!.source, shown], [5, 'paper', signed])
  })

  test('who gets a seat after the signature is marked by a correction with its reason', async () => {
    const [newcomer] = await w.officials(w.laoCai, ['Đinh Thị Sau'])
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [newcomer!] }), province)
    await w.work((work) => correctAttendance(work, { sessionId: session(), personId: newcomer!, state: 'excused', reason: 'Bổ sung danh sách sau buổi học' }), province)
    assert.deepEqual(await marksOf(newcomer!), ['excused hand Bổ sung danh sách sau buổi học'])
  })

  test('what a phone without a network sends after the signature waits for the training officer, who takes it or not, with a reason', async () => {
    const offline = { offline: true }
    w.clock.now = at('17:40:00')
    const ids = [newId(), newId()]
    for (const [i, id] of ids.entries()) {
      w.clock.now = at(`17:40:0${i}`)
      assert.deepEqual(await w.work(async (work) => { const { outcome, held } = await checkIn(work, await read('08:02:00', { id, ...offline })); return [outcome, held] }, phoneOf(people[3 + i]!)), ['waiting', 'absent'])
    }
    assert.deepEqual(await marksOf(people[3]!), ['absent paper'])
    assert.equal((await w.work((work) => readClass(work, lesson.id), province)).waitingCheckIns, 2)
    const decide = (id: string, accept: boolean, reason: string, actor = province) => w.work((work) => decideCheckIn(work, { id, accept, reason }), actor)
    await assert.rejects(decide(ids[0]!, true, ''), refusedWith('reason'))
    await assert.rejects(decide(ids[0]!, true, 'Có mặt, điện thoại hết mạng', await w.from(w.anGiang)), refusedWith('not-found', 404))
    await decide(ids[0]!, true, 'Có mặt, điện thoại hết mạng')
    await decide(ids[0]!, true, 'Có mặt, điện thoại hết mạng')
    await decide(ids[1]!, false, 'Giảng viên xác nhận vắng')
    await assert.rejects(decide(ids[1]!, true, 'Đổi ý, chấp nhận'), refusedWith('decided'))
    assert.deepEqual([await marksOf(people[3]!), await marksOf(people[4]!)], [['absent paper', 'present check-in Có mặt, điện thoại hết mạng'], ['absent paper']])
    const { waiting } = await w.work((work) => checkInsOf(work, lesson.id), province)
    assert.deepEqual(waiting.map((one) => [one.person.id, one.accepted, one.reason]), [[people[3], true, 'Có mặt, điện thoại hết mạng'], [people[4], false, 'Giảng viên xác nhận vắng']])
    assert.equal((await w.work((work) => readClass(work, lesson.id), province)).waitingCheckIns, 0)
  })

  test('taken in a closed class it completes the class for the person at once', async () => {
    await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }), province)
    const id = newId()
    assert.equal((await w.work(async (work) => checkIn(work, await read('08:04:00', { id, offline: true })), phoneOf(people[4]!))).outcome, 'waiting')
    await w.work((work) => decideCheckIn(work, { id, accept: true, reason: 'Đối chiếu phiếu ký: có mặt' }), province)
    const { rows: [completion] } = await w.pools.owner.query('select id from learning.completion where person_id = $1 and class_id = $2 and voided_at is null', [people[4], lesson.id])
    await w.work((work) => attachSheet(work, { sessionId: session(), fileId: newId(), name: 'Phiếu ký.pdf', bytes: new TextEncoder().encode('%PDF-1.7 signed') }), province)
    const evidence = await w.work((work) => completionEvidence(work.tx, completion.id), province)
    assert.deepEqual(evidence.sessions.map((one) => [one.signed?.by, one.sheets.map((sheet) => sheet.name), one.marks.map((mark) => mark.source)]), [['Học viên', ['Phiếu ký.pdf'], ['paper', 'check-in']]])
    assert.deepEqual((await w.work((work) => completionEvidence(work.tx, completion.id), await w.from(w.root, { may: ['see'] }))).sessions[0]!.sheets.length, 1)
  })

  test('one phone for two people, and one person at two classes at once, are shown as signals without the phone\'s own name', async () => {
    const sessions = [{ id: newId(), startsAt: at('08:00:00', '19').toISOString(), endsAt: at('11:00:00', '19').toISOString() }]
    const days = { firstDay: '2026-11-19', lastDay: '2026-11-19' }
    const [here, there] = [await w.openClass({ ...days, title: 'Lớp một', sessions }), await w.openClass({ ...days, title: 'Lớp hai', unitId: w.root, sessions: sessions.map((s) => ({ ...s, id: newId() })) })]
    const deviceId = newId(), [one, two] = await w.officials(w.laoCai, ['Lý Thị Một', 'Mai Văn Hai'])
    w.clock.now = at('08:05:00', '19')
    for (const at of [here, there]) {
      await w.work((work) => nominate(work, { classId: at.id, personIds: [one!, two!] }))
      const secret = bytesOf((await w.work((work) => openCode(work, at.sessions[0]!.id))).secret), step = stepAt(w.clock.now)
      for (const who of at === here ? [one!, two!] : [one!]) {
        await w.work(async (work) => checkIn(work, { id: newId(), sessionId: at.sessions[0]!.id, step, code: await codeOf(secret, step), at: w.clock.now.toISOString(), offline: false, deviceId }), phoneOf(who))
      }
    }
    const { signals, total } = await w.work((work) => checkInsOf(work, here.id), province)
    assert.equal(total, 2)
    assert.deepEqual(signals.map(({ kind, checkIns }) => [kind, checkIns.map((one) => `${one.person.name} ${one.device ?? one.elsewhere}`).sort()]), [['device', ['Lý Thị Một A', 'Mai Văn Hai A']], ['overlap', ['Lý Thị Một A', 'Lý Thị Một Lớp hai']]])
    assert.ok(!JSON.stringify(signals).includes(deviceId))
    const mine = await w.work((work) => mySessions(work), phoneOf(one!))
    assert.deepEqual(mine.filter((one) => one.classId === here.id).map((one) => [one.lecturing, one.state]), [[false, 'present']])
    assert.deepEqual((await w.work((work) => mySessions(work), phoneOf(lecturer))).map((one) => one.lecturing), [true])
  })

  test('a session with check-ins stays in its class, and every deed has its audit line', async () => {
    await assert.rejects(w.work((work) => openClasses(work, [{ ...lesson, sessions: [] }])), Refused)
    for (const action of ['open-code', 'open-pass', 'check-in', 'scan', 'countersign', 'decide-check-in', 'attach-sheet']) assert.ok(await linesOf(`learning.${action}`) > 0, action)
  })
})
