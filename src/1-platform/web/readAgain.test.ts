import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { readerAgain } from './readAgain.ts'

/** A figure on a screen; each reading answers when the test says so, with what stood when it was asked. */
function screen() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const house = { figure: 0, asked: 0, broken: 0, answers: [] as (() => void)[] }
  const observer = new QueryObserver(queries, {
    queryKey: ['figures', 'here'],
    queryFn: ({ signal }) => {
      const stood = house.figure
      house.asked++
      signal.addEventListener('abort', () => { house.broken++ })
      return new Promise<number>((resolve) => house.answers.push(() => resolve(stood)))
    },
  })
  observer.subscribe(() => {})
  const answer = async () => {
    house.answers.shift()!()
    for (let i = 0; i < 20; i++) await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { house, answer, again: readerAgain(queries), shown: () => observer.getCurrentResult().data }
}

test('announcements faster than the readings are all seen in the end, and none breaks a reading off', async () => {
  const { house, answer, again, shown } = screen()
  await answer()
  for (let i = 1; i <= 50; i++) {
    house.figure = i
    void again(['figures'])
    if (i % 10 === 0) await answer()
  }
  while (house.answers.length > 0) await answer()
  assert.equal(shown(), 50)
  assert.equal(house.broken, 0)
  assert.ok(house.asked <= 8, `asked ${house.asked} times for fifty announcements`)
})

test('what was being read when the announcement came is read once more', async () => {
  const { house, answer, again, shown } = screen()
  house.figure = 7
  const done = again(['figures'])
  await answer()
  assert.equal(shown(), 0, 'asked before the announcement')
  await answer()
  await done
  assert.equal(shown(), 7)
  assert.equal(house.asked, 2)
})
