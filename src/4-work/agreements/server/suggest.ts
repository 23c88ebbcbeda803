// The suggestions, made from the labelled passages of this room.
import { readFileSync } from 'node:fs'
import { isHeading, isTitle, type Passage } from '../domain/passages.ts'
import { proposeCase, type CaseLike } from '../domain/suggest-case.ts'
import { suggesterOf, type Labelled, type Suggester, type Suggestion } from '../domain/suggest.ts'

export interface LabelledPassage extends Labelled { split: 'train' | 'test' }

/** All labelled passages, those held out for the test too. */
export function labelledPassages(): LabelledPassage[] {
  return readFileSync(new URL('../data/labelled-passages.tsv', import.meta.url), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [split, subject, text] = line.split('\t') as [LabelledPassage['split'], string, string]
    return { split, subject, text }
  })
}

let ready: Suggester | null = null

/** What the passages of a text may be about; read once, made of those that are not held out. */
export function suggest(text: string, passages: readonly Passage[], cases: readonly CaseLike[]): (Suggestion & { caseCode: string | null; gives: number | null })[] {
  const suggester = ready ??= suggesterOf(labelledPassages().filter((one) => one.split === 'train'))
  return passages.filter((passage, i) => !isHeading(passage) && !isTitle(passage, passages[i + 1])).flatMap(({ start, end }) => {
    const words = text.slice(start, end)
    return suggester.propose(words).map((proposed) => ({ ...proposed, start, end, ...(proposeCase(proposed.subject, words, cases) ?? { caseCode: null, gives: null }) }))
  })
}
