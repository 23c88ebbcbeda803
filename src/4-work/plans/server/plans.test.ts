// Plans, from the confederation's 237 down to a grassroots union, on real PostgreSQL.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { establish } from '#organisation'
import { figuresOf, publishIndicator, verifyIndicators } from '#indicators'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { draftFromTemplate, draftVersion, discardDraft, issuePlans, setAnswerBy, withdrawPlan, writeDraft } from './deeds.ts'
import { decideLowerTarget, loadPlan237, planTargetsOf, writeTask } from './follow.ts'
import { loadPlans } from './store.ts'
import { answersBelow, duties, lowerTargets, plansOf, readPlan } from './views.ts'

let db: TestDatabase
const tld = newId(), laoCai = newId(), anGiang = newId(), ward = newId(), shoes = newId(), school = newId(), group = newId()
let plan237: string
const today = '2026-11-21'

before(async () => {
  db = await testDatabase()
  await db.work(async (w) => {
    const unit = (id: string, kind: string, name: string, parentId: string | null) => ({ id, kind, name, parentId, from: '2020-01-01' })
    await establish(w, [
      unit(tld, 'confederation', 'Tổng Liên đoàn Lao động Việt Nam', null),
      unit(laoCai, 'provincial-federation', 'Liên đoàn Lao động tỉnh Lào Cai', tld), unit(anGiang, 'provincial-federation', 'Liên đoàn Lao động tỉnh An Giang', tld),
      unit(ward, 'commune-union', 'Công đoàn phường Sa Pa', laoCai),
      unit(shoes, 'grassroots-union', 'Công đoàn cơ sở Công ty Giày Sa Pa', ward), unit(school, 'grassroots-union', 'Công đoàn cơ sở Công ty Chè Lào Cai', laoCai),
      unit(group, 'union-group', 'Tổ công đoàn Chuyền may 1', shoes),
    ], { number: 'Hiện trạng', on: null, by: null, effectiveOn: '2020-01-01' })
    plan237 = await loadPlan237(w, tld)
    await publishIndicator(w, {
      code: 'T3', name: { vi: 'Công đoàn cơ sở có kế hoạch riêng', en: 'Grassroots unions with an own plan' }, counts: { vi: 'công đoàn cơ sở', en: 'grassroots unions' }, effectiveFrom: '2025-06-17',
      definition: {
        subjects: [{ kind: 'unit', filter: { grassroots: true } }],
        stages: [{ code: '2025-2027', from: '2025-06-17', to: '2028-01-01', operator: '=', share: 1, requires: [{ fact: 'own-plan', filter: { answersId: plan237, ownTargets: true } }] }],
      },
    })
  })
})
after(() => db.close())
// Each test begins with no plan but 237.
beforeEach(async () => {
  db.clock.now = new Date('2026-11-21T02:00:00Z')
  await db.pools.owner.query('delete from plans.plan where root_id = $1 and id <> root_id', [plan237])
  await db.pools.owner.query('update plans.plan set answer_by = null')
  await db.work(async (w) => { w.touched('unit', [shoes, school, laoCai]) })
})

const t3 = async (unitId: string, on = today) => {
  const [figure] = await db.work((w) => figuresOf(w, unitId, { on }))
  return `${figure!.met}/${figure!.counted}`
}
async function refusals(deed: Promise<unknown>): Promise<string[]> {
  try { await deed } catch (error) {
    if (error instanceof Refused) return error.refusals.map((r) => r.field ?? r.code)
    throw error
  }
  return []
}
const issueOf = (unitId: string, more: object = {}) => ({ id: newId(), unitId, answers: plan237, number: '12', ...more })
const lowT4 = { targets: [{ code: 'T4', stage: '2025-2027', share: 0.5, reason: 'Đơn vị mới thành lập, chưa có mô hình nào' }] }

describe('plan 237', () => {
  it('carries every target of both stages as the source has them', async () => {
    const source = JSON.parse(readFileSync(new URL('../../../../../shared/data/plan-237.json', import.meta.url), 'utf8'))
    const targets = await db.work((w) => planTargetsOf(w.tx, plan237))
    assert.deepEqual(
      targets.map((t) => [t.code, t.stage, t.operator, t.share, t.atLeast]),
      source.targets.map((t: { code: string; stage: string; operator: string; share: number; atLeast?: number }) => [t.code, t.stage, t.operator, t.share, t.atLeast ?? null]))
    assert.deepEqual(targets.find((t) => t.stage === '2028-2030')!.during, { from: '2028-01-01', to: '2031-01-01' })
    assert.deepEqual([...new Set(targets.filter((t) => t.indicatorCode).map((t) => t.indicatorCode))], ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T2b'])
  })
  it('is loaded once', async () => {
    assert.equal(await db.work((w) => loadPlan237(w, tld)), plan237)
    const plan = await db.work((w) => readPlan(w.tx, plan237, today))
    assert.equal(plan.reference, '237/KH-TLĐ')
    assert.equal(plan.targets.length, 11)
  })
  it('takes no new target now that it is issued, not even from its own administrator', async () => {
    const plan = (await db.work((w) => loadPlans(w.tx, [plan237]))).get(plan237)!
    const more = { ...plan.content, targets: [...plan.content.targets, { ...plan.content.targets[0]!, code: 'T9' }] }
    assert.deepEqual(await refusals(db.work((w) => writeDraft(w, { id: plan237, unitId: tld, answers: null, content: more }))), ['plan-issued'])
    await assert.rejects(db.pools.owner.query(`insert into plans.target (plan_id, root_id, code, stage, subject, met_vi, met_en, operator, share) values ($1, $1, 'T9', '2025-2027', 'x', 'x', 'x', '=', 1)`, [plan237]), /takes no new target/)
    await assert.rejects(db.pools.owner.query(`delete from plans.target where plan_id = $1 and code = 'T4'`, [plan237]), /takes no new target/)
  })
})

describe('an answer to a plan', () => {
  it('is complete in one step: the targets of the plan above, title, number, dates and tasks', async () => {
    const id = newId()
    const draft = await db.work(async (w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }), await db.from(shoes))
    assert.equal(draft.status, 'draft')
    assert.match(draft.content.title, /của Công đoàn cơ sở Công ty Giày Sa Pa$/)
    assert.equal(`${draft.content.number}/${draft.content.notation}`, '1/KH-CĐCS')
    assert.deepEqual(draft.content.inForce, { from: today, to: '2031-01-01' })
    assert.equal(draft.content.targets.length, 10, 'a grassroots union does not carry on T3')
    assert.ok(draft.content.tasks.length > 0)
    assert.deepEqual(await db.work(async (w) => issuePlans(w, [{ id, unitId: shoes }]), await db.from(shoes)), [id], 'it can be issued as it stands')
  })
  it('of a province carries on all targets', async () => {
    const draft = await db.work((w) => draftFromTemplate(w, { id: newId(), unitId: laoCai, answers: plan237 }))
    assert.equal(draft.content.targets.length, 11)
    assert.equal(draft.content.notation, 'KH-LĐLĐ')
  })
  it('is not overwritten by a text that was written without having seen it: both stand side by side', async () => {
    const id = newId()
    const { content, writing } = await db.work(async (w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }), await db.from(shoes))
    const me = { ...await db.from(shoes), name: 'Lò Thị Học' }
    const save = (title: string, seen?: number) => db.work((w) => writeDraft(w, { id, unitId: shoes, answers: plan237, content: { ...content, title }, seen }), me)
    const first = await save('Kế hoạch viết ở văn phòng', writing)
    assert.ok(first.writing > writing)
    await assert.rejects(save('Kế hoạch viết dưới xưởng', writing), (error: unknown) => {
      const { conflict, field } = (error as Refused).refusals[0]!
      assert.deepEqual([(error as Refused).status, field, conflict!.mine.vi, conflict!.theirs.vi, conflict!.by, conflict!.held], [409, null, 'Tên kế hoạch: Kế hoạch viết dưới xưởng', 'Tên kế hoạch: Kế hoạch viết ở văn phòng', 'Lò Thị Học', first.writing])
      return true
    })
    await save('Kế hoạch viết ở văn phòng', writing)
    assert.equal((await save('Kế hoạch viết dưới xưởng', first.writing + 1)).content.title, 'Kế hoạch viết dưới xưởng', 'the same text again is a writing like any other')
  })
  it('moves T3 when it is issued, up to the confederation', async () => {
    assert.equal(await t3(tld), '0/2')
    await db.work(async (w) => issuePlans(w, [issueOf(shoes)]), await db.from(shoes))
    assert.deepEqual([await t3(shoes), await t3(laoCai), await t3(tld)], ['1/1', '1/2', '1/2'])
    assert.equal(await t3(tld, '2026-11-20'), '0/2', 'not the day before')
  })
  it('counts for the movement also when it answers the plan of the province', async () => {
    const province = issueOf(laoCai)
    await db.work((w) => issuePlans(w, [province]))
    await db.work(async (w) => issuePlans(w, [issueOf(shoes, { answers: province.id })]), await db.from(shoes))
    assert.equal(await t3(tld), '1/2')
  })
  it('issued twice under the same id is issued once', async () => {
    const one = issueOf(shoes)
    await db.work((w) => issuePlans(w, [one]))
    assert.deepEqual(await db.work((w) => issuePlans(w, [one])), [])
    assert.equal(await t3(tld), '1/2')
  })
  it('takes no new target once issued', async () => {
    const one = issueOf(shoes)
    await db.work((w) => issuePlans(w, [one]))
    const held = (await db.work((w) => loadPlans(w.tx, [one.id]))).get(one.id)!
    assert.deepEqual(await refusals(db.work((w) => writeDraft(w, { id: one.id, unitId: shoes, answers: plan237, content: held.content }))), ['plan-issued'])
  })
  it('needs a number, a date and a target of its own', async () => {
    const id = newId()
    const draft = await db.work((w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }))
    const bare = { ...draft.content, number: ' ', issuedOn: null, targets: [] }
    await db.work((w) => writeDraft(w, { id, unitId: shoes, answers: plan237, content: bare }))
    const fields = await refusals(db.work((w) => issuePlans(w, [{ id, unitId: shoes }])))
    for (const field of ['number', 'issuedOn', 'targets', 'targets.T5.2025-2027.share']) assert.ok(fields.includes(field), field)
    assert.equal((await db.work((w) => loadPlans(w.tx, [id]))).get(id)!.status, 'draft')
  })
  it('is refused with dates that make no sense', async () => {
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { issuedOn: '2026-11-22' })]))), ['issuedOn'])
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { issuedOn: '2025-06-16' })]))), ['issuedOn', 'answers'])
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { inForce: { from: '2027-01-01', to: '2026-12-01' } })]))), ['inForce'])
  })
  it('answers only a plan of a union above, and one that is in force', async () => {
    const province = issueOf(anGiang)
    await db.work((w) => issuePlans(w, [province]))
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { answers: province.id })]))), ['answers'])
    const own = issueOf(laoCai)
    await db.work((w) => issuePlans(w, [own]))
    await db.work((w) => withdrawPlan(w, { id: own.id, unitId: laoCai, on: today, reason: 'Ban hành nhầm văn bản' }))
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { answers: own.id })]))), ['answers'])
  })
  it('stands once for the same days', async () => {
    await db.work((w) => issuePlans(w, [issueOf(shoes)]))
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { number: '13' })]))), ['inForce'])
  })
  it('is replaced by a new version from its day on, without a day counted twice or lost', async () => {
    const one = issueOf(shoes, { issuedOn: '2026-10-01' })
    await db.work((w) => issuePlans(w, [one]))
    const next = await db.work((w) => draftVersion(w, { id: newId(), unitId: shoes, replaces: one.id }))
    assert.equal(next.content.number, '13', 'the next number in its register')
    await db.work((w) => issuePlans(w, [{ id: next.id, unitId: shoes }]))
    const old = await db.work((w) => readPlan(w.tx, one.id, today))
    assert.deepEqual([old.status, old.withdrawnOn, old.replacedBy?.id], ['withdrawn', today, next.id])
    assert.deepEqual([await t3(tld, '2026-11-20'), await t3(tld), await t3(tld, '2027-12-31')], ['1/2', '1/2', '1/2'])
  })
  it('stops counting from the day of its withdrawal, and stays on record', async () => {
    const one = issueOf(shoes, { issuedOn: '2026-10-01' })
    await db.work((w) => issuePlans(w, [one]))
    await db.work((w) => withdrawPlan(w, { id: one.id, unitId: shoes, on: '2026-11-10', reason: 'Đơn vị làm lại kế hoạch' }))
    assert.deepEqual([await t3(tld, '2026-11-09'), await t3(tld, '2026-11-10')], ['1/2', '0/2'])
    assert.deepEqual((await verifyIndicators(db.pools.owner)).differences, [])
  })
  it('as a draft is written again and thrown away, an issued plan is not', async () => {
    const id = newId()
    await db.work((w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }))
    await db.work((w) => discardDraft(w, { id, unitId: shoes }))
    assert.equal((await db.work((w) => loadPlans(w.tx, [id]))).size, 0)
    const one = issueOf(shoes)
    await db.work((w) => issuePlans(w, [one]))
    assert.deepEqual(await refusals(db.work((w) => discardDraft(w, { id: one.id, unitId: shoes }))), ['plan-issued'])
  })
  it('comes for hundreds of unions at once with the same checks, all or none', async () => {
    const both = [issueOf(shoes), issueOf(school, { targets: [{ code: 'T4', stage: '2025-2027', share: 0.5 }] })]
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, both))), ['targets.T4.2025-2027.reason'])
    assert.equal(await t3(tld), '0/2')
    await db.work((w) => issuePlans(w, [both[0]!, issueOf(school)]))
    assert.equal(await t3(tld), '2/2')
  })
})

describe('a target lower than the one above', () => {
  it('needs a reason', async () => {
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { targets: [{ code: 'T4', stage: '2025-2027', share: 0.79 }] })]))), ['targets.T4.2025-2027.reason'])
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [issueOf(shoes, { targets: [{ code: 'T4', stage: '2025-2027', share: 0.8 }] })]))), [])
  })
  it('that asks less of each is lower too', async () => {
    const id = newId()
    const draft = await db.work((w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }))
    const targets = draft.content.targets.map((t) => (t.code === 'T4' && t.stage === '2028-2030' ? { ...t, atLeast: 1 } : t))
    await db.work((w) => writeDraft(w, { id, unitId: shoes, answers: plan237, content: { ...draft.content, targets } }))
    assert.deepEqual(await refusals(db.work((w) => issuePlans(w, [{ id, unitId: shoes }]))), ['targets.T4.2028-2030.reason'])
  })
  it('keeps the plan from counting until the union above accepts it, from that day on', async () => {
    const one = issueOf(shoes, { issuedOn: '2026-11-01', ...lowT4 })
    await db.work((w) => issuePlans(w, [one]))
    assert.equal(await t3(tld), '0/2')
    assert.equal((await db.work((w) => readPlan(w.tx, one.id, today))).counting, 'waiting')
    const waiting = await db.work((w) => lowerTargets(w.tx, ward, today))
    assert.deepEqual(waiting.map((t) => [t.code, t.share, t.aboveShare]), [['T4', 0.5, 0.8]])
    await db.work(async (w) => decideLowerTarget(w, { unitId: ward, planId: one.id, code: 'T4', stage: '2025-2027', accept: true, note: null }), await db.from(ward))
    assert.deepEqual([await t3(tld, '2026-11-20'), await t3(tld)], ['0/2', '1/2'])
    assert.equal((await db.work((w) => readPlan(w.tx, one.id, today))).counting, 'counts')
  })
  it('that is refused never counts; a new version does', async () => {
    const one = issueOf(shoes, { issuedOn: '2026-11-01', ...lowT4 })
    await db.work((w) => issuePlans(w, [one]))
    await db.work((w) => decideLowerTarget(w, { unitId: laoCai, planId: one.id, code: 'T4', stage: '2025-2027', accept: false, note: 'Đơn vị đã có mô hình chấm công số' }))
    assert.equal(await t3(tld), '0/2')
    assert.deepEqual(await refusals(db.work((w) => decideLowerTarget(w, { unitId: laoCai, planId: one.id, code: 'T4', stage: '2025-2027', accept: true, note: null }))), ['decided-already'])
    const next = await db.work((w) => draftVersion(w, { id: newId(), unitId: shoes, replaces: one.id }))
    const targets = next.content.targets.map((t) => ({ ...t, share: Math.max(t.share, 0.8) }))
    await db.work((w) => writeDraft(w, { id: next.id, unitId: shoes, answers: plan237, content: { ...next.content, targets } }))
    await db.work((w) => issuePlans(w, [{ id: next.id, unitId: shoes }]))
    assert.equal(await t3(tld), '1/2')
  })
  it('is not decided by the unit itself', async () => {
    const one = issueOf(shoes, lowT4)
    await db.work((w) => issuePlans(w, [one]))
    assert.deepEqual(await refusals(db.work(async (w) => decideLowerTarget(w, { unitId: shoes, planId: one.id, code: 'T4', stage: '2025-2027', accept: true, note: null }), await db.from(shoes))), ['unitId'])
  })
  it('may be zero, "not taken up", with a reason like any other', async () => {
    const none = { targets: [{ code: 'T6', stage: '2025-2027', share: 0, reason: 'Công ty chưa có thỏa ước lao động tập thể' }, { code: 'T6', stage: '2028-2030', share: 0, reason: 'Công ty chưa có thỏa ước lao động tập thể' }] }
    await db.work((w) => issuePlans(w, [issueOf(shoes, none)]))
    assert.equal((await db.work((w) => lowerTargets(w.tx, laoCai, today))).length, 0, 'not the province: the ward stands between')
    assert.equal((await db.work((w) => lowerTargets(w.tx, tld, today))).length, 2, 'the issuer of the plan answered')
  })
})

describe('who sees and does what', () => {
  it('a grassroots union reads the plans above it and not those beside it', async () => {
    const mine = issueOf(shoes), theirs = issueOf(school)
    await db.work((w) => issuePlans(w, [mine, theirs]))
    const seen = await db.work(async (w) => [...(await loadPlans(w.tx, [plan237, mine.id, theirs.id])).keys()], await db.from(shoes))
    assert.deepEqual(seen.sort(), [plan237, mine.id].sort())
  })
  it('a draft of the union above is not seen below', async () => {
    const draft = await db.work((w) => draftFromTemplate(w, { id: newId(), unitId: laoCai, answers: plan237 }))
    assert.equal(await db.work(async (w) => (await loadPlans(w.tx, [draft.id])).size, await db.from(shoes)), 0)
  })
  it('nobody writes a plan of a unit that lies beside', async () => {
    await assert.rejects(db.work(async (w) => issuePlans(w, [issueOf(school)]), await db.from(shoes)), /row-level security/)
    await assert.rejects(db.work(async (w) => withdrawPlan(w, { id: plan237, unitId: tld, on: today, reason: 'Không có quyền này' }), await db.from(shoes)), /No such plan/)
  })
})

describe('duties', () => {
  it('a grassroots union is told to answer, with the day, until it has issued its plan', async () => {
    await db.work((w) => setAnswerBy(w, { id: plan237, unitId: tld, answerBy: '2026-12-31' }))
    const told = await db.work(async (w) => duties(w.tx, shoes, today), await db.from(shoes))
    assert.deepEqual(told.map((d) => [d.kind, d.dueOn, d.planId]), [['answer-plan', '2026-12-31', plan237]])
    const id = newId()
    await db.work((w) => draftFromTemplate(w, { id, unitId: shoes, answers: plan237 }))
    assert.deepEqual((await db.work((w) => duties(w.tx, shoes, today))).map((d) => [d.kind, d.planId]), [['answer-plan', id]], 'the draft and the duty are one')
    await db.work((w) => issuePlans(w, [{ id, unitId: shoes }]))
    assert.deepEqual([...new Set((await db.work((w) => duties(w.tx, shoes, today))).map((d) => d.kind))], ['task'])
  })
  it('it answers the plan of the nearest union above', async () => {
    const province = issueOf(laoCai)
    await db.work((w) => issuePlans(w, [province]))
    const { toAnswer, above } = await db.work(async (w) => plansOf(w.tx, shoes, today), await db.from(shoes))
    assert.deepEqual(toAnswer.map((p) => p.id), [province.id])
    assert.deepEqual(above.map((p) => p.id).sort(), [plan237, province.id].sort())
  })
  it('a union group below the grassroots owes no plan', async () => {
    assert.deepEqual(await db.work((w) => duties(w.tx, group, today)), [])
  })
  it('a lower target waits for the union directly above, a task for the unit responsible until it is done', async () => {
    const one = issueOf(shoes, lowT4)
    await db.work((w) => issuePlans(w, [one]))
    assert.deepEqual((await db.work((w) => duties(w.tx, ward, today))).filter((d) => d.kind === 'decide-lower').map((d) => d.planId), [one.id])
    const task = (await db.work((w) => readPlan(w.tx, one.id, today))).tasks[0]!
    const count = async () => (await db.work((w) => duties(w.tx, shoes, today))).filter((d) => d.kind === 'task').length
    const before = await count()
    await db.work(async (w) => writeTask(w, { unitId: shoes, planId: one.id, task: { ...task, doneOn: today, evidence: 'Biên bản họp 21/11/2026' } }), await db.from(shoes))
    assert.equal(await count(), before - 1)
  })
})

describe('answers of the units below', () => {
  it('are listed by name: who has, who has not, whose lower target waits', async () => {
    await db.work((w) => issuePlans(w, [issueOf(shoes, lowT4)]))
    const ask = { id: plan237, unitId: tld, level: 'grassroots' as const, only: 'all' as const, limit: 50, offset: 0 }
    const all = await db.work((w) => answersBelow(w.tx, ask, today))
    assert.deepEqual(all.summary, { units: 2, answered: 1, counting: 0, waiting: 1 })
    assert.deepEqual(all.rows.map((r) => [r.unitName, r.plan?.counting ?? null]), [['Công đoàn cơ sở Công ty Chè Lào Cai', null], ['Công đoàn cơ sở Công ty Giày Sa Pa', 'waiting']])
    const missing = await db.work((w) => answersBelow(w.tx, { ...ask, only: 'missing', search: 'che' }, today))
    assert.deepEqual([missing.total, missing.rows[0]?.parentName], [1, 'Liên đoàn Lao động tỉnh Lào Cai'])
    assert.equal((await db.work((w) => answersBelow(w.tx, { ...ask, level: 'direct' }, today))).summary.units, 2, 'the two provinces')
  })
  it('are asked for a day: a plan withdrawn later stood then, one issued later did not', async () => {
    const one = issueOf(shoes, { issuedOn: '2026-10-01' })
    await db.work((w) => issuePlans(w, [one]))
    await db.work((w) => withdrawPlan(w, { id: one.id, unitId: shoes, on: '2026-11-10', reason: 'Đơn vị làm lại kế hoạch' }))
    const answered = async (on: string) => (await db.work((w) => answersBelow(w.tx, { id: plan237, unitId: tld, on, level: 'grassroots', only: 'all', limit: 50, offset: 0 }, today))).summary
    assert.deepEqual([(await answered('2026-09-30')).answered, (await answered('2026-10-01')).counting, (await answered('2026-11-10')).answered], [0, 1, 0])
  })
})
