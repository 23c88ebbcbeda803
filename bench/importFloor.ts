// What an import is held against, COPY of the very rows that came of it, and how the house is made again what it was: a
// country is seeded once and measured many times.
import { closeSync, createWriteStream, openSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { copyText } from '#platform/db/copy'
import type { Ground } from './ground.ts'
import { timed } from './measure.ts'

/** The tables that the rows of a roster come to, each with what tells those of one import. */
const TABLES: Record<string, string> = {
  'people.person': 'import_id = $1', 'people.identity': 'person_id in (select id from people.person where import_id = $1)', 'people.placement': 'import_id = $1',
  'people.office': 'import_id = $1', 'learning.completion': 'import_id = $1',
}

/** Rows as COPY's text in a file; into: the table with its columns. */
export interface CopiedTable { path: string; into: string }

export async function copyOut(owner: pg.Pool, folder: string, id: string): Promise<CopiedTable[]> {
  const tables: CopiedTable[] = []
  for (const [table, those] of Object.entries(TABLES)) {
    const { rows: [{ columns }] } = await owner.query(`select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`, [table])
    const client = await owner.connect()
    const path = join(folder, table)
    try {
      await pipeline(client.query(copyTo(`copy (select ${columns} from ${table} where ${those.replace('$1', `'${id}'`)}) to stdout`)), createWriteStream(path))
    } finally {
      client.release()
    }
    tables.push({ path, into: `${table} (${columns})` })
  }
  return tables
}

/** Longer than COPY of a million rows ever took: one that is stuck fails, and ends the measuring. */
const PATIENCE = '30min'

/** The rows once more, by COPY in one transaction, which is then given up. Answers the seconds. */
export async function copyIn(owner: pg.Pool, tables: readonly CopiedTable[]): Promise<number> {
  const client = await owner.connect()
  try {
    await client.query(`begin; set local statement_timeout = '${PATIENCE}'`)
    return await timed(async () => {
      for (const { path, into } of tables) await copyText(client, into, blocksOf(path))
    }) / 1000
  } finally {
    await client.query('rollback')
    client.release()
  }
}

function* blocksOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (;;) {
      const block = Buffer.allocUnsafe(1 << 18)
      const length = readSync(file, block)
      if (length === 0) return
      yield block.subarray(0, length)
    }
  } finally {
    closeSync(file)
  }
}

/** The last rows of what is never overwritten. */
export interface Mark { standing: number; ledger: number }

export async function markOf(owner: pg.Pool): Promise<Mark> {
  const { rows: [mark] } = await owner.query('select coalesce((select max(id) from indicators.standing), 0) as standing, coalesce((select max(id) from indicators.ledger), 0) as ledger')
  return mark
}

/** What an import that was taken back leaves as history goes, once all of it is folded: closed standings, deltas that outweigh each other, the note of it and its file. */
export async function clearAway({ system }: Ground, id: string, before: Mark): Promise<void> {
  const client = await system.pools.owner.connect()
  try {
    await client.query('begin')
    const { rows: [left] } = await client.query(`select exists (select from indicators.pending)
      or exists (select from indicators.ledger where id > $1 group by indicator_id, unit_id, day having sum(counted) <> 0 or sum(met) <> 0 or sum(excluded) <> 0) as something`, [before.ledger])
    if (left.something) throw new Error('What was taken back still counts')
    await client.query('delete from indicators.standing where id > $1 and recorded_to is not null', [before.standing])
    await client.query('delete from indicators.ledger where id > $1', [before.ledger])
    const { rows: [noted] } = await client.query('delete from intake.import where id = $1 returning file_id', [id])
    const { rows: [file] } = await client.query(`delete from files.file f where id = $1 returning encode(sha256, 'hex') as name, not exists (select from files.file o where o.sha256 = f.sha256 and o.id <> f.id) as alone`, [noted.file_id])
    await client.query('commit')
    if (file.alone) rmSync(join(system.dataDir, 'files', file.name.slice(0, 2), file.name), { force: true })
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  await tidyUp(system.pools.owner)
}

/** The room of rows that are gone is free again, and nothing done before is still being written down: the next import, and its floor, find the tables as this one did. */
export async function tidyUp(owner: pg.Pool): Promise<void> {
  await owner.query(`vacuum ${[...Object.keys(TABLES), 'indicators.standing', 'indicators.ledger', 'intake.row'].join(', ')}`)
  await owner.query('checkpoint')
}
