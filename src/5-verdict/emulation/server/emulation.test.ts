// Models from the draft to T4, on real PostgreSQL: recognised above, taken over by others, confirmed, lapsed, merged.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { createRouterClient } from '@orpc/server'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { figuresOf, foldAll, publishIndicator, verifyIndicators } from '#indicators'
import { assignCodes, establish, merge, undoEvent } from '#organisation'
import { admit, appoint } from '#people'
import { keepFilesIn, readFile } from '#platform/files/store'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import type { ContentShape } from '../contract.ts'
import { duties } from './duties.ts'
import { decideModel, submitModel, writeModel } from './models.ts'
import { emulationRoutes } from './routes.ts'
import { modelMap, showcase, similarModels } from './showcase.ts'
import { modelsIn } from './standing.ts'
import { tellLapsing } from './tell.ts'
import { adoptModels, confirmUses, endUse } from './uses.ts'
import { modelsOf, modelsWaiting, readModel } from './views.ts'

let db: TestDatabase
const tld = newId(), laoCai = newId(), anGiang = newId(), ward = newId(), tea = newId(), shoes = newId(), rice = newId()
const chair = newId(), other = newId()
const today = '2026-11-21'

before(async () => {
  db = await testDatabase()
  keepFilesIn(mkdtempSync(join(tmpdir(), 'lotrinh-models-')))
  await db.work(async (w) => {
    const unit = (id: string, kind: string, name: string, parentId: string | null) => ({ id, kind, name, parentId, from: '2020-01-01', ...(kind === 'grassroots-union' ? { attributes: { field: 'food' } } : {}) })
    await establish(w, [
      unit(tld, 'confederation', 'Tổng Liên đoàn', null), unit(laoCai, 'provincial-federation', 'Liên đoàn Lao động tỉnh Lào Cai', tld), unit(anGiang, 'provincial-federation', 'Liên đoàn Lao động tỉnh An Giang', tld),
      unit(ward, 'commune-union', 'Công đoàn phường Sa Pa', laoCai), unit(tea, 'grassroots-union', 'CĐCS Công ty Chè Sa Pa', ward), unit(shoes, 'grassroots-union', 'CĐCS Công ty Giày Sa Pa', ward),
      unit(rice, 'grassroots-union', 'CĐCS Công ty Lúa Gạo An Giang', anGiang),
    ], { number: 'Hiện trạng', on: null, by: null, effectiveOn: '2020-01-01' })
    await assignCodes(w, [[laoCai, '15'], [anGiang, '91']].map(([unitId, code]) => ({ unitId: unitId!, scheme: 'nso-2025', code: code!, from: '2025-07-01', to: null })))
    await admit(w, [{ id: chair, name: 'Lò Thị Chè' }, { id: other, name: 'Danh Văn Lúa' }])
    await appoint(w, [{ id: newId(), personId: chair, unitId: tea, title: 'president', fullTime: false, basis: 'elected', from: '2025-01-01' }, { id: newId(), personId: other, unitId: rice, title: 'president', fullTime: false, basis: 'elected', from: '2025-01-01' }])
    await publishIndicator(w, {
      code: 'T4', name: { vi: 'Có mô hình', en: 'With models' }, counts: { vi: 'công đoàn cơ sở', en: 'grassroots unions' }, effectiveFrom: '2025-06-17',
      definition: {
        subjects: [{ kind: 'unit', filter: { grassroots: true } }],
        stages: [{ code: '1', from: '2025-06-17', to: '2028-01-01', operator: '>=', share: 0.8, requires: [{ fact: 'model-in-use', filter: { model: true } }] },
          { code: '2', from: '2028-01-01', to: '2031-01-01', operator: '=', share: 1, requires: [{ fact: 'model-in-use', filter: { model: true }, atLeast: 2 }] }],
      },
    })
  })
})
after(() => db.close())
beforeEach(async () => {
  db.clock.now = new Date(`${today}T02:00:00Z`)
  await db.pools.owner.query('delete from emulation.model')
  await db.work(async (w) => { w.touched('unit', [tea, shoes, rice]) })
})

const t4 = async (unitId: string, on = today) => {
  const [figure] = await db.work((w) => figuresOf(w, unitId, { on }))
  return `${figure!.met}/${figure!.counted}`
}
const recounted = () => verifyIndicators(db.pools.owner)
async function refused(deed: Promise<unknown>): Promise<string> {
  try { await deed } catch (error) {
    if (error instanceof Refused) return error.refusals.map((r) => r.code).join(' ')
    throw error
  }
  return ''
}
const book: ContentShape = {
  kind: 'digital', field: 'communication', title: 'Sổ tay thỏa ước trên điện thoại', does: 'Đoàn viên quét mã để tra thỏa ước, nội quy và hỏi lại ban chấp hành ngay trên điện thoại.', startedOn: '2026-10-01',
  authors: [{ name: 'Danh Văn Lúa', personId: null }], results: [{ name: 'Câu hỏi được trả lời', countedIn: 'câu mỗi tháng', before: 6, after: 41.5 }], links: [{ title: 'Bài viết', url: 'https://congdoan.example/so-tay' }],
  costVnd: 3_000_000, costFrom: 'Hóa đơn in mã và tên miền', benefitVnd: null, benefitFrom: null,
}
const meals: ContentShape = { ...book, title: 'Chấm điểm bữa ăn ca bằng mã', field: 'welfare', does: 'Người lao động quét mã ở cửa nhà ăn và chấm điểm từng bữa; mỗi tuần ban nhà ăn đọc điểm.' }
/** A model of the rice union, recognised by its province. */
async function recognised(content: ContentShape = book, unitId = rice, above = anGiang): Promise<string> {
  const id = newId()
  await db.work(async (w) => { await writeModel(w, { id, unitId, content }); await submitModel(w, { id, unitId }) }, await db.from(unitId))
  await db.work((w) => decideModel(w, { id, unitId: above, accept: true, note: null }), await db.from(above))
  return id
}
const adopt = async (model: string, unitId: string, takenFrom = model): Promise<string> => {
  const id = newId()
  await db.work((w) => adoptModels(w, [{ id, unitId, takenFrom, startedOn: '2026-11-01' }]), await db.from(unitId))
  return id
}
const confirm = async (id: string, unitId: string) => db.work((w) => confirmUses(w, [{ id, unitId, confirmationId: newId() }]), await db.from(unitId))

describe('a model', () => {
  it('is seen by its unit and those above while it is a draft, and by everyone once it is recognised', async () => {
    const id = newId()
    await db.work((w) => writeModel(w, { id, unitId: rice, content: book }), await db.from(rice))
    const reads = async (unitId: string) => refused(db.work((w) => readModel(w, id), await db.from(unitId)))
    assert.deepEqual([await reads(rice), await reads(anGiang), await reads(tea)], ['', '', 'not-found'])
    await db.work((w) => submitModel(w, { id, unitId: rice }), await db.from(rice))
    assert.deepEqual((await db.work(async (w) => modelsWaiting(w.tx, anGiang, today), await db.from(anGiang))).map((m) => [m.title, m.unitName]), [[book.title, 'CĐCS Công ty Lúa Gạo An Giang']])
    assert.deepEqual((await db.work(async (w) => duties(w.tx, anGiang, today, { writes: true, recognises: true }), await db.from(anGiang))).map((d) => [d.kind, d.to]), [['recognise', `/mo-hinh/${id}`]])
    assert.equal(await refused(db.work((w) => decideModel(w, { id, unitId: rice, accept: true, note: null }), await db.from(rice))), 'not-above', 'nobody recognises the own')
    assert.equal(await refused(db.work((w) => decideModel(w, { id, unitId: laoCai, accept: true, note: null }), await db.from(laoCai))), 'not-found')
    await db.work((w) => decideModel(w, { id, unitId: anGiang, accept: true, note: null }), await db.from(anGiang))
    await db.work((w) => decideModel(w, { id, unitId: anGiang, accept: true, note: null }), await db.from(anGiang))
    const read = await db.work((w) => readModel(w, id), await db.from(tea))
    assert.deepEqual([read.status, read.decidedBy, read.province, read.results, read.authors, read.may.adopt, read.may.write], ['recognised', 'Liên đoàn Lao động tỉnh An Giang', 'An Giang', book.results, book.authors, true, false])
    assert.equal(await refused(db.work((w) => writeModel(w, { id, unitId: rice, content: { ...book, title: 'Khác' } }))), 'model-recognised')
  })
  it('is returned with a reason, mended and sent again; a text saved elsewhere since is not overwritten', async () => {
    const id = newId(), asRice = await db.from(rice)
    await db.work(async (w) => { await writeModel(w, { id, unitId: rice, content: book }); await submitModel(w, { id, unitId: rice }) }, asRice)
    await db.work((w) => decideModel(w, { id, unitId: anGiang, accept: false, note: 'Chưa có số liệu trước khi áp dụng' }), await db.from(anGiang))
    assert.deepEqual((await db.work((w) => duties(w.tx, rice, today, { writes: true, recognises: true }), asRice)).map((d) => d.kind), ['mend'])
    await db.work((w) => writeModel(w, { id, unitId: rice, content: meals, seen: 1 }), asRice)
    const unseen = await db.work((w) => writeModel(w, { id, unitId: rice, content: { ...book, kind: 'innovation' }, seen: 1 }), asRice).then(() => [], (error: unknown) => (error as Refused).refusals)
    assert.deepEqual(unseen.map(({ code, field, conflict }) => [code, field, conflict?.mine.vi, conflict?.theirs.vi, conflict?.held]), [
      ['written-since', 'title', book.title, meals.title, 2], ['written-since', 'kind', 'Mô hình đổi mới sáng tạo', 'Mô hình công nghệ số', 2],
      ['written-since', 'field', 'Tuyên truyền, thông tin', 'Chăm lo, phúc lợi', 2], ['written-since', 'does', book.does, meals.does, 2],
    ], 'what differs, side by side')
    await db.work((w) => writeModel(w, { id, unitId: rice, content: meals, seen: 1 }), asRice)
    assert.equal((await db.work((w) => readModel(w, id), asRice)).writing, 2, 'who wrote the same overwrites nothing')
    await db.work((w) => writeModel(w, { id, unitId: rice, content: { ...meals, links: [...meals.links, { title: 'Video', url: 'https://congdoan.example/video' }] }, seen: 2 }), asRice)
    assert.deepEqual((await db.work((w) => readModel(w, id), asRice)).links.map((link) => link.url), ['https://congdoan.example/so-tay', 'https://congdoan.example/video'])
    await db.work((w) => submitModel(w, { id, unitId: rice }), asRice)
    assert.equal((await db.work((w) => readModel(w, id), asRice)).status, 'submitted')
  })
  it('is not entered twice in other words, and what is like it elsewhere is shown before it is written', async () => {
    const id = await recognised()
    const twin = newId()
    await db.work((w) => writeModel(w, { id: twin, unitId: rice, content: { ...book, title: 'Mô hình sổ tay thoả ước trên điện thoại di động' } }))
    assert.equal(await refused(db.work((w) => submitModel(w, { id: twin, unitId: rice }))), 'model-twice')
    const similar = await db.work((w) => similarModels(w, { unitId: tea, title: 'So tay thoa uoc tren dien thoai', does: '' }), await db.from(tea))
    assert.deepEqual([similar.own, similar.elsewhere.map((m) => m.id)], [[], [id]])
  })
})

describe('T4', () => {
  it('counts a model taken over from another province once it is confirmed, and until half a year later nobody has answered', async () => {
    const id = await recognised()
    assert.deepEqual([await t4(tea), await t4(rice)], ['0/1', '0/1'], 'recognised, but nobody has said that it runs')
    const use = await adopt(id, tea)
    assert.equal(await t4(tea), '0/1')
    assert.deepEqual((await db.work((w) => duties(w.tx, tea, today, { writes: true, recognises: true }), await db.from(tea))).map((d) => [d.kind, d.dueOn]), [['confirm', null]])
    await confirm(use, tea)
    await confirm(use, tea)
    assert.deepEqual([await t4(tea), await t4(laoCai), await t4(tld), await t4(tea, '2026-11-20')], ['1/1', '1/2', '1/3', '0/1'])
    assert.deepEqual([await t4(tea, '2027-05-20'), await t4(tea, '2027-05-21')], ['1/1', '0/1'], 'it lapses by itself')
    db.clock.now = new Date('2027-05-14T02:00:00Z')
    assert.deepEqual((await db.work((w) => duties(w.tx, tea, '2027-05-14', { writes: true, recognises: true }), await db.from(tea))).map((d) => [d.kind, d.dueOn]), [['confirm', '2027-05-21']])
    await db.work((w) => tellLapsing(w, '2027-05-21'))
    await db.work((w) => tellLapsing(w, '2027-05-21'))
    const { rows: told } = await db.pools.owner.query(`select kind from messages.message where person_id = $1`, [chair])
    assert.ok(told.length <= 1, 'told once at most')
    await confirm(use, tea)
    assert.deepEqual([await t4(tea, '2027-05-21'), await t4(tea, '2027-11-14')], ['1/1', '0/1'])
    await db.work((w) => endUse(w, { id: use, unitId: tea, on: '2027-05-10', reason: 'Công ty đổi phần mềm, thôi dùng' }))
    assert.deepEqual([await t4(tea, '2027-05-09'), await t4(tea, '2027-05-10')], ['1/1', '0/1'])
    await db.work((w) => endUse(w, { id: use, unitId: tea, on: null, reason: '' }))
    assert.equal(await t4(tea, '2027-05-21'), '1/1', 'an end that was a mistake is taken back')
    assert.deepEqual((await recounted()).differences, [])
  })
  it('of the second stage asks for two distinct ones: two ways to the same origin are one', async () => {
    const [a, b] = [await recognised(), await recognised(meals)]
    db.clock.now = new Date('2028-01-10T02:00:00Z')
    const [viaShoes, first] = [await adopt(a, shoes), await adopt(a, tea)]
    assert.equal(await refused(adopt(a, tea, viaShoes)), 'adopted-already')
    await confirm(first, tea)
    assert.equal(await t4(tea, '2028-01-10'), '0/1')
    await confirm(await adopt(b, tea), tea)
    assert.equal(await t4(tea, '2028-01-10'), '1/1')
  })
  it('leaves initiatives out, and a model whose recognition is taken back, wherever it runs', async () => {
    const id = await recognised(), idea = await recognised({ ...meals, kind: 'initiative' })
    await confirm(id, rice)
    const use = await adopt(id, tea)
    await confirm(use, tea)
    await confirm(await adopt(idea, shoes), shoes)
    assert.deepEqual([await t4(rice), await t4(tea), await t4(shoes)], ['1/1', '1/1', '0/1'])
    await db.work((w) => decideModel(w, { id, unitId: anGiang, accept: false, note: 'Đoàn kiểm tra không thấy mô hình chạy' }), await db.from(anGiang))
    assert.deepEqual([await t4(rice), await t4(tea)], ['0/1', '0/1'])
    assert.equal((await db.work((w) => readModel(w, id), await db.from(tea))).status, 'returned', 'who runs it still sees it')
    assert.deepEqual((await recounted()).differences, [])
  })
  it('goes on under the successor when a unit is merged, and back when the merge is undone', async () => {
    const id = await recognised(book, shoes, ward)
    await confirm(id, shoes)
    const event = newId()
    const listed = await db.work((w) => modelsIn(w.tx, [shoes], 100))
    assert.deepEqual([listed.total, listed.listed[0]!.title], [1, book.title], 'the dry run names it')
    await db.work((w) => merge(w, [{ from: shoes, into: tea }], { number: '9/QĐ', on: '2026-11-20', by: null, effectiveOn: '2026-11-25' }, event))
    assert.deepEqual([await t4(shoes), await t4(tea), await t4(tea, '2026-11-24'), await t4(tea, '2026-11-25'), await t4(laoCai, '2026-11-25')], ['1/1', '0/1', '0/1', '1/1', '1/1'])
    db.clock.now = new Date('2026-11-26T02:00:00Z')
    await db.pools.owner.query(`select organisation.renumber('2026-11-26')`)
    assert.deepEqual((await db.work((w) => modelsOf(w.tx, tea, '2026-11-26'), await db.from(tea))).map((m) => [m.modelId, m.counts]), [[id, true]])
    await confirm(id, tea)
    assert.equal(await t4(tea, '2027-05-25'), '1/1', 'whoever carries it on confirms it')
    assert.equal(await refused(adopt(id, tea)), 'own-model')
    await db.work((w) => undoEvent(w, { eventId: event, reason: 'Quyết định bị hủy' }))
    assert.deepEqual([await t4(tea, '2026-11-26'), await t4(shoes, '2026-11-26')], ['0/1', '1/1'])
    assert.deepEqual((await recounted()).differences, [])
  })
})

describe('the showcase', () => {
  it('has the most taken over first, finds words without diacritics, and knows where models run', async () => {
    const [a, b] = [await recognised(), await recognised(meals)]
    for (const unitId of [tea, shoes]) await confirm(await adopt(b, unitId), unitId)
    await confirm(a, rice)
    const asTea = await db.from(tea)
    const cards = async (more: object) => (await db.work((w) => showcase(w.tx, { order: 'adopted', limit: 10, offset: 0, ...more }, today), asTea)).rows
    assert.deepEqual((await cards({})).map((c) => [c.id, c.adopted, c.running, c.province?.name, c.trade]), [[b, 2, 2, 'An Giang', 'food'], [a, 0, 1, 'An Giang', 'food']])
    assert.deepEqual((await cards({ search: 'BUA AN ca' })).map((c) => c.id), [b])
    assert.deepEqual([(await cards({ province: '15' })).map((c) => c.id), (await cards({ field: 'communication' })).map((c) => c.id), await cards({ trade: 'garment' })], [[b], [a], []])
    const map = await db.work((w) => modelMap(w.tx, {}, today), asTea)
    assert.deepEqual(map, { provinces: [{ code: '91', name: 'An Giang', models: 1, adopted: 0 }, { code: '15', name: 'Lào Cai', models: 2, adopted: 2 }], elsewhere: 0, trades: ['food'] })
  })
})

describe('over the routes', () => {
  it('a photo taken at one union is opened in another province once the model is recognised, and no longer when it is taken off', async () => {
    const id = await recognised(), fileId = newId()
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
    const at = createRouterClient(emulationRoutes, { context: db.request(await db.from(rice)) })
    const file = () => new File([png], 'Góc máy.png', { type: 'image/png' })
    await at.attach({ id, unitId: rice, fileId, file: file() })
    const model = await at.attach({ id, unitId: rice, fileId, file: file() })
    assert.deepEqual(model.uses[0]!.attachments, [{ fileId, name: 'Góc máy.png', photo: true }])
    const opens = async () => refused(db.work((w) => readFile(w, fileId), await db.from(tea)))
    assert.equal(await opens(), '')
    await at.detach({ id, unitId: rice, fileId })
    assert.equal(await opens(), 'not-found')
  })
  it('a comment is mended and withdrawn by its writer, and hidden by the union that owns the model', async () => {
    const id = await recognised(), said = newId(), rude = newId()
    const asTea = await db.from(tea, { personId: chair }), asRice = await db.from(rice, { personId: other })
    const [there, here] = [asTea, asRice].map((actor) => createRouterClient(emulationRoutes, { context: db.request(actor) })) as [ReturnType<typeof client>, ReturnType<typeof client>]
    await there.comment({ id, commentId: said, text: 'Đơn vị tôi đã thử, rất tốt' })
    await there.comment({ id, commentId: said, text: 'Đơn vị tôi đã thử, rất tốt cho ca đêm' })
    db.clock.now = new Date(`${today}T02:05:00Z`)
    await there.comment({ id, commentId: rude, text: 'Quảng cáo bán hàng' })
    const read = await here.read({ id })
    assert.deepEqual(read.comments.map((c) => [c.personName, c.unitName, c.text, c.edited, c.mine]), [['Lò Thị Chè', 'CĐCS Công ty Chè Sa Pa', 'Đơn vị tôi đã thử, rất tốt cho ca đêm', true, false], ['Lò Thị Chè', 'CĐCS Công ty Chè Sa Pa', 'Quảng cáo bán hàng', false, false]])
    await assert.rejects(here.comment({ id, commentId: said, text: 'Sửa lời người khác' }))
    await assert.rejects(there.hideComment({ id, unitId: tea, commentId: rude, reason: 'Không liên quan' }))
    assert.deepEqual((await here.hideComment({ id, unitId: rice, commentId: rude, reason: 'Không liên quan' })).comments.map((c) => c.text), ['Đơn vị tôi đã thử, rất tốt cho ca đêm', null])
    assert.deepEqual((await there.withdrawComment({ id, commentId: said })).comments.map((c) => c.id), [rude])
  })
})

describe('initiatives', () => {
  it('of a province are counted from the day of their recognition, until it is taken back', async () => {
    await db.work((w) => publishIndicator(w, {
      code: 'SK', ownerId: anGiang, name: { vi: 'Sáng kiến', en: 'Initiatives' }, counts: { vi: 'sáng kiến', en: 'initiatives' }, effectiveFrom: '2026-01-01',
      definition: { subjects: [{ kind: 'model', filter: { kind: 'initiative' } }], stages: [{ code: '2026', from: '2026-01-01', to: '2027-01-01', operator: '>=', number: 200, requires: [{ fact: 'recognised', filter: { on: { from: '2026-01-01', to: '2027-01-01' } } }] }] },
    }))
    const said = async () => (await db.work((w) => figuresOf(w, anGiang, { on: today }))).filter((f) => f.code === 'SK').map((f) => [f.met, f.required, f.gap])[0]
    const waiting = newId(), initiative = { ...book, kind: 'initiative' as const, title: 'Xe đẩy thùng nước ca đêm' }
    await db.work(async (w) => { await writeModel(w, { id: waiting, unitId: rice, content: { ...initiative, title: 'Bảng nhắc an toàn ở cửa kho', does: 'Mỗi đầu ca tổ trưởng lật bảng và đọc một quy tắc trước khi mở kho.' } }); await submitModel(w, { id: waiting, unitId: rice }) }, await db.from(rice))
    await recognised(meals)
    assert.deepEqual(await said(), [0, 200, 200], 'neither one that waits nor a model')
    const id = await recognised(initiative)
    assert.deepEqual(await said(), [1, 200, 199])
    await foldAll(db.pools.app)
    assert.deepEqual((await recounted()).differences, [])
    await db.work((w) => decideModel(w, { id, unitId: anGiang, accept: false, note: 'Trùng với sáng kiến đã có' }), await db.from(anGiang))
    assert.deepEqual(await said(), [0, 200, 200])
  })
})

const client = () => createRouterClient(emulationRoutes, { context: db.request({} as never) })
