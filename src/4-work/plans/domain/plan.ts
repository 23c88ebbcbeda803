// What a plan is made of, as the rules see it.
import type { Day, DayRange } from '#base/day'
import type { Text } from '#base/text'

export type Operator = '=' | '>='
export type Status = 'draft' | 'issued' | 'withdrawn'
export type Decision = 'waiting' | 'accepted' | 'refused'

/** A stage of a root plan; the plans that answer it share its stages. */
export interface Stage { code: string; during: { from: Day; to: Day } }

export interface Target {
  /** T1 … of the plan answered, or a code of the plan's own. Unique within a stage. */
  code: string
  stage: string
  /** What is counted, in one word of the glossary ('full-time official'). */
  subject: string
  /** What must be so of each. */
  met: Text
  /** The indicator that measures it; null while no records exist to measure it by. */
  indicatorCode: string | null
  operator: Operator
  /** 0..1; 0 only in an answer: not taken up. */
  share: number
  atLeast: number | null
  /** 'upper': a grassroots union need not carry it on. */
  carriedBy: 'all' | 'upper'
}
/** A target with the reason for which it is lower than the one of the plan answered. */
export interface OwnTarget extends Target { reason: string | null }

export interface Task { id: string; text: string; unitId: string; dueOn: Day | null; doneOn: Day | null; evidence: string | null }

export interface Content {
  title: string; body: string; basis: string[]
  /** Runs of numbers of one issuer: a year, or what the issuer calls it; numbers began anew in mid-2025. */
  series: string | null
  number: string | null
  /** Without the number: 'KH-LĐLĐ'. */
  notation: string | null
  issuedOn: Day | null
  inForce: { from: Day; to: Day | null } | null
  /** The last day for unions below to answer. */
  answerBy: Day | null
  targets: OwnTarget[]
  tasks: Task[]
}

/** The plan answered. holds: days in force, cut at a withdrawal. */
export interface Parent {
  id: string; unitId: string; reference: string; status: Status; issuedOn: Day; holds: DayRange
  targets: Target[]
}
