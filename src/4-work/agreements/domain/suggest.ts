// Proposes which subject of the law a passage is about, and says why. Likeness to labelled passages (BM25 over their words, the
// three nearest of each subject) and phrases that a lawyer would look for add up; what is most like a passage about nothing, or
// like little at all, is left alone. It only proposes: a person confirms each span.
import { foldedWords } from '#base/vietnamese/text'
import type { Span } from './passages.ts'
import { phrases } from './suggest-phrases.ts'
import { syllables, termsOf, type Term } from './suggest-words.ts'

export interface Labelled { subject: string; text: string }
/** Subject of passages that are about none. */
export const NONE = 'none'

export interface Suggestion extends Span {
  subject: string
  score: number
  /** Phrases of the subject that stand in the passage, else the words that it shares with the nearest labelled one. */
  why: string[]
}

export interface Suggester { propose(text: string): Omit<Suggestion, 'start' | 'end'>[] }

/** BM25's own: how fast a word that comes again adds less, how much long passages are held back. */
const K1 = 1.2, B = 0.5
const NEAREST = 3
/** Chosen on the passages that are not held out, each proposed by the others (suggest.test.ts). */
export const chosen = { phrase: 0.7, enough: 0.32, second: 0.85 }

export function suggesterOf(labelled: readonly Labelled[], by = chosen): Suggester {
  const index = indexOf(labelled)
  const trust = trustIn(labelled)
  return {
    propose(text) {
      const found = matchedPhrases(text)
      const likeness = likenessOf(index, text)
      const scores = new Map<string, { score: number; why: string[] }>()
      for (const subject of new Set([...Object.keys(phrases), ...likeness.keys()])) {
        const matched = found.get(subject) ?? []
        const like = likeness.get(subject)
        scores.set(subject, { score: (like?.score ?? 0) + by.phrase * Math.min(3, matched.reduce((sum, one) => sum + trust(subject, one), 0)), why: matched.length > 0 ? matched : like?.shared ?? [] })
      }
      const none = scores.get(NONE)?.score ?? 0
      const best = Math.max(...scores.values().map(({ score }) => score))
      if (best < by.enough || best <= none) return []
      return [...scores].filter(([subject, { score }]) => subject !== NONE && score >= best * by.second && score > none)
        .map(([subject, { score, why }]) => ({ subject, score, why })).sort((a, b) => b.score - a.score).slice(0, 2)
    },
  }
}

/** Phrases alone: the floor beside which the engine is measured. */
export const phrasesAlone: Suggester = {
  propose(text) {
    const [most] = [...matchedPhrases(text)].sort((a, b) => b[1].length - a[1].length)
    return most ? [{ subject: most[0], why: most[1], score: most[1].length }] : []
  },
}

/** How often a phrase means its subject, by the labelled passages; one that stands in none of them is trusted like one that was right twice. */
function trustIn(labelled: readonly Labelled[]): (subject: string, phrase: string) => number {
  const seen = new Map<string, { right: number; all: number }>()
  for (const { subject, text } of labelled) {
    for (const [meant, found] of matchedPhrases(text)) {
      for (const phrase of found) {
        const count = seen.get(`${meant} ${phrase}`) ?? { right: 0, all: 0 }
        seen.set(`${meant} ${phrase}`, { right: count.right + Number(meant === subject), all: count.all + 1 })
      }
    }
  }
  return (subject, phrase) => { const { right, all } = seen.get(`${subject} ${phrase}`) ?? { right: 0, all: 0 }; return (right + 2) / (all + 2) }
}

const everyPhrase = Object.entries(phrases).flatMap(([subject, own]) => own.map((phrase) => ({ subject, phrase, folded: foldedWords(phrase) })))

/** The phrases found, by subject, without those that lie within a longer one: "an toàn" of "an toàn thông tin". A text without any diacritics is read without them. */
function matchedPhrases(text: string): Map<string, string[]> {
  const words = syllables(text).join(' ')
  const bare = words === foldedWords(words)
  const said = ` ${words} `
  const found = everyPhrase.filter(({ phrase, folded }) => said.includes(` ${bare ? folded : phrase} `))
  return Map.groupBy(found.filter((one) => !found.some((other) => other.phrase !== one.phrase && other.phrase.includes(one.phrase))), (one) => one.subject).entries()
    .reduce((map, [subject, own]) => map.set(subject, own.map(({ phrase }) => phrase)), new Map<string, string[]>())
}

interface Doc { subject: string; counts: Map<string, number>; length: number }
interface Index { docs: Doc[]; weight: Map<string, number>; rarity: Map<string, number>; mean: number }

function indexOf(labelled: readonly Labelled[]): Index {
  const weight = new Map<string, number>(), among = new Map<string, number>()
  const docs = labelled.map(({ subject, text }) => {
    const terms = termsOf(text)
    const counts = countsOf(terms)
    for (const { term, weight: own } of terms) weight.set(term, own)
    for (const term of counts.keys()) among.set(term, (among.get(term) ?? 0) + 1)
    return { subject, counts, length: terms.length }
  })
  const rarity = new Map([...among].map(([term, n]) => [term, Math.log(1 + (docs.length - n + 0.5) / (n + 0.5))]))
  return { docs, weight, rarity, mean: docs.reduce((sum, doc) => sum + doc.length, 0) / Math.max(1, docs.length) }
}

function countsOf(terms: readonly Term[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** By subject: how like its nearest passages the text is, as a share of how like itself it is. */
function likenessOf({ docs, weight, rarity, mean }: Index, text: string): Map<string, { score: number; shared: string[] }> {
  const asked = countsOf(termsOf(text))
  const length = [...asked.values()].reduce((a, b) => a + b, 0)
  const worth = (term: string, count: number, of: number) => (rarity.get(term) ?? 0) * (weight.get(term) ?? 0) * count * (K1 + 1) / (count + K1 * (1 - B + B * of / mean))
  // Words that no labelled passage has say nothing either way, but keep a passage of unknown words from looking like its few known ones.
  const own = [...asked].reduce((sum, [term, count]) => sum + (rarity.has(term) ? worth(term, count, length) : 0.35 * Math.log(1 + docs.length)), 0)
  const bySubject = new Map<string, { score: number; shared: string[] }[]>()
  for (const doc of docs) {
    let score = 0
    const shared: [string, number][] = []
    for (const term of asked.keys()) {
      const count = doc.counts.get(term)
      if (count === undefined) continue
      const more = worth(term, count, doc.length)
      score += more
      if (!/^[~#]/.test(term)) shared.push([term, more])
    }
    if (score === 0) continue
    const list = bySubject.get(doc.subject) ?? []
    list.push({ score: score / own, shared: shared.sort((a, b) => b[1] - a[1]).slice(0, 3).map(([term]) => term) })
    bySubject.set(doc.subject, list)
  }
  return new Map([...bySubject].map(([subject, list]) => {
    list.sort((a, b) => b.score - a.score)
    return [subject, { score: list.slice(0, NEAREST).reduce((sum, { score }, i) => sum + score / (i + 1), 0), shared: list[0]!.shared }]
  }))
}
