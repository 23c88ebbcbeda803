// The frame is fetched while it is still being asked who is signed in, but only where somebody was signed in the last
// time: who comes to sign in would pay 8 KB of the first load for nothing.
const KEY = 'frame'

export const loadFrame = () => import('./Frame.tsx')

/** Whether the next start in this browser will probably show the frame. */
export function expectFrame(expected: boolean): void {
  try {
    if (expected) localStorage.setItem(KEY, 'ahead')
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the frame comes a moment later.
  }
}

export function fetchFrameAhead(): void {
  try {
    if (localStorage.getItem(KEY)) void loadFrame()
  } catch {
    // As above.
  }
}
