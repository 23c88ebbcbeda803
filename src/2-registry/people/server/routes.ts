import { implement } from '@orpc/server'
import { Refused, refuse } from '#base/refusal'
import { gate, type RequestContext } from '#platform/http/handle'
import { mustReach, type Work } from '#platform/work'
import { peopleContract } from '../contract.ts'
import { admit, correct, matchPeople, type Wanted } from './admit.ts'
import { committees } from './committee-views.ts'
import { endCommittee, formCommittees, recogniseCommittee } from './committees.ts'
import { appoint, endOffice, handOver } from './offices.ts'
import { declareWorkforce, endPlacement, movePerson, place, recordAbsence } from './placements.ts'
import * as views from './views.ts'

const at = implement(peopleContract).$context<RequestContext>().use(gate)

export const peopleRoutes = at.router({
  ofUnit: at.ofUnit.handler(({ input, context: { w } }) => views.ofUnit(w.tx, input)),
  counts: at.counts.handler(({ input, context: { w } }) => views.counts(w.tx, input.unitId, input.on, input.tree)),
  offices: at.offices.handler(({ input, context: { w } }) => views.offices(w.tx, input.unitId, input.on)),
  titles: at.titles.handler(async ({ context: { w } }) => (await w.tx.selectFrom('people.title').selectAll().orderBy('rank').execute())
    .map((t) => ({ code: t.code, name: { vi: t.name_vi, en: t.name_en }, rank: t.rank }))),
  search: at.search.handler(({ input, context: { w } }) => views.search(w.tx, input)),
  person: at.person.handler(({ input, context: { w } }) => views.person(w, input.id)),
  readSensitive: at.readSensitive.handler(({ input, context: { w } }) => views.readSensitive(w, input.id, input.purpose)),

  admit: at.admit.handler(({ input: { unitId, place: placement, office, evenIfAlike, ...person }, context: { w } }) => answer(w, person.id, async (w) => {
    if (!placement && !office) throw new Refused(refuse('stands-nowhere', 'place', 'Cần nơi làm việc hoặc chức vụ.', 'A place of work or an office is needed.'))
    if (!evenIfAlike) await mustBeNew(w, { ...person, unitId }, person.id)
    await admit(w, [person])
    if (placement) await place(w, [{ ...placement, personId: person.id, unitId }])
    if (office) await appoint(w, [{ ...office, personId: person.id, unitId }])
  })),
  correct: at.correct.handler(({ input, context: { w } }) => answer(w, input.id, (w) => correct(w, input))),
  place: at.place.handler(({ input, context: { w } }) => answer(w, input.personId, (w) => place(w, [input]))),
  move: at.move.handler(({ input, context: { w } }) => answer(w, input.personId, (w) => movePerson(w, input))),
  endPlacement: at.endPlacement.handler(({ input, context: { w } }) => answer(w, input.placementId, (w) => endPlacement(w, input))),
  appoint: at.appoint.handler(({ input, context: { w } }) => answer(w, input.personId, (w) => appoint(w, [input]))),
  endOffice: at.endOffice.handler(({ input, context: { w } }) => answer(w, input.officeId, async (w) => {
    await mustReachOffice(w, input.officeId)
    await endOffice(w, input)
  })),
  handOver: at.handOver.handler(({ input, context: { w } }) => answer(w, input.officeId, async (w) => {
    await mustReachOffice(w, input.officeId)
    await handOver(w, input)
  })),
  absence: at.absence.handler(({ input, context: { w } }) => answer(w, input.personId, (w) => recordAbsence(w, input))),
  workforce: at.workforce.handler(({ input, context: { w } }) => answer(w, input.unitId, (w) => declareWorkforce(w, input))),

  committees: at.committees.handler(({ input, context: { w } }) => committees(w, input.unitId, input.on)),
  formCommittee: at.formCommittee.handler(({ input: { to, decision, recognition, ...committee }, context: { w } }) => answer(w, committee.unitId, (w) => formCommittees(w, [{ ...committee, to: to ?? null, decision: decision ?? null, recognition: recognition ?? null }]))),
  recogniseCommittee: at.recogniseCommittee.handler(({ input, context: { w } }) => answer(w, input.committeeId, (w) => recogniseCommittee(w, input))),
  endCommittee: at.endCommittee.handler(({ input, context: { w } }) => answer(w, input.committeeId, (w) => endCommittee(w, input))),
})

// A write sent again changes nothing, but that it was sent again is worth its line.
async function answer(w: Work, subject: string, deed: (w: Work) => Promise<void>): Promise<{ done: true }> {
  let noted = false
  await deed({ ...w, note(...line) { noted = true; w.note(...line) } })
  if (!noted) w.note('people.again', 'record', subject)
  return { done: true }
}

// The own office elsewhere is in sight (one sees what one holds), but ending it is the affair of whoever stands over it.
async function mustReachOffice(w: Work, officeId: string): Promise<void> {
  const office = await w.tx.selectFrom('people.office').select('unit_id').where('id', '=', officeId).executeTakeFirst()
  if (office) await mustReach(w, office.unit_id, 'officeId')
}

// A hint, not a wall: the screen shows who is alike and may send again with evenIfAlike.
async function mustBeNew(w: Work, wanted: Wanted, id: string): Promise<void> {
  const [matches] = await matchPeople(w.tx, [wanted])
  const alike = matches!.filter((m) => m.personId !== id && m.inSight && m.by !== 'name-unit')
  if (alike.length === 0) return
  const known = await views.person(w, alike[0]!.personId)
  const at = known.offices[0]?.unitName ?? known.placements[0]?.unitName
  throw new Refused(refuse('alike', 'name', `Đã có ${known.name} cùng ngày sinh${at ? `, ${at}` : ''}. Nếu là người khác, hãy xác nhận.`,
    `${known.name} with the same birth is known already${at ? `, ${at}` : ''}. Confirm if this is another person.`), 409)
}
