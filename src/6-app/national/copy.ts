// Rows on their way into tables: text as COPY reads it, gathered per table and sent in one stream each.
import type pg from 'pg'
import { copyText } from '#platform/db/copy'

const BLOCK = 1 << 18

/** COPY's word for null. */
export const NULL = '\\N'

/** Rows of one table. `columns` in the order in which `add` gets the cells. */
export class Rows {
  readonly into: string
  count = 0
  readonly #blocks: Buffer[] = []
  #text = ''

  constructor(table: string, columns: string) {
    this.into = `${table} (${columns})`
  }

  /** One row, its cells parted by tabs, without the line's end. */
  add(row: string): void {
    this.count++
    this.#text += row
    this.#text += '\n'
    if (this.#text.length > BLOCK) this.#flush()
  }

  #flush(): void {
    this.#blocks.push(Buffer.from(this.#text, 'utf8'))
    this.#text = ''
  }

  /** Sends all rows over the connection, in whose transaction they then stand; empties itself. */
  async send(client: pg.ClientBase): Promise<number> {
    this.#flush()
    const blocks = this.#blocks.splice(0)
    const sent = this.count
    this.count = 0
    if (sent === 0) return 0
    await copyText(client, this.into, blocks)
    return sent
  }
}
