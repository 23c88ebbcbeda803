// Journeys: a class that is to come gets its papers; one that has closed gives its certificates, and a stranger with one in
// the hand sees whether it is good, also after it was revoked.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Download, Page } from 'playwright-core'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { openZip } from '#platform/sheets/zip'
import { sourceOf } from '#platform/sheets/source'

const LAO_CAI = 'Liên đoàn Lao động tỉnh Lào Cai'
let house: House, coming: string, closed: string
before(async () => {
  house = await demonstrationHouse({ screens: true })
  const classOf = async (where: string) => (await house.system.pools.owner.query(`select c.id from learning.class c join organisation.unit_version v on v.unit_id = c.unit_id and upper_inf(v.valid)
    where v.name = $1 and ${where} limit 1`, [LAO_CAI])).rows[0].id as string
  coming = await classOf(`c.status = 'open' and exists (select from learning.nomination n where n.class_id = c.id)`)
  closed = await classOf(`c.status = 'closed' and (select count(*) from learning.completion k where k.class_id = c.id) > 60`)
})
after(async () => {
  await closeBrowser()
  await house.close()
})

async function saved(page: Page, deed: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), deed()]) as [Download, void]
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) }
}
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

describe('the papers of a class', () => {
  it('are saved by the training officer as PDF and as DOCX, with the number given', async () => {
    const { page } = await openBrowser(house, { username: 'laocai.daotao' })
    await page.goto(`/lop-hoc/${coming}`)
    await press(page, 'Văn bản')
    await page.getByRole('menuitem', { name: 'Giấy triệu tập' }).click()
    await page.getByLabel('Số', { exact: true }).fill('15')
    assert.equal(await page.getByLabel('Địa danh').inputValue(), 'Lào Cai')
    await mustBeAccessible(page, 'what stands at the head of a summons')
    const pdf = await saved(page, () => press(page, 'Lưu PDF'))
    assert.match(pdf.name, /^Giấy triệu tập .+\.pdf$/)
    assert.equal(Buffer.from(pdf.bytes.subarray(0, 5)).toString(), '%PDF-')
    const docx = await saved(page, () => press(page, 'Lưu DOCX'))
    assert.match(await (await openZip(sourceOf(docx.bytes))).get('word/document.xml')!.text(), /Số: 15\/GTT-LĐLĐ/)
    await page.keyboard.press('Escape')
    for (const paper of ['Quyết định mở lớp', 'Danh sách học viên', 'Phiếu điểm danh để ký']) {
      await press(page, 'Văn bản')
      await page.getByRole('menuitem', { name: paper }).click()
      assert.match((await saved(page, () => press(page, 'Lưu PDF'))).name, /\.pdf$/)
      await page.keyboard.press('Escape')
    }
  })
})

describe('the certificates of a class', () => {
  let code: string, number: string

  it('are issued to all who completed it and printed with progress, in several files', async () => {
    const { page } = await openBrowser(house, { username: 'laocai.daotao' })
    await page.goto(`/lop-hoc/${closed}?phan=chung-nhan`)
    await page.getByRole('button', { name: /^Cấp \d+ chứng nhận$/ }).first().click()
    await page.getByLabel('Ngày cấp').fill('01/01/2020')
    await press(page, 'Cấp chứng nhận')
    await page.getByText(/^Lớp kết thúc ngày/).waitFor()
    await page.getByLabel('Ngày cấp').fill('21/11/2026')
    await mustBeAccessible(page, 'issuing certificates')
    await press(page, 'Cấp chứng nhận')
    await page.getByText(/^Đã cấp số 1 đến \d+$/).waitFor()
    const zip = await saved(page, async () => {
      await page.getByRole('button', { name: /^In \d+ chứng nhận$/ }).click()
      await page.getByRole('menuitem', { name: 'Lưu PDF' }).click()
      // Drawn in the background: a reload finds it, and it waits to be taken.
      await page.waitForURL(/viec-in=/)
      await page.reload()
      await page.getByRole('button', { name: 'Tải tệp' }).click()
    })
    const files = [...(await openZip(sourceOf(zip.bytes))).keys()]
    assert.equal(files[0], 'Giấy chứng nhận 1-50 2026.pdf')
    assert.ok(files.length > 1)
    const first = (await house.system.pools.owner.query('select code from learning.certificate where number = 1')).rows[0]
    code = first.code
    number = '01/2026/GCN-LĐLĐ'
  })

  it('are checked by a stranger on a phone, who sees the name shortened, and at once when one is revoked', async () => {
    const { page: stranger } = await openBrowser(house, { size: phone })
    await stranger.goto('/chung-nhan')
    await stranger.getByLabel('Mã kiểm tra trên giấy').fill('12')
    await press(stranger, 'Kiểm tra')
    await stranger.getByText('Mã gồm 12 chữ và số.').waitFor()
    await stranger.getByLabel('Mã kiểm tra trên giấy').fill(code.toLowerCase())
    await press(stranger, 'Kiểm tra')
    await stranger.getByText('Giấy chứng nhận có hiệu lực').waitFor()
    const { name } = (await house.system.pools.owner.query<{ name: string }>(`select printed->>'name' as name from learning.certificate where code = $1`, [code])).rows[0]!
    const body = await stranger.locator('main').innerText()
    assert.ok(body.includes(number) && body.includes(name.split(' ').at(-1)!) && !body.includes(name), body)
    await mustBeAccessible(stranger, 'a certificate that is good')

    const { page } = await openBrowser(house, { username: 'laocai.daotao' })
    await page.goto('/so-chung-nhan')
    await page.getByPlaceholder('Lọc (không cần dấu)').fill('1')
    await page.getByRole('row').filter({ hasText: number }).getByText(name).click()
    await page.getByRole('heading', { name: `Giấy chứng nhận số ${number}` }).waitFor()
    await mustBeAccessible(page, 'a certificate of the register')
    await page.getByLabel('Lý do').fill('Ghi sai họ tên')
    await press(page, 'Thu hồi')
    await page.getByText('Đã thu hồi chứng nhận').waitFor()
    await stranger.reload()
    await stranger.getByText('Giấy chứng nhận đã bị thu hồi').waitFor()
    assert.ok(!(await stranger.locator('main').innerText()).includes('Ghi sai họ tên'))
    await mustBeAccessible(stranger, 'a certificate that was revoked')
  })
})
