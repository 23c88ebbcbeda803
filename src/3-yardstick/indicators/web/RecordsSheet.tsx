// The records under a figure: counted, met, unmet, excluded; each opens itself and its evidence. The heads on the tabs are
// the figure's own, so that the list can never say something else than the number that was pressed.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text, type Text } from '#base/text'
import { FollowsProvider, sayAsked } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { RecordUnderFigure } from '../contract.ts'
import { indicators, type Question } from './api.ts'
import { ComputingOf } from './Computing.tsx'
import { useRecordsRoof } from './roof.tsx'

type State = 'counted' | 'met' | 'unmet' | 'excluded'
const states: State[] = ['unmet', 'met', 'excluded', 'counted']
const PAGE = 100

const words = {
  counted: text('Tất cả', 'All counted'), met: text('Đã đạt', 'Met'), unmet: text('Chưa đạt', 'Unmet'), excluded: text('Không tính', 'Excluded'),
  name: text('Tên', 'Name'), unit: text('Đơn vị', 'Unit'), state: text('Trạng thái', 'Standing'), since: text('Từ ngày', 'Since'), until: text('Đến trước', 'Until'),
  heads: text('Số người', 'Heads'), evidence: text('Minh chứng', 'Evidence'),
  nobody: text('Không có bản ghi nào ở nhóm này', 'No record in this group'),
  byUnit: text('danh sách dài: xếp theo đơn vị, rồi theo tên', 'a long list: by unit, then by name'),
  chosen: text('Đã chọn {n}', '{n} chosen'),
}
const stateWords: Record<RecordUnderFigure['state'], Text> = { met: words.met, unmet: words.unmet, excluded: words.excluded }

export interface RecordsSheetProps { indicator: string; title: string; question: Question; open: boolean; onClose: () => void; first?: State }

export default function RecordsSheet({ indicator, title, question, open, onClose, first = 'unmet' }: RecordsSheetProps) {
  const t = useText()
  const format = useFormat()
  const roof = useRecordsRoof()
  const [state, setState] = useState<State>(first)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [deed, setDeed] = useState<number | null>(null)
  const input = (after: string | undefined, limit = PAGE) => ({ ...question, indicator, state, search: search || undefined, limit, after })
  const list = useInfiniteQuery(indicators.records.infiniteOptions({
    input: (after: string | undefined) => input(after), initialPageParam: undefined as string | undefined, enabled: open,
    getNextPageParam: (page) => page.next ?? undefined,
  }))
  useLive(indicators.records.key())
  const rows = list.data?.pages.flatMap((page) => page.rows)
  // The counts stay on the tabs while the next list is read: they are the same for every tab.
  const read = list.data?.pages[0]?.figure
  const [figure, keep] = useState(read)
  if (read && read !== figure) keep(read)
  const all = async () => {
    const found: RecordUnderFigure[] = []
    for (let after: string | undefined; ;) {
      const page = await indicators.records.call(input(after, 1000))
      found.push(...page.rows)
      if (page.next === null) return found
      after = page.next
    }
  }
  const columns: Column<RecordUnderFigure>[] = [
    { key: 'name', title: words.name, value: (r) => r.label, main: true, show: (r) => <RecordName record={r} /> },
    { key: 'unit', title: words.unit, value: (r) => r.unitName, show: (r) => <Go to={roof.pathOf('units', r.unitId) ?? '#'}>{r.unitName}</Go> },
    { key: 'state', title: words.state, value: (r) => t(stateWords[r.state]), show: (r) => <Badge tone={r.state === 'met' ? 'good' : r.state === 'unmet' ? 'behind' : undefined}>{t(stateWords[r.state])}</Badge> },
    { key: 'since', title: words.since, kind: 'day', value: (r) => r.during.from, from: 'desktop' },
    ...(rows?.some((r) => r.quantity > 1) ? [{ key: 'heads', title: words.heads, kind: 'number', value: (r: RecordUnderFigure) => r.quantity } satisfies Column<RecordUnderFigure>] : []),
    { key: 'evidence', title: words.evidence, value: (r) => r.evidence.map((e) => t(roof.nameOf(e.kind))).join(', '), show: (r) => <Evidence record={r} /> },
  ]
  const picked = rows?.filter((r) => chosen.has(String(r.standingId))) ?? []
  const fitting = roof.deeds.map((d, i) => [d, i] as const).filter(([d]) => picked.length > 0 && d.fits(indicator, picked))
  const lead = [sayAsked(t, question), list.data?.pages[0]?.byUnit && t(words.byUnit)].filter(Boolean).join(' · ')
  return (
    <FollowsProvider value="figures"><Sheet title={title} lead={lead} open={open} onClose={onClose} width={980}
      deeds={fitting.length > 0 && <>{t(words.chosen, { n: format.number(picked.length) })} {fitting.map(([d, i]) => <Button key={i} tone="main" onClick={() => setDeed(i)}>{t(d.label)}</Button>)}</>}>
      <ComputingOf indicator={indicator} on={question.on} />
      <Tabs label={title} open={state} onOpen={(key) => { setState(key as State); setChosen(new Set()) }} tabs={states.map((key) => ({
        key, title: t(words[key]), ...(figure ? { count: format.number(figure[key]) } : {}),
        body: key === state && (
          <Answer of={list}>{() => (
            <DataTable label={`${title} – ${t(words[key])}`} columns={columns} rows={rows} keyOf={(r) => String(r.standingId)}
              {...(state === 'unmet' && roof.deeds.length > 0 ? { chosen, onChoose: setChosen } : {})}
              to={(r) => roof.pathOf(r.page, r.subjectId) ?? '#'}
              paged={{ total: list.data?.pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetching, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }} />
          )}</Answer>
        ),
      }))} />
      {deed !== null && roof.deeds[deed]!.draw({ indicator, unitId: question.unitId, records: picked, close: () => { setDeed(null); setChosen(new Set()) } })}
    </Sheet></FollowsProvider>
  )
}

function RecordName({ record }: { record: RecordUnderFigure }) {
  const roof = useRecordsRoof()
  const path = roof.pathOf(record.page, record.subjectId)
  return path ? <Go to={path}>{record.label}</Go> : <>{record.label}</>
}

function Evidence({ record }: { record: RecordUnderFigure }) {
  const t = useText()
  const roof = useRecordsRoof()
  return <>{record.evidence.map((e, i) => {
    const path = roof.pathOf(e.kind, e.id)
    return <span key={e.id}>{i > 0 && ', '}{path ? <Go to={path}>{t(roof.nameOf(e.kind))}</Go> : t(roof.nameOf(e.kind))}</span>
  })}</>
}
