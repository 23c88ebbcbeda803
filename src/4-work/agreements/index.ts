// The door of agreements: the register of collective labour agreements.

/** Routes, for the roof to mount. */
export { agreementsRoutes } from './server/routes.ts'
export { clausesRoutes } from './server/clause-routes.ts'
/** Reads an attached file as text; texts with codings that were done, many at once. */
export { readAttached } from './server/texts.ts'
export { recordCodings, type CodedText } from './server/clause-record.ts'
/** A text taken apart into its chapters, articles and items. */
export { passagesOf } from './domain/passages.ts'
/** Labelled passages and what is made of them, for the bench. */
export { labelledPassages } from './server/suggest.ts'
export { NONE, phrasesAlone, suggesterOf, type Suggester } from './domain/suggest.ts'
/** What is held on persons here. */
export { agreementsHoldings } from './server/holdings.ts'
/** What waits for a union around the end of its agreements, and for their sending; of one, or of all whose last day it is. */
export { agreementDuties, agreementsDueOn } from './server/duties.ts'
/** Agreements that some units have on a day. */
export { agreementsIn } from './server/duties.ts'
/** Writes drafts, signs them, records what happens to them; many that were signed on paper at once. */
export { attachFile, recordAmendment, recordBargaining, recordJudgment, recordSending, recordSigned, recordWidening, signAgreement, writeAgreement } from './server/deeds.ts'
