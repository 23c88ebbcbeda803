// What stands behind a completion: the class, every session, every mark with its corrections; for a claimed one the import.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import { aboutLearning, learning } from './api.ts'
import styles from './Learning.module.css'
import { MarkHistory } from './MarkHistory.tsx'
import { SheetLink } from './SheetLink.tsx'
import { reasonOf, words } from './words.ts'

const own = {
  on: text('Ngày hoàn thành', 'Completed on'), validity: text('Hiệu lực', 'Validity'), until: text('Đến trước ngày {day}', 'Until {day}'), forEver: text('Không thời hạn', 'Does not lapse'), class: text('Lớp', 'Class'),
  attended: text('Số buổi dự', 'Sessions attended'), attendedOf: text('{n} buổi, cần {needed}', '{n}, {needed} needed'), recorded: text('Ghi lúc', 'Recorded'),
  claimed: text('Khai từ tệp nhập; chưa có điểm danh để kiểm chứng.', 'Claimed by an imported file; there is no attendance to verify it.'), import: text('Lượt nhập', 'Import'),
  voided: text('Đã hủy lúc {when}: {reason}', 'Voided at {when}: {reason}'), attendance: text('Điểm danh', 'Attendance'), unrecorded: text('Không điểm danh: {reason}', 'Not recorded: {reason}'), people: text('Cán bộ, đoàn viên', 'People'), signed: text('{who} ký xác nhận lúc {when}', 'countersigned by {who} at {when}'),
}

export default function CompletionPage() {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const { completionId } = useParams<'completionId'>()
  const evidence = useQuery(learning.evidence.queryOptions({ input: { id: completionId } }))
  useLive(learning.evidence.key(), aboutLearning)
  return (
    <Answer of={evidence}>{(data) => (
      <Page title={`${data.person.name}: ${data.programme}`} path={[{ label: t(own.people), to: '/nguoi' }, { label: data.person.name, to: `/nguoi/${data.person.id}` }]} width="reading">
        {data.voidedAt && <p role="status"><Badge tone="behind">{t(own.voided, { when: format.moment(data.voidedAt), reason: t(reasonOf(data.voidReason)!) })}</Badge></p>}
        <Part>
          <Facts of={[
            [t(words.name), <Go key="person" to={`/nguoi/${data.person.id}`}>{data.person.name}</Go>],
            [t(words.programme), data.programme],
            [t(own.class), data.classId ? <Go key="class" to={`/lop-hoc/${data.classId}`}>{data.classTitle}</Go> : null],
            [t(own.on), format.day(data.on)],
            [t(own.validity), data.voidedAt ? null : data.until ? t(own.until, { day: format.day(data.until) }) : t(own.forEver)],
            [t(own.attended), data.classId ? t(own.attendedOf, { n: data.attended, needed: data.needed }) : null],
            [t(own.import), data.importId ? (may('import') ? <Go key="import" to={`/nhap-du-lieu/${data.importId}`}>{t(own.claimed)}</Go> : t(own.claimed)) : null],
            [t(own.recorded), format.moment(data.recordedAt)],
          ]} />
        </Part>
        {data.sessions.length > 0 && (
          <Part title={t(own.attendance)}>
            <ul className={styles.people}>
              {data.sessions.map((session, i) => (
                <li key={session.id}>
                  <span><strong>{t(words.session, { n: i + 1 })}</strong><small>{format.moment(session.startsAt)}{session.topic && ` · ${session.topic}`}</small>{session.signed && <small>{t(own.signed, { who: session.signed.by ?? '–', when: format.moment(session.signed.at) })}</small>}{session.sheets.map((sheet) => <small key={sheet.id}><SheetLink {...sheet} /></small>)}</span>
                  {session.unrecorded ? <span>{t(own.unrecorded, { reason: session.unrecorded })}</span> : <MarkHistory marks={session.marks} />}
                </li>
              ))}
            </ul>
          </Part>
        )}
      </Page>
    )}</Answer>
  )
}
