// The recount that proves the figures, beside the same recount by DuckDB over the same records.
import { foldAll, verifyIndicators } from '#indicators'
import { duckdbPeer } from './duckdb.ts'
import type { Ground } from './ground.ts'
import { summed, timed, type Figure, type Sizes } from './measure.ts'

export async function* measureRecount({ system }: Ground, { runs }: Sizes): AsyncGenerator<Figure> {
  await foldAll(system.pools.app)
  const peer = await duckdbPeer(system.pools.owner)
  const taken: Parameters<typeof summed>[2] = []
  try {
    for (let run = 0; run < runs; run++) {
      const floor = await timed(async () => {
        const { standing, ledger, totals, latest } = await peer.recount()
        if (standing + ledger + totals + latest > 0) throw new Error(`DuckDB counts otherwise: ${ledger} deltas of units, ${standing} of standings, ${totals} of nodes, ${latest} figures that stand ready`)
      }) / 1000
      const value = await timed(async () => {
        const { differences } = await verifyIndicators(system.pools.owner)
        if (differences.length > 0) throw new Error(`The recount differs in ${differences.length} places: ${JSON.stringify(differences[0])}`)
      }) / 1000
      taken.push({ value, floor })
    }
  } finally {
    peer.close()
  }
  yield summed('verify.all', 's', taken)
}
