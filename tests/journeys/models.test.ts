// Journey: the chair of a grassroots union, on the phone, takes over a model from another province, says that it runs, and
// the target of the plan moves; half a year later nobody has answered, and it has lapsed.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '#base/id'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House, unitId: string
before(async () => {
  house = await demonstrationHouse({ screens: true })
  unitId = (await house.system.pools.owner.query(`select unit_id as id from organisation.unit_version where name = 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên' and upper_inf(valid)`)).rows[0].id
})
after(async () => {
  await closeBrowser()
  await house.close()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).tap()
/** Met of the own unit for T4, as the server shows it on the day of the house. */
async function t4(): Promise<number> {
  const chair = await house.as('hoanglien')
  const { body } = await chair<{ code: string; met: number; counted: number }[]>('GET', `/indicators/figures?unitId=${unitId}&on=${new Date(house.clock.now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)}`)
  const figure = body.find((f) => f.code === 'T4')!
  assert.equal(figure.counted, 1)
  return figure.met
}

it('a chair takes over a model from An Giang, confirms it, and T4 moves; unanswered, it lapses in half a year', async () => {
  assert.equal(await t4(), 0)
  const { page, context } = await openBrowser(house, { username: 'hoanglien', size: phone })
  await page.goto('/mo-hinh')
  await page.getByLabel('Tìm tên, nội dung').fill('bua an ca')
  await page.getByRole('link', { name: 'Chấm điểm bữa ăn ca bằng mã QR' }).tap()
  await page.getByRole('heading', { level: 1, name: 'Chấm điểm bữa ăn ca bằng mã QR' }).waitFor()
  await page.getByText(/ · An Giang$/).first().waitFor()
  await press(page, 'Áp dụng ở đơn vị tôi')
  const dialog = page.getByRole('dialog')
  await mustBeAccessible(page, 'taking a model over')
  await dialog.getByRole('button', { name: 'Áp dụng ở đơn vị tôi' }).dblclick()
  await page.getByText('Mô hình đang chạy thật ở đơn vị chưa?').waitFor()
  assert.equal(await t4(), 0, 'taken over, but nobody has said that it runs')
  await press(page, 'Xác nhận còn áp dụng')
  await dialog.getByRole('button', { name: 'Xác nhận còn áp dụng' }).tap()
  await page.getByText('Được tính đến trước ngày').waitFor()
  assert.equal(await t4(), 1)
  // A photo of how it looks there, as the camera gives it.
  const picture = await page.screenshot({ type: 'jpeg' })
  await page.locator('input[capture]').setInputFiles({ name: 'nha-an.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('img', { name: /nha-an/ }).waitFor()
  await page.goto(`/don-vi/${unitId}?muc=mo-hinh`)
  await page.getByText('Đang áp dụng', { exact: true }).first().waitFor()
  await context.close()

  house.clock.now = new Date('2027-05-21T02:00:00Z')
  assert.equal(await t4(), 0, 'it lapsed by itself')
  const later = await openBrowser(house, { username: 'hoanglien', size: phone })
  await later.page.goto('/')
  await later.page.getByRole('link', { name: /Xác nhận mô hình còn áp dụng: Chấm điểm bữa ăn ca bằng mã QR/ }).tap()
  await later.page.getByText(/Không ai xác nhận trước ngày/).waitFor()
  await press(later.page, 'Xác nhận còn áp dụng')
  await later.page.getByRole('dialog').getByRole('button', { name: 'Xác nhận còn áp dụng' }).tap()
  await later.page.getByText('Được tính đến trước ngày').waitFor()
  assert.equal(await t4(), 1)
  await later.context.close()
})

it('two windows that wrote the same draft: what differs is chosen field by field, and the rest of both stays', async () => {
  const id = newId(), chair = await house.as('hoanglien')
  const written = await chair('PUT', `/models/${id}`, { unitId, content: {
    kind: 'initiative', field: 'safety', title: 'Đèn báo lối thoát', does: 'Đèn tự sạc chỉ lối thoát hiểm.', startedOn: null, authors: [], results: [], links: [], costVnd: null, costFrom: null, benefitVnd: null, benefitFrom: null } })
  assert.equal(written.status, 200)
  const { page: desk, context } = await openBrowser(house, { username: 'hoanglien' })
  const { page: pocket, context: other } = await openBrowser(house, { username: 'hoanglien', size: phone })
  for (const page of [desk, pocket]) {
    await page.goto(`/mo-hinh/${id}/sua`)
    await page.getByLabel('Mô hình làm gì').waitFor()
  }
  await desk.getByLabel(/^Tên/).fill('Đèn báo lối thoát tự sạc')
  await desk.getByLabel('Mô hình làm gì').fill('Đèn tự sạc ban ngày, sáng suốt ca đêm khi mất điện.')
  await desk.getByRole('button', { name: 'Lưu và thêm ảnh' }).click()
  await desk.getByRole('heading', { level: 1, name: 'Đèn báo lối thoát tự sạc' }).waitFor()

  await pocket.getByLabel(/^Tên/).fill('Đèn thoát hiểm ca đêm')
  await pocket.getByLabel('Mô hình làm gì').fill('Đèn thoát hiểm có pin.')
  await pocket.getByLabel('Chi phí (đồng)').fill('250000')
  await pocket.getByLabel('Chi phí tính từ đâu').fill('Hóa đơn mua đèn')
  await press(pocket, 'Lưu và thêm ảnh')
  const choice = (field: RegExp) => pocket.getByRole('group', { name: field })
  await choice(/^Tên/).getByText('Đèn báo lối thoát tự sạc').waitFor()
  await mustBeAccessible(pocket, 'two versions of a draft side by side')
  await choice(/^Tên/).getByText('Đèn thoát hiểm ca đêm').tap()
  await choice(/làm gì/).getByText('Đèn tự sạc ban ngày, sáng suốt ca đêm khi mất điện.').tap()
  for (const group of await pocket.getByRole('group').filter({ has: pocket.getByText('Trên máy chủ') }).filter({ hasNotText: /Đèn/ }).all()) await group.getByText('Của tôi').tap()
  await press(pocket, 'Gửi theo lựa chọn')
  await pocket.getByRole('heading', { level: 1, name: 'Đèn thoát hiểm ca đêm' }).waitFor()
  await pocket.getByText('Đèn tự sạc ban ngày, sáng suốt ca đêm khi mất điện.').waitFor()
  await pocket.getByText(/Hóa đơn mua đèn/).waitFor()
  await context.close()
  await other.close()
})
