// How a target stands to the one of the plan answered: at least as high, lower, or not there at all.
import { overlaps, type DayRange } from '#base/day'
import type { OwnTarget, Stage, Target } from './plan.ts'

export function sameTarget(a: { code: string; stage: string }, b: { code: string; stage: string }): boolean {
  return a.code === b.code && a.stage === b.stage
}

/** A smaller share, or fewer for each subject (one model where two are asked). */
export function isLower(own: Target, parent: Target): boolean {
  return own.share < parent.share || (parent.atLeast !== null && (own.atLeast ?? 1) < parent.atLeast)
}

/** The targets of the plan answered that an answer has to speak to: those of the stages it lives through. */
export function asked(parent: Target[], stages: Stage[], inForce: DayRange, grassroots: boolean): Target[] {
  const living = new Set(stages.filter((s) => overlaps(s.during, inForce)).map((s) => s.code))
  return parent.filter((t) => living.has(t.stage) && (t.carriedBy === 'all' || !grassroots))
}

/** Operator, measure and subject of an inherited target are those of the plan answered; a reason stays only where the target is lower. */
export function inherit(own: OwnTarget[], parent: Target[]): OwnTarget[] {
  return own.map((t) => {
    const above = parent.find((p) => sameTarget(p, t))
    if (!above) return { ...t, reason: null }
    const kept = { ...above, share: t.share, atLeast: above.atLeast === null ? null : t.atLeast ?? above.atLeast }
    return { ...kept, reason: isLower(kept, above) ? t.reason?.trim() || null : null }
  })
}
