// A definition tried on the records of today: what it would say of one's own tree, ten of each to look at, and what looks wrong.
// Straight from subjects and facts, for one day; no standing is touched.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import type { Text } from '#base/text'
import type { Work } from '#platform/work'
import type { Trial, TrialWarning } from '../contract.ts'
import type { Definition, Stage } from '../domain/definition.ts'
import { definitionOf, type DraftBody } from '../domain/draft.ts'
import { gapOf } from '../domain/gap.ts'
import { idleStages } from '../domain/idle.ts'
import { saysFilter, type Parts } from '../domain/says.ts'
import { faultsNow } from './publish.ts'
import { publishedParts } from './parts.ts'

/** Longer than this a trial is not waited for: the part of the tree is too large to be tried at once. */
const PATIENCE = 20_000

interface Found { counted: number; met: number; excluded: number; inTime: number; answered: number[] | null; twice: number; samples: Partial<Trial['samples']> }

export async function tryDefinition(w: Work, { unitId, on, body, effectiveFrom }: { unitId: string; on: Day; body: DraftBody; effectiveFrom: Day | null }): Promise<Trial> {
  const { definition, faults } = definitionOf(body)
  if (!definition) throw new Refused(faults)
  const wrong = await faultsNow(w, definition)
  insist(wrong)
  // Outside of all stages the nearest one is tried: next year's indicator is composed this year.
  const stages = definition.stages.toSorted((a, b) => a.from.localeCompare(b.from))
  const stage = stages.find((s) => s.from <= on && on < s.to) ?? stages.find((s) => s.from > on) ?? stages.at(-1)!
  const found = await heads(w, unitId, definition, stage, on)
  const { counted, met, excluded } = found
  return {
    on, stage: stage.code, staged: stage.from <= on && on < stage.to, counted, met, unmet: counted - met, excluded, inTime: found.inTime, share: stage.share ?? null, number: stage.number ?? null, operator: stage.operator, ...gapOf(counted, met, stage),
    samples: { met: found.samples.met ?? [], unmet: found.samples.unmet ?? [], excluded: found.samples.excluded ?? [] },
    warnings: [...await warningsOf(w, unitId, definition, stage, on, found), ...idleStages(definition, effectiveFrom)],
  }
}

async function heads(w: Work, unitId: string, definition: Definition, stage: Stage, on: Day): Promise<Found> {
  try {
    await sql`select set_config('statement_timeout', ${String(PATIENCE)}, true)`.execute(w.tx)
    const { rows: [row] } = await sql<{ found: Found }>`select indicators.trial(${unitId}, ${JSON.stringify(definition)}::jsonb, ${JSON.stringify(stage)}::jsonb, ${on}::date) as found`.execute(w.tx)
    return row!.found
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error
    throw new Refused(refuse('too-many', 'unitId', 'Đơn vị này có quá nhiều bản ghi để thử ngay. Hãy chọn một đơn vị bên dưới.', 'This unit has too many records to be tried at once. Choose a unit below it.'))
  }
}

/** What looks wrong; each question is asked of the records only where the figure leaves room for it. */
async function warningsOf(w: Work, unitId: string, definition: Definition, stage: Stage, on: Day, found: Found): Promise<TrialWarning[]> {
  const warnings: TrialWarning[] = []
  const warn = (code: string, at: string, vi: string, en: string) => warnings.push({ code, at, text: { vi, en } })
  const parts = await publishedParts(w)
  const kinds = definition.subjects.map((s) => s.kind)
  if (found.counted + found.excluded === 0) {
    warn('empty-group', 'subjects', 'Không có đối tượng nào của đơn vị thuộc nhóm này.', 'Nobody in this unit belongs to this group.')
    for (const [i, subject] of definition.subjects.entries()) {
      const { rows: [row] } = await sql<{ strange: string[] }>`select indicators.strange(${unitId}, ${JSON.stringify(subject)}::jsonb, ${on}::date) as strange`.execute(w.tx)
      for (const attr of row!.strange) {
        const said = sayOne(parts, 'subject', subject.kind, { [attr]: subject.filter[attr]! })
        warn('strange-value', `subjects.${i}`, `Không bản ghi nào của đơn vị có “${said.vi}”.`, `No record of this unit has “${said.en}”.`)
      }
    }
    return warnings
  }
  if (found.twice > 0) warn('counted-twice', 'subjects', `${found.twice} người thuộc nhiều nhóm nên được đếm hơn một lần.`, `${found.twice} people belong to more than one group and are counted more than once.`)
  for (const [i, required] of stage.requires.entries()) {
    if ((found.answered?.[i] ?? 0) > 0) continue
    const { rows: [row] } = await sql<{ recorded: 'tree' | 'country' | 'nowhere' }>`select indicators.recorded(${unitId}, ${kinds}::text[], ${JSON.stringify(required)}::jsonb, ${on}::date) as recorded`.execute(w.tx)
    const name = parts.facts.find((f) => f.code === required.fact)?.name ?? { vi: required.fact, en: required.fact }
    const said = (x: 'vi' | 'en') => [name[x], ...saysFilter(parts, 'fact', required.fact, required.filter).map((t) => t[x])].join(', ')
    if (row!.recorded === 'nowhere') warn('recorded-nowhere', `requires.${i}`, `Cả nước chưa có bản ghi nào: ${said('vi')}.`, `Nobody in the country records this: ${said('en')}.`)
    else if (row!.recorded === 'country') warn('recorded-elsewhere', `requires.${i}`, `Đơn vị chưa có bản ghi nào: ${said('vi')}.`, `Nobody in this unit has a record of this: ${said('en')}.`)
    else warn('met-by-nobody', `requires.${i}`, `Không ai đạt điều kiện này vào ngày thử: ${said('vi')}.`, `Nobody meets this on the day: ${said('en')}.`)
  }
  return warnings
}

function sayOne(parts: Parts, source: 'subject' | 'fact', code: string, filter: Definition['subjects'][number]['filter']): Text {
  return saysFilter(parts, source, code, filter)[0]!
}
