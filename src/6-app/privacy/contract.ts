// The letter-box of personal data: what one sees and asks of the own data, and what the office that answers for them does.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '#platform/http/contract'

const kind = z.enum(['see', 'correct', 'restrict', 'erase', 'object', 'withdraw'])
const basis = z.enum(['consent', 'law', 'contract', 'vital'])
const words = z.string().trim().min(5).max(4000)
const code = z.string().regex(/^[a-z-]+$/).max(40)

const request = z.object({
  id, personId: id, personName: z.string(), kind, activity: code.nullable(), activityName: text.nullable(), asked: z.string(), askedOn: day, madeBy: z.enum(['own-page', 'paper']), fileId: id.nullable(),
  answerBy: day, finishBy: day, others: z.boolean(), extendedTo: day.nullable(), extendReason: z.string().nullable(), answeredOn: day.nullable(), answer: z.string().nullable(),
  decidedOn: day.nullable(), granted: z.boolean().nullable(), reason: z.string().nullable(),
  due: z.object({ what: z.enum(['answer', 'finish']), by: day, left: z.number().int() }).nullable().describe('What is due next; left below nought: late by so many days'),
})
export type PrivacyRequest = z.infer<typeof request>

const consent = z.object({
  activity: code, name: text, purpose: text, version: z.number().int().describe('Of the wording in force'), wording: text,
  given: z.object({ id, version: z.number().int(), wording: text, at: z.string(), on: day, by: z.enum(['own-page', 'paper']), fileId: id.nullable() }).nullable(),
  withdrawnAt: z.string().nullable().describe('The latest withdrawal, where none stands'),
})
export type ConsentState = z.infer<typeof consent>

const profile = z.object({ ethnicity: z.string().trim().max(100).nullable(), religion: z.string().trim().max(100).nullable(), partyMember: z.boolean().nullable() })
const held = z.object({ table: z.string(), name: text, activity: code, records: z.number().int(), erasure: z.enum(['removed', 'cleared', 'kept']), why: text })
export type HeldLine = z.infer<typeof held>
const reading = z.object({ at: z.string(), fields: z.array(z.string()), purpose: z.string(), reader: z.string().nullable(), title: text.nullable(), unitName: z.string().nullable() })
export type Reading = z.infer<typeof reading>

const mine = z.object({
  person: z.object({ id, name: z.string(), restricted: z.boolean(), profile }).nullable().describe('null: the account belongs to no person'),
  activities: z.array(z.object({ code, name: text, purpose: text, basis, basisText: z.string().nullable() })),
  held: z.array(held), consents: z.array(consent), readings: z.array(reading), requests: z.array(request),
})
export type MyData = z.infer<typeof mine>

const hold = z.object({ id, personId: id, personName: z.string(), reason: z.string(), placedAt: z.string(), liftedAt: z.string().nullable(), liftReason: z.string().nullable() })
export type LegalHold = z.infer<typeof hold>

const concerned = z.object({
  id, name: z.string(), restricted: z.boolean(), deidentified: z.boolean(), stands: z.boolean().describe('Has a place of work or an office, now or to come'), own: z.boolean(),
  consents: z.array(consent), readings: z.array(reading), requests: z.array(request), holds: z.array(hold),
})
export type Concerned = z.infer<typeof concerned>

const activity = z.object({
  code, name: text, purpose: text, basis, basisText: z.string().nullable(), recipients: text, measures: text, keepMonths: z.number().int().nullable(), lapses: z.enum(['person', 'import']).nullable(),
  begunOn: day.nullable(), confirmedAt: z.string().nullable(), wording: text.nullable(), version: z.number().int().nullable(),
  holdings: z.array(held.omit({ records: true }).extend({ fields: z.array(text), records: z.number().int().nullable().describe('null: outside the whole house') })), consents: z.number().int(),
})
export type Activity = z.infer<typeof activity>

const clock = z.object({ kind, answerDays: z.number().int().min(1).max(30), finishDays: z.number().int().min(1).max(90), othersDays: z.number().int().min(1).max(90), extendDays: z.number().int().min(0).max(90) })
export type KindClock = z.infer<typeof clock>
const expiry = z.object({ id, activity: code, activityName: text, personId: id.nullable(), importId: id.nullable(), name: z.string(), dueOn: day })
export type Expiry = z.infer<typeof expiry>

const done = z.object({ done: z.literal(true) })
const own = { verb: 'signed-in' } as const, officer = { verb: 'privacy' } as const

export const privacyContract = {
  mine: route({ method: 'GET', path: '/privacy/mine', summary: 'What is held on oneself, one\'s consents and requests, and who read one\'s sensitive fields', needs: own }).output(mine),
  exportMine: route({ method: 'GET', path: '/privacy/mine/export', summary: 'Everything held on oneself as a zip of JSON and XLSX', needs: own }).output(z.file()),
  consent: route({ method: 'PUT', path: '/privacy/mine/consents/{activity}', summary: 'Give or withdraw a consent; the sensitive fields that rest on it are written, or erased', needs: own })
    .input(z.object({ activity: code, consentId: id, given: z.boolean(), version: z.number().int().describe('Of the wording that was read'), profile: profile.nullish() })).output(done),
  ask: route({ method: 'PUT', path: '/privacy/mine/requests/{requestId}', summary: 'Ask something about one\'s own data', needs: own })
    .input(z.object({ requestId: id, kind, activity: code.nullish(), asked: z.string().trim().min(1).max(4000) })).output(done),

  requests: route({ method: 'GET', path: '/privacy/requests', summary: 'Requests of persons in reach, what is due first at the top', needs: officer })
    .input(z.object({ ...paging, which: z.enum(['open', 'late', 'all']).default('open') })).output(page(request)),
  request: route({ method: 'GET', path: '/privacy/requests/{requestId}', summary: 'A request', needs: officer }).input(z.object({ requestId: id })).output(request),
  record: route({ method: 'PUT', path: '/privacy/requests/{requestId}', summary: 'Record a request that came on paper (multipart where it was scanned)', needs: officer })
    .input(z.object({ requestId: id, personId: id, kind, activity: code.nullish(), asked: z.string().trim().min(1).max(4000), askedOn: day, file: z.file().optional() })).output(done),
  answer: route({ method: 'PUT', path: '/privacy/requests/{requestId}/answer', summary: 'The first answer; says whether others must act too', needs: officer })
    .input(z.object({ requestId: id, answer: words, others: z.boolean() })).output(done),
  extend: route({ method: 'PUT', path: '/privacy/requests/{requestId}/extension', summary: 'Extend the time, once, with a reason', needs: officer })
    .input(z.object({ requestId: id, to: day, reason: words })).output(done),
  decide: route({ method: 'PUT', path: '/privacy/requests/{requestId}/decision', summary: 'Decide; what was asked for is done with it: consent withdrawn, record restricted or de-identified', needs: officer })
    .input(z.object({ requestId: id, granted: z.boolean(), reason: words })).output(done),

  person: route({ method: 'GET', path: '/privacy/people/{personId}', summary: 'Consents, requests, holds and readings of a person', needs: officer }).input(z.object({ personId: id })).output(concerned),
  exportPerson: route({ method: 'POST', path: '/privacy/people/{personId}/exports', summary: 'Everything held on a person as a zip; leaves a line that the person sees', needs: officer })
    .input(z.object({ personId: id, purpose: words })).output(z.file()),
  restrict: route({ method: 'PUT', path: '/privacy/people/{personId}/restriction', summary: 'Restrict the processing of a record, or end that', needs: officer })
    .input(z.object({ personId: id, restricted: z.boolean(), reason: words })).output(done),
  recordConsent: route({ method: 'PUT', path: '/privacy/people/{personId}/consents/{consentId}', summary: 'Record a consent signed on paper, with its scan (multipart)', needs: officer })
    .input(z.object({ consentId: id, personId: id, activity: code, version: z.coerce.number().int(), on: day, file: z.file() })).output(done),
  hold: route({ method: 'PUT', path: '/privacy/holds/{holdId}', summary: 'Place a legal hold: nothing of the person is erased while it stands', needs: officer })
    .input(z.object({ holdId: id, personId: id, reason: words })).output(done),
  liftHold: route({ method: 'PUT', path: '/privacy/holds/{holdId}/lifting', summary: 'Lift a legal hold', needs: officer }).input(z.object({ holdId: id, reason: words })).output(done),
  holds: route({ method: 'GET', path: '/privacy/holds', summary: 'Legal holds in reach, those that stand first', needs: officer }).output(z.array(hold)),

  register: route({ method: 'GET', path: '/privacy/register', summary: 'The register of processing: purposes, bases, fields, recipients, retention, counts', needs: officer })
    .output(z.object({ activities: z.array(activity), writable: z.boolean() })),
  registerSheet: route({ method: 'GET', path: '/privacy/register/sheet', summary: 'The register of processing as a workbook or an official paper', needs: officer })
    .input(z.object({ format: z.enum(['xlsx', 'pdf', 'docx']).default('xlsx') })).output(z.file()),
  writeActivity: route({ method: 'PUT', path: '/privacy/activities/{activity}', summary: 'Confirm or change a processing activity, for the whole house', needs: officer })
    .input(z.object({ activity: code, purpose: text, basis, basisText: z.string().trim().max(1000).nullable(), recipients: text, measures: text, keepMonths: z.number().int().min(1).max(1200).nullable(), begunOn: day.nullable(), wording: text.nullable() })).output(done),
  retention: route({ method: 'GET', path: '/privacy/retention', summary: 'What is past its retention and waits for a decision', needs: officer }).input(z.object(paging)).output(page(expiry)),
  settleExpiry: route({ method: 'PUT', path: '/privacy/retention/{expiryId}', summary: 'De-identify or empty what is past its retention, or keep it with a reason', needs: officer })
    .input(z.object({ expiryId: id, keep: z.boolean(), reason: words.nullish() })).output(done),
  clocks: route({ method: 'GET', path: '/privacy/clocks', summary: 'Days for each kind of request, and the holidays', needs: officer })
    .output(z.object({ clocks: z.array(clock), holidays: z.array(z.object({ day, name: z.string() })), writable: z.boolean() })),
  writeClock: route({ method: 'PUT', path: '/privacy/clocks/{kind}', summary: 'Change the days for a kind of request; promises already made stand', needs: officer }).input(clock).output(done),
  writeHoliday: route({ method: 'PUT', path: '/privacy/holidays/{day}', summary: 'Enter a holiday, or take it out', needs: officer })
    .input(z.object({ day, name: z.string().trim().min(1).max(200).nullable() })).output(done),
}
