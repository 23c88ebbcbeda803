// Journeys: attendance for thirty people in a cellar, on a phone whose line is really cut: nothing gets through, answers are lost on
// their way back, the browser is closed and opened again. Everything arrives, and once.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { newId } from '#base/id'
import { closeBrowser, mustBeAccessible, openBrowser, openPhone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { lineTo, type Line } from '#tests/factories/line'

const CLASS = 'Lớp kỹ năng số tại phân xưởng tầng hầm'
const folder = mkdtempSync(join(tmpdir(), 'lotrinh-phone-'))
const lesson = newId(), session = newId()
let house: House, line: Line, people: string[]
let device: BrowserContext, page: Page

before(async () => {
  house = await demonstrationHouse({ now: new Date('2026-11-21T15:00:00+07:00'), screens: true })
  line = await lineTo(house.address)
  const officer = await house.as('laocai.daotao')
  const ok = async (asked: Promise<{ status: number; body: unknown }>) => { const { status, body } = await asked; assert.equal(status, 200, JSON.stringify(body)); return body as never }
  const { unitId } = await ok(officer('GET', '/access/me')) as { unitId: string }
  const { rows: [programme] } = await ok(officer('GET', '/programmes')) as { rows: { id: string }[] }
  people = (await house.system.pools.owner.query(`select distinct o.person_id as id from people.office o join organisation.position p on p.unit_id = o.unit_id
    join organisation.position top on top.unit_id = $1 and p.lft between top.lft and top.rgt where o.during @> '2026-11-21'::date order by 1 limit 30`, [unitId])).rows.map((row) => row.id)
  await ok(officer('PUT', `/classes/${lesson}`, { programmeId: programme!.id, unitId, title: CLASS, form: 'in-person', capacity: 30, firstDay: '2026-11-21', lastDay: '2026-11-22', status: 'open', places: [{ id: newId(), name: 'Tầng hầm B2' }], lecturers: [{ name: 'TS. Trần Minh' }], sessions: [{ id: session, startsAt: '2026-11-21T08:00:00+07:00', endsAt: '2026-11-21T11:00:00+07:00' }] }))
  await ok(officer('POST', `/classes/${lesson}/nominations`, { personIds: people }))
  await open()
})
after(async () => {
  await device?.close()
  await closeBrowser()
  await line?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<void> {
  device = await openPhone({ address: line.address, clock: house.clock }, folder)
  page = device.pages()[0]!
}
async function cut(): Promise<void> {
  line.cut()
  await device.setOffline(true)
}
async function mend(): Promise<void> {
  line.mend()
  await device.setOffline(false)
}
async function signIn(): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill('laocai.daotao')
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(house.password)
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).tap()
}
const openRoster = async (at = page) => {
  await at.goto(`/lop-hoc/${lesson}?phan=diem-danh`)
  await at.getByRole('heading', { name: CLASS }).waitFor()
}
/** Marks of the class as the database has them: in all, those replaced, by state; and the lines of audit about them. */
async function recorded() {
  const { owner } = house.system.pools
  const { rows: [marks] } = await owner.query(`select count(*)::int as all, count(distinct person_id)::int as people, count(*) filter (where state = 'present')::int as present from learning.mark where class_id = $1`, [lesson])
  const { rows: [lines] } = await owner.query(`select count(*)::int as n from audit.entry where action = 'learning.mark' and subject_id = $1`, [lesson])
  return { ...marks, lines: lines.n } as { all: number; people: number; present: number; lines: number }
}
const kept = (n: number, at = page) => at.getByText(`${n} điểm danh đã giữ trên máy này`).waitFor()

describe('a training officer without a network', () => {
  it('opens the product that is on the phone: the duties, the class and its roster are there with their time', async () => {
    await page.goto('/')
    await signIn()
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
    await openRoster()
    await page.getByText('Còn 30 người chưa điểm danh').waitFor()
    await page.evaluate(async () => { await navigator.serviceWorker.ready })
    await page.goto('/')
    await page.getByText('Việc cần làm').waitFor()
    await cut()
    await page.reload()
    await page.getByText(/^Ngoại tuyến, số liệu lúc 15:\d\d 21\/11\/2026/).first().waitFor()
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
    await mustBeAccessible(page, 'my work without a network')
    await page.goto('/don-vi')
    await page.getByText('chưa có trên máy này').first().waitFor()
    await openRoster()
    await page.getByText('Còn 30 người chưa điểm danh').waitFor()
  })

  it('takes attendance for thirty people; it stays through a reload, in a second tab, and when the browser was closed', async () => {
    await page.getByRole('group').first().getByRole('button', { name: 'Đi muộn' }).tap()
    await page.getByRole('button', { name: 'Những người còn lại đều có mặt' }).tap()
    await page.getByText('Đã điểm danh đủ buổi này').waitFor()
    await kept(30)
    await mustBeAccessible(page, 'attendance without a network')
    await page.getByRole('button', { name: /^Tài khoản của/ }).tap()
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).tap()
    const leaving = page.getByRole('dialog', { name: 'Còn việc chưa gửi' })
    await leaving.getByRole('button', { name: 'Thôi' }).tap()
    await page.reload()
    await kept(30)
    assert.equal(await page.locator('button[data-state="present"][aria-pressed="true"]').count(), 29)
    const second = await device.newPage()
    await openRoster(second)
    await kept(30, second)
    await second.getByRole('link', { name: 'Hộp chờ gửi: 1 việc' }).waitFor()
    await device.close()
    await open()
    await cut()
    await openRoster()
    await kept(30)
    assert.deepEqual(await recorded(), { all: 0, people: 0, present: 0, lines: 0 })
  })

  it('is asked to sign in again when the line is back, and what waited arrives once, though the first answer was lost', async () => {
    await house.system.pools.owner.query('delete from access.session where account_id = (select id from access.account where username = $1)', ['laocai.daotao'])
    line.loseAnswer('/learning/mark')
    await mend()
    await page.reload()
    await page.getByLabel('Mật khẩu').first().waitFor()
    // What was read is gone from the device with the session; what waits to be sent is not.
    await page.waitForFunction(() => Object.keys(localStorage).every((name) => !name.startsWith('kept ')))
    await signIn()
    await page.getByRole('heading', { name: CLASS }).waitFor()
    const second = await device.newPage()
    await openRoster(second)
    await openRoster()
    await Promise.all([page, second].map((tab) => tab.getByText('Mọi điểm danh đã lưu').waitFor()))
    assert.equal(line.lost(), 1)
    assert.deepEqual(await recorded(), { all: 30, people: 30, present: 29, lines: 1 })
    await second.close()
  })

  it('finds beside its own what someone else has marked meanwhile, and decides', async () => {
    await cut()
    const [first, next] = [page.getByRole('group').first(), page.getByRole('group').nth(1)]
    const name = (await first.getAttribute('aria-label'))!
    await first.getByRole('button', { name: 'Vắng', exact: true }).tap()
    await next.getByRole('button', { name: 'Vắng có phép' }).tap()
    await kept(2)
    const personId = (await house.system.pools.owner.query(`select person_id as id from learning.mark m join people.person p on p.id = m.person_id where class_id = $1 and p.name = $2 and state = 'late'`, [lesson, name])).rows[0].id
    const other = await (await house.as('laocai'))('PUT', `/classes/${lesson}/attendance`, { marks: [{ sessionId: session, personId, state: 'excused' }] })
    assert.equal(other.status, 200, JSON.stringify(other.body))
    await mend()
    await page.getByRole('link', { name: 'Hộp chờ gửi: 1 việc, 1 việc cần bạn quyết định' }).tap()
    const conflict = page.getByRole('group', { name: new RegExp(`^${name}, 08:00 21/11/2026`) })
    await conflict.getByText('Vắng có phép').waitFor()
    await mustBeAccessible(page, 'a conflict')
    assert.deepEqual(await recorded(), { all: 31, people: 30, present: 29, lines: 2 }, 'nothing was overwritten')
    await conflict.getByRole('radio', { name: 'Của tôi' }).check()
    await page.getByRole('button', { name: 'Gửi theo lựa chọn' }).tap()
    await page.getByText('Không còn việc nào chờ gửi').waitFor()
    assert.deepEqual(await recorded(), { all: 33, people: 30, present: 29, lines: 3 })
    const { rows } = await house.system.pools.owner.query('select state from learning.mark where class_id = $1 and person_id = $2 order by id', [lesson, personId])
    assert.deepEqual(rows.map((row) => row.state), ['late', 'excused', 'absent'])
  })
})

describe('a grassroots chair without a network', () => {
  it('saves a draft of the plan, sees it when coming back to it, and it arrives when the line is back', async () => {
    const { page: at, context } = await openBrowser({ address: line.address, clock: house.clock, password: house.password }, { username: 'hoanglien' })
    const draft = newId(), chair = await house.as('hoanglien')
    const { unitId } = (await chair<{ unitId: string }>('GET', '/access/me')).body
    const { toAnswer } = (await chair<{ toAnswer: { id: string }[] }>('GET', `/plans?unitId=${unitId}`)).body
    assert.equal((await chair('PUT', `/plans/${draft}/template`, { unitId, answers: toAnswer[0]!.id })).status, 200)
    await at.goto(`/ke-hoach/${draft}`)
    await at.getByLabel('Tên kế hoạch').fill('Kế hoạch viết ở nơi không có sóng')
    line.cut()
    await context.setOffline(true)
    await at.getByRole('button', { name: 'Lưu nháp' }).click()
    await at.getByText('Đã giữ bản nháp trên máy này').waitFor()
    await at.getByText('Bản nháp này đang chờ gửi').waitFor()
    assert.equal(await at.getByLabel('Tên kế hoạch').inputValue(), 'Kế hoạch viết ở nơi không có sóng')
    line.mend()
    await context.setOffline(false)
    await at.getByText('Bản nháp này đang chờ gửi').waitFor({ state: 'detached' })
    const { body } = await chair<{ title: string }>('GET', `/plans/${draft}`)
    assert.equal(body.title, 'Kế hoạch viết ở nơi không có sóng')
    await context.close()
  })
})
