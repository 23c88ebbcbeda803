// The routes of models; what they do stands in models.ts, uses.ts, comments.ts and the views.
import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { emulationContract } from '../contract.ts'
import { commentOn, hideComment, withdrawComment } from './comments.ts'
import { decideModel, discardModel, submitModel, writeModel } from './models.ts'
import { modelMap, showcase, similarModels } from './showcase.ts'
import { adoptModels, attachToUse, confirmUses, detachFromUse, endUse, reportUse } from './uses.ts'
import { modelsOf, modelsWaiting, readModel } from './views.ts'
import type { Work } from '#platform/work'
import { holdUses } from './store.ts'

const at = implement(emulationContract).$context<RequestContext>().use(gate)

/** The model of a use, as it stands after the deed. */
async function modelOfUse(w: Work, useId: string) {
  return readModel(w, (await holdUses(w, [useId])).get(useId)!.modelId)
}

export const emulationRoutes = at.router({
  showcase: at.showcase.handler(({ input, context: { w } }) => showcase(w.tx, input, w.today)),
  map: at.map.handler(({ input, context: { w } }) => modelMap(w.tx, input, w.today)),
  held: at.held.handler(({ input, context: { w } }) => modelsOf(w.tx, input.unitId, w.today)),
  waiting: at.waiting.handler(({ input, context: { w } }) => modelsWaiting(w.tx, input.unitId, w.today)),
  similar: at.similar.handler(({ input, context: { w } }) => similarModels(w, input)),
  read: at.read.handler(({ input, context: { w } }) => readModel(w, input.id)),
  save: at.save.handler(async ({ input, context: { w } }) => { await writeModel(w, input); return readModel(w, input.id) }),
  discard: at.discard.handler(async ({ input, context: { w } }) => { await discardModel(w, input); return { id: input.id } }),
  submit: at.submit.handler(async ({ input, context: { w } }) => { await submitModel(w, input); return readModel(w, input.id) }),
  decide: at.decide.handler(async ({ input, context: { w } }) => { await decideModel(w, input); return readModel(w, input.id) }),
  adopt: at.adopt.handler(async ({ input, context: { w } }) => { await adoptModels(w, [input]); return modelOfUse(w, input.id) }),
  confirm: at.confirm.handler(async ({ input, context: { w } }) => { await confirmUses(w, [input]); return modelOfUse(w, input.id) }),
  end: at.end.handler(async ({ input, context: { w } }) => { await endUse(w, input); return modelOfUse(w, input.id) }),
  report: at.report.handler(async ({ input, context: { w } }) => { await reportUse(w, input); return modelOfUse(w, input.id) }),
  attach: at.attach.handler(async ({ input: { file, ...ask }, context: { w } }) => { await attachToUse(w, { ...ask, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }); return modelOfUse(w, ask.id) }),
  detach: at.detach.handler(async ({ input, context: { w } }) => { await detachFromUse(w, input); return modelOfUse(w, input.id) }),
  comment: at.comment.handler(async ({ input, context: { w } }) => { await commentOn(w, input); return readModel(w, input.id) }),
  withdrawComment: at.withdrawComment.handler(async ({ input, context: { w } }) => { await withdrawComment(w, input); return readModel(w, input.id) }),
  hideComment: at.hideComment.handler(async ({ input, context: { w } }) => { await hideComment(w, input); return readModel(w, input.id) }),
})
