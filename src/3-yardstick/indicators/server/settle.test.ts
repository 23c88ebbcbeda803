// Whoever writes about thousands brings all of them up, and never meets another writer the other way round.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#base/id'
import { settle } from './settle.ts'

test('thousands of subjects are brought up in the order of their ids, each once, and a kind of which nobody was touched is not asked for', () => {
  const ids = Array.from({ length: 4_500 }, newId).toReversed()
  const said = settle(new Map([['worker', new Set(ids)], ['unnamed', new Set<string>()], ['official', new Set(ids.slice(0, 3))]]))
  assert.deepEqual(said.map(({ values }) => [values[0], (values[1] as string[]).length]), [['official', 3], ['worker', 2_000], ['worker', 2_000], ['worker', 500]])
  assert.deepEqual(said.slice(1).flatMap(({ values }) => values[1]), ids.toSorted())
})
