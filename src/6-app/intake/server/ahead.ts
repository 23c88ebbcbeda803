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

/** Two deeds of one transaction beside each other, both to their end: what one of them sent after the other's failure would be sent outside of it. */
export async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([one, other])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}

/** Lets what waits in the event loop go first: answers of the database, requests of others. */
export function breathe(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}
