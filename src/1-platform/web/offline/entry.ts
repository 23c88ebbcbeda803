// What becomes of a write that waits: pure rules, without network, clock or store.
import type { Text } from '#base/text'
import type { Choice, FieldRefusal } from '../refusals.ts'

export interface Entry {
  /** In which it is sent. */
  order: number
  /** Made by this browser, the key under which the server takes the write once. */
  id: string
  account: string; accountName: string
  /** The office it was done in, ''; it is sent from there alone. */
  office: string
  /** The route, `learning.mark`. */
  path: string
  input: Record<string, unknown>
  /** What it is, in a sentence. */
  about: Text
  /** The page on which it was done. */
  to: string
  /** What it is about, `learning.mark <class>`: writes of one slot may be joined and follow each other. */
  slot: string
  /** Of writes that follow each other in a slot: this field of the input is what this field of the last answer says. */
  follows?: { input: string; answer: string }
  at: number
  /** Once tried, the server may have it: from then on it is only ever sent as it is. */
  tries: number
  /** The page that held it has left it to the outbox. */
  left?: boolean
  /** The last try got no answer. */
  lost: boolean
  state: 'waiting' | 'refused' | 'conflict'
  refusals: FieldRefusal[]
}

export interface Sender { account: string; office: string }

export type Waits = 'turn' | 'account' | 'office'
/** For what an entry waits besides the line. */
export function waitsFor(entry: Pick<Entry, 'account' | 'office'>, sender: Sender): Waits {
  return entry.account !== sender.account ? 'account' : entry.office !== sender.office ? 'office' : 'turn'
}

/** May more be put into it: the server cannot have it, for it was never sent or was answered with a refusal. */
export const isOpen = (entry: Pick<Entry, 'state' | 'tries'>) => entry.state !== 'waiting' || entry.tries === 0

/** What an error says of the entry. 'wait': nothing is decided, all that follows waits too; 'elsewhere': it waits for its sender. */
export function verdictOn(status: number | null, refusals: readonly FieldRefusal[]): 'wait' | 'elsewhere' | 'refused' | 'conflict' {
  const code = refusals[0]?.code
  if (code === 'other-sender') return 'elsewhere'
  if (status === null || status >= 500 || status === 401 || status === 408 || status === 429 || code === 'busy') return 'wait'
  return refusals.some((one) => one.conflict) ? 'conflict' : 'refused'
}

/** How long (ms) until the next try after so many in vain: two seconds, doubled up to five minutes. */
export const pauseAfter = (times: number) => Math.min(2_000 * 2 ** Math.max(0, times - 1), 300_000)

/**
 * The input as a person decided: where mine stays it says that the other was seen, where theirs stays mine is left out. null:
 * nothing is left to send. A conflict's field names one of a list (`marks.3`), or is null for the whole.
 */
export function decided(input: Record<string, unknown>, refusals: readonly FieldRefusal[], choiceOf: (field: string | null) => Choice): Record<string, unknown> | null {
  let next: Record<string, unknown> = { ...input }
  const dropped = new Map<string, Set<number>>()
  for (const { field, conflict } of refusals) {
    if (!conflict) continue
    const mine = choiceOf(field) === 'mine'
    if (field === null) {
      if (!mine) return null
      next = { ...next, seen: conflict.held }
      continue
    }
    const [list, index] = field.split('.') as [string, string]
    if (mine) next[list] = (next[list] as object[]).map((one, i) => (i === Number(index) ? { ...one, seen: conflict.held } : one))
    else dropped.set(list, (dropped.get(list) ?? new Set()).add(Number(index)))
  }
  for (const [list, indexes] of dropped) {
    const left = (next[list] as object[]).filter((_, i) => !indexes.has(i))
    if (left.length === 0) return null
    next[list] = left
  }
  return next
}
