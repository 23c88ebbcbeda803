// The parts of a running house, put together once: database, unit of work, access, files. The server, the commands and the
// journeys all stand on it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '#base/day'
import { settle } from '#indicators'
import { officesHeld } from '#people'
import { createAccess, type Access } from '#platform/access/access'
import { systemActor, type Actor } from '#platform/access/actor'
import type { ProviderSettings } from '#platform/access/provider'
import { migrate } from '#platform/db/migrate'
import { openPools, type Pools } from '#platform/db/pool'
import { keepFilesIn } from '#platform/files/store'
import { prepareJobs } from '#platform/jobs/jobs'
import { pushKeysOf, type PushKeys } from '#platform/messages/push'
import { inWork, type Work, type WorkOptions } from '#platform/work'
import type pg from 'pg'

export interface System {
  pools: Pools; access: Access; options: WorkOptions; dataDir: string; publicAddress: string | undefined; now: () => Date
  pushKeys: PushKeys
  /** One unit of work as the machine's own administrator, or as the actor given; `at`: told at that moment. */
  work<T>(deed: (w: Work) => Promise<T>, as?: { actor?: Actor; at?: Date }): Promise<T>
  close(): Promise<void>
}

export interface SystemSettings {
  dataDir: string; trustedProxies: readonly string[]
  publicAddress?: string | undefined; provider?: ProviderSettings | undefined
  now?: () => Date
}

/** Migrates, then opens everything on the database given. */
export async function openSystem(connection: pg.PoolConfig, { dataDir, trustedProxies, publicAddress, provider, now = () => new Date() }: SystemSettings): Promise<System> {
  const pools = openPools(connection)
  try {
    await migrate(pools.owner)
    await prepareJobs(pools.owner)
    keepFilesIn(join(dataDir, 'files'))
    const secret = secretIn(dataDir)
    const access = await createAccess({ pools, secret, officesHeld, trustedProxies, baseUrl: publicAddress, provider, now })
    const options: WorkOptions = { db: pools.app, transact: pools.transact, transactBeside: pools.transactBeside, settle, now }
    return {
      pools, access, options, dataDir, publicAddress, now, pushKeys: pushKeysOf(secret),
      work: (deed, { actor = systemActor('lotrinh'), at } = {}) => inWork(at ? { ...options, now: () => at, ownClock: true } : options, actor, deed),
      close: () => pools.close(),
    }
  } catch (error) {
    await pools.close()
    throw error
  }
}

/** The actor of a request, today by the house's clock. */
export function actorOf(system: System, headers: Headers): Promise<Actor | null> {
  return system.access.actorOf(headers, dayOf(system.now()))
}

/** Signs session cookies and web push; made once for a data folder and readable by its owner alone. */
function secretIn(dataDir: string): string {
  const file = join(dataDir, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
