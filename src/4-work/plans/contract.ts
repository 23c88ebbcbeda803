// Plans: the letter-box. Shares are parts of 1; ranges of days are half-open.
import * as z from 'zod'
import { day, id, page, paging, range, route, text } from '#platform/http/contract'

const stage = z.object({ code: z.string().min(1).max(20), during: z.object({ from: day, to: day }) })
const target = z.object({
  code: z.string().regex(/^[A-Z][0-9A-Za-z]{0,7}$/), stage: z.string(), subject: z.string().min(1), met: text,
  indicatorCode: z.string().nullable().describe('null: there are no records to measure it by yet'),
  operator: z.enum(['=', '>=']), share: z.number(), atLeast: z.number().int().positive().nullable(), carriedBy: z.enum(['all', 'upper']),
})
const ownTarget = target.extend({ reason: z.string().max(2000).nullable() })
const task = z.object({ id, text: z.string().trim().min(1).max(1000), unitId: id, dueOn: day.nullable(), doneOn: day.nullable(), evidence: z.string().max(1000).nullable() })

/** What is written in a plan; the form of a draft. */
export const content = z.object({
  title: z.string().max(1000), body: z.string().max(50_000), basis: z.array(z.string().trim().min(1).max(1000)).max(50),
  series: z.string().max(40).nullable(), number: z.string().max(20).nullable(), notation: z.string().max(60).nullable(),
  issuedOn: day.nullable(), inForce: z.object({ from: day, to: day.nullable() }).nullable(), answerBy: day.nullable(),
  targets: z.array(ownTarget).max(200), tasks: z.array(task).max(200),
})
export type ContentShape = z.infer<typeof content>

const line = z.object({
  id, unitId: id, unitName: z.string(), title: z.string(), reference: z.string().nullable(), issuedOn: day.nullable(),
  inForce: range.nullable(), answerBy: day.nullable(), status: z.enum(['draft', 'issued', 'withdrawn']),
  answers: z.object({ id, reference: z.string() }).nullable(),
  counting: z.enum(['counts', 'draft', 'not-in-force', 'waiting', 'refused']).describe('whether it counts as an own plan today, and if not why'),
})
export type PlanLine = z.infer<typeof line>

const toAnswer = z.object({ id, unitName: z.string(), title: z.string(), reference: z.string(), issuedOn: day, answerBy: day.nullable(), draftId: id.nullable().describe('the draft that stands, if any') })
export type ToAnswer = z.infer<typeof toAnswer>

const readTarget = ownTarget.extend({
  above: z.object({ share: z.number(), atLeast: z.number().int().nullable() }).nullable().describe('the same target of the plan answered'),
  lower: z.boolean(), decision: z.enum(['waiting', 'accepted', 'refused']).nullable(), decidedOn: day.nullable(), decidedBy: z.string().nullable(), note: z.string().nullable(),
})
export type ReadTarget = z.infer<typeof readTarget>

export const lowerLine = z.object({
  planId: id, unitId: id, unitName: z.string(), reference: z.string(), code: z.string(), stage: z.string(), met: text,
  share: z.number(), aboveShare: z.number(), reason: z.string(), issuedOn: day,
})
export type LowerLine = z.infer<typeof lowerLine>

const planShape = line.extend({
  body: z.string(), basis: z.array(z.string()), series: z.string().nullable(), number: z.string().nullable(), notation: z.string().nullable(),
  unitKind: z.string(), parentName: z.string().nullable().describe('the union directly above the issuer'),
  rootId: id, replaces: z.object({ id, reference: z.string() }).nullable(), replacedBy: z.object({ id, reference: z.string() }).nullable(),
  withdrawnOn: day.nullable(), withdrawnWhy: z.string().nullable(), writing: z.number().int().describe('how often the draft was written'),
  documentId: id.nullable().describe('The document of the outgoing register that this plan is'),
  stages: z.array(stage), targets: z.array(readTarget), tasks: z.array(task.extend({ unitName: z.string() })),
})
export type Plan = z.infer<typeof planShape>

const answer = z.object({
  unitId: id, unitName: z.string(), kind: z.string(), parentName: z.string(),
  plan: z.object({ id, reference: z.string(), issuedOn: day, counting: line.shape.counting, lowered: z.number().int(), waiting: z.number().int() }).nullable(),
})
export type Answer = z.infer<typeof answer>

/** level direct: the units directly under unitId instead of all grassroots unions below it. on: today unless said. tree, knownAt: as
 *  for figures, whose counts these lists have. */
export const answersAsked = z.object({
  id, unitId: id, on: day.optional(), tree: day.optional(), knownAt: z.iso.datetime({ offset: true }).optional(), level: z.enum(['grassroots', 'direct']).default('grassroots'),
  only: z.enum(['all', 'answered', 'missing', 'waiting']).default('all'), ...paging,
})
export type AnswersAsked = z.output<typeof answersAsked>

/** A piece of work that waits for a unit. */
export const duty = z.object({
  kind: z.enum(['answer-plan', 'issue-draft', 'decide-lower', 'task']), id: z.string(), planId: id,
  text, detail: text, dueOn: day.nullable(), unitId: id, to: z.string().describe('the page on which it is done'),
})
export type PlanDuty = z.infer<typeof duty>

export const plansContract = {
  list: route({ method: 'GET', path: '/plans', summary: 'Plans of a unit, and those that wait for its answer', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, on: day.optional().describe('Those issued by this day, as they counted then; today unless said') })).output(z.object({ own: z.array(line), above: z.array(line).describe('plans in force of unions above'), toAnswer: z.array(toAnswer) })),
  duties: route({ method: 'GET', path: '/plans/duties', summary: 'What waits for a unit: plans to answer, drafts, lower targets, tasks', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id })).output(z.array(duty)),
  read: route({ method: 'GET', path: '/plans/{id}', summary: 'One plan with its targets of all stages and its tasks', needs: { verb: 'see' } })
    .input(z.object({ id })).output(planShape),
  paper: route({ method: 'GET', path: '/plans/{id}/paper', summary: 'The plan with its targets and tasks as an official paper, PDF or DOCX', needs: { verb: 'see' } })
    .input(z.object({ id, format: z.enum(['pdf', 'docx']).default('pdf') })).output(z.file()),
  answers: route({ method: 'GET', path: '/plans/{id}/answers', summary: 'Units under a unit and their own plans in answer to the movement of this plan', needs: { verb: 'see', unit: 'unitId' } })
    .input(answersAsked).output(page(answer).extend({ summary: z.object({ units: z.number().int(), answered: z.number().int(), counting: z.number().int(), waiting: z.number().int() }) })),
  lower: route({ method: 'GET', path: '/plans/lower-targets', summary: 'Lower targets of units below that wait for a decision', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, planId: id.optional() }))
    .output(z.array(lowerLine)),

  template: route({ method: 'PUT', path: '/plans/{id}/template', summary: 'A complete draft that answers a plan, from its template', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, answers: id })).output(planShape),
  version: route({ method: 'PUT', path: '/plans/{id}/version', summary: 'A draft that will replace an issued plan', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, replaces: id })).output(planShape),
  save: route({ method: 'PUT', path: '/plans/{id}', summary: 'Write a draft', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, answers: id.nullable(), stages: z.array(stage).min(1).max(12).optional().describe('of a root plan'), content, seen: z.number().int().optional().describe('The writing that the sender had before them: where another stands by then, it is refused and both are shown') })).output(planShape),
  issue: route({ method: 'POST', path: '/plans/{id}/issue', summary: 'Issue a draft', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, number: z.string().max(20).optional(), notation: z.string().max(60).optional(), issuedOn: day.optional() })).output(planShape),
  register: route({ method: 'POST', path: '/plans/{id}/document', summary: 'Enter an issued plan into the outgoing register of documents', needs: { verb: 'document.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id })).output(z.object({ documentId: id })),
  discard: route({ method: 'DELETE', path: '/plans/{id}', summary: 'Throw a draft away', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id })).output(z.object({ id })),
  withdraw: route({ method: 'POST', path: '/plans/{id}/withdraw', summary: 'Withdraw an issued plan', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, on: day, reason: z.string().max(2000) })).output(planShape),
  answerBy: route({ method: 'PUT', path: '/plans/{id}/answer-by', summary: 'Set the day by which units below answer', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, answerBy: day.nullable() })).output(planShape),
  decide: route({ method: 'POST', path: '/plans/{id}/lower-targets', summary: 'Accept or refuse a lower target of a unit below', needs: { verb: 'plan.decide', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, code: z.string(), stage: z.string(), accept: z.boolean(), note: z.string().max(2000).nullable() })).output(planShape),
  task: route({ method: 'PUT', path: '/plans/{planId}/tasks/{id}', summary: 'Add, change or report a task', needs: { verb: 'plan.write', unit: 'unitId' } })
    .input(z.object({ planId: id, id, unitId: id, text: task.shape.text, responsible: id, dueOn: day.nullable(), doneOn: day.nullable(), evidence: task.shape.evidence })).output(planShape),
}
