// Whether the next start in this browser will probably show the frame: kept on the machine, since nobody is known yet.
const KEY = 'frame'

export function expectFrame(expected: boolean): void {
  try {
    if (expected) localStorage.setItem(KEY, 'ahead')
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the frame comes a moment later.
  }
}

export function frameExpected(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    // Without storage the frame comes a moment later.
    return false
  }
}
