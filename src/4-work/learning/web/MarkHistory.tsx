import { text } from '#base/text'
import { useFormat, useText } from '#web/language.tsx'
import { attendanceStates, markSources, type Attendance, type MarkSource } from '../domain/attendance.ts'
import styles from './Learning.module.css'

const own = { by: text('{who} ghi lúc {when}', 'recorded by {who} at {when}'), at: text('ghi lúc {when}', 'recorded at {when}'), reason: text('Lý do: {reason}', 'Reason: {reason}'), replaced: text('đã thay', 'replaced'), none: text('Chưa điểm danh', 'Not marked') }

export interface MarkShown { id: number; state: Attendance; source: MarkSource; recordedAt: string; recordedBy: string | null; reason: string | null }

/** Every mark of one cell, the first first; the last one holds. */
export function MarkHistory({ marks }: { marks: readonly MarkShown[] }) {
  const t = useText()
  const format = useFormat()
  if (marks.length === 0) return <p>{t(own.none)}</p>
  return (
    <ol className={styles.history} data-single={marks.length === 1 || undefined}>
      {marks.map((mark, i) => (
        <li key={mark.id} data-held={i === marks.length - 1 || undefined}>
          <strong>{t(attendanceStates[mark.state].label)}</strong>
          <small>{mark.recordedBy ? t(own.by, { who: mark.recordedBy, when: format.moment(mark.recordedAt) }) : t(own.at, { when: format.moment(mark.recordedAt) })}{mark.source !== 'hand' && ` · ${t(markSources[mark.source])}`}{i < marks.length - 1 && ` · ${t(own.replaced)}`}</small>
          {mark.reason && <small>{t(own.reason, { reason: mark.reason })}</small>}
        </li>
      ))}
    </ol>
  )
}
