// Comma-separated files of Vietnamese offices: UTF-8 with or without its mark, UTF-16 as Excel's
// "Unicode text" writes it, or Windows-1258. Bytes that are not UTF-8 may also be TCVN3 or VNI; the
// reading with the most Vietnamese words wins. Cells stay text: "001…" must not become a number.

import { decodeWestern, decodeWindows1258 } from '#base/vietnamese/windows1258'
import { isUtf8 } from 'node:buffer'
import { isSyllable, wordsOf } from '#base/vietnamese/syllable'
import { decodeTcvn3 } from '#base/vietnamese/tcvn3'
import { decodeVni } from '#base/vietnamese/vni'
import { parseCsv } from 'hucre/csv'
import { type CsvRows, csvRows } from './csv-rows.ts'
import { type Cell, UnreadableSheet } from './grid.ts'
import type { Source } from './source.ts'

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

export interface CsvFile {
  encoding: TextEncoding
  /** Line ends in the file: about as many as rows. */
  lines: number
  /** The rows in order, some hundreds at a time. Row i is line i + 1 of the sheet. */
  rows(signal?: AbortSignal): AsyncGenerator<Cell[][]>
}

/** Looks through the whole file once for its encoding, without keeping it. Throws UnreadableSheet for what is no text. */
export async function openCsv(source: Source): Promise<CsvFile> {
  const { encoding, lines } = await survey(source)
  return {
    encoding, lines,
    async* rows(signal) {
      let cut: CsvRows | null = null
      let head = ''
      const open = () => {
        cut = csvRows(separatorOf(head))
        return cut.push(withoutHead(head))
      }
      for await (const text of texts(source, encoding)) {
        signal?.throwIfAborted()
        if (text.includes('\u0000')) throw noText()
        // The separator is told from many lines at once.
        if (!cut && (head += text).length < SAMPLE) continue
        const rows: Cell[][] = cut ? (cut as CsvRows).push(text) : open()
        if (rows.length > 0) yield rows
      }
      const rest = [...(cut ? [] : open()), ...cut!.end()]
      if (rest.length > 0) yield rest
    },
  }
}

/** The rows of a CSV text; the separator is found unless given. Row i of the answer is line i + 1 of the sheet. */
export function parseCsvText(text: string, separator: string = separatorOf(text)): Cell[][] {
  return parseCsv(withoutHead(text), { delimiter: separator }).map((row) => row.map((cell) => (cell === '' ? null : cell)))
}

function withoutHead(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^sep=(.)\r?\n/i, '')
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

const OLD: { encoding: TextEncoding; decode: (bytes: Uint8Array) => string }[] = [
  { encoding: 'windows-1258', decode: decodeWindows1258 },
  { encoding: 'tcvn3', decode: (old) => decodeTcvn3(decodeWestern(old)) },
  { encoding: 'vni', decode: (old) => decodeVni(decodeWestern(old)) },
]
const SAMPLE = 64 * 1024
/** Bytes of one line at most: what has no line ends is no table, and would be held as a whole. */
const MOST_OF_LINE = 16_000_000

function decodeOldBytes(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const { encoding, decode } = oldEncodingOf(bytes.subarray(0, SAMPLE))
  return { text: decode(bytes), encoding }
}

function oldEncodingOf(sample: Uint8Array): (typeof OLD)[number] {
  const scored = OLD.map((reading) => ({ ...reading, score: vietnameseShare(reading.decode(sample)) }))
  return scored.reduce((a, b) => (b.score > a.score ? b : a))
}

async function survey(source: Source): Promise<{ encoding: TextEncoding; lines: number }> {
  const sample = await source.read(0, SAMPLE)
  const utf16 = utf16Order(sample)
  let utf8 = true
  let lines = 0
  for await (const block of wholeLines(source)) {
    for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) lines++
    if (utf16) continue
    if (block.includes(0)) throw noText()
    utf8 &&= isUtf8(block)
  }
  return { encoding: utf16 ?? (utf8 ? 'utf-8' : oldEncodingOf(sample).encoding), lines }
}

async function* texts(source: Source, encoding: TextEncoding): AsyncGenerator<string> {
  const old = OLD.find((reading) => reading.encoding === encoding)
  if (old) {
    for await (const block of wholeLines(source)) yield old.decode(block)
    return
  }
  const decoder = new TextDecoder(encoding)
  for await (const piece of source.pieces()) yield decoder.decode(piece, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

// Cut after a line feed: no sign of a text goes over a line's end, in whatever bytes it is written.
async function* wholeLines(source: Source): AsyncGenerator<Uint8Array> {
  let carry: Uint8Array[] = []
  let held = 0
  for await (const piece of source.pieces()) {
    const end = piece.lastIndexOf(10) + 1
    if (end > 0) {
      yield carry.length === 0 ? piece.subarray(0, end) : Buffer.concat([...carry, piece.subarray(0, end)])
      carry = []
      held = 0
    }
    if (end < piece.length) carry.push(piece.slice(end))
    if ((held += piece.length - end) > MOST_OF_LINE) throw noText()
  }
  if (carry.length > 0) yield Buffer.concat(carry)
}

function noText(): UnreadableSheet {
  return new UnreadableSheet('file-not-a-sheet', 'Tệp không phải bảng tính. Hãy chọn tệp .xlsx hoặc .csv.', 'The file is not a spreadsheet. Choose an .xlsx or .csv file.')
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
