// The door of agreements: the register of collective labour agreements.

/** Routes, for the roof to mount. */
export { agreementsRoutes } from './server/routes.ts'
/** Writes drafts, signs them, records what happens to them; many that were signed on paper at once. */
export { attachFile, recordAmendment, recordBargaining, recordJudgment, recordSending, recordSigned, recordWidening, signAgreement, writeAgreement } from './server/deeds.ts'
