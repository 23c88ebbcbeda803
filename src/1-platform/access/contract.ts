// The letter-box of signing in, of one's own account, and of the accounts of others.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '../http/contract.ts'
import { keyVerbs } from './actor.ts'

const office = z.object({ id, unitId: id, unitName: z.string(), title: z.string(), titleVi: z.string(), titleEn: z.string() })
const me = z.object({
  accountId: z.string(), username: z.string(), name: z.string(), personId: id.nullable(),
  offices: z.array(office),
  /** The office acted in; null: none held, or the password is still to be changed. */
  officeId: id.nullable(), unitId: id.nullable(), verbs: z.array(z.string()),
  mustChangePassword: z.boolean(), language: z.enum(['vi', 'en']),
  /** The tour through the screens has begun once; it begins by itself no second time. */
  toured: z.boolean(),
})
export type Me = z.infer<typeof me>

const session = z.object({ id, current: z.boolean(), address: z.string().nullable(), userAgent: z.string().nullable(), createdAt: z.string(), seenAt: z.string(), expiresAt: z.string() })
const offices = z.array(z.object({ title: text, unitName: z.string() }))
const account = z.object({
  id, personId: id.nullable(), name: z.string(), username: z.string(), email: z.string().nullable(), phone: z.string().nullable(),
  offices, mustChangePassword: z.boolean(), secondFactor: z.boolean(), passkeys: z.number().int(), linked: z.boolean(), blocked: z.object({ at: z.string(), reason: z.string().nullable() }).nullable(), seenAt: z.string().nullable(),
})
export type AccountRow = z.infer<typeof account>
const candidate = z.object({ personId: id, name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), offices, username: z.string() })
export type Candidate = z.infer<typeof candidate>

const done = z.object({ done: z.literal(true) })
const oneTime = z.object({
  accountId: id,
  /** Shown once and kept nowhere; null when the account stood already. */
  oneTimePassword: z.string().nullable(),
})
const password = z.string().min(1).max(200)
const code = z.string().min(1).max(40)
/** Shown once; only their hashes are kept. */
const codes = z.object({ recoveryCodes: z.array(z.string()) })

const passkey = z.object({ id, name: z.string(), site: z.string(), createdAt: z.string(), usedAt: z.string().nullable() })
const label = z.string().trim().min(1).max(60)
/** What the browser and the device say to each other (WebAuthn, as JSON); read by SimpleWebAuthn. */
const ceremony = z.record(z.string(), z.unknown())
const answer = z.looseObject({ id: z.string().min(1).max(2000), rawId: z.string().max(2000), type: z.literal('public-key'), response: z.record(z.string(), z.unknown()) })

const apiKey = z.object({ id, name: z.string(), officeId: id, verbs: z.array(z.string()), createdAt: z.string(), /** Its last day. */ until: day, usedAt: z.string().nullable() })

export const accessContract = {
  signIn: route({ method: 'POST', path: '/access/sign-in', summary: 'Sign in by user name, e-mail or telephone number', needs: { verb: 'anyone' } })
    .input(z.object({ name: z.string().min(1).max(200), password, code: z.string().max(40).optional() })).output(me),
  askPasskey: route({ method: 'GET', path: '/access/sign-in/passkey', summary: 'What a browser needs to sign in by a passkey', needs: { verb: 'anyone' } }).output(ceremony),
  signInByPasskey: route({ method: 'POST', path: '/access/sign-in/passkey', summary: 'Sign in by a passkey', needs: { verb: 'anyone' } })
    .input(z.object({ response: answer })).output(me),
  provider: route({ method: 'GET', path: '/access/sign-in/provider', summary: 'The identity provider by which one may sign in; null where there is none', needs: { verb: 'anyone' } })
    .output(z.object({ name: z.string().nullable() })),
  askProvider: route({ method: 'GET', path: '/access/sign-in/provider/address', summary: 'Where the browser goes to sign in by the provider; `to`: where one goes on afterwards', needs: { verb: 'anyone' } })
    .input(z.object({ to: z.string().max(2000).optional() })).output(z.object({ address: z.string() })),
  signInByProvider: route({ method: 'POST', path: '/access/sign-in/provider', summary: 'Sign in, or link the account that asked, by what the provider answered', needs: { verb: 'anyone' } })
    .input(z.object({ query: z.string().max(8000), code: code.optional() })).output(z.object({ to: z.string(), linked: z.boolean() })),
  signOut: route({ method: 'POST', path: '/access/sign-out', summary: 'End this session', needs: { verb: 'anyone' } }).input(z.object({}).optional()).output(done),
  me: route({ method: 'GET', path: '/access/me', summary: 'Who is signed in, the offices held and the one acted in', needs: { verb: 'signed-in' }, keepPlans: true }).output(me),
  chooseOffice: route({ method: 'PUT', path: '/access/office', summary: 'Choose the office to act in', needs: { verb: 'signed-in' } })
    .input(z.object({ officeId: id })).output(done),
  setLanguage: route({ method: 'PUT', path: '/access/language', summary: 'Set the language of one\'s screens', needs: { verb: 'signed-in' } })
    .input(z.object({ language: z.enum(['vi', 'en']) })).output(done),
  toured: route({ method: 'PUT', path: '/access/tour', summary: 'The tour through the screens has begun; by itself it begins no second time', needs: { verb: 'signed-in' } })
    .input(z.object({}).optional()).output(done),
  changePassword: route({ method: 'PUT', path: '/access/password', summary: 'Change one\'s own password; every other session ends', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ oldPassword: password, newPassword: password })).output(done),
  sessions: route({ method: 'GET', path: '/access/sessions', summary: 'One\'s own sessions: this one, then the latest used first', needs: { verb: 'signed-in' } }).output(z.array(session)),
  endSession: route({ method: 'DELETE', path: '/access/sessions/{sessionId}', summary: 'End one of one\'s own sessions', needs: { verb: 'signed-in' } })
    .input(z.object({ sessionId: id })).output(done),
  endOtherSessions: route({ method: 'POST', path: '/access/sessions/end-others', summary: 'End all of one\'s own sessions but this one', needs: { verb: 'signed-in' } })
    .input(z.object({}).optional()).output(z.object({ ended: z.number().int() })),

  secondFactor: route({ method: 'GET', path: '/access/second-factor', summary: 'Whether one\'s own sign-in asks for a code, and how many recovery codes are left', needs: { verb: 'signed-in' } })
    .output(z.object({ since: z.string().nullable(), recoveryLeft: z.number().int() })),
  beginSecondFactor: route({ method: 'POST', path: '/access/second-factor', summary: 'A secret for one\'s authenticator app; asked for nowhere until confirmed', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password })).output(z.object({ secret: z.string(), address: z.string() })),
  confirmSecondFactor: route({ method: 'PUT', path: '/access/second-factor', summary: 'Confirm the authenticator app by a code of it; answers the recovery codes, once', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ code })).output(codes),
  renewRecoveryCodes: route({ method: 'POST', path: '/access/second-factor/recovery-codes', summary: 'Ten new recovery codes; the old ones end', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password, code })).output(codes),
  endSecondFactor: route({ method: 'POST', path: '/access/second-factor/end', summary: 'Sign in by password alone again', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password, code })).output(done),

  passkeys: route({ method: 'GET', path: '/access/passkeys', summary: 'One\'s own passkeys, the latest made first', needs: { verb: 'signed-in' } }).output(z.array(passkey)),
  invitePasskey: route({ method: 'POST', path: '/access/passkeys/invite', summary: 'What a browser needs to make a passkey; asks for the password', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password })).output(ceremony),
  keepPasskey: route({ method: 'POST', path: '/access/passkeys', summary: 'Keep a passkey that the device made', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ name: label, response: answer })).output(z.object({ id })),
  namePasskey: route({ method: 'PUT', path: '/access/passkeys/{passkeyId}', summary: 'Name one of one\'s own passkeys', needs: { verb: 'signed-in' } })
    .input(z.object({ passkeyId: id, name: label })).output(done),
  dropPasskey: route({ method: 'DELETE', path: '/access/passkeys/{passkeyId}', summary: 'Remove one of one\'s own passkeys', needs: { verb: 'signed-in' } })
    .input(z.object({ passkeyId: id })).output(done),

  providerLink: route({ method: 'GET', path: '/access/provider', summary: 'Whether one\'s own account is linked to the identity provider', needs: { verb: 'signed-in' } })
    .output(z.object({ name: z.string().nullable(), since: z.string().nullable() })),
  linkProvider: route({ method: 'POST', path: '/access/provider', summary: 'Where the browser goes to link one\'s own account to the provider; asks for the password', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password })).output(z.object({ address: z.string() })),
  unlinkProvider: route({ method: 'DELETE', path: '/access/provider', summary: 'Take one\'s own link to the provider away', needs: { verb: 'signed-in' }, secret: true }).output(done),

  apiKeys: route({ method: 'GET', path: '/access/keys', summary: 'One\'s own keys for other programs, the latest made first', needs: { verb: 'signed-in' } }).output(z.array(apiKey)),
  makeApiKey: route({ method: 'POST', path: '/access/keys', summary: 'A key by which a program reads in one of one\'s offices; answered once', needs: { verb: 'signed-in' }, secret: true })
    .input(z.object({ password, name: label, officeId: id, verbs: z.array(z.enum(keyVerbs)).min(1).max(keyVerbs.length), until: day })).output(z.object({ id, key: z.string() })),
  endApiKey: route({ method: 'DELETE', path: '/access/keys/{keyId}', summary: 'End one of one\'s own keys', needs: { verb: 'signed-in' } })
    .input(z.object({ keyId: id })).output(done),

  accounts: route({ method: 'GET', path: '/access/accounts', summary: 'Accounts within reach, by given name', needs: { verb: 'account' } })
    .input(z.object({ ...paging, state: z.enum(['all', 'active', 'blocked']).default('all') })).output(page(account)),
  candidates: route({ method: 'GET', path: '/access/candidates', summary: 'Persons in office within reach who have no account', needs: { verb: 'account' } })
    .input(z.object(paging)).output(page(candidate)),
  createAccount: route({ method: 'PUT', path: '/access/accounts/{accountId}', summary: 'Create the account of a person, with a one-time password', needs: { verb: 'account' }, secret: true })
    .input(z.object({ accountId: id, personId: id, username: z.string().max(100), email: z.string().max(200).nullish(), phone: z.string().max(40).nullish() })).output(oneTime),
  resetPassword: route({ method: 'POST', path: '/access/accounts/{accountId}/reset', summary: 'Give a one-time password; every session of the account ends, and its second step, passkeys and links with them unless they are kept', needs: { verb: 'account' }, secret: true })
    .input(z.object({ accountId: id, keepProofs: z.boolean().default(false) })).output(oneTime),
  clearSecondFactor: route({ method: 'DELETE', path: '/access/accounts/{accountId}/second-factor', summary: 'Take away the second step of an account whose phone is lost; every session of it ends', needs: { verb: 'account' } })
    .input(z.object({ accountId: id })).output(done),
  blockAccount: route({ method: 'PUT', path: '/access/accounts/{accountId}/blocked', summary: 'Block an account with its reason, or unblock it', needs: { verb: 'account' } })
    .input(z.object({ accountId: id, blocked: z.boolean(), reason: z.string().trim().max(300).nullish() })).output(done),
}
