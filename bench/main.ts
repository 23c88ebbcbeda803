// `npm run bench [-- --size national] [-- --explain] [-- --only reads,writes]`: every figure as one line of JSON on stdout, progress on stderr.
import { parseArgs } from 'node:util'
import { measureClauses } from './clauses.ts'
import { explainHotQueries } from './explain.ts'
import { layGround, sizes, type Ground, type GroundSize } from './ground.ts'
import { measureImport } from './import.ts'
import { measureLarge } from './large.ts'
import { measureLive } from './live.ts'
import { measureLoad } from './load.ts'
import { fullSizes, summed, type Figure, type Sizes } from './measure.ts'
import { measureMerge } from './merge.ts'
import { measurePages } from './pages.ts'
import { measurePhone } from './phone.ts'
import { measureReads } from './reads.ts'
import { measureRecount } from './recount.ts'
import { measureTrial } from './trial.ts'
import { measureWrites } from './writes.ts'

async function* measureSeed({ size, seedSeconds }: Ground): AsyncGenerator<Figure> {
  if (seedSeconds !== null) yield summed(`seed.${size}`, 's', [{ value: seedSeconds, floor: null }])
}

// Reads come first, while the house is as it was told.
const parts: Record<string, (ground: Ground, sizes: Sizes) => AsyncGenerator<Figure>> = { seed: measureSeed, reads: measureReads, pages: measurePages, phone: measurePhone, large: measureLarge, trial: measureTrial, verify: measureRecount, live: measureLive, writes: measureWrites, load: measureLoad, merge: measureMerge, import: measureImport, clauses: measureClauses }

const { values } = parseArgs({ options: { explain: { type: 'boolean' }, only: { type: 'string' }, rows: { type: 'string' }, runs: { type: 'string' }, seconds: { type: 'string' }, size: { type: 'string' } } })
const only = values.only?.split(',') ?? Object.keys(parts)
const unknown = only.find((name) => !(name in parts))
const runs = Number(values.runs ?? fullSizes.runs)
const imported = Number(values.rows ?? (values.size === 'national' ? 1_000_000 : fullSizes.imported))
const seconds = Number(values.seconds ?? fullSizes.crowd.seconds)
const size = (values.size ?? 'demo') as GroundSize
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1 || !Number.isInteger(imported) || imported < 1 || !Number.isInteger(seconds) || seconds < 1 || !sizes.includes(size)) {
  process.stderr.write(`Usage: npm run bench [-- --size ${sizes.join('|')}] [-- --explain] [-- --only ${Object.keys(parts).join(',')}] [-- --runs 5] [-- --rows 20000] [-- --seconds 30]\n`)
  process.exit(2)
}

const say = (line: string) => process.stderr.write(`${line}\n`)
// What is measured on passages alone needs no house.
if (only.length === 1 && only[0] === 'clauses' && unknown === undefined) {
  for await (const figure of measureClauses()) process.stdout.write(`${JSON.stringify(figure)}\n`)
  process.exit(0)
}
const ground = await layGround({ size, dataDir: process.env.DATA_DIR || undefined, databaseUrl: process.env.DATABASE_URL || undefined }, say)
let closing: Promise<void> | undefined
const close = () => closing ??= ground.close()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close().finally(() => process.exit(130)))
try {
  if (values.explain) await explainHotQueries(ground, say)
  else for (const name of only) {
    say(`${name} …`)
    for await (const figure of parts[name]!(ground, { ...fullSizes, runs, imported, crowd: { ...fullSizes.crowd, seconds } })) process.stdout.write(`${JSON.stringify(figure)}\n`)
  }
} finally {
  await close()
}
