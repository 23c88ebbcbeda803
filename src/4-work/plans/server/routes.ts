// The routes of plans; what they do stands in deeds.ts, follow.ts and views.ts.
import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { plansContract } from '../contract.ts'
import { discardDraft, draftFromTemplate, draftVersion, issuePlans, setAnswerBy, withdrawPlan, writeDraft } from './deeds.ts'
import { decideLowerTarget, writeTask } from './follow.ts'
import { planPaper, registerPlan } from './paper.ts'
import { answersBelow, duties, lowerTargets, plansOf, readPlan } from './views.ts'

const at = implement(plansContract).$context<RequestContext>().use(gate)

export const plansRoutes = at.router({
  list: at.list.handler(({ input, context: { w } }) => plansOf(w.tx, input.unitId, w.today, input.on)),
  duties: at.duties.handler(({ input, context: { w } }) => duties(w.tx, input.unitId, w.today)),
  read: at.read.handler(({ input, context: { w } }) => readPlan(w.tx, input.id, w.today)),
  paper: at.paper.handler(({ input, context: { w } }) => planPaper(w, input)),
  answers: at.answers.handler(({ input, context: { w } }) => answersBelow(w.tx, input, w.today)),
  lower: at.lower.handler(({ input, context: { w } }) => lowerTargets(w.tx, input.unitId, w.today, input.planId)),
  template: at.template.handler(async ({ input, context: { w } }) => {
    await draftFromTemplate(w, input)
    return readPlan(w.tx, input.id, w.today)
  }),
  version: at.version.handler(async ({ input, context: { w } }) => {
    await draftVersion(w, input)
    return readPlan(w.tx, input.id, w.today)
  }),
  save: at.save.handler(async ({ input, context: { w } }) => {
    await writeDraft(w, input)
    return readPlan(w.tx, input.id, w.today)
  }),
  issue: at.issue.handler(async ({ input, context: { w } }) => {
    await issuePlans(w, [input])
    return readPlan(w.tx, input.id, w.today)
  }),
  register: at.register.handler(({ input, context: { w } }) => registerPlan(w, input)),
  discard: at.discard.handler(async ({ input, context: { w } }) => {
    await discardDraft(w, input)
    return { id: input.id }
  }),
  withdraw: at.withdraw.handler(async ({ input, context: { w } }) => {
    await withdrawPlan(w, input)
    return readPlan(w.tx, input.id, w.today)
  }),
  answerBy: at.answerBy.handler(async ({ input, context: { w } }) => {
    await setAnswerBy(w, input)
    return readPlan(w.tx, input.id, w.today)
  }),
  decide: at.decide.handler(async ({ input, context: { w } }) => {
    await decideLowerTarget(w, { ...input, planId: input.id })
    return readPlan(w.tx, input.id, w.today)
  }),
  task: at.task.handler(async ({ input: { planId, id, unitId, responsible, ...task }, context: { w } }) => {
    await writeTask(w, { unitId, planId, task: { ...task, id, unitId: responsible } })
    return readPlan(w.tx, planId, w.today)
  }),
})
