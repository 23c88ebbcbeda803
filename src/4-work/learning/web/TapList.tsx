// Attendance with a thumb: one session at a time, one tap a person.
import { useState } from 'react'
import { text } from '#base/text'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Button } from '#web/kit/Button.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { attendanceStates } from '../domain/attendance.ts'
import styles from './Learning.module.css'
import { canMark, states, type RosterProps } from './RosterGrid.tsx'
import { words } from './words.ts'

const own = {
  which: text('Buổi học', 'Session'), left: text('Còn {n} người chưa điểm danh', '{n} people not marked yet'), allMarked: text('Đã điểm danh đủ buổi này', 'This session is fully marked'),
  rest: text('Những người còn lại đều có mặt', 'Everyone else is present'), notYet: text('Buổi này chưa bắt đầu.', 'This session has not begun.'), unrecorded: text('Buổi này không điểm danh: {reason}', 'Not recorded: {reason}'),
  signed: text('Buổi này đã ký xác nhận: chỉ đính chính được, kèm lý do.', 'This session is countersigned: it changes only by corrections with a reason.'),
  unmarked: text('Chưa điểm danh', 'Not marked'), history: text('Lịch sử, đính chính', 'History, correct'),
}

export function TapList({ people, sessions, marks, open, onOpen }: RosterProps) {
  const t = useText()
  const format = useFormat()
  const unmarkedAt = (sessionId: string) => people.filter((p) => marks.of(sessionId, p.person.id) === null)
  // The session one most likely came for: the last that has begun, unless an earlier one is not finished.
  const [sessionId, setSession] = useState(() => {
    const begun = sessions.filter(canMark)
    return (begun.find((s) => unmarkedAt(s.id).length > 0) ?? begun.at(-1) ?? sessions[0]!).id
  })
  const session = sessions.find((s) => s.id === sessionId) ?? sessions[0]!
  const unmarked = unmarkedAt(session.id)
  const markable = open && canMark(session)
  return (
    <div className={styles.taps}>
      <SelectField
        label={t(own.which)} required field={{ name: 'session', value: session.id, set: (value) => value && setSession(value), refusals: [], disabled: false }}
        choices={sessions.map((s, i) => ({ value: s.id, label: `${t(words.session, { n: i + 1 })} · ${format.moment(s.startsAt)}` }))}
      />
      <p role="status" className={styles.hint}>
        {session.unrecorded ? t(own.unrecorded, { reason: session.unrecorded }) : session.signed ? t(own.signed) : !canMark(session) ? t(own.notYet) : unmarked.length > 0 ? t(own.left, { n: unmarked.length }) : t(own.allMarked)}
      </p>
      <ul>
        {people.map(({ nominationId, person, unit }) => {
          const state = marks.of(session.id, person.id)
          return (
            <li key={nominationId}>
              <div className={styles.tapName}><strong>{person.name}</strong><small>{unit}</small></div>
              {markable ? (
                <div role="group" aria-label={person.name} className={styles.four}>
                  {states.map((one) => (
                    <button key={one} type="button" aria-pressed={state === one} data-state={one} onClick={() => marks.set([{ sessionId: session.id, personId: person.id, state: one }])}>{t(attendanceStates[one].label)}</button>
                  ))}
                </div>
              ) : (state || session.signed) && <Button tone="quiet" onClick={() => onOpen({ session, person, state })}>{t(state ? attendanceStates[state].label : own.unmarked)} · {t(own.history)}</Button>}
            </li>
          )
        })}
      </ul>
      {markable && unmarked.length > 0 && (
        <div className={styles.rest}>
          <Button wide size="md" tone="main" onClick={() => marks.set(unmarked.map((p) => ({ sessionId: session.id, personId: p.person.id, state: 'present' })))}>{t(own.rest)}</Button>
        </div>
      )}
    </div>
  )
}
