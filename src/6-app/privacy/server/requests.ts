// Requests of the persons concerned: made, answered, extended, decided. What is granted is done in the same transaction.
import { sql, type RawBuilder } from 'kysely'
import type { Day } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import { writeProfile, emptyProfile, restrict } from '#people'
import type { Tx, Work } from '#platform/work'
import type { PrivacyRequest } from '../contract.ts'
import { nextDue, promised, type Clock } from '../domain/clock.ts'
import { mayAnswer, mayAsk, mayDecide, mayExtend, mayHandle, type RequestFacts, type RequestKind } from '../domain/requests.ts'
import { erase } from './erasure.ts'
import { keepPaper, mustSee } from './facts.ts'

type Row = Omit<PrivacyRequest, 'due'>

const columns = sql`r.id, r.person_id as "personId", p.name as "personName", r.kind, r.activity, case when a.code is null then null else jsonb_build_object('vi', a.name_vi, 'en', a.name_en) end as "activityName", r.asked, r.asked_on as "askedOn", r.made_by as "madeBy", r.file_id as "fileId",
  r.answer_by as "answerBy", r.finish_by as "finishBy", r.others, r.extended_to as "extendedTo", r.extend_reason as "extendReason", r.answered_on as "answeredOn", r.answer,
  r.decided_on as "decidedOn", r.granted, r.reason`
const from = sql`from privacy.request r join people.person p on p.id = r.person_id left join privacy.activity a on a.code = r.activity`
const dueBy = sql`case when r.answered_on is null then least(r.answer_by, coalesce(r.extended_to, r.finish_by)) else coalesce(r.extended_to, r.finish_by) end`

const due = (today: Day) => (row: Row): PrivacyRequest => ({ ...row, due: nextDue(row, today) })

/** Requests in sight, what is due first at the top, then those decided, the newest first. */
export async function listRequests(w: Work, asked: { which: 'open' | 'late' | 'all'; search?: string | undefined; limit: number; offset: number }): Promise<{ rows: PrivacyRequest[]; total: number }> {
  const which = asked.which === 'all' ? sql`true` : asked.which === 'open' ? sql`r.decided_on is null` : sql`r.decided_on is null and ${dueBy} < ${w.today}::date`
  const { rows } = await sql<Row & { total: number }>`select ${columns}, count(*) over ()::int as total ${from}
    where ${which} and (${asked.search ?? null}::text is null or strpos(p.name_fold, base.fold(${asked.search ?? ''})) > 0)
    order by r.decided_on desc nulls first, ${dueBy}, r.id limit ${asked.limit} offset ${asked.offset}`.execute(w.tx)
  return { rows: rows.map(({ total: _, ...row }) => due(w.today)(row)), total: rows[0]?.total ?? 0 }
}

export async function requestsOf(w: Work, personId: string): Promise<PrivacyRequest[]> {
  const { rows } = await sql<Row>`select ${columns} ${from} where r.person_id = ${personId}::uuid order by r.decided_on desc nulls first, r.asked_on desc, r.id`.execute(w.tx)
  return rows.map(due(w.today))
}

export async function readRequest(w: Work, requestId: string): Promise<PrivacyRequest> {
  const { rows: [row] } = await sql<Row>`select ${columns} ${from} where r.id = ${requestId}::uuid`.execute(w.tx)
  if (!row) throw new Refused(refuse('not-found', 'requestId', 'Không có yêu cầu này trong phạm vi của bạn.', 'There is no such request within your reach.'), 404)
  return due(w.today)(row)
}

export interface NewRequest { requestId: string; personId: string; kind: RequestKind; activity?: string | null | undefined; asked: string; askedOn: Day; madeBy: 'own-page' | 'paper'; file?: File | undefined }

/** Notes a request with what is promised by the clock of today. The same again changes nothing. */
export async function makeRequest(w: Work, asked: NewRequest): Promise<void> {
  const activity = asked.kind === 'withdraw' ? asked.activity ?? null : null
  insist(mayAsk({ ...asked, activity }, w.today))
  await mustSee(w, asked.personId)
  const { answerBy, finishBy } = promised(asked.askedOn, await clockOf(w.tx, asked.kind), await holidaysOf(w.tx))
  const known = await w.tx.selectFrom('privacy.request').select(['person_id', 'kind', 'asked']).where('id', '=', asked.requestId).executeTakeFirst()
  if (known) {
    if (known.person_id !== asked.personId || known.kind !== asked.kind || known.asked !== asked.asked) throw new Refused(refuse('identity-taken', 'requestId', 'Mã định danh này đã dùng cho bản ghi khác.', 'This identity already belongs to another record.'), 409)
    return w.note('privacy.ask', 'person', asked.personId, { request: asked.requestId, again: true })
  }
  const fileId = asked.file ? await keepPaper(w, asked.file) : null
  await w.tx.insertInto('privacy.request').values({
    id: asked.requestId, person_id: asked.personId, kind: asked.kind, activity, asked: asked.asked, asked_on: asked.askedOn, made_by: asked.madeBy, file_id: fileId, account_id: w.actor.accountId, answer_by: answerBy, finish_by: finishBy,
  }).execute()
  w.note('privacy.ask', 'person', asked.personId, { request: asked.requestId, kind: asked.kind, by: asked.madeBy, answerBy, finishBy })
}

/** Others must act too: more days are promised from then on, by the clock of the kind. */
export async function answerRequest(w: Work, asked: { requestId: string; answer: string; others: boolean }): Promise<void> {
  const request = await held(w, asked.requestId)
  insist(mayAnswer(request))
  const clock = await clockOf(w.tx, request.kind)
  const finishBy = asked.others ? promised(request.askedOn, { ...clock, finishDays: clock.othersDays }, new Set()).finishBy : request.finishBy
  await write(w, asked.requestId, sql`answered_on = ${w.today}::date, answer = ${asked.answer}, others = ${asked.others}, finish_by = greatest(finish_by, ${finishBy}::date)`)
  w.note('privacy.answer', 'person', request.personId, { request: asked.requestId, others: asked.others })
}

export async function extendRequest(w: Work, asked: { requestId: string; to: Day; reason: string }): Promise<void> {
  const request = await held(w, asked.requestId)
  insist(mayExtend(request, asked.to, await clockOf(w.tx, request.kind), w.today))
  await write(w, asked.requestId, sql`extended_to = ${asked.to}::date, extend_reason = ${asked.reason}`)
  w.note('privacy.extend', 'person', request.personId, { request: asked.requestId, to: asked.to })
}

/** Decides, and does what was granted. Seeing, correcting and objecting are done on their own pages; the decision says so. */
export async function decideRequest(w: Work, asked: { requestId: string; granted: boolean; reason: string }): Promise<void> {
  const request = await held(w, asked.requestId)
  insist(mayDecide(request))
  await write(w, asked.requestId, sql`decided_on = ${w.today}::date, granted = ${asked.granted}, reason = ${asked.reason}`)
  if (asked.granted && request.kind === 'withdraw') await withdraw(w, request.personId, request.activity!, 'request')
  if (asked.granted && request.kind === 'restrict') await restrict(w, request.personId, true)
  if (asked.granted && request.kind === 'erase') await erase(w, request.personId)
  w.note('privacy.decide', 'person', request.personId, { request: asked.requestId, kind: request.kind, granted: asked.granted })
}

/** Ends a consent and what rests on it, at once. Without one nothing happens. */
export async function withdraw(w: Work, personId: string, activity: string, by: 'own-page' | 'request'): Promise<void> {
  await w.tx.updateTable('privacy.consent').set({ withdrawn_at: sql<Date>`base.moment()`, withdrawn_by: by }).where('person_id', '=', personId).where('activity', '=', activity).where('withdrawn_at', 'is', null).execute()
  if (activity === 'profile') await writeProfile(w, personId, emptyProfile)
  w.note('privacy.withdraw', 'person', personId, { activity, by })
}

async function held(w: Work, requestId: string): Promise<RequestFacts & { personId: string; activity: string | null }> {
  const row = await readRequest(w, requestId)
  await sql`select from privacy.request where id = ${requestId}::uuid for update`.execute(w.tx)
  insist(mayHandle(row, w.actor))
  return row
}

const write = (w: Work, requestId: string, what: RawBuilder<unknown>) => sql`update privacy.request set ${what} where id = ${requestId}::uuid`.execute(w.tx)

async function clockOf(tx: Tx, kind: RequestKind): Promise<Clock> {
  const row = await tx.selectFrom('privacy.clock').selectAll().where('kind', '=', kind).executeTakeFirstOrThrow()
  return { answerDays: row.answer_days, finishDays: row.finish_days, othersDays: row.others_days, extendDays: row.extend_days }
}

async function holidaysOf(tx: Tx): Promise<ReadonlySet<Day>> {
  return new Set((await tx.selectFrom('privacy.holiday').select('day').execute()).map((row) => row.day))
}
