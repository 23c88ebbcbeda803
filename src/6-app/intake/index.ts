// The door of the import: spreadsheets of offices brought in, checked, written, undone.

/** The routes, for the roof to mount under `intake`. */
export { intakeRoutes } from './server/routes.ts'
/** The worker's tasks, for the roof to register. */
export { intakeTasks, type IntakeParts } from './server/tasks.ts'
/** The deeds themselves, for the command line: a dry run without a trace, then in, committed and back. */
export { checkImport, commitImport, dryRun, receive, settle, undoImport, type DryRun } from './server/deeds.ts'
export { bornOf, numbersOf, type ExaminedRow } from './server/examine.ts'
/** The people of a file, read and mended but met with nobody. */
export { openPeople } from './server/people-file.ts'
/** Units and programmes by what a person calls them. */
export { findProgramme, findUnit, topUnit } from './server/facts.ts'
/** The refused rows as a workbook. */
export { refusedWorkbook } from './server/refused.ts'
/** What is held on persons here. */
export { intakeHoldings } from './server/holdings.ts'
