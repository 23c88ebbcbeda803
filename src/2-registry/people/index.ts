// The door of the people: persons, where they work, the offices they hold.

/** Persons: admitted, corrected, found again among those known. */
export { admit, correct, matchPeople, noImport, type Match, type Wanted } from './server/admit.ts'
/** The same by the thousand with place and office, and taken back again: for imports. */
export { arrive, takeBack, type Arrival } from './server/arrivals.ts'
export type { NewPerson } from './domain/person.ts'
/** Places of work, head-counts and long absences. */
export { declareWorkforce, endPlacement, movePerson, place, recordAbsence, type NewAbsence, type NewPlacement } from './server/placements.ts'
/** Offices, and who holds which with what powers on a day. */
export { appoint, endOffice, handOver, officesHeld, type NewOffice } from './server/offices.ts'
/** Who may sign for a unit; the foremost office of each of some people; who holds a power in some units. */
export { foremostOffices, holders, signersOf, type ForemostOffice, type UnitSigner } from './server/bearers.ts'
/** Committees: formed, recognised, ended; and those that wait for recognition. */
export { endCommittee, formCommittees, recogniseCommittee } from './server/committees.ts'
export { committeesToRecognise } from './server/committee-views.ts'
export type { NewCommittee } from './domain/committee.ts'
/** What a row of powers lets its holder do. */
export { powers, verbsOf, type Powers } from './domain/powers.ts'
/** How many people stand in some units on a day. */
export { peopleIn } from './server/standing.ts'
/** The routes, for the roof to mount. */
export { peopleRoutes } from './server/routes.ts'
/** What is held on persons here; fields that rest on consent; restriction. */
export { emptyProfile, peopleHoldings, restrict, writeProfile, type Profile } from './server/holdings.ts'
