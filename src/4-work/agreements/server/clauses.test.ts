// From the file of an agreement to its clauses and the figure of plan 237, over the routes, on a small confederation.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { newId } from '#base/id'
import type { Actor } from '#platform/access/actor'
import { world, type World } from '#tests/factories/learning'
import { contentOf, employer } from '../agreements.test-kit.ts'
import type { Content } from '../domain/agreement.ts'
import { labelledPassages } from './suggest.ts'
import { docxOfLines } from '#tests/factories/docx'
import { agreementsRoutes } from './routes.ts'
import { clausesRoutes } from './clause-routes.ts'

const t6 = { subjects: [{ kind: 'agreement', filter: {} }], exclusions: [], stages: [{ code: '2025', from: '2025-01-01', to: '2035-01-01', operator: '>=', share: 0.8, need: 'all', requires: [{ fact: 'clause', filter: { subject: 'digital-transformation-training' } }] }] }
const MEAL = '1. Mỗi ca làm việc, người lao động được ăn một bữa ăn ca trị giá không dưới 30.000 đồng.'
const LEAVE = '2. Người lao động được nghỉ hằng năm 14 ngày, hưởng nguyên lương.'
const DIGITAL = '3. Mỗi năm, người lao động được đào tạo kỹ năng số ít nhất 16 giờ trong giờ làm việc.'
const lines = ['THỎA ƯỚC LAO ĐỘNG TẬP THỂ', 'Điều 1. Quyền lợi', MEAL, LEAVE, DIGITAL]

let x: World, lan: Actor, minh: Actor, hoa: Actor
before(async () => {
  x = await world(t6)
  const [a, b, c] = await x.members(x.grassroots, ['Nguyễn Thị Lan', 'Trần Văn Minh', 'Lê Thị Hoa']) as [string, string, string]
  lan = await x.from(x.grassroots, { personId: a })
  minh = await x.from(x.commune, { personId: b })
  hoa = await x.from(x.laoCai, { personId: c })
})
after(() => x.close())

const register = (actor: Actor) => createRouterClient(agreementsRoutes, { context: x.request(actor) })
const as = (actor: Actor) => createRouterClient(clausesRoutes, { context: x.request(actor) })
const refusals = async (deed: Promise<unknown>): Promise<string[]> => deed.then(() => ['done'], (error: unknown) => {
  if (!(error instanceof ORPCError)) throw error
  return (error.data as { refusals: { code: string }[] }).refusals.map((r) => r.code)
})
async function entered(change: Partial<Content> = {}, said = lines): Promise<{ agreementId: string; textId: string; unitId: string }> {
  const id = newId(), unitId = x.grassroots, fileId = newId(), textId = newId()
  await register(lan).save({ id, unitId, content: contentOf({ number: `${id.slice(-6)}/TƯ`, ...change }) })
  await register(lan).sign({ id, unitId })
  await register(lan).attach({ id, unitId, fileId, kind: 'text', file: new File([new Uint8Array(docxOfLines(...said))], 'Thỏa ước.docx') })
  await as(lan).readText({ unitId, agreementId: id, textId, fileId, amendmentId: null })
  return { agreementId: id, textId, unitId }
}
const spanOf = (body: string, words: string) => ({ start: body.indexOf(words), end: body.indexOf(words) + words.length })
async function coded(actor: Actor, { textId, unitId }: { textId: string; unitId: string }, spans: [words: string, subject: string, caseCode?: string, gives?: number, givesAs?: 'total' | 'extra'][]): Promise<string> {
  const codingId = newId()
  await as(actor).begin({ unitId, textId, codingId, kind: 'coder' })
  const { body } = await as(actor).text({ textId })
  for (const [words, subject, caseCode, gives, givesAs] of spans) {
    await as(actor).code({ unitId, codingId, spanId: newId(), ...spanOf(body, words), subject, caseCode: caseCode ?? null, gives: gives ?? null, givesAs: gives === undefined ? null : givesAs ?? 'total', note: null })
  }
  return codingId
}
const figure = async (on = '2026-11-21') => (await x.figure(x.root, on)).slice(0, 2)

test('two people code an agreement unseen by each other; a third settles; T6 moves with the last word', async () => {
  const own = await entered()
  assert.deepEqual(await figure(), [1, 0])
  const lans = await coded(lan, own, [[MEAL, 'meals', 'shift-meal', 30_000], [LEAVE, 'annual-leave', 'leave-days', 14], [DIGITAL, 'digital-transformation-training']])
  await as(lan).finish({ unitId: own.unitId, codingId: lans })
  assert.deepEqual(await refusals(as(lan).code({ unitId: own.unitId, codingId: lans, spanId: newId(), start: 0, end: 5, subject: 'other', caseCode: null, gives: null, givesAs: null, note: null })), ['finished'])
  const minhs = await coded(minh, own, [[MEAL, 'meals', 'shift-meal', 30_000], [LEAVE, 'annual-leave', 'leave-days', 2, 'extra']])
  const before = await as(minh).ofAgreement({ agreementId: own.agreementId })
  assert.deepEqual(before.texts[0]!.coders.map((c) => [c.person, c.mine, c.finished, c.spans]), [[null, false, true, null], ['Trần Văn Minh', true, false, 2]].map((row, i) => (i === 0 ? ['Nguyễn Thị Lan', ...row.slice(1)] : row)), 'nothing of hers before he is done')
  assert.deepEqual(await refusals(as(minh).comparison({ textId: own.textId })), ['not-finished'])
  assert.deepEqual(await as(minh).finish({ unitId: own.unitId, codingId: minhs }), { id: minhs, confirmed: false })

  const { differences, agreed, overall, bySubject } = await as(hoa).comparison({ textId: own.textId })
  assert.deepEqual(agreed.map((span) => span.subject), ['meals'])
  assert.deepEqual(differences.map((d) => [d.first?.subject, d.second?.subject ?? null, d.path]), [['annual-leave', 'annual-leave', 'Điều 1, khoản 2'], ['digital-transformation-training', null, 'Điều 1, khoản 3']])
  assert.equal(overall.n, 5)
  assert.equal(bySubject.find((k) => k.subject === 'meals')!.kappa, 1)

  assert.deepEqual(await as(lan).settle({ unitId: own.unitId, textId: own.textId, differenceId: differences[0]!.id, chosen: differences[0]!.first!.id }), { id: differences[0]!.id, confirmed: false })
  assert.deepEqual(await as(minh).settle({ unitId: own.unitId, textId: own.textId, differenceId: differences[0]!.id, chosen: differences[0]!.first!.id }), { id: differences[0]!.id, confirmed: false })
  assert.deepEqual(await figure(), [1, 0])
  assert.equal((await as(hoa).settle({ unitId: own.unitId, textId: own.textId, differenceId: differences[1]!.id, chosen: differences[1]!.first!.id })).confirmed, true)
  assert.deepEqual(await figure(), [1, 1])
  assert.deepEqual([await figure('2025-01-31'), await figure('2025-02-01'), await figure('2027-02-01')], [[0, 0], [1, 1], [0, 0]], 'on the days of the agreement')
  const { clauses } = await as(lan).ofAgreement({ agreementId: own.agreementId })
  assert.deepEqual(clauses.map((k) => [k.subject, k.path, k.beside && [k.beside.law, k.beside.extra, k.beside.total], k.from, k.to]), [
    ['meals', 'Điều 1, khoản 1', [null, 30_000, 30_000], '2025-02-01', '2027-02-01'],
    ['annual-leave', 'Điều 1, khoản 2', [12, 2, 14], '2025-02-01', '2027-02-01'],
    ['digital-transformation-training', 'Điều 1, khoản 3', null, '2025-02-01', '2027-02-01'],
  ])
  assert.equal((await as(lan).clause({ clauseId: clauses[0]!.id })).said, MEAL)
})

test('one coder and one who looks it through are enough; a clause follows its part, its amendment and the court', async () => {
  const partId = newId()
  const own = await entered({ parts: [{ id: partId, name: 'Đào tạo', term: { from: null, to: '2026-07-01' } }] })
  const codingId = await coded(lan, own, [[DIGITAL, 'digital-transformation-training']])
  assert.deepEqual(await refusals(as(hoa).begin({ unitId: own.unitId, textId: own.textId, codingId: newId(), kind: 'reviewer' })), ['not-finished'])
  await as(lan).finish({ unitId: own.unitId, codingId })
  const review = newId()
  await as(hoa).begin({ unitId: own.unitId, textId: own.textId, codingId: review, kind: 'reviewer' })
  assert.deepEqual((await as(hoa).text({ textId: own.textId })).mine!.spans.map((span) => span.subject), ['digital-transformation-training'])
  assert.deepEqual(await refusals(as(minh).begin({ unitId: own.unitId, textId: own.textId, codingId: newId(), kind: 'coder' })), ['reviewed'])
  const [, met] = await figure()
  assert.equal((await as(hoa).finish({ unitId: own.unitId, codingId: review })).confirmed, true)
  assert.equal((await figure())[1], met! + 1)

  const clauseId = (await as(lan).ofAgreement({ agreementId: own.agreementId })).clauses[0]!.id
  const placed = { unitId: own.unitId, clauseId, partId: null, replacedBy: null, judgments: [] }
  const days = async () => { const { from, to } = await as(lan).clause({ clauseId }); return [from, to] }
  await as(lan).place({ ...placed, partId })
  assert.deepEqual(await days(), ['2025-02-01', '2026-07-01'])
  assert.deepEqual([await figure(), (await figure('2026-06-30'))[1]], [[2, met], met! + 1], 'the part ended before the agreement')
  const amendmentId = newId(), judgmentId = newId()
  await register(lan).amend({ id: own.agreementId, unitId: own.unitId, recordId: amendmentId, number: null, what: 'Bỏ khoản 3', signedOn: '2026-03-01', effectiveOn: '2026-03-01', extendsTo: null, sentOn: null, vote: { votedOn: '2026-02-20', entitled: 120, inFavour: 90 } })
  await as(lan).place({ ...placed, replacedBy: amendmentId })
  assert.deepEqual(await days(), ['2025-02-01', '2026-03-01'])
  await register(lan).judge({ id: own.agreementId, unitId: own.unitId, recordId: judgmentId, number: '5/2026/LĐ-ST', court: 'TAND khu vực 1 Lào Cai', judgedOn: '2026-01-15', whole: false, what: 'Điều 1 khoản 3', voidsOn: '2025-12-01', parts: [] })
  await as(lan).place({ ...placed, replacedBy: amendmentId, judgments: [judgmentId] })
  assert.deepEqual(await days(), ['2025-02-01', '2025-12-01'])
  assert.deepEqual(await refusals(as(lan).place({ ...placed, partId: newId() })), ['no-record'])
})

test('a clause that an amendment brought is in force from its day', async () => {
  const own = await entered({}, ['Điều 1. Chung', 'Người lao động có việc làm.'])
  const recordId = newId(), fileId = newId(), textId = newId()
  await register(lan).amend({ id: own.agreementId, unitId: own.unitId, recordId, number: null, what: 'Thêm đào tạo số', signedOn: '2026-05-01', effectiveOn: '2026-06-01', extendsTo: null, sentOn: null, vote: { votedOn: '2026-04-20', entitled: 120, inFavour: 90 } })
  await register(lan).attach({ id: own.agreementId, unitId: own.unitId, fileId, kind: 'amendment', file: new File([new Uint8Array(docxOfLines('Điều 1. Bổ sung', DIGITAL))], 'Sửa đổi.docx') })
  await as(lan).readText({ unitId: own.unitId, agreementId: own.agreementId, textId, fileId, amendmentId: recordId })
  const codingId = await coded(lan, { ...own, textId }, [[DIGITAL, 'digital-transformation-training']]), review = newId()
  await as(lan).finish({ unitId: own.unitId, codingId })
  await as(hoa).begin({ unitId: own.unitId, textId, codingId: review, kind: 'reviewer' })
  await as(hoa).finish({ unitId: own.unitId, codingId: review })
  const { clauses, texts } = await as(lan).ofAgreement({ agreementId: own.agreementId })
  assert.deepEqual(clauses.map((k) => [k.amendmentId, k.from, k.to]), [[recordId, '2026-06-01', '2027-02-01']])
  assert.deepEqual(texts.map((one) => one.amendment?.what ?? null), [null, 'Thêm đào tạo số'])
})

test('suggestions propose, and enter nothing; what was refused is not shown again', async () => {
  const own = await entered()
  const codingId = newId()
  await as(lan).begin({ unitId: own.unitId, textId: own.textId, codingId, kind: 'coder' })
  await as(lan).begin({ unitId: own.unitId, textId: own.textId, codingId, kind: 'coder' })
  const { suggestions, body, mine } = await as(lan).text({ textId: own.textId })
  assert.deepEqual(mine!.spans, [])
  const meal = suggestions.find((one) => one.subject === 'meals')!
  assert.deepEqual([body.slice(meal.start, meal.end), meal.caseCode, meal.gives], [MEAL, 'shift-meal', 30_000])
  assert.ok(meal.why.includes('bữa ăn ca'))
  assert.ok(suggestions.some((one) => one.subject === 'digital-transformation-training'))
  const { start, end, subject } = meal
  await as(lan).refuse({ unitId: own.unitId, codingId, start, end, subject, refused: true })
  assert.ok(!(await as(lan).text({ textId: own.textId })).suggestions.some((one) => one.subject === 'meals'))
  await as(lan).refuse({ unitId: own.unitId, codingId, start, end, subject, refused: false })
  const spanId = newId()
  for (let n = 0; n < 2; n++) await as(lan).code({ unitId: own.unitId, codingId, spanId, start, end, subject, caseCode: 'shift-meal', gives: 30_000, givesAs: 'total', note: null, suggested: true })
  const then = await as(lan).text({ textId: own.textId })
  assert.deepEqual([then.mine!.spans.map((span) => [span.subject, span.suggested]), then.suggestions.some((one) => one.subject === 'meals')], [[['meals', true]], false])
  await as(lan).uncode({ unitId: own.unitId, codingId, spanId })
  assert.deepEqual((await as(lan).text({ textId: own.textId })).mine!.spans, [])
})

test('what does not fit is refused in words, and other people\'s coding is theirs', async () => {
  const own = await entered()
  const codingId = newId(), said = { unitId: own.unitId, codingId, start: 0, end: 10, subject: 'meals', caseCode: null, gives: null, givesAs: null, note: null }
  await as(lan).begin({ unitId: own.unitId, textId: own.textId, codingId, kind: 'coder' })
  const code = (change: object, actor = lan) => refusals(as(actor).code({ ...said, spanId: newId(), ...change }))
  assert.deepEqual(await code({ end: 1_000_000 }), ['span'])
  assert.deepEqual(await code({ subject: 'weather' }), ['no-subject'])
  assert.deepEqual(await code({ caseCode: 'leave-days' }), ['no-case'])
  assert.deepEqual(await code({ gives: 3, givesAs: 'total' }), ['no-case'])
  assert.deepEqual(await code({ caseCode: 'shift-meal', gives: 3 }), ['gives-as'])
  assert.deepEqual(await code({}, minh), ['not-yours'])
  assert.deepEqual(await code({}, await x.from(x.anGiang, { personId: hoa.personId })), ['out-of-reach'])
  assert.deepEqual(await refusals(as(await x.from(x.grassroots)).begin({ unitId: own.unitId, textId: own.textId, codingId: newId(), kind: 'coder' })), ['no-person'])
  const fileId = newId()
  await register(lan).attach({ id: own.agreementId, unitId: own.unitId, fileId, kind: 'text', file: new File([new Uint8Array(docxOfLines('Bản khác của thỏa ước này'))], 'Khác.docx') })
  assert.deepEqual(await refusals(as(lan).readText({ unitId: own.unitId, agreementId: own.agreementId, textId: newId(), fileId, amendmentId: null })), ['coded'])
  assert.deepEqual(await refusals(as(lan).dropText({ unitId: own.unitId, agreementId: own.agreementId, textId: own.textId })), ['coded'])
})

test('a scan is told for what it is, and stays attached', async () => {
  const id = newId(), unitId = x.grassroots, fileId = newId()
  await register(lan).save({ id, unitId, content: contentOf({ number: null }) })
  await register(lan).attach({ id, unitId, fileId, kind: 'text', file: new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])], 'Bản chụp.jpg') })
  assert.deepEqual(await refusals(as(lan).readText({ unitId, agreementId: id, textId: newId(), fileId, amendmentId: null })), ['text-scan'])
  assert.equal((await register(lan).read({ id })).attachments.length, 1)
})

test('everything is found without diacritics, with the passage in which it stands, and nothing beyond one\'s reach', async () => {
  const own = await entered({ title: 'Thỏa ước tìm kiếm', parties: [employer('Công ty TNHH Giày Thượng Đình')] }, ['Điều 7. Sinh hoạt', '1. Công đoàn được dùng hội trường mỗi thứ năm.', '2. Hội thao mùa thu được tài trợ.'])
  const found = async (search: string, actor = hoa) => (await as(actor).search({ search })).rows.filter((row) => row.agreementId === own.agreementId).map((row) => [row.in, row.path, row.words])
  assert.deepEqual(await found('thoa uoc tim'), [['title', null, null]])
  assert.deepEqual(await found('giay thuong dinh'), [['party', null, 'Công ty TNHH Giày Thượng Đình']])
  assert.deepEqual(await found('HOI TRUONG'), [['passage', 'Điều 7, khoản 1', '1. Công đoàn được dùng hội trường mỗi thứ năm.']])
  assert.deepEqual(await found('mùa thu hội thao'), [['passage', 'Điều 7, khoản 2', '2. Hội thao mùa thu được tài trợ.']], 'in any order')
  assert.deepEqual(await found('hoi truong', await x.from(x.anGiang)), [])
  assert.deepEqual(await found('%_%'), [])
})

test('what employers give is compared from five of them on, over the whole house, as of the quarter', async () => {
  const far = await x.from(x.anGiang)
  const benchmark = () => as(far).benchmark({ caseCode: 'shift-meal' })
  const known = (await benchmark()).all
  assert.equal(known, null, 'one employer, or few')
  for (let i = 0; i < 6; i++) {
    const own = await entered({ parties: [employer(`Công ty May ${i}`, { taxCode: `53009999${i}0`, trade: '14' })] })
    const codingId = await coded(lan, own, [[MEAL, 'meals', 'shift-meal', 20_000 + i * 1000]]), review = newId()
    await as(lan).finish({ unitId: own.unitId, codingId })
    await as(hoa).begin({ unitId: own.unitId, textId: own.textId, codingId: review, kind: 'reviewer' })
    await as(hoa).finish({ unitId: own.unitId, codingId: review })
  }
  const { all, by, on, law } = await benchmark()
  assert.deepEqual([on, law, all!.count], ['2026-10-01', null, 7])
  assert.deepEqual(by.trade, { shown: [], hidden: 2 }, 'the one of another trade would be what is left')
  assert.deepEqual(by.province.shown.map(({ key, count }) => [key, count]), [['15', 7]])
  assert.deepEqual((await as(far).benchmark({ caseCode: 'shift-meal', trade: '14', province: '15' })).crossed, { by: 'size', shown: [], hidden: 1 }, 'the one of another trade would be what is left of the province')
  assert.deepEqual(await refusals(as(far).benchmark({ caseCode: 'weather' })), ['no-case'])
})

test('what the law gives is written at the top, read by everyone, and a clause changes its mark with it', async () => {
  const top = await x.from(x.root), own = await entered(), beside = async () => (await as(lan).ofAgreement({ agreementId: own.agreementId })).clauses[0]!.beside!
  const codingId = await coded(lan, own, [[LEAVE, 'annual-leave', 'leave-days', 14]]), review = newId()
  await as(lan).finish({ unitId: own.unitId, codingId })
  await as(hoa).begin({ unitId: own.unitId, textId: own.textId, codingId: review, kind: 'reviewer' })
  await as(hoa).finish({ unitId: own.unitId, codingId: review })
  assert.deepEqual([(await beside()).below, (await beside()).basis], [false, 'Bộ luật Lao động 45/2019/QH14, Điều 113 khoản 1 điểm a'])
  const level = { id: newId(), caseCode: 'leave-days', from: '2026-06-01', gives: 15, basis: 'Luật thử 1/2026/QH16, Điều 5', reason: null }
  const levels = async () => (await as(lan).law()).cases.find((one) => one.code === 'leave-days')!.levels
  const before = await levels()
  assert.deepEqual(await refusals(as(hoa).writeLevel(level)), ['not-the-top'])
  assert.deepEqual([(await as(hoa).law()).writable, (await as(top).law()).writable, (await as(await x.from(x.root, { may: ['see'] })).law()).writable], [false, true, false])
  await as(top).writeLevel(level)
  await as(top).writeLevel(level)
  assert.deepEqual((await levels()).map(({ from, to, gives }) => [from, to, gives]), [['2026-06-01', null, 15], ['2021-01-01', '2026-06-01', 12], ['2013-05-01', '2021-01-01', 12]])
  assert.deepEqual([(await beside()).below, (await beside()).law], [true, 15])
  assert.equal((await as(lan).clause({ clauseId: (await as(lan).ofAgreement({ agreementId: own.agreementId })).clauses[0]!.id, on: '2026-05-31' })).beside!.below, false, 'by the law of the day')
  assert.deepEqual(await refusals(as(top).writeLevel({ ...level, gives: 13 })), ['written-since'], 'unseen by who writes')
  assert.deepEqual(await refusals(as(top).writeLevel({ ...level, gives: 13, seen: 1 })), ['reason-missing'])
  await as(top).writeLevel({ ...level, gives: 13, from: '2026-07-01', seen: 1, reason: 'Ghi nhầm số ngày' })
  assert.deepEqual([(await levels()).slice(0, 2).map(({ from, to }) => [from, to]), (await beside()).below], [[['2026-07-01', null], ['2021-01-01', '2026-07-01']], false])
  assert.deepEqual(await refusals(as(hoa).takeLevel({ ...level, reason: 'Văn bản không có thật' })), ['not-the-top'])
  assert.deepEqual(await refusals(as(top).takeLevel({ ...level, reason: null })), ['reason-missing'])
  await as(top).takeLevel({ ...level, reason: 'Văn bản không có thật' })
  assert.deepEqual(await levels(), before)
  const kept = await x.pools.owner.query(`select action, detail->'was' as was, detail->>'reason' as reason from audit.entry where subject_id = $1 order by id`, [level.id])
  assert.deepEqual(kept.rows.map((row) => [row.action, row.was?.gives ?? null, row.reason]), [['agreements.write-law', null, null], ['agreements.write-law', null, null], ['agreements.write-law', 15, 'Ghi nhầm số ngày'], ['agreements.take-law', null, 'Văn bản không có thật']])
})

test('beneath the routes the rows of the law are closed to all but the top', async () => {
  const written = (actor: Actor) => x.work(async ({ tx }) => (await tx.updateTable('agreements.law_minimum').set({ gives: 99 }).where('case_code', '=', 'tet-bonus').executeTakeFirst()).numUpdatedRows, actor)
  const put = (actor: Actor) => x.work(({ tx }) => tx.insertInto('agreements.law_minimum').values({ id: newId(), case_code: 'tet-bonus', during: '[2026-01-01,)', gives: 1, basis: 'Không' }).execute(), actor)
  await assert.rejects(put(hoa), /row-level security/)
  await put(await x.from(x.root))
  assert.deepEqual([await written(hoa), await written(await x.from(x.root))], [0n, 1n])
})

test('the labelled passages speak of the subjects of the law, and every subject has some of both kinds', async () => {
  const { subjects } = await as(lan).lists({})
  const labelled = labelledPassages()
  assert.ok(labelled.length >= 150)
  for (const split of ['train', 'test']) assert.deepEqual([...new Set(labelled.filter((one) => one.split === split).map((one) => one.subject))].sort(), [...subjects.map((one) => one.code), 'none'].sort())
})
