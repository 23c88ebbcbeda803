// The door of documents: the registers of a unit, and its catalogue of procedures.

/** Routes, for the roof to mount. */
export { documentsRoutes } from './server/routes.ts'
/** Registers or corrects a document; says who deals with it; keeps its file. */
export { attachFile, dealWith, writeDocument, type DocumentWrite, type Handling } from './server/register.ts'
/** Enters procedures into the catalogue of a unit. */
export { writeProcedures } from './server/procedures.ts'
/** Incoming documents that are due; how many stand in the registers of some units; the one that a plan is. */
export { documentOfPlan, documentsIn, dueDocuments } from './server/views.ts'
