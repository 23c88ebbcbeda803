// The door of emulation: innovation models and initiatives.

/** Routes, for the roof to mount. */
export { emulationRoutes } from './server/routes.ts'
/** Written as a draft, submitted, recognised or returned by a union above. */
export { decideModel, submitModel, writeModel } from './server/models.ts'
/** Taken over by other units, many at a time; confirmed every half year; ended; what came of it. */
export { adoptModels, attachToUse, confirmUses, endUse, reportUse, type Adoption } from './server/uses.ts'
/** What someone says about a model. */
export { commentOn } from './server/comments.ts'
/** What waits for a unit: models to confirm, to mend, to recognise. */
export { duties } from './server/duties.ts'
/** Tells the units whose confirmation lapses on a day. */
export { tellLapsing } from './server/tell.ts'
/** Models that some units run, which their successors go on with. */
export { modelsIn } from './server/standing.ts'
/** What is held on persons here. */
export { emulationHoldings } from './server/holdings.ts'
