import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { newId } from '#base/id'
import { refusalOf, testAccess, type Browser, type TestAccess } from '#tests/factories/access'
import { createAccounts } from './accounts.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, root: string, laoCai: string, sapa: string, anGiang: string, admin: Browser
before(async () => {
  house = await testAccess()
  root = await house.unit('Tổng Liên đoàn Lao động Việt Nam')
  laoCai = await house.unit('Liên đoàn Lao động tỉnh Lào Cai', root)
  anGiang = await house.unit('Liên đoàn Lao động tỉnh An Giang', root)
  sapa = await house.unit('Công đoàn cơ sở Trường Mầm non Sa Pa', laoCai)
  admin = await signedIn('quantri.laocai', await held('Quản Trị Lào Cai', laoCai, 'administrator'))
})
after(() => house.db.close())

async function held(name: string, unitId: string, title = 'president', during?: string): Promise<string> {
  const personId = await house.person(name)
  await house.office(personId, unitId, title, during)
  return personId
}
async function signedIn(username: string, personId: string): Promise<Browser> {
  await house.work((w) => createAccounts(w, [{ personId, username, password, mustChange: false }]))
  const browser = house.browser()
  await browser.access.signIn({ name: username, password })
  return browser
}

it('an administrator gives a person of the own tree an account, with a password shown once', async () => {
  const personId = await held('Giàng Thị Mỷ', sapa), accountId = newId()
  const wanted = (await admin.access.candidates({ search: 'giang thi' })).rows
  assert.deepEqual(wanted.map((c) => [c.personId, c.username, c.offices[0]!.unitName]), [[personId, 'mygt', 'Công đoàn cơ sở Trường Mầm non Sa Pa']])
  const ask = { accountId, personId, username: 'MyGT', email: 'My@Sapa.edu.vn', phone: '+84 987 654 321' }
  const made = await admin.access.createAccount(ask)
  const browser = house.browser()
  assert.equal((await browser.access.signIn({ name: '0987654321', password: made.oneTimePassword! })).mustChangePassword, true)
  assert.deepEqual(await admin.access.createAccount(ask), { accountId, oneTimePassword: null }, 'sent again, it changes nothing')
  assert.equal((await refusalOf(admin.access.createAccount({ ...ask, username: 'khac' }))).code, 'conflict')
  assert.deepEqual((await admin.access.candidates({ search: 'giang thi' })).rows, [])
  const listed = (await admin.access.accounts({ search: 'my@sapa' })).rows
  assert.deepEqual(listed.map((a) => [a.id, a.name, a.username, a.phone, a.offices[0]!.title.vi, a.mustChangePassword, a.blocked]), [[accountId, 'Giàng Thị Mỷ', 'mygt', '0987654321', 'Chủ tịch', true, null]])
  const again = await refusalOf(admin.access.createAccount({ accountId: newId(), personId: await held('Ai Đó', sapa), username: 'mygt' }))
  assert.deepEqual([again.code, again.field], ['taken', 'username'])
})

it('bad names are refused at their field', async () => {
  const personId = await held('Tên Sai', sapa)
  const at = (more: object) => refusalOf(admin.access.createAccount({ accountId: newId(), personId, username: 'tensai', ...more }))
  assert.equal((await at({ username: '0912345678' })).field, 'username')
  assert.equal((await at({ username: 'nguyễn an' })).field, 'username')
  assert.equal((await at({ email: 'không phải' })).field, 'email')
  assert.equal((await at({ phone: '12' })).field, 'phone')
})

it('accounts outside the scope are neither seen nor touched, nor those of people who also serve above it', async () => {
  const [far] = await house.work(async (w) => createAccounts(w, [{ personId: await held('Người An Giang', anGiang), username: 'angiang' }]))
  // Once in Lào Cai, now in the Confederation: a reset by Lào Cai would hand over the powers of the Confederation.
  const risen = await held('Người Đã Lên', laoCai, 'president', '[2026-01-01,2026-06-01)')
  await house.office(risen, root, 'vice-president')
  const both = await held('Người Kiêm Nhiệm', laoCai)
  await house.office(both, root, 'specialist', '[2026-12-01,)')
  const [up, two] = await house.work((w) => createAccounts(w, [{ personId: risen, username: 'dalen' }, { personId: both, username: 'kiemnhiem' }]))
  for (const account of [far!, up!, two!]) {
    assert.equal((await refusalOf(admin.access.resetPassword({ accountId: account.accountId }))).status, 404)
    assert.equal((await refusalOf(admin.access.blockAccount({ accountId: account.accountId, blocked: true, reason: 'thử' }))).status, 404)
    assert.deepEqual((await admin.access.accounts({ search: account.username })).rows, [])
  }
  const stranger = await held('Chưa Có Tài Khoản', anGiang)
  assert.equal((await refusalOf(admin.access.createAccount({ accountId: newId(), personId: stranger, username: 'chuaco' }))).status, 403)
  assert.deepEqual((await admin.access.candidates({ search: 'chua co' })).rows, [])
})

it('a reset ends every session and the pause, and opens with the new password only', async () => {
  const browser = await signedIn('quenmk', await held('Người Quên', sapa))
  const accountId = (await browser.access.me()).accountId
  for (let i = 0; i < 5; i++) await refusalOf(house.browser().access.signIn({ name: 'quenmk', password: 'sai mất rồi' }))
  const { oneTimePassword } = await admin.access.resetPassword({ accountId })
  assert.equal(await browser.actor(), null)
  assert.equal((await refusalOf(house.browser().access.signIn({ name: 'quenmk', password }))).code, 'wrong')
  assert.equal((await house.browser().access.signIn({ name: 'quenmk', password: oneTimePassword! })).mustChangePassword, true)
})

it('a reset takes away all that proves the account besides, unless it is said to be kept, and the log says which', async () => {
  const browser = await signedIn('matmay', await held('Người Mất Máy', sapa))
  const accountId = (await browser.access.me()).accountId
  const { owner } = house.pools
  const proofs = async () => (await owner.query(`select (select count(*)::int from access.second_factor where account_id = $1) + (select count(*)::int from access.passkey where account_id = $1) + (select count(*)::int from access.credential where account_id = $1 and provider_id <> 'credential') as n`, [accountId])).rows[0].n
  await owner.query(`insert into access.second_factor (account_id, secret, confirmed_at) values ($1, 'x', now())`, [accountId])
  await owner.query(`insert into access.passkey (id, account_id, name, credential_id, public_key, site, answered_at) values ($1, $1, 'Máy của kẻ trộm', 'thief', '', 'localhost', now())`, [accountId])
  await owner.query(`insert into access.credential (id, account_id, provider_id, subject) values ($1, $2, 'https://vneid.example', 'ai-do')`, [newId(), accountId])
  await admin.access.resetPassword({ accountId, keepProofs: true })
  assert.equal(await proofs(), 3)
  await admin.access.resetPassword({ accountId })
  assert.equal(await proofs(), 0)
  const { rows } = await owner.query(`select detail ->> 'proofs' as proofs from audit.entry where action = 'access.password.reset' and subject_id = $1 order by id`, [accountId])
  assert.deepEqual(rows.map((row) => row.proofs), ['kept', 'ended'])
})

it('a blocked account is out at the next request and cannot come in, until it is unblocked', async () => {
  const browser = await signedIn('bikhoa', await held('Người Bị Khóa', sapa))
  const accountId = (await browser.access.me()).accountId
  assert.equal((await refusalOf(admin.access.blockAccount({ accountId, blocked: true }))).field, 'reason')
  await admin.access.blockAccount({ accountId, blocked: true, reason: 'Nghỉ hưu' })
  assert.equal(await browser.actor(), null)
  assert.equal((await refusalOf(house.browser().access.signIn({ name: 'bikhoa', password: 'sai mất rồi' }))).code, 'wrong', 'who does not know the password is not told')
  assert.equal((await refusalOf(house.browser().access.signIn({ name: 'bikhoa', password }))).code, 'blocked')
  assert.deepEqual((await admin.access.accounts({ state: 'blocked' })).rows.map((a) => [a.username, a.blocked!.reason]), [['bikhoa', 'Nghỉ hưu']])
  await admin.access.blockAccount({ accountId, blocked: false })
  assert.ok(await house.browser().access.signIn({ name: 'bikhoa', password }))
  const own = (await admin.access.me()).accountId
  assert.equal((await refusalOf(admin.access.blockAccount({ accountId: own, blocked: true, reason: 'thử' }))).code, 'own-account')
})

it('one sees and ends the own sessions and no other', async () => {
  const here = await signedIn('haimay', await held('Người Hai Máy', sapa)), there = house.browser(), other = await signedIn('nguoikhac', await held('Người Khác', sapa))
  await there.access.signIn({ name: 'haimay', password })
  const sessions = await here.access.sessions()
  assert.equal(sessions.length, 2)
  const target = sessions.find((s) => !s.current)!
  await other.access.endSession({ sessionId: target.id })
  assert.ok(await there.actor(), 'another account cannot end it')
  await here.access.endSession({ sessionId: target.id })
  assert.equal(await there.actor(), null)
  assert.ok(await here.actor())
})

it('ends all other sessions in one go and keeps the one in use', async () => {
  const here = await signedIn('bamay', await held('Người Ba Máy', sapa)), others = [house.browser(), house.browser()]
  for (const other of others) await other.access.signIn({ name: 'bamay', password })
  assert.deepEqual(await here.access.endOtherSessions({}), { ended: 2 })
  for (const other of others) assert.equal(await other.actor(), null)
  assert.deepEqual((await here.access.sessions()).map((s) => s.current), [true])
  assert.ok(await admin.actor(), 'those of other accounts stay')
})

it('the language is kept with the account', async () => {
  const browser = await signedIn('tienganh', await held('Người Dịch', sapa))
  await browser.access.setLanguage({ language: 'en' })
  assert.equal((await browser.actor())!.language, 'en')
})

it('forty accounts are made in one go, each with its own password', async () => {
  const asked = await Promise.all(Array.from({ length: 40 }, async (_, i) => ({ personId: await held(`Cán Bộ Số ${i}`, sapa), username: `hangloat${i}` })))
  const made = await house.work((w) => createAccounts(w, asked))
  assert.equal(new Set(made.map((m) => m.oneTimePassword)).size, 40)
  assert.equal((await house.browser().access.signIn({ name: 'hangloat39', password: made[39]!.oneTimePassword! })).name, 'Cán Bộ Số 39')
  assert.equal((await refusalOf(house.work((w) => createAccounts(w, [{ personId: null, username: 'hai' }, { personId: null, username: 'hai' }])).catch((e) => { throw Object.assign(e, { data: { refusals: e.refusals } }) }))).code, 'taken')
})

it('the application role can write a password and never read one', async () => {
  await assert.rejects(house.work((w) => w.tx.selectFrom('access.credential').select('password').execute()), /permission denied/)
  await assert.rejects(house.work((w) => w.tx.selectFrom('access.attempt').selectAll().execute()), /permission denied/)
})
