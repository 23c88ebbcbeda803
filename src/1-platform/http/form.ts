// Forms with files. Each file goes to the disk as it comes: one of a hundred megabytes costs no memory until someone reads it.
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { takeIn, type TakenFile } from '../files/store.ts'

export interface TakenForm {
  /** Files in it are read from the disk, until the form is dropped. */
  data: FormData
  drop(): Promise<void>
}

/** Reads a body of multipart/form-data of at most so many bytes. Throws with the status code for what is too large or no form. */
export async function takeForm(pieces: AsyncIterable<Uint8Array>, contentType: string, most: number): Promise<TakenForm> {
  const reader = readerOf(contentType, most)
  const parts: Promise<[name: string, value: string | File]>[] = []
  const taken: TakenFile[] = []
  const coming = new Set<Readable>()
  const failed = new AbortController()
  // The first that goes wrong says why; what it brings down with it says nothing.
  const fail = (error: unknown) => failed.abort(error)
  const unreadable = (error: unknown) => fail(status(400, (error as Error).message))
  reader.on('error', unreadable)
  reader.on('partsLimit', () => fail(status(400, 'the form has too many parts')))
  reader.on('field', (name: string | undefined, value) => {
    if (name === undefined) fail(status(400, 'a part of the form has no name'))
    else parts.push(Promise.resolve([plain(name), value]))
  })
  reader.on('file', (name: string | undefined, stream, filename, _encoding, type) => {
    if (name === undefined) fail(status(400, 'a part of the form has no name'))
    coming.add(stream)
    stream.on('error', unreadable)
    const part = takeIn(stream, most).then(async (file): Promise<[string, File]> => {
      taken.push(file)
      return [plain(name!), new File([await file.blob()], plain(filename), { type })]
    })
    part.catch(fail)
    parts.push(part)
  })
  try {
    await pipeline(atMost(pieces, most, fail), reader, { signal: failed.signal })
    const data = new FormData()
    for (const [name, value] of await Promise.all(parts)) {
      if (typeof value === 'string') data.append(name, value)
      else data.append(name, value)
    }
    return { data, drop: () => dropAll(taken) }
  } catch (error) {
    const reason = failed.signal.aborted ? failed.signal.reason : error
    // What is still on its way ends with it, and leaves nothing behind.
    for (const stream of coming) stream.destroy(reason as Error)
    await Promise.allSettled(parts)
    await dropAll(taken)
    throw reason
  }
}

function readerOf(contentType: string, most: number): BusboyInstance {
  try {
    // Names as they were sent; kinds.ts says which are taken.
    return new Busboy({ headers: { 'content-type': contentType }, preservePath: true, isPartAFile: (_name, _type, filename) => filename !== undefined,
      limits: { parts: 100, fieldSize: most, headerSize: 16_384 } })
  } catch (error) {
    throw status(400, (error as Error).message)
  }
}

async function* atMost(pieces: AsyncIterable<Uint8Array>, most: number, fail: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const piece of pieces) {
      size += piece.length
      if (size > most) throw status(413, `the form is larger than ${most} bytes`)
      yield piece
    }
  } catch (error) {
    fail(error)
    throw error
  }
}

/** Browsers write these three so, and nothing else. */
const plain = (name: string) => name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')

async function dropAll(taken: TakenFile[]): Promise<void> {
  for (const file of taken) await file.drop()
}

function status(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode })
}
