// Journey: an office is handed over. Powers follow the office the same minute; a person with two offices chooses one.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { closeBrowser, desk, mustBeAccessible, openBrowser } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

const union = 'Công đoàn phường Sa Pa'
const ownPassword = 'thác Bạc đổ trắng xóa'

let house: House
let receiver: { id: string; name: string }
before(async () => {
  house = await demonstrationHouse({ screens: true })
  // An official of the province who has no account yet and a name that nobody else in the province has.
  receiver = (await house.system.pools.owner.query<{ id: string; name: string }>(`
    select p.id, p.name from people.office o join people.person p on p.id = o.person_id join organisation.unit_version v on v.unit_id = o.unit_id and upper_inf(v.valid)
    where v.name = 'Liên đoàn Lao động tỉnh Lào Cai' and upper_inf(o.during) and o.title = 'specialist'
      and not exists (select from access.account a where a.person_id = p.id) and (select count(*) from people.person twin where twin.name_fold = p.name_fold) = 1
    order by p.name limit 1`)).rows[0]!
  assert.ok(receiver, 'the demonstration has an official to hand over to')
})
after(async () => {
  await closeBrowser()
  await house.close()
})

const officeShown = (page: Page) => page.getByRole('banner')

describe('handing an office over', () => {
  let oldHolder: Page
  let oneTime = ''

  it('is done by the president of the province on the page of the unit', async () => {
    oldHolder = (await openBrowser(house, { username: 'sapa', size: desk })).page
    await oldHolder.goto('/lop-hoc')
    await oldHolder.getByRole('link', { name: 'Mở lớp' }).waitFor()
    const { page } = await openBrowser(house, { username: 'laocai', size: desk })
    await page.goto('/don-vi')
    await page.getByRole('textbox', { name: /Tìm/ }).fill('phuong sa pa')
    await page.getByRole('link', { name: union, exact: true }).click()
    await page.getByRole('tab', { name: 'Chức vụ' }).click()
    const president = page.getByRole('table', { name: 'Chức vụ đang giữ' }).getByRole('row', { name: /Chủ tịch/ }).first()
    await president.getByRole('button', { name: /Việc với chức vụ/ }).click()
    await page.getByRole('menuitem', { name: 'Bàn giao cho người khác' }).click()
    const sheet = page.getByRole('dialog', { name: 'Bàn giao chức vụ' })
    await mustBeAccessible(page, 'handing over')
    await sheet.getByRole('combobox', { name: 'Người nhận' }).fill(receiver.name)
    await sheet.getByRole('option', { name: receiver.name }).click()
    await sheet.getByLabel('Số quyết định').fill('112/QĐ-LĐLĐ')
    await sheet.getByRole('button', { name: 'Bàn giao chức vụ' }).click()
    await page.getByRole('table', { name: 'Chức vụ đang giữ' }).getByRole('link', { name: receiver.name }).waitFor()
  })

  it('leaves the old holder without its powers at once', async () => {
    // The open screen has learnt it by itself, and what he tries all the same is refused.
    await oldHolder.getByText('Hôm nay không giữ chức vụ nào').waitFor()
    await oldHolder.getByRole('heading', { name: 'Chức vụ đang dùng không mở được trang này' }).waitFor()
    await mustBeAccessible(oldHolder, 'without an office')
    await oldHolder.goto('/lop-hoc/moi')
    await oldHolder.getByRole('heading', { name: 'Chức vụ đang dùng không mở được trang này' }).waitFor()
    const call = await house.as('sapa')
    assert.deepEqual((await call<{ verbs: string[] }>('GET', '/access/me')).body.verbs, [])
    for (const [method, path] of [['GET', '/classes'], ['PUT', `/plans/${crypto.randomUUID()}`]] as const) assert.equal((await call(method, path, method === 'PUT' ? {} : undefined)).status, 403, path)
  })

  it('gives the receiver an account with a password for one sign-in', async () => {
    const { page } = await openBrowser(house, { username: 'quantri', size: desk })
    await page.goto('/tai-khoan')
    await page.getByRole('button', { name: 'Cấp tài khoản' }).click()
    const sheet = page.getByRole('dialog', { name: 'Cấp tài khoản' })
    await sheet.getByRole('combobox', { name: 'Người được cấp' }).fill(receiver.name)
    await sheet.getByRole('option', { name: receiver.name }).click()
    await sheet.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('sapa.moi')
    await mustBeAccessible(page, 'a new account')
    await sheet.getByRole('button', { name: 'Cấp tài khoản' }).click()
    const shown = page.getByRole('dialog', { name: 'Mật khẩu dùng một lần' })
    oneTime = (await shown.getByRole('status').innerText()).trim()
    assert.ok(oneTime.length >= 8)
    await mustBeAccessible(page, 'the one-time password')
  })

  it('lets the receiver in only after the password is changed, and then to all that the office lets', async () => {
    const { page } = await openBrowser(house, { size: desk })
    await page.goto('/lop-hoc/moi')
    await page.getByLabel('Tên đăng nhập').fill('sapa.moi')
    await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(oneTime)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Mật khẩu hiện tại chỉ dùng một lần.').waitFor()
    // Nothing else opens before.
    await page.goto('/ke-hoach')
    await page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor()
    await page.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).fill(oneTime)
    await page.getByRole('textbox', { name: 'Mật khẩu mới', exact: true }).fill(ownPassword)
    await page.getByRole('textbox', { name: 'Nhập lại mật khẩu mới' }).fill(ownPassword)
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await page.getByText(`Chào ${receiver.name}.`).waitFor()
    // Two offices now, the old one in the province and the new one in the ward; the higher one is acted in first.
    await officeShown(page).getByRole('button', { name: `Chủ tịch, ${union}` }).waitFor()
    await page.getByRole('link', { name: 'Đào tạo', exact: true }).click()
    await page.getByRole('link', { name: 'Mở lớp' }).click()
    await page.getByRole('heading', { name: 'Mở lớp mới' }).waitFor()
  })

  it('stands in the history of both persons and in the audit log', async () => {
    const { rows } = await house.system.pools.owner.query<{ person_id: string; decision_number: string | null; ended: boolean }>(`
      select o.person_id, o.decision_number, upper(o.during) is not null as ended from people.office o join organisation.unit_version v on v.unit_id = o.unit_id and upper_inf(v.valid)
      where v.name = $1 and o.title = 'president' order by lower(o.during) desc limit 2`, [union])
    assert.deepEqual(rows.map((row) => [row.person_id === receiver.id, row.ended]), [[true, false], [false, true]])
    assert.equal(rows[0]!.decision_number, '112/QĐ-LĐLĐ')
    const { page } = await openBrowser(house, { username: 'kiemtra', size: desk })
    await page.goto('/nhat-ky')
    await page.getByText('Bàn giao chức vụ').first().waitFor()
  })
})

describe('a person with two offices', () => {
  it('switches the office acted in and sees what that office reaches, no more', async () => {
    const { page } = await openBrowser(house, { username: 'hanoi', size: desk })
    const lower = 'Liên đoàn Lao động thành phố Hà Nội', higher = 'Tổng Liên đoàn Lao động Việt Nam'
    const { name, personId } = (await (await house.as('laocai'))<{ name: string; personId: string }>('GET', '/access/me')).body
    const person = page.getByRole('heading', { name, level: 1 })
    await page.goto(`/nguoi/${personId}`)
    await officeShown(page).getByText(lower).waitFor()
    await page.getByText('Không có người này trong phạm vi của bạn.').waitFor()
    await officeShown(page).getByRole('button', { name: /Đổi chức vụ đang dùng/ }).click()
    await mustBeAccessible(page, 'choosing an office')
    await page.getByRole('menuitem', { name: new RegExp(higher) }).click()
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
    await officeShown(page).getByText(higher).waitFor()
    await page.goBack()
    await person.waitFor()
    // Seeing all of it, but not ruling it: a member of the Standing Committee opens no class.
    await page.getByRole('link', { name: 'Đào tạo', exact: true }).click()
    await page.getByRole('link', { name: 'Chương trình đào tạo' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Mở lớp' }).count(), 0)
  })
})
