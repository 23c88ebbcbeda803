// A definition is data: whom it counts, when it is met, whom it lawfully leaves out, stage by stage.
import * as z from 'zod'
import { refuse, type Refusal } from '#base/refusal'
import { asksOnce } from './gap.ts'

const days = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }).refine((r) => (r.from ?? r.to) !== undefined)
const numbers = z.object({ from: z.number().optional(), to: z.number().optional() }).refine((r) => (r.from ?? r.to) !== undefined)
/** What an attribute must be: equal, all of a list, or in a half-open range of numbers or of days. */
const wanted = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), days, numbers])
export type Wanted = z.infer<typeof wanted>
const filter = z.record(z.string(), wanted).default({})

/** A fact that must hold on a day. atLeast: so many distinct records of it. withinDays: each begun at most so many days after the subject began to count. */
export const requirement = z.object({ fact: z.string(), filter, atLeast: z.number().int().min(1).max(100).default(1), withinDays: z.number().int().min(0).max(3650).optional() })

/** since: only those who began to count, each in its own place, on these days. */
export const subject = z.object({ kind: z.string(), filter, since: days.optional() })

/** share: of those counted, so many must be met; number: so many, in the whole tree of the unit whose indicator it is. One of the two. */
export const stage = z.object({
  code: z.string().min(1).max(40), from: z.iso.date(), to: z.iso.date(),
  operator: z.enum(['=', '>=']), share: z.number().gt(0).max(1).optional(), number: z.number().int().min(1).max(1_000_000_000).optional(),
  /** all: every requirement; any: one of them. */
  need: z.enum(['all', 'any']).default('all'),
  requires: z.array(requirement).min(1),
})

export const definition = z.object({
  subjects: z.array(subject).min(1),
  exclusions: z.array(z.object({ fact: z.string(), filter })).default([]),
  stages: z.array(stage.refine(asksOnce, 'share or number')).min(1),
})
export type Definition = z.infer<typeof definition>
export type Stage = z.infer<typeof stage>

/** begins: kinds whose days begin when they began to count (an office, a placement), and not for another reason (a unit renamed). */
export interface Published { subjects: string[]; begins: string[]; facts: { fact: string; subjectKind: string }[] }

/** What is wrong with a definition before it can be published; empty when nothing is. */
export function faultsOf(it: Definition, published: Published): Refusal[] {
  const faults: Refusal[] = []
  const kinds = it.subjects.map((s) => s.kind)
  if (new Set(kinds).size < kinds.length) faults.push(refuse('subject-twice', 'subjects', 'Một loại đối tượng chỉ được đếm một lần trong một chỉ số.', 'A kind of subject may be counted only once in an indicator.'))
  for (const kind of kinds) if (!published.subjects.includes(kind)) faults.push(refuse('subject-unknown', 'subjects', `Không có loại đối tượng “${kind}”.`, `There is no kind of subject “${kind}”.`))
  const facts = [...it.stages.flatMap((s) => s.requires), ...it.exclusions].map((r) => r.fact)
  for (const fact of new Set(facts)) {
    if (!published.facts.some((f) => f.fact === fact && kinds.includes(f.subjectKind))) faults.push(refuse('fact-unknown', 'requires', `Không nơi nào ghi nhận sự kiện “${fact}” cho đối tượng đã chọn.`, `No room records the fact “${fact}” for the chosen subjects.`))
  }
  const timed = it.stages.some((s) => s.requires.some((r) => r.withinDays !== undefined))
  for (const { kind, since } of it.subjects) {
    if ((since || timed) && published.subjects.includes(kind) && !published.begins.includes(kind)) faults.push(refuse('no-beginning', since ? 'subjects' : 'requires', 'Loại đối tượng này không ghi ngày bắt đầu, nên không đặt được điều kiện theo ngày đó.', 'This kind of subject has no day on which it began, so nothing can be asked of that day.'))
  }
  const ranges = [...it.subjects.map((s) => s.filter), ...[...it.exclusions, ...it.stages.flatMap((s) => s.requires)].map((r) => r.filter)].flatMap((f) => Object.values(f)).filter(isRange)
  for (const { from, to } of [...ranges, ...it.subjects.flatMap((s) => s.since ?? [])]) {
    if (from !== undefined && to !== undefined && from >= to) faults.push(refuse('range-empty', 'subjects', 'Khoảng giá trị kết thúc trước khi bắt đầu.', 'A range of values ends before it begins.'))
  }
  const stages = [...it.stages].sort((a, b) => a.from.localeCompare(b.from))
  stages.forEach((s, i) => {
    if (s.from >= s.to) faults.push(refuse('stage-empty', 'stages', `Giai đoạn ${s.code} kết thúc trước khi bắt đầu.`, `Stage ${s.code} ends before it begins.`))
    const next = stages[i + 1]
    if (next && next.from < s.to) faults.push(refuse('stages-overlap', 'stages', `Giai đoạn ${s.code} và ${next.code} chồng lấn.`, `Stages ${s.code} and ${next.code} overlap.`))
  })
  return faults
}

export const isRange = (value: Wanted): value is Exclude<Wanted, string | number | boolean | string[]> => typeof value === 'object' && !Array.isArray(value)
