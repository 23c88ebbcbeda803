// What the one signed in learns and has learned.
import { IconChecks, IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
import { attendanceStates } from '../domain/attendance.ts'
import { classStatuses } from '../domain/classes.ts'
import { learning } from './api.ts'
import { CompletionsList } from './CompletionsList.tsx'
import { words } from './words.ts'

const own = {
  title: text('Việc học của tôi', 'My learning'), classes: text('Lớp tôi được cử đi', 'Classes I am sent to'), completions: text('Đã hoàn thành', 'Completed'), none: text('Bạn chưa được cử đi lớp nào', 'You are not sent to any class'),
  next: text('Buổi tới', 'Next session'), state: text('Trạng thái', 'State'), waiting: text('Chờ, thứ {n}', 'Waiting, number {n}'), seated: text('Có chỗ', 'Has a seat'), done: text('Đã hoàn thành', 'Completed'), checkIn: text('Điểm danh', 'Check in'), pass: text('Mã của tôi', 'My code'), soon: text('Buổi học trong tuần tới', 'Sessions of the coming week'), when: text('Thời gian', 'When'), place: text('Địa điểm', 'Place'), mark: text('Điểm danh', 'Attendance'), lecturing: text('Bạn giảng dạy', 'You teach'), attended: text('Số buổi dự', 'Attended'),
}
type Soon = Awaited<ReturnType<typeof learning.mySessions.call>>[number]
type Mine = Awaited<ReturnType<typeof learning.mine.call>>[number]

export default function MyLearningPage() {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const classes = useQuery(learning.mine.queryOptions())
  const sessions = useQuery(learning.mySessions.queryOptions())
  const completions = useQuery(learning.myCompletions.queryOptions())
  const stateOf = (c: Mine) => c.completed ? t(own.done) : c.status !== 'open' ? t(classStatuses[c.status].label) : c.state === 'waiting' ? t(own.waiting, { n: c.place }) : t(own.seated)
  const columns: Column<Mine>[] = [
    { key: 'title', title: words.title, value: (c) => c.title, main: true },
    { key: 'unit', title: words.organiser, value: (c) => c.unit },
    { key: 'next', title: own.next, value: (c) => format.moment(c.nextSession) },
    { key: 'attended', title: own.attended, value: (c) => `${c.attended}/${c.recorded}` },
    { key: 'state', title: own.state, value: stateOf, show: (c) => <Badge tone={c.completed ? 'good' : c.state === 'waiting' ? 'soon' : 'plain'}>{stateOf(c)}</Badge> },
  ]
  const soon: Column<Soon>[] = [
    { key: 'title', title: words.title, value: (s) => s.title, main: true },
    { key: 'when', title: own.when, value: (s) => `${format.moment(s.startsAt)} – ${format.moment(s.endsAt).slice(0, 5)}` },
    { key: 'place', title: own.place, value: (s) => s.place, from: 'tablet' },
    { key: 'mark', title: own.mark, value: (s) => (s.lecturing ? t(own.lecturing) : s.state ? t(attendanceStates[s.state].label) : '–') },
  ]
  return (
    <Page title={t(own.title)} actions={<><Button icon={IconQrcode} to="/ma-cua-toi">{t(own.pass)}</Button><Button icon={IconChecks} tone="main" to="/diem-danh">{t(own.checkIn)}</Button></>}>
      {sessions.data && sessions.data.length > 0 && (
        <Part title={t(own.soon)}><DataTable label={t(own.soon)} dress="list" columns={soon} rows={sessions.data} keyOf={(s) => `${s.sessionId} ${s.lecturing}`} to={(s) => (s.lecturing ? `/buoi-hoc/${s.sessionId}` : '/diem-danh')} /></Part>
      )}
      <Part title={t(own.classes)} tour="learning">
        <Answer of={classes}>{(rows) => <DataTable label={t(own.classes)} dress="list" columns={columns} rows={rows} keyOf={(c) => c.id} empty={<Empty title={t(own.none)} />} {...(may('see') ? { to: (c: Mine) => `/lop-hoc/${c.id}` } : {})} />}</Answer>
      </Part>
      <Part title={t(own.completions)}><Answer of={completions}>{(rows) => <CompletionsList rows={rows} opens={may('person.see')} />}</Answer></Part>
    </Page>
  )
}
