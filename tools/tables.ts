// Writes src/1-platform/db/tables.generated.ts and db/schema.sql from a freshly migrated database.
// Usage: node tools/tables.ts [--check]   (--check: exits 1 when the files are not what the migrations make)
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { openPools } from '#platform/db/pool'
import { dumpSchema } from './schema.ts'

const root = new URL('../', import.meta.url).pathname
const tablesFile = join(root, 'src/1-platform/db/tables.generated.ts')
const schemaFile = join(root, 'db/schema.sql')

export async function generateTables(databaseUrl: string): Promise<string> {
  const out = join(await mkdtemp(join(tmpdir(), 'lotrinh-tables-')), 'tables.ts')
  execFileSync(process.execPath, [join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'), '--dialect', 'postgres', '--url', databaseUrl,
    '--default-schema', 'none', '--include-pattern', '*.*', '--exclude-pattern', '{public,graphile_worker}.*', '--date-parser', 'string', '--numeric-parser', 'number',
    '--type-mapping', '{"daterange":"DayRangeColumn","int8":"number"}', '--out-file', out], { stdio: 'pipe' })
  const text = await readFile(out, 'utf8')
  await rm(out)
  return text.replace('import type { ColumnType } from "kysely";', (line) => `${line}\nimport type { DayRangeColumn } from "./range.ts";`)
}

const dataDir = await mkdtemp(join(tmpdir(), 'lotrinh-'))
const database = await openDatabase({ dataDir, databaseUrl: process.env.DATABASE_URL })
const pools = openPools(database.connection)
let stale = false
try {
  await migrate(pools.owner)
  for (const [file, made] of [[tablesFile, await generateTables(database.url)], [schemaFile, await dumpSchema(pools.owner)]] as const) {
    if (process.argv.includes('--check')) {
      if ((await readFile(file, 'utf8').catch(() => '')) !== made) { stale = true; console.error(`${file} is not what the migrations make: run node tools/tables.ts`) }
    } else await writeFile(file, made)
  }
} finally {
  await pools.close()
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}
process.exitCode = stale ? 1 : 0
