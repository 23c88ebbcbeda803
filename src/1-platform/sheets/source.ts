// Bytes that can be read in any part, so that a file of a hundred megabytes is never held as a whole.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'

export interface Source {
  readonly size: number
  /** The bytes [from, from + length), fewer at the end. */
  read(from: number, length: number): Promise<Uint8Array>
  /** The bytes [from, to) in order, in pieces of any length. */
  pieces(from?: number, to?: number): AsyncIterable<Uint8Array>
}

const PIECE = 1 << 18

export function sourceOf(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read: async (from, length) => bytes.subarray(from, from + length),
    async* pieces(from = 0, to = bytes.length) {
      for (let at = from; at < to; at += PIECE) yield bytes.subarray(at, Math.min(to, at + PIECE))
    },
  }
}

/** The file at the path; it must not change while it is read. */
export async function sourceAt(path: string): Promise<Source> {
  const { size } = await stat(path)
  return {
    size,
    async read(from, length) {
      const file = await open(path)
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - from)))
        let had = 0
        while (had < bytes.length) {
          const { bytesRead } = await file.read(bytes, had, bytes.length - had, from + had)
          if (bytesRead === 0) break
          had += bytesRead
        }
        return bytes.subarray(0, had)
      } finally {
        await file.close()
      }
    },
    async* pieces(from = 0, to = size) {
      if (to > from) yield* createReadStream(path, { start: from, end: to - 1, highWaterMark: PIECE }) as AsyncIterable<Uint8Array>
    },
  }
}
