// A mail server and a push service of the test's own, real on the wire: what arrives is read as whoever it is for would read it.
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ArrivedLetter { from: string; to: string[]; raw: string; header(name: string): string | null; /** Both ways of saying it, decoded. */ body: string }

/** Refuses for ever what is for these addresses; `busy` true: asks to come back later. */
export async function mailServer({ unknown = [] as string[] } = {}) {
  const letters: ArrivedLetter[] = []
  const state = { busy: false }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onRcptTo({ address }, _session, done) {
      if (state.busy) return done(Object.assign(new Error('come back later'), { responseCode: 451 }))
      done(unknown.includes(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null)
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        letters.push(read(Buffer.concat(pieces).toString('utf8'), session.envelope))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()) })
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, letters, state, close: () => new Promise<void>((resolve) => { server.close(() => resolve()) }) }
}

function read(raw: string, envelope: { mailFrom: false | { address: string }; rcptTo: { address: string }[] }): ArrivedLetter {
  const [head] = raw.split('\r\n\r\n', 1) as [string]
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ')
  return {
    raw, from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map(({ address }) => address), body: quotedPrintable(raw.slice(head.length)),
    header: (name) => decoded(new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? null),
  }
}

const bytesOf = (text: string) => Buffer.from(text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1')
const quotedPrintable = (text: string) => bytesOf(text.replace(/=\r?\n/g, '')).toString('utf8')
const decoded = (value: string | null) => value && value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, way: string, said: string) =>
  (way.toUpperCase() === 'B' ? Buffer.from(said, 'base64') : bytesOf(said.replaceAll('_', ' '))).toString('latin1')).replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))

/** A browser with its push service: answers with `state.status`, and opens with the browser's own keys what it was sent. */
export async function pushService() {
  const pair = createECDH('prime256v1'), auth = randomBytes(16)
  pair.generateKeys()
  const notes: Record<string, unknown>[] = []
  const state = { status: 201 }
  const server = createServer((request, reply) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      if (state.status === 201) notes.push({ ...JSON.parse(open(Buffer.concat(pieces))) as object, authorization: request.headers.authorization })
      reply.writeHead(state.status).end()
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()) })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  // RFC 8291 with one record of RFC 8188.
  function open(body: Buffer): string {
    const salt = body.subarray(0, 16), theirs = body.subarray(21, 21 + body[20]!), cipher = body.subarray(21 + body[20]!)
    const derive = (key: Buffer, salted: Buffer, info: Buffer | string, length: number) => Buffer.from(hkdfSync('sha256', key, salted, info, length))
    const key = derive(pair.computeSecret(theirs), auth, Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs]), 32)
    const opened = createDecipheriv('aes-128-gcm', derive(key, salt, 'Content-Encoding: aes128gcm\0', 16), derive(key, salt, 'Content-Encoding: nonce\0', 12))
    opened.setAuthTag(cipher.subarray(-16))
    const text = Buffer.concat([opened.update(cipher.subarray(0, -16)), opened.final()])
    return text.subarray(0, text.lastIndexOf(2)).toString('utf8')
  }
  return {
    origin, notes, state, device: { endpoint: `${origin}/to/a-browser`, p256dh: pair.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
    close: () => new Promise<void>((resolve) => { server.close(() => resolve()) }),
  }
}
