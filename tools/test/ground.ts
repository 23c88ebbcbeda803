// The ground under a run of the tests: one temporary folder for everything that anyone in it makes, one PostgreSQL, and
// the certainty that nothing of either is left behind.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase, type OpenedDatabase } from '#platform/db/embedded'

export interface Ground {
  /** For TEST_DATABASE_URL; undefined until the database runs. */
  url(): Promise<string>
  /** A database of its own on the same server, for a tool that migrates what it is given. */
  database(name: string): Promise<{ url: string; major: number; drop(): Promise<void> }>
  /** Ends what still runs, drops what was made; returns a line for each process that a test had left behind. */
  close(): Promise<string[]>
}

/** Sets TMPDIR and a mark in the environment of everything that is started from here on. */
export function layGround(): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-'))
  const mark = randomUUID()
  // A server given by DATABASE_URL is used as a server only: the tests make databases beside the one it names.
  const given = process.env.DATABASE_URL
  delete process.env.DATABASE_URL
  delete process.env.DATA_DIR
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  let opening: Promise<{ database: OpenedDatabase; url: string; before: Set<string> }> | undefined

  const open = () => opening ??= (async () => {
    // Nothing here outlives the run, so nothing need reach the disk. The houses are small and many: whoever drops one looks
    // through all of the shared buffers for its pages, so that an eighth of the machine costs more than it holds.
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100', shared_buffers: '256MB', wal_level: 'minimal', max_wal_senders: '0', checkpoint_timeout: '1h' }
    const database = await openDatabase({ dataDir: join(folder, 'd'), databaseUrl: given, settings })
    // Without a host before the slash a URL is none to the standard's parser; the socket in `host=` wins over it.
    const url = database.url.replace('@/', '@localhost/')
    return { database, url, before: new Set(await databases(url)) }
  })()

  // Not before the database runs: its processes are ended by stopping it.
  const url = async () => {
    const opened = await open()
    process.env.LOTRINH_TEST_RUN = mark
    return opened.url
  }

  return {
    url,
    async database(name) {
      const server = await url()
      await query(server, `create database ${name}`)
      const at = new URL(server)
      at.pathname = `/${name}`
      const major = Math.floor(Number((await query(server, 'show server_version_num')).rows[0].server_version_num) / 10_000)
      return { url: at.toString(), major, drop: async () => void (await query(server, `drop database if exists ${name} with (force)`)) }
    },
    async close() {
      const left = await endLeftovers(mark)
      const opened = await opening?.catch(() => undefined)
      if (opened) {
        // Not by force: on a server shared with another run, what is in use is not ours.
        if (given) for (const name of await databases(opened.url)) if (!opened.before.has(name)) await query(opened.url, `drop database if exists "${name}"`).catch(() => {})
        await opened.database.stop()
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      return left
    },
  }
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Databases that only our tests make. */
async function databases(url: string): Promise<string[]> {
  return (await query(url, String.raw`select datname from pg_database where datname ~ '^lotrinh_(template|test|fresh)_'`)).rows.map((r) => r.datname)
}

/** Ends every process that carries our mark in its environment (where /proc tells), politely first. */
async function endLeftovers(mark: string): Promise<string[]> {
  const first = marked(mark)
  for (const { pid } of first) kill(pid, 'SIGTERM')
  for (let i = 0; i < 50 && marked(mark).length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100))
  for (const { pid } of marked(mark)) kill(pid, 'SIGKILL')
  return first.map(({ pid, command }) => `${pid} ${command}`)
}

function marked(mark: string): { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = []
  let pids: string[]
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
  for (const pid of pids) {
    if (Number(pid) === process.pid) continue
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`LOTRINH_TEST_RUN=${mark}`)) continue
      // A process that has ended but not been waited for has an empty command line.
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      if (command) found.push({ pid: Number(pid), command: command.slice(0, 160) })
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
  return found
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}
