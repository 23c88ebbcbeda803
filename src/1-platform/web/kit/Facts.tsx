/** Names and values of a record, in two columns. A value of null is left out. */
import type { ReactNode } from 'react'
import styles from './Facts.module.css'

export function Facts({ of }: { of: [label: string, value: ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {of.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
