// A definition is data: whom it counts, when it is met, whom it lawfully leaves out, stage by stage.
import * as z from 'zod'
import { refuse, type Refusal } from '#base/refusal'

const filter = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).default({})

/** A fact that must hold on a day; atLeast: so many distinct records of it. */
export const requirement = z.object({ fact: z.string(), filter, atLeast: z.number().int().min(1).max(100).default(1) })

export const stage = z.object({
  code: z.string().min(1).max(40), from: z.iso.date(), to: z.iso.date(),
  operator: z.enum(['=', '>=']), share: z.number().gt(0).max(1),
  /** all: every requirement; any: one of them. */
  need: z.enum(['all', 'any']).default('all'),
  requires: z.array(requirement).min(1),
})

export const definition = z.object({
  subjects: z.array(z.object({ kind: z.string(), filter })).min(1),
  exclusions: z.array(z.object({ fact: z.string(), filter })).default([]),
  stages: z.array(stage).min(1),
})
export type Definition = z.infer<typeof definition>
export type Stage = z.infer<typeof stage>

export interface Published { subjects: string[]; facts: { fact: string; subjectKind: string }[] }

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
  const stages = [...it.stages].sort((a, b) => a.from.localeCompare(b.from))
  stages.forEach((s, i) => {
    if (s.from >= s.to) faults.push(refuse('stage-empty', 'stages', `Giai đoạn ${s.code} kết thúc trước khi bắt đầu.`, `Stage ${s.code} ends before it begins.`))
    const next = stages[i + 1]
    if (next && next.from < s.to) faults.push(refuse('stages-overlap', 'stages', `Giai đoạn ${s.code} và ${next.code} chồng lấn.`, `Stages ${s.code} and ${next.code} overlap.`))
  })
  return faults
}
