// A person asks and agrees on a phone; the officer in charge answers and decides at a desk.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

describe('personal data', () => {
  let house: House
  before(async () => { house = await demonstrationHouse({ screens: true }) })
  after(async () => {
    await closeBrowser()
    await house?.close()
  })

  it('is asked about once, however often the button is pressed, and decided where the person sees it', async () => {
    const { page } = await openBrowser(house, { username: 'hoanglien', size: phone })
    await page.goto('/du-lieu-cua-toi')
    await page.getByRole('button', { name: 'Gửi yêu cầu' }).tap()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Loại yêu cầu').selectOption('restrict')
    await sheet.getByLabel('Nội dung').fill('Đề nghị hạn chế vì ngày sinh đang sai')
    await mustBeAccessible(page, 'asking')
    await sheet.getByRole('button', { name: 'Gửi yêu cầu' }).dblclick()
    await page.getByText('Đã gửi yêu cầu').waitFor()
    await page.reload()
    await page.getByText('Trả lời trước').first().waitFor()
    assert.equal(await page.getByText('Đề nghị hạn chế vì ngày sinh đang sai').count(), 1)

    await page.getByRole('button', { name: 'Đồng ý và khai' }).tap()
    await sheet.getByLabel('Dân tộc').fill('Mông')
    await mustBeAccessible(page, 'agreeing')
    await sheet.getByRole('button', { name: 'Tôi đồng ý' }).tap()
    await page.getByText('Mông').waitFor()
    await page.getByRole('button', { name: 'Rút lại', exact: true }).tap()
    await page.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).tap()
    await page.getByText('Chưa đồng ý').waitFor()
    assert.equal(await page.getByText('Mông').count(), 0)

    const { page: desk } = await openBrowser(house, { username: 'dulieu' })
    await desk.goto('/du-lieu-ca-nhan')
    await desk.getByText('Đề nghị hạn chế vì ngày sinh đang sai').click()
    await desk.getByRole('button', { name: 'Trả lời bước đầu' }).click()
    await desk.getByRole('dialog').getByLabel('Trả lời bước đầu').fill('Đã nhận, đang đối chiếu')
    await desk.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
    await desk.getByText('Đã nhận, đang đối chiếu').waitFor()
    await desk.getByRole('button', { name: 'Chấp nhận' }).click()
    await desk.getByRole('dialog').getByLabel('Lý do').fill('Đúng theo đơn')
    await mustBeAccessible(desk, 'deciding')
    await desk.getByRole('dialog').getByRole('button', { name: 'Chấp nhận' }).click()
    await desk.getByText('Đã thực hiện').first().waitFor()
    await page.getByText('Đang hạn chế xử lý').waitFor()
  })
})
