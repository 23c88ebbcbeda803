import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isRefusal } from '#base/refusal'
import { addWorkingDays, nextDue, promised } from './clock.ts'
import { mayAsk, mayErase, mayExtend, mayHandle, type RequestFacts } from './requests.ts'

const clock = { answerDays: 2, finishDays: 15, othersDays: 20, extendDays: 15 }
const none = new Set<string>()
const code = (verdict: unknown) => (isRefusal(verdict) ? verdict.code : verdict)

describe('the clocks of a request', () => {
  test('two working days from a Friday end on the Tuesday', () => {
    assert.deepEqual(promised('2026-11-20', clock, none), { answerBy: '2026-11-24', finishBy: '2026-12-05' })
  })
  test('holidays are no working days, whether they fall into the week or on its end', () => {
    assert.equal(addWorkingDays('2026-04-29', 2, new Set(['2026-04-30', '2026-05-01'])), '2026-05-05')
    assert.equal(addWorkingDays('2026-09-01', 1, new Set(['2026-09-02', '2026-09-05'])), '2026-09-03')
  })
  test('the first answer is due before the end, and a decided request is due no more', () => {
    const request = { answerBy: '2026-11-24', finishBy: '2026-12-05', extendedTo: null, answeredOn: null, decidedOn: null }
    assert.deepEqual(nextDue(request, '2026-11-25'), { what: 'answer', by: '2026-11-24', left: -1 })
    assert.deepEqual(nextDue({ ...request, answeredOn: '2026-11-23' }, '2026-11-25'), { what: 'finish', by: '2026-12-05', left: 10 })
    assert.deepEqual(nextDue({ ...request, answeredOn: '2026-11-23', extendedTo: '2026-12-20' }, '2026-12-20'), { what: 'finish', by: '2026-12-20', left: 0 })
    assert.equal(nextDue({ ...request, decidedOn: '2026-11-24' }, '2027-01-01'), null)
  })
})

describe('what may be done with a request', () => {
  const request: RequestFacts = { kind: 'erase', askedOn: '2026-11-20', finishBy: '2026-12-05', extendedTo: null, answeredOn: null, decidedOn: null }
  test('it is extended once, in time, and by no more than the clock allows', () => {
    assert.equal(mayExtend(request, '2026-12-20', clock, '2026-12-05'), true)
    assert.equal(code(mayExtend(request, '2026-12-21', clock, '2026-12-01')), 'extension')
    assert.equal(code(mayExtend(request, '2026-12-20', clock, '2026-12-06')), 'too-late')
    assert.equal(code(mayExtend({ ...request, extendedTo: '2026-12-10' }, '2026-12-20', clock, '2026-12-01')), 'extended')
  })
  test('a paper is received today at the latest, and a withdrawal says of what', () => {
    assert.equal(code(mayAsk({ kind: 'see', activity: null, askedOn: '2026-11-22' }, '2026-11-21')), 'in-future')
    assert.equal(code(mayAsk({ kind: 'withdraw', activity: null, askedOn: '2026-11-21' }, '2026-11-21')), 'activity')
  })
  test('nobody deals with the own request', () => {
    assert.equal(code(mayHandle({ personId: 'a' }, { personId: 'a' })), 'own-request')
    assert.equal(mayHandle({ personId: 'a' }, { personId: 'b' }), true)
  })
  test('a legal hold keeps a record, with its reason, and so does a place or an office', () => {
    const verdict = mayErase({ deidentified: false, holds: ['Vụ án 12/2026'], stands: false })
    assert.ok(isRefusal(verdict) && verdict.code === 'hold' && verdict.text.vi.includes('Vụ án 12/2026'))
    assert.equal(code(mayErase({ deidentified: false, holds: [], stands: true })), 'still-stands')
    assert.equal(mayErase({ deidentified: false, holds: [], stands: false }), true)
  })
})
