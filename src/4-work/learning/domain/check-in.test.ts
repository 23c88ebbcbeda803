import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '#base/id'
import { isRefusal, type Refusal } from '#base/refusal'
import { codeOf, codesHold, invitationTo, mayCheckIn, mayDecide, outcomeOf, readCheckInCode, readPass, shownAt, stateShown, stepAt, stepOfCode, writeCheckInCode, writePass, type CheckInFacts } from './check-in.ts'
import { mayCountersign } from './countersigning.ts'

const code = (verdict: true | Refusal) => (isRefusal(verdict) ? verdict.code : true)
const secret = new Uint8Array(32).fill(7)
const at = (time: string) => new Date(`2026-11-23T${time}+07:00`)

describe('the code on the lecturer\'s screen', () => {
  test('changes every ten seconds, is the same on every device with the secret, and another with another secret', async () => {
    const [now, same, next] = [stepAt(at('08:00:00')), stepAt(at('08:00:09')), stepAt(at('08:00:10'))]
    assert.deepEqual([same - now, next - now], [0, 1])
    assert.equal(await codeOf(secret, now), await codeOf(secret, same))
    assert.notEqual(await codeOf(secret, now), await codeOf(secret, next))
    assert.notEqual(await codeOf(secret, now), await codeOf(new Uint8Array(32).fill(8), now))
    assert.equal(shownAt(now).getTime(), at('08:00:00').getTime())
  })
  test('a scanned code proves its own ten seconds alone, a typed one is found within a minute and a half', async () => {
    const step = stepAt(at('08:00:00')), shown = await codeOf(secret, step)
    assert.equal(await stepOfCode(secret, shown, step, []), step)
    assert.equal(await stepOfCode(secret, shown, step + 1, []), null)
    assert.equal(await stepOfCode(secret, shown, null, [at('08:01:25')]), step)
    assert.equal(await stepOfCode(secret, shown, null, [at('08:05:00')]), null)
    assert.equal(await stepOfCode(secret, shown, null, [at('07:30:00'), at('08:00:20')]), step, 'the clock of the phone is wrong, that of the server is not')
  })
  test('is typed with small letters, a hyphen, and O for nought', async () => {
    const shown = await codeOf(secret, 1)
    assert.equal(readCheckInCode(writeCheckInCode(shown).toLowerCase().replaceAll('0', 'o')), shown)
    assert.equal(readCheckInCode('K7M-2Q'), null)
  })
  test('the address behind the picture and the own code come back as they went', () => {
    const sessionId = newId(), personId = newId()
    const query = new URL(invitationTo('https://congdoan.example', { sessionId, step: 9, code: 'K7M2QX' })).searchParams
    assert.deepEqual([query.get('buoi'), query.get('luc'), query.get('ma')], [sessionId, '9', 'K7M2QX'])
    assert.deepEqual(readPass(writePass({ personId, step: 9, code: 'K7M2QX' })), { personId, step: 9, code: 'K7M2QX' })
    for (const other of ['', 'https://congdoan.example', `LOTRINH ${personId} 9`, `LOTRINH ${personId} x K7M2QX`, 'LOTRINH someone 9 K7M2QX']) assert.equal(readPass(other), null, other)
  })
})

describe('a check-in', () => {
  const facts: CheckInFacts = { classStatus: 'open', startsAt: at('08:00:00'), endsAt: at('11:00:00'), graceMinutes: 15, unrecorded: null, seated: true, signed: false, held: null, now: at('11:30:00') }
  test('needs a seat and a code that was shown at the session, from half an hour before it to its end', () => {
    assert.equal(mayCheckIn(facts, at('07:30:00')), true)
    assert.equal(mayCheckIn(facts, at('11:00:00')), true)
    assert.equal(code(mayCheckIn(facts, at('07:29:00'))), 'not-yet')
    assert.equal(code(mayCheckIn(facts, at('11:00:10'))), 'over')
    assert.equal(code(mayCheckIn(facts, null)), 'wrong-code')
    assert.equal(code(mayCheckIn({ ...facts, seated: false }, at('08:00:00'))), 'no-seat')
    assert.equal(code(mayCheckIn({ ...facts, unrecorded: 'Mất điện' }, at('08:00:00'))), 'unrecorded')
    assert.equal(code(mayCheckIn({ ...facts, classStatus: 'cancelled' }, at('08:00:00'))), 'class-not-open')
    assert.equal(code(mayCheckIn({ ...facts, now: at('08:00:00') }, at('08:05:00'))), 'not-yet', 'a code that is still to come')
    assert.deepEqual([codesHold(facts, at('07:29:59')), codesHold(facts, at('07:30:00')), codesHold(facts, at('11:00:01'))], [false, true, false])
  })
  test('is late once the grace of the class is over', () => {
    assert.equal(stateShown(facts, at('08:15:00')), 'present')
    assert.equal(stateShown(facts, at('08:15:10')), 'late')
    assert.equal(stateShown({ ...facts, graceMinutes: 0 }, at('08:00:10')), 'late')
  })
  test('marks where nothing is marked, and never overwrites what someone marked or signed', () => {
    assert.equal(outcomeOf(facts), 'marked')
    assert.equal(outcomeOf({ ...facts, held: 'late' }), 'already')
    assert.equal(outcomeOf({ ...facts, held: 'absent' }), 'waiting')
    assert.equal(outcomeOf({ ...facts, held: 'absent', signed: true }), 'waiting')
    assert.equal(outcomeOf({ ...facts, held: null, signed: true }), 'waiting')
    assert.equal(outcomeOf({ ...facts, held: 'present', classStatus: 'closed' }), 'already')
  })
  test('that waits is decided once, with a reason', () => {
    const waiting = { outcome: 'waiting', accepted: null } as const
    assert.equal(mayDecide(waiting, true, 'Có mặt từ đầu buổi'), true)
    assert.equal(mayDecide({ ...waiting, accepted: true }, true, 'Có mặt từ đầu buổi'), true)
    assert.equal(code(mayDecide({ ...waiting, accepted: true }, false, 'Có mặt từ đầu buổi')), 'decided')
    assert.equal(code(mayDecide(waiting, true, ' ')), 'reason')
    assert.equal(code(mayDecide({ ...waiting, outcome: 'marked' }, true, 'Có mặt từ đầu buổi')), 'not-waiting')
  })
})

test('a session is countersigned once it has begun and everyone on its roster is marked', () => {
  const facts = { classStatus: 'open', begun: true, unrecorded: null, seated: 30, unmarked: 0 } as const
  assert.equal(mayCountersign(facts), true)
  assert.equal(code(mayCountersign({ ...facts, unmarked: 1 })), 'unmarked')
  assert.equal(code(mayCountersign({ ...facts, begun: false })), 'not-yet')
  assert.equal(code(mayCountersign({ ...facts, seated: 0 })), 'nobody')
  assert.equal(code(mayCountersign({ ...facts, unrecorded: 'Mất điện' })), 'unrecorded')
  assert.equal(code(mayCountersign({ ...facts, classStatus: 'closed' })), 'class-not-open')
})
