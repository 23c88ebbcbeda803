import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { text } from '#base/text'
import type { FieldRefusal } from '../refusals.ts'
import { decided, isOpen, pauseAfter, verdictOn, waitsFor } from './entry.ts'

const refusal = (code: string, field: string | null = null, held?: unknown): FieldRefusal => ({
  code, field, text: text('…', '…'), ...(held !== undefined && { conflict: { what: text('…', '…'), mine: text('…', '…'), theirs: text('…', '…'), by: null, at: null, held } }),
})

describe('a write that waits', () => {
  it('waits on while the line, the server or the sign-in is missing', () => {
    for (const status of [null, 500, 502, 503, 401, 408, 429]) assert.equal(verdictOn(status, []), 'wait', String(status))
    assert.equal(verdictOn(409, [refusal('busy')]), 'wait')
  })
  it('is laid before a person when it was refused, or met what someone else wrote', () => {
    assert.equal(verdictOn(422, [refusal('not-yet')]), 'refused')
    assert.equal(verdictOn(403, [refusal('out-of-reach')]), 'refused')
    assert.equal(verdictOn(409, [refusal('conflict')]), 'refused')
    assert.equal(verdictOn(409, [refusal('seen', 'marks.0', 'absent')]), 'conflict')
  })
  it('waits for its own account and office', () => {
    const entry = { account: 'a', office: 'o' }
    assert.equal(waitsFor(entry, { account: 'a', office: 'o' }), 'turn')
    assert.equal(waitsFor(entry, { account: 'b', office: 'o' }), 'account')
    assert.equal(waitsFor(entry, { account: 'a', office: 'p' }), 'office')
    assert.equal(verdictOn(409, [refusal('other-sender')]), 'elsewhere')
  })
  it('is added to until the server may have it, and again once the server has refused it', () => {
    assert.equal(isOpen({ state: 'waiting', tries: 0 }), true)
    assert.equal(isOpen({ state: 'waiting', tries: 1 }), false)
    assert.equal(isOpen({ state: 'conflict', tries: 3 }), true)
  })
  it('is tried again after growing pauses, at most five minutes', () => {
    assert.deepEqual([1, 2, 3, 9, 50].map(pauseAfter), [2_000, 4_000, 8_000, 300_000, 300_000])
  })
})

describe('a conflict', () => {
  const input = { id: 'c', marks: [{ personId: 'a', state: 'present', seen: null }, { personId: 'b', state: 'late', seen: null }, { personId: 'c', state: 'absent', seen: null }] }
  const refusals = [refusal('seen', 'marks.0', 'absent'), refusal('seen', 'marks.1', 'excused')]
  it('is decided one by one: mine says what was seen, theirs is left out, the rest goes as it was', () => {
    assert.deepEqual(decided(input, refusals, (field) => (field === 'marks.0' ? 'mine' : 'theirs')), { id: 'c', marks: [{ personId: 'a', state: 'present', seen: 'absent' }, { personId: 'c', state: 'absent', seen: null }] })
    assert.deepEqual(input.marks[0], { personId: 'a', state: 'present', seen: null }, 'what was kept is not touched')
  })
  it('leaves nothing to send where all of it is theirs', () => {
    assert.equal(decided({ id: 'c', marks: [input.marks[0]] }, [refusals[0]!], () => 'theirs'), null)
    assert.equal(decided({ id: 'p', seen: 3 }, [refusal('seen', null, 4)], () => 'theirs'), null)
    assert.deepEqual(decided({ id: 'p', seen: 3 }, [refusal('seen', null, 4)], () => 'mine'), { id: 'p', seen: 4 })
  })
})
