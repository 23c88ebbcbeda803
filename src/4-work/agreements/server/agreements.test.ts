// Agreements from their draft to their end, over the routes, on a small confederation.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { newId } from '#base/id'
import { merge } from '#organisation'

import type { Actor } from '#platform/access/actor'
import { world, type World } from '#tests/factories/learning'
import { contentOf, employer, noVote, union } from '../agreements.test-kit.ts'
import type { Content } from '../domain/agreement.ts'
import { agreementsDueOn } from './duties.ts'
import { agreementsRoutes } from './routes.ts'

const counted = { subjects: [{ kind: 'agreement', filter: {} }], exclusions: [], stages: [{ code: '2025', from: '2020-01-01', to: '2035-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'clause', filter: {} }] }] }

let x: World, chair: Actor
before(async () => {
  x = await world(counted)
  chair = await x.from(x.grassroots)
})
after(() => x.close())

const as = (actor: Actor) => createRouterClient(agreementsRoutes, { context: x.request(actor) })
const refusals = async (deed: Promise<unknown>): Promise<string[]> => deed.then(() => ['done'], (error: unknown) => {
  if (!(error instanceof ORPCError)) throw error
  return (error.data as { refusals: { code: string; field: string | null }[] }).refusals.map((r) => (r.field ? `${r.code} at ${r.field}` : r.code))
})
async function signed(change: Partial<Content> = {}, by = chair, unitId = x.grassroots): Promise<string> {
  const id = newId()
  await as(by).save({ id, unitId, content: contentOf({ number: `${id.slice(-6)}/TƯ`, ...change }) })
  await as(by).sign({ id, unitId })
  return id
}

test('a draft may be incomplete; recording its signing names everything that the law asks for', async () => {
  const id = newId(), own = { id, unitId: x.grassroots }
  const bare = contentOf({ signedOn: null, effectiveOn: null, until: null, workers: null, workersOn: null, vote: noVote, sentOn: null, sentTo: null, parties: [] })
  const draft = await as(chair).save({ ...own, content: bare })
  assert.deepEqual([draft.status, draft.state, draft.writing], ['draft', 'draft', 1])
  assert.deepEqual(await refusals(as(chair).sign(own)), ['signed-on-missing at signedOn', 'until-missing at until', 'workers-missing at workers', 'workers-on-missing at workersOn', 'employer-missing at parties', 'vote-missing at inFavour'])
  await as(chair).save({ ...own, content: contentOf() })
  const done = await as(chair).sign(own)
  assert.deepEqual([done.state, done.begins, done.ends, done.sending], ['in-force', '2025-02-01', '2027-02-01', { by: '2025-01-25', late: 0 }])
  assert.deepEqual(await refusals(as(chair).discard(own)), ['signed'])
})

test('an agreement that more than half of all employees did not vote for is not recorded as signed, and the draft is kept', async () => {
  const id = newId(), own = { id, unitId: x.grassroots }
  await as(chair).save({ ...own, content: contentOf({ number: null, vote: { votedOn: '2025-01-10', entitled: 120, inFavour: 60 } }) })
  assert.deepEqual(await refusals(as(chair).sign(own)), ['vote-short at inFavour'])
  assert.equal((await as(chair).read({ id })).status, 'draft')
  const firms = [employer('Công ty Một', { vote: { votedOn: '2025-01-10', entitled: 40, inFavour: 30 } }), employer('Công ty Hai', { vote: { votedOn: '2025-01-10', entitled: 40, inFavour: 20 } })]
  await as(chair).save({ ...own, content: contentOf({ number: null, kind: 'multi-enterprise', parties: firms }) })
  assert.deepEqual(await refusals(as(chair).sign(own)), ['vote-short at parties.1.inFavour'], 'of several enterprises each votes for itself')
  await as(chair).discard(own)
  assert.deepEqual(await refusals(as(chair).read({ id })), ['not-found'])
})

test('a term is one to three years, of the agreement and of a content with a term of its own', async () => {
  const id = newId(), own = { id, unitId: x.grassroots }
  const ends = async (until: string, parts: Content['parts'] = []) => {
    await as(chair).save({ ...own, content: contentOf({ number: null, until, parts }) })
    return (await refusals(as(chair).sign(own)))
  }
  assert.deepEqual(await ends('2026-01-31'), ['term-short at until'])
  assert.deepEqual(await ends('2028-02-02'), ['term-long at until'])
  assert.deepEqual(await ends('2027-02-01', [{ id: newId(), name: 'Ăn ca', term: { from: null, to: '2025-12-01' } }]), ['term-short at parts.0.term'])
  assert.deepEqual(await ends('2027-02-01', [{ id: newId(), name: 'Ăn ca', term: { from: null, to: '2027-06-01' } }]), ['part-outside at parts.0.term'])
  const meal = newId()
  assert.deepEqual(await ends('2027-02-01', [{ id: meal, name: 'Ăn ca', term: { from: null, to: '2026-02-01' } }]), ['done'])
  const on = async (day: string) => { const { state, parts } = await as(chair).read({ id, on: day }); return [state, parts[0]!.state] }
  assert.deepEqual([await on('2025-01-20'), await on('2026-01-31'), await on('2026-02-01'), await on('2027-02-01')], [['signed', 'signed'], ['in-force', 'in-force'], ['in-force', 'expired'], ['expired', 'expired']])
})

test('bargaining that goes on as the term ends carries an agreement for ninety days, and what replaces it ends it', async () => {
  const id = await signed({ effectiveOn: null, signedOn: '2025-11-01', until: '2026-11-01', vote: { votedOn: '2025-10-20', entitled: 120, inFavour: 61 }, sentOn: null, sentTo: null }), own = { id, unitId: x.grassroots }
  assert.equal((await as(chair).read({ id })).state, 'expired')
  const bargained = await as(chair).bargain({ ...own, recordId: newId(), during: { from: '2026-09-15', to: null }, aim: 'renew', note: null })
  assert.deepEqual([bargained.state, bargained.carriedTo, bargained.bargaining], ['carried', '2027-01-30', true])
  assert.equal((await as(chair).read({ id, on: '2027-01-30' })).state, 'expired')
  const next = await signed({ effectiveOn: '2026-11-15', signedOn: '2026-11-10', until: '2029-11-15', vote: { votedOn: '2026-11-09', entitled: 130, inFavour: 100 }, sentOn: null, sentTo: null, replaces: id })
  const before = await as(chair).read({ id })
  assert.deepEqual([before.state, before.successor?.id, before.successor?.begins, (await as(chair).read({ id, on: '2026-11-14' })).state], ['replaced', next, '2026-11-15', 'carried'])
})

test('an agreement is extended by the same vote, within ninety days of its end; a mistake is taken back', async () => {
  const id = await signed({ signedOn: '2025-01-15', effectiveOn: null, until: '2027-01-15' }), own = { id, unitId: x.grassroots }
  const extension = { ...own, recordId: newId(), number: '01/PL', what: 'Gia hạn hai năm', signedOn: '2026-11-10', effectiveOn: '2027-01-15', extendsTo: '2029-01-15', vote: { votedOn: '2026-11-09', entitled: 130, inFavour: 100 }, sentOn: null }
  assert.deepEqual(await refusals(as(chair).amend({ ...extension, vote: { votedOn: '2026-11-09', entitled: 130, inFavour: 65 } })), ['vote-short at vote.inFavour'])
  assert.deepEqual(await refusals(as(chair).amend({ ...extension, signedOn: '2026-10-01', vote: { ...extension.vote, votedOn: '2026-09-30' } })), ['extends-early at signedOn'])
  assert.equal((await as(chair).amend(extension)).ends, '2029-01-15')
  assert.equal((await as(chair).amend(extension)).amendments.length, 1, 'sent twice it is recorded once')
  assert.equal((await as(chair).takeBack({ ...own, recordId: extension.recordId })).ends, '2027-01-15')
})

test('a court voids an agreement whole or in part from a day on, and the figures follow every turn', async () => {
  const figure = () => x.figure(x.root, '2026-11-21').then(([counted]) => counted)
  const before = await figure()
  const meal = newId(), id = await signed({ effectiveOn: '2026-01-01', signedOn: '2025-12-20', until: '2028-01-01', sentOn: null, sentTo: null, parts: [{ id: meal, name: 'Ăn ca', term: { from: null, to: '2027-01-01' } }] }), own = { id, unitId: x.grassroots }
  assert.equal(await figure(), before + 1)
  const judgment = { ...own, number: '02/2026/LĐ-ST', court: 'Tòa án nhân dân khu vực 1 – Lào Cai', judgedOn: '2026-06-01' }
  const inPart = await as(chair).judge({ ...judgment, recordId: newId(), whole: false, what: 'Điều 5', voidsOn: '2026-06-01', parts: [meal] })
  assert.deepEqual([inPart.state, inPart.parts[0]!.state, await figure()], ['partly-void', 'void', before + 1])
  const recordId = newId()
  assert.deepEqual([(await as(chair).judge({ ...judgment, recordId, whole: true, what: null, voidsOn: '2026-07-01', parts: [] })).state, await figure()], ['void', before])
  await as(chair).takeBack({ ...own, recordId })
  await as(chair).end({ ...own, on: '2026-11-01', why: 'Hai bên thỏa thuận chấm dứt' })
  assert.deepEqual([(await as(chair).read({ id })).state, await figure()], ['ended', before])
  await as(chair).end({ ...own, on: null, why: null })
  assert.equal(await figure(), before + 1)
})

test('sending it late is a warning and no refusal', async () => {
  const id = await signed({ effectiveOn: null, signedOn: '2026-11-01', until: '2027-11-01', vote: { votedOn: '2026-10-20', entitled: 120, inFavour: 61 }, sentOn: null, sentTo: null }), own = { id, unitId: x.grassroots }
  assert.deepEqual((await as(chair).read({ id })).sending, { by: '2026-11-11', late: 10 })
  assert.deepEqual((await as(chair).send({ ...own, sentOn: '2026-11-20', sentTo: 'Sở Nội vụ tỉnh Lào Cai' })).sending, { by: '2026-11-11', late: 9 })
  assert.deepEqual(await refusals(as(chair).send({ ...own, sentOn: '2026-10-30', sentTo: 'Sở Nội vụ' })), ['sent-early at sentOn'])
})

test('agreements are found by title, number and party without diacritics, by state on any day, kind, trade and province', async () => {
  const unitId = x.anGiang, officer = await x.from(unitId)
  const sectoral = await signed({ kind: 'sectoral', title: 'Thỏa ước ngành Thủy sản', parties: [employer('Hiệp hội Chế biến Thủy sản', { trade: '03', province: '91', sector: null })], until: '2027-12-01', number: '77/TƯN' }, officer, unitId)
  const id = newId()
  await as(officer).save({ id, unitId, content: contentOf({ title: 'Bản nháp', number: null, parties: [employer('Công ty Sông Hậu', { taxCode: '1800123456' })] }) })
  const found = async (asked: Record<string, unknown>) => (await as(officer).list({ unitId, limit: 50, offset: 0, ...asked })).rows.map((r) => r.id)
  assert.deepEqual(await found({}), [id, sectoral], 'drafts first')
  for (const search of ['thoa uoc nganh', '77/tư', 'CHE BIEN']) assert.deepEqual(await found({ search }), [sectoral], search)
  assert.deepEqual([await found({ search: 'song hau' }), await found({ search: '1800123456' }), await found({ state: 'draft' }), await found({ state: 'holds' }), await found({ kind: 'enterprise' }), await found({ trade: '03' }), await found({ province: '15' })], [[id], [id], [id], [sectoral], [id], [sectoral], [id]])
  assert.deepEqual([await found({ on: '2025-01-31' }), await found({ on: '2025-01-31', state: 'signed' }), await found({ on: '2025-01-10' }), await found({ endsWithin: 400 }), await found({ endsWithin: 30 })], [[sectoral], [sectoral], [], [sectoral], []])
  assert.deepEqual((await as(officer).renewals({ unitId, from: '2027-01-01', to: '2028-01-01' })).map((r) => [r.id, r.window, r.acts]), [[sectoral, '2027-09-02', 'wait']])
})

test('the union is told when to bargain, until a new agreement is signed', async () => {
  const unitId = x.commune, officer = await x.from(unitId), firm = employer('Công ty Chè Cam Đường', { taxCode: '5300888888' }), vote = { votedOn: '2025-01-02', entitled: 10, inFavour: 9 }
  const id = await signed({ signedOn: '2025-01-05', effectiveOn: null, until: '2027-01-05', vote, workers: 10, parts: [], parties: [firm] }, officer, unitId), own = { id, unitId }
  const on = async (day: string) => { x.clock.now = new Date(`${day}T02:00:00Z`); return (await as(officer).duties({ unitId })).map((d) => [d.kind, d.dueOn]) }
  assert.deepEqual([await on('2026-09-06'), await on('2026-09-07'), await on('2026-10-07')], [[], [['prepare', '2026-10-07']], [['begin', '2027-01-04']]])
  await as(officer).bargain({ ...own, recordId: newId(), during: { from: '2026-10-07', to: null }, aim: 'renew', note: null })
  assert.deepEqual([await on('2026-12-01'), await on('2027-01-05'), await on('2027-04-05')], [[['go-on', '2027-01-04']], [['settle', '2027-04-04']], [['settle', '2027-04-04']]])
  assert.deepEqual(await x.work(async (w) => (await agreementsDueOn(w.tx, '2027-04-04', w.today)).map((d) => [d.agreementId, d.kind])), [[id, 'settle']])
  await signed({ signedOn: '2027-04-01', effectiveOn: null, until: '2029-04-01', vote: { ...vote, votedOn: '2027-03-30' }, workers: 10, sentOn: null, sentTo: null, replaces: id, parties: [{ ...firm, id: newId() }] }, officer, unitId)
  assert.deepEqual(await on('2027-04-06'), [['send', '2027-04-11']])
  x.clock.now = new Date('2026-11-21T02:00:00Z')
})

test('a sectoral agreement is read by the unions below and by those that are party to it, a draft by neither', async () => {
  const officer = await x.from(x.anGiang)
  const id = await signed({ kind: 'sectoral', number: null, parties: [employer('Hiệp hội Chè'), union('CĐCS Công ty Chè Bản Xanh', x.grassroots)] }, officer, x.anGiang)
  assert.deepEqual((await as(chair).read({ id })).may, { write: false })
  assert.deepEqual(await refusals(as(chair).send({ id, unitId: x.anGiang, sentOn: '2026-11-01', sentTo: 'Sở Nội vụ' })), ['out-of-reach at unitId'])
  assert.deepEqual(await refusals(as(chair).send({ id, unitId: x.grassroots, sentOn: '2026-11-01', sentTo: 'Sở Nội vụ' })), ['not-found'])
  const draft = newId()
  await as(officer).save({ id: draft, unitId: x.anGiang, content: contentOf({ number: null, parties: [union('CĐCS', x.grassroots)] }) })
  assert.deepEqual(await refusals(as(chair).read({ id: draft })), ['not-found'])
})

test('two agreements of one workplace in force at once are told on their pages and to their unions, and refused to nobody', async () => {
  const firm = (more: Partial<Content> = {}): Partial<Content> => ({ sentOn: '2026-01-20', parties: [employer('Công ty Hai Thỏa ước', { taxCode: '5300777777' })], ...more })
  const old = await signed(firm({ signedOn: '2026-01-15', effectiveOn: null, until: '2028-01-15', vote: { votedOn: '2026-01-10', entitled: 10, inFavour: 9 } }))
  const warned = async (id: string, on?: string) => (await as(chair).read({ id, ...(on ? { on } : {}) })).overlaps.map(({ id: other, why, from, to }) => [other, why, from, to])
  assert.deepEqual(await warned(old), [])
  const next = await signed(firm({ signedOn: '2026-06-01', effectiveOn: null, until: '2028-06-01', vote: { votedOn: '2026-05-10', entitled: 10, inFavour: 9 }, sentOn: '2026-06-05' }))
  assert.deepEqual([await warned(old), await warned(next)], [[[next, 'both', '2026-06-01', '2028-01-15']], [[old, 'both', '2026-06-01', '2028-01-15']]])
  assert.deepEqual(await warned(next, '2028-01-15'), [], 'over by then')
  const asked = async () => (await as(chair).duties({ unitId: x.grassroots })).filter((d) => d.kind === 'untangle' && [old, next].includes(d.agreementId)).map((d) => [d.agreementId, d.dueOn])
  assert.deepEqual(await asked(), [[next, '2026-06-01']])
  await as(chair).end({ id: old, unitId: x.grassroots, on: '2026-06-01', why: 'Hai bên ký thỏa ước mới' })
  assert.deepEqual([await warned(next), await asked()], [[], []])
})

test('the page of a unit shows what is in force there, what it is party to, and in which order it ends', async () => {
  const sectoral = await signed({ kind: 'sectoral', title: 'Thỏa ước ngành Chè', until: '2027-01-15', parties: [employer('Hiệp hội Chè'), union('CĐCS Chè', x.grassroots)] }, await x.from(x.laoCai), x.laoCai)
  const there = await as(chair).ofUnit({ unitId: x.grassroots })
  assert.ok(there.length > 1 && there.every((one) => ['in-force', 'carried', 'partly-void'].includes(one.state)))
  assert.deepEqual(there.map((one) => one.ends), there.map((one) => one.ends).toSorted())
  assert.equal(there.filter((one) => one.id === sectoral).length, 1)
  assert.deepEqual((await as(chair).ofUnit({ unitId: x.grassroots, on: '2020-01-01' })), [])
  assert.deepEqual(await refusals(as(chair).ofUnit({ unitId: x.anGiang })), ['out-of-reach at unitId'])
})

test('two who write one agreement see what the other wrote, and nothing is overwritten unseen', async () => {
  const id = newId(), own = { id, unitId: x.grassroots }
  const first = await as(chair).save({ ...own, content: contentOf({ number: null }) })
  await as(chair).save({ ...own, seen: first.writing, content: contentOf({ number: null, title: 'Thỏa ước sửa lần một', parties: first.parties, parts: [] }) })
  const late = { ...own, seen: first.writing, content: contentOf({ number: null, title: 'Thỏa ước sửa lần hai', parties: first.parties, parts: [] }) }
  assert.deepEqual(await refusals(as(chair).save(late)), ['written-since at title'])
  const elsewhere = { ...late, content: { ...late.content, parties: late.content.parties.map((p) => (p.side === 'employer' ? { ...p, trade: '03', province: '91', sector: 'foreign' as const } : p)) } }
  const told = await as(chair).save(elsewhere).catch((error: unknown) => (error as { data: { refusals: { field: string; conflict: { mine: Record<'vi' | 'en', string> } }[] } }).data.refusals.find((r) => r.field === 'parties')!.conflict.mine)
  assert.match((told as { vi: string }).vi, / · 03 · Khai thác, nuôi trồng thủy sản · An Giang · Có vốn nước ngoài/, 'a person chooses by names, not by codes')
  assert.match((told as { en: string }).en, / · Foreign-invested/)
  assert.equal((await as(chair).save({ ...late, seen: first.writing + 1 })).title, 'Thỏa ước sửa lần hai')
  assert.equal((await as(chair).save({ ...late, seen: first.writing + 1 })).writing, first.writing + 2, 'the same again is no writing')
})

test('the agreements of a union that merged go on under its successor, whose office goes on writing them', async () => {
  const id = await signed({ number: null, signedOn: '2026-02-01', effectiveOn: null, until: '2028-02-01', sentOn: null, sentTo: null }), other = await x.from(x.anGiang)
  const [was] = await x.figure(x.anGiang, '2026-11-21')
  assert.deepEqual(await refusals(as(other).read({ id })), ['not-found'])
  await x.work((w) => merge(w, [{ from: x.grassroots, into: x.anGiang }], { number: '9/QĐ', on: '2026-11-19', by: 'Tổng Liên đoàn', effectiveOn: '2026-11-20' }))
  const [is] = await x.figure(x.anGiang, '2026-11-21')
  assert.ok(is > was, `${was} before, ${is} after`)
  const after = await x.from(x.anGiang)
  assert.equal((await as(after).list({ unitId: x.anGiang, search: 'che ban xanh', limit: 100, offset: 0 })).rows.some((r) => r.id === id), true)
  assert.equal((await as(after).send({ id, unitId: x.grassroots, sentOn: '2026-11-20', sentTo: 'Sở Nội vụ tỉnh An Giang' })).sentTo, 'Sở Nội vụ tỉnh An Giang')
})
