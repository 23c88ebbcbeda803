// Answers of the server as they were last read, in the database of this device, for the account that read them; gone with the sign-out.
import type { Query } from '@tanstack/react-query'
import { isLost } from '../api.ts'
import type { Me } from '../session.ts'
import { letGo } from './atHand.ts'
import { device } from './device.ts'
import { keeping, standIn } from './standIn.ts'
import { isGone, knowMe } from './whose.ts'

/** How long (ms) the server may take before what was kept is shown in its place. */
const PATIENCE = 100

export async function keptInstead<T>(asked: Promise<T>, query: Query, account: string | undefined): Promise<T> {
  // A browser that keeps nothing works as long as there is a network.
  const fresh = keeping(asked, query, account, (answer) => device.answers.put(answer).catch(() => {}))
  if (account === undefined || query.state.data !== undefined) return fresh
  const kept = await device.answers.get([account, query.queryHash]).catch(() => undefined)
  if (!kept) return fresh
  const late = Symbol('late')
  const first = await Promise.race([fresh, new Promise<typeof late>((resolve) => { setTimeout(() => resolve(late), PATIENCE) })])
    .catch((error: unknown) => { if (!isLost(error)) throw error; return late } )
  return first === late ? standIn(kept, fresh, query, (one) => device.answers.delete([one.account, one.key]).catch(() => {})) : first as T
}

/** Someone signed in: what others have read goes from this device. */
export async function keepFor(me: Me): Promise<void> {
  knowMe(me)
  await device.answers.filter(isGone(me)).delete().catch(() => {})
}

/** Nothing that was read stays on this device. */
export async function forgetAnswers(): Promise<void> {
  letGo()
  await device.answers.clear().catch(() => {})
}
