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

/** Voids up to `most` of the completions that the import claimed; they stay on record as voided. Returns how many, none left when fewer. */
export async function undoImport(w: Work, importId: string, most = 10_000): Promise<{ voided: number }> {
  const { rows: gone } = await sql<{ person_id: string }>`
    update learning.completion set voided_at = base.moment(), void_reason = 'import-undone'
    where id = any(array(select c.id from learning.completion c where c.import_id = ${importId}::uuid and c.voided_at is null order by c.id limit ${most}))
    returning person_id`.execute(w.tx)
  announcePeople(w, gone.map((row) => row.person_id))
  w.note('learning.undo-claims', 'import', importId, { voided: gone.length })
  return { voided: gone.length }
}
