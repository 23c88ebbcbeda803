// The data folder and who may use it.
//
// Locks are the kernel's own (SQLite takes a file lock for us, node:sqlite is part of Node): they end with the process
// that holds them, however it ends, so nothing is ever left over from a `kill -9` and no process number has to be
// trusted. The files stay empty. Price: a folder on a network file system must support locks.
import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Why the product does not start here, for the person at the terminal: print the message without a stack.
 * Vietnamese on the first line, English on the second. */
export class StartRefused extends Error {
  constructor(vi: string, en: string, cause?: unknown) {
    super(`${vi}\n${en}`, { cause })
    this.name = 'StartRefused'
  }
}

export interface DataFolder {
  /** Absolute, without symbolic links. */
  dataDir: string
  /** Gives the folder back. The end of the process does so too. */
  release(): void
}

/**
 * The server's lock on its data folder: a second server on the same folder is refused with a StartRefused that names
 * the first one's process. Commands do not take it: they may work beside the server.
 */
export async function withDataFolder(dataDir: string): Promise<DataFolder> {
  const folder = makeDataFolder(dataDir)
  const note = path.join(folder, 'server.pid')
  const unlock = tryLock(path.join(folder, 'server.lock'))
  if (!unlock) {
    const pid = existsSync(note) ? readFileSync(note, 'utf8').trim() : '?'
    throw new StartRefused(
      `Thư mục dữ liệu ${folder} đang được một máy chủ Lộ Trình khác dùng (tiến trình ${pid}). Hãy dừng máy chủ đó hoặc chọn thư mục khác.`,
      `The data folder ${folder} is in use by another Lộ Trình server (process ${pid}). Stop that one or choose another folder.`,
    )
  }
  try {
    writeFileSync(note, `${process.pid}\n`)
  } catch {
    // Only for the sentence above: the lock is the kernel's, and a full disk must not stop a start here.
  }
  return {
    dataDir: folder,
    release() {
      rmSync(note, { force: true })
      unlock()
    },
  }
}

/**
 * Makes the folder if it is missing and answers its real path, so that one folder has one name.
 * As root it may be passed through by others (0711), because PostgreSQL runs as another user and must reach its own
 * folder inside; what lies beside it keeps its own mode.
 */
export function makeDataFolder(dataDir: string): string {
  try {
    if (!existsSync(dataDir)) {
      mkdirSync(dataDir, { recursive: true })
      chmodSync(dataDir, process.geteuid?.() === 0 ? 0o711 : 0o700)
    }
    return realpathSync(dataDir)
  } catch (error) {
    throw cannotUse(dataDir, error)
  }
}

/** Takes the lock or answers undefined when another process, or another caller in this one, has it. */
export function tryLock(file: string): (() => void) | undefined {
  let handle: DatabaseSync | undefined
  try {
    handle = new DatabaseSync(file, { timeout: 0 })
    // A journal on the disk would fail where the disk is full, which is when the reserve below is needed.
    handle.exec('pragma journal_mode = memory; begin exclusive')
    const held = handle
    return () => {
      if (held.isOpen) held.close()
    }
  } catch (error) {
    handle?.close()
    // 5 is SQLITE_BUSY.
    if ((error as { errcode?: number }).errcode === 5) return undefined
    throw cannotUse(path.dirname(file), error)
  }
}

/** Waits for the lock; for things that are held for seconds at most. */
export async function lock(file: string, patienceMs: number): Promise<() => void> {
  const end = performance.now() + patienceMs
  for (;;) {
    const unlock = tryLock(file)
    if (unlock) return unlock
    if (performance.now() > end) {
      throw new StartRefused(
        `Cơ sở dữ liệu trong ${path.dirname(file)} đang được một tiến trình khác khởi động hoặc dừng mà chưa xong. Hãy thử lại sau ít phút.`,
        `Another process has been starting or stopping the database in ${path.dirname(file)} for too long. Try again in a few minutes.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const ballastBytes = 32 * 1024 * 1024

/**
 * `ballast` is 32 MB of nothing. On a full disk PostgreSQL stops in the middle of its log and cannot start again,
 * because recovery itself writes: then this file is given up (see freeBallast), recovery has room, and an
 * administrator can delete what filled the disk. Random bytes, because a compressing file system would store zeros
 * in no room at all. It is made anew once there is plenty of room.
 */
export function keepBallast(folder: string): void {
  const file = path.join(folder, 'ballast')
  const free = statfsSync(folder)
  if (existsSync(file) || free.bavail * free.bsize < 16 * ballastBytes) return
  const block = randomBytes(1024 * 1024)
  const handle = openSync(file, 'w', 0o600)
  try {
    for (let written = 0; written < ballastBytes; written += block.length) writeSync(handle, block)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A disk with less than this left counts as full: a server that cannot write its log cannot say why it failed. */
export function isFull(folder: string): boolean {
  const free = statfsSync(folder)
  return free.bavail * free.bsize < 4 * 1024 * 1024
}

/** Gives the ballast up; false when there was none. */
export function freeBallast(folder: string): boolean {
  const file = path.join(folder, 'ballast')
  if (!existsSync(file)) return false
  rmSync(file)
  return true
}

function cannotUse(folder: string, error: unknown): StartRefused {
  const why = error instanceof Error ? error.message : String(error)
  return new StartRefused(
    `Không ghi được vào thư mục dữ liệu ${folder}: thư mục có thể thuộc người dùng khác hoặc đĩa đã đầy (${why}).`,
    `The data folder ${folder} cannot be written: it may belong to another user, or the disk is full (${why}).`,
    error,
  )
}
