// A command at a terminal, as a process of its own.
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
