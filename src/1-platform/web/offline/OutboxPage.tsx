// What this browser keeps to be sent: each with its sentence, since when, how it stands and what can be done about it. Of other
// accounts only how much there is, for what they did is not shown to others.
import { useState } from 'react'
import { text } from '#base/text'
import { Badge } from '../kit/Badge.tsx'
import { Button } from '../kit/Button.tsx'
import { Confirm } from '../kit/Dialog.tsx'
import { Empty, Skeleton } from '../kit/Answer.tsx'
import { Page, Part, Row, Stack } from '../kit/Page.tsx'
import { useFormat, useText } from '../language.tsx'
import { useMe } from '../session.ts'
import { Decision } from './Decision.tsx'
import { waitsFor, type Entry } from './entry.ts'
import { discard, flush, sendAgain, useOutbox } from './outbox.ts'
import styles from './Outbox.module.css'

const words = {
  title: text('Hộp chờ gửi', 'Outbox'),
  lead: text('Những việc đã làm trên máy này mà máy chủ chưa nhận. Có mạng là tự gửi, mỗi việc chỉ được ghi một lần.', 'What was done on this device and has not reached the server. It is sent once there is a network, and recorded once.'),
  none: text('Không còn việc nào chờ gửi', 'Nothing waits to be sent'),
  noneWhy: text('Mọi việc đã làm trên máy này đều đã tới máy chủ.', 'Everything done on this device has reached the server.'),
  now: text('Gửi ngay', 'Send now'),
  waiting: text('Chờ mạng', 'Waits for the network'),
  office: text('Chờ đúng chức vụ', 'Waits for its office'),
  officeWhy: text('Việc này làm khi dùng chức vụ khác. Hãy đổi sang chức vụ đó ở góc trên để gửi.', 'This was done in another office. Switch to that office at the top to send it.'),
  refused: text('Bị từ chối', 'Refused'),
  conflict: text('Cần bạn chọn', 'Needs your choice'),
  again: text('Gửi lại', 'Send again'),
  open: text('Mở trang', 'Open the page'),
  discard: text('Bỏ', 'Discard'),
  discardTitle: text('Bỏ việc chưa gửi này?', 'Discard what was not sent?'),
  discardWhat: text('“{about}” mất hẳn khỏi máy này và không được gửi nữa.', '“{about}” is gone from this device and is not sent any more.'),
  others: text('{n} việc của {name} chờ người đó đăng nhập trên máy này.', '{n} entries of {name} wait until they sign in on this device.'),
}

export default function OutboxPage() {
  const t = useText()
  const me = useMe()
  const entries = useOutbox()
  const mine = entries?.filter((entry) => entry.account === me.accountId) ?? []
  const others = Map.groupBy(entries?.filter((entry) => entry.account !== me.accountId) ?? [], (entry) => entry.account)
  return (
    <Page title={t(words.title)} width="reading" lead={t(words.lead)} actions={mine.some((entry) => entry.state === 'waiting') && <Button onClick={() => void flush()}>{t(words.now)}</Button>}>
      {!entries ? <Skeleton /> : (
        <Stack>
          {mine.length === 0 && <Part><Empty title={t(words.none)}>{t(words.noneWhy)}</Empty></Part>}
          {mine.length > 0 && <ul className={styles.list}>{mine.map((entry) => <li key={entry.order}><Waiting entry={entry} office={me.officeId ?? ''} /></li>)}</ul>}
          {[...others.values()].map((theirs) => <p key={theirs[0]!.account} className={styles.others}>{t(words.others, { n: theirs.length, name: theirs[0]!.accountName })}</p>)}
        </Stack>
      )}
    </Page>
  )
}

function Waiting({ entry, office }: { entry: Entry; office: string }) {
  const t = useText()
  const { moment } = useFormat()
  const [dropping, setDropping] = useState(false)
  const elsewhere = waitsFor(entry, { account: entry.account, office }) === 'office'
  const state = entry.state === 'waiting' ? (elsewhere ? words.office : words.waiting) : words[entry.state]
  return (
    <Part>
      <Stack gap={12}>
        <Row gap={12}>
          <h2 className={styles.about}>{t(entry.about)}</h2>
          <Badge tone={entry.state === 'waiting' ? 'plain' : 'behind'}>{t(state)}</Badge>
        </Row>
        <p className={styles.at}>{moment(new Date(entry.at).toISOString())}{elsewhere && <> · {t(words.officeWhy)}</>}</p>
        {entry.state === 'refused' && <div role="alert" className={styles.refused}>{[...new Set(entry.refusals.map((one) => t(one.text)))].map((said) => <p key={said}>{said}</p>)}</div>}
        {entry.state === 'conflict' && <Decision entry={entry} />}
        <Row>
          {entry.state === 'refused' && <Button tone="main" onClick={() => void sendAgain(entry.order)}>{t(words.again)}</Button>}
          <Button to={entry.to}>{t(words.open)}</Button>
          <Button tone="quiet" onClick={() => setDropping(true)}>{t(words.discard)}</Button>
        </Row>
      </Stack>
      <Confirm title={t(words.discardTitle)} open={dropping} onClose={() => setDropping(false)} deed={t(words.discard)} grave act={() => discard(entry.order)}>
        {t(words.discardWhat, { about: t(entry.about) })}
      </Confirm>
    </Part>
  )
}
