// Rules of relations between units: by decision, of two units, over days that end after they begin.
import { addDays, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Verdict } from '#base/refusal'

/** unitId manages (or whatever the kind says) otherId, for the sake of `commune`, from the day on. */
export interface NewRelation {
  id: string
  /** A code of organisation.relation_kind. */
  kind: string
  unitId: string
  otherId: string
  /** The commune whose unions are meant; null where the kind asks for none. */
  commune?: string | null
  from: Day
  to?: Day | null
}

export interface RelationDecision { number: string; on: Day | null; by: string | null }

export function relationIsWhole(relation: NewRelation, decision: RelationDecision): Verdict {
  if (decision.number.trim() === '') return refuse('decision-number', 'decision.number', 'Cần số quyết định.', 'The decision needs its number.')
  if (relation.unitId === relation.otherId) return refuse('same-unit', 'relations', 'Quan hệ phải giữa hai đơn vị khác nhau.', 'A relation is between two different units.')
  if (relation.kind === 'manages' && !relation.commune?.trim()) return refuse('commune', 'commune', 'Cần tên xã, phường có công đoàn được quản lý.', 'The commune whose unions are managed needs its name.')
  return !relation.to || relation.to > relation.from || refuse('ends-before-start', 'to', `Ngày kết thúc phải sau ngày bắt đầu ${writeDay(relation.from)}.`, `The end must come after the start, ${writeDay(relation.from)}.`)
}

/** What holds ends on a later day, and no later than was known already. */
export function mayEndRelation(valid: DayRange, on: Day, decisionNumber: string): Verdict {
  if (decisionNumber.trim() === '') return refuse('decision-number', 'decisionNumber', 'Cần số quyết định.', 'The decision needs its number.')
  if (valid.from !== null && on <= valid.from) {
    const first = writeDay(addDays(valid.from, 1))
    return refuse('ends-before-start', 'on', `Quan hệ này bắt đầu ngày ${writeDay(valid.from)}; chỉ kết thúc được từ ngày ${first}.`, `This relation began on ${writeDay(valid.from)}; it can end from ${first} on.`)
  }
  return valid.to === null || on <= valid.to || refuse('already-ended', 'on', `Quan hệ này đã kết thúc ngày ${writeDay(valid.to)}.`, `This relation already ended on ${writeDay(valid.to)}.`)
}
