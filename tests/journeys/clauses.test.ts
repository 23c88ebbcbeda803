// Journey: a chair reads an agreement in from its DOCX on the phone and codes it, an officer above looks it through, and T6 of plan
// 237 moves; two who coded another one unseen by each other are brought to one mind.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { docxOfLines } from '#tests/factories/docx'
import { newId } from '#base/id'
import { closeBrowser, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { agreementOf } from '#tests/factories/reach'

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house?.close()
})

const lines = ['THỎA ƯỚC LAO ĐỘNG TẬP THỂ', 'Điều 1. Bữa ăn ca', '1. Mỗi ca làm việc được một bữa ăn ca trị giá 32.000 đồng.', 'Điều 2. Đào tạo', '1. Mỗi năm được đào tạo kỹ năng số, sử dụng nền tảng số ít nhất 16 giờ.', 'Điều 3. Điều khoản thi hành', 'Thỏa ước được lập thành năm bản.']

it('from a DOCX to T6: the chair codes on a phone, an officer above looks it through', async () => {
  const chair = await house.as('hoanglien')
  const unitId = (await house.system.pools.owner.query(`select unit_id as id from organisation.unit_version where name = 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên' and upper_inf(valid)`)).rows[0].id as string
  const id = newId()
  assert.equal((await chair('PUT', `/agreements/${id}`, { unitId, content: agreementOf('Thỏa ước nhóm doanh nghiệp may Cam Đường', []) })).status, 200)
  assert.equal((await chair('POST', `/agreements/${id}/signing`, { unitId })).status, 200)
  const figure = async () => {
    const { body } = await chair<{ code: string; counted: number; met: number }[]>('GET', `/indicators/figures?unitId=${unitId}&on=2026-11-21`)
    const row = body.find(({ code }) => code === 'T6')!
    return [row.counted, row.met] as const
  }
  const [counted, met] = await figure()

  const { page, context } = await openBrowser(house, { username: 'hoanglien', size: phone })
  await page.goto(`/thoa-uoc/${id}?muc=toan-van`)
  await page.getByLabel('Gửi tệp mới và đọc').setInputFiles({ name: 'Ảnh chụp.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 khong co chu') })
  await page.getByRole('alert').getByText(/Tệp bị hỏng|ảnh quét/).waitFor()
  // The right file, at once: it waits until the answer about the first has been drawn.
  await page.getByLabel('Gửi tệp mới và đọc').setInputFiles({ name: 'Thỏa ước nhóm.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: Buffer.from(docxOfLines(...lines)) })
  await page.getByText('7 đoạn').waitFor()
  await page.getByRole('button', { name: 'Nhận mã hóa' }).click()
  await page.getByText('Có thể là: Bữa ăn ca').waitFor()
  await mustBeAccessible(page, 'coding on a phone')
  await page.getByRole('button', { name: 'Nhận Bữa ăn ca' }).click()
  await page.getByText('1 đoạn đã mã hóa').waitFor()
  // By the key, then one found by hand, which a second press does not double.
  await page.getByText('Có thể là: Đào tạo chuyển đổi số, kỹ năng số').waitFor()
  await page.keyboard.press('y')
  await page.getByText('2 đoạn đã mã hóa').waitFor()
  await page.getByRole('button', { name: 'Mã hóa đoạn này' }).last().click()
  const sheet = page.getByRole('dialog', { name: 'Mã hóa đoạn đã chọn' })
  await sheet.getByLabel('Nội dung').selectOption({ label: 'Nội dung khác' })
  await sheet.getByRole('button', { name: 'Lưu' }).dblclick()
  await page.getByText('3 đoạn đã mã hóa').waitFor()
  await page.reload()
  await page.getByText('3 đoạn đã mã hóa').waitFor()
  await page.getByRole('button', { name: 'Bỏ: Nội dung khác' }).click()
  await page.getByText('2 đoạn đã mã hóa').waitFor()
  await page.getByRole('button', { name: 'Kết thúc' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc' }).click()
  await page.getByText('Bạn đã kết thúc phần của mình.').waitFor()
  assert.deepEqual(await figure(), [counted, met], 'one coder alone confirms nothing')
  await context.close()

  const { page: above, context: beside } = await openBrowser(house, { username: 'laocai' })
  await above.goto(`/thoa-uoc/${id}?muc=toan-van`)
  await above.getByRole('button', { name: 'Soát và xác nhận' }).click()
  await above.getByText('2 đoạn đã mã hóa').waitFor()
  await above.getByRole('button', { name: 'Xác nhận điều khoản' }).click()
  await above.getByRole('dialog').getByRole('button', { name: 'Xác nhận điều khoản' }).click()
  await above.getByRole('status').getByText('Điều khoản đã được xác nhận').waitFor()
  assert.deepEqual(await figure(), [counted, met + 1])
  await above.goto('/thoa-uoc/tim?tim=bua an ca tri gia 32.000')
  await above.getByText('Thỏa ước nhóm doanh nghiệp may Cam Đường').waitFor()
  await beside.close()

  // What two coders of the told agreement saw otherwise is settled by a third.
  const { rows: [open] } = await house.system.pools.owner.query(`select t.id, t.agreement_id from agreements.full_text t join agreements.agreement a on a.id = t.agreement_id where a.unit_id = $1 and t.confirmed_at is null and a.title ~ 'May Hoàng Liên'`, [unitId])
  const { page: third } = await openBrowser(house, { username: 'quantri' })
  await third.goto(`/thoa-uoc/so-sanh/${open.id}`)
  // Where only one of the two found something, that one is right.
  const places = third.getByRole('region').filter({ has: third.getByRole('button', { name: /^Người thứ (nhất|hai)/ }) })
  await places.first().waitFor()
  for (const place of await places.all()) {
    await place.getByRole('button', { name: /^Người thứ (nhất|hai)/ }).first().click()
    await place.getByText('đã thống nhất').waitFor()
  }
  await third.getByText('Điều khoản đã được xác nhận').first().waitFor()
  assert.deepEqual(await figure(), [counted, met + 2])
})
