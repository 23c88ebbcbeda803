// Completions that a spreadsheet claims: they count, are marked as claimed, and can be taken back as a whole.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import { announcePeople } from './announce.ts'

export interface Claim { personId: string; programmeId: string; on: Day; importId: string }

/** Records claimed completions; one that is claimed already (same person, programme and day) stays as it is. Returns how many are new. */
export async function claimCompletions(w: Work, claims: readonly Claim[]): Promise<{ claimed: number }> {
  const future = claims.find((claim) => claim.on > w.today)
  if (future) throw new Refused(refuse('future', 'on', 'Ngày hoàn thành không thể ở tương lai.', 'A completion cannot be on a day to come.'))
  const written = await sql<{ person_id: string }>`
    insert into learning.completion (id, person_id, programme_id, import_id, source, on_day)
    select x.id, x."personId", x."programmeId", x."importId", 'import', x."on"
    from jsonb_to_recordset(${JSON.stringify(claims.map((claim) => ({ id: newId(), ...claim })))}::jsonb) as x(id uuid, "personId" uuid, "programmeId" uuid, "importId" uuid, "on" date)
    on conflict (person_id, programme_id, on_day) where voided_at is null and class_id is null do nothing
    returning person_id`.execute(w.tx)
  announcePeople(w, written.rows.map((row) => row.person_id))
  w.note('learning.claim', 'import', claims[0]?.importId ?? '', { claims: claims.length, claimed: written.rows.length })
  return { claimed: written.rows.length }
}

/** Voids every completion that the import claimed; they stay on record as voided. Returns how many. */
export async function undoImport(w: Work, importId: string): Promise<{ voided: number }> {
  const gone = await w.tx.updateTable('learning.completion').set({ voided_at: sql`base.moment()`, void_reason: 'import-undone' })
    .where('import_id', '=', importId).where('voided_at', 'is', null).returning('person_id').execute()
  announcePeople(w, gone.map((row) => row.person_id))
  w.note('learning.undo-claims', 'import', importId, { voided: gone.length })
  return { voided: gone.length }
}
