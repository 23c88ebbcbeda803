// Journey: the clerk of a province registers what came with its photographed pages, it is dealt with, and T2 of the province
// moves; one that carries a secrecy level is refused, and neither the house nor the browser keeps anything of it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { sheetBytes } from '#tests/factories/reach'

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house.close()
})

const said = 'Về việc phối hợp tuyên truyền tháng Công nhân xyz'

describe('the clerk of Lào Cai', () => {
  it('registers a document with two pages on the phone, hands it on, closes it, and T2 counts it', async () => {
    const province = await house.as('laocai')
    const unitId = (await house.system.pools.owner.query(`select unit_id as id from organisation.unit_version where name = 'Liên đoàn Lao động tỉnh Lào Cai' and upper_inf(valid)`)).rows[0].id as string
    const t2 = async () => (await province<{ code: string; counted: number; met: number }[]>('GET', `/indicators/figures?unitId=${unitId}&on=2026-11-21`)).body.find((one) => one.code === 'T2')!
    const before = await t2()
    const { page } = await openBrowser(house, { username: 'laocai.vanthu', size: phone })
    await page.goto('/van-ban')
    await page.getByRole('link', { name: 'Đăng ký văn bản đến' }).click()
    await page.locator('input[type=file]').setInputFiles(['trang-1.pdf', 'trang-2.pdf'].map((name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(sheetBytes) })))
    await page.getByLabel('Nơi ban hành').fill('Tổng Liên đoàn Lao động Việt Nam')
    await page.getByLabel('Số, ký hiệu').fill('4199/TLĐ-ToC')
    await page.getByLabel('Ngày văn bản').fill('18/11/2026')
    await page.getByLabel('Trích yếu nội dung').fill(said)
    await page.getByLabel('Giao cho').fill('Ban Công tác Công đoàn')
    await mustBeAccessible(page, 'the form of an incoming document')
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).dblclick()
    await page.getByRole('heading', { name: 'Công văn 4199/TLĐ-ToC' }).waitFor()
    assert.equal(await page.getByRole('link', { name: /trang-\d\.pdf/ }).count(), 2)
    assert.deepEqual([(await t2()).counted, (await t2()).met], [before.counted + 1, before.met])
    await page.getByLabel('Ngày xử lý xong').fill('21/11/2026')
    await page.getByLabel('Kết quả, văn bản trả lời').fill('Trả lời bằng công văn 77/LĐLĐ-VP')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã xử lý, đã lưu').waitFor()
    assert.deepEqual([(await t2()).counted, (await t2()).met], [before.counted + 1, before.met + 1])
    await page.goto('/van-ban')
    await page.getByRole('searchbox').fill('tuyen truyen thang cong nhan xyz')
    await page.getByText('1 dòng').waitFor()
  })

  it('is stopped before a document that carries a secrecy level, and nothing of it is kept', async () => {
    const { page } = await openBrowser(house, { username: 'laocai.vanthu' })
    const sent: string[] = []
    page.on('request', (request) => { if (request.method() !== 'GET') sent.push(request.postData() ?? '') })
    await page.goto('/van-ban/moi')
    await page.getByLabel('Trích yếu nội dung').fill('Phương án không được lộ ra ngoài')
    await page.getByLabel('Độ mật của văn bản').selectOption({ label: 'Tối mật' })
    await page.getByText('không có gì được gửi đi hay lưu lại').waitFor()
    await mustBeAccessible(page, 'the refusal of a secret document')
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })), /không được lộ/)
    await page.getByRole('button', { name: 'Đăng ký văn bản khác' }).click()
    assert.equal(await page.getByLabel('Trích yếu nội dung').inputValue(), '')
    assert.ok(sent.every((body) => !body.includes('không được lộ')))
    const { rows } = await house.system.pools.owner.query(`select 1 from documents.document where summary like '%không được lộ%'`)
    assert.deepEqual(rows, [])
  })
})
