// Rows on their way into tables: text as COPY reads it, gathered per table and sent in one stream each.
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type pg from 'pg'

const BLOCK = 1 << 18

/** COPY's word for null. */
export const NULL = '\\N'

/** Text as COPY wants it. Only what people or sources wrote needs it; what the generator makes has none of these. */
export function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c]!)
}

/** Rows of one table. `columns` in the order in which `add` gets the cells. */
export class Rows {
  readonly into: string
  count = 0
  readonly #blocks: Buffer[] = []
  #text = ''

  constructor(table: string, columns: string) {
    this.into = `copy ${table} (${columns}) from stdin`
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
    const stream = client.query(copyFrom(this.into))
    const ended = once(stream, 'finish')
    // An error of the server ends the stream; whoever waits for it to drain must hear of that too.
    ended.catch(() => {})
    for (const block of blocks) if (!stream.write(block)) await Promise.race([once(stream, 'drain'), ended])
    stream.end()
    await ended
    return sent
  }
}
