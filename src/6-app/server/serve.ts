// A running server on an open system: HTTP, the folder, the sealing of the audit chain, background jobs.
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { backfillTask, resumeBackfill, foldAll, startFolding, turnLatest, verifyIndicators } from '#indicators'
import { printingCertificates } from '#learning'
import { turnDay } from '#organisation'
import { sealAudit } from '#platform/audit/verify'
import { StartRefused } from '#platform/db/dataFolder'
import { dropOldSendings } from '#platform/http/once'
import { startJobs, type Jobs } from '#platform/jobs/jobs'
import { longTask } from '#platform/jobs/long'
import { forgetProducts } from '#platform/jobs/product'
import { messageTasks } from '#platform/messages/deliver'
import { openPost } from '#platform/messages/post'
import { createPushSender } from '#platform/messages/push'
import { makingAccounts } from '../accounts/index.ts'
import { calendarOf, digestTasks, remind } from '../home/index.ts'
import { intakeTasks } from '../intake/index.ts'
import { privacyTasks } from '../privacy/index.ts'
import { createApp, type Patience } from './app.ts'
import { startLive } from './live.ts'
import { fault, openLog, type Log } from './log.ts'
import { createMetrics, measure } from './metrics.ts'
import { actorOf, type System } from './system.ts'

export interface Serving { app: FastifyInstance; address: string; port: number; jobs: Jobs; stop(): Promise<void> }

/** How long a stop waits for calls that are being answered. */
const patience = 5_000

export interface ServeSettings {
  host: string; port: number; version: string; log?: Log; metricsKey?: string | undefined; patience?: Patience
  /** Without a mail server letters are written to the folder of `mailFolder`. */
  smtpUrl?: string | undefined; mailFrom?: string | undefined; publicAddress?: string | undefined
  /** Origins of push services, where not the known ones. */
  pushServices?: readonly RegExp[]
}

/** Where letters are written while no mail server is set. */
export const mailFolder = (dataDir: string) => join(dataDir, 'mail')

export async function serve(system: System, settings: ServeSettings): Promise<Serving> {
  const ends: (() => Promise<unknown> | void)[] = []
  const stop = async () => { for (const end of ends.splice(0).reverse()) await end() }
  try {
    return await open(system, settings, ends, stop)
  } catch (error) {
    await stop()
    throw refusedPort(error, settings.port)
  }
}

/** Each part that was opened leaves behind how it ends. */
async function open(system: System, { host, port, version, log = openLog('error'), metricsKey, patience: withCallers, ...said }: ServeSettings, ends: (() => Promise<unknown> | void)[], stop: () => Promise<void>): Promise<Serving> {
  const complain = (what: string) => (error: unknown) => fault(log, error, { what })
  const live = await startLive(system.pools.owner)
  ends.push(() => live.stop(), () => sealAudit(system.pools).catch(() => {}))
  const folding = startFolding(system.pools.app, 200, () => live.announce({ event: 'figures', data: { indicators: [] } }), complain('fold'))
  const sealing = setInterval(() => void sealAudit(system.pools).catch(complain('audit seal')), 1000).unref()
  ends.push(() => clearInterval(sealing), () => folding.stop())
  const outgoing = openOutgoing(system, said)
  ends.push(() => outgoing.post.close())
  const jobs = await startJobs(system.pools.owner, {
    // The tree of today is renumbered at the turn of the day, when a change decided earlier takes effect.
    turnDay: async () => {
      await system.work(turnDay)
      await turnLatest(system.pools.app, await system.work(async (w) => w.today))
    },
    verify: async () => {
      await foldAll(system.pools.app)
      const { differences } = await verifyIndicators(system.pools.owner)
      await system.work(async (w) => w.note('indicators.verify', 'indicator', 'all', { differences: differences.length, first: differences[0] ?? null }))
      if (differences.length > 0) complain('verify')(new Error(`${differences.length} differences between the totals and the recount`))
    },
    forgetProducts: () => forgetProducts(system.pools.owner, system.now()),
    ...longTask({ work: system.work, owner: system.pools.owner, onFault: complain('accounts') }, makingAccounts(system.access.seal)),
    dropOldSendings: () => dropOldSendings(system.pools.owner, system.now()),
    remind: () => system.work(remind),
    ...messageTasks(outgoing), ...digestTasks(outgoing),
    ...longTask({ work: system.work, owner: system.pools.owner, onFault: complain('printing') }, printingCertificates(system.access.seal)),
    ...backfillTask(system.pools.app, () => live.announce({ event: 'figures', data: { indicators: [] } })),
    ...privacyTasks(system.work),
    ...intakeTasks({ work: system.work, owner: system.pools.owner, onFault: complain('import') }),
  }, { turnDay: '1 17 * * *', verify: '30 18 * * *', dropOldSendings: '15 19 * * *', remind: '15 23 * * *', 'home.digests': '0 * * * *', 'messages.sweep': '45 18 * * *', 'privacy.expire': '45 17 * * *' }, complain('jobs'))
  ends.push(() => jobs.stop())
  await resumeBackfill(system.pools.owner)
  await system.work(turnDay)
  // Beside the first requests: after a night switched off a whole country takes a while, and until then orders are summed when asked.
  const turning = turnLatest(system.pools.app, await system.work(async (w) => w.today)).catch(complain('turn of the day'))
  ends.push(() => turning)
  const counted = metricsKey === undefined ? null : createMetrics()
  const metrics = counted && metricsKey !== undefined ? { key: metricsKey, request: counted.request, text: async () => counted.text(await measure(system.pools, jobs, live)) } : null
  if (counted) ends.push(() => counted.stop())
  const app = await createApp({
    version, publicAddress: system.publicAddress, work: { ...system.options, onWritten: (actions) => { for (const kind of actions) if (!kind.startsWith('messages.')) live.announce({ event: 'changed', data: { kind } }) } }, live,
    actorOf: (headers) => actorOf(system, headers),
    addressOf: (headers, peer) => system.access.addressOf(peer, headers),
    access: system.access, push: outgoing.push, calendar: (secret) => calendarOf(outgoing, secret),
    async health() {
      try {
        const [{ rows }, jobsState] = [await system.pools.owner.query("select current_setting('server_version') as version, (select count(*)::int from indicators.pending) as pending"), await jobs.state()]
        return { ok: jobsState.running, database: { ok: true, version: rows[0].version, pendingDeltas: rows[0].pending }, jobs: { ok: jobsState.running, ...jobsState } }
      } catch {
        return { ok: false, database: { ok: false } }
      }
    },
    log, metrics, ...(withCallers && { patience: withCallers }),
  })
  ends.push(async () => {
    const closed = app.close()
    live.hangUp()
    const enough = setTimeout(() => app.server.closeAllConnections(), patience)
    await closed
    clearTimeout(enough)
  })
  await app.listen({ host, port })
  const at = app.server.address() as { port: number }
  const address = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${at.port}`
  outgoing.address = said.publicAddress ?? address
  return { app, jobs, port: at.port, address, stop }
}

/** What leaves the house: letters, push messages, calendars. Links lead to the public address, else to where it listens. */
function openOutgoing(system: System, { smtpUrl, publicAddress, mailFrom = `Lộ Trình <lotrinh@${publicAddress ? new URL(publicAddress).hostname : 'localhost'}>`, pushServices: services }: Partial<ServeSettings>) {
  const subject = publicAddress?.startsWith('https:') ? publicAddress : `mailto:${/[^\s<]+@[^\s>]+/.exec(mailFrom)?.[0] ?? 'lotrinh@localhost'}`
  return {
    pools: system.pools, owner: system.pools.owner, options: system.options, now: system.now, address: publicAddress ?? '',
    post: openPost({ smtpUrl, from: mailFrom, folder: mailFolder(system.dataDir) }), push: createPushSender({ keys: system.pushKeys, subject, services }),
  }
}

/** Fails before the long work of a first start when another program holds the port. */
export async function mustBeFree({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(refusedPort(error, port)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function refusedPort(error: unknown, port: number): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') return new StartRefused(`Cổng ${port} đang được một chương trình khác dùng. Hãy đặt PORT khác, ví dụ PORT=${port + 1} npm start.`, `Port ${port} is used by another program. Set another PORT, for example PORT=${port + 1} npm start.`, error)
  if (code === 'EACCES') return new StartRefused(`Người dùng này không được mở cổng ${port}. Hãy đặt PORT từ 1024 trở lên.`, `This user may not open port ${port}. Set a PORT of 1024 or above.`, error)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new StartRefused('HOST không phải là địa chỉ của máy này.', 'HOST is no address of this machine.', error)
  return error
}
