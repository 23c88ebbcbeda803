// The state of an agreement on any day, from what happened to it (Labour Code 45/2019/QH14, articles 78, 83, 86 to 88). Said a
// second time, for many at once, by the view agreements.effect; server/effect.property.test.ts holds the two together.
import { addDays, type Day, type DayRange } from '#base/day'
import type { Part } from './agreement.ts'

export const states = ['draft', 'signed', 'in-force', 'carried', 'partly-void', 'expired', 'ended', 'replaced', 'void'] as const
/** carried: in force past its term because bargaining goes on; void, partly-void: by a court. */
export type State = (typeof states)[number]
export type PartState = 'draft' | 'signed' | 'in-force' | 'carried' | 'expired' | 'ended' | 'replaced' | 'void'

/** The longest that bargaining carries an agreement past its term, and how long before its end bargaining may begin (article 83). */
export const daysAround = 90

/** What happened to a signed agreement. */
export interface Happened {
  signedOn: Day; begins: Day; until: Day
  /** New days after the last one, of amendments that extend the term. */
  extensions: readonly Day[]
  bargaining: readonly DayRange[]
  endedOn: Day | null
  /** The first day of the agreement that replaces it; one that was void from its first day replaces nothing. */
  replacedOn: Day | null
  judgments: readonly { whole: boolean; voidsOn: Day; parts: readonly string[] }[]
}

export interface Effect {
  signedOn: Day; begins: Day
  /** The day after the term with its extensions; and after the days that bargaining adds to it. */
  ends: Day; carriedTo: Day
  endedOn: Day | null; replacedOn: Day | null
  /** Out of force by whichever of these came first. */
  outOn: Day
  voidOn: Day | null; partlyVoidOn: Day | null
}

export function effectOf(h: Happened): Effect {
  const ends = latest([h.until, ...h.extensions])
  const carriedTo = latest([ends, ...h.bargaining.filter((b) => goesOnAt(b, ends)).map((b) => earliest([addDays(ends, daysAround), b.to])!)])
  return {
    signedOn: h.signedOn, begins: h.begins, ends, carriedTo, endedOn: h.endedOn, replacedOn: h.replacedOn,
    outOn: earliest([carriedTo, h.endedOn, h.replacedOn])!,
    voidOn: earliest(h.judgments.filter((j) => j.whole).map((j) => j.voidsOn)), partlyVoidOn: earliest(h.judgments.filter((j) => !j.whole).map((j) => j.voidsOn)),
  }
}

/** Bargaining that had begun in the term and still goes on as it ends. */
function goesOnAt(b: DayRange, ends: Day): boolean {
  return (b.from === null || b.from < ends) && (b.to === null || b.to > ends)
}

/** null: not signed. */
export function stateOn(c: Effect | null, day: Day): State {
  if (c === null) return 'draft'
  if (c.voidOn !== null && c.voidOn <= day) return 'void'
  if (day < c.begins) return day < c.signedOn ? 'draft' : 'signed'
  if (day >= c.outOn) return c.replacedOn === c.outOn ? 'replaced' : c.endedOn === c.outOn ? 'ended' : 'expired'
  if (c.partlyVoidOn !== null && c.partlyVoidOn <= day) return 'partly-void'
  return day < c.ends ? 'in-force' : 'carried'
}

/** The states in which it binds. */
export const inForce: readonly State[] = ['in-force', 'carried', 'partly-void']

/** The days on which it is in force; null: none. */
export function daysInForce(c: Effect): { from: Day; to: Day } | null {
  const to = earliest([c.outOn, c.voidOn])!
  return c.begins < to ? { from: c.begins, to } : null
}

/** The state of a part with a term of its own: that of the agreement, unless its own term has not begun or has ended, or a court declared it void. */
export function partStateOn(h: Happened, part: Part, day: Day): PartState {
  const effect = effectOf(h)
  const whole = stateOn(effect, day)
  if (!inForce.includes(whole)) return whole as PartState
  if (h.judgments.some((j) => j.voidsOn <= day && j.parts.includes(part.id))) return 'void'
  if (part.term.from !== null && day < part.term.from) return 'signed'
  if (part.term.to !== null && day >= part.term.to) return 'expired'
  return day < effect.ends ? 'in-force' : 'carried'
}

function latest(days: readonly Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b))
}
function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((a, b) => (a === null ? b : b === null || a < b ? a : b), null)
}
