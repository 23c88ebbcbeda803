// Journeys: the Confederation goes from plan 237 down to the attendance of one official, and the list always has exactly
// the figure's count; the same figures before and after the provinces were merged, as structured and restated.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { chooseDay, exportedNames, figuresOf, openPlan237, openRecords, rowOrCard, shownFigure, tab, tabCount, type Group, type Shown } from './plan237.ts'

const CONFEDERATION = 'Tổng Liên đoàn Lao động Việt Nam'
const LAO_CAI = 'Liên đoàn Lao động tỉnh Lào Cai'

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house.close()
})

/** Each list under the figure has the figure's count: on its tab, above its rows, and in the file that it exports. */
async function mustCountAsShown(sheet: Locator, shown: Shown): Promise<void> {
  const expected: Record<Group, number> = { unmet: shown.counted - shown.met, met: shown.met, excluded: shown.excluded, counted: shown.counted }
  for (const group of Object.keys(expected) as Group[]) {
    assert.equal(await tabCount(sheet, group), expected[group], `${group}, on the tab`)
    await tab(sheet, group).click()
    if (expected[group] === 0) continue
    await sheet.getByRole('status').filter({ hasText: new RegExp(`^${expected[group]} (dòng|rows)`) }).waitFor()
    const names = await exportedNames(sheet)
    assert.equal(names.length, expected[group], `${group}, in the file`)
  }
}

/** On a phone the ranking opens on demand. */
async function openRanking(page: Page): Promise<void> {
  const folded = page.locator('summary').filter({ hasText: /Theo đơn vị|Unit by unit/ })
  if (await folded.isVisible()) await folded.click()
}

describe('the Confederation opens plan 237', () => {
  for (const [size, language] of [[desk, 'vi'], [phone, 'vi'], [desk, 'en'], [phone, 'en']] as const) {
    it(`and goes down to the attendance of one official, on ${size.width} pixels in ${language === 'vi' ? 'Vietnamese' : 'English'}`, async () => {
      const { page, context } = await openBrowser(house, { username: 'tongliendoan', size, language })
      // What axe sees is the same in both languages.
      const accessible = language === 'vi' ? mustBeAccessible : async () => {}
      await openPlan237(page)
      await figuresOf(page, CONFEDERATION).waitFor()
      const country = await shownFigure(page, 'T1')
      assert.ok(country.met > 0 && country.met < country.counted, 'some are trained, not all')
      await accessible(page, 'plan 237')

      const all = await openRecords(page, 'T1')
      await accessible(page, 'the records under T1')
      if (size === desk && language === 'vi') await mustCountAsShown(all, country)
      await all.getByRole('button', { name: /^(Đóng|Close)$/ }).click()

      // The ranking says of the province what the province's own page says.
      await openRanking(page)
      const ranked = rowOrCard(page).filter({ has: page.getByRole('button', { name: LAO_CAI, exact: true }) })
      const share = /[\d.,]+%/.exec(await ranked.innerText())![0]
      await accessible(page, 'the ranking')
      await ranked.getByRole('button', { name: LAO_CAI }).click()
      await figuresOf(page, LAO_CAI).waitFor()
      const province = await shownFigure(page, 'T1')
      assert.ok(province.counted < country.counted)
      assert.ok((await page.getByRole('article', { name: /^T1:/ }).innerText()).includes(share), `the ranking says ${share}`)
      await accessible(page, 'the province')

      const records = await openRecords(page, 'T1')
      await mustCountAsShown(records, province)
      await tab(records, 'met').click()
      const first = rowOrCard(records).filter({ has: page.getByRole('link', { name: /^(Hoàn thành chương trình|Completion)$/ }) }).first()
      const name = await first.getByRole('link').first().innerText()
      await accessible(page, 'the trained of the province')
      await first.getByRole('link', { name: /^(Hoàn thành chương trình|Completion)$/ }).click()

      // Behind the completion: every session of the class with the mark that the official has there.
      await page.getByRole('heading', { name: new RegExp(`^${name}: `) }).waitFor()
      const sessions = page.getByRole('listitem').filter({ hasText: /^(Buổi|Session) \d/ })
      const marks = await sessions.allInnerTexts()
      const attended = marks.filter((mark) => /Có mặt|Đi muộn|Present|Late/.test(mark)).length
      const [, said, needed] = /(\d+)(?: buổi, cần |, )(\d+)/.exec(await page.getByRole('main').innerText())!
      assert.equal(attended, Number(said), 'the sheet has the sessions that the completion says')
      assert.ok(attended >= Number(needed), `${attended} of ${needed} needed`)
      await accessible(page, 'the completion')

      // And the whole sheet of the class, with this name on it.
      await page.getByRole('main').getByRole('link', { name: /chuyển đổi số/ }).click()
      await page.getByRole('tab', { name: /^(Điểm danh|Attendance)$/ }).click()
      await page.getByRole('rowheader', { name }).or(page.getByRole('listitem').filter({ hasText: name })).first().waitFor()
      await accessible(page, 'the attendance of the class')
      await context.close()
    })
  }
})

describe('the day before the provinces were merged', () => {
  const has = (names: string[], province: string) => names.includes(`Liên đoàn Lao động tỉnh ${province}`)
  /** The federations in the ranking, once it has An Giang, and Kiên Giang or not. */
  const federations = async (page: Page, kienGiang: 'with Kiên Giang' | 'without Kiên Giang') => {
    const unit = (province: string) => page.getByRole('button', { name: `Liên đoàn Lao động tỉnh ${province}`, exact: true })
    const ranking = page.getByRole('table', { name: 'Xếp hạng các đơn vị' }).filter({ has: unit('An Giang') })
    const expected = ranking.filter(kienGiang === 'with Kiên Giang' ? { has: unit('Kiên Giang') } : { hasNot: unit('Kiên Giang') })
    const found = expected.getByRole('button', { name: /^Liên đoàn Lao động / })
    await found.first().waitFor()
    return (await found.allInnerTexts()).sort()
  }

  it('has 63 federations as structured and 34 as restated, and the country has the same figure in both', async () => {
    const { page, context } = await openBrowser(house, { username: 'tongliendoan' })
    await openPlan237(page)
    const today = await federations(page, 'without Kiên Giang')
    assert.equal(today.length, 34)
    assert.ok(!has(today, 'Kiên Giang'))
    assert.equal(await page.getByRole('group', { name: 'Cơ cấu' }).count(), 0, 'today has nothing to restate')

    await chooseDay(page, /^30\/06\/2025/)
    const then = await federations(page, 'with Kiên Giang')
    assert.equal(then.length, 63)
    assert.ok(has(then, 'An Giang'))
    const structured = [await shownFigure(page, 'T1'), await shownFigure(page, 'T5')]
    assert.ok(structured.every((f) => f.counted > 0))
    await mustBeAccessible(page, '30/06/2025 as structured')

    const structure = page.getByRole('group', { name: 'Cơ cấu' })
    await structure.getByRole('button', { name: 'quy về hôm nay' }).click()
    assert.deepEqual(await federations(page, 'without Kiên Giang'), today)
    assert.deepEqual([await shownFigure(page, 'T1'), await shownFigure(page, 'T5')], structured, 'the country is the same in both trees')
    await mustBeAccessible(page, '30/06/2025 restated')

    // A province of today has the officials of all that went into it, and its list says so too.
    await page.getByRole('button', { name: 'Liên đoàn Lao động tỉnh An Giang', exact: true }).click()
    await figuresOf(page, 'Liên đoàn Lao động tỉnh An Giang').waitFor()
    const restated = await shownFigure(page, 'T1')
    await mustCountAsShown(await openRecords(page, 'T1'), restated)
    await page.getByRole('dialog').getByRole('button', { name: 'Đóng' }).click()
    await structure.getByRole('button', { name: 'của ngày đó' }).click()
    await page.getByRole('group', { name: 'Cơ cấu' }).getByRole('button', { name: 'của ngày đó', pressed: true }).waitFor()
    await page.getByRole('article', { name: /^T1:/ }).getByText(new RegExp(`/ ${restated.counted} `)).waitFor({ state: 'detached' })
    const alone = await shownFigure(page, 'T1')
    assert.ok(alone.counted < restated.counted, 'An Giang alone is smaller than An Giang with Kiên Giang')

    await page.getByRole('button', { name: `Về ${CONFEDERATION}` }).click()
    await figuresOf(page, CONFEDERATION).waitFor()
    await chooseDay(page, /^Hôm nay/)
    assert.deepEqual(await federations(page, 'without Kiên Giang'), today)
    await context.close()
  })

  it('and the first day of 2028 shows the second stage by itself', async () => {
    const { page, context } = await openBrowser(house, { username: 'tongliendoan' })
    await openPlan237(page)
    const stage = page.getByRole('group', { name: 'Giai đoạn' })
    const goal = (code: string) => page.getByRole('article', { name: new RegExp(`^${code}:`) }).getByText(/^Mục tiêu/).innerText()
    await stage.getByRole('button', { name: /^2025–2027/, pressed: true }).waitFor()
    assert.match(await goal('T5'), /≥ 80%/)
    const first = await shownFigure(page, 'T1')

    await chooseDay(page, /^01\/01\/2028/)
    await stage.getByRole('button', { name: /^2028–2030/, pressed: true }).waitFor()
    assert.match(await goal('T5'), /100%/)
    const second = await shownFigure(page, 'T1')
    assert.ok(second.met < first.met, 'the second stage asks for more')
    await mustCountAsShown(await openRecords(page, 'T1'), second)
    await mustBeAccessible(page, 'the second stage')
    await context.close()
  })
})
