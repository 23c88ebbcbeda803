// What is on the screen in place of an answer of the server.
const shownSince = new WeakMap<object, number>()

/** What is shown in place of an answer of the server, and from when it is. */
export function showKept(data: unknown, at: number | null): void {
  if (typeof data !== 'object' || data === null) return
  if (at === null) shownSince.delete(data)
  else shownSince.set(data, at)
}

/** From when (ms) what is shown is, if it was kept and the server has not answered since. */
export function keptSince(data: unknown): number | undefined {
  return typeof data === 'object' && data !== null ? shownSince.get(data) : undefined
}
