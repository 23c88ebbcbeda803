// Who completes a class: those who attended the required share of its recorded sessions, counted in whole sessions.
import { attendanceStates, type Attendance } from './attendance.ts'

/** Sessions to attend out of `recorded`: 80 % of 6 is 4.8, so 5. In whole percent, because 0.07 × 100 is not 7. */
export function sessionsNeeded(requiredPercent: number, recorded: number): number {
  return Math.ceil((requiredPercent * recorded) / 100)
}

export function sessionsAttended(marks: readonly (Attendance | null)[]): number {
  return marks.filter((mark) => mark !== null && attendanceStates[mark].attended).length
}

/** marks: of one person, one for each recorded session. A class without a recorded session is completed by nobody. */
export function completes(marks: readonly (Attendance | null)[], requiredPercent: number): boolean {
  return marks.length > 0 && sessionsAttended(marks) >= sessionsNeeded(requiredPercent, marks.length)
}
