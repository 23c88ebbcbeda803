// What the environment may set. Everything has a default that works on a laptop.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProxies } from '#platform/access/address'
import { StartRefused } from '#platform/db/dataFolder'

export interface Settings {
  port: number; host: string
  dataDir: string
  /** A PostgreSQL server of one's own, 15 or later; unset: the embedded one in dataDir. */
  databaseUrl: string | undefined
  /** Proxies whose x-forwarded-for is believed. */
  trustedProxies: string[]
  /** Seed the demonstration confederation on the first start. */
  demonstration: boolean
  version: string
}

export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = Number(env.PORT ?? 8237)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new StartRefused(`PORT phải là số từ 0 đến 65535, không phải “${env.PORT}”.`, `PORT must be a number from 0 to 65535, not “${env.PORT}”.`)
  const trustedProxies = (env.TRUSTED_PROXIES ?? '').split(',').map((s) => s.trim()).filter(Boolean)
  try {
    readProxies(trustedProxies)
  } catch (error) {
    throw new StartRefused('TRUSTED_PROXIES phải là các địa chỉ hoặc dải địa chỉ, cách nhau bằng dấu phẩy.', 'TRUSTED_PROXIES must be addresses or networks, separated by commas.', error)
  }
  return {
    port, host: env.HOST ?? '127.0.0.1',
    dataDir: resolve(env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    trustedProxies,
    demonstration: (env.DEMONSTRATION ?? 'yes') !== 'no',
    version: (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
  }
}
