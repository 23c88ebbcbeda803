// Runs test files, each in a process of its own, and says what happened while it happens.
import { run } from 'node:test'
import type { Tally } from './tally.ts'

/** A file that says nothing for so long hangs. No assertion: the longest journey takes a tenth of it. */
const patience = 600_000

/** Runs the files, `atOnce` of them beside one another. */
export async function runFiles(root: string, files: string[], atOnce: number, tally: Tally, signal: AbortSignal): Promise<void> {
  const queue = [...files]
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let file = queue.shift(); file && !signal.aborted; file = queue.shift()) await runFile(root, file, tally, signal)
  }))
}

interface Told {
  name: string; nesting: number; line?: number; skip?: string | boolean; todo?: string | boolean
  details: { type?: string; error?: Error & { failureType?: string; cause?: unknown } }
}

async function runFile(root: string, file: string, tally: Tally, signal: AbortSignal): Promise<void> {
  const began = performance.now()
  const path = `${root}/${file}`
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const output: string[] = []
  /** Names of the suites and tests around the present one, by depth. */
  const around: string[] = []
  const fail = (name: string, line: number | undefined, why: string) => {
    counts.failed++
    tally.fail(`${file}${line ? `:${line}` : ''}`, name, why)
  }
  for await (const event of run({ files: [path], cwd: root, concurrency: false, timeout: patience, signal })) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') output.push(event.data.message)
    if (event.type === 'test:start') around.splice(event.data.nesting, Infinity, event.data.name)
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const told = event.data as unknown as Told
    const { name, nesting, details: { type, error } } = told
    const ofFile = nesting === 0 && name === path
    if (event.type === 'test:fail' && !told.todo && !told.skip) {
      if (error?.failureType === 'subtestsFailed') continue
      if (ofFile) fail('the file as a whole', undefined, signal.aborted ? 'interrupted' : `it could not be loaded, or ended before its tests did (${error?.message ?? 'no reason given'})`)
      else fail([...around.slice(0, nesting), name].join(' › '), told.line, reasonOf(error))
    } else if (!ofFile && type !== 'suite') {
      if (told.skip || told.todo) counts.skipped++
      else counts.passed++
    }
  }
  if (counts.passed + counts.failed + counts.skipped === 0) fail('the file as a whole', undefined, 'it holds no test')
  if (counts.failed > 0 && output.length > 0) tally.say(`    ${file} printed:\n${indented(output.join('').slice(-4_000))}`)
  tally.add(counts)
  tally.file(file, counts, performance.now() - began)
}

function reasonOf(error: (Error & { cause?: unknown }) | undefined): string {
  const cause = error?.cause instanceof Error ? error.cause : error
  if (!cause) return 'no reason given'
  const text = cause.stack?.includes(cause.message) ? cause.stack : `${cause.message}\n${cause.stack ?? ''}`
  return text.split('\n').filter((line) => !/^\s+at .*node:(internal|async_hooks)/.test(line)).slice(0, 60).join('\n')
}

function indented(text: string): string {
  return text.trimEnd().split('\n').map((line) => `    ${line}`).join('\n')
}
