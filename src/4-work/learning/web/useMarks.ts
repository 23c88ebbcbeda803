// Attendance as it is being taken: a press shows at once, goes to the server a moment later with the others, and is kept in
// this browser until the server has it, so that a lost line or a reload loses no mark.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Text } from '#base/text'
import { heed, isLost, queries, refusalsOf } from '#web/api.ts'
import type { Attendance } from '../domain/attendance.ts'
import { learning, type Roster } from './api.ts'

export const cellKey = (sessionId: string, personId: string) => `${sessionId} ${personId}`
type Pending = ReadonlyMap<string, Attendance>

export interface Marks {
  /** What the cell shows; null: not marked. */
  of: (sessionId: string, personId: string) => Attendance | null
  set: (marks: { sessionId: string; personId: string; state: Attendance }[]) => void
  unsent: number
  busy: boolean
  /** Why the last try failed; what was pressed is kept. */
  refused: Text[]
  lost: boolean
  again: () => void
  /** Forgets what the server does not have. */
  drop: () => void
}

const WAIT = 500

function kept(name: string): Pending {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(name) ?? '[]') as [string, Attendance][])
  } catch {
    return new Map()
  }
}

export function useMarks(classId: string, roster: Roster): Marks {
  const name = `marks ${classId}`
  const [pending, setPending] = useState<Pending>(() => kept(name))
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ refused: Text[]; lost: boolean } | null>(null)
  const latest = useRef(pending)
  latest.current = pending
  const saved = useRef<ReadonlyMap<string, Attendance>>(new Map())
  saved.current = new Map(roster.cells.map((cell) => [cellKey(cell.sessionId, cell.personId), cell.state]))

  const keep = useCallback((next: Pending) => {
    latest.current = next
    setPending(next)
    try {
      if (next.size > 0) sessionStorage.setItem(name, JSON.stringify([...next]))
      else sessionStorage.removeItem(name)
    } catch {
      // Without storage the marks still wait here, only a reload would lose them.
    }
  }, [name])

  const flush = useCallback(async () => {
    const sent = [...latest.current]
    if (sent.length === 0) return
    setBusy(true)
    setFailed(null)
    try {
      await learning.mark.call({ id: classId, marks: sent.map(([key, state]) => { const [sessionId, personId] = key.split(' ') as [string, string]; return { sessionId, personId, state } }) })
      await queries.invalidateQueries({ queryKey: learning.key() })
      keep(new Map([...latest.current].filter(([key, state]) => !sent.some(([k, s]) => k === key && s === state))))
    } catch (error) {
      heed(error)
      setFailed({ refused: refusalsOf(error).map((refusal) => refusal.text), lost: isLost(error) })
    } finally {
      setBusy(false)
    }
  }, [classId, keep])

  useEffect(() => {
    if (pending.size === 0 || busy || failed) return
    const timer = setTimeout(() => void flush(), WAIT)
    return () => clearTimeout(timer)
  }, [pending, busy, failed, flush])
  useEffect(() => {
    if (!failed?.lost) return
    const online = () => void flush()
    addEventListener('online', online)
    return () => removeEventListener('online', online)
  }, [failed, flush])

  return {
    of: (sessionId, personId) => pending.get(cellKey(sessionId, personId)) ?? saved.current.get(cellKey(sessionId, personId)) ?? null,
    set: useCallback((marks) => {
      const next = new Map(latest.current)
      for (const { sessionId, personId, state } of marks) {
        const key = cellKey(sessionId, personId)
        // Pressed back to what the server has: nothing to send, unless it is on its way.
        if (saved.current.get(key) === state && !next.has(key)) continue
        next.set(key, state)
      }
      setFailed(null)
      keep(next)
    }, [keep]),
    unsent: pending.size, busy, refused: failed?.refused ?? [], lost: failed?.lost ?? false,
    again: () => void flush(),
    drop: () => { setFailed(null); keep(new Map()) },
  }
}
