// The door of "Việc của tôi".

/** The routes, for the roof to mount under `home`. */
export { homeRoutes } from './server/routes.ts'
