// What of a unit's name counts when names are compared: its words without diacritics, the short forms of offices written out.

import { fold, foldedWords, tidy } from '#base/vietnamese/text'

export interface KnownUnit {
  id: string
  name: string
  shortName?: string | null
  kind: string
  /** Name of the upper unit, to tell namesakes apart in messages. */
  parent?: string | null
}

/** Units one after the other: an array, or what makes each anew when asked. */
export interface UnitList<U extends KnownUnit> { readonly length: number; at(i: number): U | undefined }

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

/** The key without the words that offices leave out. */
export function leanKey(key: string): string {
  return key.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim()
}

/** The key without the kind of union before the name. */
export function bareKey(key: string): string {
  return key.replace(UNION_KIND, '')
}
