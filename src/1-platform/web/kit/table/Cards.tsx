/** The rows on a phone: a card each, the record's name first, then what else is said under its column's name. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { Button } from '../Button.tsx'
import type { Drawn } from './shape.ts'
import styles from './Table.module.css'

export function Cards<Row>({ label, rows, columns, main, keyOf, cell, to, onOpen, check, onEnd }: Drawn<Row> & { onOpen?: (row: Row) => void }) {
  const t = useText()
  // A column without a name holds what can be done with the row: beside its name, not under it.
  const deeds = columns.filter((column) => column !== main && t(column.title) === '')
  const [count, setCount] = useState(50)
  return (
    <>
      <ul className={styles.cards} aria-label={label}>
        {rows.slice(0, count).map((row) => (
          <li key={keyOf(row)} className={styles.card} data-opens={Boolean(to ?? onOpen) || undefined}>
            <div className={styles.cardHead}>
              {check?.(row)}
              {to ? <Link to={to(row)} className={styles.cardTitle}>{cell(main, row)}</Link>
                : onOpen ? <button type="button" className={styles.cardTitle} onClick={() => onOpen(row)}>{cell(main, row)}</button>
                  : <span className={styles.cardTitle}>{cell(main, row)}</span>}
              {deeds.map((column) => <span key={column.key} className={styles.cardDeeds}>{cell(column, row)}</span>)}
            </div>
            <dl>
              {columns.filter((column) => column !== main && !deeds.includes(column)).map((column) => {
                const said = cell(column, row)
                // '' says that there is nothing here, also where `show` would draw an empty frame; null that there are no
                // words, only something to press.
                const silent = said === '' || said === null || said === undefined || said === false
                if (silent || column.value(row) === '') return null
                return <div key={column.key}><dt>{t(column.title)}</dt><dd>{said}</dd></div>
              })}
            </dl>
          </li>
        ))}
      </ul>
      {(rows.length > count || onEnd) && (
        <Button wide onClick={() => { setCount(count + 100); if (rows.length <= count + 100) onEnd?.() }}>{t(common.more)}</Button>
      )}
    </>
  )
}
