// Journey: a grassroots chair enters an agreement on the phone; the law's questions come back to their fields; it stands, runs
// out as the clock goes on, and the one that replaces it takes its place.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house?.close()
})

const fill = async (page: Page, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) await page.getByRole('textbox', { name, exact: true }).first().fill(value)
}

it('is entered on a phone, runs out as the clock goes on, and is replaced', async () => {
  const { page, context } = await openBrowser(house, { username: 'hoanglien', size: phone })
  await page.goto('/thoa-uoc/moi')
  await page.getByRole('textbox', { name: 'Tên doanh nghiệp, đơn vị' }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Tên doanh nghiệp, đơn vị' }).inputValue(), 'Công ty TNHH May Hoàng Liên', 'the name of the union says whose it is')
  await fill(page, { 'Số': '02/2026/TƯLĐTT', 'Ngày lấy ý kiến': '10/11/2026', 'Tổng số người lao động': '212', 'Số người tán thành': '106', 'Ngày ký': '16/11/2026', 'Người lao động được áp dụng': '212', 'Số người tính ngày': '10/11/2026' })
  await page.getByRole('textbox', { name: 'Tên thỏa ước' }).fill('Thỏa ước lao động tập thể May Hoàng Liên bổ sung')
  await page.getByRole('button', { name: '1 năm' }).click()
  await page.getByRole('button', { name: 'Ghi nhận đã ký' }).click()
  await page.getByText(/Thỏa ước chỉ được ký khi trên 50%.*107\/212/).waitFor()
  await mustBeAccessible(page, 'the form with a refusal')
  // What was typed outlives a reload; the draft is kept by the server as well.
  await page.reload()
  assert.equal(await page.getByRole('textbox', { name: 'Số', exact: true }).inputValue(), '02/2026/TƯLĐTT')
  await fill(page, { 'Số người tán thành': '180' })
  await page.getByRole('button', { name: 'Ghi nhận đã ký' }).click()
  await page.getByText('Đang hiệu lực').waitFor()
  await page.getByText(/Chưa ghi việc người sử dụng lao động gửi thỏa ước/).waitFor()
  const path = new URL(page.url()).pathname

  // The text is attached, and the sending recorded.
  await page.getByRole('button', { name: 'Ghi việc gửi cơ quan lao động' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Nơi nhận' }).fill('Sở Nội vụ tỉnh Lào Cai')
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await page.getByText(/21\/11\/2026, Sở Nội vụ tỉnh Lào Cai/).waitFor()
  await page.getByRole('tab', { name: 'Tệp' }).click()
  await page.getByLabel('Chụp ảnh hoặc chọn tệp').setInputFiles({ name: 'Thỏa ước.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 thoa uoc') })
  await page.getByRole('link', { name: 'Thỏa ước.pdf' }).waitFor()
  await context.close()

  // A year later its last ninety days have gone by without a word.
  house.clock.now = new Date('2027-11-20T02:00:00Z')
  const { page: later } = await openBrowser(house, { username: 'hoanglien' })
  await later.goto('/')
  await later.getByText(/Thỏa ước đã hết hạn, cần ký thỏa ước mới: Thỏa ước lao động tập thể May Hoàng Liên bổ sung/).click()
  await later.waitForURL(`**${path}`)
  await later.getByText(/Không còn hiệu lực từ 16\/11\/2027/).waitFor()
  await later.goto(`${path}?ngay=2027-11-15`)
  await later.getByText('Đang hiệu lực').waitFor()
  await later.goto(path)
  await later.getByRole('link', { name: 'Nhập thỏa ước mới thay thế' }).click()
  await later.getByRole('textbox', { name: 'Số người tán thành' }).waitFor()
  await fill(later, { 'Số': '01/2027/TƯLĐTT', 'Ngày lấy ý kiến': '10/11/2027', 'Tổng số người lao động': '220', 'Số người tán thành': '200', 'Ngày ký': '15/11/2027', 'Người lao động được áp dụng': '220', 'Số người tính ngày': '10/11/2027' })
  await later.getByRole('button', { name: '2 năm' }).click()
  await later.getByRole('button', { name: 'Ghi nhận đã ký' }).click()
  await later.getByText('Đang hiệu lực').waitFor()
  await later.goto(path)
  await later.getByText('Đã được thay thế').waitFor()
  await later.goto('/thoa-uoc/lich?tu=2027-09')
  await later.getByRole('row', { name: /May Hoàng Liên bổ sung.*Đã có thỏa ước mới/ }).waitFor()
})
