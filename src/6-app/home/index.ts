// The door of "Việc của tôi".

/** The routes, for the roof to mount under `home`. */
export { homeRoutes } from './server/routes.ts'
/** What the worker does for those who are not there: the daily digest, and a word a week before a day. */
export { digestTasks } from './server/digest.ts'
export { remind } from './server/remind.ts'
/** One's calendar, by its secret. */
export { calendarOf } from './server/calendar.ts'
