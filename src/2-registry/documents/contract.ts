// Documents: the letter-box. What falls under the State's secrets is refused before anything else is looked at.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '#platform/http/contract'
import { secrecies } from './domain/secrecy.ts'

const direction = z.enum(['outgoing', 'incoming'])
const urgency = z.enum(['urgent', 'very-urgent', 'express'])
const state = z.enum(['stored', 'no-file', 'overdue', 'in-hand', 'waiting', 'void']).describe('stored: dealt with, and its content kept here; overdue: not dealt with by its day; in-hand: handed to someone')
const words = (most: number) => z.string().trim().max(most)

/** What stands on a document and in its register. */
const head = z.object({
  type: z.string(), secrecy: z.enum(secrecies).describe('Anything but none is refused, and nothing of it is kept'),
  series: words(40).nullable().describe('The numbers it stands among; null: the year of issue'),
  reference: words(60).nullable().describe('Number and notation as printed. null for an outgoing one: the system gives the number'),
  notation: words(50).nullable().describe('Of an outgoing one that is given its number'),
  issuedOn: day, issuer: words(200).nullable().describe('Of an incoming one, by name'), summary: words(500),
  signer: words(150).nullable(), signerPosition: words(100).nullable(), recipients: words(1000).nullable(), urgency: urgency.nullable(), arrivedOn: day.nullable(),
})
export type Head = z.infer<typeof head>

const line = z.object({
  id, unitId: id, direction, type: z.string(), typeName: text, reference: z.string().nullable(), issuedOn: day, issuer: z.string(), summary: z.string(),
  urgency: urgency.nullable(), registeredOn: day, arrivalNumber: z.number().int().nullable(), handler: z.string().nullable(), dueOn: day.nullable(), doneOn: day.nullable(), files: z.number().int(), state,
})
export type DocumentLine = z.infer<typeof line>

const documentShape = line.extend({
  unitName: z.string(), series: z.string(), number: z.string().nullable(), notation: z.string().nullable(), signer: z.string().nullable(), signerPosition: z.string().nullable(), recipients: z.string().nullable(),
  arrivedOn: day.nullable(), outcome: z.string().nullable(), planId: id.nullable(), voidReason: z.string().nullable(), writing: z.number().int(), kept: z.array(z.object({ id, name: z.string(), mediaType: z.string(), keptOn: day })),
})
export type Document = z.infer<typeof documentShape>

const typeShape = z.object({ code: z.string(), name: text, abbreviation: z.string().nullable(), paper: z.boolean() })
export type DocumentType = z.infer<typeof typeShape>

const facts = z.object({
  issuer: z.string().describe('The unit as it is called on its papers'), series: z.string(), number: z.string().describe('The number that would be given next'),
  notation: z.string(), arrivalNumber: z.number().int(),
})

const procedureHead = z.object({
  code: words(30).min(1), name: words(300).min(1), basis: words(500).nullable(), handler: words(200).min(1), inUse: z.object({ from: day, to: day.nullable() }),
  online: z.object({ from: day, to: day.nullable() }).nullable(), onlineAt: words(500).nullable().describe('Where it is handled online'),
})
const procedure = procedureHead.extend({ id, unitId: id, writing: z.number().int(), nowInUse: z.boolean(), nowOnline: z.boolean() })
export type Procedure = z.infer<typeof procedure>

const seen = z.number().int().optional().describe('The writing that the sender had before them; left out for a new one')
const own = { verb: 'document.write', unit: 'unitId' } as const

export const documentsContract = {
  list: route({ method: 'GET', path: '/documents', summary: 'The registers of a unit, the latest first', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, direction: direction.optional(), type: z.string().optional(), state: state.optional(), year: z.coerce.number().int().min(1990).max(2100).optional(), ...paging })).output(page(line)),
  types: route({ method: 'GET', path: '/documents/types', summary: 'The types of documents', needs: { verb: 'see' } })
    .output(z.array(typeShape)),
  facts: route({ method: 'GET', path: '/documents/facts', summary: 'What stands ready for a document to be registered: issuer, number, notation', needs: own })
    .input(z.object({ unitId: id, type: z.string().optional(), series: words(40).optional(), on: day })).output(facts),
  book: route({ method: 'GET', path: '/documents/book', summary: 'The outgoing or incoming register of a year, printed', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, direction, year: z.coerce.number().int().min(1990).max(2100), format: z.enum(['pdf', 'xlsx']).default('pdf') })).output(z.file()),
  read: route({ method: 'GET', path: '/documents/{id}', summary: 'One document with its handling and its files', needs: { verb: 'see' } })
    .input(z.object({ id })).output(documentShape),
  write: route({ method: 'PUT', path: '/documents/{id}', summary: 'Register a document, or correct what was registered', needs: own })
    .input(z.object({ id, unitId: id, direction, head, anyway: z.boolean().default(false).describe('Registered although one with this number of this issuer stands there'), seen })).output(documentShape),
  deal: route({ method: 'PUT', path: '/documents/{id}/handling', summary: 'Who deals with a document, until when, when it was done', needs: own })
    .input(z.object({ id, unitId: id, handler: words(200).min(1), dueOn: day.nullable(), doneOn: day.nullable(), outcome: words(1000).nullable(), seen })).output(documentShape),
  attach: route({ method: 'PUT', path: '/documents/{id}/files/{fileId}', summary: 'Keep a scan or a file of a document (multipart)', needs: own })
    .input(z.object({ id, unitId: id, fileId: id, file: z.file() })).output(documentShape),
  detach: route({ method: 'DELETE', path: '/documents/{id}/files/{fileId}', summary: 'Take a wrong file off a document', needs: own })
    .input(z.object({ id, unitId: id, fileId: id })).output(documentShape),
  void: route({ method: 'POST', path: '/documents/{id}/void', summary: 'Void a document; its number stays used', needs: own })
    .input(z.object({ id, unitId: id, reason: words(500) })).output(documentShape),
  procedures: route({ method: 'GET', path: '/procedures', summary: 'The catalogue of procedures of a unit', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id })).output(z.array(procedure)),
  procedure: route({ method: 'GET', path: '/procedures/{id}', summary: 'One procedure', needs: { verb: 'see' } })
    .input(z.object({ id })).output(procedure),
  writeProcedure: route({ method: 'PUT', path: '/procedures/{id}', summary: 'Enter a procedure into the catalogue, or change it', needs: own })
    .input(z.object({ id, unitId: id, procedure: procedureHead, seen })).output(procedure),
}

export type WriteProcedure = z.infer<typeof procedureHead>
