import { implement } from '@orpc/server'
import { addDays, addMonths, type Day } from '#base/day'
import { gate, type RequestContext } from '#platform/http/handle'
import { indicatorsContract } from '../contract.ts'
import { approveDraft, discardDraft, draftsOf, readDraft, returnDraft, saveDraft, sendDraft } from './drafts.ts'
import { publishedParts } from './parts.ts'
import { recordsOf } from './records.ts'
import { tryDefinition } from './trial.ts'
import { catalogueOn, figuresOf, indicatorsOn, oneIndicator, rankingOf, trendOf } from './views.ts'

const at = implement(indicatorsContract).$context<RequestContext>().use(gate)

export const indicatorsRoutes = at.router({
  list: at.list.handler(async ({ input, context: { w } }) => (await indicatorsOn(w, input.on)).map(({ body: _body, wholeId: _wholeId, ...indicator }) => indicator)),
  figures: at.figures.handler(({ input, context: { w } }) => figuresOf(w, input.unitId, input)),
  ranking: at.ranking.handler(({ input, context: { w } }) => rankingOf(w, input.unitId, input.indicator, input, input)),
  trend: at.trend.handler(({ input, context: { w } }) => trendOf(w, input.unitId, input.indicator, monthEnds(input.from, input.to), input)),
  records: at.records.handler(({ input, context: { w } }) => recordsOf(w, input.unitId, input.indicator, input, input)),
  definition: at.definition.handler(async ({ input, context: { w } }) => {
    const { id } = await oneIndicator(w, input.indicator, w.today)
    const rows = await w.tx.selectFrom('indicators.definition').select(['version', 'effective', 'body']).where('indicator_id', '=', id).orderBy('version', 'desc').execute()
    return rows as never
  }),
  catalogue: at.catalogue.handler(({ input, context: { w } }) => catalogueOn(w, input.on)),
  parts: at.parts.handler(({ context: { w } }) => publishedParts(w)),
  drafts: at.drafts.handler(({ input, context: { w } }) => draftsOf(w, input.unitId)),
  draft: at.draft.handler(({ input, context: { w } }) => readDraft(w, input.id)),
  save: at.save.handler(({ input, context: { w } }) => saveDraft(w, input)),
  discard: at.discard.handler(async ({ input, context: { w } }) => {
    await discardDraft(w, input)
    return { id: input.id }
  }),
  send: at.send.handler(({ input, context: { w } }) => sendDraft(w, input)),
  return: at.return.handler(({ input, context: { w } }) => returnDraft(w, input)),
  approve: at.approve.handler(({ input, context: { w } }) => approveDraft(w, input)),
  try: at.try.handler(({ input, context: { w } }) => tryDefinition(w, input)),
})

/** The last day of each month from `from` to `to`, and `to` itself; at most ten years. */
function monthEnds(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let first = `${from.slice(0, 7)}-01`; days.length < 120; first = addMonths(first, 1)) {
    const last = addDays(addMonths(first, 1), -1)
    if (last >= to) break
    days.push(last)
  }
  return [...days, to]
}
