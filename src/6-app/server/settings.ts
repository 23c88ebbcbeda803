// What the environment may set. Everything has a default that works on a laptop.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProxies } from '#platform/access/address'
import { StartRefused } from '#platform/db/dataFolder'
import { logLevels, type LogLevel } from './log.ts'

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
  /** Whoever sends it as a bearer token reads /metrics; unset: there is no such page. */
  metricsKey: string | undefined
  /** The address by which people reach the house, without a slash at the end: links in e-mail and codes on paper lead to it. Unset: the one it listens on. */
  publicAddress: string | undefined
  /** From which weight on events are written to stderr, a line of JSON each; on a terminal only what went wrong. */
  logLevel: LogLevel
  /** Of the commands backup and restore. */
  backupPassphrase: string | undefined
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
  const logLevel = (env.LOG_LEVEL || (process.stderr.isTTY ? 'warn' : 'info')) as LogLevel
  if (!logLevels.includes(logLevel)) throw new StartRefused(`LOG_LEVEL phải là một trong: ${logLevels.join(', ')}.`, `LOG_LEVEL must be one of: ${logLevels.join(', ')}.`)
  const metricsKey = env.METRICS_KEY || undefined
  if (metricsKey !== undefined && metricsKey.length < 16) throw new StartRefused('METRICS_KEY phải dài ít nhất 16 ký tự.', 'METRICS_KEY must have at least 16 characters.')
  return {
    metricsKey, logLevel, publicAddress: readAddress(env.PUBLIC_ADDRESS), backupPassphrase: env.BACKUP_PASSPHRASE,
    port, host: env.HOST ?? '127.0.0.1',
    dataDir: resolve(env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    trustedProxies,
    demonstration: (env.DEMONSTRATION ?? 'yes') !== 'no',
    version: (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
  }
}

function readAddress(said: string | undefined): string | undefined {
  if (!said) return undefined
  const at = URL.canParse(said) ? new URL(said) : null
  if (!at || !/^https?:$/.test(at.protocol) || at.pathname !== '/' || at.search || at.hash || at.username) {
    throw new StartRefused(`PUBLIC_ADDRESS phải có dạng https://lotrinh.congdoan.vn, không phải “${said}”.`, `PUBLIC_ADDRESS must look like https://lotrinh.congdoan.vn, not “${said}”.`)
  }
  return at.origin
}
