// People × sessions. One cell is in the tab order; arrows move, letters set, space cycles, Enter opens the history.
import { IconCheck } from '@tabler/icons-react'
import { memo, useCallback, useRef, useState, type KeyboardEvent } from 'react'
import { text } from '#base/text'
import { Menu } from '#web/kit/Menu.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { attendanceStates, type Attendance } from '../domain/attendance.ts'
import { sessionsNeeded } from '../domain/completion.ts'
import type { ClassPageData, Seat } from './api.ts'
import type { CellAt } from './CorrectionDialog.tsx'
import styles from './Learning.module.css'
import type { Marks } from './useMarks.ts'
import { words } from './words.ts'

export const states = Object.keys(attendanceStates) as Attendance[]
const byKey = new Map(states.map((state) => [attendanceStates[state].key, state]))
export const after = (state: Attendance | null): Attendance => states[state === null ? 0 : (states.indexOf(state) + 1) % states.length]!

const own = {
  grid: text('Bảng điểm danh', 'Attendance'), unmarked: text('chưa điểm danh', 'not marked'),
  fill: text('Điểm danh các ô còn trống của {session}', 'Mark the empty cells of {session}'), rest: text('Còn trống → {state}', 'Empty → {state}'),
  of: text('{n}/{needed}', '{n}/{needed}'), unrecorded: text('không điểm danh', 'not recorded'), signed: text('đã ký', 'signed'),
}

export interface RosterProps {
  data: ClassPageData
  people: readonly Seat[]
  sessions: ClassPageData['sessionList']
  marks: Marks
  /** Cells can be marked. */
  open: boolean
  onOpen: (at: CellAt) => void
}

export function canMark(session: ClassPageData['sessionList'][number]): boolean {
  return session.unrecorded === null && session.signed === null && new Date(session.startsAt) <= new Date()
}

export function RosterGrid({ data, people, sessions, marks, open, onOpen }: RosterProps) {
  const t = useText()
  const format = useFormat()
  const grid = useRef<HTMLTableElement>(null)
  const [[row, column], setAt] = useState<[number, number]>([0, 0])
  const latest = useRef({ marks, people, sessions, open, onOpen })
  latest.current = { marks, people, sessions, open, onOpen }

  const focus = useCallback((r: number, c: number) => {
    const { people, sessions } = latest.current
    const [y, x] = [Math.max(0, Math.min(people.length - 1, r)), Math.max(0, Math.min(sessions.length - 1, c))]
    setAt([y, x])
    grid.current?.querySelector<HTMLElement>(`[data-cell="${y} ${x}"]`)?.focus()
  }, [])
  const mark = useCallback((r: number, c: number, state: Attendance | null) => {
    const { marks, people, sessions, open } = latest.current
    const session = sessions[c]!, person = people[r]!.person
    if (open && canMark(session)) marks.set([{ sessionId: session.id, personId: person.id, state: state ?? after(marks.of(session.id, person.id)) }])
  }, [])
  const openAt = useCallback((r: number, c: number) => {
    const { people, sessions, marks, onOpen } = latest.current
    const state = marks.of(sessions[c]!.id, people[r]!.person.id)
    if (state || sessions[c]!.signed) onOpen({ session: sessions[c]!, person: people[r]!.person, state })
  }, [])
  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const at = (event.target as HTMLElement).dataset.cell?.split(' ').map(Number)
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return
    const [r, c] = at as [number, number]
    const moves: Record<string, [number, number]> = {
      ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1],
      Home: [r, 0], End: [r, sessions.length - 1], PageUp: [r - 10, c], PageDown: [r + 10, c],
    }
    const state = byKey.get(event.key.toLowerCase())
    if (moves[event.key]) focus(...moves[event.key]!)
    else if (event.key === ' ') mark(r, c, null)
    else if (event.key === 'Enter') openAt(r, c)
    else if (state) { mark(r, c, state); focus(r + 1, c) }
    else return
    event.preventDefault()
  }

  const recorded = sessions.filter((session) => session.unrecorded === null).length
  const needed = sessionsNeeded(data.requiredPercent, recorded)
  const say = (state: Attendance | null) => (state ? t(attendanceStates[state].label) : t(own.unmarked))
  return (
    <div className={styles.frame}>
      {/* A table on paper and for the eye, a grid for the keyboard: cells take the focus and arrows move it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA's own pattern for a data grid is a table with this role. */}
      <table ref={grid} role="grid" aria-label={t(own.grid)} aria-rowcount={people.length + 1} className={styles.grid} onKeyDown={onKey}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>{t(words.name)}</th>
            {sessions.map((session, i) => (
              <th key={session.id} scope="col" title={session.topic ?? undefined}>
                {open && canMark(session) ? (
                  <Menu
                    button={<button type="button" className={styles.session} aria-label={t(own.fill, { session: t(words.session, { n: i + 1 }) })}><SessionHead n={i + 1} at={format.moment(session.startsAt)} /></button>}
                    deeds={states.map((state) => ({
                      label: t(own.rest, { state: say(state) }),
                      onClick: () => marks.set(people.filter((p) => marks.of(session.id, p.person.id) === null).map((p) => ({ sessionId: session.id, personId: p.person.id, state }))),
                    }))}
                  />
                ) : <span className={styles.session}><SessionHead n={i + 1} at={format.moment(session.startsAt)} note={session.unrecorded ? t(own.unrecorded) : session.signed ? t(own.signed) : undefined} /></span>}
              </th>
            ))}
            <th scope="col">{t(words.attended)}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((seat, r) => (
            <PersonRow
              key={seat.nominationId} r={r} name={seat.person.name} unit={seat.unit} sessions={sessions} needed={needed}
              states={sessions.map((session) => marks.of(session.id, seat.person.id) ?? '').join(' ')} tabbed={row === r ? column : -1} open={open} say={say} mark={mark} openAt={openAt} setAt={setAt}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SessionHead({ n, at, note }: { n: number; at: string; note?: string }) {
  const t = useText()
  return <><span>{t(words.session, { n })}</span><small>{note ?? at.slice(6, 11)} {!note && at.slice(0, 5)}</small></>
}

interface PersonRowProps {
  r: number; name: string; unit: string; sessions: RosterProps['sessions']; needed: number
  /** The states of the row as one text, so that only a row that changed is drawn again. */
  states: string
  tabbed: number; open: boolean
  say: (state: Attendance | null) => string
  mark: (r: number, c: number, state: Attendance | null) => void
  openAt: (r: number, c: number) => void
  setAt: (at: [number, number]) => void
}

const PersonRow = memo(function PersonRow({ r, name, unit, sessions, needed, states: joined, tabbed, open, say, mark, openAt, setAt }: PersonRowProps) {
  const t = useText()
  const row = joined.split(' ').map((state) => (state === '' ? null : (state as Attendance)))
  const attended = row.filter((state, c) => state !== null && sessions[c]!.unrecorded === null && attendanceStates[state].attended).length
  return (
    <tr>
      <th scope="row" className={styles.name}>{name}<small>{unit}</small></th>
      {row.map((state, c) => (
        <td
          key={c} data-cell={`${r} ${c}`} data-state={state ?? undefined} tabIndex={tabbed === c ? 0 : -1}
          aria-label={`${name}, ${t(words.session, { n: c + 1 })}: ${sessions[c]!.unrecorded ? t(own.unrecorded) : say(state)}`}
          aria-disabled={!canMark(sessions[c]!) || undefined}
          onFocus={() => setAt([r, c])}
          onClick={() => (open && canMark(sessions[c]!) ? mark(r, c, null) : openAt(r, c))}
        >
          {state === 'present' ? <IconCheck size={20} aria-hidden /> : state ? attendanceStates[state].sign : sessions[c]!.unrecorded ? '–' : ''}
        </td>
      ))}
      <td className={styles.sum} data-enough={attended >= needed || undefined} aria-label={`${name}: ${t(own.of, { n: attended, needed })}`}>{t(own.of, { n: attended, needed })}</td>
    </tr>
  )
}, (a, b) => a.states === b.states && a.tabbed === b.tabbed && a.open === b.open && a.needed === b.needed && a.say === b.say && a.name === b.name && a.sessions === b.sessions && a.r === b.r)
