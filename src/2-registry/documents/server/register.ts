// What is done with documents: registered, corrected, dealt with, voided; and their files. Each loads facts, asks a rule, writes.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { issuerOf } from '#organisation'
import { storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import type { Head } from '../contract.ts'
import { mayCorrect, mayDeal, mayRegister, mayVoid, mostFiles, nextNumber, proposeNotation, readReference, type Direction } from '../domain/document.ts'
import { mayEnter } from '../domain/secrecy.ts'
import { holdBook, holdDocument, lastArrival, notFound, numbersUsed, ownDocument, refuseUnseen, type Held } from './store.ts'

export interface DocumentWrite { id: string; unitId: string; direction: Direction; head: Head; anyway?: boolean; seen?: number | undefined; planId?: string | null }
export interface Handling { handler: string; dueOn: Day | null; doneOn: Day | null; outcome: string | null }

/** Registers a document, or corrects one that stands there. The same registration sent again changes nothing else. */
export async function writeDocument(w: Work, asked: DocumentWrite): Promise<void> {
  const { id, unitId, direction, head } = asked
  insist(mayEnter(head.secrecy, { summary: head.summary, reference: head.reference, notation: head.notation, recipients: head.recipients }))
  const outgoing = direction === 'outgoing'
  const read = head.reference ? readReference(head.reference) : { reference: null, number: null, notation: null }
  const series = head.series || head.issuedOn.slice(0, 4)
  const it = { ...head, ...read, direction, series, arrivedOn: outgoing ? null : head.arrivedOn }
  insist(mayRegister(it, w.today))
  const held = await holdDocument(w, id)
  const issuer = outgoing ? (await issuerOf(w.tx, unitId, head.issuedOn)) : null
  const row = {
    type: head.type, series, issued_on: head.issuedOn, issuer: issuer?.organ ?? head.issuer!, summary: head.summary, signer: head.signer || null, signer_position: head.signerPosition || null, recipients: head.recipients || null,
    urgency: head.urgency, arrived_on: it.arrivedOn,
  }
  if (held) {
    if (held.unitId !== unitId || held.direction !== direction) throw notFound()
    // Sent again after a lost answer: nobody has written since the first time.
    refuseUnseen(held.writing, asked.seen ?? 0)
    const now = { ...it, reference: read.reference ?? (asked.seen === undefined ? held.reference : null) }
    insist(mayCorrect(held, now))
    const printed = read.reference === null ? {} : read
    await w.tx.updateTable('documents.document').set({ ...row, ...printed, ...(read.reference === null && !outgoing ? { reference: null, number: null, notation: null } : {}), writing: held.writing + (asked.seen === undefined ? 0 : 1) }).where('id', '=', id).execute()
  } else {
    const numbered = outgoing && read.reference === null ? await giveNumber(w, { unitId, series, type: head.type, notation: head.notation, abbreviation: issuer!.abbreviation }) : read
    if (!asked.anyway && numbered.reference) await refuseTwin(w, { id, unitId, direction, series, reference: numbered.reference, issuer: row.issuer, year: head.issuedOn.slice(0, 4) })
    await w.tx.insertInto('documents.document').values({ id, unit_id: unitId, direction, ...row, ...numbered, plan_id: asked.planId ?? null, arrival_number: outgoing ? null : await giveArrival(w, unitId, it.arrivedOn!) }).execute()
  }
  w.touched('document', [id])
  w.note(held && asked.seen !== undefined ? 'documents.correct' : 'documents.register', 'document', id, { direction, ...(held && asked.seen === undefined ? { again: true } : {}) })
}

// The number is given last and under a lock, so that none is left out and none is given twice.
async function giveNumber(w: Work, { unitId, series, type, notation, abbreviation }: { unitId: string; series: string; type: string; notation: string | null; abbreviation: string }) {
  await holdBook(w, unitId, `${type} ${series}`)
  const number = nextNumber(await numbersUsed(w.tx, unitId, type, series))
  const known = await w.tx.selectFrom('documents.type').select('abbreviation').where('code', '=', type).executeTakeFirst()
  const sign = notation || proposeNotation(known?.abbreviation ?? null, abbreviation)
  return { number, notation: sign, reference: `${number}/${sign}` }
}

async function giveArrival(w: Work, unitId: string, arrivedOn: Day): Promise<number> {
  const year = arrivedOn.slice(0, 4)
  await issuerOf(w.tx, unitId, arrivedOn)
  await holdBook(w, unitId, `arrival ${year}`)
  return await lastArrival(w.tx, unitId, year) + 1
}

async function refuseTwin(w: Work, it: { id: string; unitId: string; direction: Direction; series: string; reference: string; issuer: string; year: string }): Promise<void> {
  const { rows: [twin] } = await sql<{ summary: string; registeredOn: Day }>`
    select summary, registered_on as "registeredOn" from documents.document where unit_id = ${it.unitId}::uuid and direction = ${it.direction} and voided_at is null and id <> ${it.id}::uuid
      and base.fold(reference) = base.fold(${it.reference}) and base.fold(issuer) = base.fold(${it.issuer}) and extract(year from issued_on) = ${it.year}::int and (direction = 'incoming' or series = ${it.series}) limit 1`.execute(w.tx)
  if (twin) {
    throw new Refused(refuse('twin', 'anyway', `Sổ đã có văn bản ${it.reference} của ${it.issuer} trong năm ${it.year}: “${twin.summary}”. Nếu đây là văn bản khác, hãy chọn vẫn đăng ký.`,
      `The register already has ${it.reference} of ${it.issuer} in ${it.year}: “${twin.summary}”. If this is another document, choose to register it anyway.`), 409)
  }
}

/** Who deals with it, until when, and when that was done. */
export async function dealWith(w: Work, asked: { id: string; unitId: string; seen?: number | undefined } & Handling): Promise<void> {
  const held = await ownDocument(w, asked)
  if (asked.seen !== undefined) refuseUnseen(held.writing, asked.seen)
  const it: Handling = { handler: asked.handler, dueOn: asked.dueOn, doneOn: asked.doneOn, outcome: asked.outcome || null }
  insist(mayEnter('none', { outcome: it.outcome }))
  insist(mayDeal(held, it, w.today))
  await w.tx.updateTable('documents.document').set({ handler: it.handler, due_on: it.dueOn, done_on: it.doneOn, outcome: it.outcome, writing: held.writing + 1 }).where('id', '=', asked.id).execute()
  w.touched('document', [asked.id])
  w.note('documents.deal', 'document', asked.id, { dueOn: it.dueOn, doneOn: it.doneOn })
}

/** Keeps a file of a document; the same file again changes nothing. */
export async function attachFile(w: Work, asked: { id: string; unitId: string; fileId: string; name: string; bytes: Uint8Array }): Promise<void> {
  const held = await ownDocument(w, asked)
  insist(mayEnter('none', { file: asked.name.replace(/[_.]/g, ' ') }))
  refuseVoid(held)
  if (held.files >= mostFiles) throw new Refused(refuse('too-many-files', 'file', `Một văn bản giữ nhiều nhất ${mostFiles} tệp. Hãy ghép các trang thành một tệp PDF.`, `A document keeps at most ${mostFiles} files. Join its pages into one PDF.`))
  await storeFile(w, { id: asked.fileId, name: asked.name, bytes: asked.bytes, unitId: asked.unitId })
  const { rows: [kept] } = await sql<{ documentId: string }>`
    with made as (insert into documents.document_file (file_id, document_id) values (${asked.fileId}::uuid, ${asked.id}::uuid) on conflict do nothing returning document_id)
    select document_id as "documentId" from made union all select document_id from documents.document_file where file_id = ${asked.fileId}::uuid`.execute(w.tx)
  if (kept?.documentId !== asked.id) throw new Refused(refuse('conflict', 'fileId', 'Tệp này đã gắn với văn bản khác.', 'This file belongs to another document.'), 409)
  w.touched('document', [asked.id])
  w.note('documents.attach', 'document', asked.id, { fileId: asked.fileId })
}

/** A wrong file is taken off; without any the document counts as not kept from today's knowledge on. */
export async function detachFile(w: Work, asked: { id: string; unitId: string; fileId: string }): Promise<void> {
  refuseVoid(await ownDocument(w, asked))
  const gone = await w.tx.deleteFrom('documents.document_file').where('document_id', '=', asked.id).where('file_id', '=', asked.fileId).returning('file_id').executeTakeFirst()
  if (!gone) throw new Refused(refuse('not-found', 'fileId', 'Văn bản không có tệp này, hoặc tệp đã được gỡ.', 'The document has no such file, or it was taken off already.'), 404)
  w.touched('document', [asked.id])
  w.note('documents.detach', 'document', asked.id, { fileId: asked.fileId })
}

/** Registered by mistake: the row and its number stay, and it counts no more. */
export async function voidDocument(w: Work, asked: { id: string; unitId: string; reason: string }): Promise<void> {
  const held = await ownDocument(w, asked)
  insist(mayVoid(held.voided, asked.reason))
  await w.tx.updateTable('documents.document').set({ voided_at: sql`base.moment()`, void_reason: asked.reason, writing: held.writing + 1 }).where('id', '=', asked.id).execute()
  w.touched('document', [asked.id])
  w.note('documents.void', 'document', asked.id)
}

function refuseVoid(held: Held): void {
  if (held.voided) throw new Refused(refuse('void', null, 'Văn bản đã hủy.', 'The document is voided.'))
}
