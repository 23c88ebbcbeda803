// Innovation models and initiatives: the letter-box. A model and the owner's own use of it have one id; every other use is
// a unit that took it over.
import * as z from 'zod'
import { day, id, page, paging, route } from '#platform/http/contract'
import type { Text } from '#base/text'
import { fieldCodes, kindCodes } from './domain/kinds.ts'

const kind = z.enum(kindCodes)
const field = z.enum(fieldCodes)
const status = z.enum(['draft', 'submitted', 'recognised', 'returned'])
const state = z.enum(['coming', 'unconfirmed', 'running', 'lapsed', 'ended']).describe('of a use today: coming, begun but never confirmed, confirmed within six months, lapsed, ended')
const amount = z.number().int().min(0).max(1_000_000_000_000_000)
/** An address that is opened from the page. */
const url = z.string().trim().max(1000).regex(/^https?:\/\/\S+$/)

const author = z.object({ name: z.string().trim().min(1).max(200), personId: id.nullable() })
const result = z.object({ name: z.string().trim().min(1).max(200), countedIn: z.string().trim().min(1).max(60).describe('pieces, hours, % of meals'), before: z.number().nullable(), after: z.number() })
export type Result = z.infer<typeof result>

/** What is written of a model: the form of a draft. */
const content = z.object({
  kind, field, title: z.string().max(300), does: z.string().max(20_000), startedOn: day.nullable(),
  authors: z.array(author).max(30), results: z.array(result).max(30), links: z.array(z.object({ title: z.string().trim().min(1).max(200), url })).max(20),
  costVnd: amount.nullable(), costFrom: z.string().max(2000).nullable(), benefitVnd: amount.nullable(), benefitFrom: z.string().max(2000).nullable(),
})
export type ContentShape = z.infer<typeof content>

const card = z.object({
  id, kind, field, title: z.string(), does: z.string().describe('its beginning'), unitId: id, unitName: z.string(), trade: z.string().nullable(),
  province: z.object({ code: z.string(), name: z.string() }).nullable(), photoId: id.nullable(),
  running: z.number().int().describe('units in which it runs today, confirmed'), adopted: z.number().int().describe('of them, those that took it over'),
})
export type Card = z.infer<typeof card>

const asked = {
  field: field.optional(), kind: kind.optional(), trade: z.string().max(60).optional().describe('trade of the owner'),
  province: z.string().max(10).optional().describe('where it runs, by the code of the province since 1 July 2025'), search: paging.search,
}
const showcase = z.object({ ...asked, order: z.enum(['adopted', 'newest']).default('adopted'), limit: paging.limit, offset: paging.offset })
export type ShowcaseAsked = z.output<typeof showcase>

const use = z.object({
  id, unitId: id, unitName: z.string(), province: z.string().nullable(), takenFrom: id.nullable(), startedOn: day.nullable(), endedOn: day.nullable(), endReason: z.string().nullable(),
  confirmedOn: day.nullable(), lapsesOn: day.nullable(), state, outcome: z.string(), results: z.array(result),
  attachments: z.array(z.object({ fileId: id, name: z.string(), photo: z.boolean() })),
  mine: z.boolean().describe('held by the unit of the office acted in'),
})
export type Use = z.infer<typeof use>

const comment = z.object({
  id, personName: z.string(), unitName: z.string(), at: z.iso.datetime(), edited: z.boolean(), text: z.string().nullable().describe('null: hidden by the owner’s union'), hideReason: z.string().nullable(),
  mine: z.boolean(),
})
export type Comment = z.infer<typeof comment>

const model = content.extend({
  id, unitId: id, unitName: z.string(), holderId: id.describe('who holds it today: the unit, or the one that carries it on'), holderName: z.string(), province: z.string().nullable(),
  status, submittedOn: day.nullable(), decidedOn: day.nullable(), decidedBy: z.string().nullable(), note: z.string().nullable(), writing: z.number().int(),
  uses: z.array(use).describe('the owner’s own first'), comments: z.array(comment),
  may: z.object({ write: z.boolean(), recognise: z.boolean(), adopt: z.boolean(), moderate: z.boolean(), comment: z.boolean() }),
})
export type Model = z.infer<typeof model>

const held = z.object({
  useId: id, modelId: id, title: z.string(), kind, field, status, adopted: z.boolean(), ownerName: z.string(), fromName: z.string().nullable().describe('from whom it was taken over'),
  startedOn: day.nullable(), lapsesOn: day.nullable(), state, asked: z.boolean().describe('it waits for a confirmation'), counts: z.boolean().describe('it counts as a model in use today'),
})
export type HeldModel = z.infer<typeof held>

const waiting = z.object({ id, title: z.string(), kind, field, unitId: id, unitName: z.string(), submittedOn: day })
export type Waiting = z.infer<typeof waiting>

const near = z.object({ id, title: z.string(), unitName: z.string(), likeness: z.number().describe('0 to 1') })
export type Near = z.infer<typeof near>

const onMap = z.object({ code: z.string(), name: z.string(), models: z.number().int(), adopted: z.number().int() })
const ofUnit = z.object({ id, unitId: id })
const done = z.object({ id })

export const emulationContract = {
  showcase: route({ method: 'GET', path: '/models', summary: 'Recognised models of all unions, the most taken over first', needs: { verb: 'see' } }).input(showcase).output(page(card)),
  map: route({ method: 'GET', path: '/models/map', summary: 'In which provinces the same models run', needs: { verb: 'see' } })
    .input(z.object(asked)).output(z.object({ provinces: z.array(onMap), elsewhere: z.number().int().describe('uses in unions that lie in no province'), trades: z.array(z.string()) })),
  held: route({ method: 'GET', path: '/models/held', summary: 'What a unit runs or writes: its own models and those it took over', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id })).output(z.array(held)),
  waiting: route({ method: 'GET', path: '/models/waiting', summary: 'Models of unions below that wait for recognition', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id })).output(z.array(waiting)),
  similar: route({ method: 'GET', path: '/models/similar', summary: 'Models like one that is being written: of the unit, and elsewhere', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(z.object({ unitId: id, modelId: id.optional(), title: z.string().max(300), does: z.string().max(1000).default('') }))
    .output(z.object({ own: z.array(near), elsewhere: z.array(near) })),
  read: route({ method: 'GET', path: '/models/{id}', summary: 'One model: what it does, who runs it, who took it over from whom, comments', needs: { verb: 'see' } }).input(z.object({ id })).output(model),

  save: route({ method: 'PUT', path: '/models/{id}', summary: 'Write a draft', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, content, seen: z.number().int().optional().describe('The writing that the sender had before them: where another stands by then, it is refused and both are shown') })).output(model),
  discard: route({ method: 'DELETE', path: '/models/{id}', summary: 'Throw away what is not recognised', needs: { verb: 'model.write', unit: 'unitId' } }).input(ofUnit).output(done),
  submit: route({ method: 'POST', path: '/models/{id}/submit', summary: 'Ask the union above for recognition', needs: { verb: 'model.write', unit: 'unitId' } }).input(ofUnit).output(model),
  decide: route({ method: 'POST', path: '/models/{id}/decision', summary: 'Recognise a model of a union below, return it, or take a recognition back', needs: { verb: 'model.recognise', unit: 'unitId' } })
    .input(ofUnit.extend({ accept: z.boolean(), note: z.string().max(2000).nullable() })).output(model),

  adopt: route({ method: 'PUT', path: '/models/uses/{id}', summary: 'Take a model over from a unit that runs it', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ takenFrom: id.describe('a use: of the owner (the id of the model), or of another unit that took it over'), startedOn: day })).output(model),
  confirm: route({ method: 'PUT', path: '/models/uses/{id}/confirmations/{confirmationId}', summary: 'Say that the model still runs; good for six months', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ confirmationId: id })).output(model),
  end: route({ method: 'PUT', path: '/models/uses/{id}/end', summary: 'End the use of a model, or take an end back', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ on: day.nullable().describe('null: an end is taken back'), reason: z.string().max(2000) })).output(model),
  report: route({ method: 'PUT', path: '/models/uses/{id}/outcome', summary: 'What came of a model, in words and measured', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ outcome: z.string().max(20_000), results: z.array(result).max(30) })).output(model),
  attach: route({ method: 'PUT', path: '/models/uses/{id}/attachments/{fileId}', summary: 'Attach a photo or a file (multipart)', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ fileId: id, file: z.file() })).output(model),
  detach: route({ method: 'DELETE', path: '/models/uses/{id}/attachments/{fileId}', summary: 'Take a photo or a file off', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ fileId: id })).output(model),

  comment: route({ method: 'PUT', path: '/models/{id}/comments/{commentId}', summary: 'Comment on a model, or mend the own comment', needs: { verb: 'see' } })
    .input(z.object({ id, commentId: id, text: z.string().trim().min(1).max(4000) })).output(model),
  withdrawComment: route({ method: 'POST', path: '/models/{id}/comments/{commentId}/withdrawal', summary: 'Withdraw the own comment', needs: { verb: 'see' } })
    .input(z.object({ id, commentId: id })).output(model),
  hideComment: route({ method: 'POST', path: '/models/{id}/comments/{commentId}/hiding', summary: 'Hide a comment on a model of the own unit', needs: { verb: 'model.write', unit: 'unitId' } })
    .input(ofUnit.extend({ commentId: id, reason: z.string().max(500) })).output(model),
}

/** What waits for a unit in matters of models. */
export interface ModelDuty { kind: 'confirm' | 'recognise' | 'mend'; id: string; text: Text; dueOn: string | null; to: string }
