// The bell in the frame: how much is unread, at once in every open tab.
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { text } from '#base/text'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMe } from '#web/session.ts'
import { aboutMessages, messages } from './api.ts'
import { wishesPush } from './pushWish.ts'
import styles from './Messages.module.css'

const words = {
  none: text('Thông báo', 'Messages'),
  some: text('Thông báo, {n} chưa đọc', 'Messages, {n} unread'),
}

export function Bell() {
  const t = useText()
  const { number } = useFormat()
  const { accountId } = useMe()
  const { data } = useQuery(messages.unread.queryOptions())
  useLive(messages.key(), aboutMessages)
  useEffect(() => { if (wishesPush(accountId)) void import('./push.ts').then(({ resumePush }) => resumePush()) }, [accountId])
  const unread = data?.unread ?? 0
  const label = unread === 0 ? t(words.none) : t(words.some, { n: number(unread) })
  return (
    <Link to="/thong-bao" className={styles.bell} aria-label={label} title={label}>
      <IconBell size={21} stroke={1.75} aria-hidden />
      {unread > 0 && <span className={styles.count} aria-hidden>{unread > 99 ? '99+' : unread}</span>}
    </Link>
  )
}
