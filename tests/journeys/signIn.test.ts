// Journey: a chair keeps the account her own. Where it is signed in, a second step by an app, recovery codes, the
// administrator who helps when the phone is lost, and an identity provider beside the password.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { codeAt, secretFrom } from '#platform/access/totp'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { testProvider, type TestProvider } from '#tests/factories/provider'

let house: House, provider: TestProvider
before(async () => {
  provider = await testProvider()
  house = await demonstrationHouse({ screens: true, provider: provider.settings })
  provider.serves([house.address])
})
after(async () => {
  await closeBrowser()
  await provider.up(false)
  await house.close()
})

const seconds = (n: number) => { house.clock.now = new Date(house.clock.now.getTime() + n * 1000) }
const shot = async (page: Page, name: string) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const atHome = (page: Page) => page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
async function giveName(page: Page, username: string, password = house.password): Promise<void> {
  await page.goto('/dang-nhap')
  await page.getByLabel('Tên đăng nhập').fill(username)
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
}

describe('where one is signed in', () => {
  it('is listed on the security page, and what is ended there is out at once', async () => {
    const { page } = await openBrowser(house, { username: 'hoanglien', size: desk })
    const other = (await openBrowser(house, { username: 'hoanglien', size: phone })).page
    const third = await house.as('hoanglien')
    await other.goto('/ke-hoach')
    await other.getByRole('heading', { name: 'Kế hoạch', level: 1 }).waitFor()
    await page.goto('/')
    await page.getByRole('button', { name: /Tài khoản của/ }).click()
    await page.getByRole('menuitem', { name: 'Bảo mật' }).click()
    const list = page.getByRole('table', { name: 'Phiên đăng nhập' })
    await list.getByText('Phiên này').waitFor()
    await shot(page, 'sessions')
    const listed = await list.getByRole('row').count()
    assert.ok(listed >= 4, `${listed} rows with the head`)
    await mustBeAccessible(page, 'sessions')
    await page.getByRole('button', { name: 'Kết thúc mọi phiên khác' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc', exact: true }).click()
    await list.getByRole('button', { name: 'Kết thúc' }).first().waitFor({ state: 'detached' })
    assert.equal((await third('GET', '/access/me')).status, 401)
    // Nobody touches the other screen: its stream was ended, and it finds the sign-in by itself.
    await other.getByRole('heading', { name: 'Đăng nhập', exact: true }).waitFor()
    await page.reload()
    await list.getByText('Phiên này').waitFor()
  })
})

describe('the second step', () => {
  let secret = '', recovery: string[] = []
  const code = () => codeAt(secretFrom(secret), house.clock.now)

  it('is switched on with an app, and shows ten recovery codes once', async () => {
    const { page } = await openBrowser(house, { username: 'hoanglien', size: phone })
    await page.goto('/bao-mat')
    await page.getByRole('button', { name: 'Bật xác thực hai bước' }).tap()
    const dialog = page.getByRole('dialog', { name: 'Bật xác thực hai bước' })
    await dialog.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(house.password)
    await shot(page, 'second-password')
    await dialog.getByRole('button', { name: 'Tiếp tục' }).tap()
    await dialog.getByRole('img', { name: /Mã QR/ }).waitFor()
    await mustBeAccessible(page, 'the secret')
    await shot(page, 'second-scan')
    secret = (await dialog.locator('output').innerText()).replaceAll(' ', '')
    await dialog.getByLabel('Mã sáu số').fill('000000')
    await dialog.getByRole('button', { name: 'Bật', exact: true }).tap()
    await dialog.getByText('Mã không đúng hoặc đã được dùng').waitFor()
    await dialog.getByLabel('Mã sáu số').fill(await code())
    await dialog.getByRole('button', { name: 'Bật', exact: true }).tap()
    const codes = page.getByRole('list', { name: 'Mười mã khôi phục' }).getByRole('listitem')
    await codes.first().waitFor()
    recovery = await codes.allInnerTexts()
    assert.equal(recovery.length, 10)
    await mustBeAccessible(page, 'recovery codes')
    await shot(page, 'second-codes')
    await page.getByRole('button', { name: 'Đã cất giữ' }).tap()
    await page.getByText('Còn 10 mã khôi phục chưa dùng.').waitFor()
    await shot(page, 'second-on')
  })

  it('asks for the code after the password, and takes none twice', async () => {
    seconds(30)
    const { page } = await openBrowser(house, { size: phone })
    const used = await code()
    await giveName(page, 'hoanglien')
    await page.getByRole('heading', { name: 'Bước hai' }).waitFor()
    await mustBeAccessible(page, 'the second step')
    await shot(page, 'code')
    await page.getByLabel('Mã xác thực').fill(used)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).tap()
    await atHome(page)
    const thief = (await openBrowser(house, { size: desk })).page
    await giveName(thief, 'hoanglien')
    await thief.getByLabel('Mã xác thực').fill(used)
    await thief.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await thief.getByText('Mã không đúng hoặc đã được dùng').waitFor()
    await shot(thief, 'code-used')
  })

  it('takes a recovery code once, when the phone is not at hand', async () => {
    for (const goesIn of [true, false]) {
      const { page } = await openBrowser(house, { size: desk })
      await giveName(page, 'hoanglien')
      await page.getByRole('button', { name: /Dùng mã khôi phục/ }).click()
      await page.getByLabel('Mã khôi phục').fill(recovery[0]!)
      await shot(page, 'code-recovery')
      await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
      if (goesIn) await atHome(page)
      else await page.getByText('Mã không đúng hoặc đã được dùng').waitFor()
    }
  })

  it('is taken away by the administrator of accounts, who sees that it is on and nothing else of it', async () => {
    const { page } = await openBrowser(house, { username: 'quantri', size: desk })
    await page.goto('/tai-khoan?tim=hoanglien')
    await page.getByRole('table').getByText('hoanglien').first().click()
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Xác thực hai bước', { exact: true }).waitFor()
    await shot(page, 'account-second')
    await sheet.getByRole('button', { name: 'Gỡ bước hai và khóa truy cập' }).click()
    const sure = page.getByRole('dialog', { name: 'Gỡ bước hai và khóa truy cập' })
    await shot(page, 'account-clear')
    await sure.getByRole('button', { name: 'Gỡ bước hai và khóa truy cập' }).click()
    await sheet.getByText('Xác thực hai bước', { exact: true }).waitFor({ state: 'detached' })
    const back = (await openBrowser(house, { size: desk })).page
    await giveName(back, 'hoanglien')
    await atHome(back)
  })
})

describe('a passkey', () => {
  // A passkey belongs to a name, never to an address of figures.
  const local = () => house.address.replace('127.0.0.1', 'localhost')
  let page: Page, sent = { path: '', body: '' }

  /** A page whose device has a fingerprint reader and a finger on it. */
  async function withDevice(): Promise<Page> {
    const opened = await openBrowser(house, { size: phone })
    const device = await opened.context.newCDPSession(opened.page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    await opened.page.goto(`${local()}/dang-nhap`)
    return opened.page
  }
  const byPasskey = (at: Page) => at.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).tap()
  const leave = async (at: Page) => {
    await at.getByRole('button', { name: /Tài khoản của/ }).tap()
    await at.getByRole('menuitem', { name: 'Đăng xuất' }).tap()
    await at.getByRole('heading', { name: 'Đăng nhập', exact: true }).waitFor()
  }
  /** Sends once more what the browser sent, from whatever site. */
  const replay = (site: string) => new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { port } = new URL(house.address)
    const asked = request({ host: '127.0.0.1', port, path: sent.path, method: 'POST', headers: { host: `${site}:${port}`, origin: `http://${site}:${port}`, 'content-type': 'application/json', 'x-csrf-token': 'orpc' } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => resolve({ status: reply.statusCode!, text }))
    })
    asked.on('error', reject).end(sent.body)
  })

  it('is made on the security page by password and finger, and has a name', async () => {
    page = await withDevice()
    await byPasskey(page)
    await page.getByText('Thiết bị không xác nhận').waitFor()
    await shot(page, 'passkey-none')
    await page.getByLabel('Tên đăng nhập').fill('sapa')
    await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(house.password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).tap()
    await atHome(page)
    await page.goto(`${local()}/bao-mat`)
    await page.getByRole('button', { name: 'Thêm khóa truy cập' }).tap()
    const dialog = page.getByRole('dialog', { name: 'Thêm khóa truy cập' })
    await dialog.getByLabel('Tên gọi').fill('Điện thoại của Sùng')
    await dialog.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(house.password)
    await shot(page, 'passkey-add')
    await dialog.getByRole('button', { name: 'Thêm khóa truy cập' }).tap()
    await page.getByRole('list', { name: 'Khóa truy cập' }).getByText('Điện thoại của Sùng').waitFor()
    await mustBeAccessible(page, 'passkeys')
    await shot(page, 'passkeys')
    await page.getByRole('button', { name: 'Đổi tên Điện thoại của Sùng' }).tap()
    await page.getByRole('dialog').getByLabel('Tên gọi').fill('Máy cũ')
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).tap()
    await page.getByRole('list', { name: 'Khóa truy cập' }).getByText('Máy cũ').waitFor()
  })

  it('signs in by itself, without name, password or code', async () => {
    await leave(page)
    await mustBeAccessible(page, 'signing in by passkey')
    await shot(page, 'passkey-sign-in')
    const asked = page.waitForRequest((r) => r.url().endsWith('/access/signInByPasskey'))
    await byPasskey(page)
    const { url, postData } = await asked.then((r) => ({ url: new URL(r.url()), postData: r.postData()! }))
    sent = { path: url.pathname, body: postData }
    await atHome(page)
    const { rows } = await house.system.pools.owner.query(`select detail ->> 'by' as by from audit.entry where action = 'access.signIn' order by id desc limit 1`)
    assert.equal(rows[0].by, 'passkey')
  })

  it('answers a question once, and for no other site', async () => {
    for (const site of ['localhost', 'xa.localhost', '127.0.0.1']) {
      const { status, text } = await replay(site)
      assert.equal(status, 422, `${site}: ${text}`)
      assert.match(text, /wrong-passkey/)
    }
    const { rows } = await house.system.pools.owner.query(`select count(*)::int as n from audit.entry where action = 'access.passkey.failed'`)
    assert.equal(rows[0].n, 3)
    await leave(page)
    await byPasskey(page)
    await atHome(page)
  })

  it('opens nothing but the change of the password after an administrator gave a new one', async () => {
    const admin = await house.as('quantri')
    const { body } = await admin<{ rows: { id: string; passkeys: number }[] }>('GET', '/access/accounts?search=sapa')
    const account = body.rows.find((row) => row.passkeys === 1)!
    assert.equal((await admin('POST', `/access/accounts/${account.id}/reset`, { keepProofs: true })).status, 200)
    await page.goto(`${local()}/dang-nhap`)
    await byPasskey(page)
    await page.getByText('Mật khẩu hiện tại chỉ dùng một lần').waitFor()
    // Taken away by the administrator, it is worth nothing, though the device still holds it.
    assert.equal((await admin('DELETE', `/access/accounts/${account.id}/second-factor`)).status, 200)
    await page.goto(`${local()}/dang-nhap`)
    await byPasskey(page)
    await page.getByText('Khóa truy cập này không mở được tài khoản nào ở đây').waitFor()
    await shot(page, 'passkey-wrong')
  })

  it('is removed by its owner', async () => {
    page = await withDevice()
    await page.getByLabel('Tên đăng nhập').fill('angiang')
    await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(house.password)
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).tap()
    await atHome(page)
    await page.goto(`${local()}/bao-mat`)
    await page.getByRole('button', { name: 'Thêm khóa truy cập' }).tap()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(house.password)
    await page.getByRole('dialog').getByRole('button', { name: 'Thêm khóa truy cập' }).tap()
    await page.getByRole('button', { name: /^Gỡ / }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Gỡ khóa truy cập' }).tap()
    await page.getByRole('list', { name: 'Khóa truy cập' }).waitFor({ state: 'detached' })
    await leave(page)
    await byPasskey(page)
    await page.getByText('Khóa truy cập này không mở được tài khoản nào ở đây').waitFor()
  })
})

describe('an identity provider', () => {
  const byProvider = 'Đăng nhập bằng Định danh tỉnh'
  const identify = async (page: Page, login: string) => {
    await page.locator('input[name=login]').fill(login)
    await page.locator('input[name=password]').fill('x')
    await page.locator('button[type=submit]').click()
  }

  it('opens nothing before it is linked, and says how that is done', async () => {
    const { page } = await openBrowser(house, { size: phone })
    await page.goto('/dang-nhap?ve=%2Fke-hoach')
    await page.getByRole('button', { name: byProvider }).tap()
    await identify(page, 'vneid-lan')
    await page.getByText('Định danh này chưa liên kết với tài khoản nào ở đây').waitFor()
    await mustBeAccessible(page, 'not linked')
    await shot(page, 'provider-not-linked')
    await page.getByRole('button', { name: 'Về trang đăng nhập' }).tap()
    await mustBeAccessible(page, 'signing in by the provider')
    await shot(page, 'provider-sign-in')
  })

  it('is linked on the security page by password, and then leads back to where one was going', async () => {
    const { page } = await openBrowser(house, { username: 'laocai', size: phone })
    await page.goto('/bao-mat')
    await page.getByRole('button', { name: 'Liên kết với Định danh tỉnh' }).tap()
    const dialog = page.getByRole('dialog', { name: 'Liên kết với Định danh tỉnh' })
    await dialog.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(house.password)
    await shot(page, 'provider-link')
    await dialog.getByRole('button', { name: 'Tiếp tục' }).tap()
    await identify(page, 'vneid-lan')
    await page.getByText('Đã liên kết từ').waitFor()
    await mustBeAccessible(page, 'linked')
    await shot(page, 'provider-linked')
    const other = (await openBrowser(house, { size: desk })).page
    await other.goto('/dang-nhap?ve=%2Fke-hoach')
    await other.getByRole('button', { name: byProvider }).click()
    const returned = other.waitForURL(/\/dang-nhap\/tro-ve\?/, { waitUntil: 'commit' }).then(() => other.url())
    await identify(other, 'vneid-lan')
    const answer = await returned
    await other.getByRole('heading', { name: 'Kế hoạch', level: 1 }).waitFor()
    // The same answer once more, as by the way back, opens nothing.
    const again = (await openBrowser(house, { size: desk })).page
    await again.goto(answer)
    await again.getByText('Lượt xác nhận này đã dùng').waitFor()
  })

  it('being away is said kindly, and the password still opens', async () => {
    const { page } = await openBrowser(house, { size: phone })
    await page.goto('/dang-nhap')
    await provider.up(false)
    await page.getByRole('button', { name: byProvider }).tap()
    await page.getByText('Hiện không liên lạc được với Định danh tỉnh').waitFor()
    await shot(page, 'provider-down')
    await giveName(page, 'laocai')
    await atHome(page)
    await provider.up(true)
  })
})

describe('a key for another program', () => {
  it('is made on the security page, shown once, reads what the office sees and nothing else, and ends there', async () => {
    const { page } = await openBrowser(house, { username: 'laocai', size: desk })
    await page.goto('/bao-mat')
    await page.getByRole('button', { name: 'Tạo khóa' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tạo khóa' })
    await dialog.getByLabel('Tên chương trình').fill('Bảng số liệu ở sảnh')
    await dialog.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(house.password)
    await mustBeAccessible(page, 'making a key')
    await shot(page, 'key-make')
    await dialog.getByRole('button', { name: 'Tạo khóa' }).click()
    const key = await page.getByRole('dialog', { name: 'Khóa cho chương trình khác' }).locator('output').innerText()
    await shot(page, 'key-shown')
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).last().click()
    const ask = async (method: string, path: string) => {
      const reply = await fetch(`${house.address}/api${path}`, { method, headers: { 'x-api-key': key, 'content-type': 'application/json' }, ...(method === 'GET' ? {} : { body: '{}' }) })
      await reply.arrayBuffer()
      return reply.status
    }
    assert.deepEqual([await ask('GET', '/titles'), await ask('GET', '/people/search?search=an'), await ask('GET', '/access/me'), await ask('PUT', '/access/language'), await ask('GET', '/live')], [200, 403, 403, 403, 401])
    await page.reload()
    await page.getByRole('table', { name: 'Khóa cho chương trình khác' }).getByText('Bảng số liệu ở sảnh').waitFor()
    await shot(page, 'keys')
    await page.getByRole('button', { name: 'Kết thúc Bảng số liệu ở sảnh' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc khóa' }).click()
    await page.getByRole('table', { name: 'Khóa cho chương trình khác' }).waitFor({ state: 'detached' })
    assert.equal(await ask('GET', '/titles'), 401)
  })
})
