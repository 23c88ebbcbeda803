import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#base/refusal'
import { compare, decided, mayBegin, seesOthers, settled, subjectsBy, type CodedSpan } from './coding.ts'
import { agreementOf, kappaOf } from './coding-agreement.ts'
import { passagesOf } from './passages.ts'

const span = (id: string, start: number, end: number, subject: string, gives: number | null = null): CodedSpan => ({ id, start, end, subject, caseCode: null, gives, givesAs: gives === null ? null : 'total', note: null, suggested: false })
const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 5e-5, `${actual} is not ${expected}`)

test('kappa is what the hand computes: 20, 5, 10 and 15 of 50', () => {
  // po = 0.7, pe = 0.5·0.6 + 0.5·0.4 = 0.5; variance (0.10972 + 0.10188 - 0.01) / (50·0.25) = 0.016128.
  const { kappa, interval, observed, expected } = kappaOf([[20, 5], [10, 15]])
  near(observed, 0.7)
  near(expected, 0.5)
  near(kappa!, 0.4)
  near(interval![0], 0.4 - 1.959964 * Math.sqrt(0.016128))
  near(interval![1], 0.4 + 1.959964 * Math.sqrt(0.016128))
})

test('kappa of three labels is what the hand computes', () => {
  // Diagonal 10, 8, 6 of 30; rows 12, 10, 8, columns 11, 11, 8: po = 0.8, pe = (132 + 110 + 64) / 900 = 0.34.
  near(kappaOf([[10, 1, 1], [1, 8, 1], [0, 2, 6]]).kappa!, (0.8 - 0.34) / 0.66)
})

test('who always says the same as the other of everything agrees no more than chance would', () => {
  assert.equal(kappaOf([[30, 0], [0, 0]]).kappa, null)
  assert.equal(kappaOf([]).kappa, null)
  assert.deepEqual([kappaOf([[15, 0], [0, 15]]).kappa, kappaOf([[0, 15], [15, 0]]).kappa], [1, -1])
})

test('overall, half a hit is none; by subject it is one', () => {
  const set = (...of: string[]) => new Set(of)
  const { overall, bySubject } = agreementOf([set('meals', 'bonus'), set('meals'), set(), set()], [set('meals'), set('meals'), set(), set()])
  near(overall.observed, 0.75)
  assert.equal(bySubject.get('meals')!.kappa, 1)
  near(bySubject.get('bonus')!.observed, 0.75)
})

test('two hands that drew around the same words found the same', () => {
  const { agreed, differences } = compare([span('a', 10, 50, 'meals'), span('b', 60, 90, 'bonus', 1), span('c', 100, 120, 'wages')], [span('x', 12, 58, 'meals'), span('y', 60, 90, 'bonus', 2), span('z', 200, 230, 'wages')])
  assert.deepEqual(agreed.map(({ start, end, subject }) => [start, end, subject]), [[10, 58, 'meals']])
  assert.deepEqual(differences.map(({ first, second }) => [first?.id ?? null, second?.id ?? null]), [['b', 'y'], ['c', null], [null, 'z']])
})

test('a difference is settled by both coders of one mind, or by a third', () => {
  const coders = ['lan', 'minh']
  const vote = (personId: string, chosen: string | null) => ({ differenceId: 'd', personId, chosen })
  assert.equal(decided([], coders), undefined)
  assert.equal(decided([vote('lan', 'a')], coders), undefined)
  assert.equal(decided([vote('lan', 'a'), vote('minh', 'b')], coders), undefined)
  assert.equal(decided([vote('lan', null), vote('minh', null)], coders), null)
  assert.equal(decided([vote('lan', 'a'), vote('hoa', 'b')], coders), 'b')
})

test('nothing is of the record before the last difference is settled', () => {
  const first = [span('a', 10, 50, 'meals'), span('c', 100, 120, 'wages')], second = [span('x', 12, 58, 'meals')]
  assert.equal(settled(first, second, [], ['lan', 'minh']), null)
  assert.deepEqual(settled(first, second, [{ differenceId: 'c', personId: 'hoa', chosen: 'c' }], ['lan', 'minh'])!.map(({ id }) => id), ['a', 'c'])
  assert.deepEqual(settled(first, second, [{ differenceId: 'c', personId: 'hoa', chosen: null }], ['lan', 'minh'])!.map(({ id }) => id), ['a'])
})

test('nobody who still codes sees what another found', () => {
  const lan = { personId: 'lan', kind: 'coder' as const, finished: true }, minh = { personId: 'minh', kind: 'coder' as const, finished: false }
  assert.equal(seesOthers([lan, minh], 'minh', false), false)
  assert.equal(seesOthers([lan, minh], 'lan', false), true)
  assert.equal(seesOthers([lan], 'hoa', false), false, 'who might still become the second coder')
  assert.equal(seesOthers([lan, { ...minh, finished: true }], 'hoa', false), true)
  assert.equal(seesOthers([lan, { personId: 'hoa', kind: 'reviewer', finished: false }], 'hoa', false), true)
})

test('a text has two coders, or one and whoever looks it through', () => {
  const lan = { personId: 'lan', kind: 'coder' as const, finished: true }, minh = { personId: 'minh', kind: 'coder' as const, finished: false }
  assert.equal(mayBegin([], 'lan', 'coder', false), true)
  assert.equal(mayBegin([lan], 'minh', 'coder', false), true)
  assert.equal(mayBegin([lan], 'hoa', 'reviewer', false), true)
  for (const [begun, who, kind] of [[[lan], 'lan', 'reviewer'], [[lan, minh], 'hoa', 'coder'], [[lan, minh], 'hoa', 'reviewer'], [[minh], 'hoa', 'reviewer'], [[lan, { personId: 'hoa', kind: 'reviewer' as const, finished: false }], 'minh', 'coder']] as const) {
    assert.ok(isRefusal(mayBegin(begun, who, kind, false)))
  }
  assert.ok(isRefusal(mayBegin([], 'lan', 'coder', true)))
})

test('a passage has the subjects of the spans that cover half of it, or lie in it by half; a heading has none', () => {
  const text = 'Chương I\nTIỀN LƯƠNG\nĐiều 1. Lương\n1. Lương trả ngày 10 hằng tháng. Bữa ăn ca 30.000 đồng.'
  const passages = passagesOf(text)
  const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
  assert.deepEqual(subjectsBy(passages, [{ ...at('Chương I'), subject: 'wages' }, { ...at('Lương trả ngày 10 hằng tháng.'), subject: 'wages' }, { ...at('Bữa ăn ca 30.000 đồng.'), subject: 'meals' }]).map((set) => [...set]), [[], ['wages', 'meals']])
})
