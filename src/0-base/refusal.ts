// A rule answers true or a refusal. A refusal is data: what is wrong, at which field, in both languages.
import type { Text } from './text.ts'

export interface Refusal { refused: true; code: string; field: string | null; text: Text; conflict?: Conflict }
/**
 * Someone else wrote what is to be overwritten, and the sender had not seen it. Both stand side by side for a person to choose:
 * sent again with `held` as what was seen (the field `seen` beside what is sent), it overwrites.
 */
export interface Conflict { what: Text; mine: Text; theirs: Text; by: string | null; at: string | null; held: unknown }
export type Verdict = true | Refusal

export function refuse(code: string, field: string | null, vi: string, en: string): Refusal {
  return { refused: true, code, field, text: { vi, en } }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).refused === true
}

/** Carries refusals out of a route; the transaction is rolled back and the caller gets them at their fields. */
export class Refused extends Error {
  readonly refusals: Refusal[]
  readonly status: number
  constructor(refusals: Refusal | Refusal[], status = 422) {
    const list = Array.isArray(refusals) ? refusals : [refusals]
    super(list.map((r) => r.text.en).join('; '))
    this.refusals = list
    this.status = status
  }
}

/** Throws when the rule refused, with everything that it found wrong. */
export function insist(found: Verdict | readonly Refusal[]): void {
  const wrong = found === true ? [] : isRefusal(found) ? [found] : [...found]
  if (wrong.length > 0) throw new Refused(wrong)
}
