// The own page, and what the officer sees of a person concerned.
import { sql } from 'kysely'
import { insist, Refused, refuse } from '#base/refusal'
import { givenOut } from '#platform/holdings'
import type { Work } from '#platform/work'
import type { Concerned, HeldLine, LegalHold, MyData, Reading } from '../contract.ts'
import { mayHandle } from '../domain/requests.ts'
import { consentsOf } from './consents.ts'
import { erasureFacts } from './erasure.ts'
import { mustSee } from './facts.ts'
import { everythingOn, holdings } from '../holdings.ts'
import { requestsOf } from './requests.ts'

export async function myData(w: Work): Promise<MyData> {
  const { rows: activities } = await sql<MyData['activities'][number]>`select code, jsonb_build_object('vi', name_vi, 'en', name_en) as name, jsonb_build_object('vi', purpose_vi, 'en', purpose_en) as purpose, basis, basis_text as "basisText" from privacy.activity order by ord`.execute(w.tx)
  const personId = w.actor.personId
  if (!personId) return { person: null, activities, held: [], consents: [], readings: [], requests: [] }
  const records = await everythingOn(w.tx, personId)
  const profile = records.find((r) => r.held === 'people.identity')?.content as { ethnicity: string | null; religion: string | null; party_member: boolean | null } | undefined
  const person = records.find((r) => r.held === 'people.person')!.content as { id: string; name: string; restricted_at: string | null }
  return {
    person: { id: person.id, name: person.name, restricted: person.restricted_at !== null, profile: { ethnicity: profile?.ethnicity ?? null, religion: profile?.religion ?? null, partyMember: profile?.party_member ?? null } },
    activities, held: holdings.map((h): HeldLine => ({ table: h.table, name: h.name, activity: h.activity, records: givenOut(h, records).length, erasure: h.erasure, why: h.why })).filter((line) => line.records > 0),
    consents: await consentsOf(w, personId), readings: await readingsOf(w, personId), requests: await requestsOf(w, personId),
  }
}

export async function concerned(w: Work, personId: string): Promise<Concerned> {
  await mustSee(w, personId)
  const person = (await sql<{ name: string; restricted: boolean }>`select name, restricted_at is not null as restricted from people.person where id = ${personId}::uuid`.execute(w.tx)).rows[0]!
  const { deidentified, stands } = await erasureFacts(w, personId)
  return {
    id: personId, ...person, deidentified, stands, own: personId === w.actor.personId,
    consents: await consentsOf(w, personId), readings: await readingsOf(w, personId), requests: await requestsOf(w, personId), holds: await holdsOf(w, personId),
  }
}

async function readingsOf(w: Work, personId: string): Promise<Reading[]> {
  return (await sql<Reading>`select to_jsonb(at) #>> '{}' as at, fields, purpose, reader, case when title_vi is null then null else jsonb_build_object('vi', title_vi, 'en', title_en) end as title, unit_name as "unitName"
    from audit.reads_of(${personId}::uuid)`.execute(w.tx)).rows
}

/** Of one person, or of all in sight; those that stand first. */
export async function holdsOf(w: Work, personId: string | null): Promise<LegalHold[]> {
  return (await sql<LegalHold>`select h.id, h.person_id as "personId", p.name as "personName", h.reason, to_jsonb(h.placed_at) #>> '{}' as "placedAt", to_jsonb(h.lifted_at) #>> '{}' as "liftedAt", h.lift_reason as "liftReason"
    from privacy.legal_hold h join people.person p on p.id = h.person_id where ${personId}::uuid is null or h.person_id = ${personId}::uuid order by h.lifted_at desc nulls first, h.placed_at desc`.execute(w.tx)).rows
}

export async function placeHold(w: Work, asked: { holdId: string; personId: string; reason: string }): Promise<void> {
  await mustSee(w, asked.personId)
  insist(mayHandle(asked, w.actor))
  const known = await w.tx.selectFrom('privacy.legal_hold').select('person_id').where('id', '=', asked.holdId).executeTakeFirst()
  if (known && known.person_id !== asked.personId) throw new Refused(refuse('identity-taken', 'holdId', 'Mã định danh này đã dùng cho bản ghi khác.', 'This identity already belongs to another record.'), 409)
  if (!known) await w.tx.insertInto('privacy.legal_hold').values({ id: asked.holdId, person_id: asked.personId, reason: asked.reason }).execute()
  w.note('privacy.hold', 'person', asked.personId, { hold: asked.holdId, ...(known ? { again: true } : {}) })
}

export async function liftHold(w: Work, asked: { holdId: string; reason: string }): Promise<void> {
  const hold = await w.tx.selectFrom('privacy.legal_hold').select(['person_id', 'lifted_at']).where('id', '=', asked.holdId).executeTakeFirst()
  if (!hold) throw new Refused(refuse('not-found', 'holdId', 'Không có lệnh giữ này trong phạm vi của bạn.', 'There is no such hold within your reach.'), 404)
  insist(mayHandle({ personId: hold.person_id }, w.actor))
  if (!hold.lifted_at) await w.tx.updateTable('privacy.legal_hold').set({ lifted_at: sql<Date>`base.moment()`, lift_reason: asked.reason }).where('id', '=', asked.holdId).execute()
  w.note('privacy.lift-hold', 'person', hold.person_id, { hold: asked.holdId, ...(hold.lifted_at ? { again: true } : {}) })
}
