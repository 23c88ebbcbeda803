// Between a plan as the server has it and the form of a draft. Shares are typed as percentages.
import { addDays, isDay } from '#base/day'
import { text, type Text } from '#base/text'
import type { ContentShape, Plan } from '../contract.ts'
import { targetField } from '../domain/rules.ts'
import { isLower } from '../domain/targets.ts'

type Target = Plan['targets'][number]
type Task = Plan['tasks'][number]

export interface DraftValues {
  /** The writing that the form was filled from: kept with what is typed, so that a text written since is not overwritten unseen. */
  seen: number
  title: string; body: string
  /** One line each. */
  basis: string
  series: string; number: string; notation: string
  issuedOn: string | null; from: string | null
  /** The last day, as people write it; the range of the plan ends on the day after. */
  last: string | null
  answerBy: string | null
  targets: (Target & { percent: number | null })[]
  tasks: Task[]
}

export function toValues(plan: Plan): DraftValues {
  return {
    seen: plan.writing, title: plan.title, body: plan.body, basis: plan.basis.join('\n'), series: plan.series ?? '', number: plan.number ?? '', notation: plan.notation ?? '',
    issuedOn: plan.issuedOn, from: plan.inForce?.from ?? null, last: plan.inForce?.to ? addDays(plan.inForce.to, -1) : null, answerBy: plan.answerBy,
    targets: plan.targets.map((t) => ({ ...t, percent: Math.round(t.share * 10_000) / 100 })), tasks: plan.tasks,
  }
}

export function toContent(v: DraftValues): ContentShape {
  return {
    title: v.title.trim(), body: v.body, basis: v.basis.split('\n').map((line) => line.trim()).filter(Boolean),
    series: v.series.trim() || null, number: v.number.trim() || null, notation: v.notation.trim() || null, issuedOn: v.issuedOn,
    inForce: v.from ? { from: v.from, to: v.last ? addDays(v.last, 1) : null } : null, answerBy: v.answerBy,
    targets: v.targets.map(({ code, stage, subject, met, indicatorCode, operator, atLeast, carriedBy, percent, reason }) => (
      { code, stage, subject, met, indicatorCode, operator, atLeast, carriedBy, share: (percent ?? 0) / 100, reason: reason?.trim() || null })),
    tasks: v.tasks.map(({ id, text, unitId, dueOn, doneOn, evidence }) => ({ id, text, unitId, dueOn, doneOn, evidence })),
  }
}

/** Whether what stands in the form is lower than the target of the plan answered. */
export function lowerNow(t: DraftValues['targets'][number]): boolean {
  return t.above !== null && isLower({ ...t, share: (t.percent ?? 0) / 100 }, { ...t, ...t.above })
}

/** What cannot be read is refused before it is sent, at its field. */
export function unreadable(v: DraftValues): Record<string, Text> {
  const wrong: Record<string, Text> = {}
  const day = text('Ngày viết theo dạng 31/12/2026.', 'Write the day as 31/12/2026.')
  for (const name of ['issuedOn', 'from', 'last', 'answerBy'] as const) if (v[name] !== null && !isDay(v[name])) wrong[name] = day
  for (const t of v.targets) if (t.percent === null || Number.isNaN(t.percent)) wrong[targetField(t, 'share')] = text('Nhập tỷ lệ phần trăm, ví dụ 80.', 'Enter a percentage, such as 80.')
  for (const t of v.targets) if (t.atLeast !== null && !(Number.isInteger(t.atLeast) && t.atLeast > 0)) wrong[targetField(t, 'atLeast')] = text('Nhập số nguyên từ 1 trở lên.', 'Enter a whole number of at least 1.')
  for (const t of v.tasks) {
    if (t.text.trim() === '') wrong[`tasks.${t.id}.text`] = text('Ghi nội dung, hoặc xóa dòng này.', 'Say what is to be done, or remove the line.')
    if (t.dueOn !== null && !isDay(t.dueOn)) wrong[`tasks.${t.id}.dueOn`] = day
  }
  return wrong
}
