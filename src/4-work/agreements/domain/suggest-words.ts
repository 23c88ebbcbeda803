// What a passage is compared by. Vietnamese writes syllables apart, so a word is often two of them: pairs of neighbours weigh
// most, single syllables less. The same without diacritics weighs least, for scans that lost them. A number says nothing by
// its value, much by what it counts.
import { foldedWords, tidy } from '#base/vietnamese/text'

export interface Term { term: string; weight: number }

const UNITS: [RegExp, string][] = [
  [/^(?:đồng|đ|vnđ|vnd|nghìn|ngàn|triệu)$/u, 'money'], [/^%$/, 'percent'], [/^(?:ngày)$/u, 'days'], [/^(?:giờ|tiếng)$/u, 'hours'], [/^(?:phút)$/u, 'minutes'], [/^(?:tháng)$/u, 'months'], [/^(?:năm)$/u, 'years'],
]
const WEIGHT = { pair: 1, syllable: 0.5, folded: 0.3, number: 0.6 }

/** Lower-case syllables, numbers and percent signs in order, in NFC. */
export function syllables(text: string): string[] {
  return tidy(text).toLowerCase().match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+|%/gu) ?? []
}

/** The terms of a text, each once for each time it stands there. */
export function termsOf(text: string): Term[] {
  const words = syllables(text)
  const terms: Term[] = []
  words.forEach((word, i) => {
    const next = words[i + 1]
    if (/^\d/.test(word)) {
      const unit = next === undefined ? undefined : UNITS.find(([pattern]) => pattern.test(next))?.[1]
      if (unit) terms.push({ term: `#${unit}`, weight: WEIGHT.number })
      return
    }
    if (word === '%') return
    terms.push({ term: word, weight: WEIGHT.syllable })
    if (next !== undefined && !/^[\d%]/.test(next)) {
      terms.push({ term: `${word} ${next}`, weight: WEIGHT.pair }, { term: `~${foldedWords(`${word} ${next}`)}`, weight: WEIGHT.folded })
    }
  })
  return terms
}

/** Amounts with what they count, as they are written: "30.000 đồng", "1,5 tháng". */
export function amountsOf(text: string): { value: number; unit: string }[] {
  const found: { value: number; unit: string }[] = []
  for (const [, digits, word] of tidy(text).matchAll(/(\d+(?:[.,]\d+)*)\s*(%|[\p{L}]+)/gu)) {
    const unit = UNITS.find(([pattern]) => pattern.test(word!.toLowerCase()))?.[1]
    if (!unit) continue
    // A dot or comma before three digits parts thousands; else it is a decimal comma.
    const value = Number(digits!.replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.'))
    const thousands = /^(?:nghìn|ngàn)$/iu.test(word!) ? 1000 : /^triệu$/iu.test(word!) ? 1_000_000 : 1
    if (Number.isFinite(value)) found.push({ value: value * thousands, unit })
  }
  return found
}
