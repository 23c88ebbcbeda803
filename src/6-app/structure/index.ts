// The door of the dry run of structural change.

/** The route, for the roof to mount under `structure`. */
export { structureRoutes } from './server/routes.ts'
