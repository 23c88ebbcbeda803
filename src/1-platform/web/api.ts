// The typed way from a screen to a room's routes. Only the contract's type comes along: no schema reaches the browser.
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { statusOf } from './refusals.ts'

export { isLost, refusalsOf, statusOf, type FieldRefusal } from './refusals.ts'

export type RoomName = 'organisation' | 'people' | 'indicators' | 'plans' | 'learning' | 'access' | 'audit' | 'intake' | 'accounts' | 'jobs' | 'structure' | 'home'

const client = createORPCClient<Record<string, never>>(
  new RPCLink({ url: () => `${location.origin}/api/rpc`, plugins: [new SimpleCsrfProtectionLinkPlugin()] }),
)

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

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: heed }),
  mutationCache: new MutationCache({ onError: heed }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // An answer that refuses will refuse again; only a fault or a lost line is worth another try.
      retry: (times, error) => times < 2 && (statusOf(error) === null || statusOf(error)! >= 500),
    },
  },
})
