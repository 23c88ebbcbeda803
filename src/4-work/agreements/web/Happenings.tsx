// What happened to an agreement, day by day, with what is still to come of it. What was recorded by mistake is taken back here.
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { addDays, type Day } from '#base/day'
import { text } from '#base/text'
import { indicators } from '#indicators/web'
import { queries } from '#web/api.ts'
import { IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Agreement } from '../contract.ts'
import { windowOf } from '../domain/renewal.ts'
import styles from './Agreements.module.css'
import { agreements } from './api.ts'

const own = {
  title: text('Diễn biến', 'What happened'), none: text('Chưa có gì để ghi: thỏa ước còn là bản nháp.', 'Nothing yet: it is still a draft.'), voted: text('Lấy ý kiến: {yes}/{all} tán thành', 'Vote: {yes} of {all} in favour'), signed: text('Ký thỏa ước', 'Signed'), begins: text('Có hiệu lực', 'In force'), sent: text('Gửi cơ quan lao động: {to}', 'Sent to the labour body: {to}'),
  amended: text('Sửa đổi, bổ sung: {what}', 'Amended: {what}'), extended: text('Gia hạn đến hết {day}: {what}', 'Extended to {day}: {what}'), amendedBy: text('ký {day}, {yes}/{all} tán thành', 'signed {day}, {yes} of {all} in favour'), window: text('Bắt đầu 90 ngày cuối: được thương lượng gia hạn hoặc ký mới', 'The last 90 days begin: bargaining to extend or renew'),
  bargainExtend: text('Bắt đầu thương lượng gia hạn', 'Bargaining to extend began'), bargainRenew: text('Bắt đầu thương lượng ký mới', 'Bargaining for a new agreement began'), bargainEnd: text('kết thúc {day}', 'ended {day}'), bargainOpen: text('đang tiếp tục', 'goes on'),
  widened: text('Mở rộng phạm vi áp dụng: {reach}', 'Extended to others: {reach}'), widenedBy: text('{number} của {by}', '{number} of {by}'), voidWhole: text('Tòa án tuyên vô hiệu toàn bộ', 'Declared void by a court'), voidPart: text('Tòa án tuyên vô hiệu một phần: {what}', 'Declared void in part by a court: {what}'), judged: text('Bản án {number} ngày {day}, {court}', 'Judgment {number} of {day}, {court}'),
  ended: text('Chấm dứt trước hạn: {why}', 'Ended early: {why}'), over: text('Hết thời hạn', 'The term is over'), carriedOver: text('Hết 90 ngày thực hiện thêm', 'The 90 days are over'), replaced: text('Thỏa ước mới thay thế: {title}', 'Replaced by: {title}'), left: text('Gia nhập: {name}', 'Joined: {name}'), leave: text('Rút khỏi: {name}', 'Left: {name}'),
  takeBack: text('Bỏ mục ghi nhầm: {what}', 'Take back: {what}'), takeBackTitle: text('Bỏ mục này?', 'Take this back?'), takeBackLead: text('Chỉ bỏ khi ghi nhầm. Tình trạng thỏa ước được tính lại ngay; nhật ký giữ lại nội dung đã bỏ.', 'Only for what was recorded by mistake. The state is computed anew at once; the audit log keeps what it said.'), takenBack: text('Đã bỏ', 'Taken back'), deed: text('Bỏ mục này', 'Take it back'),
}
interface Event { key: string; on: Day; what: string; detail?: ReactNode; record?: string }

export function Happenings({ data }: { data: Agreement }) {
  const t = useText()
  const { day, number } = useFormat()
  const [asking, setAsking] = useState<Event | null>(null)
  const voted = (v: { inFavour: number | null; entitled: number | null }) => ({ yes: number(v.inFavour ?? 0), all: number(v.entitled ?? 0) })
  const list: (Event | null)[] = data.status === 'draft' ? [] : [
    data.vote.votedOn ? { key: 'vote', on: data.vote.votedOn, what: t(own.voted, voted(data.vote)) } : null,
    { key: 'signed', on: data.signedOn!, what: t(own.signed) }, { key: 'begins', on: data.begins!, what: t(own.begins) },
    data.sentOn ? { key: 'sent', on: data.sentOn, what: t(own.sent, { to: data.sentTo ?? '–' }) } : null,
    ...data.parties.flatMap((p) => [p.joinedOn ? { key: `join ${p.id}`, on: p.joinedOn, what: t(own.left, { name: p.name }) } : null, p.leftOn ? { key: `leave ${p.id}`, on: p.leftOn, what: t(own.leave, { name: p.name }) } : null]),
    ...data.amendments.map((m): Event => ({
      key: m.id, record: m.id, on: m.effectiveOn, what: m.extendsTo ? t(own.extended, { day: day(addDays(m.extendsTo, -1)), what: m.what }) : t(own.amended, { what: m.what }),
      detail: [m.number, t(own.amendedBy, { day: day(m.signedOn), ...voted(m.vote) })].filter(Boolean).join(' · '),
    })),
    ...data.bargainings.map((b): Event => ({ key: b.id, record: b.id, on: b.during.from!, what: t(b.aim === 'extend' ? own.bargainExtend : own.bargainRenew), detail: [b.during.to ? t(own.bargainEnd, { day: day(b.during.to) }) : t(own.bargainOpen), b.note].filter(Boolean).join(' · ') })),
    ...data.widenings.map((x): Event => ({ key: x.id, record: x.id, on: x.during.from ?? x.decidedOn, what: t(own.widened, { reach: x.reach }), detail: t(own.widenedBy, { number: x.number, by: x.decidedBy }) })),
    ...data.judgments.map((j): Event => ({ key: j.id, record: j.id, on: j.voidsOn, what: j.whole ? t(own.voidWhole) : t(own.voidPart, { what: j.what ?? '' }), detail: t(own.judged, { number: j.number, day: day(j.judgedOn), court: j.court }) })),
    data.endedOn ? { key: 'ended', on: data.endedOn, what: t(own.ended, { why: data.endedWhy ?? '' }) } : null,
    data.successor && data.outOn === data.successor.begins ? { key: 'replaced', on: data.successor.begins, what: t(own.replaced, { title: data.successor.title }) } : null,
    ...(data.outOn && data.ends && data.outOn >= data.ends ? [{ key: 'window', on: windowOf(data.ends), what: t(own.window) }, { key: 'over', on: data.ends, what: t(own.over) }] : []),
    data.outOn && data.carriedTo && data.ends && data.carriedTo > data.ends && data.outOn === data.carriedTo ? { key: 'carried', on: data.carriedTo, what: t(own.carriedOver) } : null,
  ]
  const events = list.filter((one) => one !== null).sort((a, b) => a.on.localeCompare(b.on))
  return (
    <Part title={t(own.title)}>
      {events.length === 0 ? <p className={styles.soft}>{t(own.none)}</p> : (
        <ol className={styles.events}>
          {events.map((e) => (
            <li key={e.key} data-coming={e.on > data.on || undefined}>
              <time dateTime={e.on}>{day(e.on)}</time>
              <div>{e.what}{e.detail && <p className={styles.soft}>{e.detail}</p>}</div>
              {e.record && data.may.write ? <IconButton label={t(own.takeBack, { what: e.what })} icon={IconArrowBackUp} onClick={() => setAsking(e)} /> : <span />}
            </li>
          ))}
        </ol>
      )}
      <Confirm
        title={t(own.takeBackTitle)} open={asking !== null} onClose={() => setAsking(null)} deed={t(own.deed)} grave
        act={async () => {
          await agreements.takeBack.call({ id: data.id, unitId: data.unitId, recordId: asking!.record! })
          await Promise.all([agreements.key(), indicators.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
          toast(own.takenBack)
        }}
      >
        <p><strong>{asking?.what}</strong></p><p>{t(own.takeBackLead)}</p>
      </Confirm>
    </Part>
  )
}
