import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import type { Work } from '#platform/work'
import { organisationContract } from '../contract.ts'
import type { Decision } from '../domain/structure.ts'
import * as deeds from './deeds.ts'
import * as views from './views.ts'

const at = implement(organisationContract).$context<RequestContext>().use(gate)

export const organisationRoutes = at.router({
  kinds: at.kinds.handler(async ({ context: { w } }) => (await w.tx.selectFrom('organisation.unit_kind').selectAll().orderBy('tier').orderBy('code').execute())
    .map((k) => ({ code: k.code, name: { vi: k.name_vi, en: k.name_en }, tier: k.tier, grassroots: k.grassroots }))),
  topLevel: at.topLevel.handler(({ input, context: { w } }) => views.topLevel(w.tx, input.on)),
  children: at.children.handler(({ input, context: { w } }) => views.children(w.tx, input.parentId ?? null, input.on)),
  search: at.search.handler(({ input, context: { w } }) => views.search(w.tx, input)),
  unit: at.unit.handler(({ input, context: { w } }) => views.unit(w, input.id, input.on)),
  events: at.events.handler(({ input, context: { w } }) => views.events(w.tx, input.id)),

  establish: at.establish.handler(({ input: { decision, ...unit }, context: { w } }) => answer(w, unit.parentId, decision, deeds.establish(w, [unit], decision))),
  rename: at.rename.handler(({ input: { decision, ...asked }, context: { w } }) => answer(w, asked.unitId, decision, deeds.rename(w, asked, decision))),
  transfer: at.transfer.handler(({ input: { decision, ...asked }, context: { w } }) => answer(w, asked.parentId, decision, deeds.transfer(w, asked, decision))),
  merge: at.merge.handler(({ input: { decision, into, from }, context: { w } }) => answer(w, into, decision, deeds.merge(w, from.map((unitId) => ({ from: unitId, into })), decision))),
  dissolve: at.dissolve.handler(({ input: { decision, unitId }, context: { w } }) => answer(w, unitId, decision, deeds.dissolve(w, [unitId], decision))),
})

// A deed sent again changes nothing, but that it was sent again is worth its line.
async function answer(w: Work, unitId: string, decision: Decision, deed: Promise<string[]>): Promise<{ changed: string[] }> {
  const changed = await deed
  if (changed.length === 0) w.note('organisation.again', 'unit', unitId, { decision: decision.number })
  return { changed }
}
