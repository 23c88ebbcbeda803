// Forms with files, written to the disk as they come: a file of a hundred megabytes costs no memory until someone reads it.
import { Refused } from '#base/refusal'
import { takeIn } from '../files/store.ts'

export interface TakenForm {
  /** Files in it are read from the disk, until the form is dropped. */
  data: FormData
  drop(): Promise<void>
}

/** Reads a body of multipart/form-data of at most so many bytes. Throws with the status code for what is too large or no form. */
export async function takeForm(pieces: AsyncIterable<Uint8Array>, contentType: string, most: number): Promise<TakenForm> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)
  if (!boundary) throw status(400, 'the form names no boundary')
  const taken = await takeIn(pieces, most).catch((error: unknown) => { throw error instanceof Refused ? status(413, error.message) : error })
  try {
    const parts = await partsOf(taken.source.pieces(), Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`))
    const data = new FormData()
    const blob = await taken.blob()
    for (const [from, to] of parts) {
      const head = Buffer.from(await taken.source.read(from, Math.min(to - from, 16_384)))
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) throw status(400, 'a part of the form has no head')
      const { name, filename, type } = headOf(head.toString('utf8', 0, end))
      const body = blob.slice(from + end + 4, to)
      if (filename === null) data.append(name, (await body.text()).replace(/^\uFEFF/, ''))
      else data.append(name, new File([body], filename, { type }))
    }
    return { data, drop: () => taken.drop() }
  } catch (error) {
    await taken.drop()
    throw error
  }
}

/** From where to where each part goes, its head included. */
async function partsOf(pieces: AsyncIterable<Uint8Array>, mark: Buffer): Promise<[from: number, to: number][]> {
  const at: number[] = []
  // The first mark has no line before it, as if there were one.
  let text = Buffer.from('\r\n')
  let offset = -2
  for await (const piece of pieces) {
    text = Buffer.concat([text, piece])
    let end = 0
    for (let found = text.indexOf(mark); found >= 0; found = text.indexOf(mark, end)) {
      at.push(offset + found)
      end = found + mark.length
    }
    const kept = Math.max(end, text.length - mark.length + 1)
    offset += kept
    text = text.subarray(kept)
    if (at.length > 100) throw status(400, 'the form has too many parts')
  }
  if (at.length < 2 || at[0] !== -2) throw status(400, 'the form does not end, or has a foreword')
  // Behind each mark stands the end of its line.
  return at.slice(1).map((to, i) => [at[i]! + mark.length + 2, to])
}

function headOf(head: string): { name: string; filename: string | null; type: string } {
  const lines = new Map(head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  const disposition = lines.get('content-disposition') ?? ''
  const value = (key: string) => {
    const found = new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(disposition)
    return found ? found[1]!.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n') : null
  }
  const name = value('name')
  if (!/^form-data\b/i.test(disposition) || name === null) throw status(400, 'a part of the form has no name')
  return { name, filename: value('filename'), type: lines.get('content-type') ?? '' }
}

function status(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode })
}
