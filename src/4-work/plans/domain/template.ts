// A complete answer to a plan, ready to be read and issued: the targets asked at their own height, title, text and tasks.
import { addDays, writeDay, type Day } from '#base/day'
import { proposeNotation } from './notation.ts'
import type { Content, Parent, Stage } from './plan.ts'
import { asked } from './targets.ts'

export interface Template { title: string; body: string; tasks: { text: string; afterDays: number }[] }

export interface Answering {
  unit: { id: string; name: string; grassroots: boolean }
  /** until: the day after the last of the plan answered, as its text says. */
  parent: Parent & { basis: string[]; issuerName: string; until: Day | null }
  stages: Stage[]
  /** null: neither the plan answered nor one above it has a template. */
  template: Template | null
  number: string
  /** The sign of the unit in a notation: LĐLĐ. */
  issuer: string
  on: Day
  newId(): string
}

const plain: Template = { title: 'Kế hoạch thực hiện Kế hoạch số {parent} của {place}', body: '', tasks: [] }

/** The draft. It holds from the day of issue to the end of the plan answered; whoever reads it changes what does not fit. */
export function fill(a: Answering): Content {
  const template = a.template ?? plain
  const words: Record<string, string> = { unit: a.unit.name, parent: a.parent.reference, place: a.parent.issuerName }
  const say = (text: string) => text.replace(/\{(unit|parent|place)\}/g, (_, word: string) => words[word]!)
  const inForce = { from: a.on, to: a.parent.until }
  return {
    title: say(template.title), body: say(template.body),
    basis: [`Kế hoạch số ${a.parent.reference} ngày ${writeDay(a.parent.issuedOn)} của ${a.parent.issuerName}`, ...a.parent.basis],
    series: a.on.slice(0, 4), number: a.number, notation: proposeNotation(a.issuer),
    issuedOn: a.on, inForce, answerBy: null,
    targets: asked(a.parent.targets, a.stages, inForce, a.unit.grassroots).map((t) => ({ ...t, reason: null })),
    tasks: template.tasks
      .map((t) => ({ id: a.newId(), text: say(t.text), unitId: a.unit.id, dueOn: addDays(a.on, t.afterDays), doneOn: null, evidence: null }))
      .filter((t) => !inForce.to || t.dueOn < inForce.to),
  }
}
