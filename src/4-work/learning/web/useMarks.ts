// Attendance as it is being taken: a press shows at once, is in the outbox of this browser before the next, and goes to the server
// a moment later with the others. No lost line, reload or closed browser loses a mark, and none overwrites one that was not seen.
import { useCallback, useRef, useState } from 'react'
import { refusalsOf, type FieldRefusal } from '#web/api.ts'
import { toast } from '#web/kit/toast.tsx'
import { hold, useSlot } from '#web/offline/outbox.ts'
import { useMe } from '#web/session.ts'
import type { Attendance } from '../domain/attendance.ts'
import { learning, type ClassPageData, type Roster } from './api.ts'

export const cellKey = (sessionId: string, personId: string) => `${sessionId} ${personId}`

interface Mark { sessionId: string; personId: string; state: Attendance; seen?: Attendance | null | undefined; source?: 'paper' | undefined }
interface Sent { id: string; marks: Mark[] }

export interface Marks {
  /** What the cell shows; null: not marked. */
  of: (sessionId: string, personId: string) => Attendance | null
  set: (marks: { sessionId: string; personId: string; state: Attendance }[]) => void
  /** Marks that the server does not have. */
  unsent: number
  busy: boolean
  /** Why some of them were not taken; a person decides about them in the outbox. */
  refused: FieldRefusal[]
}

/** Pressed again before it was sent: the last press counts, beside what was seen at the first. */
function join(before: Sent, now: Sent): Sent {
  const cells = new Map(before.marks.map((mark) => [cellKey(mark.sessionId, mark.personId), mark]))
  for (const mark of now.marks) {
    const key = cellKey(mark.sessionId, mark.personId)
    cells.set(key, { ...mark, seen: cells.has(key) ? cells.get(key)!.seen : mark.seen })
  }
  return { id: now.id, marks: [...cells.values()] }
}

/** Presses within so many milliseconds go together. */
const GATHERED = 500

/** `paper`: what is pressed is read from the signed sheet. */
export function useMarks({ id: classId, title }: ClassPageData, roster: Roster, paper: boolean): Marks {
  const { accountId } = useMe()
  const slot = `learning.mark ${classId}`
  const [all, reread] = useSlot(slot)
  const entries = all.filter((entry) => entry.account === accountId)
  // What was pressed a moment ago and is being put into the outbox.
  const [pressed, setPressed] = useState<ReadonlyMap<string, Attendance>>(new Map())

  const shown = new Map<string, Attendance>(roster.cells.map((cell) => [cellKey(cell.sessionId, cell.personId), cell.state]))
  const waiting = new Set<string>()
  const lay = (key: string, state: Attendance) => { shown.set(key, state); waiting.add(key) }
  for (const entry of entries) for (const mark of (entry.input as unknown as Sent).marks) lay(cellKey(mark.sessionId, mark.personId), mark.state)
  for (const [key, state] of pressed) lay(key, state)
  const latest = useRef(shown)
  latest.current = shown

  const set = useCallback((marks: { sessionId: string; personId: string; state: Attendance }[]) => {
    const fresh = new Map(marks.map((mark) => {
      const key = cellKey(mark.sessionId, mark.personId)
      return [key, { ...mark, seen: latest.current.get(key) ?? null, ...(paper && { source: 'paper' as const }) }] as const
    }).filter(([, mark]) => mark.seen !== mark.state))
    if (fresh.size === 0) return
    // Two presses in one frame see each other.
    for (const [key, { state }] of fresh) latest.current.set(key, state)
    setPressed((before) => new Map([...before, ...[...fresh].map(([key, { state }]) => [key, state] as const)]))
    void hold(learning.mark, { id: classId, marks: [...fresh.values()] }, { vi: `Điểm danh: ${title}`, en: `Attendance: ${title}` }, { slot, join, gather: GATHERED })
      .then(reread)
      // From here on the outbox tells of them, unless they were pressed anew.
      .then(() => setPressed((before) => new Map([...before].filter(([key, state]) => fresh.get(key)?.state !== state))), (error: unknown) => toast(refusalsOf(error)[0]!.text))
  }, [classId, title, slot, reread, paper])

  return {
    of: (sessionId, personId) => shown.get(cellKey(sessionId, personId)) ?? null, set, unsent: waiting.size,
    busy: waiting.size > 0 && navigator.onLine && entries.every((entry) => entry.state === 'waiting' && !entry.lost),
    refused: entries.flatMap((entry) => entry.refusals),
  }
}
