// `npx lotrinh COMMAND`: beside a running server or without one; the embedded database is started where none runs.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { connectOrStart } from '#platform/db/embedded'
import { StartRefused, makeDataFolder } from '#platform/db/dataFolder'
import { readSettings } from '../server/settings.ts'
import { openSystem } from '../server/system.ts'
import { accountCommand } from './account.ts'
import { backupCommand } from './backup.ts'
import type { Arguments, Command, Terminal } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { restoreCommand } from './restore.ts'
import { seedCommand } from './seed.ts'
import { migrateCommand, serveCommand } from './serve.ts'
import { auditCommand, verifyCommand } from './verify.ts'

const commands: Command[] = [serveCommand, migrateCommand, seedCommand, importCommand, verifyCommand, auditCommand, backupCommand, restoreCommand, doctorCommand, accountCommand]
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Where a command is given: what it is set by, and who hears it. */
export interface Prompt { env: NodeJS.ProcessEnv; out(line: string): void; err(line: string): void }

function help(out: Prompt['out'], command?: Command): void {
  if (command) {
    out(`lotrinh ${command.name} ${command.usage}\n  ${command.summary.vi}\n  ${command.summary.en}\n`)
    for (const [name, option] of Object.entries({ ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } })) out(`  --${name}${option.type === 'string' ? ' …' : ''}`)
  } else {
    out('lotrinh COMMAND [--json] [--help]\n')
    for (const c of commands) out(`  ${`${c.name} ${c.usage}`.padEnd(48)} ${c.summary.vi}\n  ${''.padEnd(48)} ${c.summary.en}`)
    out('\nDATA_DIR, DATABASE_URL: như npm start / as for npm start.')
  }
}

function progressOn(json: boolean, err: Prompt['err']): Terminal['progress'] {
  let last = 0
  return (done, total, what) => {
    if (json || (performance.now() - last < 200 && done !== total)) return
    last = performance.now()
    const line = total === null ? `${what} ${done > 0 ? done : '…'}` : `${what}  ${done}/${total}`
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}${done === total ? '\n' : ''}`)
    else err(line)
  }
}

/** What stands after `lotrinh` on the line; answers the exit code. */
export async function command(line: readonly string[], { env, out, err }: Prompt): Promise<number> {
  const [name, ...rest] = line
  const asked = commands.find((c) => c.name === name)
  if (!asked) {
    if (name === undefined || name === '--help' || name === 'help') { help(out); return 0 }
    err(`Không có lệnh “${name}”. / There is no command “${name}”.`)
    help(out)
    return 2
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: rest, allowPositionals: true, options: { ...asked.options, json: { type: 'boolean' }, help: { type: 'boolean' } } })
  } catch (error) {
    err((error as Error).message)
    help(out, asked)
    return 2
  }
  if (parsed.values.help) { help(out, asked); return 0 }
  const settings = readSettings(env)
  const json = parsed.values.json === true
  const terminal: Terminal = { settings, json, out, err, progress: progressOn(json, err) }
  const args = { positionals: parsed.positionals, values: parsed.values as Arguments['values'] }
  if ('alone' in asked) return asked.alone(args, terminal)
  const dataDir = makeDataFolder(settings.dataDir)
  const database = await connectOrStart({ dataDir, databaseUrl: settings.databaseUrl })
  let stopped: Promise<void> | undefined
  const stop = () => stopped ??= database.stop()
  const leave = () => void stop().finally(() => process.exit(130))
  for (const signal of signals) process.on(signal, leave)
  try {
    const system = await openSystem(database.connection, { ...settings, dataDir })
    try {
      return await asked.run(args, { ...terminal, system })
    } finally {
      await system.close()
    }
  } finally {
    await stop()
    for (const signal of signals) process.off(signal, leave)
  }
}

/** The same, with whatever went wrong told in words. */
export async function told(line: readonly string[], prompt: Prompt): Promise<number> {
  return command(line, prompt).catch((error: unknown) => {
    prompt.err(error instanceof StartRefused ? error.message : (error as Error).stack ?? String(error))
    return 1
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await told(process.argv.slice(2), { env: process.env, out: (line) => void process.stdout.write(`${line}\n`), err: (line) => void process.stderr.write(`${line}\n`) })
}
