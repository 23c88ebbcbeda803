// `npx lotrinh COMMAND`: beside a running server or without one; the embedded database is started where none runs.
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
const out = (line: string) => void process.stdout.write(`${line}\n`)
const err = (line: string) => void process.stderr.write(`${line}\n`)

function help(command?: Command): void {
  if (command) {
    out(`lotrinh ${command.name} ${command.usage}\n  ${command.summary.vi}\n  ${command.summary.en}\n`)
    for (const [name, option] of Object.entries({ ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } })) out(`  --${name}${option.type === 'string' ? ' …' : ''}`)
  } else {
    out('lotrinh COMMAND [--json] [--help]\n')
    for (const c of commands) out(`  ${`${c.name} ${c.usage}`.padEnd(48)} ${c.summary.vi}\n  ${''.padEnd(48)} ${c.summary.en}`)
    out('\nDATA_DIR, DATABASE_URL: như npm start / as for npm start.')
  }
}

function progressOn(json: boolean): Terminal['progress'] {
  let last = 0
  return (done, total, what) => {
    if (json || (performance.now() - last < 200 && done !== total)) return
    last = performance.now()
    const line = total === null ? `${what} ${done > 0 ? done : '…'}` : `${what}  ${done}/${total}`
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}${done === total ? '\n' : ''}` : `${line}\n`)
  }
}

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2)
  const command = commands.find((c) => c.name === name)
  if (!command) {
    if (name === undefined || name === '--help' || name === 'help') { help(); return 0 }
    err(`Không có lệnh “${name}”. / There is no command “${name}”.`)
    help()
    return 2
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: rest, allowPositionals: true, options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } } })
  } catch (error) {
    err((error as Error).message)
    help(command)
    return 2
  }
  if (parsed.values.help) { help(command); return 0 }
  const settings = readSettings()
  const json = parsed.values.json === true
  const terminal: Terminal = { settings, json, out, err, progress: progressOn(json) }
  const args = { positionals: parsed.positionals, values: parsed.values as Arguments['values'] }
  if ('alone' in command) return command.alone(args, terminal)
  const dataDir = makeDataFolder(settings.dataDir)
  const database = await connectOrStart({ dataDir, databaseUrl: settings.databaseUrl })
  let stopped: Promise<void> | undefined
  const stop = () => stopped ??= database.stop()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().finally(() => process.exit(130)))
  try {
    const system = await openSystem(database.connection, { ...settings, dataDir })
    try {
      return await command.run(args, { ...terminal, system })
    } finally {
      await system.close()
    }
  } finally {
    await stop()
  }
}

process.exitCode = await main().catch((error: unknown) => {
  err(error instanceof StartRefused ? error.message : (error as Error).stack ?? String(error))
  return 1
})
