// Reading again what an announcement concerns: one reading of a key at a time, and one more for whatever was announced
// meanwhile. Each announcement breaking off the reading of the one before it, a busy house would never be read to the end.
// Between two readings a screen rests twice as long as the house took to answer: the busier it is, the more seldom it is asked.
import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** How many ms to rest after a reading that took so many. A quick answer needs none. */
export const restAfter = (took: number): number => took < 50 ? 0 : Math.min(2 * took, 5_000)

/** Ends once everything on the screen under the key was asked for after the last call. */
export function readerAgain(queries: QueryClient): (key: QueryKey) => Promise<void> {
  const underWay = new Map<string, { again: boolean; ended: Promise<void> }>()
  return (key) => {
    const name = JSON.stringify(key), before = underWay.get(name)
    if (before) {
      before.again = true
      return before.ended
    }
    const reading = { again: true, ended: Promise.resolve() }
    const read = () => queries.invalidateQueries({ queryKey: key }, { cancelRefetch: false })
    underWay.set(name, reading)
    reading.ended = (async () => {
      try {
        // What is being read for another reason may be older than the announcement.
        if (queries.isFetching({ queryKey: key }) > 0) await read()
        while (reading.again) {
          reading.again = false
          const began = performance.now()
          await read()
          const rest = reading.again ? restAfter(performance.now() - began) : 0
          if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
        }
      } finally {
        underWay.delete(name)
      }
    })()
    return reading.ended
  }
}
