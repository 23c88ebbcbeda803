// Which rows of a sheet are people (or units) and which only look after the reader: titles of groups,
// totals, repeated headers, column numbers, signatures. In doubt a row is a person: a row refused
// with a reason is seen by the user, a row skipped by mistake is not.

import { fromLegacy } from '#base/vietnamese/legacy'
import { foldedWords } from '#base/vietnamese/text'
import type { Cell } from '#platform/sheets/grid'
import { cellText, saysNothing } from './cells.ts'
import { headerKey } from './mapping.ts'
import { readSex } from './marks.ts'
import type { ReasonCode } from './reasons.ts'

/** Why a row is skipped; null for a row to be read. */
export type Skip = Extract<ReasonCode, 'blank' | 'section' | 'total' | 'signature' | 'repeated-header' | 'column-numbers' | 'note'>

// With diacritics, so that "Công đoàn …", "Tổng công ty …" and people called Tống or Công are none.
const TOTAL = /^(?:(?:tổng cộng|tổng số|tổng hợp|lũy kế|luỹ kế|cộng dồn|cộng trang)(?:[\s:(,].*)?|tổng|cộng)[\s:.]*$/u
const TOTAL_UNMARKED = /^(?:tong cong|tong so|cong)$/
const SIGNATURE =
  /^(?:nguoi lap|lap bieu|lap bang|ky ten|ky ghi|ky va|thu truong|nguoi ky|xac nhan|noi nhan|tm |kt |t m |k t |tl |thay mat|ban thuong vu$)|\bngay\b.*\bthang\b.*\bnam\b/
const SECTION_MARK = /^(?:[ivxlc]+|[a-h]|phan [ivx\d]+)$/
// With diacritics: Phan is a family name, Phần is not.
const GROUP_WORDS = /^(?:khối|nhóm|phần|cụm|khu vực|phòng|ban|cấp|cán bộ|công đoàn|nghiệp đoàn|liên đoàn|mục|đối tượng|các)(?:\s|$)/

/** What every row of the file is measured against. */
export interface RowLooks {
  /** Keys of the header's cells, by column. */
  headerKeys: readonly string[]
  columns: { ordinal?: number; name?: number; unit?: number; post?: number }
  /** Columns whose contents only a record has, each with what it must look like. */
  evidence: { column: number; fits: (text: string) => boolean }[]
}

export const LOOKS_LIKE = {
  date: (text: string) => /\d{4}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}/.test(text),
  manyDigits: (text: string) => text.replace(/\D/g, '').length >= 6,
  sex: (text: string) => readSex(text) !== null,
  mail: (text: string) => /\S@\S/.test(text),
}

/** Header keys as rows are compared with them. */
export function headerKeysOf(cells: readonly string[]): string[] {
  return cells.map(headerKey)
}

/** Whether the row is no record, and what it is instead. */
export function skipOf(row: readonly Cell[], looks: RowLooks): Skip | null {
  const filled: { text: string; column: number; cell: Cell }[] = []
  row.forEach((cell, column) => {
    const text = cellText(cell)
    if (text !== '') filled.push({ text, column, cell })
  })
  if (filled.length === 0) return 'blank'

  if (repeatsHeader(filled, looks)) return 'repeated-header'
  if (isColumnNumbers(filled.map(({ text }) => text))) return 'column-numbers'

  const isFigure = ({ text }: { text: string }) => /^[\d\s.,%]+$/.test(text)
  const words = filled.filter((cell) => !isFigure(cell))
  if (words.length === 0 && filled.length <= 2) return 'note'
  if (words.length > 0 && words.length <= 2 && words.some(({ text }) => isTotal(text))) return 'total'

  const { ordinal, name, unit, post } = looks.columns
  const at = (column: number | undefined) => (column === undefined ? '' : cellText(row[column]))
  const proofs = looks.evidence.filter(({ column, fits }) => fits(at(column))).length
  const named = name !== undefined && !saysNothing(row[name])
  const numbered = /^\d+\.?$/.test(at(ordinal))
  if (proofs === 0 && filled.some(({ text }) => SIGNATURE.test(foldedWords(text)))) return 'signature'
  if (proofs > 0) return named || filled.length >= 4 || proofs >= 2 ? null : 'note'

  if (SECTION_MARK.test(foldedWords(filled[0]!.text)) && filled.length <= 3) return 'section'
  if (filled.length <= 2 && /^(?:[IVXLC]+|[A-H]|\d+(?:\.\d+)*)[.)/:-]\s*\S/.test(filled[0]!.text)) return 'section'
  if (named && numbered && !(filled.length <= 2 && GROUP_WORDS.test(at(name).toLocaleLowerCase('vi')))) return null
  if (named && at(unit) !== '' && at(post) !== '') return null
  if (named && filled.length >= 4) return null
  return filled.length <= 2 && (filled[0]!.column <= 1 || numbered) ? 'section' : 'note'
}

function repeatsHeader(filled: readonly { text: string; column: number }[], { headerKeys, columns }: RowLooks): boolean {
  const same = ({ text, column }: { text: string; column: number }) => headerKey(text) === headerKeys[column]
  const name = filled.find(({ column }) => column === columns.name)
  return name !== undefined && filled.length >= 3 && same(name) && filled.filter(same).length >= filled.length / 2
}

function isTotal(raw: string): boolean {
  const text = fromLegacy(raw).text.toLocaleLowerCase('vi')
  return TOTAL.test(text) || TOTAL_UNMARKED.test(foldedWords(text) === text ? text : '')
}

function isColumnNumbers(texts: readonly string[]): boolean {
  if (texts.length < 3) return false
  const numbers = texts.map((text) => /^[([]?(\d{1,2})[)\]]?$/.exec(text)?.[1])
  return numbers.every((number, i) => number !== undefined && (i === 0 || Number(number) === Number(numbers[i - 1]) + 1))
}
