// The outbox: a write is kept in this browser before it is sent, and leaves it only when the server has answered or a person has
// decided. It may be sent any number of times: the server takes it once (http/once.ts). One tab sends at a time, in the order in
// which things were done.
import { liveQuery } from 'dexie'
import { useCallback, useEffect, useRef, useState } from 'react'
import { newId } from '#base/id'
import type { Text } from '#base/text'
import { callByName, heed, queries } from '../api.ts'
import { refusalsOf, statusOf, type Choice } from '../refusals.ts'
import { meQuery } from '../session.ts'
import { device } from './device.ts'
import { decided, isOpen, pauseAfter, verdictOn, waitsFor, type Entry, type Sender } from './entry.ts'

export type { Entry } from './entry.ts'

/** A route of a room as roomApi gives it: `learning.mark`. */
interface HeldRoute<Input, Output> { call: (input: Input) => Promise<Output>; key: () => readonly [path: readonly string[], options: object] }

export interface HoldOptions<Input> {
  /** The page on which it is done; the present one unless said. */
  to?: string
  /** What it is about, so that writes about the same are joined or follow each other; its own unless said. */
  slot?: string
  /** Puts an earlier write of the slot, which the server cannot have, into this one; without it they stay apart. */
  join?: (before: Input, now: Input) => Input
  follows?: Entry['follows']
  /** The caller shows a refusal itself: it is thrown, and nothing stays behind. */
  here?: boolean
  /** Sent only after so many ms without another, and not waited for: many small presses go together. */
  gather?: number
}

/** `sent` without an answer: another tab sent it. */
export type Fate<Output> = { state: 'sent'; answer?: Output } | { state: Entry['state'] }

/** How long (ms) the caller waits for the server; it is sent all the same. */
const PATIENCE = 8_000
/** After which a call without an answer is given up, to be tried again. */
const LONGEST = 40_000
/** How long (ms) what was sent stays in the outbox until the screens have read the new state. */
const SHOWN = 4_000

export function senderNow(): (Sender & { name: string }) | null {
  const me = queries.getQueryData(meQuery.queryKey)
  return me ? { account: me.accountId, office: me.officeId ?? '', name: me.name } : null
}

/**
 * `hold(learning.mark, { id, marks }, text('Điểm danh lớp …', 'Attendance of …'))`: kept, then sent at once where there is a
 * line. Says how it stands with it; what waits or was refused stands in the outbox.
 */
export async function hold<Input extends object, Output>(route: HeldRoute<Input, Output>, input: Input, about: Text, options: HoldOptions<Input> = {}): Promise<Fate<Output>> {
  const sender = senderNow()
  if (!sender) throw new Error('nobody is signed in')
  const id = newId(), path = route.key()[0].join('.')
  if (options.here) inHand.add(id)
  const order = await device.transaction('rw', device.entries, async () => {
    const slot = options.slot ?? id
    const open = options.join ? (await device.entries.where('slot').equals(slot).sortBy('order')).filter((one) => isOpen(one) && waitsFor(one, sender) === 'turn') : []
    await device.entries.bulkDelete(open.map((one) => one.order))
    return device.entries.add({
      id, account: sender.account, accountName: sender.name, office: sender.office, path, about, slot,
      input: open.reduceRight((now, before) => options.join!(before.input as Input, now), input) as Record<string, unknown>,
      to: options.to ?? location.pathname + location.search, ...(options.follows && { follows: options.follows }), at: Date.now(), tries: 0, lost: false, state: 'waiting', refusals: [],
    })
  }).catch(() => null)
  // A browser that keeps nothing still sends.
  if (order === null) return { state: 'sent', answer: await call({ id, path, input: input as Record<string, unknown> }, sender) as Output }
  if (options.gather !== undefined) {
    clearTimeout(gathering)
    gathering = setTimeout(() => void flush(), options.gather)
    return { state: 'waiting' }
  }
  answered.set(order, undefined)
  await Promise.race([flush(), new Promise((resolve) => { setTimeout(resolve, PATIENCE) })])
  const answer = answered.get(order) as Output | undefined
  answered.delete(order)
  inHand.delete(id)
  const left = await device.entries.get(order)
  if (left) {
    if (left.state !== 'refused' || !options.here) {
      await device.entries.update(order, { left: true })
      return { state: left.state }
    }
    await device.entries.delete(order)
    throw Object.assign(new Error(left.refusals[0]!.text.en), { status: 422, data: { refusals: left.refusals } })
  }
  return answer === undefined ? { state: 'sent' } : { state: 'sent', answer }
}

/** What was answered to those who wait for it in this tab. */
const answered = new Map<number, unknown>()
/** Held by a page that still shows it as its own: no other screen of this tab speaks of it, nor is anything read anew under it. */
const inHand = new Set<string>()
let inVain = 0
let gathering: ReturnType<typeof setTimeout> | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends all that may be sent now. */
export async function flush(): Promise<void> {
  if (!navigator.onLine && !await reachable()) return
  // Only on a secure address is there a lock between tabs; without it a key is at most sent twice.
  await (navigator.locks ? navigator.locks.request('lotrinh outbox', sendAll) : sendAll())
}

/** Asked where the browser knows of no network, for what has been tried is not added to any more; the house may stand on this machine. */
const reachable = () => fetch('/healthz', { method: 'HEAD' }).then(() => true, () => false)

async function sendAll(): Promise<void> {
  clearTimeout(timer)
  const sender = senderNow()
  if (!sender) return
  for (let after = 0; ;) {
    const next = await device.entries.where('order').above(after).filter((one) => one.state === 'waiting' && waitsFor(one, sender) === 'turn').first()
    if (!next) break
    after = next.order
    if (await send(next, sender) === 'wait') {
      timer = setTimeout(() => void flush(), pauseAfter(++inVain))
      return
    }
  }
  inVain = 0
}

async function send({ order }: Entry, sender: Sender): Promise<'on' | 'wait'> {
  // From here on it may have arrived. Read anew: it may have been joined or thrown away a moment ago.
  const entry = await device.transaction('rw', device.entries, async () => {
    await device.entries.update(order, { tries: ((await device.entries.get(order))?.tries ?? 0) + 1 })
    return device.entries.get(order)
  })
  if (entry?.state !== 'waiting') return 'on'
  try {
    const answer = await call(entry, sender)
    if (answered.has(order)) answered.set(order, answer)
    // First what the screens show, so that what was pressed does not vanish from them for a moment.
    if (!inHand.has(entry.id)) await Promise.race([queries.invalidateQueries({ queryKey: [[entry.path.split('.')[0]]] }), new Promise((resolve) => { setTimeout(resolve, SHOWN) })])
    await device.transaction('rw', device.entries, async () => {
      await device.entries.delete(order)
      if (!entry.follows) return
      const { input, answer: field } = entry.follows
      await device.entries.where('slot').equals(entry.slot).and((one) => one.tries === 0)
        .modify((one) => { one.input = { ...one.input, [input]: (answer as Record<string, unknown>)[field] } })
    })
    return 'on'
  } catch (error) {
    const status = answerless(error) ? null : statusOf(error)
    const refusals = refusalsOf(error)
    const verdict = verdictOn(status, refusals)
    if (status === 401 || verdict === 'elsewhere') heed({ status: verdict === 'elsewhere' ? 403 : 401 })
    if (verdict === 'wait' || verdict === 'elsewhere') {
      await device.entries.update(order, { lost: true })
      return 'wait'
    }
    await device.entries.update(order, { state: verdict, refusals })
    return 'on'
  }
}

const call = ({ id, path, input }: Pick<Entry, 'id' | 'path' | 'input'>, { account, office }: Sender) => (
  callByName(path, input, { context: { key: id, sender: `${account} ${office}` }, signal: AbortSignal.timeout(LONGEST) }))

/** An answer of something between, a proxy or a sign-in page of the network, is none. */
const answerless = (error: unknown) => statusOf(error) !== null && statusOf(error)! < 500 && statusOf(error) !== 401 && !(error as { data?: { refusals?: unknown } }).data?.refusals

/** Sent as it is once more, after a refusal whose cause is gone. */
export async function sendAgain(order: number): Promise<void> {
  await device.entries.update(order, { state: 'waiting', refusals: [] })
  await flush()
}

/** Gone for good; a person has confirmed it. */
export async function discard(order: number): Promise<void> {
  await device.entries.delete(order)
}

/** A conflict as a person decided it, field by field; sent at once where something is left to send. */
export async function decide(order: number, choiceOf: (field: string | null) => Choice): Promise<void> {
  await device.transaction('rw', device.entries, async () => {
    const entry = await device.entries.get(order)
    if (entry?.state !== 'conflict') return
    const input = decided(entry.input, entry.refusals, choiceOf)
    if (input === null) await device.entries.delete(order)
    else await device.entries.update(order, { input, state: 'waiting', refusals: [] })
  })
  await flush()
}

/** From the sign-in on: what waits is sent now, when the network is back, and when someone looks at the screen again. */
export function startOutbox(): () => void {
  const now = () => { inVain = 0; void flush() }
  const looked = () => { if (document.visibilityState === 'visible') now() }
  addEventListener('online', now)
  document.addEventListener('visibilitychange', looked)
  now()
  return () => {
    clearTimeout(timer)
    removeEventListener('online', now)
    document.removeEventListener('visibilitychange', looked)
  }
}

async function entriesOf(slot?: string): Promise<Entry[]> {
  const all = await (slot === undefined ? device.entries.orderBy('order').toArray() : device.entries.where('slot').equals(slot).sortBy('order'))
  return all.filter((entry) => !inHand.has(entry.id))
}

/** All that this browser keeps to be sent, in order; of a slot only, where one is named. undefined until it is known. */
export function useOutbox(slot?: string): Entry[] | undefined {
  const [entries, setEntries] = useState<Entry[]>()
  useEffect(() => {
    const watch = liveQuery(() => entriesOf(slot)).subscribe({ next: setEntries, error: () => setEntries([]) })
    return () => watch.unsubscribe()
  }, [slot])
  return entries
}

/** What waits in a slot, and a way to read it at once, for whoever has just put something in. */
export function useSlot(slot: string): [entries: Entry[], reread: () => Promise<void>] {
  const watched = useOutbox(slot)
  const [read, setRead] = useState<{ after: Entry[] | undefined; entries: Entry[] }>()
  const latest = useRef(watched)
  latest.current = watched
  const reread = useCallback(async () => {
    const after = latest.current
    setRead({ after, entries: await entriesOf(slot) })
  }, [slot])
  // What was read by hand counts until the watch tells of something newer.
  return [(read && read.after === watched ? read.entries : watched) ?? [], reread]
}

/** How many writes wait in this browser, whoever's they are. */
export async function countWaiting(): Promise<number> {
  return device.entries.count().catch(() => 0)
}
