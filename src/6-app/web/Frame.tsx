// The frame around every page: where one acts, on which day, in which language; the rooms at the left or under the thumb.
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { text } from '#base/text'
import { DaySwitch } from '#web/kit/DaySwitch.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Bell } from '#web/messages/Bell.tsx'
import { useText } from '#web/language.tsx'
import { useConnected, useLive, type Announcement } from '#web/live.ts'
import type { Screen } from '#web/screen.ts'
import { meQuery, useMay } from '#web/session.ts'
import { FirstTour } from '../help/web/index.ts'
import { AccountMenu } from './AccountMenu.tsx'
import styles from './Frame.module.css'
import { Mark } from './Mark.tsx'
import { OfficeSwitch } from './OfficeSwitch.tsx'
import { Roof } from './Roof.tsx'
import { screens } from './screens.ts'

const words = {
  skip: text('Đến nội dung chính', 'Skip to the content'),
  rooms: text('Các phần việc', 'Sections'),
  more: text('Thêm', 'More'),
  offline: text('Mất kết nối với máy chủ, số liệu có thể chưa mới. Đang nối lại…', 'The connection to the server is lost; figures may be old. Reconnecting…'),
}

/** The sign must not take the page with it where the line broke before its code was here: it is asked for until it comes. */
const loadOutboxSign = (): Promise<typeof import('#web/offline/OutboxSign.tsx')> =>
  import('#web/offline/OutboxSign.tsx').catch(() => new Promise((resolve) => { setTimeout(resolve, 2_000) }).then(loadOutboxSign))
const OutboxSign = lazy(loadOutboxSign)

type Entry = Screen & { nav: NonNullable<Screen['nav']> }
const entries = screens.filter((screen): screen is Entry => screen.nav !== undefined).sort((a, b) => a.nav.order - b.nav.order)

/** How long (ms) the first page has the line to itself before the product is put on the device. */
const FREE = 3_000

// Powers move with the office the same minute: an open screen learns of it without being asked.
const offices = new Set(['people.appoint', 'people.end-office', 'people.hand-over'])
const aboutOffices = (a: Announcement) => a.event === 'changed' && offices.has(a.kind)

export default function Frame() {
  const t = useText()
  const may = useMay()
  const connected = useConnected()
  useLive(meQuery.queryKey, aboutOffices)
  const router = useRouter()
  useEffect(() => {
    const later = setTimeout(() => void import('./install.ts').then(({ install }) => install(router)), FREE)
    return () => clearTimeout(later)
  }, [router])
  const path = useRouterState({ select: (state) => state.location.pathname })
  const content = useRef<HTMLElement>(null)
  const first = useRef(true)
  // A new page starts at its top for the keyboard and the screen reader, as it does for the eye.
  useEffect(() => {
    if (!first.current) content.current?.focus({ preventScroll: true })
    first.current = false
  }, [path])
  const open = entries.filter((entry) => entry.needs === 'signed-in' || (entry.needs !== 'anyone' && may(entry.needs)))
  const [near, far] = open.length > 5 ? [open.slice(0, 4), open.slice(4)] : [open, []]
  const here = (entry: Entry) => (entry.path === '/' ? path === '/' : path === entry.path || path.startsWith(`${entry.path}/`))
  const link = (entry: Entry) => (
    <li key={entry.path}>
      <Link to={entry.path} aria-current={here(entry) ? 'page' : undefined} className={styles.entry}>
        <entry.nav.icon size={22} stroke={1.6} aria-hidden />
        <span>{t(entry.nav.label)}</span>
      </Link>
    </li>
  )
  return (
    <div className={styles.frame}>
      <a href="#noi-dung" className={styles.skip} onClick={(event) => { event.preventDefault(); content.current?.focus() }}>{t(words.skip)}</a>
      <header className={`${styles.top} no-print`}>
        <Link to="/" className={styles.brand} aria-label="Lộ Trình">
          <Mark size={34} />
          <span className={styles.name}>Lộ Trình</span>
        </Link>
        <OfficeSwitch />
        <div className={styles.tools}>
          <Suspense><OutboxSign /></Suspense>
          <div data-tour="day"><DaySwitch /></div>
          <Bell />
          <div data-tour="account"><AccountMenu /></div>
        </div>
      </header>
      <nav aria-label={t(words.rooms)} className={`${styles.side} no-print`}><ul>{open.map(link)}</ul></nav>
      <main id="noi-dung" ref={content} tabIndex={-1} className={styles.content}>
        {!connected && <p role="status" className={`${styles.offline} no-print`}>{t(words.offline)}</p>}
        <Roof><Outlet /></Roof>
      </main>
      <nav aria-label={t(words.rooms)} className={`${styles.bottom} no-print`}>
        <ul>
          {near.map(link)}
          {far.length > 0 && (
            <li>
              <Menu
                button={<button type="button" className={styles.entry} data-here={far.some(here) || undefined}><IconDots size={22} stroke={1.6} aria-hidden /><span>{t(words.more)}</span></button>}
                deeds={far.map((entry) => ({ label: t(entry.nav.label), icon: entry.nav.icon, to: entry.path, chosen: here(entry) }))}
              />
            </li>
          )}
        </ul>
      </nav>
      <FirstTour />
    </div>
  )
}
