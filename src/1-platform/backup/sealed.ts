// The envelope of a backup: encrypted, and whole or refused. The key comes from the passphrase by scrypt with a salt of the
// file's own. The content goes out in frames of one megabyte, each sealed by AES-256-GCM under its number and whether it is
// the last one: a frame that was altered, left out, put elsewhere or cut off does not open.
//
//   "LOTRINH BACKUP 1\n" · log2 N, r, p · salt (16) · proof of the passphrase (16) · sha256 of all that (32)
//   then frames: length (4) · sealed bytes · tag (16)
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refused, refuse } from '#base/refusal'
import { Pieces } from './pieces.ts'

const MAGIC = Buffer.from('LOTRINH BACKUP 1\n')
const SALT = 16, PROOF = 16, DIGEST = 32, TAG = 16
const HEAD = MAGIC.length + 3 + SALT + PROOF + DIGEST
const FRAME = 1 << 20
/** 128 MB and half a second for each guess. */
const COST = { log2N: 17, r: 8, p: 1 }

export const shortestPassphrase = 12

interface Keys { key: Buffer; proof: Buffer }

async function derive(passphrase: string, salt: Buffer, { log2N, r, p }: typeof COST): Promise<Keys> {
  const bytes = await promisify<string, Buffer, number, object, Buffer>(scrypt)(passphrase.normalize('NFC'), salt, 32 + PROOF, { N: 2 ** log2N, r, p, maxmem: 2 ** log2N * r * 256 })
  return { key: bytes.subarray(0, 32), proof: bytes.subarray(32) }
}

/** The number of the frame and whether it is the last; one key never sees a number twice. */
function nonceOf(frame: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(frame))
  nonce[11] = last ? 1 : 0
  return nonce
}

/** The content as it is written to the file. */
export async function* seal(content: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  const { key, proof } = await derive(passphrase, salt, COST)
  const open = Buffer.concat([MAGIC, Buffer.from([COST.log2N, COST.r, COST.p]), salt, proof])
  const head = Buffer.concat([open, createHash('sha256').update(open).digest()])
  yield head
  const pieces = new Pieces(content)
  let ahead = await pieces.take(FRAME)
  for (let frame = 0, last = false; !last; frame++) {
    const plain = ahead
    ahead = await pieces.take(FRAME)
    last = ahead.length === 0
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame, last)).setAAD(head)
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    yield Buffer.concat([length, sealed, cipher.getAuthTag()])
  }
}

/** The content of a sealed file; refuses what is none, another passphrase, and whatever is not exactly as it was sealed. */
export async function* unseal(file: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const pieces = new Pieces(file)
  try {
    const head = await pieces.take(HEAD)
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw notOurs()
    if (head.length < HEAD || !createHash('sha256').update(head.subarray(0, HEAD - DIGEST)).digest().equals(head.subarray(HEAD - DIGEST))) throw notWhole()
    const [log2N, r, p] = head.subarray(MAGIC.length) as unknown as [number, number, number]
    // What a file asks for is bounded: its digest is no secret.
    if (log2N > 20 || r > 16 || p > 4) throw notWhole()
    const at = MAGIC.length + 3
    const { key, proof } = await derive(passphrase, head.subarray(at, at + SALT), { log2N, r, p })
    if (!timingSafeEqual(proof, head.subarray(at + SALT, at + SALT + PROOF))) throw wrongPassphrase()
    let size = await pieces.take(4)
    for (let frame = 0, last = false; !last; frame++) {
      const length = size.length === 4 ? size.readUInt32BE() : FRAME + 1
      if (length > FRAME) throw notWhole()
      const body = await pieces.take(length + TAG)
      size = await pieces.take(4)
      last = size.length === 0
      yield openFrame(key, frame, last, head, body)
    }
  } finally {
    await pieces.close()
  }
}

function openFrame(key: Buffer, frame: number, last: boolean, head: Buffer, body: Buffer): Buffer {
  if (body.length < TAG) throw notWhole()
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame, last), { authTagLength: TAG }).setAAD(head)
  decipher.setAuthTag(body.subarray(body.length - TAG))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG)), decipher.final()])
  } catch {
    throw notWhole()
  }
}

function notOurs(): Refused {
  return new Refused(refuse('backup-foreign', 'file', 'Tệp này không phải bản sao lưu của Lộ Trình.', 'This file is no backup of Lộ Trình.'))
}

function wrongPassphrase(): Refused {
  return new Refused(refuse('backup-passphrase', 'passphrase', 'Sai mật khẩu của bản sao lưu.', 'This is not the passphrase of this backup.'))
}

/** Torn, cut off or altered. */
export function notWhole(): Refused {
  return new Refused(refuse('backup-altered', 'file', 'Bản sao lưu bị đứt, bị cắt hoặc đã bị sửa; không có gì được khôi phục. Hãy dùng bản khác.', 'The backup is torn, cut off or was altered; nothing was restored. Use another one.'))
}
