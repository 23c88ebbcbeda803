import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { correctAttendance, markAttendance } from './attendance.ts'
import { claimCompletions, undoImport } from './claims.ts'
import { openClasses } from './classes.ts'
import { closeClass, previewClosing } from './closing.ts'
import { recordHeadCounts } from './head-counts.ts'
import { nominate, withdraw } from './nominations.ts'
import { writeProgrammes } from './programmes.ts'
import { completionEvidence, completionsOf, myClasses } from './records.ts'
import { listClasses, readClass, readRoster } from './views.ts'
import { world, type World } from '#tests/factories/learning'

const refusedWith = (...codes: string[]) => (error: unknown) => error instanceof Refused && codes.every((code) => error.refusals.some((refusal) => refusal.code === code))
const ten = ['Vũ Thị Diễm', 'Hồ Thúy Giang', 'Lê Văn An', 'Trần Bình', 'Phạm Chi', 'Ngô Dũng', 'Đỗ Em', 'Bùi Giang', 'Mai Hạnh', 'Lý Khoa']

describe('a class and the figure it moves', () => {
  let w: World
  before(async () => { w = await world() })
  after(() => w.close())

  test('closing a class of ten moves the figure by those who attended enough, from that day on', async () => {
    const people = await w.officials(w.laoCai, ten)
    const lesson = await w.openClass()
    const province = await w.from(w.laoCai)
    const answer = await w.work((work) => nominate(work, { classId: lesson.id, personIds: people }), province)
    assert.deepEqual(answer, { nominated: people, waiting: [], refused: [] })
    await w.markAll(lesson, Object.fromEntries(people.map((id, i) => [id, i < 8 ? 'ppplp' : i === 8 ? 'ppppa' : 'pppae'])))
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [10, 0, 0])
    const done = await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }), province)
    assert.deepEqual([done.completed.length, done.notCompleted], [9, [people[9]]])
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [10, 9, 0])
    assert.deepEqual(await w.figure(w.laoCai, '2026-11-20'), [10, 9, 0])
    assert.deepEqual(await w.figure(w.root, '2026-11-19'), [10, 0, 0])

    // A month later the sheet is read again: the ninth was there by mistake, the tenth was there after all.
    w.clock.now = new Date('2026-12-21T02:00:00Z')
    const correct = (personId: string, session: number, state: 'present' | 'absent') => w.work((work) => correctAttendance(work, { sessionId: lesson.sessions[session]!.id, personId, state, reason: 'Đối chiếu lại phiếu ký' }), province)
    assert.deepEqual(await correct(people[9]!, 3, 'present'), { changed: true, completes: true })
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [10, 10, 0])
    assert.deepEqual(await correct(people[8]!, 0, 'absent'), { changed: true, completes: false })
    assert.deepEqual(await correct(people[8]!, 0, 'absent'), { changed: false, completes: false })
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [10, 9, 0])
    await correct(people[7]!, 0, 'absent'); await correct(people[7]!, 1, 'absent')
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [10, 8, 0])
    // What was known on 1 December can still be asked.
    assert.deepEqual(await w.figure(w.root, '2026-11-21', '2026-12-01T00:00:00Z'), [10, 9, 0])
    assert.deepEqual(await w.figure(w.root, '2026-11-21', '2026-12-22T00:00:00Z'), [10, 8, 0])

    const [voided] = await w.work((work) => completionsOf(work.tx, people[7]!))
    assert.deepEqual([voided!.voidedAt !== null, voided!.voidReason, voided!.on], [true, 'Đối chiếu lại phiếu ký', '2026-11-20'])
    const evidence = await w.work((work) => completionEvidence(work.tx, voided!.id))
    assert.deepEqual(evidence.sessions[0]!.marks.map((mark) => [mark.state, mark.reason]), [['present', null], ['absent', 'Đối chiếu lại phiếu ký']])
    assert.deepEqual([evidence.attended, evidence.needed, evidence.person.name], [3, 4, 'Bùi Giang'])
    w.clock.now = new Date('2026-11-21T02:00:00Z')
  })

  test('closing is refused until every session is marked or declared as not recorded, and names what is missing', async () => {
    const [a, b] = await w.officials(w.commune, ['Giàng A Páo', 'Lò Thị Sen'])
    const lesson = await w.openClass()
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!, b!] }))
    await w.markAll(lesson, { [a!]: 'pppp', [b!]: 'ppaa' })
    await assert.rejects(w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' })), refusedWith('unmarked'))
    const preview = await w.work((work) => previewClosing(work, { classId: lesson.id }))
    assert.deepEqual(preview.unmarked, [{ sessionId: lesson.sessions[4]!.id, people: 2 }])
    const without = await w.work((work) => previewClosing(work, { classId: lesson.id, without: [lesson.sessions[4]!.id] }))
    assert.deepEqual([without.refusals, without.results.map((r) => [r.attended, r.needed, r.completes])], [[], [[4, 4, true], [2, 4, false]]])
    const unrecorded = [{ sessionId: lesson.sessions[4]!.id, reason: 'Mất điện, không điểm danh' }]
    await assert.rejects(w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20', unrecorded: [{ ...unrecorded[0]!, reason: '' }] })), refusedWith('reason'))
    const done = await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20', unrecorded }))
    assert.deepEqual(done, { completed: [a], notCompleted: [b] })
  })

  test('everything sent twice changes nothing the second time', async () => {
    const [a] = await w.officials(w.laoCai, ['Hoàng Thị Lan'])
    const lesson = await w.openClass()
    const state = async () => JSON.stringify([await w.work((work) => readClass(work, lesson.id)), await w.work((work) => readRoster(work, lesson.id)), await w.work((work) => completionsOf(work.tx, a!)), await w.figure(w.root, '2026-11-21')])
    const twice = async (deed: () => Promise<unknown>) => { await deed(); const once = await state(); await deed(); assert.equal(await state(), once) }
    await twice(() => w.work((work) => openClasses(work, [lesson])))
    await twice(() => w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!, a!] })))
    const again = await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!] }))
    assert.deepEqual([again.nominated, again.refused.map((r) => r.refusal.code)], [[], ['already-nominated']])
    await twice(() => w.markAll(lesson, { [a!]: 'ppppp' }))
    const sheetId = await w.sheet(w.grassroots), id = newId()
    await twice(() => w.work((work) => recordHeadCounts(work, [{ id, classId: lesson.id, unitId: w.grassroots, heads: 12, sheetId }])))
    await twice(() => w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' })))
    await twice(() => w.work((work) => correctAttendance(work, { sessionId: lesson.sessions[0]!.id, personId: a!, state: 'late', reason: 'Đến sau giờ' })))
  })

  test('attendance taken without a network overwrites no mark that was not seen: both are named, and nothing of it is recorded', async () => {
    const [a, b] = await w.officials(w.laoCai, ['Sùng Thị Mỷ', 'Vàng A Chỉnh'])
    const lesson = await w.openClass(), sessionId = lesson.sessions[0]!.id
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!, b!] }))
    await w.work((work) => markAttendance(work, { classId: lesson.id, marks: [{ sessionId, personId: a!, state: 'absent' }] }), { ...await w.from(w.laoCai), name: 'Trần Thị Bình' })
    const mark = (state: 'present' | 'absent', seen: 'absent' | null) => w.work((work) => markAttendance(work, { classId: lesson.id, marks: [{ sessionId, personId: b!, state: 'present', seen: null }, { sessionId, personId: a!, state, seen }] }))
    await assert.rejects(mark('present', null), (error: unknown) => {
      assert.ok(error instanceof Refused)
      assert.equal(error.status, 409)
      const { field, code, conflict } = error.refusals[0]!
      assert.deepEqual([field, code, conflict!.what.vi, conflict!.mine.vi, conflict!.theirs.vi, conflict!.by, conflict!.held], ['marks.1', 'marked-since', 'Sùng Thị Mỷ, 08:00 16/11/2026', 'Có mặt', 'Vắng', 'Trần Thị Bình', 'absent'])
      return true
    })
    assert.deepEqual((await w.work((work) => readRoster(work, lesson.id))).cells.map((cell) => [cell.personId, cell.state]), [[a, 'absent']])
    assert.deepEqual(await mark('absent', null), { recorded: 1, changed: 0, unchanged: 1 }, 'where both say the same there is nothing to decide')
    assert.deepEqual(await mark('present', 'absent'), { recorded: 0, changed: 1, unchanged: 1 }, 'what was seen may be replaced')
  })

  test('a mark of an open class may be replaced and both are kept; of a closed class not even by the database', async () => {
    const [a] = await w.officials(w.laoCai, ['Nông Văn Tú'])
    const lesson = await w.openClass()
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!] }))
    await w.markAll(lesson, { [a!]: 'ppppp' })
    await w.markAll(lesson, { [a!]: 'apppp' })
    const { cells } = await w.work((work) => readRoster(work, lesson.id))
    assert.deepEqual(cells.filter((cell) => cell.replaced > 0).map((cell) => [cell.sessionId, cell.state, cell.replaced]), [[lesson.sessions[0]!.id, 'absent', 1]])
    await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }))
    await assert.rejects(w.markAll(lesson, { [a!]: 'ppppp' }), refusedWith('class-closed'))
    await assert.rejects(w.pools.owner.query(`insert into learning.mark (class_id, session_id, person_id, state, replaces) select class_id, session_id, person_id, 'present', id from learning.mark m where class_id = $1 and state = 'absent'`, [lesson.id]), { code: '23514' })
    await assert.rejects(w.work(({ tx }) => tx.updateTable('learning.mark').set({ state: 'present' }).execute()), { code: '42501' })
  })

  test('a completion that lapses is unmet again from that day, and one that is changed to last longer is met', async () => {
    const [a] = await w.officials(w.anGiang, ['Danh Út'])
    const yearly = { id: newId(), name: 'Cập nhật hằng năm', tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 8, ownerId: w.root, validityMonths: 12 }
    await w.work((work) => writeProgrammes(work, [yearly]))
    await w.work((work) => claimCompletions(work, [{ personId: a!, programmeId: yearly.id, on: '2025-11-30', importId: newId() }]))
    assert.deepEqual(await w.figure(w.anGiang, '2026-11-29'), [1, 1, 0])
    assert.deepEqual(await w.figure(w.anGiang, '2026-11-30'), [1, 0, 0])
    await w.work((work) => writeProgrammes(work, [{ ...yearly, validityMonths: 24 }]))
    assert.deepEqual(await w.figure(w.anGiang, '2026-11-30'), [1, 1, 0])
    await assert.rejects(w.work((work) => writeProgrammes(work, [{ ...yearly, tags: ['digital-transfomation'] }])), refusedWith('unknown-code'))
  })

  test('what an import claims counts at once, is claimed once, and goes when the import is undone', async () => {
    const people = await w.officials(w.anGiang, ['Thạch Sơn', 'Kim Hoa'])
    const importId = newId(), claims = people.map((personId) => ({ personId, programmeId: w.programme, on: '2025-09-01', importId }))
    const [, before] = await w.figure(w.anGiang, '2026-11-21')
    assert.deepEqual(await w.work((work) => claimCompletions(work, claims)), { claimed: 2 })
    assert.deepEqual(await w.work((work) => claimCompletions(work, claims)), { claimed: 0 })
    assert.equal((await w.figure(w.anGiang, '2026-11-21'))[1], before + 2)
    assert.deepEqual(await w.work((work) => undoImport(work, importId)), { voided: 2 })
    assert.equal((await w.figure(w.anGiang, '2026-11-21'))[1], before)
    assert.deepEqual(await w.work((work) => claimCompletions(work, claims)), { claimed: 2 })
    await assert.rejects(w.work((work) => claimCompletions(work, [{ ...claims[0]!, on: '2026-11-22' }])), refusedWith('future'))
  })
})

describe('seats and reach', () => {
  let w: World
  before(async () => { w = await world() })
  after(() => w.close())

  test('over capacity people wait in order; a withdrawal moves the first waiting up', async () => {
    const people = await w.officials(w.laoCai, ten.slice(0, 5))
    const lesson = await w.openClass({ capacity: 2 })
    const answer = await w.work((work) => nominate(work, { classId: lesson.id, personIds: [...people].reverse() }))
    assert.deepEqual([answer.nominated, answer.waiting], [[people[4], people[3]], [people[2], people[1], people[0]]])
    const waiting = async () => (await w.work((work) => readRoster(work, lesson.id))).seats.filter((seat) => seat.state === 'waiting').map((seat) => seat.person.id)
    assert.deepEqual(await w.work((work) => withdraw(work, { classId: lesson.id, personIds: [people[4]!], reason: 'Đi công tác' })), { withdrawn: 1, movedUp: 1 })
    assert.deepEqual(await waiting(), [people[1], people[0]])
    await assert.rejects(w.markAll(lesson, { [people[0]!]: 'p' }), refusedWith('no-seat'))
    // Back again, at the end of the line.
    assert.deepEqual((await w.work((work) => nominate(work, { classId: lesson.id, personIds: [people[4]!] }))).waiting, [people[4]])
    assert.deepEqual(await waiting(), [people[1], people[0], people[4]])
    await w.work((work) => openClasses(work, [{ ...lesson, capacity: 3 }]))
    assert.deepEqual(await waiting(), [people[0], people[4]])
    await assert.rejects(w.work((work) => openClasses(work, [{ ...lesson, capacity: 1 }])), refusedWith('capacity'))
  })

  test('two units asking for the last seat at once: one gets it, the other waits', async () => {
    const [mine] = await w.officials(w.laoCai, ['Cao Sơn']), [theirs] = await w.officials(w.anGiang, ['Cao Lãnh'])
    const lesson = await w.openClass({ unitId: w.root, capacity: 1 })
    const [a, b] = await Promise.all([[w.laoCai, mine!], [w.anGiang, theirs!]].map(async ([unit, person]) => w.work((work) => nominate(work, { classId: lesson.id, personIds: [person!] }), await w.from(unit!))))
    assert.deepEqual([a!.nominated.length + b!.nominated.length, a!.waiting.length + b!.waiting.length], [1, 1])
  })

  test('a province nominates only its own people, and sees only them in the class of the Confederation', async () => {
    const [mine] = await w.officials(w.commune, ['Vàng Seo Lử']), [theirs] = await w.officials(w.anGiang, ['Neáng Nghét'])
    const lesson = await w.openClass({ unitId: w.root })
    const laoCai = await w.from(w.laoCai), anGiang = await w.from(w.anGiang)
    const answer = await w.work((work) => nominate(work, { classId: lesson.id, personIds: [mine!, theirs!] }), laoCai)
    assert.deepEqual([answer.nominated, answer.refused.map((r) => [r.personId, r.refusal.code])], [[mine], [[theirs, 'no-place']]])
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [theirs!] }), anGiang)
    const seen = async (actor: typeof laoCai) => (await w.work((work) => readRoster(work, lesson.id), actor)).seats.map((seat) => [seat.person.id, seat.place])
    assert.deepEqual(await seen(laoCai), [[mine, 1]])
    assert.deepEqual(await seen(anGiang), [[theirs, 2]])
    assert.deepEqual(await seen(await w.from(w.root)), [[mine, 1], [theirs, 2]])
    assert.equal((await w.work((work) => readClass(work, lesson.id), laoCai)).seated, 2)
    await assert.rejects(w.work((work) => markAttendance(work, { classId: lesson.id, marks: [{ sessionId: lesson.sessions[0]!.id, personId: mine!, state: 'present' }] }), laoCai), (error: Refused) => error.status === 403)
    await assert.rejects(w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }), laoCai), (error: Refused) => error.status === 403)
    await assert.rejects(w.work((work) => withdraw(work, { classId: lesson.id, personIds: [theirs!], reason: 'Không đi' }), laoCai), refusedWith('not-nominated'))
  })

  test('a class is hidden from the neighbour, a draft from those below, an announced class is open to them', async () => {
    const held = await w.openClass(), draft = await w.openClass({ unitId: w.root, status: 'draft' })
    const visible = async (unit: string) => (await w.work(async (work) => listClasses(work, { limit: 100, offset: 0 }), await w.from(unit))).rows.map((row) => row.id)
    assert.ok((await visible(w.commune)).includes(held.id))
    assert.ok(!(await visible(w.anGiang)).includes(held.id))
    assert.ok((await visible(w.root)).includes(draft.id))
    assert.ok(!(await visible(w.laoCai)).includes(draft.id))
    const below = await w.work((work) => listClasses(work, { unitId: w.commune, limit: 100, offset: 0 }))
    assert.deepEqual(below, { rows: [], total: 0 })
    await assert.rejects(w.work(async (work) => openClasses(work, [{ ...held, id: newId(), places: [], form: 'online', sessions: held.sessions.map((s) => ({ ...s, id: newId(), placeId: null })) }]), await w.from(w.anGiang)), { code: '42501' })
  })

  test('at a multi-point class a unit below marks the people whom it sent, and nobody else', async () => {
    const [mine] = await w.officials(w.commune, ['Sùng A Tủa']), [theirs] = await w.officials(w.anGiang, ['Chau Kim'])
    const points = ['Lào Cai', 'Long Xuyên'].map((name) => ({ id: newId(), name }))
    const lesson = await w.openClass({ unitId: w.root, form: 'multi-point', places: points, sessions: [{ id: newId(), startsAt: '2026-11-16T01:00:00Z', endsAt: '2026-11-16T04:00:00Z' }] })
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [mine!, theirs!] }))
    const mark = async (personId: string) => w.work(async (work) => markAttendance(work, { classId: lesson.id, marks: [{ sessionId: lesson.sessions[0]!.id, personId, state: 'present' }] }), await w.from(w.laoCai))
    assert.deepEqual(await mark(mine!), { recorded: 1, changed: 0, unchanged: 0 })
    await assert.rejects(mark(theirs!), refusedWith('no-seat'))
  })

  test('who has completed the programme is not sent again until it lapses', async () => {
    const [a] = await w.officials(w.laoCai, ['Má A Lềnh'])
    const yearly = newId()
    await w.work((work) => writeProgrammes(work, [{ id: yearly, name: 'Một năm', tags: [], field: 'digital', level: 'province', hours: 8, ownerId: w.root, validityMonths: 12 }]))
    await w.work((work) => claimCompletions(work, [w.programme, yearly].map((programmeId) => ({ personId: a!, programmeId, on: '2025-10-01', importId: newId() }))))
    const send = async (programmeId: string) => { const lesson = await w.openClass({ programmeId }); return (await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!] }))).refused.map((r) => r.refusal.code) }
    assert.deepEqual([await send(w.programme), await send(yearly)], [['already-completed'], []])
  })

  test('a learner without any office sees the own classes and completions and nothing of others', async () => {
    const [a, b] = await w.members(w.grassroots, ['Lừu Thị Mỷ', 'Hạng Thị Sua'])
    const lesson = await w.openClass()
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: [a!, b!] }))
    await w.markAll(lesson, { [a!]: 'ppppp', [b!]: 'ppppp' })
    await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }))
    const learner = { ...(await w.from(w.grassroots, { personId: a! })), acting: null }
    assert.deepEqual((await w.work((work) => myClasses(work), learner)).map((row) => [row.id, row.attended, row.completed]), [[lesson.id, 5, true]])
    const [own] = await w.work((work) => completionsOf(work.tx, a!), learner)
    assert.equal((await w.work((work) => completionEvidence(work.tx, own!.id), learner)).sessions.length, 5)
    assert.deepEqual(await w.work((work) => completionsOf(work.tx, b!), learner), [])
    assert.deepEqual((await w.work((work) => readRoster(work, lesson.id), learner)).seats.map((seat) => seat.person.id), [a])
  })
})

describe('heads without records', () => {
  let w: World
  const t5 = { subjects: [{ kind: 'worker' }, { kind: 'unnamed' }], exclusions: [], stages: [{ code: '2025-2027', from: '2025-06-17', to: '2028-01-01', operator: '>=', share: 0.8, need: 'all', requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] } }] }] }
  before(async () => {
    w = await world(t5)
    await w.pools.owner.query(`insert into people.workforce (unit_id, workers, during) values ($1, 100, '[2025-01-01,)')`, [w.grassroots])
    await w.work(async (work) => work.touched('unnamed', [w.grassroots]))
  })
  after(() => w.close())

  test('a head-count is never counted beside the same people by name, nor beside another count of the same unit', async () => {
    const people = await w.members(w.grassroots, ten)
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 0, 0])
    const lesson = await w.openClass()
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: people }))
    await w.markAll(lesson, Object.fromEntries(people.map((id, i) => [id, i < 6 ? 'ppppp' : 'aaaaa'])))
    const count = async (classId: string, heads: number, reason?: string) => { const sheetId = await w.sheet(w.grassroots); return w.work((work) => recordHeadCounts(work, [{ id: newId(), classId, unitId: w.grassroots, heads, sheetId, reason }])) }
    await assert.rejects(w.work((work) => recordHeadCounts(work, [{ id: newId(), classId: lesson.id, unitId: w.grassroots, heads: 40, sheetId: newId() }])), refusedWith('sheet'))
    await count(lesson.id, 40)
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 0, 0])
    await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }))
    // 40 heads, 6 of them known by name: 6 + 34.
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 40, 0])
    assert.deepEqual((await w.work((work) => readClass(work, lesson.id))).headCounts.map((h) => [h.heads, h.counted]), [[40, 34]])

    // A seventh is found to have attended: one more by name, one head less beside.
    for (const session of lesson.sessions.slice(0, 4)) await w.work((work) => correctAttendance(work, { sessionId: session.id, personId: people[6]!, state: 'present', reason: 'Có chữ ký trên phiếu' }))
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 40, 0])

    const second = await w.openClass()
    await count(second.id, 25)
    await w.work((work) => closeClass(work, { classId: second.id, on: '2026-11-20' }))
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 40, 0], 'the largest count holds, they never add up')

    await assert.rejects(count(lesson.id, 60), refusedWith('reason'))
    await count(lesson.id, 60, 'Bỏ sót một tờ phiếu')
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 60, 0])
    assert.deepEqual((await w.work((work) => readClass(work, lesson.id))).headCounts.map((h) => [h.heads, h.voidReason]), [[60, null], [40, 'Bỏ sót một tờ phiếu']])
    // More heads than people are no more than the people.
    await count(lesson.id, 500, 'Gộp phiếu của đơn vị')
    assert.deepEqual(await w.figure(w.root, '2026-11-21'), [100, 97, 0])
  })
})
