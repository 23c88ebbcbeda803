import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayWriteClass } from '../domain/classes.ts'
import { classOf, emptyDraft, nextSession, type ClassDraft } from './classDraft.ts'

const base: ClassDraft = { ...emptyDraft({ id: 'u', label: '' }), title: 'Lớp', programmeId: { id: 'p', label: '' }, firstDay: '2026-11-30', lastDay: '2026-12-04' }
const grown = (n: number, change: (draft: ClassDraft) => ClassDraft = (d) => d) => {
  let draft = base
  for (let i = 0; i < n; i++) draft = change({ ...draft, sessions: [...draft.sessions, nextSession(draft)] })
  return draft
}

test('adding sessions goes morning, afternoon, next morning, next afternoon, over the end of a month', () => {
  assert.deepEqual(grown(4).sessions.map((s) => `${s.day} ${s.from}`), ['2026-11-30 08:00', '2026-11-30 13:30', '2026-12-01 08:00', '2026-12-01 13:30'])
})

test('where the afternoon was taken out, sessions go on one a day at the same hour', () => {
  const mornings = grown(2, (d) => ({ ...d, sessions: d.sessions.map((s, i) => ({ ...s, day: i === 0 ? s.day : '2026-12-01', from: '18:00', to: '20:00' })) }))
  assert.deepEqual([nextSession(mornings).day, nextSession(mornings).from], ['2026-12-02', '18:00'])
})

test('what a form holds becomes a class that the rules accept, at the hours of Hà Nội, without empty lines', () => {
  const draft = { ...grown(2), places: [...base.places.map((p) => ({ ...p, name: 'Hội trường A' })), { id: 'x', name: ' ', address: '' }], lecturers: [{ personId: null, name: '', organisation: '' }] }
  const made = classOf(draft, 'id')
  assert.deepEqual([made.places.length, made.lecturers.length, new Date(made.sessions[0]!.startsAt).toISOString(), made.status], [1, 0, '2026-11-30T01:00:00.000Z', 'open'])
  assert.deepEqual(mayWriteClass(made, null), [])
})
