// People met twice in a file, against the plainest way to say it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from '#base/vietnamese/text'
import { meet, nobodySeen, type Sighting } from './duplicates.ts'

/** Whom each row repeats, by comparing it with every earlier one. */
function plainly(rows: Sighting[]): { twin: number | null; namesake: number | null }[] {
  const kept: Sighting[] = []
  const numbered = new Map<string, Sighting>()
  return rows.map((row) => {
    let twin = row.id === null ? undefined : numbered.get(row.id)
    if (row.id !== null && !twin) numbered.set(row.id, row)
    let namesake: Sighting | undefined
    if (row.name !== null && row.born !== null && row.unitId !== null) {
      const like = kept.find((k) => fold(k.name!) === fold(row.name!) && k.unitId === row.unitId && (k.born === row.born || (k.born!.length === 4 || row.born!.length === 4) && k.born!.slice(0, 4) === row.born!.slice(0, 4)))
      if (like && !twin) {
        if (like.id?.length === 12 && row.id?.length === 12) namesake = like
        else twin = like
      }
      if (!like) kept.push(row)
    }
    return { twin: twin?.row ?? null, namesake: namesake?.row ?? null }
  })
}

test('whom a row repeats is said as if every row were compared with every other', () => {
  const sighting = fc.record({
    name: fc.constantFrom('Lò Thị An', 'LO THI AN', 'Lò Thị Ân', 'Vàng A', null), born: fc.constantFrom('1985', '1985-03-02', '1985-03-03', '1986-03-02', null),
    id: fc.constantFrom('010185000001', '010185000002', '010185000003', '010185000', '063123456', null), unitId: fc.constantFrom('a', 'b', null),
  })
  fc.assert(fc.property(fc.array(sighting, { maxLength: 60 }), (some) => {
    const rows = some.map((s, i) => ({ ...s, sheet: 'S', row: i + 1 }))
    const seen = nobodySeen()
    assert.deepEqual(rows.map((row) => { const { twin, namesake } = meet(seen, row); return { twin: twin?.with.row ?? null, namesake: namesake?.row ?? null } }), plainly(rows))
  }), { numRuns: 500 })
})

test('a hundred thousand people with numbers of their own are a hundred thousand, and each is known again', () => {
  const seen = nobodySeen()
  const person = (i: number): Sighting => ({ sheet: 'S', row: i + 1, name: `Nguyễn Thị ${i % 977}`, born: `19${60 + i % 40}-0${1 + i % 9}-1${i % 10}`, id: String(10_000_000_000 + i).padStart(12, '0'), unitId: `u${i % 401}` })
  for (let i = 0; i < 100_000; i++) assert.equal(meet(seen, person(i)).twin, null)
  for (let i = 0; i < 100_000; i += 997) assert.deepEqual(meet(seen, { ...person(i), row: 0 }).twin, { shares: 'id', with: { sheet: 'S', row: i + 1 } })
})
