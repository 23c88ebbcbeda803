// One agreement on the day chosen at the top: its state and what is to be done, its facts, what happened to it, its files.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { addDays, daysBetween } from '#base/day'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Skeleton } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Stack } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { Agreement } from '../contract.ts'
import { actsOn, windowOf } from '../domain/renewal.ts'
import styles from './Agreements.module.css'
import { aboutAgreements, agreements } from './api.ts'
import { Attachments } from './Attachments.tsx'
import { Deeds } from './Deeds.tsx'
import { Facts } from './Facts.tsx'
import { Happenings } from './Happenings.tsx'
import { clauseWords } from './clause-words.ts'
import { stateWords, words } from './words.ts'

const TextTab = lazy(() => import('./TextTab.tsx'))
const own = {
  parts: text('Các phần của thỏa ước', 'Parts of the agreement'), facts: text('Thông tin', 'Facts'), happenings: text('Diễn biến', 'What happened'), files: text('Tệp', 'Files'),
  window: text('Còn {n} ngày là hết hạn: nên bắt đầu thương lượng gia hạn hoặc ký mới từ {day} (Điều 83).', '{n} days to the end: bargaining to extend or renew may begin since {day} (article 83).'), going: text('Đang thương lượng, còn {n} ngày là hết hạn. Chưa xong khi hết hạn thì thỏa ước được thực hiện thêm nhiều nhất 90 ngày.', 'Bargaining goes on, {n} days to the end. If it still does then, the agreement is carried for at most 90 days.'),
  carriedTo: text('Được thực hiện thêm đến hết {day}.', 'It is carried to the end of {day}.'), out: text('Không còn hiệu lực từ {day}.', 'Out of force since {day}.'), from: text('Có hiệu lực từ {day}.', 'In force from {day}.'),
  overlap: text('Từ {from} đến hết {to} có hai thỏa ước doanh nghiệp cùng hiệu lực ở đây. Ghi thỏa ước nào thay thế, hoặc chấm dứt một thỏa ước. Thỏa ước kia:', 'From {from} to the end of {to} two enterprise agreements are in force here. Say which replaces the other, or end one. The other:'),
  extended: text('Thỏa ước cũ được gia hạn khi thỏa ước mới đã ký, nên theo giấy tờ cả hai cùng áp dụng từ {from} đến hết {to}. Thỏa ước kia:', 'The old one was extended when the new one was signed already, so that by the papers both apply from {from} to the end of {to}. The other:'),
  unsent: text('Chưa ghi việc người sử dụng lao động gửi thỏa ước đến cơ quan lao động; hạn là {day}.', 'No sending to the labour body is recorded; it is due on {day}.'), unsentLate: text('Đã quá hạn 10 ngày gửi thỏa ước đến cơ quan lao động {n} ngày (hạn {day}, Điều 77).', 'The sending to the labour body is {n} days late (due {day}, article 77).'),
}

export default function AgreementPage() {
  const { agreementId } = useParams<'agreementId'>()
  const { on, isToday } = useAsOf()
  const page = useQuery(agreements.read.queryOptions({ input: { id: agreementId, ...(isToday ? {} : { on }) } }))
  useLive(agreements.key(), aboutAgreements)
  return <Answer of={page} lines={10}>{(data) => <Shown key={data.id} data={data} />}</Answer>
}

function Shown({ data }: { data: Agreement }) {
  const t = useText()
  const { number } = useFormat()
  const [{ muc }, go] = useAddress({ muc: 'thong-tin' })
  const { short, tone } = stateWords[data.state]
  const happened = data.amendments.length + data.bargainings.length + data.widenings.length + data.judgments.length
  return (
    <Page
      follows="day" title={data.title} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]}
      lead={<>{data.unitName}{data.number && <> · {data.number}</>} · <Badge tone={tone}>{t(short)}</Badge></>} actions={<Deeds data={data} />}
    >
      <Stack>
        <Notices data={data} />
        <Tabs
          label={t(own.parts)} open={muc} onOpen={(key) => go({ muc: key })}
          tabs={[
            { key: 'thong-tin', title: t(own.facts), body: <Facts data={data} /> },
            { key: 'toan-van', title: t(clauseWords.text), body: <Suspense fallback={<Skeleton lines={6} />}><TextTab data={data} /></Suspense> },
            { key: 'dien-bien', title: t(own.happenings), ...(happened > 0 ? { count: number(happened) } : {}), body: <Happenings data={data} /> },
            { key: 'tep', title: t(own.files), ...(data.attachments.length > 0 ? { count: number(data.attachments.length) } : {}), body: <Attachments data={data} /> },
          ]}
        />
      </Stack>
    </Page>
  )
}

/** What the state means on this day, and what waits to be done. */
function Notices({ data }: { data: Agreement }) {
  const t = useText()
  const { day, number } = useFormat()
  const { state, on, ends, outOn, voidOn, carriedTo, sending } = data
  const { long, tone } = stateWords[state]
  const more = state === 'signed' && data.begins ? t(own.from, { day: day(data.begins) }) : state === 'carried' && carriedTo ? t(own.carriedTo, { day: day(addDays(carriedTo, -1)) }) : ['expired', 'ended', 'replaced'].includes(state) && outOn ? t(own.out, { day: day(outOn) }) : state === 'partly-void' ? data.judgments.filter((j) => !j.whole && j.voidsOn <= on).map((j) => j.what).join('; ') : state === 'void' && voidOn ? t(own.out, { day: day(voidOn) }) : ''
  const acts = ends && outOn && carriedTo && ['in-force', 'partly-void'].includes(state) ? actsOn({ ends, carriedTo, outOn, bargaining: data.bargaining, renewed: data.successor !== null }, on) : null
  const left = ends ? number(daysBetween(on, ends)) : ''
  return (
    <Stack gap={8}>
      {state !== 'in-force' && <p className={tone === 'behind' ? styles.bad : tone === 'soon' ? styles.warn : styles.note}>{t(long)} {more}</p>}
      {acts === 'begin' && <p className={styles.warn}>{t(own.window, { n: left, day: day(windowOf(ends!)) })}</p>}
      {acts === 'go-on' && <p className={styles.note}>{t(own.going, { n: left })}</p>}
      {data.overlaps.map((o) => (
        <p key={o.id} className={styles.warn}>
          {t(o.why === 'both' ? own.overlap : own.extended, { from: day(o.from), to: day(addDays(o.to, -1)) })} <Go to={`/thoa-uoc/${o.id}`}>{o.number ? `${o.title} (${o.number})` : o.title}</Go>
        </p>
      ))}
      {sending && data.sentOn === null && outOn !== null && on < outOn && <p className={styles.warn}>{sending.late > 0 ? t(own.unsentLate, { n: number(sending.late), day: day(sending.by) }) : t(own.unsent, { day: day(sending.by) })}</p>}
    </Stack>
  )
}
