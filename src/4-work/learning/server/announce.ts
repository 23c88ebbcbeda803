// Whose standing may change: said by every deed here, in one way.
import { sql } from 'kysely'
import type { Work } from '#platform/work'
import { uuids } from './class-facts.ts'

/** A completion counts for a person as official and as worker alike. */
export function announcePeople(w: Work, personIds: readonly string[]): void {
  w.touched('official', personIds)
  w.touched('worker', personIds)
}

/** Head-counts of the class count less where people completed it by name, so they move together. */
export async function announceHeads(w: Work, classId: string): Promise<void> {
  const units = await w.tx.selectFrom('learning.head_count').select('unit_id').where('class_id', '=', classId).distinct().execute()
  w.touched('unnamed', units.map((row) => row.unit_id))
}

/** Everyone who holds a completion of these programmes. Expensive with tens of thousands of completions; a programme changes seldom. */
export async function announceConcerned(w: Work, programmeIds: readonly string[]): Promise<void> {
  if (programmeIds.length === 0) return
  const concerned = await sql<{ kind: string; id: string }>`select kind, id from learning.concerned(${uuids(programmeIds)})`.execute(w.tx)
  announcePeople(w, concerned.rows.filter((row) => row.kind === 'person').map((row) => row.id))
  w.touched('unnamed', concerned.rows.filter((row) => row.kind === 'unit').map((row) => row.id))
}
