// The help page, and the tour that the frame begins.
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** Begins the tour of the office acted in. */
export { FirstTour, useTour } from './tour.tsx'

export const helpScreens: Screen[] = [
  { path: '/tro-giup', load: () => import('./HelpPage.tsx'), title: text('Trợ giúp', 'Help'), needs: 'signed-in' },
]
