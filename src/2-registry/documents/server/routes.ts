// The routes of documents; what they do stands in register.ts, procedures.ts and views.ts.
import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { documentsContract } from '../contract.ts'
import { bookOf } from './books.ts'
import { proceduresOf, readProcedure, writeProcedures } from './procedures.ts'
import { attachFile, dealWith, detachFile, voidDocument, writeDocument } from './register.ts'
import { factsFor, listDocuments, readDocument, typesOf } from './views.ts'

const at = implement(documentsContract).$context<RequestContext>().use(gate)

export const documentsRoutes = at.router({
  list: at.list.handler(({ input, context: { w } }) => listDocuments(w, input)),
  types: at.types.handler(({ context: { w } }) => typesOf(w.tx)),
  facts: at.facts.handler(({ input, context: { w } }) => factsFor(w, input)),
  book: at.book.handler(({ input, context: { w } }) => bookOf(w, input)),
  read: at.read.handler(({ input, context: { w } }) => readDocument(w, input.id)),
  write: at.write.handler(async ({ input, context: { w } }) => {
    await writeDocument(w, input)
    return readDocument(w, input.id)
  }),
  deal: at.deal.handler(async ({ input, context: { w } }) => {
    await dealWith(w, input)
    return readDocument(w, input.id)
  }),
  attach: at.attach.handler(async ({ input: { file, ...asked }, context: { w } }) => {
    await attachFile(w, { ...asked, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    return readDocument(w, asked.id)
  }),
  detach: at.detach.handler(async ({ input, context: { w } }) => {
    await detachFile(w, input)
    return readDocument(w, input.id)
  }),
  void: at.void.handler(async ({ input, context: { w } }) => {
    await voidDocument(w, input)
    return readDocument(w, input.id)
  }),
  procedures: at.procedures.handler(({ input, context: { w } }) => proceduresOf(w, input.unitId)),
  procedure: at.procedure.handler(({ input, context: { w } }) => readProcedure(w, input.id)),
  writeProcedure: at.writeProcedure.handler(async ({ input: { id, unitId, ...entry }, context: { w } }) => {
    await writeProcedures(w, unitId, [{ id, ...entry }])
    return readProcedure(w, id)
  }),
})
