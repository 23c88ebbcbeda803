// Routes of signing in and of accounts.
import { implement } from '@orpc/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import { dayOf } from '#base/day'
import { Refused, insist, refuse } from '#base/refusal'
import { fold, tidy } from '#base/vietnamese/text'
import { gate, type RequestContext } from '../http/handle.ts'
import type { Work } from '../work.ts'
import type { Access } from './access.ts'
import { makeApiKey } from './apiKey.ts'
import { blockAccount, clearSecondFactor, createAccounts, resetPassword, setPassword } from './accounts.ts'
import { accessContract, type AccountRow, type Candidate, type Me } from './contract.ts'
import { mayBePassword } from './password.ts'
import { noProvider } from './provider.ts'
import { dropSecondFactor, mayProveOtherwise, notOn, readSecondFactor } from './secondFactor.ts'
import { usernameFor } from './names.ts'

const done = { done: true } as const

export function accessRoutes(access: Access) {
  const at = implement(accessContract).$context<RequestContext>().use(gate)
  async function askProvider({ requestHeaders, replyHeaders, site }: RequestContext, to: string | undefined, linking: string | null): Promise<string> {
    if (!access.provider) throw new Refused(noProvider)
    const { address, cookie } = await access.provider.ask({ site, to, linking })
    replyHeaders.append('set-cookie', access.secured(cookie, requestHeaders))
    return address
  }
  return at.router({
    signIn: at.signIn.handler(async ({ input, context }) => {
      await access.signIn(context.w, input, context)
      return readMe(context.w)
    }),
    askPasskey: at.askPasskey.handler(async ({ context }) => ({ ...await access.passkeys.ask(context.requestHeaders) })),
    signInByPasskey: at.signInByPasskey.handler(async ({ input, context }) => {
      await access.signInByPasskey(context.w, input.response as unknown as AuthenticationResponseJSON, context)
      return readMe(context.w)
    }),
    provider: at.provider.handler(() => ({ name: access.provider?.name ?? null })),
    askProvider: at.askProvider.handler(async ({ input, context }) => ({ address: await askProvider(context, input.to, null) })),
    signInByProvider: at.signInByProvider.handler(({ input, context }) => access.signInByProvider(context.w, input, context)),
    signOut: at.signOut.handler(async ({ context }) => {
      await access.signOut(context.w, context)
      return done
    }),
    me: at.me.handler(({ context: { w } }) => readMe(w)),
    chooseOffice: at.chooseOffice.handler(async ({ input, context: { w, requestHeaders } }) => {
      if (!w.actor.offices.some((office) => office.id === input.officeId)) {
        throw new Refused(refuse('not-held', 'officeId', 'Hôm nay bạn không giữ chức vụ này.', 'You do not hold this office today.'))
      }
      await w.tx.updateTable('access.session').set({ office_id: input.officeId }).where('token_hash', '=', access.sessionHash(requestHeaders)).execute()
      w.note('access.office.choose', 'office', input.officeId)
      return done
    }),
    setLanguage: at.setLanguage.handler(async ({ input, context: { w } }) => {
      await w.tx.updateTable('access.account').set({ language: input.language, updated_at: w.now }).where('id', '=', w.actor.accountId).execute()
      w.note('access.language', 'account', w.actor.accountId!, input)
      return done
    }),
    toured: at.toured.handler(async ({ context: { w } }) => {
      await w.tx.updateTable('access.account').set((was) => ({ toured_at: was.fn.coalesce('toured_at', was.val(w.now)) })).where('id', '=', w.actor.accountId).execute()
      w.note('access.tour', 'account', w.actor.accountId!)
      return done
    }),
    changePassword: at.changePassword.handler(async ({ input, context }) => {
      const { w } = context
      const names = await w.tx.selectFrom('access.account').select(['username', 'email', 'phone']).where('id', '=', w.actor.accountId).executeTakeFirstOrThrow()
      insist(mayBePassword(input.newPassword, Object.values(names)))
      await access.proveSelf(w, { password: input.oldPassword }, context, 'oldPassword')
      if (input.oldPassword === input.newPassword) throw new Refused(refuse('same', 'newPassword', 'Mật khẩu mới phải khác mật khẩu cũ.', 'The new password must differ from the old one.'))
      await setPassword(w, w.actor.accountId!, input.newPassword, { mustChange: false, keepSession: access.sessionHash(context.requestHeaders) })
      w.note('access.password.change', 'account', w.actor.accountId!)
      return done
    }),
    sessions: at.sessions.handler(async ({ context: { w, requestHeaders } }) => {
      const current = access.sessionHash(requestHeaders)
      const rows = await w.tx.selectFrom('access.session').select(['id', 'token_hash', 'address', 'user_agent', 'created_at', 'expires_at', sql<Date>`coalesce(seen_at, created_at)`.as('seen_at')])
        .where('account_id', '=', w.actor.accountId).where('expires_at', '>', w.now).orderBy(sql`token_hash = ${current}`, 'desc').orderBy('seen_at', 'desc').execute()
      return rows.map((s) => ({ id: s.id, current: s.token_hash === current, address: s.address || null, userAgent: s.user_agent || null,
        createdAt: iso(s.created_at), seenAt: iso(s.seen_at), expiresAt: iso(s.expires_at) }))
    }),
    endSession: at.endSession.handler(async ({ input, context: { w } }) => {
      await w.tx.deleteFrom('access.session').where('id', '=', input.sessionId).where('account_id', '=', w.actor.accountId).execute()
      w.note('access.session.end', 'session', input.sessionId)
      return done
    }),
    endOtherSessions: at.endOtherSessions.handler(async ({ context: { w, requestHeaders } }) => {
      const { numDeletedRows } = await w.tx.deleteFrom('access.session').where('account_id', '=', w.actor.accountId).where('token_hash', '<>', access.sessionHash(requestHeaders)).executeTakeFirst()
      w.note('access.session.endOthers', 'account', w.actor.accountId!, { ended: Number(numDeletedRows) })
      return { ended: Number(numDeletedRows) }
    }),
    secondFactor: at.secondFactor.handler(async ({ context: { w } }) => {
      const { since, recoveryLeft } = await readSecondFactor(w)
      return { since: since && iso(since), recoveryLeft }
    }),
    beginSecondFactor: at.beginSecondFactor.handler(async ({ input, context }) => {
      const username = await mustHaveOwnPassword(context.w)
      await access.proveSelf(context.w, input, context)
      context.w.note('access.secondFactor.begin', 'account', context.w.actor.accountId!)
      return access.secondFactors.begin(context.w, username)
    }),
    confirmSecondFactor: at.confirmSecondFactor.handler(async ({ input, context: { w } }) => {
      const recoveryCodes = await access.secondFactors.confirm(w, input.code)
      w.note('access.secondFactor.on', 'account', w.actor.accountId!)
      return { recoveryCodes }
    }),
    renewRecoveryCodes: at.renewRecoveryCodes.handler(async ({ input, context }) => {
      insist(await access.secondFactors.isOn(context.w.actor.accountId!) || notOn)
      await access.proveSelf(context.w, input, context)
      context.w.note('access.recoveryCodes.renew', 'account', context.w.actor.accountId!)
      return { recoveryCodes: await access.secondFactors.renewRecoveryCodes(context.w) }
    }),
    endSecondFactor: at.endSecondFactor.handler(async ({ input, context }) => {
      insist(await access.secondFactors.isOn(context.w.actor.accountId!) || notOn)
      await access.proveSelf(context.w, input, context)
      await dropSecondFactor(context.w, context.w.actor.accountId!)
      context.w.note('access.secondFactor.off', 'account', context.w.actor.accountId!)
      return done
    }),
    passkeys: at.passkeys.handler(async ({ context: { w } }) => {
      const rows = await w.tx.selectFrom('access.passkey').select(['id', 'name', 'site', 'created_at', 'used_at']).where('account_id', '=', w.actor.accountId).orderBy('created_at', 'desc').execute()
      return rows.map((k) => ({ id: k.id, name: k.name, site: k.site, createdAt: iso(k.created_at), usedAt: k.used_at && iso(k.used_at) }))
    }),
    invitePasskey: at.invitePasskey.handler(async ({ input, context }) => {
      const { w } = context
      const username = await mustHaveOwnPassword(w)
      await access.proveSelf(w, input, context)
      w.note('access.passkey.begin', 'account', w.actor.accountId!)
      return { ...await access.passkeys.invite(w, context.requestHeaders, username) }
    }),
    keepPasskey: at.keepPasskey.handler(async ({ input, context: { w, requestHeaders } }) => {
      const passkeyId = await access.passkeys.keep(w, requestHeaders, input.name, input.response as unknown as RegistrationResponseJSON)
      w.note('access.passkey.make', 'passkey', passkeyId, { name: input.name })
      return { id: passkeyId }
    }),
    namePasskey: at.namePasskey.handler(async ({ input, context: { w } }) => {
      await w.tx.updateTable('access.passkey').set({ name: tidy(input.name) }).where('id', '=', input.passkeyId).where('account_id', '=', w.actor.accountId).execute()
      w.note('access.passkey.name', 'passkey', input.passkeyId, { name: input.name })
      return done
    }),
    dropPasskey: at.dropPasskey.handler(async ({ input, context: { w } }) => {
      await w.tx.deleteFrom('access.passkey').where('id', '=', input.passkeyId).where('account_id', '=', w.actor.accountId).execute()
      w.note('access.passkey.drop', 'passkey', input.passkeyId)
      return done
    }),
    providerLink: at.providerLink.handler(async ({ context: { w } }) => {
      const since = access.provider && (await w.tx.selectFrom('access.credential').select('created_at').where('account_id', '=', w.actor.accountId).where('provider_id', '=', access.provider.issuer).executeTakeFirst())?.created_at
      return { name: access.provider?.name ?? null, since: since ? iso(since) : null }
    }),
    linkProvider: at.linkProvider.handler(async ({ input, context }) => {
      const { w } = context
      await mustHaveOwnPassword(w)
      await access.proveSelf(w, input, context)
      w.note('access.provider.begin', 'account', w.actor.accountId!)
      return { address: await askProvider(context, '/bao-mat', w.actor.accountId) }
    }),
    unlinkProvider: at.unlinkProvider.handler(async ({ context: { w } }) => {
      await w.tx.deleteFrom('access.credential').where('account_id', '=', w.actor.accountId).where('provider_id', '<>', 'credential').execute()
      w.note('access.provider.unlink', 'account', w.actor.accountId!)
      return done
    }),
    apiKeys: at.apiKeys.handler(async ({ context: { w } }) => {
      const rows = await w.tx.selectFrom('access.api_key').selectAll().where('account_id', '=', w.actor.accountId).orderBy('created_at', 'desc').execute()
      return rows.map((k) => ({ id: k.id, name: k.name, officeId: k.office_id, verbs: k.verbs, createdAt: iso(k.created_at), until: dayOf(new Date(k.expires_at.getTime() - 1)), usedAt: k.used_at && iso(k.used_at) }))
    }),
    makeApiKey: at.makeApiKey.handler(async ({ input: { password, ...asked }, context }) => {
      await mustHaveOwnPassword(context.w)
      await access.proveSelf(context.w, { password }, context)
      return makeApiKey(context.w, asked)
    }),
    endApiKey: at.endApiKey.handler(async ({ input, context: { w } }) => {
      await w.tx.deleteFrom('access.api_key').where('id', '=', input.keyId).where('account_id', '=', w.actor.accountId).execute()
      w.note('access.key.end', 'key', input.keyId)
      return done
    }),
    accounts: at.accounts.handler(({ input, context: { w } }) => listAccounts(w, input)),
    candidates: at.candidates.handler(({ input, context: { w } }) => listCandidates(w, input)),
    createAccount: at.createAccount.handler(async ({ input: { accountId, ...input }, context: { w } }) => {
      const [made] = await createAccounts(w, [{ id: accountId, ...input }])
      // Sent twice: the first answer carried the password; the log still names who asked again.
      if (made!.oneTimePassword === null) w.note('access.account.create', 'account', accountId, { again: true })
      return { accountId, oneTimePassword: made!.oneTimePassword }
    }),
    resetPassword: at.resetPassword.handler(async ({ input: { accountId, ...how }, context: { w } }) => ({ accountId, oneTimePassword: await resetPassword(w, accountId, how) })),
    clearSecondFactor: at.clearSecondFactor.handler(async ({ input, context: { w } }) => {
      await clearSecondFactor(w, input.accountId)
      return done
    }),
    blockAccount: at.blockAccount.handler(async ({ input, context: { w } }) => {
      await blockAccount(w, input.accountId, input.blocked, input.reason || null)
      return done
    }),
  })
}

/** The user name; refuses while the password is one that someone else gave. */
async function mustHaveOwnPassword(w: Work): Promise<string> {
  const { username, must_change } = await w.tx.selectFrom('access.account').select(['username', 'must_change']).where('id', '=', w.actor.accountId).executeTakeFirstOrThrow()
  insist(mayProveOtherwise(must_change))
  return username
}

async function readMe(w: Work): Promise<Me> {
  const { actor } = w
  const row = await w.tx.selectFrom('access.account').select(['username', 'must_change', 'toured_at']).where('id', '=', actor.accountId).executeTakeFirstOrThrow()
  return {
    accountId: actor.accountId!, username: row.username, name: actor.name, personId: actor.personId, offices: actor.offices,
    officeId: actor.acting?.officeId ?? null, unitId: actor.acting?.unitId ?? null, verbs: [...(actor.acting?.verbs ?? [])],
    mustChangePassword: row.must_change, language: actor.language, toured: row.toured_at !== null,
  }
}

interface Page { search?: string | undefined; limit: number; offset: number }
interface OfficeLine { titleVi: string; titleEn: string; unitName: string }
const officeLines = (lines: unknown) => (lines as OfficeLine[]).map((o) => ({ title: { vi: o.titleVi, en: o.titleEn }, unitName: o.unitName }))

// The page is cut before offices and last uses are gathered; `total` stands on every row.
async function listAccounts(w: Work, { search, limit, offset, state }: Page & { state: 'all' | 'active' | 'blocked' }): Promise<{ rows: AccountRow[]; total: number }> {
  const sought = `%${likely(fold(search ?? ''))}%`
  const found = (await sql<{ id: string; person_id: string | null; name: string; username: string; email: string | null; phone: string | null; must_change: boolean
    blocked_at: Date | null; blocked_reason: string | null; seen_at: Date | null; offices: unknown; second_factor: boolean; passkeys: number; linked: boolean; total: number }>`
    with found as (select id, count(*) over ()::int as total from access.listed
      where (name_fold like ${sought} or username like ${sought} or email like ${sought} or phone like ${sought})
        and (${state} = 'all' or (blocked_at is not null) = (${state} = 'blocked'))
      order by given_name collate "vi-x-icu", name collate "vi-x-icu", id limit ${limit} offset ${offset})
    select a.*, found.total from found join access.listed a using (id) order by given_name collate "vi-x-icu", name collate "vi-x-icu", id`.execute(w.tx)).rows
  return { total: found[0]?.total ?? 0, rows: found.map((a) => ({
    id: a.id, personId: a.person_id, name: a.name, username: a.username, email: a.email, phone: a.phone, offices: officeLines(a.offices), mustChangePassword: a.must_change, secondFactor: a.second_factor, passkeys: a.passkeys, linked: a.linked,
    blocked: a.blocked_at && { at: iso(a.blocked_at), reason: a.blocked_reason }, seenAt: a.seen_at && iso(a.seen_at) })) }
}

async function listCandidates(w: Work, { search, limit, offset }: Page): Promise<{ rows: Candidate[]; total: number }> {
  const found = (await sql<{ person_id: string; name: string; email: string | null; phone: string | null; offices: unknown; total: number }>`
    with found as (select * from access.candidate where name_fold like ${`%${likely(fold(search ?? ''))}%`})
    select *, (select count(*)::int from found) as total from found
    order by given_name collate "vi-x-icu", name collate "vi-x-icu", person_id limit ${limit} offset ${offset}`.execute(w.tx)).rows
  // One look for all the names that could be meant; the list shows what is free at the moment of asking.
  const wanted = found.map((p) => usernameFor(p.name))
  const variants = wanted.flatMap((name) => Array.from({ length: 9 }, (_, n) => (n === 0 ? name : `${name}${n + 1}`)))
  const taken = new Set((await sql<{ value: string }>`select value from access.taken(${variants}, '{}', '{}')`.execute(w.tx)).rows.map((row) => row.value))
  return { total: found[0]?.total ?? 0, rows: found.map((p) => ({ personId: p.person_id, name: p.name, email: p.email, phone: p.phone, offices: officeLines(p.offices),
    username: usernameFor(p.name, (name) => taken.has(name)) })) }
}

function likely(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

function iso(moment: Date | string): string {
  return new Date(moment).toISOString()
}
