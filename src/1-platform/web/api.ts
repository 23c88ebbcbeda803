// The typed way from a screen to a room's routes. Only the contract's type comes along: no schema reaches the browser.
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { MutationCache, QueryCache, QueryClient, type QueryPersister } from '@tanstack/react-query'
import { statusOf } from './refusals.ts'

export { isLost, refusalsOf, statusOf, type FieldRefusal } from './refusals.ts'

export type RoomName = 'organisation' | 'people' | 'indicators' | 'plans' | 'learning' | 'emulation' | 'agreements' | 'access' | 'audit' | 'intake' | 'accounts' | 'jobs' | 'structure' | 'home' | 'messages' | 'privacy' | 'documents' | 'clauses'

/** Of a write that may be sent twice: its key, and who keeps it (offline/outbox.ts). */
export interface Sending { key?: string; sender?: string }

const client = createORPCClient<Record<string, never>>(
  new RPCLink<Sending>({
    url: () => `${location.origin}/api/rpc`, plugins: [new SimpleCsrfProtectionLinkPlugin()],
    headers: ({ context }) => ({ ...(context.key && { 'idempotency-key': context.key }), ...(context.sender && { 'outbox-sender': context.sender }) }),
  }),
)

/** Calls a route by its name, `learning.mark`. */
export function callByName(path: string, input: unknown, options: { context: Sending; signal: AbortSignal }): Promise<unknown> {
  const [room, route] = path.split('.') as [string, string]
  return (client as unknown as Record<string, Record<string, (input: unknown, options: object) => Promise<unknown>>>)[room]![route]!(input, options)
}

/**
 * `const plans = roomApi<typeof plansContract>('plans')`, then `useQuery(plans.read.queryOptions({ input: { id } }))` to
 * read, `plans.issue.call(input)` to write, `plans.key()` as the key of everything read from the room.
 */
export function roomApi<Contract extends AnyContractRouter>(room: RoomName): RouterUtils<ContractRouterClient<Contract>> {
  const of = (client as unknown as Record<string, ContractRouterClient<Contract>>)[room]!
  return createTanstackQueryUtils(of, { path: [room] }) as RouterUtils<ContractRouterClient<Contract>>
}

let onSignedOut: () => void = () => {}
/** What happens when a call is answered with "please sign in"; the shell sends to the sign-in page. */
export function whenSignedOut(then: () => void): void {
  onSignedOut = then
}

let onNotAllowed: () => void = () => {}
/** What happens when a call is answered with "your office may not": it may have been handed over since; the shell asks anew. */
export function whenNotAllowed(then: () => void): void {
  onNotAllowed = then
}

/** Every failed call passes here once, so that an ended session leads to the sign-in page from anywhere. */
export function heed(error: unknown): void {
  if (statusOf(error) === 401) onSignedOut()
  if (statusOf(error) === 403) onNotAllowed()
}

let asks: QueryPersister = (ask, context) => ask(context)
/** How every read is asked; the shell puts the answers kept on this device beside it. */
export function readBy(how: QueryPersister): void {
  asks = how
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: heed }),
  mutationCache: new MutationCache({ onError: heed }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // An answer that refuses will refuse again; only a fault or a lost line is worth another try.
      retry: (times, error) => times < 2 && (statusOf(error) === null ? navigator.onLine : statusOf(error)! >= 500),
      // Asked without a network too: what this device keeps is shown, and for the rest a failure is better than an empty page.
      networkMode: 'always',
      persister: (ask, context, query) => asks(ask, context, query),
    },
  },
})

/** `keepOffline(learning.read, learning.roster)`: what they answer stays on this device for days without a network. Only what a screen
 *  shows, and never a sensitive field. */
export function keepOffline(...routes: { key: () => readonly unknown[] }[]): void {
  for (const route of routes) queries.setQueryDefaults(route.key(), { meta: { kept: true } })
}

/** The same for the little that the first screen shows, which is there before the device's database is open. */
export function keepAtHand(...routes: { key: () => readonly unknown[] }[]): void {
  for (const route of routes) queries.setQueryDefaults(route.key(), { meta: { kept: 'at hand' } })
}
