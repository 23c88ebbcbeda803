// Sign-in by an identity provider, against a real one.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { refusalOf, testAccess, type Browser, type TestAccess } from '#tests/factories/access'
import { testProvider, type TestProvider } from '#tests/factories/provider'
import { blockAccount, createAccounts } from './accounts.ts'
import { codeAt, secretFrom } from './totp.ts'

const password = 'một câu chỉ mình tôi biết'
let at: TestAccess, provider: TestProvider
const accounts = new Map<string, string>()

before(async () => {
  provider = await testProvider()
  // What the house is called is known to the provider; its own second step still counts.
  at = await testAccess({ provider: provider.settings, baseUrl: 'http://127.0.0.1:9' })
  provider.serves(['http://127.0.0.1:9'])
  const unit = await at.unit('Liên đoàn Lao động tỉnh Thử')
  for (const username of ['chi.lien', 'anh.cuong', 'chi.moi', 'anh.la']) {
    const person = await at.person(`Người ${username}`)
    await at.office(person, unit)
    const [made] = await at.work((w) => createAccounts(w, [{ personId: person, username, password, mustChange: username === 'chi.moi' }]))
    accounts.set(username, made!.accountId)
  }
})
after(async () => {
  await provider.up(false)
  await at.db.close()
})

async function signedIn(name: string): Promise<Browser> {
  const browser = at.browser()
  await browser.access.signIn({ name, password })
  return browser
}
async function linked(name: string, login: string): Promise<Browser> {
  const browser = await signedIn(name)
  const { address } = await browser.access.linkProvider({ password })
  assert.deepEqual(await browser.access.signInByProvider({ query: await provider.confirm(address, login) }), { to: '/bao-mat', linked: true })
  return browser
}
const deeds = async (action: string) => (await at.db.pools.owner.query('select account_id, detail from audit.entry where action = $1 order by id', [action])).rows as { account_id: string | null; detail: Record<string, unknown> }[]

it('opens nothing to whom nobody linked, however the provider calls them', async () => {
  const stranger = at.browser()
  const { address } = await stranger.access.askProvider({})
  const query = await provider.confirm(address, 'chi.lien')
  assert.equal((await refusalOf(stranger.access.signInByProvider({ query }))).code, 'not-linked')
  assert.equal(await stranger.actor(), null)
})

it('is linked by the one who is signed in, with the password, and then lets that person in', async () => {
  const own = await signedIn('chi.lien')
  assert.equal((await refusalOf(own.access.linkProvider({ password: 'không phải' }))).code, 'wrong')
  await linked('chi.lien', 'vneid-001')
  const other = at.browser()
  const { address } = await other.access.askProvider({ to: '/ke-hoach?ngay=2026-11-21' })
  assert.deepEqual(await other.access.signInByProvider({ query: await provider.confirm(address, 'vneid-001') }), { to: '/ke-hoach?ngay=2026-11-21', linked: false })
  assert.equal((await other.actor())?.accountId, accounts.get('chi.lien'))
  assert.equal((await deeds('access.provider.link')).at(-1)!.account_id, accounts.get('chi.lien'))
  assert.equal((await deeds('access.signIn')).at(-1)!.detail.by, 'provider')
})

it('takes an answer once, in the browser that asked, and leads to no other site', async () => {
  const browser = at.browser()
  const { address } = await browser.access.askProvider({ to: '//xa.example/' })
  const asked = browser.cookie()
  const query = await provider.confirm(address, 'vneid-001')
  assert.equal((await refusalOf(at.browser().access.signInByProvider({ query }))).code, 'provider-stale')
  const forged = query.replace(/state=[^&]+/, 'state=forged')
  assert.equal((await refusalOf(browser.access.signInByProvider({ query: forged }))).code, 'provider-stale')
  browser.takeCookie(asked)
  assert.deepEqual(await browser.access.signInByProvider({ query }), { to: '/', linked: false })
  const thief = at.browser()
  thief.takeCookie(asked)
  assert.equal((await refusalOf(thief.access.signInByProvider({ query }))).code, 'provider-stale')
  assert.equal(await thief.actor(), null)
})

it('links nobody to an identity of another, nor by a page that was left open', async () => {
  const other = await signedIn('anh.cuong')
  const { address } = await other.access.linkProvider({ password })
  const query = await provider.confirm(address, 'vneid-001')
  assert.equal((await refusalOf(other.access.signInByProvider({ query }))).code, 'linked-elsewhere')
  const shared = await signedIn('anh.cuong')
  const { address: again } = await shared.access.linkProvider({ password })
  // Meanwhile another person signs in at the same screen.
  await shared.access.signIn({ name: 'anh.la', password })
  assert.equal((await refusalOf(shared.access.signInByProvider({ query: await provider.confirm(again, 'vneid-002') }))).code, 'provider-stale')
})

it('asks for our own second step, and takes no code twice', async () => {
  await linked('anh.cuong', 'vneid-003')
  const own = await signedIn('anh.cuong')
  const { secret } = await own.access.beginSecondFactor({ password })
  await own.access.confirmSecondFactor({ code: await codeAt(secretFrom(secret), at.clock.now) })
  at.clock.now = new Date(at.clock.now.getTime() + 30_000)
  const browser = at.browser()
  const { address } = await browser.access.askProvider({ to: '/lop-hoc' })
  const query = await provider.confirm(address, 'vneid-003')
  assert.equal((await refusalOf(browser.access.signInByProvider({ query }))).code, 'code-needed')
  assert.equal(await browser.actor(), null)
  assert.equal((await refusalOf(browser.access.signInByProvider({ query, code: '000000' }))).code, 'wrong-code')
  const half = browser.cookie()
  const code = await codeAt(secretFrom(secret), at.clock.now)
  assert.deepEqual(await browser.access.signInByProvider({ query, code }), { to: '/lop-hoc', linked: false })
  assert.equal((await browser.actor())?.accountId, accounts.get('anh.cuong'))
  const thief = at.browser()
  thief.takeCookie(half)
  assert.equal((await refusalOf(thief.access.signInByProvider({ query, code }))).code, 'wrong-code')
  at.clock.now = new Date(at.clock.now.getTime() + 11 * 60_000)
  thief.takeCookie(half)
  assert.equal((await refusalOf(thief.access.signInByProvider({ query, code }))).code, 'provider-stale')
})

it('lets no blocked account in, and none that was unlinked; who has a password of others links nothing', async () => {
  const fresh = await signedIn('chi.moi')
  assert.equal((await refusalOf(fresh.access.linkProvider({ password }))).code, 'change-first')
  await linked('anh.la', 'vneid-004')
  const enter = async () => {
    const browser = at.browser()
    const { address } = await browser.access.askProvider({})
    return browser.access.signInByProvider({ query: await provider.confirm(address, 'vneid-004') })
  }
  const block = (blocked: boolean) => at.work((w) => blockAccount(w, accounts.get('anh.la')!, blocked, 'Nghỉ việc'))
  await block(true)
  assert.equal((await refusalOf(enter())).code, 'blocked')
  await block(false)
  assert.deepEqual(await enter(), { to: '/', linked: false })
  const own = await signedIn('anh.la')
  await own.access.unlinkProvider()
  assert.equal((await refusalOf(enter())).code, 'not-linked')
  assert.equal((await own.access.providerLink()).since, null)
})

it('says kindly that the provider is away, and finds it when it is back', async () => {
  const other = await testProvider()
  await other.up(false)
  const house = await testAccess({ provider: other.settings, baseUrl: 'http://127.0.0.1:9' })
  const browser = house.browser()
  const refused = await refusalOf(browser.access.askProvider({}))
  assert.equal(refused.status, 503)
  assert.match(refused.vi, /^Hiện không liên lạc được với Định danh tỉnh/)
  await other.up(true)
  other.serves(['http://127.0.0.1:9'])
  const { address } = await browser.access.askProvider({})
  const query = await other.confirm(address, 'ai-do')
  const asked = browser.cookie()
  await other.up(false)
  assert.equal((await refusalOf(browser.access.signInByProvider({ query }))).code, 'provider-down')
  await other.up(true)
  browser.takeCookie(asked)
  assert.equal((await refusalOf(browser.access.signInByProvider({ query }))).code, 'not-linked')
  await other.up(false)
  await house.db.close()
})
