// What people say about a model. Its writer mends and withdraws it; the union that owns the model hides it, with a reason.
import { insist, refuse, Refused, type Verdict } from '#base/refusal'
import { sql } from 'kysely'
import type { Work } from '#platform/work'
import { notFound, ownModel } from './store.ts'

interface Said { modelId: string; personId: string | null; withdrawn: boolean; hidden: boolean }

async function said(w: Work, commentId: string): Promise<Said | null> {
  return (await sql<Said>`select model_id as "modelId", person_id as "personId", withdrawn_at is not null as withdrawn, hidden_at is not null as hidden from emulation.comment where id = ${commentId}`.execute(w.tx)).rows[0] ?? null
}

const isOwn = (w: Work, comment: Said): Verdict => (comment.personId !== null && comment.personId === w.actor.personId)
  || refuse('not-own', null, 'Chỉ người viết mới sửa hoặc rút bình luận.', 'Only its writer mends or withdraws a comment.')

/** Says something, or mends what was said under the same id. */
export async function commentOn(w: Work, ask: { id: string; commentId: string; text: string }): Promise<void> {
  const { rows: [seen] } = await sql`select from emulation.model where id = ${ask.id}`.execute(w.tx)
  const unitId = w.actor.acting?.unitId
  if (!seen || !unitId) throw notFound()
  const known = await said(w, ask.commentId)
  if (known === null) {
    await w.tx.insertInto('emulation.comment').values({ id: ask.commentId, model_id: ask.id, unit_id: unitId, person_id: w.actor.personId, text: ask.text.trim() }).execute()
  } else {
    if (known.modelId !== ask.id) throw notFound()
    insist(isOwn(w, known))
    if (known.withdrawn || known.hidden) throw new Refused(refuse('comment-gone', null, 'Bình luận này đã rút hoặc đã bị ẩn.', 'This comment was withdrawn or hidden.'))
    await sql`update emulation.comment set text = ${ask.text.trim()}, edited_at = base.moment() where id = ${ask.commentId} and text <> ${ask.text.trim()}`.execute(w.tx)
  }
  w.note('emulation.comment', 'model', ask.id, { comment: ask.commentId, again: known !== null })
}

export async function withdrawComment(w: Work, ask: { id: string; commentId: string }): Promise<void> {
  const known = await said(w, ask.commentId)
  if (known?.modelId !== ask.id) throw notFound()
  insist(isOwn(w, known))
  await sql`update emulation.comment set withdrawn_at = base.moment() where id = ${ask.commentId} and withdrawn_at is null`.execute(w.tx)
  w.note('emulation.withdraw-comment', 'model', ask.id, { comment: ask.commentId })
}

export async function hideComment(w: Work, ask: { id: string; unitId: string; commentId: string; reason: string }): Promise<void> {
  await ownModel(w, ask)
  const known = await said(w, ask.commentId)
  if (known?.modelId !== ask.id) throw notFound()
  if (ask.reason.trim().length < 5) throw new Refused(refuse('reason-missing', 'reason', 'Ghi lý do ẩn bình luận (ít nhất 5 ký tự).', 'Say why the comment is hidden (5 characters at least).'))
  await sql`update emulation.comment set hidden_at = base.moment(), hide_reason = ${ask.reason.trim()} where id = ${ask.commentId} and hidden_at is null`.execute(w.tx)
  w.note('emulation.hide-comment', 'model', ask.id, { comment: ask.commentId, reason: ask.reason.trim() })
}
