// The door of plans: plans and their targets, the answers of the units below, and the duties that follow.

/** Routes, for the roof to mount. */
export { plansRoutes } from './server/routes.ts'
/** Plan 237/KH-TLĐ with its targets and template; loaded once. Drafts, issue (one or many), withdrawal. */
export { loadPlan237, decideLowerTarget, writeTask, planTargetsOf, type PlanTarget } from './server/follow.ts'
export { draftFromTemplate, writeDraft, issuePlans, withdrawPlan, setAnswerBy, type Issue } from './server/deeds.ts'
/** Plans that some units have on a day. */
export { plansIn } from './server/standing.ts'
/** What waits for a unit: plans to answer, drafts to issue, lower targets to decide, tasks. */
export { duties } from './server/views.ts'
/** What is held on persons here. */
export { plansHoldings } from './server/holdings.ts'
