// Vietnamese text as the house keeps it: NFC, single plain spaces, no invisible characters.
// Search ignores marks and case (fold); lists of people are ordered by given name, then family
// name, which is how every Vietnamese office sorts a roster.

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g
// Most cells of a sheet are digits and plain words: they are spared the normalisation, which costs most of an import.
const TIDY_ASCII = /^(?:[\x21-\x7E]+(?: [\x21-\x7E]+)*)?$/
const MARKS = /[\u0300-\u036F]/g

/** The text in NFC with every run of white space (NBSP, tabs, line breaks) as one space, ends trimmed. */
export function tidy(text: string): string {
  return TIDY_ASCII.test(text) ? text : tidied(text)
}

// A cell is looked at some ten times while its row is read, and units, names and days come again in the next rows.
const tidied = remembered((text) => text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim())

/** The text for searching and comparing: lower case, no diacritics, đ as d, single spaces. */
export function fold(text: string): string {
  return stripMarks(tidy(text)).toLowerCase()
}

/** The text without diacritics, case kept: "Đặng Thị Hường" → "Dang Thi Huong". */
export function stripMarks(text: string): string {
  return TIDY_ASCII.test(text) ? text : stripped(text)
}

const stripped = remembered((text) => text.normalize('NFD').replace(MARKS, '').replace(/đ/g, 'd').replace(/Đ/g, 'D'))

/** The same function, which remembers its last answers: of the texts used lately, some thousands that are not long. */
export function remembered<T>(deed: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>(), old = new Map<string, T>()
  return (text) => {
    if (text.length > 200) return deed(text)
    let answer = young.get(text)
    if (answer !== undefined) return answer
    const own = apart(text)
    answer = old.get(text) ?? deed(own)
    if (young.size >= 4096) [old, young] = [young, new Map()]
    young.set(own, answer)
    return answer
  }
}

/** The text as a string of its own. A part cut out of a longer text keeps all of it in memory for as long as the part is kept. */
export function apart(text: string): string {
  return ` ${text}`.slice(1)
}

/** Folded text reduced to words of letters and digits: "CĐCS Cty. CP–Sa Pa" → "cdcs cty cp sa pa". */
export function foldedWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Orders Vietnamese text as a dictionary does (a ă â … d đ …; marks last). Digits by their value. */
export const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'variant' })

/** The parts of a full name: family first, given last, the rest between. A single word is the given name. */
export function splitName(fullName: string): { family: string; middle: string; given: string } {
  const words = tidy(fullName).split(' ')
  const given = words.pop() ?? ''
  const family = words.shift() ?? ''
  return { family, middle: words.join(' '), given }
}

/** Compares two full names by given name, then family, then middle name. */
export function compareByGivenName(a: string, b: string): number {
  const left = splitName(a)
  const right = splitName(b)
  return (
    collator.compare(left.given, right.given) ||
    collator.compare(left.family, right.family) ||
    collator.compare(left.middle, right.middle)
  )
}
