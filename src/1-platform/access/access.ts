// Signing in, and who a request comes from. Powers are read anew for each request from the offices held on the day, so
// that handing an office over moves them with the next request; nothing is cached.
//
// Two connections: sign-in goes through the owner's pool, because the application role cannot read password hashes, and
// because a failed sign-in must leave its count and its audit line although the request's own transaction is rolled back.
// A route must never wait for a second connection of the pool that its own transaction came from.
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { APIError } from 'better-auth'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { insist, Refused, refuse, type Refusal } from '#base/refusal'
import type { Language } from '#base/text'
import type { Pools } from '../db/pool.ts'
import type { DB } from '../db/tables.generated.ts'
import type { Tx, Work } from '../work.ts'
import { wholeHouse, type Actor, type HeldOfficeRow, type Verb } from './actor.ts'
import { enterByKey, keyOf } from './apiKey.ts'
import { callerAddress, readProxies } from './address.ts'
import { addressHeader, openAuth, sessionDays } from './auth.ts'
import { countAttempt, forgetAttempts, pausedRefusal, pausedUntil, returnAttempt, triedBy, type Tried } from './lockout.ts'
import { readSignInName } from './names.ts'
import { verifyPassword } from './password.ts'
import { createSecondFactors, mayProveOtherwise, wrongCode, type SecondFactors } from './secondFactor.ts'
import { createSeal, type Seal } from './seal.ts'
import { createPasskeys, wrongPasskey, type Passkeys } from './passkeys.ts'
import { createProvider, noProvider, stale, type Provider, type ProviderSettings } from './provider.ts'
import { cookieName, sessionCookie, tokenHash, tokenOf } from './token.ts'

/** Offices that the person holds on the day, the highest first; called with app.person set to that person. */
export type OfficesHeld = (tx: Tx, personId: string, on: Day) => Promise<HeldOfficeRow[]>

export interface AccessSettings {
  pools: Pools
  /** At least 32 random characters, made once for a data folder; signs the cookie, encrypts what must be read again. */
  secret: string
  officesHeld: OfficesHeld
  /** The address under which the house is reached, where it is known; https there makes every cookie Secure. */
  baseUrl?: string | undefined
  /** Addresses or networks of proxies whose x-forwarded-for is believed. */
  trustedProxies?: readonly string[]
  /** Who else may say who someone is. */
  provider?: ProviderSettings | undefined
  /** The clock of sessions and pauses. */
  now?: () => Date
}

/** What the routes of access need of a request besides its unit of work. */
export interface Caller { requestHeaders: Headers; replyHeaders: Headers; address: string }

export interface Access {
  /** Who asks, with the powers of the office acted in; null without a valid session, or with a key that opens nothing. */
  actorOf(headers: Headers, today: Day): Promise<Actor | null>
  /** The caller's address: `peer` is the other end of the socket. */
  addressOf(peer: string, headers: Headers): string
  /** Without a code where one is needed the refusal says so (`code-needed`): the same call is made again with it. */
  signIn(w: Work, input: { name: string; password: string; code?: string | undefined }, caller: Caller): Promise<void>
  signOut(w: Work, caller: Caller): Promise<void>
  /** The hash under which the request's session stands; null when there is none. */
  sessionHash(headers: Headers): string | null
  /** Refuses unless this is the account's password, and the code is one where one is given; failures count towards the same pause as at the door. */
  proveSelf(w: Work, proof: { password: string; code?: string }, caller: Caller, field?: string): Promise<void>
  /** By a passkey alone: whoever holds it was asked by the device for finger, face or PIN. */
  signInByPasskey(w: Work, response: AuthenticationResponseJSON, caller: Caller): Promise<void>
  /**
   * What the browser brought back from the provider: lets the linked account in, or links the one that asked. Where our own
   * second step is asked for, the refusal says so (`code-needed`): the same call is made again with the code alone.
   */
  signInByProvider(w: Work, input: { query: string; code?: string | undefined }, caller: Caller): Promise<{ to: string; linked: boolean }>
  /** The cookie, for https alone where the caller came by it. */
  secured(cookie: string, headers: Headers): string
  secondFactors: SecondFactors
  passkeys: Passkeys
  provider: Provider | null
  seal: Seal
}

// What the first administrator of an empty house does: set it up and hand it over. Not the work of any union.
const founderVerbs: readonly Verb[] = ['see', 'person.see', 'person.write', 'structure', 'import', 'account', 'indicator.write', 'indicator.approve', 'audit']
interface Known { id: string; person_id: string | null }
// No account can be called so; asking for it takes the time of a wrong password.
const nobody = '-'
const wrongName = refuse('wrong', 'password', 'Tên đăng nhập hoặc mật khẩu không đúng.', 'The name or the password is wrong.')
const notLinked = (provider: string) => refuse('not-linked', null, `Định danh này chưa liên kết với tài khoản nào ở đây. Hãy đăng nhập bằng mật khẩu, rồi liên kết với ${provider} ở trang Bảo mật.`, `This identity is linked to no account here. Sign in by password, then link it to ${provider} on the page Security.`)
const codeNeeded = refuse('code-needed', 'code', 'Hãy nhập mã từ ứng dụng xác thực.', 'Please enter the code of your authenticator app.')

export async function createAccess({ pools, secret, officesHeld, baseUrl, trustedProxies = [], provider: providerSettings, now = () => new Date() }: AccessSettings): Promise<Access> {
  if (secret.length < 32) throw new Error('The secret that signs session cookies needs at least 32 characters')
  const owner = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pools.owner }) })
  const auth = await openAuth({ db: owner, secret, baseUrl: baseUrl ?? 'http://localhost', now })
  const trusted = readProxies(trustedProxies)
  const secondFactors = createSecondFactors({ owner, secret, now })
  const passkeys = createPasskeys({ owner, secret, now })
  const provider = providerSettings ? createProvider({ settings: providerSettings, owner, secret, now }) : null

  const sessionHash = (headers: Headers) => {
    const token = tokenOf(headers, secret)
    return token && tokenHash(token)
  }

  async function enter(tx: Tx, hash: string, today: Day): Promise<Actor | null> {
    const found = (await sql<{ session_id: string; account_id: string; person_id: string | null; name: string; language: Language; must_change: boolean; office_id: string | null }>`
      select e.*, set_config('app.account', e.account_id::text, true), set_config('app.person', coalesce(e.person_id::text, ''), true)
      from access.enter(${hash}, ${now()}) e`.execute(tx)).rows[0]
    if (!found) return null
    const held = found.person_id ? await officesHeld(tx, found.person_id, today) : []
    const at = held.find((office) => office.id === found.office_id) ?? held[0]
    return {
      accountId: found.account_id, name: found.name, personId: found.person_id, language: found.language,
      offices: held.map(({ id, unitId, unitName, title, titleVi, titleEn }) => ({ id, unitId, unitName, title, titleVi, titleEn })),
      // A password that someone else has seen opens nothing but the change of it.
      acting: found.must_change ? null
        : at ? { officeId: at.id, unitId: at.unitId, lft: at.lft, rgt: at.rgt, verbs: new Set(at.verbs) }
        : found.person_id === null ? { officeId: null, unitId: null, ...wholeHouse, verbs: new Set(founderVerbs) } : null,
    }
  }

  /**
   * An audit line that stays although the request is refused. A name that no account has is kept only as its hash:
   * what was typed there may be a password.
   */
  async function noteRefused(w: Work, action: string, account: Known | null, subject: string, detail: object): Promise<void> {
    let unitId: string | null = null
    if (account?.person_id) {
      await sql`select set_config('app.person', ${account.person_id}, true)`.execute(w.tx)
      unitId = (await officesHeld(w.tx, account.person_id, w.today))[0]?.unitId ?? null
    }
    await owner.insertInto('audit.entry').values({
      at: now(), account_id: account?.id ?? null, person_id: account?.person_id ?? null, unit_id: unitId,
      action, subject_kind: 'account', subject_id: account?.id ?? subject, detail: JSON.stringify(detail),
    }).execute()
  }

  /** Counts the attempt; refuses while there is a pause. */
  async function mustNotPause(w: Work, tried: Tried, account: Known | null, caller: Caller): Promise<void> {
    const until = await countAttempt(owner, tried, now())
    if (!until) return
    await noteRefused(w, 'access.signIn.paused', account, tried.account, { address: caller.address, until })
    throw new Refused(pausedRefusal(until, now()), 429)
  }

  async function blocked(w: Work, tried: Tried, account: Known, caller: Caller): Promise<Refused> {
    await noteRefused(w, 'access.signIn.blocked', account, tried.account, { address: caller.address })
    return new Refused(refuse('blocked', null, 'Tài khoản này đã bị khóa. Hãy liên hệ người quản trị đơn vị của bạn.', 'This account is blocked. Please ask the administrator of your unit.'), 403)
  }

  /** The visitor becomes the account for the rest of this unit of work, so that its audit line names it. */
  async function become(w: Work, accountId: string, hash: string, how: Record<string, unknown>): Promise<void> {
    await owner.deleteFrom('access.session').where('account_id', '=', accountId).where('expires_at', '<=', now()).execute()
    Object.assign(w.actor, await enter(w.tx, hash, w.today))
    w.note('access.signIn', 'account', accountId, how)
  }

  /** The refusal of a failure: what was wrong, or the pause that it brought about. */
  async function failed(w: Work, tried: Tried, account: Known | null, caller: Caller, action: string, wrong: Refusal): Promise<Refused> {
    const until = await pausedUntil(owner, tried, now())
    await noteRefused(w, until ? 'access.pause' : action, account, tried.account, { address: caller.address, until })
    return until ? new Refused(pausedRefusal(until, now()), 429) : new Refused(wrong)
  }

  return {
    sessionHash, secured, secondFactors, passkeys, provider, seal: createSeal(secret),

    async actorOf(headers, today) {
      const key = keyOf(headers)
      if (key !== null) return await pools.transact({ keepPlans: true }, async (tx) => ({ answer: await enterByKey(tx, key, today, now(), officesHeld), closing: [] }))
      const hash = sessionHash(headers)
      return hash && await pools.transact({ keepPlans: true }, async (tx) => ({ answer: await enter(tx, hash, today), closing: [] })) || null
    },

    addressOf: (peer, headers) => callerAddress(peer, headers.get('x-forwarded-for'), trusted),

    async signIn(w, input, caller) {
      const name = readSignInName(input.name)
      const account = await owner.selectFrom('access.account').select(['id', 'person_id', 'username', 'blocked_at'])
        .where(name.kind, '=', name.value).executeTakeFirst() ?? null
      const tried = triedBy(account?.id ?? null, name.value, caller.address)
      await mustNotPause(w, tried, account, caller)
      const signed = await auth.api.signInUsername({
        body: { username: account?.username ?? nobody, password: input.password }, returnHeaders: true,
        headers: new Headers({ 'user-agent': deviceOf(caller), [addressHeader]: caller.address }),
      }).catch((error: unknown) => {
        if (error instanceof APIError && error.statusCode < 500) return null
        throw error
      })
      if (!signed) throw await failed(w, tried, account, caller, 'access.signIn.failed', wrongName)
      const hash = tokenHash(signed.response.token)
      const leave = () => owner.deleteFrom('access.session').where('token_hash', '=', hash).execute()
      if (account!.blocked_at) {
        await leave()
        await forgetAttempts(owner, tried, now())
        throw await blocked(w, tried, account!, caller)
      }
      const code = await secondFactors.isOn(account!.id) ? input.code ?? '' : null
      const by = code ? await secondFactors.spend(account!.id, code) : null
      if (code !== null && !by) {
        await leave()
        // The right password alone neither counts against anyone nor makes up for wrong codes.
        if (code === '') {
          await returnAttempt(owner, tried)
          throw new Refused(codeNeeded)
        }
        throw await failed(w, tried, account, caller, 'access.code.failed', wrongCode)
      }
      await forgetAttempts(owner, tried, now())
      await become(w, account!.id, hash, { by: name.kind, ...(by && { second: by }), address: caller.address })
      for (const cookie of signed.headers.getSetCookie()) caller.replyHeaders.append('set-cookie', secured(cookie, caller.requestHeaders))
    },

    async signInByPasskey(w, response, caller) {
      // Counted by the passkey, not by its account: a key cannot be guessed, and a pause that a stranger's guesses at the
      // password brought about does not keep its owner out.
      const tried = triedBy(null, `passkey ${response.id}`, caller.address)
      await mustNotPause(w, tried, null, caller)
      const proven = await passkeys.prove(caller.requestHeaders, response)
      if (!proven) throw await failed(w, tried, null, caller, 'access.passkey.failed', wrongPasskey)
      await forgetAttempts(owner, tried, now())
      const account = (await accountOf(proven.accountId))!
      if (account.blocked_at) throw await blocked(w, tried, account, caller)
      await openSession(w, account.id, { by: 'passkey' }, caller)
    },

    async signInByProvider(w, { query, code }, caller) {
      if (!provider) throw new Refused(noProvider)
      const tell = (cookie: string) => caller.replyHeaders.append('set-cookie', secured(cookie, caller.requestHeaders))
      if (code !== undefined) {
        const half = await provider.half(caller.requestHeaders)
        const account = half && await accountOf(half.accountId)
        if (!half || !account) throw new Refused(stale)
        const tried = triedBy(account.id, '', caller.address)
        await mustNotPause(w, tried, account, caller)
        if (account.blocked_at) throw await blocked(w, tried, account, caller)
        const by = await secondFactors.spend(account.id, code)
        if (!by) throw await failed(w, tried, account, caller, 'access.code.failed', wrongCode)
        await forgetAttempts(owner, tried, now())
        tell(provider.ended)
        await openSession(w, account.id, { by: 'provider', second: by }, caller)
        return { to: half.to, linked: false }
      }
      // Counted by the address it came from: what a provider signed is not guessed.
      const tried = triedBy(null, `provider ${query}`, caller.address)
      await mustNotPause(w, tried, null, caller)
      const proven = await provider.read(caller.requestHeaders, query).catch(async (error: unknown) => {
        if (!(error instanceof Refused) || error.status >= 500) {
          await returnAttempt(owner, tried)
          throw error
        }
        throw await failed(w, tried, null, caller, 'access.provider.failed', error.refusals[0]!)
      })
      await forgetAttempts(owner, tried, now())
      tell(provider.ended)
      const { rows: [known] } = await sql<{ account_id: string }>`select account_id from access.credential where provider_id = ${provider.issuer} and subject = ${proven.subject}`.execute(owner)
      if (proven.linking !== null) {
        await link(w, proven, known?.account_id ?? null)
        return { to: proven.to, linked: true }
      }
      const account = known && await accountOf(known.account_id)
      if (!account) throw await failed(w, tried, null, caller, 'access.provider.failed', notLinked(provider.name))
      if (account.blocked_at) throw await blocked(w, tried, account, caller)
      if (!provider.secondStep && await secondFactors.isOn(account.id)) {
        tell(await provider.keepHalf({ accountId: account.id, to: proven.to }))
        throw new Refused(codeNeeded)
      }
      await openSession(w, account.id, { by: 'provider' }, caller)
      return { to: proven.to, linked: false }
    },

    async signOut(w, caller) {
      const hash = sessionHash(caller.requestHeaders)
      if (hash) await w.tx.deleteFrom('access.session').where('token_hash', '=', hash).execute()
      w.note('access.signOut', 'account', w.actor.accountId ?? '')
      caller.replyHeaders.append('set-cookie', secured(`${cookieName}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`, caller.requestHeaders))
    },

    async proveSelf(w, { password, code }, caller, field = 'password') {
      const account = { id: w.actor.accountId!, person_id: w.actor.personId }
      const tried = triedBy(account.id, '', caller.address)
      const until = await countAttempt(owner, tried, now())
      if (until) throw new Refused(pausedRefusal(until, now()), 429)
      const known = await owner.selectFrom('access.credential').select('password').where('account_id', '=', account.id).where('provider_id', '=', 'credential').executeTakeFirst()
      if (!known?.password || !await verifyPassword({ hash: known.password, password })) {
        throw await failed(w, tried, account, caller, 'access.password.failed', refuse('wrong', field, 'Mật khẩu hiện tại không đúng.', 'The present password is wrong.'))
      }
      if (code !== undefined && !await secondFactors.spend(account.id, code)) throw await failed(w, tried, account, caller, 'access.code.failed', wrongCode)
      await forgetAttempts(owner, tried, now())
    },
  }

  function accountOf(id: string) {
    return owner.selectFrom('access.account').select(['id', 'person_id', 'blocked_at']).where('id', '=', id).executeTakeFirst()
  }

  /** For whoever was proved otherwise than by a password. */
  async function openSession(w: Work, accountId: string, how: Record<string, unknown>, caller: Caller): Promise<void> {
    const { token } = await (await auth.$context).internalAdapter.createSession(accountId, false, { ipAddress: caller.address, userAgent: deviceOf(caller) })
    await become(w, accountId, tokenHash(token), { ...how, address: caller.address })
    caller.replyHeaders.append('set-cookie', secured(sessionCookie(token, secret, sessionDays * 86_400), caller.requestHeaders))
  }

  /** Whoever asked must still be the one who is signed in, or a page left open would link someone else's name. */
  async function link(w: Work, { subject, linking }: { subject: string; linking: string | null }, holder: string | null): Promise<void> {
    const own = linking === w.actor.accountId ? await w.tx.selectFrom('access.account').select('must_change').where('id', '=', linking).executeTakeFirst() : undefined
    if (!own) throw new Refused(stale)
    insist(mayProveOtherwise(own.must_change))
    if (holder !== null && holder !== linking) throw new Refused(refuse('linked-elsewhere', null, `Định danh này ở ${provider!.name} đã liên kết với một tài khoản khác.`, `This identity at ${provider!.name} is linked to another account.`), 409)
    // Of several at one provider the last one counts.
    await w.tx.deleteFrom('access.credential').where('account_id', '=', linking).where('provider_id', '=', provider!.issuer).execute()
    await w.tx.insertInto('access.credential').values({ id: newId(), account_id: linking!, provider_id: provider!.issuer, subject }).execute()
    w.note('access.provider.link', 'account', linking!, { provider: provider!.name })
  }

  function deviceOf({ requestHeaders }: Caller): string {
    return (requestHeaders.get('user-agent') ?? '').slice(0, 300)
  }

  // x-forwarded-proto may be forged here: it only keeps the forger's own cookie off plain http.
  function secured(cookie: string, headers: Headers): string {
    const https = baseUrl?.startsWith('https:') || headers.get('x-forwarded-proto') === 'https' || headers.get('origin')?.startsWith('https:')
    return https && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie
  }
}
