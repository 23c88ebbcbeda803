// A stream of pieces of any length, taken in the lengths that a format asks for.

export class Pieces {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Buffer[] = []
  #length = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Exactly so many bytes; fewer where the stream ends before. */
  async take(n: number): Promise<Buffer> {
    while (this.#length < n) {
      const { value, done } = await this.#source.next()
      if (done) break
      this.#held.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      this.#length += value.byteLength
    }
    const all = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held)
    const taken = all.subarray(0, n)
    this.#held = all.length > n ? [all.subarray(n)] : []
    this.#length = all.length - taken.length
    return taken
  }

  /** The source is let go of: a file is closed. */
  async close(): Promise<void> {
    await this.#source.return?.()
  }
}
