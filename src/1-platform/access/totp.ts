// Codes of an authenticator app (RFC 6238: six digits, thirty seconds, SHA-1, which is what every app understands).
import { timingSafeEqual } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'

const seconds = 30
/** A phone's clock may be half a minute off, either way. */
const window = 1

/** The thirty seconds whose code this is, seen from the moment; null when it is the code of none of those near it. */
export async function stepOfCode(secret: Uint8Array, code: string, at: Date): Promise<number | null> {
  const now = Math.floor(at.getTime() / 1000 / seconds)
  let found: number | null = null
  for (let step = now - window; step <= now + window; step++) if (alike(await codeOfStep(secret, step), code)) found = step
  return found
}

export async function codeAt(secret: Uint8Array, at: Date): Promise<string> {
  return codeOfStep(secret, Math.floor(at.getTime() / 1000 / seconds))
}

function codeOfStep(secret: Uint8Array, step: number): Promise<string> {
  return createOTP(secret).hotp(step)
}

function alike(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** The secret as people type it. */
export function secretText(secret: Uint8Array): string {
  return base32.encode(secret, { padding: false })
}

export function secretFrom(typed: string): Uint8Array {
  return base32.decode(typed)
}

/** What the QR says to the app; spaces written %20, because apps show a plus as a plus. */
export function secretAddress(secret: Uint8Array, username: string): string {
  const issuer = encodeURIComponent('Lộ Trình')
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?secret=${secretText(secret)}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${seconds}`
}
