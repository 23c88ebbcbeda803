// The roster: a grid for a keyboard, one session at a time for a thumb, both over the same marks.
import { useQuery } from '@tanstack/react-query'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { text } from '#base/text'
import { compareByGivenName } from '#base/vietnamese/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { usePrinting, useWidth } from '#web/kit/table/width.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { attendanceStates, type Attendance } from '../domain/attendance.ts'
import { learning, type ClassPageData, type Roster } from './api.ts'
import { CorrectionDialog, type CellAt } from './CorrectionDialog.tsx'
import styles from './Learning.module.css'
import { RosterGrid } from './RosterGrid.tsx'
import { SessionLinks } from './SessionLinks.tsx'
import { TapList } from './TapList.tsx'
import { useMarks } from './useMarks.ts'
import { words } from './words.ts'

const own = {
  none: text('Chưa có học viên để điểm danh', 'There is nobody to mark yet'), noneWhy: text('Hãy cử người ở phần Danh sách cử đi.', 'Nominate people in the Nominations part.'),
  saving: text('Đang lưu…', 'Saving…'), allSaved: text('Mọi điểm danh đã lưu', 'All marks are saved'),
  kept: text('{n} điểm danh đã giữ trên máy này, sẽ tự gửi khi có mạng', '{n} marks are kept on this device and are sent once there is a network'), outbox: text('Xem hộp chờ gửi', 'See the outbox'),
  paper: text('Đang nhập theo phiếu có chữ ký', 'Entering from the signed sheet'),
  keys: text('Phím mũi tên để di chuyển; C có mặt, M muộn, P vắng có phép, V vắng; dấu cách để đổi; Enter xem lịch sử và đính chính.', 'Arrow keys move; C present, M late, P excused, V absent; space cycles; Enter shows the history and corrects.'),
  closed: text('Lớp đã kết thúc: chọn một ô để xem lịch sử và đính chính có lý do.', 'The class is closed: choose a cell to see its history and correct it with a reason.'),
}

export function RosterTab({ data }: { data: ClassPageData }) {
  const roster = useQuery(learning.roster.queryOptions({ input: { id: data.id } }))
  return <Answer of={roster} lines={10}>{(found) => <Marking data={data} roster={found} />}</Answer>
}

function Marking({ data, roster }: { data: ClassPageData; roster: Roster }) {
  const t = useText()
  const format = useFormat()
  const language = useLanguage()
  const printing = usePrinting()
  const width = useWidth()
  const [paper, setPaper] = useState(false)
  const marks = useMarks(data, roster, paper)
  const [at, setAt] = useState<CellAt | null>(null)
  const people = useMemo(() => roster.seats.filter((s) => s.state === 'nominated').sort((a, b) => compareByGivenName(a.person.name, b.person.name)), [roster])
  const sessions = data.sessionList
  if (people.length === 0 || sessions.length === 0) return <Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>
  const open = data.status === 'open' && data.may.attend
  const label = (state: Attendance | null) => (state ? t(attendanceStates[state].label) : '')
  const exportRoster = async () => {
    const { exportRows } = await import('#web/kit/table/export.ts')
    await exportRows(`${data.title} – ${t(words.attended)}`, '', [
      { key: 'name', title: words.name, value: (s: typeof people[number]) => s.person.name }, { key: 'unit', title: words.unit, value: (s: typeof people[number]) => s.unit },
      ...sessions.map((session) => ({ key: session.id, title: text(format.moment(session.startsAt), format.moment(session.startsAt)), value: (s: typeof people[number]) => (session.unrecorded ? session.unrecorded : label(marks.of(session.id, s.person.id))) })),
      { key: 'attended', title: words.attended, kind: 'number' as const, value: (s: typeof people[number]) => sessions.filter((session) => { const state = marks.of(session.id, s.person.id); return state && !session.unrecorded && attendanceStates[state].attended }).length },
    ], people, language)
  }
  const shared = { data, people, sessions, marks, open, onOpen: setAt }
  return (
    <div className={styles.roster}>
      {data.may.conduct && <SessionLinks sessions={sessions} />}
      <div className={`${styles.bar} no-print`}>
        <p role="status" className={styles.state} data-unsent={marks.unsent > 0 && !marks.busy ? true : undefined}>
          {!open ? '' : marks.busy ? t(own.saving) : marks.unsent > 0 ? t(own.kept, { n: format.number(marks.unsent) }) : t(own.allSaved)}
        </p>
        {open && <CheckField field={{ name: 'paper', value: paper, set: setPaper, refusals: [], disabled: false }} label={t(own.paper)} />}
        <span className={styles.deeds}>
          <Button tone="quiet" icon={IconDownload} onClick={() => void exportRoster()}>{t(common.export)}</Button>
          {width === 'desktop' && <Button tone="quiet" icon={IconPrinter} onClick={() => print()}>{t(common.print)}</Button>}
        </span>
      </div>
      {marks.refused.length > 0 && (
        <div role="alert" className={styles.refused}>
          {[...new Set(marks.refused.map((one) => t(one.text)))].map((words) => <p key={words}>{words}</p>)}
          <Button to="/cho-gui">{t(own.outbox)}</Button>
        </div>
      )}
      {width === 'phone' && !printing ? <TapList {...shared} /> : <>
        <p className={`${styles.hint} no-print`}>{t(data.status === 'closed' ? own.closed : own.keys)}</p>
        <RosterGrid {...shared} />
      </>}
      {at && <CorrectionDialog data={data} at={at} onClose={() => setAt(null)} />}
    </div>
  )
}
