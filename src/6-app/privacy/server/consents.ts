// Consents with their proof. Only activities that rest on consent ask for one; without one in force the fields stay shut.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import { writeProfile, type Profile } from '#people'
import type { Work } from '#platform/work'
import type { ConsentState } from '../contract.ts'
import { keepPaper, mustSee } from './facts.ts'
import { withdraw } from './requests.ts'

/** Where a person stands with each activity that rests on consent. */
export async function consentsOf(w: Work, personId: string): Promise<ConsentState[]> {
  return (await sql<ConsentState>`
    select a.code as activity, jsonb_build_object('vi', a.name_vi, 'en', a.name_en) as name, jsonb_build_object('vi', a.purpose_vi, 'en', a.purpose_en) as purpose,
      n.version, jsonb_build_object('vi', n.text_vi, 'en', n.text_en) as wording,
      (select jsonb_build_object('id', c.id, 'version', c.version, 'wording', jsonb_build_object('vi', o.text_vi, 'en', o.text_en), 'at', c.given_at, 'on', c.given_on, 'by', c.given_by, 'fileId', c.file_id)
        from privacy.consent c join privacy.wording o using (activity, version) where c.person_id = ${personId}::uuid and c.activity = a.code and c.withdrawn_at is null) as given,
      (select to_jsonb(max(c.withdrawn_at)) #>> '{}' from privacy.consent c where c.person_id = ${personId}::uuid and c.activity = a.code
        having not exists (select from privacy.consent s where s.person_id = ${personId}::uuid and s.activity = a.code and s.withdrawn_at is null)) as "withdrawnAt"
    from privacy.activity a join lateral (select * from privacy.wording w where w.activity = a.code order by version desc limit 1) n on true
    where a.basis = 'consent' order by a.ord`.execute(w.tx)).rows
}

/** The person gives or withdraws, on the own page. Given again, the fields are written again. */
export async function decideConsent(w: Work, personId: string, asked: { activity: string; consentId: string; given: boolean; version: number; profile?: Profile | null | undefined }): Promise<void> {
  if (!asked.given) {
    await mustRest(w, asked.activity)
    return withdraw(w, personId, asked.activity, 'own-page')
  }
  await give(w, { id: asked.consentId, personId, activity: asked.activity, version: asked.version, on: w.today, by: 'own-page', file: null })
  if (asked.activity === 'profile' && asked.profile) await writeProfile(w, personId, asked.profile)
}

/** A consent signed on paper, with its scan as proof. */
export async function recordConsent(w: Work, asked: { consentId: string; personId: string; activity: string; version: number; on: Day; file: File }): Promise<void> {
  await mustSee(w, asked.personId)
  if (asked.on > w.today) throw new Refused(refuse('in-future', 'on', 'Ngày ký không thể ở sau hôm nay.', 'The day of signing cannot lie after today.'))
  await give(w, { id: asked.consentId, personId: asked.personId, activity: asked.activity, version: asked.version, on: asked.on, by: 'paper', file: asked.file })
}

async function give(w: Work, asked: { id: string; personId: string; activity: string; version: number; on: Day; by: 'own-page' | 'paper'; file: File | null }): Promise<void> {
  const latest = await mustRest(w, asked.activity)
  if (latest !== asked.version) throw new Refused(refuse('wording', 'version', 'Lời đồng ý vừa thay đổi. Hãy tải lại, đọc lại rồi quyết định.', 'The wording has just changed. Reload, read it again, then decide.'), 409)
  const stands = await w.tx.selectFrom('privacy.consent').select('id').where('person_id', '=', asked.personId).where('activity', '=', asked.activity).where('withdrawn_at', 'is', null).executeTakeFirst()
  if (!stands) {
    await w.tx.insertInto('privacy.consent').values({
      id: asked.id, person_id: asked.personId, activity: asked.activity, version: asked.version, given_by: asked.by, given_on: asked.on, file_id: asked.file ? await keepPaper(w, asked.file) : null, account_id: w.actor.accountId,
    }).execute()
  }
  w.note('privacy.consent', 'person', asked.personId, { activity: asked.activity, version: asked.version, by: asked.by, ...(stands ? { again: true } : {}) })
}

/** The version of the wording in force; refuses what does not rest on consent. */
async function mustRest(w: Work, activity: string): Promise<number> {
  const { rows: [row] } = await sql<{ version: number }>`select max(n.version)::int as version from privacy.activity a join privacy.wording n on n.activity = a.code where a.code = ${activity} and a.basis = 'consent' group by a.code`.execute(w.tx)
  if (!row) throw new Refused(refuse('no-consent', 'activity', 'Hoạt động này không dựa trên sự đồng ý.', 'This activity does not rest on consent.'))
  return row.version
}
