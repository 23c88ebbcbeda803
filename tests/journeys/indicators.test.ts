// Journeys: a department composes what it wants counted, sees at once what its own records say, another person approves it, and
// the figure is live. The scorecard of a province is entered in the same way, as far as its records exist.
//
// Of the Vĩnh Long scorecard of 2026 these lines have no records yet, or none of this shape:
// – how many unions complete their tasks well, or excellently: unions are not graded here yet;
// – members who get information on policy and law: nothing records who was informed;
// – outstanding members introduced to the Party: not recorded;
// – 20 Creative Labour certificates: who was given one is not recorded here yet.
// And "enterprise workers trained in skills" counts all members and workers: who works in an enterprise is known of the union, not of the person.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '#base/id'
import { decideModel, submitModel, writeModel } from '#emulation'
import { admit, place } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'

let house: House, vinhLong: string
before(async () => {
  house = await demonstrationHouse({ now: new Date('2026-11-21T09:00:00+07:00'), screens: true })
  const { rows } = await house.system.pools.owner.query<{ id: string; person: string }>(`select v.unit_id as id, o.person_id as person from organisation.unit_version v join people.office o on o.unit_id = v.unit_id and upper_inf(o.during)
    join people.title t on t.code = o.title and t.powers in ('lead', 'deputy') where v.name = 'Liên đoàn Lao động tỉnh Vĩnh Long' and upper_inf(v.valid) order by t.rank limit 2`)
  assert.equal(rows.length, 2, 'two people of the federation of Vĩnh Long')
  vinhLong = rows[0]!.id
  await house.system.work((w) => createAccounts(w, rows.map((r, i) => ({ personId: r.person, username: `vinhlong${i + 1}`, password: house.password, mustChange: false }))))
})
after(async () => {
  await closeBrowser()
  await house.close()
})

interface Line { code: string; name: string; counts: string; kind: string; where: [attribute: string, value: string][]; since?: string; stage: [name: string, from: string, last: string]; operator?: string; share?: string; number?: string; fact: string; facts: [attribute: string, value: string][]; between?: [attribute: string, from: string, before: string]; within?: string }

async function narrow(page: Page, part: string, conditions: [string, string][]): Promise<void> {
  const region = page.getByRole('region', { name: part })
  for (const [attribute, value] of conditions) {
    await region.getByRole('button', { name: 'Thêm điều kiện', exact: true }).click()
    await page.getByRole('menuitem', { name: attribute, exact: true }).click()
    await region.getByLabel(new RegExp(`^${attribute}( \\*)?$`)).selectOption({ label: value })
  }
}

async function compose(page: Page, it: Line): Promise<void> {
  await page.goto('/chi-so')
  await page.getByRole('button', { name: 'Soạn chỉ số mới' }).click()
  await page.getByLabel('Mã chỉ số').fill(it.code)
  await page.getByLabel('Tên chỉ số').fill(it.name)
  await page.getByLabel(/^Cái được đếm(?!,)/).fill(it.counts)
  await page.getByLabel('Có hiệu lực từ').fill(it.stage[1])
  const group = page.getByRole('region', { name: 'Nhóm 1' })
  await group.getByLabel('Đếm').selectOption({ label: it.kind })
  await narrow(page, 'Nhóm 1', it.where)
  if (it.since) await group.getByLabel('Được bầu, bổ nhiệm từ ngày').fill(it.since)
  const stage = page.getByRole('region', { name: 'Giai đoạn 1' })
  await stage.getByLabel('Tên giai đoạn').fill(it.stage[0])
  await stage.getByLabel(/^Từ ngày/).fill(it.stage[1])
  await stage.getByLabel('Đến hết ngày').fill(it.stage[2])
  if (it.number) {
    await stage.getByLabel(/^Chỉ tiêu( \*)?$/).selectOption({ label: 'theo số lượng' })
    await stage.getByLabel('Phải đạt ít nhất').fill(it.number)
  } else {
    await stage.getByLabel('So với chỉ tiêu').selectOption({ label: it.operator! })
    await stage.getByLabel('Phải đạt').fill(it.share!)
  }
  const condition = page.getByRole('region', { name: 'Điều kiện đạt 1' })
  await condition.getByLabel('Sự kiện').selectOption({ label: it.fact })
  await narrow(page, 'Điều kiện đạt 1', it.facts)
  if (it.between) {
    await condition.getByRole('button', { name: 'Thêm điều kiện', exact: true }).click()
    await page.getByRole('menuitem', { name: it.between[0], exact: true }).click()
    await condition.getByLabel(`${it.between[0]}: từ ngày`).fill(it.between[1])
    await condition.getByLabel(`${it.between[0]}: trước ngày`).fill(it.between[2])
  }
  if (it.within) await condition.getByLabel(/^Trong vòng bao nhiêu ngày/).fill(it.within)
}

const trial = (page: Page) => page.getByRole('complementary', { name: 'Thử trên số liệu thật' })
const tried = (page: Page) => trial(page).getByText(/^\d[\d.]* \/ \d[\d.]* đạt$/)
const send = async (page: Page) => {
  await page.getByRole('button', { name: 'Gửi duyệt' }).click()
  await page.getByText('Chờ duyệt', { exact: true }).first().waitFor()
}
async function approve(page: Page, code: string): Promise<void> {
  await page.goto('/chi-so')
  await page.getByText(code, { exact: true }).first().click()
  await page.getByRole('button', { name: 'Duyệt và ban hành' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Duyệt và ban hành' }).click()
  await page.getByText('Đã ban hành', { exact: true }).first().waitFor()
}

const chairs: Line = {
  code: 'LC-CT91', name: 'Chủ tịch công đoàn cơ sở được bầu từ 01/07/2025 được bồi dưỡng trong vòng 90 ngày', counts: 'chủ tịch', kind: 'Cán bộ công đoàn', where: [['Chức danh', 'Chủ tịch'], ['Thuộc công đoàn cơ sở, nghiệp đoàn cơ sở', 'Có']], since: '01/07/2025',
  stage: ['2025-2030', '01/07/2025', '31/12/2030'], operator: 'đúng bằng', share: '100', fact: 'Hoàn thành chương trình đào tạo, bồi dưỡng', facts: [['Nội dung', 'Chức danh Chủ tịch công đoàn cơ sở']], within: '90',
}

describe('chairs elected since July 2025, trained within ninety days', () => {
  let figure: string
  it('are composed by the training officer, who sees at once what the records of the province say', async () => {
    const { page } = await openBrowser(house, { username: 'laocai.daotao' })
    await compose(page, chairs)
    await tried(page).waitFor()
    await trial(page).getByText(/chức danh: Chủ tịch; thuộc công đoàn cơ sở, nghiệp đoàn cơ sở; được bầu, bổ nhiệm từ 01\/07\/2025/).waitFor()
    figure = (await tried(page).textContent())!
    await trial(page).getByText(/^Chưa đạt: \d+ ví dụ$/).waitFor()
    await page.getByText('Đã tự lưu').waitFor()
    await page.reload()
    assert.equal(await page.getByLabel('Mã chỉ số').inputValue(), 'LC-CT91', 'what was typed is still there')
    await tried(page).waitFor()
    await mustBeAccessible(page, 'the composer')
    await send(page)
    assert.equal(await page.getByRole('button', { name: 'Duyệt và ban hành' }).count(), 0, 'and is not theirs to approve')
    await page.context().close()
  })

  it('are approved by the president, and live on the page of the province', async () => {
    const { page } = await openBrowser(house, { username: 'laocai' })
    await approve(page, 'LC-CT91')
    await mustBeAccessible(page, 'what was approved')
    const laocai = (await house.system.pools.owner.query(`select unit_id as id from organisation.unit_version where name = 'Liên đoàn Lao động tỉnh Lào Cai' and upper_inf(valid)`)).rows[0].id
    await page.goto(`/don-vi/${laocai}?muc=chi-tieu`)
    const line = page.getByRole('region', { name: chairs.name })
    await line.getByText(`${figure.replace(' đạt', '')} chủ tịch`).waitFor()
    await page.context().close()
  })
})

describe('the scorecard of Vĩnh Long for 2026', () => {
  const year: Line['stage'] = ['2026', '01/01/2026', '31/12/2026']
  const completed = 'Hoàn thành chương trình đào tạo, bồi dưỡng'
  const lines: Line[] = [
    { code: 'VL26-02', name: '100% cán bộ công đoàn được học tập, quán triệt nghị quyết', counts: 'cán bộ', kind: 'Cán bộ công đoàn', where: [], stage: year, operator: 'đúng bằng', share: '100', fact: completed, facts: [['Lĩnh vực', 'Đường lối của Đảng, nghị quyết']] },
    { code: 'VL26-04', name: 'Từ 65% người lao động được đào tạo kỹ năng', counts: 'người lao động', kind: 'Đoàn viên, người lao động', where: [], stage: year, operator: 'ít nhất', share: '65', fact: completed, facts: [['Nội dung', 'Kỹ năng số cơ bản']] },
    { ...chairs, code: 'VL26-06', name: '100% chủ tịch công đoàn cơ sở mới được bồi dưỡng', since: '01/01/2026', stage: year, within: '' },
    { code: 'VL26-09', name: '200 sáng kiến được công nhận trong năm', counts: 'sáng kiến', kind: 'Mô hình, sáng kiến', where: [['Loại', 'Sáng kiến']], stage: year, number: '200', fact: 'Được công nhận', facts: [], between: ['Ngày công nhận', '01/01/2026', '01/01/2027'] },
    { code: 'VL26-10', name: '20.000 đoàn viên mới', counts: 'đoàn viên mới', kind: 'Đoàn viên, người lao động', where: [['Tư cách', 'Đoàn viên']], stage: year, number: '20000', fact: 'Được kết nạp, là đoàn viên lần đầu', facts: [], between: ['Ngày kết nạp', '01/01/2026', '01/01/2027'] },
  ]

  it('is composed line by line through the screen, on a phone too', async () => {
    for (const [i, line] of lines.entries()) {
      const { page } = await openBrowser(house, { username: 'vinhlong2', ...(i === 2 || i === 4 ? { size: phone } : {}) })
      await compose(page, line)
      await trial(page).getByText(/đạt$|Không có đối tượng nào/).first().waitFor()
      await send(page)
      await page.context().close()
    }
  })

  it('is approved by the president and computed for every unit', async () => {
    const { page } = await openBrowser(house, { username: 'vinhlong1' })
    for (const { code } of lines) await approve(page, code)
    await page.goto(`/don-vi/${vinhLong}?muc=chi-tieu`)
    for (const { name } of lines) await page.getByRole('region', { name }).waitFor()
    await page.context().close()
  })

  it('and its numbers move when an initiative is recognised and a worker becomes a member', async () => {
    const { system } = house
    const { rows: [shop] } = await system.pools.owner.query<{ id: string }>(`select v.unit_id as id from organisation.unit_version v join organisation.ancestry a on a.unit_id = v.unit_id and a.ancestor_id = $1 and upper_inf(a.valid) where v.kind = 'grassroots-union' and upper_inf(v.valid) order by v.name limit 1`, [vinhLong])
    const { page } = await openBrowser(house, { username: 'vinhlong1' })
    await page.goto(`/don-vi/${vinhLong}?muc=chi-tieu`)
    const met = async (line: string) => {
      const said = await page.getByRole('region', { name: line }).getByText(/^[\d.]+ \/ (200|20\.000) /).textContent()
      return Number(said!.split(' ')[0]!.replaceAll('.', ''))
    }
    const [initiatives, members] = lines.slice(3).map((line) => line.name) as [string, string]
    const before = [await met(initiatives), await met(members)]
    const model = newId(), personId = newId()
    await system.work(async (w) => {
      await writeModel(w, { id: model, unitId: shop!.id, content: { kind: 'initiative', field: 'safety', title: 'Đèn báo lối thoát tự sạc', does: 'Đèn chỉ lối thoát hiểm tự sạc ban ngày, sáng suốt ca đêm khi mất điện.', startedOn: '2026-11-01', authors: [{ name: 'Trần Thị Sen', personId: null }], results: [], links: [], costVnd: null, costFrom: null, benefitVnd: null, benefitFrom: null } })
      await submitModel(w, { id: model, unitId: shop!.id })
      await decideModel(w, { id: model, unitId: vinhLong, accept: true, note: null })
      await admit(w, [{ id: personId, name: 'Trần Thị Sen' }])
      await place(w, [{ id: newId(), personId, unitId: shop!.id, standing: 'worker', from: '2025-03-01', to: '2026-11-02' }, { id: newId(), personId, unitId: shop!.id, standing: 'member', from: '2026-11-02' }])
    })
    await page.getByRole('region', { name: initiatives }).getByText(`${before[0]! + 1} / 200 sáng kiến`).waitFor()
    await page.getByRole('region', { name: members }).getByText(`${(before[1]! + 1).toLocaleString('vi-VN')} / 20.000 đoàn viên mới`).waitFor()
    await mustBeAccessible(page, 'figures in numbers')
    await page.context().close()
  })
})
