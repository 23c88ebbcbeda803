import assert from 'node:assert/strict'
import { it } from 'node:test'
import { changedText, isRescheduled } from './tidings.ts'

const sitting = { id: '1', startsAt: '2026-12-07T01:00:00.000Z', endsAt: '2026-12-07T04:00:00.000Z', placeId: null }

it('another hour, another room or another day is worth telling, the order of a list is not', () => {
  const second = { ...sitting, id: '2' }
  assert.ok(!isRescheduled([sitting, second], [second, sitting]))
  for (const other of [{ ...sitting, startsAt: '2026-12-07T02:00:00.000Z' }, { ...sitting, placeId: 'hall' }]) assert.ok(isRescheduled([sitting], [other]))
  assert.ok(isRescheduled([sitting], [sitting, second]))
})

it('the hour that people are told is that of Vietnam', () => {
  const about = { title: 'Kỹ năng số', firstDay: '2026-12-07' }
  assert.equal(changedText(about, new Date('2026-12-06T18:30:00Z')).vi, 'Lịch lớp “Kỹ năng số” đã đổi; buổi tới lúc 01:30 ngày 07/12/2026.')
  assert.equal(changedText(about, null).en, 'The sessions of the class “Kỹ năng số” have changed.')
})
