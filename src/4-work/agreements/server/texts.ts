// Texts: the words of an attached file, kept as they were read, with their passages.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import { readFile } from '#platform/files/store'
import type { Tx, Work } from '#platform/work'
import { passagesOf } from '../domain/passages.ts'
import { findAgreement, notFound, type Held } from './store.ts'
import { readText, type ReadText } from './text-read.ts'

export interface TextRow { id: string; agreementId: string; unitId: string; title: string; amendment: string | null; body: string; confirmed: boolean; own: boolean }

export function noText(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy toàn văn này, hoặc thỏa ước nằm ngoài phạm vi của bạn.', 'No such text, or its agreement lies outside your reach.'), 404)
}

/** The text, if the running scope sees it. Locked: against two writers of its coding. */
export async function findText(tx: Tx, textId: string, options: { lock?: boolean } = {}): Promise<TextRow> {
  if (options.lock) await sql`select from agreements.full_text where id = ${textId} for no key update`.execute(tx)
  const { rows: [row] } = await sql<TextRow>`
    select t.id, t.agreement_id as "agreementId", a.unit_id as "unitId", a.title, m.what as amendment, t.body, t.confirmed_at is not null as confirmed, organisation.reaches(a.unit_id) as own
    from agreements.full_text t join agreements.agreement a on a.id = t.agreement_id left join agreements.amendment m on m.id = t.amendment_id where t.id = ${textId}`.execute(tx)
  if (!row) throw noText()
  return row
}

async function ownAgreement(w: Work, agreementId: string, unitId: string): Promise<Held> {
  const held = await findAgreement(w.tx, agreementId, { lock: true })
  if (!held || held.unitId !== unitId) throw notFound()
  return held
}

/** Reads an attached file as the text of the agreement, or of one of its amendments, in place of one that nobody has begun to code. */
export async function readAttached(w: Work, asked: { unitId: string; agreementId: string; textId: string; fileId: string; amendmentId: string | null }): Promise<void> {
  const held = await ownAgreement(w, asked.agreementId, asked.unitId)
  if (!held.attachments.some((file) => file.id === asked.fileId)) throw new Refused(refuse('no-file', 'fileId', 'Tệp này không đính kèm thỏa ước.', 'This file is not attached to the agreement.'))
  if (asked.amendmentId !== null && !held.amendments.some((one) => one.id === asked.amendmentId)) throw new Refused(refuse('no-amendment', 'amendmentId', 'Không tìm thấy lần sửa đổi này.', 'There is no such amendment.'))
  const known = await w.tx.selectFrom('agreements.full_text').select(['id', 'file_id']).where('agreement_id', '=', asked.agreementId).where('amendment_id', asked.amendmentId === null ? 'is' : '=', asked.amendmentId).executeTakeFirst()
  if (known?.id === asked.textId && known.file_id === asked.fileId) return w.note('agreements.read-text', 'agreement', asked.agreementId, { textId: asked.textId, again: true })
  if (known) await mustBeUncoded(w, known.id)
  const { bytes } = await readFile(w, asked.fileId)
  const read = await readText(bytes)
  if (known) await w.tx.deleteFrom('agreements.full_text').where('id', '=', known.id).execute()
  await putText(w.tx, { id: asked.textId, agreementId: asked.agreementId, amendmentId: asked.amendmentId, fileId: asked.fileId, ...read })
  w.note('agreements.read-text', 'agreement', asked.agreementId, { textId: asked.textId, fileId: asked.fileId, signs: read.body.length })
}

async function putText(tx: Tx, text: ReadText & { id: string; agreementId: string; amendmentId: string | null; fileId: string }): Promise<void> {
  const { id, agreementId, body } = text
  await tx.insertInto('agreements.full_text').values({ id, agreement_id: agreementId, amendment_id: text.amendmentId, file_id: text.fileId, read_as: text.readAs, body, blank_pages: text.blankPages }).execute()
  const rows = passagesOf(body).map(({ kind, path, start, end }, ord) => ({ ord, kind, path, start_at: start, end_at: end, said: body.slice(start, end) }))
  await sql`
    insert into agreements.passage (text_id, agreement_id, ord, kind, path, start_at, end_at, words)
    select ${id}, ${agreementId}, ord, kind, path, start_at, end_at, to_tsvector('pg_catalog.simple', base.fold(said))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(ord int, kind text, path text, start_at int, end_at int, said text)`.execute(tx)
}

export async function dropText(w: Work, asked: { unitId: string; agreementId: string; textId: string }): Promise<void> {
  await ownAgreement(w, asked.agreementId, asked.unitId)
  await mustBeUncoded(w, asked.textId)
  await w.tx.deleteFrom('agreements.full_text').where('id', '=', asked.textId).where('agreement_id', '=', asked.agreementId).execute()
  w.note('agreements.drop-text', 'agreement', asked.agreementId, { textId: asked.textId })
}

async function mustBeUncoded(w: Work, textId: string): Promise<void> {
  const coding = await w.tx.selectFrom('agreements.coding').select('id').where('text_id', '=', textId).executeTakeFirst()
  if (coding) throw new Refused(refuse('coded', 'fileId', 'Toàn văn này đã có người mã hóa nên không thay bằng tệp khác được.', 'Somebody has begun to code this text, so it is not replaced by another file.'))
}
