// After a plan is issued: decisions on lower targets, tasks, and the confederation's plan 237 itself.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { mustReach, type Tx, type Work } from '#platform/work'
import plan237 from '../data/plan-237.json' with { type: 'json' }
import type { Decision, OwnTarget, Stage, Task } from '../domain/plan.ts'
import { mayDecide } from '../domain/rules.ts'
import { issuePlans, notFound, writeDraft, writeTemplate } from './deeds.ts'
import { countWriting, loadPlans, loadStages, putTasks, taskRow } from './store.ts'

/** A union above accepts or refuses a lower target; an accepted plan counts from today. The same decision again changes nothing. */
export async function decideLowerTarget(w: Work, ask: { unitId: string; planId: string; code: string; stage: string; accept: boolean; note: string | null }): Promise<void> {
  const plan = (await loadPlans(w.tx, [ask.planId], { lock: true })).get(ask.planId)
  if (!plan) throw notFound()
  const row = await w.tx.selectFrom('plans.target_reason').select('decision').where('plan_id', '=', ask.planId).where('code', '=', ask.code).where('stage', '=', ask.stage).executeTakeFirst()
  const { rows: above } = await sql`select from organisation.ancestry where unit_id = ${plan.unitId} and ancestor_id = ${ask.unitId} and depth > 0 and valid @> ${w.today}::date`.execute(w.tx)
  const decision: Decision = ask.accept ? 'accepted' : 'refused'
  if (row?.decision !== decision) {
    insist(mayDecide({ status: plan.status, decision: (row?.decision as Decision | undefined) ?? null, above: above.length > 0 }))
    if (!ask.accept && (ask.note ?? '').trim().length < 10) throw new Refused(refuse('note-missing', 'note', 'Ghi lý do không chấp nhận (ít nhất 10 ký tự).', 'Say why it is refused (10 characters at least).'))
    await w.tx.updateTable('plans.target_reason')
      .set({ decision, decided_on: w.today, decided_at: w.now, decided_by_unit: ask.unitId, decided_by_person: w.actor.personId, note: ask.note?.trim() || null })
      .where('plan_id', '=', ask.planId).where('code', '=', ask.code).where('stage', '=', ask.stage).execute()
    w.touched('unit', [plan.unitId])
  }
  w.note('plans.decide', 'plan', ask.planId, { code: ask.code, stage: ask.stage, decision })
}

/** Adds or changes a task of a plan in force or in draft; the unit responsible, or the issuer, reports it done. */
export async function writeTask(w: Work, ask: { unitId: string; planId: string; task: Task }): Promise<void> {
  const plan = (await loadPlans(w.tx, [ask.planId])).get(ask.planId)
  if (!plan || plan.status === 'withdrawn') throw notFound()
  const { task } = ask
  const known = await w.tx.selectFrom('plans.task').selectAll().where('id', '=', task.id).executeTakeFirst()
  if (known && known.plan_id !== ask.planId) throw notFound()
  const responsible = known !== undefined && known.unit_id === ask.unitId
  if (plan.unitId !== ask.unitId && !responsible) throw notFound()
  if (plan.unitId !== ask.unitId && (task.unitId !== ask.unitId || task.text.trim() !== known!.text || task.dueOn !== known!.due_on)) {
    throw new Refused(refuse('task-not-own', 'text', 'Đơn vị phụ trách chỉ báo kết quả; nội dung và hạn do đơn vị ban hành đặt.', 'The unit responsible reports the result; text and day belong to the issuer.'))
  }
  if (task.unitId !== ask.unitId) await mustReach(w, task.unitId, 'unitId')
  if (task.doneOn && task.doneOn > w.today) throw new Refused(refuse('date-coming', 'doneOn', 'Ngày hoàn thành không được sau hôm nay.', 'The day done cannot lie ahead.'))
  await putTasks(w.tx, [taskRow(ask.planId, task, known?.place ?? plan.content.tasks.length)])
  await countWriting(w.tx, ask.planId, w.actor.name)
  w.note('plans.task', 'plan', ask.planId, { task: task.id, done: task.doneOn })
}

/** Plan 237/KH-TLĐ with its targets of both stages, its template, issued by the confederation. Loaded once; again, it only returns the id. */
export async function loadPlan237(w: Work, confederationId: string, options: { answerBy?: Day } = {}): Promise<string> {
  const { id, template, targets, stages, ...text } = plan237
  if ((await loadPlans(w.tx, [id])).has(id)) return id
  const from = stages[0]!.during.from, to = stages.at(-1)!.during.to
  await writeDraft(w, {
    id, unitId: confederationId, answers: null, stages: stages as Stage[],
    content: { ...text, body: '', answerBy: options.answerBy ?? null, inForce: { from, to }, tasks: [], targets: targets.map((t) => ({ ...t, reason: null })) as OwnTarget[] },
  })
  await writeTemplate(w, { id, unitId: confederationId, template })
  await issuePlans(w, [{ id, unitId: confederationId }])
  return id
}

export interface PlanTarget { code: string; stage: string; during: { from: Day; to: Day }; share: number; operator: '=' | '>='; atLeast: number | null; indicatorCode: string | null; met: { vi: string; en: string } }

/** Targets of a plan with the days of their stages, in the order of the plan; [] for a plan out of reach. */
export async function planTargetsOf(tx: Tx, planId: string): Promise<PlanTarget[]> {
  const plan = (await loadPlans(tx, [planId])).get(planId)
  if (!plan) return []
  const stages = new Map((await loadStages(tx, [plan.rootId])).get(plan.rootId)?.map((s) => [s.code, s.during]))
  return plan.content.targets.map(({ code, stage, share, operator, atLeast, indicatorCode, met }) => ({ code, stage, during: stages.get(stage)!, share, operator, atLeast, indicatorCode, met }))
}
