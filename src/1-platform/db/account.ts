// Under which user PostgreSQL runs. It refuses to run as root, and many machines (containers, small servers) offer
// nothing but root. As an ordinary user it runs as that user. As root the first of these that really works is taken:
// the owner that the folder already has, `nobody`, and root itself seen as nobody through a user namespace, which
// enters folders that only root may enter. Access is tried, not reasoned about: modes, ACLs, mounts and security
// modules all have a say.
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lchownSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartRefused } from './dataFolder.ts'

export interface Account {
  /** Switch to this user; undefined: stay who we are. */
  uid?: number
  gid?: number
  /** The command before the command, e.g. `unshare …`. */
  prefix: string[]
}

const namespace: Account = { prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'] }

/** The account for these binaries and this folder, whose contents it then owns. `folder` exists. */
export function chooseAccount(postgres: string, folder: string, env: NodeJS.ProcessEnv): Account {
  if (process.geteuid?.() !== 0) return { prefix: [] }
  const before = statSync(folder)
  const parent = statSync(path.dirname(folder))
  const owned = existsSync(path.join(folder, 'PG_VERSION'))
  const candidates: Account[] = [
    ...(owned && before.uid === 0 ? [namespace] : []),
    ...[before, parent].filter((at) => at.uid !== 0).map((at) => ({ uid: at.uid, gid: at.gid, prefix: [] })),
    ...nobody(),
    namespace,
  ]
  for (const account of candidates) {
    chownSync(folder, account.uid ?? 0, account.gid ?? 0)
    if (!works(account, postgres, folder, env)) continue
    if (before.uid !== (account.uid ?? 0)) giveTree(folder, account)
    return account
  }
  chownSync(folder, before.uid, before.gid)
  throw new StartRefused(
    `PostgreSQL không chạy được dưới quyền root, và không người dùng nào khác trên máy này vào được ${folder}. Hãy chạy Lộ Trình bằng một người dùng thường, hoặc đặt mã nguồn và thư mục dữ liệu ở nơi người dùng khác vào được.`,
    `PostgreSQL does not run as root, and no other user of this machine can enter ${folder}. Run Lộ Trình as an ordinary user, or put it and its data folder where others may enter.`,
  )
}

/** Gives one file or folder to the account. */
export function give(file: string, account: Account): void {
  if (process.geteuid?.() === 0) lchownSync(file, account.uid ?? 0, account.gid ?? 0)
}

/** `setpriv --pdeathsig INT` makes the kernel ask the database to stop when the process that started it ends,
 * however it ends. Empty where this machine does not have it. */
export function endsWithParent(): string[] {
  const words = ['setpriv', '--pdeathsig', 'INT', '--']
  return process.platform === 'linux' && spawnSync('setpriv', [...words.slice(1), 'true']).status === 0 ? words : []
}

/** Runs the real binary and touches the real folder as that account. */
function works(account: Account, postgres: string, folder: string, env: NodeJS.ProcessEnv): boolean {
  const script = '"$1" --version && cd "$2" && test -r . && test -w .'
  const [file, ...args] = [...account.prefix, '/bin/sh', '-c', script, 'sh', postgres, folder]
  const { uid, gid } = account
  return spawnSync(file!, args, { uid, gid, env, cwd: '/', stdio: 'ignore' }).status === 0
}

function nobody(): Account[] {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === 'nobody') return [{ uid: Number(uid), gid: Number(gid), prefix: [] }]
  }
  return []
}

/** A folder that moved to another account: every file, because PostgreSQL checks its own folder's owner and must
 * write the rest. Only at such a change, so its cost does not matter. */
function giveTree(folder: string, account: Account): void {
  give(folder, account)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) give(path.join(entry.parentPath, entry.name), account)
}
