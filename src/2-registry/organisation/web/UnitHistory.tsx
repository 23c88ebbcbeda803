// How the unit came to be what it is: its versions and the decisions behind them, those of its predecessors too.
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Part, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
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
  undone: text('Đã hoàn tác ngày {on}: {reason}', 'Undone on {on}: {reason}'),
  undo: text('Hoàn tác: {event}, {number}', 'Undo: {event}, {number}'),
  deeds: text('Thao tác', 'Deeds'),
  who: text('Đơn vị liên quan', 'Units concerned'),
  share: text('{name} ({part}/{whole})', '{name} ({part}/{whole})'),
  entered: text('Ghi vào hệ thống', 'Entered'),
}

const UndoEvent = lazy(async () => ({ default: (await import('./UndoEvent.tsx')).UndoEvent }))

type Version = UnitCard['versions'][number]

export function UnitHistory({ unit }: { unit: UnitCard }) {
  const t = useText()
  const format = useFormat()
  const events = useQuery(organisation.events.queryOptions({ input: { id: unit.id } }))
  const may = useMay()
  const [undoing, setUndoing] = useState<UnitEvent | null>(null)
  const undoable = (e: UnitEvent) => may('structure') && unit.reached && e.shown && e.undoneAt === null
  // Who went on in whom: "A, B → C (1/3)".
  const kin = (e: UnitEvent) => (e.into.length === 0 ? null
    : `${e.from.map((u) => u.name).join(', ')} → ${e.into.map((u) => (u.share ? t(own.share, { name: u.name, part: u.share.part, whole: u.share.whole }) : u.name)).join(', ')}`)
  const undone = (e: UnitEvent) => e.undoneAt && t(own.undone, { on: format.moment(new Date(e.undoneAt).toISOString()), reason: e.undoReason ?? '' })
  const versionColumns: Column<Version>[] = [
    { key: 'from', title: words.since, value: (v) => (v.valid.from ? format.day(v.valid.from) : t(words.always)), width: '150px' },
    { key: 'to', title: words.until, value: (v) => (v.valid.to ? format.day(addDays(v.valid.to, -1)) : null), width: '130px' },
    { key: 'name', title: words.name, value: (v) => v.name, main: true },
    { key: 'parent', title: words.parent, value: (v) => v.parentName, show: (v) => (v.parentId && v.parentShown ? <Go to={unitPath(v.parentId)}>{v.parentName}</Go> : v.parentName), from: 'tablet' },
    { key: 'why', title: own.what, value: (v) => `${t(eventNames[v.eventKind as keyof typeof eventNames])}, ${v.decisionNumber}`, from: 'desktop' },
  ]
  const rowsMayBeUndone = (events.data ?? []).some(undoable)
  const eventColumns: Column<UnitEvent>[] = [
    { key: 'on', title: own.effective, value: (e) => (e.effectiveOn ? format.day(e.effectiveOn) : t(words.always)), width: '150px' },
    { key: 'what', title: own.what, value: (e) => [t(eventNames[e.kind]), undone(e)].filter(Boolean).join('. '), show: (e) => <>{t(eventNames[e.kind])}{e.undoneAt && <> <Badge tone="soon">{undone(e)}</Badge></>}</>, main: true },
    { key: 'unit', title: words.unit, value: (e) => e.unitName, show: (e) => (e.shown ? <Go to={unitPath(e.unitId)}>{e.unitName}</Go> : e.unitName) },
    { key: 'kin', title: own.who, value: kin, from: 'tablet' },
    { key: 'number', title: words.decision, value: (e) => e.decision.number },
    { key: 'signed', title: own.signed, kind: 'day', value: (e) => e.decision.on, from: 'tablet', width: '120px' },
    { key: 'by', title: own.by, value: (e) => e.decision.by, from: 'desktop' },
    { key: 'entered', title: own.entered, value: (e) => format.moment(new Date(e.recordedAt).toISOString()), from: 'desktop', width: '150px' },
    ...(rowsMayBeUndone ? [{
      key: 'undo', title: own.deeds, value: () => null, width: '90px',
      show: (e: UnitEvent) => undoable(e) && <IconButton label={t(own.undo, { event: t(eventNames[e.kind]), number: e.decision.number })} icon={IconArrowBackUp} onClick={() => setUndoing(e)} />,
    } satisfies Column<UnitEvent>] : []),
  ]
  return (
    <Stack>
      <Part title={t(own.versions)}><DataTable label={t(own.versions)} columns={versionColumns} rows={unit.versions} keyOf={(v) => `${v.valid.from}`} dress="list" /></Part>
      <Part title={t(own.events)}><Answer of={events}>{(rows) => <DataTable label={t(own.events)} columns={eventColumns} rows={rows} keyOf={(e) => e.id} dress="list" />}</Answer></Part>
      {undoing && <Suspense><UndoEvent unitId={unit.id} event={undoing} onClose={() => setUndoing(null)} /></Suspense>}
    </Stack>
  )
}
