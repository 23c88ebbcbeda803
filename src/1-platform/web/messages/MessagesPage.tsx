// What one was told, the latest first. Opening a message reads it.
import { IconChecks, IconSettings } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { useAddress } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part, Row } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { common } from '#web/words.ts'
import type { Message } from '#platform/messages/contract'
import { kinds, type MessageKind } from '#platform/messages/kinds'
import { aboutMessages, messages } from './api.ts'
import styles from './Messages.module.css'

const words = {
  title: text('Thông báo', 'Messages'),
  settings: text('Cách nhận', 'How to receive'),
  readAll: text('Đánh dấu đã đọc tất cả', 'Mark all as read'),
  all: text('Tất cả', 'All'),
  unread: text('Chưa đọc ({n})', 'Unread ({n})'),
  isUnread: text('Chưa đọc.', 'Unread.'),
  none: text('Chưa có thông báo nào', 'No messages yet'),
  noneWhy: text('Khi bạn được cử đi học, khi có kế hoạch từ cấp trên hoặc việc sắp đến hạn, thông báo hiện ở đây.', 'When you are nominated to a class, when a plan comes from above or something is soon due, a message appears here.'),
  noUnread: text('Không còn thông báo chưa đọc', 'Nothing is unread'),
}
const pageful = 50

export default function MessagesPage() {
  const t = useText()
  const { number } = useFormat()
  const [{ loc }, go] = useAddress({ loc: 'tat-ca' })
  const [limit, setLimit] = useState(pageful)
  const [busy, setBusy] = useState(false)
  const onlyUnread = loc === 'chua-doc'
  const list = useQuery({ ...messages.list.queryOptions({ input: { limit, offset: 0, unread: onlyUnread } }), placeholderData: keepPreviousData })
  useLive(messages.key(), aboutMessages)
  const unread = list.data?.unread ?? 0
  const newest = list.data?.rows[0]?.at
  const readAll = async () => {
    setBusy(true)
    // Up to what is on the screen: what comes in this moment stays unread.
    await read({ until: newest! }).finally(() => setBusy(false))
  }
  return (
    <Page
      title={t(words.title)} width="reading"
      actions={<>{unread > 0 && <Button icon={IconChecks} busy={busy} onClick={() => void readAll()}>{t(words.readAll)}</Button>}<Button icon={IconSettings} to="/thong-bao/cai-dat">{t(words.settings)}</Button></>}
    >
      <Part>
        <Row>
          <Button tone={onlyUnread ? 'quiet' : 'plain'} pressed={!onlyUnread} onClick={() => go({ loc: 'tat-ca' })}>{t(words.all)}</Button>
          <Button tone={onlyUnread ? 'plain' : 'quiet'} pressed={onlyUnread} onClick={() => go({ loc: 'chua-doc' })}>{t(words.unread, { n: number(unread) })}</Button>
        </Row>
        <Answer of={list} lines={8}>
          {({ rows, total }) => rows.length === 0
            ? <Empty title={t(onlyUnread ? words.noUnread : words.none)}>{!onlyUnread && t(words.noneWhy)}</Empty>
            : <>
                <ul className={styles.list}>{rows.map((message) => <Line key={message.id} message={message} />)}</ul>
                {rows.length < total && <Row><Button busy={list.isFetching} onClick={() => setLimit(limit + pageful)}>{t(common.more)}</Button></Row>}
              </>}
        </Answer>
      </Part>
    </Page>
  )
}

function Line({ message: { id, kind, text: said, path, at, readAt } }: { message: Message }) {
  const t = useText()
  const { moment } = useFormat()
  return (
    <li>
      <Go to={path} className={styles.line} unread={readAt === null} onClick={() => { if (readAt === null) void read({ messageId: id }) }}>
        <span className={styles.dot} aria-hidden />
        <span className={styles.said}>{readAt === null && <span className="unseen">{t(words.isUnread)} </span>}{t(said)}</span>
        <span className={styles.when}>{moment(at)}</span>
        <span className={styles.kind}>{kind in kinds && t(kinds[kind as MessageKind])}</span>
      </Go>
    </li>
  )
}

async function read(which: { messageId: string } | { until: string }): Promise<void> {
  try {
    await messages.read.call(which)
    await queries.invalidateQueries({ queryKey: messages.key() })
  } catch (error) {
    heed(error)
    toast(refusalsOf(error)[0]!.text)
  }
}
