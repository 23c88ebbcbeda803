// A command at a terminal: as a process of its own, or, where only what it does and says is asked, within this one, which
// spares the start.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { told } from '#app/cli/main'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended { code: number | null; out: string; err: string }

export function lotrinh(args: string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'tools/lotrinh.mjs'), ...args], { cwd: tmpdir(), env: { ...process.env, DATABASE_URL: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout.on('data', (data: Buffer) => { ended.out += data.toString('utf8') })
    child.stderr.on('data', (data: Buffer) => { ended.err += data.toString('utf8') })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ended, code }))
  })
}

/** The command at a terminal (a pseudo-terminal of util-linux): each line is typed once the next question is seen. Answers what was shown. */
export function atTerminal(args: string[], env: Record<string, string>, typed: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = [process.execPath, join(root, 'tools/lotrinh.mjs'), ...args].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: tmpdir(), env: { ...process.env, DATABASE_URL: '', ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
    const waiting = [...typed]
    let seen = '', asked = 0
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString('utf8')
      for (const questions = seen.split(/: $|: \r?\n/).length - 1; asked < questions && waiting.length > 0; asked++) child.stdin.write(`${waiting.shift()}\r`)
    })
    child.on('error', reject)
    child.on('close', () => resolve(seen))
  })
}

/** What `lotrinh` does with these words, without a process: nobody sits there to be asked. */
export async function within(args: string[], env: Record<string, string>): Promise<Ended> {
  const out: string[] = [], err: string[] = []
  const code = await told(args, { env, out: (line) => out.push(line), err: (line) => err.push(line) })
  const text = (lines: string[]) => lines.map((line) => `${line}\n`).join('')
  return { code, out: text(out), err: text(err) }
}
