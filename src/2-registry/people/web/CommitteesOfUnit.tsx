// The committees of a unit over time: the one of the day with its offices, then those of earlier and coming terms.
import { IconCircleX, IconClipboardCheck, IconDots, IconRosetteDiscountCheck, IconUserPlus, IconUsersPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day, type DayRange } from '#base/day'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { CommitteeRow, Committees, OfficeRow } from '../contract.ts'
import { cutShort } from '../domain/committee.ts'
import { aboutPeople, people, personPath } from './api.ts'
import { EndCommitteeDialog, FillUpSheet, RecogniseDialog } from './CommitteeDeeds.tsx'
import { CommitteeSheet, type CommitteeMode } from './CommitteeForm.tsx'
import styles from './Committees.module.css'
import { committeeWords, words } from './words.ts'

const own = {
  none: text('Chưa ghi nhận ban chấp hành nào', 'No committee is recorded yet'),
  noneWhy: text('Ban chấp hành do đại hội bầu được công đoàn cấp trên công nhận; đơn vị mới có ban chấp hành lâm thời do cấp trên chỉ định.', 'A committee elected by the congress is recognised by the union above; a new unit has a provisional one, appointed from above.'),
  elected: text('Ban chấp hành nhiệm kỳ {from} – {to}', 'Committee of the term {from} – {to}'),
  provisional: text('Ban chấp hành lâm thời', 'Provisional committee'),
  sits: text('Đương nhiệm', 'In office'), over: text('Đã kết thúc', 'Ended'), coming: text('Chưa bắt đầu', 'Not begun'),
  waiting: text('Chưa được công nhận', 'Not recognised yet'), recognised: text('Đã công nhận', 'Recognised'), cut: text('Kết thúc trước hạn', 'Cut short'), late: text('Hết thời hạn', 'Past its term'),
  term: text('Nhiệm kỳ', 'Term'), limit: text('Thời hạn', 'Set until'), noLimit: text('Quyết định không nêu thời hạn', 'The decision sets none'), worked: text('Làm việc', 'In office'),
  range: text('{from} đến hết {to}', '{from} until the end of {to}'), open: text('từ {from}', 'from {from}'), until: text('đến hết {to}', 'until the end of {to}'),
  recognition: text('Quyết định công nhận', 'Recognition'), appointment: text('Quyết định chỉ định', 'Appointment'), minutes: text('Nghị quyết, biên bản bầu', 'Resolution or minutes'), by: text('Công đoàn cấp trên', 'Union above'),
  paper: text('{number} ngày {on}', '{number} of {on}'),
  deeds: text('Việc với ban chấp hành', 'Deeds for the committee'), offices: text('Thành viên {name}', 'Offices of {name}'), now: text('đến nay', 'to date'),
}

type Open = { kind: 'form'; mode: CommitteeMode } | { kind: 'recognise' | 'end' | 'fill'; committee: CommitteeRow }

export default function CommitteesOfUnit({ unitId, unitName, on }: { unitId: string; unitName: string; on: Day }) {
  const t = useText()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const found = useQuery(people.committees.queryOptions({ input: { unitId, on } }))
  useLive(people.key(), aboutPeople)
  return (
    <Answer of={found}>
      {({ rows, may }) => (
        <Stack>
          {rows.length === 0 ? <Empty title={t(own.none)} action={<FormButtons may={may} onOpen={setOpen} />}>{t(own.noneWhy)}</Empty> : <FormButtons may={may} onOpen={setOpen} />}
          {rows.toSorted((a, b) => Number(b.sits) - Number(a.sits)).map((committee) => <Committee key={committee.id} committee={committee} on={on} decide={may.decide} report={may.report} onOpen={setOpen} />)}
          {open?.kind === 'form' && <CommitteeSheet unitId={unitId} unitName={unitName} mode={open.mode} onClose={close} />}
          {open?.kind === 'recognise' && <RecogniseDialog committee={open.committee} onClose={close} />}
          {open?.kind === 'end' && <EndCommitteeDialog committee={open.committee} onClose={close} />}
          {open?.kind === 'fill' && <FillUpSheet committee={open.committee} unitId={unitId} onClose={close} />}
        </Stack>
      )}
    </Answer>
  )
}

function FormButtons({ may, onOpen }: { may: Committees['may']; onOpen: (open: Open) => void }) {
  const t = useText()
  if (may.decide) {
    return (
      <Row>
        <Button icon={IconRosetteDiscountCheck} tone="main" onClick={() => onOpen({ kind: 'form', mode: 'recognise' })}>{t(committeeWords.recognise)}</Button>
        <Button icon={IconUsersPlus} onClick={() => onOpen({ kind: 'form', mode: 'provisional' })}>{t(committeeWords.provisional)}</Button>
      </Row>
    )
  }
  return may.report ? <Row><Button icon={IconClipboardCheck} onClick={() => onOpen({ kind: 'form', mode: 'report' })}>{t(committeeWords.report)}</Button></Row> : null
}

function Committee({ committee: c, on, decide, report, onOpen }: { committee: CommitteeRow; on: Day; decide: boolean; report: boolean; onOpen: (open: Open) => void }) {
  const t = useText()
  const { day } = useFormat()
  const elected = c.basis === 'elected'
  const waits = elected && c.recognition === null
  const said = ({ from, to }: DayRange) => (to ? t(own.range, { from: day(from), to: day(addDays(to, -1)) }) : t(own.open, { from: day(from) }))
  const paper = (p: { number: string; on: Day | null } | null) => p && (p.on ? t(own.paper, { number: p.number, on: day(p.on) }) : p.number)
  const years = { from: c.term.from?.slice(0, 4) ?? '', to: c.term.to?.slice(0, 4) ?? '' }
  const title = t(elected ? own.elected : own.provisional, years)
  const past = c.during.to !== null && c.during.to <= on
  // Of one that sits: who holds an office on the day. Of another: all that it had.
  const offices = c.sits ? c.offices.filter((o) => (o.during.from ?? '') <= on && (o.during.to === null || on < o.during.to)) : c.offices
  const columns: Column<OfficeRow>[] = [
    { key: 'title', title: words.title, value: (o) => t(o.titleName), width: '220px' },
    { key: 'name', title: words.name, kind: 'name', value: (o) => o.personName, show: (o) => <Go to={personPath(o.personId)}>{o.personName}</Go>, main: true },
    { key: 'since', title: words.since, kind: 'day', value: (o) => o.during.from, from: 'tablet', width: '130px' },
    { key: 'until', title: words.until, value: (o) => (o.during.to ? day(addDays(o.during.to, -1)) : t(own.now)), from: 'tablet', width: '130px' },
  ]
  const deeds = [
    ...(report ? [{ label: t(committeeWords.fill), icon: IconUserPlus, onClick: () => onOpen({ kind: 'fill', committee: c }) }] : []),
    ...(decide ? ['line' as const, { label: t(committeeWords.end), icon: IconCircleX, grave: true, onClick: () => onOpen({ kind: 'end', committee: c }) }] : []),
  ]
  return (
    <Part
      title={title}
      actions={c.sits && <>
        {waits && decide && <Button icon={IconRosetteDiscountCheck} onClick={() => onOpen({ kind: 'recognise', committee: c })}>{t(committeeWords.recognise)}</Button>}
        {deeds.length > 0 && <Menu button={<IconButton label={t(own.deeds)} icon={IconDots} />} deeds={deeds} />}
      </>}
    >
      <Stack>
        <div className={styles.state}>
          <Badge tone={c.sits ? 'good' : 'plain'}>{t(c.sits ? own.sits : past ? own.over : own.coming)}</Badge>
          {waits && <Badge tone="soon">{t(own.waiting)}</Badge>}
          {past && cutShort(c.during, c.term) && <Badge>{t(own.cut)}</Badge>}
          {c.sits && c.term.to !== null && c.term.to <= on && <Badge tone="behind">{t(own.late)}</Badge>}
        </div>
        <Facts of={[
          elected ? [t(own.term), said(c.term)] : [t(own.limit), c.term.to ? t(own.until, { to: day(addDays(c.term.to, -1)) }) : t(own.noLimit)],
          [t(own.worked), said(c.during)],
          [t(elected ? own.minutes : own.appointment), paper(c.decision)],
          [t(own.recognition), paper(c.recognition)],
          [t(own.by), c.decidedBy && (c.decidedBy.shown ? <Go key="by" to={`/don-vi/${c.decidedBy.id}`}>{c.decidedBy.name}</Go> : c.decidedBy.name)],
        ]} />
        <DataTable label={t(own.offices, { name: title })} columns={columns} rows={offices} keyOf={(o) => o.id} dress="list" />
      </Stack>
    </Part>
  )
}
