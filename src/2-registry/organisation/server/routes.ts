import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { organisationContract } from '../contract.ts'
import { events } from './history.ts'
import { perform } from './perform.ts'
import { endRelation, relate, relations } from './relations.ts'
import * as views from './views.ts'

const at = implement(organisationContract).$context<RequestContext>().use(gate)

export const organisationRoutes = at.router({
  kinds: at.kinds.handler(async ({ context: { w } }) => (await w.tx.selectFrom('organisation.unit_kind').selectAll().orderBy('tier').orderBy('code').execute())
    .map((k) => ({ code: k.code, name: { vi: k.name_vi, en: k.name_en }, tier: k.tier, grassroots: k.grassroots }))),
  topLevel: at.topLevel.handler(({ input, context: { w } }) => views.topLevel(w.tx, input.on)),
  children: at.children.handler(({ input, context: { w } }) => views.children(w.tx, input.parentId ?? null, input.on)),
  search: at.search.handler(({ input, context: { w } }) => views.search(w.tx, input)),
  unit: at.unit.handler(({ input, context: { w } }) => views.unit(w, input.id, input.on)),
  events: at.events.handler(({ input, context: { w } }) => events(w.tx, input.id)),

  establish: at.establish.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'establish', asked }, decision, eventId)),
  rename: at.rename.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'rename', asked }, decision, eventId)),
  changeKind: at.changeKind.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'changeKind', asked }, decision, eventId)),
  transfer: at.transfer.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'transfer', asked }, decision, eventId)),
  merge: at.merge.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'merge', asked }, decision, eventId)),
  consolidate: at.consolidate.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'consolidate', asked }, decision, eventId)),
  split: at.split.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'split', asked }, decision, eventId)),
  dissolve: at.dissolve.handler(({ input: { decision, eventId, ...asked }, context: { w } }) => perform(w, { kind: 'dissolve', asked }, decision, eventId)),
  undo: at.undo.handler(({ input, context: { w } }) => perform(w, { kind: 'undo', asked: input }, null)),

  relations: at.relations.handler(({ input, context: { w } }) => relations(w, input.id, input.on)),
  relate: at.relate.handler(async ({ input: { unitId, kind, commune, from, to, relations: each, decision }, context: { w } }) => {
    const changed = await relate(w, each.map((r) => ({ ...r, unitId, kind, commune: commune ?? null, from, to: to ?? null })), decision)
    if (changed.length === 0) w.note('organisation.again', 'unit', unitId, { decision: decision.number })
    return { changed }
  }),
  endRelation: at.endRelation.handler(async ({ input, context: { w } }) => { await endRelation(w, input); return { done: true as const } }),
})
