// Journeys: the president of a province brings in the roster as the office sent it, reads why rows are refused, writes the
// rest at once, and takes the whole file back: T1 is then what it was before.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { readSheets } from '#platform/sheets/read'
import type { Figure } from '#indicators/contract'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '../factories/browser.ts'
import { demonstrationHouse, type House } from '../factories/house.ts'

const NAME = 'roster-messy.xlsx'
const ROSTER = fileURLToPath(new URL(`../../../shared/data/${NAME}`, import.meta.url))
/** Of 619 rows under the header: what the file is known to bring to an empty register, and what must be refused. */
const IMPORTED = 551
const REFUSED = 49

let house: House
let page: Page
before(async () => {
  house = await demonstrationHouse({ screens: true })
  page = (await openBrowser(house, { username: 'laocai' })).page
})
after(async () => {
  await closeBrowser()
  await house.close()
})

/** T1 of the province as the house answers it over HTTP. */
async function figureT1(): Promise<Pick<Figure, 'counted' | 'met' | 'excluded'>> {
  const call = await house.as('laocai')
  const { body: me } = await call<{ unitId: string }>('GET', '/access/me')
  const { status, body } = await call<Figure[]>('GET', `/indicators/figures?unitId=${me.unitId}&on=2026-11-21`)
  assert.equal(status, 200)
  const { counted, met, excluded } = body.find(({ code }) => code === 'T1')!
  return { counted, met, excluded }
}

/** One of the counted kinds of rows; pressing it shows those rows. */
const counted = (label: string, n: number) => page.getByRole('button', { name: new RegExp(`^${label} ?${n}(?!\\d)`) })
const atStep = (step: string) => page.getByRole('navigation', { name: 'Các bước' }).locator('[aria-current="step"]').getByText(step, { exact: true }).waitFor()
const rows = () => page.getByRole('table', { name: `Các dòng của ${NAME}` })
const rowsCounted = (n: number) => page.getByRole('status').filter({ hasText: new RegExp(`^${n} dòng`) }).waitFor()

async function chooseFile(): Promise<string> {
  await page.goto('/nhap-du-lieu')
  await page.getByLabel('Thả tệp vào đây hoặc chọn tệp').setInputFiles(ROSTER)
  await page.getByRole('heading', { name: 'Cột nào là mục nào?' }).waitFor()
  return new URL(page.url()).pathname
}

describe('the president of a province brings in a messy roster', () => {
  let address: string
  let asItWas: Awaited<ReturnType<typeof figureT1>>

  it('chooses the file and sees which column was taken for which field', async () => {
    asItWas = await figureT1()
    await page.goto('/')
    await page.getByRole('link', { name: 'Nhập dữ liệu', exact: true }).first().click()
    await page.getByText('Chưa có tệp nào').waitFor()
    await mustBeAccessible(page, 'choosing the file')
    address = await chooseFile()
    assert.match(address, /^\/nhap-du-lieu\/[0-9a-f-]{36}$/, 'the import has an address of its own')
    await atStep('Cột')
    const proposed = async () => Object.fromEntries(await page.getByRole('combobox', { name: /^Mục cho cột/ }).evaluateAll((boxes) =>
      boxes.map((box) => [box.closest('li')!.querySelector('strong')!.textContent, (box as HTMLSelectElement).selectedOptions[0]!.textContent])))
    const columns = await proposed()
    assert.equal(columns['Đơn vị'], 'Đơn vị')
    assert.ok(Object.values(columns).includes('Họ và tên'))
    assert.ok(Object.values(columns).includes('Ngày tập huấn'))
    await mustBeAccessible(page, 'the columns')
    await page.reload()
    await atStep('Cột')
    assert.deepEqual(await proposed(), columns, 'a reload loses nothing')
  })

  it('reads in the check what would be written and why rows are refused, and nothing is written yet', async () => {
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await atStep('Kiểm tra')
    await counted('Sẽ ghi', IMPORTED).waitFor()
    await rowsCounted(619)
    await mustBeAccessible(page, 'the check')

    await counted('Bị từ chối', REFUSED).click()
    await rowsCounted(REFUSED)
    await page.reload()
    await rowsCounted(REFUSED)
    assert.equal(new URL(page.url()).pathname, address)
    await atStep('Kiểm tra')
    assert.equal(await page.getByRole('combobox', { name: 'Hiện' }).inputValue(), 'refused', 'the filter stands in the address too')
    const refused = rows().getByRole('row').filter({ hasText: 'Không có đơn vị' }).first()
    await refused.getByText('Từ chối', { exact: true }).waitFor()
    await mustBeAccessible(page, 'the refused rows')

    const reason = (await refused.getByText('Không có đơn vị').innerText()).trim()
    await refused.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('heading', { name: 'Vì sao' }).waitFor()
    await sheet.getByText(reason).waitFor()
    await mustBeAccessible(page, 'one refused row')
    await sheet.getByRole('button', { name: 'Đóng' }).click()
    assert.deepEqual(await figureT1(), asItWas, 'the check writes nothing')
  })

  it('writes the file once, though the answer is lost and the page is loaded again, and sees what came of it', async () => {
    let sent = 0
    // The house does it, but its answer never comes.
    const lost = new Promise<void>((done, failed) => void page.route('**/commit', async (route) => {
      sent += 1
      const reply = await route.fetch({ timeout: 120_000 })
      await route.abort()
      if (reply.ok()) done()
      else failed(new Error(`${reply.status()} ${await reply.text()}`))
    }))
    await page.getByRole('button', { name: `Ghi ${IMPORTED} dòng` }).dblclick()
    await lost
    await page.reload()
    await page.getByText(/^Đã ghi lúc/).waitFor()
    await page.unroute('**/commit')
    assert.equal(sent, 1, 'pressed twice, sent once')
    assert.equal(new URL(page.url()).pathname, address)
    await atStep('Kết quả')
    await counted('Dòng đã ghi', IMPORTED).waitFor()
    await counted('Bị từ chối', REFUSED).waitFor()
    await mustBeAccessible(page, 'the outcome')
    const now = await figureT1()
    assert.ok(now.counted > asItWas.counted && now.met > asItWas.met, 'the officials of the file count, and their claimed training')
  })

  it('downloads the refused rows as a workbook with the reason at each', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Tải ${REFUSED} dòng bị từ chối (XLSX)` }).click()])
    assert.match(download.suggestedFilename(), /\.xlsx$/)
    const [sheet] = await readSheets(await readFile(await download.path()))
    const [head, ...body] = sheet!.rows
    const reason = head!.indexOf('Lý do')
    assert.ok(reason > 0, 'a column of reasons')
    assert.ok(head!.includes('Đơn vị'), 'beside the columns of the file itself')
    assert.equal(body.length, REFUSED)
    for (const row of body) assert.ok(String(row[reason] ?? '').length > 0)
  })

  it('brings the same file again, and nothing changes', async () => {
    const written = await figureT1()
    const again = await chooseFile()
    assert.notEqual(again, address)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Tệp không có gì mới để ghi.').waitFor()
    await page.getByText(`Đã có đủ: ${IMPORTED}`).waitFor()
    assert.equal(await page.getByRole('button', { name: /^Ghi \d/ }).count(), 0)
    await mustBeAccessible(page, 'nothing new to write')
    await page.getByRole('button', { name: 'Bỏ tệp này' }).click()
    await page.getByRole('dialog', { name: 'Bỏ tệp này?' }).getByRole('button', { name: 'Bỏ tệp này' }).click()
    await page.getByText('Tệp này đã bỏ, không có gì được ghi.').waitFor()
    await mustBeAccessible(page, 'a file given up')
    assert.deepEqual(await figureT1(), written)
  })

  it('finds both files in the list, on a phone as well', async () => {
    const small = (await openBrowser(house, { username: 'laocai', size: phone })).page
    await small.goto('/nhap-du-lieu')
    const cards = small.getByRole('listitem').filter({ hasText: NAME })
    await cards.filter({ hasText: 'Đã bỏ' }).waitFor()
    await cards.filter({ hasText: 'Đã ghi' }).waitFor()
    assert.equal(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out at the side')
    await mustBeAccessible(small, 'the list on a phone')
    await cards.filter({ hasText: 'Đã ghi' }).getByRole('link', { name: NAME }).click()
    await small.getByText(/^Đã ghi lúc/).waitFor()
    await small.context().close()
  })

  it('takes the whole file back, and T1 is what it was', async () => {
    await page.goto(address)
    await page.getByRole('button', { name: 'Hoàn tác cả tệp' }).click()
    const asked = page.getByRole('dialog', { name: 'Hoàn tác lần nhập này?' })
    await mustBeAccessible(page, 'before taking it back')
    await asked.getByRole('button', { name: 'Hoàn tác cả tệp' }).click()
    await page.getByText(/^Đã hoàn tác lúc/).waitFor({ timeout: 120_000 })
    await asked.waitFor({ state: 'hidden' })
    await mustBeAccessible(page, 'taken back')
    assert.deepEqual(await figureT1(), asItWas)
    await page.reload()
    await page.getByText(/^Đã hoàn tác lúc/).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Hoàn tác cả tệp' }).count(), 0)
  })
})
