// Offices of a unit held on the day, the highest first, each with its deeds.
import { IconArrowsExchange, IconCircleX, IconDots, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day } from '#base/day'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import type { OfficeRow } from '../contract.ts'
import { aboutPeople, people, personPath } from './api.ts'
import { AppointSheet, EndDialog, HandOverSheet } from './OfficeDeeds.tsx'
import { bases, words } from './words.ts'

const own = {
  list: text('Chức vụ đang giữ', 'Offices held'),
  none: text('Không ai giữ chức vụ tại đơn vị vào ngày này', 'Nobody holds an office here on this day'),
  appoint: text('Ghi nhận chức vụ', 'Record an office'),
  deeds: text('Việc với chức vụ của {name}', 'Deeds for the office of {name}'),
  handOver: text('Bàn giao cho người khác', 'Hand over to another'),
  end: text('Thôi giữ chức vụ', 'End the office'),
  open: text('đến nay', 'to date'),
}

type Deed = { kind: 'appoint' } | { kind: 'end' | 'hand-over'; office: OfficeRow }

export default function OfficesOfUnit({ unitId, on }: { unitId: string; on: Day }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)
  const offices = useQuery(people.offices.queryOptions({ input: { unitId, on } }))
  useLive(people.key(), aboutPeople)
  const writes = may('person.write')
  const columns: Column<OfficeRow>[] = [
    { key: 'title', title: words.title, value: (o) => t(o.titleName), width: '200px' },
    { key: 'name', title: words.name, kind: 'name', value: (o) => o.personName, show: (o) => <Go to={personPath(o.personId)}>{o.personName}</Go>, main: true },
    { key: 'time', title: words.kind, value: (o) => t(o.fullTime ? words.fullTime : words.partTime), from: 'tablet', width: '160px' },
    { key: 'basis', title: words.basis, value: (o) => t(bases[o.basis]), from: 'desktop', width: '150px' },
    { key: 'since', title: words.since, kind: 'day', value: (o) => o.during.from, from: 'tablet', width: '110px' },
    { key: 'until', title: words.until, value: (o) => (o.during.to ? day(addDays(o.during.to, -1)) : t(own.open)), from: 'desktop', width: '130px' },
    { key: 'decision', title: words.decision, value: (o) => o.decisionNumber, from: 'desktop' },
    ...(writes ? [{
      key: 'deeds', title: text('', ''), value: () => null, width: '56px', show: (o: OfficeRow) => (
        <Menu button={<IconButton label={t(own.deeds, { name: o.personName })} icon={IconDots} />} deeds={[
          { label: t(own.handOver), icon: IconArrowsExchange, onClick: () => setDeed({ kind: 'hand-over', office: o }) },
          'line', { label: t(own.end), icon: IconCircleX, grave: true, onClick: () => setDeed({ kind: 'end', office: o }) }]} />
      ),
    } satisfies Column<OfficeRow>] : []),
  ]
  const appoint = writes && <Button icon={IconUserPlus} onClick={() => setDeed({ kind: 'appoint' })}>{t(own.appoint)}</Button>
  return (
    <Answer of={offices}>
      {(rows) => (
        <>
          <DataTable label={t(own.list)} columns={columns} rows={rows} keyOf={(o) => o.id} tools={appoint} empty={<Empty title={t(own.none)} action={appoint} />} />
          {deed?.kind === 'appoint' && <AppointSheet unitId={unitId} onClose={close} />}
          {deed?.kind === 'end' && <EndDialog office={deed.office} onClose={close} />}
          {deed?.kind === 'hand-over' && <HandOverSheet office={deed.office} onClose={close} />}
        </>
      )}
    </Answer>
  )
}
