/**
 * The step before the TypeScript sources: install what package-lock.json asks for, then hand over to the
 * pinned Node 24. It is plain JavaScript because Node 20 runs it, and it avoids newer syntax so that an even
 * older Node still gets as far as the sentence that asks for a newer one.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.lotrinh-lock')
const installLock = path.join(root, '.cache', 'install.lock')

/**
 * Installs if needed, then runs `args` under the pinned Node and ends this process as that one ended.
 * `cwd` is the folder to run in; without it the caller's own, so that file names on a command line mean
 * what they say.
 */
export async function launch(args, cwd) {
  try {
    refuseOldNode()
    await install()
    await endAs(await run(pinnedNode(), args, cwd))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    process.stderr.write(error.message + '\n')
    process.exitCode = 1
  }
}

class Refused extends Error {}

/** Vietnamese first, then English: the person in front of the terminal may read only one of them. */
function refuse(vietnamese, english) {
  throw new Refused(vietnamese + '\n' + english)
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  refuse(
    'Lộ Trình cần Node.js 20.19 trở lên; máy này đang dùng ' + process.version + '. Hãy cài bản mới từ https://nodejs.org rồi chạy lại.',
    'Lộ Trình needs Node.js 20.19 or newer; this machine runs ' + process.version + '. Install a newer one from https://nodejs.org and try again.',
  )
}

// ---------------------------------------------------------------- install

async function install() {
  if (isInstalled()) return
  const release = await takeInstallLock()
  let end = { code: 0, signal: null }
  try {
    // Whoever held the lock before us may just have done the work.
    if (isInstalled()) return
    process.stdout.write('Đang cài các gói cần thiết… / Installing what is missing…\n')
    // A server needs PostgreSQL and Node from the optional packages, and tests need the development ones,
    // whatever NODE_ENV or an npm setting of this machine says: one folder serves both commands. Errors only: npm warns of
    // every package that wants a newer Node than the one here, and none of them will run on this one.
    const flags = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error']
    const [file, first] = npm()
    end = await run(file, first.concat(flags), root).catch(() => ({ code: 127, signal: null }))
    if (end.code === 0) writeFileSync(stampFile, lockDigest())
  } finally {
    release()
  }
  if (end.signal) return endAs(end)
  if (end.code === 0) return
  refuse(
    'Không cài được các gói (npm ci báo lỗi ở trên). Hãy kiểm tra mạng và dung lượng đĩa rồi chạy lại.',
    'The packages could not be installed (npm ci says why above). Check the network and the free disk space, then try again.',
  )
}

/**
 * True when node_modules holds what package-lock.json asks for. Content is compared, never times: a checkout
 * or a copy makes any time look new or old. The stamp answers in a millisecond; without it (someone ran npm by
 * hand) npm's own record of what it installed is compared package by package.
 */
function isInstalled() {
  const record = path.join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockDigest()) return true
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  const same = Object.keys(wanted).every((name) => {
    if (name === '') return true
    const a = wanted[name]
    const b = installed[name]
    if (b) return a.version === b.version && a.integrity === b.integrity
    return a.optional === true && !isForHere(a)
  })
  if (!same) return false
  try {
    writeFileSync(stampFile, lockDigest())
  } catch {
    // Somebody else's installation, which we may read but not write: it is compared again next time.
  }
  return true
}

/** Whether an optional package is made for this machine by name. Those for a libc are npm's to choose. */
function isForHere(entry) {
  return [].concat(entry.os).includes(process.platform) && [].concat(entry.cpu).includes(process.arch) && !entry.libc
}

function lockDigest() {
  return createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
}

/** npm as a command and its first arguments: the npm that started us, on its own Node, because `npm ci`
 * deletes node_modules and with it the pinned Node that may be running this very file. */
function npm() {
  const cli = process.env.npm_execpath
  if (cli && /^np[mx]-cli\.[cm]?js$/.test(path.basename(cli))) {
    const npmCli = path.join(path.dirname(cli), path.basename(cli).replace('npx', 'npm'))
    return [process.env.npm_node_execpath || process.execPath, [npmCli]]
  }
  return ['npm', []]
}

const beat = 2_000

/**
 * One installation at a time: `npm ci` of a second process would empty the folder under the first. The holder
 * touches the file every two seconds, and a file not touched for fifteen is left over from one that was killed.
 */
async function takeInstallLock() {
  mkdirSync(path.dirname(installLock), { recursive: true })
  for (let told = false; ; ) {
    try {
      closeSync(openSync(installLock, 'wx'))
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (ageOf(installLock) > 15_000) {
      rmSync(installLock, { force: true })
      continue
    }
    if (!told) process.stdout.write('Một tiến trình khác đang cài; xin chờ… / Another process is installing; waiting…\n')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const remove = () => rmSync(installLock, { force: true })
  const timer = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(installLock, now, now)
    } catch {
      // Removed by hand: nothing to keep alive.
    }
  }, beat)
  process.once('exit', remove)
  return () => {
    clearInterval(timer)
    process.removeListener('exit', remove)
    remove()
  }
}

function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}

// ---------------------------------------------------------------- hand over

/** The Node that package-lock.json pins, or the one running now where there is no package of it (macOS). */
function pinnedNode() {
  const name = 'node-' + (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch
  const pinned = path.join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return refuse(
    'Chưa có Node.js 24 đóng gói sẵn cho ' + process.platform + '-' + process.arch + '. Hãy cài Node.js 24 rồi chạy lại.',
    'There is no packaged Node.js 24 for ' + process.platform + '-' + process.arch + '. Install Node.js 24 and try again.',
  )
}

/** Runs a command on our own terminal, passes signals on, and answers how it ended: `{ code, signal }`. */
function run(file, args, cwd) {
  const env = Object.assign({}, process.env)
  env.PATH = path.join(modules, '.bin') + path.delimiter + (env.PATH || '')
  // What was read and compiled once is not compiled at the next start, which takes half the time then.
  if (env.NODE_COMPILE_CACHE === undefined) env.NODE_COMPILE_CACHE = path.join(root, '.cache', 'compile')
  const child = spawn(file, args, { cwd: cwd || process.cwd(), env, stdio: 'inherit' })
  const forward = (signal) => {
    // Ctrl-C goes to every process of the terminal's foreground group: the child has it already. (npm also
    // passes it on, so it comes here twice.) A second one would read as "stop at once" to the child.
    if (signal === 'SIGINT' && inForeground()) return
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  const watch = watchParent(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    const done = (settle, value) => {
      clearInterval(watch)
      for (const signal of signals) process.removeListener(signal, forward)
      settle(value)
    }
    child.once('error', (error) => done(reject, error))
    child.once('exit', (code, signal) => done(resolve, { code, signal }))
  })
}

/**
 * A signal that ends npm, or the shell between npm and us, does not reach us: without this look the server would
 * stay behind and hold the data folder. Only under npm: a parent that ends after `nohup` is no reason to stop.
 */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined
  const before = line()
  const timer = setInterval(() => {
    if (line() === before) return
    clearInterval(timer)
    onGone()
  }, 500)
  return timer
}

/** Our parent, and the shell's own parent if it is a shell (which may outlive npm). */
function line() {
  const [name, fields] = stat(process.ppid)
  return /sh$/.test(name) ? process.ppid + ' ' + fields[1] : String(process.ppid)
}

/** Whether this process belongs to the foreground group of a terminal. */
function inForeground() {
  const [name, fields] = stat('self')
  if (name !== '') return fields[2] === fields[5]
  return Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)
}

/** A process's name and the fields after it: state, parent, group, session, terminal, foreground group, ...
 * (proc_pid_stat(5)); `['', []]` where there is no /proc. */
function stat(pid) {
  try {
    const text = readFileSync('/proc/' + pid + '/stat', 'utf8')
    const end = text.lastIndexOf(')')
    return [text.slice(text.indexOf('(') + 1, end), text.slice(end + 2).split(' ')]
  } catch {
    return ['', []]
  }
}

/** Ends this process the way the child ended, so that npm and the shell see what really happened. */
async function endAs({ code, signal }) {
  if (signal === null) process.exit(code)
  process.kill(process.pid, signal)
  // Only reached when that signal is ignored here: say at least that it was no success.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  process.exit(1)
}
