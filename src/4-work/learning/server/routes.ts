import { implement } from '@orpc/server'
import { Refused, refuse } from '#base/refusal'
import { storeFile } from '#platform/files/store'
import { gate, type RequestContext } from '#platform/http/handle'
import { mustReach } from '#platform/work'
import { learningContract } from '../contract.ts'
import { correctAttendance, markAttendance } from './attendance.ts'
import { checkCertificate, issueCertificates, listCertificates, printCertificates, revokeCertificate } from './certificates.ts'
import { checkIn, decideCheckIn, scan } from './check-ins.ts'
import { findClass } from './class-facts.ts'
import { cancelClass, openClasses } from './classes.ts'
import { closeClass, previewClosing } from './closing.ts'
import { attachSheet, countersign, mySessions, openCode, openPass, readSession } from './conducting.ts'
import { recordHeadCounts } from './head-counts.ts'
import { newChairs } from './new-chairs.ts'
import { nominate, withdraw } from './nominations.ts'
import { printLater } from './printing.ts'
import { classPaper, paperFacts } from './papers.ts'
import { writeProgrammes } from './programmes.ts'
import { attendanceOf, completionEvidence, completionsOf, myClasses } from './records.ts'
import { checkInsOf } from './signals.ts'
import { listClasses, listProgrammes, readClass, readHeadCount, readLists, readRoster } from './views.ts'

const at = implement(learningContract).$context<RequestContext>().use(gate)

export const learningRoutes = at.router({
  lists: at.lists.handler(({ context: { w } }) => readLists(w)),
  programmes: at.programmes.handler(async ({ input, context: { w } }) => {
    const { rows, total } = await listProgrammes(w, input), may = w.actor.acting!.verbs.has('class.write')
    return { rows: rows.map((row) => ({ ...row, changeable: row.changeable && may })), total }
  }),
  writeProgramme: at.writeProgramme.handler(async ({ input, context: { w } }) => { await writeProgrammes(w, [input]); return { id: input.id } }),

  classes: at.classes.handler(({ input, context: { w } }) => listClasses(w, input)),
  read: at.read.handler(async ({ input, context: { w } }) => {
    const { own, ...page } = await readClass(w, input.id)
    const verbs = w.actor.acting!.verbs, open = page.status === 'open'
    return { ...page, may: {
      write: own && verbs.has('class.write') && (open || page.status === 'draft'),
      attend: verbs.has('class.attend') && (own ? open || page.status === 'closed' : open && page.form === 'multi-point'),
      conduct: own && verbs.has('class.attend') && page.status !== 'draft' && page.status !== 'cancelled',
      decide: own && verbs.has('class.write'),
      nominate: open && verbs.has('class.write'),
      print: !own || page.status === 'cancelled' ? 'none' as const : verbs.has('class.write') ? 'all' as const : verbs.has('class.attend') ? 'attendance' as const : 'none' as const,
    } }
  }),
  write: at.write.handler(async ({ input, context: { w } }) => { await openClasses(w, [input]); return { id: input.id } }),
  cancel: at.cancel.handler(async ({ input, context: { w } }) => { await cancelClass(w, { classId: input.id, reason: input.reason }); return { id: input.id } }),

  nominate: at.nominate.handler(({ input, context: { w } }) => nominate(w, { classId: input.id, personIds: input.personIds })),
  withdraw: at.withdraw.handler(({ input, context: { w } }) => withdraw(w, { classId: input.id, personIds: input.personIds, reason: input.reason })),
  roster: at.roster.handler(async ({ input, context: { w } }) => { await findClass(w, input.id); return readRoster(w, input.id) }),
  mark: at.mark.handler(({ input, context: { w } }) => markAttendance(w, { classId: input.id, marks: input.marks })),
  correct: at.correct.handler(({ input: { id, ...mark }, context: { w } }) => correctAttendance(w, { classId: id, ...mark })),
  marks: at.marks.handler(async ({ input, context: { w } }) => (await attendanceOf(w.tx, input.id, input.personId)).find((session) => session.id === input.sessionId)?.marks ?? []),

  session: at.session.handler(({ input, context: { w } }) => readSession(w, input.sessionId)),
  openCode: at.openCode.handler(({ input, context: { w } }) => openCode(w, input.sessionId)),
  countersign: at.countersign.handler(({ input, context: { w } }) => countersign(w, input.sessionId)),
  attachSheet: at.attachSheet.handler(async ({ input: { file, ...asked }, context: { w } }) => attachSheet(w, { ...asked, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  scan: at.scan.handler(({ input, context: { w } }) => scan(w, input)),
  checkIns: at.checkIns.handler(({ input, context: { w } }) => checkInsOf(w, input.id)),
  decideCheckIn: at.decideCheckIn.handler(async ({ input, context: { w } }) => { await decideCheckIn(w, input); return { id: input.id } }),
  checkIn: at.checkIn.handler(({ input, context: { w } }) => checkIn(w, input)),
  openPass: at.openPass.handler(({ context: { w } }) => openPass(w)),
  mySessions: at.mySessions.handler(({ context: { w } }) => mySessions(w)),

  uploadSheet: at.uploadSheet.handler(async ({ input, context: { w } }) => {
    const found = await findClass(w, input.id)
    if (!found.own) throw new Refused(refuse('out-of-reach', 'id', 'Lớp này do đơn vị ngoài phạm vi của bạn tổ chức.', 'This class is held by a unit outside your reach.'), 403)
    await mustReach(w, input.unitId, 'unitId')
    const { id, name, size } = await storeFile(w, { id: input.sheetId, name: input.file.name, bytes: new Uint8Array(await input.file.arrayBuffer()), unitId: input.unitId })
    w.note('learning.upload-sheet', 'file', id, { classId: input.id, unitId: input.unitId, name, size })
    return { id, name }
  }),
  countHeads: at.countHeads.handler(async ({ input: { id, headCountId, ...count }, context: { w } }) => {
    await recordHeadCounts(w, [{ ...count, id: headCountId, classId: id }])
    return { id: headCountId }
  }),

  headCount: at.headCount.handler(({ input, context: { w } }) => readHeadCount(w, input.id)),

  paperFacts: at.paperFacts.handler(({ input, context: { w } }) => paperFacts(w, input.id)),
  paper: at.paper.handler(({ input: { id, paper, format, ...head }, context: { w } }) => classPaper(w, id, paper, format, head)),
  sheet: at.sheet.handler(({ input: { id, paper, format, ...head }, context: { w } }) => classPaper(w, id, paper, format, head)),

  closing: at.closing.handler(async ({ input, context: { w } }) => {
    const preview = await previewClosing(w, { classId: input.id, on: input.on, without: input.without })
    return { ...preview, results: preview.results.map(({ personId, name, ...row }) => ({ ...row, person: { id: personId, name } })) }
  }),
  close: at.close.handler(async ({ input, context: { w } }) => {
    const { completed, notCompleted } = await closeClass(w, { classId: input.id, on: input.on, unrecorded: input.unrecorded })
    return { completed: completed.length, notCompleted: notCompleted.length }
  }),

  certificates: at.certificates.handler(({ input, context: { w } }) => listCertificates(w, input)),
  issueCertificates: at.issueCertificates.handler(({ input: { id, ...asked }, context: { w } }) => issueCertificates(w, { classId: id, ...asked })),
  revokeCertificate: at.revokeCertificate.handler(async ({ input, context: { w } }) => { await revokeCertificate(w, input); return { id: input.id } }),
  printCertificates: at.printCertificates.handler(({ input, context: { w, site } }) => printCertificates(w, { ...input, site })),
  printLater: at.printLater.handler(async ({ input, context: { w, site } }) => ({ jobId: await printLater(w, { ...input, site }) })),
  checkCertificate: at.checkCertificate.handler(({ input, context: { w } }) => checkCertificate(w, input.code)),

  mine: at.mine.handler(({ context: { w } }) => (w.actor.personId ? myClasses(w) : [])),
  myCompletions: at.myCompletions.handler(({ context: { w } }) => (w.actor.personId ? completionsOf(w.tx, w.actor.personId) : [])),
  completions: at.completions.handler(({ input, context: { w } }) => completionsOf(w.tx, input.personId)),
  evidence: at.evidence.handler(({ input, context: { w } }) => completionEvidence(w.tx, input.id)),

  newChairs: at.newChairs.handler(({ input, context: { w } }) => newChairs(w, input)),
})
