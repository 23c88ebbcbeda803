// What the journeys through plan 237 read off the screens, in both languages.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { readSheets } from '#platform/sheets/read'

export interface Shown { met: number; counted: number; excluded: number }

/** 1.234.567 (or 1,234,567) as a number. */
export const asNumber = (said: string) => Number(said.replaceAll(/[.,]/g, ''))

/** A record in a list: a row, or a card on a phone. */
export const rowOrCard = (within: Page | Locator) => within.getByRole('row').or(within.getByRole('listitem'))

/** From the first page of the house to plan 237 with its figures. */
export async function openPlan237(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: /^(Kế hoạch|Plans)$/ }).first().click()
  await rowOrCard(page).filter({ hasText: '237/KH-TLĐ' }).getByRole('link').first().click()
  await page.getByRole('heading', { name: '237/KH-TLĐ' }).waitFor()
  await figure(page, 'T1').waitFor()
}

/** The line of one target, with its figure. */
export const target = (page: Page, code: string) => page.getByRole('article', { name: new RegExp(`^${code}:`) })

/** What is pressed to see the records under the figure. */
export const figure = (page: Page, code: string) => target(page, code).getByRole('button')

export async function shownFigure(page: Page, code: string): Promise<Shown> {
  const said = await figure(page, code).innerText()
  const of = /([\d.,]+) (?:\/|of) ([\d.,]+) /.exec(said)
  assert.ok(of, `${code} says no figure: ${said}`)
  const excluded = /([\d.,]+) (?:không tính|excluded)/.exec(said)
  return { met: asNumber(of[1]!), counted: asNumber(of[2]!), excluded: excluded ? asNumber(excluded[1]!) : 0 }
}

/** The page shows the figures of this unit. */
export const figuresOf = (page: Page, unit: string) => page.getByRole('heading', { name: new RegExp(`^(Chỉ tiêu|Targets) – ${unit}$`) })

/** Opens the records under a figure; answers the sheet. */
export async function openRecords(page: Page, code: string): Promise<Locator> {
  await figure(page, code).click()
  const sheet = page.getByRole('dialog', { name: new RegExp(`^${code} – `) })
  await sheet.getByRole('tab', { name: /\d$/ }).first().waitFor()
  return sheet
}

const tabNames = { unmet: /^(Chưa đạt|Unmet)/, met: /^(Đã đạt|Met)/, excluded: /^(Không tính|Excluded)/, counted: /^(Tất cả|All counted)/ }
export type Group = keyof typeof tabNames
export const tab = (sheet: Locator, group: Group) => sheet.getByRole('tab', { name: tabNames[group] })

export async function tabCount(sheet: Locator, group: Group): Promise<number> {
  return asNumber(/([\d.,]+)$/.exec((await tab(sheet, group).innerText()).trim())![1]!)
}

/** The names in the file that the open list exports. */
export async function exportedNames(sheet: Locator): Promise<string[]> {
  const [download] = await Promise.all([sheet.page().waitForEvent('download'), sheet.getByRole('button', { name: /XLSX/ }).click()])
  const [grid] = await readSheets(await readFile(await download.path()))
  // Over the header: what is listed, what was asked, when it was written.
  const at = grid!.rows.findIndex(([first]) => /^(Tên|Name)$/.test(String(first)))
  assert.match(String(grid!.rows[1]![0]), /^(Tính đến|As of) /)
  assert.ok(at > 0)
  const rows = grid!.rows.slice(at + 1)
  return rows.filter((row) => row[0] !== null && row[0] !== undefined).map((row) => String(row[0]))
}

/** The day that figures are asked for, by the switch at the top: one of the days offered, or today. */
export async function chooseDay(page: Page, day: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /tính đến ngày|as of/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: day }).click()
}

/** Any other day, typed as dd/MM/yyyy. */
export async function chooseOtherDay(page: Page, day: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /tính đến ngày|as of/ }).click()
  const picks = page.getByRole('dialog')
  await picks.getByLabel(/^(Ngày khác|Another day)/).fill(day)
  await picks.getByRole('button', { name: /^(Xem|Show)$/ }).click()
}
