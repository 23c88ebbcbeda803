// The parts of a zip, each read as a stream: the worksheet of a million rows is a gigabyte once it is unpacked.
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { Source } from './source.ts'

export interface ZipPart {
  name: string
  /** Bytes once unpacked, as the file says. */
  size: number
  /** The unpacked bytes in order. */
  pieces(): AsyncIterable<Uint8Array>
  /** All of it as text, for small parts; more than `most` bytes are an error. */
  text(most?: number): Promise<string>
}

/** Office files shrink to a twentieth, whole columns of one format to a hundredth. What is packed tighter than this beyond
 * the bytes given, or longer than any sheet, was made to fill the machine. */
const TIGHTEST = 250, LONG = 32_000_000, LONGEST = 6_000_000_000

/** The parts by name, from the directory at the end of the file. Throws on what is no zip, or a damaged one. */
export async function openZip(source: Source): Promise<Map<string, ZipPart>> {
  const tailAt = Math.max(0, source.size - 66_000)
  const tail = view(await source.read(tailAt, 66_000))
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new Error('no directory at the end of the zip')
  let count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), at = tail.getUint32(end + 16, true)
  // Zip64: the true numbers stand in a record that a locator just before the end points to.
  if (end >= 20 && tail.getUint32(end - 20, true) === 0x07064b50) {
    const big = view(await source.read(Number(tail.getBigUint64(end - 12, true)), 56))
    count = Number(big.getBigUint64(32, true))
    size = Number(big.getBigUint64(40, true))
    at = Number(big.getBigUint64(48, true))
  }
  if (size > 16_000_000) throw new Error('the directory of the zip is too large')
  const bytes = await source.read(at, size)
  const directory = view(bytes)
  const parts = new Map<string, ZipPart>()
  for (let n = 0, p = 0; n < count && p + 46 <= bytes.length; n++) {
    if (directory.getUint32(p, true) !== 0x02014b50) throw new Error('the directory of the zip is damaged')
    const method = directory.getUint16(p + 10, true)
    const nameLength = directory.getUint16(p + 28, true), extraLength = directory.getUint16(p + 30, true), commentLength = directory.getUint16(p + 32, true)
    const numbers = { packed: directory.getUint32(p + 20, true), size: directory.getUint32(p + 24, true), at: directory.getUint32(p + 42, true) }
    const name = new TextDecoder().decode(bytes.subarray(p + 46, p + 46 + nameLength))
    widen(numbers, directory, p + 46 + nameLength, extraLength)
    parts.set(name, part(source, name, method, numbers))
    p += 46 + nameLength + extraLength + commentLength
  }
  return parts
}

interface Numbers { packed: number; size: number; at: number }

function widen(numbers: Numbers, directory: DataView, from: number, length: number): void {
  for (let p = from; p + 4 <= from + length; p += 4 + directory.getUint16(p + 2, true)) {
    if (directory.getUint16(p, true) !== 1) continue
    let at = p + 4
    for (const field of ['size', 'packed', 'at'] as const) {
      if (numbers[field] !== 0xffffffff) continue
      numbers[field] = Number(directory.getBigUint64(at, true))
      at += 8
    }
  }
}

function part(source: Source, name: string, method: number, { packed, size, at }: Numbers): ZipPart {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const head = view(await source.read(at, 30))
    if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) throw new Error(`the part ${name} of the zip is damaged`)
    const from = at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
    const raw = source.pieces(from, from + packed)
    if (method === 0) return yield* raw
    if (method !== 8) throw new Error(`the part ${name} is packed in a way that is not read`)
    // A reader that stops early must close the file as well: `destroy` reaches through both streams.
    const input = Readable.from(raw, { objectMode: false })
    const inflate = createInflateRaw({ chunkSize: 1 << 16 })
    input.on('error', (error) => inflate.destroy(error))
    let had = 0
    try {
      for await (const piece of input.pipe(inflate) as AsyncIterable<Uint8Array>) {
        had += piece.length
        if (had > LONGEST || (had > LONG && had > packed * TIGHTEST)) throw new Error(`the part ${name} of the zip is too large`)
        yield piece
      }
    } finally {
      input.destroy()
      inflate.destroy()
    }
  }
  return {
    name, size, pieces,
    async text(most = 16_000_000) {
      const all: Uint8Array[] = []
      let had = 0
      for await (const piece of pieces()) {
        had += piece.length
        if (had > most) throw new Error(`the part ${name} of the zip is too large`)
        all.push(piece)
      }
      return new TextDecoder().decode(Buffer.concat(all))
    },
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
