import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropDraft, keepDraft, openDraft, type Store } from './draft.ts'

function memory(): Store {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) }
}

test('what was typed comes back after a reload, with the same id for the write', () => {
  const store = memory()
  const draft = openDraft(store, 'plan', { title: '', note: '' })
  keepDraft(store, 'plan', { ...draft, values: { title: 'Kế hoạch 2027', note: '' } })
  const again = openDraft(store, 'plan', { title: '', note: '' })
  assert.equal(again.id, draft.id)
  assert.equal(again.values.title, 'Kế hoạch 2027')
  assert.equal(again.typed, true)
})

test('after the server has it, the next opening is a new write', () => {
  const store = memory()
  const draft = openDraft(store, 'plan', { title: '' })
  keepDraft(store, 'plan', { ...draft, values: { title: 'A' } })
  dropDraft(store, 'plan')
  const next = openDraft(store, 'plan', { title: '' })
  assert.notEqual(next.id, draft.id)
  assert.equal(next.values.title, '')
})

test('a field that was added since the draft was kept gets its start value', () => {
  const store = memory()
  keepDraft(store, 'plan', { id: '1', values: { title: 'A' }, typed: true })
  assert.deepEqual(openDraft(store, 'plan', { title: '', note: 'x' }).values, { title: 'A', note: 'x' })
})

test('a browser without storage, or with rubbish in it, gives a fresh form', () => {
  const store = memory()
  store.setItem('form plan', '{rubbish')
  assert.equal(openDraft(store, 'plan', { title: 'a' }).values.title, 'a')
  assert.equal(openDraft(undefined, 'plan', { title: 'a' }).values.title, 'a')
})
