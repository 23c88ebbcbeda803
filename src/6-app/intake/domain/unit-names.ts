// Which unit a roster means. Offices shorten ("CĐCS Cty CP …"), drop capitals or diacritics, leave
// the kind of union out, or mistype one letter. Each looser reading is tried only when the stricter
// one finds nothing, and counts only when exactly one unit fits; otherwise the row is refused with
// the candidates named. The cost: a real unit not yet entered that differs from a known one by one
// letter in a long word would be taken for it; the repair 'unit-misspelt' shows this in the dry run.

import { fromLegacy } from '#base/vietnamese/legacy'
import { apart, fold, foldedWords, stripMarks, tidy } from '#base/vietnamese/text'

export interface KnownUnit {
  id: string
  name: string
  shortName?: string | null
  kind: string
  /** Name of the upper unit, to tell namesakes apart in messages. */
  parent?: string | null
}

export type UnitFound<U extends KnownUnit> =
  | { is: 'one'; unit: U; repairs: string[] }
  | { is: 'several'; candidates: U[] }
  | { is: 'none'; near: U[] }

export interface UnitIndex<U extends KnownUnit> {
  find(text: string): UnitFound<U>
}

// Longest first; on folded words, so CĐCS, cđcs and CDCS are one. The last text is the proper
// spelling for a new unit's name; '' where the short form may be part of a name (T&T) and is only compared.
const SHORT_FORMS: [RegExp, string, string][] = [
  [/\b(?:cdcstv)\b/g, 'cong doan co so thanh vien', 'Công đoàn cơ sở thành viên'],
  [/\b(?:cdcs|cd cs)\b/g, 'cong doan co so', 'Công đoàn cơ sở'],
  [/\b(?:ndcs|nd cs)\b/g, 'nghiep doan co so', 'Nghiệp đoàn cơ sở'],
  [/\b(?:cdbp)\b/g, 'cong doan bo phan', 'Công đoàn bộ phận'],
  [/\b(?:ldld)\b/g, 'lien doan lao dong', 'Liên đoàn Lao động'],
  [/\b(?:tldld)\b/g, 'tong lien doan lao dong', 'Tổng Liên đoàn Lao động'],
  [/\bcong ty tnhh mtv\b|\bcty tnhh mtv\b/g, 'cong ty tnhh mot thanh vien', 'Công ty TNHH Một thành viên'],
  [/\btrach nhiem huu han\b/g, 'tnhh', 'TNHH'],
  [/\b(?:ctcp|cty cp|c ty cp|ct cp|cong ty cp|ctycp)\b/g, 'cong ty co phan', 'Công ty Cổ phần'],
  [/\b(?:cty|c ty|cti|cy)\b|\bct(?= tnhh\b)/g, 'cong ty', 'Công ty'],
  [/\bmtv\b/g, 'mot thanh vien', 'Một thành viên'],
  [/\bkcn\b/g, 'khu cong nghiep', 'khu công nghiệp'],
  [/\bkkt\b/g, 'khu kinh te', 'khu kinh tế'],
  [/\bkcx\b/g, 'khu che xuat', 'khu chế xuất'],
  [/\bbvdk\b/g, 'benh vien da khoa', 'Bệnh viện Đa khoa'],
  [/\bbv\b/g, 'benh vien', 'Bệnh viện'],
  [/\bdk\b/g, 'da khoa', ''],
  [/\bhtx\b/g, 'hop tac xa', 'Hợp tác xã'],
  [/\bdntn\b/g, 'doanh nghiep tu nhan', 'Doanh nghiệp tư nhân'],
  [/\bubnd\b/g, 'uy ban nhan dan', 'Ủy ban nhân dân'],
  [/\bxnk\b/g, 'xuat nhap khau', 'Xuất nhập khẩu'],
  [/\bcn\b(?= )/g, 'chi nhanh', ''],
  [/\b(?:thpt)\b/g, 'trung hoc pho thong', 'Trung học phổ thông'],
  [/\b(?:thcs)\b/g, 'trung hoc co so', 'Trung học cơ sở'],
  [/\bmn\b/g, 'mam non', ''],
  [/\b(?:tp)\b/g, 'thanh pho', ''],
  [/\bp\b(?= )/g, 'phuong', ''],
  [/\bcd\b/g, 'cong doan', 'Công đoàn'],
  [/\bnd\b/g, 'nghiep doan', ''],
  [/\bx\b(?= )/g, 'xa', ''],
  [/\bt\b(?= )/g, 'tinh', ''],
]

const FILLERS = /\b(?:cac|tinh|thanh pho|va|co so)\b/g
const UNION_KIND = /^(?:cong doan co so thanh vien|cong doan co so|cong doan bo phan|nghiep doan co so|cong doan|nghiep doan|to cong doan)\s+/

/** The unit's name as words to compare: no diacritics, short forms written out. */
export function unitKey(name: string): string {
  return SHORT_FORMS.reduce((key, [short, full]) => key.replace(short, full), foldedWords(name))
}

/** The name with its short forms written out and spelt properly, the rest as it stands. */
export function writeOut(name: string): string {
  return SHORT_FORMS.reduce((text, [short, , spelt]) => {
    if (spelt === '') return text
    // Matched on the folded text; one folded letter stands for one letter of the tidy text.
    const folded = fold(text).replace(/[^a-z0-9]/g, ' ')
    if (folded.length !== text.length) return text
    let out = ''
    let from = 0
    for (const match of folded.matchAll(short)) {
      const end = match.index + match[0].length
      out += text.slice(from, match.index) + (fold(text.slice(match.index, end)) === fold(spelt) ? text.slice(match.index, end) : spelt)
      from = text[end] === '.' ? end + 1 : end
      if (text[end] === '.' && text[end + 1] !== ' ') out += ' '
    }
    return tidy(out + text.slice(from))
  }, tidy(name))
}

/** Makes the units findable. Build once a file; finding the same text again is free. */
export function indexUnits<U extends KnownUnit>(units: readonly U[]): UnitIndex<U> {
  const asWritten = new Map<string, U[]>()
  const lowered = new Map<string, U[]>()
  const keyed = new Map<string, U[]>()
  const lean = new Map<string, U[]>()
  const bare = new Map<string, U[]>()
  const byLength = new Map<number, { words: string[]; unit: U }[]>()
  for (const unit of units) {
    for (const name of unit.shortName ? [unit.name, unit.shortName] : [unit.name]) {
      const key = unitKey(name)
      add(asWritten, tidy(name), unit)
      add(lowered, lower(name), unit)
      add(keyed, key, unit)
      add(lean, leanKey(key), unit)
      add(bare, key.replace(UNION_KIND, ''), unit)
      const words = key.split(' ')
      const same = byLength.get(words.length)
      if (same) same.push({ words, unit })
      else byLength.set(words.length, [{ words, unit }])
    }
  }

  function find(raw: string): UnitFound<U> {
    const text = tidy(fromLegacy(raw).text)
    const key = unitKey(text)
    const shortened = key !== foldedWords(text)
    const tries: [U[] | undefined, string | null][] = [
      [asWritten.get(text), null],
      [lowered.get(lower(text)), 'unit-lower'],
      [keyed.get(key), shortened ? 'unit-abbreviated' : text === stripMarks(text) ? 'unit-undiacritical' : 'unit-misspelt'],
      [lean.get(leanKey(key)), 'unit-abbreviated'],
      [bare.get(key.replace(UNION_KIND, '')), 'unit-kind-left-out'],
    ]
    for (const [found, repair] of tries) {
      if (!found) continue
      const fit = found.length === 1 ? found : bySpelling(found, text)
      if (fit.length > 1) return { is: 'several', candidates: fit }
      return { is: 'one', unit: fit[0]!, repairs: repair ? [repair] : [] }
    }
    const close = byOneSlip(key, byLength)
    if (close.length > 1) return { is: 'several', candidates: close }
    if (close.length === 1) return { is: 'one', unit: close[0]!, repairs: [...(shortened ? ['unit-abbreviated'] : []), 'unit-misspelt'] }
    return { is: 'none', near: nearest(key, units) }
  }

  const found = new Map<string, UnitFound<U>>()
  return {
    find(text) {
      const known = found.get(text)
      if (known) return known
      const answer = find(text)
      found.set(apart(text), answer)
      return answer
    },
  }
}

function add<U>(map: Map<string, U[]>, key: string, unit: U): void {
  const there = map.get(key)
  if (!there) map.set(key, [unit])
  else if (!there.includes(unit)) there.push(unit)
}

function lower(text: string): string {
  return tidy(text).toLocaleLowerCase('vi')
}

function leanKey(key: string): string {
  return key.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim()
}

// Namesakes without diacritics ("Bản Xanh", "Bàn Xanh") are told apart when the text has its diacritics.
function bySpelling<U extends KnownUnit>(found: U[], text: string): U[] {
  const spelt = (name: string) => lower(writeOut(name))
  const fit = found.filter((unit) => spelt(unit.name) === spelt(text))
  return fit.length > 0 ? fit : found
}

// One slip in one word: a letter too many, too few, swapped with its neighbour, or (in long words) another.
// Words with figures never slip: "số 1" is not "số 2".
function byOneSlip<U>(key: string, byLength: Map<number, { words: string[]; unit: U }[]>): U[] {
  const words = key.split(' ')
  if (words.length < 4) return []
  const found = new Set<U>()
  for (const known of byLength.get(words.length) ?? []) {
    const unlike = words.flatMap((word, i) => (word === known.words[i] ? [] : [i]))
    if (unlike.length === 1 && isOneSlip(words[unlike[0]!]!, known.words[unlike[0]!]!)) found.add(known.unit)
  }
  return [...found]
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

// For the message only: units that share most words with the text.
function nearest<U extends KnownUnit>(key: string, units: readonly U[]): U[] {
  const words = new Set(key.replace(UNION_KIND, '').split(' '))
  return units
    .map((unit) => {
      const theirs = new Set(unitKey(unit.name).replace(UNION_KIND, '').split(' '))
      const shared = [...words].filter((word) => theirs.has(word)).length
      return { unit, likeness: shared / (words.size + theirs.size - shared) }
    })
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ unit }) => unit)
}
