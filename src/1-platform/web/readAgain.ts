// Reading again what an announcement concerns: one reading of a key at a time, and one more for whatever was announced
// meanwhile. Each announcement breaking off the reading of the one before it, a busy house would never be read to the end.
import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Ends once everything on the screen under the key was asked for after the last call. */
export function readerAgain(queries: QueryClient): (key: QueryKey) => Promise<void> {
  const underWay = new Map<string, { rounds: number; ended: Promise<void> }>()
  return (key) => {
    const name = JSON.stringify(key), before = underWay.get(name)
    if (before) {
      // The round of now may have been asked before this announcement.
      before.rounds = 2
      return before.ended
    }
    // What is being read for another reason may be older than the announcement too: it is awaited, then read again.
    const reading = { rounds: queries.isFetching({ queryKey: key }) > 0 ? 2 : 1, ended: Promise.resolve() }
    underWay.set(name, reading)
    reading.ended = (async () => {
      try {
        for (; reading.rounds > 0; reading.rounds--) await queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false })
      } finally {
        underWay.delete(name)
      }
    })()
    return reading.ended
  }
}
