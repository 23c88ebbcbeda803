// Journey: a chair keeps the account her own. Where it is signed in, a second step by an app, recovery codes, and the
// administrator who helps when the phone is lost.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { codeAt, secretFrom } from '#platform/access/totp'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house.close()
})

const seconds = (n: number) => { house.clock.now = new Date(house.clock.now.getTime() + n * 1000) }
const shot = async (page: Page, name: string) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) }
const atHome = (page: Page) => page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
async function giveName(page: Page, username: string, password = house.password): Promise<void> {
  await page.goto('/dang-nhap')
  await page.getByLabel('Tên đăng nhập').fill(username)
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
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
    await other.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
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
    await page.getByRole('button', { name: 'Đăng nhập' }).tap()
    await atHome(page)
    const thief = (await openBrowser(house, { size: desk })).page
    await giveName(thief, 'hoanglien')
    await thief.getByLabel('Mã xác thực').fill(used)
    await thief.getByRole('button', { name: 'Đăng nhập' }).click()
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
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
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
    await sheet.getByRole('button', { name: 'Gỡ xác thực hai bước' }).click()
    const sure = page.getByRole('dialog', { name: 'Gỡ xác thực hai bước' })
    await shot(page, 'account-clear')
    await sure.getByRole('button', { name: 'Gỡ xác thực hai bước' }).click()
    await sheet.getByRole('button', { name: 'Gỡ xác thực hai bước' }).waitFor({ state: 'detached' })
    const back = (await openBrowser(house, { size: desk })).page
    await giveName(back, 'hoanglien')
    await atHome(back)
  })
})
