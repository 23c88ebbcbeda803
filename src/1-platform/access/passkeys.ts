// Passkeys: the device proves that it holds the key, and by finger, face or PIN that its owner is there; so a passkey alone
// signs in. The ceremony is SimpleWebAuthn's, on which better-auth's own plugin stands too (docs/decisions/0021).
//
// A question is nothing that is kept: random bytes, the moment of asking and what it is asked for, sealed by our secret. A
// stranger's asking writes nothing. That an answer counts once is the passkey's own memory (answered_at).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Kysely } from 'kysely'
import { newId } from '#base/id'
import { Refused, refuse, type Refusal } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import type { DB } from '../db/tables.generated.ts'
import type { Work } from '../work.ts'

/** Three hundred modules, a tenth of every start: loaded once somebody comes with a passkey. */
const ceremony = () => import('@simplewebauthn/server')

const minutesToAnswer = 5
const mostOfOne = 20
// EdDSA, ES256, RS256: what devices in use make. Left to itself the package tries newer ones that Node only experiments with.
const algorithms = [-8, -7, -257]

export interface Passkeys {
  /** What the browser needs to let someone in; asked by strangers. */
  ask(headers: Headers): Promise<PublicKeyCredentialRequestOptionsJSON>
  /** Whose passkey gave this answer, once; null when it proves nothing. */
  prove(headers: Headers, response: AuthenticationResponseJSON): Promise<{ accountId: string } | null>
  /** What the browser needs to make a new one for the account that asks. */
  invite(w: Work, headers: Headers, username: string): Promise<PublicKeyCredentialCreationOptionsJSON>
  keep(w: Work, headers: Headers, name: string, response: RegistrationResponseJSON): Promise<string>
}

export const wrongPasskey = refuse('wrong-passkey', null, 'Khóa truy cập này không mở được tài khoản nào ở đây.', 'This passkey opens no account here.')
const notMade: Refusal = refuse('wrong-passkey', null, 'Thiết bị trả lời không đúng. Hãy thử tạo lại khóa truy cập.', 'The device did not answer rightly. Please try to make the passkey again.')

export function createPasskeys({ owner, secret, now }: { owner: Kysely<DB>; secret: string; now: () => Date }): Passkeys {
  const seal = (purpose: string, open: Buffer) => createHmac('sha256', `passkey of ${secret}`).update(purpose).update('\n').update(open).digest()

  function question(purpose: string): Uint8Array<ArrayBuffer> {
    const open = Buffer.alloc(24, randomBytes(24))
    open.writeBigUInt64BE(BigInt(now().getTime()), 16)
    return new Uint8Array([...open, ...seal(purpose, open)])
  }

  /** When the question was asked; null when it is none of ours, was asked for something else, or too long ago. */
  function askedAt(purpose: string, challenge: string): Date | null {
    const given = Buffer.from(challenge, 'base64url'), open = given.subarray(0, 24)
    if (given.length !== 56 || !timingSafeEqual(given.subarray(24), seal(purpose, open))) return null
    const at = new Date(Number(open.readBigUInt64BE(16)))
    return now().getTime() - at.getTime() <= minutesToAnswer * 60_000 ? at : null
  }

  return {
    ask: async (headers) => (await ceremony()).generateAuthenticationOptions({ rpID: mustHaveName(headers), challenge: question('enter'), userVerification: 'required', timeout: minutesToAnswer * 60_000 }),

    async prove(headers, response) {
      const key = await owner.selectFrom('access.passkey').selectAll().where('credential_id', '=', response.id).executeTakeFirst()
      const origin = originOf(headers)
      if (!key || !origin || new URL(origin).hostname !== key.site) return null
      let asked: Date | null = null
      const verified = await (await ceremony()).verifyAuthenticationResponse({
        response, expectedOrigin: origin, expectedRPID: key.site, requireUserVerification: true,
        expectedChallenge: (challenge) => { asked = askedAt('enter', challenge); return asked !== null },
        credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: Number(key.sign_count) },
      }).catch(() => null)
      if (!verified?.verified || !asked) return null
      const taken = await owner.updateTable('access.passkey').set({ sign_count: verified.authenticationInfo.newCounter, answered_at: asked, used_at: now() })
        .where('id', '=', key.id).where('answered_at', '<', asked).executeTakeFirst()
      return taken.numUpdatedRows === 1n ? { accountId: key.account_id } : null
    },

    async invite(w, headers, username) {
      const known = await w.tx.selectFrom('access.passkey').select(['credential_id', 'transports']).where('account_id', '=', w.actor.accountId).execute()
      return (await ceremony()).generateRegistrationOptions({
        rpName: 'Lộ Trình', rpID: mustHaveName(headers), userName: username, userDisplayName: w.actor.name, userID: new Uint8Array(Buffer.from(w.actor.accountId!)),
        challenge: question(`make ${w.actor.accountId}`), timeout: minutesToAnswer * 60_000, attestationType: 'none', supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map((k) => ({ id: k.credential_id, transports: k.transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
    },

    async keep(w, headers, name, response) {
      const site = mustHaveName(headers), origin = originOf(headers)
      let asked: Date | null = null
      const verified = origin === null ? null : await (await ceremony()).verifyRegistrationResponse({
        response, expectedOrigin: origin, expectedRPID: site, requireUserVerification: true, supportedAlgorithmIDs: algorithms,
        expectedChallenge: (challenge) => { asked = askedAt(`make ${w.actor.accountId}`, challenge); return asked !== null },
      }).catch(() => null)
      if (!verified?.verified || !asked || new URL(origin!).hostname !== site) throw new Refused(notMade)
      const { n } = await w.tx.selectFrom('access.passkey').select((eb) => eb.fn.countAll<string>().as('n')).where('account_id', '=', w.actor.accountId).executeTakeFirstOrThrow()
      if (Number(n) >= mostOfOne) throw new Refused(refuse('too-many', null, `Một tài khoản có nhiều nhất ${mostOfOne} khóa truy cập.`, `An account has at most ${mostOfOne} passkeys.`))
      const { credential } = verified.registrationInfo, id = newId()
      await w.tx.insertInto('access.passkey').values({
        id, account_id: w.actor.accountId!, name: tidy(name), credential_id: credential.id, public_key: Buffer.from(credential.publicKey), site,
        transports: credential.transports ?? [], sign_count: credential.counter, answered_at: asked,
      }).execute()
      return id
    },
  }
}

/** The host name under which the house is asked. A passkey belongs to a name: there is none for a bare address. */
function mustHaveName(headers: Headers): string {
  const host = headers.get('host') ?? ''
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  if (!name || isIP(name.replace(/^\[|\]$/g, '')) !== 0) {
    throw new Refused(refuse('no-name', null, 'Khóa truy cập chỉ dùng được khi hệ thống có tên miền và HTTPS.', 'Passkeys work only where the house has a domain name and HTTPS.'))
  }
  return name
}

/** What the browser says the page is; a page of another site is turned away before any route (CROSS_SITE). */
function originOf(headers: Headers): string | null {
  const origin = headers.get('origin')
  return origin && URL.canParse(origin) ? new URL(origin).origin : null
}
