// The second step of signing in, as people meet it: an app on the phone, codes on paper, and whoever tries to get past them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { refusalOf, testAccess, type Browser, type TestAccess } from '#tests/factories/access'
import { createAccounts } from './accounts.ts'
import { codeAt, secretFrom, stepOfCode } from './totp.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, province: string
before(async () => {
  house = await testAccess()
  province = await house.unit('Liên đoàn Lao động tỉnh Lào Cai', await house.unit('Tổng Liên đoàn Lao động Việt Nam'))
})
after(() => house.db.close())

let number = 0
function seconds(n: number): void { house.clock.now = new Date(house.clock.now.getTime() + n * 1000) }
async function official(mustChange = false) {
  number++
  const personId = await house.person(`Cán Bộ Số ${number}`), username = `canbo${number}`
  await house.office(personId, province)
  const [made] = await house.work((w) => createAccounts(w, [{ personId, username, password, mustChange }]))
  const browser = house.browser()
  await browser.access.signIn({ name: username, password })
  return { username, browser, accountId: made!.accountId, signIn: (code?: string, from: Browser = house.browser()) => from.access.signIn({ name: username, password, code }) }
}
/** An official whose app is set up; `code()` is what it shows now. */
async function withApp() {
  const an = await official()
  const { secret } = await an.browser.access.beginSecondFactor({ password })
  const code = () => codeAt(secretFrom(secret), house.clock.now)
  const { recoveryCodes } = await an.browser.access.confirmSecondFactor({ code: await code() })
  seconds(30)
  return { ...an, secret, code, recoveryCodes }
}
const isWrong = async (asked: Promise<unknown>) => assert.equal((await refusalOf(asked)).code, 'wrong-code')

describe('an authenticator app', () => {
  it('shows the codes of RFC 6238, and its clock may be half a minute off', async () => {
    const secret = Buffer.from('12345678901234567890')
    assert.equal(await codeAt(secret, new Date(59_000)), '287082')
    assert.equal(await codeAt(secret, new Date(1_111_111_109_000)), '081804')
    assert.equal(await stepOfCode(secret, '287082', new Date(89_000)), 1)
    assert.equal(await stepOfCode(secret, '287082', new Date(29_000)), 1)
    assert.equal(await stepOfCode(secret, '287082', new Date(90_000)), null)
  })

  it('is asked for only once its first code came back', async () => {
    const an = await official()
    assert.equal((await refusalOf(an.browser.access.beginSecondFactor({ password: 'không phải thế' }))).field, 'password')
    const { secret, address } = await an.browser.access.beginSecondFactor({ password })
    assert.match(address, new RegExp(`^otpauth://totp/L%E1%BB%99%20Tr%C3%ACnh:${an.username}\\?secret=${secret}&issuer=L%E1%BB%99%20Tr%C3%ACnh&`))
    assert.ok(await an.signIn(), 'not before')
    await isWrong(an.browser.access.confirmSecondFactor({ code: '000000' }))
    const code = await codeAt(secretFrom(secret), house.clock.now)
    assert.equal((await an.browser.access.confirmSecondFactor({ code: `${code.slice(0, 3)} ${code.slice(3)}` })).recoveryCodes.length, 10)
    assert.deepEqual(await an.browser.access.secondFactor(), { since: house.clock.now.toISOString(), recoveryLeft: 10 })
    const asked = await refusalOf(an.signIn())
    assert.deepEqual([asked.status, asked.code, asked.field], [422, 'code-needed', 'code'])
    assert.equal((await refusalOf(an.browser.access.beginSecondFactor({ password }))).code, 'already-on')
    await isWrong(an.signIn(code))
    seconds(30)
    assert.ok(await an.signIn(await codeAt(secretFrom(secret), house.clock.now)))
  })

  it('opens no session without the code, and none for a code that was used, whichever door it was used at', async () => {
    const an = await withApp()
    const other = house.browser()
    await refusalOf(an.signIn(undefined, other))
    assert.equal(other.cookie(), '')
    assert.equal((await house.pools.owner.query('select count(*)::int as n from access.session where account_id = $1', [an.accountId])).rows[0].n, 1)
    const code = await an.code()
    assert.ok(await an.signIn(code))
    await isWrong(an.signIn(code))
    await isWrong(an.browser.access.endSecondFactor({ password, code }))
    seconds(30)
    const next = await an.code()
    const answers = await Promise.allSettled([1, 2, 3].map(() => an.signIn(next)))
    assert.equal(answers.filter((a) => a.status === 'fulfilled').length, 1, 'of three at once one')
    await isWrong(an.signIn(code))
  })

  it('counts wrong codes towards the pause; the password alone neither counts nor makes up for them', async () => {
    const an = await withApp()
    for (let i = 0; i < 4; i++) {
      await isWrong(an.signIn(`00000${i}`))
      for (let again = 0; again < 3; again++) assert.equal((await refusalOf(an.signIn())).code, 'code-needed')
    }
    assert.equal((await refusalOf(an.signIn('000009'))).code, 'paused')
    assert.equal((await refusalOf(an.signIn(await an.code()))).status, 429, 'the right one too')
    seconds(300)
    assert.equal((await refusalOf(an.signIn())).code, 'code-needed')
    assert.ok(await an.signIn(await an.code()))
    assert.deepEqual((await house.pools.owner.query(`select action, count(*)::int as n from audit.entry where account_id = $1 and action in ('access.code.failed', 'access.pause') group by 1 order by 1`, [an.accountId])).rows,
      [{ action: 'access.code.failed', n: 4 }, { action: 'access.pause', n: 1 }])
  })

  it('is switched off by password and code together', async () => {
    const an = await withApp()
    assert.equal((await refusalOf(an.browser.access.endSecondFactor({ password: 'không phải thế', code: await an.code() }))).field, 'password')
    await isWrong(an.browser.access.endSecondFactor({ password, code: '123456' }))
    await an.browser.access.endSecondFactor({ password, code: await an.code() })
    assert.deepEqual(await an.browser.access.secondFactor(), { since: null, recoveryLeft: 0 })
    assert.ok(await an.signIn())
  })

  it('is set up by nobody who knows only the one-time password that was handed over', async () => {
    const an = await official(true)
    assert.equal((await refusalOf(an.browser.access.beginSecondFactor({ password }))).code, 'change-first')
  })

  it('leaves no secret that can be read: not in the tables, not for the role of the requests, not in the log', async () => {
    const an = await withApp()
    const { owner } = house.pools
    const kept = (await owner.query(`select f::text || coalesce((select string_agg(r::text, ' ') from access.recovery_code r where r.account_id = f.account_id), '') as text from access.second_factor f where account_id = $1`, [an.accountId])).rows[0].text as string
    const log = (await owner.query(`select coalesce(string_agg(detail::text, ' '), '') as text from audit.entry where account_id = $1`, [an.accountId])).rows[0].text as string
    for (const secret of [an.secret, Buffer.from(secretFrom(an.secret)).toString('base64'), ...an.recoveryCodes, ...an.recoveryCodes.map((c) => c.replaceAll('-', ''))]) {
      assert.equal((kept + log).includes(secret), false)
    }
    await assert.rejects(house.work((w) => w.tx.selectFrom('access.second_factor').select('secret').execute()), /permission denied/)
  })
})

describe('an administrator', () => {
  it('takes the second step away from whoever lost the phone; every session ends, the password stays, nothing is read', async () => {
    const an = await withApp(), admin = await official()
    const seen = async () => (await admin.browser.access.accounts({ search: an.username })).rows[0]!
    assert.equal((await seen()).secondFactor, true)
    assert.equal(JSON.stringify(await seen()).includes(an.secret), false)
    await admin.browser.access.clearSecondFactor({ accountId: an.accountId })
    assert.equal((await seen()).secondFactor, false)
    assert.equal(await an.browser.actor(), null)
    assert.ok(await an.signIn())
    assert.deepEqual((await house.pools.owner.query(`select account_id, detail from audit.entry where action = 'access.secondFactor.reset' and subject_id = $1`, [an.accountId])).rows, [{ account_id: admin.accountId, detail: {} }])
  })

  it('who resets the password and leaves the second step meets it all the same, and opens nothing before the password is changed', async () => {
    const an = await withApp(), admin = await official()
    const { oneTimePassword } = await admin.browser.access.resetPassword({ accountId: an.accountId, keepProofs: true })
    const browser = house.browser()
    const enter = (code?: string) => browser.access.signIn({ name: an.username, password: oneTimePassword!, code })
    assert.equal((await refusalOf(enter())).code, 'code-needed')
    assert.equal((await enter(await an.code())).mustChangePassword, true)
    assert.equal((await browser.actor())!.acting, null)
  })

  it('cannot be the account itself: an open session is not enough to take it over', async () => {
    const an = await withApp()
    for (const ask of [() => an.browser.access.clearSecondFactor({ accountId: an.accountId }), () => an.browser.access.resetPassword({ accountId: an.accountId })]) assert.equal((await refusalOf(ask())).code, 'own-account')
    assert.notEqual((await an.browser.access.secondFactor()).since, null)
  })
})

describe('recovery codes', () => {
  it('open once each, however they are written, and are counted down', async () => {
    const an = await withApp()
    const [first, second] = an.recoveryCodes as [string, string]
    assert.ok(await an.signIn(first.toUpperCase().replaceAll('-', ' ')))
    await isWrong(an.signIn(first))
    assert.equal((await an.browser.access.secondFactor()).recoveryLeft, 9)
    const answers = await Promise.allSettled([1, 2].map(() => an.signIn(second)))
    assert.equal(answers.filter((a) => a.status === 'fulfilled').length, 1)
    const other = await withApp()
    await isWrong(other.signIn(an.recoveryCodes[2]))
  })

  it('are made anew on wish; the old ones end', async () => {
    const an = await withApp()
    const { recoveryCodes } = await an.browser.access.renewRecoveryCodes({ password, code: await an.code() })
    assert.equal(new Set([...recoveryCodes, ...an.recoveryCodes]).size, 20)
    await isWrong(an.signIn(an.recoveryCodes[0]))
    assert.ok(await an.signIn(recoveryCodes[0]))
  })
})
