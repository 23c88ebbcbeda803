import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '#base/id'
import { isRefusal, type Refusal } from '#base/refusal'
import { mayCorrect, mayMark, type Attendance } from './attendance.ts'
import { mayCancel, mayWriteClass, type ClassWrite } from './classes.ts'
import { mayClose, type ClosingFacts } from './closing.ts'
import { completes, sessionsNeeded } from './completion.ts'
import { mayCountHeads } from './head-counts.ts'
import { mayTakeSeat, mayWithdraw } from './seats.ts'

const code = (verdict: true | Refusal) => (isRefusal(verdict) ? verdict.code : true)
const codes = (refusals: Refusal[]) => refusals.map((refusal) => refusal.code)

describe('who completes a class', () => {
  test('four of five sessions are enough at 80 %, three are not', () => {
    const marks = (attended: number): Attendance[] => Array.from({ length: 5 }, (_, i) => (i < attended ? 'present' : 'absent'))
    assert.equal(completes(marks(4), 80), true)
    assert.equal(completes(marks(3), 80), false)
  })
  test('the share is counted in whole sessions, without losing one to fractions', () => {
    assert.deepEqual([[80, 6], [80, 5], [100, 7], [7, 100], [33, 3], [1, 1]].map(([p, n]) => sessionsNeeded(p!, n!)), [5, 4, 7, 7, 1, 1])
  })
  test('coming late counts, being excused does not', () => {
    assert.equal(completes(['late', 'late'], 100), true)
    assert.equal(completes(['present', 'excused'], 100), false)
  })
  test('a class without a recorded session is completed by nobody', () => assert.equal(completes([], 80), false))
})

describe('attendance', () => {
  const open = { classStatus: 'open', session: true, begun: true, unrecorded: null, signed: false, seated: true } as const
  test('is recorded in an open class, for people with a seat, once the session has begun', () => {
    assert.equal(mayMark(open, null), true)
    assert.equal(code(mayMark({ ...open, classStatus: 'closed' }, null)), 'class-closed')
    assert.equal(code(mayMark({ ...open, classStatus: 'draft' }, null)), 'class-not-open')
    assert.equal(code(mayMark({ ...open, seated: false }, null)), 'no-seat')
    assert.equal(code(mayMark({ ...open, begun: false }, null)), 'not-yet')
    assert.equal(code(mayMark({ ...open, session: false, begun: false }, null)), 'other-class')
    assert.equal(code(mayMark({ ...open, unrecorded: 'lost sheet' }, null)), 'unrecorded')
  })
  test('of a closed class is corrected with a reason, and only where there is a mark', () => {
    const closed = { ...open, classStatus: 'closed', current: 'absent', reason: 'Có tên trong phiếu ký' } as const
    assert.equal(mayCorrect(closed), true)
    assert.equal(code(mayCorrect({ ...closed, reason: ' a ' })), 'reason')
    assert.equal(code(mayCorrect({ ...closed, current: null })), 'nothing-to-correct')
    assert.equal(code(mayCorrect({ ...closed, classStatus: 'cancelled' })), 'class-not-open')
  })
})

describe('a seat', () => {
  test('is refused to who has it, who completed the programme, and who stands elsewhere', () => {
    const free = { unitId: newId(), nominated: false, completed: false }
    assert.equal(mayTakeSeat(free), true)
    assert.equal(code(mayTakeSeat({ ...free, nominated: true })), 'already-nominated')
    assert.equal(code(mayTakeSeat({ ...free, completed: true })), 'already-completed')
    assert.equal(code(mayTakeSeat({ ...free, unitId: null })), 'no-place')
  })
  test('is not given up once the class is closed, nor without a reason', () => {
    assert.equal(mayWithdraw({ status: 'open', nominated: true, reason: 'Bị ốm' }), true)
    assert.equal(code(mayWithdraw({ status: 'closed', nominated: true, reason: 'Bị ốm' })), 'class-not-open')
    assert.equal(code(mayWithdraw({ status: 'open', nominated: false, reason: 'Ốm nặng' })), 'not-nominated')
    assert.equal(code(mayWithdraw({ status: 'open', nominated: true, reason: ' ' })), 'reason')
  })
})

describe('a class', () => {
  const place = { id: newId(), name: 'Hội trường' }
  const session = { id: newId(), startsAt: '2026-11-10T01:00:00Z', endsAt: '2026-11-10T04:00:00Z', placeId: place.id }
  const wanted: ClassWrite = { id: newId(), programmeId: newId(), unitId: newId(), title: 'Lớp', form: 'in-person', capacity: 30, firstDay: '2026-11-10', lastDay: '2026-11-11', status: 'open', places: [place], lecturers: [], sessions: [session] }
  test('is held on its days, in its places, and has a session when it opens', () => {
    assert.deepEqual(mayWriteClass(wanted, null), [])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, sessions: [] }, null)), ['sessions'])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, status: 'draft', sessions: [] }, null)), [])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, form: 'multi-point' }, null)), ['places'])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, form: 'online', places: [] }, null)), ['session-place'])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, lastDay: '2026-11-09' }, null)), ['days', 'session-day'])
    // 20:00 UTC on the 11th is the 12th in Hà Nội.
    assert.deepEqual(codes(mayWriteClass({ ...wanted, sessions: [{ ...session, startsAt: '2026-11-11T20:00:00Z', endsAt: '2026-11-11T21:00:00Z' }] }, null)), ['session-day'])
    assert.deepEqual(codes(mayWriteClass({ ...wanted, sessions: [{ ...session, endsAt: session.startsAt }] }, null)), ['session-hours'])
  })
  test('that runs keeps its seats, its marked sessions and its organiser', () => {
    const stands = { status: 'open', unitId: wanted.unitId, seated: 31, marked: [newId()] } as const
    assert.deepEqual(codes(mayWriteClass({ ...wanted, unitId: newId() }, stands)), ['unit', 'capacity', 'session-marked'])
    assert.deepEqual(codes(mayWriteClass(wanted, { ...stands, status: 'closed', seated: 0, marked: [] })), ['status'])
  })
  test('that is closed is not cancelled', () => {
    assert.equal(mayCancel('open', 'Mưa lũ, hoãn'), true)
    assert.equal(code(mayCancel('closed', 'Mưa lũ, hoãn')), 'status')
    assert.equal(code(mayCancel('open', '')), 'reason')
  })
})

describe('closing', () => {
  const facts: ClosingFacts = { status: 'open', today: '2026-11-21', lastSession: '2026-11-12', seated: 10, heads: 0, sessions: [{ id: newId(), unmarked: 0 }] }
  test('needs every session marked or declared as not recorded', () => {
    assert.deepEqual(mayClose(facts, '2026-11-12'), [])
    assert.deepEqual(codes(mayClose({ ...facts, sessions: [...facts.sessions, { id: newId(), unmarked: 1 }] }, '2026-11-12')), ['unmarked'])
    assert.deepEqual(codes(mayClose({ ...facts, sessions: [] }, '2026-11-12')), ['no-session'])
  })
  test('is neither before the last session nor on a day to come, and needs somebody in the class', () => {
    assert.deepEqual(codes(mayClose(facts, '2026-11-11')), ['before-last-session'])
    assert.deepEqual(codes(mayClose(facts, '2026-11-22')), ['future'])
    assert.deepEqual(codes(mayClose({ ...facts, seated: 0 }, '2026-11-12')), ['nobody'])
    assert.deepEqual(codes(mayClose({ ...facts, seated: 0, heads: 40, sessions: [] }, '2026-11-12')), [])
    assert.deepEqual(codes(mayClose({ ...facts, status: 'closed' }, '2026-11-12')), ['class-not-open'])
  })
})

describe('a head-count', () => {
  test('changes after the class is closed only with a reason', () => {
    const facts = { status: 'closed', firstDay: '2026-11-10', today: '2026-11-21', reason: '' } as const
    assert.equal(code(mayCountHeads(facts, 'heads')), 'reason')
    assert.equal(mayCountHeads({ ...facts, reason: 'Đếm lại phiếu' }, 'heads'), true)
    assert.equal(mayCountHeads({ ...facts, status: 'open' }, 'heads'), true)
    assert.equal(code(mayCountHeads({ ...facts, status: 'open', firstDay: '2026-12-01' }, 'heads')), 'not-yet')
  })
})
