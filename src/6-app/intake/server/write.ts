// The people of a roster, written through the doors of their rooms, a part at a time within one transaction.
import { newId } from '#base/id'
import { claimCompletions, type Claim } from '#learning'
import { appoint, arrive, place } from '#people'
import type { Work } from '#platform/work'
import { together } from './ahead.ts'
import { bornOf, numbersOf, type ExaminedRow } from './examine.ts'
import type { Written } from './store.ts'

/** Kinds of subjects that are settled part by part. Units with unnamed workers are not: each is touched by many parts, and costs. */
export const SETTLED = ['official', 'worker'] as const

/** Writes what each row intends and notes in it whom it is about. */
export async function writePeople(w: Work, importId: string, rows: readonly ExaminedRow[]): Promise<Written> {
  const part = rows.filter((row) => row.intent !== null)
  const news = part.filter((row) => row.intent!.personId === null)
  for (const row of news) row.subjectId = newId()
  // What they completed is sent behind them, in one go: the database does not wait to be asked for it.
  const [, claimedByNews] = await together(arrive(w, importId, news.map(({ subjectId, person: p, intent }) => ({
    person: { id: subjectId!, name: p!.name!, ...bornOf(p!), female: p!.female, phone: p!.phone, email: p!.email, ...numbersOf(p!) },
    place: intent!.membership && { id: newId(), standing: 'member', ...intent!.membership }, office: intent!.office && { id: newId(), ...intent!.office },
  }))), claim(w, importId, news))

  const known = part.filter((row) => row.intent!.personId !== null)
  const offices = known.flatMap(({ subjectId, intent }) => (intent!.office ? [{ id: newId(), personId: subjectId!, ...intent!.office, importId }] : []))
  const placements = known.flatMap(({ subjectId, intent }) => (intent!.membership ? [{ id: newId(), personId: subjectId!, standing: 'member' as const, ...intent!.membership, importId }] : []))
  if (offices.length > 0) await appoint(w, offices)
  if (placements.length > 0) await place(w, placements)
  const claimedByKnown = await claim(w, importId, known)

  return {
    persons: news.length, completions: claimedByNews + claimedByKnown, units: 0,
    offices: offices.length + news.filter((row) => row.intent!.office).length, placements: placements.length + news.filter((row) => row.intent!.membership).length,
  }
}

async function claim(w: Work, importId: string, rows: readonly ExaminedRow[]): Promise<number> {
  const claims = rows.flatMap(({ subjectId, intent }): Claim[] => (intent!.completion ? [{ personId: subjectId!, ...intent!.completion, importId }] : []))
  return claims.length > 0 ? (await claimCompletions(w, claims)).claimed : 0
}
