// The pictures of the guide: the demonstration as the chair of a grassroots union sees it on a phone.
import type { Locator, Page } from 'playwright-core'
import { newId } from '#base/id'
import { nominate, openClasses } from '#learning'
import { openBrowser } from '#tests/factories/browser'
import type { House } from '#tests/factories/house'
import type { Shot } from './text.ts'

type Language = 'vi' | 'en'
const chair = 'hoanglien'
/** Narrow, so that letters are large; as high as the picture on the paper. */
const box = { width: 360, height: 352 }
/** What stands still at the head and the foot of a phone. */
const bar = { head: 56, foot: 60 }
/** For so many of the union attendance is taken. */
const attendees = 5

interface Scene { classId: string; /** Members of the union who may yet be nominated. */ others: string[] }

/** What the pictures need beside the story of the demonstration: a class of the union itself, in its first session now. */
export async function setScene(house: House): Promise<Scene> {
  const owner = house.system.pools.owner
  const { rows: [own] } = await owner.query<{ id: string }>(`select o.unit_id as id from access.account a join people.office o on o.person_id = a.person_id where a.username = $1`, [chair])
  const { rows: people } = await owner.query<{ id: string; name: string }>(`select p.id, p.name from people.placement at join people.person p on p.id = at.person_id where at.unit_id = $1 and upper_inf(at.during) order by p.id limit $2`, [own!.id, attendees + 2])
  const { rows: [programme] } = await owner.query<{ id: string }>(`select p.id from learning.programme p join learning.class c on c.programme_id = p.id where c.status = 'open' limit 1`)
  const classId = newId(), placeId = newId(), now = house.clock.now
  const hours = (from: number, to: number) => ({ startsAt: new Date(now.getTime() + from * 3_600_000).toISOString(), endsAt: new Date(now.getTime() + to * 3_600_000).toISOString() })
  const on = hours(0, 0).startsAt.slice(0, 10)
  await house.system.work(async (w) => {
    await openClasses(w, [{
      id: classId, programmeId: programme!.id, unitId: own!.id, title: 'Kỹ năng số cho đoàn viên', form: 'in-person', capacity: 30, firstDay: on, lastDay: on, status: 'open',
      places: [{ id: placeId, name: 'Phòng họp công ty' }], lecturers: [], sessions: [{ id: newId(), ...hours(-0.5, 2), placeId }],
    }])
    await nominate(w, { classId, personIds: people.slice(0, attendees).map((p) => p.id) })
  })
  return { classId, others: people.slice(attendees).map((p) => p.name) }
}

/** Every picture, as JPEG. */
export async function takePictures(house: House, language: Language, { classId, others }: Scene): Promise<Record<Shot, Buffer>> {
  const t = (vi: string, en: string) => (language === 'vi' ? vi : en)
  const shots: Partial<Record<Shot, Buffer>> = {}
  /** What is seen below `head` and above `foot`. */
  const keep = async (page: Page, shot: Shot, { head = 0, foot = 0, from }: { head?: number; foot?: number; from?: Locator } = {}) => {
    await page.setViewportSize({ ...box, height: box.height + head + foot })
    await from?.evaluate((top, under) => { scrollTo({ top: top.getBoundingClientRect().top + scrollY - under }) }, head + 12)
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => document.fonts.ready)
    shots[shot] = await page.screenshot({ type: 'jpeg', quality: 82, scale: 'device', clip: { ...box, x: 0, y: head } })
  }
  const stranger = await openBrowser(house, { size: box, language, sharp: true })
  await stranger.page.goto('/dang-nhap')
  await stranger.page.getByRole('button', { name: t('Tiếng Việt', 'English') }).click()
  await stranger.page.getByRole('textbox').first().fill(chair)
  await keep(stranger.page, 'sign-in', { from: stranger.page.getByRole('heading', { level: 1 }) })
  await stranger.context.close()

  const { page, context } = await openBrowser(house, { username: chair, size: box, language, sharp: true })
  await context.request.put('/api/access/language', { data: { language } })
  await page.goto('/')
  const duty = page.locator('[data-tour="duties"] a').first()
  await duty.waitFor()
  await keep(page, 'duties', { head: bar.head })
  const plan = page.locator('a[href$="/huong-ung"]').first()
  const answer = await plan.getAttribute('href')
  await page.locator('[data-tour="figures"] a').first().waitFor()
  await keep(page, 'figure', { head: bar.head, foot: bar.foot, from: page.locator('[data-tour="figures"]') })

  await page.goto(answer!)
  const make = page.getByRole('button', { name: t('Lập từ mẫu', 'Make it from the template') })
  await make.waitFor()
  // To the end of the page, where the button is.
  await keep(page, 'plan', { head: bar.head, foot: bar.foot, from: make })

  await page.goto(`/lop-hoc/${classId}?phan=diem-danh`)
  const present = page.getByRole('button', { name: t('Có mặt', 'Present'), exact: true })
  await present.nth(0).waitFor()
  // Without a finger, whose trace would be in the picture.
  for (const i of [0, 1]) if (await present.nth(i).getAttribute('aria-pressed') !== 'true') await present.nth(i).dispatchEvent('click')
  await page.locator('[aria-pressed="true"]').nth(1).waitFor()
  await keep(page, 'attendance', { head: bar.head, foot: bar.foot, from: page.getByRole('listitem').filter({ has: present }).first() })

  await page.goto(`/lop-hoc/${classId}`)
  await page.getByRole('button', { name: t('Cử thêm người', 'Nominate people') }).first().tap()
  const search = page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).first()
  await search.waitFor()
  for (const name of others) {
    await search.fill(name)
    await page.getByRole('option', { name }).first().tap()
  }
  await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  await keep(page, 'nominate')
  await context.close()
  return shots as Record<Shot, Buffer>
}
