// Journey: the bell rings in every open tab, a message is read in one of them, and what leaves the house is chosen on one page.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { tell } from '#platform/messages/tell'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House
let person: string
before(async () => {
  house = await demonstrationHouse({ screens: true })
  person = (await house.system.pools.owner.query(`select person_id as id from access.account where username = 'hoanglien'`)).rows[0].id
  await house.system.pools.owner.query('delete from messages.message where person_id = $1', [person])
})
after(async () => {
  await closeBrowser()
  await house.close()
})

const tells = (n: number) => house.system.work((w) => tell(w, [{ to: [person], kind: 'class.nominated', key: `journey.${n}`, path: '/hoc-tap', text: { vi: `Bạn được cử đi học lớp thứ ${n}.`, en: `You are nominated to class number ${n}.` } }]))
const bell = (page: Page, unread: number) => page.getByRole('banner').getByRole('link', { name: unread === 0 ? 'Thông báo' : `Thông báo, ${unread} chưa đọc`, exact: true })

describe('the bell', () => {
  it('rings in every open tab, and what is read in one is read in the other', async () => {
    const { page: first, context } = await openBrowser(house, { username: 'hoanglien', size: phone })
    const second = await context.newPage()
    await Promise.all([first.goto('/thong-bao'), second.goto('/')])
    await first.getByText('Chưa có thông báo nào').waitFor()
    await mustBeAccessible(first, 'no messages')
    await bell(second, 0).waitFor()
    await tells(1)
    await tells(2)
    await Promise.all([bell(first, 2).waitFor(), bell(second, 2).waitFor()])
    await first.getByRole('link', { name: /lớp thứ 2/ }).click()
    await first.getByRole('heading', { name: 'Việc học của tôi' }).waitFor()
    await bell(second, 1).click()
    await second.getByRole('link', { name: /Chưa đọc\. .*lớp thứ 1/ }).waitFor()
    await mustBeAccessible(second, 'messages')
    await second.getByRole('button', { name: 'Đánh dấu đã đọc tất cả' }).dblclick()
    await Promise.all([bell(first, 0).waitFor(), bell(second, 0).waitFor()])
    await second.getByRole('button', { name: /^Chưa đọc/ }).click()
    await second.getByText('Không còn thông báo chưa đọc').waitFor()
    await context.close()
  })

  it('the address of the own calendar is made, works without signing in, and is replaced', async () => {
    const { page, context } = await openBrowser(house, { username: 'hoanglien' })
    await page.goto('/thong-bao/cai-dat')
    const make = async (button: string) => {
      await page.getByRole('button', { name: button }).click()
      await page.getByRole('dialog', { name: button }).getByRole('button', { name: button }).click()
      const shown = page.getByRole('dialog', { name: 'Lịch riêng của tôi' })
      const address = await shown.getByRole('status').innerText()
      await shown.getByRole('button', { name: 'Đóng' }).last().click()
      return address
    }
    const first = await make('Tạo địa chỉ lịch')
    assert.match(await (await fetch(first)).text(), /^BEGIN:VCALENDAR/)
    const second = await make('Tạo địa chỉ mới')
    assert.deepEqual([(await fetch(first)).status, (await fetch(second)).status], [404, 200])
    await page.reload()
    await page.getByText(/Có địa chỉ từ/).waitFor()
    assert.ok(!(await page.locator('main').innerText()).includes(second))
    await context.close()
  })
})
