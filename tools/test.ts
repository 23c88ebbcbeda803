// Everything that must hold, in the order in which it is quickest to learn of a fault: what is generated, the house, types,
// lint, the web and its weight, then the tests beside the code and the journeys in a browser, on one PostgreSQL.
// Usage: npm test [-- FILTER…]   (only the test files whose path contains one of the filters, and no other step)
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { runFiles } from './test/files.ts'
import { layGround, type Ground } from './test/ground.ts'
import { newTally, type Tally } from './test/tally.ts'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const filters = process.argv.slice(2)
/** What is long is begun first, so that nothing is left alone at the end: these, then journeys, what asks the whole house, and last what stands beside the code. The first needs the told confederation, and tells it for all; the second and the third do without. */
const longest = ['tests/authority', 'tests/engine.property', 'tests/backup', 'tests/journeys/screens', 'tests/journeys/figures', 'tests/bench', 'tests/commands', 'tests/crash', 'tests/journeys/training', 'tests/journeys/signIn', 'tests/rows', 'tests/privacy', 'tests/journeys/', 'tests/']
/** Files beside one another: each waits for its server or its browser a good part of the time. */
const lanes = availableParallelism() + 2

async function everything(tally: Tally, ground: Ground, signal: AbortSignal): Promise<void> {
  const all = testFiles()
  const chosen = all.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  if (chosen.length === 0) throw new Error(`No test file's path contains ${filters.join(' or ')}.`)
  const late = (file: string) => (longest.findIndex((long) => file.startsWith(long)) + 1) || longest.length + 1
  const ordered = chosen.toSorted((a, b) => late(a) - late(b))
  process.env.TEST_DATABASE_URL = await ground.url()

  if (filters.length === 0) {
    await Promise.all([
      step(tally, signal, 'what is generated is fresh', () => freshTables(ground, signal)),
      step(tally, signal, 'the house is as house.ts lists it', () => command(['tools/house.ts', '--check'], signal)),
      step(tally, signal, 'types', () => command(['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], signal)),
      step(tally, signal, 'lint', () => command(['node_modules/oxlint/bin/oxlint', '--deny-warnings', '.'], signal)),
    ])
  }
  if (filters.length === 0 || chosen.some((file) => needsScreens(file))) {
    await step(tally, signal, 'the web is built, and its first load is light', async () => {
      const { budget, unpackBrowser, weighWeb } = await import('./test/web.ts')
      await unpackBrowser()
      const weights = await weighWeb(root)
      for (const { page, total, files } of weights) {
        tally.say(`    first load of the ${page} page: ${kilobytes(total)} of ${kilobytes(budget)} (${files.map((f) => `${f.name} ${kilobytes(f.bytes)}`).join(', ')})`)
      }
      const heavy = weights.filter((w) => w.total > budget)
      if (heavy.length > 0) throw new Failed(heavy.map((w) => `The first load of the ${w.page} page is ${w.total} bytes compressed, at most ${budget}. A page's own packages belong into the page's own chunk.`).join('\n'))
    })
  }
  await runFiles(root, ordered, lanes, tally, signal)
}

class Failed extends Error {}

/** One thing that must hold. What it throws is its failure. */
async function step(tally: Tally, signal: AbortSignal, name: string, deed: () => Promise<'skipped' | void>): Promise<void> {
  if (signal.aborted) return
  const began = performance.now()
  try {
    const skipped = await deed() === 'skipped'
    const counts = { passed: skipped ? 0 : 1, failed: 0, skipped: skipped ? 1 : 0 }
    tally.add(counts)
    tally.file(name, counts, performance.now() - began)
  } catch (error) {
    if (signal.aborted) return
    tally.fail('tools/test.ts', name, error instanceof Failed ? error.message : (error as Error).stack ?? String(error))
    tally.add({ failed: 1 })
    tally.file(name, { passed: 0, failed: 1, skipped: 0 }, performance.now() - began)
  }
}

/** The checked-in files are written on the embedded version; another version spells its catalogs otherwise. */
async function freshTables(ground: Ground, signal: AbortSignal): Promise<'skipped' | void> {
  const database = await ground.database(`lotrinh_fresh_${process.pid}`)
  try {
    if (database.major !== 18) return 'skipped'
    await command(['tools/tables.ts', '--check'], signal, { DATABASE_URL: database.url })
  } finally {
    await database.drop()
  }
}

/** Runs a tool under this Node; fails with what it printed. */
function command(args: string[], signal: AbortSignal, env: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], signal })
    const output: Buffer[] = []
    child.stdout.on('data', (data: Buffer) => output.push(data))
    child.stderr.on('data', (data: Buffer) => output.push(data))
    child.on('error', reject)
    child.on('close', (code, killed) => {
      if (code === 0) return resolve()
      const said = Buffer.concat(output).toString('utf8')
      // The first faults are the ones to mend first.
      reject(new Failed(`${args.join(' ')} ended with ${killed ?? code}\n${said.length > 12_000 ? `${said.slice(0, 12_000)}\n… and ${said.length - 12_000} characters more` : said}`))
    })
  })
}

/** Journeys, and what starts the product as its users do. */
function needsScreens(file: string): boolean {
  return file.startsWith('tests/journeys/') || file === 'tests/crash.test.ts'
}

function testFiles(): string[] {
  return ['src', 'tests'].filter((folder) => existsSync(`${root}/${folder}`)).flatMap((folder) => (
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.test.ts')).map((f) => `${folder}/${f.replaceAll('\\', '/')}`))).sort()
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort())

const tally = newTally((line) => console.log(line))
const ground = layGround()
const crashed = (error: unknown) => {
  tally.fail('tools/test.ts', 'the run itself', (error as Error)?.stack ?? String(error))
  tally.add({ failed: 1 })
}
// A fault that nobody awaited ends the run like any other: counted, and with the ground cleared.
const lost = new Promise<void>((resolve) => {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, (error) => { if (!interrupt.signal.aborted) { crashed(error); resolve() } })
})
await Promise.race([everything(tally, ground, interrupt.signal).catch(crashed), lost])
const aborted = interrupt.signal.aborted
interrupt.abort()

const left = await ground.close().catch((error: Error) => [`the ground could not be cleared: ${error.message}`])
if (aborted) {
  tally.say('  interrupted')
  if (tally.failed === 0) tally.add({ failed: 1 })
} else if (left.length > 0) {
  tally.fail('tools/test.ts', 'nothing is left behind', left.join('\n'))
  tally.add({ failed: 1 })
}
process.exitCode = tally.failed > 0 ? 1 : 0
console.log(tally.totals())
// What a crashed step left open must not hold the run: all that is ours was closed above.
process.exit()
