// The passphrase of a backup: from a file, the environment, or whoever sits there; never from the arguments, which every
// user of the machine can read in the list of processes.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Refused, refuse } from '#base/refusal'
import { shortestPassphrase } from '#platform/backup/sealed'

export const passphraseOption = { 'passphrase-file': { type: 'string' } } as const

/** `fresh`: a new one is asked for twice and must be long enough to be worth its name. `set`: by the environment. */
export async function passphraseOf(path: unknown, { fresh, set }: { fresh: boolean; set: string | undefined }): Promise<string> {
  const given = typeof path === 'string' ? await readFile(path, 'utf8').catch((error: Error) => {
    throw new Refused(refuse('no-file', 'passphrase', `Không đọc được ${path}: ${error.message}`, `${path} cannot be read: ${error.message}`))
  }) : set
  const passphrase = (given ?? await askTwice(fresh)).replace(/\r?\n$/, '')
  if (fresh && passphrase.length < shortestPassphrase) throw new Refused(refuse('passphrase-short', 'passphrase', `Mật khẩu sao lưu phải dài ít nhất ${shortestPassphrase} ký tự.`, `The passphrase of a backup has at least ${shortestPassphrase} characters.`))
  return passphrase
}

async function askTwice(fresh: boolean): Promise<string> {
  if (!process.stdin.isTTY) throw new Refused(refuse('passphrase-missing', 'passphrase', 'Thiếu mật khẩu: dùng --passphrase-file TỆP hoặc biến môi trường BACKUP_PASSPHRASE.', 'There is no passphrase: give --passphrase-file FILE or the environment variable BACKUP_PASSPHRASE.'))
  const first = await ask('Mật khẩu sao lưu / passphrase of the backup: ')
  if (fresh && await ask('Nhập lại / again: ') !== first) throw new Refused(refuse('passphrase-differs', 'passphrase', 'Hai lần nhập khác nhau.', 'The two differ.'))
  return first
}

async function ask(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  // Ctrl-C is a key here: it must mean what it means elsewhere.
  lines.on('SIGINT', () => { lines.close(); process.kill(process.pid, 'SIGINT') })
  // Not before the terminal shows nothing more of what is typed.
  process.stderr.write(question)
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
