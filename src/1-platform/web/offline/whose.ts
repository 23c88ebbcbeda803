// Whose answer it is: what one office has read is not to be seen from another.
import { hashKey, type Query } from '@tanstack/react-query'
import { queries } from '../api.ts'
import { meQuery, type Me } from '../session.ts'
import { letGo, remember } from './atHand.ts'
import type { KeptAnswer } from './device.ts'

const DAYS = 30

export const meHash = hashKey(meQuery.queryKey)
export const isMe = (query: Query) => query.queryHash === meHash

/** Who is signed in is asked before it is known who: ''. undefined: nobody is known. */
export function accountOf(query: Query): string | undefined {
  const me = queries.getQueryData(meQuery.queryKey)
  return isMe(query) ? '' : me && `${me.accountId} ${me.officeId}`
}

/** Not this person's, or too old. */
export const isGone = (me: Me) => (one: KeptAnswer) => !one.account.startsWith(me.accountId) || one.at < Date.now() - DAYS * 86_400_000

/** Who is signed in has been asked: this browser knows from now on who opens it without a network, and others' answers are gone. */
export function knowMe(me: Me): void {
  letGo(isGone(me))
  if (!me.mustChangePassword) remember({ account: '', key: meHash, at: Date.now(), data: me })
}
