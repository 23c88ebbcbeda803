// Two things at once: while the database works on one part, the next is read.

/** The same items; the next `parts` are always begun before the present one is handed out. Left early, it waits for what was begun. */
export async function* ahead<T>(items: AsyncGenerator<T>, parts = 1): AsyncGenerator<T> {
  const begun: Promise<IteratorResult<T>>[] = []
  const begin = () => {
    const next = items.next()
    // Its failure is heard when its turn comes.
    next.catch(() => {})
    begun.push(next)
  }
  try {
    for (;;) {
      if (begun.length === 0) begin()
      const { done, value } = await begun.shift()!
      if (done) return
      while (begun.length < parts) begin()
      yield value
    }
  } finally {
    await Promise.allSettled(begun)
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
