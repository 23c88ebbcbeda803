// The people of a roster, written through the doors of their rooms, a part at a time within one transaction.
import { newId } from '#base/id'
import { claimCompletions, type Claim } from '#learning'
import { admit, appoint, place } from '#people'
import type { Work } from '#platform/work'
import { bornOf, numbersOf, type ExaminedRow } from './examine.ts'
import type { Written } from './store.ts'

const PART = 500

/** Writes what each row intends and notes in it whom it is about; `watch` hears the rows done and may throw to give up. */
export async function writePeople(w: Work, importId: string, rows: readonly ExaminedRow[], watch: (done: number) => void | Promise<void>): Promise<Written> {
  const written: Written = { persons: 0, offices: 0, placements: 0, completions: 0, units: 0 }
  for (let i = 0; i < rows.length; i += PART) {
    const part = rows.slice(i, i + PART).filter((row) => row.intent !== null)
    const news = part.filter((row) => row.intent!.personId === null)
    for (const row of news) row.subjectId = newId()
    if (news.length > 0) {
      await admit(w, news.map(({ subjectId, person: p }) => ({
        id: subjectId!, name: p!.name!, ...bornOf(p!), female: p!.female, phone: p!.phone, email: p!.email, ...numbersOf(p!), importId,
      })))
    }
    const offices = part.flatMap(({ subjectId, intent }) => (intent!.office ? [{ id: newId(), personId: subjectId!, ...intent!.office, importId }] : []))
    const placements = part.flatMap(({ subjectId, intent }) => (intent!.membership ? [{ id: newId(), personId: subjectId!, standing: 'member' as const, ...intent!.membership, importId }] : []))
    const claims = part.flatMap(({ subjectId, intent }): Claim[] => (intent!.completion ? [{ personId: subjectId!, ...intent!.completion, importId }] : []))
    if (offices.length > 0) await appoint(w, offices)
    if (placements.length > 0) await place(w, placements)
    if (claims.length > 0) written.completions += (await claimCompletions(w, claims)).claimed
    written.persons += news.length
    written.offices += offices.length
    written.placements += placements.length
    await watch(Math.min(i + PART, rows.length))
  }
  return written
}
