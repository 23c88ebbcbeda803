// Two things at once: while the database works on one part, the next is read.

/** The same items; the next one is always begun before the present one is handed out. Left early, it waits for what was begun. */
export async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = items.next()
      // Its failure is heard when its turn comes.
      next.catch(() => {})
      yield value
    }
  } finally {
    await next.catch(() => {})
    await items.return(undefined)
  }
}

/** Lets what waits in the event loop go first: answers of the database, requests of others. */
export function breathe(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}
