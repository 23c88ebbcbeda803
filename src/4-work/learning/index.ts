// The door of learning: programmes, classes, attendance, and the completions that follow from it.

/** Routes for the server to mount. */
export { learningRoutes } from './server/routes.ts'
/** Writes programmes, new or changed. */
export { writeProgrammes, type ProgrammeWrite } from './server/programmes.ts'
/** Writes classes with places, lecturers and sessions; cancels one. */
export { openClasses, cancelClass } from './server/classes.ts'
export type { ClassWrite } from './domain/classes.ts'
/** Sends people to a class in order; takes them off its list. */
export { nominate, withdraw, type NominationAnswer } from './server/nominations.ts'
/** Records attendance in bulk; corrects one mark with a reason. */
export { markAttendance, correctAttendance, type MarkWrite } from './server/attendance.ts'
/** Closes a class: completions follow from attendance. */
export { closeClass } from './server/closing.ts'
/** Certificates for all who completed a class. */
export { issueCertificates } from './server/certificates.ts'
/** Heads of people without records, by the signed sheet. */
export { recordHeadCounts, type HeadCountWrite } from './server/head-counts.ts'
/** Completions that a spreadsheet claims, and their undoing. */
export { claimCompletions, undoImport, type Claim } from './server/claims.ts'
/** Classes that some units hold and have not closed. */
export { openClassesIn } from './server/standing.ts'
/** Completions of a person; what stands behind one; the sessions of the one who asks. */
export { completionsOf, completionEvidence, ownSessions, type OwnSession } from './server/records.ts'
/** Grassroots chairs who wait to be trained for their office. */
export { newChairs, type NewChair } from './server/new-chairs.ts'
/** What is held on persons here. */
export { learningHoldings } from './server/holdings.ts'
/** Certificates by the thousand, for the roof to register as long work. */
export { printingCertificates } from './server/printing.ts'
