// The names of all units as words to compare, packed: a name is a row of numbers of words. What is one slip away and what is
// nearest is looked for among all of them; number by number that takes a few milliseconds.
import { Lookup, Numbers } from './packed.ts'
import { bareKey, type KnownUnit, leanKey, unitKey, type UnitList } from './unit-keys.ts'

/** Names by number; a unit with a short name has two. */
export interface PackedNames<U extends KnownUnit> {
  key(name: number): string
  /** The name as it is written. */
  text(name: number): string
  /** Names with the same words but those that offices leave out. */
  lean(key: string): number[]
  /** Names with the same words behind the kind of union. */
  bare(key: string): number[]
  byOneSlip(key: string): number[]
  /** For the message only: names of units that share most words with the text. */
  nearest(key: string): number[]
  /** The units of these names, each once. */
  unitsOf(names: readonly number[]): U[]
}

export function packNames<U extends KnownUnit>(units: UnitList<U>): PackedNames<U> {
  const words: string[] = []
  const numberOf = new Map<string, number>()
  const spelt = new Numbers(), starts = new Numbers(), bareStarts = new Numbers()
  const unitAt = new Numbers(), isShort = new Numbers()
  const lean = new Lookup(), bare = new Lookup()
  for (let i = 0; i < units.length; i++) {
    const { name, shortName } = units.at(i)!
    add(name, i, 0)
    if (shortName) add(shortName, i, 1)
  }
  starts.push(spelt.length)

  function add(text: string, unit: number, short: 0 | 1): void {
    const key = unitKey(text)
    const own = key.split(' ')
    lean.add(leanKey(key), unitAt.length)
    bare.add(bareKey(key), unitAt.length)
    starts.push(spelt.length)
    bareStarts.push(spelt.length + own.length - bareKey(key).split(' ').length)
    for (const word of own) spelt.push(numbered(word))
    unitAt.push(unit)
    isShort.push(short)
  }

  function numbered(word: string): number {
    const known = numberOf.get(word)
    if (known !== undefined) return known
    numberOf.set(word, words.length)
    return words.push(word) - 1
  }

  const key = (name: number) => {
    const own: string[] = []
    for (let i = starts.at(name); i < starts.at(name + 1); i++) own.push(words[spelt.at(i)]!)
    return own.join(' ')
  }

  // One slip in one word: a letter too many, too few, swapped with its neighbour, or (in long words) another.
  // Words with figures never slip: "số 1" is not "số 2".
  function byOneSlip(sought: string): number[] {
    const own = sought.split(' ')
    if (own.length < 4) return []
    const numbers = own.map((word) => numberOf.get(word) ?? -1)
    const found: number[] = []
    for (let name = 0; name < unitAt.length; name++) {
      const start = starts.at(name)
      if (starts.at(name + 1) - start !== numbers.length) continue
      let unlike = -1
      for (let i = 0; i < numbers.length; i++) {
        if (spelt.at(start + i) === numbers[i]) continue
        if (unlike >= 0) { unlike = -2; break }
        unlike = i
      }
      if (unlike >= 0 && isOneSlip(own[unlike]!, words[spelt.at(start + unlike)]!)) found.push(name)
    }
    return found
  }

  function nearest(sought: string): number[] {
    const own = new Set(bareKey(sought).split(' '))
    const numbers = new Set([...own].map((word) => numberOf.get(word)))
    const isOwn = Uint8Array.from(words, (_, number) => (numbers.has(number) ? 1 : 0))
    const seenIn = new Int32Array(words.length).fill(-1)
    const near: { name: number; likeness: number }[] = []
    for (let name = 0; name < unitAt.length; name++) {
      if (isShort.at(name) === 1) continue
      let theirs = 0, shared = 0
      for (let i = bareStarts.at(name); i < starts.at(name + 1); i++) {
        const word = spelt.at(i)
        if (seenIn[word] === name) continue
        seenIn[word] = name
        theirs++
        shared += isOwn[word]!
      }
      const likeness = shared / (own.size + theirs - shared)
      if (likeness >= 0.5) near.push({ name, likeness })
    }
    return near.sort((a, b) => b.likeness - a.likeness).slice(0, 3).map(({ name }) => name)
  }

  return {
    key, byOneSlip, nearest,
    text: (name) => { const unit = units.at(unitAt.at(name))!; return isShort.at(name) === 1 ? unit.shortName! : unit.name },
    lean: (sought) => { const own = leanKey(sought); return lean.find(own).filter((name) => leanKey(key(name)) === own) },
    bare: (sought) => { const own = bareKey(sought); return bare.find(own).filter((name) => bareKey(key(name)) === own) },
    unitsOf: (names) => [...new Set(names.map((name) => unitAt.at(name)))].map((unit) => units.at(unit)!),
  }
}

function isOneSlip(a: string, b: string): boolean {
  if (/\d/.test(a + b) || Math.min(a.length, b.length) < 3 || Math.max(a.length, b.length) < 4) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const restA = a.slice(start, a.length - end)
  const restB = b.slice(start, b.length - end)
  if (restA.length + restB.length === 1) return true
  if (restA.length === 2 && restB.length === 2) return restA[0] === restB[1] && restA[1] === restB[0]
  return restA.length === 1 && restB.length === 1 && a.length >= 6
}
