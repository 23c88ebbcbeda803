// The frame of every screen: where one is, what it is called, what can be done; and on paper who printed what and when.
import { IconChevronRight } from '@tabler/icons-react'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import { FollowsProvider, sayAsked, useAsOf, useFollows, useUnfollowed, type Follows } from '../asked.ts'
import { useFormat, useText } from '../language.tsx'
import { text } from '#base/text'
import { useToday } from '../session.ts'
import { common } from '../words.ts'
import { Go } from './Go.tsx'
import styles from './Page.module.css'

const words = {
  printed: text('In ngày {today}', 'Printed {today}'),
}

export interface PageProps {
  title: string
  /** Above the title, from the widest to the nearest; the page itself is left out. */
  /** A step without an address is no link: it lies outside the reader's reach. */
  path?: { label: string; to?: string }[]
  /** A line under the title: what it is, whose, since when. */
  lead?: ReactNode
  actions?: ReactNode
  /** What of the day, the tree and the knowledge chosen at the top the page keeps to; nothing unless said. */
  follows?: Follows
  /** 'reading': a column for forms and text; 'wide' (else): the whole width for tables and figures. */
  width?: 'wide' | 'reading'
  children: ReactNode
}

const Inside = createContext(false)
/** Whether a page's frame already stands around what is drawn. */
export const useInsidePage = () => useContext(Inside)

export function Page({ title, path, lead, actions, follows = 'today', width = 'wide', children }: PageProps) {
  const t = useText()
  const { day } = useFormat()
  const asked = useAsOf()
  const today = useToday()
  useEffect(() => {
    document.title = `${title} – Lộ Trình`
  }, [title])
  return (
    <div className={width === 'reading' ? `${styles.page} ${styles.reading}` : styles.page}>
      <p className={`only-print ${styles.printed}`}>{['Lộ Trình', sayAsked(t, asked, follows), t(words.printed, { today: day(today) })].filter(Boolean).join(' · ')}</p>
      <header className={styles.head} data-tour="page">
        <div className={styles.titles}>
          {path && path.length > 0 && (
            <nav aria-label={t(common.path)} className={`${styles.path} no-print`}>
              <ol>
                {path.map((step, i) => (
                  <li key={step.to ?? i}>
                    {step.to ? <Go to={step.to}>{step.label}</Go> : step.label}
                    <IconChevronRight size={14} aria-hidden />
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <h1>{title}</h1>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={`${styles.actions} no-print`}>{actions}</div>}
      </header>
      <Unfollowed follows={follows} />
      <FollowsProvider value={follows}><Inside value>{children}</Inside></FollowsProvider>
    </div>
  )
}

/** A part of a page that keeps to less of what is asked than the page does, or to more; says what it leaves out. */
export function FollowsPart({ what, children }: { what: Follows; children: ReactNode }) {
  const whole = useFollows()
  return <FollowsProvider value={what}>{what !== whole && <Unfollowed follows={what} />}{children}</FollowsProvider>
}

function Unfollowed({ follows }: { follows: Follows }) {
  const t = useText()
  const asked = useAsOf()
  const left = useUnfollowed(follows)
  // The day alone stands in the bar at the top; more than the day is said in full where it holds.
  const said = [(asked.tree || asked.knownOn) && sayAsked(t, asked, follows), left].filter(Boolean).join('. ')
  return said ? <p role="note" className={`${styles.unfollowed} no-print`}>{said}</p> : null
}

/** The ground of a page that does not know its title yet. */
export function PageAhead({ children }: { children: ReactNode }) {
  return <div className={styles.page}>{children}</div>
}

/** A titled part of a page, on a white sheet; `bare` puts it on the paper ground. `tour`: the name by which the tour points at it. */
export function Part({ title, actions, bare, tour, children }: { title?: string; actions?: ReactNode; bare?: boolean; tour?: string; children: ReactNode }) {
  return (
    <section className={bare ? styles.bare : styles.part} data-tour={tour}>
      {(title || actions) && (
        <header className={styles.partHead}>
          {title && <h2>{title}</h2>}
          {actions && <div className={`${styles.actions} no-print`}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}

/** Parts beside each other where there is room: `columns` are CSS grid tracks of the desktop, e.g. '3fr 2fr'. */
export function Columns({ columns = '1fr 1fr', children }: { columns?: string; children: ReactNode }) {
  return <div className={styles.columns} style={{ '--tracks': columns } as React.CSSProperties}>{children}</div>
}

/** Things in a row that may wrap. */
export function Row({ children, end, gap = 8 }: { children: ReactNode; end?: boolean; gap?: number }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap, justifyContent: end ? 'flex-end' : undefined }}>{children}</div>
}

/** Fields that narrow a list, and a deed beside them: in a row with their feet in line, under each other on a phone. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>
}

/** Things under each other. */
export function Stack({ children, gap = 16 }: { children: ReactNode; gap?: number }) {
  return <div style={{ display: 'grid', gap, gridTemplateColumns: 'minmax(0, 1fr)' }}>{children}</div>
}
