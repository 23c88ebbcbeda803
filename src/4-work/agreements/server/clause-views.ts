// Reads of texts, codings and clauses, straight to the shapes of the contract.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Text } from '#base/text'
import type { Tx, Work } from '#platform/work'
import type { ClauseShape, ComparisonShape, TextLine, TextPageShape } from '../contract.ts'
import { agreementOf } from '../domain/coding-agreement.ts'
import { compare, decided, mayBegin, seesOthers, subjectsBy } from '../domain/coding.ts'
import { besideLaw, type Better } from '../domain/clauses.ts'
import type { Passage } from '../domain/passages.ts'
import { codingsOf, spansOf, twoCoders, votesOf } from './codings.ts'
import { notFound } from './store.ts'
import { suggest } from './suggest.ts'
import { findText } from './texts.ts'

export interface CaseRow { code: string; subject: string; name: Text; scale: 'vnd' | 'percent' | 'days' | 'hours' | 'minutes' | 'months' | 'times'; per: Text; better: Better; law: number | null; basis: string | null }

export async function clauseLists(tx: Tx, on: Day): Promise<{ subjects: { code: string; name: Text; article: string }[]; cases: CaseRow[] }> {
  const { rows: [lists] } = await sql<{ subjects: { code: string; name: Text; article: string }[]; cases: CaseRow[] }>`
    select (select jsonb_agg(jsonb_build_object('code', code, 'name', jsonb_build_object('vi', name_vi, 'en', name_en), 'article', article) order by ord) from agreements.clause_subject) as subjects,
      (select jsonb_agg(jsonb_build_object('code', y.code, 'subject', y.subject, 'name', jsonb_build_object('vi', y.name_vi, 'en', y.name_en), 'scale', y.scale, 'per', jsonb_build_object('vi', y.per_vi, 'en', y.per_en), 'better', y.better, 'law', l.gives, 'basis', l.basis) order by y.ord)
        from agreements.clause_case y left join agreements.law_minimum l on l.case_code = y.code and l.during @> ${on}::date) as cases`.execute(tx)
  return lists!
}

interface ClauseRow extends Omit<ClauseShape, 'beside'> { law: number | null; basis: string | null; better: Better | null; agreementId: string; title: string; unitId: string }

const clauseRows = (on: Day, where: ReturnType<typeof sql>) => sql<ClauseRow>`
  select k.id, k.agreement_id as "agreementId", a.title, a.unit_id as "unitId", k.text_id as "textId", t.amendment_id as "amendmentId", k.start_at as start, k.end_at as "end", k.subject, k.case_code as "caseCode", k.gives::float8 as gives, k.gives_as as "givesAs", k.note, k.said,
    coalesce((select p.path from agreements.passage p where p.text_id = k.text_id and p.start_at <= k.start_at and p.end_at > k.start_at limit 1), '') as path,
    case when not isempty(e.during) then lower(e.during) end as "from", case when not isempty(e.during) then upper(e.during) end as "to", coalesce(e.during @> ${on}::date, false) as "inForce",
    l.gives::float8 as law, l.basis, y.better, k.part_id as "partId", k.replaced_by as "replacedBy", array(select z.judgment_id from agreements.void_clause z where z.clause_id = k.id order by 1) as judgments
  from agreements.clause k join agreements.agreement a on a.id = k.agreement_id join agreements.full_text t on t.id = k.text_id join agreements.clause_subject s on s.code = k.subject
  left join agreements.clause_effect e on e.clause_id = k.id left join agreements.clause_case y on y.code = k.case_code left join agreements.law_minimum l on l.case_code = k.case_code and l.during @> ${on}::date
  where ${where} order by s.ord, t.amendment_id nulls first, k.start_at, k.id`

function toClause({ law, basis, better, agreementId: _a, title: _t, unitId: _u, ...row }: ClauseRow): ClauseShape {
  return { ...row, beside: row.gives === null || row.givesAs === null || better === null ? null : { ...besideLaw(law, row.gives, row.givesAs, better), basis } }
}

export async function readClause(tx: Tx, clauseId: string, on: Day): Promise<ClauseShape & { agreementId: string; title: string; unitId: string }> {
  const { rows: [row] } = await clauseRows(on, sql`k.id = ${clauseId}`).execute(tx)
  if (!row) throw new Refused(refuse('not-found', null, 'Không tìm thấy điều khoản, hoặc thỏa ước nằm ngoài phạm vi của bạn.', 'No such clause, or its agreement lies outside your reach.'), 404)
  return { ...toClause(row), agreementId: row.agreementId, title: row.title, unitId: row.unitId }
}

interface TextRow extends Omit<TextLine, 'coders' | 'differences' | 'may'> { coders: (TextLine['coders'][number] & { personId: string })[] }

export async function clausesOfAgreement(w: Work, agreementId: string, on: Day): Promise<{ unitId: string; texts: TextLine[]; clauses: ClauseShape[]; mayWrite: boolean }> {
  const held = await sql<{ unitId: string; own: boolean }>`select unit_id as "unitId", organisation.reaches(unit_id) as own from agreements.agreement where id = ${agreementId}`.execute(w.tx)
  if (!held.rows[0]) throw notFound()
  const { unitId, own } = held.rows[0]
  const { rows: texts } = await sql<TextRow>`
    select t.id, case when m.id is not null then jsonb_build_object('id', m.id, 'what', m.what) end as amendment, jsonb_build_object('id', f.id, 'name', f.name) as file, t.read_as as "readAs", t.blank_pages as "blankPages",
      (select count(*)::int from agreements.passage p where p.text_id = t.id) as passages, to_char(t.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "confirmedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('codingId', c.id, 'personId', c.person_id, 'person', n.name, 'mine', coalesce(c.person_id = ${w.actor.personId}::uuid, false), 'kind', c.kind, 'finished', c.finished_at is not null,
          'spans', case when agreements.sees_coding(c.id) then (select count(*)::int from agreements.coding_span s where s.coding_id = c.id) end) order by c.begun_at, c.id), '[]')
        from agreements.coding c left join people.shown_person n on n.id = c.person_id where c.text_id = t.id) as coders
    from agreements.full_text t join files.file f on f.id = t.file_id left join agreements.amendment m on m.id = t.amendment_id
    where t.agreement_id = ${agreementId} order by m.effective_on nulls first, t.id`.execute(w.tx)
  const clauses = (await clauseRows(on, sql`k.agreement_id = ${agreementId}`).execute(w.tx)).rows.map(toClause)
  const mayWrite = own && (w.actor.acting?.verbs.has('agreement.write') ?? false)
  const lines: TextLine[] = []
  for (const { coders, ...text } of texts) {
    const confirmed = text.confirmedAt !== null
    const may = (kind: 'coder' | 'reviewer') => mayWrite && w.actor.personId !== null && mayBegin(coders, w.actor.personId, kind, confirmed) === true
    const both = coders.filter((one) => one.kind === 'coder' && one.finished).length === 2
    lines.push({
      ...text, coders: coders.map(({ personId: _, ...coder }) => coder), differences: both && !confirmed && own ? await openDifferences(w.tx, text.id) : confirmed && both ? 0 : null,
      may: { code: may('coder'), review: may('reviewer'), drop: mayWrite && coders.length === 0 },
    })
  }
  return { unitId, texts: lines, clauses, mayWrite }
}

async function openDifferences(tx: Tx, textId: string): Promise<number> {
  const { coders, first, second } = await twoCoders(tx, await findText(tx, textId))
  const votes = await votesOf(tx, textId)
  return compare(first, second).differences.filter((one) => decided(votes.filter((vote) => vote.differenceId === one.id), coders.map((c) => c.personId)) === undefined).length
}

const passagesOfText = async (tx: Tx, textId: string): Promise<Passage[]> =>
  (await sql<Passage>`select kind, path, start_at as start, end_at as "end", '' as label from agreements.passage where text_id = ${textId} order by ord`.execute(tx)).rows

export async function readTextPage(w: Work, textId: string): Promise<TextPageShape> {
  const text = await findText(w.tx, textId)
  const passages = await passagesOfText(w.tx, textId)
  const codings = text.own ? await codingsOf(w.tx, textId) : []
  const own = codings.find((one) => one.personId === w.actor.personId)
  const spans = own ? await spansOf(w.tx, [own.id]) : []
  const { rows: clauses } = await sql<TextPageShape['clauses'][number]>`select id, start_at as start, end_at as "end", subject from agreements.clause where text_id = ${textId} order by start_at, id`.execute(w.tx)
  return {
    id: text.id, agreementId: text.agreementId, unitId: text.unitId, title: text.title, amendment: text.amendment, body: text.body, confirmed: text.confirmed, clauses,
    passages: passages.map(({ label: _, ...passage }) => passage),
    mine: own ? { id: own.id, kind: own.kind, finished: own.finished, spans: spans.map(({ codingId: _, ...span }) => span) } : null,
    suggestions: own && !own.finished && own.kind === 'coder' ? await openSuggestions(w, text.body, passages, own.id, spans) : [],
    mayCompare: seesOthers(codings, w.actor.personId, text.confirmed) && codings.filter((one) => one.kind === 'coder' && one.finished).length === 2,
  }
}

/** Without what was refused, and what the coder has found by now. */
async function openSuggestions(w: Work, body: string, passages: Passage[], codingId: string, spans: readonly { start: number; end: number; subject: string }[]): Promise<TextPageShape['suggestions']> {
  const { cases } = await clauseLists(w.tx, w.today)
  const refused = new Set((await w.tx.selectFrom('agreements.refused_suggestion').select(['start_at', 'end_at', 'subject']).where('coding_id', '=', codingId).execute()).map((r) => `${r.start_at} ${r.end_at} ${r.subject}`))
  return suggest(body, passages, cases.map((one) => ({ ...one, name: one.name.vi })))
    .filter((one) => !refused.has(`${one.start} ${one.end} ${one.subject}`) && !spans.some((span) => span.subject === one.subject && span.start < one.end && one.start < span.end))
}

export async function readComparison(w: Work, textId: string): Promise<ComparisonShape> {
  const text = await findText(w.tx, textId)
  const all = await codingsOf(w.tx, textId)
  if (!seesOthers(all, w.actor.personId, text.confirmed)) throw new Refused(refuse('not-finished', null, 'Bạn xem được phần của người kia sau khi kết thúc phần của mình.', 'You see what the other found once you have finished your own.'), 403)
  const { coders, first, second } = await twoCoders(w.tx, text)
  const passages = await passagesOfText(w.tx, textId), votes = await votesOf(w.tx, textId)
  const people = [...new Set([...coders.map((one) => one.personId), ...votes.map((vote) => vote.personId)])]
  const names = new Map((await sql<{ id: string; name: string }>`select id, name from people.shown_person where id = any(${people}::uuid[])`.execute(w.tx)).rows.map((row) => [row.id, row.name]))
  const who = (id: string) => ({ person: names.get(id) ?? null, mine: id === w.actor.personId })
  const { agreed, differences } = compare(first, second)
  const { overall, bySubject } = agreementOf(subjectsBy(passages, first), subjectsBy(passages, second))
  const wordsOf = ({ start, end }: { start: number; end: number }) => text.body.slice(start, end)
  return {
    textId, agreementId: text.agreementId, unitId: text.unitId, title: text.title, confirmed: text.confirmed, coders: coders.map((one) => who(one.personId)),
    agreed: agreed.map((span) => ({ ...span, words: wordsOf(span) })),
    differences: differences.map(({ id, first: a, second: b }) => {
      const own = votes.filter((vote) => vote.differenceId === id)
      const chosen = decided(own, coders.map((one) => one.personId))
      const at = { start: Math.min(...[a, b].flatMap((s) => s?.start ?? [])), end: Math.max(...[a, b].flatMap((s) => s?.end ?? [])) }
      return {
        id, first: a, second: b, words: wordsOf(at), path: passages.find((p) => p.start <= at.start && p.end > at.start)?.path ?? '',
        voices: own.map((vote) => ({ ...who(vote.personId), chosen: vote.chosen })), settled: chosen !== undefined, chosen: chosen ?? null,
      }
    }),
    overall, bySubject: [...bySubject].map(([subject, kappa]) => ({ subject, ...kappa })),
  }
}
