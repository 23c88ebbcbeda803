// The registers on real PostgreSQL: numbers, twins, what counts for the indicator, and that of a state secret nothing stays.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { documentsIn, documentsRoutes, dueDocuments } from '#documents'
import type { Document, Head } from '#documents/contract'
import { figuresOf, foldAll, publishIndicator, verifyIndicators } from '#indicators'
import { merge } from '#organisation'
import { loadPlan237, plansRoutes } from '#plans'
import { readSheets } from '#platform/sheets/read'
import type { Actor } from '#platform/access/actor'
import { world, type World } from './factories/learning.ts'
import { sheetBytes } from './factories/reach.ts'

let x: World, clerk: Actor, indicator: string
const head = (more: Partial<Head> = {}): Head => ({ type: 'official-letter', secrecy: 'none', series: null, reference: '12/SNV-LĐ', notation: null, issuedOn: '2026-11-02', issuer: 'Sở Nội vụ tỉnh Lào Cai', summary: 'V/v phối hợp rà soát lao động', signer: null, signerPosition: null, recipients: null, urgency: null, arrivedOn: '2026-11-05', ...more })
const outgoing = (more: Partial<Head> = {}): Head => head({ type: 'plan', reference: null, issuer: null, arrivedOn: null, summary: 'Kế hoạch tháng Công nhân', signer: 'Hoàng Thị Chủ', ...more })
const routes = (actor = clerk) => createRouterClient(documentsRoutes, { context: x.request(actor) })
const enter = (direction: 'incoming' | 'outgoing', of: Head, more: { id?: string; anyway?: boolean; seen?: number } = {}): Promise<Document> => routes().write({ id: newId(), unitId: x.laoCai, direction, head: of, ...more })
const deal = (of: Document, more: { dueOn?: string | null; doneOn?: string | null; seen?: number } = {}) => routes().deal({ id: of.id, unitId: x.laoCai, handler: 'Ban Công tác Công đoàn', dueOn: null, doneOn: null, outcome: null, ...more })
const scan = (of: Document, fileId = newId()) => routes().attach({ id: of.id, unitId: x.laoCai, fileId, file: new File([new Uint8Array(sheetBytes)], 'van-ban.pdf') })
const refusal = (deed: Promise<unknown>) => deed.then(() => 'done', (error: unknown) => (error instanceof ORPCError ? (error.data as { refusals: { code: string }[] }).refusals[0]!.code : error instanceof Refused ? error.refusals[0]!.code : Promise.reject(error)))
const figure = (on: string, unit = x.laoCai) => x.work(async (w) => {
  const found = (await figuresOf(w, unit, { on })).find((one) => one.indicatorId === indicator)!
  return [found.counted, found.met]
})

before(async () => {
  x = await world()
  clerk = await x.from(x.laoCai, { may: ['see', 'document.write'] })
  indicator = (await x.work((w) => publishIndicator(w, {
    code: 'T2', effectiveFrom: '2025-06-17', name: { vi: 'Văn bản', en: 'Documents' }, counts: { vi: 'văn bản', en: 'documents' },
    definition: { subjects: [{ kind: 'document' }], exclusions: [], stages: [{ code: '2025-2027', from: '2025-06-17', to: '2028-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'on-platform' }] }] },
  }))).id
})
after(() => x.close())

describe('the incoming register', () => {
  test('numbers run without gaps in the year of arrival, also where two clerks register at once', async () => {
    const many = await Promise.all(['a', 'b', 'c', 'd'].map((n) => enter('incoming', head({ reference: `7${n}/UBND`, issuer: 'UBND tỉnh' }))))
    assert.deepEqual(many.map((one) => one.arrivalNumber).sort(), [1, 2, 3, 4])
    assert.equal((await enter('incoming', head({ issuedOn: '2025-12-29', arrivedOn: '2025-12-30' }))).arrivalNumber, 1, 'another year, another register')
    assert.equal(await refusal(enter('incoming', head({ summary: ' ' }))), 'summary-missing')
    assert.equal((await enter('incoming', head({ reference: null, type: 'public-letter', summary: 'Thư cảm ơn' }))).arrivalNumber, 5, 'what was refused took no number')
  })

  test('sent again it is registered once, and a twin is registered only when told so', async () => {
    const id = newId(), of = head({ reference: '4173/TLĐ-ToC', issuer: 'Tổng Liên đoàn Lao động Việt Nam' })
    const first = await enter('incoming', of, { id }), again = await enter('incoming', of, { id })
    assert.deepEqual([again.arrivalNumber, again.id, again.writing], [first.arrivalNumber, first.id, 0])
    assert.equal(await refusal(enter('incoming', { ...of, reference: 'Số: 4173 / tlđ-toc' })), 'twin')
    assert.equal((await enter('incoming', of, { anyway: true })).arrivalNumber, first.arrivalNumber! + 1)
    assert.equal((await enter('incoming', { ...of, issuer: 'Công đoàn ngành Giáo dục' })).state, 'no-file', 'the same number of another issuer is no twin')
  })

  test('is found without diacritics by what it says, by number and by issuer', async () => {
    const found = async (search: string) => (await routes().list({ unitId: x.laoCai, direction: 'incoming', search, limit: 50, offset: 0 })).total
    assert.deepEqual([await found('tong lien doan'), await found('4173/tld'), await found('phoi hop ra soat'), await found('khong co')], [2, 3, 8, 0])
  })

  test('a correction that another has not seen is refused, and a running number stays in its year', async () => {
    const made = await enter('incoming', head({ reference: '99/CV', issuer: 'Công ty Chè Bản Xanh' }))
    const corrected = await enter('incoming', head({ reference: '99/CV', issuer: 'Công ty TNHH Chè Bản Xanh' }), { id: made.id, seen: made.writing })
    assert.deepEqual([corrected.issuer, corrected.arrivalNumber], ['Công ty TNHH Chè Bản Xanh', made.arrivalNumber])
    assert.equal(await refusal(enter('incoming', head({ reference: '99/CV', issuer: 'Khác' }), { id: made.id, seen: made.writing })), 'written-since')
    assert.equal(await refusal(enter('incoming', head({ reference: '99/CV', issuedOn: '2025-11-01', arrivedOn: '2025-11-05' }), { id: made.id, seen: corrected.writing })), 'arrival-year')
  })
})

describe('the outgoing register', () => {
  test('numbers are given per type and series, voided ones stay used, old ones are taken over as printed', async () => {
    const first = await enter('outgoing', outgoing()), second = await enter('outgoing', outgoing({ summary: 'Kế hoạch hai' }))
    assert.deepEqual([first.reference, second.reference, first.issuer], ['1/KH-LĐLĐ', '2/KH-LĐLĐ', 'LĐLĐ tỉnh Lào Cai'])
    assert.equal((await enter('outgoing', outgoing({ type: 'official-letter', notation: 'LĐLĐ-ToC' }))).reference, '1/LĐLĐ-ToC')
    assert.equal((await enter('outgoing', outgoing({ series: '2026-2' }))).reference, '1/KH-LĐLĐ', 'a series begins anew')
    await routes().void({ id: second.id, unitId: x.laoCai, reason: 'Ký nhầm bản dự thảo' })
    assert.equal((await enter('outgoing', outgoing({ reference: '10b/KH-LĐLĐ' }))).number, '10b')
    assert.equal((await enter('outgoing', outgoing({ summary: 'Kế hoạch ba' }))).reference, '11/KH-LĐLĐ')
    assert.equal(await refusal(deal(second)), 'void')
    assert.equal(await refusal(enter('outgoing', outgoing({ reference: '10b/KH-LĐLĐ' }))), 'twin')
  })
})

describe('a plan of the system', () => {
  test('enters the register by its own number, once, and each leads to the other', async () => {
    const top = await x.from(x.root), id = await x.work((w) => loadPlan237(w, x.root)), plans = createRouterClient(plansRoutes, { context: x.request(top) })
    const { documentId } = await plans.register({ id, unitId: x.root })
    assert.equal((await plans.register({ id, unitId: x.root })).documentId, documentId)
    const document = await routes(top).read({ id: documentId })
    assert.deepEqual([document.reference, document.issuedOn, document.planId, document.state], ['237/KH-TLĐ', '2025-06-17', id, 'no-file'])
    assert.equal((await plans.read({ id })).documentId, documentId)
    assert.equal(await refusal(plans.register({ id, unitId: x.laoCai })), 'not-issued')
  })
})

describe('a state secret', () => {
  test('is refused at the door, and nothing of it stays in the database', async () => {
    const said = 'Phương án bảo vệ sự kiện tuyệt đối không lộ'
    for (const secrecy of ['confidential', 'secret', 'top-secret'] as const) assert.equal(await refusal(enter('incoming', head({ secrecy, reference: '7777/BC', summary: said, issuer: 'Nơi gửi mật' }))), 'state-secret')
    assert.equal(await refusal(enter('outgoing', outgoing({ summary: `(TỐI MẬT) ${said}` }))), 'state-secret')
    const { rows: tables } = await x.pools.owner.query(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`)
    for (const { name } of tables) {
      const { rows } = await x.pools.owner.query(`select 1 from ${name} t where t::text ilike any(array['%không lộ%', '%7777/BC%', '%nơi gửi mật%', '%khong lo%'])`)
      assert.equal(rows.length, 0, name)
    }
  })
})

describe('the indicator', () => {
  test('counts a document for a year from its day, met once it is dealt with and its content is kept', async () => {
    const before = await figure('2026-11-21')
    const one = await enter('incoming', head({ reference: '31/BHXH', issuer: 'BHXH tỉnh', arrivedOn: '2026-11-10' }))
    assert.deepEqual(await figure('2026-11-21'), [before[0]! + 1, before[1]])
    await deal(one, { doneOn: '2026-11-12' })
    assert.deepEqual((await figure('2026-11-21'))[1], before[1], 'on paper alone it is not met')
    const fileId = newId()
    const kept = await scan(one, fileId)
    assert.deepEqual([kept.state, kept.kept.map((file) => file.name)], ['stored', ['van-ban.pdf']])
    assert.deepEqual((await scan(one, fileId)).files, 1, 'sent twice it is kept once')
    assert.deepEqual(await figure('2026-11-21'), [before[0]! + 1, before[1]! + 1])
    assert.equal((await figure('2026-11-20'))[1], before[1], 'kept from the day on which it came into the system')
    assert.deepEqual([(await figure('2027-11-09'))[1], (await figure('2027-11-10'))[1]], [before[1]! + 1, before[1]], 'a year later it leaves the figure')
    await routes().detach({ id: one.id, unitId: x.laoCai, fileId })
    assert.equal((await figure('2026-11-21'))[1], before[1])
    await foldAll(x.pools.app)
    assert.deepEqual((await verifyIndicators(x.pools.owner)).differences, [])
  })

  test('what is due is waiting for the unit, and a merged unit leaves its register to the one that goes on', async () => {
    const late = await enter('incoming', head({ reference: '5/CV', issuer: 'Công an tỉnh' }))
    await deal(late, { dueOn: '2026-11-18' })
    assert.deepEqual((await x.work((w) => dueDocuments(w.tx, x.laoCai, '2026-11-21', 9))).map((one) => one.reference), ['5/CV'])
    assert.equal((await routes().list({ unitId: x.laoCai, state: 'overdue', limit: 9, offset: 0 })).total, 1)
    const all = await x.work((w) => documentsIn(w.tx, [x.laoCai])), counted = await figure('2026-11-21')
    await x.work((w) => merge(w, [{ from: x.laoCai, into: x.anGiang }], { number: '9/QĐ-TLĐ', on: '2026-11-20', by: 'Tổng Liên đoàn', effectiveOn: '2026-11-21' }))
    const anGiang = await x.from(x.anGiang, { may: ['see', 'document.write'] })
    assert.equal((await routes(anGiang).list({ unitId: x.laoCai, limit: 1, offset: 0 })).total, all + 1, 'the voided one is listed too')
    assert.equal((await routes(anGiang).deal({ id: late.id, unitId: x.laoCai, handler: 'Văn phòng', dueOn: null, doneOn: '2026-11-21', outcome: null })).issuer, 'Công an tỉnh')
    assert.deepEqual(await figure('2026-11-21', x.anGiang), counted)
  })
})

describe('what is printed and catalogued', () => {
  test('the book of a year as a sheet and on paper, in the order of its numbers', async () => {
    const anGiang = await x.from(x.anGiang, { may: ['see'] })
    const sheet = await routes(anGiang).book({ unitId: x.laoCai, direction: 'incoming', year: 2026, format: 'xlsx' })
    const [grid] = await readSheets(new Uint8Array(await sheet.arrayBuffer()))
    const first = grid!.rows.findIndex((row) => row[0] === 'Ngày đến')
    assert.deepEqual(grid!.rows.slice(first + 1).map((row) => Number(row[1])), Array.from({ length: grid!.rows.length - first - 1 }, (_, i) => i + 1))
    const paper = await routes(anGiang).book({ unitId: x.laoCai, direction: 'outgoing', year: 2026, format: 'pdf' })
    assert.deepEqual([paper.type, paper.name], ['application/pdf', 'Sổ văn bản đi 2026 LĐLĐ tỉnh Lào Cai.pdf'])
  })

  test('a procedure stands in the catalogue once, and is handled online on its days', async () => {
    const anGiang = await x.from(x.anGiang, { may: ['see', 'document.write'] }), id = newId()
    const procedure = { code: 'CĐ-01', name: 'Thành lập công đoàn cơ sở', basis: 'Điều lệ Công đoàn Việt Nam', handler: 'Ban Công tác Công đoàn', inUse: { from: '2025-07-01', to: null }, online: { from: '2026-12-01', to: null }, onlineAt: 'https://dichvu.congdoan.example' }
    const made = await routes(anGiang).writeProcedure({ id, unitId: x.anGiang, procedure })
    assert.deepEqual([made.nowInUse, made.nowOnline], [true, false])
    assert.equal(await refusal(routes(anGiang).writeProcedure({ id: newId(), unitId: x.anGiang, procedure })), 'code-taken')
    const changed = await routes(anGiang).writeProcedure({ id, unitId: x.anGiang, procedure: { ...procedure, online: { from: '2026-11-01', to: null } }, seen: made.writing })
    assert.equal(changed.nowOnline, true)
    assert.equal(await refusal(routes(anGiang).writeProcedure({ id, unitId: x.anGiang, procedure, seen: made.writing })), 'written-since')
  })
})
