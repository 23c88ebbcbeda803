// Plain SQL migrations, forward only, each in one transaction, recorded with the digest of its text.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'

const folder = new URL('../../../db/migrations/', import.meta.url)

export interface Migration { name: string; digest: string; sql: string }

/** Every migration of this version, in order. */
export async function allMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(new URL(name, folder), 'utf8')
    return { name, sql, digest: createHash('sha256').update(sql).digest('hex') }
  }))
}

/** Where it is written down which migrations were applied. */
export const migrationTable = 'create table if not exists public.migration (name text primary key, digest text not null, applied_at timestamptz not null default now())'

/** Applies what is missing; returns the names applied. Refuses a migration whose text changed after it was applied. */
export async function migrate(owner: pg.Pool): Promise<string[]> {
  const client = await owner.connect()
  try {
    await client.query('select pg_advisory_lock(237000)')
    await client.query(migrationTable)
    const known = new Map((await client.query('select name, digest from public.migration')).rows.map((r) => [r.name, r.digest]))
    const applied: string[] = []
    for (const { name, sql, digest } of await allMigrations()) {
      if (known.has(name)) {
        if (known.get(name) !== digest) throw new Error(`Migration ${name} changed after it was applied`)
        continue
      }
      try {
        await client.query('begin')
        await client.query(sql)
        await client.query('insert into public.migration (name, digest) values ($1, $2)', [name, digest])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
      }
      applied.push(name)
    }
    return applied
  } finally {
    await client.query('select pg_advisory_unlock(237000)').catch(() => {})
    client.release()
  }
}
