// The door of accounts for many: a whole province gets its accounts, and each person a letter.

/** The routes, for the roof to mount under `accounts`. */
export { accountsRoutes } from './server/routes.ts'
/** The long work that makes them, for the roof to register. */
export { makingAccounts } from './server/make.ts'
export { accountsHoldings } from './server/holdings.ts'
