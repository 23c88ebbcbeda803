// Who is signed in, the office acted in and what it may do. Screens hide what the office may not; the server decides.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { dayOf, type Day } from '#base/day'
import type { Verb } from '../access/actor.ts'
import type { accessContract, Me } from '../access/contract.ts'
import { keepAtHand, roomApi } from './api.ts'

export type { Me } from '../access/contract.ts'

export const access = roomApi<typeof accessContract>('access')
keepAtHand(access.me)

/** undefined while asked, null when nobody is signed in. */
export const meQuery = queryOptions({ ...access.me.queryOptions(), staleTime: 60_000, retry: false })

/** Who is signed in. Only on screens behind the sign-in, where it is known before anything is drawn. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('useMe stands behind the sign-in')
  return data
}

/** `const may = useMay()`; `may('plan.write')`. */
export function useMay(): (verb: Verb) => boolean {
  const { data } = useQuery(meQuery)
  return (verb) => data?.verbs.includes(verb) ?? false
}

let today = dayOf(new Date())

function watchDay(changed: () => void): () => void {
  // A screen in an office stays open overnight.
  const timer = setInterval(() => {
    const now = dayOf(new Date())
    if (now !== today) {
      today = now
      changed()
    }
  }, 30_000)
  return () => clearInterval(timer)
}

/** The day on the organisation's clock. */
export function useToday(): Day {
  return useSyncExternalStore(watchDay, () => today)
}
