// A running server on an open system: HTTP, the folder, the sealing of the audit chain, background jobs.
import type { FastifyInstance } from 'fastify'
import { foldAll, startFolding, verifyIndicators } from '#indicators'
import { turnDay } from '#organisation'
import { sealAudit } from '#platform/audit/verify'
import { startJobs, type Jobs } from '#platform/jobs/jobs'
import { intakeTasks } from '../intake/index.ts'
import { createApp } from './app.ts'
import { startLive } from './live.ts'
import { actorOf, type System } from './system.ts'

export interface Serving { app: FastifyInstance; address: string; port: number; jobs: Jobs; stop(): Promise<void> }

export async function serve(system: System, { host, port, version }: { host: string; port: number; version: string }): Promise<Serving> {
  const complain = (what: string) => (error: unknown) => console.error(`${new Date().toISOString()} ${what}: ${(error as Error).stack ?? String(error)}`)
  const live = await startLive(system.pools.owner)
  const folding = startFolding(system.pools.app, 200, () => live.announce({ event: 'figures', data: { indicators: [] } }), complain('fold'))
  const sealing = setInterval(() => void sealAudit(system.pools).catch(complain('audit seal')), 1000).unref()
  const jobs = await startJobs(system.pools.owner, {
    // The tree of today is renumbered at the turn of the day, when a change decided earlier takes effect.
    turnDay: async () => { await system.work(turnDay) },
    verify: async () => {
      await foldAll(system.pools.app)
      const { differences } = await verifyIndicators(system.pools.owner)
      await system.work(async (w) => w.note('indicators.verify', 'indicator', 'all', { differences: differences.length, first: differences[0] ?? null }))
      if (differences.length > 0) complain('verify')(new Error(`${differences.length} differences between the totals and the recount`))
    },
    ...intakeTasks({ work: system.work, owner: system.pools.owner, onFault: complain('import') }),
  }, { turnDay: '1 17 * * *', verify: '30 18 * * *' }, complain('jobs'))
  await system.work(turnDay)
  const app = await createApp({
    version, work: { ...system.options, onWritten: (actions) => { for (const kind of actions) live.announce({ event: 'changed', data: { kind } }) } }, live,
    actorOf: (headers) => actorOf(system, headers),
    addressOf: (headers, peer) => system.access.addressOf(peer, headers),
    access: system.access,
    async health() {
      try {
        const [{ rows }, jobsState] = [await system.pools.owner.query("select current_setting('server_version') as version, (select count(*)::int from indicators.pending) as pending"), await jobs.state()]
        return { ok: jobsState.running, database: { ok: true, version: rows[0].version, pendingDeltas: rows[0].pending }, jobs: { ok: jobsState.running, ...jobsState } }
      } catch {
        return { ok: false, database: { ok: false } }
      }
    },
    onFault: (error) => complain('request')(error),
  })
  await app.listen({ host, port })
  const at = app.server.address() as { port: number }
  return {
    app, jobs, port: at.port, address: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${at.port}`,
    async stop() {
      clearInterval(sealing)
      app.server.closeAllConnections()
      await app.close()
      await folding.stop()
      await jobs.stop()
      await sealAudit(system.pools).catch(() => {})
      await live.stop()
    },
  }
}
