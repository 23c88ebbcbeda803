// What a field means and what follows from it, behind a small question mark beside the label. It opens in the form itself, so
// that it covers nothing and stays while one types; to a screen reader it describes the field, open or not.
import { useState } from 'react'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import styles from './Explain.module.css'

const words = { explain: text('Giải thích', 'Explain') }

export function Explain({ help, explain }: { help?: string | undefined; explain: string }) {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={`${styles.ask} no-print`} aria-expanded={open} aria-label={t(words.explain)} title={t(words.explain)} onClick={() => setOpen(!open)}>?</button>
      {help && <span className={styles.line}>{help}</span>}
      <span className={open ? styles.explanation : 'unseen'} data-open={open || undefined}>{explain}</span>
    </>
  )
}
