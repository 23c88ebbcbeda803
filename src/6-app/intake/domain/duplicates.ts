// The same person twice in one file: the same identity number, or, where one of the two has no full
// number, the same name, birth (a year alone is compared with the year) and unit. The earlier row
// counts even if it was refused: the user should settle both, not have one of them slip in.
// A million people are remembered in some 80 MB: numbers as numbers, names as 53 bits of a hash. Two
// different names fall on one hash in a file of a million with odds of one to some ten thousand, and
// are taken for one only if they are also born alike.

import { fold } from '#base/vietnamese/text'
import { hash } from './packed.ts'

export interface Sighting {
  sheet: string
  row: number
  name: string | null
  born: string | null
  id: string | null
  unitId: string | null
}

export interface SeenAt { sheet: string; row: number }

/** People met so far in a file. Hand the same one to every sheet of the file. */
export interface Seen {
  byId: Index
  byName: Index
  sheets: string[]
  entries: Entries
}

export type Twin = { shares: 'id' | 'name'; with: SeenAt }

export function nobodySeen(): Seen {
  return { byId: newIndex(), byName: newIndex(), sheets: [], entries: newEntries() }
}

/** Notes the person and says whom the row repeats; `namesake` when only the numbers differ. */
export function meet(seen: Seen, person: Sighting): { twin: Twin | null; namesake: SeenAt | null } {
  let twin: Twin | null = null
  let namesake: SeenAt | null = null
  const { entries } = seen
  let own = -1
  const entry = () => (own < 0 ? own = note(seen, person) : own)
  if (person.id !== null) {
    const key = Number(`1${person.id}`)
    const same = find(seen.byId, key)
    if (same >= 0) twin = { shares: 'id', with: placeOf(seen, same) }
    else put(seen.byId, key, entry())
  }
  if (person.name !== null && person.born !== null && person.unitId !== null) {
    const key = hash(`${fold(person.name)}|${person.born.slice(0, 4)}|${person.unitId}`)
    const born = bornCode(person.born)
    const first = find(seen.byName, key)
    let like = first
    while (like >= 0 && !bornAlike(entries.born[like]!, born)) like = entries.next[like]!
    if (like >= 0 && !twin) {
      if (entries.full[like] === 1 && isFull(person.id)) namesake = placeOf(seen, like)
      else twin = { shares: 'name', with: placeOf(seen, like) }
    }
    if (like < 0 && first < 0) put(seen.byName, key, entry())
    else if (like < 0) {
      // Behind the last of that name: whom a row repeats is the first one that fits.
      let last = first
      while (entries.next[last]! >= 0) last = entries.next[last]!
      entries.next[last] = entry()
    }
  }
  return { twin, namesake }
}

function isFull(id: string | null): boolean {
  return id?.length === 12
}

// 19850302, or 19850000 for a year alone.
function bornCode(born: string): number {
  return Number(born.slice(0, 4)) * 10_000 + (born.length === 4 ? 0 : Number(born.slice(5, 7)) * 100 + Number(born.slice(8, 10)))
}

function bornAlike(a: number, b: number): boolean {
  return a === b || a % 10_000 === 0 || b % 10_000 === 0
}

interface Entries { count: number; row: Int32Array; sheet: Uint16Array; born: Int32Array; full: Uint8Array; next: Int32Array }

function newEntries(size = 1024): Entries {
  return { count: 0, row: new Int32Array(size), sheet: new Uint16Array(size), born: new Int32Array(size), full: new Uint8Array(size), next: new Int32Array(size) }
}

function note(seen: Seen, { sheet, row, born, id }: Sighting): number {
  let { entries } = seen
  if (entries.count === entries.row.length) {
    const wider = newEntries(entries.count * 2)
    for (const field of ['row', 'sheet', 'born', 'full', 'next'] as const) wider[field].set(entries[field])
    wider.count = entries.count
    Object.assign(entries, wider)
    entries = seen.entries
  }
  let at = seen.sheets.indexOf(sheet)
  if (at < 0) at = seen.sheets.push(sheet) - 1
  const n = entries.count++
  entries.row[n] = row
  entries.sheet[n] = at
  entries.born[n] = born === null ? 0 : bornCode(born)
  entries.full[n] = isFull(id) ? 1 : 0
  entries.next[n] = -1
  return n
}

function placeOf({ entries, sheets }: Seen, n: number): SeenAt {
  return { sheet: sheets[entries.sheet[n]!]!, row: entries.row[n]! }
}

/** Keys (positive whole numbers) to entries, in open addressing. */
interface Index { count: number; keys: Float64Array; values: Int32Array }

function newIndex(size = 2048): Index {
  return { count: 0, keys: new Float64Array(size), values: new Int32Array(size) }
}

function slotOf(keys: Float64Array, key: number): number {
  const mask = keys.length - 1
  let slot = (Math.imul(key % 4_294_967_296 | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 4_294_967_296), 0x85ebca6b)) >>> 0 & mask
  while (keys[slot] !== 0 && keys[slot] !== key) slot = slot + 1 & mask
  return slot
}

function find(index: Index, key: number): number {
  const slot = slotOf(index.keys, key)
  return index.keys[slot] === 0 ? -1 : index.values[slot]!
}

function put(index: Index, key: number, value: number): void {
  if (index.count > index.keys.length * 0.7) {
    const wider = newIndex(index.keys.length * 2)
    index.keys.forEach((held, i) => { if (held !== 0) put(wider, held, index.values[i]!) })
    Object.assign(index, wider)
  }
  const slot = slotOf(index.keys, key)
  index.keys[slot] = key
  index.values[slot] = value
  index.count++
}
