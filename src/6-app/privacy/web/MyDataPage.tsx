// The own data: what is held and why, everything as a file, consents, who read the sensitive fields, requests.
import { IconDownload, IconMessagePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { bases } from '../domain/bases.ts'
import type { HeldLine, MyData } from '../contract.ts'
import { aboutPrivacy, privacy } from './api.ts'
import { AskSheet } from './AskSheet.tsx'
import { ConsentPart } from './ConsentPart.tsx'
import { Readings } from './Readings.tsx'
import { RequestList } from './RequestList.tsx'
import { useDownload } from './useDownload.tsx'
import { words } from './words.ts'

const own = {
  title: text('Dữ liệu của tôi', 'My data'),
  lead: text('Những gì hệ thống lưu về bạn, để làm gì, ai đã xem, và quyền của bạn theo Luật Bảo vệ dữ liệu cá nhân.', 'What the house keeps on you, what for, who has read it, and your rights under the law on personal data.'),
  download: text('Tải toàn bộ dữ liệu', 'Download everything'), ask: text('Gửi yêu cầu', 'Make a request'),
  held: text('Đang lưu', 'What is kept'), what: text('Dữ liệu', 'Data'), records: text('Bản ghi', 'Records'), purpose: text('Mục đích', 'Purpose'), basis: text('Căn cứ', 'Basis'), erasure: text('Nếu xóa', 'On erasure'),
  readings: text('Ai đã xem thông tin nhạy cảm của tôi', 'Who read my sensitive fields'), requests: text('Yêu cầu của tôi', 'My requests'),
  restricted: text('Đang hạn chế xử lý', 'Processing is restricted'),
  noPerson: text('Tài khoản này không gắn với hồ sơ của ai, nên không có dữ liệu cá nhân nào để hiện.', 'This account belongs to no person, so there is nothing to show.'),
}

export default function MyDataPage() {
  const t = useText()
  const mine = useQuery(privacy.mine.queryOptions())
  useLive(privacy.key(), aboutPrivacy)
  return <Answer of={mine}>{(data) => (data.person ? <Mine data={data} person={data.person} /> : <Page title={t(own.title)}><Part><p>{t(own.noPerson)}</p></Part></Page>)}</Answer>
}

function Mine({ data, person }: { data: MyData; person: NonNullable<MyData['person']> }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const download = useDownload(() => privacy.exportMine.call())
  const of = new Map(data.activities.map((a) => [a.code, a]))
  const columns: Column<HeldLine>[] = [
    { key: 'what', title: own.what, value: (h) => t(h.name), main: true },
    { key: 'records', title: own.records, kind: 'number', value: (h) => h.records, width: '100px' },
    { key: 'purpose', title: own.purpose, value: (h) => t(of.get(h.activity)!.purpose) },
    { key: 'basis', title: own.basis, from: 'desktop', value: (h) => [t(bases[of.get(h.activity)!.basis]), of.get(h.activity)!.basisText].filter(Boolean).join(': ') },
    { key: 'erasure', title: own.erasure, from: 'desktop', value: (h) => `${t(words[h.erasure])}. ${t(h.why)}` },
  ]
  return (
    <Page
      title={t(own.title)} lead={<>{t(own.lead)}{person.restricted && <> <Badge tone="soon">{t(own.restricted)}</Badge></>}</>}
      actions={<><Button icon={IconDownload} busy={download.busy} onClick={download.go}>{t(own.download)}</Button><Button tone="main" icon={IconMessagePlus} onClick={() => setAsking(true)}>{t(own.ask)}</Button></>}
    >
      <Stack>
        {download.refused}
        <Part title={t(own.requests)}><RequestList requests={data.requests} /></Part>
        {data.consents.map((consent) => <ConsentPart key={consent.activity} consent={consent} profile={person.profile} />)}
        <Part title={t(own.readings)}><Readings readings={data.readings} /></Part>
        <Part title={t(own.held)}><DataTable label={t(own.held)} columns={columns} rows={data.held} keyOf={(h) => `${h.table} ${h.activity}`} dress="list" /></Part>
      </Stack>
      {asking && <AskSheet consents={data.consents} onClose={() => setAsking(false)} />}
    </Page>
  )
}
