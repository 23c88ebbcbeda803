// Journey: a lecturer shows the changing code, participants check in with their phones, the session is countersigned, and what
// looks odd is shown to the training officer as a signal.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '#base/id'
import { nominate, openClasses } from '#learning'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

const TITLE = 'Lớp điểm danh bằng mã'
const classId = newId(), sessionId = newId()
const learners = ['sapa', 'hoanglien'] as const
let house: House
before(async () => {
  house = await demonstrationHouse({ now: new Date('2026-11-24T08:03:00+07:00'), screens: true })
  const { rows: [laocai] } = await house.system.pools.owner.query(`select unit_id as id from organisation.unit_version where name = 'Liên đoàn Lao động tỉnh Lào Cai' and upper_inf(valid)`)
  const { rows: [programme] } = await house.system.pools.owner.query('select id from learning.programme where tags = array[]::text[] or not tags @> array[$1] order by id limit 1', ['digital-transformation'])
  const { rows: people } = await house.system.pools.owner.query('select person_id as id from access.account where username = any($1)', [learners])
  await house.system.work(async (w) => {
    await openClasses(w, [{
      id: classId, programmeId: programme.id, unitId: laocai.id, title: TITLE, form: 'in-person', capacity: 20, firstDay: '2026-11-24', lastDay: '2026-11-24', status: 'open', places: [{ id: newId(), name: 'Hội trường' }],
      lecturers: [{ name: 'Trần Minh' }], sessions: [{ id: sessionId, startsAt: '2026-11-24T08:00:00+07:00', endsAt: '2026-11-24T11:00:00+07:00' }],
    }])
    const { nominated } = await nominate(w, { classId, personIds: people.map(({ id }) => id as string) })
    assert.equal(nominated.length, 2)
  })
})
after(async () => {
  await closeBrowser()
  await house.close()
})

/** What a camera reads from the screen now. */
async function shownOn(screen: Page): Promise<{ step: string; address: string }> {
  const step = (await screen.locator('[data-step]').getAttribute('data-step'))!
  const code = (await screen.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/).innerText()).replace('-', '')
  return { step, address: `/diem-danh?buoi=${sessionId}&luc=${step}&ma=${code}` }
}

describe('attendance by code', () => {
  it('goes from the lecturer\'s screen, which needs no network, to the participants\' phones and back', async () => {
    const { page: screen, context: room } = await openBrowser(house, { username: 'laocai.daotao' })
    let openings = 0
    screen.on('request', (request) => { if (request.url().endsWith('/openCode')) openings++ })
    await screen.goto(`/lop-hoc/${classId}?phan=diem-danh`)
    await screen.getByRole('navigation', { name: /^Mã điểm danh/ }).getByRole('link', { name: /^Buổi 1/ }).click()
    await screen.getByRole('link', { name: 'Chiếu mã điểm danh' }).click()
    await screen.getByRole('img', { name: 'Mã điểm danh của buổi học' }).waitFor()
    await screen.getByText('Đã điểm danh 0/2').waitFor()
    await mustBeAccessible(screen, 'the code on the screen')

    await room.setOffline(true)
    const first = await shownOn(screen)
    await screen.clock.fastForward(10_000)
    await screen.locator(`[data-step="${first.step}"]`).waitFor({ state: 'detached' })
    const next = await shownOn(screen)
    assert.notEqual(next.address, first.address, 'the code went on changing')
    await room.setOffline(false)

    const { page: mine, context: pocket } = await openBrowser(house, { username: learners[0], size: phone })
    await mine.goto(next.address)
    await mine.getByText('Đã điểm danh: Có mặt').waitFor()
    await mustBeAccessible(mine, 'checked in')
    await screen.getByText('Đã điểm danh 1/2').waitFor()
    assert.equal(openings, 1, 'a screen that shows the code does not open it again at what it announced')
    await mine.reload()
    await mine.getByText('Đã điểm danh: Có mặt').waitFor()

    // A friend signs in on the same phone and uses a code that was shown before.
    await mine.goto('about:blank')
    await pocket.request.post('/api/access/sign-in', { data: { name: learners[1], password: house.password } })
    await mine.goto(first.address.replace(/ma=.*/, 'ma=AAAAAA'))
    await mine.getByText(/^Mã không đúng hoặc đã đổi/).waitFor()
    await mine.goto(first.address)
    await mine.getByText('Đã điểm danh: Có mặt').waitFor()

    await screen.getByRole('link', { name: 'Đóng' }).click()
    await screen.getByRole('button', { name: 'Ký xác nhận' }).click()
    await screen.getByRole('dialog').getByText('2 người dự, 0 người vắng').waitFor()
    await screen.getByRole('dialog').getByRole('button', { name: 'Ký xác nhận' }).click()
    await screen.getByText(/đã ký xác nhận lúc/).waitFor()
    await mustBeAccessible(screen, 'a session that is countersigned')

    await screen.goto(`/lop-hoc/${classId}?phan=luot-diem-danh`)
    await screen.getByRole('heading', { name: 'Một thiết bị, nhiều người' }).waitFor()
    assert.equal(await screen.getByRole('cell', { name: 'thiết bị A' }).or(screen.getByRole('gridcell', { name: 'thiết bị A' })).count(), 2)
    await mustBeAccessible(screen, 'signals')
  })

  it('shows a participant the own code, which changes without a network too', async () => {
    const { page, context } = await openBrowser(house, { username: learners[0], size: phone })
    await page.goto('/ma-cua-toi')
    const code = page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/)
    const before = await code.innerText()
    await context.setOffline(true)
    await page.clock.fastForward(10_000)
    await page.getByText(before).waitFor({ state: 'detached' })
    assert.notEqual(await code.innerText(), before)
  })
})
