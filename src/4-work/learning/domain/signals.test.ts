import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '#base/id'
import { deviceNames, signalsIn, type CheckInSeen } from './signals.ts'

const at = (time: string) => new Date(`2026-11-23T${time}+07:00`)
const morning = { sessionId: 'morning', startsAt: at('08:00:00'), endsAt: at('11:00:00') }
/** Someone with a phone of their own, who scanned and sent at once. */
const honest = (id: string, time = '08:01:00', change: Partial<CheckInSeen> = {}): CheckInSeen => ({ id, personId: id, ...morning, way: 'check-in', shownAt: at(time), readAt: at(time), arrivedAt: at(time), offline: false, deviceId: newId(), ...change })
const kinds = (own: CheckInSeen[], elsewhere: CheckInSeen[] = []) => signalsIn(own, elsewhere).map(({ kind, ids }) => `${kind}: ${ids.join(' ')}`)

describe('signals to look at', () => {
  test('a class in which everyone comes with a phone of their own gives none', () => {
    assert.deepEqual(kinds([honest('an'), honest('binh', '08:01:10'), honest('chi', '08:20:00')]), [])
  })
  test('one phone for several people is one, the same person twice is none', () => {
    assert.deepEqual(kinds([honest('an', '08:01:00', { deviceId: 'p' }), honest('binh', '08:02:00', { deviceId: 'p' }), honest('chi')]), ['device: an binh'])
    assert.deepEqual(kinds([honest('an', '08:01:00', { deviceId: 'p' }), honest('an2', '08:02:00', { personId: 'an', deviceId: 'p' })]), [])
  })
  test('the lecturer\'s phone scans everyone, and that is none', () => {
    assert.deepEqual(kinds(['an', 'binh'].map((who) => honest(who, '08:01:00', { way: 'scan', deviceId: null }))), [])
  })
  test('a person at two sessions at one time is one, in this class or another; at one after the other is none', () => {
    const other = { sessionId: 'elsewhere', startsAt: at('10:00:00'), endsAt: at('12:00:00') }
    assert.deepEqual(kinds([honest('an')], [honest('an-there', '10:05:00', { personId: 'an', ...other })]), ['overlap: an an-there'])
    assert.deepEqual(kinds([honest('an'), honest('an-there', '10:05:00', { personId: 'an', ...other })]), ['overlap: an an-there'])
    assert.deepEqual(kinds([honest('an')], [honest('an-there', '13:35:00', { personId: 'an', ...other, startsAt: at('13:30:00'), endsAt: at('16:00:00') })]), [])
  })
  test('a code sent on and used later is one, unless the phone had no network', () => {
    assert.deepEqual(kinds([honest('an', '08:01:00', { readAt: at('08:40:00'), arrivedAt: at('08:40:00') })]), ['clock: an', 'stale: an'])
    assert.deepEqual(kinds([honest('an', '08:01:00', { arrivedAt: at('12:40:00'), offline: true })]), [])
  })
  test('a device whose clock agrees with nothing is one', () => {
    assert.deepEqual(kinds([honest('an', '08:01:00', { readAt: at('06:00:00'), arrivedAt: at('09:00:00'), offline: true })]), ['clock: an'])
    assert.deepEqual(kinds([honest('an', '08:01:00', { readAt: at('23:00:00') })]), ['clock: an'])
  })
  test('ten people within one second are one, nine are none', () => {
    const crowd = Array.from({ length: 10 }, (_, i) => honest(`n${i}`, `08:01:00.${i}00`))
    assert.deepEqual(kinds(crowd).map((signal) => signal.split(':')[0]), ['burst'])
    assert.deepEqual(kinds(crowd.slice(1)), [])
    assert.deepEqual(kinds(crowd.map((one) => ({ ...one, offline: true }))), [], 'phones that found the network again together')
  })
  test('devices are called A, B, … by the order in which they came, never by what they are', () => {
    const ids = Array.from({ length: 28 }, () => newId())
    const names = deviceNames([ids[0]!, null, ids[0]!, ...ids.slice(1)])
    assert.deepEqual([names.size, names.get(ids[0]!), names.get(ids[1]!), names.get(ids[26]!), names.get(ids[27]!)], [28, 'A', 'B', 'AA', 'AB'])
  })
})
