// Models of unions below that wait for the recognition of the office acted in, the longest waiting first.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMe } from '#web/session.ts'
import type { Waiting } from '../contract.ts'
import { aboutModels, emulation } from './api.ts'
import { fields, kinds, words } from './words.ts'

const own = {
  lead: text('Mô hình của các công đoàn cấp dưới gửi lên. Mở từng mô hình để xem ảnh, số liệu rồi công nhận hoặc trả lại kèm lý do.', 'Sent by unions below. Open one, look at photos and figures, then recognise it or return it with a reason.'),
  none: text('Không có mô hình nào chờ công nhận', 'No model waits'), submitted: text('Gửi ngày', 'Sent on'),
}

export default function WaitingPage() {
  const t = useText()
  const { unitId } = useMe()
  const list = useQuery({ ...emulation.waiting.queryOptions({ input: { unitId: unitId ?? '' } }), enabled: unitId !== null })
  useLive(emulation.key(), aboutModels)
  const columns: Column<Waiting>[] = [
    { key: 'title', title: words.title, value: (m) => m.title, main: true }, { key: 'unit', title: words.owner, value: (m) => m.unitName },
    { key: 'kind', title: words.kind, value: (m) => t(kinds[m.kind]), from: 'tablet' }, { key: 'field', title: words.field, value: (m) => t(fields[m.field]), from: 'desktop' }, { key: 'on', title: own.submitted, kind: 'day', value: (m) => m.submittedOn, width: '130px' },
  ]
  return (
    <Page title={t(words.waiting)} path={[{ label: t(words.models), to: '/mo-hinh' }]} lead={t(own.lead)}>
      {unitId === null ? <Part><Empty title={t(own.none)} /></Part> : (
        <Answer of={list}>{(rows) => <Part bare><DataTable dress="list" label={t(words.waiting)} columns={columns} rows={rows} keyOf={(m) => m.id} to={(m) => `/mo-hinh/${m.id}`} empty={<Empty title={t(own.none)} />} /></Part>}</Answer>
      )}
    </Page>
  )
}
