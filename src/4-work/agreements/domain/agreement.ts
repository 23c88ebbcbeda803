// What an agreement is made of. `until` is the day after the last one: ranges of days are half-open.
import type { Day, DayRange } from '#base/day'

export const kinds = ['enterprise', 'multi-enterprise', 'sectoral', 'other'] as const
export type Kind = (typeof kinds)[number]
export type Status = 'draft' | 'signed'
export type Sector = 'state' | 'private' | 'foreign' | 'public'

/** A vote: of all employees of the enterprise, or of all leaders of the workers' organisations of a sector. */
export interface Vote { votedOn: Day | null; entitled: number | null; inFavour: number | null }

export interface Party {
  id: string; side: 'employer' | 'workers'; name: string; unitId: string | null
  taxCode: string | null; address: string | null; trade: string | null; province: string | null; sector: Sector | null; workers: number | null
  /** Of an employer in a multi-enterprise agreement. */
  vote: Vote
  /** null: from the beginning, to the end. */
  joinedOn: Day | null; leftOn: Day | null
}

/** A part with a term of its own; open at an end: as the agreement there. */
export interface Part { id: string; name: string; term: DayRange }

/** What is written in an agreement; the form. */
export interface Content {
  kind: Kind; title: string; number: string | null
  signedOn: Day | null; effectiveOn: Day | null; until: Day | null
  workers: number | null; workersOn: Day | null; vote: Vote
  sentOn: Day | null; sentTo: string | null; replaces: string | null
  parties: Party[]; parts: Part[]
}

export interface Amendment { id: string; number: string | null; what: string; signedOn: Day; effectiveOn: Day; extendsTo: Day | null; vote: { votedOn: Day; entitled: number; inFavour: number }; sentOn: Day | null }
export interface Bargaining { id: string; during: DayRange; aim: 'extend' | 'renew'; note: string | null }
export interface Widening { id: string; number: string; decidedOn: Day; decidedBy: string; reach: string; during: DayRange }
export interface Judgment { id: string; number: string; court: string; judgedOn: Day; whole: boolean; what: string | null; voidsOn: Day; parts: string[] }

/** The first day of the term: the one agreed, or that of signing (article 78). */
export function beginOf(content: Pick<Content, 'signedOn' | 'effectiveOn'>): Day | null {
  return content.effectiveOn ?? content.signedOn
}
