import { implement } from '@orpc/server'
import { insist, Refused, refuse } from '#base/refusal'
import { restrict } from '#people'
import { gate, type RequestContext } from '#platform/http/handle'
import type { Work } from '#platform/work'
import { privacyContract } from '../contract.ts'
import { mayHandle } from '../domain/requests.ts'
import { readClocks, writeClock, writeHoliday } from './clocks.ts'
import { decideConsent, recordConsent } from './consents.ts'
import { exportMine, exportPerson } from './export.ts'
import { mustSee } from './facts.ts'
import { concerned, holdsOf, liftHold, myData, placeHold } from './person.ts'
import { readRegister, registerFile, writeActivity } from './register.ts'
import { answerRequest, decideRequest, extendRequest, listRequests, makeRequest, readRequest } from './requests.ts'
import { listExpired, settleExpiry } from './retention.ts'

const at = implement(privacyContract).$context<RequestContext>().use(gate)

export const privacyRoutes = at.router({
  mine: at.mine.handler(({ context: { w } }) => myData(w)),
  exportMine: at.exportMine.handler(({ context: { w } }) => exportMine(w)),
  consent: at.consent.handler(({ input, context: { w } }) => done(decideConsent(w, self(w), input))),
  ask: at.ask.handler(({ input, context: { w } }) => done(makeRequest(w, { ...input, personId: self(w), askedOn: w.today, madeBy: 'own-page' }))),

  requests: at.requests.handler(({ input, context: { w } }) => listRequests(w, input)),
  request: at.request.handler(({ input, context: { w } }) => readRequest(w, input.requestId)),
  record: at.record.handler(({ input, context: { w } }) => done(makeRequest(w, { ...input, madeBy: 'paper' }))),
  answer: at.answer.handler(({ input, context: { w } }) => done(answerRequest(w, input))),
  extend: at.extend.handler(({ input, context: { w } }) => done(extendRequest(w, input))),
  decide: at.decide.handler(({ input, context: { w } }) => done(decideRequest(w, input))),

  person: at.person.handler(({ input, context: { w } }) => concerned(w, input.personId)),
  exportPerson: at.exportPerson.handler(({ input, context: { w } }) => exportPerson(w, input)),
  restrict: at.restrict.handler(({ input: { personId, restricted, reason }, context: { w } }) => done((async () => {
    await mustSee(w, personId)
    insist(mayHandle({ personId }, w.actor))
    const fresh = await restrict(w, personId, restricted)
    w.note('privacy.restrict', 'person', personId, { restricted, reason, ...(fresh ? {} : { again: true }) })
  })())),
  recordConsent: at.recordConsent.handler(({ input, context: { w } }) => done(recordConsent(w, input))),
  hold: at.hold.handler(({ input, context: { w } }) => done(placeHold(w, input))),
  liftHold: at.liftHold.handler(({ input, context: { w } }) => done(liftHold(w, input))),
  holds: at.holds.handler(({ context: { w } }) => holdsOf(w, null)),

  register: at.register.handler(({ context: { w } }) => readRegister(w)),
  registerSheet: at.registerSheet.handler(({ input, context: { w } }) => registerFile(w, input.format)),
  writeActivity: at.writeActivity.handler(({ input, context: { w } }) => done(writeActivity(w, input))),
  retention: at.retention.handler(({ input, context: { w } }) => listExpired(w, input)),
  settleExpiry: at.settleExpiry.handler(({ input, context: { w } }) => done(settleExpiry(w, { ...input, reason: input.reason ?? null }))),
  clocks: at.clocks.handler(({ context: { w } }) => readClocks(w)),
  writeClock: at.writeClock.handler(({ input, context: { w } }) => done(writeClock(w, input))),
  writeHoliday: at.writeHoliday.handler(({ input, context: { w } }) => done(writeHoliday(w, input))),
})

async function done(deed: Promise<void>): Promise<{ done: true }> {
  await deed
  return { done: true }
}

function self(w: Work): string {
  if (!w.actor.personId) throw new Refused(refuse('no-person', null, 'Tài khoản này không gắn với người nào.', 'This account belongs to no person.'))
  return w.actor.personId
}
