// How good the suggestions for clauses are, on the labelled passages that the engine never reads. No house and no clock is needed.
import { labelledPassages, NONE, phrasesAlone, suggesterOf, type Suggester } from '#agreements'
import { summed, type Figure } from './measure.ts'

interface Score { right: number; proposed: number; there: number }
const precision = ({ right, proposed }: Score) => (proposed === 0 ? 0 : right / proposed)
const recall = ({ right, there }: Score) => right / there
const f1 = (score: Score) => { const p = precision(score), r = recall(score); return p + r === 0 ? 0 : (2 * p * r) / (p + r) }

const labelled = labelledPassages()
const held = labelled.filter((one) => one.split === 'test')
const read = labelled.filter((one) => one.split === 'train')

/** Always the subject that most passages have: what can be had without reading. */
const majority: Suggester = (() => {
  const counts = Map.groupBy(read.filter((one) => one.subject !== NONE), (one) => one.subject)
  const [subject] = [...counts].sort((a, b) => b[1].length - a[1].length)[0]!
  return { propose: () => [{ subject, score: 1, why: [] }] }
})()

function scored(suggester: Suggester): { all: Score; by: Map<string, Score>; quiet: number } {
  const by = new Map<string, Score>(), of = (subject: string) => by.get(subject) ?? by.set(subject, { right: 0, proposed: 0, there: 0 }).get(subject)!
  let quiet = 0
  for (const { subject, text } of held) {
    const proposed = new Set(suggester.propose(text).map((one) => one.subject))
    if (subject !== NONE) of(subject).there++
    else if (proposed.size === 0) quiet++
    for (const one of proposed) {
      of(one).proposed++
      if (one === subject) of(one).right++
    }
  }
  const all = [...by.values()].reduce((sum, one) => ({ right: sum.right + one.right, proposed: sum.proposed + one.proposed, there: sum.there + one.there }), { right: 0, proposed: 0, there: 0 })
  return { all, by, quiet: quiet / held.filter((one) => one.subject === NONE).length }
}

/** Precision and recall by subject beside phrases alone; overall beside the majority too. `quiet`: passages about nothing that were left alone. */
export async function* measureClauses(): AsyncGenerator<Figure> {
  const engine = scored(suggesterOf(read)), phrases = scored(phrasesAlone), most = scored(majority)
  const line = (figure: string, value: number, floor: number) => summed(`clauses.${figure}`, 'share', [{ value, floor }])
  for (const [name, of] of [['precision', precision], ['recall', recall], ['f1', f1]] as const) {
    yield line(`${name}.all`, of(engine.all), of(phrases.all))
    yield line(`${name}.all.beside-majority`, of(engine.all), of(most.all))
  }
  yield line('quiet.all', engine.quiet, phrases.quiet)
  for (const subject of [...engine.by.keys()].sort()) {
    const none = { right: 0, proposed: 0, there: 1 }
    yield line(`precision.${subject}`, precision(engine.by.get(subject)!), precision(phrases.by.get(subject) ?? none))
    yield line(`recall.${subject}`, recall(engine.by.get(subject)!), recall(phrases.by.get(subject) ?? none))
  }
}
