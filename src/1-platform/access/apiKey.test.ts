// A key for another program: what it opens, what it never opens, and how it ends.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { refusalOf, testAccess, type TestAccess } from '#tests/factories/access'
import { createAccounts } from './accounts.ts'
import type { KeyVerb } from './actor.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, province: string
before(async () => {
  house = await testAccess()
  province = await house.unit('Liên đoàn Lao động tỉnh Lào Cai', await house.unit('Tổng Liên đoàn Lao động Việt Nam'))
})
after(() => house.db.close())

let number = 0
async function official(mustChange = false) {
  number++
  const personId = await house.person(`Cán Bộ Số ${number}`), officeId = await house.office(personId, province), username = `canbo${number}`
  const [made] = await house.work((w) => createAccounts(w, [{ personId, username, password, mustChange }]))
  const browser = house.browser()
  await browser.access.signIn({ name: username, password })
  const make = (more: { verbs?: KeyVerb[]; until?: string; password?: string; officeId?: string } = {}) =>
    browser.access.makeApiKey({ password, name: 'Bảng số liệu', officeId, verbs: ['see', 'audit'], until: '2027-03-01', ...more })
  return { browser, officeId, accountId: made!.accountId, make }
}
const program = (key: string, header = 'x-api-key') => house.browser({ headers: { [header]: header === 'authorization' ? `Bearer ${key}` : key } })

it('a key reads in the office it was made for, by its own verbs, in either header', async () => {
  const an = await official()
  const { key } = await an.make()
  for (const header of ['x-api-key', 'authorization']) {
    const actor = (await program(key, header).actor())!
    assert.deepEqual([actor.accountId, actor.acting!.officeId, [...actor.acting!.verbs]], [an.accountId, an.officeId, ['see', 'audit']])
    assert.ok((await program(key, header).audit.entries({})).total > 0)
  }
  const narrow = await an.make({ verbs: ['see'] })
  assert.equal((await refusalOf(program(narrow.key).audit.entries({}))).code, 'not-allowed')
  assert.equal((await refusalOf(program(key).access.accounts({}))).status, 403, 'the office has the verb, the key has not')
})

it('what a key reads leaves one audit line a day and route', async () => {
  const an = await official()
  const { key, id } = await an.make()
  const lines = async () => (await house.pools.owner.query(`select detail ->> 'route' as route, account_id from audit.entry where action = 'access.key.read' and subject_id = $1 order by id`, [id])).rows
  for (let n = 0; n < 3; n++) await program(key).audit.entries({})
  assert.deepEqual(await lines(), [{ route: 'audit.entries', account_id: an.accountId }])
  house.clock.now = new Date(house.clock.now.getTime() + 86_400_000)
  await program(key).audit.entries({})
  assert.equal((await lines()).length, 2)
  house.clock.now = new Date(house.clock.now.getTime() - 86_400_000)
})

it('a key writes nothing and reads nothing of the account itself, also beside a session', async () => {
  const an = await official()
  const { key, id } = await an.make()
  for (const ask of [
    () => program(key).access.me(), () => program(key).access.sessions(), () => program(key).access.apiKeys(), () => program(key).access.passkeys(), () => program(key).access.signOut({}),
    () => program(key).access.setLanguage({ language: 'en' }), () => program(key).access.endOtherSessions({}), () => program(key).access.endApiKey({ keyId: id }), () => program(key).access.signIn({ name: 'canbo1', password }),
  ]) assert.equal((await refusalOf(ask())).status, 403)
  const both = program(key)
  both.takeCookie(an.browser.cookie())
  assert.equal((await refusalOf(both.access.sessions())).code, 'key-reads')
})

it('a key ends when it is revoked, on its day, with the office, with a reset, and while the account is blocked', async () => {
  const an = await official(), admin = await official()
  const [revoked, dated, kept] = [await an.make(), await an.make({ until: '2026-11-22' }), await an.make()]
  assert.deepEqual((await an.browser.access.apiKeys()).map((k) => k.name), Array(3).fill('Bảng số liệu'))
  await admin.browser.access.endApiKey({ keyId: revoked.id })
  assert.ok(await program(revoked.key).actor(), 'nobody else ends it')
  await an.browser.access.endApiKey({ keyId: revoked.id })
  assert.equal(await program(revoked.key).actor(), null)
  const start = house.clock.now
  house.clock.now = new Date('2026-11-22T16:59:00Z')
  assert.ok(await program(dated.key).actor())
  house.clock.now = new Date('2026-11-22T17:00:00Z')
  assert.equal(await program(dated.key).actor(), null)
  house.clock.now = start
  await admin.browser.access.blockAccount({ accountId: an.accountId, blocked: true, reason: 'Nghỉ hưu' })
  assert.equal(await program(kept.key).actor(), null)
  await admin.browser.access.blockAccount({ accountId: an.accountId, blocked: false })
  assert.ok(await program(kept.key).actor())
  await house.pools.owner.query(`update people.office set during = '[2026-01-01,2026-06-01)' where id = $1`, [an.officeId])
  assert.equal(await program(kept.key).actor(), null)
  await house.pools.owner.query(`update people.office set during = '[2026-01-01,)' where id = $1`, [an.officeId])
  await admin.browser.access.resetPassword({ accountId: an.accountId })
  assert.deepEqual((await house.pools.owner.query('select from access.api_key where account_id = $1', [an.accountId])).rows, [])
})

it('a key is made with the password, for an office held, for a year at most, and stands nowhere in clear', async () => {
  const an = await official(), other = await official()
  assert.equal((await refusalOf(an.make({ password: 'không phải thế' }))).field, 'password')
  assert.equal((await refusalOf(an.make({ officeId: other.officeId }))).code, 'not-held')
  for (const until of ['2026-11-20', '2027-11-22']) assert.equal((await refusalOf(an.make({ until }))).field, 'until')
  assert.equal((await refusalOf((await official(true)).make())).code, 'change-first')
  const { key } = await an.make()
  const text = (await house.pools.owner.query(`select (select string_agg(k::text, ' ') from access.api_key k) || (select string_agg(e::text, ' ') from audit.entry e) as text`)).rows[0].text as string
  assert.equal(text.includes(key) || text.includes(key.slice(8)), false)
  for (const guess of ['', key.slice(0, -1), `${key}x`]) assert.equal(await program(guess).actor(), null)
})
