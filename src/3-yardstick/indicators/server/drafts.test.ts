// A definition from its first word to the figure: tried on real data, sent, decided by another, published behind people's backs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#base/id'
import { demonstrationHouse, type House } from '#tests/factories/house'
import type { Catalogued, Draft, Figure, Ranked, Trial } from '../contract.ts'

type Call = Awaited<ReturnType<House['as']>>
interface Refused { data: { refusals: { code: string; field: string | null; conflict?: { mine: { vi: string }; theirs: { vi: string }; held: number } }[] } }

const body = {
  subjects: [{ kind: 'official', filter: { title: 'president', grassroots: true }, since: { from: '2025-07-01' } }], exclusions: [{ fact: 'absence', filter: { reason: 'maternity' } }],
  stages: [{ code: '2025-2030', from: '2025-07-01', to: '2031-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'completion', filter: { tags: ['grassroots-chair'] }, atLeast: 1, withinDays: 90 }] }],
}
const written = { code: 'LC-THU90', nameVi: 'Chủ tịch công đoàn cơ sở mới được bồi dưỡng trong 90 ngày', nameEn: '', countsVi: 'chủ tịch mới', countsEn: '', body, effectiveFrom: '2025-07-01', replaces: null }

describe('a definition without a programmer', () => {
  let house: House, laocai: string, root: string, chair: Call, officer: Call, top: Call, other: Call
  const id = newId()
  const ok = async <T>(answer: Promise<{ status: number; body: unknown }>): Promise<T> => {
    const { status, body: said } = await answer
    assert.equal(status, 200, JSON.stringify(said))
    return said as T
  }
  const codes = async (answer: Promise<{ status: number; body: unknown }>): Promise<string[]> => {
    const { status, body: said } = await answer
    assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(said)}`)
    return (said as Refused).data.refusals.map((r) => r.code)
  }
  const attempt = (call: Call, unitId: string, what: object, on = '2026-11-21') => call('POST', '/indicators/try', { unitId, on, body: what, effectiveFrom: null })
  const warned = async (what: object) => (await ok<Trial>(attempt(officer, laocai, what))).warnings.map((w) => w.code)
  const figures = async (call: Call, unitId: string) => ok<Figure[]>(call('GET', `/indicators/figures?unitId=${unitId}&on=2026-11-21`))

  before(async () => {
    house = await demonstrationHouse()
    const unit = async (name: string): Promise<string> => (await house.system.pools.owner.query('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', [name])).rows[0].id
    laocai = await unit('Liên đoàn Lao động tỉnh Lào Cai'); root = await unit('Tổng Liên đoàn Lao động Việt Nam')
    ;[chair, officer, top, other] = await Promise.all(['laocai', 'laocai.daotao', 'tongliendoan', 'angiang'].map((name) => house.as(name))) as [Call, Call, Call, Call]
  })
  after(() => house?.close())

  test('is kept half-written, and says at which field what is missing before it is sent', async () => {
    const half = await ok<Draft>(officer('PUT', `/indicators/drafts/${id}`, { ...written, unitId: laocai, code: '', body: { subjects: [], exclusions: [], stages: [] }, effectiveFrom: null }))
    assert.deepEqual([half.state, half.writing], ['draft', 1])
    assert.deepEqual(await codes(officer('POST', `/indicators/drafts/${id}/send`, { unitId: laocai })), ['no-code', 'no-day', 'no-subject', 'no-stage'])
  })

  test('written in two windows, neither text is lost: both stand side by side', async () => {
    const save = (more: object, seen: number) => officer('PUT', `/indicators/drafts/${id}`, { ...written, ...more, unitId: laocai, seen })
    assert.equal((await ok<Draft>(save({}, 1))).writing, 2)
    const { status, body: said } = await save({ nameVi: 'Tên khác' }, 1)
    const [refusal] = (said as Refused).data.refusals
    assert.deepEqual([status, refusal!.code, refusal!.conflict!.mine.vi, refusal!.conflict!.held], [409, 'written-since', 'Tên chỉ số: Tên khác', 2])
    assert.equal((await ok<Draft>(save({}, 1))).nameVi, written.nameVi, 'the same text is no conflict')
  })

  test('is tried on the records of the own tree: the figure, ten of each to look at, and who is still in time', async () => {
    const trial = await ok<Trial>(attempt(officer, laocai, body))
    assert.ok(trial.counted > 20 && trial.met > 0 && trial.unmet > 0, JSON.stringify({ ...trial, samples: null }))
    assert.equal(trial.met + trial.unmet, trial.counted)
    assert.ok(trial.inTime <= trial.unmet)
    assert.deepEqual([trial.samples.met.length, trial.samples.unmet.length], [Math.min(10, trial.met), Math.min(10, trial.unmet)])
    assert.ok(trial.samples.unmet.every((s) => s.label && s.unitName && s.page === 'people' && s.due))
    assert.deepEqual(trial.warnings, [])
    const inNumbers = await ok<Trial>(attempt(officer, laocai, { ...body, stages: [{ ...body.stages[0]!, share: null, number: trial.met + 5 }] }))
    assert.deepEqual([inNumbers.share, inNumbers.number, inNumbers.required, inNumbers.gap, inNumbers.met], [null, trial.met + 5, trial.met + 5, 5, trial.met])
    assert.ok((await ok<Trial>(attempt(top, root, body))).counted >= trial.counted)
    assert.deepEqual(await codes(attempt(other, laocai, body)), ['out-of-reach'])
  })

  test('what looks wrong is said beside it: an empty group, what nobody records, who is counted twice, a stage that says nothing', async () => {
    const requires = (requirement: object) => ({ ...body, stages: [{ ...body.stages[0]!, requires: [requirement] }] })
    assert.deepEqual(await warned({ ...body, subjects: [{ kind: 'official', filter: { title: 'group-head', basis: 'provisional' } }] }), ['empty-group', 'strange-value'])
    assert.deepEqual(await warned(requires({ fact: 'completion', filter: { hours: { from: 900 } } })), ['recorded-nowhere'])
    assert.deepEqual(await warned(requires({ fact: 'completion', filter: { tags: ['grassroots-chair'] }, atLeast: 90 })), ['met-by-nobody'])
    assert.ok((await warned({ ...body, subjects: [{ kind: 'official' }, { kind: 'worker' }] })).includes('counted-twice'))
    assert.deepEqual(await warned({ ...body, stages: [body.stages[0]!, { ...body.stages[0]!, code: 'sau', from: '2031-01-01', to: '2032-01-01' }] }), ['stage-same'])
    assert.deepEqual(await codes(attempt(officer, laocai, { ...body, subjects: [{ kind: 'unit' }] })), ['fact-unknown', 'fact-unknown', 'no-beginning'])
  })

  test('is decided by another person: returned with a reason, sent again, approved, and then live', async () => {
    await ok(officer('POST', `/indicators/drafts/${id}/send`, { unitId: laocai }))
    assert.deepEqual(await codes(officer('PUT', `/indicators/drafts/${id}`, { ...written, nameVi: 'Muộn', unitId: laocai })), ['sent'])
    assert.equal((await officer('POST', `/indicators/drafts/${id}/approve`, { unitId: laocai })).status, 403, 'an officer approves nothing')
    assert.ok((await ok<Draft[]>(chair('GET', `/indicators/drafts?unitId=${laocai}`))).some((d) => d.id === id && d.mayDecide))
    await ok(chair('POST', `/indicators/drafts/${id}/return`, { unitId: laocai, reason: 'Ghi rõ từ ngày nào được tính' }))
    await ok(officer('PUT', `/indicators/drafts/${id}`, { ...written, unitId: laocai }))
    await ok(officer('POST', `/indicators/drafts/${id}/send`, { unitId: laocai }))
    const trial = await ok<Trial>(attempt(officer, laocai, body))
    const approve = () => chair('POST', `/indicators/drafts/${id}/approve`, { unitId: laocai })
    assert.equal((await ok<Draft>(approve())).state, 'published')
    assert.equal((await ok<Draft>(approve())).state, 'published', 'a second press changes nothing')
    for (;;) {
      const figure = (await figures(chair, laocai)).find((f) => f.code === 'LC-THU90')!
      if (figure.computed !== null) continue
      assert.deepEqual([figure.counted, figure.met, figure.excluded], [trial.counted, trial.met, trial.excluded], 'the figure is what the trial said')
      break
    }
  })

  test('a chair leaves the own draft to another; the code is nobody else\'s; the next version keeps earlier days', async () => {
    const own = newId(), again = newId()
    await ok(chair('PUT', `/indicators/drafts/${own}`, { ...written, unitId: laocai }))
    assert.deepEqual(await codes(chair('POST', `/indicators/drafts/${own}/send`, { unitId: laocai })), ['code-taken'])
    await ok(chair('DELETE', `/indicators/drafts/${own}`, { unitId: laocai }))
    const next = { ...written, replaces: 'LC-THU90', body: { ...body, stages: [{ ...body.stages[0]!, requires: [{ ...body.stages[0]!.requires[0]!, withinDays: 60 }] }] } }
    await ok(chair('PUT', `/indicators/drafts/${again}`, { ...next, unitId: laocai }))
    assert.deepEqual(await codes(chair('POST', `/indicators/drafts/${again}/send`, { unitId: laocai })), ['version-order'])
    await ok(chair('PUT', `/indicators/drafts/${again}`, { ...next, effectiveFrom: '2027-01-01', unitId: laocai }))
    await ok(chair('POST', `/indicators/drafts/${again}/send`, { unitId: laocai }))
    assert.deepEqual(await codes(chair('POST', `/indicators/drafts/${again}/approve`, { unitId: laocai })), ['own-draft'])
    assert.equal((await ok<Draft>(top('POST', `/indicators/drafts/${again}/approve`, { unitId: laocai }))).state, 'published')
    assert.deepEqual((await ok<Catalogued[]>(chair('GET', '/indicators/catalogue?on=2026-11-21'))).find((i) => i.code === 'LC-THU90')!.versions.map((v) => [v.version, v.effective.from, v.effective.to]), [[2, '2027-01-01', null], [1, '2025-07-01', '2027-01-01']])
  })

  test('an indicator of a province is seen by those below it and above it, and by nobody else', async () => {
    const seen = async (call: Call) => (await ok<Catalogued[]>(call('GET', '/indicators/catalogue?on=2026-11-21'))).some((i) => i.code === 'LC-THU90')
    assert.deepEqual([await seen(chair), await seen(top), await seen(await house.as('sapa')), await seen(other)], [true, true, true, false])
    const sapa = await house.as('hoanglien'), shop = newId()
    const atHome = async (call: Call) => (await ok<{ figures: { code: string }[] }>(call('GET', '/home/figures?on=2026-11-21'))).figures.map((f) => f.code)
    const [asProvince, asCountry, asShop] = [await atHome(chair), await atHome(top), await atHome(sapa)]
    assert.ok(!asCountry.some((code) => code.startsWith('LC-')), `what a province asks of its own is not asked of the country: ${asCountry}`)
    const verdict = async (call: Call, unitId: string) => { const { asked, counted, required, gap } = (await figures(call, unitId)).find((f) => f.code === 'LC-THU90')!; return { asked, some: counted > 0, verdict: required !== null && gap !== null } }
    assert.deepEqual(await verdict(chair, laocai), { asked: true, some: true, verdict: true })
    assert.deepEqual(await verdict(top, root), { asked: false, some: true, verdict: false }, 'it is counted up there, and judged by nobody')
    const provinces = await ok<Ranked[]>(top('GET', `/indicators/ranking?on=2026-11-21&unitId=${root}&indicator=LC-THU90&kind=provincial-federation&order=best&limit=100`))
    assert.deepEqual(provinces.filter((p) => p.gap !== null).map((p) => p.unitId), [laocai])
    for (const codes of [asProvince, asShop]) assert.ok(codes.indexOf('T1') === 0 && codes.includes('LC-THU90'), `everybody's come first, then the province's own: ${codes}`)
    const { body: me } = await sapa<{ unitId: string }>('GET', '/access/me')
    assert.deepEqual(await codes(sapa('PUT', `/indicators/drafts/${shop}`, { ...written, unitId: me.unitId })), ['upper-only'])
  })
})
