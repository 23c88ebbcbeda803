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
/** Who is signed in is asked before it is known who. */
const accountOf = (query: Query) => (isMe(query) ? '' : queries.getQueryData(meQuery.queryKey)?.accountId)

export async function keptInstead<T>(asked: Promise<T>, query: Query): Promise<T> {
  const account = accountOf(query)
  const fresh = asked.then((data) => {
    if (isMe(query)) void keepFor(data as Me)
    else if (account !== undefined && account === accountOf(query)) void keep(account, query.queryHash, data)
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
    // Someone else has signed in from another tab: nothing that is shown here is theirs.
    if (isMe(query) && (now as Me).accountId !== (data as Me).accountId) return location.reload()
    if (account === accountOf(query)) queries.setQueryData(query.queryKey, now)
  }, (error: unknown) => {
    if (isLost(error)) return
    heed(error)
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
  await device.answers.filter((one) => one.account !== me.accountId || one.at < Date.now() - DAYS * 86_400_000).delete().catch(() => {})
  if (!me.mustChangePassword) await keep('', meKey, me)
}

/** Nothing that was read stays on this device. */
export async function forgetAnswers(): Promise<void> {
  await device.answers.clear().catch(() => {})
}
