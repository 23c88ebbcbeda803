// What a structural change would move: units, people, plans, agreements, classes, models, and the figures before and after.
import type { ReactNode } from 'react'
import { text } from '#base/text'
import { Empty } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Part, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Trial } from '../contract.ts'

const own = {
  nothing: text('Cơ cấu đã như vậy rồi', 'It is so already'),
  nothingWhy: text('Ghi lại cũng không thay đổi gì.', 'Recording it again would change nothing.'),
  units: text('Đơn vị đổi vị trí', 'Units that move'),
  officials: text('Cán bộ', 'Officials'),
  fullTime: text('{n} chuyên trách', '{n} full-time'),
  members: text('Đoàn viên', 'Members'),
  workers: text('{n} người lao động', '{n} workers'),
  plans: text('Kế hoạch', 'Plans'),
  agreements: text('Thỏa ước lao động tập thể', 'Collective agreements'),
  classes: text('Lớp chưa kết thúc', 'Open classes'),
  documents: text('Văn bản trong sổ', 'Documents in registers'),
  models: text('Mô hình, sáng kiến đang áp dụng', 'Models in use'),
  adopted: text('nhận áp dụng lại', 'taken over'),
  owned: text('của đơn vị', 'its own'),
  origin: text('Nguồn', 'Origin'),
  begin: text('Bắt đầu hoạt động', 'Begins'),
  end: text('Chấm dứt', 'Ends'),
  rehung: text('Đơn vị chuyển cấp trên trực tiếp ({n})', 'Units with another parent ({n})'),
  unit: text('Đơn vị', 'Unit'),
  from: text('Đang trực thuộc', 'Hangs under'),
  to: text('Sẽ trực thuộc', 'Will hang under'),
  more: text('Hiện {n} dòng đầu.', 'The first {n} are shown.'),
  figures: text('Số liệu thay đổi, ngày {on}', 'Figures that change, on {on}'),
  noFigures: text('Không số liệu nào thay đổi vào ngày {on}.', 'No figure changes on {on}.'),
  indicator: text('Chỉ tiêu', 'Indicator'),
  before: text('Trước (đạt trên tổng)', 'Before (met of counted)'),
  after: text('Sau (đạt trên tổng)', 'After (met of counted)'),
  of: text('{met} trên {counted}', '{met} of {counted}'),
  shareBefore: text('Tỷ lệ trước', 'Share before'),
  shareAfter: text('Tỷ lệ sau', 'Share after'),
  days: text('{from} đến {to}', '{from} to {to}'),
  time: text('Thời gian', 'Days'),
  number: text('Số', 'Number'),
  draft: text('dự thảo', 'draft'),
}

type Figure = { unitId: string; unitName: string } & Trial['figures'][number]['indicators'][number]

export default function TrialView({ trial }: { trial: Trial }) {
  const t = useText()
  const { number, share, day } = useFormat()
  if (trial.nothing) return <Empty title={t(own.nothing)}>{t(own.nothingWhy)}</Empty>
  const figures: Figure[] = trial.figures.flatMap(({ unitId, unitName, indicators }) => indicators.map((i) => ({ unitId, unitName, ...i })))
  const of = ({ byNumber }: Figure, { met, counted }: Figure['before']) => (byNumber ? number(met) : t(own.of, { met: number(met), counted: number(counted) }))
  const shareOf = ({ byNumber }: Figure, { met, counted }: Figure['before']) => (byNumber ? '–' : share(met, counted))
  const figureColumns: Column<Figure>[] = [
    { key: 'unit', title: own.unit, value: (f) => f.unitName, main: true },
    { key: 'code', title: own.indicator, value: (f) => `${f.code} · ${t(f.name)}` },
    { key: 'before', title: own.before, value: (f) => of(f, f.before), width: '150px' },
    { key: 'after', title: own.after, value: (f) => of(f, f.after), width: '150px' },
    { key: 'was', title: own.shareBefore, value: (f) => shareOf(f, f.before), width: '90px', from: 'desktop' },
    { key: 'is', title: own.shareAfter, value: (f) => shareOf(f, f.after), width: '90px', from: 'desktop' },
  ]
  const names = (units: Trial['begin']) => (units.length === 0 ? null : units.map((u) => u.name).join(', '))
  return (
    <Stack>
      <Stats>
        <Stat label={t(own.units)} value={number(trial.moved.total)} detail={trial.moved.kinds.map((k) => `${number(k.count)} ${t(k.name).toLowerCase()}`).join(', ')} />
        <Stat label={t(own.officials)} value={number(trial.people.officials)} detail={t(own.fullTime, { n: number(trial.people.fullTime) })} />
        <Stat label={t(own.members)} value={number(trial.people.members)} detail={t(own.workers, { n: number(trial.people.workers) })} />
        <Stat label={t(own.plans)} value={number(trial.plans.total)} />
        <Stat label={t(own.agreements)} value={number(trial.agreements.total)} />
        <Stat label={t(own.classes)} value={number(trial.classes.total)} />
        <Stat label={t(own.documents)} value={number(trial.documents)} />
        <Stat label={t(own.models)} value={number(trial.models.total)} />
      </Stats>
      <Facts of={[[t(own.begin), names(trial.begin)], [t(own.end), names(trial.end)]]} />
      <Listed title={t(own.figures, { on: day(trial.figuresOn) })} total={figures.length} shown={figures.length} none={t(own.noFigures, { on: day(trial.figuresOn) })}>
        <DataTable label={t(own.figures, { on: day(trial.figuresOn) })} columns={figureColumns} rows={figures} keyOf={(f) => `${f.unitId} ${f.code}`} dress="list" />
      </Listed>
      <Listed title={t(own.rehung, { n: number(trial.rehung.total) })} total={trial.rehung.total} shown={trial.rehung.listed.length}>
        <DataTable
          label={t(own.rehung, { n: number(trial.rehung.total) })} rows={trial.rehung.listed} keyOf={(u) => u.id} dress="list"
          columns={[{ key: 'unit', title: own.unit, value: (u) => u.name, main: true }, { key: 'from', title: own.from, value: (u) => u.from }, { key: 'to', title: own.to, value: (u) => u.to }]}
        />
      </Listed>
      <Listed title={t(own.plans)} total={trial.plans.total} shown={trial.plans.listed.length}>
        <DataTable
          label={t(own.plans)} rows={trial.plans.listed} keyOf={(p) => p.id} dress="list"
          columns={[{ key: 'title', title: own.plans, value: (p) => p.title, main: true }, { key: 'number', title: own.number, value: (p) => p.reference ?? t(own.draft) }, { key: 'unit', title: own.unit, value: (p) => p.unitName }]}
        />
      </Listed>
      <Listed title={t(own.agreements)} total={trial.agreements.total} shown={trial.agreements.listed.length}>
        <DataTable
          label={t(own.agreements)} rows={trial.agreements.listed} keyOf={(a) => a.id} dress="list"
          columns={[{ key: 'title', title: own.agreements, value: (a) => a.title, main: true }, { key: 'number', title: own.number, value: (a) => a.number ?? '' }, { key: 'unit', title: own.unit, value: (a) => a.unitName }]}
        />
      </Listed>
      <Listed title={t(own.classes)} total={trial.classes.total} shown={trial.classes.listed.length}>
        <DataTable
          label={t(own.classes)} rows={trial.classes.listed} keyOf={(c) => c.id} dress="list"
          columns={[{ key: 'title', title: own.classes, value: (c) => c.title, main: true }, { key: 'days', title: own.time, value: (c) => t(own.days, { from: day(c.firstDay), to: day(c.lastDay) }) }, { key: 'unit', title: own.unit, value: (c) => c.unitName }]}
        />
      </Listed>
      <Listed title={t(own.models)} total={trial.models.total} shown={trial.models.listed.length}>
        <DataTable
          label={t(own.models)} rows={trial.models.listed} keyOf={(m) => `${m.id} ${m.unitName}`} dress="list"
          columns={[{ key: 'title', title: own.models, value: (m) => m.title, main: true }, { key: 'origin', title: own.origin, value: (m) => t(m.adopted ? own.adopted : own.owned) }, { key: 'unit', title: own.unit, value: (m) => m.unitName }]}
        />
      </Listed>
    </Stack>
  )
}

// A part with nothing in it is left out, unless there is something to say about that.
function Listed({ title, total, shown, none, children }: { title: string; total: number; shown: number; none?: string; children: ReactNode }) {
  const t = useText()
  const { number } = useFormat()
  if (total === 0) return none ? <p>{none}</p> : null
  return <Part title={title} bare>{children}{shown < total && <p>{t(own.more, { n: number(shown) })}</p>}</Part>
}
