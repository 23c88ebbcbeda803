// better-auth as this house uses it: it proves a password and makes the session and its cookie; outside providers come as
// its plugins. Its own HTTP routes are not opened. What it leaves open is closed around it: token.ts (hashed tokens),
// lockout.ts (pauses), access.ts (one look-up for a session), address.ts (proxies), secondFactor.ts (codes that work once),
// passkeys.ts.
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import { username } from 'better-auth/plugins/username'
import type { Kysely } from 'kysely'
import { newId } from '#base/id'
import { cookieName, hashingTokens } from './token.ts'
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from './password.ts'

export const sessionDays = 7
/** The header in which better-auth is told the caller's address; ours alone, never taken from a request. */
export const addressHeader = 'x-lotrinh-caller'

/** `db` connects as the owner: the application role cannot read password hashes. */
// oxlint-disable-next-line typescript/no-explicit-any -- better-auth types its database so
export async function openAuth({ db, secret, baseUrl, now }: { db: Kysely<any>; secret: string; baseUrl: string; now: () => Date }) {
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
  const options = {
    secret, baseURL: baseUrl, telemetry: { enabled: false }, logger: { disabled: true },
    // Words of this house: a person's way in is an account, the proof of it a credential.
    user: { modelName: 'account', fields: { ...times, emailVerified: 'email_verified' } },
    account: { modelName: 'credential', fields: {
      ...times, userId: 'account_id', accountId: 'subject', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token',
      idToken: 'id_token', accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at',
    } },
    session: { modelName: 'session', expiresIn: sessionDays * 86_400, fields: { ...times, userId: 'account_id', token: 'token_hash', expiresAt: 'expires_at', ipAddress: 'address', userAgent: 'user_agent' } },
    verification: { modelName: 'verification', fields: { ...times, expiresAt: 'expires_at' } },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: shortestPassword, maxPasswordLength: longestPassword, password: { hash: hashPassword, verify: verifyPassword } },
    // Names are checked where accounts are made; here every text is looked up, so that all answers take the same way.
    plugins: [username({ displayUsername: false, minUsernameLength: 1, maxUsernameLength: 200, usernameValidator: () => true })],
    databaseHooks: { session: { create: { async before(session: object) {
      const at = now()
      return { data: { ...session, createdAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + sessionDays * 86_400_000) } }
    } } } },
    advanced: {
      database: { generateId: () => newId() },
      useSecureCookies: false, // Secure is added by access.ts where the caller came by https
      cookies: { session_token: { name: cookieName } },
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
    },
  } satisfies BetterAuthOptions
  const store = await getAdapter({ ...options, database: { db, type: 'postgres', schemaName: 'access', transaction: true } })
  return betterAuth({ ...options, database: () => hashingTokens(store) })
}
