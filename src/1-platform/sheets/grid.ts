// A sheet as the house sees it, whatever file it came from.

/** One cell: text as typed, a number, a date (midnight UTC of the day shown), a yes/no, or nothing. */
export type Cell = string | number | boolean | Date | null

/** One sheet. rows[i] is the sheet's row i + 1; rows may be shorter than the sheet is wide. */
export interface Grid {
  name: string
  rows: Cell[][]
}

/** A file that cannot be read as a sheet, with what to do about it in both languages. */
export class UnreadableSheet extends Error {
  readonly code: string
  readonly vi: string
  readonly en: string

  constructor(code: string, vi: string, en: string, cause?: unknown) {
    super(en, { cause })
    this.code = code
    this.vi = vi
    this.en = en
  }
}
