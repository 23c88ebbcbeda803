// The accounts of others: made, reset and blocked by those whose scope holds every office of the person (access.reaches
// in the migration; row-level security refuses the rest). Doors for the routes, the told story and the command line.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { readPhone } from '#base/phone'
import { insist, refuse, Refused, type Refusal } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import type { Work } from '../work.ts'
import { mayBeUsername, usernameFor } from './names.ts'
import { hashPassword, mayBePassword, oneTimePassword } from './password.ts'
import { dropSecondFactor } from './secondFactor.ts'

export interface NewAccount {
  id?: string
  /** null: the first administrator of an empty house, who needs a name of the own. */
  personId: string | null
  name?: string
  username: string
  email?: string | null
  phone?: string | null
  /** Without one, a one-time password is made and given back. */
  password?: string
  /** true unless said otherwise: no powers until the password is changed. Demonstration accounts say false. */
  mustChange?: boolean
}
export interface CreatedAccount { accountId: string; personId: string | null; username: string; oneTimePassword: string | null }

/** Makes accounts; an account that stands already under its id with the same person and name is left as it is. */
export async function createAccounts(w: Work, asked: readonly NewAccount[]): Promise<CreatedAccount[]> {
  const read = asked.map((a) => ({ ...a, ...readNames(a), id: a.id ?? newId(), name: a.personId ? null : tidy(a.name ?? 'Quản trị hệ thống') }))
  const standing = new Map(read.length === 0 ? [] : (await w.tx.selectFrom('access.account').select(['id', 'person_id', 'username', 'email', 'phone'])
    .where('id', 'in', read.map((a) => a.id)).execute()).map((row) => [row.id, row]))
  const fresh = read.filter((a) => {
    const row = standing.get(a.id)
    if (!row) return true
    if (row.person_id === a.personId && row.username === a.username && row.email === a.email && row.phone === a.phone) return false
    throw new Refused(refuse('conflict', null, 'Tài khoản này đã được tạo với nội dung khác.', 'This account was already made with other content.'), 409)
  })
  await refuseTaken(w, fresh)
  const withHash = async (a: typeof fresh[number]) => {
    if (a.password !== undefined) insist(mayBePassword(a.password, [a.username, a.email, a.phone], 'password'))
    const oneTime = a.password === undefined ? oneTimePassword() : null
    return { ...a, oneTime, hash: await hashPassword(a.password ?? oneTime!) }
  }
  // Two at a time: a hash holds a core, and whoever signs in meanwhile must not wait for a hundred of them.
  const rows: Awaited<ReturnType<typeof withHash>>[] = []
  for (let i = 0; i < fresh.length; i += 2) rows.push(...await Promise.all(fresh.slice(i, i + 2).map(withHash)))
  for (let i = 0; i < rows.length; i += 1000) {
    const some = rows.slice(i, i + 1000)
    await w.tx.insertInto('access.account').values(some.map((a) => ({
      id: a.id, person_id: a.personId, name: a.name, username: a.username, email: a.email, phone: a.phone, must_change: a.mustChange ?? true }))).execute()
    await w.tx.insertInto('access.credential').values(some.map((a) => ({ id: newId(), account_id: a.id, provider_id: 'credential', subject: a.id, password: a.hash }))).execute()
  }
  for (const a of rows) w.note('access.account.create', 'account', a.id, { personId: a.personId })
  const secrets = new Map(rows.map((a) => [a.id, a.oneTime]))
  return read.map((a) => ({ accountId: a.id, personId: a.personId, username: a.username, oneTimePassword: secrets.get(a.id) ?? null }))
}

function readNames(a: NewAccount): { username: string; email: string | null; phone: string | null } {
  const username = a.username.trim().toLowerCase()
  insist(mayBeUsername(username))
  const email = a.email?.trim().toLowerCase() || null
  if (email && !/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(email)) throw new Refused(refuse('email', 'email', 'Địa chỉ thư điện tử không đúng.', 'This is no e-mail address.'))
  const phone = a.phone?.trim() ? readPhone(a.phone)?.phone : null
  if (phone === undefined) throw new Refused(refuse('phone', 'phone', 'Số điện thoại không đúng.', 'This is no telephone number.'))
  return { username, email, phone }
}

async function refuseTaken(w: Work, accounts: readonly { username: string; email: string | null; phone: string | null }[]): Promise<void> {
  if (accounts.length === 0) return
  const list = (values: (string | null)[]) => values.filter((v) => v !== null)
  const usernames = accounts.map((a) => a.username), emails = list(accounts.map((a) => a.email)), phones = list(accounts.map((a) => a.phone))
  const stored = (await sql<{ field: string; value: string }>`select * from access.taken(${usernames}, ${emails}, ${phones})`.execute(w.tx)).rows
  const twice = Object.entries({ username: usernames, email: emails, phone: phones })
    .flatMap(([field, values]) => values.filter((v, i) => values.indexOf(v) !== i).map((value) => ({ field, value })))
  const refusals: Refusal[] = [...stored, ...twice].map(({ field, value }) => refuse('taken', field, `“${value}” đã thuộc về một tài khoản khác.`, `“${value}” belongs to another account.`))
  insist(refusals)
}

/** For each of these people a user name that nobody has, nor another of them; as the names follow. */
export async function freeUsernames(w: Work, fullNames: readonly string[]): Promise<string[]> {
  const bases = [...new Set(fullNames.map((name) => usernameFor(name)))]
  const given = new Set<string>()
  // A province has hundreds of the same initials: so many numbers are asked for at once, and further ones where all are taken.
  let known = 0
  const learn = async () => {
    const asked = bases.flatMap((base) => Array.from({ length: numbersAsked }, (_, n) => (known + n === 0 ? base : `${base}${known + n + 1}`)))
    for (const { value } of (await sql<{ value: string }>`select value from access.taken(${asked}, '{}', '{}')`.execute(w.tx)).rows) given.add(value)
    known += numbersAsked
  }
  await learn()
  const names: string[] = []
  for (const fullName of fullNames) {
    let tried = 0, name: string | null = null
    while (name === null) {
      tried = 0
      const found = usernameFor(fullName, (one) => ++tried <= known && given.has(one))
      if (tried <= known) name = found
      else await learn()
    }
    given.add(name)
    names.push(name)
  }
  return names
}
const numbersAsked = 200

/**
 * A one-time password in place of the old one; its sessions, its keys and its pause end. So does what else proves the account,
 * unless it is said to be kept: whoever took the account over may have put it there, and would come in by it again.
 */
export async function resetPassword(w: Work, accountId: string, { keepProofs = false } = {}): Promise<string> {
  await mustLookAfter(w, accountId)
  const password = oneTimePassword()
  await setPassword(w, accountId, password, { mustChange: true, keepSession: null })
  await w.tx.deleteFrom('access.api_key').where('account_id', '=', accountId).execute()
  if (!keepProofs) await dropProofs(w, accountId)
  w.note('access.password.reset', 'account', accountId, { proofs: keepProofs ? 'kept' : 'ended' })
  return password
}

/** Sets the password and ends every session but the one whose token hash is kept. */
export async function setPassword(w: Work, accountId: string, password: string, { mustChange, keepSession }: { mustChange: boolean; keepSession: string | null }): Promise<void> {
  await w.tx.updateTable('access.credential').set({ password: await hashPassword(password), updated_at: w.now }).where('account_id', '=', accountId).where('provider_id', '=', 'credential').execute()
  await w.tx.updateTable('access.account').set({ must_change: mustChange, updated_at: w.now }).where('id', '=', accountId).execute()
  await w.tx.deleteFrom('access.session').where('account_id', '=', accountId).$if(keepSession !== null, (q) => q.where('token_hash', '<>', keepSession!)).execute()
  await sql`select access.forgive(${accountId})`.execute(w.tx)
}

/** Takes away what proves the account beside its password, and ends its sessions. Nothing of it is read. */
export async function clearSecondFactor(w: Work, accountId: string): Promise<void> {
  await mustLookAfter(w, accountId)
  await dropProofs(w, accountId)
  await w.tx.deleteFrom('access.session').where('account_id', '=', accountId).execute()
  w.note('access.secondFactor.reset', 'account', accountId)
}

/** All that proves an account beside its password: second step, passkeys, links to a provider. */
async function dropProofs(w: Work, accountId: string): Promise<void> {
  await dropSecondFactor(w, accountId)
  await w.tx.deleteFrom('access.passkey').where('account_id', '=', accountId).execute()
  await w.tx.deleteFrom('access.credential').where('account_id', '=', accountId).where('provider_id', '<>', 'credential').execute()
}

/** Blocks the account, ending its sessions at once, or lets it in again. */
export async function blockAccount(w: Work, accountId: string, blocked: boolean, reason: string | null): Promise<void> {
  const standing = await mustLookAfter(w, accountId)
  if (blocked && !reason) throw new Refused(refuse('required', 'reason', 'Hãy ghi lý do khóa.', 'Please give the reason for blocking.'))
  w.note(blocked ? 'access.account.block' : 'access.account.unblock', 'account', accountId, reason ? { reason } : {})
  if (blocked === (standing.blocked_at !== null)) return
  await w.tx.updateTable('access.account').set({ blocked_at: blocked ? w.now : null, blocked_reason: blocked ? reason : null, updated_at: w.now }).where('id', '=', accountId).execute()
  if (blocked) await w.tx.deleteFrom('access.session').where('account_id', '=', accountId).execute()
  else await sql`select access.forgive(${accountId})`.execute(w.tx)
}

/**
 * The account, when row-level security shows it and it is another's: to one's own nothing is done without the proof that
 * its own routes ask for, or an open session would be enough to take it over.
 */
async function mustLookAfter(w: Work, accountId: string) {
  const row = (await sql<{ blocked_at: Date | null }>`select blocked_at from access.account where id = ${accountId} and access.reaches(person_id)`.execute(w.tx)).rows[0]
  if (!row) throw new Refused(refuse('not-found', null, 'Không có tài khoản này trong phạm vi của bạn.', 'There is no such account within your reach.'), 404)
  if (accountId === w.actor.accountId) throw new Refused(refuse('own-account', null, 'Không làm được việc này với tài khoản của chính mình.', 'This cannot be done to your own account.'))
  return row
}
