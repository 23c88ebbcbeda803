// A CSV text cut into rows as it comes, piece by piece. Rows are what hucre's parseCsv makes of the whole text: "" inside
// quotes is a quote, quotes open only at the start of a cell, \r\n, \n and \r end a row.
import { type Cell, UnreadableSheet } from './grid.ts'

/** A quote that is never closed swallows the rest of the file: no cell of an office is this long. */
const LONGEST_CELL = 1_000_000

export interface CsvRows {
  /** Rows that end within the text so far. */
  push(text: string): Cell[][]
  /** The last row, where the text does not end with a line's end. */
  end(): Cell[][]
}

export function csvRows(separator: string): CsvRows {
  let carry = ''
  let row: Cell[] = []
  let field = ''
  let quoted = false
  let wasQuoted = false

  return {
    push(text) {
      // A line's end or quotes at the very end may go on in the next piece: \r\n is one end, "" one quote.
      const all = carry + text
      const kept = /(?:"+|\r)$/.exec(all)?.[0].length ?? 0
      const usable = kept ? all.slice(0, -kept) : all
      carry = kept ? all.slice(-kept) : ''
      return take(usable)
    },
    end() {
      const rows = take(carry, true)
      carry = ''
      if (field !== '' || row.length > 0 || wasQuoted) {
        row.push(cell(field))
        rows.push(row)
      }
      return rows
    },
  }

  function take(text: string, last = false): Cell[][] {
    if (!quoted && row.length === 0 && field === '' && !wasQuoted && !text.includes('"')) return plain(text, last)
    const rows: Cell[][] = []
    const done = slow(text, rows)
    // Outside quotes the unfinished row is read again with what follows, so that plain rows are cut quickly.
    if (!quoted && !last && done >= 0) {
      carry = text.slice(done) + carry
      row = []
      field = ''
      wasQuoted = false
    }
    if (field.length > LONGEST_CELL || carry.length > LONGEST_CELL * 4) throw unclosed()
    return rows
  }

  // Most rows have no quotes at all.
  function plain(text: string, last: boolean): Cell[][] {
    const end = last ? text.length : Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1
    if (!last) carry = text.slice(end) + carry
    if (end === 0) return []
    const lines = text.slice(0, end).split(/\r\n|\r|\n/)
    if (lines.at(-1) === '') lines.pop()
    return lines.map((line) => line.split(separator).map(cell))
  }

  /** Answers where the row that is not finished begins; -1 where none ended in this text. */
  function slow(text: string, rows: Cell[][]): number {
    let begun = -1
    let from = 0
    let i = 0
    const closeField = (to: number) => {
      row.push(cell(field + text.slice(from, to)))
      field = ''
      wasQuoted = false
    }
    while (i < text.length) {
      if (quoted) {
        const at = text.indexOf('"', i)
        if (at < 0) {
          i = text.length
          break
        }
        field += text.slice(from, at)
        if (text[at + 1] === '"') {
          field += '"'
          i = at + 2
        } else {
          quoted = false
          i = at + 1
        }
        from = i
        continue
      }
      const sign = text[i]!
      if (sign === separator) {
        closeField(i)
        from = ++i
      } else if (sign === '\n' || sign === '\r') {
        closeField(i)
        rows.push(row)
        row = []
        i += sign === '\r' && text[i + 1] === '\n' ? 2 : 1
        from = begun = i
      } else if (sign === '"' && field === '' && from === i) {
        quoted = true
        wasQuoted = true
        from = ++i
      } else i++
    }
    field += text.slice(from, i)
    return begun
  }
}

function cell(text: string): Cell {
  return text === '' ? null : text
}

function unclosed(): UnreadableSheet {
  return new UnreadableSheet('file-quotes', 'Tệp có dấu nháy kép không được đóng. Hãy mở bằng Excel và lưu lại dạng .xlsx.', 'A double quote in the file is never closed. Open it in Excel and save it as .xlsx.')
}
