// Accounts from the terminal, beside a running server.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { serve, type Serving } from '#app/server/serve'
import { openSystem, type System } from '#app/server/system'
import { lotrinh, within } from './factories/command.ts'
import { testDatabase, type TestDatabase } from './factories/database.ts'

let db: TestDatabase, system: System, serving: Serving
const dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-accounts-'))
chmodSync(dataDir, 0o711)
before(async () => {
  db = await testDatabase(new Date())
  system = await openSystem({ connectionString: db.url }, { dataDir, trustedProxies: [] })
  serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test' })
})
after(async () => {
  await serving.stop()
  await system.close()
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const house = () => ({ DATABASE_URL: db.url, DATA_DIR: dataDir })
const run = (...args: string[]) => within(args, house())
const signIn = async (name: string, password: string) => (await fetch(`${serving.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) })).status
const passwordIn = (out: string) => out.match(/one-time password: (\S+)/)![1]!

test('an account is made, reset, disabled and enabled beside the running server, with a password that is shown once', async () => {
  const made = await lotrinh(['account', 'create', 'quan.tri2', '--name', 'Trực máy chủ'], house())
  assert.equal(made.code, 0, made.err)
  assert.equal(await signIn('quan.tri2', passwordIn(made.out)), 200)
  const reset = await run('account', 'reset', 'quan.tri2')
  assert.notEqual(passwordIn(reset.out), passwordIn(made.out))
  assert.equal(await signIn('quan.tri2', passwordIn(made.out)), 422)
  assert.equal(await signIn('quan.tri2', passwordIn(reset.out)), 200)
  assert.equal((await run('account', 'disable', 'quan.tri2', '--reason', 'Nghỉ việc')).code, 0)
  assert.notEqual(await signIn('quan.tri2', passwordIn(reset.out)), 200)
  const [listed] = JSON.parse((await run('account', 'list', '--json')).out)
  assert.deepEqual([listed.username, listed.name, listed.blocked, 'password' in listed], ['quan.tri2', 'Trực máy chủ', true, false])
  assert.equal((await run('account', 'enable', 'quan.tri2')).code, 0)
  assert.equal(await signIn('quan.tri2', passwordIn(reset.out)), 200)
  const { rows } = await db.pools.owner.query(`select distinct action from audit.entry where action like 'access.%' and action not like 'access.signIn%' order by 1`)
  assert.deepEqual(rows.map((r) => r.action), ['access.account.block', 'access.account.create', 'access.account.unblock', 'access.password.reset'])
})

test('what cannot be done is refused in both languages, what is not understood with the usage', async () => {
  for (const [args, code, says] of [
    [['create', 'quan.tri2'], 1, /belongs to another account/], [['reset', 'khong.co'], 1, /Không có tài khoản[\s\S]*no account/], [['disable', 'quan.tri2'], 1, /reason/], [['create', 'X'], 1, /3–40/],
    [[], 2, /usage/], [['reset'], 2, /usage/], [['list', 'all'], 2, /usage/], [['toString', 'x'], 2, /usage/], [['remove', 'quan.tri2'], 2, /usage/],
  ] as const) {
    const said = await run('account', ...args)
    assert.equal(said.code, code, `${args.join(' ')}: ${said.out}${said.err}`)
    assert.match(said.err, says)
  }
})

test('migrate says that there is nothing to do', async () => {
  const { code, out } = await run('migrate', '--json')
  assert.deepEqual([code, JSON.parse(out)], [0, { ok: true, applied: [] }])
})
