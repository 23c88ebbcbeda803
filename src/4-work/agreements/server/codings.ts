// What is done to the coding of a text. Each deed locks the text, so that of two who finish or settle at once the second sees the
// first, and the clauses are confirmed once.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { insist, Refused, refuse } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import { compare, mayBegin, maySpan, settled, type Begun, type CodedSpan, type Vote } from '../domain/coding.ts'
import { findText, noText, type TextRow } from './texts.ts'

export interface Coding extends Begun { id: string }
interface Said { start: number; end: number; subject: string; caseCode: string | null; gives: number | null; givesAs: 'total' | 'extra' | null; note: string | null }

export const codingsOf = async (tx: Tx, textId: string): Promise<Coding[]> =>
  (await sql<Coding>`select id, person_id as "personId", kind, finished_at is not null as finished from agreements.coding where text_id = ${textId} order by begun_at, id`.execute(tx)).rows
export const spansOf = async (tx: Tx, codingIds: readonly string[]): Promise<(CodedSpan & { codingId: string })[]> =>
  (await sql<CodedSpan & { codingId: string }>`
    select id, coding_id as "codingId", subject, case_code as "caseCode", start_at as start, end_at as "end", gives::float8 as gives, gives_as as "givesAs", note, suggested
    from agreements.coding_span where coding_id = any(${codingIds}::uuid[]) order by start_at, end_at, id`.execute(tx)).rows
export const votesOf = async (tx: Tx, textId: string): Promise<Vote[]> =>
  (await sql<Vote>`select difference_id as "differenceId", person_id as "personId", chosen from agreements.settlement where text_id = ${textId} order by at, person_id`.execute(tx)).rows

function personOf(w: Work): string {
  if (w.actor.personId !== null) return w.actor.personId
  throw new Refused(refuse('no-person', null, 'Tài khoản này không gắn với người nào nên không mã hóa được.', 'This account belongs to no person, so it cannot code.'))
}

async function ownText(w: Work, textId: string, unitId: string): Promise<TextRow> {
  const text = await findText(w.tx, textId, { lock: true })
  if (!text.own || text.unitId !== unitId) throw noText()
  return text
}

/** Takes on a text. Who looks it through begins with what the one coder found. */
export async function beginCoding(w: Work, asked: { unitId: string; textId: string; codingId: string; kind: Begun['kind'] }): Promise<void> {
  const person = personOf(w), text = await ownText(w, asked.textId, asked.unitId)
  const begun = await codingsOf(w.tx, text.id)
  const again = begun.some((one) => one.id === asked.codingId && one.personId === person && one.kind === asked.kind)
  if (!again) {
    insist(mayBegin(begun, person, asked.kind, text.confirmed))
    await w.tx.insertInto('agreements.coding').values({ id: asked.codingId, text_id: text.id, agreement_id: text.agreementId, person_id: person, kind: asked.kind }).execute()
    if (asked.kind === 'reviewer') await putSpans(w.tx, text, asked.codingId, (await spansOf(w.tx, begun.map((one) => one.id))).map((span) => ({ ...span, id: newId() })))
  }
  w.note('agreements.begin-coding', 'agreement', text.agreementId, { textId: text.id, kind: asked.kind, ...(again ? { again } : {}) })
}

/** The coding, if it is one's own and not finished, with its text. */
async function ownCoding(w: Work, { codingId, unitId }: { codingId: string; unitId: string }): Promise<{ coding: Coding; text: TextRow }> {
  const person = personOf(w)
  const found = await w.tx.selectFrom('agreements.coding').select('text_id').where('id', '=', codingId).executeTakeFirst()
  if (!found) throw noText()
  const text = await ownText(w, found.text_id, unitId)
  const coding = (await codingsOf(w.tx, text.id)).find((one) => one.id === codingId)!
  if (coding.personId !== person) throw new Refused(refuse('not-yours', null, 'Phần mã hóa này là của người khác.', 'This coding is another person\'s.'), 403)
  return { coding, text }
}
async function openCoding(w: Work, asked: { codingId: string; unitId: string }): Promise<{ coding: Coding; text: TextRow }> {
  const own = await ownCoding(w, asked)
  if (own.coding.finished) throw new Refused(refuse('finished', null, 'Bạn đã kết thúc mã hóa văn bản này nên không sửa được nữa.', 'You have finished coding this text; it changes no more.'))
  return own
}

export async function codeSpan(w: Work, asked: { unitId: string; codingId: string; spanId: string; suggested: boolean } & Said): Promise<void> {
  const { coding, text } = await openCoding(w, asked)
  insist(maySpan(asked, text.body))
  await mustBeListed(w.tx, asked)
  if ((asked.gives === null) !== (asked.givesAs === null)) throw new Refused(refuse('gives-as', 'givesAs', 'Ghi rõ mức này là tổng hay phần hơn luật.', 'Say whether the number is all or on top of the law.'))
  await putSpans(w.tx, text, coding.id, [{ id: asked.spanId, ...asked }])
  w.note('agreements.code', 'agreement', text.agreementId, { spanId: asked.spanId, subject: asked.subject, ...(asked.suggested ? { suggested: true } : {}) })
}

async function mustBeListed(tx: Tx, { subject, caseCode, gives }: Said): Promise<void> {
  const { rows: [known] } = await sql<{ subject: boolean; fits: boolean }>`select exists (select from agreements.clause_subject where code = ${subject}) as subject, exists (select from agreements.clause_case where code = ${caseCode} and subject = ${subject}) as fits`.execute(tx)
  if (!known!.subject) throw new Refused(refuse('no-subject', 'subject', 'Chọn nội dung của điều khoản.', 'Choose what the clause is about.'))
  if (caseCode !== null && !known!.fits) throw new Refused(refuse('no-case', 'caseCode', 'Quyền lợi này không thuộc nội dung đã chọn.', 'This case is none of the chosen subject.'))
  if (caseCode === null && gives !== null) throw new Refused(refuse('no-case', 'caseCode', 'Chọn quyền lợi mà mức này nói đến.', 'Choose the case that the number is of.'))
}

async function putSpans(tx: Tx, text: TextRow, codingId: string, spans: readonly (Said & { id: string; suggested: boolean })[]): Promise<void> {
  if (spans.length === 0) return
  const rows = spans.map((s) => ({ id: s.id, subject: s.subject, case_code: s.caseCode, start_at: s.start, end_at: s.end, gives: s.gives, gives_as: s.givesAs, note: s.note || null, suggested: s.suggested }))
  const { rows: put } = await sql`
    insert into agreements.coding_span (id, coding_id, agreement_id, subject, case_code, start_at, end_at, gives, gives_as, note, suggested)
    select id, ${codingId}, ${text.agreementId}, subject, case_code, start_at, end_at, gives, gives_as, note, suggested
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(id uuid, subject text, case_code text, start_at int, end_at int, gives numeric, gives_as text, note text, suggested boolean)
    on conflict (id) do update set subject = excluded.subject, case_code = excluded.case_code, start_at = excluded.start_at, end_at = excluded.end_at, gives = excluded.gives, gives_as = excluded.gives_as, note = excluded.note
    where coding_span.coding_id = excluded.coding_id returning 1`.execute(tx)
  if (put.length !== rows.length) throw noText()
}

export async function uncodeSpan(w: Work, asked: { unitId: string; codingId: string; spanId: string }): Promise<void> {
  const { coding, text } = await openCoding(w, asked)
  await w.tx.deleteFrom('agreements.coding_span').where('id', '=', asked.spanId).where('coding_id', '=', coding.id).execute()
  w.note('agreements.uncode', 'agreement', text.agreementId, { spanId: asked.spanId })
}

export async function refuseSuggestion(w: Work, asked: { unitId: string; codingId: string; start: number; end: number; subject: string; refused: boolean }): Promise<void> {
  const { coding, text } = await openCoding(w, asked)
  await mustBeListed(w.tx, { ...asked, caseCode: null, gives: null, givesAs: null, note: null })
  const row = { coding_id: coding.id, agreement_id: text.agreementId, subject: asked.subject, start_at: asked.start, end_at: asked.end }
  if (asked.refused) await w.tx.insertInto('agreements.refused_suggestion').values(row).onConflict((c) => c.doNothing()).execute()
  else await w.tx.deleteFrom('agreements.refused_suggestion').where('coding_id', '=', coding.id).where('subject', '=', asked.subject).where('start_at', '=', asked.start).where('end_at', '=', asked.end).execute()
  w.note('agreements.refuse-suggestion', 'agreement', text.agreementId, { subject: asked.subject, refused: asked.refused })
}

/** Answers whether the clauses are confirmed with it: nothing was left to settle, or who looked it through is done. */
export async function finishCoding(w: Work, asked: { unitId: string; codingId: string }): Promise<boolean> {
  const { coding, text } = await ownCoding(w, asked)
  if (!coding.finished) await w.tx.updateTable('agreements.coding').set({ finished_at: sql<Date>`base.moment()` }).where('id', '=', coding.id).execute()
  w.note('agreements.finish-coding', 'agreement', text.agreementId, { textId: text.id, kind: coding.kind, ...(coding.finished ? { again: true } : {}) })
  if (text.confirmed) return true
  return coding.kind === 'reviewer' ? confirm(w, text, await spansOf(w.tx, [coding.id])) : confirmSettled(w, text)
}

export async function settleDifference(w: Work, asked: { unitId: string; textId: string; differenceId: string; chosen: string | null }): Promise<boolean> {
  const person = personOf(w), text = await ownText(w, asked.textId, asked.unitId)
  const { first, second } = await twoCoders(w.tx, text)
  const difference = compare(first, second).differences.find((one) => one.id === asked.differenceId)
  if (!difference || (asked.chosen !== null && asked.chosen !== difference.first?.id && asked.chosen !== difference.second?.id)) throw new Refused(refuse('no-difference', 'chosen', 'Không có chỗ khác nhau này giữa hai người mã hóa.', 'The two coders do not differ there.'))
  if (!text.confirmed) {
    await w.tx.insertInto('agreements.settlement').values({ difference_id: difference.id, text_id: text.id, agreement_id: text.agreementId, person_id: person, chosen: asked.chosen })
      .onConflict((c) => c.columns(['difference_id', 'person_id']).doUpdateSet({ chosen: asked.chosen, at: sql<Date>`base.moment()` })).execute()
  }
  w.note('agreements.settle', 'agreement', text.agreementId, { differenceId: difference.id, chosen: asked.chosen })
  return text.confirmed || confirmSettled(w, text)
}

/** Both coders with what they found; refused as long as one of them still codes. */
export async function twoCoders(tx: Tx, text: TextRow): Promise<{ coders: Coding[]; first: CodedSpan[]; second: CodedSpan[] }> {
  const coders = (await codingsOf(tx, text.id)).filter((one) => one.kind === 'coder')
  if (coders.length < 2 || coders.some((one) => !one.finished)) throw new Refused(refuse('not-finished', null, 'Chưa so sánh được: hai người mã hóa chưa cùng kết thúc.', 'There is nothing to compare yet: two coders have not both finished.'))
  const spans = await spansOf(tx, coders.map((one) => one.id))
  const of = (coder: Coding) => spans.filter((span) => span.codingId === coder.id).map(({ codingId: _, ...span }) => span)
  return { coders, first: of(coders[0]!), second: of(coders[1]!) }
}

async function confirmSettled(w: Work, text: TextRow): Promise<boolean> {
  const coders = (await codingsOf(w.tx, text.id)).filter((one) => one.kind === 'coder')
  if (coders.length < 2 || coders.some((one) => !one.finished)) return false
  const { first, second } = await twoCoders(w.tx, text)
  const record = settled(first, second, await votesOf(w.tx, text.id), coders.map((one) => one.personId))
  return record !== null && confirm(w, text, record)
}

/** The record from here on; the figures follow with the commit. */
async function confirm(w: Work, text: TextRow, spans: readonly CodedSpan[]): Promise<true> {
  await w.tx.updateTable('agreements.full_text').set({ confirmed_at: sql<Date>`base.moment()` }).where('id', '=', text.id).execute()
  if (spans.length > 0) {
    await w.tx.insertInto('agreements.clause').values(spans.map((s) => ({
      id: newId(), text_id: text.id, agreement_id: text.agreementId, subject: s.subject, case_code: s.caseCode, start_at: s.start, end_at: s.end, said: text.body.slice(s.start, s.end), gives: s.gives, gives_as: s.givesAs, note: s.note,
    }))).execute()
  }
  w.touched('agreement', [text.agreementId])
  w.note('agreements.confirm-clauses', 'agreement', text.agreementId, { textId: text.id, clauses: spans.length })
  return true
}

/** Which part, amendment or judgment decides on the days of a clause. */
export async function placeClause(w: Work, asked: { unitId: string; clauseId: string; partId: string | null; replacedBy: string | null; judgments: readonly string[] }): Promise<void> {
  const clause = await w.tx.selectFrom('agreements.clause as k').innerJoin('agreements.agreement as a', 'a.id', 'k.agreement_id').select(['k.agreement_id', 'a.unit_id']).where('k.id', '=', asked.clauseId).executeTakeFirst()
  if (!clause || clause.unit_id !== asked.unitId) throw noText()
  const { rows: [known] } = await sql<{ part: boolean; amendment: boolean; judgments: number }>`
    select exists (select from agreements.part where id = ${asked.partId} and agreement_id = ${clause.agreement_id}) as part, exists (select from agreements.amendment where id = ${asked.replacedBy} and agreement_id = ${clause.agreement_id}) as amendment,
      (select count(*)::int from agreements.judgment where id = any(${asked.judgments}::uuid[]) and agreement_id = ${clause.agreement_id} and not whole) as judgments`.execute(w.tx)
  if ((asked.partId !== null && !known!.part) || (asked.replacedBy !== null && !known!.amendment) || known!.judgments !== new Set(asked.judgments).size) throw new Refused(refuse('no-record', 'partId', 'Phần, lần sửa đổi hoặc bản án này không thuộc thỏa ước.', 'This part, amendment or judgment is none of the agreement.'))
  await w.tx.updateTable('agreements.clause').set({ part_id: asked.partId, replaced_by: asked.replacedBy }).where('id', '=', asked.clauseId).execute()
  await w.tx.deleteFrom('agreements.void_clause').where('clause_id', '=', asked.clauseId).execute()
  if (asked.judgments.length > 0) await w.tx.insertInto('agreements.void_clause').values([...new Set(asked.judgments)].map((id) => ({ clause_id: asked.clauseId, judgment_id: id, agreement_id: clause.agreement_id }))).execute()
  w.touched('agreement', [clause.agreement_id])
  w.note('agreements.place-clause', 'agreement', clause.agreement_id, { clauseId: asked.clauseId, partId: asked.partId, replacedBy: asked.replacedBy, judgments: asked.judgments })
}
