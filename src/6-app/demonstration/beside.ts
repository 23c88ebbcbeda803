// Deeds that do not ask for one another's outcome are told beside one another, as several offices work on one day. What is left
// to chance is drawn before a deed is handed in here, one after the other: the story is the same whichever is done first.

export interface Beside {
  /** Begins the deed as soon as fewer than `atOnce` are under way; answers once it has begun. */
  begin(deed: () => Promise<unknown>): Promise<void>
  /** All that was begun is done; throws what one of them threw. */
  done(): Promise<void>
}

export function beside(atOnce: number): Beside {
  const running = new Set<Promise<void>>()
  let fault: { error: unknown } | undefined
  const mustBeWell = () => { if (fault) throw fault.error }
  return {
    async begin(deed) {
      while (running.size >= atOnce) await Promise.race(running)
      mustBeWell()
      const run: Promise<void> = deed().then(() => {}, (error: unknown) => { fault ??= { error } }).finally(() => { running.delete(run) })
      running.add(run)
    },
    async done() {
      await Promise.all(running)
      mustBeWell()
    },
  }
}
