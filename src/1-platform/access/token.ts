// The token of a session: in the cookie as better-auth signs it, in the table only as its SHA-256. Who reads the table,
// or a copy of it, cannot sign in with what stands there.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth'

export const cookieName = 'lotrinh.session'

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** The token of the request's cookie when our secret signed it, else null. */
export function tokenOf(headers: Headers, secret: string): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split(/=(.*)/s) as [string, string | undefined]
    if (name !== cookieName || !value) continue
    const signed = decode(value)
    const dot = signed.lastIndexOf('.')
    const token = signed.slice(0, dot)
    const expected = createHmac('sha256', secret).update(token).digest()
    const given = Buffer.from(signed.slice(dot + 1), 'base64')
    if (dot > 0 && given.length === expected.length && timingSafeEqual(given, expected)) return token
  }
  return null
}

/** The cookie of a session that better-auth did not bring to the browser itself, signed as it signs its own. */
export function sessionCookie(token: string, secret: string, seconds: number): string {
  const signed = `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
  return `${cookieName}=${encodeURIComponent(signed)}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax`
}

function decode(value: string): string {
  try { return decodeURIComponent(value) } catch { return '' }
}

type Store = Omit<DBAdapter, 'transaction'>
interface Asked { model: string; where?: Where[]; data?: Record<string, unknown>; update?: Record<string, unknown> }
const methods = ['create', 'findOne', 'findMany', 'count', 'update', 'updateMany', 'delete', 'deleteMany', 'consumeOne', 'incrementOne'] as const

/** The adapter under better-auth, with the token of a session hashed on the way in; better-auth sees no hash of a token it holds. */
export function hashingTokens(inner: DBAdapter): DBAdapter {
  return { ...inner, ...hashing(inner), transaction: (deed) => inner.transaction((tx) => deed({ ...tx, ...hashing(tx as Store) } as DBTransactionAdapter)) }
}

function hashing(inner: Store): Partial<Store> {
  return Object.fromEntries(methods.map((method) => [method, async (asked: Asked) => {
    const call = inner[method] as (asked: Asked) => Promise<unknown>
    if (asked.model !== 'session') return call(asked)
    const found = await call({ ...asked,
      ...(asked.where && { where: asked.where.map((w) => (w.field === 'token' ? { ...w, value: hashed(w.value) as Where['value'] } : w)) }),
      ...(asked.data && { data: withHash(asked.data) }),
      ...(asked.update && { update: withHash(asked.update) }),
    })
    // A row made or found by its token goes back with that token.
    const token = asked.data?.token ?? asked.where?.find((w) => w.field === 'token')?.value
    return typeof token === 'string' && found && typeof found === 'object' && !Array.isArray(found) ? { ...found, token } : found
  }])) as Partial<Store>
}

function hashed(value: unknown): unknown {
  return Array.isArray(value) ? value.map((v) => tokenHash(String(v))) : tokenHash(String(value))
}

function withHash(row: Record<string, unknown>): Record<string, unknown> {
  return 'token' in row ? { ...row, token: hashed(row.token) } : row
}
