// What can be done with agreements; the routes and the rooms above call the same functions. Each loads facts, asks a rule, writes.
import { writeDay, type Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { storeFile } from '#platform/files/store'
import { mustReach, type Work } from '#platform/work'
import type { Amendment, Bargaining, Content, Judgment, Widening } from '../domain/agreement.ts'
import { differences } from '../domain/differences.ts'
import { mayAmend, mayBargain, mayDiscard, mayEnd, mayJudge, mayKeep, maySign, mayWiden, mustBeSigned } from '../domain/rules.ts'
import { listsOf } from './views.ts'
import { effectOfHeld, findAgreement, notFound, putAgreements, putAmendment, putBargaining, putJudgment, putWidening, type Attached, type Held } from './store.ts'

interface Own { id: string; unitId: string }

/** The agreement, if it stands under the unit; 404 otherwise. */
async function ownAgreement(w: Work, { id, unitId }: Own): Promise<Held> {
  const held = await findAgreement(w.tx, id, { lock: true })
  if (!held || held.unitId !== unitId) throw notFound()
  return held
}
async function signedAgreement(w: Work, own: Own): Promise<Held> {
  const held = await ownAgreement(w, own)
  insist(mustBeSigned(held.status))
  return held
}

/** Writes an agreement as given (the same again changes nothing): a draft, or a correction of what was signed. `seen`: the writing that the sender had before them. */
export async function writeAgreement(w: Work, given: Own & { content: Content; seen?: number | undefined }): Promise<void> {
  const known = await findAgreement(w.tx, given.id, { lock: true })
  if (known && known.unitId !== given.unitId) throw notFound()
  const { content } = given
  insist(known?.status === 'signed' ? maySign(content, w.today) : mayKeep(content))
  if (known && given.seen !== undefined && known.writing !== given.seen) await refuseUnseen(w, known, content)
  if (known && differences(content, known.content).length === 0) return w.note('agreements.write', 'agreement', given.id, { again: true })
  await mustFit(w, given, known)
  await putAgreements(w.tx, [{ id: given.id, unitId: given.unitId, status: known?.status ?? 'draft', content }])
  w.note('agreements.write', 'agreement', given.id, { title: content.title, ...(known?.status === 'signed' ? { corrected: differences(content, known.content).map((d) => d.what.vi) } : {}) })
  if (known?.status === 'signed') touch(w, given.id, known.content.replaces, content.replaces)
}

// Unions that are party must be there to be named; a predecessor must be one that is seen, and not this one's own successor.
async function mustFit(w: Work, { id, content }: Own & { content: Content }, known: Held | null): Promise<void> {
  const { replaces } = content
  if (replaces === null || replaces === known?.content.replaces) return
  const before = replaces === id ? null : await findAgreement(w.tx, replaces)
  if (!before || before.status !== 'signed' || before.content.replaces === id) throw new Refused(refuse('no-predecessor', 'replaces', 'Không tìm thấy thỏa ước trước đã ký.', 'There is no such signed agreement before this one.'))
  if (!before.own) await mustReach(w, before.unitId, 'replaces')
}

async function refuseUnseen(w: Work, held: Held, mine: Content): Promise<void> {
  const differing = differences(mine, held.content, await listsOf(w.tx))
  if (differing.length === 0) return
  throw new Refused(differing.map(({ field, ...sides }) => ({
    ...refuse('written-since', field, 'Thỏa ước đã được sửa ở nơi khác trong lúc bạn chưa thấy.', 'The agreement was changed elsewhere since you last saw it.'),
    conflict: { ...sides, by: null, at: held.writtenAt.toISOString(), held: held.writing },
  })), 409)
}

/** A draft was signed by the parties. Signed already, it stays as it is. */
export async function signAgreement(w: Work, own: Own): Promise<void> {
  const held = await ownAgreement(w, own)
  if (held.status === 'signed') return w.note('agreements.sign', 'agreement', own.id, { again: true })
  insist(maySign(held.content, w.today))
  await w.tx.updateTable('agreements.agreement').set((eb) => ({ status: 'signed', writing: eb('writing', '+', 1) })).where('id', '=', own.id).execute()
  w.note('agreements.sign', 'agreement', own.id, { title: held.content.title, signedOn: held.content.signedOn })
  touch(w, own.id, held.content.replaces)
}

/** Agreements signed on paper before, written and signed at once. */
export async function recordSigned(w: Work, items: (Own & { content: Content })[]): Promise<void> {
  for (const item of items) insist(maySign(item.content, w.today))
  await putAgreements(w.tx, items.map((item) => ({ ...item, status: 'signed' })))
  w.touched('agreement', items.flatMap((item) => [item.id, ...(item.content.replaces ? [item.content.replaces] : [])]))
  w.note('agreements.sign', 'agreement', items.length === 1 ? items[0]!.id : 'bulk', { agreements: items.length })
}

// Signing, ending or voiding one may put the one before it out of force, or back.
function touch(w: Work, ...ids: (string | null)[]): void {
  w.touched('agreement', ids.filter((id) => id !== null))
}

export async function discardAgreement(w: Work, own: Own): Promise<void> {
  const held = await ownAgreement(w, own)
  insist(mayDiscard(held.status))
  await w.tx.deleteFrom('agreements.agreement').where('id', '=', own.id).execute()
  w.note('agreements.discard', 'agreement', own.id, { title: held.content.title })
}

export async function recordSending(w: Work, { sentOn, sentTo, ...own }: Own & { sentOn: Day; sentTo: string }): Promise<void> {
  const held = await signedAgreement(w, own)
  if (sentOn > w.today) throw new Refused(refuse('sent-later', 'sentOn', 'Ngày gửi không được sau hôm nay.', 'The day of sending lies after today.'))
  if (sentOn < held.content.signedOn!) throw new Refused(refuse('sent-early', 'sentOn', `Ngày gửi không được trước ngày ký (${writeDay(held.content.signedOn)}).`, `It cannot be sent before it was signed (${writeDay(held.content.signedOn)}).`))
  if (sentTo.trim() === '') throw new Refused(refuse('sent-to-missing', 'sentTo', 'Ghi nơi nhận.', 'Say to whom.'))
  await w.tx.updateTable('agreements.agreement').set({ sent_on: sentOn, sent_to: sentTo.trim() }).where('id', '=', own.id).execute()
  w.note('agreements.send', 'agreement', own.id, { sentOn, sentTo })
}

/** It ended before its term: the parties agreed so, the enterprise is no more. on null: that was a mistake. */
export async function endAgreement(w: Work, { on, why, ...own }: Own & { on: Day | null; why: string | null }): Promise<void> {
  const held = await signedAgreement(w, own)
  if (on !== null) insist(mayEnd(on, why ?? '', effectOfHeld(held)!))
  await w.tx.updateTable('agreements.agreement').set({ ended_on: on, ended_why: on === null ? null : why!.trim() }).where('id', '=', own.id).execute()
  w.note('agreements.end', 'agreement', own.id, { on, why })
  touch(w, own.id)
}

export async function recordAmendment(w: Work, own: Own, amendment: Amendment): Promise<void> {
  const held = await signedAgreement(w, own)
  // As it stood without this one, so that a correction is judged like a first entry.
  insist(mayAmend(amendment, effectOfHeld({ ...held, amendments: held.amendments.filter((m) => m.id !== amendment.id), endedOn: null, replacedOn: null })!, w.today))
  await putAmendment(w.tx, own.id, amendment)
  w.note(amendment.extendsTo ? 'agreements.extend' : 'agreements.amend', 'agreement', own.id, { what: amendment.what, extendsTo: amendment.extendsTo })
  touch(w, own.id)
}

export async function recordBargaining(w: Work, own: Own, bargaining: Bargaining): Promise<void> {
  await signedAgreement(w, own)
  insist(mayBargain(bargaining, w.today))
  await putBargaining(w.tx, own.id, bargaining)
  w.note('agreements.bargain', 'agreement', own.id, { ...bargaining.during, aim: bargaining.aim })
  touch(w, own.id)
}

export async function recordWidening(w: Work, own: Own, widening: Widening): Promise<void> {
  const held = await signedAgreement(w, own)
  insist(mayWiden(widening, held.content.kind, w.today))
  await putWidening(w.tx, own.id, widening)
  w.note('agreements.widen', 'agreement', own.id, { number: widening.number, reach: widening.reach })
}

export async function recordJudgment(w: Work, own: Own, judgment: Judgment): Promise<void> {
  const held = await signedAgreement(w, own)
  insist(mayJudge(judgment, held.content.parts.map((p) => p.id), w.today))
  await putJudgment(w.tx, own.id, judgment)
  w.note('agreements.judge', 'agreement', own.id, { number: judgment.number, whole: judgment.whole, voidsOn: judgment.voidsOn })
  touch(w, own.id, held.content.replaces)
}

/** What was recorded by mistake is taken away; the audit log keeps what it said. */
export async function takeBackRecord(w: Work, { recordId, ...own }: Own & { recordId: string }): Promise<void> {
  const held = await signedAgreement(w, own)
  const kinds = { amendment: held.amendments, bargaining: held.bargainings, widening: held.widenings, judgment: held.judgments } as const
  for (const [kind, list] of Object.entries(kinds) as [keyof typeof kinds, readonly { id: string }[]][]) {
    const record = list.find((r) => r.id === recordId)
    if (!record) continue
    await w.tx.deleteFrom(`agreements.${kind}`).where('id', '=', recordId).execute()
    w.note('agreements.take-back', 'agreement', own.id, { kind, record })
    return touch(w, own.id, held.content.replaces)
  }
  throw new Refused(refuse('not-found', 'recordId', 'Không tìm thấy mục này; có thể đã được bỏ.', 'There is no such record; it may have been taken back already.'), 404)
}

export async function attachFile(w: Work, { fileId, kind, name, bytes, ...own }: Own & { fileId: string; kind: Attached['kind']; name: string; bytes: Uint8Array }): Promise<Attached> {
  const held = await ownAgreement(w, own)
  const { id, name: kept, mediaType, size } = await storeFile(w, { id: fileId, name, bytes, unitId: held.unitId })
  await w.tx.insertInto('agreements.attachment').values({ file_id: id, agreement_id: own.id, kind }).onConflict((c) => c.column('file_id').doUpdateSet({ kind })).execute()
  w.note('agreements.attach', 'agreement', own.id, { fileId, kind, name: kept, size })
  return { id, name: kept, mediaType, size, kind }
}

/** The file itself stays with its unit: what was evidence once is not destroyed by a click. */
export async function detachFile(w: Work, { fileId, ...own }: Own & { fileId: string }): Promise<void> {
  await ownAgreement(w, own)
  const gone = await w.tx.deleteFrom('agreements.attachment').where('file_id', '=', fileId).where('agreement_id', '=', own.id).returning('file_id').executeTakeFirst()
  if (!gone) throw new Refused(refuse('not-found', 'fileId', 'Không tìm thấy tệp này; có thể đã được gỡ.', 'There is no such file; it may have been taken off already.'), 404)
  w.note('agreements.detach', 'agreement', own.id, { fileId })
}
