// The real browser of the journeys, from the registry; unpacked once into a folder named by its version.
import { statfsSync } from 'node:fs'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromiumPath } from './chromium.ts'
import type { House } from './house.ts'

declare global { interface Window { axe: typeof axe } }

let browser: Browser | undefined

async function ready() {
  const { chromium: playwright } = await import('playwright-core')
  const executablePath = await chromiumPath()
  // Playwright has it keep in files what its processes share, for containers with little shared memory: each picture is written to the disk.
  const ignoreDefaultArgs = sharedMemory() > 1e9 ? ['--disable-dev-shm-usage'] : []
  return { playwright, launching: { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [], ignoreDefaultArgs } }
}

function sharedMemory(): number {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize
  } catch {
    return 0
  }
}

async function launch(): Promise<Browser> {
  if (browser?.isConnected()) return browser
  const { playwright, launching } = await ready()
  browser = await playwright.launch(launching)
  return browser
}

/** How long a page is waited for before it is given up. No assertion: several browsers share two cores. */
const patience = 45_000

export const phone = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

/** A fresh browser of one person; signed in when an account is named. `sharp`: two dots a pixel, for pictures on paper. Nothing is put on the device: for that see openPhone. */
export async function openBrowser(house: Pick<House, 'address' | 'clock' | 'password'>, { username, size = desk, language = 'vi', sharp = false }: { username?: string; size?: { width: number; height: number }; language?: 'vi' | 'en'; sharp?: boolean } = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await (await launch()).newContext({ viewport: size, locale: language === 'vi' ? 'vi-VN' : 'en-GB', timezoneId: 'Asia/Ho_Chi_Minh', baseURL: house.address, hasTouch: size.width < 640, serviceWorkers: 'block', deviceScaleFactor: sharp ? 2 : 1 })
  context.setDefaultTimeout(patience)
  // Screens ask for today by the browser's clock: it must be the day on which the house stands.
  await context.clock.setSystemTime(house.clock.now)
  if (username) {
    const reply = await context.request.post('/api/access/sign-in', { data: { name: username, password: house.password } })
    if (!reply.ok()) throw new Error(`${username} cannot sign in: ${reply.status()} ${await reply.text()}`)
  }
  const page = await context.newPage()
  return { page, context }
}

/** A phone with the product on it: closed and opened again it still has what it kept in the folder, as after its battery was empty. */
export async function openPhone(house: Pick<House, 'address' | 'clock'>, folder: string): Promise<BrowserContext> {
  const { playwright, launching } = await ready()
  const context = await playwright.launchPersistentContext(folder, { ...launching, viewport: phone, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', baseURL: house.address, hasTouch: true })
  context.setDefaultTimeout(patience)
  await context.clock.setSystemTime(house.clock.now)
  return context
}

export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = undefined
}

// What fades in has too little contrast while it does: two frames for a transition to begin, then until none runs.
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve) })
    for (let still = 0; still < 3;) {
      await frame()
      const running = document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity)
      await Promise.allSettled(running.map((a) => a.finished))
      still = running.length > 0 ? 0 : still + 1
    }
  })
}

/** No violation that axe can find, words in the colour of their ground included; names each with its place. */
export async function mustBeAccessible(page: Page, where: string): Promise<void> {
  await stillness(page)
  // Run in the page itself, which has no frames: the builder of @axe-core/playwright opens a second page for every look, and
  // tells of everything that is well, which on a long list costs more than finding the faults.
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source)
  const { violations, incomplete } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations', 'incomplete'] }))
  // Axe only doubts about these, because words are sometimes hidden so on purpose; here they never are.
  const unseen = incomplete.filter((v) => v.id === 'color-contrast')
    .map((v) => ({ ...v, nodes: v.nodes.filter((n) => n.any.some((check) => (check.data as { messageKey?: string } | null)?.messageKey === 'equalRatio')) })).filter((v) => v.nodes.length > 0)
  const found = [...violations, ...unseen]
  if (found.length > 0) throw new Error(`${where}: ${found.map((v) => `${v.id} (${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join('; ')})`).join(', ')}`)
}
