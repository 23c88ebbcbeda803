// What the environment may set. Everything has a default that works on a laptop.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readProxies } from '#platform/access/address'
import type { ProviderSettings } from '#platform/access/provider'
import { StartRefused } from '#platform/db/dataFolder'
import { logLevels, type LogLevel } from './log.ts'

export interface Settings {
  port: number; host: string
  dataDir: string
  /** A PostgreSQL server of one's own, 15 or later; unset: the embedded one in dataDir. */
  databaseUrl: string | undefined
  /** Proxies whose x-forwarded-for is believed. */
  trustedProxies: string[]
  /** The address under which people reach the house, without a slash at the end; unset: known only from each request. */
  publicAddress: string | undefined
  /** An identity provider (OpenID Connect) beside the passwords. */
  provider: ProviderSettings | undefined
  /** Seed the demonstration confederation on the first start. */
  demonstration: boolean
  version: string
  /** Whoever sends it as a bearer token reads /metrics; unset: there is no such page. */
  metricsKey: string | undefined
  /** The mail server, smtp://user:password@host:587 or smtps://…; unset: letters are written to a folder of dataDir. */
  smtpUrl: string | undefined
  /** In whose name letters go out: 'Lộ Trình <lotrinh@congdoan.vn>'. */
  mailFrom: string | undefined
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
    metricsKey, logLevel, publicAddress: readAddress(env.PUBLIC_ADDRESS), backupPassphrase: env.BACKUP_PASSPHRASE, ...readMail(env), provider: readProvider(env),
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

function readMail(env: NodeJS.ProcessEnv): Pick<Settings, 'smtpUrl' | 'mailFrom'> {
  const smtpUrl = env.SMTP_URL || undefined, mailFrom = env.MAIL_FROM || undefined
  // Without its value: it holds a password.
  if (smtpUrl !== undefined && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol))) throw new StartRefused('SMTP_URL phải có dạng smtp://user:password@host:587 hoặc smtps://…', 'SMTP_URL must look like smtp://user:password@host:587 or smtps://…')
  if (smtpUrl !== undefined && mailFrom === undefined) throw new StartRefused('Có SMTP_URL thì cần cả MAIL_FROM, ví dụ “Lộ Trình <lotrinh@congdoan.vn>”.', 'SMTP_URL needs MAIL_FROM beside it, for example “Lộ Trình <lotrinh@congdoan.vn>”.')
  if (mailFrom !== undefined && !/^([^<>\r\n@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(mailFrom)) throw new StartRefused(`MAIL_FROM phải là một địa chỉ thư, không phải “${mailFrom}”.`, `MAIL_FROM must be an e-mail address, not “${mailFrom}”.`)
  return { smtpUrl, mailFrom }
}

function readProvider({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name, OIDC_SECOND_STEP: secondStep }: NodeJS.ProcessEnv): ProviderSettings | undefined {
  if (!issuer) return undefined
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  // Over plain http anyone on the way could say who someone is.
  if (!url || !(url.protocol === 'https:' || url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))) throw new StartRefused('OIDC_ISSUER phải là địa chỉ https của nhà cung cấp định danh.', 'OIDC_ISSUER must be the https address of the identity provider.')
  if (!clientId || !clientSecret) throw new StartRefused('OIDC_ISSUER cần thêm OIDC_CLIENT_ID và OIDC_CLIENT_SECRET.', 'OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.')
  return { issuer, clientId, clientSecret, name: name?.trim() || url.hostname, secondStep: secondStep === 'yes' }
}
