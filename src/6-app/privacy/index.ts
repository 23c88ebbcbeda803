// The door of personal data: requests of the persons concerned, consents, restriction, erasure, retention, the register.

/** The routes, for the roof to mount under `privacy`. */
export { privacyRoutes } from './server/routes.ts'
/** The worker's task, for the roof to register. */
export { privacyTasks } from './server/retention.ts'
