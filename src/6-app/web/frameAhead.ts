// The frame is fetched while it is still being asked who is signed in, but only where somebody was signed in the last
// time: who comes to sign in would pay 8 KB of the first load for nothing.
import { frameExpected } from './frameExpected.ts'

export const loadFrame = () => import('./Frame.tsx')

export function fetchFrameAhead(): void {
  if (frameExpected()) void loadFrame()
}
