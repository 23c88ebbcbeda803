// How a kept answer stands in for the server's, wherever it is kept.
import type { Query } from '@tanstack/react-query'
import { heed, isLost, queries, statusOf } from '../api.ts'
import type { KeptAnswer } from './device.ts'
import { showKept } from './shown.ts'
import { accountOf } from './whose.ts'

/** The answer that is asked for, which is kept as it comes. */
export function keeping<T>(asked: Promise<T>, query: Query, account: string | undefined, keep: (answer: KeptAnswer) => unknown): Promise<T> {
  const fresh = asked.then((data) => {
    if (account !== undefined && account === accountOf(query)) void keep({ account, key: query.queryHash, at: Date.now(), data: JSON.parse(JSON.stringify(data)) as unknown })
    return data
  })
  fresh.catch(() => {})
  return fresh
}

/** Answers what was kept, which is shown until the server answers. drop: it refused, and what was kept is no longer so. */
export function standIn<T>(kept: KeptAnswer, fresh: Promise<T>, query: Query, drop: (kept: KeptAnswer) => unknown): T {
  const data = kept.data as T
  showKept(data, kept.at)
  fresh.then((now) => {
    showKept(data, null)
    if (kept.account === accountOf(query)) queries.setQueryData(query.queryKey, now)
  }, (error: unknown) => {
    if (isLost(error)) return
    heed(error)
    // Asked once more when the page stands: while it is still on its way nobody is sent to the sign-in.
    if (kept.account === '') void queries.invalidateQueries({ queryKey: query.queryKey })
    if (statusOf(error)! < 500) drop(kept)
  })
  return data
}
