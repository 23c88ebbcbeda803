// Sign-in by an identity provider (VNeID, or the one of a province) over OpenID Connect: code flow with PKCE, state and nonce,
// by openid-client. Whom the provider names is let in only where that person, signed in here, linked the two before: the
// addresses and numbers of an account were written by administrators, so that a claim which equals them proves nothing
// (docs/decisions/0024).
//
// A question is not kept here: what must come back is sealed in a cookie of the browser that asks, so a stranger's asking
// writes nothing. Where the provider is, is looked up whenever someone asks: one that was down is found when it is back, and
// nobody is sent to one that is down now.
import { createHash } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import * as oidc from 'openid-client'
import { ownPath } from '#base/path'
import { Refused, refuse, type Refusal } from '#base/refusal'
import type { DB } from '../db/tables.generated.ts'

export interface ProviderSettings {
  /** As the provider calls itself; the links stand under this name. */
  issuer: string
  clientId: string; clientSecret: string
  /** On the button: “Đăng nhập bằng …”. */
  name: string
  /** It asks for a second proof itself, so that ours is not asked for after it. */
  secondStep: boolean
}

/** Where the provider sends the browser back to. */
export const returnPath = '/dang-nhap/tro-ve'
const cookieName = 'lotrinh.provider'
const minutesToAnswer = 10
const hour = 3_600_000

interface Question { kind: 'question'; state: string; nonce: string; verifier: string; redirect: string; to: string; /** Who links; null: someone signs in. */ linking: string | null; at: number }
/** What was proved, where our own second step is still asked for. */
interface Half { kind: 'half'; accountId: string; to: string; at: number }

export interface Provider {
  name: string; issuer: string; secondStep: boolean
  /** Where the browser goes to be asked there; the cookie goes with it. */
  ask(asked: { site: string; to: string | undefined; linking: string | null }): Promise<{ address: string; cookie: string }>
  /** What the browser brought back, once: whom the provider names, and for what it was asked. */
  read(headers: Headers, query: string): Promise<{ subject: string; to: string; linking: string | null }>
  keepHalf(half: { accountId: string; to: string }): Promise<string>
  half(headers: Headers): Promise<{ accountId: string; to: string } | null>
  /** Forgets the question in the browser. */
  ended: string
}

export function createProvider({ settings, owner, secret, now }: { settings: ProviderSettings; owner: Kysely<DB>; secret: string; now: () => Date }): Provider {
  const key = `provider of ${secret}`
  let known: oidc.Configuration | null = null, asking: Promise<oidc.Configuration> | null = null

  /** Where everything is at the provider, asked anew; those who ask at once share one look-up. */
  function discover(): Promise<oidc.Configuration> {
    return asking ??= oidc.discovery(new URL(settings.issuer), settings.clientId, undefined, oidc.ClientSecretBasic(settings.clientSecret), {
      timeout: 5, execute: new URL(settings.issuer).protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    }).then((found) => known = found).finally(() => { asking = null })
  }

  async function seal(held: Question | Half, seconds: number): Promise<string> {
    return `${cookieName}=${await symmetricEncrypt({ key, data: JSON.stringify(held) })}; Max-Age=${seconds}; Path=/api; HttpOnly; SameSite=Lax`
  }

  async function sealed<Kind extends 'question' | 'half'>(headers: Headers, kind: Kind): Promise<Extract<Question | Half, { kind: Kind }> | null> {
    const found = new RegExp(`(?:^|;\\s*)${RegExp.escape(cookieName)}=([^;]+)`).exec(headers.get('cookie') ?? '')?.[1]
    const text = found && await symmetricDecrypt({ key, data: found }).catch(() => null)
    if (!text) return null
    const held = JSON.parse(text) as Question | Half
    return held.kind === kind && now().getTime() - held.at <= minutesToAnswer * 60_000 ? held as Extract<Question | Half, { kind: Kind }> : null
  }

  /** False where an answer to this question was taken before. */
  async function takeOnce(state: string): Promise<boolean> {
    await owner.deleteFrom('access.provider_answer').where('at', '<', new Date(now().getTime() - hour)).execute()
    const { numInsertedOrUpdatedRows: taken } = await owner.insertInto('access.provider_answer').values({ state_hash: createHash('sha256').update(state).digest('base64url'), at: now() })
      .onConflict((c) => c.column('state_hash').doNothing()).executeTakeFirstOrThrow()
    return taken === 1n
  }

  const down = () => new Refused(refuse('provider-down', null, `Hiện không liên lạc được với ${settings.name}. Hãy thử lại sau ít phút, hoặc dùng mật khẩu.`, `${settings.name} cannot be reached at the moment. Try again in a few minutes, or use your password.`), 503)

  return {
    name: settings.name, issuer: settings.issuer, secondStep: settings.secondStep,
    ended: `${cookieName}=; Max-Age=0; Path=/api; HttpOnly; SameSite=Lax`,

    async ask({ site, to, linking }) {
      const found = await discover().catch(() => { throw down() })
      const question: Question = {
        kind: 'question', state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(),
        redirect: site + returnPath, to: ownPath(to), linking, at: now().getTime(),
      }
      const address = oidc.buildAuthorizationUrl(found, {
        redirect_uri: question.redirect, scope: 'openid', state: question.state, nonce: question.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(question.verifier), code_challenge_method: 'S256',
      })
      return { address: address.href, cookie: await seal(question, minutesToAnswer * 60) }
    },

    async read(headers, query) {
      const question = await sealed(headers, 'question')
      if (!question) throw new Refused(stale)
      const found = known ?? await discover().catch(() => { throw down() })
      const answer = await oidc.authorizationCodeGrant(found, new URL(`${question.redirect}?${query.replace(/^\?/, '')}`), {
        pkceCodeVerifier: question.verifier, expectedState: question.state, expectedNonce: question.nonce, idTokenExpected: true,
      }).catch((error: unknown) => {
        if (isAway(error)) throw down()
        throw new Refused(error instanceof oidc.AuthorizationResponseError
          ? refuse('provider-refused', null, `${settings.name} không xác nhận: bạn đã dừng lại, hoặc không được phép vào hệ thống này.`, `${settings.name} did not confirm: you stopped it, or may not enter this house.`) : stale)
      })
      if (!await takeOnce(question.state)) throw new Refused(stale)
      return { subject: answer.claims()!.sub, to: question.to, linking: question.linking }
    },

    keepHalf: ({ accountId, to }) => seal({ kind: 'half', accountId, to, at: now().getTime() }, minutesToAnswer * 60),
    half: (headers) => sealed(headers, 'half'),
  }
}

export const stale: Refusal = refuse('provider-stale', null, 'Lượt xác nhận này đã dùng, đã quá hạn hoặc không bắt đầu từ trình duyệt này. Hãy bắt đầu lại.', 'This confirmation was used, is too old or was not begun in this browser. Please begin again.')
export const noProvider: Refusal = refuse('no-provider', null, 'Hệ thống này không dùng nhà cung cấp định danh nào.', 'This house uses no identity provider.')

/** No answer at all, or a server that is broken; what it answered rightly, or a liar said, is another thing. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true
  const { code, cause, status } = error as { code?: string; cause?: unknown; status?: number }
  return code === 'OAUTH_TIMEOUT' || (status ?? 0) >= 500 || cause instanceof TypeError || (cause instanceof Response && cause.status >= 500)
}
