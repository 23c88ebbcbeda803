import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal, type Verdict } from '#base/refusal'
import { decisionIsWhole, kindsAreKnown, livesOn, mayEndOn, mergesAreClear, nothingLeftBelow, treeHolds } from './structure.ts'
import { byUnit, changeFrom, onlyHangsElsewhere, reparentFrom, rewritten, type Version } from './version.ts'

const version = (unitId: string, parentId: string | null, from: string | null, to: string | null, name = unitId): Version => (
  { id: `${unitId}@${from}`, unitId, kind: 'commune-union', name, nameEn: null, shortName: null, parentId, attributes: {}, valid: { from, to } })
const code = (verdict: Verdict) => (isRefusal(verdict) ? verdict.code : 'holds')

test('a unit never comes to hang below itself, on no day', () => {
  const tree = [version('a', null, null, null), version('b', 'a', null, '2026-01-01'), version('b', 'c', '2026-01-01', null), version('c', 'a', null, null)]
  assert.equal(code(treeHolds([version('c', 'b', '2025-01-01', '2026-01-01')], byUnit(tree))), 'holds')
  assert.equal(code(treeHolds([version('c', 'b', '2025-01-01', '2026-01-02')], byUnit(tree))), 'circle')
  assert.equal(code(treeHolds([version('a', 'a', null, null)], byUnit(tree))), 'circle')
})

test('a parent lives as long as the unit hangs under it', () => {
  const tree = byUnit([version('p', null, '2020-01-01', '2024-01-01'), version('p', null, '2024-01-01', '2025-07-01')])
  assert.equal(code(treeHolds([version('u', 'p', '2021-05-01', '2025-07-01')], tree)), 'holds')
  assert.equal(code(treeHolds([version('u', 'p', '2021-05-01', null)], tree)), 'parent-not-living')
  assert.equal(code(treeHolds([version('u', 'p', null, '2024-01-01')], tree)), 'parent-not-living')
  assert.equal(code(treeHolds([version('u', 'nobody', '2021-01-01', null)], tree)), 'parent-not-living')
})

test('a rename made late runs through a later transfer and stops at a later rename', () => {
  const stored = [version('u', 'p', null, '2026-03-01', 'Cũ'), version('u', 'q', '2026-03-01', '2026-05-01', 'Cũ'), version('u', 'q', '2026-05-01', null, 'Mới hơn')]
  const after = rewritten(stored, changeFrom(stored, '2026-01-15', (v) => v.name === 'Cũ', { name: 'Mới' })).map((v) => [v.name, v.parentId, v.valid.from, v.valid.to])
  assert.deepEqual(after.toSorted((a, b) => ((a[2] ?? '') < (b[2] ?? '') ? -1 : 1)), [
    ['Cũ', 'p', null, '2026-01-15'], ['Mới', 'p', '2026-01-15', '2026-03-01'], ['Mới', 'q', '2026-03-01', '2026-05-01'], ['Mới hơn', 'q', '2026-05-01', null]])
})

test('after a merge the units below hang under the one that stays, also those that come later', () => {
  const stored = [version('u', 'old', null, '2026-01-01'), version('u', 'other', '2026-01-01', '2026-06-01'), version('u', 'old', '2026-06-01', null)]
  const after = rewritten(stored, reparentFrom(stored, '2025-07-01', new Map([['old', 'new']])))
  assert.deepEqual(new Set(after.map((v) => `${v.parentId} ${v.valid.from}`)), new Set(['old null', 'new 2025-07-01', 'other 2026-01-01', 'new 2026-06-01']))
})

test('a unit that only hangs elsewhere is what it was; one that ends earlier, or is of another kind, is not', () => {
  const before = [version('u', 'old', '2020-01-01', null)]
  const moved = [version('u', 'old', '2020-01-01', '2025-07-01'), version('u', 'new', '2025-07-01', null, 'Tên mới')]
  assert.ok(onlyHangsElsewhere(before, moved))
  assert.ok(!onlyHangsElsewhere(before, moved.slice(0, 1)))
  assert.ok(!onlyHangsElsewhere(before, [moved[0]!, { ...moved[1]!, kind: 'grassroots-union' }]))
  assert.ok(!onlyHangsElsewhere(before, [moved[0]!, { ...moved[1]!, attributes: { sector: 'public' } }]))
  assert.ok(!onlyHangsElsewhere(before, [moved[0]!, version('u', 'new', '2025-08-01', null)]))
})

test('a unit with living units below is not dissolved, unless they end by the same decision', () => {
  const below = [version('child', 'u', '2020-01-01', null), version('gone', 'u', '2020-01-01', '2024-01-01')]
  assert.equal(code(nothingLeftBelow(below, ['u'], '2025-01-01')), 'units-below')
  assert.equal(code(nothingLeftBelow(below, ['u', 'child'], '2025-01-01')), 'holds')
})

test('a unit does not end before a day for which more was decided about it', () => {
  assert.equal(code(mayEndOn([version('u', 'p', null, '2026-03-01'), version('u', 'q', '2026-03-01', null)], '2026-02-01', 'from')), 'later-event')
  assert.equal(code(mayEndOn([version('u', 'p', null, '2026-03-01'), version('u', 'q', '2026-03-01', null)], '2026-03-01', 'from')), 'holds')
  assert.equal(code(mayEndOn([version('u', 'p', null, '2026-03-01')], '2026-02-01', 'from')), 'later-event')
})

test('no unit is merged twice, nor into one that ends by the same decision', () => {
  assert.equal(code(mergesAreClear([{ from: 'a', into: 'b' }, { from: 'c', into: 'b' }])), 'holds')
  assert.equal(code(mergesAreClear([{ from: 'a', into: 'b' }, { from: 'a', into: 'c' }])), 'merge-twice')
  assert.equal(code(mergesAreClear([{ from: 'a', into: 'b' }, { from: 'b', into: 'c' }])), 'merge-into-ending')
})

test('a decision needs its number, a unit a known kind and a day of its life', () => {
  assert.equal(code(decisionIsWhole({ number: ' ', on: null, by: null, effectiveOn: '2026-01-01' })), 'decision-number')
  assert.equal(code(kindsAreKnown([{ id: 'a', kind: 'club', name: 'A', parentId: null }], new Set(['commune-union']))), 'unknown-kind')
  assert.equal(code(livesOn([version('u', null, '2020-01-01', '2021-01-01')], '2021-01-01', 'unitId')), 'unit-not-living')
  assert.equal(code(livesOn(undefined, '2021-01-01', 'unitId')), 'unknown-unit')
})
