import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Duty } from '../contract.ts'
import { digestLetter } from './digest.ts'

const today = '2026-11-23'
const duty = (dueOn: string | null, more: Partial<Duty> = {}): Duty => ({ id: 'd', kind: 'plan.task', title: { vi: 'Rà soát danh sách', en: 'Check the list' }, dueOn, overdue: false, to: '/ke-hoach/1', unitName: 'X', ...more })
const told = (path: string) => ({ text: { vi: `Báo ${path}`, en: `Told ${path}` }, path })
const said = (asked: Parameters<typeof digestLetter>[0]) => digestLetter(asked)?.parts.map((part) => part.items.map((item) => [item.text.vi, item.note?.vi ?? '']))

it('nothing new and nothing newly due is no letter', () => {
  for (const duties of [[], [duty(null)], [duty('2026-12-25')], [duty('2026-11-28')], [duty('2026-10-01', { overdue: true })]]) assert.equal(digestLetter({ messages: [], duties, today }), null)
})

it('a duty is worth a letter a week before, the day before, on its day and the day after', () => {
  for (const day of ['2026-11-30', '2026-11-24', '2026-11-23', '2026-11-22']) assert.ok(digestLetter({ messages: [], duties: [duty(day)], today }), day)
  assert.deepEqual(said({ messages: [], duties: [duty('2026-11-22')], today }), [[['Rà soát danh sách', 'quá hạn 1 ngày, hạn 22/11/2026']]])
})

it('a letter about something new names what is due within the week as well, and a duty that was told of is said once', () => {
  assert.deepEqual(said({ messages: [told('/hoc-tap'), told('/ke-hoach/1')], duties: [duty('2026-11-26'), duty('2026-12-20', { id: 'e' })], today }), [[['Rà soát danh sách', 'còn 3 ngày, hạn 26/11/2026']], [['Báo /hoc-tap', '']]])
  assert.equal(digestLetter({ messages: [told('/hoc-tap')], duties: [duty('2026-11-26')], today })?.subject.vi, 'Lộ Trình ngày 23/11/2026: 1 thông báo, 1 việc đến hạn')
})

it('the names of others stay in the house, and a long list is cut', () => {
  assert.deepEqual(said({ messages: [], duties: [duty(today, { kind: 'chair.train', title: { vi: 'Bồi dưỡng chủ tịch mới: Nguyễn Văn A', en: 'Train the new chair: Nguyễn Văn A' } })], today }), [[['Bồi dưỡng chủ tịch công đoàn cơ sở mới', 'hạn hôm nay']]])
  const many = said({ messages: Array.from({ length: 30 }, (_, i) => told(`/${i}`)), duties: [], today })!
  assert.deepEqual([many[0]!.length, many[0]!.at(-1)![0]], [20, 'Và 11 mục nữa.'])
})
