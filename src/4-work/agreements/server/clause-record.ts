// Texts with their codings as they were done, many at once: what an archive hands over, and the told confederation.
import { sql } from 'kysely'
import { newId } from '#base/id'
import type { Work } from '#platform/work'
import { passagesOf } from '../domain/passages.ts'

export interface CodedSaid { id?: string; start: number; end: number; subject: string; caseCode?: string; gives?: number }
export interface CodedText {
  id: string; agreementId: string; amendmentId?: string; fileId: string; body: string
  codings: { id: string; personId: string; kind: 'coder' | 'reviewer'; spans: CodedSaid[] }[]
  /** The record, where the coding is settled; null: it is not yet. */
  clauses: CodedSaid[] | null
}

export async function recordCodings(w: Work, texts: CodedText[]): Promise<void> {
  if (texts.length === 0) return
  const insert = (table: string, columns: string, rows: object[]) => sql`insert into ${sql.raw(table)} select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(${sql.raw(columns)})`.execute(w.tx)
  const codings = texts.flatMap((text) => text.codings.map((coding) => ({ ...coding, text_id: text.id, agreement_id: text.agreementId, person_id: coding.personId })))
  const saidOf = (said: CodedSaid) => ({ subject: said.subject, case_code: said.caseCode ?? null, start_at: said.start, end_at: said.end, gives: said.gives ?? null, gives_as: said.gives === undefined ? null : 'total' })
  await insert('agreements.full_text (id, agreement_id, amendment_id, file_id, read_as, body)', 'id uuid, agreement_id uuid, amendment_id uuid, file_id uuid, read_as text, body text',
    texts.map((t) => ({ id: t.id, agreement_id: t.agreementId, amendment_id: t.amendmentId ?? null, file_id: t.fileId, read_as: 'docx', body: t.body })))
  // Many are of one wording, which is taken apart once.
  const taken = new Map<string, object[]>()
  const passages = (body: string) => {
    const known = taken.get(body) ?? passagesOf(body).map(({ kind, path, start, end }, ord) => ({ ord, kind, path, start_at: start, end_at: end }))
    taken.set(body, known)
    return known
  }
  await sql`insert into agreements.passage (text_id, agreement_id, ord, kind, path, start_at, end_at, words)
    select t.id, t.agreement_id, r.ord, r.kind, r.path, r.start_at, r.end_at, to_tsvector('pg_catalog.simple', base.fold(substr(t.body, r.start_at + 1, r.end_at - r.start_at)))
    from jsonb_to_recordset(${JSON.stringify(texts.flatMap((t) => passages(t.body).map((p) => ({ ...p, text_id: t.id }))))}::jsonb) r(text_id uuid, ord int, kind text, path text, start_at int, end_at int) join agreements.full_text t on t.id = r.text_id`.execute(w.tx)
  await insert('agreements.coding (id, text_id, agreement_id, person_id, kind)', 'id uuid, text_id uuid, agreement_id uuid, person_id uuid, kind text', codings)
  await insert('agreements.coding_span (id, coding_id, agreement_id, subject, case_code, start_at, end_at, gives, gives_as)', 'id uuid, coding_id uuid, agreement_id uuid, subject text, case_code text, start_at int, end_at int, gives numeric, gives_as text',
    codings.flatMap((coding) => coding.spans.map((said) => ({ ...saidOf(said), id: said.id ?? newId(), coding_id: coding.id, agreement_id: coding.agreement_id }))))
  const ids = texts.map((t) => t.id), settled = texts.filter((t) => t.clauses !== null)
  await sql`update agreements.coding set finished_at = base.moment() where text_id = any(${ids}::uuid[])`.execute(w.tx)
  await sql`update agreements.full_text set confirmed_at = base.moment() where id = any(${settled.map((t) => t.id)}::uuid[])`.execute(w.tx)
  await insert('agreements.clause (id, text_id, agreement_id, subject, case_code, start_at, end_at, said, gives, gives_as)', 'id uuid, text_id uuid, agreement_id uuid, subject text, case_code text, start_at int, end_at int, said text, gives numeric, gives_as text',
    settled.flatMap((t) => t.clauses!.map((said) => ({ ...saidOf(said), id: said.id ?? newId(), text_id: t.id, agreement_id: t.agreementId, said: t.body.slice(said.start, said.end) }))))
  w.touched('agreement', new Set(texts.map((t) => t.agreementId)))
  w.note('agreements.record-codings', 'agreement', texts.length === 1 ? texts[0]!.agreementId : 'bulk', { texts: texts.length })
}
