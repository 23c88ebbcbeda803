// A class: what it is, who is sent, who came, who completed.
import { useQuery } from '@tanstack/react-query'
import { IconBan, IconFileText, IconFlagCheck, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useToday } from '#web/session.ts'
import { classStatuses } from '../domain/classes.ts'
import { aboutLearning, learning, type ClassPageData, type ClassPaper } from './api.ts'
import { CancelDialog } from './CancelDialog.tsx'
import { Certificates } from './Certificates.tsx'
import { ClassFacts } from './ClassFacts.tsx'
import { CheckInsTab } from './CheckInsTab.tsx'
import { CloseSheet } from './CloseSheet.tsx'
import { HeadCounts } from './HeadCounts.tsx'
import { Nominations } from './Nominations.tsx'
import { PaperDialog } from './PaperDialog.tsx'
import { RosterTab } from './RosterTab.tsx'
import { statusTone } from './tone.ts'
import { paperNames, words } from './words.ts'

const own = {
  facts: text('Thông tin', 'Facts'), people: text('Danh sách cử đi', 'Nominations'), roster: text('Điểm danh', 'Attendance'), heads: text('Số lượng theo phiếu', 'Head-counts'), checkIns: text('Điểm danh bằng mã', 'Check-ins'),
  edit: text('Sửa', 'Edit'), close: text('Kết thúc lớp', 'Close the class'), cancel: text('Hủy lớp', 'Cancel the class'), papers: text('Văn bản', 'Papers'),
  seated: text('Học viên', 'Seats'), ofCapacity: text('trên {n} chỗ', 'of {n}'), waiting: text('Chờ xếp lớp', 'Waiting'), completed: text('Hoàn thành', 'Completed'), onDay: text('từ ngày {day}', 'from {day}'),
  heads2: text('Người theo phiếu ký', 'Heads by sheet'), cancelled: text('Lý do hủy: {reason}', 'Cancelled: {reason}'), parts: text('Các phần của lớp', 'Parts of the class'),
}

export default function ClassPage() {
  const { classId } = useParams<'classId'>()
  const page = useQuery(learning.read.queryOptions({ input: { id: classId } }))
  useLive(learning.key(), aboutLearning)
  return <Answer of={page}>{(data) => <Whole data={data} />}</Answer>
}

function Whole({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const today = useToday()
  const [{ phan }, go] = useAddress({ phan: may('person.see') ? 'danh-sach' : 'thong-tin' })
  const [sheet, setSheet] = useState<'close' | 'cancel' | null>(null)
  const [paper, setPaper] = useState<ClassPaper | null>(null)
  const papers: ClassPaper[] = data.may.print === 'all' ? ['summons', 'decision', 'list', 'attendance'] : data.may.print === 'attendance' ? ['list', 'attendance'] : []
  const tabs = [
    ...(may('person.see') ? [
      { key: 'danh-sach', title: t(own.people), count: format.number(data.seated + data.waiting), body: <Nominations data={data} /> },
      { key: 'diem-danh', title: t(own.roster), body: <RosterTab data={data} /> },
    ] : []),
    ...(data.status === 'closed' && may('person.see') ? [{ key: 'chung-nhan', title: t(words.certificates), body: <Certificates data={data} /> }] : []),
    ...(data.may.decide ? [{ key: 'luot-diem-danh', title: t(own.checkIns), ...(data.waitingCheckIns > 0 ? { count: format.number(data.waitingCheckIns) } : {}), body: <CheckInsTab data={data} /> }] : []),
    { key: 'so-luong', title: t(own.heads), ...(data.heads > 0 ? { count: format.number(data.heads) } : {}), body: <HeadCounts data={data} /> },
    { key: 'thong-tin', title: t(own.facts), body: <ClassFacts data={data} /> },
  ]
  return (
    <Page
      title={data.title}
      path={[{ label: t(words.classes), to: '/lop-hoc' }]}
      lead={<><Badge tone={statusTone[data.status]}>{t(classStatuses[data.status].label)}</Badge> {data.programme} · <Go to={`/don-vi/${data.unitId}`}>{data.unit}</Go> · {format.day(data.firstDay)}{data.lastDay !== data.firstDay && <> – {format.day(data.lastDay)}</>}</>}
      actions={<>
        {papers.length > 0 && <Menu button={<Button icon={IconFileText}>{t(own.papers)}</Button>} deeds={papers.map((one) => ({ label: t(paperNames[one]), onClick: () => setPaper(one) }))} />}
        {data.may.write && <>
        <Button icon={IconBan} onClick={() => setSheet('cancel')}>{t(own.cancel)}</Button>
        <Button icon={IconPencil} to={`/lop-hoc/${data.id}/sua`}>{t(own.edit)}</Button>
        {data.status === 'open' && <Button icon={IconFlagCheck} tone={data.lastDay <= today ? 'main' : 'plain'} onClick={() => setSheet('close')}>{t(own.close)}</Button>}
        </>}
      </>}
    >
      {data.cancelReason && <p>{t(own.cancelled, { reason: data.cancelReason })}</p>}
      <Stats>
        <Stat label={t(own.seated)} value={format.number(data.seated)} detail={t(own.ofCapacity, { n: format.number(data.capacity) })} />
        {data.waiting > 0 && <Stat label={t(own.waiting)} value={format.number(data.waiting)} />}
        {data.completed !== null && <Stat label={t(own.completed)} value={format.number(data.completed)} tone="good" detail={t(own.onDay, { day: format.day(data.completedOn) })} />}
        {data.heads > 0 && <Stat label={t(own.heads2)} value={format.number(data.heads)} />}
      </Stats>
      <Tabs label={t(own.parts)} open={tabs.some((tab) => tab.key === phan) ? phan : tabs[0]!.key} onOpen={(key) => go({ phan: key })} tabs={tabs} />
      {paper && <PaperDialog data={data} paper={paper} onClose={() => setPaper(null)} />}
      {sheet === 'close' && <CloseSheet data={data} onClose={() => setSheet(null)} />}
      {sheet === 'cancel' && <CancelDialog data={data} onClose={() => setSheet(null)} />}
    </Page>
  )
}
