import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newId } from '#base/id'
import { refusalOf, testAccess, type TestAccess } from '#tests/factories/access'
import { createAccounts } from '../access/accounts.ts'
import { dropOldSendings } from './once.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, cookie: string, other: string, accountId: string
before(async () => {
  house = await testAccess()
  const unit = await house.unit('Liên đoàn Lao động tỉnh Lào Cai')
  const enter = async (username: string) => {
    const personId = await house.person('Lò Thị Học')
    await house.office(personId, unit)
    await house.work((w) => createAccounts(w, [{ personId, username, password, mustChange: false }]))
    const browser = house.browser()
    const me = await browser.access.signIn({ name: username, password })
    return { cookie: browser.cookie(), accountId: me.accountId }
  }
  ;({ cookie, accountId } = await enter('lohoc'))
  other = (await enter('khac')).cookie
})
after(() => house.db.close())

function sender(key: string, { as = cookie, of }: { as?: string; of?: string } = {}) {
  const browser = house.browser({ headers: { 'idempotency-key': key, ...(of && { 'outbox-sender': of }) } })
  browser.takeCookie(as)
  return browser
}
const lines = async () => (await house.pools.owner.query(`select count(*)::int as n from audit.entry where action = 'access.session.endOthers'`)).rows[0].n as number

describe('a write under a key', () => {
  it('is done once however often it is sent, and each time answered as the first time', async () => {
    const { accountId: id } = await house.browser().access.signIn({ name: 'lohoc', password })
    assert.equal(id, accountId)
    const before = await lines(), key = newId()
    const first = await sender(key).access.endOtherSessions({})
    assert.equal(first.ended, 1)
    assert.deepEqual(await sender(key).access.endOtherSessions({}), first)
    assert.equal(await lines(), before + 1)
  })

  it('is done once when two are sent at the same moment', async () => {
    const before = await lines(), key = newId()
    const answers = await Promise.all([1, 2, 3, 4].map(() => sender(key).access.endOtherSessions({})))
    assert.deepEqual(answers, [answers[0], answers[0], answers[0], answers[0]])
    assert.equal(await lines(), before + 1)
  })

  it('is refused when something else, or someone else, was sent under that key', async () => {
    const key = newId()
    await sender(key).access.setLanguage({ language: 'en' })
    assert.equal((await refusalOf(sender(key).access.setLanguage({ language: 'vi' }))).code, 'key-used')
    assert.equal((await refusalOf(sender(key).access.endOtherSessions({}))).code, 'key-used')
    assert.equal((await refusalOf(sender(key, { as: other }).access.setLanguage({ language: 'en' }))).code, 'key-used')
    assert.equal((await refusalOf(sender('mot-hai-ba').access.setLanguage({ language: 'vi' }))).status, 400)
  })

  it('that was refused leaves the key free for when it can be done', async () => {
    const key = newId(), office = newId()
    assert.equal((await refusalOf(sender(key).access.chooseOffice({ officeId: office }))).code, 'not-held')
    assert.deepEqual(await sender(key).access.setLanguage({ language: 'vi' }), { done: true })
  })

  it('is not sent in another name than that of the account and office that kept it', async () => {
    const { acting } = (await sender(newId()).actor())!
    assert.equal((await refusalOf(sender(newId(), { as: other, of: `${accountId} ${acting!.officeId}` }).access.setLanguage({ language: 'en' }))).code, 'other-sender')
    assert.deepEqual(await sender(newId(), { of: `${accountId} ${acting!.officeId}` }).access.setLanguage({ language: 'vi' }), { done: true })
  })

  it('keeps no secret: what holds one takes no key', async () => {
    assert.equal((await refusalOf(sender(newId()).access.changePassword({ oldPassword: password, newPassword: 'suối chảy qua bản làng' }))).code, 'no-key')
    assert.equal((await refusalOf(sender(newId(), { as: '' }).access.signIn({ name: 'lohoc', password }))).code, 'no-key')
  })

  it('is remembered for thirty days', async () => {
    const key = newId()
    await sender(key).access.setLanguage({ language: 'vi' })
    const left = async () => (await house.pools.owner.query('select count(*)::int as n from access.sending where key = $1', [key])).rows[0].n
    await dropOldSendings(house.pools.owner, new Date(house.clock.now.getTime() + 29 * 86_400_000))
    assert.equal(await left(), 1)
    await dropOldSendings(house.pools.owner, new Date(house.clock.now.getTime() + 31 * 86_400_000))
    assert.equal(await left(), 0)
  })
})
