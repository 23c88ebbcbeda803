// Answers of the server as they were last read, on this device, for the account that read them; gone with the sign-out.
import type { Query } from '@tanstack/react-query'
import { heed, isLost, queries, statusOf } from '../api.ts'
import { meQuery, type Me } from '../session.ts'
import { device } from './device.ts'
import { showKept } from './shown.ts'

/** How long (ms) the server may take before what was kept is shown in its place. */
const PATIENCE = 250
const DAYS = 30

const meKey = JSON.stringify(meQuery.queryKey)
const isMe = (query: Query) => JSON.stringify(query.queryKey) === meKey
/** What one office has read is not to be seen from another. Who is signed in is asked before it is known who. */
function accountOf(query: Query): string | undefined {
  const me = queries.getQueryData(meQuery.queryKey)
  return isMe(query) ? '' : me && `${me.accountId} ${me.officeId}`
}

export async function keptInstead<T>(asked: Promise<T>, query: Query): Promise<T> {
  const account = accountOf(query)
  const fresh = asked.then((data) => {
    if (isMe(query)) {
      const before = query.state.data as Me | undefined
      // Someone else has signed in from another tab: nothing that is shown here is theirs.
      void keepFor(data as Me).then(() => before && before.accountId !== (data as Me).accountId && location.reload())
    } else if (account !== undefined && account === accountOf(query)) void keep(account, query.queryHash, data)
    return data
  })
  fresh.catch(() => {})
  if (account === undefined || query.state.data !== undefined) return fresh
  const kept = await device.answers.get([account, query.queryHash]).catch(() => undefined)
  if (!kept) return fresh
  const late = Symbol('late')
  const first = await Promise.race([fresh, new Promise<typeof late>((resolve) => { setTimeout(() => resolve(late), isMe(query) ? 0 : PATIENCE) })])
    .catch((error: unknown) => { if (!isLost(error)) throw error; return late } )
  if (first !== late) return first as T
  const data = kept.data as T
  showKept(data, kept.at)
  fresh.then((now) => {
    showKept(data, null)
    if (account === accountOf(query)) queries.setQueryData(query.queryKey, now)
  }, (error: unknown) => {
    if (isLost(error)) return
    heed(error)
    // Asked once more when the page stands: while it is still on its way nobody is sent to the sign-in.
    if (isMe(query)) void queries.invalidateQueries({ queryKey: query.queryKey })
    if (statusOf(error)! < 500) void device.answers.delete([account, query.queryHash])
  })
  return data
}

async function keep(account: string, key: string, data: unknown): Promise<void> {
  // A browser that keeps nothing works as long as there is a network.
  await device.answers.put({ account, key, at: Date.now(), data: JSON.parse(JSON.stringify(data)) as unknown }).catch(() => {})
}

/** Someone signed in: what others have read goes, and this browser knows from now on who opens it without a network. */
export async function keepFor(me: Me): Promise<void> {
  await device.answers.filter((one) => !one.account.startsWith(me.accountId) || one.at < Date.now() - DAYS * 86_400_000).delete().catch(() => {})
  if (!me.mustChangePassword) await keep('', meKey, me)
}

/** Nothing that was read stays on this device. */
export async function forgetAnswers(): Promise<void> {
  await device.answers.clear().catch(() => {})
}
