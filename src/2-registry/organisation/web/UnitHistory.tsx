// How the unit came to be what it is: its versions and the decisions behind them, those of its predecessors too.
import { useQuery } from '@tanstack/react-query'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Part, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { UnitCard, UnitEvent } from '../contract.ts'
import { organisation, unitPath } from './api.ts'
import { eventNames, words } from './words.ts'

const own = {
  versions: text('Tên và vị trí qua thời gian', 'Names and places over time'),
  events: text('Các quyết định về tổ chức', 'Structural decisions'),
  what: text('Sự kiện', 'Event'),
  effective: text('Hiệu lực từ', 'In force from'),
  signed: text('Ngày ký', 'Signed'),
  by: text('Cơ quan quyết định', 'Decided by'),
  entered: text('Ghi vào hệ thống', 'Entered'),
}

type Version = UnitCard['versions'][number]

export function UnitHistory({ unit }: { unit: UnitCard }) {
  const t = useText()
  const format = useFormat()
  const events = useQuery(organisation.events.queryOptions({ input: { id: unit.id } }))
  const versionColumns: Column<Version>[] = [
    { key: 'from', title: words.since, value: (v) => (v.valid.from ? format.day(v.valid.from) : t(words.always)), width: '150px' },
    { key: 'to', title: words.until, value: (v) => (v.valid.to ? format.day(addDays(v.valid.to, -1)) : null), width: '130px' },
    { key: 'name', title: words.name, value: (v) => v.name, main: true },
    { key: 'parent', title: words.parent, value: (v) => v.parentName, show: (v) => (v.parentId && v.parentShown ? <Go to={unitPath(v.parentId)}>{v.parentName}</Go> : v.parentName), from: 'tablet' },
    { key: 'why', title: own.what, value: (v) => `${t(eventNames[v.eventKind as keyof typeof eventNames])}, ${v.decisionNumber}`, from: 'desktop' },
  ]
  const eventColumns: Column<UnitEvent>[] = [
    { key: 'on', title: own.effective, value: (e) => (e.effectiveOn ? format.day(e.effectiveOn) : t(words.always)), width: '150px' },
    { key: 'what', title: own.what, value: (e) => t(eventNames[e.kind]), main: true },
    { key: 'unit', title: words.unit, value: (e) => e.unitName, show: (e) => (e.shown ? <Go to={unitPath(e.unitId)}>{e.unitName}</Go> : e.unitName) },
    { key: 'number', title: words.decision, value: (e) => e.decision.number },
    { key: 'signed', title: own.signed, kind: 'day', value: (e) => e.decision.on, from: 'tablet', width: '120px' },
    { key: 'by', title: own.by, value: (e) => e.decision.by, from: 'desktop' },
    { key: 'entered', title: own.entered, value: (e) => format.moment(new Date(e.recordedAt).toISOString()), from: 'desktop', width: '150px' },
  ]
  return (
    <Stack>
      <Part title={t(own.versions)}><DataTable label={t(own.versions)} columns={versionColumns} rows={unit.versions} keyOf={(v) => `${v.valid.from}`} dress="list" /></Part>
      <Part title={t(own.events)}><Answer of={events}>{(rows) => <DataTable label={t(own.events)} columns={eventColumns} rows={rows} keyOf={(e) => e.id} dress="list" />}</Answer></Part>
    </Stack>
  )
}
