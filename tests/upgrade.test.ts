// A house of an earlier version comes back under this one. data/house-0012.backup was taken from the schema of the migrations
// up to 0012, with people, offices, classes, plans, figures, an account and a kept file in it; its passphrase is no secret.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serve } from '#app/server/serve'
import { openSystem } from '#app/server/system'
import { allMigrations } from '#platform/db/migrate'
import { startEmbedded } from '#platform/db/embedded'
import { readFile } from '#platform/files/store'
import { lotrinh } from './factories/command.ts'

const temporary = mkdtempSync(join(tmpdir(), 'lotrinh-upgrade-'))
// PostgreSQL may run as another user, who must be able to pass through.
chmodSync(temporary, 0o711)
after(() => rmSync(temporary, { recursive: true, force: true }))

test('a backup of an older schema is restored, brought forward, proved, and people go on working in it', async () => {
  const dataDir = join(temporary, 'data'), env = { DATA_DIR: dataDir, BACKUP_PASSPHRASE: 'nước chảy đá mòn 1929' }
  const restored = await lotrinh(['restore', fileURLToPath(new URL('data/house-0012.backup', import.meta.url))], env)
  assert.equal(restored.code, 0, restored.out + restored.err)
  const verified = await lotrinh(['verify', '--json'], env)
  assert.equal(verified.code, 0, verified.out + verified.err)
  assert.ok((JSON.parse(verified.out).indicators as { spans: number }[]).every((i) => i.spans > 0), verified.out)
  const audited = await lotrinh(['audit', 'verify', '--json'], env)
  assert.equal(audited.code, 0, audited.out + audited.err)
  assert.ok(JSON.parse(audited.out).entries > 0)

  const database = await startEmbedded({ dataDir })
  const system = await openSystem(database.connection, { dataDir, trustedProxies: [] })
  const serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test' })
  try {
    const { rows } = await system.pools.owner.query('select name from public.migration order by name')
    assert.deepEqual(rows.map((r) => r.name), (await allMigrations()).map((m) => m.name))
    const count = async (table: string) => (await system.pools.owner.query(`select count(*)::int as n from ${table}`)).rows[0].n as number
    assert.deepEqual([await count('people.person'), await count('learning.completion') > 0, await count('plans.plan') > 1], [30, true, true])
    assert.match(Buffer.from((await system.work((w) => readFile(w, '01900000-0000-7000-8000-000000000001'))).bytes).toString('utf8'), /Biên bản cũ/)
    const signIn = await fetch(`${serving.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'thuky', password: 'mot-mat-khau-rieng-9' }) })
    assert.equal(signIn.status, 200)
  } finally {
    await serving.stop()
    await system.close()
    await database.stop()
  }
})
