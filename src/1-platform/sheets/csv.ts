// Comma-separated files of Vietnamese offices: UTF-8 with or without its mark, UTF-16 as Excel's
// "Unicode text" writes it, or Windows-1258. Bytes that are not UTF-8 may also be TCVN3 or VNI; the
// reading with the most Vietnamese words wins. Cells stay text: "001…" must not become a number.

import { decodeWestern, decodeWindows1258 } from '#base/vietnamese/windows1258'
import { isSyllable, wordsOf } from '#base/vietnamese/syllable'
import { decodeTcvn3 } from '#base/vietnamese/tcvn3'
import { decodeVni } from '#base/vietnamese/vni'
import { parseCsv } from 'hucre/csv'
import type { Cell } from './grid.ts'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'tcvn3' | 'vni'

/** The text of a file and the encoding it was found to be in. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const utf16 = utf16Order(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), encoding: utf16 }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return decodeOldBytes(bytes)
  }
}

/** The rows of a CSV text; the separator is found unless given. Row i of the answer is line i + 1 of the sheet. */
export function parseCsvText(text: string, separator: string = separatorOf(text)): Cell[][] {
  const body = text.replace(/^\uFEFF/, '').replace(/^sep=(.)\r?\n/i, '')
  return parseCsv(body, { delimiter: separator }).map((row) => row.map((cell) => (cell === '' ? null : cell)))
}

const SEPARATORS = [';', ',', '\t', '|'] as const

/** The separator that cuts the most lines into the same number of cells (three or more lines decide; quotes are minded). */
export function separatorOf(text: string): string {
  const named = /^\uFEFF?sep=(.)\r?\n/i.exec(text)
  if (named) return named[1]!
  const counts = new Map<string, Map<number, number>>(SEPARATORS.map((separator) => [separator, new Map()]))
  let quoted = false
  let line = new Map<string, number>()
  let lines = 0
  for (let i = 0; i < text.length && lines < 50; i++) {
    const sign = text[i]!
    if (sign === '"') quoted = !quoted
    else if (!quoted && counts.has(sign)) line.set(sign, (line.get(sign) ?? 0) + 1)
    else if (!quoted && sign === '\n') {
      note(counts, line)
      line = new Map()
      lines++
    }
  }
  note(counts, line)
  let best: { separator: string; weight: number } = { separator: ',', weight: 0 }
  for (const [separator, byCount] of counts) {
    const weight = Math.max(0, ...[...byCount].map(([count, times]) => times * Math.min(count, 20)))
    if (weight > best.weight) best = { separator, weight }
  }
  return best.separator
}

function note(counts: Map<string, Map<number, number>>, line: Map<string, number>) {
  for (const [separator, count] of line) {
    const byCount = counts.get(separator)!
    byCount.set(count, (byCount.get(count) ?? 0) + 1)
  }
}

// Without a mark, UTF-16 of mostly Latin text shows as a zero in every second byte.
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  sample.forEach((byte, i) => {
    if (byte !== 0) return
    if (i % 2 === 0) even++
    else odd++
  })
  if (odd > sample.length / 5 && odd > even * 4) return 'utf-16le'
  if (even > sample.length / 5 && even > odd * 4) return 'utf-16be'
  return null
}

function decodeOldBytes(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const readings: { encoding: TextEncoding; decode: (bytes: Uint8Array) => string }[] = [
    { encoding: 'windows-1258', decode: decodeWindows1258 },
    { encoding: 'tcvn3', decode: (old) => decodeTcvn3(decodeWestern(old)) },
    { encoding: 'vni', decode: (old) => decodeVni(decodeWestern(old)) },
  ]
  const sample = bytes.subarray(0, 64 * 1024)
  const scored = readings.map((reading) => ({ ...reading, score: vietnameseShare(reading.decode(sample)) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return { text: best.decode(bytes), encoding: best.encoding }
}

function vietnameseShare(text: string): number {
  let marked = 0
  let spoken = 0
  for (const word of wordsOf(text)) {
    if (!/[^\u0000-\u007F]/.test(word)) continue
    marked++
    if (isSyllable(word)) spoken++
  }
  return marked === 0 ? 0 : spoken / marked
}
