// The routes of texts, codings and clauses; what they do stands in texts.ts, codings.ts and clause-views.ts.
import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { clausesContract } from '../contract.ts'
import { benchmark } from './benchmark.ts'
import { searchAgreements } from './clause-search.ts'
import { clauseLists, clausesOfAgreement, readClause, readComparison, readTextPage } from './clause-views.ts'
import { beginCoding, codeSpan, finishCoding, placeClause, refuseSuggestion, settleDifference, uncodeSpan } from './codings.ts'
import { readLaw, takeLevel, writeLevel } from './law.ts'
import { dropText, readAttached } from './texts.ts'

const at = implement(clausesContract).$context<RequestContext>().use(gate)

export const clausesRoutes = at.router({
  lists: at.lists.handler(({ input, context: { w } }) => clauseLists(w.tx, input.on ?? w.today)),
  law: at.law.handler(({ context: { w } }) => readLaw(w)),
  writeLevel: at.writeLevel.handler(async ({ input, context: { w } }) => {
    await writeLevel(w, input)
    return { id: input.id }
  }),
  takeLevel: at.takeLevel.handler(async ({ input, context: { w } }) => {
    await takeLevel(w, input)
    return { id: input.id }
  }),
  ofAgreement: at.ofAgreement.handler(({ input, context: { w } }) => clausesOfAgreement(w, input.agreementId, input.on ?? w.today)),
  readText: at.readText.handler(async ({ input, context: { w } }) => {
    await readAttached(w, input)
    return { id: input.textId }
  }),
  dropText: at.dropText.handler(async ({ input, context: { w } }) => {
    await dropText(w, input)
    return { id: input.textId }
  }),
  text: at.text.handler(({ input, context: { w } }) => readTextPage(w, input.textId)),
  begin: at.begin.handler(async ({ input, context: { w } }) => {
    await beginCoding(w, input)
    return { id: input.codingId }
  }),
  code: at.code.handler(async ({ input, context: { w } }) => {
    await codeSpan(w, input)
    return { id: input.spanId }
  }),
  uncode: at.uncode.handler(async ({ input, context: { w } }) => {
    await uncodeSpan(w, input)
    return { id: input.spanId }
  }),
  refuse: at.refuse.handler(async ({ input, context: { w } }) => {
    await refuseSuggestion(w, input)
    return { id: input.codingId }
  }),
  finish: at.finish.handler(async ({ input, context: { w } }) => ({ id: input.codingId, confirmed: await finishCoding(w, input) })),
  comparison: at.comparison.handler(({ input, context: { w } }) => readComparison(w, input.textId)),
  settle: at.settle.handler(async ({ input, context: { w } }) => ({ id: input.differenceId, confirmed: await settleDifference(w, input) })),
  place: at.place.handler(async ({ input, context: { w } }) => {
    await placeClause(w, input)
    return { id: input.clauseId }
  }),
  clause: at.clause.handler(({ input, context: { w } }) => readClause(w.tx, input.clauseId, input.on ?? w.today)),
  search: at.search.handler(({ input, context: { w } }) => searchAgreements(w.tx, input)),
  benchmark: at.benchmark.handler(({ input: { on, ...asked }, context: { w } }) => benchmark(w.tx, asked, on ?? w.today)),
})
