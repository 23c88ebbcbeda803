// A draft as it stands in this browser: what was saved without a line is shown in place of what the server has.
import type { Entry } from '#web/offline/outbox.ts'
import type { ContentShape, Plan } from '../contract.ts'

export const slotOf = (planId: string) => `plans.save ${planId}`

/** The plan with the text that waits to be sent, and the writing that it was made from. */
export function withWaiting(plan: Plan, entries: readonly Entry[]): Plan {
  const latest = entries.at(-1)
  if (!latest || plan.status !== 'draft') return plan
  const { content, seen } = latest.input as { content: ContentShape; seen?: number }
  return {
    ...plan, ...content, writing: seen ?? plan.writing,
    targets: content.targets.map((t) => ({ ...plan.targets.find((known) => known.code === t.code && known.stage === t.stage) ?? { above: null, lower: false, decision: null, decidedOn: null, decidedBy: null, note: null }, ...t })),
    tasks: content.tasks.map((t) => ({ ...t, unitName: plan.tasks.find((known) => known.id === t.id)?.unitName ?? '' })),
  }
}
