// The PostgreSQL server under the tests: TEST_DATABASE_URL where it is set (the runner sets it for all its files),
// else an embedded one of this process.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type pg from 'pg'

let url = process.env.TEST_DATABASE_URL

export const testServer = {
  async ready(): Promise<void> {
    if (url) return
    const { openDatabase } = await import('#platform/db/embedded')
    const database = await openDatabase({ dataDir: await mkdtemp(join(tmpdir(), 'lotrinh-test-')) })
    url = database.url.replace('@/', '@localhost/')
    after(() => database.stop())
  },
  url(database: string): string {
    const at = new URL(url!)
    at.pathname = `/${database}`
    return at.toString()
  },
  config(database: string): pg.PoolConfig {
    return { connectionString: this.url(database) }
  },
}
