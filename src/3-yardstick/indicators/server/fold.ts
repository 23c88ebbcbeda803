// The folder: moves pending deltas into the totals and tells open screens which figures moved.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import type { Database } from '#platform/db/pool'

/** Small batches: readers join what is pending, and a batch holds the lock that structural changes wait for. */
const BATCH = 2000

/** Folds everything pending now; returns how many deltas. Safe to call from several processes. */
export async function foldAll(db: Database): Promise<number> {
  for (let total = 0; ;) {
    const { rows } = await sql<{ n: number }>`select indicators.fold(${BATCH}) as n`.execute(db)
    const n = rows[0]?.n ?? 0
    total += n
    if (n < BATCH) return total
  }
}

/** Keeps what a figure in today's tree is summed from, for the nodes right under the top, where a structural change has forgotten it. */
export async function keepBoundaries(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ kept: boolean }>`select indicators.keep_boundary() as kept`.execute(db)
    if (!rows[0]!.kept) return
  }
}

/** So many looks in a row are saved at most where nothing was committed: a lock that another process held is asked for again after them. */
const SAVED = 10

/**
 * Folds every `every` ms until stopped; `onMoved` hears how many deltas were folded. Where no transaction ended since the last
 * look there is nothing new to see, and pending is not gone through: beside an import that would be all of its millions, five times a second.
 */
export function startFolding(db: Database, every: number, onMoved: (deltas: number) => void, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  let seen = ''
  let saved = 0
  const loop = (async () => {
    while (!stopped) {
      try {
        const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
        const { snapshot } = rows[0]!
        if (snapshot !== seen || ++saved === SAVED) {
          const moved = await foldAll(db)
          if (moved > 0) onMoved(moved)
          await keepBoundaries(db)
          seen = snapshot
          saved = 0
        }
      } catch (error) {
        if (!stopped) onError(error)
      }
      await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, every).unref() })
    }
  })()
  return { async stop() { stopped = true; wake(); await loop } }
}

/** Brings the figures that stand ready for the order of units to the day; true: they moved. As the day turns, and at start. */
export async function turnLatest(db: Database, today: Day): Promise<boolean> {
  const { rows } = await sql<{ turned: boolean }>`select indicators.turn_latest(${today}::date) as turned`.execute(db)
  return rows[0]!.turned
}
