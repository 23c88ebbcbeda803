// On an old phone at the edge of the network: how long until the home page can be used, the first time and the second, and whether
// it is there at once without any network. 400 kbit/s, 300 ms there and back, a processor four times slower.
import { demonstrationPassword } from '#app/demonstration/accounts'
import { buildWeb, screensAreFresh } from '#app/server/screens'
import type { BrowserContext, Page } from 'playwright-core'
import { chromiumPath } from '#tests/factories/chromium'
import { today, type Ground } from './ground.ts'
import { summed, type Figure, type Sizes } from './measure.ts'

const line = { offline: false, latency: 300, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }
const slower = 4

export async function* measurePhone({ address }: Ground, { runs }: Sizes): AsyncGenerator<Figure> {
  if (!await screensAreFresh()) await buildWeb()
  const { chromium: playwright } = await import('playwright-core')
  const browser = await playwright.launch({ executablePath: await chromiumPath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    const taken = { signIn: [] as number[], first: [] as number[], second: [] as number[], offline: [] as number[] }
    for (let run = 0; run < runs; run++) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', baseURL: address, hasTouch: true })
      await context.clock.setSystemTime(new Date(`${today}T09:00:00+07:00`))
      const stranger = await slowed(context)
      taken.signIn.push(await usable(stranger, '/dang-nhap', async (page) => { await page.getByLabel('Tên đăng nhập').waitFor() }))
      await stranger.close()
      const fresh = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', baseURL: address, hasTouch: true })
      await fresh.clock.setSystemTime(new Date(`${today}T09:00:00+07:00`))
      await fresh.request.post('/api/access/sign-in', { data: { name: 'hoanglien', password: demonstrationPassword } })
      const page = await slowed(fresh)
      taken.first.push(await usable(page, '/', dutiesStand))
      // What is put on the device for later comes over a good line: it is the second visit that is measured.
      await page.evaluate(async () => { await navigator.serviceWorker.ready })
      await page.close()
      taken.second.push(await usable(await slowed(fresh), '/', dutiesStand))
      await fresh.setOffline(true)
      taken.offline.push(await usable(await slowed(fresh, { ...line, offline: true }), '/', dutiesStand))
      await Promise.all([context.close(), fresh.close()])
    }
    for (const [visit, times] of Object.entries(taken)) yield summed(`phone.${visit}`, 'ms', times.map((value) => ({ value, floor: null })))
  } finally {
    await browser.close()
  }
}

/** The page can be used: what one came for stands there, and a tap would be answered. */
async function usable(page: Page, path: string, stands: (page: Page) => Promise<void>): Promise<number> {
  const began = performance.now()
  await page.goto(path, { waitUntil: 'commit' })
  await stands(page)
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve) }) }))
  return performance.now() - began
}

const dutiesStand = async (page: Page) => { await page.locator('section', { hasText: 'Việc cần làm' }).getByRole('listitem').first().waitFor() }

async function slowed(context: BrowserContext, conditions = line): Promise<Page> {
  const page = await context.newPage()
  // However slow it is, a figure is worth more than a fault.
  page.setDefaultTimeout(180_000)
  const client = await context.newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.emulateNetworkConditions', conditions)
  await client.send('Emulation.setCPUThrottlingRate', { rate: slower })
  return page
}
