// What a query shows while it is asked, when it failed, and when it came back with nothing.
import { IconAlertTriangle } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { text } from '#base/text'
import { useFormat, useText } from '../language.tsx'
import { useConnected } from '../live.ts'
import { keptSince } from '../offline/shown.ts'
import { refusalsOf, statusOf } from '../refusals.ts'
import { common } from '../words.ts'
import { Button } from './Button.tsx'
import { Page, PageAhead, useInsidePage } from './Page.tsx'
import styles from './Answer.module.css'

const words = {
  notOpened: text('Chưa mở được trang này', 'This page could not be opened'),
  // A read has nothing typed to reassure about.
  lost: text('Mất kết nối với máy chủ.', 'The connection to the server is lost.'),
  fault: text('Máy chủ gặp lỗi. Hãy thử lại sau ít phút.', 'The server failed. Try again in a few minutes.'),
  kept: text('Ngoại tuyến, số liệu lúc {moment}.', 'Offline, as read at {moment}.'),
  neverSeen: text('Phần này chưa có trên máy này nên chưa xem được khi ngoại tuyến. Việc của tôi, các lớp học và bản nháp kế hoạch đã mở khi có mạng thì vẫn xem được.', 'This is not on this device, so it cannot be seen offline. My work, and the classes and draft plans opened with a network, can.'),
  stale: text('Không làm mới được, đây là số liệu đã tải trước.', 'Could not refresh; these are the figures read before.'),
}

/**
 * `<Answer of={query}>{(plan) => …}</Answer>`: skeleton, failure with a retry, or the data. Around a whole page, whose title
 * comes with the data, it draws a page of its own until then.
 */
export function Answer<T>({ of, lines, children }: { of: UseQueryResult<T>; lines?: number; children: (data: T) => ReactNode }) {
  const t = useText()
  const inside = useInsidePage()
  const { moment } = useFormat()
  const connected = useConnected()
  if (of.data !== undefined) {
    const since = keptSince(of.data)
    return (
      <>
        {since !== undefined && !connected && <p role="status" className={inside ? styles.stale : `${styles.stale} ${styles.above}`}>{t(words.kept, { moment: moment(new Date(since).toISOString()) })}</p>}
        {of.isError && since === undefined && <p role="status" className={styles.stale}>{t(words.stale)}</p>}
        {children(of.data)}
      </>
    )
  }
  if (of.isError) {
    // What is not there will not be there the second time.
    const failure = <Failure error={of.error} {...(statusOf(of.error) === 404 ? {} : { retry: () => void of.refetch() })} />
    return inside ? failure : <Page title={t(words.notOpened)} width="reading">{failure}</Page>
  }
  return inside ? <Skeleton lines={lines} /> : <PageAhead><Skeleton lines={lines} /></PageAhead>
}

/** Grey lines where text will be. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const t = useText()
  return (
    <div role="status" className={styles.skeleton}>
      <span className="unseen">{t(common.loading)}</span>
      {Array.from({ length: lines }, (_, i) => <span key={i} style={{ width: `${92 - ((i * 37) % 45)}%` }} />)}
    </div>
  )
}

/** What went wrong, in the reader's language, with a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useText()
  return (
    <div role="alert" className={styles.failure}>
      <IconAlertTriangle size={22} stroke={1.75} aria-hidden />
      <div>
        {refusalsOf(error).map((refusal, i) => <p key={i}>{t(refusal.code === 'lost' ? (navigator.onLine ? words.lost : words.neverSeen) : refusal.code === 'fault' ? words.fault : refusal.text)}</p>)}
        {retry && <div className={styles.deed}><Button onClick={retry}>{t(common.retry)}</Button></div>}
      </div>
    </div>
  )
}

/** Nothing here, why, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <svg width="96" height="40" viewBox="0 0 96 40" aria-hidden="true">
        <path d="M4 34C24 34 26 8 48 8s24 18 44 18" fill="none" stroke="var(--line)" strokeWidth="6" strokeLinecap="round" />
        <path d="M4 34C24 34 26 8 48 8s24 18 44 18" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" strokeDasharray="5 6" />
      </svg>
      <p className={styles.emptyTitle}>{title}</p>
      {children && <div>{children}</div>}
      {action && <div className={styles.deed}>{action}</div>}
    </div>
  )
}
