/** A word about a state. Colour never speaks alone. */
import type { ReactNode } from 'react'
import styles from './Badge.module.css'

export function Badge({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'good' | 'behind' | 'soon' }) {
  return <span className={styles.badge} data-tone={tone}>{children}</span>
}
