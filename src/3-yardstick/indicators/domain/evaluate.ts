// The rule of standings once more, day by day instead of range by range, over plain values. The engine runs in SQL for
// speed; `verify` and the property tests hold it against this, which shares no line with it.
import { addDays, contains, type Day, type DayRange } from '#base/day'
import { isRange, type Definition, type Wanted } from './definition.ts'

export interface Span { subjectId: string; unitId: string; during: DayRange; quantity: number; recordId: string; attrs: Attributes }
export interface Fact { fact: string; subjectId: string; during: DayRange; quantity: number | null; attrs: Attributes; evidenceId: string }
export type Attributes = Record<string, unknown>
export interface Count { unitId: string; counted: number; met: number; excluded: number }

/** One subject on one day: the unit it counts under and how much of it is counted, met, excluded; null: it does not count. */
export function standingOn(definition: Definition, kind: string, spans: Span[], facts: Fact[], day: Day): Count | null {
  const stage = definition.stages.find((s) => s.from <= day && day < s.to)
  const subject = definition.subjects.find((s) => s.kind === kind)
  if (!stage || !subject) return null
  const candidates = spans.filter((s) => contains(s.during, day) && holds(s.attrs, subject.filter) && (!subject.since || lies(s.during.from ?? LONG_AGO, subject.since)))
  candidates.sort((a, b) => (a.during.from ?? '').localeCompare(b.during.from ?? '') || a.recordId.localeCompare(b.recordId))
  const span = candidates[0]
  if (!span) return null
  const matching = (fact: string, filter: Record<string, Wanted>) => facts.filter((f) => f.fact === fact && contains(f.during, day) && holds(f.attrs, filter))
  if (definition.exclusions.some((e) => matching(e.fact, e.filter).length > 0)) return { unitId: span.unitId, counted: 0, met: 0, excluded: span.quantity }
  const amounts = stage.requires.map((r) => {
    const last = r.withinDays === undefined ? null : span.during.from ? addDays(span.during.from, r.withinDays) : LONG_AGO
    const found = matching(r.fact, r.filter).filter((f) => last === null || (f.during.from ?? LONG_AGO) <= last)
    return new Set(found.map((f) => f.evidenceId)).size >= r.atLeast ? Math.max(...found.map((f) => f.quantity ?? span.quantity)) : 0
  })
  const met = Math.min(span.quantity, stage.need === 'all' ? Math.min(...amounts) : Math.max(...amounts))
  return { unitId: span.unitId, counted: span.quantity, met, excluded: 0 }
}

/** Every day on which the answer of standingOn may change. */
export function turningDays(definition: Definition, spans: Span[], facts: Fact[]): Day[] {
  const first = definition.stages.map((s) => s.from).sort()[0]!
  const last = definition.stages.map((s) => s.to).sort().at(-1)!
  const days = new Set<Day>(definition.stages.flatMap((s) => [s.from, s.to]))
  for (const { during } of [...spans, ...facts]) for (const day of [during.from, during.to]) if (day && day > first && day < last) days.add(day)
  return [...days].sort()
}

/** Where no beginning is known, it lies before every day. */
const LONG_AGO: Day = ''

/** In the half-open range, if it is a value of its kind. */
function lies(value: unknown, { from, to }: { from?: string | number | undefined; to?: string | number | undefined }): boolean {
  if (typeof value !== typeof (from ?? to)) return false
  return (from === undefined || (value as string | number) >= from) && (to === undefined || (value as string | number) < to)
}

/** Equal scalars, every wanted item in the list, or a value in the range. */
function holds(attrs: Attributes, filter: Record<string, Wanted>): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const value = attrs[key]
    if (isRange(wanted)) return lies(value, wanted)
    return Array.isArray(wanted) ? Array.isArray(value) && wanted.every((w) => value.includes(w)) : value === wanted
  })
}
