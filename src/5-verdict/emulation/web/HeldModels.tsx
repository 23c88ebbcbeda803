// What a unit runs or writes, as a table: its own models and those it took over.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { HeldModel } from '../contract.ts'
import { aboutModels, emulation } from './api.ts'
import { heldWords, kinds, words } from './words.ts'

const own = {
  none: text('Đơn vị chưa có mô hình nào', 'The unit has no model yet'), noneWhy: text('Ghi một mô hình đang chạy ở đơn vị, hoặc áp dụng lại mô hình của nơi khác.', 'Enter one that runs here, or take over one from elsewhere.'), see: text('Xem mô hình của các nơi', 'See models of other unions'),
  from: text('Nguồn', 'Origin'), itsOwn: text('Của đơn vị', 'Its own'), lapses: text('Xác nhận trước ngày', 'Confirm before'), counting: text('Đang được tính', 'Count today'), countingWhy: text('mô hình công nhận, đang áp dụng, đã xác nhận', 'recognised, in use, confirmed'), asked: text('Chờ xác nhận', 'To be confirmed'),
}

export default function HeldModels({ unitId }: { unitId: string }) {
  const t = useText()
  const { number } = useFormat()
  const held = useQuery(emulation.held.queryOptions({ input: { unitId } }))
  useLive(emulation.key(), aboutModels)
  const columns: Column<HeldModel>[] = [
    { key: 'title', title: words.title, value: (m) => m.title, main: true },
    { key: 'state', title: words.state, value: (m) => t(heldWords(m).name), show: (m) => <Badge tone={heldWords(m).tone}>{t(heldWords(m).name)}</Badge>, width: '180px' },
    { key: 'lapses', title: own.lapses, kind: 'day', value: (m) => (m.state === 'running' || m.state === 'lapsed' ? m.lapsesOn : null), width: '150px' },
    { key: 'from', title: own.from, value: (m) => (m.adopted ? m.fromName ?? m.ownerName : t(own.itsOwn)) },
    { key: 'kind', title: words.kind, value: (m) => t(kinds[m.kind]), from: 'desktop' },
    { key: 'since', title: words.startedOn, kind: 'day', value: (m) => m.startedOn, from: 'desktop', width: '150px' },
  ]
  return (
    <Answer of={held}>{(data) => (
      <Stack>
        {data.length > 0 && (
          <Stats>
            <Stat label={t(own.counting)} value={number(data.filter((m) => m.counts).length)} detail={t(own.countingWhy)} />
            <Stat label={t(own.asked)} value={number(data.filter((m) => m.asked).length)} {...(data.some((m) => m.asked) ? { tone: 'behind' as const } : {})} />
          </Stats>
        )}
        <DataTable dress="list" label={t(words.held)} columns={columns} rows={data} keyOf={(m) => m.useId} to={(m) => `/mo-hinh/${m.modelId}`} empty={<Empty title={t(own.none)} action={<Button to="/mo-hinh">{t(own.see)}</Button>}>{t(own.noneWhy)}</Empty>} />
      </Stack>
    )}</Answer>
  )
}
