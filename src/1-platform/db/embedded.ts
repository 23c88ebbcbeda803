// The database of this installation: PostgreSQL as a child process on the data folder, or a server by DATABASE_URL.
//
// Several processes may use one data folder: the server, and commands at a terminal beside it. The rule is that **the
// last one out stops the database**. Everyone who uses it keeps one connection open that says so (its presence, an
// application name), and joining, leaving and stopping happen one after the other under `database.lock`. A command
// starts the database so that it may outlive the command, for whoever came meanwhile. The server ties it to its own
// life (`setpriv --pdeathsig`): then even `kill -9` of the server leaves nothing running, and on an orderly stop it
// waits a little for commands that are still at work. What a killed command leaves running is adopted by the next
// user and stopped with it.
import { createHash, randomUUID } from 'node:crypto'
import { rmdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { endsWithParent } from './account.ts'
import { StartRefused, freeBallast, isFull, keepBallast, lock, makeDataFolder } from './dataFolder.ts'
import { findBinaries, findRunning, makeCluster, socketFolder, start, stop, trimLog } from './postmaster.ts'

export interface OpenedDatabase {
  /** For pg.Pool and pg.Client; the user owns the database. */
  connection: pg.PoolConfig
  /** The same as a URL, e.g. for the DATABASE_URL of a process beside us. */
  url: string
  /** True when it ran already, or is not ours to run. */
  adopted: boolean
  /** Close your own connections first. Stops the database if nobody else uses it. May be called twice. */
  stop(): Promise<void>
}

export interface Embedded extends OpenedDatabase {
  connection: { host: string; port: number; user: string; database: string; ssl: false }
  socketDir: string
}

export interface EmbeddedOptions {
  dataDir: string
  /** One line at a time, for the operator. */
  log?: (line: string) => void
  /** PostgreSQL settings over the built-in ones, e.g. for a bench. They count only for who really starts it. */
  settings?: Record<string, string>
  /** The database ended although nobody asked it to: the disk is full, or somebody killed it. */
  onLost?: () => void
}

/** For the server and for tests: a database that ends with this process. */
export function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  return join(options, endsWithParent().length > 0)
}

/** For commands: the running database of that folder, or one started for as long as anyone uses it. */
export function connectOrStart(options: EmbeddedOptions & { databaseUrl?: string | undefined }): Promise<OpenedDatabase> {
  return options.databaseUrl ? connectTo(options.databaseUrl) : join(options, false)
}

/** For the server: DATABASE_URL if it is set, else the embedded database of the data folder. */
export function openDatabase(options: EmbeddedOptions & { databaseUrl?: string | undefined }): Promise<OpenedDatabase> {
  return options.databaseUrl ? connectTo(options.databaseUrl) : startEmbedded(options)
}

/** `tied`: started by us, it ends when we do. */
async function join(options: EmbeddedOptions, tied: boolean): Promise<Embedded> {
  const log = options.log ?? (() => {})
  const dataDir = makeDataFolder(options.dataDir)
  const pgdata = path.join(dataDir, 'postgres')
  const logFile = path.join(dataDir, 'postgres.log')
  const lockFile = path.join(dataDir, 'database.lock')

  const unlock = await lock(lockFile, 60_000)
  try {
    let running = await settled(pgdata)
    const adopted = running !== undefined
    if (!running) {
      await startUp(dataDir, pgdata, logFile, tied, options)
      running = findRunning(pgdata)
    }
    const socketDir = running!.socketDir
    const connection = { host: socketDir, port: 5432, user: 'postgres', database: 'lotrinh', ssl: false as const }
    await makeDatabase(connection)
    const presence = await attend(connection, () => findRunning(pgdata) !== undefined, options.onLost)
    const trimming = setInterval(trimLog, 3_600_000, logFile).unref()
    const leave = async () => {
      clearInterval(trimming)
      await leaveOrStop({ pgdata, lockFile, connection, presence, mustStop: tied && !adopted, log })
    }
    let left: Promise<void> | undefined
    return { connection, socketDir, url: urlOf(socketDir), adopted, stop: () => (left ??= leave()) }
  } finally {
    unlock()
  }
}

/** The running database once it is neither starting nor stopping; undefined when none runs. */
async function settled(pgdata: string) {
  for (;;) {
    const running = findRunning(pgdata)
    if (!running || running.ready) return running
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function startUp(dataDir: string, pgdata: string, logFile: string, tied: boolean, options: EmbeddedOptions): Promise<void> {
  const binaries = findBinaries(dataDir)
  const account = await makeCluster(binaries, pgdata)
  keepBallast(dataDir)
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const socketDir = socketFolder(dataDir, account, hash)
  const patience = performance.now() + 30_000
  for (;;) {
    const result = await start({ binaries, account, pgdata, socketDir, logFile, tied, ...(options.settings && { settings: options.settings }) })
    if ('child' in result) return
    if ((/No space left on device/.test(result.said) || isFull(dataDir)) && freeBallast(dataDir)) {
      options.log?.('Đĩa đã đầy; Lộ Trình dùng phần dự trữ để mở lại. Hãy giải phóng đĩa ngay. / The disk is full; the reserve was given up to open again. Free some space now.')
      continue
    }
    // The processes of a server that was killed a moment ago still hold its memory: they notice within seconds.
    if (/shared memory block|lock file .* already exists/.test(result.said) && performance.now() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      continue
    }
    const last = result.said.trim().split('\n').slice(-8).join('\n')
    throw new StartRefused('PostgreSQL không khởi động được.', `PostgreSQL did not start; ${logFile} says:\n${last}`)
  }
}

async function makeDatabase(connection: Embedded['connection']): Promise<void> {
  await withClient({ ...connection, database: 'postgres' }, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(connection.database)}`)
  })
}

// ---------------------------------------------------------------- who uses it

const present = 'lotrinh presence'

interface Presence { name: string; end(): Promise<void> }

/** In pg since 8.7, not in its types: whether an open connection keeps the process alive. */
type Client = pg.Client & { ref(): void; unref(): void }

/** One idle connection for as long as we use the database. PostgreSQL cuts every session when one of its processes
 * crashes, and then recovers: so it comes back for as long as the server runs. */
async function attend(connection: pg.ClientConfig, runs: () => boolean, onLost: (() => void) | undefined): Promise<Presence> {
  const name = `${present} ${randomUUID().slice(0, 8)}`
  let client: Client | undefined
  let ended = false
  const connect = async () => {
    const fresh = new pg.Client({ ...connection, application_name: name }) as Client
    fresh.on('error', () => {})
    await fresh.connect()
    fresh.on('end', () => ended || comeBack())
    // It must not keep a process alive that has nothing left to do.
    fresh.unref()
    client = fresh
  }
  const comeBack = () => {
    setTimeout(async () => {
      if (ended) return
      if (!runs()) return onLost?.()
      await connect().catch(comeBack)
    }, 200).unref()
  }
  await connect()
  return {
    name,
    async end() {
      ended = true
      client?.ref()
      // Its session may be seen for a moment after it ends; under another name it counts no more.
      await client?.query(`set application_name = 'lotrinh leaving'`).catch(() => {})
      await client?.end().catch(() => {})
    },
  }
}

interface Leaving { pgdata: string; lockFile: string; connection: Embedded['connection']; presence: Presence; mustStop: boolean; log(line: string): void }

async function leaveOrStop({ pgdata, lockFile, connection, presence, mustStop, log }: Leaving): Promise<void> {
  const patience = performance.now() + 10_000
  for (let told = false; ; told = true) {
    const unlock = await lock(lockFile, 60_000)
    try {
      const others = await countOthers(connection, presence.name)
      if (others === 0 || !mustStop || performance.now() > patience) {
        await presence.end()
        if (others > 0 && !mustStop) return
        await stop(pgdata)
        try {
          rmdirSync(connection.host)
        } catch {
          // Not empty, then it is not ours alone; or gone already.
        }
        return
      }
    } finally {
      unlock()
    }
    if (!told) log('Đang chờ một lệnh khác dùng xong cơ sở dữ liệu… / Waiting for another command to finish with the database…')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function countOthers(connection: pg.ClientConfig, own: string): Promise<number> {
  try {
    return await withClient(connection, async (client) => {
      const { rows } = await client.query('select count(*)::int as n from pg_stat_activity where application_name like $1 and application_name <> $2', [`${present} %`, own])
      return (rows[0] as { n: number }).n
    })
  } catch {
    // It has ended already, or is past answering: then nobody works with it.
    return 0
  }
}

// ---------------------------------------------------------------- a server by DATABASE_URL

const oldest = 15

/** A PostgreSQL of one's own: nothing is started or stopped. An older one than 15, or none, is refused. */
async function connectTo(url: string): Promise<OpenedDatabase> {
  let version: number
  try {
    version = await withClient({ connectionString: url }, async (client) => {
      const { rows } = await client.query(`select current_setting('server_version_num')::int as version`)
      return (rows[0] as { version: number }).version
    })
  } catch (error) {
    // The URL itself is not repeated: it may carry a password.
    const why = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error)
    throw new StartRefused(`Không kết nối được cơ sở dữ liệu trong DATABASE_URL: ${why}`, `The database in DATABASE_URL cannot be reached: ${why}`, error)
  }
  refuseOldServer(version)
  return { connection: { connectionString: url }, url, adopted: true, stop: () => Promise.resolve() }
}

/** `version` as in server_version_num: 150004 is 15.4. */
export function refuseOldServer(version: number): void {
  const major = Math.floor(version / 10_000)
  if (major >= oldest) return
  throw new StartRefused(
    `DATABASE_URL trỏ tới PostgreSQL ${major}; Lộ Trình cần PostgreSQL ${oldest} trở lên.`,
    `DATABASE_URL points to PostgreSQL ${major}; Lộ Trình needs PostgreSQL ${oldest} or newer.`,
  )
}

function urlOf(socketDir: string): string {
  return `postgres://postgres@/lotrinh?host=${encodeURIComponent(socketDir)}&port=5432&sslmode=disable`
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  // Without a listener a connection that breaks takes the whole process down.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
