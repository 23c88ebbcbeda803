// Journey: the province recognises the committee that a grassroots union has elected. That opens the duty to train its new
// chair, at the training officer's desk and on the chair's phone; the class closes it, and a correction opens it again.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { createAccounts } from '#platform/access/accounts'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

interface Duties { duties: { kind: string; title: { vi: string }; to: string }[] }

describe('a recognised committee', () => {
  let house: House, unitId: string, laoCai: string, people: { id: string; name: string }[], classId: string
  const unit = 'Công đoàn cơ sở Hợp tác xã Vận tải Sa Pa'
  before(async () => {
    house = await demonstrationHouse({ screens: true })
    const rows = async <T>(sql: string, values: unknown[] = []) => (await house.system.pools.owner.query(sql, values)).rows as T[]
    const idOf = async (name: string) => (await rows<{ id: string }>('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', [name]))[0]!.id
    unitId = await idOf(unit)
    laoCai = await idOf('Liên đoàn Lao động tỉnh Lào Cai')
    // Members who hold no office yet, with names that nobody else in the unit has.
    people = await rows(`select min(p.id::text) as id, p.name from people.placement m join people.person p on p.id = m.person_id
      where m.unit_id = $1 and not exists (select from people.office o where o.person_id = p.id) group by p.name having count(*) = 1 order by p.name limit 3`, [unitId])
    classId = (await rows<{ id: string }>(`select c.id from learning.class c join learning.programme p on p.id = c.programme_id where c.unit_id = $1 and c.status = 'open' and p.tags @> '{grassroots-chair}'`, [laoCai]))[0]!.id
    await house.system.work((w) => createAccounts(w, [{ personId: people[0]!.id, username: 'vantaisapa', password: house.password, mustChange: false }]))
  })
  after(async () => {
    await closeBrowser()
    await house?.close()
  })

  const choose = async (page: Page, label: RegExp, name: string) => {
    await page.getByRole('dialog').getByRole('combobox', { name: label }).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  const dutiesOf = async (username: string) => (await (await house.as(username))<Duties>('GET', '/home/duties')).body.duties
  const waiting = async () => (await (await house.as('laocai.daotao'))<{ person: { id: string } }[]>('GET', `/units/${laoCai}/new-chairs`)).body.map((c) => c.person.id)
  const trainingDuty = (n: number) => new RegExp(`^Bồi dưỡng ${n} chủ tịch công đoàn cơ sở`)

  it('opens the duty to train the new chair, and completing the class closes it', async () => {
    const [chair, vice, third] = people as [{ id: string; name: string }, { id: string; name: string }, { id: string; name: string }]
    const before = await waiting()
    assert.ok(before.length > 5 && !before.includes(chair.id), 'the demonstration has others who wait')

    // At the desk of the province's training officer: what was elected is recognised.
    const { page } = await openBrowser(house, { username: 'laocai.daotao' })
    await page.goto('/')
    await page.getByText(trainingDuty(before.length)).waitFor()
    await page.goto(`/don-vi/${unitId}?muc=ban-chap-hanh`)
    await page.getByRole('heading', { name: 'Ban chấp hành lâm thời' }).waitFor()
    await page.getByRole('button', { name: 'Công nhận ban chấp hành' }).first().click()
    const sheet = page.getByRole('dialog')
    await choose(page, /^Chủ tịch/, chair.name)
    await choose(page, /^Phó Chủ tịch/, vice.name)
    await choose(page, /^Ủy viên Ban Chấp hành/, chair.name)
    await sheet.getByRole('textbox', { name: 'Ngày bầu' }).fill('14/11/2026')
    await sheet.getByRole('textbox', { name: 'Nhiệm kỳ đến hết ngày' }).fill('13/11/2031')
    await sheet.getByRole('textbox', { name: 'Số quyết định công nhận' }).fill('512/QĐ-LĐLĐ')
    await mustBeAccessible(page, 'the form of a committee')
    await sheet.getByRole('button', { name: 'Công nhận ban chấp hành' }).click()
    await sheet.getByText(`${chair.name} đã có trong danh sách.`).waitFor()
    await sheet.getByRole('list', { name: 'Ủy viên Ban Chấp hành' }).getByRole('button', { name: `Bỏ ${chair.name}` }).click()
    await choose(page, /^Ủy viên Ban Chấp hành/, third.name)
    await sheet.getByRole('button', { name: 'Công nhận ban chấp hành' }).click()
    await page.getByText('Đã công nhận ban chấp hành').waitFor()
    const offices = page.getByRole('table', { name: 'Thành viên Ban chấp hành nhiệm kỳ 2026 – 2031' })
    await offices.getByRole('row', { name: new RegExp(`Chủ tịch ${chair.name} 14/11/2026`) }).waitFor()
    assert.equal(await offices.getByRole('row').count(), 4, 'a head and three offices')
    await page.getByText('512/QĐ-LĐLĐ').waitFor()

    // The duty: of the officer, and of the chair on the phone, who was nobody's chair a minute ago.
    assert.deepEqual(new Set(await waiting()), new Set([...before, chair.id]))
    assert.ok(!(await dutiesOf('laocai')).some((d) => d.kind === 'chair.train'), 'the province has a training officer for it')
    const { page: small } = await openBrowser(house, { username: 'vantaisapa', size: phone })
    await small.goto('/')
    await small.getByText('Học bồi dưỡng chức danh chủ tịch công đoàn cơ sở').waitFor()
    await mustBeAccessible(small, 'the duty of the new chair')
    await page.goto('/')
    await page.getByText(trainingDuty(before.length + 1)).click()

    // From the duty to a class.
    await page.getByRole('checkbox', { name: `Chọn ${chair.name}` }).check()
    await page.getByRole('button', { name: 'Cử 1 người đi học' }).click()
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Cử vào lớp này' }).click()
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('row', { name: new RegExp(chair.name) }).getByRole('link', { name: /^Bồi dưỡng chủ tịch/ }).waitFor()
    assert.ok((await dutiesOf('laocai.daotao')).some((d) => trainingDuty(before.length + 1).test(d.title.vi)), 'a nomination is not yet a training')
    await small.getByText(/^Dự lớp bồi dưỡng chủ tịch: /).click()
    await small.waitForURL(`**/lop-hoc/${classId}`)

    // The class is held and closed.
    house.clock.now = new Date('2026-12-16T02:00:00Z')
    const officer = await house.as('laocai.daotao')
    const { body: held } = await officer<{ sessionList: { id: string }[] }>('GET', `/classes/${classId}`)
    assert.equal((await officer('PUT', `/classes/${classId}/attendance`, { marks: held.sessionList.map((s) => ({ sessionId: s.id, personId: chair.id, state: 'present' })) })).status, 200)
    const closed = await officer<{ completed: number }>('POST', `/classes/${classId}/close`, { on: '2026-12-15' })
    assert.deepEqual([closed.status, closed.body.completed], [200, 1], JSON.stringify(closed.body))
    assert.deepEqual(await waiting(), before)
    assert.deepEqual((await dutiesOf('vantaisapa')).filter((d) => d.kind.startsWith('chair.')), [])
    const { page: later } = await openBrowser(house, { username: 'laocai.daotao' })
    await later.goto('/')
    await later.getByText(trainingDuty(before.length)).waitFor()

    // The signed sheet says otherwise: nothing was kept of the duty, so it is there again.
    for (const { id: sessionId } of held.sessionList.slice(0, 2)) await officer('PUT', `/classes/${classId}/corrections`, { sessionId, personId: chair.id, state: 'absent', reason: 'Đối chiếu danh sách ký nhận' })
    assert.ok((await waiting()).includes(chair.id))
    assert.deepEqual((await dutiesOf('vantaisapa')).map((d) => d.kind).filter((kind) => kind.startsWith('chair.')), ['chair.learn'])
  })

  it('is reported by the unit, and waits at the union above until it is recognised', async () => {
    const chair = await house.as('vantaisapa'), province = await house.as('laocai')
    const committeeId = crypto.randomUUID()
    const from = '2026-12-14', [next, vice] = [people[1]!, people[2]!]
    const reported = await chair('PUT', `/committees/${committeeId}`, {
      unitId, basis: 'elected', from, term: { from, to: '2031-12-14' }, offices: [{ id: crypto.randomUUID(), personId: next.id, title: 'president' }, { id: crypto.randomUUID(), personId: vice.id, title: 'vice-president' }] })
    assert.equal(reported.status, 200, JSON.stringify(reported.body))
    assert.equal((await chair('PUT', `/committees/${committeeId}/recognition`, { recognition: { number: '1/QĐ', on: '2026-12-15' } })).status, 403, 'who has been voted out recognises nobody')
    const duty = (await dutiesOf('laocai')).find((d) => d.title.vi === `Công nhận ban chấp hành: ${unit}`)
    assert.equal(duty?.to, `/don-vi/${unitId}?muc=ban-chap-hanh`)
    assert.ok(!(await waiting()).includes(next.id), 'not recognised, not yet to be trained')

    const { page } = await openBrowser(house, { username: 'laocai' })
    await page.goto(duty.to)
    await page.getByText('Chưa được công nhận').waitFor()
    await page.locator('section').filter({ hasText: 'Chưa được công nhận' }).getByRole('button', { name: 'Công nhận ban chấp hành' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Số quyết định công nhận' }).fill('530/QĐ-LĐLĐ')
    await page.getByRole('dialog').getByRole('button', { name: 'Công nhận ban chấp hành' }).click()
    await page.getByText('530/QĐ-LĐLĐ').waitFor()
    assert.ok((await waiting()).includes(next.id))
    assert.ok(!(await dutiesOf('laocai')).some((d) => d.title.vi === duty.title.vi))
    assert.equal((await province('PUT', `/committees/${committeeId}/recognition`, { recognition: { number: '530/QĐ-LĐLĐ', on: '2026-12-16' } })).status, 200, 'sent again it is the same')
  })
})
