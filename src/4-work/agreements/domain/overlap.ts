// Two enterprise agreements in force on the same days for the same people: which of them binds is asked by whoever is paid by them. It
// may be so for a reason, and what was signed was signed, so that it is told to those who can put it right and nothing is refused.
import type { Day } from '#base/day'
import type { Kind } from './agreement.ts'

/** A signed agreement as far as another may lie over it. */
export interface Lying {
  id: string; kind: Kind; unitId: string; signedOn: Day; replaces: string | null
  /** The days on which it is in force; null: none. */
  holds: { from: Day; to: Day } | null
  /** Amendments that move its last day. */
  extensions: readonly { signedOn: Day; extendsTo: Day }[]
  taxCodes: readonly string[]
  /** Unions that are party to it. */
  unions: readonly string[]
}

/** both: both are in force; extended: the older was extended when the new one was signed already. */
export interface Overlap { why: 'both' | 'extended'; from: Day; to: Day }

export function overlapOf(a: Lying, b: Lying): Overlap | null {
  if (a.id === b.id || a.kind !== 'enterprise' || b.kind !== 'enterprise' || a.holds === null || b.holds === null) return null
  const [older, newer] = a.replaces === b.id ? [b, a] : [a, b]
  if (newer.replaces === older.id) {
    const late = older.extensions.filter((e) => e.signedOn >= newer.signedOn && e.extendsTo > newer.holds!.from).map((e) => e.extendsTo).toSorted().at(-1)
    return late ? { why: 'extended', from: newer.holds!.from, to: late } : null
  }
  const from = a.holds.from > b.holds.from ? a.holds.from : b.holds.from, to = a.holds.to < b.holds.to ? a.holds.to : b.holds.to
  return from < to && sameWorkplace(a, b) ? { why: 'both', from, to } : null
}

/** By tax codes where both name one, for a union of a zone or of merged unions bargains with several employers; else by the union. */
function sameWorkplace(a: Lying, b: Lying): boolean {
  if (a.taxCodes.length > 0 && b.taxCodes.length > 0) return a.taxCodes.some((one) => b.taxCodes.some((other) => sameEnterprise(one, other)))
  return a.unitId === b.unitId || a.unions.some((union) => b.unions.includes(union))
}

/** An enterprise and one of its branches (0100109106 and 0100109106-001), but not two branches. */
function sameEnterprise(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`)
}
