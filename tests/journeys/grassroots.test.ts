// Journey: the chair of a grassroots union issues the union's own plan on a phone, and the province's T3 moves by itself.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

after(closeBrowser)

async function withHouse(deed: (house: House) => Promise<void>): Promise<void> {
  const house = await demonstrationHouse({ screens: true })
  try {
    await deed(house)
  } finally {
    await house.close()
  }
}

interface Plans { own: { id: string; status: string; reference: string | null; counting: string }[]; toAnswer: { id: string; draftId: string | null }[] }
async function plansOf(house: House, username: string): Promise<Plans> {
  const call = await house.as(username)
  const me = (await call<{ unitId: string }>('GET', '/access/me')).body
  return (await call<Plans>('GET', `/plans?unitId=${me.unitId}`)).body
}

/** T3 as the plan of Lào Cai shows it: unions with a plan of their own, of all unions. */
async function provinceWatchesT3(house: House) {
  const { page } = await openBrowser(house, { username: 'laocai', size: desk })
  await page.goto('/ke-hoach')
  await page.getByRole('table', { name: 'Kế hoạch của đơn vị' }).getByRole('link').first().click()
  const t3 = page.getByRole('article', { name: /^T3:/ })
  const words = await t3.getByText(/^[\d.]+ \/ [\d.]+ /).innerText()
  const [, met, counted] = /^([\d.]+) \/ ([\d.]+) /.exec(words)!
  const before = Number(met!.replaceAll('.', ''))
  return {
    page, before,
    shows: (n: number) => t3.getByText(`${n} / ${counted} `).waitFor(),
    isStill: async (n: number) => assert.match(await t3.innerText(), new RegExp(`\\b${n} / ${counted} `)),
  }
}

/** The chair's phone at the draft of the plan, made from the template. */
async function draftOnPhone(house: House): Promise<Page> {
  const { page } = await openBrowser(house, { username: 'hoanglien', size: phone })
  await page.goto('/')
  await page.getByRole('link', { name: /Ban hành kế hoạch của đơn vị/ }).tap()
  await page.getByRole('button', { name: 'Lập từ mẫu' }).tap()
  await page.getByRole('heading', { name: 'Bản nháp kế hoạch' }).waitFor()
  return page
}

const issueButton = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Ban hành' })
const confirmButton = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Ban hành' })
const issuedHeading = (page: Page) => page.getByRole('heading', { name: /^Kế hoạch số 1\/KH-CĐCS/ })

describe('the chair of a grassroots union', () => {
  it('finds the own union in the directory, named under those above it, and no other', () => withHouse(async (house) => {
    const { page } = await openBrowser(house, { username: 'hoanglien', size: phone })
    await page.goto('/don-vi')
    const tree = page.getByRole('tree', { name: 'Cây tổ chức' })
    await tree.getByRole('treeitem', { name: 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên' }).waitFor()
    assert.equal(await tree.getByRole('treeitem', { level: 1 }).count(), 1)
    await page.getByText(/^Cấp trên: Tổng Liên đoàn Lao động Việt Nam › Liên đoàn Lao động tỉnh Lào Cai › /).waitFor()
    await mustBeAccessible(page, 'the directory of a grassroots union')
    await page.getByLabel('Tìm theo tên hoặc mã').fill('lien doan lao dong tinh')
    await page.getByText('Không đơn vị nào khớp').waitFor()
  }))

  it('issues the own plan on a phone in under ten taps, and T3 moves on the open screen of the province', () => withHouse(async (house) => {
    const t3 = await provinceWatchesT3(house)
    const { page } = await openBrowser(house, { size: phone })
    await page.goto('/')
    await page.getByLabel('Tên đăng nhập').fill('hoanglien')
    await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(house.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).tap()
    let taps = 0
    const tap = async (what: Locator) => { await what.tap(); taps++ }
    await tap(page.getByRole('link', { name: /Ban hành kế hoạch của đơn vị/ }))
    await mustBeAccessible(page, 'what is answered')
    await tap(page.getByRole('button', { name: 'Lập từ mẫu' }))
    await page.getByRole('heading', { name: 'Bản nháp kế hoạch' }).waitFor()
    await mustBeAccessible(page, 'the draft')
    await tap(issueButton(page))
    await confirmButton(page).waitFor()
    await mustBeAccessible(page, 'the question before issuing')
    await t3.isStill(t3.before)
    await tap(confirmButton(page))
    await issuedHeading(page).waitFor()
    await mustBeAccessible(page, 'the issued plan')
    await t3.shows(t3.before + 1)
    console.log(`taps from signing in to the issued plan: ${taps}`)
    assert.ok(taps < 10, `${taps} taps`)
    // The duty is gone, and the union's own T3 is met.
    await page.getByRole('link', { name: 'Việc của tôi' }).tap()
    await page.getByText('1 trên 1').waitFor()
    await page.getByRole('link', { name: /Ban hành kế hoạch của đơn vị/ }).waitFor({ state: 'detached' })
  }))

  it('taps twice, reloads halfway and goes on in a second tab without doing harm', () => withHouse(async (house) => {
    const t3 = await provinceWatchesT3(house)
    const { page, context } = await openBrowser(house, { username: 'hoanglien', size: phone })
    const second = await context.newPage()
    await page.goto('/')
    const duty = page.getByRole('link', { name: /Ban hành kế hoạch của đơn vị/ })
    const path = await duty.getAttribute('href')
    await second.goto(path!)
    await second.getByRole('button', { name: 'Lập từ mẫu' }).waitFor()
    await duty.tap()
    await page.getByRole('button', { name: 'Lập từ mẫu' }).dblclick()
    const title = page.getByLabel('Tên kế hoạch')
    await title.fill('Kế hoạch số hóa của tổ may Hoàng Liên')
    // The second tab was left before the draft was there.
    await second.getByRole('button', { name: 'Lập từ mẫu' }).tap()
    await second.getByText('Đơn vị đã có bản nháp cho kế hoạch này.').waitFor()
    await second.getByRole('link', { name: 'Tiếp tục bản nháp' }).tap()
    await second.getByRole('heading', { name: 'Bản nháp kế hoạch' }).waitFor()
    assert.equal((await plansOf(house, 'hoanglien')).own.length, 1, 'one draft')
    await page.reload()
    await page.getByText('Những gì đã nhập lần trước vẫn còn đây.').waitFor()
    assert.equal(await title.inputValue(), 'Kế hoạch số hóa của tổ may Hoàng Liên')
    await issueButton(page).tap()
    // Both tabs ask before issuing; the first is pressed twice, the second presses after it.
    await issueButton(second).tap()
    await confirmButton(second).waitFor()
    await confirmButton(page).dblclick()
    await issuedHeading(page).waitFor()
    await issuedHeading(second).waitFor()
    await page.getByText('Kế hoạch số hóa của tổ may Hoàng Liên').first().waitFor()
    await t3.shows(t3.before + 1)
    const { own, toAnswer } = await plansOf(house, 'hoanglien')
    assert.deepEqual([own.map((p) => p.status), toAnswer.length], [['issued'], 0])
    const { rows } = await house.system.pools.owner.query(`select action from audit.entry where subject_id = $1 and action = 'plans.issue' and not detail ? 'again'`, [own[0]!.id])
    assert.equal(rows.length, 1, 'issued once')
  }))

  it('sets a target lower: the reason is asked at its field, what was typed stays, and T3 waits for the province', () => withHouse(async (house) => {
    const t3 = await provinceWatchesT3(house)
    const page = await draftOnPhone(house)
    await page.getByLabel('Tên kế hoạch').fill('Kế hoạch riêng của Hoàng Liên')
    const t5 = page.getByRole('group', { name: /^T5, 2025–2027/ })
    await t5.getByLabel('Đơn vị đặt').fill('50')
    const reason = t5.getByRole('textbox', { name: 'Lý do đặt thấp hơn' })
    await reason.waitFor()
    await issueButton(page).tap()
    await page.getByText('1 chỉ tiêu thấp hơn cấp trên').waitFor()
    await confirmButton(page).tap()
    await t5.getByRole('alert').or(t5.locator('[aria-invalid="true"]')).first().waitFor()
    await page.waitForFunction((field) => document.activeElement === field, await reason.elementHandle())
    assert.equal(await reason.getAttribute('aria-invalid'), 'true')
    assert.equal(await t5.getByLabel('Đơn vị đặt').inputValue(), '50')
    assert.equal(await page.getByLabel('Tên kế hoạch').inputValue(), 'Kế hoạch riêng của Hoàng Liên')
    await mustBeAccessible(page, 'the draft with a refused field')
    await reason.fill('Nửa số lao động làm ca đêm, chưa sắp được lớp.')
    await issueButton(page).tap()
    await confirmButton(page).tap()
    await issuedHeading(page).waitFor()
    assert.deepEqual((await plansOf(house, 'hoanglien')).own.map((p) => p.counting), ['waiting'])
    await t3.isStill(t3.before)
    // The province finds it among its duties, reads the reason and accepts it.
    const { page: province } = await openBrowser(house, { username: 'laocai', size: desk })
    await province.goto('/')
    await province.getByRole('link', { name: /thấp hơn/ }).first().click()
    await province.getByText('Nửa số lao động làm ca đêm').waitFor()
    await mustBeAccessible(province, 'lower targets')
    await province.getByRole('button', { name: 'Chấp nhận', exact: true }).click()
    await province.getByRole('dialog').getByRole('button', { name: 'Chấp nhận', exact: true }).click()
    await t3.shows(t3.before + 1)
  }))
})
