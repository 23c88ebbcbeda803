// The door of the indicator engine: definitions, the figures of any unit on any day, the records under them, the recount.

/** Brings the standings of touched subjects up to their facts and appends what changed to the ledger. */
export { settle } from './server/settle.ts'
/** Publishes the first or next version of a definition and brings every standing up to it. */
export { publishIndicator, publishBehind } from './server/publish.ts'
/** Brings standings up to definitions published without stopping anyone. */
export { backfillAll, backfillTask, resumeBackfill } from './server/backfill.ts'
/** Recounts indicators from raw facts and reports every difference to standing, ledger and totals. */
export { verifyIndicators } from './server/verify.ts'
/** Puts right what the recount finds different: standings, ledger, totals. */
export { repairIndicators } from './server/repair.ts'
/** A draft of a definition: saved, and sent for approval. */
export { saveDraft, sendDraft } from './server/drafts.ts'
/** Moves pending deltas into the totals. */
export { foldAll, startFolding } from './server/fold.ts'
/** Brings the figures that stand ready for the order of units to the day. */
export { keepBoundaries, turnLatest } from './server/fold.ts'
/** Every indicator of one unit on a day. */
export { figuresOf, indicatorsOn, measuredOf } from './server/views.ts'
/** Days on which indicators ask for numbers instead of shares. */
export { numberedDays } from './server/views.ts'
/** The letter-box, answered. */
export { indicatorsRoutes } from './server/routes.ts'
/** What is held on persons here. */
export { indicatorsHoldings } from './server/holdings.ts'
