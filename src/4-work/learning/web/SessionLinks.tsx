// The way from a class to each of its sessions, and how far each is: signed, sheets attached.
import { IconChevronRight, IconPaperclip, IconSignature } from '@tabler/icons-react'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Go } from '#web/kit/Go.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { ClassPageData } from './api.ts'
import styles from './CheckIn.module.css'
import { words } from './words.ts'

const own = {
  label: text('Mã điểm danh, ký xác nhận và phiếu của từng buổi', 'Code, countersignature and sheets of each session'),
  signed: text('đã ký xác nhận', 'countersigned'), unsigned: text('chưa ký xác nhận', 'not countersigned'), sheets: text('{n} phiếu', '{n} sheets'), unrecorded: text('không điểm danh', 'not recorded'),
}

const hasBegun = ({ startsAt }: { startsAt: string }) => new Date(startsAt) <= new Date()

export function SessionLinks({ sessions }: { sessions: ClassPageData['sessionList'] }) {
  const t = useText()
  const format = useFormat()
  return (
    <nav aria-label={t(own.label)} className={`${styles.sessions} no-print`}>
      <ul>
        {sessions.map((session, i) => (
          <li key={session.id}>
            <Go to={`/buoi-hoc/${session.id}`}>
              <span><strong>{t(words.session, { n: i + 1 })}</strong> {format.moment(session.startsAt)}</span>
              <span className={styles.marks}>
                {session.sheets.length > 0 && <span><IconPaperclip size={15} aria-hidden /> {t(own.sheets, { n: session.sheets.length })}</span>}
                {session.unrecorded ? <Badge>{t(own.unrecorded)}</Badge> : session.signed ? <Badge tone="good"><IconSignature size={14} aria-hidden /> {t(own.signed)}</Badge> : hasBegun(session) && <Badge tone="soon">{t(own.unsigned)}</Badge>}
                <IconChevronRight size={16} aria-hidden />
              </span>
            </Go>
          </li>
        ))}
      </ul>
    </nav>
  )
}
