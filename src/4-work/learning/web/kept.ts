// What a screen asks for once and then needs without a network: kept in this browser for the account that asked, and asked
// again whenever there is a line.
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { newId } from '#base/id'
import { heed, isLost } from '#web/api.ts'
import { useMe } from '#web/session.ts'

interface Kept<T> { account: string; answer: T; /** The server's clock less this device's. */ ahead: number }

function read<T>(name: string, account: string): Kept<T> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Kept<T> | null
    if (kept?.account === account) return kept
    localStorage.removeItem(name)
  } catch {
    // A browser that keeps nothing asks each time.
  }
  return null
}

function write<T>(name: string, kept: Kept<T>): void {
  try {
    localStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // As above.
  }
}

/** `ask` opens a secret and says the server's time; without a line it is as it was kept. */
export function useKept<T extends { now: string }>(name: string, ask: () => Promise<T>): UseQueryResult<{ answer: T; ahead: number }> {
  const { accountId } = useMe()
  return useQuery({
    queryKey: ['kept', name, accountId], staleTime: Infinity, gcTime: 0, retry: false, networkMode: 'always',
    queryFn: async () => {
      try {
        const answer = await ask()
        const kept = { account: accountId, answer, ahead: new Date(answer.now).getTime() - Date.now() }
        write(name, kept)
        return kept
      } catch (error) {
        const kept = isLost(error) ? read<T>(name, accountId) : null
        if (kept) return kept
        heed(error)
        throw error
      }
    },
  })
}

/** An id drawn by lot and kept under a name, so that a reload says the same as before. */
export function keptId(name: string, store: Storage): string {
  try {
    const id = store.getItem(name) ?? newId()
    store.setItem(name, id)
    return id
  } catch {
    return newId()
  }
}
