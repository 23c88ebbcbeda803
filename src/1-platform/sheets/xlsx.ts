// Workbooks read row by row. Two things make a sheet of a million rows fit: its XML is cut into rows as it is unpacked, and
// the shared strings (every number and name of the file) lie packed in a few buffers instead of as a million objects.
// What a cell means follows hucre, which reads and writes the other workbooks of the house; a test holds the two together.
import { isDateFormat, serialToDate } from 'hucre'
import type { Cell } from './grid.ts'
import type { Source } from './source.ts'
import { attributesOf, columnOf, decodeEscapes, elementsOf, leftOut, plainText, wholeElements } from './xml.ts'
import { openZip, type ZipPart } from './zip.ts'

export interface XlsxSheet {
  name: string
  /** The last row that the sheet says it has; null where it does not say. */
  lastRow: number | null
  /** Rows in order with their index from 0; rows without cells may be left out. */
  rows(): AsyncGenerator<{ index: number; values: Cell[] }>
}

/** Bytes of shared strings that are held at most; beyond it the workbook is refused. */
const MOST_STRINGS = 400_000_000
/** Each sheet is begun to be read, to find the one that is meant. */
const MOST_SHEETS = 250
/** Cells of a sheet, those left blank before a cell in its row included: a million rows of sixty columns. */
const MOST_CELLS = 60_000_000

/** The visible sheets of a workbook. Throws on what is none. */
export async function openXlsx(source: Source): Promise<XlsxSheet[]> {
  const parts = await openZip(source)
  const need = (name: string): ZipPart => parts.get(name) ?? fail(`the workbook has no part ${name}`)
  const relations = async (of: string) => {
    const cut = of.lastIndexOf('/') + 1
    const part = parts.get(`${of.slice(0, cut)}_rels/${of.slice(cut)}.rels`)
    const all = part ? elementsOf(await part.text(), 'Relationship') : []
    return all.map(({ Id = '', Type = '', Target = '' }) => ({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolve(of.slice(0, cut), Target) }))
  }
  const workbookPath = (await relations('')).find(({ type }) => type === 'officeDocument')?.target ?? fail('the zip is no workbook')
  const workbook = await need(workbookPath).text()
  const related = await relations(workbookPath)
  const from1904 = elementsOf(workbook, 'workbookPr').some(({ date1904 }) => date1904 === '1' || date1904 === 'true')
  const targetOf = (type: string) => related.find((relation) => relation.type === type)?.target
  const stylesPath = targetOf('styles'), stringsPath = targetOf('sharedStrings')
  const dates = stylesPath && parts.has(stylesPath) ? dateStyles(await need(stylesPath).text()) : []
  let strings: Promise<Strings> | null = null
  const sheets: XlsxSheet[] = []
  const listed = elementsOf(workbook, 'sheet')
  if (listed.length > MOST_SHEETS) throw new Error(`the workbook has ${listed.length} sheets`)
  for (const sheet of listed) {
    if (sheet.state === 'hidden' || sheet.state === 'veryHidden') continue
    const id = Object.entries(sheet).find(([key]) => key.endsWith(':id'))?.[1]
    const path = related.find((relation) => relation.id === id && relation.type === 'worksheet')?.target
    if (path === undefined) continue
    const part = need(path)
    sheets.push({
      name: sheet.name ?? '',
      lastRow: await lastRowOf(part),
      async* rows() {
        strings ??= stringsPath && parts.has(stringsPath) ? readStrings(need(stringsPath)) : Promise.resolve({ at: () => null })
        yield* rowsOf(part, { strings: await strings, dates, from1904 })
      },
    })
  }
  return sheets
}

interface Meaning { strings: Strings; dates: readonly boolean[]; from1904: boolean }
interface Strings { at(index: number): string | null }

async function* rowsOf(part: ZipPart, meaning: Meaning): AsyncGenerator<{ index: number; values: Cell[] }> {
  let index = -1, cells = 0
  for await (const rows of wholeElements(part.pieces(), 'row', 'sheetData')) {
    for (const { attributes, content } of rows) {
      const given = attributesOf(attributes).r
      index = given === undefined ? index + 1 : Number(given) - 1
      if (!Number.isInteger(index) || index < 0) throw new Error(`a row has the number ${given}`)
      const values = cellsOf(content, meaning)
      cells += values.length
      if (cells > MOST_CELLS) throw new Error('the sheet has too many cells')
      yield { index, values }
    }
  }
}

function cellsOf(xml: string, meaning: Meaning): Cell[] {
  const values: Cell[] = []
  let next = 0
  let at = 0
  for (;;) {
    at = xml.indexOf('<c', at)
    if (at < 0) return values
    const after = xml.charCodeAt(at + 2)
    if (after !== 32 && after !== 62 && after !== 47 && after !== 9 && after !== 10 && after !== 13) {
      at += 2
      continue
    }
    const open = xml.indexOf('>', at)
    if (open < 0 || open - at > 1000) throw new Error('a tag of a cell does not end')
    const empty = xml.charCodeAt(open - 1) === 47
    const head = xml.slice(at + 2, empty ? open - 1 : open)
    const ref = short(head, ' r="')
    const column = ref === null ? next : columnOf(ref)
    if (column < 0 || column > 16_383) throw new Error(`a cell stands in the column ${ref}`)
    let value: Cell = null
    at = open + 1
    if (!empty) {
      const close = xml.indexOf('</c>', at)
      if (close < 0) throw new Error('a cell is not closed')
      value = valueOf(head, xml.slice(at, close), meaning)
      at = close + 4
    } else if (short(head, ' t="') === 'inlineStr') value = ''
    next = column + 1
    // Blank cells that are only formatted may fill whole rows.
    if (value === null && column >= values.length) continue
    while (values.length < column) values.push(null)
    values[column] = value
  }
}

/** The end of 9999 counted from 1904 (of 9995 counted from 1900). A number beyond it stays a number, whatever its format: no Date leaves here that is no day of four digits. */
const LAST_DAY = 2_957_003

function valueOf(head: string, content: string, { strings, dates, from1904 }: Meaning): Cell {
  const type = short(head, ' t="') ?? 'n'
  if (type === 'inlineStr') {
    const inline = content.indexOf('<is')
    return inline < 0 ? '' : richText(content.slice(inline))
  }
  const text = between(content, 'v')
  switch (type) {
    case 's': return text === '' ? null : strings.at(Number(text))
    case 'str': return decodeEscapes(plainText(text))
    case 'b': return text === '1' || text.toLowerCase() === 'true'
    case 'e': return plainText(text)
    default: {
      if (text === '') return null
      const number = Number(text)
      if (Number.isNaN(number)) return plainText(text)
      return number >= 0 && number <= LAST_DAY && dates[Number(short(head, ' s="') ?? -1)] ? serialToDate(number, from1904) : number
    }
  }
}

/** The text of an element's `t`: of its runs together where it has runs. Readings set above the letters (rPh) are none of it. */
function richText(xml: string): string {
  const body = xml.includes('<rPh') ? leftOut(xml, '<rPh', '</rPh>') : xml
  if (!/<r[ >]/.test(body)) return decodeEscapes(plainText(between(body, 't')))
  return body.split(/<r[ >]/).slice(1).map((run) => decodeEscapes(plainText(between(run, 't')))).join('')
}

/** The raw text of the last element of that name; '' where there is none. */
function between(xml: string, name: string): string {
  const close = xml.lastIndexOf(`</${name}>`)
  if (close < 0) return ''
  const open = xml.lastIndexOf(`<${name}`, close)
  return xml.slice(xml.indexOf('>', open) + 1, close)
}

/** The value of an attribute that is written with double quotes, as in all usual workbooks, else looked for in full. */
function short(head: string, start: string): string | null {
  const at = head.indexOf(start)
  if (at >= 0) return head.slice(at + start.length, head.indexOf('"', at + start.length))
  if (!head.includes("'") && !/\s{2}|[\t\n\r]/.test(head)) return null
  return attributesOf(head)[start.slice(1, -2)] ?? null
}

async function readStrings(part: ZipPart): Promise<Strings> {
  let bytes = Buffer.allocUnsafe(Math.min(Math.max(part.size >> 1, 1 << 16), 64_000_000))
  let ends = new Float64Array(1 << 16)
  let count = 0
  let used = 0
  for await (const items of wholeElements(part.pieces(), 'si', 'sst')) {
    for (const { content } of items) {
      const text = richText(content)
      if (used + text.length * 3 > bytes.length) {
        const wider = Buffer.allocUnsafe(Math.max(Math.ceil(bytes.length * 1.5), used + text.length * 3))
        if (wider.length > MOST_STRINGS) throw new Error('the texts of the workbook are too many')
        bytes.copy(wider, 0, 0, used)
        bytes = wider
      }
      if (count === ends.length) {
        const more = new Float64Array(ends.length * 2)
        more.set(ends)
        ends = more
      }
      used += bytes.write(text, used, 'utf8')
      ends[count++] = used
    }
  }
  return { at: (index) => (Number.isInteger(index) && index >= 0 && index < count ? bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]) : null) }
}

/** As long as Excel lets one be. */
const MOST_OF_FORMAT = 255

/** Which of the cell styles show a number as a date, by their place in the list. */
function dateStyles(styles: string): boolean[] {
  const formats = new Map(elementsOf(styles, 'numFmt').map(({ numFmtId, formatCode }) => [numFmtId, plainText(formatCode ?? '')]))
  const begin = /<(?:\w+:)?cellXfs[ >]/.exec(styles)?.index
  if (begin === undefined) return []
  const end = styles.slice(begin).search(/<\/(?:\w+:)?cellXfs>/)
  const list = end < 0 ? '' : styles.slice(begin, begin + end)
  return elementsOf(list, 'xf').map(({ numFmtId = '0' }) => isDateFormat((formats.get(numFmtId) ?? numFmtId).slice(0, MOST_OF_FORMAT)))
}

async function lastRowOf(part: ZipPart): Promise<number | null> {
  for await (const piece of part.pieces()) {
    const ref = /<(?:\w+:)?dimension\s[^>]*ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(new TextDecoder().decode(piece.subarray(0, 8192)))
    return ref ? Number(ref[1]) : null
  }
  return null
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path = folder.split('/').filter(Boolean)
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.') path.push(step)
  }
  return path.join('/')
}

function fail(why: string): never {
  throw new Error(why)
}
