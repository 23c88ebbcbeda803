import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { refusalOf, testAccess, type TestAccess } from '#tests/factories/access'
import { createAccounts } from './accounts.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, root: string, province: string
before(async () => {
  house = await testAccess({ trustedProxies: ['10.0.0.0/8'] })
  root = await house.unit('Tổng Liên đoàn Lao động Việt Nam')
  province = await house.unit('Liên đoàn Lao động tỉnh Lào Cai', root)
})
after(() => house.db.close())

let number = 0
/** An official of Lào Cai with an account. */
async function official(name: string, more: { title?: string; during?: string; mustChange?: boolean } = {}) {
  number++
  const personId = await house.person(name)
  const officeId = await house.office(personId, province, more.title, more.during)
  const username = `official${number}`
  const phone = `091200${String(1000 + number)}`
  const [account] = await house.work((w) => createAccounts(w, [{ personId, username, email: `Official${number}@LaoCai.vn`, phone, password, mustChange: more.mustChange ?? false }]))
  return { personId, officeId, username, phone, email: `official${number}@laocai.vn`, accountId: account!.accountId }
}
function minutes(n: number): void { house.clock.now = new Date(house.clock.now.getTime() + n * 60_000) }

describe('signing in', () => {
  it('by user name, by e-mail address, and by telephone number in any spelling', async () => {
    const an = await official('Nguyễn Văn An')
    const spelt = an.phone.replace(/^0(\d{3})(\d{3})(\d{3})$/, '+84 $1.$2.$3')
    for (const name of [an.username, an.username.toUpperCase(), ' Official1@LaoCai.VN ', an.phone, spelt]) {
      const me = await house.browser().access.signIn({ name, password })
      assert.equal(me.name, 'Nguyễn Văn An', name)
      assert.equal(me.officeId, an.officeId)
      assert.equal(me.offices[0]!.titleVi, 'Chủ tịch')
    }
    // The same words from a keyboard that writes marks apart.
    assert.equal((await house.browser().access.signIn({ name: an.username, password: password.normalize('NFD') })).accountId, an.accountId)
  })

  it('gives a cookie that scripts cannot read and other sites do not send, and is Secure by https', async () => {
    const an = await official('Trần Thị Bình')
    const plain = house.browser(), secure = house.browser({ headers: { 'x-forwarded-proto': 'https' } })
    await plain.access.signIn({ name: an.username, password })
    await secure.access.signIn({ name: an.username, password })
    assert.match(plain.setCookie()[0]!, /^lotrinh\.session=.+; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.match(secure.setCookie()[0]!, /; Secure$/)
  })

  it('leaves no usable token in the table', async () => {
    const an = await official('Lê Văn Cường'), browser = house.browser()
    await browser.access.signIn({ name: an.username, password })
    const token = decodeURIComponent(browser.cookie().split('=')[1]!).split('.')[0]!
    const rows = (await house.pools.owner.query('select s::text as row, token_hash from access.session s where account_id = $1', [an.accountId])).rows
    assert.equal(rows.length, 1)
    assert.equal(rows[0].row.includes(token), false)
    assert.equal(rows[0].token_hash, createHash('sha256').update(token).digest('base64url'))
    // What stands in the table opens nothing, in whatever form it is put into a cookie.
    const thief = house.browser()
    for (const stolen of [rows[0].token_hash, `${rows[0].token_hash}.${'A'.repeat(43)}=`, `${token}.${'A'.repeat(43)}=`]) {
      thief.takeCookie(`lotrinh.session=${encodeURIComponent(stolen)}`)
      assert.equal(await thief.actor(), null)
    }
    assert.equal((await browser.actor())?.accountId, an.accountId)
  })

  it('ends after seven days, and at once when one signs out', async () => {
    const an = await official('Phạm Văn Dũng'), kept = house.browser(), left = house.browser()
    await kept.access.signIn({ name: an.username, password })
    await left.access.signIn({ name: an.username, password })
    const cookie = left.cookie()
    await left.access.signOut({})
    left.takeCookie(cookie)
    assert.equal(await left.actor(), null)
    minutes(7 * 24 * 60 - 1)
    assert.ok(await kept.actor())
    minutes(2)
    assert.equal(await kept.actor(), null)
  })

  it('with the same answer whether or not the account exists', async () => {
    const an = await official('Hoàng Văn Em')
    const known = house.browser({ peer: '203.0.113.20' }), unknown = house.browser({ peer: '203.0.113.21' })
    for (let failure = 1; failure <= 7; failure++) {
      const [a, b] = [await refusalOf(known.access.signIn({ name: an.username, password: 'không phải thế' })), await refusalOf(unknown.access.signIn({ name: 'khongcoai', password: 'không phải thế' }))]
      assert.deepEqual(a, b, `failure ${failure}`)
      assert.equal(a.code, failure < 5 ? 'wrong' : 'paused')
    }
    const entries = (await house.pools.owner.query(`select detail::text || subject_id as text from audit.entry where action like 'access.signIn%' or action = 'access.pause'`)).rows
    assert.equal(entries.some((e) => e.text.includes('khongcoai')), false, 'what a stranger typed is not kept: it may be a password')
  })

  it('refuses the right password while the account is paused, says how long, and takes it again afterwards', async () => {
    const an = await official('Vũ Thị Giang')
    const fail = () => refusalOf(house.browser().access.signIn({ name: an.username, password: 'sai mất rồi' }))
    for (let i = 0; i < 4; i++) assert.equal((await fail()).code, 'wrong')
    assert.deepEqual(await fail(), { status: 429, code: 'paused', field: null, vi: 'Đăng nhập sai quá nhiều lần. Hãy thử lại sau 5 phút.', en: 'Too many failed attempts. Please try again in 5 minutes.' })
    minutes(2)
    // By another of its names too: the account is paused, not the name.
    const paused = await refusalOf(house.browser().access.signIn({ name: an.email, password }))
    assert.deepEqual([paused.status, paused.vi], [429, 'Đăng nhập sai quá nhiều lần. Hãy thử lại sau 3 phút.'])
    minutes(3)
    assert.match((await fail()).en, /in 10 minutes/, 'the pause grows')
    minutes(10)
    assert.equal((await house.browser().access.signIn({ name: an.username, password })).accountId, an.accountId)
    for (let i = 0; i < 4; i++) assert.equal((await fail()).code, 'wrong', 'and begins anew after a success')
  })

  it('does not let guesses sent all at once slip past the pause', async () => {
    const an = await official('Đỗ Văn Hải')
    const answers = await Promise.all(Array.from({ length: 8 }, () => refusalOf(house.browser().access.signIn({ name: an.username, password: 'đoán bừa thôi' }))))
    assert.ok(answers.filter((a) => a.code === 'wrong').length <= 5)
    assert.equal((await refusalOf(house.browser().access.signIn({ name: an.username, password }))).code, 'paused')
  })

  it('counts a forged x-forwarded-for from an untrusted address as the address itself', async () => {
    const an = await official('Bùi Thị Hoa')
    const forger = house.browser({ peer: '198.51.100.7', headers: { 'x-forwarded-for': '192.0.2.1' } })
    const behindProxy = house.browser({ peer: '10.1.2.3', headers: { 'x-forwarded-for': '192.0.2.66, 192.0.2.1, 10.9.9.9' } })
    await forger.access.signIn({ name: an.username, password })
    await behindProxy.access.signIn({ name: an.username, password })
    const sessions = await behindProxy.access.sessions()
    assert.deepEqual(sessions.map((s) => s.address).sort(), ['192.0.2.1', '198.51.100.7'])
    assert.equal(sessions.filter((s) => s.current).length, 1)
    // Guessing at many accounts pauses the address that really asks, whatever it writes into the header.
    for (let i = 0; i < 61; i++) {
      const guess = house.browser({ peer: '198.51.100.8', headers: { 'x-forwarded-for': `192.0.2.${i}` } })
      await refusalOf(guess.access.signIn({ name: `ai-do-${i}`, password: 'đoán bừa thôi' }))
    }
    assert.equal((await refusalOf(house.browser({ peer: '198.51.100.8' }).access.signIn({ name: an.username, password }))).code, 'paused')
    assert.ok(await house.browser({ peer: '192.0.2.5' }).access.signIn({ name: an.username, password }))
  })

  it('leaves an audit line for success, failure and pause, also where the request itself was refused', async () => {
    const an = await official('Ngô Văn Ích'), browser = house.browser()
    await browser.access.signIn({ name: an.username, password })
    for (let i = 0; i < 6; i++) await refusalOf(browser.access.signIn({ name: an.username, password: 'sai mất rồi' }))
    const rows = (await house.pools.owner.query('select action, account_id, person_id, unit_id from audit.entry where subject_id = $1 order by id', [an.accountId])).rows
    assert.deepEqual(rows.map((r) => r.action), ['access.account.create', 'access.signIn', ...Array(4).fill('access.signIn.failed'), 'access.pause', 'access.signIn.paused'])
    for (const row of rows.slice(1)) assert.deepEqual([row.account_id, row.person_id, row.unit_id], [an.accountId, an.personId, province])
  })
})

describe('powers', () => {
  it('end with the office at the next request, and fall back to another office held', async () => {
    const an = await official('Lý Thị Khánh'), browser = house.browser()
    const second = await house.office(an.personId, root, 'specialist')
    await browser.access.signIn({ name: an.username, password })
    assert.equal((await browser.actor())!.acting!.officeId, an.officeId, 'the highest office first')
    await browser.access.chooseOffice({ officeId: second })
    assert.equal((await browser.access.me()).officeId, second)
    assert.equal((await browser.access.me()).unitId, root)
    await house.pools.owner.query(`update people.office set during = '[2026-01-01,2026-06-01)' where id = $1`, [second])
    assert.equal((await browser.actor())!.acting!.officeId, an.officeId, 'falls back the moment the chosen one ends')
    assert.equal((await refusalOf(browser.access.chooseOffice({ officeId: second }))).code, 'not-held')
    await house.pools.owner.query(`update people.office set during = '[2026-01-01,2026-06-01)' where id = $1`, [an.officeId])
    assert.equal((await browser.actor())!.acting, null)
    assert.equal((await refusalOf(browser.access.accounts({}))).status, 403)
    assert.equal((await browser.access.me()).name, 'Lý Thị Khánh', 'the account itself still signs in')
  })

  it('wait until a password given by someone else is changed', async () => {
    const an = await official('Mai Văn Long', { mustChange: true }), browser = house.browser(), other = house.browser()
    assert.equal((await browser.access.signIn({ name: an.username, password })).mustChangePassword, true)
    await other.access.signIn({ name: an.username, password })
    assert.equal((await refusalOf(browser.access.accounts({}))).status, 403)
    const change = (oldPassword: string, newPassword: string) => browser.access.changePassword({ oldPassword, newPassword })
    assert.deepEqual([await refusalOf(change('không phải', 'một câu mới toanh')), await refusalOf(change(password, 'ngắn')), await refusalOf(change(password, password))].map((r) => [r.code, r.field]),
      [['wrong', 'oldPassword'], ['password-short', 'newPassword'], ['same', 'newPassword']])
    await change(password, 'một câu mới toanh')
    assert.equal((await browser.access.me()).mustChangePassword, false)
    assert.ok((await browser.actor())!.acting)
    assert.equal(await other.actor(), null, 'other sessions end with the old password')
    assert.equal((await refusalOf(house.browser().access.signIn({ name: an.username, password }))).code, 'wrong')
    assert.ok(await house.browser().access.signIn({ name: an.username, password: 'một câu mới toanh' }))
  })

  it('of the first administrator of an empty house reach everything, without an office', async () => {
    const [made] = await house.work((w) => createAccounts(w, [{ personId: null, username: 'quantri' }]))
    const browser = house.browser()
    await browser.access.signIn({ name: 'quantri', password: made!.oneTimePassword! })
    assert.equal((await browser.actor())!.acting, null)
    await browser.access.changePassword({ oldPassword: made!.oneTimePassword!, newPassword: 'bắt đầu từ đây' })
    const actor = (await browser.actor())!
    assert.deepEqual([actor.acting!.lft, actor.acting!.officeId, actor.acting!.verbs.has('structure'), actor.acting!.verbs.has('plan.write')], [0, null, true, false])
  })
})
