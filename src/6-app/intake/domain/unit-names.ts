// Which unit a roster means. Offices shorten ("CĐCS Cty CP …"), drop capitals or diacritics, leave
// the kind of union out, or mistype one letter. Each looser reading is tried only when the stricter
// one finds nothing, and counts only when exactly one unit fits; otherwise the row is refused with
// the candidates named. The cost: a real unit not yet entered that differs from a known one by one
// letter in a long word would be taken for it; the repair 'unit-misspelt' shows this in the dry run.

import { fromLegacy } from '#base/vietnamese/legacy'
import { apart, foldedWords, stripMarks, tidy } from '#base/vietnamese/text'
import { packNames } from './packed-names.ts'
import { type KnownUnit, unitKey, type UnitList, writeOut } from './unit-keys.ts'

export type UnitFound<U extends KnownUnit> =
  | { is: 'one'; unit: U; repairs: string[] }
  | { is: 'several'; candidates: U[] }
  | { is: 'none'; near: U[] }

export interface UnitIndex<U extends KnownUnit> {
  find(text: string): UnitFound<U>
}

/** Makes the units findable. Build once a file; finding the same text again is free. */
export function indexUnits<U extends KnownUnit>(units: UnitList<U>): UnitIndex<U> {
  const names = packNames(units)

  function find(raw: string): UnitFound<U> {
    const text = tidy(fromLegacy(raw).text)
    const key = unitKey(text)
    const shortened = key !== foldedWords(text)
    const alike = names.lean(key)
    const keyed = alike.filter((name) => names.key(name) === key)
    const lowered = keyed.filter((name) => lower(names.text(name)) === lower(text))
    const asWritten = lowered.filter((name) => tidy(names.text(name)) === text)
    const tries: [() => number[], string | null][] = [
      [() => asWritten, null],
      [() => lowered, 'unit-lower'],
      [() => keyed, shortened ? 'unit-abbreviated' : text === stripMarks(text) ? 'unit-undiacritical' : 'unit-misspelt'],
      [() => alike, 'unit-abbreviated'],
      [() => names.bare(key), 'unit-kind-left-out'],
    ]
    for (const [tried, repair] of tries) {
      const found = names.unitsOf(tried())
      if (found.length === 0) continue
      const fit = found.length === 1 ? found : bySpelling(found, text)
      if (fit.length > 1) return { is: 'several', candidates: fit }
      return { is: 'one', unit: fit[0]!, repairs: repair ? [repair] : [] }
    }
    const close = names.unitsOf(names.byOneSlip(key))
    if (close.length > 1) return { is: 'several', candidates: close }
    if (close.length === 1) return { is: 'one', unit: close[0]!, repairs: [...(shortened ? ['unit-abbreviated'] : []), 'unit-misspelt'] }
    return { is: 'none', near: names.unitsOf(names.nearest(key)) }
  }

  const found = new Map<string, UnitFound<U>>()
  return {
    find(text) {
      const known = found.get(text)
      if (known) return known
      const answer = find(text)
      if (found.size >= 10_000) found.clear()
      found.set(apart(text), answer)
      return answer
    },
  }
}

function lower(text: string): string {
  return tidy(text).toLocaleLowerCase('vi')
}

// Namesakes without diacritics ("Bản Xanh", "Bàn Xanh") are told apart when the text has its diacritics.
function bySpelling<U extends KnownUnit>(found: U[], text: string): U[] {
  const spelt = (name: string) => lower(writeOut(name))
  const fit = found.filter((unit) => spelt(unit.name) === spelt(text))
  return fit.length > 0 ? fit : found
}
