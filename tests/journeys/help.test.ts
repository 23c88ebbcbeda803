// Journeys: the first steps in the house. The tour of each role on the screens themselves, and help at a field.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { newId } from '#base/id'
import { admit } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { tours, type Role } from '#app/help/domain/tours'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House
before(async () => {
  house = await demonstrationHouse({ screens: true, tours: true })
  const idle = newId()
  await house.system.work(async (w) => {
    await admit(w, [{ id: idle, name: 'Tẩn Láo Tả' }])
    await createAccounts(w, [{ personId: idle, username: 'khongchucvu', password: house.password, mustChange: false }])
  })
})
after(async () => {
  await closeBrowser()
  await house.close()
})

const travellers: Record<Role, { username: string; size: typeof desk }> = {
  chair: { username: 'hoanglien', size: phone }, officer: { username: 'laocai', size: desk }, training: { username: 'laocai.daotao', size: desk },
  confederation: { username: 'tongliendoan', size: phone }, inspection: { username: 'kiemtra', size: desk }, administrator: { username: 'quantri', size: desk },
  member: { username: 'khongchucvu', size: phone },
}
const step = (page: Page, title: string) => page.getByRole('dialog', { name: title, exact: true })
const toured = async ({ request }: BrowserContext) => ((await (await request.get('/api/access/me')).json()) as { toured: boolean }).toured

describe('the tour', () => {
  // One browser for all, as in an office with one computer: what it has loaded it need not load again.
  let browser: Awaited<ReturnType<typeof openBrowser>>
  before(async () => { browser = await openBrowser(house) })
  after(() => browser.context.close())

  for (const role of Object.keys(tours) as Role[]) {
    const { username, size } = travellers[role]
    it(`begins by itself for ${username}, and every one of the five steps of the ${role} points at what it speaks of`, async () => {
      const { page, context } = browser
      // The page of whoever sat here before would begin itself anew for somebody else, in the midst of going on.
      await page.goto('about:blank')
      await context.request.post('/api/access/sign-in', { data: { name: username, password: house.password } })
      await page.setViewportSize(size)
      await page.goto('/')
      for (const [i, { path, target, title }] of tours[role].entries()) {
        await step(page, title.vi).getByText(`Bước ${i + 1}/5`).waitFor()
        assert.equal(new URL(page.url()).pathname, path)
        assert.equal(await page.locator(`.driver-active-element[data-tour="${target}"]`).count(), 1, `nothing on ${path} carries data-tour="${target}"`)
        if (i === 0 && (role === 'chair' || role === 'officer')) await mustBeAccessible(page, `the tour of the ${role}`)
        // The focus stands on the way on.
        await page.keyboard.press('Enter')
      }
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      assert.equal(await toured(context), true)
    })
  }

  it('is left at any step, comes back only when asked for, and gives the focus back', async () => {
    const { page, context } = await openBrowser(house, { username: 'sapa', size: phone })
    const [first, second] = tours.officer
    // Whoever comes for something is not held up.
    await page.goto('/lop-hoc')
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await toured(context), false)
    await page.getByRole('link', { name: 'Việc của tôi' }).tap()
    await step(page, first.title.vi).getByRole('button', { name: 'Tiếp' }).tap()
    await step(page, second.title.vi).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const menu = page.getByRole('button', { name: /^Tài khoản của / })
    await menu.tap()
    await page.getByRole('menuitem', { name: 'Xem hướng dẫn từng bước' }).tap()
    await step(page, first.title.vi).getByRole('button', { name: 'Thôi xem hướng dẫn' }).tap()
    await page.waitForFunction((button) => document.activeElement === button, await menu.elementHandle())
    await menu.tap()
    await page.getByRole('menuitem', { name: 'Trợ giúp' }).tap()
    await page.getByRole('heading', { name: 'Trợ giúp', level: 1 }).waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
    await context.close()
  })
})

describe('help', () => {
  it('at a field opens by the keyboard, and is told with the field to whoever listens', async () => {
    const { page, context } = await openBrowser(house, { username: 'laocai.daotao', size: desk })
    await page.goto('/lop-hoc/moi')
    const field = page.getByLabel('Sức chứa (người)')
    await field.focus()
    await page.keyboard.press('Shift+Tab')
    const explain = page.locator('button:focus')
    assert.equal(await explain.getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('Enter')
    assert.equal(await explain.getAttribute('aria-expanded'), 'true')
    await page.locator('[data-open]').getByText('Người được cử sau khi đủ chỗ vào danh sách chờ').waitFor()
    const told = await field.evaluate((input) => (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '))
    assert.match(told, /danh sách chờ theo thứ tự/)
    await mustBeAccessible(page, 'a field explained')
    await context.close()
  })

  it('explains the words of the screens, and hands out the guide as a PDF', async () => {
    const { page, context } = await openBrowser(house, { username: 'khongchucvu', size: phone })
    await page.goto('/tro-giup')
    await page.getByLabel('Tìm một từ').fill('cho cho')
    await page.getByRole('term').filter({ hasText: /^chờ chỗ$/ }).waitFor()
    assert.equal(await page.getByRole('term').count(), 1)
    const guide = await context.request.get((await page.getByRole('link', { name: 'Bản tiếng Việt (PDF)' }).getAttribute('href'))!)
    assert.deepEqual([guide.status(), guide.headers()['content-type']], [200, 'application/pdf'])
    await context.close()
  })
})
