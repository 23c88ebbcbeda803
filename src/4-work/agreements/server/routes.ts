// The routes of agreements; what they do stands in deeds.ts and views.ts.
import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { agreementsContract } from '../contract.ts'
import { attachFile, detachFile, discardAgreement, endAgreement, recordAmendment, recordBargaining, recordJudgment, recordSending, recordWidening, signAgreement, takeBackRecord, writeAgreement } from './deeds.ts'
import { agreementDuties } from './duties.ts'
import { agreementsOf, agreementsOfUnit, listsOf, readAgreement, renewalsOf } from './views.ts'

const at = implement(agreementsContract).$context<RequestContext>().use(gate)

export const agreementsRoutes = at.router({
  lists: at.lists.handler(({ context: { w } }) => listsOf(w.tx)),
  list: at.list.handler(({ input, context: { w } }) => agreementsOf(w.tx, input, w.today)),
  ofUnit: at.ofUnit.handler(({ input, context: { w } }) => agreementsOfUnit(w.tx, input.unitId, input.on ?? w.today)),
  renewals: at.renewals.handler(({ input, context: { w } }) => renewalsOf(w.tx, input, w.today)),
  duties: at.duties.handler(({ input, context: { w } }) => agreementDuties(w.tx, input.unitId, w.today)),
  read: at.read.handler(({ input, context: { w } }) => readAgreement(w, input.id, input.on)),
  save: at.save.handler(async ({ input, context: { w } }) => {
    await writeAgreement(w, input)
    return readAgreement(w, input.id)
  }),
  sign: at.sign.handler(async ({ input, context: { w } }) => {
    await signAgreement(w, input)
    return readAgreement(w, input.id)
  }),
  discard: at.discard.handler(async ({ input, context: { w } }) => {
    await discardAgreement(w, input)
    return { id: input.id }
  }),
  send: at.send.handler(async ({ input, context: { w } }) => {
    await recordSending(w, input)
    return readAgreement(w, input.id)
  }),
  end: at.end.handler(async ({ input, context: { w } }) => {
    await endAgreement(w, input)
    return readAgreement(w, input.id)
  }),
  amend: at.amend.handler(async ({ input: { id, unitId, recordId, ...rest }, context: { w } }) => {
    await recordAmendment(w, { id, unitId }, { ...rest, id: recordId })
    return readAgreement(w, id)
  }),
  bargain: at.bargain.handler(async ({ input: { id, unitId, recordId, ...rest }, context: { w } }) => {
    await recordBargaining(w, { id, unitId }, { ...rest, id: recordId })
    return readAgreement(w, id)
  }),
  widen: at.widen.handler(async ({ input: { id, unitId, recordId, ...rest }, context: { w } }) => {
    await recordWidening(w, { id, unitId }, { ...rest, id: recordId })
    return readAgreement(w, id)
  }),
  judge: at.judge.handler(async ({ input: { id, unitId, recordId, ...rest }, context: { w } }) => {
    await recordJudgment(w, { id, unitId }, { ...rest, id: recordId })
    return readAgreement(w, id)
  }),
  takeBack: at.takeBack.handler(async ({ input, context: { w } }) => {
    await takeBackRecord(w, input)
    return readAgreement(w, input.id)
  }),
  attach: at.attach.handler(async ({ input: { file, ...asked }, context: { w } }) => attachFile(w, { ...asked, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  detach: at.detach.handler(async ({ input, context: { w } }) => {
    await detachFile(w, input)
    return { id: input.id }
  }),
})
