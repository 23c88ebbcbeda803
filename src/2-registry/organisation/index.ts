// The door of the organisation: units in time.

/** Structural change, one decision at a time, many units at once; each answers the ids of the units it changed. */
export { assignCodes, changeKind, establish, rename, transfer, turnDay } from './server/deeds.ts'
export { consolidate, dissolve, merge, split } from './server/endings.ts'
/** Any of these as data, done: what the routes do, and the dry run tries; the unit that it is about. */
export { aboutOf, perform } from './server/perform.ts'
/** Events of a unit; where units stand on a day. */
export { events as unitEvents } from './server/history.ts'
export { placesBelow, reachedAbove, unitsOn, type UnitOn } from './server/places.ts'
/** Takes an event back, as if it had not been; refuses, naming the later event that stands on it. */
export { undoEvent } from './server/undo.ts'
/** Units of which a version stands as it does by an event. */
export { unitsByEvent } from './server/past.ts'
/** Relations beside the tree: who also manages whose unions. */
export { endRelation, relate } from './server/relations.ts'
/** What a deed takes. */
export type { Decision, Merge, NewUnit } from './domain/structure.ts'
export type { Consolidation, Split } from './domain/events.ts'
/** The real top level: brings it in (whole, or with a pause before the reform of 2025), or tells its ids by code. */
export { foundationIds, loadFoundation, openFoundation, reformFoundation, OLD_PROVINCES, PROVINCES, UNIONS, type FoundationIds } from './server/foundation.ts'
/** Units by name, short name or code on a day. */
export { search as searchUnits } from './server/views.ts'
/** Which units stand under a unit, on a day and in the tree of that day or another: part of a query. */
export { unitsUnder } from './server/under.ts'
/** What stands at the head of a unit's papers: names, sign, place, in whose name it decides. */
export { issuerOf, type Issuer } from './server/letterhead.ts'
export { issuerAbbreviation } from './domain/letterhead.ts'
/** The routes, for the roof to mount. */
export { organisationRoutes } from './server/routes.ts'
