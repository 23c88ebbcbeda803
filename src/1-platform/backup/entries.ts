// What lies in a backup, one after the other: a head that says what it is, and its bytes in pieces. Nothing is held whole.
//   head: length (4) · JSON; body: pieces of length (4) · bytes, ended by a length of 0
import { Pieces } from './pieces.ts'
import { notWhole } from './sealed.ts'

export interface Manifest {
  kind: 'manifest'
  format: 1
  /** Of the product that took it. */
  version: string
  takenAt: string
  /** What the schema was made of, in order. */
  migrations: { name: string; digest: string }[]
}
export type EntryHead =
  | Manifest
  | { kind: 'secret' }
  /** Body: lines of COPY. The name is written as SQL wants it. */
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'sequences'; values: { name: string; last: string }[] }
  /** Body: one job a line, as JSON. */
  | { kind: 'jobs' }
  | { kind: 'file'; sha256: string }
  /** lost: files that a record names, but whose bytes were missing or not theirs when the backup was taken. */
  | { kind: 'end'; tables: number; files: number; lost: string[] }

export interface Entry { head: EntryHead; body?: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

const PIECE = 1 << 16

/** Entries as bytes; small pieces are gathered. */
export async function* pack(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { head, body = [] } of entries) {
    const said = Buffer.from(JSON.stringify(head))
    yield Buffer.concat([lengthOf(said.length), said])
    let held: Uint8Array[] = [], length = 0
    for await (const piece of body) {
      held.push(piece)
      length += piece.length
      if (length < PIECE) continue
      yield Buffer.concat([lengthOf(length), ...held])
      held = []
      length = 0
    }
    yield length > 0 ? Buffer.concat([lengthOf(length), ...held, lengthOf(0)]) : lengthOf(0)
  }
}

export interface ReadEntry { head: EntryHead; body: AsyncIterable<Buffer> }

/** The entries of the bytes; what is not read of one is passed over. Without an end it is not whole. */
export async function* unpack(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadEntry> {
  const pieces = new Pieces(bytes)
  const exactly = async (n: number) => {
    const taken = await pieces.take(n)
    if (taken.length < n) throw notWhole()
    return taken
  }
  try {
    for (let ended = false; !ended;) {
      const head = JSON.parse((await exactly((await exactly(4)).readUInt32BE())).toString('utf8')) as EntryHead
      const body = bodyOf(exactly)
      yield { head, body }
      while (!(await body.next()).done);
      ended = head.kind === 'end'
    }
    if ((await pieces.take(1)).length > 0) throw notWhole()
  } finally {
    await pieces.close()
  }
}

async function* bodyOf(exactly: (n: number) => Promise<Buffer>): AsyncGenerator<Buffer> {
  for (;;) {
    const length = (await exactly(4)).readUInt32BE()
    if (length === 0) return
    yield await exactly(length)
  }
}

function lengthOf(n: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(n)
  return bytes
}
