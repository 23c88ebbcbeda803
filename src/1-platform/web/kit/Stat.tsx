// A figure and what it means. `tone="behind"` is the only red; the words must say it too.
import type { ReactNode } from 'react'
import { Go } from './Go.tsx'
import styles from './Stat.module.css'

export interface StatProps {
  label: string
  /** Already written: `share(412, 600)`, `number(1234567)`. */
  value: string
  detail?: ReactNode
  tone?: 'plain' | 'behind' | 'good'
  /** Opens what lies under the figure: a path, or a deed. */
  to?: string
  onOpen?: () => void
}

export function Stat({ label, value, detail, tone = 'plain', to, onOpen }: StatProps) {
  const inside = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} data-tone={tone}>{value}</span>
      {detail && <span className={styles.detail}>{detail}</span>}
    </>
  )
  if (to) return <Go to={to} className={styles.open}>{inside}</Go>
  if (onOpen) return <button type="button" className={styles.open} onClick={onOpen}>{inside}</button>
  return <div className={styles.stat}>{inside}</div>
}

/** Figures beside each other; they wrap by themselves. */
export function Stats({ children }: { children: ReactNode }) {
  return <div className={styles.stats}>{children}</div>
}
