// Whether a use counts on a day: begun, not ended, and confirmed within six months. The view emulation.confirmed_use says
// the same over time.
import { addDays, addMonths, type Day } from '#base/day'

/** Months for which a confirmation is good. */
export const goodFor = 6
/** So many days before it lapses the unit is asked again. */
export const askedBefore = 30

export type UseState = 'coming' | 'unconfirmed' | 'running' | 'lapsed' | 'ended'

export interface UseFacts { startedOn: Day | null; endedOn: Day | null; confirmedOn: Day | null }

/** The first day on which the confirmation is good no more. */
export function lapsesOn(confirmedOn: Day): Day {
  return addMonths(confirmedOn, goodFor)
}

export function stateOf({ startedOn, endedOn, confirmedOn }: UseFacts, today: Day): UseState {
  if (endedOn !== null && endedOn <= today) return 'ended'
  if (startedOn === null || startedOn > today) return 'coming'
  if (confirmedOn === null) return 'unconfirmed'
  return lapsesOn(confirmedOn) > today ? 'running' : 'lapsed'
}

/** The unit is asked to confirm: never confirmed, lapsed, or about to lapse. */
export function isAsked(use: UseFacts, today: Day): boolean {
  const state = stateOf(use, today)
  return state === 'unconfirmed' || state === 'lapsed' || (state === 'running' && addDays(lapsesOn(use.confirmedOn!), -askedBefore) <= today)
}
