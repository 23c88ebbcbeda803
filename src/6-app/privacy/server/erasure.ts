// De-identification: every room empties its own tables, in one transaction. Nothing that is counted is touched, so no figure
// moves: places, offices and completions stand as they did, under a made-up name.
import { sql } from 'kysely'
import { insist } from '#base/refusal'
import { forget } from '#platform/holdings'
import type { Work } from '#platform/work'
import { mayErase } from '../domain/requests.ts'
import { mustSee } from './facts.ts'
import { houseHoldings } from '../holdings.ts'

export async function erase(w: Work, personId: string): Promise<void> {
  await mustSee(w, personId)
  insist(mayErase(await erasureFacts(w, personId)))
  for (const room of houseHoldings) await forget(w, room, personId)
  w.note('privacy.erase', 'person', personId)
}

export async function erasureFacts(w: Work, personId: string): Promise<{ deidentified: boolean; holds: string[]; stands: boolean }> {
  return (await sql<{ deidentified: boolean; holds: string[]; stands: boolean }>`
    select p.deidentified_at is not null as deidentified,
      array(select h.reason from privacy.legal_hold h where h.person_id = p.id and h.lifted_at is null order by h.placed_at) as holds,
      exists (select from people.history(p.id) h where coalesce(upper(h.during), 'infinity') > ${w.today}::date) as stands
    from people.person p where p.id = ${personId}::uuid`.execute(w.tx)).rows[0]!
}
